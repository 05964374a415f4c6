#include "exchange-support.h"

#include <ctn-attachment.h>
#include <ctn-record-operations.h>
#include <registry-support.h>

#include "ctn-exchange-papers.h"
#include "ctn-partnership.h"

CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static char *
text_of (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

void
set_field (Fixture *f, gint64 id, const char *name, const char *text)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_exchange_kind (), name);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (field);
  ctn_record_edit (f->project, ctn_exchange_kind (), id, field, text, &error);
  g_assert_no_error (error);
}

void
set_record (Fixture *f, gint64 id, const char *name, gint64 record)
{
  g_autofree char *text = text_of (record);

  set_field (f, id, name, text);
}

/* What the fields of other rooms' records say, as their views would write it. */
static gboolean
run_sql (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, data, "");
}

void
change (Fixture *f, const char *sql)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (f->project, &operation, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

void
add_lump_sum (Fixture *f, const char *country, const char *from, const char *to, const char *amount)
{
  const CtnFieldText values[] = { { "country", country },
                                  { "days-from", from },
                                  { "days-to", to },
                                  { "amount", amount },
                                  { NULL, NULL } };

  g_assert_cmpint (ctn_record_add (f->project, ctn_lump_sum_kind (), 0, values, NULL), !=, 0);
}

static void
sign_all (Fixture *f, gint64 id)
{
  for (guint paper = 0; paper < CTN_EXCHANGE_N_PAPERS; paper++)
    for (guint party = 0; party < CTN_EXCHANGE_N_PARTIES; party++)
      if (ctn_exchange_paper_get_parties (paper) & (1u << party))
        g_assert_true (
            ctn_exchange_sign (f->project, id, paper, party, "2021-03-01", "A. Example", NULL));
}

gint64
add_exchange (Fixture *f)
{
  gint64 id = ctn_exchange_add (f->project, "Example", NULL);

  set_record (f, id, "visitor", f->firm);
  set_field (f, id, "visitor-kind", "sme");
  set_record (f, id, "visitor-partnership", f->recipe);
  set_record (f, id, "host", f->centre);
  set_field (f, id, "host-kind", "technology-centre");
  set_record (f, id, "host-partnership", f->other);
  set_field (f, id, "starts", "2021-03-08");
  set_field (f, id, "ends", "2021-03-12");
  set_field (f, id, "travel-days", "2");
  set_field (f, id, "agenda", "Monday: …");
  set_field (f, id, "visitor-report", "Fine");
  set_field (f, id, "visitor-report-on", "2021-03-15");
  set_field (f, id, "host-report", "Fine");
  set_field (f, id, "host-report-on", "2021-03-16");
  g_assert_true (ctn_exchange_set_objective (f->project, id, "market", TRUE, NULL));
  sign_all (f, id);
  g_assert_cmpint (ctn_attachment_add_link (f->project, "exchange", id, NULL, "Boarding pass",
                                            "https://example.org/pass", NULL),
                   !=, 0);
  return id;
}

void
exchange_set_up (Fixture *f, gconstpointer data)
{
  f->project = support_project_new ();
  f->firm = support_add (f->project, "Exemple SARL", "country", "FR", NULL);
  f->centre = support_add (f->project, "Beispielzentrum", "country", "DE", NULL);
  f->cluster = ctn_partnership_add (f->project, "Cluster", NULL);
  f->recipe = ctn_partnership_add (f->project, "Recipe", NULL);
  f->other = ctn_partnership_add (f->project, "Other", NULL);
  ctn_partnership_add_members (f->project, f->cluster, &f->firm, 1, NULL);
  ctn_partnership_add_members (f->project, f->cluster, &f->centre, 1, NULL);
  change (f,
          "UPDATE partnership SET kind = 'cluster', eccp_url = 'https://example.org' WHERE name = "
          "'Cluster'");
  add_lump_sum (f, "", "3", "4", "390");
  add_lump_sum (f, "", "5", "", "780");
  f->id = add_exchange (f);
}

void
exchange_tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

int
check (Fixture *f, const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (reader (f), TODAY, &error);
  g_autoptr (CtnExchange) exchange = ctn_exchange_load (reader (f), f->id, &error);
  g_autoptr (GPtrArray) checks = ctn_exchange_rules_check (rules, exchange);

  g_assert_no_error (error);
  for (guint i = 0; i < checks->len; i++) {
    const CtnExchangeCheck *found = g_ptr_array_index (checks, i);

    if (g_str_equal (found->rule, rule))
      return found->problem != NULL ? (int) found->blocks : -1;
  }
  g_assert_not_reached ();
}

gboolean
move (Fixture *f, CtnExchangeState state, const char *why)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = ctn_exchange_move (f->project, f->id, state, why, TODAY, &error);

  g_assert_true (ok || g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID));
  return ok;
}
