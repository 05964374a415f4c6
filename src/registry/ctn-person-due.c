#include "ctn-person-due.h"

#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <string.h>

void
ctn_due_person_free (CtnDuePerson *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->since);
  g_free (self);
}

const char *
ctn_due_reason_to_text (CtnDueReason reason)
{
  switch (reason) {
  case CTN_DUE_RETENTION:
    return _ ("The data were to be kept until a date that is past.");
  case CTN_DUE_CONSENT:
    return _ ("The consent was withdrawn, and there is no other legal basis.");
  case CTN_DUE_INFORMATION:
    return _ (
        "The data came from elsewhere more than a month ago, and the person was not informed.");
  case CTN_DUE_HISTORY:
    return _ ("Deleted, but the data are still in the history.");
  default:
    g_return_val_if_reached ("");
  }
}

const char *
ctn_due_reason_to_code (CtnDueReason reason)
{
  static const char *const codes[] = { "retention", "consent", "information", "history" };

  return codes[reason];
}

/* The day a month after the making of @id, when the person must have been informed. */
static char *
dup_inform_by (gint64 id)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (ctn_id_get_time (id) / 1000);
  g_autoptr (GDateTime) by = made != NULL ? g_date_time_add_months (made, 1) : NULL;

  return by != NULL ? g_date_time_format (by, "%F") : NULL;
}

static void
add (GPtrArray *list, CtnStatement *row, CtnDueReason reason, const char *since)
{
  CtnDuePerson *person = g_new0 (CtnDuePerson, 1);

  person->person = ctn_statement_get_int (row, 0);
  person->name = g_strdup (ctn_statement_get_text (row, 1));
  person->organisation = g_strdup (ctn_statement_get_text (row, 2));
  person->reason = reason;
  person->since = g_strdup (since);
  g_ptr_array_add (list, person);
}

/* A date without a day or month is over when its month or year is; ISO dates sort as texts. */
static gboolean
is_over (const char *date, const char *today)
{
  return date != NULL && strncmp (today, date, strlen (date)) > 0;
}

static void
check (GPtrArray *list, CtnStatement *row, const char *today)
{
  const char *basis = ctn_statement_get_text (row, 3);
  const char *source = ctn_statement_get_text (row, 4);
  const char *retain_until = ctn_statement_get_text (row, 6);
  gboolean restricted = ctn_statement_get_int (row, 7) != 0;
  const char *withdrawn = ctn_statement_get_text (row, 9);
  g_autofree char *inform_by = dup_inform_by (ctn_statement_get_int (row, 0));

  if (!restricted && is_over (retain_until, today))
    add (list, row, CTN_DUE_RETENTION, retain_until);
  if (g_strcmp0 (basis, "consent") == 0 && withdrawn != NULL && ctn_statement_get_int (row, 8) == 0)
    add (list, row, CTN_DUE_CONSENT, withdrawn);
  /* Whoever gave the data themselves was informed when they did (Art. 13). */
  if (source != NULL && !g_str_equal (source, "person") && ctn_statement_is_null (row, 5) &&
      is_over (inform_by, today))
    add (list, row, CTN_DUE_INFORMATION, inform_by);
}

static gboolean
list_present (CtnConnection *reader, GPtrArray *list, const char *today, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT p.id, ltrim(coalesce(p.given_name, '') || ' ' || p.family_name), (SELECT o.name FROM "
      "position f JOIN organisation o ON o.id = f.organisation WHERE f.person = p.id "
      "ORDER BY f.id LIMIT 1), p.legal_basis, p.data_source, p.informed_on, p.retain_until, "
      "p.restricted, (SELECT count(*) FROM consent c WHERE c.person = p.id AND c.withdrawn_on IS "
      "NULL), (SELECT max(c.withdrawn_on) FROM consent c WHERE c.person = p.id) FROM person p "
      "WHERE p.erased_on IS NULL ORDER BY p.family_name COLLATE NOCASE, p.id",
      "");

  while (ctn_statement_next (rows, &local_error))
    check (list, rows, today);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
list_deleted (CtnConnection *reader, GPtrArray *list, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT c.row, ltrim(coalesce(c.before ->> '$.given_name', '') || ' ' || "
      "(c.before ->> '$.family_name')), NULL, date(max(o.time) / 1000, 'unixepoch', 'localtime') "
      "FROM change c JOIN operation o ON o.id = c.operation WHERE c.record = 'person' AND "
      "c.kind = 'delete' AND o.state = 'done' AND json_valid(c.before) AND "
      "c.before ->> '$.family_name' IS NOT NULL AND NOT EXISTS "
      "(SELECT 1 FROM person p WHERE p.id = c.row) GROUP BY c.row ORDER BY 2 COLLATE NOCASE, 1",
      "");

  while (ctn_statement_next (rows, &local_error))
    add (list, rows, CTN_DUE_HISTORY, ctn_statement_get_text (rows, 3));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const CtnDuePerson *one = *(CtnDuePerson *const *) a;
  const CtnDuePerson *other = *(CtnDuePerson *const *) b;

  return (int) one->reason - (int) other->reason;
}

GPtrArray *
ctn_person_list_due (CtnConnection *reader, const char *today, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_due_person_free);
  g_autofree char *day = ctn_calendar_dup_today (today);

  if (!list_present (reader, list, day, error) || !list_deleted (reader, list, error))
    return NULL;
  /* Stable, so names stay in order. */
  g_ptr_array_sort (list, compare_reasons);
  return g_steal_pointer (&list);
}
