/* Example charts for the tests and for the contact sheet. */
#pragma once

#include "ctn-chain-map.h"
#include "ctn-radar.h"
#include "ctn-ternary.h"

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

/* Languages whose words differ in length, letters and where they may break. */
typedef enum {
  EXAMPLE_GERMAN,
  EXAMPLE_ENGLISH,
  EXAMPLE_HUNGARIAN,
  EXAMPLE_FRENCH,
  EXAMPLE_GREEK,
  EXAMPLE_BULGARIAN,
  EXAMPLE_N_LANGUAGES,
} ExampleLanguage;

/* Gives the axes labels of another language. */
void example_radar_set_language (ExampleRadar *self, ExampleLanguage language);

/* @n_axes axes with long German labels and @n_series series. */
void example_radar_init (ExampleRadar *self, guint n_axes, guint n_series, ExampleFlags flags);

/* A map with its data; seeded. */
typedef struct {
  CtnMapData data;
  GArray *stages, *lanes, *actors, *links; /* (owned) */
  GStringChunk *texts;                     /* (owned) */
} ExampleMap;

/* The chain of a battery: a small map with everything on it. */
void example_map_init_battery (ExampleMap *self);

/* @n_actors in 8 stages, twice as many links. */
void example_map_init_large (ExampleMap *self, guint n_actors);

void example_map_clear (ExampleMap *self);

#define EXAMPLE_TERNARY_SERIES 5
#define EXAMPLE_TERNARY_YEARS 7

/* Trails that crowd near one corner, as those of clusters do whose members are firms. */
typedef struct {
  CtnTernaryData data;
  CtnTernarySeries series[EXAMPLE_TERNARY_SERIES];
  CtnTernaryPoint points[EXAMPLE_TERNARY_SERIES][EXAMPLE_TERNARY_YEARS];
} ExampleTernary;

/* The first @n_series of them. */
void example_ternary_init_crowded (ExampleTernary *self, guint n_series);

G_END_DECLS
