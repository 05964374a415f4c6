/* The findings of value chains as a table, to CSV and XLSX: what the rules find now and what people made of it, a row
 * a finding, the most severe of each chain first (ctn-chain-findings.h). */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* @n: (out) (optional): number of findings. Formulas are neutralised. Blocks; any thread. Replaces the file as a whole or
 * not at all. Errors: those of reading and writing, G_IO_ERROR_CANCELLED. */
gboolean ctn_finding_export (CtnConnection *reader,
                             GFile *file,
                             guint *n,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
