#include "ctn-scene.h"

#include <string.h>

static const CtnPaint red = { .fill = { 1, 0, 0, 1 } };
static const CtnPaint blue_line = { .stroke = { 0, 0, 1, 1 }, .width = 2 };

static void
add_circle (CtnSceneBuilder *builder, gint64 id, double x, double y, double radius, int z)
{
  g_autoptr (CtnPath) path = ctn_path_new ();
  CtnMarkInfo info = {
    .id = id, .role = "dot", .label = "Dot", .hit = CTN_HIT_FILL, .z = z, .reachable = TRUE
  };

  ctn_path_add_circle (path, x, y, radius);
  ctn_scene_builder_add_path (builder, &info, path, &red);
}

static gint64
hit_id (const CtnScene *scene, double x, double y, double tolerance)
{
  int index = ctn_scene_hit (scene, x, y, tolerance);

  return index < 0 ? 0 : ctn_scene_get_mark (scene, (guint) index)->info.id;
}

static void
test_hit (void)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (100, 100);
  g_autoptr (CtnPath) line = ctn_path_new ();
  g_autoptr (CtnScene) scene = NULL;
  CtnMarkInfo info = { .id = 9, .role = "line", .hit = CTN_HIT_STROKE };

  add_circle (builder, 1, 30, 30, 10, 0);
  add_circle (builder, 2, 40, 30, 10, 0);
  ctn_path_move_to (line, 0, 0);
  ctn_path_line_to (line, 100, 100);
  ctn_scene_builder_add_path (builder, &info, line, &blue_line);
  info.hit = CTN_HIT_NONE;
  info.id = 10;
  ctn_scene_builder_add_path (builder, &info, line, &red);
  scene = ctn_scene_builder_end (builder);
  /* 35, 30 is in both circles: the later one wins. */
  g_assert_cmpint (hit_id (scene, 37, 30, 0), ==, 2);
  g_assert_cmpint (hit_id (scene, 24, 30, 0), ==, 1);
  /* The corner of a circle's box is not the circle. */
  g_assert_cmpint (hit_id (scene, 21, 37.5, 0), ==, 0);
  g_assert_cmpint (hit_id (scene, 22.5, 37.5, 3), ==, 1);
  g_assert_cmpint (hit_id (scene, 70, 70.5, 0), ==, 9);
  g_assert_cmpint (hit_id (scene, 70, 75, 0), ==, 0);
  g_assert_cmpint (hit_id (scene, 70, 75, 4), ==, 9);
  /* In the circle beats near the line. */
  g_assert_cmpint (hit_id (scene, 45, 30, 12), ==, 2);
}

static CtnScene *
make_between (double x, guint n_curves)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (100, 100);
  g_autoptr (CtnPath) row = ctn_path_new ();
  CtnMarkInfo info = { .id = 7, .role = "line" };

  add_circle (builder, 1, x, 30, 10, 0);
  if (x > 50)
    add_circle (builder, 2, x, 60, 10, 0);
  ctn_path_move_to (row, 0, 0);
  for (guint i = 1; i <= n_curves; i++)
    ctn_path_curve_to (row, (CtnPoint) { x, 0 }, (CtnPoint) { x, 0 }, (CtnPoint) { x + 10 * i, 0 });
  ctn_scene_builder_add_path (builder, &info, row, &blue_line);
  return ctn_scene_builder_end (builder);
}

/* A quarter of the way from 20 to 60 is 30; what is new stands where it will be; a line with fewer curves is
 * lengthened: its end goes from 30 to 80, a quarter of that is 42.5. */
