#include "ctn-participant.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-number-field.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>

static const CtnChoice states[] = {
  [CTN_PARTICIPANT_INVITED] = { "invited", N_ ("Invited") },
  [CTN_PARTICIPANT_REGISTERED] = { "registered", N_ ("Registered") },
  [CTN_PARTICIPANT_ATTENDED] = { "attended", N_ ("Attended") },
  [CTN_PARTICIPANT_ABSENT] = { "absent", N_ ("Absent") },
  [CTN_PARTICIPANT_DECLINED] = { "declined", N_ ("Declined") },
  { NULL, NULL },
};

static const CtnField fields[] = {
  { .name = "state",
    .label = N_ ("State"),
    .group = N_ ("Participation"),
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "role",
    .label = N_ ("Role"),
    .group = N_ ("Participation"),
    .flags = CTN_FIELD_LISTED,
    .column = "role" },
  { .name = "organisation",
    .label = N_ ("For the Organisation"),
    .group = N_ ("Participation"),
    .type = CTN_FIELD_RECORD,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "satisfaction",
    .label = N_ ("Satisfaction (1–5)"),
    .group = N_ ("Feedback"),
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_grade,
    .flags = CTN_FIELD_LISTED,
    .column = "satisfaction" },
  { .name = "comment",
    .label = N_ ("Comment"),
    .group = N_ ("Feedback"),
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_PERSONAL,
    .column = "comment" },
  { .name = NULL },
};

/* A participant is called as the person is, else as the organisation. */
#define TITLE                                                                                      \
  "coalesce((SELECT ltrim(coalesce(p.given_name, '') || ' ' || p.family_name) FROM person p "      \
  "WHERE p.id = person), (SELECT o.name FROM organisation o WHERE o.id = organisation))"

static const CtnRecordKind kind = {
  .name = "participant",
  .table = "participant",
  .label = N_ ("Participant"),
  .plural = N_ ("Participants"),
  .title_column = TITLE,
  .fields = fields,
  .owner_column = "activity",
  .order = "t.id",
  .add_label = N_ ("Add Participant"),
  .edit_label = N_ ("Edit Participant"),
  .delete_label = N_ ("Remove Participant"),
};

const CtnRecordKind *
ctn_participant_kind (void)
{
  return &kind;
}

void
ctn_participant_free (CtnParticipant *self)
{
  if (self == NULL)
    return;
  g_free (self->organisation_name);
  g_free (self->person_name);
  g_free (self->function);
  g_free (self->email);
  g_free (self->role);
  g_free (self->comment);
  g_free (self->helix);
  g_free (self->country);
  g_free (self);
}

const char *
ctn_participant_get_name (const CtnParticipant *self)
{
  if (self->person_name != NULL)
    return self->person_name;
  return self->organisation_name != NULL ? self->organisation_name : "";
}

const char *
ctn_participant_state_to_code (CtnParticipantState state)
{
  return states[state].code;
}

const char *
ctn_participant_state_to_label (CtnParticipantState state)
{
  return _ (states[state].label);
}

static CtnParticipantState
read_state (const char *code)
{
  for (guint i = 0; i < CTN_N_PARTICIPANT_STATES; i++)
    if (g_strcmp0 (states[i].code, code) == 0)
      return (CtnParticipantState) i;
  return CTN_PARTICIPANT_INVITED;
}

static CtnParticipant *
read_participant (CtnStatement *row)
{
  CtnParticipant *self = g_new0 (CtnParticipant, 1);

  self->id = ctn_statement_get_int (row, 0);
  self->organisation = ctn_statement_get_int (row, 1);
  self->organisation_name = g_strdup (ctn_statement_get_text (row, 2));
  self->person = ctn_statement_get_int (row, 3);
  self->person_name = g_strdup (ctn_statement_get_text (row, 4));
  self->function = g_strdup (ctn_statement_get_text (row, 5));
  self->email = g_strdup (ctn_statement_get_text (row, 6));
  self->role = g_strdup (ctn_statement_get_text (row, 7));
  self->state = read_state (ctn_statement_get_text (row, 8));
  self->satisfaction = ctn_statement_get_double (row, 9);
  self->comment = g_strdup (ctn_statement_get_text (row, 10));
  self->helix = g_strdup (ctn_statement_get_text (row, 11));
  self->country = g_strdup (ctn_statement_get_text (row, 12));
  return self;
}

