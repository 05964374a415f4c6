/* Organisations: adding, editing every kind of field, what a field refuses, deleting, undo. */
#include <ctn-organisation-size.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <locale.h>
#include <string.h>

#include "registry-support.h"

typedef struct {
  CtnProject *project;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->project = support_project_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  ctn_project_undo (f->project, &error);
  g_assert_no_error (error);
}

/* What is written and what the file keeps of it; NULL where it is refused. */
typedef struct {
  const char *field;
  const char *text;
  const char *value;
} Case;

static const Case cases[] = {
  { "name", "  Müller GmbH  ", "Müller GmbH" },
  { "name", "", NULL },
  { "name", "   ", NULL },
  { "name", "broken \xff", NULL },
  { "other-names", "Mueller; MGH ;Mueller", "Mueller; MGH" },
  { "helix", "Industry", "industry" },
  { "helix", "RESEARCH", "research" },
  { "helix", "club", NULL },
  { "type", "University", "university" },
  { "founded", "1949", "1949" },
  { "founded", "31.12.1949", "1949-12-31" },
  { "founded", "yesterday", NULL },
  { "country", "Germany", "DE" },
  { "country", "deutschland", "DE" },
  { "country", "Atlantis", NULL },
  { "region", "de212", "DE212" },
  { "region", "DE999", NULL },
  { "postcode", "00123", "00123" },
  { "latitude", "48,137", "48.137" },
  { "latitude", "-90", "-90" },
  { "latitude", "95", NULL },
  { "latitude", "north", NULL },
  { "longitude", "181", NULL },
  { "longitude", "-179.5", "-179.5" },
  { "web", "www.example.org", "www.example.org" },
  { "web", "javascript:alert(1)", NULL },
  { "email", "info@example.org", "info@example.org" },
  { "email", "info at example", NULL },
  { "phone", "+49 89 1234-0", "+49 89 1234-0" },
  { "phone", "call us", NULL },
  { "languages", "German; en", "de; en" },
  { "languages", "Klingonish", NULL },
  { "nace2", "01.11", "01.11" },
  { "nace2", "01.11; 62.01", "01.11; 62.01" },
  { "nace2", "99.99", NULL },
  { "tags", "solar | wind; solar", "solar; wind" },
  { "size-class", "Small", "small" },
  { "headcount", "12,5", "12.5" },
  { "headcount", "640", "640" },
  { "headcount", "-1", NULL },
  { "turnover", "-5", NULL },
  { "balance", "1.5e6", "1500000" },
  { "vat", "de 136 695 976", "DE136695976" },
  { "vat", "DE136695977", NULL },
  { "ror", "ror.org/02t1bej08", "https://ror.org/02t1bej08" },
  { "pic", "999 854 661", "999854661" },
  { "pic", "123", NULL },
  { "lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12" },
  { "lei", "5493001KJTIIGC8Y1R13", NULL },
  { "notes", "two\nlines", "two\nlines" },
};

static void
test_values (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CtnField *field = support_field (cases[i].field);
    g_autofree char *before = support_get (f->project, id, cases[i].field);
    g_autoptr (GError) error = NULL;
    gboolean ok = ctn_organisation_edit (f->project, &id, 1, field, cases[i].text, &error);

    g_test_message ("%s", cases[i].field);
    g_assert_cmpint (ok, ==, cases[i].value != NULL);
    if (!ok) {
      g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
    support_assert (f->project, id, cases[i].field, ok ? cases[i].value : before);
  }
}

/* Every field takes its own value again, and nothing, and undo gives each back. */
static void
test_clear (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (cases[i].value == NULL || g_str_equal (cases[i].field, "name"))
      continue;
    support_edit (f->project, id, cases[i].field, cases[i].value);
    support_assert (f->project, id, cases[i].field, cases[i].value);
    /* Another field in between, so that the next edit is an operation of its own. */
    support_edit (f->project, id, "source", cases[i].value);
    support_edit (f->project, id, cases[i].field, "");
    support_assert (f->project, id, cases[i].field, "");
    undo (f);
    support_assert (f->project, id, cases[i].field, cases[i].value);
  }
}

