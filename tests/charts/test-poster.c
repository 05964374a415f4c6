/* Posters: sheets cover the whole scene and overlap as they say; forms: entries stay in their boxes. The
 * numbers of sheets are worked out beside them, in points: A4 is 595.28 × 841.89, margins and overlap are
 * 28.35 each, so 538.58 × 785.20 can be printed on. */
#include <ctn-canvas-chart.h>
#include <ctn-chart-poster.h>
#include <ctn-charts-error.h>
#include <string.h>

static CtnScene *
make_scene (double width, double height)
{
  CtnSceneBuilder *builder = ctn_scene_builder_new (width, height);

  ctn_scene_builder_set_title (builder, "Map");
  return ctn_scene_builder_end (builder);
}

/* 2000 × 500: upright (2000 − 28.35) / (538.58 − 28.35) = 3.9, 4 sheets; lying (2000 − 28.35) / (785.20 − 28.35)
 * = 2.6, 3 sheets, and 500 is less than 538.58. */
static void
test_plan (void)
{
  g_autoptr (CtnScene) scene = make_scene (2000, 500);
  CtnPosterOptions options = { .paper = CTN_PAPER_A4, .scale = 1 };
  CtnPosterPlan plan;

  ctn_poster_plan (scene, &options, &plan);
  g_assert_cmpuint (plan.columns, ==, 3);
  g_assert_cmpuint (plan.rows, ==, 1);
  g_assert_cmpfloat (plan.width, >, plan.height);
  /* On A3, upright: 841.89 − 56.69 = 785.20 broad, as before. Lying: 1190.55 − 56.69 = 1133.86, 2 sheets. */
  options.paper = CTN_PAPER_A3;
  ctn_poster_plan (scene, &options, &plan);
  g_assert_cmpuint (plan.columns * plan.rows, ==, 2);
  options.fit = TRUE;
  ctn_poster_plan (scene, &options, &plan);
  g_assert_cmpuint (plan.columns * plan.rows, ==, 1);
  g_assert_cmpfloat_with_epsilon (plan.scale, 1133.86 / 2000, 1e-4);
}

/* What is small is not made larger. */
static void
test_small (void)
{
  g_autoptr (CtnScene) scene = make_scene (300, 200);
  const CtnPosterOptions options = { .paper = CTN_PAPER_A4, .fit = TRUE };
  CtnPosterPlan plan;

  ctn_poster_plan (scene, &options, &plan);
  g_assert_cmpfloat_with_epsilon (plan.scale, 1, 1e-9);
}

static void
test_cover (void)
{
  static const double sizes[][3] = {
    { 500, 500, 1 }, { 3000, 2000, 1 }, { 800, 4000, 0.7 }, { 786, 10, 1 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (CtnScene) scene = make_scene (sizes[i][0], sizes[i][1]);
    const CtnPosterOptions options = { .paper = CTN_PAPER_A4, .scale = sizes[i][2] };
    cairo_rectangle_t area, next;
    CtnPosterPlan plan;

    ctn_poster_plan (scene, &options, &plan);
    ctn_poster_get_area (&plan, plan.columns - 1, plan.rows - 1, &area);
    g_assert_cmpfloat (area.x + area.width, >=, sizes[i][0] - 1e-3);
    g_assert_cmpfloat (area.y + area.height, >=, sizes[i][1] - 1e-3);
    /* One sheet less would not do. */
    if (plan.columns > 1) {
      ctn_poster_get_area (&plan, plan.columns - 2, 0, &area);
      ctn_poster_get_area (&plan, plan.columns - 1, 0, &next);
      g_assert_cmpfloat (area.x + area.width, <, sizes[i][0]);
      g_assert_cmpfloat_with_epsilon ((area.x + area.width - next.x) * plan.scale, 28.35, 0.01);
    }
  }
}

static guint
count (const char *text, gsize length, const char *word)
{
  guint n = 0;

  for (gsize i = 0; i + strlen (word) <= length; i++)
    n += memcmp (text + i, word, strlen (word)) == 0;
  return n;
}

static void
test_pdf (void)
{
  g_autoptr (CtnScene) scene = make_scene (2000, 500);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  const CtnPosterOptions options = { .paper = CTN_PAPER_A4, .scale = 1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_scene_write_poster (scene, &options, metrics, stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                           g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)),
                           "/Type /Page "),
                    ==, 3);
}

static void
test_too_large (void)
{
  g_autoptr (CtnScene) scene = make_scene (30000, 30000);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  const CtnPosterOptions options = { .paper = CTN_PAPER_A4, .scale = 4 };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ctn_scene_write_poster (scene, &options, metrics, stream, NULL, &error));
  g_assert_error (error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_clear_pointer (&scene, ctn_scene_unref);
  scene = make_scene (2000, 500);
  g_cancellable_cancel (cancelled);
  g_assert_false (ctn_scene_write_poster (scene, &(CtnPosterOptions) { .scale = 1 }, metrics,
                                          stream, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Forms --------------------------------------------------------------------------------------- */

static const CtnMark *
find_box (CtnScene *scene, const char *title)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (mark->kind == CTN_MARK_PATH && g_str_equal (mark->info.role, "box") &&
        g_strcmp0 (mark->info.label, title) == 0)
      return mark;
  }
  g_error ("no box “%s”", title);
}

/* One box with many long entries beside one that is as high as two: all of them inside, none upon another. */
static void
test_form (void)
{
  static const char text[] = "A rather long entry about suppliers of separator film, which wraps";
  CtnCanvasItem items[12];
  CtnCanvasBox boxes[] = { { "Tall", 0, 0, 1, 2, items, 12 },
                           { "Upper", 1, 0, 1, 1, items, 9 },
                           { "Lower", 1, 1, 1, 1, items, 1 } };
  const CtnCanvasData data = { "Form", 2, 2, boxes, G_N_ELEMENTS (boxes) };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  const CtnTheme *theme = ctn_theme_get (CTN_THEME_PRINT);

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = (CtnCanvasItem) { i + 1, text, (int) i % 6 };
  for (double width = 320; width < 1000; width += 170) {
    g_autoptr (CtnScene) scene = ctn_canvas_chart_layout (&data, width, metrics, theme);
    const CtnMark *last = NULL;
    guint n = 0;

    for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
      const CtnMark *mark = ctn_scene_get_mark (scene, i);
      const CtnMark *box;

      if (mark->kind != CTN_MARK_TEXT || !g_str_equal (mark->info.role, "item"))
        continue;
      n++;
      box = find_box (scene, n <= 12 ? "Tall" : n <= 21 ? "Upper" : "Lower");
      g_assert_cmpfloat (mark->bounds.x, >=, box->bounds.x);
      g_assert_cmpfloat (mark->bounds.x + mark->bounds.width, <=,
                         box->bounds.x + box->bounds.width);
      g_assert_cmpfloat (mark->bounds.y + mark->bounds.height, <=,
                         box->bounds.y + box->bounds.height);
      if (last != NULL && n != 13 && n != 22)
        g_assert_cmpfloat (mark->bounds.y, >=, last->bounds.y + last->bounds.height - 0.5);
      last = mark;
    }
    g_assert_cmpuint (n, ==, 22);
    g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 22);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poster/plan", test_plan);
  g_test_add_func ("/poster/small", test_small);
  g_test_add_func ("/poster/cover", test_cover);
  g_test_add_func ("/poster/pdf", test_pdf);
  g_test_add_func ("/poster/too-large", test_too_large);
  g_test_add_func ("/form/boxes", test_form);
  return g_test_run ();
}
