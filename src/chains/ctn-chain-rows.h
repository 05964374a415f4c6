/* The stages, actors and links of a chain with all their fields, as texts: for files and snapshots, which
 * keep everything. (What is drawn and computed is in ctn-chain.h.) */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  char *name;   /* (nullable) of a stage; of an actor, that of its organisation first */
  gint64 one;   /* of a stage its parent, of an actor its stage, of a link its source; 0 for none */
  gint64 other; /* of an actor its organisation, of a link its target; 0 for none */
  char **values; /* canonical, one for each field of the kind, in their order; "" for none */
} CtnChainRow;

void ctn_chain_row_free (CtnChainRow *self);

/* Stages by their order, actors and links by their making.
 * @kind: that of stages, actors or links
 * Returns: (transfer full) (element-type CtnChainRow) (nullable): %NULL with @error set */
GPtrArray *ctn_chain_read_rows (CtnConnection *reader,
                                const CtnRecordKind *kind,
                                gint64 chain,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many fields a kind has. */
guint ctn_record_kind_count_fields (const CtnRecordKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainRow, ctn_chain_row_free)

G_END_DECLS
