#include "ctn-registrations-view.h"

#include <ctn-exchange-profile.h>
#include <ctn-i18n.h>
#include <ctn-record-item.h>
#include <ctn-text.h>

#include "ctn-attachments-group.h"
#include "ctn-host-dialog.h"
#include "ctn-name-dialog.h"
#include "ctn-picker.h"
#include "ctn-record-dialog.h"
#include "ctn-side.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

struct _CtnRegistrationsView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the view is part of it */
  GtkStack *stack;
  AdwPreferencesGroup *groups[CTN_PROFILE_N_STATES];
  char *search; /* (owned) (nullable) folded */
};

G_DEFINE_FINAL_TYPE (CtnRegistrationsView, ctn_registrations_view, ADW_TYPE_BIN)

/* What is decided on first. */
static const CtnProfileState order[] = { CTN_PROFILE_REGISTERED, CTN_PROFILE_DRAFT,
                                         CTN_PROFILE_VALIDATED, CTN_PROFILE_REJECTED,
                                         CTN_PROFILE_WITHDRAWN };

static CtnProject *
get_project (CtnRegistrationsView *self)
{
  return ctn_page_get_project (self->page);
}

/* --- One registration ---------------------------------------------------------------------------- */

/* What its dialog's buttons need. */
typedef struct {
  CtnRegistrationsView *view; /* (unowned) outlives the dialog */
  GtkWidget *group;           /* with the buttons */
  gint64 id;
} Decision;

static void fill_decisions (Decision *self);

static void
decide (Decision *self, CtnProfileState state, const char *why)
{
  GError *error = NULL;

  if (!ctn_exchange_profile_decide (get_project (self->view), self->id, state, why, NULL, &error))
    ctn_page_report (self->view->page, error);
  fill_decisions (self);
}

static void
register_cb (Decision *self)
{
  decide (self, CTN_PROFILE_REGISTERED, NULL);
}

static void
validate_cb (Decision *self)
{
  decide (self, CTN_PROFILE_VALIDATED, NULL);
}

static void
reject_named_cb (const char *why, gpointer data)
{
  decide (data, CTN_PROFILE_REJECTED, why);
}

static void
reject_cb (Decision *self)
{
  ctn_name_dialog_present (self->group, _ ("Why Is It Rejected?"), "", _ ("_Reject"),
                           reject_named_cb, self);
}

static void
withdraw_cb (Decision *self)
{
  decide (self, CTN_PROFILE_WITHDRAWN, NULL);
}

static void
hosts_cb (Decision *self)
{
  CtnPage *page = self->view->page;
  GtkWidget *dialog = gtk_widget_get_ancestor (self->group, ADW_TYPE_DIALOG);
  gint64 id = self->id;

  adw_dialog_close (ADW_DIALOG (dialog));
  ctn_host_dialog_present (page, id, 0);
}

static void
begin_cb (Decision *self)
{
  CtnPage *page = self->view->page;
  GtkWidget *dialog = gtk_widget_get_ancestor (self->group, ADW_TYPE_DIALOG);
  GError *error = NULL;
  gint64 id = ctn_exchange_add_match (get_project (self->view), self->id, 0, &error);

  if (id == 0) {
    ctn_page_report (page, error);
    return;
  }
  adw_dialog_close (ADW_DIALOG (dialog));
  ctn_page_show_record (page, "exchange", id);
}

static void
add_button (Decision *self, const char *label, GCallback callback, const char *css_class)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
  g_signal_connect_swapped (row, "activated", callback, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_object_set_data (G_OBJECT (row), "button", self);
}

static void
find_button (GtkWidget *widget, GPtrArray *found)
{
  if (g_object_get_data (G_OBJECT (widget), "button") != NULL)
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_button (child, found);
}

static void
fill_decisions (Decision *self)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  CtnExchangeProfile profile;

  if (!ctn_exchange_profile_get (ctn_project_get_reader (get_project (self->view)), self->id,
                                 &profile, NULL))
    return;
  find_button (self->group, old);
  for (guint i = 0; i < old->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), g_ptr_array_index (old, i));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         ctn_profile_state_get_label (profile.state));
  if (profile.state == CTN_PROFILE_DRAFT || profile.state == CTN_PROFILE_WITHDRAWN)
    add_button (self, _ ("Register"), G_CALLBACK (register_cb), "suggested-action");
  if (profile.state == CTN_PROFILE_REGISTERED || profile.state == CTN_PROFILE_REJECTED)
    add_button (self, _ ("Validate"), G_CALLBACK (validate_cb), "suggested-action");
  if (profile.state == CTN_PROFILE_REGISTERED)
    add_button (self, _ ("Reject…"), G_CALLBACK (reject_cb), "destructive-action");
  if (profile.visits && profile.state != CTN_PROFILE_REJECTED) {
    add_button (self, _ ("Propose Hosts…"), G_CALLBACK (hosts_cb), NULL);
    add_button (self, _ ("Begin an Exchange Without a Host"), G_CALLBACK (begin_cb), NULL);
  }
  if (profile.state == CTN_PROFILE_REGISTERED || profile.state == CTN_PROFILE_VALIDATED)
    add_button (self, _ ("Withdraw"), G_CALLBACK (withdraw_cb), NULL);
}

