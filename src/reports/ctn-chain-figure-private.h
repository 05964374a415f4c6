/* The inside of a figure, for the files that fill it and draw it. */
#pragma once

#include "ctn-chain-figure.h"

G_BEGIN_DECLS

#define CTN_CHAIN_BOX_WIDTH 122.0
#define CTN_CHAIN_BOX_HEIGHT 42.0
#define CTN_CHAIN_MARKET_HEIGHT 48.0

struct _CtnChainFigure {
  CtnChain *chain;   /* (owned) */
  CtnLayout *layout; /* (owned) */
  GArray *columns;   /* (owned) int: the column of each stage, -1 for one that is only its parts */
  guint n_columns;   /* one more than there are for those without a stage, if there are any */
  GArray *branches;  /* (owned) guint: of each stage, its place among those beside it */
  gboolean has_branches;   /* whether stages stand beside each other */
  GArray *lanes;           /* (owned) guint: the lane of each actor */
  GPtrArray *names;        /* (owned) of the lanes, owned strings */
  GPtrArray *subtitles;    /* (owned) of the actors, owned strings or NULL */
  GPtrArray *descriptions; /* (owned) of the actors, owned strings */
  double max_volume;
  double letters;
  guint more_lines;
  gboolean top_down;
  gboolean untitled;
};

/* The half of a box along the map and across it. */
CtnPoint _ctn_chain_figure_get_half (const CtnChainFigure *self, guint actor);

/* Which stages share a column, and which are parts of others. */
void _ctn_chain_figure_make_columns (CtnChainFigure *self);

/* Lanes by name; everybody's index. */
void _ctn_chain_figure_make_lanes (CtnChainFigure *self, CtnChainLanes lanes);

/* What is said of the actors. */
void _ctn_chain_figure_make_words (CtnChainFigure *self);

/* All that is to be said of a link. (transfer full) */
char *_ctn_chain_figure_dup_link_words (const CtnChainFigure *self, const CtnChainLink *link);

/* The title of a country, of a region; %NULL when it is not known. (transfer none) */

/* Index of a kind of link among those of the map. */
guint _ctn_chain_figure_find_kind (const char *kind);

/* All of these names. (transfer container) */
const char **_ctn_chain_figure_list_kinds (guint *n);

G_END_DECLS
