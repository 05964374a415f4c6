/* The two papers of an exchange and who has signed them: the Commitment to Quality by all four parties,
 * the financial agreement by the visitor and the partnership that pays. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef enum {
  CTN_PARTY_VISITOR,
  CTN_PARTY_HOST,
  CTN_PARTY_VISITOR_PARTNERSHIP,
  CTN_PARTY_HOST_PARTNERSHIP,
  CTN_EXCHANGE_N_PARTIES,
} CtnExchangeParty;

typedef enum {
  CTN_PAPER_QUALITY,
  CTN_PAPER_FINANCIAL,
  CTN_EXCHANGE_N_PAPERS,
} CtnExchangePaper;

const char *ctn_exchange_party_get_code (CtnExchangeParty party);
/* Translated. (transfer none) */
const char *ctn_exchange_party_get_label (CtnExchangeParty party);
const char *ctn_exchange_paper_get_label (CtnExchangePaper paper);

/* Bits of the parties that have to sign @paper. */
guint ctn_exchange_paper_get_parties (CtnExchangePaper paper);

/* When @party signed @paper (ISO date) and who did it for the party.
 * @name: (out) (optional) (nullable)
 * Returns: (transfer full) (nullable): %NULL when it has not */
char *ctn_exchange_get_signed_on (CtnConnection *reader,
                                  gint64 exchange,
                                  CtnExchangePaper paper,
                                  CtnExchangeParty party,
                                  char **name) G_GNUC_WARN_UNUSED_RESULT;

/* Notes that @party signed @paper on the day @date (what a person wrote); "" takes the signature back.
 * Errors: CTN_PROJECT_ERROR_INVALID when @date is no day, or the party does not sign this paper. */
gboolean ctn_exchange_sign (CtnProject *project,
                            gint64 exchange,
                            CtnExchangePaper paper,
                            CtnExchangeParty party,
                            const char *date,
                            const char *name,
                            GError **error);

G_END_DECLS
