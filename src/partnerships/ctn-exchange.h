/* Exchanges (ClusterXchange): somebody of a cluster or one of its members visits somebody abroad for some
 * days, and is paid a lump sum for it by the partnership behind.
 *
 * The process and its rules: COSME ClusterXchange as its partnerships describe it (European Cluster
 * Collaboration Platform; CLAMTEX, frequently asked questions). What blocks a step is told by
 * ctn-exchange-rules.h. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* In the order of the process. */
typedef enum {
  CTN_EXCHANGE_DRAFT,
  CTN_EXCHANGE_REGISTERED,
  CTN_EXCHANGE_VALIDATED,
  CTN_EXCHANGE_MATCHED,
  CTN_EXCHANGE_SIGNED,
  CTN_EXCHANGE_RUNNING,
  CTN_EXCHANGE_REPORTED,
  CTN_EXCHANGE_APPROVED,
  CTN_EXCHANGE_PAID,
  CTN_EXCHANGE_CANCELLED,
  CTN_EXCHANGE_N_STATES,
} CtnExchangeState;

const char *ctn_exchange_state_get_code (CtnExchangeState state);
/* Translated. (transfer none) */
const char *ctn_exchange_state_get_label (CtnExchangeState state);
/* What the state is about, in a sentence; translated. (transfer none) */
const char *ctn_exchange_state_get_help (CtnExchangeState state);
/* @state: (out). %FALSE when no state has that code. */
gboolean ctn_exchange_state_from_code (const char *code, CtnExchangeState *state);

/* Kinds of visitors and hosts: "sme", "cluster", "technology-centre", "support"; ends with a NULL code. */
extern const CtnChoice ctn_exchange_kind_choices[];
/* Translated; "" for %NULL. (transfer none) */
const char *ctn_exchange_kind_get_label (const char *code);

/* The tick list of objectives; ends with a NULL code. */
const CtnChoice *ctn_exchange_objectives (void);

/* The fields of exchanges. The state is not edited as a field but by ctn_exchange_move(). */
const CtnRecordKind *ctn_exchange_kind (void);

/* How an organisation stands to clusters. */
typedef enum {
  CTN_STANDING_NONE,    /* member of nothing */
  CTN_STANDING_NETWORK, /* member of a partnership that is no cluster */
  CTN_STANDING_CLUSTER, /* member of a cluster without a profile on the ECCP */
  CTN_STANDING_ECCP,    /* member of a cluster with one */
} CtnStanding;

/* One of the two sides. */
typedef struct {
  gint64 organisation;    /* 0: none yet */
  char *name;             /* (nullable) of the organisation */
  char *country;          /* (nullable) ISO 3166-1 alpha-2 */
  char *kind;             /* (nullable) code */
  char *person;           /* (nullable) name */
  gint64 partnership;     /* 0: none */
  char *partnership_name; /* (nullable) */
  CtnStanding standing;
  char *report_on; /* (nullable) ISO date */
  gboolean has_report;
} CtnExchangeSide;

typedef struct {
  gint64 id;
  char *name;
  CtnExchangeState state;
  CtnExchangeSide visitor;
  CtnExchangeSide host;
  gboolean host_preapproved;
  gboolean is_virtual;
  char *starts; /* (nullable) ISO date */
  char *ends;   /* (nullable) ISO date */
  guint travel_days;
  char *objectives; /* (nullable) codes, "; " between */
  gboolean has_agenda;
  double amount;              /* euro; NAN when it is not set */
  char *approved_on;          /* (nullable) ISO date */
  char *paid_on;              /* (nullable) ISO date */
  char *cancelled_why;        /* (nullable) */
  guint quality_signatures;   /* bits of CtnExchangeParty */
  guint financial_signatures; /* the same */
  guint n_evidence;
  gint64 duplicate_of; /* the exchange that is the same visit, recorded before; 0: none */
} CtnExchange;

void ctn_exchange_free (CtnExchange *self);

/* All exchanges in the order of their dates, those without first.
 * Returns: (transfer full) (element-type CtnExchange) (nullable): %NULL with @error set */
GPtrArray *ctn_exchange_load_all (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full) (nullable): %NULL with @error set, CTN_PROJECT_ERROR_INVALID when it is gone */
CtnExchange *
ctn_exchange_load (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations; each returns %FALSE (or 0) with @error set when it failed. */
gint64 ctn_exchange_add (CtnProject *project, const char *name, GError **error);
gboolean ctn_exchange_set_objective (CtnProject *project,
                                     gint64 id,
                                     const char *objective,
                                     gboolean active,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnExchange, ctn_exchange_free)

G_END_DECLS
