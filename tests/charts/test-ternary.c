/* Ternary plot: points are where their shares say, texts stay on the page and apart, and every value is
 * reachable and said in words. */
#include <math.h>

#include "chart-examples.h"

#define N_SERIES 6
#define N_POINTS 7

static const char *const years[N_POINTS] = {
  "2019", "2020", "2021", "2022", "2023", "2024", "2025"
};

typedef struct {
  CtnTernaryPoint points[N_SERIES][N_POINTS];
  CtnTernarySeries series[N_SERIES];
  CtnTernaryData data;
} Example;

static void
example_init (Example *example, guint n_series, guint n_points)
{
  for (guint s = 0; s < n_series; s++) {
    for (guint i = 0; i < n_points; i++)
      example->points[s][i] =
          (CtnTernaryPoint) { { 1 + (s + i) % 4, 1 + (2 * s + i) % 3, 1 + i % 5 }, years[i] };
    example->series[s] = (CtnTernarySeries) { (gint64) s + 1, "Innovations- und Wachstumsallianz",
                                              example->points[s], n_points };
  }
  example->data =
      (CtnTernaryData) { .title = "Alliance",
                         .corners = { "Government", "Industry", "Wissenschaft und Bildung" },
                         .series = example->series,
                         .n_series = n_series };
}

static const CtnMark *
find (CtnScene *scene, const char *role, gint64 id, int part)
{
  int index = ctn_scene_find (scene, role, id, part);

  g_assert_cmpint (index, >=, 0);
  return ctn_scene_get_mark (scene, (guint) index);
}

/* A corner, the middle of a side, and the middle of all; shares need not sum to 1. */
static void
test_points (void)
{
  static const CtnTernaryPoint points[] = { { { 1, 0, 0 }, NULL },
                                            { { 0, 7, 7 }, NULL },
                                            { { 2, 2, 2 }, "now" } };
  const CtnTernarySeries series = { 5, "One", points, 3 };
  const CtnTernaryData data = { .corners = { "A", "B", "C" }, .series = &series, .n_series = 1 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  CtnTernaryGeometry plot;
  CtnPoint expected[3];

  scene = ctn_ternary_layout (&data, 400, 360, metrics, ctn_theme_get (CTN_THEME_LIGHT), &plot);
  expected[0] = plot.corners[0];
  expected[1] = (CtnPoint) { (plot.corners[1].x + plot.corners[2].x) / 2, plot.corners[1].y };
  expected[2] = (CtnPoint) { plot.corners[0].x,
                             plot.corners[1].y - (plot.corners[1].y - plot.corners[0].y) / 3 };
  /* All sides have the same length. */
  g_assert_cmpfloat_with_epsilon (
      hypot (plot.corners[1].x - plot.corners[0].x, plot.corners[1].y - plot.corners[0].y),
      plot.corners[2].x - plot.corners[1].x, 1e-9);
  for (int i = 0; i < 3; i++) {
    const CtnMark *mark = find (scene, "value", 5, i);

    g_assert_cmpfloat_with_epsilon (mark->bounds.x + mark->bounds.width / 2, expected[i].x, 0.01);
    g_assert_cmpfloat_with_epsilon (mark->bounds.y + mark->bounds.height / 2, expected[i].y, 0.01);
    g_assert_cmpint (ctn_scene_hit (scene, expected[i].x, expected[i].y, 0), ==,
                     ctn_scene_find (scene, "value", 5, i));
  }
  g_assert_cmpstr (find (scene, "value", 5, 1)->info.value, ==, "A 0 %, B 50 %, C 50 %");
  g_assert_cmpstr (find (scene, "value", 5, 2)->info.label, ==, "One, now");
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 3);
  /* One series needs no legend. */
  g_assert_cmpint (ctn_scene_find (scene, "legend", 5, 0), <, 0);
  find (scene, "trail", 5, 0);
}

/* What is no share is left out. */
static void
test_no_shares (void)
{
  static const CtnTernaryPoint points[] = {
    { { 0, 0, 0 }, "a" }, { { -1, 1, 1 }, "b" }, { { NAN, 1, 1 }, "c" }, { { 1, 1, 0 }, "d" }
  };
  const CtnTernarySeries series[] = { { 1, "One", points, 4 }, { 2, "None", NULL, 0 } };
  const CtnTernaryData data = { .corners = { "A", "B", "C" }, .series = series, .n_series = 2 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene =
      ctn_ternary_layout (&data, 300, 300, metrics, ctn_theme_get (CTN_THEME_DARK), NULL);

  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 1);
  g_assert_cmpint (ctn_scene_find (scene, "trail", 1, 0), <, 0);
}

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  const double slack = 0.1;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width &&
         a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

