#include "ctn-exchange-profile.h"

#include <ctn-calendar.h>
#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#define GROUP_WHO N_ ("Registration")
#define GROUP_WISHES N_ ("Wishes")
#define GROUP_DECISION N_ ("Decision")
#define PERSON_NAME "coalesce (title || ' ', '') || coalesce (given_name || ' ', '') || family_name"

static const CtnChoice roles[] = {
  { "visitor", N_ ("Would Like to Visit") },
  { "host", N_ ("Would Like to Host") },
  { "both", N_ ("Would Like to Visit and Host") },
  { NULL, NULL },
};

static const CtnChoice states[] = {
  { "draft", N_ ("Draft") },         { "registered", N_ ("Registered") },
  { "validated", N_ ("Validated") }, { "rejected", N_ ("Rejected") },
  { "withdrawn", N_ ("Withdrawn") }, { NULL, NULL },
};

/* Several codes in one column. */
static char *
parse_codes (const CtnField *field, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ";|\n", -1);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (char **part = parts; *part != NULL; part++) {
    char *code;

    if (*g_strstrip (*part) == '\0')
      continue;
    code = ctn_code_field_parse (field, *part, error);
    if (code == NULL)
      return NULL;
    g_ptr_array_add (codes, code);
  }
  g_ptr_array_add (codes, NULL);
  return g_strjoinv ("; ", (char **) codes->pdata);
}

static char *
format_codes (const CtnField *field, const char *value)
{
  g_auto (GStrv) codes = g_strsplit (value, "; ", -1);

  for (char **code = codes; *code != NULL; code++) {
    char *title = ctn_code_field_format (field, *code);

    g_free (*code);
    *code = title;
  }
  return g_strjoinv ("; ", codes);
}

static const CtnField fields[] = {
  { .name = "organisation",
    .label = N_ ("Organisation"),
    .group = GROUP_WHO,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .reference_table = "organisation",
    .reference_column = "name",
    .column = "organisation" },
  { .name = "person",
    .label = N_ ("Person"),
    .group = GROUP_WHO,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_PERSONAL,
    .reference_table = "person",
    .reference_column = PERSON_NAME,
    .column = "person" },
  { .name = "role",
    .label = N_ ("Role"),
    .group = GROUP_WHO,
    .type = CTN_FIELD_CHOICE,
    .choices = roles,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "role" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .group = GROUP_WHO,
    .type = CTN_FIELD_CHOICE,
    .choices = ctn_exchange_kind_choices,
    .flags = CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "partnership",
    .label = N_ ("Partnership Behind"),
    .group = GROUP_WHO,
    .type = CTN_FIELD_RECORD,
    .reference_table = "partnership",
    .reference_column = "name",
    .column = "partnership" },
  { .name = "motivation",
    .label = N_ ("Motivation"),
    .group = GROUP_WISHES,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "motivation" },
  { .name = "topics",
    .label = N_ ("Topics"),
    .group = GROUP_WISHES,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "topics" },
  { .name = "countries",
    .label = N_ ("Countries Wished (Separated by Semicolons)"),
    .group = GROUP_WISHES,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .parse = parse_codes,
    .format = format_codes,
    .flags = CTN_FIELD_LISTED,
    .column = "countries" },
  { .name = "languages",
    .label = N_ ("Languages (Separated by Semicolons)"),
    .group = GROUP_WISHES,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-639",
    .parse = parse_codes,
    .format = format_codes,
    .column = "languages" },
  { .name = "available-from",
    .label = N_ ("Available From"),
    .group = GROUP_WISHES,
    .type = CTN_FIELD_DATE,
    .column = "available_from" },
  { .name = "available-to",
    .label = N_ ("Available Until"),
    .group = GROUP_WISHES,
    .type = CTN_FIELD_DATE,
    .column = "available_to" },
  { .name = "registered",
    .label = N_ ("Registered On"),
    .group = GROUP_DECISION,
    .type = CTN_FIELD_DATE,
    .column = "registered_on" },
  { .name = "validated",
    .label = N_ ("Decided On"),
    .group = GROUP_DECISION,
    .type = CTN_FIELD_DATE,
    .column = "validated_on" },
  { .name = "decision",
    .label = N_ ("Reason for the Decision"),
    .group = GROUP_DECISION,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "decision" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = GROUP_DECISION,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "note" },
  { .name = "state",
    .label = N_ ("State"),
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_LISTED,
    .column = "state" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "exchange-profile",
  .table = "exchange_profile",
  .label = N_ ("Registration"),
  .plural = N_ ("Registrations"),
  .title_column = "organisation",
  .fields = fields,
  .add_label = N_ ("Add Registration"),
  .edit_label = N_ ("Edit Registration"),
  .delete_label = N_ ("Delete Registration"),
};

const CtnRecordKind *
ctn_exchange_profile_kind (void)
{
  return &kind;
}

const char *
ctn_profile_state_get_label (CtnProfileState state)
{
  return _ (states[state].label);
}

gboolean
ctn_profile_state_from_code (const char *code, CtnProfileState *state)
{
  for (guint i = 0; i < CTN_PROFILE_N_STATES; i++)
    if (g_strcmp0 (states[i].code, code) == 0) {
      *state = (CtnProfileState) i;
      return TRUE;
    }
  return FALSE;
}

GArray *
ctn_exchange_profile_list (CtnConnection *reader, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (
          reader, error,
          "SELECT p.id FROM exchange_profile p JOIN organisation o ON o.id = p.organisation "
          "ORDER BY o.name COLLATE NOCASE, p.id",
          ""),
      error);
}

