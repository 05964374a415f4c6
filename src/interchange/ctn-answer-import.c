#include "ctn-answer-import.h"

#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-answer-import-private.h"
#include "ctn-csv-reader.h"
#include "ctn-interchange-error.h"

#define MAX_JSON_BYTES (64 * 1024 * 1024)
#define MAX_PROBLEMS 1000

static void
problem_free (gpointer data)
{
  CtnAnswerProblem *problem = data;

  g_free (problem->sheet);
  g_free (problem->column);
  g_free (problem->message);
  g_free (problem);
}

void
ctn_answer_import_free (CtnAnswerImport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

char *
ctn_answer_problem_to_text (const CtnAnswerProblem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->sheet != NULL)
    /* Translators: a sheet of a spreadsheet; more follows */
    g_string_append_printf (text, _ ("Sheet “%s”, "), self->sheet);
  g_string_append_printf (text, _ ("row %u"), self->line);
  if (self->column != NULL)
    g_string_append_printf (text, ", %s", self->column);
  g_string_append_printf (text, ": %s", self->message);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
ctn_answer_reading_note (CtnAnswerReading *self,
                         guint line,
                         const char *sheet,
                         const char *column,
                         const char *message)
{
  CtnAnswerProblem *problem;

  if (self->import->problems->len >= MAX_PROBLEMS)
    return;
  problem = g_new0 (CtnAnswerProblem, 1);
  problem->line = line;
  problem->sheet = g_strdup (sheet);
  problem->column = g_strdup (column);
  problem->message = g_strdup (message);
  g_ptr_array_add (self->import->problems, problem);
}

CtnConfidence
ctn_answer_read_confidence (const char *text)
{
  static const char *const words[][3] = { { "low", "gering", "niedrig" },
                                          { "medium", "mittel", "middle" },
                                          { "high", "hoch", "gross" } };
  g_autofree char *folded = ctn_text_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint j = 0; j < G_N_ELEMENTS (words[i]); j++)
      if (g_str_equal (folded, words[i][j]))
        return (CtnConfidence) (CTN_CONFIDENCE_LOW + i);
  return CTN_CONFIDENCE_UNKNOWN;
}

/* Model --------------------------------------------------------------------------------------- */

gboolean
ctn_answer_reading_set_model (CtnAnswerReading *self,
                              const char *id,
                              const char *version,
                              GError **error)
{
  g_autoptr (GPtrArray) stored = ctn_model_store_list (self->reader, error);
  gint64 newest = 0;

  if (stored == NULL)
    return FALSE;
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  for (guint i = 0; i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);

    if (g_str_equal (entry->code, id) && (version == NULL || g_str_equal (entry->version, version)))
      newest = MAX (newest, entry->id);
  }
  self->model = newest != 0 ? ctn_model_store_load (self->reader, newest, error)
                            : ctn_maturity_model_new_shipped (id, error);
  if (self->model == NULL || version == NULL ||
      g_str_equal (ctn_maturity_model_get_version (self->model), version))
    return self->model != NULL;
  g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
               _ ("The project does not have version %s of the model “%s”."), version, id);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  return FALSE;
}

/* Subject ------------------------------------------------------------------------------------- */

#define FIND(table)                                                                                \
  "SELECT id FROM " table " WHERE name = ?1 OR ?1 = CAST (id AS TEXT) ORDER BY name <> ?1 LIMIT 1"

static gboolean
find_record (CtnConnection *reader, CtnSubjectKind kind, const char *name, gint64 *id)
{
  *id = 0;
  if (kind == CTN_SUBJECT_ORGANISATION)
    ctn_connection_get_int (reader, id, NULL, FIND ("organisation"), "t", name);
  else if (kind == CTN_SUBJECT_PARTNERSHIP)
    ctn_connection_get_int (reader, id, NULL, FIND ("partnership"), "t", name);
  else if (kind == CTN_SUBJECT_CHAIN)
    ctn_connection_get_int (reader, id, NULL, FIND ("chain"), "t", name);
  return *id != 0;
}

#undef FIND

