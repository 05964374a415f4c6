#include "ctn-activities-page.h"

#include <ctn-activity.h>
#include <ctn-i18n.h>
#include <ctn-icalendar.h>
#include <ctn-partnership.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-report.h>

#include "ctn-activity-calendar.h"
#include "ctn-activity-detail.h"
#include "ctn-activity-list.h"
#include "ctn-activity-timeline.h"
#include "ctn-file-export.h"
#include "ctn-list-export.h"
#include "ctn-participant-import-dialog.h"
#include "ctn-report-dialog.h"
#include "ctn-watch.h"

/* The first entries of the drop-down of periods; years follow. */
enum { PERIOD_ALL, PERIOD_UPCOMING, PERIOD_PAST, N_PERIODS };

struct _CtnActivitiesPage {
  CtnPage parent_instance;

  GMenu *activities_menu;
  AdwNavigationView *navigation;
  GtkSearchEntry *search;
  GtkDropDown *kind;
  GtkDropDown *partnership;
  GtkDropDown *period;
  GtkDropDown *order;
  GtkWidget *filter_bar;
  GtkStack *content;
  AdwViewStack *presentations;
  CtnActivityList *list;
  CtnActivityCalendar *calendar;
  CtnActivityTimeline *timeline;
  AdwNavigationPage *detail_page;
  AdwViewSwitcher *detail_switcher;
  AdwViewSwitcherBar *detail_bar;
  AdwWindowTitle *narrow_detail_title;
  GtkLabel *detail_title;
  CtnActivityDetail *detail;

  GArray *partnerships; /* (owned) gint64, as in the drop-down after the first entry */
  GArray *years;        /* (owned) int, as in the drop-down after the periods */
  GPtrArray *shown;     /* (owned) (nullable) CtnActivity */
  gint64 activity;      /* whose page is open; 0 for none */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CtnActivitiesPage, ctn_activities_page, CTN_TYPE_PAGE)

static CtnProject *
get_project (CtnActivitiesPage *self)
{
  return ctn_page_get_project (CTN_PAGE (self));
}

static CtnConnection *
get_reader (CtnActivitiesPage *self)
{
  return ctn_project_get_reader (get_project (self));
}

/* Filters ------------------------------------------------------------------------------------- */

static void
get_period (CtnActivitiesPage *self, char from[16], char to[16])
{
  guint selected = gtk_drop_down_get_selected (self->period);
  GDate today;

  *from = *to = '\0';
  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  if (selected == PERIOD_UPCOMING) {
    g_date_strftime (from, 16, "%F", &today);
  } else if (selected == PERIOD_PAST) {
    g_strlcpy (from, "0001-01-01", 16);
    g_date_subtract_days (&today, 1);
    g_date_strftime (to, 16, "%F", &today);
  } else if (selected >= N_PERIODS && selected - N_PERIODS < self->years->len) {
    int year = g_array_index (self->years, int, selected - N_PERIODS);

    g_snprintf (from, 16, "%04d-01-01", year);
    g_snprintf (to, 16, "%04d-12-31", year);
  }
}

static void
refresh (CtnActivitiesPage *self)
{
  const CtnChoice *kinds = ctn_record_kind_find_field (ctn_activity_kind (), "kind")->choices;
  guint kind = gtk_drop_down_get_selected (self->kind);
  guint partnership = gtk_drop_down_get_selected (self->partnership);
  char from[16];
  char to[16];
  CtnActivityFilter filter = { .search = gtk_editable_get_text (GTK_EDITABLE (self->search)),
                               .order =
                                   (CtnActivityOrder) gtk_drop_down_get_selected (self->order) };
  GError *error = NULL;
  guint total;

  if (self->filling)
    return;
  get_period (self, from, to);
  filter.kind = kind > 0 ? kinds[kind - 1].code : NULL;
  filter.partnership = partnership > 0 && partnership - 1 < self->partnerships->len
                           ? g_array_index (self->partnerships, gint64, partnership - 1)
                           : 0;
  filter.from = *from != '\0' ? from : NULL;
  filter.to = *to != '\0' ? to : NULL;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = ctn_activity_find (get_reader (self), &filter, &error);
  if (self->shown == NULL) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  ctn_activity_list_show (self->list, self->shown);
  ctn_activity_calendar_show (self->calendar, self->shown);
  ctn_activity_timeline_show (self->timeline, self->shown,
                              gtk_drop_down_get_selected (self->period) >= N_PERIODS ? from : NULL,
                              gtk_drop_down_get_selected (self->period) >= N_PERIODS ? to : NULL);
  total = ctn_record_count (get_reader (self), ctn_activity_kind ());
  gtk_widget_set_visible (self->filter_bar, total > 0);
  gtk_stack_set_visible_child_name (self->content, self->shown->len > 0 ? "activities"
                                                   : total > 0          ? "nothing"
                                                                        : "empty");
}

