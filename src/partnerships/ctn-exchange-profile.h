/* Who would like to visit or to host, before there is an exchange: registrations, the decision on them, and
 * ranked proposals of hosts.
 *
 * | criterion | weight | 0 to 1 |
 * | --- | --- | --- |
 * | topics | 25 | words of the visitor's topics and motivation found in the host's; three are all |
 * | field | 20 | the nearest pair of NACE codes, or the Jaccard index of the sectors, whichever is more |
 * | countries | 20 | the host is in a country that the visitor wishes |
 * | languages | 15 | both have a language in common |
 * | time | 10 | both have at least three working days in common |
 * | welcome | 10 | the visitor is from a country that the host wishes |
 *
 * Score = 100 × Σ weight × value / Σ weight over the criteria that the two registrations say something
 * about. Weights are ours. Proposed are registered and validated hosts of other eligible countries only. */
#pragma once

#include <ctn-reason.h>

#include "ctn-exchange-rules.h"

G_BEGIN_DECLS

/* The fields of a registration. Its state is changed by ctn_exchange_profile_decide(). */
const CtnRecordKind *ctn_exchange_profile_kind (void);

typedef enum {
  CTN_PROFILE_DRAFT,
  CTN_PROFILE_REGISTERED,
  CTN_PROFILE_VALIDATED,
  CTN_PROFILE_REJECTED,
  CTN_PROFILE_WITHDRAWN,
  CTN_PROFILE_N_STATES,
} CtnProfileState;

/* Translated. (transfer none) */
const char *ctn_profile_state_get_label (CtnProfileState state);

/* @state: (out). %FALSE when no state has that code. */
gboolean ctn_profile_state_from_code (const char *code, CtnProfileState *state);

/* Ids of all registrations of visitors and hosts (element-type gint64), by name.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_exchange_profile_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Registers @organisation. @role: "visitor", "host" or "both". Returns its id, 0 with @error set */
gint64 ctn_exchange_profile_add (CtnProject *project,
                                 gint64 organisation,
                                 const char *role,
                                 GError **error);

/* Changes the state of a registration, with the day and why. @today: (nullable) as elsewhere.
 * @why: (nullable) needed for CTN_PROFILE_REJECTED.
 * Errors: CTN_PROJECT_ERROR_INVALID when the reason is missing. */
gboolean ctn_exchange_profile_decide (CtnProject *project,
                                      gint64 id,
                                      CtnProfileState state,
                                      const char *why,
                                      const char *today,
                                      GError **error);

typedef struct {
  gint64 id;
  gint64 organisation;
  CtnProfileState state;
  gboolean visits, hosts;
} CtnExchangeProfile;

/* %FALSE with @error set when it is gone. */
gboolean ctn_exchange_profile_get (CtnConnection *reader,
                                   gint64 id,
                                   CtnExchangeProfile *profile,
                                   GError **error);

/* The newest registration of @organisation as a visitor that is not rejected or withdrawn; 0 for none. */
gint64 ctn_exchange_profile_find_visitor (CtnConnection *reader, gint64 organisation);

typedef struct {
  gint64 profile; /* of the host */
  gint64 organisation;
  char *name;
  char *country; /* ISO 3166-1 alpha-2 */
  double score;  /* 0–100 */
  GPtrArray *reasons;
} CtnHostProposal;

void ctn_host_proposal_free (CtnHostProposal *self);

/* Hosts for the registered visitor @profile, the best first.
 * Returns: (transfer full) (element-type CtnHostProposal) (nullable): %NULL with @error set */
GPtrArray *ctn_exchange_find_hosts (CtnConnection *reader,
                                    gint64 profile,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes an exchange, registered, of a registered visitor and (if not 0) a registered host, as one operation.
 * Returns its id, 0 with @error set */
gint64 ctn_exchange_add_match (CtnProject *project, gint64 visitor, gint64 host, GError **error);

/* Puts a registered host into an exchange, as one operation. */
gboolean ctn_exchange_set_host (CtnProject *project, gint64 exchange, gint64 host, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnHostProposal, ctn_host_proposal_free)

G_END_DECLS
