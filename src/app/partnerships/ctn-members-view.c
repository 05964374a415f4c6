#include "ctn-members-view.h"

#include <ctn-calendar.h>
#include <ctn-commitment.h>
#include <ctn-i18n.h>
#include <ctn-organisation.h>

#include "ctn-member-dialog.h"
#include "ctn-partnership-rows.h"
#include "ctn-picker.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

struct _CtnMembersView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) the view is part of it */
  CtnWatch *watch; /* (unowned) */
  gint64 partnership;

  GtkStack *stack;
  GtkBox *box;
  AdwPreferencesGroup *funnel;
  AdwExpanderRow *funnel_row;
  GPtrArray *steps; /* (owned) rows of the funnel */
  AdwPreferencesGroup *members;
  GPtrArray *rows; /* (owned) of the members, to be removed */
};

G_DEFINE_FINAL_TYPE (CtnMembersView, ctn_members_view, ADW_TYPE_BIN)

static CtnProject *
get_project (CtnMembersView *self)
{
  return ctn_page_get_project (self->page);
}

/* What a person reads for a code of an organisation's field. */
static char *
dup_label (const char *field, const char *code)
{
  return code != NULL
             ? ctn_field_format (ctn_record_kind_find_field (ctn_organisation_kind (), field), code)
             : NULL;
}

static char *
dup_subtitle (const CtnMember *member)
{
  g_autofree char *helix = dup_label ("helix", member->helix);
  g_autofree char *country = dup_label ("country", member->country);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (member->role != NULL)
    g_strv_builder_add (parts, member->role);
  if (helix != NULL)
    g_strv_builder_add (parts, helix);
  if (country != NULL)
    g_strv_builder_add (parts, country);
  if (member->left || member->paused)
    g_strv_builder_add (parts, member->left ? _ ("left") : _ ("paused"));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static gint64
get_id (gpointer object, const char *key)
{
  const gint64 *id = g_object_get_data (G_OBJECT (object), key);

  return *id;
}

static void
set_id (gpointer object, const char *key, gint64 id)
{
  g_object_set_data_full (G_OBJECT (object), key, g_memdup2 (&id, sizeof id), g_free);
}

static void
edit_cb (GtkWidget *row, CtnMembersView *self)
{
  ctn_member_dialog_present (GTK_WIDGET (self), self->page, get_id (row, "membership"),
                             get_id (row, "organisation"),
                             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
add_member (CtnMembersView *self, const CtnMember *member)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = dup_subtitle (member);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), member->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (member->left)
    gtk_widget_add_css_class (row, "dim-label");
  if (member->commitment >= 0) {
    GtkWidget *level = gtk_level_bar_new_for_interval (0, 6);
    const char *label = _ (ctn_commitment_labels ()[member->commitment]);

    gtk_level_bar_set_mode (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_MODE_DISCRETE);
    gtk_level_bar_set_value (GTK_LEVEL_BAR (level), member->commitment);
    gtk_widget_add_css_class (level, "commitment");
    gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text (level, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Commitment"), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, label,
                                    -1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  set_id (row, "membership", member->id);
  set_id (row, "organisation", member->organisation);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (edit_cb), self);
  adw_preferences_group_add (self->members, row);
  g_ptr_array_add (self->rows, row);
}

/* "3 reached it · went on after 133 days (median of 4)" */
static char *
describe_step (const CtnFunnelStep *step)
{
  g_autofree char *reached = g_strdup_printf (
      ctn_ngettext ("%u reached it", "%u reached it", step->reached), step->reached);
  g_autofree char *ended = NULL;
  g_autofree char *running = NULL;

  if (step->n_ended > 0)
    ended = g_strdup_printf (_ ("went on after %.0f days (median of %u)"), step->median_ended,
                             step->n_ended);
  if (step->n_running > 0)
    running = g_strdup_printf (_ ("here for %.0f days (median of %u)"), step->median_running,
                               step->n_running);
  return ended != NULL && running != NULL ? g_strjoin (" · ", reached, ended, running, NULL)
         : ended != NULL                  ? g_strjoin (" · ", reached, ended, NULL)
         : running != NULL                ? g_strjoin (" · ", reached, running, NULL)
                                          : g_steal_pointer (&reached);
}

static void
add_step (CtnMembersView *self, guint index, const CtnFunnel *funnel)
{
  const CtnFunnelStep *step = &funnel->steps[index];
  g_autofree char *subtitle = describe_step (step);
  g_autofree char *now = g_strdup_printf ("%u", step->now);
  GtkWidget *row = ctn_value_row_new (_ (ctn_commitment_labels ()[index]), subtitle, now);
  GtkWidget *level = gtk_level_bar_new_for_interval (0, MAX (funnel->n_members, 1));

  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), step->reached);
  /* How many they are is neither good nor bad. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (level, 80, -1);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (level, _ ("How many of all members reached this step"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reached this step"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);
  adw_expander_row_add_row (self->funnel_row, row);
  g_ptr_array_add (self->steps, row);
}

static void
show_funnel (CtnMembersView *self)
{
  CtnDate today = ctn_calendar_today ();
  g_autofree char *subtitle = NULL;
  guint active;
  CtnFunnel funnel;

  for (guint i = 0; i < self->steps->len; i++)
    adw_expander_row_remove (self->funnel_row, self->steps->pdata[i]);
  g_ptr_array_set_size (self->steps, 0);
  if (!ctn_commitment_get_funnel (ctn_project_get_reader (get_project (self)), self->partnership,
                                  &today, &funnel, NULL))
    return;
  for (guint i = 0; i < CTN_N_COMMITMENT_STEPS; i++)
    add_step (self, i, &funnel);
  active = funnel.steps[5].now + funnel.steps[6].now;
  /* Translators: numbers of members: how many are active or lead, of all; how many pause; how many left */
  subtitle = g_strdup_printf (_ ("%u of %u members active or leading · %u paused · %u left"),
                              active, funnel.n_members, funnel.paused, funnel.left);
  adw_expander_row_set_subtitle (self->funnel_row, subtitle);
}

