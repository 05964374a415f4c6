#include "ctn-exchange-papers.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>

#include "ctn-exchange.h"

static const CtnChoice parties[] = {
  { "visitor", N_ ("Visiting organisation") },
  { "host", N_ ("Host organisation") },
  { "visitor-partnership", N_ ("Partnership of the visitor") },
  { "host-partnership", N_ ("Partnership of the host") },
};

static const CtnChoice papers[] = {
  { "quality", N_ ("Commitment to Quality") },
  { "financial", N_ ("Financial Agreement") },
};

const char *
ctn_exchange_party_get_code (CtnExchangeParty party)
{
  return parties[party].code;
}

const char *
ctn_exchange_party_get_label (CtnExchangeParty party)
{
  return _ (parties[party].label);
}

const char *
ctn_exchange_paper_get_label (CtnExchangePaper paper)
{
  return _ (papers[paper].label);
}

guint
ctn_exchange_paper_get_parties (CtnExchangePaper paper)
{
  return paper == CTN_PAPER_QUALITY
             ? (1u << CTN_EXCHANGE_N_PARTIES) - 1
             : (1u << CTN_PARTY_VISITOR) | (1u << CTN_PARTY_VISITOR_PARTNERSHIP);
}

char *
ctn_exchange_get_signed_on (CtnConnection *reader,
                            gint64 exchange,
                            CtnExchangePaper paper,
                            CtnExchangeParty party,
                            char **name)
{
  g_autoptr (CtnStatement) row =
      ctn_connection_query (reader, NULL,
                            "SELECT signed_on, name FROM exchange_signature WHERE exchange = ? AND "
                            "document = ? AND party = ? ORDER BY id DESC",
                            "itt", exchange, papers[paper].code, parties[party].code);

  if (!ctn_statement_next (row, NULL))
    return NULL;
  if (name != NULL)
    *name = g_strdup (ctn_statement_get_text (row, 1));
  return g_strdup (ctn_statement_get_text (row, 0));
}

typedef struct {
  gint64 exchange;
  const char *document;
  const char *party;
  const char *date; /* canonical; "" takes it back */
  const char *name;
} Signing;

static gboolean
sign (CtnConnection *connection, gpointer data, GError **error)
{
  const Signing *signing = data;

  if (!ctn_connection_run (connection, error,
                           "DELETE FROM exchange_signature WHERE exchange = ? AND document = ? AND "
                           "party = ?",
                           "itt", signing->exchange, signing->document, signing->party))
    return FALSE;
  return *signing->date == '\0' ||
         ctn_connection_run (connection, error,
                             "INSERT INTO exchange_signature (id, exchange, document, party, "
                             "signed_on, name) VALUES (?, ?, ?, ?, ?, nullif (?, ''))",
                             "iitttt", ctn_id_new (), signing->exchange, signing->document,
                             signing->party, signing->date,
                             signing->name != NULL ? signing->name : "");
}

gboolean
ctn_exchange_sign (CtnProject *project,
                   gint64 exchange,
                   CtnExchangePaper paper,
                   CtnExchangeParty party,
                   const char *date,
                   const char *name,
                   GError **error)
{
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), ctn_exchange_kind (), exchange, NULL);
  const CtnOperation operation = { *date != '\0' ? N_ ("Note Signature")
                                                 : N_ ("Take Signature Back"),
                                   title, NULL };
  char iso[CTN_DATE_ISO_SIZE] = "";
  Signing signing = { exchange, papers[paper].code, parties[party].code, iso, name };
  CtnDate day;

  if ((ctn_exchange_paper_get_parties (paper) & (1u << party)) == 0) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("The %s is not signed by this party."), _ (papers[paper].label));
    return FALSE;
  }
  if (*date != '\0') {
    if (!ctn_date_parse (date, &day) || day.day == 0) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("“%s” is not a date with day, month and year."), date);
      return FALSE;
    }
    ctn_date_to_iso (&day, iso);
  }
  return ctn_project_transact (project, &operation, sign, &signing, error);
}
