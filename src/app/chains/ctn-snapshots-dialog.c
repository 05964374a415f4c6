#include "ctn-snapshots-dialog.h"

#include <ctn-chain-snapshot.h>
#include <ctn-csv-protect.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-record-operations.h>

#include "ctn-icon-button.h"
#include "ctn-name-dialog.h"
#include "ctn-side.h"
#include "ctn-status-page.h"
#include "ctn-toast.h"

struct _CtnSnapshotsDialog {
  AdwDialog parent_instance;

  CtnPage *page; /* (owned) */
  gint64 chain;
  GPtrArray *snapshots; /* (owned) (nullable) CtnSnapshot, the latest first */
  GPtrArray *changes;   /* (owned) (nullable) CtnChainChange: those that are shown */
  gboolean filling;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwComboRow *before;
  AdwComboRow *after;
  GtkWidget *remove;
  GtkWidget *copy;
  GtkBox *results;
};

G_DEFINE_FINAL_TYPE (CtnSnapshotsDialog, ctn_snapshots_dialog, ADW_TYPE_DIALOG)

static CtnProject *
get_project (CtnSnapshotsDialog *self)
{
  return ctn_page_get_project (self->page);
}

/* Takes @error. */
static void
report (CtnSnapshotsDialog *self, GError *error)
{
  ctn_toast_show (self->toasts, error->message, NULL, NULL);
  g_error_free (error);
}

/* --- What is different --------------------------------------------------------------------------- */

static const char *
get_icon (CtnChainChangeKind kind)
{
  return kind == CTN_CHANGE_CAME   ? "list-add-symbolic"
         : kind == CTN_CHANGE_WENT ? "list-remove-symbolic"
                                   : "document-edit-symbolic";
}

static char *
dup_fields (const CtnChainChange *change)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 0; i < change->fields->len; i++) {
    const CtnChainFieldChange *field = g_ptr_array_index (change->fields, i);

    /* Translators: a field, its value before and after */
    g_strv_builder_take (lines, g_strdup_printf (_ ("%s: %s → %s"), field->label,
                                                 *field->before != '\0' ? field->before : "–",
                                                 *field->after != '\0' ? field->after : "–"));
  }
  strv = g_strv_builder_end (lines);
  return g_strjoinv ("\n", strv);
}

static void
add_change (GtkWidget *group, const CtnChainChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (change->kind));
  g_autofree char *fields = dup_fields (change);
  g_autofree char *subtitle = *fields != '\0'
                                  ? g_strdup (fields)
                                  : g_strdup (ctn_chain_change_kind_get_label (change->kind));

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ctn_chain_change_kind_get_label (change->kind), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), change->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static guint
add_changes (CtnSnapshotsDialog *self, GPtrArray *changes, const char *role, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->results, group);
  for (guint i = 0; i < changes->len; i++) {
    const CtnChainChange *change = g_ptr_array_index (changes, i);

    if (g_str_equal (change->role, role)) {
      add_change (group, change);
      n++;
    }
  }
  gtk_widget_set_visible (group, n > 0);
  return n;
}

static gint64
get_chosen (CtnSnapshotsDialog *self, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  /* The second list begins with the present. */
  guint first = row == self->after ? 1 : 0;

  if (selected < first || selected - first >= self->snapshots->len)
    return 0;
  return ((CtnSnapshot *) g_ptr_array_index (self->snapshots, selected - first))->id;
}

/* As cells of a table. */
static void
append_cells (GString *table, const char *const *cells, gsize n_cells)
{
  for (gsize i = 0; i < n_cells; i++) {
    gsize start = table->len;

    g_string_append_printf (table, "%s%s", ctn_csv_needs_protection (cells[i]) ? "'" : "",
                            cells[i]);
    for (gsize k = start; k < table->len; k++)
      if (table->str[k] == '\t' || table->str[k] == '\n' || table->str[k] == '\r')
        table->str[k] = ' ';
    g_string_append_c (table, i + 1 < n_cells ? '\t' : '\n');
  }
}

static void
append_change (GString *table, const CtnChainChange *change)
{
  const char *kind = ctn_chain_change_kind_get_label (change->kind);
  const char *role = g_str_equal (change->role, "stage")   ? _ ("Stage")
                     : g_str_equal (change->role, "actor") ? _ ("Actor")
                                                           : _ ("Link");

  if (change->fields->len == 0)
    append_cells (table, (const char *[]) { role, change->title, kind, "", "", "" }, 6);
  for (guint i = 0; i < change->fields->len; i++) {
    const CtnChainFieldChange *field = g_ptr_array_index (change->fields, i);

    append_cells (
        table,
        (const char *[]) { role, change->title, kind, field->label, field->before, field->after },
        6);
  }
}

/* Spreadsheets and word processors take text with tabs for a table. */
static void
copy_cb (CtnSnapshotsDialog *self)
{
  g_autoptr (GString) table = g_string_new (NULL);

  append_cells (table,
                (const char *[]) { _ ("Part"), _ ("Name"), _ ("Change"), _ ("Field"), _ ("Before"),
                                   _ ("After") },
                6);
  for (guint i = 0; self->changes != NULL && i < self->changes->len; i++)
    append_change (table, g_ptr_array_index (self->changes, i));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), table->str);
  ctn_toast_show (self->toasts, _ ("Copied. Paste it into a table or a text."), NULL, NULL);
}

