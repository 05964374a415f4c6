/* People: positions, the list of an organisation, what data protection asks for, undo. */
#include "ctn-organisation.h"
#include "ctn-person.h"

#include <ctn-record-operations.h>
#include <ctn-record.h>

typedef struct {
  CtnProject *project;
  gint64 aalto;
  gint64 kone;
  gint64 anna; /* at Aalto */
} Fixture;

static gint64
add_organisation (Fixture *f, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_organisation_add (f->project, name, &error);

  g_assert_no_error (error);
  return id;
}

static gint64
add (Fixture *f, gint64 organisation, const char *given_name, const char *family_name)
{
  const CtnNewPerson person = { given_name, family_name, "Director", "a@example.org" };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_person_add (f->project, organisation, &person, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->aalto = add_organisation (f, "Aalto");
  f->kone = add_organisation (f, "Kone");
  f->anna = add (f, f->aalto, "Anna", "Virtanen");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static void
edit (Fixture *f, gint64 person, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_person_edit (
      f->project, person, ctn_record_kind_find_field (ctn_person_kind (), name), text, &error));
  g_assert_no_error (error);
}

static char *
dup_value (Fixture *f, gint64 person, const char *name)
{
  return ctn_record_get (reader (f), ctn_person_kind (), person,
                         ctn_record_kind_find_field (ctn_person_kind (), name), NULL);
}

static GPtrArray *
list (Fixture *f, gint64 organisation)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *contacts = ctn_person_list_contacts (reader (f), organisation, "2026-06-15", &error);

  g_assert_no_error (error);
  return contacts;
}

