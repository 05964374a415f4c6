/* Accounts and trade of a chain's stages from a table: CSV, or the first sheet of a spreadsheet that fits.
 *
 * One row an account or a flow; a column says the stage (its name), the others the fields of the kind, by
 * their names, labels or what they are called elsewhere, in English and German. A row whose stage is not in
 * the chain, or that lacks what it must have, is left out and listed. */
#pragma once

#include <ctn-chain.h>
#include <gio/gio.h>

#include "ctn-chain-exchange.h"

G_BEGIN_DECLS

typedef struct {
  const CtnRecordKind *kind;
  GPtrArray *rows;     /* private */
  GPtrArray *problems; /* CtnExchangeProblem */
} CtnFiguresImport;

/* @kind: ctn_stage_account_kind() or ctn_trade_flow_kind(). Blocks; any thread.
 * Errors: CTN_INTERCHANGE_ERROR, G_IO_ERROR. Returns: (transfer full) (nullable) */
CtnFiguresImport *ctn_figures_import_load (GFile *file,
                                           const CtnRecordKind *kind,
                                           CtnChain *chain,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtnFiguresImport *ctn_figures_import_load_bytes (GBytes *bytes,
                                                 const char *name,
                                                 const CtnRecordKind *kind,
                                                 CtnChain *chain,
                                                 GCancellable *cancellable,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_figures_import_free (CtnFiguresImport *self);

/* How many rows will be added. */
guint ctn_figures_import_count (const CtnFiguresImport *self);

/* A CtnTransactFunc: adds them; @data is the CtnFiguresImport. */
gboolean ctn_figures_import_apply (CtnConnection *connection, gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnFiguresImport, ctn_figures_import_free)

G_END_DECLS
