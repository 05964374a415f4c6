#include "chart-examples.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "ctn-chart-export.h"

#define SLACK 0.05

static gboolean
is_role (const CtnMark *mark, const char *role)
{
  return strcmp (mark->info.role, role) == 0;
}

static void
assert_in_page (const CtnScene *scene)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const cairo_rectangle_t *box = &ctn_scene_get_mark (scene, i)->bounds;

    if (box->x < -SLACK || box->y < -SLACK ||
        box->x + box->width > ctn_scene_get_width (scene) + SLACK ||
        box->y + box->height > ctn_scene_get_height (scene) + SLACK)
      g_test_message ("%s \"%s\" leaves a page of %g x %g",
                      ctn_scene_get_mark (scene, i)->info.role,
                      ctn_scene_get_mark (scene, i)->info.label, ctn_scene_get_width (scene),
                      ctn_scene_get_height (scene));
    g_assert_cmpfloat (box->x, >=, -SLACK);
    g_assert_cmpfloat (box->y, >=, -SLACK);
    g_assert_cmpfloat (box->x + box->width, <=, ctn_scene_get_width (scene) + SLACK);
    g_assert_cmpfloat (box->y + box->height, <=, ctn_scene_get_height (scene) + SLACK);
  }
}

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  return a->x + SLACK < b->x + b->width && b->x + SLACK < a->x + a->width &&
         a->y + SLACK < b->y + b->height && b->y + SLACK < a->y + a->height;
}

/* No two of the labels, title and legend overlap, and no label lies on the plot. */
static void
assert_no_overlap (const CtnScene *scene, const CtnRadarGeometry *plot)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (is_role (mark, "axis") || is_role (mark, "title") || is_role (mark, "legend"))
      g_ptr_array_add (texts, (gpointer) mark);
  }
  for (guint i = 0; i < texts->len; i++) {
    const CtnMark *mark = texts->pdata[i];
    double x = CLAMP (plot->center.x, mark->bounds.x, mark->bounds.x + mark->bounds.width);
    double y = CLAMP (plot->center.y, mark->bounds.y, mark->bounds.y + mark->bounds.height);
    double lowest = plot->n_axes < 3 ? 1 : 0;

    for (guint axis = 0; axis < plot->n_axes; axis++)
      lowest = MAX (lowest, -cos (2 * G_PI * axis / plot->n_axes));
    /* The circle ends where the lowest spoke does. */
    if (y < plot->center.y + lowest * plot->radius - SLACK)
      g_assert_cmpfloat (hypot (x - plot->center.x, y - plot->center.y), >=, plot->radius - SLACK);
    for (guint j = 0; j < i; j++)
      g_assert_false (overlap (&mark->bounds, &((const CtnMark *) texts->pdata[j])->bounds));
  }
}

static guint
count_cut (const CtnScene *scene, const char *role)
{
  guint n = 0;

  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    n += is_role (mark, role) && mark->text->cut;
  }
  return n;
}

/* How many pixels of a picture differ from its first one, as a share. */
static double
measure_ink (const char *path)
{
  cairo_surface_t *picture = cairo_image_surface_create_from_png (path);
  const guchar *data = cairo_image_surface_get_data (picture);
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  int stride = cairo_image_surface_get_stride (picture);
  guint n = 0;

  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += memcmp (data + y * stride + 4 * x, data, 3) != 0;
  cairo_surface_destroy (picture);
  return (double) n / (width * (double) height);
}

/* Writes a scene as PNG into the folder of CTN_GALLERY, to be looked at, or else a temporary one; there is
 * something on it, and it is not all over the page. */
static void
render (const CtnScene *scene, const char *name)
{
  g_autofree char *temporary =
      g_getenv ("CTN_GALLERY") == NULL ? g_dir_make_tmp ("catenary-gallery-XXXXXX", NULL) : NULL;
  const char *folder = temporary != NULL ? temporary : g_getenv ("CTN_GALLERY");
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  double ink;

  g_assert_true (ctn_scene_write_file (scene, CTN_CHART_FORMAT_PNG, 1, file, NULL, &error));
  g_assert_no_error (error);
  ink = measure_ink (path);
  g_assert_cmpfloat (ink, >, 0.01);
  g_assert_cmpfloat (ink, <, 0.75);
  if (temporary != NULL) {
    g_unlink (path);
    g_rmdir (temporary);
  }
}

/* 60 combinations of axes, series and sizes, in six languages and five themes, with the fonts of the
 * machine; as marks and as PNG. */