gint64
ctn_exchange_profile_add (CtnProject *project,
                          gint64 organisation,
                          const char *role,
                          GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, organisation);
  const CtnFieldText values[] = { { "organisation", id }, { "role", role }, { NULL, NULL } };

  return ctn_record_add (project, &kind, 0, values, error);
}

typedef struct {
  gint64 id;
  CtnProfileState state;
  const char *why;
  const char *today;
} Decision;

static gboolean
decide (CtnConnection *connection, gpointer data, GError **error)
{
  const Decision *decision = data;
  gboolean decided =
      decision->state == CTN_PROFILE_VALIDATED || decision->state == CTN_PROFILE_REJECTED;

  return ctn_connection_run (
      connection, error,
      "UPDATE exchange_profile SET state = ?2, registered_on = coalesce (registered_on, CASE WHEN "
      "?2 <> 'draft' THEN ?3 END), validated_on = CASE WHEN ?4 THEN ?3 END, "
      "decision = coalesce (?5, decision) WHERE id = ?1",
      "ittit", decision->id, states[decision->state].code, decision->today, (gint64) decided,
      decision->why != NULL && *decision->why != '\0' ? decision->why : NULL);
}

gboolean
ctn_exchange_profile_decide (CtnProject *project,
                             gint64 id,
                             CtnProfileState state,
                             const char *why,
                             const char *today,
                             GError **error)
{
  static const char *const labels[] = { N_ ("Edit Registration"), N_ ("Register"),
                                        N_ ("Validate Registration"), N_ ("Reject Registration"),
                                        N_ ("Withdraw Registration") };
  g_autofree char *title = ctn_record_get_title (ctn_project_get_reader (project), &kind, id, NULL);
  const CtnOperation operation = { labels[state], title, NULL };
  g_autofree char *day = ctn_calendar_dup_today (today);
  Decision decision = { id, state, why, day };

  if (state == CTN_PROFILE_REJECTED && (why == NULL || *why == '\0')) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("Say why the registration is rejected."));
    return FALSE;
  }
  return ctn_project_transact (project, &operation, decide, &decision, error);
}

