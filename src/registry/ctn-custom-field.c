#include "ctn-custom-field.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-text.h>

#define MAX_CHOICES 500

struct _CtnCustomField {
  gint64 id;
  const CtnCustomType *type;
  char *label;
  char *choices;
  char *name;             /* "custom-123" */
  char *key;              /* "123" */
  GStrv lines;            /* what choice_list points to */
  CtnChoice *choice_list; /* ends with a NULL code */
  CtnField field;
};

static const CtnCustomType types[] = {
  { CTN_FIELD_TEXT, "text", N_ ("Text") },       { CTN_FIELD_NUMBER, "number", N_ ("Number") },
  { CTN_FIELD_DATE, "date", N_ ("Date") },       { CTN_FIELD_BOOLEAN, "yes-no", N_ ("Yes or No") },
  { CTN_FIELD_CHOICE, "choice", N_ ("Choice") }, { 0, NULL, NULL },
};

const CtnCustomType *
ctn_custom_types (void)
{
  return types;
}

static const CtnCustomType *
find_type (const char *code)
{
  for (const CtnCustomType *type = types; type->code != NULL; type++)
    if (g_str_equal (type->code, code))
      return type;
  return types;
}

CtnCustomField *
ctn_custom_field_ref (CtnCustomField *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CtnCustomField *self = data;

  g_free (self->label);
  g_free (self->choices);
  g_free (self->name);
  g_free (self->key);
  g_strfreev (self->lines);
  g_free (self->choice_list);
}

void
ctn_custom_field_unref (CtnCustomField *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
read_choices (CtnCustomField *self)
{
  guint n;

  self->lines = g_strsplit (self->choices, "\n", MAX_CHOICES);
  n = g_strv_length (self->lines);
  self->choice_list = g_new0 (CtnChoice, n + 1);
  for (guint i = 0; i < n; i++)
    self->choice_list[i] = (CtnChoice) { self->lines[i], self->lines[i] };
}

/* The values are a list of one that belongs to the record and to the field: what ctn-record.h knows as
 * a list with a key. */
static void
describe (CtnCustomField *self)
{
  self->name = g_strdup_printf ("custom-%" G_GINT64_FORMAT, self->id);
  self->key = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);
  self->field = (CtnField) { .name = self->name,
                             .label = self->label,
                             .group = N_ ("Custom Fields"),
                             .type = self->type->type,
                             .flags = CTN_FIELD_OWN,
                             .choices = self->choice_list,
                             .list_table = "custom_value",
                             .list_owner = "row",
                             .list_column = "value",
                             .list_key_column = "field",
                             .list_key = self->key,
                             .list_single = TRUE };
}

static CtnCustomField *
read_field (CtnStatement *row)
{
  CtnCustomField *self = g_atomic_rc_box_new0 (CtnCustomField);
  const char *choices = ctn_statement_get_text (row, 3);

  self->id = ctn_statement_get_int (row, 0);
  self->label = g_strdup (ctn_statement_get_text (row, 1));
  self->type = find_type (ctn_statement_get_text (row, 2));
  self->choices = g_strdup (choices != NULL ? choices : "");
  read_choices (self);
  describe (self);
  return self;
}

GPtrArray *
ctn_custom_field_list (CtnConnection *reader, const CtnRecordKind *kind, GError **error)
{
  g_autoptr (GPtrArray) fields =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_custom_field_unref);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, label, type, choices FROM custom_field WHERE record = ? ORDER BY position, id",
      "t", kind->name);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (fields, read_field (rows));
  if (local_error == NULL)
    return g_steal_pointer (&fields);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gint64
ctn_custom_field_get_id (const CtnCustomField *self)
{
  return self->id;
}

const char *
ctn_custom_field_get_label (const CtnCustomField *self)
{
  return self->label;
}

const CtnCustomType *
ctn_custom_field_get_type (const CtnCustomField *self)
{
  return self->type;
}

const char *
ctn_custom_field_get_choices (const CtnCustomField *self)
{
  return self->choices;
}

const CtnField *
ctn_custom_field_get_field (const CtnCustomField *self)
{
  return &self->field;
}

guint
ctn_custom_field_count_values (CtnConnection *reader, gint64 id)
{
  gint64 n = 0;

  ctn_connection_get_int (reader, &n, NULL, "SELECT count(*) FROM custom_value WHERE field = ?",
                          "i", id);
  return (guint) n;
}

typedef struct {
  gint64 id;
  const char *record;
  const char *label;
  const CtnCustomType *type;
  const char *choices;
  gboolean down;
} Edit;

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, message);
  return FALSE;
}

