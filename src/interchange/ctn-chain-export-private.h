/* What the writers of tables and graphs start from. */
#pragma once

#include <ctn-chain-rows.h>

#include "ctn-chain-export.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  GPtrArray *stages, *actors, *links; /* CtnChainRow */
  CtnChain *chain;                    /* for what the registry says of an actor */
} CtnChainExport;

void _ctn_chain_export_free (CtnChainExport *self);

/* Of an actor's stage, %NULL for none. */
const CtnChainRow *
_ctn_chain_export_find_stage (const CtnChainExport *self, gint64 id, guint *index);
/* Of a link's end, %NULL for none. */
const CtnChainRow *
_ctn_chain_export_find_actor (const CtnChainExport *self, gint64 id, guint *index);

/* The value of a field of an actor; place and helix are those of the registry where it has them. */
const char *_ctn_chain_export_get_value (const CtnChainExport *self,
                                         guint actor,
                                         const CtnField *field,
                                         guint index);

/* What a field of a link is called in files, where "source" is the end of a link. */
const char *_ctn_chain_export_get_name (const CtnField *field);

/* (transfer full) */
GBytes *_ctn_chain_export_graphml (const CtnChainExport *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes *_ctn_chain_export_gexf (const CtnChainExport *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainExport, _ctn_chain_export_free)

G_END_DECLS
