/* Exchanges: example clusters with their members, targets, lump sums, registrations, and fifty visits in all
 * states. Each is moved to its state by the program's own rules, as of a day on which it may be there. */
#include <ctn-attachment.h>
#include <ctn-exchange-count.h>
#include <ctn-exchange-move.h>
#include <ctn-exchange-papers.h>
#include <ctn-exchange-profile.h>
#include <ctn-id.h>
#include <ctn-partnership.h>
#include <ctn-record-operations.h>

#include "make-sample.h"

#define RECIPE "Regrouping European Clusters in a Partnership of Excellence for Mobility"
#define TODAY "2021-11-20"
#define N_COLUMNS 11

static gint64
find_partnership (CtnProject *project, const char *name)
{
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &id, NULL,
                          "SELECT id FROM partnership WHERE name = ?", "t", name);
  return id;
}

static gboolean
mark_clusters (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (
      connection, error,
      "UPDATE partnership SET kind = 'cluster', eccp_url = 'https://eccp.example.org/' || id, "
      "data_source = 'Example' WHERE id IN (SELECT m.partnership FROM membership m "
      "JOIN organisation o ON o.id = m.organisation JOIN partnership p ON p.id = m.partnership "
      "WHERE o.name = p.name)",
      "");
}

static void
add_clusters (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "exchange-clusters.csv");
  const CtnOperation operation = { "Edit Partnership", NULL, NULL };
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    const char *name = ctn_table_get_cell (table, row, 0);
    gint64 member = sample_find_organisation (project, ctn_table_get_cell (table, row, 1));
    gint64 cluster = find_partnership (project, name);

    if (cluster == 0)
      cluster = ctn_partnership_add (project, name, &error);
    OR_FAIL (cluster != 0);
    OR_FAIL (ctn_partnership_add_members (project, cluster, &member, 1, &error));
  }
  OR_FAIL (ctn_project_transact (project, &operation, mark_clusters, NULL, &error));
}

static void
add_record (CtnProject *project,
            const CtnRecordKind *kind,
            gint64 owner,
            const CtnFieldText *values)
{
  GError *error = NULL;

  OR_FAIL (ctn_record_add (project, kind, owner, values, &error) != 0);
}

/* Targets: nextmove.fr on RECiPE4Mobility. Lump sums: those of another partnership, CLAMTEX, for want of a
 * published table; they are there to be replaced. */
static void
add_tables (CtnProject *project, gint64 recipe)
{
  static const char source[] = "Example: 390 € for 3 days and 780 € for 5 in the FAQ of CLAMTEX";
  static const char *const targets[][2] = {
    { "", "50" },        { "sme", "25" }, { "cluster", "5" }, { "technology-centre", "10" },
    { "support", "10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    add_record (
        project, ctn_exchange_target_kind (), recipe,
        (const CtnFieldText[]) { { "kind", targets[i][0] }, { "target", targets[i][1] }, { 0 } });
  add_record (project, ctn_lump_sum_kind (), 0,
              (const CtnFieldText[]) { { "days-from", "3" },
                                       { "days-to", "4" },
                                       { "amount", "390" },
                                       { "source", source },
                                       { 0 } });
  add_record (project, ctn_lump_sum_kind (), 0,
              (const CtnFieldText[]) {
                  { "days-from", "5" }, { "amount", "780" }, { "source", source }, { 0 } });
  add_record (project, ctn_holiday_kind (), 0,
              (const CtnFieldText[]) { { "country", "DE" },
                                       { "date", "2021-06-03" },
                                       { "name", "Corpus Christi (Bavaria)" },
                                       { 0 } });
}

static char *
dup_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static void
add_registrations (CtnProject *project, const char *folder, gint64 recipe)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "registrations.csv");
  g_autofree char *partnership = dup_id (recipe);
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    CtnFieldText values[N_COLUMNS + 1] = { { 0 } };
    const char *state = ctn_table_get_cell (table, row, 3);
    g_autofree char *organisation =
        dup_id (sample_find_organisation (project, ctn_table_get_cell (table, row, 0)));
    guint n = 0;
    gint64 id;

    for (guint column = 0; column < ctn_table_get_n_columns (table); column++)
      if (column != 3)
        values[n++] =
            (CtnFieldText) { ctn_table_get_cell (table, 0, column),
                             column == 0 ? organisation : ctn_table_get_cell (table, row, column) };
    values[n] = (CtnFieldText) { "partnership", partnership };
    id = ctn_record_add (project, ctn_exchange_profile_kind (), 0, values, &error);
    OR_FAIL (id != 0);
    if (!g_str_equal (state, "draft"))
      OR_FAIL (ctn_exchange_profile_decide (
          project, id,
          g_str_equal (state, "validated") ? CTN_PROFILE_VALIDATED : CTN_PROFILE_REGISTERED, NULL,
          "2021-08-30", &error));
  }
}

/* One row of exchanges.csv. */
typedef struct {
  gint64 id;
  CtnTable *table;
  guint row;
  CtnExchangeState state;
  char *starts;
  char *ends;
} Visit;

static const char *
get (const Visit *visit, guint column)
{
  return ctn_table_get_cell (visit->table, visit->row, column);
}

