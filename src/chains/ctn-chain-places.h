/* Where an organisation stands in the value chains. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

typedef struct {
  gint64 actor; /* id of its place in the chain */
  gint64 chain;
  char *chain_name;
  char *stage; /* (nullable) name */
  char *kind;  /* code, a choice of the actors' field "kind" */
  char *state; /* code, a choice of the actors' field "state" */
  char *role;  /* (nullable) */
} CtnChainPlace;

void ctn_chain_place_free (CtnChainPlace *self);

/* By the chain's name, then in the order of the stages.
 * Returns: (transfer container) (element-type CtnChainPlace) (nullable): %NULL with @error set */
GPtrArray *ctn_chain_list_places (CtnConnection *reader,
                                  gint64 organisation,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainPlace, ctn_chain_place_free)

G_END_DECLS
