/* The part of the history that is about one organisation. */
#include "ctn-organisation-history.h"
#include "ctn-organisation.h"
#include "ctn-person.h"

typedef struct {
  CtnProject *project;
  gint64 aalto;
  gint64 kone;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  ctn_project_set_author (f->project, "Maija");
  f->aalto = ctn_organisation_add (f->project, "Aalto", &error);
  f->kone = ctn_organisation_add (f->project, "Kone", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static void
edit (Fixture *f, const gint64 *ids, gsize n_ids, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_organisation_edit (f->project, ids, n_ids,
                         ctn_record_kind_find_field (ctn_organisation_kind (), name), text, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *f, gint64 organisation)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *events =
      ctn_organisation_list_events (ctn_project_get_reader (f->project), organisation, 100, &error);

  g_assert_no_error (error);
  return events;
}

static const CtnFieldChange *
get_only_change (GPtrArray *events, guint position)
{
  const CtnOrganisationEvent *event = g_ptr_array_index (events, position);

  g_assert_cmpuint (event->changes->len, ==, 1);
  return g_ptr_array_index (event->changes, 0);
}

static void
test_added (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = list (f, f->aalto);
  const CtnOrganisationEvent *event = g_ptr_array_index (events, 0);

  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpstr (event->label, ==, "Add Organisation");
  g_assert_cmpstr (event->author, ==, "Maija");
  g_assert_cmpint (event->state, ==, CTN_HISTORY_DONE);
  g_assert_true (event->is_first);
  g_assert_cmpuint (event->changes->len, ==, 0);
}

static void
test_columns (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  const CtnFieldChange *change;

  edit (f, &f->aalto, 1, "country", "Finland");
  edit (f, &f->kone, 1, "city", "Espoo");
  events = list (f, f->aalto);
  g_assert_cmpuint (events->len, ==, 2);
  change = get_only_change (events, 0);
  g_assert_cmpstr (change->field, ==, "Country");
  g_assert_null (change->before);
  g_assert_cmpstr (change->after, ==, "Finland");
}

/* Of an operation on many, the part that is about this one. */
static void
test_many (Fixture *f, gconstpointer data)
{
  const gint64 both[] = { f->aalto, f->kone };
  g_autoptr (GPtrArray) events = NULL;
  const CtnFieldChange *change;

  edit (f, &f->kone, 1, "city", "Turku");
  edit (f, both, 2, "city", "Espoo");
  events = list (f, f->kone);
  g_assert_cmpuint (events->len, ==, 3);
  change = get_only_change (events, 0);
  g_assert_cmpstr (change->before, ==, "Turku");
  g_assert_cmpstr (change->after, ==, "Espoo");
}

static void
test_lists (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;

  edit (f, &f->aalto, 1, "tags", "battery; hydrogen");
  edit (f, &f->aalto, 1, "vat", "FI20774740");
  edit (f, &f->aalto, 1, "turnover", "1000000");
  edit (f, &f->aalto, 1, "city", "Espoo");
  edit (f, &f->aalto, 1, "tags", "");
  events = list (f, f->aalto);
  g_assert_cmpuint (events->len, ==, 6);
  g_assert_cmpstr (get_only_change (events, 0)->field, ==, "Tags");
  g_assert_cmpstr (get_only_change (events, 2)->field, ==, "Size");
  g_assert_cmpstr (get_only_change (events, 3)->field, ==, "Identifiers");
  /* Tags that are no longer there were put there once. */
  g_assert_cmpstr (get_only_change (events, 4)->field, ==, "Tags");
}

static void
test_people (Fixture *f, gconstpointer data)
{
  const CtnNewPerson person = { .family_name = "Virtanen" };
  g_autoptr (GPtrArray) events = NULL;

  ctn_person_add (f->project, f->aalto, &person, NULL);
  events = list (f, f->aalto);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (get_only_change (events, 0)->field, ==, "People");
}

static void
test_undone (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  edit (f, &f->aalto, 1, "city", "Espoo");
  g_assert_true (ctn_project_undo (f->project, &error));
  events = list (f, f->aalto);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (((CtnOrganisationEvent *) events->pdata[0])->state, ==, CTN_HISTORY_UNDONE);
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;

  edit (f, &f->aalto, 1, "city", "Espoo");
  edit (f, &f->aalto, 1, "street", "Otakaari 1");
  events = ctn_organisation_list_events (ctn_project_get_reader (f->project), f->aalto, 2, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (get_only_change (events, 0)->field, ==, "Street");
}

#define ADD(name, function) g_test_add ("/events/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("added", test_added);
  ADD ("columns", test_columns);
  ADD ("many", test_many);
  ADD ("lists", test_lists);
  ADD ("people", test_people);
  ADD ("undone", test_undone);
  ADD ("limit", test_limit);
  return g_test_run ();
}
