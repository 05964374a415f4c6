/* Where the shipped data files are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Full path of a shipped data file, e.g. "codes/nace-rev2.csv". The environment variable
 * CTN_DATA_DIR takes precedence over the installed folder, so that a build runs uninstalled.
 *
 * Returns: (transfer full): the path; the file need not exist. */
char *ctn_data_path (const char *relative) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
