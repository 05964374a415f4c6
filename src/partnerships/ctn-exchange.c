#include "ctn-exchange.h"

#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-text.h>
#include <math.h>
#include <string.h>

#include "ctn-exchange-papers.h"

static void
side_clear (CtnExchangeSide *side)
{
  g_free (side->name);
  g_free (side->country);
  g_free (side->kind);
  g_free (side->person);
  g_free (side->partnership_name);
  g_free (side->report_on);
}

void
ctn_exchange_free (CtnExchange *self)
{
  if (self == NULL)
    return;
  side_clear (&self->visitor);
  side_clear (&self->host);
  g_free (self->name);
  g_free (self->starts);
  g_free (self->ends);
  g_free (self->objectives);
  g_free (self->approved_on);
  g_free (self->paid_on);
  g_free (self->cancelled_why);
  g_free (self);
}

/* How the organisation of a side stands to clusters (CtnStanding): the best of its memberships on the first
 * day of the exchange, or the one in the cluster that is named. */
#define STANDING(side)                                                                             \
  "(SELECT max (CASE WHEN p.kind = 'cluster' AND p.eccp_url IS NOT NULL THEN 3 "                   \
  "WHEN p.kind = 'cluster' THEN 2 ELSE 1 END) FROM membership m "                                  \
  "JOIN partnership p ON p.id = m.partnership WHERE m.organisation = e." side " "                  \
  "AND (e." side "_cluster IS NULL OR p.id = e." side "_cluster) AND (m.until IS NULL "            \
  "OR e.starts IS NULL OR m.until >= substr (e.starts, 1, length (m.until))))"

#define PERSON(alias) "coalesce (" alias ".given_name || ' ', '') || " alias ".family_name"

#define SIDE(side, organisation, person, partnership)                                              \
  "e." side ", " organisation ".name, " organisation ".country, e." side                           \
  "_kind, " PERSON (person) ", e." side "_partnership, coalesce (" partnership                     \
                            ".short_name, " partnership                                            \
                            ".name), " STANDING (side) ", e." side "_report_on, e." side           \
                                                       "_report IS NOT NULL"

#define SIGNATURES(document)                                                                       \
  "(SELECT group_concat (s.party, ' ') FROM exchange_signature s WHERE s.exchange = e.id "         \
  "AND s.document = '" document "')"

#define N_SIDE_COLUMNS 10

#define SELECT                                                                                     \
  "SELECT e.id, e.name, e.state, e.host_preapproved, e.mode, e.starts, e.ends, e.travel_days, "    \
  "e.objectives, e.agenda IS NOT NULL, e.amount, e.approved_on, e.paid_on, "                       \
  "e.cancelled_why, " SIGNATURES ("quality") ", " SIGNATURES (                                     \
      "financial") ", "                                                                            \
                   "(SELECT count (*) FROM attachment a WHERE a.record = 'exchange' AND a.row = "  \
                   "e.id), " SIDE ("visitor", "vo", "vp", "vpp") ", " SIDE (                       \
                       "host", "ho", "hp",                                                         \
                       "hpp") " FROM exchange e "                                                  \
                              "LEFT JOIN organisation vo ON vo.id = e.visitor "                    \
                              "LEFT JOIN organisation ho ON ho.id = e.host "                       \
                              "LEFT JOIN person vp ON vp.id = e.visitor_person "                   \
                              "LEFT JOIN person hp ON hp.id = e.host_person "                      \
                              "LEFT JOIN partnership vpp ON vpp.id = e.visitor_partnership "       \
                              "LEFT JOIN partnership hpp ON hpp.id = e.host_partnership "

#define ORDER "ORDER BY e.starts, e.name COLLATE NOCASE, e.id"

static void
read_side (CtnStatement *row, int first, CtnExchangeSide *side)
{
  side->organisation = ctn_statement_get_int (row, first);
  side->name = g_strdup (ctn_statement_get_text (row, first + 1));
  side->country = g_strdup (ctn_statement_get_text (row, first + 2));
  side->kind = g_strdup (ctn_statement_get_text (row, first + 3));
  side->person = g_strdup (ctn_statement_get_text (row, first + 4));
  side->partnership = ctn_statement_get_int (row, first + 5);
  side->partnership_name = g_strdup (ctn_statement_get_text (row, first + 6));
  side->standing = (CtnStanding) ctn_statement_get_int (row, first + 7);
  side->report_on = g_strdup (ctn_statement_get_text (row, first + 8));
  side->has_report = ctn_statement_get_int (row, first + 9) != 0;
}

static guint
read_signatures (const char *parties)
{
  g_auto (GStrv) codes = g_strsplit (parties != NULL ? parties : "", " ", -1);
  guint bits = 0;

  for (guint i = 0; i < CTN_EXCHANGE_N_PARTIES; i++)
    if (g_strv_contains ((const char *const *) codes, ctn_exchange_party_get_code (i)))
      bits |= 1u << i;
  return bits;
}