static gboolean
is_kind (const CtnAnswerReading *self, CtnSubjectKind kind, const char *wanted)
{
  static const char *const words[][4] = { { "region" },
                                          { "partnership", "cluster", "alliance", "partnerschaft" },
                                          { "organisation", "organization", "company", "firma" },
                                          { "chain", "value chain", "wertschopfungskette" } };
  const char *const *subjects = ctn_maturity_model_get_subjects (self->model);
  g_autofree char *folded = ctn_text_fold (wanted);

  if (subjects[0] != NULL && !g_strv_contains (subjects, ctn_subject_kind_to_text (kind)))
    return FALSE;
  if (*folded == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words[0]); i++)
    if (g_strcmp0 (words[kind][i], folded) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
find_subject (const CtnAnswerReading *self, const CtnAnswerHeading *heading, CtnSubject *subject)
{
  *subject = (CtnSubject) { 0 };
  if (heading->nuts != NULL && is_kind (self, CTN_SUBJECT_REGION, heading->kind)) {
    subject->kind = CTN_SUBJECT_REGION;
    subject->nuts = heading->nuts;
    return TRUE;
  }
  for (int kind = CTN_SUBJECT_PARTNERSHIP; heading->name != NULL && kind <= CTN_SUBJECT_CHAIN;
       kind++)
    if (is_kind (self, (CtnSubjectKind) kind, heading->kind) &&
        find_record (self->reader, (CtnSubjectKind) kind, heading->name, &subject->id)) {
      subject->kind = (CtnSubjectKind) kind;
      return TRUE;
    }
  /* A region may do without a code, where it is clear that a region is meant. */
  subject->kind = CTN_SUBJECT_REGION;
  return heading->name != NULL && is_kind (self, CTN_SUBJECT_REGION, heading->kind) &&
         (heading->kind != NULL ||
          g_strv_length ((char **) ctn_maturity_model_get_subjects (self->model)) == 1);
}

/* The assessment that is there already; 0 for none. */
static gint64
find_assessment (const CtnAnswerReading *self, const CtnNewAssessment *new)
{
  g_autoptr (GPtrArray) all = ctn_assessment_list (self->reader, &new->subject, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++) {
    const CtnAssessment *assessment = g_ptr_array_index (all, i);

    if (g_str_equal (assessment->model_code, ctn_maturity_model_get_id (self->model)) &&
        g_str_equal (assessment->model_version, ctn_maturity_model_get_version (self->model)) &&
        g_strcmp0 (assessment->date, new->date) == 0 &&
        g_strcmp0 (assessment->stage, new->stage) == 0 &&
        (new->subject.nuts != NULL || new->subject.id != 0 ||
         g_strcmp0 (assessment->name, new->name) == 0))
      return assessment->id;
  }
  return 0;
}

/* The date as it is stored; %NULL for one that is none. */
static char *
dup_date (const CtnAnswerReading *self, const char *text)
{
  const char *wanted = text != NULL ? text : self->defaults->date;
  char iso[CTN_DATE_ISO_SIZE];
  CtnDate date;

  if (wanted == NULL)
    return ctn_calendar_dup_today (NULL);
  return ctn_date_parse (wanted, &date) ? g_strdup (ctn_date_to_iso (&date, iso)) : NULL;
}

/* The region's code as it is stored; %NULL after a problem was noted. */
static char *
dup_region (CtnAnswerReading *self, const char *nuts, guint line)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_assessment_kind (), "region");
  g_autoptr (GError) error = NULL;
  char *code = ctn_field_parse (field, nuts, &error);

  if (code == NULL)
    ctn_answer_reading_note (self, line, NULL, "nuts", error->message);
  return code;
}

static CtnAnswerSheet *
add_sheet (CtnAnswerReading *self, const CtnNewAssessment *new, const char *rater)
{
  g_autofree char *key = g_strdup_printf (
      "%d\n%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%s", (int) new->subject.kind, new->subject.id,
      new->subject.nuts != NULL ? new->subject.nuts : "", new->name != NULL ? new->name : "",
      new->date, new->stage != NULL ? new->stage : "");
  CtnAnswerSheet *first = g_hash_table_lookup (self->made, key);
  gint64 assessment = first == NULL ? find_assessment (self, new) : 0;
  CtnAnswerSheet *sheet = first != NULL
                              ? ctn_answer_sheet_new_beside (first, rater)
                              : ctn_answer_sheet_new (self->model, assessment, new, rater);

  if (first == NULL && assessment == 0)
    g_hash_table_insert (self->made, g_steal_pointer (&key), sheet);
  g_ptr_array_add (self->import->sheets, sheet);
  return sheet;
}

CtnAnswerSheet *
ctn_answer_reading_open (CtnAnswerReading *self, const CtnAnswerHeading *heading, guint line)
{
  const CtnAnswerHeading given = {
    ctn_text_or_null (heading->name), ctn_text_or_null (heading->kind),
    ctn_text_or_null (heading->nuts), ctn_text_or_null (heading->stage),
    ctn_text_or_null (heading->date), ctn_text_or_null (heading->notes),
    ctn_text_or_null (heading->rater)
  };
  CtnNewAssessment new = { .model = self->model };
  g_autofree char *date = dup_date (self, given.date);
  const char *subject = given.name != NULL ? given.name : given.nuts;
  g_autofree char *region = NULL;

  if (date == NULL) {
    g_autofree char *message = g_strdup_printf (_ ("“%s” is no date."), given.date);

    ctn_answer_reading_note (self, line, NULL, NULL, message);
    return NULL;
  }
  if (!find_subject (self, &given, &new.subject)) {
    g_autofree char *message =
        subject != NULL ? g_strdup_printf (_ ("There is no “%s” in the project that this model "
                                              "could be used for."),
                                           subject)
                        : g_strdup (_ ("It does not say what was assessed."));

    ctn_answer_reading_note (self, line, NULL, NULL, message);
    return NULL;
  }
  if (new.subject.nuts != NULL) {
    region = dup_region (self, new.subject.nuts, line);
    if (region == NULL)
      return NULL;
    new.subject.nuts = region;
  }
  new.name = given.name;
  new.date = date;
  new.stage = given.stage != NULL ? given.stage : ctn_text_or_null (self->defaults->stage);
  new.notes = given.notes;
  return add_sheet (self, &new,
                    given.rater != NULL ? given.rater : ctn_text_or_null (self->defaults->rater));
}

