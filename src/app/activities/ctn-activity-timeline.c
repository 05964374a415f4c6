#include "ctn-activity-timeline.h"

#include <ctn-activity.h>
#include <ctn-i18n.h>
#include <ctn-timeline.h>

#include "ctn-chart-view.h"

/* The breadth in points, at which texts are legible when all of it is seen in an ordinary window. */
#define WIDTH 900.0

struct _CtnActivityTimeline {
  AdwBin parent_instance;

  GPtrArray *activities; /* (owned) (nullable) CtnActivity */
  gint32 from;           /* Julian days; 0 for none */
  gint32 to;
  CtnChartView *chart;
  GtkDropDown *grouping; /* partnership, kind */
};

G_DEFINE_FINAL_TYPE (CtnActivityTimeline, ctn_activity_timeline, ADW_TYPE_BIN)

enum { SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
find_series (const CtnChoice *choices, const char *code)
{
  guint i = 0;

  while (choices[i].code != NULL && g_strcmp0 (choices[i].code, code) != 0)
    i++;
  /* What has no kind is drawn as another activity, the last one. */
  return choices[i].code != NULL ? i : i - 1;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const CtnTimelineItem *one = a;
  const CtnTimelineItem *other = b;

  if (one->group == NULL || other->group == NULL)
    return (one->group == NULL) - (other->group == NULL);
  return g_utf8_collate (one->group, other->group);
}

/* Bars of the activities that have a date; @texts keeps what they are labelled with. */
static GArray *
make_items (CtnActivityTimeline *self, const CtnChoice *kinds, GPtrArray *texts)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (CtnTimelineItem));
  gboolean by_kind = gtk_drop_down_get_selected (self->grouping) == 1;

  for (guint i = 0; self->activities != NULL && i < self->activities->len; i++) {
    const CtnActivity *activity = g_ptr_array_index (self->activities, i);
    CtnTimelineItem item = { .id = activity->id, .label = activity->name };
    GDate first;
    GDate last;

    if (!ctn_activity_get_days (activity, &first, &last))
      continue;
    item.when = ctn_activity_dup_dates (activity);
    g_ptr_array_add (texts, (gpointer) item.when);
    item.group = by_kind ? (activity->kind != NULL ? ctn_activity_get_kind_label (activity) : NULL)
                         : activity->partnership_name;
    item.series = find_series (kinds, activity->kind);
    item.first = (gint32) g_date_get_julian (&first);
    item.last = (gint32) g_date_get_julian (&last);
    item.state = g_str_equal (activity->state, "held")        ? CTN_TIMELINE_DONE
                 : g_str_equal (activity->state, "cancelled") ? CTN_TIMELINE_CANCELLED
                                                              : CTN_TIMELINE_PLANNED;
    g_array_append_val (items, item);
  }
  g_array_sort (items, compare_groups);
  return items;
}

static CtnScene *
build (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnActivityTimeline *self = data;
  const CtnChoice *kinds = ctn_record_kind_find_field (ctn_activity_kind (), "kind")->choices;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = make_items (self, kinds, texts);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GDate today;
  CtnTimelineData timeline = { .items = (const CtnTimelineItem *) (gpointer) items->data,
                               .n_items = items->len,
                               .from = self->from,
                               .to = self->to,
                               .other = _ ("Without a partnership") };

  for (const CtnChoice *kind = kinds; kind->code != NULL; kind++)
    g_ptr_array_add (names, (gpointer) _ (kind->label));
  g_ptr_array_add (names, NULL);
  if (gtk_drop_down_get_selected (self->grouping) == 1)
    timeline.other = _ ("Without a kind");
  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  timeline.today = (gint32) g_date_get_julian (&today);
  timeline.series_names = (const char *const *) names->pdata;
  return ctn_timeline_layout (&timeline, WIDTH, metrics, theme);
}

static gint32
read_day (const char *iso)
{
  CtnDate date;
  GDate day;

  if (iso == NULL || !ctn_date_parse (iso, &date) || date.day == 0)
    return 0;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date.day, (GDateMonth) date.month, (GDateYear) date.year);
  return (gint32) g_date_get_julian (&day);
}

void
ctn_activity_timeline_show (CtnActivityTimeline *self,
                            GPtrArray *activities,
                            const char *from,
                            const char *to)
{
  gboolean refit =
      self->activities == NULL || self->from != read_day (from) || self->to != read_day (to);

  g_ptr_array_ref (activities);
  g_clear_pointer (&self->activities, g_ptr_array_unref);
  self->activities = activities;
  self->from = to != NULL ? read_day (from) : 0;
  self->to = from != NULL ? read_day (to) : 0;
  ctn_chart_view_invalidate (self->chart);
  if (refit)
    ctn_chart_view_zoom_to_fit (self->chart);
}

static void
activated_cb (CtnActivityTimeline *self, const char *role, gint64 id)
{
  if (id != 0 && (g_str_equal (role, "item") || g_str_equal (role, "name")))
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, id);
}

static void
regroup_cb (CtnActivityTimeline *self)
{
  ctn_chart_view_invalidate (self->chart);
  ctn_chart_view_zoom_to_fit (self->chart);
}

static void
ctn_activity_timeline_finalize (GObject *object)
{
  g_clear_pointer (&CTN_ACTIVITY_TIMELINE (object)->activities, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_activity_timeline_parent_class)->finalize (object);
}

static void
ctn_activity_timeline_class_init (CtnActivityTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_activity_timeline_finalize;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ctn_activity_timeline_init (CtnActivityTimeline *self)
{
  const char *const groupings[] = { _ ("By Partnership"), _ ("By Kind"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->grouping = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (groupings));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->grouping), _ ("Group the Timeline"));
  gtk_widget_set_halign (GTK_WIDGET (self->grouping), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->grouping), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grouping), 6);
  self->chart = ctn_chart_view_new ();
  ctn_chart_view_set_zoomable (self->chart, TRUE);
  ctn_chart_view_set_name (self->chart, _ ("Activities"));
  ctn_chart_view_set_build (self->chart, build, self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grouping));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grouping, "notify::selected", G_CALLBACK (regroup_cb), self,
                           G_CONNECT_SWAPPED);
}