GPtrArray *
ctn_participant_list (CtnConnection *reader, gint64 activity, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_participant_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT t.id, t.organisation, o.name, t.person, ltrim(coalesce(p.title || ' ', '') || "
      "coalesce(p.given_name || ' ', '') || p.family_name), (SELECT f.function FROM position f "
      "WHERE f.person = t.person AND f.organisation = t.organisation ORDER BY f.id LIMIT 1), "
      "p.email, t.role, t.state, t.satisfaction, t.comment, o.helix, o.country "
      "FROM participant t LEFT JOIN organisation o ON o.id = t.organisation "
      "LEFT JOIN person p ON p.id = t.person WHERE t.activity = ? "
      "ORDER BY o.name IS NULL, o.name COLLATE NOCASE, p.family_name COLLATE NOCASE, "
      "p.given_name COLLATE NOCASE, t.id",
      "i", activity);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (list, read_participant (rows));
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
ctn_attendance_count (GPtrArray *participants, CtnAttendance *attendance)
{
  g_autoptr (GHashTable) organisations = g_hash_table_new (g_int64_hash, g_int64_equal);
  double sum = 0;

  *attendance = (CtnAttendance) { 0 };
  for (guint i = 0; i < participants->len; i++) {
    CtnParticipant *one = g_ptr_array_index (participants, i);

    attendance->n[one->state]++;
    attendance->total++;
    if (one->state == CTN_PARTICIPANT_ATTENDED && one->organisation != 0)
      g_hash_table_add (organisations, &one->organisation);
    if (!isnan (one->satisfaction)) {
      attendance->n_asked++;
      sum += one->satisfaction;
    }
  }
  attendance->n_organisations = g_hash_table_size (organisations);
  attendance->satisfaction = attendance->n_asked > 0 ? sum / attendance->n_asked : NAN;
}

/* Operations ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 activity;
  const CtnNewParticipant *participants;
  const gint64 *ids;
  gsize n;
  guint n_added;
  CtnParticipantState state;
  int satisfaction;
} Work;

static char *
dup_activity_name (CtnProject *project, gint64 activity)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT name FROM activity WHERE id = ?", "i", activity);
}

/* Whoever attended was met: on the last day of the activity, if that is known to the day and past. */
static gboolean
note_contact (CtnConnection *connection, gint64 id, GError **error)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);

  return ctn_connection_run (
      connection, error,
      "UPDATE organisation SET last_contact = x.day FROM (SELECT t.organisation AS organisation, "
      "max(a.starts, coalesce(a.ends, a.starts)) AS day FROM participant t JOIN activity a "
      "ON a.id = t.activity WHERE t.id = ?1 AND t.state = 'attended') AS x "
      "WHERE organisation.id = x.organisation AND length(x.day) = 10 AND x.day <= ?2 "
      "AND (organisation.last_contact IS NULL OR organisation.last_contact < x.day)",
      "it", id, today);
}

static gboolean
set_state (CtnConnection *connection, gint64 id, CtnParticipantState state, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE participant SET state = ?1 WHERE id = ?2 AND state <> ?1",
                             "ti", states[state].code, id) &&
         (state != CTN_PARTICIPANT_ATTENDED || note_contact (connection, id, error));
}

/* The participant that is there already, 0 for none. */
static gboolean
find (CtnConnection *connection,
      gint64 activity,
      const CtnNewParticipant *wanted,
      gint64 *id,
      GError **error)
{
  *id = 0;
  return ctn_connection_get_int (connection, id, error,
                                 "SELECT id FROM participant WHERE activity = ?1 AND "
                                 "((?3 <> 0 AND person = ?3) OR (?3 = 0 AND person IS NULL AND "
                                 "organisation = ?2)) ORDER BY id LIMIT 1",
                                 "iii", activity, wanted->organisation, wanted->person);
}

static gboolean
insert (CtnConnection *connection,
        gint64 activity,
        const CtnNewParticipant *wanted,
        gint64 *id,
        GError **error)
{
  *id = ctn_id_new ();
  return ctn_connection_run (connection, error,
                             "INSERT INTO participant (id, activity, organisation, person) "
                             "VALUES (?, ?, nullif(?, 0), nullif(?, 0))",
                             "iiii", *id, activity, wanted->organisation, wanted->person);
}

