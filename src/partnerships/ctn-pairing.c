#include "ctn-pairing.h"

#include <ctn-calendar.h>
#include <ctn-field.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <math.h>

static const CtnChoice states[] = {
  { "proposed", N_ ("Proposed") }, { "contacted", N_ ("Contacted") },
  { "feasible", N_ ("Feasible") }, { "agreed", N_ ("Agreed") },
  { "failed", N_ ("Failed") },
};

const char *
ctn_pairing_state_get_label (CtnPairingState state)
{
  return _ (states[state].label);
}

static CtnPairingState
state_from_code (const char *code)
{
  for (guint i = 0; i < CTN_PAIRING_N_STATES; i++)
    if (g_strcmp0 (states[i].code, code) == 0)
      return (CtnPairingState) i;
  return CTN_PAIRING_PROPOSED;
}

static void
step_free (gpointer data)
{
  CtnPairingStep *step = data;

  g_free (step->date);
  g_free (step->note);
  g_free (step);
}

void
ctn_pairing_free (CtnPairing *self)
{
  if (self == NULL)
    return;
  g_free (self->need_title);
  g_free (self->offer_title);
  g_free (self->organisation_name);
  g_free (self->reason);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_steps (CtnPairing *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT state, date, note FROM pairing_step WHERE pairing = ? ORDER BY id", "i", self->id);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  while (ctn_statement_next (rows, &local_error)) {
    CtnPairingStep *step = g_new0 (CtnPairingStep, 1);

    step->state = state_from_code (ctn_statement_get_text (rows, 0));
    step->date = g_strdup (ctn_statement_get_text (rows, 1));
    step->note = g_strdup (ctn_statement_get_text (rows, 2));
    g_ptr_array_add (self->steps, step);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
ctn_pairing_list (CtnConnection *reader, gint64 need, gint64 offer, GError **error)
{
  g_autoptr (GPtrArray) pairings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pairing_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT p.id, p.need, p.offer, coalesce (f.organisation, p.organisation), n.title, f.title, "
      "o.name, p.state, p.score, p.reason FROM pairing p JOIN need n ON n.id = p.need "
      "LEFT JOIN offer f ON f.id = p.offer "
      "LEFT JOIN organisation o ON o.id = coalesce (f.organisation, p.organisation) "
      "WHERE (?1 = 0 OR p.need = ?1) AND (?2 = 0 OR p.offer = ?2) ORDER BY p.id",
      "ii", need, offer);

  while (ctn_statement_next (rows, &local_error)) {
    CtnPairing *pairing = g_new0 (CtnPairing, 1);

    pairing->id = ctn_statement_get_int (rows, 0);
    pairing->need = ctn_statement_get_int (rows, 1);
    pairing->offer = ctn_statement_get_int (rows, 2);
    pairing->organisation = ctn_statement_get_int (rows, 3);
    pairing->need_title = g_strdup (ctn_statement_get_text (rows, 4));
    pairing->offer_title = g_strdup (ctn_statement_get_text (rows, 5));
    pairing->organisation_name = g_strdup (ctn_statement_get_text (rows, 6));
    pairing->state = state_from_code (ctn_statement_get_text (rows, 7));
    pairing->score = ctn_statement_get_double (rows, 8);
    pairing->reason = g_strdup (ctn_statement_get_text (rows, 9));
    g_ptr_array_add (pairings, pairing);
    if (!read_steps (pairing, reader, error))
      return NULL;
  }
  if (local_error == NULL)
    return g_steal_pointer (&pairings);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* --- Operations ------------------------------------------------------------------------------------ */

typedef struct {
  gint64 id;
  gint64 need;
  gint64 offer;
  double score;
  CtnPairingState state;
  const char *text; /* (nullable) */
  const char *today;
} Work;

static gboolean
add_step (CtnConnection *connection, const Work *work, const char *note, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO pairing_step (id, pairing, state, date, note) VALUES (?, "
                             "?, ?, ?, nullif (?, ''))",
                             "iittt", ctn_id_new (), work->id, states[work->state].code,
                             work->today, note != NULL ? note : "");
}

static gboolean
propose (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->id = ctn_id_new ();
  if (!ctn_connection_run (connection, error,
                           "INSERT INTO pairing (id, need, offer, score, reason) "
                           "VALUES (?, ?, ?, ?, nullif (?, ''))",
                           "iiidt", work->id, work->need, work->offer, work->score,
                           work->text != NULL ? work->text : ""))
    return FALSE;
  return add_step (connection, work, NULL, error);
}

static gboolean
move_pairing (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;

  return ctn_connection_run (connection, error, "UPDATE pairing SET state = ? WHERE id = ?", "ti",
                             states[work->state].code, work->id) &&
         add_step (connection, work, work->text, error);
}

static gboolean
delete_pairing (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;

  return ctn_connection_run (connection, error, "DELETE FROM pairing WHERE id = ?", "i", work->id);
}

/* The need's title, for the history. */
static char *
dup_subject (CtnProject *project, gint64 pairing, gint64 need)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT title FROM need WHERE id = coalesce (nullif (?2, 0), "
                                  "(SELECT need FROM pairing WHERE id = ?1))",
                                  "ii", pairing, need);
}

gint64
ctn_pairing_propose (CtnProject *project,
                     gint64 need,
                     gint64 offer,
                     double score,
                     const char *reason,
                     const char *today,
                     GError **error)
{
  g_autofree char *subject = dup_subject (project, 0, need);
  g_autofree char *date = ctn_calendar_dup_today (today);
  const CtnOperation operation = { N_ ("Propose Match"), subject, NULL };
  Work work = { 0, need, offer, score, CTN_PAIRING_PROPOSED, reason, date };

  if (!ctn_connection_get_int (ctn_project_get_reader (project), &work.id, error,
                               "SELECT id FROM pairing WHERE need = ? AND offer = ?", "ii", need,
                               offer))
    return 0;
  if (work.id != 0)
    return work.id;
  return ctn_project_transact (project, &operation, propose, &work, error) ? work.id : 0;
}

gboolean
ctn_pairing_move (CtnProject *project,
                  gint64 id,
                  CtnPairingState state,
                  const char *note,
                  const char *today,
                  GError **error)
{
  g_autofree char *subject = dup_subject (project, id, 0);
  g_autofree char *date = ctn_calendar_dup_today (today);
  g_autofree char *code = ctn_connection_get_text (
      ctn_project_get_reader (project), error, "SELECT state FROM pairing WHERE id = ?", "i", id);
  CtnPairingState old = state_from_code (code);
  const CtnOperation operation = { N_ ("Note Step of Match"), subject, NULL };
  Work work = { .id = id, .state = state, .text = note, .today = date };

  if (code == NULL)
    return FALSE;
  if (old == state)
    return TRUE;
  if (state == CTN_PAIRING_FAILED && (note == NULL || *note == '\0')) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, _ ("Say why it failed."));
    return FALSE;
  }
  if (state != CTN_PAIRING_FAILED && old != CTN_PAIRING_FAILED && state > old + 1) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, _ ("“%s” comes before “%s”."),
                 ctn_pairing_state_get_label (old + 1), ctn_pairing_state_get_label (state));
    return FALSE;
  }
  return ctn_project_transact (project, &operation, move_pairing, &work, error);
}

gboolean
ctn_pairing_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *subject = dup_subject (project, id, 0);
  const CtnOperation operation = { N_ ("Remove Match"), subject, NULL };
  Work work = { .id = id };

  return ctn_project_transact (project, &operation, delete_pairing, &work, error);
}
