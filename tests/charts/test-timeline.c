/* Timelines: where bars lie follows from the days, computed by hand; nothing overlaps; the same words for
 * eye and ear. */
#include <ctn-timeline.h>
#include <math.h>

static const char *const kinds[] = { "Training", "Workshop", NULL };

static gint32
day (int year, int month, int day_of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  return (gint32) g_date_get_julian (&date);
}

static CtnScene *
layout (const CtnTimelineData *data, double width)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  return ctn_timeline_layout (data, width, metrics, ctn_theme_get (CTN_THEME_LIGHT));
}

static const CtnMark *
find (CtnScene *scene, const char *role, gint64 id)
{
  int index = ctn_scene_find (scene, role, id, 0);

  return index >= 0 ? ctn_scene_get_mark (scene, (guint) index) : NULL;
}

/* The same of a mark that there must be. */
static const CtnMark *
get (CtnScene *scene, const char *role, gint64 id)
{
  const CtnMark *mark = find (scene, role, id);

  if (mark == NULL)
    g_error ("there is no %s %" G_GINT64_FORMAT, role, id);
  return mark;
}

/* A period of 100 days on 400 points less 12 at either side: 3.76 points a day. A bar from the 10th day
 * of it, counted from 0, to the 29th begins at 12 + 37.6 and is 20 days = 75.2 long. */
static void
test_place (void)
{
  gint32 from = day (2024, 1, 1);
  const CtnTimelineItem item = {
    .id = 7, .label = "A", .when = "some days", .first = from + 10, .last = from + 29
  };
  const CtnTimelineData data = { .items = &item,
                                 .n_items = 1,
                                 .series_names = kinds,
                                 .from = from,
                                 .to = from + 99,
                                 .today = from + 50 };
  g_autoptr (CtnScene) scene = layout (&data, 400);
  const CtnMark *bar = find (scene, "item", 7);
  const CtnMark *today = find (scene, "today", 0);

  g_assert_nonnull (bar);
  /* The outline is 1.2 wide, so it paints 0.6 more on each side. */
  g_assert_cmpfloat (fabs (bar->bounds.x + 0.6 - 49.6), <, 0.11);
  g_assert_cmpfloat (fabs (bar->bounds.width - 1.2 - 75.2), <, 0.11);
  g_assert_cmpstr (bar->info.label, ==, "A");
  g_assert_cmpstr (bar->info.value, ==, "some days, Training");
  g_assert_true (bar->info.reachable);
  /* The middle of the day: 12 + 50.5 · 3.76 = 201.88. */
  g_assert_nonnull (today);
  g_assert_cmpfloat (fabs (today->bounds.x + today->bounds.width / 2 - 201.88), <, 0.11);
}

static void
test_outside (void)
{
  gint32 from = day (2024, 1, 1);
  const CtnTimelineItem items[] = {
    { .id = 1, .label = "before", .first = from - 9, .last = from - 1 },
    { .id = 2, .label = "into", .first = from - 9, .last = from },
    { .id = 3, .label = "after", .first = from + 100, .last = from + 120 },
  };
  CtnTimelineData data = { .items = items, .n_items = 3, .from = from, .to = from + 99 };
  g_autoptr (CtnScene) scene = layout (&data, 400);
  g_autoptr (CtnScene) all = NULL;
  g_autoptr (CtnScene) none = NULL;

  g_assert_null (find (scene, "item", 1));
  g_assert_nonnull (find (scene, "item", 2));
  g_assert_null (find (scene, "item", 3));
  g_assert_null (find (scene, "today", 0));
  data.from = data.to = 0;
  all = layout (&data, 400);
  g_assert_cmpuint (ctn_scene_get_n_reachable (all), ==, 3);
  data.n_items = 0;
  none = layout (&data, 400);
  g_assert_nonnull (find (none, "note", 0));
  g_assert_cmpuint (ctn_scene_get_n_reachable (none), ==, 0);
}

static void
test_states (void)
{
  const CtnTimelineItem items[] = {
    { .id = 1, .label = "done", .first = day (2024, 1, 1), .last = day (2024, 3, 1) },
    { .id = 2,
      .label = "planned",
      .series = 1,
      .first = day (2024, 1, 1),
      .last = day (2024, 3, 1),
      .state = CTN_TIMELINE_PLANNED },
    { .id = 3,
      .label = "cancelled",
      .first = day (2024, 1, 1),
      .last = day (2024, 3, 1),
      .state = CTN_TIMELINE_CANCELLED },
  };
  const CtnTimelineData data = { .items = items, .n_items = 3, .series_names = kinds };
  g_autoptr (CtnScene) scene = layout (&data, 500);

  g_assert_null (get (scene, "item", 1)->paint.dash);
  g_assert_true (get (scene, "item", 2)->paint.dash == ctn_theme_get_planned_dash ());
  g_assert_cmpstr (get (scene, "item", 2)->info.value, ==, "Workshop, planned");
  g_assert_cmpstr (get (scene, "item", 3)->info.value, ==, "Training, cancelled");
  g_assert_nonnull (find (scene, "strike", 0));
}

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  const double slack = 0.5;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width &&
         a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

/* Bars and the names behind them, in three groups of many lengths. */
static void
test_tidy (void)
{
  static const char *const groups[] = { "RECiPE4Mobility", "CHAIN REACTIONS", NULL };
  CtnTimelineItem items[120];
  CtnTimelineData data = { .title = "Activities",
                           .items = items,
                           .n_items = G_N_ELEMENTS (items),
                           .series_names = kinds,
                           .other = "Other" };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = (CtnTimelineItem) { .id = i + 1,
                                   .label = i % 3 == 0 ? "A training with a long name" : "Visit",
                                   .group = groups[i % 3],
                                   .series = i % 2,
                                   .first = day (2020, 1, 1) + (gint32) (i * 37 % 900),
                                   .last = day (2020, 1, 1) + (gint32) (i * 37 % 900 + i % 60) };
  for (double width = 280; width <= 1200; width += 230) {
    g_autoptr (CtnScene) scene = layout (&data, width);

    for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
      const CtnMark *one = ctn_scene_get_mark (scene, i);

      if (one->kind == CTN_MARK_TEXT) {
        g_assert_cmpfloat (one->bounds.x + one->bounds.width, <=, width + 0.5);
        g_assert_cmpfloat (one->bounds.y + one->bounds.height, <=,
                           ctn_scene_get_height (scene) + 0.5);
      }
      for (guint j = 0; j < i; j++) {
        const CtnMark *other = ctn_scene_get_mark (scene, j);
        gboolean texts = one->kind == CTN_MARK_TEXT && other->kind == CTN_MARK_TEXT;
        gboolean bars =
            g_str_equal (one->info.role, "item") && g_str_equal (other->info.role, "item");

        g_assert_false ((texts || bars) && overlap (&one->bounds, &other->bounds));
      }
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/place", test_place);
  g_test_add_func ("/timeline/outside", test_outside);
  g_test_add_func ("/timeline/states", test_states);
  g_test_add_func ("/timeline/tidy", test_tidy);
  return g_test_run ();
}
