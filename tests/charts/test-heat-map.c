/* Heat maps: texts stay within their cells and on the page, numbers are legible on every shade, and what
 * has no value is not a zero. */
#include <ctn-heat-map.h>
#include <math.h>

#define MAX_ROWS 40
#define MAX_COLUMNS 20

static const char *const names[] = { "Leadership", "Governance and participation",
                                     "Wissenschaftlich-technische Zusammenarbeit", "R&D" };

typedef struct {
  const char *columns[MAX_COLUMNS];
  CtnHeatRow rows[MAX_ROWS];
  double values[MAX_ROWS * MAX_COLUMNS];
  CtnHeatMapData data;
} Example;

static void
example_init (Example *example, guint n_rows, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    example->columns[i] = names[i % G_N_ELEMENTS (names)];
  for (guint i = 0; i < n_rows; i++)
    example->rows[i] = (CtnHeatRow) { i + 1, names[(i + 1) % G_N_ELEMENTS (names)] };
  for (guint i = 0; i < n_rows * n_columns; i++)
    example->values[i] = i % 7 == 3 ? NAN : (double) (i % 11) / 10;
  example->data = (CtnHeatMapData) { .title = "All subjects",
                                     .columns = example->columns,
                                     .n_columns = n_columns,
                                     .rows = example->rows,
                                     .n_rows = n_rows,
                                     .values = example->values,
                                     .max = 5,
                                     .decimals = 1 };
}

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  const double slack = 0.5;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width &&
         a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

static void
assert_tidy (CtnScene *scene, gboolean check_width)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (mark->kind != CTN_MARK_TEXT)
      continue;
    g_assert_cmpfloat (mark->bounds.x, >=, -0.5);
    g_assert_cmpfloat (mark->bounds.y + mark->bounds.height, <=,
                       ctn_scene_get_height (scene) + 0.5);
    if (check_width)
      g_assert_cmpfloat (mark->bounds.x + mark->bounds.width, <=,
                         ctn_scene_get_width (scene) + 0.5);
    for (guint j = i + 1; check_width && j < ctn_scene_get_n_marks (scene); j++) {
      const CtnMark *other = ctn_scene_get_mark (scene, j);

      if (other->kind == CTN_MARK_TEXT && overlap (&mark->bounds, &other->bounds))
        g_error ("“%s” and “%s” overlap", mark->info.label, other->info.label);
    }
  }
}

/* From 1 to 40 rows and 1 to 12 columns nothing overlaps or leaves the page; up to 20 nothing is lost. */
static void
test_sizes (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  for (guint n_rows = 1; n_rows <= MAX_ROWS; n_rows += 13)
    for (guint n_columns = 1; n_columns <= MAX_COLUMNS; n_columns += 3) {
      Example example;
      g_autoptr (CtnScene) scene = NULL;

      example_init (&example, n_rows, n_columns);
      scene = ctn_heat_map_layout (&example.data, 900, metrics, ctn_theme_get (CTN_THEME_LIGHT));
      assert_tidy (scene, n_columns <= 12);
      g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, n_rows * n_columns);
    }
}

/* WCAG 2.2, 1.4.3: at least 4.5 for text, in every theme and on every shade. */
static void
test_contrast (void)
{
  for (int kind = 0; kind < CTN_N_THEMES; kind++)
    for (double value = 0; value <= 1.001; value += 0.01) {
      CtnColor text;
      CtnColor color = ctn_heat_map_get_color (ctn_theme_get ((CtnThemeKind) kind), value, &text);
      double contrast = ctn_color_contrast (text, color);

      if (contrast < 4.5)
        g_error ("theme %d, value %.2f: contrast %.2f", kind, value, contrast);
    }
}

static void
test_values (void)
{
  Example example;
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  int number;
  int missing;

  example_init (&example, 1, 4);
  scene = ctn_heat_map_layout (&example.data, 600, metrics, ctn_theme_get (CTN_THEME_PRINT));
  number = ctn_scene_find (scene, "cell", 1, 2);
  missing = ctn_scene_find (scene, "cell", 1, 3);
  g_assert_cmpint (number, >=, 0);
  /* The third value is 0.2 of 5. */
  g_assert_cmpstr (ctn_scene_get_mark (scene, (guint) number)->info.value, ==, "1.0");
  g_assert_cmpstr (ctn_scene_get_mark (scene, (guint) missing)->info.value, ==, "no value");
  g_assert_cmpint (ctn_scene_find (scene, "hatch", 0, 0), >=, 0);
}

static void
test_empty (void)
{
  const CtnHeatMapData nothing = { .title = "Nothing", .max = 1 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene =
      ctn_heat_map_layout (&nothing, 10, metrics, ctn_theme_get (CTN_THEME_DARK));

  g_assert_cmpint (ctn_scene_find (scene, "note", 0, 0), >=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heat-map/sizes", test_sizes);
  g_test_add_func ("/heat-map/contrast", test_contrast);
  g_test_add_func ("/heat-map/values", test_values);
  g_test_add_func ("/heat-map/empty", test_empty);
  return g_test_run ();
}
