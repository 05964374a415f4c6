/* Recovering what can still be read of a damaged project file into a new one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *table;
  guint64 n_recovered;
  guint64 n_refused;  /* rows that were read, but whose values no project can have */
  guint64 n_dangling; /* rows left out because they belong to one that was lost */
  gboolean
      incomplete; /* pages of the table could not be read: how many rows they held is unknown */
} CtnRecoveredTable;

/* Reads every table of the project file @damaged row by row, around the pages that cannot be read,
 * and publishes a new project with the rows that are consistent with each other to @file, which is
 * replaced. @damaged is only read; a file that is whole comes through with all its records. The
 * history is not recovered: a log with gaps would undo to states that never were. May take long; any
 * thread.
 *
 * Returns: (transfer full) (element-type CtnRecoveredTable): one per table with user data, in the
 *   schema's order, then the contents of attached files, of which those are refused whose bytes are not
 *   what they were; %NULL with @error set, and @file as it was. Errors: CTN_PROJECT_ERROR_DAMAGED when
 *   there is nothing to recover, _TOO_LARGE, G_IO_ERROR. */
GPtrArray *ctn_recover_file (GFile *damaged, GFile *file, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
