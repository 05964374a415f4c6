/* What if an actor, a whole region or country, or the way over a border were not there? */
#pragma once

#include "ctn-chain-figures.h"
#include "ctn-chain-flow.h"

G_BEGIN_DECLS

/* What is taken away from a chain, by ids and codes: it outlives the chain it was made for. */
typedef struct _CtnWhatIf CtnWhatIf;

CtnWhatIf *ctn_what_if_new (void) G_GNUC_WARN_UNUSED_RESULT;
CtnWhatIf *ctn_what_if_copy (const CtnWhatIf *self) G_GNUC_WARN_UNUSED_RESULT;
void ctn_what_if_free (CtnWhatIf *self);

/* Takes an actor away, by its id, or gives it back. */
void ctn_what_if_set_actor (CtnWhatIf *self, gint64 actor, gboolean removed);
gboolean ctn_what_if_has_actor (const CtnWhatIf *self, gint64 actor);

/* Takes away all actors of a country (two letters) or of the regions whose NUTS code begins so. */
void ctn_what_if_set_place (CtnWhatIf *self, const char *place, gboolean removed);
gboolean ctn_what_if_has_place (const CtnWhatIf *self, const char *place);

/* Closes the border of a country: everybody stays, but no link between it and others is left, nor to
 * imports whose country is not known. */
void ctn_what_if_set_border (CtnWhatIf *self, const char *country, gboolean closed);
gboolean ctn_what_if_has_border (const CtnWhatIf *self, const char *country);

gboolean ctn_what_if_is_empty (const CtnWhatIf *self);
void ctn_what_if_clear (CtnWhatIf *self);

/* Whether it takes this link away; only existing ones can be. */
gboolean
ctn_what_if_removes_link (const CtnWhatIf *self, CtnChain *chain, const CtnChainLink *link);

typedef enum {
  CTN_FATE_STAYS,
  CTN_FATE_REMOVED,
  CTN_FATE_STRANDED, /* stays, and was on a way from the first stage to the market, but is on none now */
} CtnActorFate;

typedef struct {
  CtnStageFigures before;
  CtnStageFigures after;
} CtnStageChange;

typedef struct {
  guint n_actors; /* existing ones that were taken away */
  guint n_links;  /* existing or weak ones that were taken away, with their actors or alone */
  guint n_stranded;
  CtnChainFlow flow_before;
  CtnChainFlow flow_after; /* between the sources and targets that there were before */
  double connected;     /* of the (source, target) pairs connected before, the share that still is;
                                0–1, NAN when none was */
  guint covered_before; /* stages that are no gap */
  guint covered_after;
  guint cells_before; /* cells of the coverage matrix, country × stage, with somebody in them */
  guint cells_after;
  GArray *stages; /* CtnStageChange, in the order of the stages */
  GArray *actors; /* CtnActorFate, in the order of the actors */
} CtnWhatIfResult;

/* Takes some milliseconds for a thousand actors: belongs off the main thread. The chain is only read.
 * Returns: (transfer full) */
CtnWhatIfResult *ctn_what_if_run (const CtnWhatIf *self, CtnChain *chain) G_GNUC_WARN_UNUSED_RESULT;
void ctn_what_if_result_free (CtnWhatIfResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnWhatIf, ctn_what_if_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnWhatIfResult, ctn_what_if_result_free)

G_END_DECLS