/* Fills a drop-down and keeps what was chosen, as far as it is still there. */
static void
set_entries (GtkDropDown *drop_down, GPtrArray *entries)
{
  GtkStringObject *old = gtk_drop_down_get_selected_item (drop_down);
  g_autofree char *chosen = old != NULL ? g_strdup (gtk_string_object_get_string (old)) : NULL;
  g_autoptr (GtkStringList) list = NULL;
  guint selected = 0;

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (g_ptr_array_index (entries, i), chosen) == 0)
      selected = i;
  g_ptr_array_add (entries, NULL);
  list = gtk_string_list_new ((const char *const *) entries->pdata);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
fill_partnerships (CtnActivitiesPage *self)
{
  g_autoptr (GArray) ids = ctn_partnership_list (get_reader (self), NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);

  g_array_set_size (self->partnerships, 0);
  g_ptr_array_add (entries, g_strdup (_ ("All Partnerships")));
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    char *name = ctn_record_get_title (get_reader (self), ctn_partnership_kind (), id, NULL);

    if (name == NULL)
      continue;
    g_array_append_val (self->partnerships, id);
    g_ptr_array_add (entries, name);
  }
  set_entries (self->partnership, entries);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

/* The years in which there is something, the newest first. */
static void
fill_periods (CtnActivitiesPage *self)
{
  const CtnActivityFilter all = { 0 };
  g_autoptr (GPtrArray) activities = ctn_activity_find (get_reader (self), &all, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GDate first;
  GDate last;

  g_array_set_size (self->years, 0);
  for (guint i = 0; activities != NULL && i < activities->len; i++) {
    if (!ctn_activity_get_days (g_ptr_array_index (activities, i), &first, &last))
      continue;
    for (int year = g_date_get_year (&first); year <= g_date_get_year (&last); year++)
      if (g_hash_table_add (seen, GINT_TO_POINTER (year)))
        g_array_append_val (self->years, year);
  }
  g_array_sort (self->years, compare_years);
  g_ptr_array_add (entries, g_strdup (_ ("All Times")));
  g_ptr_array_add (entries, g_strdup (_ ("Upcoming")));
  g_ptr_array_add (entries, g_strdup (_ ("Past")));
  for (guint i = 0; i < self->years->len; i++)
    g_ptr_array_add (entries, g_strdup_printf ("%d", g_array_index (self->years, int, i)));
  set_entries (self->period, entries);
}

static void
fill_fixed (CtnActivitiesPage *self)
{
  const CtnChoice *kinds = ctn_record_kind_find_field (ctn_activity_kind (), "kind")->choices;
  const char *const orders[] = { _ ("Newest First"), _ ("Oldest First"), _ ("By Name"),
                                 _ ("By Kind"), _ ("By Partnership") };
  g_autoptr (GPtrArray) kind_entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) order_entries = g_ptr_array_new ();

  g_ptr_array_add (kind_entries, (gpointer) _ ("All Kinds"));
  for (const CtnChoice *kind = kinds; kind->code != NULL; kind++)
    g_ptr_array_add (kind_entries, (gpointer) _ (kind->label));
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    g_ptr_array_add (order_entries, (gpointer) orders[i]);
  set_entries (self->kind, kind_entries);
  set_entries (self->order, order_entries);
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (widget);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->kind, 0);
  gtk_drop_down_set_selected (self->partnership, 0);
  gtk_drop_down_set_selected (self->period, 0);
  self->filling = FALSE;
  refresh (self);
}

/* One activity -------------------------------------------------------------------------------- */

static void
show_title (CtnActivitiesPage *self)
{
  g_autoptr (CtnActivity) activity = ctn_activity_get (get_reader (self), self->activity, NULL);
  g_autofree char *dates = activity != NULL ? ctn_activity_dup_dates (activity) : NULL;
  g_autofree char *title = NULL;

  if (activity == NULL)
    return;
  title = *dates != '\0' ? g_strdup_printf ("%s · %s", activity->name, dates)
                         : g_strdup (activity->name);
  adw_navigation_page_set_title (self->detail_page, activity->name);
  adw_window_title_set_title (self->narrow_detail_title, activity->name);
  gtk_label_set_label (self->detail_title, title);
}