/* One undo for each step brings back every state, byte for byte. */
static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  gint64 ids[2];

  g_ptr_array_add (states, support_dump (f->project));
  ids[0] = ctn_organisation_add (f->project, "One", NULL);
  g_ptr_array_add (states, support_dump (f->project));
  ids[1] = ctn_organisation_add (f->project, "Two", NULL);
  g_ptr_array_add (states, support_dump (f->project));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (cases[i].value == NULL)
      continue;
    g_assert_true (ctn_organisation_edit (f->project, ids, 2, support_field (cases[i].field),
                                          cases[i].text, NULL));
    g_ptr_array_add (states, support_dump (f->project));
  }
  g_assert_true (ctn_organisation_delete (f->project, ids, 2, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation"), ==, 0);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_tag"), ==, 0);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_size"), ==, 0);
  for (guint i = states->len; i-- > 0;) {
    const char *wanted = g_ptr_array_index (states, i);
    g_autofree char *state = NULL;

    /* An edit that changed nothing was no operation. */
    if (i + 1 < states->len && g_str_equal (wanted, g_ptr_array_index (states, i + 1)))
      continue;
    undo (f);
    state = support_dump (f->project);
    g_assert_cmpstr (state, ==, wanted);
  }
}

/* Writing on in one field is one operation; in another field it is another. */
static void
test_merge (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", NULL);

  support_edit (f->project, id, "city", "M");
  support_edit (f->project, id, "city", "Mü");
  support_edit (f->project, id, "city", "München");
  support_edit (f->project, id, "street", "Weg 1");
  undo (f);
  support_assert (f->project, id, "street", "");
  support_assert (f->project, id, "city", "München");
  undo (f);
  support_assert (f->project, id, "city", "");
}

static void
test_nothing_changes (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", "tags", "a; b", "vat", "DE136695976", NULL);
  gint64 before = support_count (f->project, "SELECT count(*) FROM operation");

  support_edit (f->project, id, "tags", "a; b");
  support_edit (f->project, id, "vat", "DE 136695976");
  support_edit (f->project, id, "name", "Test ");
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM operation"), ==, before);
}

/* A list keeps the rows that stay, so that the history shows what changed and no more. */
static void
test_list_rows (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", "tags", "a; b; c", NULL);
  gint64 a = support_count (f->project, "SELECT l.id FROM organisation_tag l JOIN tag t "
                                        "ON t.id = l.tag WHERE t.name = 'a'");

  support_edit (f->project, id, "tags", "a; d");
  support_assert (f->project, id, "tags", "a; d");
  g_assert_cmpint (support_count (f->project, "SELECT l.id FROM organisation_tag l JOIN tag t "
                                              "ON t.id = l.tag WHERE t.name = 'a'"),
                   ==, a);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_tag"), ==, 2);
}

/* The four identifiers share a table and do not disturb one another. */
static void
test_identifiers (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", "vat", "DE136695976", "pic", "999854661", NULL);

  support_edit (f->project, id, "vat", "ATU33864707");
  support_assert (f->project, id, "vat", "ATU33864707");
  support_assert (f->project, id, "pic", "999854661");
  support_edit (f->project, id, "pic", "");
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_identifier"), ==,
                   1);
}

static void
test_size_of_a_year (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", "headcount", "10", "turnover", "5000", NULL);

  /* Both are about the same year, and that is this one. */
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_size"), ==, 1);
  g_assert_cmpint (
      support_count (f->project, "SELECT year BETWEEN 2024 AND 2200 FROM organisation_size"), ==,
      1);
  support_edit (f->project, id, "headcount", "");
  support_assert (f->project, id, "headcount", "");
  support_assert (f->project, id, "turnover", "5000");
}

