/* Activities, who takes part, and what follows: expected values are by hand, beside each. */
#include "ctn-activity.h"

#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <ctn-person.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>
#include <registry-support.h>

#include "ctn-decision.h"
#include "ctn-participant.h"
#include "ctn-task.h"

typedef struct {
  CtnProject *project;
  gint64 partnership;
  gint64 training; /* 12 to 14 March 2021, Rouen */
  gint64 meeting;  /* April 2022 */
  gint64 aalto;
  gint64 kone;
} Fixture;

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static gint64
add_activity (Fixture *f, const CtnFieldText *values)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (f->project, ctn_activity_kind (), 0, values, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *partnership = NULL;

  f->project = support_project_new ();
  f->partnership = ctn_partnership_add (f->project, "RECiPE4Mobility", NULL);
  partnership = g_strdup_printf ("%" G_GINT64_FORMAT, f->partnership);
  f->training = add_activity (f, (const CtnFieldText[]) { { "name", "Cluster Excellence" },
                                                          { "kind", "training" },
                                                          { "state", "held" },
                                                          { "partnership", partnership },
                                                          { "starts", "12.3.2021" },
                                                          { "ends", "14.3.2021" },
                                                          { "time", "9-16:30" },
                                                          { "place", "Rouen" },
                                                          { NULL } });
  f->meeting = add_activity (
      f,
      (const CtnFieldText[]) { { "name", "Annual Meeting" }, { "starts", "2022-04" }, { NULL } });
  f->aalto = support_add (f->project, "Aalto", "country", "FI", NULL);
  f->kone = support_add (f->project, "Kone", "country", "FI", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

static GPtrArray *
find (Fixture *f, const CtnActivityFilter *filter)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = ctn_activity_find (reader (f), filter, &error);

  g_assert_no_error (error);
  return found;
}

static guint
count (Fixture *f, const CtnActivityFilter *filter)
{
  g_autoptr (GPtrArray) found = find (f, filter);

  return found->len;
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnActivity) activity = ctn_activity_get (reader (f), f->training, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *late = NULL;
  const CtnField *time = ctn_record_kind_find_field (ctn_activity_kind (), "time");
  int begins;
  int ends;

  g_assert_cmpstr (activity->name, ==, "Cluster Excellence");
  g_assert_cmpstr (activity->partnership_name, ==, "RECiPE4Mobility");
  g_assert_cmpstr (activity->time, ==, "09:00–16:30");
  ctn_activity_get_minutes (activity, &begins, &ends);
  g_assert_cmpint (begins, ==, 540);
  g_assert_cmpint (ends, ==, 990);
  late = ctn_field_parse (time, "9.30 – 24:00", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (late, ==, "09:30–24:00");
  g_assert_null (ctn_field_parse (time, "16:00-9:00", NULL));
  g_assert_null (ctn_field_parse (time, "25:00", NULL));
  g_assert_null (ctn_field_parse (time, "9:60", NULL));
  g_assert_null (ctn_field_parse (time, "noon", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

static void
test_days (Fixture *f, gconstpointer data)
{
  CtnActivity activity = { .starts = (char *) "2024-02" };
  GDate first;
  GDate last;

  /* 2024 is a leap year. */
  g_assert_true (ctn_activity_get_days (&activity, &first, &last));
  g_assert_cmpint (g_date_get_day (&first), ==, 1);
  g_assert_cmpint (g_date_get_day (&last), ==, 29);
  activity.ends = (char *) "2024";
  g_assert_true (ctn_activity_get_days (&activity, &first, &last));
  g_assert_cmpint (g_date_get_month (&last), ==, 12);
  g_assert_cmpint (g_date_get_day (&last), ==, 31);
  /* An end before the start does not count. */
  activity.starts = (char *) "2024-05-10";
  activity.ends = (char *) "2024-05-09";
  g_assert_true (ctn_activity_get_days (&activity, &first, &last));
  g_assert_cmpint (g_date_days_between (&first, &last), ==, 0);
  activity.starts = NULL;
  g_assert_false (ctn_activity_get_days (&activity, &first, &last));
}

static void
test_find (Fixture *f, gconstpointer data)
{
  const CtnActivityFilter all = { 0 };
  g_autoptr (GPtrArray) newest = find (f, &all);
  g_autoptr (GPtrArray) by_name =
      find (f, &(const CtnActivityFilter) { .order = CTN_ACTIVITY_BY_NAME });

  g_assert_cmpint (((CtnActivity *) newest->pdata[0])->id, ==, f->meeting);
  g_assert_cmpint (((CtnActivity *) newest->pdata[1])->id, ==, f->training);
  g_assert_cmpint (((CtnActivity *) by_name->pdata[0])->id, ==, f->meeting);
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .kind = "training" }), ==, 1);
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .partnership = f->partnership }), ==, 1);
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .state = "held" }), ==, 1);
  /* Beginnings of words of any of name, place and partnership. */
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .search = "exc ROUEN recipe" }), ==, 1);
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .search = "cellence" }), ==, 0);
  /* The training ends on the 14th; the meeting may be on any day of April. */
  g_assert_cmpuint (
      count (f, &(const CtnActivityFilter) { .from = "2021-03-14", .to = "2021-12-31" }), ==, 1);
  g_assert_cmpuint (
      count (f, &(const CtnActivityFilter) { .from = "2021-03-15", .to = "2021-12-31" }), ==, 0);
  g_assert_cmpuint (
      count (f, &(const CtnActivityFilter) { .from = "2022-04-30", .to = "2022-04-30" }), ==, 1);
}

