#include "ctn-participants-view.h"

#include <ctn-i18n.h>
#include <ctn-participant.h>
#include <math.h>

#include "ctn-person-dialog.h"
#include "ctn-picker.h"
#include "ctn-record-dialog.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

struct _CtnParticipantsView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 activity;
  GPtrArray *participants; /* (owned) (nullable) CtnParticipant, a row each */
  gboolean filling;

  GtkStack *stack;
  AdwPreferencesGroup *group;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CtnParticipantsView, ctn_participants_view, ADW_TYPE_BIN)

static CtnProject *
get_project (CtnParticipantsView *self)
{
  return ctn_page_get_project (self->page);
}

static const CtnParticipant *
get_participant (CtnParticipantsView *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->participants, (guint) gtk_list_box_row_get_index (row));
}

static void
mark (CtnParticipantsView *self, gint64 id, CtnParticipantState state)
{
  GError *error = NULL;

  if (!ctn_participant_mark (get_project (self), &id, 1, state, &error))
    ctn_page_report (self->page, error);
}

static void
toggled_cb (GtkToggleButton *button, CtnParticipantsView *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  const CtnParticipantState *state = g_object_get_data (G_OBJECT (button), "state");

  if (self->filling)
    return;
  /* Taking a mark off brings back what is known without it. */
  mark (self, get_participant (self, GTK_LIST_BOX_ROW (row))->id,
        gtk_toggle_button_get_active (button) ? *state : CTN_PARTICIPANT_REGISTERED);
}

static GtkWidget *
make_mark (CtnParticipantsView *self,
           const CtnParticipant *one,
           CtnParticipantState state,
           const char *icon)
{
  GtkWidget *button = gtk_toggle_button_new ();
  /* Translators: a name, and whether they came */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), ctn_participant_get_name (one),
                                            ctn_participant_state_to_label (state));

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), one->state == state);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, ctn_participant_state_to_label (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "state", g_memdup2 (&state, sizeof state), g_free);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  return button;
}

static char *
dup_details (const CtnParticipant *one)
{
  const char *const parts[] = { one->person_name != NULL ? one->organisation_name : NULL,
                                one->function, one->role,
                                ctn_participant_state_to_label (one->state) };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  if (!isnan (one->satisfaction))
    /* Translators: how satisfied a participant was, 1 to 5 */
    g_string_append_printf (text, _ (" · satisfaction %.0f of 5"), one->satisfaction);
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (CtnParticipantsView *self, const CtnParticipant *one)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = ctn_participant_get_name (one);
  g_autofree char *details = dup_details (one);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *name != '\0' ? name : _ ("No longer named"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), details);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (
                                                       one->person != 0 ? "avatar-default-symbolic"
                                                                        : "ctn-partners-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_mark (self, one, CTN_PARTICIPANT_ATTENDED,
                                                              "object-select-symbolic"));
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row), make_mark (self, one, CTN_PARTICIPANT_ABSENT, "window-close-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
show_summary (CtnParticipantsView *self)
{
  CtnAttendance attendance;
  g_autoptr (GString) text = g_string_new (NULL);

  ctn_attendance_count (self->participants, &attendance);
  g_string_append_printf (
      text, _ ("%u came, %u did not, %u are open"), attendance.n[CTN_PARTICIPANT_ATTENDED],
      attendance.n[CTN_PARTICIPANT_ABSENT] + attendance.n[CTN_PARTICIPANT_DECLINED],
      attendance.n[CTN_PARTICIPANT_INVITED] + attendance.n[CTN_PARTICIPANT_REGISTERED]);
  if (attendance.n_organisations > 0)
    g_string_append_printf (
        text,
        ctn_ngettext (" · %u organisation", " · %u organisations", attendance.n_organisations),
        attendance.n_organisations);
  if (attendance.n_asked > 0)
    /* Translators: mean satisfaction from 1 to 5, and of how many */
    g_string_append_printf (text, _ (" · satisfaction %.1f (n = %u)"), attendance.satisfaction,
                            attendance.n_asked);
  g_string_append (text, "\n");
  g_string_append (text, _ ("Keys: Space came, N did not, 1–5 satisfaction, Delete removes"));
  adw_preferences_group_set_description (self->group, text->str);
}

static int
get_focused (CtnParticipantsView *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
}

static void
focus_row (CtnParticipantsView *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
fill (CtnParticipantsView *self)
{
  int focused = get_focused (self);
  GError *error = NULL;

  self->filling = TRUE;
  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->participants, g_ptr_array_unref);
  if (self->activity != 0) {
    self->participants =
        ctn_participant_list (ctn_project_get_reader (get_project (self)), self->activity, &error);
    if (self->participants == NULL)
      ctn_page_report (self->page, error);
  }
  for (guint i = 0; self->participants != NULL && i < self->participants->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->participants, i)));
  gtk_stack_set_visible_child_name (
      self->stack, self->participants != NULL && self->participants->len > 0 ? "list" : "empty");
  if (self->participants != NULL)
    show_summary (self);
  self->filling = FALSE;
  if (focused >= 0)
    focus_row (self, focused);
}

