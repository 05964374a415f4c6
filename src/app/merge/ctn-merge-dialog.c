#include "ctn-merge-dialog.h"

#include <ctn-change-words.h>
#include <ctn-i18n.h>

#include "ctn-merge-conflict-row.h"

#define MAX_CHANGES 1000 /* that can be looked at one by one */
#define PROGRESS_MS 100

typedef enum {
  PURPOSE_MERGE,
  PURPOSE_RESTORE,
  PURPOSE_COMPARE,
} Purpose;

struct _CtnMergeDialog {
  AdwDialog parent_instance;

  GtkStack *stack;
  GtkWidget *apply_button;
  GtkLabel *summary_label;
  AdwStatusPage *busy_page;
  GtkWidget *spinner;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;
  AdwStatusPage *problem_page;
  AdwStatusPage *empty_page;
  AdwPreferencesGroup *conflicts_group;
  GtkWidget *all_ours_button;
  GtkWidget *all_theirs_button;
  AdwPreferencesGroup *changes_group;
  AdwPreferencesGroup *authors_group;

  CtnProject *project; /* (owned) */
  Purpose purpose;
  GFile *file; /* (owned) (nullable) */
  gint64 from;
  gint64 to;

  CtnMerge *merge;           /* (owned) (nullable) */
  GPtrArray *changes;        /* (owned) (nullable) CtnMergeRowChange, read when first looked at */
  GPtrArray *rows;           /* (owned) CtnMergeConflictRow, (not owned) */
  GCancellable *cancellable; /* (owned) */
  guint tick;
};

G_DEFINE_FINAL_TYPE (CtnMergeDialog, ctn_merge_dialog, ADW_TYPE_DIALOG)

enum { SIGNAL_MERGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void compare (CtnMergeDialog *self);

CtnMerge *
ctn_merge_dialog_get_merge (CtnMergeDialog *self)
{
  return self->merge;
}

static void
show_problem (CtnMergeDialog *self, const GError *error)
{
  adw_status_page_set_description (self->problem_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_set_visible (self->apply_button, FALSE);
}

/* --- What comes in ------------------------------------------------------------------------------ */

static char *
dup_change_text (const CtnMergeRowChange *change)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < change->fields->len; i++) {
    const CtnMergeField *field = g_ptr_array_index (change->fields, i);
    const char *label = ctn_change_words_column (change->table, field->column);
    g_autofree char *ours = ctn_change_words_value (change->table, field->column, field->ours);
    g_autofree char *theirs = ctn_change_words_value (change->table, field->column, field->theirs);

    if (ctn_change_words_is_silent (change->table, field->column))
      continue;
    if (text->len > 0)
      g_string_append_c (text, '\n');
    if (change->kind == CTN_MERGE_UPDATE)
      /* Translators: a field, its value before, its value after */
      g_string_append_printf (text, _ ("%s: %s → %s"), label, *ours != '\0' ? ours : "–",
                              *theirs != '\0' ? theirs : "–");
    else
      /* Translators: a field and its value */
      g_string_append_printf (text, _ ("%s: %s"), label,
                              change->kind == CTN_MERGE_INSERT ? theirs : ours);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_change_kind (const CtnMergeRowChange *change)
{
  switch (change->kind) {
  case CTN_MERGE_INSERT:
    return _ ("New");
  case CTN_MERGE_DELETE:
    return _ ("Deleted");
  case CTN_MERGE_UPDATE:
  default:
    return _ ("Changed");
  }
}

static GtkWidget *
make_change_row (const CtnMergeRowChange *change)
{
  g_autofree char *text = dup_change_text (change);
  g_autofree char *title =
      g_strjoin (" · ", get_change_kind (change), *change->title != '\0' ? change->title : "–",
                 change->owner, NULL);
  GtkWidget *row = ctn_merge_field_row_new (title, text);

  gtk_widget_remove_css_class (row, "property");
  return row;
}

/* The rows of a kind are read when somebody opens it. */
static void
expanded_cb (AdwExpanderRow *expander, GParamSpec *pspec, CtnMergeDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *table = NULL;

  if (!adw_expander_row_get_expanded (expander))
    return;
  table = g_object_steal_data (G_OBJECT (expander), "table");
  if (table == NULL)
    return;
  if (self->changes == NULL)
    self->changes = ctn_merge_list_changes (self->merge, MAX_CHANGES, &error);
  if (self->changes == NULL) {
    show_problem (self, error);
    return;
  }
  for (guint i = 0; i < self->changes->len; i++) {
    const CtnMergeRowChange *change = g_ptr_array_index (self->changes, i);

    if (g_str_equal (change->table, table))
      adw_expander_row_add_row (expander, make_change_row (change));
  }
}

static char *
dup_counts (const CtnMergeCount *count)
{
  static const char *const one[] = { N_ ("%u new"), N_ ("%u changed"), N_ ("%u deleted") };
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (one); i++)
    if (count->n[i] > 0) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_strv_builder_take (parts, g_strdup_printf (_ (one[i]), count->n[i]));
#pragma GCC diagnostic pop
    }
  list = g_strv_builder_end (parts);
  return g_strjoinv (" · ", list);
}

