/* What the stages of a chain import and export, and where they depend on imports.
 *
 * A product is dependent in a year when
 *   1. the origins of its imports are concentrated: Herfindahl–Hirschman index above 0.4;
 *   2. exports could not stand in for imports: imports above exports;
 *   3. as an option: more than half of the imports come from outside the European Union;
 * and it is dependent when all of that is so in at least two of the three latest years. After the European
 * Commission, Strategic dependencies and capacities, SWD(2021) 352, and the method of CEPII; theirs works on
 * trade of the Union as a whole, ours on what was put in. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

#define CTN_DEPENDENCY_HHI 0.4
#define CTN_DEPENDENCY_OUTSIDE 0.5
#define CTN_DEPENDENCY_YEARS 3
#define CTN_DEPENDENCY_MIN_YEARS 2

typedef struct {
  gint64 id;
  guint stage;   /* index into the chain's stages */
  char *product; /* (nullable) */
  int year;
  gboolean is_export;
  char *country; /* ISO 3166-1: origin of imports, destination of exports */
  double value;  /* € a year */
} CtnTradeFlow;

typedef struct {
  int year;
  double imports; /* € */
  double exports; /* € */
  double hhi;     /* of the origins of imports, 0–1; NAN without imports */
  double outside; /* share of imports from outside the European Union, 0–1; NAN without imports */
  guint n_origins;
  gboolean concentrated; /* rule 1 */
  gboolean not_covered;  /* rule 2 */
  gboolean from_outside; /* rule 3 */
  gboolean dependent;    /* all of them, the third when it was asked for */
} CtnDependencyYear;

typedef struct {
  guint stage;
  char *product; /* (nullable) */
  GArray *years; /* CtnDependencyYear: the latest three that have trade, the latest first */
  guint n_years; /* of these, in how many it is dependent */
  gboolean dependent;
  char *top;        /* (nullable) the country with most imports in the latest year with any */
  double top_share; /* its share of these; NAN without imports */
} CtnDependency;

void ctn_dependency_free (CtnDependency *self);

/* Every stage and product with trade, in the order of the stages, then by product.
 * @outside: whether rule 3 is asked for. Returns: (transfer full) (element-type CtnDependency) */
GPtrArray *ctn_chain_list_dependencies (CtnChain *chain,
                                        gboolean outside) G_GNUC_WARN_UNUSED_RESULT;

/* The fields of a flow: product, year, direction, country, value, source. Its owner is the stage; added,
 * edited and removed by the operations of ctn-record-operations.h. */
const CtnRecordKind *ctn_trade_flow_kind (void);

/* Ids of a chain's flows, by stage, product, year, direction and country. (element-type gint64)
 * (transfer full) (nullable) */
GArray *
ctn_trade_flow_list (CtnConnection *reader, gint64 chain, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnDependency, ctn_dependency_free)

G_END_DECLS
