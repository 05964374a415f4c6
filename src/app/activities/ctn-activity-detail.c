#include "ctn-activity-detail.h"

#include <ctn-activity.h>
#include <ctn-calendar.h>
#include <ctn-decision.h>
#include <ctn-i18n.h>
#include <ctn-record.h>
#include <ctn-task.h>

#include "ctn-attachments-group.h"
#include "ctn-picker.h"
#include "ctn-record-group.h"

struct _CtnActivityDetail {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) (nullable) */
  gint64 activity;
  AdwViewStack *stack;
  CtnParticipantsView *participants;
  CtnRecordForm *form;
  GtkWidget *hosts;
  GtkWidget *decisions;
  GtkWidget *tasks;
  GtkWidget *evidence;
};

G_DEFINE_FINAL_TYPE (CtnActivityDetail, ctn_activity_detail, ADW_TYPE_BIN)

static void
hosts_picked_cb (GPtrArray *picks, gpointer data)
{
  CtnActivityDetail *self = data;
  g_autofree gint64 *ids = g_new (gint64, picks->len);
  GError *error = NULL;

  for (guint i = 0; i < picks->len; i++)
    ids[i] = ((const CtnPick *) g_ptr_array_index (picks, i))->id;
  if (!ctn_activity_add_hosts (ctn_page_get_project (self->page), self->activity, ids, picks->len,
                               &error))
    ctn_page_report (self->page, error);
}

static gint64
add_hosts (CtnRecordGroup *group, gint64 owner, gpointer data)
{
  CtnActivityDetail *self = data;

  ctn_picker_present (GTK_WIDGET (self), ctn_page_get_project (self->page),
                      CTN_PICKER_ORGANISATIONS, _ ("Add Hosts"), _ ("_Add"), hosts_picked_cb, self);
  return 0;
}

/* "Beispiel GmbH · due 12 March 2021", or when it was done. */
static char *
describe_task (CtnProject *project, gint64 id)
{
  const CtnRecordKind *kind = ctn_task_kind ();
  CtnConnection *reader = ctn_project_get_reader (project);
  static const char *const names[] = { "person", "organisation", "due", "done-on" };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const CtnField *field = ctn_record_kind_find_field (kind, names[i]);
    g_autofree char *shown = ctn_record_get_shown (reader, kind, id, field, NULL);

    if (shown == NULL || *shown == '\0')
      continue;
    g_string_append (text, text->len > 0 ? " · " : "");
    if (field->type == CTN_FIELD_DATE)
      /* Translators: a field and its value: "Due: 12 March 2021" */
      g_string_append_printf (text, _ ("%s: %s"), ctn_field_get_label (field), shown);
    else
      g_string_append (text, shown);
  }
  return g_string_free (text, FALSE);
}

static void
build (CtnActivityDetail *self)
{
  CtnProject *project = ctn_page_get_project (self->page);

  ctn_record_form_set_up (self->form, project, ctn_activity_kind (), NULL);
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (self->hosts));
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (self->evidence));
}

void
ctn_activity_detail_show (CtnActivityDetail *self, CtnPage *page, gint64 activity)
{
  if (self->page == NULL) {
    self->page = page;
    build (self);
  }
  self->activity = activity;
  ctn_participants_view_show (self->participants, page, activity);
  ctn_record_form_show (self->form, activity);
  ctn_record_group_show (CTN_RECORD_GROUP (self->hosts), page, activity);
  ctn_record_group_show (CTN_RECORD_GROUP (self->decisions), page, activity);
  ctn_record_group_show (CTN_RECORD_GROUP (self->tasks), page, activity);
  ctn_attachments_group_show (CTN_ATTACHMENTS_GROUP (self->evidence), page, "activity", activity,
                              NULL);
}

void
ctn_activity_detail_focus_name (CtnActivityDetail *self)
{
  adw_view_stack_set_visible_child_name (self->stack, "details");
  ctn_record_form_focus_first (self->form);
}

AdwViewStack *
ctn_activity_detail_get_stack (CtnActivityDetail *self)
{
  return self->stack;
}

CtnParticipantsView *
ctn_activity_detail_get_participants (CtnActivityDetail *self)
{
  return self->participants;
}

static void
ctn_activity_detail_class_init (CtnActivityDetailClass *klass)
{
}

/* Done today, or not done. */
static gboolean
tick_task (CtnProject *project, gint64 id, gboolean done, GError **error)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);

  return ctn_task_set_done (project, id, done ? today : NULL, error);
}

static GtkWidget *
make_follow_up (CtnActivityDetail *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->decisions = ctn_record_group_new (_ ("Decisions"), ctn_decision_kind ());
  self->tasks = ctn_record_group_new (_ ("Tasks"), ctn_task_kind ());
  ctn_record_group_set_empty_text (CTN_RECORD_GROUP (self->decisions),
                                   _ ("Nothing was decided yet"));
  ctn_record_group_set_empty_text (CTN_RECORD_GROUP (self->tasks), _ ("Nothing is to be done yet"));
  ctn_record_group_set_describe (CTN_RECORD_GROUP (self->tasks), describe_task);
  ctn_record_group_set_tick (CTN_RECORD_GROUP (self->tasks), _ ("Done"), "done-on", tick_task);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->decisions));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->tasks));
  return page;
}

static void
ctn_activity_detail_init (CtnActivityDetail *self)
{
  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  self->participants = g_object_new (CTN_TYPE_PARTICIPANTS_VIEW, NULL);
  self->form = g_object_new (CTN_TYPE_RECORD_FORM, NULL);
  self->hosts = ctn_record_group_new (_ ("Hosts"), ctn_activity_host_kind ());
  self->evidence = ctn_attachments_group_new (_ ("Evidence"));
  ctn_record_group_set_adder (CTN_RECORD_GROUP (self->hosts), add_hosts, self);
  adw_view_stack_add_titled_with_icon (self->stack, GTK_WIDGET (self->participants), "participants",
                                       _ ("Participants"), "ctn-partners-symbolic");
  adw_view_stack_add_titled_with_icon (self->stack, GTK_WIDGET (self->form), "details",
                                       _ ("Details"), "document-properties-symbolic");
  adw_view_stack_add_titled_with_icon (self->stack, make_follow_up (self), "follow-up",
                                       _ ("Follow-Up"), "object-select-symbolic");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
