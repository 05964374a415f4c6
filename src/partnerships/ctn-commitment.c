#include "ctn-commitment.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>

static const CtnChoice states[] = {
  { "paused", N_ ("Paused") },
  { "left", N_ ("Left") },
  { NULL, NULL },
};

static const CtnField fields[] = {
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Step"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "date" },
  { .name = "step",
    .label = N_ ("Commitment"),
    .group = N_ ("Step"),
    .type = CTN_FIELD_CHOICE,
    .choices = ctn_commitment_steps,
    .flags = CTN_FIELD_LISTED,
    .column = "step" },
  { .name = "state",
    .label = N_ ("State"),
    .group = N_ ("Step"),
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = N_ ("Step"),
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_LISTED,
    .column = "note" },
  { .name = NULL },
};

/* The membership stands where the latest row says. One whose rows are all gone has no step. */
static gboolean
follow_rows (CtnConnection *connection, gint64 membership, GError **error)
{
  return ctn_connection_run (
      connection, error,
      "UPDATE membership SET commitment = (SELECT step FROM commitment WHERE membership = ?1 "
      "AND step IS NOT NULL ORDER BY date DESC, id DESC LIMIT 1) WHERE id = ?1 "
      "AND commitment IS NOT (SELECT step FROM commitment WHERE membership = ?1 "
      "AND step IS NOT NULL ORDER BY date DESC, id DESC LIMIT 1)",
      "i", membership);
}

static const CtnRecordKind kind = {
  .name = "commitment",
  .table = "commitment",
  .label = N_ ("Step of Commitment"),
  .plural = N_ ("Steps of Commitment"),
  .title_column = "date",
  .fields = fields,
  .owner_column = "membership",
  .order = "date DESC, id DESC",
  .add_label = N_ ("Add Step of Commitment"),
  .edit_label = N_ ("Edit Step of Commitment"),
  .delete_label = N_ ("Remove Step of Commitment"),
  .touched = follow_rows,
};

const CtnRecordKind *
ctn_commitment_kind (void)
{
  return &kind;
}

static CtnMemberState
read_state (const char *code)
{
  return g_strcmp0 (code, "paused") == 0 ? CTN_MEMBER_PAUSED
         : g_strcmp0 (code, "left") == 0 ? CTN_MEMBER_LEFT
                                         : CTN_MEMBER_TAKES_PART;
}

GArray *
ctn_commitment_list (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CtnCommitment));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) found =
      ctn_connection_query (reader, &local_error,
                            "SELECT c.id, c.membership, c.date, c.step, c.state FROM commitment c "
                            "JOIN membership m ON m.id = c.membership WHERE m.partnership = ? "
                            "ORDER BY c.membership, c.date, c.id",
                            "i", partnership);

  while (ctn_statement_next (found, &local_error)) {
    CtnCommitment row = { .id = ctn_statement_get_int (found, 0),
                          .membership = ctn_statement_get_int (found, 1),
                          .step = ctn_statement_is_null (found, 3)
                                      ? -1
                                      : (int) ctn_statement_get_int (found, 3),
                          .state = read_state (ctn_statement_get_text (found, 4)) };

    if (ctn_calendar_read (ctn_statement_get_text (found, 2), &row.date))
      g_array_append_val (rows, row);
  }
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* --- Writing ------------------------------------------------------------------------------------- */

static gboolean
write_row (CtnConnection *connection,
           gint64 membership,
           const char *date,
           int step,
           const char *state,
           const char *note,
           GError **error)
{
  static const char *const codes[] = { "0", "1", "2", "3", "4", "5", "6" };
  gint64 same = 0;

  g_return_val_if_fail (step < CTN_N_COMMITMENT_STEPS, FALSE);
  if (!ctn_connection_get_int (connection, &same, error,
                               "SELECT id FROM commitment WHERE membership = ? AND date = ? "
                               "ORDER BY id DESC LIMIT 1",
                               "it", membership, date))
    return FALSE;
  if (same != 0)
    return ctn_connection_run (
        connection, error,
        "UPDATE commitment SET step = coalesce (CAST (?1 AS INTEGER), step), "
        "state = ?2, note = coalesce (?3, note) WHERE id = ?4",
        "ttti", step >= 0 ? codes[step] : NULL, state, note, same);
  return ctn_connection_run (connection, error,
                             "INSERT INTO commitment (id, membership, date, step, state, note) "
                             "VALUES (?, ?, ?, CAST (? AS INTEGER), ?, ?)",
                             "iitttt", ctn_id_new (), membership, date,
                             step >= 0 ? codes[step] : NULL, state, note);
}

gboolean
ctn_commitment_write (CtnConnection *connection,
                      gint64 membership,
                      int step,
                      const CtnDate *date,
                      const char *note,
                      GError **error)
{
  char iso[CTN_DATE_ISO_SIZE];

  return write_row (connection, membership, ctn_date_to_iso (date, iso), step, NULL, note, error) &&
         follow_rows (connection, membership, error);
}

typedef struct {
  gint64 membership;
  int step;
  CtnMemberState state;
  const CtnDate *date;
} Change;

static gboolean
set_state (CtnConnection *connection, gpointer data, GError **error)
{
  static const char *const codes[] = { NULL, "paused", "left" };
  const Change *change = data;
  char iso[CTN_DATE_ISO_SIZE];
  gint64 step = -1;

  if (!ctn_connection_get_int (connection, &step, error,
                               "SELECT coalesce (commitment, -1) FROM membership WHERE id = ?", "i",
                               change->membership) ||
      !write_row (connection, change->membership, ctn_date_to_iso (change->date, iso),
                  change->state == CTN_MEMBER_TAKES_PART ? (int) step : -1, codes[change->state],
                  NULL, error))
    return FALSE;
  if (change->state == CTN_MEMBER_LEFT)
    return ctn_connection_run (connection, error,
                               "UPDATE membership SET until = ? WHERE id = ? AND until IS NULL",
                               "ti", iso, change->membership);
  return change->state != CTN_MEMBER_TAKES_PART ||
         ctn_connection_run (
             connection, error,
             "UPDATE membership SET until = NULL WHERE id = ? AND until IS NOT NULL", "i",
             change->membership);
}

gboolean
ctn_commitment_set_state (CtnProject *project,
                          gint64 membership,
                          CtnMemberState state,
                          const CtnDate *date,
                          GError **error)
{
  Change change = { .membership = membership, .state = state, .date = date };
  const char *label = state == CTN_MEMBER_PAUSED ? N_ ("Pause Membership")
                      : state == CTN_MEMBER_LEFT ? N_ ("End Membership")
                                                 : N_ ("Resume Membership");
  g_autofree char *name = ctn_connection_get_text (
      ctn_project_get_reader (project), NULL,
      "SELECT o.name FROM membership m JOIN organisation o ON o.id = m.organisation WHERE m.id = ?",
      "i", membership);
  const CtnOperation operation = { label, name, NULL };

  return ctn_project_transact (project, &operation, set_state, &change, error);
}
