/* What is the matter with a chain, and what could become of it: found by rules, judged by people.
 *
 * | kind          | rules                                                                            |
 * | ------------- | -------------------------------------------------------------------------------- |
 * | white spot    | "nobody": a stage without existing actors                                        |
 * | gap           | "threshold": a stage with fewer existing actors than the chain asks for;         |
 * |               | "marked": an actor or a link that somebody marked as missing                     |
 * | bottleneck    | "capacity": capacity below demand, of an actor or of a stage with several;       |
 * |               | "hhi": Herfindahl–Hirschman index of a stage above 0.25; "betweenness": in the   |
 * |               | top decile; "single-path": beside another rule, all ways pass the actor          |
 * | single point  | "cut": every way from the first stage to the market passes the actor;            |
 * |               | "articulation": its part of the network falls apart without it                   |
 * | concentration | "hhi": above 0.15, up to 0.25                                                    |
 * | risk          | "no-way": the market, or one of several, is not reached; "weak-only": the only   |
 * |               | supply of an actor is weak; "isolated": an actor without links; "imports": a     |
 * |               | quarter or more of a stage is imported, and the origins' HHI is above 0.4;       |
 * |               | "dependency": dependent on imports of a product (ctn-chain-trade.h); "loss":     |
 * |               | a stage takes in more than it puts out in the latest year with accounts          |
 * | opportunity   | "complementary": each of two regions covers stages well that the other does not  |
 * |               | (ctn-chain-coverage.h)                                                           |
 *
 * A stage that holds an existing market needs no actors. Limits: merger guidelines (0.15, 0.25), the
 * European Commission's strategic dependencies, SWD(2021) 352 (0.4). Shares of a stage that are not all
 * known count as equal; what follows from that is of low severity. */
#pragma once

#include "ctn-chain-network.h"

G_BEGIN_DECLS

typedef enum {
  CTN_FINDING_WHITE_SPOT,
  CTN_FINDING_GAP,
  CTN_FINDING_SINGLE_POINT,
  CTN_FINDING_BOTTLENECK,
  CTN_FINDING_CONCENTRATION,
  CTN_FINDING_RISK,
  CTN_FINDING_OPPORTUNITY,
} CtnFindingKind;

typedef enum {
  CTN_SEVERITY_LOW,
  CTN_SEVERITY_MEDIUM,
  CTN_SEVERITY_HIGH,
} CtnSeverity;

typedef enum {
  CTN_FINDING_OPEN,
  CTN_FINDING_ACCEPTED,
  CTN_FINDING_REJECTED,
} CtnFindingState;

#define CTN_FINDING_MAX_RULES 4

typedef struct {
  CtnFindingKind kind;
  char *key; /* what was found, the same whenever it is found again: "gap:stage:123" */
  const char *rules[CTN_FINDING_MAX_RULES + 1]; /* that fired, as above; ends with %NULL */
  const char *role; /* what it is about: "stage", "actor", "link" or "chain" */
  gint64 id;        /* of that; 0 for the chain */
  int stage;        /* index, -1 for none */
  guint order;      /* among those that are equal in all that findings are sorted by */
  char *title;      /* a short sentence, translated */
  char *evidence;   /* why: whole sentences, translated */
  CtnSeverity computed;

  /* What people made of it. */
  CtnFindingState state;
  CtnSeverity severity; /* theirs, else the computed one */
  char *owner;          /* (nullable) who looks after it */
  char *note;           /* (nullable) */
} CtnFinding;

void ctn_finding_free (CtnFinding *self);
CtnFinding *ctn_finding_copy (const CtnFinding *self) G_GNUC_WARN_UNUSED_RESULT;

/* Codes, as in files and JSON: "white-spot", "high", "accepted"; and what people read. */
const char *ctn_finding_kind_get_code (CtnFindingKind kind);
const char *ctn_finding_kind_get_label (CtnFindingKind kind);
const char *ctn_severity_get_code (CtnSeverity severity);
const char *ctn_severity_get_label (CtnSeverity severity);
const char *ctn_finding_state_get_code (CtnFindingState state);

/* Finds by the rules above, the most severe first, then by kind and stage. All are open yet. Takes little
 * beside the network's figures.
 * Returns: (transfer full) (element-type CtnFinding) */
GPtrArray *ctn_chain_find (CtnChain *chain,
                           const CtnChainNetwork *network) G_GNUC_WARN_UNUSED_RESULT;

/* Sets in @findings what people made of them by now, and sorts them again. What people said of something that is
 * found no more stays in the project and speaks again when it is found again. */
gboolean ctn_chain_read_judgements (CtnConnection *reader,
                                    gint64 chain,
                                    GPtrArray *findings,
                                    GError **error);

/* The fields that people fill in: "state", "severity", "owner", "note". */
const CtnRecordKind *ctn_finding_kind (void);

/* Operation: sets one of these fields of the finding with @key. */
gboolean ctn_chain_judge (CtnProject *project,
                          gint64 chain,
                          const CtnFinding *finding,
                          const CtnField *field,
                          const char *text,
                          GError **error);

/* Operation: accepts or rejects a finding, or opens it again. */
gboolean ctn_chain_judge_state (CtnProject *project,
                                gint64 chain,
                                const CtnFinding *finding,
                                CtnFindingState state,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnFinding, ctn_finding_free)

G_END_DECLS