static CtnExchange *
read_exchange (CtnStatement *row)
{
  CtnExchange *self = g_new0 (CtnExchange, 1);

  self->id = ctn_statement_get_int (row, 0);
  self->name = g_strdup (ctn_statement_get_text (row, 1));
  ctn_exchange_state_from_code (ctn_statement_get_text (row, 2), &self->state);
  self->host_preapproved = ctn_statement_get_int (row, 3) != 0;
  self->is_virtual = g_strcmp0 (ctn_statement_get_text (row, 4), "virtual") == 0;
  self->starts = g_strdup (ctn_statement_get_text (row, 5));
  self->ends = g_strdup (ctn_statement_get_text (row, 6));
  self->travel_days = (guint) ctn_statement_get_int (row, 7);
  self->objectives = g_strdup (ctn_statement_get_text (row, 8));
  self->has_agenda = ctn_statement_get_int (row, 9) != 0;
  self->amount = ctn_statement_get_double (row, 10);
  self->approved_on = g_strdup (ctn_statement_get_text (row, 11));
  self->paid_on = g_strdup (ctn_statement_get_text (row, 12));
  self->cancelled_why = g_strdup (ctn_statement_get_text (row, 13));
  self->quality_signatures = read_signatures (ctn_statement_get_text (row, 14));
  self->financial_signatures = read_signatures (ctn_statement_get_text (row, 15));
  self->n_evidence = (guint) ctn_statement_get_int (row, 16);
  read_side (row, 17, &self->visitor);
  read_side (row, 17 + N_SIDE_COLUMNS, &self->host);
  return self;
}

/* The same visit has the same visitor (and person, where one is named), host and first day. Organisations
 * are the same by their names and countries, for one of them may be in the registry twice.
 * Returns: (nullable): %NULL when too little is known */
static char *
dup_visit_key (const CtnExchange *self)
{
  g_autofree char *visitor = NULL;
  g_autofree char *host = NULL;
  g_autofree char *person = NULL;

  if (self->state == CTN_EXCHANGE_CANCELLED || self->visitor.name == NULL ||
      self->host.name == NULL || self->starts == NULL)
    return NULL;
  visitor = ctn_text_normalise_name (self->visitor.name);
  host = ctn_text_normalise_name (self->host.name);
  person = ctn_text_fold (self->visitor.person);
  return g_strjoin ("\n", visitor, self->visitor.country != NULL ? self->visitor.country : "", host,
                    self->host.country != NULL ? self->host.country : "", person, self->starts,
                    NULL);
}

/* Of several records of one visit, the one made first is it; the others name it. */
static void
mark_duplicates (GPtrArray *exchanges)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < exchanges->len; i++) {
    CtnExchange *exchange = g_ptr_array_index (exchanges, i);
    g_autofree char *key = dup_visit_key (exchange);
    CtnExchange *known = key != NULL ? g_hash_table_lookup (first, key) : NULL;

    if (key != NULL && (known == NULL || exchange->id < known->id))
      g_hash_table_replace (first, g_strdup (key), exchange);
  }
  for (guint i = 0; i < exchanges->len; i++) {
    CtnExchange *exchange = g_ptr_array_index (exchanges, i);
    g_autofree char *key = dup_visit_key (exchange);
    CtnExchange *known = key != NULL ? g_hash_table_lookup (first, key) : NULL;

    exchange->duplicate_of = known != NULL && known != exchange ? known->id : 0;
  }
}

static GPtrArray *
read_exchanges (CtnStatement *rows, GError **error)
{
  g_autoptr (GPtrArray) exchanges =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_exchange_free);
  g_autoptr (GError) local_error = NULL;

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (exchanges, read_exchange (rows));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  mark_duplicates (exchanges);
  return g_steal_pointer (&exchanges);
}

GPtrArray *
ctn_exchange_load_all (CtnConnection *reader, GError **error)
{
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, error, SELECT ORDER, "");

  return rows != NULL ? read_exchanges (rows, error) : NULL;
}

CtnExchange *
ctn_exchange_load (CtnConnection *reader, gint64 id, GError **error)
{
  /* With those that begin on the same day, for one of them may be the same visit. */
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, error,
      SELECT "WHERE e.id = ?1 OR e.starts = (SELECT starts FROM exchange WHERE id = ?1) " ORDER,
      "i", id);
  g_autoptr (GPtrArray) exchanges = rows != NULL ? read_exchanges (rows, error) : NULL;

  for (guint i = 0; exchanges != NULL && i < exchanges->len; i++)
    if (((CtnExchange *) g_ptr_array_index (exchanges, i))->id == id)
      return g_ptr_array_steal_index (exchanges, i);
  if (exchanges != NULL)
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("The exchange is not there any more."));
  return NULL;
}

gint64
ctn_exchange_add (CtnProject *project, const char *name, GError **error)
{
  const CtnFieldText values[] = { { "name", name }, { NULL, NULL } };

  return ctn_record_add (project, ctn_exchange_kind (), 0, values, error);
}

gboolean
ctn_exchange_set_objective (CtnProject *project,
                            gint64 id,
                            const char *objective,
                            gboolean active,
                            GError **error)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_exchange_kind (), "objectives");
  g_autofree char *old =
      ctn_record_get (ctn_project_get_reader (project), ctn_exchange_kind (), id, field, error);
  g_auto (GStrv) codes = NULL;
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autofree char *text = NULL;

  if (old == NULL)
    return FALSE;
  codes = g_strsplit (old, "; ", -1);
  for (char **code = codes; *code != NULL; code++)
    if (!g_str_equal (*code, objective))
      g_strv_builder_add (kept, *code);
  if (active)
    g_strv_builder_add (kept, objective);
  strv = g_strv_builder_end (kept);
  text = g_strjoinv ("; ", strv);
  return ctn_record_edit (project, ctn_exchange_kind (), id, field, text, error);
}