static guint
count (Fixture *f, const char *sql)
{
  gint64 n = -1;

  g_assert_true (ctn_connection_get_int (reader (f), &n, NULL, sql, ""));
  return (guint) n;
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_project_undo (f->project, &error));
  g_assert_no_error (error);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) contacts = list (f, f->aalto);
  g_autoptr (GPtrArray) positions = ctn_person_list_positions (reader (f), f->anna, NULL);
  const CtnContact *contact = g_ptr_array_index (contacts, 0);
  const CtnPosition *position = g_ptr_array_index (positions, 0);

  g_assert_cmpuint (contacts->len, ==, 1);
  g_assert_cmpint (contact->id, ==, f->anna);
  g_assert_cmpstr (contact->name, ==, "Anna Virtanen");
  g_assert_cmpstr (contact->function, ==, "Director");
  g_assert_cmpstr (contact->email, ==, "a@example.org");
  g_assert_null (contact->phone);
  g_assert_false (contact->restricted);
  g_assert_cmpuint (positions->len, ==, 1);
  g_assert_cmpint (position->id, ==, contact->position);
  g_assert_cmpint (position->organisation, ==, f->aalto);
  g_assert_cmpstr (position->name, ==, "Aalto");
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Add Person: Anna Virtanen");
  undo (f);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person"), ==, 0);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM position"), ==, 0);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) contacts = NULL;

  add (f, f->aalto, "Bea", "aho");
  add (f, f->aalto, "Aino", "Virtanen");
  contacts = list (f, f->aalto);
  g_assert_cmpuint (contacts->len, ==, 3);
  g_assert_cmpstr (((CtnContact *) contacts->pdata[0])->name, ==, "Bea aho");
  g_assert_cmpstr (((CtnContact *) contacts->pdata[1])->name, ==, "Aino Virtanen");
  g_assert_cmpstr (((CtnContact *) contacts->pdata[2])->name, ==, "Anna Virtanen");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  const CtnNewPerson nameless = { "Anna", " ", NULL, NULL };
  const CtnNewPerson unreachable = { "Anna", "Virtanen", NULL, "anna at home" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ctn_person_add (f->project, f->aalto, &nameless, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (ctn_person_add (f->project, f->aalto, &unreachable, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person"), ==, 1);
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autofree char *basis = NULL;
  g_autofree char *language = NULL;

  edit (f, f->anna, "title", "Dr.");
  edit (f, f->anna, "legal-basis", "Contract (Art. 6 (1) b)");
  edit (f, f->anna, "language", "Finnish");
  name = ctn_person_dup_name (reader (f), f->anna, NULL);
  basis = dup_value (f, f->anna, "legal-basis");
  language = dup_value (f, f->anna, "language");
  g_assert_cmpstr (name, ==, "Dr. Anna Virtanen");
  g_assert_cmpstr (basis, ==, "contract");
  g_assert_cmpstr (language, ==, "fi");
  g_assert_cmpuint (count (f, "SELECT modified > 0 FROM person"), ==, 1);
}

static void
test_restricted (Fixture *f, gconstpointer data)
{
  guint operations = count (f, "SELECT count(*) FROM operation");

  edit (f, f->anna, "restricted", "0");
  g_assert_cmpuint (count (f, "SELECT count(*) FROM operation"), ==, operations);
  edit (f, f->anna, "restricted", "1");
  {
    g_autoptr (GPtrArray) contacts = list (f, f->aalto);

    g_assert_true (((CtnContact *) contacts->pdata[0])->restricted);
  }
  undo (f);
  g_assert_cmpuint (count (f, "SELECT restricted FROM person"), ==, 0);
}

static CtnPersonIssues
issues (Fixture *f)
{
  CtnPersonIssues found = 0;

  g_assert_true (ctn_person_get_issues (reader (f), f->anna, "2026-06-15", &found, NULL));
  return found;
}

static void
test_issues (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (issues (f), ==, CTN_PERSON_NO_BASIS | CTN_PERSON_NOT_INFORMED);
  edit (f, f->anna, "legal-basis", "consent");
  g_assert_cmpint (issues (f), ==, CTN_PERSON_NO_CONSENT | CTN_PERSON_NOT_INFORMED);
  ctn_record_add (
      f->project, ctn_consent_kind (), f->anna,
      (const CtnFieldText[]) { { "text", "Newsletter" }, { "date", "2026-01-02" }, { NULL } },
      NULL);
  g_assert_cmpint (issues (f), ==, CTN_PERSON_NOT_INFORMED);
  edit (f, f->anna, "informed-on", "2026-01-02");
  g_assert_cmpint (issues (f), ==, 0);
  g_assert_null (ctn_person_issues_to_text (0));
}

/* The day itself, the month and the year that are named still count as kept. */
static void
test_retention (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *until;
    gboolean over;
  } cases[] = { { "2026-06-15", FALSE }, { "2026-06-14", TRUE }, { "2026-06", FALSE },
                { "2026-05", TRUE },     { "2026", FALSE },      { "2025", TRUE },
                { "2031-12-31", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    edit (f, f->anna, "retain-until", cases[i].until);
    g_assert_cmpint ((issues (f) & CTN_PERSON_RETENTION_OVER) != 0, ==, cases[i].over);
  }
}

static void
test_positions (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 position = ctn_position_add (f->project, f->anna, f->kone, &error);

  g_assert_no_error (error);
  g_assert_cmpint (position, !=, 0);
  g_assert_cmpint (ctn_position_add (f->project, f->anna, f->kone, &error), ==, position);
  g_assert_true (ctn_position_edit (f->project, position, " Adviser ", &error));
  {
    g_autoptr (GPtrArray) contacts = list (f, f->kone);

    g_assert_cmpuint (contacts->len, ==, 1);
    g_assert_cmpstr (((CtnContact *) contacts->pdata[0])->function, ==, "Adviser");
  }
  g_assert_true (ctn_position_delete (f->project, position, &error));
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person"), ==, 1);
}

static void
test_last_position (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) contacts = list (f, f->aalto);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ctn_position_delete (f->project, ((CtnContact *) contacts->pdata[0])->position, &error));
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person"), ==, 0);
  undo (f);
  {
    g_autoptr (GPtrArray) again = list (f, f->aalto);

    g_assert_cmpuint (again->len, ==, 1);
    g_assert_cmpstr (((CtnContact *) again->pdata[0])->name, ==, "Anna Virtanen");
    g_assert_cmpstr (((CtnContact *) again->pdata[0])->function, ==, "Director");
  }
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ctn_position_add (f->project, f->anna, f->kone, NULL);
  g_assert_true (ctn_person_delete (f->project, f->anna, &error));
  g_assert_cmpuint (count (f, "SELECT count(*) FROM position"), ==, 0);
  undo (f);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM position"), ==, 2);
}

/* Personal data do not stay behind where nobody would find them. */
static void
test_delete_organisation (Fixture *f, gconstpointer data)
{
  gint64 both = add (f, f->aalto, "Bea", "Aho");

  ctn_position_add (f->project, both, f->kone, NULL);
  g_assert_true (ctn_organisation_delete (f->project, &f->aalto, 1, NULL));
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person"), ==, 1);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person WHERE family_name = 'Aho'"), ==, 1);
  undo (f);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM person"), ==, 2);
  g_assert_cmpuint (count (f, "SELECT count(*) FROM position"), ==, 3);
}

/* A file without persons can only be made if every field is marked. */
static void
test_personal (void)
{
  for (const CtnField *field = ctn_person_kind ()->fields; field->name != NULL; field++)
    g_assert_true (field->flags & CTN_FIELD_PERSONAL);
}

#define ADD(name, function) g_test_add ("/person/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("add", test_add);
  ADD ("order", test_order);
  ADD ("refused", test_refused);
  ADD ("edit", test_edit);
  ADD ("restricted", test_restricted);
  ADD ("issues", test_issues);
  ADD ("retention", test_retention);
  ADD ("positions", test_positions);
  ADD ("last-position", test_last_position);
  ADD ("delete", test_delete);
  ADD ("delete-organisation", test_delete_organisation);
  g_test_add_func ("/person/personal", test_personal);
  return g_test_run ();
}