static void
test_between (void)
{
  g_autoptr (CtnScene) before = make_between (20, 1);
  g_autoptr (CtnScene) after = make_between (60, 2);
  g_autoptr (CtnScene) between = ctn_scene_new_between (before, after, 0.25);
  const CtnMark *old = ctn_scene_get_mark (between, (guint) ctn_scene_find (between, "dot", 1, 0));
  const CtnMark *new = ctn_scene_get_mark (between, (guint) ctn_scene_find (between, "dot", 2, 0));
  const CtnMark *line =
      ctn_scene_get_mark (between, (guint) ctn_scene_find (between, "line", 7, 0));
  cairo_rectangle_t bounds;

  g_assert_cmpuint (ctn_scene_get_n_marks (between), ==, ctn_scene_get_n_marks (after));
  g_assert_cmpfloat_with_epsilon (old->bounds.x, 20, 1e-6);
  g_assert_cmpfloat_with_epsilon (new->bounds.x, 50, 1e-6);
  ctn_path_get_bounds (line->path, &bounds);
  g_assert_cmpfloat_with_epsilon (bounds.x + bounds.width, 42.5, 1e-6);
  g_assert_cmpstr (old->info.label, ==, "Dot");
}

/* Drawn by z, read in the order of adding. */
static void
test_order (void)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (100, 100);
  g_autoptr (CtnScene) scene = NULL;
  const gint64 drawn[] = { 2, 1, 3 };

  add_circle (builder, 1, 10, 10, 5, 5);
  add_circle (builder, 2, 20, 10, 5, 0);
  add_circle (builder, 3, 30, 10, 5, 5);
  scene = ctn_scene_builder_end (builder);
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 3);
  for (guint i = 0; i < 3; i++) {
    guint index = ctn_scene_get_reachable (scene, i);

    g_assert_cmpint (ctn_scene_get_mark (scene, i)->info.id, ==, drawn[i]);
    g_assert_cmpint (ctn_scene_get_mark (scene, index)->info.id, ==, i + 1);
  }
  g_assert_cmpint (ctn_scene_find (scene, "dot", 3, 0), ==, 2);
  g_assert_cmpint (ctn_scene_find (scene, "dot", 4, 0), ==, -1);
}

/* A half circle of radius 10, made of two curves: its box is known. The tolerance is that of a circle
 * drawn with curves, 0.03 % of the radius. */
static void
test_bounds (void)
{
  g_autoptr (CtnPath) path = ctn_path_new ();
  cairo_rectangle_t box;

  ctn_path_add_arc (path, 50, 50, 10, -G_PI_4, 3 * G_PI_4);
  ctn_path_get_bounds (path, &box);
  g_assert_cmpfloat_with_epsilon (box.x, 50 - 10 * G_SQRT2 / 2, 0.005);
  g_assert_cmpfloat_with_epsilon (box.y, 50 - 10 * G_SQRT2 / 2, 0.005);
  g_assert_cmpfloat_with_epsilon (box.x + box.width, 60, 0.005);
  g_assert_cmpfloat_with_epsilon (box.y + box.height, 60, 0.005);
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  guint32 pixel;

  cairo_surface_flush (surface);
  memcpy (&pixel,
          cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) +
              4 * x,
          sizeof pixel);
  return pixel;
}

