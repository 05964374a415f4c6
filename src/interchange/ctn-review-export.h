/* The review round of a partnership's pilots as a table, to CSV and XLSX: a row for every comment,
 * recommendation and response, in the order of the threads. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* XLSX if the name of @file ends so, else CSV with semicolons. Formulas are neutralised (ctn-csv-protect.h,
 * ctn-xlsx-writer.h). Blocks; any thread. Replaces the file as a whole or not at all. */
gboolean ctn_review_export (CtnConnection *reader,
                            gint64 partnership,
                            GFile *file,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