void
ctn_participants_view_show (CtnParticipantsView *self, CtnPage *page, gint64 activity)
{
  static const char *const tables[] = { "participant", "person", "organisation", "position", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) fill);
  }
  self->activity = activity;
  ctn_watch_refresh (self->watch);
}

/* Adding -------------------------------------------------------------------------------------- */

static void
add (CtnParticipantsView *self, const CtnNewParticipant *participants, gsize n)
{
  g_autofree char *text = NULL;
  GError *error = NULL;
  guint added = 0;

  if (!ctn_participant_add (get_project (self), self->activity, participants, n, &added, &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  text = g_strdup_printf (ctn_ngettext ("%u participant added", "%u participants added", added),
                          added);
  ctn_page_toast (self->page, text, added > 0);
}

static void
people_picked_cb (GPtrArray *picks, gpointer data)
{
  CtnParticipantsView *self = data;
  g_autofree CtnNewParticipant *participants = g_new0 (CtnNewParticipant, picks->len);

  for (guint i = 0; i < picks->len; i++) {
    const CtnPick *pick = g_ptr_array_index (picks, i);

    participants[i].person = pick->id;
    participants[i].organisation = g_ascii_strtoll (pick->code, NULL, 10);
  }
  add (self, participants, picks->len);
}

static void
organisations_picked_cb (GPtrArray *picks, gpointer data)
{
  g_autofree CtnNewParticipant *participants = g_new0 (CtnNewParticipant, picks->len);

  for (guint i = 0; i < picks->len; i++)
    participants[i].organisation = ((const CtnPick *) g_ptr_array_index (picks, i))->id;
  add (data, participants, picks->len);
}

void
ctn_participants_view_add_people (CtnParticipantsView *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  GError *error = NULL;
  g_autoptr (GPtrArray) possible = NULL;

  if (self->activity != 0)
    possible = ctn_participant_list_possible (ctn_project_get_reader (get_project (self)), &error);
  for (guint i = 0; possible != NULL && i < possible->len; i++) {
    const CtnPossibleParticipant *one = g_ptr_array_index (possible, i);
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->id = one->person;
    pick->code = g_strdup_printf ("%" G_GINT64_FORMAT, one->organisation);
    pick->title = g_strdup (one->name);
    pick->subtitle = g_strdup (one->organisation_name);
    g_ptr_array_add (choices, pick);
  }
  if (possible == NULL) {
    g_ptr_array_unref (choices);
    if (error != NULL)
      ctn_page_report (self->page, error);
    return;
  }
  ctn_picker_present_given_many (GTK_WIDGET (self), choices, _ ("Add People"), _ ("_Add"),
                                 people_picked_cb, self);
}

void
ctn_participants_view_add_organisations (CtnParticipantsView *self)
{
  if (self->activity != 0)
    ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                        _ ("Add Organisations"), _ ("_Add"), organisations_picked_cb, self);
}

/* Marking ------------------------------------------------------------------------------------- */

void
ctn_participants_view_mark_rest (CtnParticipantsView *self, gboolean attended)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CtnParticipantState state = attended ? CTN_PARTICIPANT_ATTENDED : CTN_PARTICIPANT_ABSENT;
  g_autofree char *text = NULL;
  GError *error = NULL;

  for (guint i = 0; self->participants != NULL && i < self->participants->len; i++) {
    const CtnParticipant *one = g_ptr_array_index (self->participants, i);

    if (one->state == CTN_PARTICIPANT_INVITED || one->state == CTN_PARTICIPANT_REGISTERED)
      g_array_append_val (ids, one->id);
  }
  if (ids->len == 0)
    return;
  if (!ctn_participant_mark (get_project (self), (const gint64 *) (gpointer) ids->data, ids->len,
                             state, &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  text = g_strdup_printf (
      ctn_ngettext ("%u participant marked", "%u participants marked", ids->len), ids->len);
  ctn_page_toast (self->page, text, TRUE);
}

static void
remove_one (CtnParticipantsView *self, gint64 id)
{
  GError *error = NULL;

  if (!ctn_participant_remove (get_project (self), &id, 1, &error))
    ctn_page_report (self->page, error);
  else
    ctn_page_toast (self->page, _ ("Participant removed"), TRUE);
}

static gboolean
key_cb (CtnParticipantsView *self, guint key, guint code, GdkModifierType state)
{
  int index = get_focused (self);
  GtkListBoxRow *row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  GError *error = NULL;
  gint64 id;

  /* Keys in a button of the row are the button's. */
  if (row == NULL || !gtk_widget_has_focus (GTK_WIDGET (row)) ||
      state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  id = get_participant (self, row)->id;
  if (key == GDK_KEY_space || key == GDK_KEY_plus) {
    mark (self, id, CTN_PARTICIPANT_ATTENDED);
  } else if (key == GDK_KEY_n || key == GDK_KEY_N || key == GDK_KEY_minus) {
    mark (self, id, CTN_PARTICIPANT_ABSENT);
  } else if (key >= GDK_KEY_1 && key <= GDK_KEY_5) {
    if (!ctn_participant_rate (get_project (self), id, (int) (key - GDK_KEY_0), &error))
      ctn_page_report (self->page, error);
  } else if (key == GDK_KEY_Delete) {
    remove_one (self, id);
    return TRUE;
  } else {
    return FALSE;
  }
  focus_row (self, index + 1);
  return TRUE;
}

static void
person_cb (GtkWidget *button, CtnParticipantsView *self)
{
  const gint64 *person = g_object_get_data (G_OBJECT (button), "person");

  ctn_person_dialog_present (self->page, *person);
}

static void
activated_cb (CtnParticipantsView *self, GtkListBoxRow *row)
{
  const CtnParticipant *one = get_participant (self, row);
  gint64 person = one->person;
  CtnRecordForm *form = ctn_record_dialog_present (GTK_WIDGET (self), self->page,
                                                   ctn_participant_kind (), one->id, NULL, FALSE);

  if (person != 0) {
    GtkWidget *group = adw_preferences_group_new ();
    GtkWidget *button = adw_button_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), _ ("Show the Person"));
    g_object_set_data_full (G_OBJECT (button), "person", g_memdup2 (&person, sizeof person),
                            g_free);
    g_signal_connect_object (button, "activated", G_CALLBACK (person_cb), self, G_CONNECT_DEFAULT);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
    ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (group));
  }
}

