#include "ctn-code-decision.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <string.h>

#include "ctn-code-uses.h"

typedef struct {
  const char *from;
  const char *code;
  const char *to;
  const char *const *targets;
  const char *note;
} Decision;

static gboolean
write_target (CtnConnection *connection,
              const Decision *decision,
              const char *target,
              GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO code_decision (id, source_scheme, source_code, "
                             "target_scheme, target_code, note) VALUES (?, ?, ?, ?, ?, ?)",
                             "ittttt", ctn_id_new (), decision->from, decision->code, decision->to,
                             target, decision->note);
}

static gboolean
write_decision (CtnConnection *connection, gpointer data, GError **error)
{
  const Decision *decision = data;

  if (!ctn_connection_run (connection, error,
                           "DELETE FROM code_decision WHERE source_scheme = ? AND source_code = ? "
                           "AND target_scheme = ?",
                           "ttt", decision->from, decision->code, decision->to))
    return FALSE;
  if (decision->targets == NULL)
    return TRUE;
  for (guint i = 0; decision->targets[i] != NULL; i++)
    if (!write_target (connection, decision, decision->targets[i], error))
      return FALSE;
  return decision->targets[0] != NULL || write_target (connection, decision, "", error);
}

static gboolean
check_targets (const Decision *decision, GError **error)
{
  const char *id = ctn_code_change_get_list (decision->to);
  CtnCodeList *list = id != NULL ? ctn_code_list_get (id, error) : NULL;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; decision->targets != NULL && decision->targets[i] != NULL; i++) {
    /* The list of NUTS is that of 2024 and does not know the codes that were there only in 2021. */
    if (g_str_equal (decision->to, "nuts-2021") ||
        ctn_code_list_lookup (list, decision->targets[i]) != NULL)
      continue;
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("The list does not have the code “%s”."), decision->targets[i]);
    return FALSE;
  }
  return TRUE;
}

gboolean
ctn_code_decision_set (CtnProject *project,
                       const char *from,
                       const char *code,
                       const char *to,
                       const char *const *targets,
                       const char *note,
                       GError **error)
{
  const CtnOperation operation = { N_ ("Decide on a Code"), code, NULL };
  Decision decision = { from, code, to, targets, note };

  return check_targets (&decision, error) &&
         ctn_project_transact (project, &operation, write_decision, &decision, error);
}

typedef struct {
  const char *from;
  const char *to;
  CtnCodeConversion result;
} Conversion;

/* Adds @code to all that has the old one and not yet the new one. */
static gboolean
add_nace (CtnConnection *connection,
          Conversion *conversion,
          const CtnCodeUse *use,
          const char *code,
          GError **error)
{
  const char *from = conversion->from + strlen ("nace-");
  const char *to = conversion->to + strlen ("nace-");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      connection, &local_error,
      "SELECT 0, n.organisation FROM organisation_nace n WHERE n.revision = ?1 AND n.code = ?2 "
      "AND NOT EXISTS (SELECT 1 FROM organisation_nace m WHERE m.organisation = n.organisation "
      "AND m.revision = ?3 AND m.code = ?4) UNION "
      "SELECT 1, c.priority FROM priority_code c WHERE c.scheme = 'nace-' || ?1 AND c.code = ?2 "
      "AND NOT EXISTS (SELECT 1 FROM priority_code d WHERE d.priority = c.priority "
      "AND d.scheme = 'nace-' || ?3 AND d.code = ?4)",
      "tttt", from, use->code, to, code);

  while (ctn_statement_next (rows, &local_error)) {
    gboolean is_priority = ctn_statement_get_int (rows, 0) != 0;
    gint64 owner = ctn_statement_get_int (rows, 1);
    gboolean done =
        is_priority ? ctn_connection_run (connection, &local_error,
                                          "INSERT INTO priority_code (id, priority, scheme, code) "
                                          "VALUES (?, ?, ?, ?)",
                                          "iitt", ctn_id_new (), owner, conversion->to, code)
                    : ctn_connection_run (
                          connection, &local_error,
                          "INSERT INTO organisation_nace (id, organisation, revision, code) "
                          "VALUES (?, ?, ?, ?)",
                          "iitt", ctn_id_new (), owner, to, code);

    if (!done)
      break;
    conversion->result.n_priorities += is_priority;
    conversion->result.n_organisations += !is_priority;
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
replace_nuts (CtnConnection *connection,
              Conversion *conversion,
              const CtnCodeUse *use,
              const char *code,
              GError **error)
{
  static const char *const sql[] = {
    "UPDATE organisation SET nuts = ?1, nuts_version = ?2 WHERE nuts = ?3 "
    "AND coalesce (nuts_version, '2024') = ?4",
    "UPDATE region_strategy SET nuts = ?1, nuts_version = ?2 WHERE nuts = ?3 "
    "AND coalesce (nuts_version, '2024') = ?4",
    "UPDATE indicator_value SET nuts = ?1, nuts_version = ?2 WHERE nuts = ?3 AND nuts_version = ?4",
  };
  guint *counters[] = { &conversion->result.n_organisations, &conversion->result.n_strategies,
                        &conversion->result.n_values };
  const char *from = conversion->from + strlen ("nuts-");
  const char *to = conversion->to + strlen ("nuts-");

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++) {
    if (!ctn_connection_run (connection, error, sql[i], "tttt", code, to, use->code, from))
      return FALSE;
    *counters[i] += (guint) ctn_connection_get_changes (connection);
  }
  return TRUE;
}

static gboolean
convert (CtnConnection *connection, gpointer data, GError **error)
{
  Conversion *conversion = data;
  gboolean is_nuts = g_str_has_prefix (conversion->from, "nuts-");
  g_autoptr (GPtrArray) uses =
      ctn_code_use_list (connection, conversion->from, conversion->to, error);

  for (guint i = 0; uses != NULL && i < uses->len; i++) {
    const CtnCodeUse *use = uses->pdata[i];
    g_auto (GStrv) codes = ctn_code_use_dup_result (use);

    if (use->is_open || (is_nuts && g_strv_length (codes) != 1)) {
      conversion->result.n_open++;
      continue;
    }
    for (guint j = 0; codes[j] != NULL; j++)
      if (!(is_nuts ? replace_nuts (connection, conversion, use, codes[j], error)
                    : add_nace (connection, conversion, use, codes[j], error)))
        return FALSE;
  }
  return uses != NULL;
}

gboolean
ctn_code_decision_apply (CtnProject *project,
                         const char *from,
                         const char *to,
                         CtnCodeConversion *conversion,
                         GError **error)
{
  g_autofree char *subject = g_strdup_printf ("%s → %s", from, to);
  const CtnOperation operation = { N_ ("Convert Codes"), subject, NULL };
  Conversion work = { from, to, { 0 } };
  gboolean done = ctn_project_transact (project, &operation, convert, &work, error);

  if (conversion != NULL)
    *conversion = work.result;
  return done;
}