gboolean
ctn_participant_write (CtnConnection *connection,
                       gint64 activity,
                       const CtnNewParticipant *participant,
                       CtnParticipantState state,
                       const char *role,
                       GError **error)
{
  gint64 id;

  return find (connection, activity, participant, &id, error) &&
         (id != 0 || insert (connection, activity, participant, &id, error)) &&
         (role == NULL || *role == '\0' ||
          ctn_connection_run (connection, error, "UPDATE participant SET role = ? WHERE id = ?",
                              "ti", role, id)) &&
         set_state (connection, id, state, error);
}

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  for (gsize i = 0; i < work->n; i++) {
    gint64 id;

    if (!find (connection, work->activity, &work->participants[i], &id, error))
      return FALSE;
    if (id != 0)
      continue;
    if (!insert (connection, work->activity, &work->participants[i], &id, error))
      return FALSE;
    work->n_added++;
  }
  return TRUE;
}

gboolean
ctn_participant_add (CtnProject *project,
                     gint64 activity,
                     const CtnNewParticipant *participants,
                     gsize n,
                     guint *n_added,
                     GError **error)
{
  g_autofree char *name = dup_activity_name (project, activity);
  const CtnOperation operation = { N_ ("Add Participants"), name, NULL };
  Work work = { .activity = activity, .participants = participants, .n = n };
  gboolean ok = ctn_project_transact (project, &operation, add, &work, error);

  if (n_added != NULL)
    *n_added = work.n_added;
  return ok;
}

static gboolean
mark (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;

  for (gsize i = 0; i < work->n; i++)
    if (!set_state (connection, work->ids[i], work->state, error))
      return FALSE;
  return TRUE;
}

/* What is done to one participant names it; what is done to several names nobody. */
static char *
dup_subject (CtnProject *project, const gint64 *ids, gsize n)
{
  return n == 1 ? ctn_record_get_title (ctn_project_get_reader (project), &kind, ids[0], NULL)
                : NULL;
}

gboolean
ctn_participant_mark (CtnProject *project,
                      const gint64 *ids,
                      gsize n,
                      CtnParticipantState state,
                      GError **error)
{
  g_autofree char *name = dup_subject (project, ids, n);
  g_autofree char *key =
      n == 1 ? g_strdup_printf ("participant/%" G_GINT64_FORMAT "/state", ids[0]) : NULL;
  const CtnOperation operation = { N_ ("Mark Participation"), name, key };
  Work work = { .ids = ids, .n = n, .state = state };

  return ctn_project_transact (project, &operation, mark, &work, error);
}

static gboolean
rate (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;

  return ctn_connection_run (connection, error,
                             "UPDATE participant SET satisfaction = nullif(CAST(? AS REAL), 0) "
                             "WHERE id = ?",
                             "ii", (gint64) work->satisfaction, work->ids[0]);
}

gboolean
ctn_participant_rate (CtnProject *project, gint64 id, int satisfaction, GError **error)
{
  g_autofree char *name = dup_subject (project, &id, 1);
  g_autofree char *key = g_strdup_printf ("participant/%" G_GINT64_FORMAT "/satisfaction", id);
  const CtnOperation operation = { N_ ("Rate Satisfaction"), name, key };
  Work work = { .ids = &id, .n = 1, .satisfaction = satisfaction };

  return ctn_project_transact (project, &operation, rate, &work, error);
}

gboolean
ctn_participant_remove (CtnProject *project, const gint64 *ids, gsize n, GError **error)
{
  return ctn_record_remove (project, &kind, ids, n, error);
}

void
ctn_possible_participant_free (CtnPossibleParticipant *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->organisation_name);
  g_free (self);
}

GPtrArray *
ctn_participant_list_possible (CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_possible_participant_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT p.id, o.id, ltrim(coalesce(p.title || ' ', '') || coalesce(p.given_name || ' ', '') "
      "|| p.family_name), o.name FROM position f JOIN person p ON p.id = f.person "
      "JOIN organisation o ON o.id = f.organisation WHERE p.restricted = 0 AND p.erased_on IS NULL "
      "ORDER BY p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE, o.name COLLATE NOCASE",
      "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnPossibleParticipant *one = g_new0 (CtnPossibleParticipant, 1);

    one->person = ctn_statement_get_int (rows, 0);
    one->organisation = ctn_statement_get_int (rows, 1);
    one->name = g_strdup (ctn_statement_get_text (rows, 2));
    one->organisation_name = g_strdup (ctn_statement_get_text (rows, 3));
    g_ptr_array_add (list, one);
  }
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