static void
assert_tidy (CtnScene *scene)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    g_assert_cmpfloat (mark->bounds.x, >=, -0.1);
    g_assert_cmpfloat (mark->bounds.y, >=, -0.1);
    g_assert_cmpfloat (mark->bounds.x + mark->bounds.width, <=, ctn_scene_get_width (scene) + 0.1);
    g_assert_cmpfloat (mark->bounds.y + mark->bounds.height, <=,
                       ctn_scene_get_height (scene) + 0.1);
    for (guint j = 0; mark->kind == CTN_MARK_TEXT && j < i; j++) {
      const CtnMark *other = ctn_scene_get_mark (scene, j);

      if (other->kind == CTN_MARK_TEXT && overlap (&mark->bounds, &other->bounds))
        g_error ("%s and %s overlap", mark->info.role, other->info.role);
    }
  }
}

static void
test_sizes (void)
{
  static const double sizes[][2] = { { 320, 360 }, { 480, 420 }, { 900, 500 }, { 500, 900 } };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  for (gsize size = 0; size < G_N_ELEMENTS (sizes); size++)
    for (guint n_series = 0; n_series <= N_SERIES; n_series += 2)
      for (int theme = 0; theme < CTN_N_THEMES; theme++) {
        Example example;
        g_autoptr (CtnScene) scene = NULL;

        example_init (&example, n_series, N_POINTS);
        scene = ctn_ternary_layout (&example.data, sizes[size][0], sizes[size][1], metrics,
                                    ctn_theme_get ((CtnThemeKind) theme), NULL);
        assert_tidy (scene);
        g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, n_series * N_POINTS);
      }
}

/* The label of each year of each series, near one corner of the triangle: on the page, over no other text and over no
 * point. Those of three series all find a place on a page of a report. */
static void
test_crowded (void)
{
  static const double sizes[][2] = { { 470, 360 }, { 320, 360 }, { 800, 500 } };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  for (gsize size = 0; size < G_N_ELEMENTS (sizes); size++)
    for (guint n = 1; n <= EXAMPLE_TERNARY_SERIES; n++) {
      ExampleTernary example;
      g_autoptr (CtnScene) scene = NULL;
      guint n_years = 0;

      example_ternary_init_crowded (&example, n);
      scene = ctn_ternary_layout (&example.data, sizes[size][0], sizes[size][1], metrics,
                                  ctn_theme_get (CTN_THEME_PRINT), NULL);
      assert_tidy (scene);
      for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
        const CtnMark *mark = ctn_scene_get_mark (scene, i);

        n_years += g_strcmp0 (mark->info.role, "year") == 0;
        for (guint j = 0; mark->kind == CTN_MARK_TEXT && j < ctn_scene_get_n_marks (scene); j++) {
          const CtnMark *other = ctn_scene_get_mark (scene, j);

          if (g_strcmp0 (other->info.role, "value") == 0 && overlap (&mark->bounds, &other->bounds))
            g_error ("%s covers a point", mark->info.role);
        }
      }
      /* Lines to labels cannot cross other labels, so that some points may be shut in. */
      if (sizes[size][0] > 400 && n <= 3)
        g_assert_cmpuint (n_years, ==, n * EXAMPLE_TERNARY_YEARS);
      else
        g_assert_cmpuint (n_years, >=, n * EXAMPLE_TERNARY_YEARS * 3 / 4);
    }
}

static void
test_deterministic (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autofree char *before = NULL;
  ExampleTernary example;

  example_ternary_init_crowded (&example, EXAMPLE_TERNARY_SERIES);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (CtnScene) scene = ctn_ternary_layout (&example.data, 470, 360, metrics,
                                                     ctn_theme_get (CTN_THEME_PRINT), NULL);
    g_autofree char *text = ctn_scene_to_string (scene);

    if (i > 0)
      g_assert_cmpstr (before, ==, text);
    g_free (before);
    before = g_steal_pointer (&text);
  }
}

/* Years that follow each other in one place are written once; one that comes back there later is written again,
 * and has a line to its point, as the place beside it is taken. */
static void
test_one_place (void)
{
  static const CtnTernaryPoint points[] = { { { 0, 1, 0 }, "2020" },
                                            { { 0, 2, 0 }, "2021" },
                                            { { 1, 1, 0 }, "2022" },
                                            { { 0, 1, 0 }, "2023" } };
  const CtnTernarySeries series = { 5, "One", points, 4 };
  const CtnTernaryData data = { .corners = { "A", "B", "C" }, .series = &series, .n_series = 1 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene =
      ctn_ternary_layout (&data, 400, 360, metrics, ctn_theme_get (CTN_THEME_LIGHT), NULL);

  g_assert_cmpstr (ctn_text_run_get_text (find (scene, "year", 5, 1)->text->lines[0]), ==,
                   "2020–2021");
  g_assert_cmpint (ctn_scene_find (scene, "year", 5, 0), <, 0);
  find (scene, "year", 5, 2);
  find (scene, "year", 5, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ternary/points", test_points);
  g_test_add_func ("/ternary/no-shares", test_no_shares);
  g_test_add_func ("/ternary/sizes", test_sizes);
  g_test_add_func ("/ternary/crowded", test_crowded);
  g_test_add_func ("/ternary/deterministic", test_deterministic);
  g_test_add_func ("/ternary/one-place", test_one_place);
  return g_test_run ();
}
