#include <ctn-number.h>
#include <ctn-parallel.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-import-plan-private.h"

#define CHUNK_ROWS 64
#define MAX_SAMPLES 5000 /* values of a column that are looked at for its decimal sign */

static gboolean
is_number (const CtnField *field)
{
  return field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;
}

static char
guess_decimal (CtnImportPlan *plan, guint column)
{
  g_autofree const char **samples = g_new (const char *, MAX_SAMPLES);
  gsize n = 0;

  for (guint row = 0; row < plan->n_rows && n < MAX_SAMPLES; row++) {
    const char *text = ctn_table_get_cell (plan->table, row + plan->first_row, column);

    if (*text != '\0')
      samples[n++] = text;
  }
  return ctn_number_guess_decimal (samples, n);
}

void
ctn_import_parse_find_decimals (CtnImportPlan *plan)
{
  char common = 0;

  plan->decimals = g_new0 (char, plan->n_mapped + 1);
  for (guint i = 0; i < plan->n_mapped; i++) {
    if (!is_number (plan->fields[i]))
      continue;
    plan->decimals[i] = guess_decimal (plan, plan->columns[i]);
    if (common == 0)
      common = plan->decimals[i];
  }
  /* "1.250" in a column that leaves it open: as in the other columns, else as such files are. */
  if (common == 0)
    common = ctn_table_get_decimal (plan->table);
  for (guint i = 0; i < plan->n_mapped; i++)
    if (is_number (plan->fields[i]) && plan->decimals[i] == 0)
      plan->decimals[i] = common;
}

static void
vocabulary_free (gpointer known)
{
  if (known != NULL)
    g_hash_table_unref (known);
}

/* The columns whose few values come again and again: looking a code up takes longer than all else. */
void
ctn_import_parse_find_vocabularies (CtnImportPlan *plan)
{
  plan->known = g_ptr_array_new_with_free_func (vocabulary_free);
  g_ptr_array_set_size (plan->known, (int) plan->n_mapped);
  for (guint i = 0; i < plan->n_mapped; i++)
    if (plan->fields[i]->code_list != NULL || plan->fields[i]->choices != NULL)
      plan->known->pdata[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* (transfer full) (nullable) */
static char *
recall (CtnImportPlan *plan, guint i, const char *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&plan->known_mutex);

  return g_strdup (g_hash_table_lookup (plan->known->pdata[i], text));
}

static void
remember (CtnImportPlan *plan, guint i, const char *text, const char *value)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&plan->known_mutex);

  g_hash_table_insert (plan->known->pdata[i], g_strdup (text), g_strdup (value));
}

static char *
parse_cell (CtnImportPlan *plan, guint i, const char *text, GError **error)
{
  const CtnField *field = plan->fields[i];
  double number;

  if (*text == '\0')
    return g_strdup ("");
  if (plan->known->pdata[i] != NULL) {
    char *value = recall (plan, i, text);

    if (value == NULL && (value = ctn_field_parse (field, text, error)) != NULL)
      remember (plan, i, text, value);
    return value;
  }
  /* A row without a name is left out as a whole; that is no fault of a cell. */
  if (field->flags & CTN_FIELD_REQUIRED)
    return g_strstrip (g_strdup (text));
  if (is_number (field) && plan->decimals[i] != 0 &&
      ctn_number_parse_hinted (text, plan->decimals[i], &number, NULL)) {
    g_autofree char *plain = ctn_number_to_text (number);

    return ctn_field_parse (field, plain, error);
  }
  return ctn_field_parse (field, text, error);
}

typedef struct {
  CtnImportPlan *plan;
  guint row;
  CtnImportParsed *rows;
} Work;

struct _CtnImportParse {
  Work work;
  guint n;
  GThread *thread;
};

static void
parse_row (CtnImportPlan *plan, guint row, CtnImportParsed *parsed)
{
  const char *web = "";

  parsed->values = g_new0 (char *, plan->n_mapped + 1);
  parsed->errors = g_new0 (GError *, plan->n_mapped + 1);
  parsed->name = "";
  for (guint i = 0; i < plan->n_mapped; i++) {
    const char *text = ctn_table_get_cell (plan->table, row + plan->first_row, plan->columns[i]);
    char *value = parse_cell (plan, i, text, &parsed->errors[i]);

    parsed->values[i] = value != NULL ? value : g_strdup ("");
    if (*parsed->name == '\0' && g_str_equal (plan->fields[i]->name, "name"))
      parsed->name = parsed->values[i];
    if (*web == '\0' && g_str_equal (plan->fields[i]->name, "web"))
      web = parsed->values[i];
  }
  parsed->name_key = ctn_text_normalise_name (parsed->name);
  parsed->domain = *web != '\0' ? ctn_text_web_domain (web) : NULL;
}

static void
parse_some (guint start, guint end, gpointer data)
{
  Work *work = data;

  for (guint i = start; i < end; i++)
    parse_row (work->plan, work->row + i, &work->rows[i]);
}

static gpointer
parse_thread (gpointer data)
{
  CtnImportParse *self = data;

  ctn_parallel_for (self->n, CHUNK_ROWS, parse_some, &self->work);
  return NULL;
}

CtnImportParse *
ctn_import_parse_begin (CtnImportPlan *plan, guint row, guint n)
{
  CtnImportParse *self = g_new0 (CtnImportParse, 1);

  self->work = (Work) { plan, row, g_new0 (CtnImportParsed, n + 1) };
  self->n = n;
  self->thread = g_thread_new ("import-parse", parse_thread, self);
  return self;
}

CtnImportParsed *
ctn_import_parse_wait (CtnImportParse *self)
{
  CtnImportParsed *rows;

  g_thread_join (self->thread);
  rows = self->work.rows;
  g_free (self);
  return rows;
}

static void
free_some (guint start, guint end, gpointer data)
{
  Work *work = data;

  for (guint i = start; i < end; i++) {
    CtnImportParsed *row = &work->rows[i];

    for (guint j = 0; j < work->plan->n_mapped; j++) {
      g_free (row->values[j]);
      g_clear_error (&row->errors[j]);
    }
    g_free (row->values);
    g_free (row->errors);
    g_free (row->name_key);
    g_free (row->domain);
  }
}

void
ctn_import_parse_free (CtnImportPlan *plan, CtnImportParsed *rows, guint n)
{
  Work work = { plan, 0, rows };

  ctn_parallel_for (n, CHUNK_ROWS, free_some, &work);
  g_free (rows);
}