gboolean
ctn_exchange_profile_get (CtnConnection *reader,
                          gint64 id,
                          CtnExchangeProfile *profile,
                          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row = ctn_connection_query (
      reader, &local_error, "SELECT organisation, state, role FROM exchange_profile WHERE id = ?",
      "i", id);

  *profile = (CtnExchangeProfile) { .id = id };
  if (ctn_statement_next (row, &local_error)) {
    const char *role = ctn_statement_get_text (row, 2);

    profile->organisation = ctn_statement_get_int (row, 0);
    ctn_profile_state_from_code (ctn_statement_get_text (row, 1), &profile->state);
    profile->visits = !g_str_equal (role, "host");
    profile->hosts = !g_str_equal (role, "visitor");
    return TRUE;
  }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("The registration is not there any more."));
  return FALSE;
}

gint64
ctn_exchange_profile_find_visitor (CtnConnection *reader, gint64 organisation)
{
  gint64 id = 0;

  ctn_connection_get_int (reader, &id, NULL,
                          "SELECT id FROM exchange_profile WHERE organisation = ? AND role <> "
                          "'host' AND state NOT IN ('rejected', 'withdrawn') "
                          "ORDER BY id DESC LIMIT 1",
                          "i", organisation);
  return id;
}

/* --- From registrations to an exchange ------------------------------------------------------------ */

typedef struct {
  gint64 exchange;
  gint64 visitor; /* registration; 0: leave that side */
  gint64 host;
  const char *name;
} Match;

static gboolean
write_visitor (CtnConnection *connection, const Match *match, GError **error)
{
  return ctn_connection_run (
      connection, error,
      "UPDATE exchange SET (visitor, visitor_person, visitor_kind, visitor_partnership, "
      "motivation, "
      "registered_on) = (SELECT organisation, person, kind, partnership, motivation, "
      "coalesce (registered_on, date ('now', 'localtime')) FROM exchange_profile WHERE id = ?2), "
      "state = 'registered' WHERE id = ?1",
      "ii", match->exchange, match->visitor);
}

static gboolean
write_host (CtnConnection *connection, const Match *match, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE exchange SET (host, host_person, host_kind, host_partnership) "
                             "= (SELECT organisation, "
                             "person, kind, partnership FROM exchange_profile WHERE id = ?2), "
                             "modified = max (?3, modified + 1) WHERE id = ?1",
                             "iii", match->exchange, match->host, g_get_real_time () / 1000);
}

static gboolean
write_match (CtnConnection *connection, gpointer data, GError **error)
{
  Match *match = data;

  match->exchange = ctn_record_insert (connection, ctn_exchange_kind (), match->name, error);
  return match->exchange != 0 && write_visitor (connection, match, error) &&
         (match->host == 0 || write_host (connection, match, error));
}

static gboolean
write_host_only (CtnConnection *connection, gpointer data, GError **error)
{
  return write_host (connection, data, error);
}

gint64
ctn_exchange_add_match (CtnProject *project, gint64 visitor, gint64 host, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autofree char *from = ctn_record_get_title (reader, &kind, visitor, error);
  g_autofree char *to = host != 0 ? ctn_record_get_title (reader, &kind, host, error) : NULL;
  g_autofree char *name = NULL;
  CtnOperation operation = { N_ ("Add Exchange"), NULL, NULL };
  Match match = { .visitor = visitor, .host = host };

  if (from == NULL || (host != 0 && to == NULL))
    return 0;
  /* Translators: the name of an exchange: who visits whom */
  name = to != NULL ? g_strdup_printf (_ ("%s → %s"), from, to) : g_strdup (from);
  operation.subject = match.name = name;
  return ctn_project_transact (project, &operation, write_match, &match, error) ? match.exchange
                                                                                : 0;
}

gboolean
ctn_exchange_set_host (CtnProject *project, gint64 exchange, gint64 host, GError **error)
{
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), ctn_exchange_kind (), exchange, NULL);
  const CtnOperation operation = { N_ ("Choose Host"), title, NULL };
  Match match = { .exchange = exchange, .host = host };

  return ctn_project_transact (project, &operation, write_host_only, &match, error);
}
