/* The coverage matrix, regions by stages, and which regions complete each other. */
#pragma once

#include "ctn-chain-figures.h"

G_BEGIN_DECLS

/* A cell has critical mass with a location quotient from this on, and at least so many actors. */
#define CTN_LQ_CRITICAL 1.25
#define CTN_ACTORS_CRITICAL 2

/* Half of the scale of capability. */
#define CTN_CAPABILITY_GOOD 2.5

/* Staff of the registry by place; for location quotients. */
typedef struct _CtnEmployment CtnEmployment;

/* Sums the staff (annual work units, of the latest year that each has) of all organisations by region.
 * Takes some 50 ms for 100,000 organisations: for worker threads.
 * Returns: (transfer full) (nullable) */
CtnEmployment *ctn_employment_load (CtnConnection *reader,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_employment_free (CtnEmployment *self);

/* Staff of the regions whose code begins with @region; "" for all. */
double ctn_employment_get (const CtnEmployment *self, const char *region);

typedef struct {
  guint n;           /* existing actors there, imports not counted */
  double capability; /* their mean, 0–5; NAN when none has one */
  double employment; /* theirs in annual work units; NAN when none has any */
  double
      lq; /* location quotient (e_rs / e_r) / (E_s / E): how strong the stage is in the region, beside
                how strong it is in all regions together. e_rs staff of the region at the stage, e_r of
                the region in the registry, E_s at the stage, E in the registry; NAN when one is not
                known. P. Haggett, Locational analysis in human geography (1965) */
  gboolean is_critical; /* critical mass: LQ ≥ CTN_LQ_CRITICAL and n ≥ the number asked for */
  gboolean is_good; /* covered well: as many actors as the chain asks for, and their capability at
                           least CTN_CAPABILITY_GOOD, where it is known */
} CtnCoverageCell;

typedef struct {
  GPtrArray *regions; /* utf8: codes, sorted */
  guint n_stages;
  guint n_critical;       /* actors asked for */
  guint n_unknown;        /* existing actors of the matrix whose staff is not known */
  CtnCoverageCell *cells; /* region by region */
} CtnCoverage;

/* @employment: (nullable): %NULL takes the chain's own staff for all there is
 * @level: of the regions: 0 countries, 2 NUTS 2
 * @n_critical: 0 for CTN_ACTORS_CRITICAL. Returns: (transfer full) */
CtnCoverage *ctn_coverage_new (CtnChain *chain,
                               const CtnEmployment *employment,
                               guint level,
                               guint n_critical) G_GNUC_WARN_UNUSED_RESULT;
void ctn_coverage_free (CtnCoverage *self);

const CtnCoverageCell *ctn_coverage_get (const CtnCoverage *self, guint region, guint stage);

/* Two regions of which each covers stages well that the other does not. */
typedef struct {
  char *one, *other; /* codes, NUTS 2 or what is known of it */
  GArray *gives;     /* guint: stages that only the one covers well */
  GArray *takes;     /* and only the other */
  guint n_both;      /* stages that at least one of them covers well */
  gboolean crosses_border;
} CtnComplement;

void ctn_complement_free (CtnComplement *self);

/* Those that together cover at least half of the stages; the pairs that cover most come first, among
 * equals those of two countries, which know less of each other, then those where both gain most.
 * Returns: (transfer full) (element-type CtnComplement) */
GPtrArray *ctn_chain_list_complements (CtnChain *chain) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnEmployment, ctn_employment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCoverage, ctn_coverage_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnComplement, ctn_complement_free)

G_END_DECLS
