/* Lists of participants: who is recognised by what, what is added, and that all is one operation. */
#include "ctn-participant-import.h"

#include <ctn-activity.h>
#include <ctn-person.h>
#include <ctn-record-operations.h>
#include <registry-support.h>

typedef struct {
  CtnProject *project;
  gint64 activity;
  gint64 kone;
  gint64 anna; /* at Kone */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  const CtnNewPerson anna = { "Anna", "Virtanen", NULL, "anna@kone.example" };

  f->project = support_project_new ();
  f->kone = support_add (f->project, "Kone Oyj", "web", "https://www.kone.example", NULL);
  f->anna = ctn_person_add (f->project, f->kone, &anna, NULL);
  f->activity = ctn_record_add (f->project, ctn_activity_kind (), 0,
                                (const CtnFieldText[]) { { "name", "Workshop" }, { NULL } }, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

static CtnParticipantImport *
load (Fixture *f, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return ctn_participant_import_load (file, ctn_project_get_reader (f->project), NULL, error);
}

static const CtnParticipantRow *
get (CtnParticipantImport *import, guint row)
{
  return g_ptr_array_index (import->rows, row);
}

static const char list[] = "Name;Organisation;E-Mail\n"
                           "Anna Maria Virtanen;;ANNA@kone.example\n" /* by address */
                           "Virtanen, Anna;KONE;\n"                   /* by name and organisation */
                           "Pekka Aho;;pekka@kone.example\n" /* organisation by the domain */
                           "Bea Muster;Beispiel GmbH;bea@beispiel.example\n"
                           "Cem Muster;BEISPIEL;\n" /* of the one before */
                           ";Kone Oyj;\n"
                           "Nobody Nowhere;;nobody@mail.example\n"
                           "Wrong Address;Kone;at home\n";

static void
test_match (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnParticipantImport) import = load (f, list, &error);
  static const CtnParticipantMatch expected[] = {
    CTN_PARTICIPANT_KNOWN,    CTN_PARTICIPANT_KNOWN,    CTN_PARTICIPANT_NEW_PERSON,
    CTN_PARTICIPANT_NEW_BOTH, CTN_PARTICIPANT_NEW_BOTH, CTN_PARTICIPANT_ORGANISATION,
    CTN_PARTICIPANT_UNCLEAR,  CTN_PARTICIPANT_UNCLEAR,
  };

  g_assert_no_error (error);
  g_assert_cmpuint (import->rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (get (import, i)->match, ==, expected[i]);
  g_assert_cmpint (get (import, 0)->person, ==, f->anna);
  g_assert_cmpint (get (import, 1)->person, ==, f->anna);
  g_assert_cmpint (get (import, 2)->organisation, ==, f->kone);
  g_assert_cmpstr (get (import, 2)->given_name, ==, "Pekka");
  g_assert_cmpstr (get (import, 2)->family_name, ==, "Aho");
  g_assert_nonnull (get (import, 7)->problem);
  /* Anna twice, and Kone. */
  g_assert_cmpuint (ctn_participant_import_count (import), ==, 3);
  import->add_unknown = TRUE;
  g_assert_cmpuint (ctn_participant_import_count (import), ==, 6);
}

static void
test_apply (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Import Participants", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnParticipantImport) import = load (f, list, &error);

  import->activity = f->activity;
  import->add_unknown = TRUE;
  import->state = CTN_PARTICIPANT_ATTENDED;
  g_assert_true (
      ctn_project_transact (f->project, &operation, ctn_participant_import_apply, import, &error));
  g_assert_no_error (error);
  /* Anna once, Pekka, Bea, Cem, and Kone itself; Bea and Cem are at one new organisation. */
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM participant WHERE state = "
                                              "'attended'"),
                   ==, 5);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM person"), ==, 4);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation"), ==, 2);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM person WHERE data_source = "
                                              "'event'"),
                   ==, 3);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM participant"), ==, 0);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM person"), ==, 1);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation"), ==, 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (f, "Colour;Weight\nred;1\nblue;2\n", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/participant-import/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("match", test_match);
  ADD ("apply", test_apply);
  ADD ("refused", test_refused);
  return g_test_run ();
}
