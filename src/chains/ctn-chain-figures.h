/* Figures of a chain that need no network analysis. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

typedef struct {
  guint n_actors; /* existing actors, outside ones not counted */
  double hhi; /* Herfindahl–Hirschman index Σ s_i² of the normalised shares of existing actors and
                     imports, 0–1; equal shares where none is known; NAN without anybody */
  gboolean shares_known; /* whether every one of them has a share */
  gboolean is_gap;       /* fewer existing actors than the chain's threshold */
} CtnStageFigures;

/* Figures of the stage with @index, with its parts. Shares are normalised over those that have one; if any of the
 * stage has none, all count equally. Marks in use: 0.15 and 0.25 (merger guidelines), 0.4 for imports. */
void ctn_chain_get_stage_figures (CtnChain *chain, guint index, CtnStageFigures *figures);

/* Number of existing actors of @region at the stage; @region: the first letters of a NUTS code. */
guint ctn_chain_count_region (CtnChain *chain, guint stage, const char *region);

/* The regions of the chain's actors at NUTS level @level (0 country, 2 region), sorted: the rows of a
 * coverage matrix. (transfer full) (element-type utf8) */
GPtrArray *ctn_chain_list_regions (CtnChain *chain, guint level) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