static void
test_gallery (void)
{
  static const guint axes[] = { 3, 5, 8, 13, 24, 40 };
  static const struct {
    double width, height;
    gboolean whole; /* labels, not numbers */
  } sizes[] = { { 160, 160, FALSE },
                { 360, 480, TRUE },
                { 800, 450, TRUE },
                { 595, 842, TRUE },
                { 1191, 842, TRUE } };
  static const guint series[] = { 1, 6 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  guint n = 0;

  for (guint a = 0; a < G_N_ELEMENTS (axes); a++) {
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++) {
      for (guint k = 0; k < G_N_ELEMENTS (series); k++, n++) {
        ExampleRadar example = { 0 };
        CtnRadarGeometry plot;
        g_autoptr (CtnScene) scene = NULL;

        g_autofree char *name = NULL;

        example_radar_init (&example, axes[a], series[k], (ExampleFlags) (n % 32));
        example_radar_set_language (&example, (ExampleLanguage) (n % EXAMPLE_N_LANGUAGES));
        scene = ctn_radar_layout (&example.data, sizes[s].width, sizes[s].height, metrics,
                                  ctn_theme_get ((CtnThemeKind) (n % CTN_N_THEMES)), &plot);
        g_test_message ("%u axes, %u series, %g x %g, flags %u, radius %g", axes[a], series[k],
                        sizes[s].width, sizes[s].height, n % 32, plot.radius);
        name = g_strdup_printf ("%02u-%u-axes-%u-series-%gx%g", n, axes[a], series[k],
                                sizes[s].width, sizes[s].height);
        render (scene, name);
        assert_in_page (scene);
        assert_no_overlap (scene, &plot);
        g_assert_cmpuint (count_cut (scene, "axis"), ==, 0);
        g_assert_cmpuint (count_cut (scene, "legend"), ==, 0);
        if (sizes[s].whole) {
          int first = ctn_scene_find (scene, "axis", 1000, 0);

          g_assert_cmpint (first, >=, 0);
          g_assert_cmpstr (
              ctn_text_run_get_text (ctn_scene_get_mark (scene, (guint) first)->text->lines[0]), !=,
              "1");
        }
        g_assert_cmpfloat (plot.radius, >, 0.15 * MIN (sizes[s].width, sizes[s].height));
      }
    }
  }
  g_assert_cmpuint (n, ==, 60);
}

/* Random data, 200 charts: nothing leaves the page or overlaps; every value has a mark, missing ones
 * too; the mark found at a value's middle is the value's or lies above it. */
static void
test_random (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  for (int run = 0; run < 200; run++) {
    ExampleRadar example = { 0 };
    CtnRadarGeometry plot;
    g_autoptr (CtnScene) scene = NULL;
    guint n_axes = (guint) g_test_rand_int_range (1, 60);
    guint n_series = (guint) g_test_rand_int_range (0, 9);

    example_radar_init (&example, n_axes, n_series, (ExampleFlags) g_test_rand_int_range (0, 32));
    scene = ctn_radar_layout (&example.data, g_test_rand_double_range (120, 1200),
                              g_test_rand_double_range (120, 1200), metrics,
                              ctn_theme_get (CTN_THEME_LIGHT), &plot);
    assert_in_page (scene);
    assert_no_overlap (scene, &plot);
    for (guint axis = 0; axis < n_axes; axis++) {
      for (guint series = 0; series < n_series; series++) {
        int index = ctn_scene_find (scene, "value", 1000 + axis, (int) series);
        const CtnMark *mark;

        g_assert_cmpint (index, >=, 0);
        mark = ctn_scene_get_mark (scene, (guint) index);
        g_assert_true (mark->info.reachable);
        g_assert_cmpint (ctn_scene_hit (scene, mark->bounds.x + mark->bounds.width / 2,
                                        mark->bounds.y + mark->bounds.height / 2, 0),
                         >=, index);
      }
    }
  }
}

/* A value that is not there is a gap: the line has two pieces that do not meet its axis, and its mark
 * says so and lies outside of the scale. */
