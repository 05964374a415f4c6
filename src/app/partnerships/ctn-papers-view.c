#include "ctn-papers-view.h"

#include <ctn-activity.h>
#include <ctn-calendar.h>
#include <ctn-decision.h>
#include <ctn-i18n.h>
#include <ctn-paper.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-task.h>

#include "ctn-partnership-rows.h"
#include "ctn-record-group.h"
#include "ctn-watch.h"
#include "ctn-window.h"

struct _CtnPapersView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) (nullable) */
  gint64 partnership;

  CtnRecordGroup *papers;
  AdwPreferencesGroup *meetings;
  AdwPreferencesGroup *tasks;
};

G_DEFINE_FINAL_TYPE (CtnPapersView, ctn_papers_view, ADW_TYPE_BIN)

static CtnConnection *
get_reader (CtnPapersView *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

/* --- Papers -------------------------------------------------------------------------------------- */

static char *
describe_paper (CtnProject *project, gint64 id)
{
  static const char *const names[] = { "kind", "state", "date" };
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint n_asked = 0, n_signed = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const CtnField *field = ctn_record_kind_find_field (ctn_paper_kind (), names[i]);
    g_autofree char *text = ctn_record_get_shown (reader, ctn_paper_kind (), id, field, NULL);

    if (text != NULL && *text != '\0')
      g_strv_builder_add (parts, text);
  }
  if (ctn_paper_count_signatures (reader, id, &n_asked, &n_signed, NULL) && n_asked > 0)
    g_strv_builder_take (parts, g_strdup_printf (_ ("%u of %u signed"), n_signed, n_asked));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static char *
describe_signature (CtnProject *project, gint64 id)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_paper_signature_kind (), "signed-on");
  g_autofree char *date = ctn_record_get_shown (ctn_project_get_reader (project),
                                                ctn_paper_signature_kind (), id, field, NULL);

  return date != NULL && *date != '\0' ? g_strdup_printf (_ ("Signed on %s"), date)
                                       : g_strdup (_ ("Not signed yet"));
}

/* All members are asked at once. */
static gint64
ask_members (CtnRecordGroup *group, gint64 paper, gpointer data)
{
  CtnPage *page = ctn_record_group_get_page (group);
  GError *error = NULL;
  guint n = 0;

  if (!ctn_paper_ask_members (ctn_page_get_project (page), paper, &n, &error))
    ctn_page_report (page, error);
  else if (n == 0)
    ctn_page_toast (page, _ ("All members are asked already"), FALSE);
  return 0;
}

static void
paper_opened_cb (CtnRecordGroup *papers, gint64 id, CtnRecordForm *form)
{
  GtkWidget *group = ctn_record_group_new (_ ("Signatures"), ctn_paper_signature_kind ());

  ctn_record_group_set_empty_text (
      CTN_RECORD_GROUP (group), _ ("Add all members with the button, then date their signatures"));
  ctn_record_group_set_adder (CTN_RECORD_GROUP (group), ask_members, NULL);
  ctn_record_group_set_describe (CTN_RECORD_GROUP (group), describe_signature);
  ctn_record_group_show (CTN_RECORD_GROUP (group), ctn_record_group_get_page (papers), id);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (group));
}

/* --- Meetings and tasks -------------------------------------------------------------------------- */

static void
show_activity_cb (GtkWidget *row, CtnPapersView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const gint64 *id = g_object_get_data (G_OBJECT (row), "activity");

  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "activity", *id);
}

static void
add_link (CtnPapersView *self, GtkWidget *row, gint64 activity)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "activity", g_memdup2 (&activity, sizeof activity),
                          g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect (row, "activated", G_CALLBACK (show_activity_cb), self);
}

/* The texts of the records of @kind that are part of a meeting. */
static void
add_parts (CtnPapersView *self, AdwExpanderRow *row, const CtnRecordKind *kind, gint64 activity)
{
  g_autoptr (GPtrArray) parts = ctn_record_list_titles (get_reader (self), kind, activity, NULL);

  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    const CtnRecordChoice *part = g_ptr_array_index (parts, i);

    adw_expander_row_add_row (row, ctn_value_row_new (_ (kind->label), part->title, NULL));
  }
}

