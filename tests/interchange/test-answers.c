/* Answers from outside: tables, JSON, questionnaires. What is expected follows from the files written here
 * and from the shipped model ris3-wheel (codes 1.1 to 6.3, levels 0 to 5). */
#include <ctn-answer-import.h>
#include <ctn-answer.h>
#include <ctn-organisation.h>
#include <ctn-questionnaire.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctn-interchange-error.h"
#include "ctn-sheet-book.h"

typedef struct {
  CtnProject *project;
  char *folder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->folder = g_dir_make_tmp ("catenary-answers-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (f->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (f->folder);
  g_free (f->folder);
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static GFile *
put (Fixture *f, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static gint64
get_int (Fixture *f, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  ctn_connection_get_int (reader (f), &value, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

static const CtnAnswerProblem *
get_problem (const CtnAnswerImport *import, guint index)
{
  g_assert_cmpuint (index, <, import->problems->len);
  return g_ptr_array_index (import->problems, index);
}

/* Two raters of one assessment, one assessment of another region; German headings. What is wrong is told
 * with its place, and the rest goes in as one operation. */
static void
test_table (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = put (f, "a.csv",
                                "Name;NUTS;Stufe;Datum;Bewertet von;1.1;Regional assets;1.2;zz\n"
                                "Oberpfalz;DE23;T0;20.01.2026;Anna;3;;n/a: kein Haushalt;1\n"
                                "Oberpfalz;DE23;T0;20.01.2026;Bert;5;;9;\n"
                                "Tirol;AT33;T0;soon;;1;;;\n"
                                "Nowhere;XX99;T0;2026;;1;;;\n"
                                "Wien;AT13;T0;2026;;4;;2;\n");
  const CtnAnswerDefaults defaults = { .model = "ris3-wheel" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnAnswerImport) import =
      ctn_answer_import_load (reader (f), file, &defaults, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (get_problem (import, 0)->column, ==, "zz");
  g_assert_cmpuint (get_problem (import, 1)->line, ==, 3);
  g_assert_cmpstr (get_problem (import, 1)->column, ==, "1.2");
  g_assert_cmpuint (get_problem (import, 2)->line, ==, 4);
  g_assert_cmpuint (get_problem (import, 3)->line, ==, 5);
  g_assert_cmpuint (import->problems->len, ==, 4);
  g_assert_cmpuint (ctn_answer_import_count_new (import), ==, 2);
  g_assert_true (ctn_answer_import_apply (import, f->project, &error));
  g_assert_no_error (error);
  /* Anna's 3 and the reason, Bert's 5, and 4 and 2 for Vienna. */
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer"), ==, 5);
  g_assert_cmpint (get_int (f, "SELECT count(DISTINCT assessment) FROM answer"), ==, 2);
  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM assessment"), ==, 0);
}

static void
test_table_again (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = put (f, "a.csv",
                                "name,nuts,stage,date,rater,1.1,1.2\n"
                                "Oberpfalz,DE23,T0,2026-01-20,Anna,3,n/a: no budget\n"
                                "Oberpfalz,DE23,T0,2026-01-20,,4,2\n");
  const CtnAnswerDefaults defaults = { .model = "ris3-wheel" };
  g_autoptr (GError) error = NULL;

  /* The second time the answers go to the assessment that is there. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (CtnAnswerImport) import =
        ctn_answer_import_load (reader (f), file, &defaults, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (import->problems->len, ==, 0);
    g_assert_cmpuint (ctn_answer_import_count_answers (import), ==, 4);
    g_assert_cmpuint (ctn_answer_import_count_new (import), ==, i == 0 ? 1 : 0);
    g_assert_true (ctn_answer_import_apply (import, f->project, &error));
    g_assert_cmpint (get_int (f, "SELECT count(*) FROM assessment"), ==, 1);
    g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer"), ==, 4);
  }
  g_assert_cmpint (get_int (f, "SELECT value FROM answer WHERE rater IS NULL AND item = '1.1'"), ==,
                   4);
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer WHERE reason = 'no budget'"), ==, 1);
}

static void
test_table_needs (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = put (f, "a.csv", "name,nuts,colour\nOberpfalz,DE23,blue\n");
  const CtnAnswerDefaults nothing = { 0 };
  const CtnAnswerDefaults wheel = { .model = "ris3-wheel" };
  const CtnAnswerDefaults unknown = { .model = "square" };
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_answer_import_load (reader (f), file, &nothing, NULL, &error));
  g_assert_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (ctn_answer_import_load (reader (f), file, &wheel, NULL, &error));
  g_assert_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (ctn_answer_import_load (reader (f), file, &unknown, NULL, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
}

static void
test_json (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file =
      put (f, "a.json",
           "{\"model\": \"ris3-wheel\", \"assessments\": [{\"name\": \"Oberpfalz\", \"nuts\": "
           "\"DE23\", \"date\": \"2026-05\", \"notes\": \"Seen\", \"answers\": {\"1.1\": 3, "
           "\"1.2\": {\"value\": 2, \"comment\": \"Late\", \"evidence\": \"minutes\", "
           "\"confidence\": \"low\"}, \"1.3\": {\"not-applicable\": \"no such body\"}, \"2.1\": "
           "null, \"2.2\": \"five\", \"9.9\": 1}}, {\"name\": \"Empty\"}]}");
  const CtnAnswerDefaults defaults = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnAnswerImport) import =
      ctn_answer_import_load (reader (f), file, &defaults, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (import->problems->len, ==, 3);
  g_assert_cmpstr (get_problem (import, 0)->column, ==, "2.2");
  g_assert_cmpstr (get_problem (import, 1)->column, ==, "9.9");
  g_assert_cmpuint (get_problem (import, 2)->line, ==, 2);
  g_assert_true (ctn_answer_import_apply (import, f->project, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer"), ==, 3);
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer WHERE item = '1.2' AND value = 2 AND "
                               "comment = 'Late' AND evidence = 'minutes' AND confidence = 'low'"),
                   ==, 1);
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM assessment WHERE date = '2026-05' AND notes = "
                               "'Seen'"),
                   ==, 1);
}

static void
test_bad_json (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "{",
                                       "{}",
                                       "{\"model\": 3}",
                                       "{\"model\": \"ris3-wheel\"}",
                                       "{\"model\": \"ris3-wheel\", \"assessments\": {}}",
                                       ("{\"model\": \"ris3-wheel\", \"version\": \"99\", "
                                        "\"assessments\": []}") };
  const CtnAnswerDefaults defaults = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GFile) file = put (f, "a.json", texts[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (ctn_answer_import_load (reader (f), file, &defaults, NULL, &error));
    g_assert_nonnull (error);
  }
}

/* Questionnaires ------------------------------------------------------------------------------ */

static gint64
add (Fixture *f, const char *nuts, const double *answers, guint n)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  const CtnNewAssessment new = { .model = model,
                                 .subject = { .kind = CTN_SUBJECT_REGION, .nuts = nuts },
                                 .date = "2026-02-01",
                                 .stage = "T0" };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_assessment_add (f->project, &new, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++) {
    const CtnAnswerKey key = { id, ctn_maturity_model_get_leaf (model, i)->code, NULL };

    g_assert_true (ctn_answer_set (f->project, &key, answers[i], &error));
  }
  return id;
}

static GFile *
write_questionnaire (Fixture *f, const CtnQuestionnaireOptions *options)
{
  g_autofree char *path = g_build_filename (f->folder, "q.xlsx", NULL);
  GFile *file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_questionnaire_write (reader (f), options, file, NULL, &error));
  g_assert_no_error (error);
  return file;
}

/* What was filled in before comes back as the rater's, in every language. */
static void
test_round_trip (Fixture *f, gconstpointer language)
{
  const double answers[] = { 3, 0, 5 };
  const gint64 ids[] = { add (f, "DE23", answers, 3), add (f, "HU22", answers, 1) };
  const CtnAnswerKey skipped = { ids[0], "2.1", NULL };
  const CtnAnswerKey noted = { ids[0], "1.1", NULL };
  const CtnQuestionnaireOptions options = {
    .assessments = ids, .n_assessments = 2, .with_answers = TRUE, .language = language
  };
  const CtnAnswerDefaults defaults = { .rater = "Anna" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (CtnAnswerImport) import = NULL;
  g_autoptr (GPtrArray) read = NULL;

  g_assert_true (ctn_answer_set_not_applicable (f->project, &skipped, "no such body", &error));
  g_assert_true (ctn_answer_set_comment (f->project, &noted, "=1+1", &error));
  g_assert_true (ctn_answer_set_confidence (f->project, &noted, CTN_CONFIDENCE_HIGH, &error));
  file = write_questionnaire (f, &options);
  import = ctn_answer_import_load (reader (f), file, &defaults, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->problems->len, ==, 0);
  g_assert_cmpuint (import->sheets->len, ==, 2);
  g_assert_true (ctn_answer_import_apply (import, f->project, &error));
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer a JOIN answer b ON b.assessment = "
                               "a.assessment AND b.item = a.item AND b.rater = 'Anna' AND b.value "
                               "IS a.value AND b.reason IS a.reason AND b.comment IS a.comment AND "
                               "b.confidence IS a.confidence WHERE a.rater IS NULL"),
                   ==, 5);
  g_assert_cmpint (get_int (f, "SELECT count(*) FROM answer WHERE rater = 'Anna'"), ==, 5);
}

/* Sheets are readable by people: the question, what its levels mean, and no answers where none were asked
 * for. */
static void
test_blank (Fixture *f, gconstpointer data)
{
  const double answers[] = { 3 };
  const gint64 id = add (f, "DE23", answers, 1);
  const CtnQuestionnaireOptions options = {
    .assessments = &id, .n_assessments = 1, .rater = "Bert", .language = "en"
  };
  g_autoptr (GFile) file = write_questionnaire (f, &options);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open (file, NULL, &error);
  int place = ctn_sheet_book_find (book, "Oberpfalz");
  g_autoptr (CtnTable) table = NULL;
  guint n_questions = 0;

  g_assert_cmpint (place, >=, 0);
  g_assert_true (ctn_sheet_book_is_hidden (book, (guint) ctn_sheet_book_find (book, "catenary")));
  table = ctn_sheet_book_read (book, (guint) place, NULL, &error);
  for (guint row = 0; row < ctn_table_get_n_rows (table); row++) {
    if (g_str_equal (ctn_table_get_cell (table, row, 0), "Your name"))
      g_assert_cmpstr (ctn_table_get_cell (table, row, 1), ==, "Bert");
    if (!g_str_equal (ctn_table_get_cell (table, row, 0), "1.1"))
      continue;
    n_questions++;
    g_assert_true (g_str_has_prefix (ctn_table_get_cell (table, row, 1), "Regional assets"));
    g_assert_nonnull (strstr (ctn_table_get_cell (table, row, 2), "5 · Excellent: "));
    g_assert_cmpstr (ctn_table_get_cell (table, row, 3), ==, "");
  }
  g_assert_cmpuint (n_questions, ==, 1);
}

/* A questionnaire of another project is not taken for one of this. */
static void
test_foreign (Fixture *f, gconstpointer data)
{
  const gint64 id = add (f, "DE23", NULL, 0);
  const CtnQuestionnaireOptions options = { .assessments = &id, .n_assessments = 1 };
  const CtnAnswerDefaults defaults = { 0 };
  g_autoptr (GFile) file = write_questionnaire (f, &options);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnAnswerImport) import = NULL;

  g_assert_true (ctn_assessment_delete (f->project, id, &error));
  import = ctn_answer_import_load (reader (f), file, &defaults, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->sheets->len, ==, 0);
  g_assert_cmpuint (import->problems->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, function) g_test_add (name, Fixture, data, set_up, function, tear_down)
  ADD ("/answers/table", NULL, test_table);
  ADD ("/answers/table/again", NULL, test_table_again);
  ADD ("/answers/table/needs", NULL, test_table_needs);
  ADD ("/answers/json", NULL, test_json);
  ADD ("/answers/json/bad", NULL, test_bad_json);
  ADD ("/answers/questionnaire/en", "en", test_round_trip);
  ADD ("/answers/questionnaire/de", "de", test_round_trip);
  ADD ("/answers/questionnaire/blank", NULL, test_blank);
  ADD ("/answers/questionnaire/foreign", NULL, test_foreign);
#undef ADD
  return g_test_run ();
}
