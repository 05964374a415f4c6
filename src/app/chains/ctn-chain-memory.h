/* How each map of a value chain was looked at, kept in the settings of the person, not in the project: two who
 * share a file look at it each in their own way. Chains are known by their ids, which no two projects share. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct {
  gint64 chain;
  char *lanes; /* names of the actions' states */
  char *direction;
  char *overlay;
  double scale, x, y; /* as in ctn_chart_canvas_get_look() */
} CtnChainLook;

void ctn_chain_look_clear (CtnChainLook *look);

/* How @chain was looked at; without lanes and overlay, and whole, when it never was. */
void ctn_chain_memory_get (gint64 chain, CtnChainLook *look);

/* Keeps the last 100 chains; @look becomes the latest. */
void ctn_chain_memory_put (const CtnChainLook *look);

/* The chain of @project that was looked at last, 0 for none. */
gint64 ctn_chain_memory_get_last (CtnProject *project);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtnChainLook, ctn_chain_look_clear)

G_END_DECLS