static void
test_detail (void)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (20, 10);
  g_autoptr (CtnPath) box = ctn_path_new ();
  g_autoptr (CtnScene) scene = NULL;
  CtnMarkInfo info = { .role = "detail", .min_scale = 0.5 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 20, 10);
  cairo_t *cr = cairo_create (surface);

  ctn_path_add_rectangle (box, &(cairo_rectangle_t) { 0, 0, 20, 10 }, 0);
  ctn_scene_builder_add_path (builder, &info, box, &red);
  scene = ctn_scene_builder_end (builder);
  ctn_scene_paint_at_scale (scene, cr, 0.4);
  g_assert_cmphex (get_pixel (surface, 5, 5), ==, 0);
  ctn_scene_paint_at_scale (scene, cr, 0.6);
  g_assert_cmphex (get_pixel (surface, 5, 5), ==, 0xFFFF0000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static int
get_alpha (cairo_surface_t *surface, int x, int y)
{
  return (int) (get_pixel (surface, x, y) >> 24);
}

/* A line from (2, 5) to (42, 5), 2 pixels broad, in dashes of 4 pixels with gaps of 4: its rows are 4 and 5, its
 * dashes columns 2–5, 10–13, 18–21 …. The dashes of a path go on around its corners. At half a pixel to the left, the
 * first column of a dash is covered by half. */
static void
test_dashes (void)
{
  static const CtnDash dash = { .lengths = { 2, 2 }, .n = 2 };
  const CtnPaint paint = { .stroke = red.fill, .width = 2, .dash = &dash };
  CtnSceneBuilder *builder = ctn_scene_builder_new (60, 30);
  g_autoptr (CtnPath) path = ctn_path_new ();
  g_autoptr (CtnScene) scene = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 60, 30);
  cairo_t *cr = cairo_create (surface);

  ctn_path_move_to (path, 2, 5);
  ctn_path_line_to (path, 42, 5);
  ctn_path_line_to (path, 42, 25);
  ctn_scene_builder_add_path (builder, &(CtnMarkInfo) { .role = "line" }, path, &paint);
  scene = ctn_scene_builder_end (builder);
  ctn_scene_paint_at_scale (scene, cr, 1);
  for (int x = 2; x < 40; x++) {
    g_assert_cmpint (get_alpha (surface, x, 4), ==, (x - 2) / 4 % 2 == 0 ? 255 : 0);
    g_assert_cmpint (get_alpha (surface, x, 5), ==, (x - 2) / 4 % 2 == 0 ? 255 : 0);
    g_assert_cmpint (get_alpha (surface, x, 3), ==, 0);
    g_assert_cmpint (get_alpha (surface, x, 6), ==, 0);
  }
  for (int y = 7; y < 24; y++)
    g_assert_cmpint (get_alpha (surface, 41, y), ==, (y - 5) / 4 % 2 == 0 ? 255 : 0);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_translate (cr, -0.5, 0);
  /* Nothing outside of the clip. */
  cairo_rectangle (cr, 0.5, 0, 20, 30);
  cairo_clip (cr);
  ctn_scene_paint_at_scale (scene, cr, 1);
  g_assert_cmpint (get_alpha (surface, 9, 4), >=, 127);
  g_assert_cmpint (get_alpha (surface, 9, 4), <=, 129);
  g_assert_cmpint (get_alpha (surface, 10, 4), ==, 255);
  g_assert_cmpint (get_alpha (surface, 18, 4), ==, 255);
  g_assert_cmpint (get_alpha (surface, 26, 4), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_to_string (void)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (50, 40);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnTextBlock) text = ctn_text_block_new (metrics, "Hello", 10, FALSE, 100, 1);
  g_autoptr (CtnScene) scene = NULL;
  g_autofree char *dump = NULL;
  CtnMarkInfo info = { .id = 7, .role = "word", .label = "Hello", .value = "1" };

  ctn_scene_builder_set_title (builder, "T");
  ctn_scene_builder_set_description (builder, "D.");
  ctn_scene_builder_add_text (builder, &info, text, 25, 3, CTN_ALIGN_CENTER, red.fill);
  scene = ctn_scene_builder_end (builder);
  dump = ctn_scene_to_string (scene);
  g_assert_cmpstr (dump, ==,
                   "scene 50.0 x 40.0 \"T\"\nD.\n"
                   "word 7.0 \"Hello\" = \"1\" [12.5 3.0 25.0 12.0] fill #FF0000 text |Hello|\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/scene/hit", test_hit);
  g_test_add_func ("/charts/scene/order", test_order);
  g_test_add_func ("/charts/scene/between", test_between);
  g_test_add_func ("/charts/scene/bounds", test_bounds);
  g_test_add_func ("/charts/scene/detail", test_detail);
  g_test_add_func ("/charts/scene/dashes", test_dashes);
  g_test_add_func ("/charts/scene/to-string", test_to_string);
  return g_test_run ();
}
