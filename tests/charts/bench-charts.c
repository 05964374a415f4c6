/* Prints how long drawing takes: medians of repeated runs, in milliseconds. */
#include "chart-examples.h"

#include <math.h>
#include <stdlib.h>

#define N_RUNS 41

typedef struct {
  const CtnScene *scene;
  cairo_t *cr;
  double scale, x, y;
} Drawing;

static int
compare_times (const void *a, const void *b)
{
  return (*(const gint64 *) a > *(const gint64 *) b) - (*(const gint64 *) a < *(const gint64 *) b);
}

static void
print_time (const char *name, void (*run) (gpointer), gpointer data)
{
  gint64 times[N_RUNS];

  run (data);
  for (guint i = 0; i < N_RUNS; i++) {
    gint64 start = g_get_monotonic_time ();

    run (data);
    times[i] = g_get_monotonic_time () - start;
  }
  qsort (times, N_RUNS, sizeof times[0], compare_times);
  g_print ("%-52s median %6.2f ms, p95 %6.2f ms\n", name, (double) times[N_RUNS / 2] / 1000,
           (double) times[N_RUNS * 95 / 100] / 1000);
}

static void
draw (gpointer data)
{
  Drawing *drawing = data;

  cairo_save (drawing->cr);
  cairo_scale (drawing->cr, drawing->scale, drawing->scale);
  cairo_translate (drawing->cr, -drawing->x, -drawing->y);
  ctn_scene_paint_at_scale (drawing->scene, drawing->cr, drawing->scale);
  cairo_restore (drawing->cr);
}

typedef struct {
  ExampleRadar *radar;
  ExampleMap *map;
  CtnMetrics *metrics;
} Layout;

static void
lay_out_radar (gpointer data)
{
  Layout *layout = data;

  ctn_scene_unref (ctn_radar_layout (&layout->radar->data, 800, 600, layout->metrics,
                                     ctn_theme_get (CTN_THEME_LIGHT), NULL));
}

static void
lay_out_map (gpointer data)
{
  Layout *layout = data;

  ctn_scene_unref (ctn_chain_map_layout (&layout->map->data, layout->metrics,
                                         ctn_theme_get (CTN_THEME_LIGHT), NULL));
}

static void
time_map (const CtnScene *scene, cairo_t *cr, const char *name, double scale)
{
  Drawing drawing = { scene, cr, scale, 0, 0 };

  drawing.x = MAX (ctn_scene_get_width (scene) / 2 - 960 / scale, 0);
  drawing.y = MAX (ctn_scene_get_height (scene) / 2 - 540 / scale, 0);
  print_time (name, draw, &drawing);
}

int
main (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1920, 1080);
  cairo_t *cr = cairo_create (surface);
  ExampleRadar *radar = g_new0 (ExampleRadar, 1);
  ExampleMap map;
  Layout layout = { radar, &map, metrics };
  g_autoptr (CtnScene) radar_scene = NULL;
  g_autoptr (CtnScene) map_scene = NULL;
  Drawing drawing = { NULL, cr, 1, 0, 0 };

  example_radar_init (radar, 40, 6, EXAMPLE_TARGET | EXAMPLE_GROUPS);
  example_map_init_large (&map, 1000);
  radar_scene =
      ctn_radar_layout (&radar->data, 800, 600, metrics, ctn_theme_get (CTN_THEME_LIGHT), NULL);
  map_scene = ctn_chain_map_layout (&map.data, metrics, ctn_theme_get (CTN_THEME_LIGHT), NULL);
  print_time ("radar 40 x 6, layout", lay_out_radar, &layout);
  drawing.scene = radar_scene;
  print_time ("radar 40 x 6, drawn at 800 x 600", draw, &drawing);
  print_time ("map of 1,000 actors and 2,000 links, layout", lay_out_map, &layout);
  time_map (map_scene, cr, "the same drawn at 1920 x 1080, all of it",
            MIN (1920 / ctn_scene_get_width (map_scene), 1080 / ctn_scene_get_height (map_scene)));
  time_map (map_scene, cr, "the same, page width", 1920 / ctn_scene_get_width (map_scene));
  time_map (map_scene, cr, "the same, 0.5 pixels a point", 0.5);
  time_map (map_scene, cr, "the same, 1 pixel a point", 1);
  time_map (map_scene, cr, "the same, 2 pixels a point", 2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  example_map_clear (&map);
  g_free (radar);
  return 0;
}
