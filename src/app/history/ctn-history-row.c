#include "ctn-history-row.h"

#include <ctn-change-words.h>
#include <ctn-i18n.h>
#include <ctn-row-title.h>

#include "ctn-icon-button.h"

#define MAX_FIELDS 300
#define MAX_RECORDS 60

struct _CtnHistoryRow {
  AdwExpanderRow parent_instance;

  CtnConnection *reader; /* (unowned) */
  gint64 operation;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (CtnHistoryRow, ctn_history_row, ADW_TYPE_EXPANDER_ROW)

/* --- What was changed --------------------------------------------------------------------------- */

static char *
dup_value (CtnHistoryRow *self, const CtnHistoryChange *change, const char *value)
{
  g_autofree char *readable =
      ctn_row_dup_value (self->reader, "main", change->table, change->field, value);

  return ctn_change_words_value (change->table, change->field, readable);
}

/* A row that is gone is called what it was called. */
static char *
dup_title (CtnHistoryRow *self, GPtrArray *changes, guint from, guint to)
{
  static const char *const names[] = { "name", "title", "family_name", "label", "text", "item" };
  const CtnHistoryChange *first = g_ptr_array_index (changes, from);
  char *title = ctn_row_dup_title (self->reader, "main", first->table, first->row);

  for (guint i = from; *title == '\0' && i < to; i++) {
    const CtnHistoryChange *change = g_ptr_array_index (changes, i);

    for (gsize j = 0; *title == '\0' && j < G_N_ELEMENTS (names); j++)
      if (g_str_equal (change->field, names[j]) && change->before != NULL) {
        g_free (title);
        title = g_strdup (change->before);
      }
  }
  return title;
}

static char *
dup_fields (CtnHistoryRow *self, GPtrArray *changes, guint from, guint to, const char **kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean any_before = FALSE;
  gboolean any_after = FALSE;

  for (guint i = from; i < to; i++) {
    const CtnHistoryChange *change = g_ptr_array_index (changes, i);

    any_before |= change->before != NULL;
    any_after |= change->after != NULL;
  }
  for (guint i = from; i < to; i++) {
    const CtnHistoryChange *change = g_ptr_array_index (changes, i);
    const char *label = ctn_change_words_column (change->table, change->field);
    g_autofree char *before = dup_value (self, change, change->before);
    g_autofree char *after = dup_value (self, change, change->after);

    if (ctn_change_words_is_silent (change->table, change->field) ||
        (*before == '\0' && *after == '\0'))
      continue;
    if (text->len > 0)
      g_string_append_c (text, '\n');
    if (any_before && any_after)
      /* Translators: a field, its value before, its value after */
      g_string_append_printf (text, _ ("%s: %s → %s"), label, *before != '\0' ? before : "–",
                              *after != '\0' ? after : "–");
    else
      /* Translators: a field and its value */
      g_string_append_printf (text, _ ("%s: %s"), label, any_before ? before : after);
  }
  *kind = any_before && any_after ? _ ("Changed") : any_before ? _ ("Deleted") : _ ("New");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_record_row (CtnHistoryRow *self, GPtrArray *changes, guint from, guint to)
{
  const CtnHistoryChange *first = g_ptr_array_index (changes, from);
  GtkWidget *row = adw_action_row_new ();
  const char *kind = NULL;
  g_autofree char *name = dup_title (self, changes, from, to);
  g_autofree char *text = dup_fields (self, changes, from, to, &kind);
  g_autofree char *title = g_strjoin (" · ", kind, ctn_change_words_table (first->table),
                                      *name != '\0' ? name : NULL, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  return row;
}

/* Fields of one record in a row stand together. */
static void
fill (CtnHistoryRow *self)
{
  g_autoptr (GPtrArray) changes =
      ctn_history_list_changes (self->reader, self->operation, MAX_FIELDS, NULL);
  guint n = 0;

  for (guint from = 0; changes != NULL && from < changes->len && n < MAX_RECORDS; n++) {
    const CtnHistoryChange *first = g_ptr_array_index (changes, from);
    guint to = from + 1;

    while (
        to < changes->len &&
        ((CtnHistoryChange *) g_ptr_array_index (changes, to))->row == first->row &&
        g_str_equal (((CtnHistoryChange *) g_ptr_array_index (changes, to))->table, first->table))
      to++;
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), make_record_row (self, changes, from, to));
    from = to;
  }
  if (changes != NULL && (changes->len >= MAX_FIELDS || n >= MAX_RECORDS)) {
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("… and more"));
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  }
}

/* The fields of an operation are read when somebody opens it. */
static void
expanded_cb (CtnHistoryRow *self)
{
  if (self->filled || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  self->filled = TRUE;
  fill (self);
}

/* --- The row itself ----------------------------------------------------------------------------- */

static void
append_item (GMenu *menu, const char *label, const char *action, gint64 operation)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (operation));
  g_menu_append_item (menu, item);
}

static void
add_menu (CtnHistoryRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) back = g_menu_new ();
  g_autoptr (GMenu) compare = g_menu_new ();
  GtkWidget *button;

  append_item (back, _ ("_Go Back to the State After This"), "history.go-back", self->operation);
  append_item (back, _ ("_Restore the State After This…"), "history.restore", self->operation);
  append_item (compare, _ ("_Compare That State with Now…"), "history.compare-now",
               self->operation);
  append_item (compare, _ ("Compare with the _Marked State…"), "history.compare-marked",
               self->operation);
  append_item (compare, _ ("_Mark That State for Comparing"), "history.mark", self->operation);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (back));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (compare));
  button =
      ctn_menu_button_new ("view-more-symbolic", _ ("The State After This"), G_MENU_MODEL (menu));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), button);
}

static char *
dup_subtitle (const CtnHistoryEntry *entry)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time / 1000);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%x, %H:%M") : g_strdup ("?");
  g_autofree char *count = g_strdup_printf (
      ctn_ngettext ("%u change", "%u changes", entry->n_changes), entry->n_changes);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_strv_builder_add_many (parts, when, entry->author, count, NULL);
  if (entry->merge != 0)
    g_strv_builder_add (parts, _ ("came in with a merge"));
  if (entry->state == CTN_HISTORY_UNDONE)
    g_strv_builder_add (parts, _ ("undone"));
  if (entry->state == CTN_HISTORY_DISCARDED)
    g_strv_builder_add (parts, _ ("undone for good"));
  list = g_strv_builder_end (parts);
  return g_strjoinv (" · ", list);
}

GtkWidget *
ctn_history_row_new (CtnConnection *reader, const CtnHistoryEntry *entry)
{
  CtnHistoryRow *self = g_object_new (CTN_TYPE_HISTORY_ROW, NULL);
  g_autofree char *title = entry->subject != NULL
                               ? g_strdup_printf ("%s: %s", entry->label, entry->subject)
                               : g_strdup (entry->label);
  g_autofree char *subtitle = dup_subtitle (entry);

  self->reader = reader;
  self->operation = entry->id;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (self), 2);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (self), 2);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), entry->n_changes > 0);
  if (entry->state != CTN_HISTORY_DISCARDED && entry->n_changes > 0 && entry->merge == 0)
    add_menu (self);
  if (entry->state != CTN_HISTORY_DONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  return GTK_WIDGET (self);
}

static void
ctn_history_row_class_init (CtnHistoryRowClass *klass)
{
}

static void
ctn_history_row_init (CtnHistoryRow *self)
{
}