static void
refresh (CtnMembersView *self)
{
  g_autoptr (GPtrArray) members = NULL;
  GError *error = NULL;

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);
    GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
  }
  g_ptr_array_set_size (self->rows, 0);
  if (self->partnership == 0)
    return;
  members = ctn_partnership_list_members (ctn_project_get_reader (get_project (self)),
                                          self->partnership, &error);
  if (members == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  for (guint i = 0; i < members->len; i++)
    add_member (self, g_ptr_array_index (members, i));
  show_funnel (self);
  gtk_stack_set_visible_child_name (self->stack, members->len > 0 ? "list" : "empty");
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnMembersView *self = data;
  g_autofree gint64 *ids = g_new (gint64, picks->len);
  GError *error = NULL;

  for (guint i = 0; i < picks->len; i++)
    ids[i] = ((const CtnPick *) g_ptr_array_index (picks, i))->id;
  if (!ctn_partnership_add_members (get_project (self), self->partnership, ids, picks->len, &error))
    ctn_page_report (self->page, error);
}

/* Lets the user choose organisations that join. */
static void
add (CtnMembersView *self)
{
  if (self->partnership != 0)
    ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                        _ ("Add Members"), _ ("_Add"), picked_cb, self);
}

void
ctn_members_view_show (CtnMembersView *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "membership", "commitment", "organisation", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->partnership = partnership;
  ctn_watch_refresh (self->watch);
}

static void
ctn_members_view_finalize (GObject *object)
{
  CtnMembersView *self = CTN_MEMBERS_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->steps);

  G_OBJECT_CLASS (ctn_members_view_parent_class)->finalize (object);
}

static void
ctn_members_view_class_init (CtnMembersViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_members_view_finalize;
}

static void
ctn_members_view_init (CtnMembersView *self)
{
  GtkWidget *scroller = ctn_side_new (&self->box);
  GtkWidget *first = ctn_pill_button_new (_ ("_Add Members…"), NULL);
  GtkWidget *more = gtk_button_new_with_mnemonic (_ ("_Add…"));

  self->rows = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->steps = g_ptr_array_new ();
  self->funnel = ctn_side_add_group (self->box, NULL, NULL);
  self->funnel_row = ADW_EXPANDER_ROW (ctn_expander_row_new (_ ("Ladder of Commitment"), ""));
  adw_preferences_group_add (self->funnel, GTK_WIDGET (self->funnel_row));
  self->members = ctn_side_add_group (self->box, _ ("Members"), NULL);
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (self->members, more);
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack,
                       ctn_status_page_new ("ctn-partnership-symbolic", _ ("No Members Yet"),
                                            _ ("Choose the organisations that take part."), first),
                       "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_swapped (first, "clicked", G_CALLBACK (add), self);
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (add), self);
}
