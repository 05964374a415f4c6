/* Example charts for the tests and for the contact sheet. */
#pragma once

#include "ctn-radar.h"

G_BEGIN_DECLS

/* A radar with its data; seeded, so the same arguments give the same chart. */
typedef struct {
  CtnRadarData data;
  CtnRadarAxis axes[CTN_RADAR_MAX_AXES];
  CtnRadarSeries series[CTN_RADAR_MAX_SERIES];
  double values[CTN_RADAR_MAX_SERIES][CTN_RADAR_MAX_AXES];
  double target[CTN_RADAR_MAX_AXES];
  double quartiles[3][CTN_RADAR_MAX_AXES];
} ExampleRadar;

typedef enum {
  EXAMPLE_PLAIN = 0,
  EXAMPLE_TARGET = 1 << 0,
  EXAMPLE_BAND = 1 << 1,
  EXAMPLE_GROUPS = 1 << 2,
  EXAMPLE_GAPS = 1 << 3,
  EXAMPLE_LEVELS = 1 << 4,
} ExampleFlags;

/* @n_axes axes with long German labels and @n_series series. */
void example_radar_init (ExampleRadar *self, guint n_axes, guint n_series, ExampleFlags flags);

G_END_DECLS
