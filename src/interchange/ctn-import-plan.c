#include "ctn-import-plan.h"

#include <ctn-i18n.h>
#include <ctn-record.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-import-keys.h"
#include "ctn-import-plan-private.h"
#include "ctn-interchange-error.h"

#define MAX_PROBLEMS 10000
/* Rows between two reports of progress; they are brought into form together. */
#define BATCH_ROWS 4096
/* Two names with the same web domain are taken for one organisation from here on. */
#define SIMILAR 0.6

static void
problem_free (gpointer data)
{
  CtnImportProblem *problem = data;

  g_free (problem->message);
  g_free (problem);
}

void
ctn_import_plan_free (CtnImportPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, ctn_table_unref);
  g_clear_pointer (&self->values, ctn_table_unref);
  g_free (self->columns);
  g_free (self->fields);
  g_free (self->slots);
  g_free (self->decimals);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_mutex_clear (&self->known_mutex);
  g_free (self->rows);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static void
note_problem (CtnImportPlan *self, guint row, guint column, const GError *problem)
{
  self->rows[row].has_problem = TRUE;
  if (self->problems->len < MAX_PROBLEMS) {
    CtnImportProblem *entry = g_new (CtnImportProblem, 1);

    entry->row = row + self->first_row;
    entry->column = column;
    entry->message = g_strdup (problem->message);
    g_ptr_array_add (self->problems, entry);
  }
}

/* Keeps what was made of a row. */
static gboolean
take_row (CtnImportPlan *self, guint row, const CtnImportParsed *parsed, GError **error)
{
  ctn_table_begin_row (self->values, row + self->first_row);
  for (guint i = 0; i < self->n_mapped; i++) {
    if (parsed->errors[i] != NULL)
      note_problem (self, row, self->columns[i], parsed->errors[i]);
    if (!ctn_table_add_cell (self->values, parsed->values[i], strlen (parsed->values[i]))) {
      g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                   _ ("The table is too large; import it in parts. Row %u is the first that does "
                      "not fit."),
                   row + self->first_row + 1);
      return FALSE;
    }
  }
  return TRUE;
}

static const char *
get_mapped (CtnImportPlan *self, guint row, const char *field_name)
{
  for (guint i = 0; i < self->n_mapped; i++)
    if (g_str_equal (self->fields[i]->name, field_name)) {
      const char *value = ctn_table_get_cell (self->values, row, i);

      if (*value != '\0')
        return value;
    }
  return "";
}

typedef struct {
  CtnImportKeys *keys;
  CtnConnection *reader;
  guint row;
  const char *name_key; /* of the row */
  const char *domain;   /* (nullable) */
  const char *country;
} Lookup;

static void
set_match (CtnImportPlan *self,
           const Lookup *lookup,
           const CtnImportTarget *target,
           CtnImportReason reason)
{
  CtnImportRow *fate = &self->rows[lookup->row];

  fate->match = target->id;
  fate->match_row = target->row1;
  fate->reason = (guint8) reason;
  if (reason == CTN_IMPORT_REASON_DOMAIN_ONLY)
    fate->decision = CTN_IMPORT_NEW;
  else
    fate->decision = target->id != 0 ? CTN_IMPORT_UPDATE : CTN_IMPORT_SKIP;
}

static gboolean
is_similar (CtnImportPlan *self, const Lookup *lookup, const CtnImportTarget *target)
{
  g_autofree char *other = NULL;
  g_autofree char *normalised = NULL;

  if (target->id != 0)
    other = ctn_record_get_title (lookup->reader, ctn_organisation_kind (), target->id, NULL);
  else
    other = g_strdup (get_mapped (self, target->row1 - 1 - self->first_row, "name"));
  normalised = ctn_text_normalise_name (other != NULL ? other : "");
  return ctn_text_similarity (normalised, lookup->name_key) >= SIMILAR;
}