/* Building ------------------------------------------------------------------------------------ */

static void
ctn_participants_view_finalize (GObject *object)
{
  g_clear_pointer (&CTN_PARTICIPANTS_VIEW (object)->participants, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_participants_view_parent_class)->finalize (object);
}

static void
ctn_participants_view_class_init (CtnParticipantsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_participants_view_finalize;
}

static GtkWidget *
make_button (CtnParticipantsView *self, const char *label, const char *action, gboolean first)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (first)
    gtk_widget_set_css_classes (button, (const char *[]) { "pill", "suggested-action", NULL });
  return button;
}

static GtkWidget *
make_empty (CtnParticipantsView *self)
{
  GtkWidget *page;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box),
                  make_button (self, _ ("Add _People…"), "activities.add-people", TRUE));
  gtk_box_append (GTK_BOX (box), make_button (self, _ ("Add _Organisations…"),
                                              "activities.add-organisations", FALSE));
  gtk_box_append (GTK_BOX (box), make_button (self, _ ("_Import a List…"),
                                              "activities.import-participants", FALSE));
  page = ctn_status_page_new (
      "ctn-partners-symbolic", _ ("No Participants Yet"),
      _ ("Choose them from the registry, or import the list of a registration form."), box);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
ctn_participants_view_init (CtnParticipantsView *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Participants"));
  gtk_box_append (GTK_BOX (buttons),
                  make_button (self, _ ("Add _People…"), "activities.add-people", FALSE));
  adw_preferences_group_set_header_suffix (self->group, buttons);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, page, "list");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
}