static void
open_activity (CtnActivitiesPage *self, gint64 id)
{
  self->activity = id;
  ctn_activity_detail_show (self->detail, CTN_PAGE (self), id);
  show_title (self);
  if (adw_navigation_view_get_visible_page (self->navigation) != self->detail_page)
    adw_navigation_view_push (self->navigation, self->detail_page);
}

static void
popped_cb (CtnActivitiesPage *self)
{
  self->activity = 0;
  ctn_activity_detail_show (self->detail, CTN_PAGE (self), 0);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  if (!g_str_equal (table, "activity"))
    return FALSE;
  open_activity (CTN_ACTIVITIES_PAGE (page), id);
  return TRUE;
}

/* A new activity is of the partnership that is filtered by, and on the day chosen in the calendar. */
static void
new_item (CtnPage *page)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (page);
  guint partnership = gtk_drop_down_get_selected (self->partnership);
  g_autofree char *owner = NULL;
  CtnFieldText values[4] = { { "name", _ ("New Activity") } };
  const char *shown = adw_view_stack_get_visible_child_name (self->presentations);
  char day[16];
  gsize n = 1;
  GError *error = NULL;
  gint64 id;

  if (partnership > 0 && partnership - 1 < self->partnerships->len) {
    owner = g_strdup_printf ("%" G_GINT64_FORMAT,
                             g_array_index (self->partnerships, gint64, partnership - 1));
    values[n++] = (CtnFieldText) { "partnership", owner };
  }
  if (g_strcmp0 (shown, "calendar") == 0) {
    GDate chosen;

    ctn_activity_calendar_get_day (self->calendar, &chosen);
    g_date_strftime (day, sizeof day, "%F", &chosen);
    values[n++] = (CtnFieldText) { "starts", day };
  }
  id = ctn_record_add (get_project (self), ctn_activity_kind (), 0, values, &error);
  if (id == 0) {
    ctn_page_report (page, error);
    return;
  }
  open_activity (self, id);
  ctn_activity_detail_focus_name (self->detail);
}

static void
find (CtnPage *page)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (page);

  adw_navigation_view_pop_to_tag (self->navigation, "activities");
  ctn_page_focus_search (GTK_WIDGET (self->search));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (widget);
  gint64 id = self->activity;
  GError *error = NULL;

  if (id == 0)
    return;
  adw_navigation_view_pop (self->navigation);
  if (!ctn_record_remove (get_project (self), ctn_activity_kind (), &id, 1, &error))
    ctn_page_report (CTN_PAGE (self), error);
  else
    ctn_page_toast (CTN_PAGE (self), _ ("Activity deleted"), TRUE);
}

static void
participants_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (widget);
  CtnParticipantsView *view = ctn_activity_detail_get_participants (self->detail);

  if (self->activity == 0)
    return;
  if (g_str_equal (name, "activities.add-people"))
    ctn_participants_view_add_people (view);
  else if (g_str_equal (name, "activities.add-organisations"))
    ctn_participants_view_add_organisations (view);
  else if (g_str_equal (name, "activities.import-participants"))
    ctn_participant_import_dialog_present (CTN_PAGE (self), self->activity);
  else
    ctn_participants_view_mark_rest (view, g_str_equal (name, "activities.rest-attended"));
}

static void
attendance_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (widget);
  g_autofree char *file_name = NULL;

  if (self->activity == 0)
    return;
  /* Translators: the name of a file; the name of an activity */
  file_name =
      g_strdup_printf (_ ("Attendance %s"), adw_navigation_page_get_title (self->detail_page));
  ctn_report_dialog_present (CTN_PAGE (self), widget, ctn_report_attendance_kind (), self->activity,
                             file_name);
}

/* Calendar files ------------------------------------------------------------------------------ */

typedef struct {
  GArray *ids;      /* (owned) gint64 */
  guint n_exported; /* out */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_array_unref (export->ids);
  g_free (export);
}

static gboolean
write_calendar (CtnConnection *reader,
                GFile *file,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Export *export = data;
  g_autofree char *calendar =
      ctn_icalendar_export (reader, (const gint64 *) (gpointer) export->ids->data, export->ids->len,
                            0, &export->n_exported, error);

  return calendar != NULL &&
         g_file_replace_contents (file, calendar, strlen (calendar), NULL, FALSE,
                                  G_FILE_CREATE_NONE, NULL, cancellable, error);
}

