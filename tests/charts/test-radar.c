#include "chart-examples.h"

#include <math.h>
#include <string.h>

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

/* 60 combinations, with the fonts of the machine. */
static void
test_gallery (void)
{
  static const guint axes[] = { 3, 5, 8, 13, 24, 40 };
  static const struct {
    double width, height;
    gboolean whole; /* all labels must be whole: no ellipsis, no numbers */
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

        example_radar_init (&example, axes[a], series[k], (ExampleFlags) (n % 32));
        scene = ctn_radar_layout (&example.data, sizes[s].width, sizes[s].height, metrics,
                                  ctn_theme_get ((CtnThemeKind) (n % CTN_N_THEMES)), &plot);
        g_test_message ("%u axes, %u series, %g x %g, flags %u, radius %g", axes[a], series[k],
                        sizes[s].width, sizes[s].height, n % 32, plot.radius);
        assert_in_page (scene);
        assert_no_overlap (scene, &plot);
        if (sizes[s].whole) {
          int first = ctn_scene_find (scene, "axis", 1000, 0);

          g_assert_cmpuint (count_cut (scene, "axis"), ==, 0);
          g_assert_cmpuint (count_cut (scene, "legend"), ==, 0);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/radar/gallery", test_gallery);
  return g_test_run ();
}
