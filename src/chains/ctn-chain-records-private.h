/* Records that belong to a chain or to one of its stages: what their operations have in common. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

/* Runs @function as an operation on something of the stage @stage, whose name the history shows. */
gboolean _ctn_chain_run_at_stage (CtnProject *project,
                                  const char *label,
                                  gint64 stage,
                                  CtnTransactFunc function,
                                  gpointer data,
                                  GError **error);

/* Operations: set a field of a record of @kind, delete it. */
gboolean _ctn_chain_record_edit (CtnProject *project,
                                 const char *label,
                                 const CtnRecordKind *kind,
                                 gint64 id,
                                 const CtnField *field,
                                 const char *text,
                                 GError **error);
gboolean _ctn_chain_record_delete (CtnProject *project,
                                   const char *label,
                                   const CtnRecordKind *kind,
                                   gint64 id,
                                   GError **error);

/* The ids of the first column (element-type gint64). @rows: (transfer full) (nullable): %NULL with @error
 * set already. Returns: (transfer full) (nullable) */
GArray *_ctn_chain_list_ids (CtnStatement *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