static void
test_gap (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  ExampleRadar example = { 0 };
  CtnRadarGeometry plot;
  g_autoptr (CtnScene) scene = NULL;
  const CtnMark *value, *line;
  g_autoptr (GString) path = g_string_new (NULL);

  example_radar_init (&example, 6, 1, EXAMPLE_PLAIN);
  example.values[0][2] = NAN;
  scene =
      ctn_radar_layout (&example.data, 400, 400, metrics, ctn_theme_get (CTN_THEME_LIGHT), &plot);
  value = ctn_scene_get_mark (scene, (guint) ctn_scene_find (scene, "value", 1002, 0));
  g_assert_cmpstr (value->info.value, ==, "no value");
  g_assert_cmpfloat (hypot (value->bounds.x + value->bounds.width / 2 - plot.center.x,
                            value->bounds.y + value->bounds.height / 2 - plot.center.y),
                     >, plot.radius);
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    line = ctn_scene_get_mark (scene, i);
    if (is_role (line, "series") && line->paint.stroke.alpha > 0)
      ctn_path_print (line->path, path);
  }
  /* Axes 0-1, and 3-4, 4-5, 5-0: two moves, four lines, not closed. */
  {
    g_auto (GStrv) moves = g_strsplit (path->str, "M", -1);
    g_auto (GStrv) lines = g_strsplit (path->str, "L", -1);

    g_assert_cmpuint (g_strv_length (moves) - 1, ==, 2);
    g_assert_cmpuint (g_strv_length (lines) - 1, ==, 4);
    g_assert_null (strchr (path->str, 'Z'));
  }
}

/* ctn_radar_value_on_axis() is the inverse of ctn_radar_point(). */
static void
test_inverse (void)
{
  CtnRadarGeometry plot = { { 100, 120 }, 80, 7, 1, 6 };

  for (guint i = 0; i < plot.n_axes; i++) {
    for (double v = 1.5; v <= 6; v += 0.5) {
      CtnPoint p = ctn_radar_point (&plot, i, v);

      g_assert_cmpfloat_with_epsilon (ctn_radar_value_on_axis (&plot, i, p.x, p.y), v, 1e-9);
    }
  }
  /* Straight up: (100, 40) is the end of the first axis; beyond it the value is clamped. */
  g_assert_cmpfloat_with_epsilon (ctn_radar_value_on_axis (&plot, 0, 100, 35), 6, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_radar_value_on_axis (&plot, 0, 300, 80), 3.5, 1e-9);
}

/* No axes, no extent, no texts, numbers out of all bounds. */
static void
test_odd (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  const CtnTheme *theme = ctn_theme_get (CTN_THEME_DARK);
  double values[] = { NAN, INFINITY, -1e300, 1e300 };
  CtnRadarAxis axes[] = { { 1, NULL, 99 }, { 2, "", -1 }, { 3, "\xff", 0 }, { 4, "D", 0 } };
  CtnRadarSeries series = { 1, NULL, values };
  CtnRadarData data = { .max = 5 };
  g_autoptr (CtnScene) empty = ctn_radar_layout (&data, 300, 300, metrics, theme, NULL);

  assert_in_page (empty);
  data = (CtnRadarData) { .axes = axes, .series = &series, .n_series = 1, .min = 3, .max = 3 };
  for (data.n_axes = 1; data.n_axes <= 4; data.n_axes++) {
    g_autoptr (CtnScene) scene = ctn_radar_layout (&data, 300, 300, metrics, theme, NULL);
    g_autoptr (CtnScene) tiny = ctn_radar_layout (&data, 10, 10, metrics, theme, NULL);

    assert_in_page (scene);
    g_assert_nonnull (tiny);
  }
}

/* The layout as text. After a wanted change: CTN_UPDATE_GOLDEN=1 writes it anew, to be read before
 * it is committed. */
static void
test_golden (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "charts", "radar-5x2.txt", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (CtnScene) scene = NULL;
  g_autoptr (GError) error = NULL;
  ExampleRadar example = { 0 };

  example_radar_init (&example, 5, 2, EXAMPLE_TARGET | EXAMPLE_BAND | EXAMPLE_GAPS);
  scene =
      ctn_radar_layout (&example.data, 420, 380, metrics, ctn_theme_get (CTN_THEME_LIGHT), NULL);
  dump = ctn_scene_to_string (scene);
  if (g_getenv ("CTN_UPDATE_GOLDEN"))
    g_assert_true (g_file_set_contents (path, dump, -1, &error));
  g_assert_true (g_file_get_contents (path, &expected, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/radar/gallery", test_gallery);
  g_test_add_func ("/charts/radar/random", test_random);
  g_test_add_func ("/charts/radar/gap", test_gap);
  g_test_add_func ("/charts/radar/inverse", test_inverse);
  g_test_add_func ("/charts/radar/odd", test_odd);
  g_test_add_func ("/charts/radar/golden", test_golden);
  return g_test_run ();
}