static void
match_row (CtnImportPlan *self, Lookup *lookup)
{
  const CtnImportTarget *target;

  for (guint i = 0; i < self->n_mapped; i++) {
    const CtnField *field = self->fields[i];
    const char *value = ctn_table_get_cell (self->values, lookup->row, i);

    if (field->list_key == NULL || !field->list_single || *value == '\0')
      continue;
    target = ctn_import_keys_find_identifier (lookup->keys, field->list_key, value);
    if (target != NULL) {
      set_match (self, lookup, target, CTN_IMPORT_REASON_IDENTIFIER);
      return;
    }
  }
  target = ctn_import_keys_find_name (lookup->keys, lookup->name_key, lookup->country);
  if (target != NULL) {
    set_match (self, lookup, target, CTN_IMPORT_REASON_NAME);
    return;
  }
  target = ctn_import_keys_find_domain (lookup->keys, lookup->domain);
  if (target != NULL)
    set_match (self, lookup, target,
               is_similar (self, lookup, target) ? CTN_IMPORT_REASON_DOMAIN
                                                 : CTN_IMPORT_REASON_DOMAIN_ONLY);
}

static void
add_keys (CtnImportPlan *self, const Lookup *lookup)
{
  CtnImportTarget target = { .row1 = lookup->row + self->first_row + 1 };

  for (guint i = 0; i < self->n_mapped; i++) {
    const CtnField *field = self->fields[i];
    const char *value = ctn_table_get_cell (self->values, lookup->row, i);

    if (field->list_key != NULL && field->list_single && *value != '\0')
      ctn_import_keys_add_identifier (lookup->keys, field->list_key, value, target);
  }
  ctn_import_keys_add_name (lookup->keys, lookup->name_key, lookup->country, target);
  ctn_import_keys_add_domain (lookup->keys, lookup->domain, target);
}

static void
judge_row (CtnImportPlan *self,
           CtnImportKeys *keys,
           CtnConnection *reader,
           guint row,
           const CtnImportParsed *parsed)
{
  Lookup lookup = {
    .keys = keys,
    .reader = reader,
    .row = row,
    .name_key = parsed->name_key,
    .domain = parsed->domain,
    .country = get_mapped (self, row, "country"),
  };

  if (*parsed->name == '\0') {
    self->rows[row].decision = CTN_IMPORT_SKIP;
    self->rows[row].reason = CTN_IMPORT_REASON_EMPTY;
  } else {
    match_row (self, &lookup);
    add_keys (self, &lookup);
  }
}

/* Which values belong to which field: two columns of one field share a slot. */
static gboolean
take_mapping (CtnImportPlan *self, const CtnField *const *mapping, guint n_columns, GError **error)
{
  gboolean has_name = FALSE;

  self->columns = g_new0 (guint, n_columns + 1);
  self->fields = g_new0 (const CtnField *, n_columns + 1);
  self->slots = g_new0 (guint, n_columns + 1);
  for (guint column = 0; column < n_columns; column++) {
    guint slot = self->n_mapped;

    if (mapping[column] == NULL)
      continue;
    for (guint i = 0; i < self->n_mapped; i++)
      if (self->fields[i] == mapping[column])
        slot = self->slots[i];
    self->columns[self->n_mapped] = column;
    self->fields[self->n_mapped] = mapping[column];
    self->slots[self->n_mapped] = slot;
    has_name |= g_str_equal (mapping[column]->name, "name");
    self->n_mapped++;
  }
  if (has_name)
    return TRUE;
  g_set_error_literal (
      error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
      _ ("No column is the organisation’s name. Choose the column that holds it."));
  return FALSE;
}

static guint
get_batch (CtnImportPlan *self, guint row)
{
  return MIN (BATCH_ROWS, self->n_rows - row);
}

static gboolean
judge_batch (CtnImportPlan *self,
             CtnImportKeys *keys,
             CtnConnection *reader,
             guint row,
             CtnImportParsed *parsed,
             GError **error)
{
  guint n = get_batch (self, row);

  for (guint i = 0; i < n; i++) {
    if (!take_row (self, row + i, &parsed[i], error))
      return FALSE;
    judge_row (self, keys, reader, row + i, &parsed[i]);
  }
  return TRUE;
}