/* One after the other, back from this year; the fields show the latest known, and write where they read. */
static void
test_years (Fixture *f, gconstpointer data)
{
  const CtnRecordKind *sizes = ctn_organisation_size_kind ();
  gint64 id = support_add (f->project, "Test", "headcount", "10", NULL);
  gint64 this_year = support_count (f->project, "SELECT year FROM organisation_size");
  gint64 before, again;
  g_autofree char *same = g_strdup_printf ("%d", (int) this_year);
  g_autoptr (GError) error = NULL;

  before = ctn_organisation_size_add (f->project, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (support_count (f->project, "SELECT min(year) FROM organisation_size"), ==,
                   this_year - 1);
  g_assert_true (ctn_record_edit (f->project, sizes, before,
                                  ctn_record_kind_find_field (sizes, "turnover"), "2,5", NULL));
  support_assert (f->project, id, "turnover", "2.5");
  support_edit (f->project, id, "turnover", "3");
  g_assert_cmpint (
      support_count (f->project, "SELECT year FROM organisation_size WHERE turnover = 3"), ==,
      this_year - 1);
  support_edit (f->project, id, "turnover", "");
  support_assert (f->project, id, "turnover", "");

  again = ctn_organisation_size_add (f->project, id, NULL);
  g_assert_false (ctn_record_edit (f->project, sizes, again,
                                   ctn_record_kind_find_field (sizes, "year"), same, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, same));
  g_assert_cmpint (support_count (f->project, "SELECT count(DISTINCT year) FROM organisation_size"),
                   ==, 3);
  g_assert_true (ctn_record_remove (f->project, sizes, &before, 1, NULL));
  undo (f);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_size"), ==, 3);
}

static void
test_region_version (Fixture *f, gconstpointer data)
{
  gint64 id = support_add (f->project, "Test", "region", "DE212", NULL);

  support_assert (f->project, id, "region-version", "2024");
  support_edit (f->project, id, "region", "");
  support_assert (f->project, id, "region-version", "");
}

static void
test_many (Fixture *f, gconstpointer data)
{
  gint64 ids[] = { support_add (f->project, "One", "tags", "x", NULL),
                   support_add (f->project, "Two", NULL) };

  g_assert_true (
      ctn_organisation_add_value (f->project, ids, 2, support_field ("tags"), "solar", NULL));
  support_assert (f->project, ids[0], "tags", "x; solar");
  support_assert (f->project, ids[1], "tags", "solar");
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==,
                   "Edit Organisation: 2 organisations");
  undo (f);
  support_assert (f->project, ids[0], "tags", "x");
  support_assert (f->project, ids[1], "tags", "");
}

/* A value that one of many cannot take changes none. */
static void
test_many_refused (Fixture *f, gconstpointer data)
{
  gint64 ids[] = { support_add (f->project, "One", NULL), support_add (f->project, "Two", NULL) };
  g_autofree char *before = support_dump (f->project);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ctn_organisation_edit (f->project, ids, 2, support_field ("latitude"), "91", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  after = support_dump (f->project);
  g_assert_cmpstr (before, ==, after);
}

typedef struct {
  CtnOrganisationJob job;
  gboolean done;
  GError *error;
  double fractions[4];
  int n_fractions; /* (atomic) */
  gboolean cancels;
} Long;

/* On the worker thread. */
static void
progress_cb (double fraction, gpointer data)
{
  Long *work = data;

  work->fractions[g_atomic_int_add (&work->n_fractions, 1)] = fraction;
  if (work->cancels && fraction > 0)
    g_cancellable_cancel (work->job.cancellable);
}

static void
long_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Long *work = data;

  ctn_organisation_job_finish (CTN_PROJECT (source), result, &work->error);
  work->done = TRUE;
}

static void
long_begin (Long *work, const gint64 *ids, guint n_ids, GCancellable *cancellable)
{
  *work = (Long) {
    .job = { g_array_new (FALSE, FALSE, sizeof *ids), progress_cb, work, cancellable },
    .cancels = cancellable != NULL,
  };
  g_array_append_vals (work->job.ids, ids, n_ids);
}

static void
long_end (Long *work)
{
  g_array_unref (work->job.ids);
  while (!work->done)
    g_main_context_iteration (NULL, TRUE);
}