/* Files --------------------------------------------------------------------------------------- */

static gboolean
add_row_cb (const CtnCsvRow *row, gpointer data, GError **error)
{
  CtnTable *table = data;

  ctn_table_begin_row (table, (guint) row->line);
  for (gsize i = 0; i < row->n_cells; i++)
    if (!ctn_table_add_cell (table, row->cells[i].text, row->cells[i].length)) {
      g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                           _ ("The file is too large for one import."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_csv (CtnAnswerReading *self, GFile *file, GCancellable *cancellable, GError **error)
{
  const CtnCsvFormat format = { .header = CTN_CSV_HEADER_YES };
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (file, &format, cancellable, error);
  g_autoptr (CtnTable) table = ctn_table_new ();

  return reader != NULL &&
         ctn_csv_reader_for_each (reader, add_row_cb, table, cancellable, error) &&
         ctn_answer_import_read_table (self, table, error);
}

static gboolean
read_book (CtnAnswerReading *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, cancellable, error);
  g_autoptr (CtnTable) table = NULL;
  gboolean has_header;
  guint header;

  if (book == NULL)
    return FALSE;
  if (ctn_sheet_book_find (book, CTN_QUESTIONNAIRE_SHEET) >= 0)
    return ctn_answer_import_read_questionnaire (self, book, cancellable, error);
  table = ctn_sheet_book_read (book, 0, cancellable, error);
  if (table == NULL)
    return FALSE;
  header = ctn_sheet_find_header (table, &has_header);
  ctn_table_drop_rows (table, header);
  return ctn_answer_import_read_table (self, table, error);
}

/* Whether a file begins as a JSON object does. */
static gboolean
is_json (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  char start[64] = "";
  gsize n = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start - 1,
                                                  &n, cancellable, NULL))
    return FALSE;
  return *(start + strspn (start, "\xef\xbb\xbf \t\r\n")) == '{';
}

static gboolean
read_json (CtnAnswerReading *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autofree char *json = NULL;
  gsize length = 0;

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > MAX_JSON_BYTES) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                         _ ("The file is too large for one import."));
    return FALSE;
  }
  return g_file_load_contents (file, cancellable, &json, &length, NULL, error) &&
         ctn_answer_import_read_json (self, json, length, error);
}

CtnAnswerImport *
ctn_answer_import_load (CtnConnection *reader,
                        GFile *file,
                        const CtnAnswerDefaults *defaults,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CtnAnswerImport) import = g_new0 (CtnAnswerImport, 1);
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CtnAnswerReading reading = { import, reader, defaults, NULL, made };
  gboolean ok;

  import->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_answer_sheet_free);
  import->problems = g_ptr_array_new_with_free_func (problem_free);
  if (defaults->model != NULL &&
      !ctn_answer_reading_set_model (&reading, defaults->model, NULL, error))
    return NULL;
  if (ctn_sheet_book_is_one (file, cancellable))
    ok = read_book (&reading, file, cancellable, error);
  else if (is_json (file, cancellable))
    ok = read_json (&reading, file, cancellable, error);
  else
    ok = read_csv (&reading, file, cancellable, error);
  g_clear_pointer (&reading.model, ctn_maturity_model_unref);
  return ok ? g_steal_pointer (&import) : NULL;
}

guint
ctn_answer_import_count_answers (const CtnAnswerImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->sheets->len; i++)
    n += ctn_answer_sheet_get_n_answers (g_ptr_array_index (self->sheets, i));
  return n;
}

guint
ctn_answer_import_count_new (const CtnAnswerImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->sheets->len; i++)
    n += ctn_answer_sheet_makes_assessment (g_ptr_array_index (self->sheets, i));
  return n;
}

gboolean
ctn_answer_import_apply (CtnAnswerImport *self, CtnProject *project, GError **error)
{
  return ctn_answer_sheets_write (project, self->sheets, N_ ("Import Answers"), NULL, error);
}