static guint
fill_changes (CtnMergeDialog *self)
{
  guint n = 0;
  guint total = 0;
  const CtnMergeCount *counts = ctn_merge_get_counts (self->merge, &n);

  for (guint i = 0; i < n; i++) {
    guint sum = counts[i].n[0] + counts[i].n[1] + counts[i].n[2];
    g_autofree char *text = NULL;
    GtkWidget *row;

    if (sum == 0)
      continue;
    total += sum;
    text = dup_counts (&counts[i]);
    row = adw_expander_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   ctn_change_words_tables (counts[i].table));
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), text);
    g_object_set_data_full (G_OBJECT (row), "table", g_strdup (counts[i].table), g_free);
    g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
    adw_preferences_group_add (self->changes_group, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->changes_group), total > 0);
  return total;
}

static void
fill_authors (CtnMergeDialog *self)
{
  GPtrArray *authors = ctn_merge_get_authors (self->merge);

  for (guint i = 0; i < authors->len; i++) {
    const CtnMergeAuthor *author = g_ptr_array_index (authors, i);
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *text = g_strdup_printf (
        ctn_ngettext ("%u change", "%u changes", author->n_operations), author->n_operations);

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), author->author);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    adw_preferences_group_add (self->authors_group, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->authors_group),
                          authors->len > 0 && self->purpose == PURPOSE_MERGE);
}

/* --- What is to decide -------------------------------------------------------------------------- */

static void
update_decisions (CtnMergeDialog *self)
{
  guint n = ctn_merge_count_undecided (self->merge);
  g_autofree char *text =
      n == 0 ? g_strdup (_ ("All decided."))
             : g_strdup_printf (ctn_ngettext ("%u still to decide.", "%u still to decide.", n), n);

  adw_preferences_group_set_description (self->conflicts_group, text);
  gtk_widget_set_sensitive (self->apply_button, n == 0);
}

static void
fill_conflicts (CtnMergeDialog *self)
{
  GPtrArray *conflicts = ctn_merge_get_conflicts (self->merge);

  for (guint i = 0; i < conflicts->len; i++) {
    GtkWidget *row = ctn_merge_conflict_row_new (g_ptr_array_index (conflicts, i));

    g_signal_connect_swapped (row, "decided", G_CALLBACK (update_decisions), self);
    adw_preferences_group_add (self->conflicts_group, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts_group), conflicts->len > 0);
  update_decisions (self);
}

static void
choose_all (CtnMergeDialog *self, CtnMergeChoice choice)
{
  ctn_merge_choose_all (self->merge, choice);
  for (guint i = 0; i < self->rows->len; i++)
    ctn_merge_conflict_row_update (g_ptr_array_index (self->rows, i));
  update_decisions (self);
}

static void
all_ours_cb (CtnMergeDialog *self)
{
  choose_all (self, CTN_MERGE_OURS);
}

static void
all_theirs_cb (CtnMergeDialog *self)
{
  choose_all (self, CTN_MERGE_THEIRS);
}

/* --- Comparing ---------------------------------------------------------------------------------- */

static void
show_summary (CtnMergeDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  if (self->purpose == PURPOSE_MERGE && !ctn_merge_has_base (self->merge))
    g_strv_builder_add (builder,
                        _ ("The files have no common history, so records were compared by what "
                           "they stand for. What is empty here is filled; nothing is deleted."));
  if (ctn_merge_erases (self->merge))
    g_strv_builder_add (builder,
                        _ ("A person was erased in the other file. That is taken over for good: "
                           "it cannot be undone, and neither can what was done before."));
  lines = g_strv_builder_end (builder);
  text = g_strjoinv ("\n", lines);
  gtk_label_set_label (self->summary_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), *text != '\0');
}

static void
show_merge (CtnMergeDialog *self)
{
  if (ctn_merge_is_empty (self->merge)) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    gtk_widget_set_visible (self->apply_button, FALSE);
    return;
  }
  fill_conflicts (self);
  fill_changes (self);
  fill_authors (self);
  show_summary (self);
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  CtnMerge *merge = ctn_merge_new_finish (result, &error);

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&merge, ctn_merge_unref);
    return;
  }
  if (merge == NULL) {
    show_problem (self, error);
    return;
  }
  self->merge = merge;
  show_merge (self);
}

static void
compare (CtnMergeDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "busy");
  if (self->purpose == PURPOSE_MERGE)
    ctn_merge_new_async (self->project, self->file, self->cancellable, compared_cb,
                         g_object_ref (self));
  else
    ctn_merge_compare_states_async (self->project, self->from, self->to, self->cancellable,
                                    compared_cb, g_object_ref (self));
}