/* All signatures a week before the visit, as one operation. */
static gboolean
sign (CtnConnection *connection, gpointer data, GError **error)
{
  const Visit *visit = data;

  for (guint paper = 0; paper < CTN_EXCHANGE_N_PAPERS; paper++)
    for (guint party = 0; party < CTN_EXCHANGE_N_PARTIES; party++)
      if ((ctn_exchange_paper_get_parties (paper) & (1u << party)) != 0 &&
          !ctn_connection_run (connection, error,
                               "INSERT INTO exchange_signature (id, exchange, document, party, "
                               "signed_on) VALUES (?, ?, ?, ?, date (?, '-7 days'))",
                               "iittt", ctn_id_new (), visit->id,
                               paper == CTN_PAPER_QUALITY ? "quality" : "financial",
                               ctn_exchange_party_get_code (party), visit->starts))
        return FALSE;
  return TRUE;
}

/* The day @days after @iso. */
static char *
dup_later (const char *iso, guint days)
{
  GDate date;
  char text[16];

  if (!ctn_working_days_parse (iso, &date))
    return g_strdup ("");
  g_date_add_days (&date, days);
  g_date_strftime (text, sizeof text, "%F", &date);
  return g_strdup (text);
}

static gint64
add_visit (CtnProject *project, Visit *visit, gint64 recipe)
{
  g_autofree char *partnership = dup_id (recipe);
  g_autofree char *visitor = dup_id (sample_find_organisation (project, get (visit, 0)));
  gboolean matched = *get (visit, 2) != '\0';
  gboolean signed_up =
      visit->state >= CTN_EXCHANGE_SIGNED && visit->state != CTN_EXCHANGE_CANCELLED;
  gboolean reported =
      visit->state >= CTN_EXCHANGE_REPORTED && visit->state != CTN_EXCHANGE_CANCELLED;
  g_autofree char *host =
      matched ? dup_id (sample_find_organisation (project, get (visit, 2))) : NULL;
  g_autofree char *name = matched ? g_strdup_printf ("%s → %s", get (visit, 0), get (visit, 2))
                                  : g_strdup (get (visit, 0));
  g_autofree char *visitor_on = dup_later (visit->ends, 5);
  g_autofree char *host_on = dup_later (visit->ends, 7);
  const CtnFieldText values[] = {
    { "name", name },
    { "visitor", visitor },
    { "visitor-kind", get (visit, 1) },
    { "visitor-partnership", visit->state != CTN_EXCHANGE_DRAFT ? partnership : NULL },
    { "host", host },
    { "host-kind", get (visit, 3) },
    { "host-partnership", matched ? partnership : NULL },
    { "starts", visit->starts },
    { "ends", visit->ends },
    { "travel-days", get (visit, 6) },
    { "objectives", get (visit, 7) },
    { "motivation", get (visit, 8) },
    { "agenda", signed_up
                    ? "First day: the host shows its work. Then: at work with its people. Last "
                      "day: what to do together."
                    : NULL },
    { "visitor-report",
      reported ? "Example: the goals were met; a second visit is planned." : NULL },
    { "visitor-report-on", reported ? visitor_on : NULL },
    { "visitor-satisfaction", reported ? "4.5" : NULL },
    { "host-report", reported ? "Example: well prepared, good questions." : NULL },
    { "host-report-on", reported ? host_on : NULL },
    { "host-satisfaction", reported ? "5" : NULL },
    { "notes", "Invented for this sample." },
    { NULL, NULL },
  };
  GError *error = NULL;

  visit->id = ctn_record_add (project, ctn_exchange_kind (), 0, values, &error);
  OR_FAIL (visit->id != 0);
  return visit->id;
}

/* The day on which the exchange got as far as it is: the rules look at what had come to pass by then. */
static char *
dup_day (const Visit *visit)
{
  if (visit->state >= CTN_EXCHANGE_APPROVED && visit->state != CTN_EXCHANGE_CANCELLED)
    return dup_later (visit->ends, 14);
  return g_strdup (TODAY);
}

static void
advance (CtnProject *project, Visit *visit)
{
  const CtnOperation operation = { "Note Signature", get (visit, 0), NULL };
  g_autofree char *day = dup_day (visit);
  gboolean live = visit->state != CTN_EXCHANGE_CANCELLED;
  GError *error = NULL;

  if (live && visit->state >= CTN_EXCHANGE_SIGNED)
    OR_FAIL (ctn_project_transact (project, &operation, sign, visit, &error));
  if (live && visit->state >= CTN_EXCHANGE_APPROVED)
    OR_FAIL (ctn_attachment_add_link (project, "exchange", visit->id, NULL,
                                      "Boarding pass and hotel invoice (example)",
                                      "https://example.org/evidence", &error) != 0);
  if (visit->state != CTN_EXCHANGE_DRAFT)
    OR_FAIL (ctn_exchange_move (project, visit->id, visit->state, get (visit, 10), day, &error));
}

void
sample_add_exchanges (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "exchanges.csv");
  gint64 recipe = find_partnership (project, RECIPE);

  add_clusters (project, folder);
  add_tables (project, recipe);
  add_registrations (project, folder, recipe);
  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    Visit visit = { .table = table, .row = row };

    if (!ctn_exchange_state_from_code (ctn_table_get_cell (table, row, 9), &visit.state))
      g_error ("exchanges.csv, row %u: no such state", row + 1);
    visit.starts = g_strdup (ctn_table_get_cell (table, row, 4));
    visit.ends = g_strdup (ctn_table_get_cell (table, row, 5));
    add_visit (project, &visit, recipe);
    advance (project, &visit);
    g_free (visit.starts);
    g_free (visit.ends);
  }
}
