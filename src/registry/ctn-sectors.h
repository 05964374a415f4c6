/* The sector tree of a project: starts as the shipped list, and is the project's own from then on. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* Fills the sector tree of a new project, outside of the history: nobody did it, so nobody undoes it.
 * Does nothing when there are sectors. */
gboolean ctn_sectors_start (CtnProject *project, GError **error);

G_END_DECLS