/* --- Applying ----------------------------------------------------------------------------------- */

static gboolean
tick_cb (gpointer data)
{
  CtnMergeDialog *self = data;

  gtk_progress_bar_set_fraction (self->progress, ctn_merge_get_progress (self->merge));
  return G_SOURCE_CONTINUE;
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnMergeDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = ctn_merge_apply_finish (CTN_PROJECT (source), result, &error);

  g_clear_handle_id (&self->tick, g_source_remove);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (ok) {
    g_signal_emit (self, signals[SIGNAL_MERGED], 0);
    adw_dialog_close (ADW_DIALOG (self));
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_set_object (&self->cancellable, NULL);
    self->cancellable = g_cancellable_new ();
    gtk_stack_set_visible_child_name (self->stack, "preview");
    gtk_widget_set_visible (self->apply_button, TRUE);
  } else {
    show_problem (self, error);
  }
}

static void
apply_cb (CtnMergeDialog *self)
{
  adw_status_page_set_title (self->busy_page,
                             self->purpose == PURPOSE_RESTORE ? _ ("Restoring…") : _ ("Merging…"));
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_visible (self->apply_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  self->tick = g_timeout_add (PROGRESS_MS, tick_cb, self);
  ctn_merge_apply_async (self->merge, self->project, self->cancellable, applied_cb,
                         g_object_ref (self));
}

/* While it compares, Cancel closes the dialog; while it applies, it takes back what was done so far. */
static void
cancel_cb (CtnMergeDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->merge == NULL)
    adw_dialog_close (ADW_DIALOG (self));
}

/* ------------------------------------------------------------------------------------------------ */

static void
ctn_merge_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (CTN_MERGE_DIALOG (dialog)->cancellable);
}

static void
ctn_merge_dialog_dispose (GObject *object)
{
  CtnMergeDialog *self = CTN_MERGE_DIALOG (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_MERGE_DIALOG);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->merge, ctn_merge_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->project);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (ctn_merge_dialog_parent_class)->dispose (object);
}

static void
ctn_merge_dialog_class_init (CtnMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_merge_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ctn_merge_dialog_closed;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/merge/ctn-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, busy_page);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, problem_page);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, all_ours_button);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, all_theirs_button);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, changes_group);
  gtk_widget_class_bind_template_child (widget_class, CtnMergeDialog, authors_group);

  signals[SIGNAL_MERGED] = g_signal_new ("merged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_merge_dialog_init (CtnMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  g_signal_connect_swapped (self->apply_button, "clicked", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (self->cancel_button, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->all_ours_button, "clicked", G_CALLBACK (all_ours_cb), self);
  g_signal_connect_swapped (self->all_theirs_button, "clicked", G_CALLBACK (all_theirs_cb), self);
}

static CtnMergeDialog *
make (CtnProject *project, Purpose purpose, const char *title, const char *changes)
{
  CtnMergeDialog *self = g_object_new (CTN_TYPE_MERGE_DIALOG, NULL);

  self->project = g_object_ref (project);
  self->purpose = purpose;
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_preferences_group_set_title (self->changes_group, changes);
  return self;
}

AdwDialog *
ctn_merge_dialog_new_for_file (CtnProject *project, GFile *file)
{
  CtnMergeDialog *self = make (project, PURPOSE_MERGE, _ ("Merge File"), _ ("What Comes In"));

  self->file = g_object_ref (file);
  adw_status_page_set_description (self->empty_page,
                                   _ ("All that is in the file is in this project, too."));
  compare (self);
  return ADW_DIALOG (self);
}

AdwDialog *
ctn_merge_dialog_new_for_state (CtnProject *project, gint64 operation)
{
  CtnMergeDialog *self =
      make (project, PURPOSE_RESTORE, _ ("Restore an Earlier State"), _ ("What Will Change"));

  self->from = CTN_MERGE_NOW;
  self->to = operation;
  gtk_button_set_label (GTK_BUTTON (self->apply_button), _ ("_Restore"));
  adw_status_page_set_title (self->problem_page, _ ("That State Cannot Be Restored"));
  adw_status_page_set_description (self->empty_page, _ ("The project is in that state already."));
  compare (self);
  return ADW_DIALOG (self);
}

AdwDialog *
ctn_merge_dialog_new_for_comparison (CtnProject *project, gint64 from, gint64 to)
{
  CtnMergeDialog *self =
      make (project, PURPOSE_COMPARE, _ ("Two States Compared"), _ ("What Changed"));

  self->from = from;
  self->to = to;
  gtk_widget_set_visible (self->apply_button, FALSE);
  adw_status_page_set_title (self->problem_page, _ ("These States Cannot Be Compared"));
  adw_status_page_set_description (self->empty_page, _ ("Both states hold the same."));
  compare (self);
  return ADW_DIALOG (self);
}