/* No two fields of a kind with one label, however it is written. */
static gboolean
check_label (CtnConnection *connection, const Edit *edit, GError **error)
{
  g_autofree char *folded = ctn_text_fold (edit->label);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (*edit->label == '\0')
    return refuse (error, _ ("A field needs a name."));
  rows = ctn_connection_query (connection, &local_error,
                               "SELECT label FROM custom_field WHERE record = ? AND id <> ?", "ti",
                               edit->record, edit->id);
  while (ctn_statement_next (rows, &local_error)) {
    g_autofree char *other = ctn_text_fold (ctn_statement_get_text (rows, 0));

    if (g_str_equal (folded, other)) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("There is a field called “%s” already. Choose another name."), edit->label);
      return FALSE;
    }
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A choice that records have cannot be taken away under them. */
static gboolean
check_used_choices (CtnConnection *connection, const Edit *edit, GError **error)
{
  g_auto (GStrv) choices = g_strsplit (edit->choices, "\n", -1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      connection, &local_error, "SELECT DISTINCT value FROM custom_value WHERE field = ?", "i",
      edit->id);

  while (ctn_statement_next (rows, &local_error)) {
    const char *value = ctn_statement_get_text (rows, 0);

    if (g_strv_contains ((const char *const *) choices, value))
      continue;
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("The choice “%s” is still used. Change the records that have it first."),
                 value);
    return FALSE;
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The lines of @choices without blanks and repetitions; %NULL with @error set when none is left. */
static char *
normalise_choices (const char *choices, GError **error)
{
  g_auto (GStrv) lines = g_strsplit_set (choices != NULL ? choices : "", "\r\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **line = lines; *line != NULL; line++)
    if (*g_strstrip (*line) != '\0' &&
        !g_ptr_array_find_with_equal_func (kept, *line, g_str_equal, NULL))
      g_ptr_array_add (kept, *line);
  if (kept->len == 0 || kept->len > MAX_CHOICES) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("Write the choices, one per line: at least one, at most %d."), MAX_CHOICES);
    return NULL;
  }
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("\n", (char **) kept->pdata);
}

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  if (!check_label (connection, edit, error))
    return FALSE;
  edit->id = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO custom_field (id, record, position, label, type, choices) VALUES (?1, ?2, "
      "1.0 + (SELECT coalesce(max(position), 0) FROM custom_field WHERE record = ?2), ?3, ?4, ?5)",
      "itttt", edit->id, edit->record, edit->label, edit->type->code, edit->choices);
}

gint64
ctn_custom_field_add (CtnProject *project,
                      const CtnRecordKind *kind,
                      const char *label,
                      CtnFieldType type,
                      const char *choices,
                      GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (label));
  g_autofree char *lines = NULL;
  CtnOperation operation = { N_ ("Add Custom Field"), trimmed, NULL };
  Edit edit = { .record = kind->name, .label = trimmed, .type = types };

  while (edit.type->code != NULL && edit.type->type != type)
    edit.type++;
  g_return_val_if_fail (edit.type->code != NULL, 0);

  if (type == CTN_FIELD_CHOICE && (lines = normalise_choices (choices, error)) == NULL)
    return 0;
  edit.choices = lines;
  return ctn_project_transact (project, &operation, add, &edit, error) ? edit.id : 0;
}

static gboolean
change (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autofree char *type = ctn_connection_get_text (
      connection, NULL, "SELECT type FROM custom_field WHERE id = ?", "i", edit->id);
  g_autofree char *record = ctn_connection_get_text (
      connection, NULL, "SELECT record FROM custom_field WHERE id = ?", "i", edit->id);
  g_autofree char *lines = NULL;
  gboolean is_choice = g_strcmp0 (type, "choice") == 0;

  if (type == NULL || record == NULL)
    return refuse (error, _ ("The field is no longer there."));
  if (is_choice && (lines = normalise_choices (edit->choices, error)) == NULL)
    return FALSE;
  edit->record = record;
  edit->choices = lines;
  return check_label (connection, edit, error) &&
         (!is_choice || check_used_choices (connection, edit, error)) &&
         ctn_connection_run (connection, error,
                             "UPDATE custom_field SET label = ?1, choices = ?2 WHERE id = ?3 "
                             "AND (label IS NOT ?1 OR choices IS NOT ?2)",
                             "tti", edit->label, edit->choices, edit->id);
}

gboolean
ctn_custom_field_edit (CtnProject *project,
                       gint64 id,
                       const char *label,
                       const char *choices,
                       GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (label));
  CtnOperation operation = { N_ ("Edit Custom Field"), trimmed, NULL };
  Edit edit = { .id = id, .label = trimmed, .choices = choices };

  return ctn_project_transact (project, &operation, change, &edit, error);
}

static char *
dup_label (CtnProject *project, gint64 id)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT label FROM custom_field WHERE id = ?", "i", id);
}

/* Changes places with the neighbour. */
static gboolean
move (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  const char *next = edit->down
                         ? "SELECT n.id, n.position, f.position FROM custom_field f JOIN "
                           "custom_field n ON n.record = f.record AND n.position > f.position "
                           "WHERE f.id = ? ORDER BY n.position LIMIT 1"
                         : "SELECT n.id, n.position, f.position FROM custom_field f JOIN "
                           "custom_field n ON n.record = f.record AND n.position < f.position "
                           "WHERE f.id = ? ORDER BY n.position DESC LIMIT 1";
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row =
      ctn_connection_query (connection, &local_error, next, "i", edit->id);

  if (ctn_statement_next (row, &local_error)) {
    const char *sql = "UPDATE custom_field SET position = ? WHERE id = ?";

    return ctn_connection_run (connection, error, sql, "di", ctn_statement_get_double (row, 1),
                               edit->id) &&
           ctn_connection_run (connection, error, sql, "di", ctn_statement_get_double (row, 2),
                               ctn_statement_get_int (row, 0));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_custom_field_move (CtnProject *project, gint64 id, gboolean down, GError **error)
{
  g_autofree char *label = dup_label (project, id);
  CtnOperation operation = { N_ ("Move Custom Field"), label, NULL };
  Edit edit = { .id = id, .down = down };

  return ctn_project_transact (project, &operation, move, &edit, error);
}

static gboolean
remove_field (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error, "DELETE FROM custom_field WHERE id = ?", "i",
                             edit->id);
}

gboolean
ctn_custom_field_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *label = dup_label (project, id);
  CtnOperation operation = { N_ ("Delete Custom Field"), label, NULL };
  Edit edit = { .id = id };

  return ctn_project_transact (project, &operation, remove_field, &edit, error);
}
