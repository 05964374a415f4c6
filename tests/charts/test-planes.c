/* Charts with an upright scale: trends and scatter plots. Texts stay on the page and off each other, and
 * what is drawn is where its value says. */
#include <ctn-scatter.h>
#include <ctn-trend.h>
#include <math.h>
#include <string.h>

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  const double slack = 0.5;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width &&
         a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

static void
assert_tidy (const CtnScene *scene)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (mark->kind != CTN_MARK_TEXT)
      continue;
    g_assert_cmpfloat (mark->bounds.x, >=, -0.1);
    g_assert_cmpfloat (mark->bounds.y, >=, -0.1);
    g_assert_cmpfloat (mark->bounds.x + mark->bounds.width, <=, ctn_scene_get_width (scene) + 0.1);
    g_assert_cmpfloat (mark->bounds.y + mark->bounds.height, <=,
                       ctn_scene_get_height (scene) + 0.1);
    for (guint j = i + 1; j < ctn_scene_get_n_marks (scene); j++) {
      const CtnMark *other = ctn_scene_get_mark (scene, j);

      if (other->kind == CTN_MARK_TEXT && overlap (&mark->bounds, &other->bounds))
        g_error ("%s “%s” and %s “%s” overlap", mark->info.role, mark->info.label, other->info.role,
                 other->info.label);
    }
  }
}

static CtnPoint
get_middle (const CtnScene *scene, const char *role, gint64 id, int part)
{
  int index = ctn_scene_find (scene, role, id, part);
  const CtnMark *mark;

  g_assert_cmpint (index, >=, 0);
  mark = ctn_scene_get_mark (scene, (guint) index);
  return (CtnPoint) { mark->bounds.x + mark->bounds.width / 2,
                      mark->bounds.y + mark->bounds.height / 2 };
}

static const CtnTrendPoint dates[] = { { 1, 0, "T0 · January 2024" },
                                       { 2, 100, "T1 · April 2024" },
                                       { 3, 400, "T2 · February 2025" } };
static const double total[] = { 1, 2, 4 };
static const double other[] = { 3, NAN, 3 };
static const CtnTrendSeries series[] = { { "Total", total, TRUE },
                                         { "Governance and participation", other, FALSE } };

/* Time is true to scale: 100 of 400 days are a quarter of the way; values too: 2 is a third of the way from
 * 1 to 4. */
static void
test_trend_places (void)
{
  const CtnTrendData data = { "Trend", dates, 3, series, 2, 0, 5, 1 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene =
      ctn_trend_layout (&data, 600, 400, metrics, ctn_theme_get (CTN_THEME_LIGHT));
  CtnPoint a = get_middle (scene, "value", 1, 0);
  CtnPoint b = get_middle (scene, "value", 2, 0);
  CtnPoint c = get_middle (scene, "value", 3, 0);
  int missing = ctn_scene_find (scene, "value", 2, 1);

  g_assert_cmpfloat_with_epsilon ((b.x - a.x) / (c.x - a.x), 0.25, 0.001);
  g_assert_cmpfloat_with_epsilon ((b.y - a.y) / (c.y - a.y), 1.0 / 3, 0.001);
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 6);
  g_assert_cmpstr (ctn_scene_get_mark (scene, (guint) missing)->info.value, ==, "no value");
  /* With a gap between two values there is no line. */
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    g_assert_false (strcmp (mark->info.role, "series") == 0 && mark->info.part == 1);
  }
}

static void
test_trend_sizes (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);

  for (guint n = 0; n <= 3; n++)
    for (double width = 160; width < 1300; width *= 1.7)
      for (double height = 160; height < 1300; height *= 1.7) {
        const CtnTrendData data = {
          "Oberpfalz: RIS3 assessment wheel", dates, n, series, 2, 0, 5, 1
        };
        g_autoptr (CtnScene) scene =
            ctn_trend_layout (&data, width, height, metrics, ctn_theme_get (CTN_THEME_DARK));

        assert_tidy (scene);
      }
}

/* Points on the diagonal, above and below it; the gap leads to the diagonal. */
static void
test_scatter_places (void)
{
  const CtnScatterPoint points[] = { { 1, "Equal", 50, 50 },
                                     { 2, "Unused", 25, 75 },
                                     { 3, "Nowhere", NAN, 75 } };
  const CtnScatterData data = { .title = "T",
                                .x_title = "Capacity",
                                .y_title = "Potential",
                                .points = points,
                                .n_points = 3,
                                .max = 100 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene =
      ctn_scatter_layout (&data, 500, 500, metrics, ctn_theme_get (CTN_THEME_PRINT));
  CtnPoint equal = get_middle (scene, "point", 1, 0);
  CtnPoint unused = get_middle (scene, "point", 2, 0);
  CtnPoint gap = get_middle (scene, "gap", 2, 0);

  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 2);
  g_assert_cmpint (ctn_scene_find (scene, "gap", 1, 0), ==, -1);
  g_assert_cmpfloat_with_epsilon (gap.x, unused.x, 0.01);
  /* From 75 down to 25: its middle is as high as 50. */
  g_assert_cmpfloat_with_epsilon (gap.y, equal.y, 0.01);
  g_assert_cmpstr (
      ctn_scene_get_mark (scene, (guint) ctn_scene_find (scene, "point", 2, 0))->info.value, ==,
      "Capacity 25, Potential 75");
}

/* Up to 60 points in a heap: names never touch, and some are left out rather than that. */
static void
test_scatter_names (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  CtnScatterPoint points[60];

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] =
        (CtnScatterPoint) { i + 1, i % 2 ? "Nyugat-Dunántúl" : "Západné Slovensko (example)",
                            g_test_rand_double_range (20, 70), g_test_rand_double_range (20, 70) };
  for (guint n = 0; n <= G_N_ELEMENTS (points); n += 12)
    for (double side = 160; side < 1300; side *= 1.6) {
      const CtnScatterData data = { .title = "Potential and capacity",
                                    .x_title = "Organisational innovation capacity",
                                    .y_title = "Regional innovation potential",
                                    .above = "Unused potential",
                                    .below = "More capacity than potential",
                                    .points = points,
                                    .n_points = n,
                                    .max = 100 };
      g_autoptr (CtnScene) scene =
          ctn_scatter_layout (&data, side, side * 0.8, metrics, ctn_theme_get (CTN_THEME_LIGHT));

      assert_tidy (scene);
      g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend/places", test_trend_places);
  g_test_add_func ("/trend/sizes", test_trend_sizes);
  g_test_add_func ("/scatter/places", test_scatter_places);
  g_test_add_func ("/scatter/names", test_scatter_names);
  return g_test_run ();
}