static char *
describe_calendar (gpointer data)
{
  const Export *export = data;

  return g_strdup_printf (ctn_ngettext ("%u activity with a date exported",
                                        "%u activities with a date exported", export->n_exported),
                          export->n_exported);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (widget);
  Export *export = g_new0 (Export, 1);
  const CtnFileExport file = {
    .title = _ ("Export as Calendar"),
    .name = _ ("activities.ics"),
    .function = write_calendar,
    .data = export,
    .destroy = export_free,
    .describe = describe_calendar,
  };

  export->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (g_str_equal (name, "activities.export-one"))
    g_array_append_val (export->ids, self->activity);
  else
    for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
      g_array_append_val (export->ids,
                          ((const CtnActivity *) g_ptr_array_index (self->shown, i))->id);
  ctn_file_export_ask (widget, &file);
}

/* Building ------------------------------------------------------------------------------------ */

static void
update (CtnActivitiesPage *self)
{
  self->filling = TRUE;
  fill_partnerships (self);
  fill_periods (self);
  self->filling = FALSE;
  refresh (self);
  if (self->activity == 0)
    return;
  if (!ctn_record_exists (get_reader (self), ctn_activity_kind (), self->activity))
    adw_navigation_view_pop_to_tag (self->navigation, "activities");
  else
    show_title (self);
}

static void
constructed (GObject *object)
{
  static const char *const tables[] = { "activity",    "activity_host", "participant",
                                        "partnership", "organisation",  NULL };
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (object);

  G_OBJECT_CLASS (ctn_activities_page_parent_class)->constructed (object);
  self->filling = TRUE;
  fill_fixed (self);
  self->filling = FALSE;
  ctn_watch (GTK_WIDGET (self), get_project (self), tables, (CtnWatchFunc) update);
}

static void
ctn_activities_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_ACTIVITIES_PAGE);

  G_OBJECT_CLASS (ctn_activities_page_parent_class)->dispose (object);
}

static void
ctn_activities_page_finalize (GObject *object)
{
  CtnActivitiesPage *self = CTN_ACTIVITIES_PAGE (object);

  g_array_unref (self->partnerships);
  g_array_unref (self->years);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_activities_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const participants[] = {
    "activities.add-people",    "activities.add-organisations", "activities.import-participants",
    "activities.rest-attended", "activities.rest-absent",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (participants); i++)
    gtk_widget_class_install_action (widget_class, participants[i], NULL, participants_action);
  gtk_widget_class_install_action (widget_class, "activities.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "activities.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "activities.attendance", NULL, attendance_action);
  gtk_widget_class_install_action (widget_class, "activities.export-calendar", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "activities.export-one", NULL, export_action);
}

static void
ctn_activities_page_class_init (CtnActivitiesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_activities_page_dispose;
  object_class->finalize = ctn_activities_page_finalize;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_ACTIVITY_CALENDAR);
  g_type_ensure (CTN_TYPE_ACTIVITY_DETAIL);
  g_type_ensure (CTN_TYPE_ACTIVITY_LIST);
  g_type_ensure (CTN_TYPE_ACTIVITY_TIMELINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/activities/ctn-activities-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, activities_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, search);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, kind);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, partnership);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, period);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, order);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, content);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, presentations);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, detail_page);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, detail_switcher);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, detail_bar);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, narrow_detail_title);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, detail_title);
  gtk_widget_class_bind_template_child (widget_class, CtnActivitiesPage, detail);
  install_actions (widget_class);
}

static void
ctn_activities_page_init (CtnActivitiesPage *self)
{
  GtkDropDown *filters[4];

  self->partnerships = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->activities_menu, "activities");
  adw_view_switcher_set_stack (self->detail_switcher, ctn_activity_detail_get_stack (self->detail));
  adw_view_switcher_bar_set_stack (self->detail_bar, ctn_activity_detail_get_stack (self->detail));
  filters[0] = self->kind;
  filters[1] = self->partnership;
  filters[2] = self->period;
  filters[3] = self->order;
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    g_signal_connect_object (filters[i], "notify::selected", G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (open_activity), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "opened", G_CALLBACK (open_activity), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "opened", G_CALLBACK (open_activity), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "popped", G_CALLBACK (popped_cb), self,
                           G_CONNECT_SWAPPED);
}