void
ctn_registrations_view_open (CtnRegistrationsView *self, gint64 id)
{
  CtnRecordForm *form = ctn_record_dialog_present (GTK_WIDGET (self), self->page,
                                                   ctn_exchange_profile_kind (), id, NULL, FALSE);
  GtkWidget *papers = ctn_attachments_group_new (_ ("CV and Other Papers"));
  Decision *decision = g_new0 (Decision, 1);

  decision->view = self;
  decision->id = id;
  decision->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (decision->group), _ ("What Comes Next"));
  g_object_set_data_full (G_OBJECT (decision->group), "decision", decision, g_free);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (decision->group));
  fill_decisions (decision);
  ctn_attachments_group_show (CTN_ATTACHMENTS_GROUP (papers), self->page, "exchange_profile", id,
                              NULL);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (papers));
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnRegistrationsView *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  GError *error = NULL;
  gint64 id = ctn_exchange_profile_add (get_project (self), pick->id, "visitor", &error);

  if (id != 0)
    ctn_registrations_view_open (self, id);
  else
    ctn_page_report (self->page, error);
}

void
ctn_registrations_view_add (CtnRegistrationsView *self)
{
  ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                      _ ("Who Would Like to Visit or Host?"), NULL, picked_cb, self);
}

/* --- The list ------------------------------------------------------------------------------------- */

static void
activated_cb (GtkWidget *row, CtnRegistrationsView *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  ctn_registrations_view_open (self, *id);
}

static char *
dup_subtitle (CtnRecordItem *item)
{
  static const char *const names[] = { "role", "kind", "countries" };
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *text = ctn_record_item_get_text (item, names[i]);

    if (*text != '\0')
      g_strv_builder_add (parts, text);
  }
  strv = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strv);
}

static void
add_row (CtnRegistrationsView *self, gint64 id)
{
  g_autoptr (CtnRecordItem) item =
      ctn_record_item_new (get_project (self), ctn_exchange_profile_kind (), id);
  const char *title = ctn_record_item_get_text (item, "organisation");
  g_autofree char *subtitle = dup_subtitle (item);
  CtnProfileState state = CTN_PROFILE_DRAFT;
  GtkWidget *row = adw_action_row_new ();

  ctn_profile_state_from_code (ctn_record_item_get_value (item, "state"), &state);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data_full (G_OBJECT (row), "searched", ctn_text_fold (title), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), self);
  ctn_side_add_row (self->groups[state], row);
}

/* Shows the rows that fit the search, under the states that have some. */
static void
filter (CtnRegistrationsView *self)
{
  guint n_rows = 0, n_found = 0;

  for (guint i = 0; i < CTN_PROFILE_N_STATES; i++) {
    GPtrArray *rows = ctn_side_get_rows (self->groups[i]);
    guint n_before = n_found;

    for (guint j = 0; j < rows->len; j++) {
      const char *searched = g_object_get_data (rows->pdata[j], "searched");
      gboolean found = self->search == NULL || strstr (searched, self->search) != NULL;

      gtk_widget_set_visible (rows->pdata[j], found);
      n_found += found;
    }
    n_rows += rows->len;
    gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), n_found > n_before);
  }
  gtk_stack_set_visible_child_name (self->stack, n_found > 0  ? "list"
                                                 : n_rows > 0 ? "nothing"
                                                              : "empty");
}

static void
refresh (CtnRegistrationsView *self)
{
  GError *error = NULL;
  g_autoptr (GArray) ids =
      ctn_exchange_profile_list (ctn_project_get_reader (get_project (self)), &error);

  if (ids == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  for (guint i = 0; i < CTN_PROFILE_N_STATES; i++)
    ctn_side_clear (self->groups[i]);
  for (guint i = 0; i < ids->len; i++)
    add_row (self, g_array_index (ids, gint64, i));
  filter (self);
}

void
ctn_registrations_view_set_search (CtnRegistrationsView *self, const char *text)
{
  g_clear_pointer (&self->search, g_free);
  if (*text != '\0')
    self->search = ctn_text_fold (text);
  filter (self);
}

void
ctn_registrations_view_set_up (CtnRegistrationsView *self, CtnPage *page)
{
  static const char *const tables[] = { "exchange_profile", "organisation", NULL };

  self->page = page;
  ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
}

static void
ctn_registrations_view_finalize (GObject *object)
{
  g_free (CTN_REGISTRATIONS_VIEW (object)->search);

  G_OBJECT_CLASS (ctn_registrations_view_parent_class)->finalize (object);
}

static void
ctn_registrations_view_class_init (CtnRegistrationsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_registrations_view_finalize;
}

static void
ctn_registrations_view_init (CtnRegistrationsView *self)
{
  GtkBox *box;
  GtkWidget *side = ctn_side_new (&box);
  GtkWidget *first = ctn_pill_button_new (_ ("_Register Somebody…"), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    self->groups[order[i]] = ctn_side_add_group (box, ctn_profile_state_get_label (order[i]), NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  g_signal_connect_swapped (first, "clicked", G_CALLBACK (ctn_registrations_view_add), self);
  gtk_stack_add_named (self->stack, side, "list");
  gtk_stack_add_named (
      self->stack,
      ctn_status_page_new (
          "ctn-exchange-symbolic", _ ("Nobody Registered Yet"),
          _ ("Register who would like to visit or to host; hosts are then proposed to visitors."),
          first),
      "empty");
  gtk_stack_add_named (self->stack,
                       ctn_status_page_new ("edit-find-symbolic", _ ("Nothing Found"), NULL, NULL),
                       "nothing");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