/* While one batch is judged, row by row, the next is being parsed. */
static gboolean
plan_all (CtnImportPlan *self,
          CtnImportKeys *keys,
          CtnConnection *reader,
          CtnImportProgress progress,
          gpointer progress_data,
          GCancellable *cancellable,
          GError **error)
{
  CtnImportParse *parse =
      self->n_rows > 0 ? ctn_import_parse_begin (self, 0, get_batch (self, 0)) : NULL;
  guint row = 0;
  gboolean ok = TRUE;

  while (parse != NULL) {
    CtnImportParsed *parsed = ctn_import_parse_wait (g_steal_pointer (&parse));
    guint n = get_batch (self, row);

    if (ok && progress != NULL)
      progress ((double) row / self->n_rows, progress_data);
    ok = ok && !g_cancellable_set_error_if_cancelled (cancellable, error);
    if (ok && row + n < self->n_rows)
      parse = ctn_import_parse_begin (self, row + n, get_batch (self, row + n));
    ok = ok && judge_batch (self, keys, reader, row, parsed, error);
    ctn_import_parse_free (self, parsed, n);
    row += n;
  }
  return ok;
}

CtnImportPlan *
ctn_import_plan_new (CtnTable *table,
                     guint first_row,
                     const CtnField *const *mapping,
                     guint n_columns,
                     CtnConnection *reader,
                     CtnImportProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CtnImportPlan) self = g_new0 (CtnImportPlan, 1);
  g_autoptr (CtnImportKeys) keys = NULL;
  guint n_rows = ctn_table_get_n_rows (table);

  g_mutex_init (&self->known_mutex);
  self->table = ctn_table_ref (table);
  self->values = ctn_table_new ();
  self->first_row = MIN (first_row, n_rows);
  self->n_rows = n_rows - self->first_row;
  self->rows = g_new0 (CtnImportRow, self->n_rows + 1);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  if (!take_mapping (self, mapping, n_columns, error))
    return NULL;
  keys = ctn_import_keys_new (reader, error);
  if (keys == NULL)
    return NULL;
  ctn_import_parse_find_decimals (self);
  ctn_import_parse_find_vocabularies (self);
  return plan_all (self, keys, reader, progress, progress_data, cancellable, error)
             ? g_steal_pointer (&self)
             : NULL;
}

CtnTable *
ctn_import_plan_get_table (CtnImportPlan *self)
{
  return self->table;
}

guint
ctn_import_plan_get_first_row (CtnImportPlan *self)
{
  return self->first_row;
}

const CtnImportRow *
ctn_import_plan_get_row (CtnImportPlan *self, guint row)
{
  g_return_val_if_fail (row >= self->first_row && row - self->first_row < self->n_rows, NULL);

  return &self->rows[row - self->first_row];
}

void
ctn_import_plan_decide (CtnImportPlan *self, guint row, CtnImportDecision decision)
{
  CtnImportRow *fate;

  g_return_if_fail (row >= self->first_row && row - self->first_row < self->n_rows);

  fate = &self->rows[row - self->first_row];
  if (fate->reason == CTN_IMPORT_REASON_EMPTY ||
      (decision == CTN_IMPORT_UPDATE && fate->match == 0))
    return;
  fate->decision = (guint8) decision;
}

void
ctn_import_plan_set_overwrite (CtnImportPlan *self, gboolean overwrite)
{
  self->overwrite = overwrite;
}

guint
ctn_import_plan_count (CtnImportPlan *self, CtnImportDecision decision)
{
  guint n = 0;

  for (guint i = 0; i < self->n_rows; i++)
    n += self->rows[i].decision == decision;
  return n;
}

guint
ctn_import_plan_count_problem_rows (CtnImportPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_rows; i++)
    n += self->rows[i].has_problem;
  return n;
}

GPtrArray *
ctn_import_plan_get_problems (CtnImportPlan *self)
{
  return self->problems;
}

const char *
ctn_import_plan_get_value (CtnImportPlan *self, guint row, guint column)
{
  for (guint i = 0; i < self->n_mapped; i++)
    if (self->columns[i] == column)
      return ctn_table_get_cell (self->values, row - self->first_row, i);
  return "";
}
