#include "ctn-members-view.h"

#include <ctn-code-list.h>
#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ctn-picker.h"
#include "ctn-record-form.h"
#include "ctn-window.h"

struct _CtnMembersView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the view is part of it */
  gint64 partnership;

  GtkStack *stack;
  GtkBox *box;
  AdwPreferencesGroup *balance;
  AdwPreferencesGroup *members;
  GPtrArray *rows; /* (owned) of both groups, to be removed */
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
remove_cb (GtkButton *button, CtnMembersView *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_DIALOG);
  GError *error = NULL;

  if (!ctn_membership_delete (get_project (self), get_id (dialog, "membership"), &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  adw_dialog_close (ADW_DIALOG (dialog));
  ctn_page_toast (self->page, _ ("Member removed"), TRUE);
}

static void
open_cb (GtkButton *button, CtnMembersView *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_DIALOG);
  gint64 organisation = get_id (dialog, "organisation");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  adw_dialog_close (ADW_DIALOG (dialog));
  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "organisation", organisation);
}

/* Role, dates, share and commitment of a member. */
static void
edit_cb (GtkWidget *row, CtnMembersView *self)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *bar = gtk_action_bar_new ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Show Organisation"));
  GtkWidget *remove = gtk_button_new_with_mnemonic (_ ("_Remove"));
  CtnRecordForm *form = g_object_new (CTN_TYPE_RECORD_FORM, NULL);

  set_id (dialog, "membership", get_id (row, "membership"));
  set_id (dialog, "organisation", get_id (row, "organisation"));
  ctn_record_form_set_up (form, get_project (self), ctn_membership_kind (), ctn_membership_edit);
  ctn_record_form_show (form, get_id (row, "membership"));
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_action_bar_pack_start (GTK_ACTION_BAR (bar), open);
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), remove);
  g_signal_connect (open, "clicked", G_CALLBACK (open_cb), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), adw_header_bar_new ());
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (toolbar_view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), GTK_WIDGET (form));
  adw_dialog_set_title (dialog, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  adw_dialog_set_content_width (dialog, 440);
  adw_dialog_set_child (dialog, toolbar_view);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_member (CtnMembersView *self, const CtnMember *member)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = dup_subtitle (member);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), member->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
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

static void
add_balance_row (CtnMembersView *self, const char *title, const char *subtitle, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->balance, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_balance (CtnMembersView *self)
{
  CtnHelixBalance balance;
  g_autofree char *counts = NULL;
  g_autofree char *entropy = NULL;
  g_autofree char *blau = NULL;

  if (!ctn_partnership_get_balance (ctn_project_get_reader (get_project (self)), self->partnership,
                                    &balance, NULL) ||
      isnan (balance.balance))
    return;
  /* Translators: how many members are of industry, of research and education, of government, and of
   * civil society */
  counts = g_strdup_printf (_ ("Industry %u · Research and education %u · Government %u · Civil "
                               "society %u"),
                            balance.industry, balance.research, balance.government, balance.civil);
  entropy = g_strdup_printf ("%.2f", balance.balance);
  blau = g_strdup_printf ("%.2f", balance.blau);
  add_balance_row (self, _ ("Balance of the helices"), counts, entropy);
  add_balance_row (self, _ ("Diversity (Blau index)"),
                   _ ("0 if all members are of one helix, at most 0.67 with three"), blau);
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
  show_balance (self);
  gtk_widget_set_visible (GTK_WIDGET (self->balance), self->rows->len > members->len);
  gtk_stack_set_visible_child_name (self->stack, members->len > 0 ? "list" : "empty");
}

static void
changed_cb (CtnMembersView *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "membership") ||
      ctn_change_set_has_table (changes, "organisation"))
    refresh (self);
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

void
ctn_members_view_add (CtnMembersView *self)
{
  if (self->partnership != 0)
    ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                        _ ("Add Members"), _ ("_Add"), picked_cb, self);
}

void
ctn_members_view_show (CtnMembersView *self, CtnPage *page, gint64 partnership)
{
  if (self->page == NULL) {
    self->page = page;
    g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  self->partnership = partnership;
  refresh (self);
}

static void
ctn_members_view_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_MEMBERS_VIEW (object)->rows);

  G_OBJECT_CLASS (ctn_members_view_parent_class)->finalize (object);
}

static void
ctn_members_view_class_init (CtnMembersViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_members_view_finalize;
}

static AdwPreferencesGroup *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
make_add_button (const char *label, const char *const *classes)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_css_classes (button, (const char **) classes);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
ctn_members_view_init (CtnMembersView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *empty = adw_status_page_new ();
  GtkWidget *first =
      make_add_button (_ ("_Add Members…"), (const char *[]) { "pill", "suggested-action", NULL });
  GtkWidget *more = make_add_button (_ ("_Add…"), (const char *[]) { "flat", NULL });

  self->rows = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  self->balance = add_group (self->box, _ ("Triple Helix"));
  self->members = add_group (self->box, _ ("Members"));
  adw_preferences_group_set_header_suffix (self->members, more);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "ctn-partnership-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No Members Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("Choose the organisations that take part."));
  adw_status_page_set_child (ADW_STATUS_PAGE (empty), first);
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_swapped (first, "clicked", G_CALLBACK (ctn_members_view_add), self);
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (ctn_members_view_add), self);
}
