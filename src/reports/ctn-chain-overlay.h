/* What is laid over the map of a chain: figures as colour and words, and what is taken away for a trial.
 *
 * By ids, so that it fits each layout of the same chain. Colour never says it alone: whoever has a colour
 * has a line of words as well. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtnChainOverlay CtnChainOverlay;

CtnChainOverlay *ctn_chain_overlay_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ctn_chain_overlay_free (CtnChainOverlay *self);

/* Colours an actor. @heat: 0 (as without) to 1. @alert: in the colour of warnings.
 * @line: stands below the name instead of what stood there */
void ctn_chain_overlay_mark_actor (CtnChainOverlay *self,
                                   gint64 actor,
                                   double heat,
                                   gboolean alert,
                                   const char *line);

/* Gives a stage a line below its name, and a colour as above. */
void ctn_chain_overlay_mark_stage (CtnChainOverlay *self,
                                   gint64 stage,
                                   double heat,
                                   gboolean alert,
                                   const char *line);

/* What the legend says of the colours: their name, and what the palest and the strongest stand for. */
void ctn_chain_overlay_set_legend (CtnChainOverlay *self,
                                   const char *name,
                                   const char *low,
                                   const char *high,
                                   gboolean alert);

/* Draws an actor or a link pale. */
void ctn_chain_overlay_take_actor (CtnChainOverlay *self, gint64 actor, const char *line);
void ctn_chain_overlay_take_link (CtnChainOverlay *self, gint64 link);
gboolean ctn_chain_overlay_has_link (const CtnChainOverlay *self, gint64 link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainOverlay, ctn_chain_overlay_free)

G_END_DECLS
