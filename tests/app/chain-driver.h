/* Drives the map of a value chain in the program's window: that of the sample, and what is where on it. */
#pragma once

#include "app-driver.h"
#include "ctn-chain-map-view.h"
#include "ctn-chart-view.h"

G_BEGIN_DECLS

typedef struct {
  Driver driver;
  CtnPage *page;
  CtnChainMapView *map;
  CtnChartCanvas *canvas;
  CtnConnection *reader;
} Map;

/* Starts the program with the sample's chain on the screen. */
void map_open (Map *self);
void map_close (Map *self);

/* The number that a query gives. */
gint64 map_count (Map *self, const char *sql);

/* Id of the actor with that name, which is there. */
gint64 map_find_actor (Map *self, const char *name);
/* Name of the stage where it stands. (transfer full) */
char *map_dup_stage_of (Map *self, gint64 actor);

/* Where a mark is, in pixels of the canvas. */
GdkRectangle map_get_area (Map *self, const char *role, gint64 id);

/* The same when it is there and moves no more. */
GdkRectangle map_wait_for (Map *self, const char *role, gint64 id);

/* An entry of a menu or the row of a list with that text, when it is there. */
GtkWidget *map_wait_for_text (Map *self, const char *text);

G_END_DECLS