/* The same as with a few at once, and one operation as well; how far it is, is told before each one. */
static void
test_long (Fixture *f, gconstpointer data)
{
  const gint64 ids[] = { support_add (f->project, "One", "tags", "x", NULL),
                         support_add (f->project, "Two", NULL) };
  g_autofree char *value =
      ctn_organisation_parse (f->project, support_field ("tags"), " solar ", NULL);
  Long work;

  long_begin (&work, ids, 2, NULL);
  ctn_organisation_edit_async (f->project, &work.job, support_field ("tags"), value, TRUE, long_cb,
                               &work);
  g_assert_true (ctn_project_is_busy (f->project));
  long_end (&work);
  g_assert_no_error (work.error);
  g_assert_cmpint (work.n_fractions, ==, 2);
  g_assert_cmpfloat_with_epsilon (work.fractions[0], 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (work.fractions[1], 0.5, 1e-9);
  support_assert (f->project, ids[0], "tags", "x; solar");
  support_assert (f->project, ids[1], "tags", "solar");
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==,
                   "Edit Organisation: 2 organisations");

  long_begin (&work, ids, 2, NULL);
  ctn_organisation_edit_async (f->project, &work.job, support_field ("city"), "Ulm", FALSE, long_cb,
                               &work);
  long_end (&work);
  g_assert_no_error (work.error);
  support_assert (f->project, ids[1], "city", "Ulm");
  undo (f);
  undo (f);
  support_assert (f->project, ids[0], "tags", "x");

  long_begin (&work, ids, 2, NULL);
  ctn_organisation_delete_async (f->project, &work.job, long_cb, &work);
  long_end (&work);
  g_assert_no_error (work.error);
  g_assert_false (
      ctn_record_exists (ctn_project_get_reader (f->project), ctn_organisation_kind (), ids[1]));
  undo (f);
  support_assert (f->project, ids[1], "name", "Two");
}

/* Cancelled after the first one: nothing has happened. */
static void
test_long_cancelled (Fixture *f, gconstpointer data)
{
  const gint64 ids[] = { support_add (f->project, "One", NULL),
                         support_add (f->project, "Two", NULL) };
  g_autofree char *before = support_dump (f->project);
  g_autofree char *after = NULL;

  for (int i = 0; i < 3; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    Long work;

    long_begin (&work, ids, 2, cancellable);
    if (i == 0)
      ctn_organisation_delete_async (f->project, &work.job, long_cb, &work);
    else
      ctn_organisation_edit_async (f->project, &work.job, support_field ("tags"), "solar", i == 1,
                                   long_cb, &work);
    long_end (&work);
    g_assert_error (work.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_clear_error (&work.error);
  }
  after = support_dump (f->project);
  g_assert_cmpstr (before, ==, after);
}

/* What a field does not take is refused before any work begins. */
static void
test_parse (Fixture *f, gconstpointer data)
{
  static const char *const refused[][2] = { { "latitude", "91" }, { "sectors", "No Such Sector" } };
  g_autofree char *name =
      ctn_organisation_parse (f->project, support_field ("city"), " Ulm ", NULL);

  g_assert_cmpstr (name, ==, "Ulm");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (
        ctn_organisation_parse (f->project, support_field (refused[i][0]), refused[i][1], &error));
    g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  }
}

static void
test_sectors (Fixture *f, gconstpointer data)
{
  g_autofree char *code = ctn_connection_get_text (
      ctn_project_get_reader (f->project), NULL, "SELECT code FROM sector ORDER BY id LIMIT 1", "");
  gint64 id = support_add (f->project, "Test", "sectors", code, NULL);

  support_assert (f->project, id, "sectors", code);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation_sector"), ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/organisation/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("values", test_values);
  ADD ("clear", test_clear);
  ADD ("undo", test_undo);
  ADD ("merge", test_merge);
  ADD ("nothing-changes", test_nothing_changes);
  ADD ("list-rows", test_list_rows);
  ADD ("identifiers", test_identifiers);
  ADD ("size-of-a-year", test_size_of_a_year);
  ADD ("years", test_years);
  ADD ("region-version", test_region_version);
  ADD ("many", test_many);
  ADD ("many-refused", test_many_refused);
  ADD ("long", test_long);
  ADD ("long-cancelled", test_long_cancelled);
  ADD ("parse", test_parse);
  ADD ("sectors", test_sectors);
  return g_test_run ();
}
