#include "ctn-merge-conflict-row.h"

#include <ctn-change-words.h>
#include <ctn-i18n.h>

struct _CtnMergeConflictRow {
  AdwExpanderRow parent_instance;

  CtnMergeConflict *conflict; /* (unowned) */
  AdwToggleGroup *choices;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CtnMergeConflictRow, ctn_merge_conflict_row, ADW_TYPE_EXPANDER_ROW)

enum { SIGNAL_DECIDED, N_SIGNALS };

static guint signals[N_SIGNALS];

GtkWidget *
ctn_merge_field_row_new (const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static char *
dup_value (const char *table, const char *column, const char *value)
{
  char *text = ctn_change_words_value (table, column, value);

  if (*text != '\0')
    return text;
  g_free (text);
  return g_strdup ("–");
}

static char *
dup_sides (const CtnMergeConflict *conflict, const CtnMergeField *field)
{
  g_autofree char *base = dup_value (conflict->table, field->column, field->base);
  g_autofree char *ours = dup_value (conflict->table, field->column, field->ours);
  g_autofree char *theirs = dup_value (conflict->table, field->column, field->theirs);

  switch (conflict->kind) {
  case CTN_MERGE_DELETED_HERE:
    return g_strdup_printf (_ ("Before: %s\nTheirs: %s"), base, theirs);
  case CTN_MERGE_DELETED_THERE:
    return g_strdup_printf (_ ("Before: %s\nOurs: %s"), base, ours);
  case CTN_MERGE_BOTH_CHANGED:
  default:
    if (field->base == NULL)
      return g_strdup_printf (_ ("Ours: %s\nTheirs: %s"), ours, theirs);
    return g_strdup_printf (_ ("Before: %s\nOurs: %s\nTheirs: %s"), base, ours, theirs);
  }
}

static const char *
get_description (const CtnMergeConflict *conflict)
{
  switch (conflict->kind) {
  case CTN_MERGE_DELETED_HERE:
    return _ ("Deleted here, changed or used there");
  case CTN_MERGE_DELETED_THERE:
    return _ ("Changed or used here, deleted there");
  case CTN_MERGE_BOTH_CHANGED:
  default:
    return _ ("Changed on both sides");
  }
}

static void
chosen_cb (CtnMergeConflictRow *self)
{
  guint active = adw_toggle_group_get_active (self->choices);

  if (self->updating || active == GTK_INVALID_LIST_POSITION)
    return;
  self->conflict->choice = active == 0 ? CTN_MERGE_OURS : CTN_MERGE_THEIRS;
  g_signal_emit (self, signals[SIGNAL_DECIDED], 0);
}

void
ctn_merge_conflict_row_update (CtnMergeConflictRow *self)
{
  self->updating = TRUE;
  switch (self->conflict->choice) {
  case CTN_MERGE_OURS:
    adw_toggle_group_set_active (self->choices, 0);
    break;
  case CTN_MERGE_THEIRS:
    adw_toggle_group_set_active (self->choices, 1);
    break;
  case CTN_MERGE_UNDECIDED:
  default:
    adw_toggle_group_set_active (self->choices, GTK_INVALID_LIST_POSITION);
    break;
  }
  self->updating = FALSE;
}

static void
add_choice (CtnMergeConflictRow *self, const char *label, const char *tooltip)
{
  AdwToggle *toggle = adw_toggle_new ();

  adw_toggle_set_label (toggle, label);
  adw_toggle_set_tooltip (toggle, tooltip);
  adw_toggle_group_add (self->choices, toggle);
}

static void
add_choices (CtnMergeConflictRow *self)
{
  CtnMergeConflictKind kind = self->conflict->kind;

  self->choices = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  adw_toggle_group_set_can_shrink (self->choices, FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->choices), GTK_ALIGN_CENTER);
  add_choice (self, _ ("Ours"),
              kind == CTN_MERGE_DELETED_HERE ? _ ("It stays deleted") : _ ("What is here stays"));
  add_choice (self, _ ("Theirs"),
              kind == CTN_MERGE_DELETED_THERE ? _ ("It is deleted here, too")
                                              : _ ("What is there comes in"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Which side is to stay"), -1);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->choices));
  ctn_merge_conflict_row_update (self);
  g_signal_connect_swapped (self->choices, "notify::active", G_CALLBACK (chosen_cb), self);
}

static void
add_fields (CtnMergeConflictRow *self)
{
  const CtnMergeConflict *conflict = self->conflict;

  for (guint i = 0; i < conflict->fields->len; i++) {
    const CtnMergeField *field = g_ptr_array_index (conflict->fields, i);
    g_autofree char *text = dup_sides (conflict, field);

    if (!ctn_change_words_is_silent (conflict->table, field->column) ||
        conflict->kind == CTN_MERGE_BOTH_CHANGED)
      adw_expander_row_add_row (
          ADW_EXPANDER_ROW (self),
          ctn_merge_field_row_new (ctn_change_words_column (conflict->table, field->column), text));
  }
  if (conflict->n_rows > 0) {
    g_autofree char *text = g_strdup_printf (
        ctn_ngettext ("%u record was added or changed that belongs to it",
                      "%u records were added or changed that belong to it", conflict->n_rows),
        conflict->n_rows);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (self),
                              ctn_merge_field_row_new (_ ("Belonging to It"), text));
  }
}

GtkWidget *
ctn_merge_conflict_row_new (CtnMergeConflict *conflict)
{
  CtnMergeConflictRow *self = g_object_new (CTN_TYPE_MERGE_CONFLICT_ROW, NULL);
  const char *kind = ctn_change_words_table (conflict->table);
  /* Translators: a kind of record and its name, "Organisation: Aalto" */
  g_autofree char *title = *conflict->title != '\0'
                               ? g_strdup_printf (_ ("%s: %s"), kind, conflict->title)
                               : g_strdup (kind);
  g_autofree char *subtitle = g_strjoin (" · ", get_description (conflict), conflict->owner, NULL);

  self->conflict = conflict;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (self), 2);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (self), 2);
  add_choices (self);
  add_fields (self);
  return GTK_WIDGET (self);
}

static void
ctn_merge_conflict_row_class_init (CtnMergeConflictRowClass *klass)
{
  signals[SIGNAL_DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_merge_conflict_row_init (CtnMergeConflictRow *self)
{
}
