#include "ctn-member-dialog.h"

#include <ctn-calendar.h>
#include <ctn-commitment.h>
#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-record-form.h"
#include "ctn-record-group.h"
#include "ctn-window.h"

typedef struct {
  CtnPage *page; /* (unowned) */
  AdwDialog *dialog;
  gint64 membership;
  gint64 organisation;
} Member;

static CtnProject *
get_project (const Member *member)
{
  return ctn_page_get_project (member->page);
}

static void
remove_cb (GtkButton *button, const Member *member)
{
  CtnPage *page = member->page; /* the dialog closes when the member is gone */
  GError *error = NULL;

  if (!ctn_membership_delete (get_project (member), member->membership, &error)) {
    ctn_page_report (page, error);
    return;
  }
  ctn_page_toast (page, _ ("Member removed"), TRUE);
}

static void
open_cb (GtkButton *button, const Member *member)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (member->page));
  gint64 organisation = member->organisation;

  adw_dialog_close (member->dialog);
  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "organisation", organisation);
}

static void
set_state (const Member *member, CtnMemberState state)
{
  CtnDate today = ctn_calendar_today ();
  GError *error = NULL;

  if (!ctn_commitment_set_state (get_project (member), member->membership, state, &today, &error))
    ctn_page_report (member->page, error);
}

static void
pause_cb (GtkButton *button, const Member *member)
{
  set_state (member, CTN_MEMBER_PAUSED);
}

static void
leave_cb (GtkButton *button, const Member *member)
{
  set_state (member, CTN_MEMBER_LEFT);
}

static void
resume_cb (GtkButton *button, const Member *member)
{
  set_state (member, CTN_MEMBER_TAKES_PART);
}

/* A new step is of today, and stands where the member stands. */
static gint64
add_step (CtnRecordGroup *group, gint64 membership, gpointer data)
{
  CtnProject *project = ctn_page_get_project (ctn_record_group_get_page (group));
  CtnConnection *reader = ctn_project_get_reader (project);
  const CtnRecordKind *kind = ctn_membership_kind ();
  g_autofree char *step = ctn_record_get (reader, kind, membership,
                                          ctn_record_kind_find_field (kind, "commitment"), NULL);
  CtnDate today = ctn_calendar_today ();
  char iso[CTN_DATE_ISO_SIZE];
  GError *error = NULL;
  gint64 id = ctn_record_add (project, ctn_commitment_kind (), membership,
                              (const CtnFieldText[]) { { "date", ctn_date_to_iso (&today, iso) },
                                                       { "step", step != NULL ? step : "" },
                                                       { NULL } },
                              &error);

  if (id == 0)
    ctn_page_report (ctn_record_group_get_page (group), error);
  return id;
}

static void
add_state_button (GtkBox *box, const char *label, GCallback callback, Member *member)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect (button, "clicked", callback, member);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (box, button);
}

static void
add_history (CtnRecordForm *form, Member *member)
{
  GtkWidget *group = ctn_record_group_new (_ ("Commitment Over Time"), ctn_commitment_kind ());
  GtkWidget *states = adw_preferences_group_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));

  ctn_record_group_set_empty_text (CTN_RECORD_GROUP (group),
                                   _ ("No steps yet. Choosing a commitment above dates it today."));
  ctn_record_group_set_adder (CTN_RECORD_GROUP (group), add_step, NULL);
  ctn_record_group_show (CTN_RECORD_GROUP (group), member->page, member->membership);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (group));
  add_state_button (box, _ ("_Pause"), G_CALLBACK (pause_cb), member);
  add_state_button (box, _ ("_Leave"), G_CALLBACK (leave_cb), member);
  add_state_button (box, _ ("Take Part _Again"), G_CALLBACK (resume_cb), member);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (states), GTK_WIDGET (box));
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (states));
}

/* What the dialog shows may go away, by Undo or by another part of the window. */
static void
changed_cb (AdwDialog *dialog, CtnChangeSet *changes, CtnProject *project)
{
  const Member *member = g_object_get_data (G_OBJECT (dialog), "member");

  if (ctn_change_set_has_row (changes, "membership", member->membership) &&
      !ctn_record_exists (ctn_project_get_reader (project), ctn_membership_kind (),
                          member->membership))
    adw_dialog_force_close (dialog);
}

void
ctn_member_dialog_present (GtkWidget *parent,
                           CtnPage *page,
                           gint64 membership,
                           gint64 organisation,
                           const char *name)
{
  Member *member = g_new0 (Member, 1);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *bar = gtk_action_bar_new ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Show Organisation"));
  GtkWidget *remove = gtk_button_new_with_mnemonic (_ ("_Remove"));
  CtnRecordForm *form = g_object_new (CTN_TYPE_RECORD_FORM, NULL);

  *member = (Member) { page, dialog, membership, organisation };
  g_object_set_data_full (G_OBJECT (dialog), "member", member, g_free);
  ctn_record_form_set_up (form, ctn_page_get_project (page), ctn_membership_kind (),
                          ctn_membership_edit);
  ctn_record_form_show (form, membership);
  add_history (form, member);
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_action_bar_pack_start (GTK_ACTION_BAR (bar), open);
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), remove);
  g_signal_connect (open, "clicked", G_CALLBACK (open_cb), member);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), member);
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), adw_header_bar_new ());
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (toolbar_view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), GTK_WIDGET (form));
  adw_dialog_set_title (dialog, name);
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, toolbar_view);
  adw_dialog_present (dialog, parent);
}