static void
add_meeting (CtnPapersView *self, const CtnActivity *activity)
{
  g_autofree char *dates = ctn_activity_dup_dates (activity);
  g_autofree char *subtitle =
      g_strdup_printf ("%s · %s", dates, ctn_activity_get_state_label (activity));
  GtkWidget *row = ctn_expander_row_new (activity->name, subtitle);
  GtkWidget *open = ctn_value_row_new (_ ("Show the Meeting"), NULL, NULL);

  add_parts (self, ADW_EXPANDER_ROW (row), ctn_decision_kind (), activity->id);
  add_parts (self, ADW_EXPANDER_ROW (row), ctn_task_kind (), activity->id);
  add_link (self, open, activity->id);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), open);
  ctn_side_add_row (self->meetings, row);
}

static void
show_meetings (CtnPapersView *self)
{
  const CtnActivityFilter filter = { .kind = "meeting", .partnership = self->partnership };
  g_autoptr (GPtrArray) found = ctn_activity_find (get_reader (self), &filter, NULL);

  ctn_side_clear (self->meetings);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_meeting (self, g_ptr_array_index (found, i));
  if (found == NULL || found->len == 0)
    ctn_side_add_row (self->meetings,
                      ctn_value_row_new (_ ("No Meetings Yet"),
                                         _ ("Activities of the kind “meeting” of this partnership "
                                            "stand here with their decisions and tasks."),
                                         NULL));
}

static void
show_tasks (CtnPapersView *self)
{
  g_autoptr (GPtrArray) tasks = ctn_task_list_open (get_reader (self), self->partnership, NULL);
  CtnDate today = ctn_calendar_today ();
  char iso[CTN_DATE_ISO_SIZE];

  ctn_date_to_iso (&today, iso);
  ctn_side_clear (self->tasks);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    const CtnTask *task = g_ptr_array_index (tasks, i);
    CtnDate due;
    g_autofree char *date =
        ctn_calendar_read (task->due, &due) ? ctn_date_format (&due) : g_strdup (_ ("no date"));
    g_autofree char *subtitle =
        task->owner != NULL ? g_strdup_printf ("%s · %s", date, task->owner) : g_strdup (date);
    GtkWidget *row = ctn_value_row_new (task->text, subtitle, NULL);

    if (ctn_task_is_late (task, iso))
      gtk_widget_add_css_class (row, "error");
    if (task->activity != 0)
      add_link (self, row, task->activity);
    ctn_side_add_row (self->tasks, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->tasks), tasks != NULL && tasks->len > 0);
}

static void
refresh (CtnPapersView *self)
{
  /* What a paper is described with stands in its signatures. */
  ctn_record_group_show (self->papers, self->page, self->partnership);
  show_meetings (self);
  show_tasks (self);
}

void
ctn_papers_view_show (CtnPapersView *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "activity", "decision", "task", "paper_signature", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->partnership = partnership;
  ctn_watch_refresh (self->watch);
}

static void
ctn_papers_view_class_init (CtnPapersViewClass *klass)
{
}

static void
ctn_papers_view_init (CtnPapersView *self)
{
  GtkBox *box;
  GtkWidget *side = ctn_side_new (&box);

  self->papers = CTN_RECORD_GROUP (ctn_record_group_new (_ ("Papers"), ctn_paper_kind ()));
  ctn_record_group_set_empty_text (
      self->papers, _ ("No papers yet. Add a letter of intent, a memorandum or an agreement."));
  ctn_record_group_set_evidence (self->papers, TRUE);
  ctn_record_group_set_describe (self->papers, describe_paper);
  g_signal_connect (self->papers, "opened", G_CALLBACK (paper_opened_cb), NULL);
  gtk_box_append (box, GTK_WIDGET (self->papers));
  self->meetings = ctn_side_add_group (box, _ ("Meetings"), NULL);
  self->tasks = ctn_side_add_group (box, _ ("Open Tasks"), NULL);
  adw_bin_set_child (ADW_BIN (self), side);
}