static void
test_hosts (Fixture *f, gconstpointer data)
{
  const gint64 ids[] = { f->kone, f->aalto, f->kone };
  g_autoptr (CtnActivity) activity = NULL;

  g_assert_true (ctn_activity_add_hosts (f->project, f->training, ids, 3, NULL));
  activity = ctn_activity_get (reader (f), f->training, NULL);
  g_assert_cmpstr (activity->hosts, ==, "Kone, Aalto");
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .organisation = f->aalto }), ==, 1);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Add Hosts: Cluster Excellence");
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpuint (count (f, &(const CtnActivityFilter) { .organisation = f->aalto }), ==, 0);
}

static gint64
add_person (Fixture *f, const char *given_name, const char *family_name)
{
  const CtnNewPerson person = { given_name, family_name, "Engineer", NULL };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_person_add (f->project, f->kone, &person, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
participants (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = ctn_participant_list (reader (f), f->training, &error);

  g_assert_no_error (error);
  return list;
}

static void
test_participants (Fixture *f, gconstpointer data)
{
  gint64 anna = add_person (f, "Anna", "Virtanen");
  const CtnNewParticipant wanted[] = { { f->kone, anna }, { f->aalto, 0 }, { f->kone, anna } };
  g_autoptr (GPtrArray) list = NULL;
  CtnParticipant *one;
  guint n_added = 0;

  g_assert_true (ctn_participant_add (f->project, f->training, wanted, 3, &n_added, NULL));
  g_assert_cmpuint (n_added, ==, 2);
  list = participants (f);
  g_assert_cmpuint (list->len, ==, 2);
  one = list->pdata[0];
  g_assert_cmpstr (ctn_participant_get_name (one), ==, "Aalto");
  g_assert_cmpint (one->state, ==, CTN_PARTICIPANT_INVITED);
  one = list->pdata[1];
  g_assert_cmpstr (ctn_participant_get_name (one), ==, "Anna Virtanen");
  g_assert_cmpstr (one->function, ==, "Engineer");
  g_assert_true (ctn_participant_rate (f->project, one->id, 4, NULL));
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Rate Satisfaction: Anna Virtanen");
  g_assert_true (ctn_participant_remove (f->project, &one->id, 1, NULL));
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = participants (f);
  g_assert_cmpfloat_with_epsilon (((CtnParticipant *) list->pdata[1])->satisfaction, 4, 1e-12);
}

static char *
dup_contact (Fixture *f, gint64 organisation)
{
  return ctn_connection_get_text (
      reader (f), NULL, "SELECT last_contact FROM organisation WHERE id = ?", "i", organisation);
}

static void
test_mark (Fixture *f, gconstpointer data)
{
  const CtnNewParticipant wanted[] = { { f->kone, 0 }, { f->aalto, 0 } };
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *met = NULL;
  g_autofree char *missed = NULL;
  g_autofree char *undone = NULL;
  gint64 ids[2];

  g_assert_true (ctn_participant_add (f->project, f->training, wanted, 2, NULL, NULL));
  list = participants (f);
  ids[0] = ((CtnParticipant *) list->pdata[0])->id; /* Aalto */
  ids[1] = ((CtnParticipant *) list->pdata[1])->id;
  g_assert_true (ctn_participant_mark (f->project, ids, 1, CTN_PARTICIPANT_ABSENT, NULL));
  g_assert_true (ctn_participant_mark (f->project, ids + 1, 1, CTN_PARTICIPANT_ATTENDED, NULL));
  /* The last day of the training. */
  met = dup_contact (f, f->kone);
  g_assert_cmpstr (met, ==, "2021-03-14");
  missed = dup_contact (f, f->aalto);
  g_assert_null (missed);
  g_assert_true (ctn_project_undo (f->project, NULL));
  undone = dup_contact (f, f->kone);
  g_assert_null (undone);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Mark Participation: Aalto");
}

static void
test_attendance (void)
{
  CtnParticipant people[] = {
    { .organisation = 1, .state = CTN_PARTICIPANT_ATTENDED, .satisfaction = 5 },
    { .organisation = 1, .state = CTN_PARTICIPANT_ATTENDED, .satisfaction = 4 },
    { .organisation = 2, .state = CTN_PARTICIPANT_ATTENDED, .satisfaction = 3 },
    { .organisation = 3, .state = CTN_PARTICIPANT_ABSENT, .satisfaction = NAN },
    { .organisation = 0, .state = CTN_PARTICIPANT_INVITED, .satisfaction = NAN },
  };
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  CtnAttendance attendance;

  ctn_attendance_count (list, &attendance);
  g_assert_cmpuint (attendance.total, ==, 0);
  g_assert_true (isnan (attendance.satisfaction));
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    g_ptr_array_add (list, &people[i]);
  ctn_attendance_count (list, &attendance);
  g_assert_cmpuint (attendance.total, ==, 5);
  g_assert_cmpuint (attendance.n[CTN_PARTICIPANT_ATTENDED], ==, 3);
  g_assert_cmpuint (attendance.n[CTN_PARTICIPANT_ABSENT], ==, 1);
  g_assert_cmpuint (attendance.n_organisations, ==, 2);
  g_assert_cmpuint (attendance.n_asked, ==, 3);
  g_assert_cmpfloat_with_epsilon (attendance.satisfaction, 4, 1e-12); /* (5 + 4 + 3) / 3 */
}

static void
test_possible (Fixture *f, gconstpointer data)
{
  gint64 anna = add_person (f, "Anna", "Virtanen");
  gint64 bea = add_person (f, "Bea", "Aho");
  g_autoptr (GPtrArray) list = NULL;
  const CtnPossibleParticipant *one;

  g_assert_true (ctn_person_edit (
      f->project, bea, ctn_record_kind_find_field (ctn_person_kind (), "restricted"), "1", NULL));
  list = ctn_participant_list_possible (reader (f), NULL);
  g_assert_cmpuint (list->len, ==, 1);
  one = list->pdata[0];
  g_assert_cmpint (one->person, ==, anna);
  g_assert_cmpint (one->organisation, ==, f->kone);
  g_assert_cmpstr (one->organisation_name, ==, "Kone");
}

static gint64
add_task (Fixture *f, const char *text, const char *due)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (f->project, ctn_task_kind (), f->training,
                              (const CtnFieldText[]) { { "text", text }, { "due", due }, { NULL } },
                              &error);

  g_assert_no_error (error);
  return id;
}

static void
test_follow_ups (Fixture *f, gconstpointer data)
{
  gint64 minutes = add_task (f, "Send the minutes", "2021-04");
  gint64 invoice = add_task (f, "Pay the room", "2021-03-20");
  g_autoptr (GPtrArray) tasks = ctn_task_list_open (reader (f), f->partnership, NULL);
  g_autoptr (GPtrArray) rest = NULL;
  const CtnTask *second;

  g_assert_cmpuint (tasks->len, ==, 2);
  g_assert_cmpint (((CtnTask *) tasks->pdata[0])->id, ==, invoice);
  second = tasks->pdata[1];
  g_assert_cmpint (second->id, ==, minutes);
  /* "April 2021" is not over before May. */
  g_assert_false (ctn_task_is_late (second, "2021-04-30"));
  g_assert_true (ctn_task_is_late (second, "2021-05-01"));
  g_assert_true (ctn_task_set_done (f->project, invoice, "2021-03-19", NULL));
  rest = ctn_task_list_open (reader (f), 0, NULL);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpint (ctn_record_add (f->project, ctn_decision_kind (), f->training,
                                   (const CtnFieldText[]) { { "text", "Go on" }, { NULL } }, NULL),
                   !=, 0);
  g_assert_true (ctn_record_remove (f->project, ctn_activity_kind (), &f->training, 1, NULL));
  g_assert_cmpuint (support_count (f->project, "SELECT count(*) FROM task"), ==, 0);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpuint (support_count (f->project, "SELECT count(*) FROM task"), ==, 2);
  g_assert_cmpuint (support_count (f->project, "SELECT count(*) FROM decision"), ==, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/activity/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("fields", test_fields);
  ADD ("days", test_days);
  ADD ("find", test_find);
  ADD ("hosts", test_hosts);
  ADD ("participants", test_participants);
  ADD ("mark", test_mark);
  ADD ("possible", test_possible);
  ADD ("follow-ups", test_follow_ups);
  g_test_add_func ("/activity/attendance", test_attendance);
  return g_test_run ();
}