static void
compare (CtnSnapshotsDialog *self)
{
  GPtrArray *changes;
  GError *error = NULL;
  GtkWidget *child;
  guint n = 0;

  if (self->filling || self->snapshots == NULL || self->snapshots->len == 0)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->results))) != NULL)
    gtk_box_remove (self->results, child);
  changes = ctn_snapshot_compare (ctn_project_get_reader (get_project (self)), self->chain,
                                  get_chosen (self, self->before), get_chosen (self, self->after),
                                  &error);
  if (changes == NULL) {
    report (self, error);
    return;
  }
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  self->changes = changes;
  gtk_widget_set_sensitive (self->copy, changes->len > 0);
  n += add_changes (self, changes, "stage", _ ("Stages"));
  n += add_changes (self, changes, "actor", _ ("Actors"));
  n += add_changes (self, changes, "link", _ ("Links"));
  if (n == 0) {
    GtkWidget *label = gtk_label_new (_ ("Nothing is different between these two dates."));

    gtk_widget_add_css_class (label, "dim-label");
    gtk_box_append (self->results, label);
  }
}

/* --- The snapshots ------------------------------------------------------------------------------- */

static char *
dup_title (const CtnSnapshot *snapshot)
{
  g_autofree char *day = ctn_date_format_iso (snapshot->date);

  return g_strdup_printf ("%s · %s", day, snapshot->name);
}

static void
set_list (CtnSnapshotsDialog *self, AdwComboRow *row, gboolean with_now, guint selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (with_now)
    gtk_string_list_append (list, _ ("Now"));
  for (guint i = 0; i < self->snapshots->len; i++) {
    g_autofree char *title = dup_title (g_ptr_array_index (self->snapshots, i));

    gtk_string_list_append (list, title);
  }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static void
refresh (CtnSnapshotsDialog *self)
{
  GError *error = NULL;
  GPtrArray *snapshots =
      ctn_snapshot_list (ctn_project_get_reader (get_project (self)), self->chain, &error);

  if (snapshots == NULL) {
    report (self, error);
    return;
  }
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  self->snapshots = snapshots;
  gtk_stack_set_visible_child_name (self->stack, snapshots->len > 0 ? "compare" : "empty");
  self->filling = TRUE;
  set_list (self, self->before, FALSE, 0);
  set_list (self, self->after, TRUE, 0);
  self->filling = FALSE;
  compare (self);
}

static void
changed_cb (CtnSnapshotsDialog *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "chain_snapshot"))
    refresh (self);
}

static void
named_cb (const char *name, gpointer data)
{
  CtnSnapshotsDialog *self = data;
  GError *error = NULL;

  if (ctn_snapshot_take (get_project (self), self->chain, name, NULL, &error) == 0)
    report (self, error);
}

static void
take_cb (CtnSnapshotsDialog *self)
{
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("Take a Snapshot"), _ ("Snapshot"), _ ("_Take"),
                           named_cb, self);
}

static void
undo_cb (CtnSnapshotsDialog *self)
{
  GError *error = NULL;

  if (!ctn_project_undo (get_project (self), &error) && error != NULL)
    report (self, error);
}

static void
remove_cb (CtnSnapshotsDialog *self)
{
  gint64 id = get_chosen (self, self->before);
  GError *error = NULL;

  if (!ctn_record_remove (get_project (self), ctn_snapshot_kind (), &id, 1, &error)) {
    report (self, error);
    return;
  }
  ctn_toast_show (self->toasts, _ ("Snapshot deleted"), G_CALLBACK (undo_cb), self);
}

void
ctn_snapshots_dialog_present (CtnPage *page, gint64 id)
{
  CtnSnapshotsDialog *self = g_object_new (CTN_TYPE_SNAPSHOTS_DIALOG, NULL);

  self->page = g_object_ref (page);
  self->chain = id;
  g_signal_connect_object (get_project (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}

static void
ctn_snapshots_dialog_dispose (GObject *object)
{
  CtnSnapshotsDialog *self = CTN_SNAPSHOTS_DIALOG (object);

  g_clear_object (&self->page);
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  G_OBJECT_CLASS (ctn_snapshots_dialog_parent_class)->dispose (object);
}

static void
ctn_snapshots_dialog_class_init (CtnSnapshotsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_snapshots_dialog_dispose;
}

static GtkWidget *
make_empty (CtnSnapshotsDialog *self)
{
  GtkWidget *button = ctn_pill_button_new (_ ("_Take a Snapshot"), NULL);

  g_signal_connect_object (button, "clicked", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  return ctn_status_page_new (
      "ctn-history-symbolic", _ ("No Snapshots Yet"),
      _ ("A snapshot keeps the value chain as it is today. Later it tells what came, went and "
         "changed since then."),
      button);
}

static GtkWidget *
make_compare (CtnSnapshotsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();

  self->before = ADW_COMBO_ROW (adw_combo_row_new ());
  self->after = ADW_COMBO_ROW (adw_combo_row_new ());
  self->remove = ctn_icon_button_new ("user-trash-symbolic", _ ("Delete This Snapshot"));
  self->results = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->before), _ ("From"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->after), _ ("To"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->before), self->remove);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->before));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->after));
  g_signal_connect_object (self->before, "notify::selected", G_CALLBACK (compare), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->after, "notify::selected", G_CALLBACK (compare), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->results));
  return ctn_side_wrap (box, 600);
}

static void
ctn_snapshots_dialog_init (CtnSnapshotsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *take = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy the Comparison as a Table"));
  gtk_widget_set_sensitive (self->copy, FALSE);
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_stack_add_named (self->stack, make_compare (self), "compare");
  gtk_widget_set_tooltip_text (take, _ ("Take a Snapshot"));
  g_signal_connect_object (take, "clicked", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), take);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->copy);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Snapshots"));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}
