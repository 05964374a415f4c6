/* People, activities and who took part in them. */
#include <ctn-activity.h>
#include <ctn-participant.h>
#include <ctn-person.h>
#include <ctn-record-operations.h>

#include "make-sample.h"

static gint64
find (CtnProject *project, const char *sql, const char *name)
{
  GError *error = NULL;
  gint64 id = 0;

  OR_FAIL (ctn_connection_get_int (ctn_project_get_reader (project), &id, &error, sql, "t", name));
  if (id == 0)
    g_error ("nothing is called “%s”", name);
  return id;
}

#define FIND_ORGANISATION "SELECT id FROM organisation WHERE name = ?"
#define FIND_PARTNERSHIP "SELECT id FROM partnership WHERE name = ?"
#define FIND_ACTIVITY "SELECT id FROM activity WHERE name = ?"
#define FIND_PERSON "SELECT id FROM person WHERE given_name || ' ' || family_name = ?"

static void
add_people (CtnProject *project, const char *folder, const char *name)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, name);
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    gint64 organisation = find (project, FIND_ORGANISATION, ctn_table_get_cell (table, row, 2));
    const CtnNewPerson person = { ctn_table_get_cell (table, row, 0),
                                  ctn_table_get_cell (table, row, 1),
                                  ctn_table_get_cell (table, row, 3),
                                  ctn_table_get_cell (table, row, 4) };
    gint64 id = ctn_person_add (project, organisation, &person, &error);

    OR_FAIL (id != 0);
    sample_edit_all (project, table, row, 5, id, ctn_person_kind (), ctn_person_edit);
  }
}

static void
add_hosts (CtnProject *project, gint64 activity, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, "|", -1);
  GError *error = NULL;

  for (char **name = list; *name != NULL; name++) {
    gint64 organisation;

    if (**name == '\0')
      continue;
    organisation = find (project, FIND_ORGANISATION, *name);
    OR_FAIL (ctn_activity_add_hosts (project, activity, &organisation, 1, &error));
  }
}

/* The first two columns and that of the hosts are no fields that are written as they are. */
static void
add_activities (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "activities.csv");
  guint n_columns = ctn_table_get_n_columns (table);
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    g_autofree CtnFieldText *values = g_new0 (CtnFieldText, n_columns + 1);
    gint64 owner = find (project, FIND_PARTNERSHIP, ctn_table_get_cell (table, row, 0));
    g_autofree char *partnership = g_strdup_printf ("%" G_GINT64_FORMAT, owner);
    const char *hosts = "";
    guint n = 0;
    gint64 id;

    values[n++] = (CtnFieldText) { "partnership", partnership };
    for (guint column = 1; column < n_columns; column++) {
      const char *name = ctn_table_get_cell (table, 0, column);
      const char *text = ctn_table_get_cell (table, row, column);

      if (g_str_equal (name, "hosts"))
        hosts = text;
      else if (*text != '\0')
        values[n++] = (CtnFieldText) { name, text };
    }
    id = ctn_record_add (project, ctn_activity_kind (), 0, values, &error);
    OR_FAIL (id != 0);
    add_hosts (project, id, hosts);
  }
}

static CtnParticipantState
read_state (const char *code)
{
  for (guint i = 0; i < CTN_N_PARTICIPANT_STATES; i++)
    if (g_str_equal (ctn_participant_state_to_code ((CtnParticipantState) i), code))
      return (CtnParticipantState) i;
  g_error ("no state “%s”", code);
}

typedef struct {
  CtnProject *project;
  CtnTable *table;
} Participants;

static gboolean
write_participants (CtnConnection *connection, gpointer data, GError **error)
{
  const Participants *work = data;

  for (guint row = 1; row < ctn_table_get_n_rows (work->table); row++) {
    const char *person = ctn_table_get_cell (work->table, row, 2);
    const char *satisfaction = ctn_table_get_cell (work->table, row, 5);
    gint64 activity = find (work->project, FIND_ACTIVITY, ctn_table_get_cell (work->table, row, 0));
    const CtnNewParticipant participant = {
      .organisation =
          find (work->project, FIND_ORGANISATION, ctn_table_get_cell (work->table, row, 1)),
      .person = *person != '\0' ? find (work->project, FIND_PERSON, person) : 0
    };

    if (!ctn_participant_write (connection, activity, &participant,
                                read_state (ctn_table_get_cell (work->table, row, 4)),
                                ctn_table_get_cell (work->table, row, 3), error))
      return FALSE;
    if (*satisfaction != '\0' &&
        !ctn_connection_run (connection, error,
                             "UPDATE participant SET satisfaction = ? WHERE id = "
                             "(SELECT max(id) FROM participant)",
                             "d", g_ascii_strtod (satisfaction, NULL)))
      return FALSE;
  }
  return TRUE;
}

static void
add_participants (CtnProject *project, const char *folder, const char *name)
{
  const CtnOperation operation = { "Add Participants", NULL, NULL };
  g_autoptr (CtnTable) table = sample_read_table (folder, name);
  Participants work = { project, table };
  GError *error = NULL;

  OR_FAIL (ctn_project_transact (project, &operation, write_participants, &work, &error));
}

void
sample_add_activities (CtnProject *project, const char *folder)
{
  add_people (project, folder, "people.csv");
  add_activities (project, folder);
  add_participants (project, folder, "participants.csv");
}

void
sample_add_trainings (CtnProject *project, const char *folder)
{
  add_people (project, folder, "trainees.csv");
  add_participants (project, folder, "trainings.csv");
}
