/* Bars: lengths are in proportion, missing values have no length, and what is said is the number. */
#include <ctn-bars.h>
#include <math.h>

static const CtnBarsRow rows[] = { { 1, "Steiermark", FALSE, NULL },
                                   { 2, "Oberpfalz", TRUE, "Moderate" },
                                   { 3, "Nyugat-Dunántúl", FALSE, NULL } };
static const char *const series[] = { "2021", "2023" };
static const double values[] = { 10, 20, 5, 10, NAN, 2.5 };

static CtnScene *
layout (double width)
{
  static const CtnBarsLine lines[] = { { 15, "EU" } };
  const CtnBarsData data = { .title = "SMEs",
                             .unit = "%",
                             .rows = rows,
                             .n_rows = 3,
                             .series = series,
                             .n_series = 2,
                             .values = values,
                             .lines = lines,
                             .n_lines = 1,
                             .decimals = 1 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  return ctn_bars_layout (&data, width, metrics, ctn_theme_get (CTN_THEME_PRINT));
}

static const CtnMark *
find (CtnScene *scene, gint64 id, int part)
{
  int index = ctn_scene_find (scene, "bar", id, part);

  g_assert_cmpint (index, >=, 0);
  return ctn_scene_get_mark (scene, (guint) index);
}

static double
get_length (const CtnMark *mark)
{
  return mark->bounds.width - mark->paint.width;
}

static void
test_lengths (void)
{
  g_autoptr (CtnScene) scene = layout (600);
  double longest = get_length (find (scene, 1, 1));

  g_assert_cmpfloat_with_epsilon (get_length (find (scene, 1, 0)), longest / 2, 0.1);
  g_assert_cmpfloat_with_epsilon (get_length (find (scene, 3, 1)), longest / 8, 0.1);
  g_assert_cmpfloat (get_length (find (scene, 3, 0)), <, 1);
  g_assert_cmpstr (find (scene, 2, 1)->info.label, ==, "Oberpfalz, 2023");
  g_assert_cmpstr (find (scene, 2, 1)->info.value, ==, "10");
  g_assert_cmpstr (find (scene, 3, 0)->info.value, ==, "no value");
}

static void
test_page (void)
{
  for (double width = 240; width < 1000; width += 95) {
    g_autoptr (CtnScene) scene = layout (width);

    for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
      const CtnMark *mark = ctn_scene_get_mark (scene, i);

      g_assert_cmpfloat (mark->bounds.x, >=, -1);
      g_assert_cmpfloat (mark->bounds.y + mark->bounds.height, <=,
                         ctn_scene_get_height (scene) + 1);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bars/lengths", test_lengths);
  g_test_add_func ("/bars/page", test_page);
  return g_test_run ();
}
