/* The sectors of a project as a tree, and what can be done to it. A new project's tree is the shipped
 * list (ctn-sectors.h); from then on it is the project's own. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  gint64 parent;              /* 0 at the top */
  char *code;                 /* what tables and filters say */
  char *name;                 /* in the user's language, else in English, else in any */
  guint depth;                /* 0 at the top */
  gboolean is_first, is_last; /* among those with the same parent */
  guint n_organisations;      /* that have exactly this sector */
} CtnSector;

void ctn_sector_free (CtnSector *self);

/* All sectors, each before those below it. Rows that a file hangs below themselves are left out.
 * Returns: (transfer full) (element-type CtnSector) (nullable): %NULL with @error set */
GPtrArray *ctn_sector_tree_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operations. A name must not be empty, nor contain ";" or "|", which separate several, nor be that of
 * another sector of the project: CTN_PROJECT_ERROR_INVALID. */

/* Adds a sector as the last below @parent, at the top for 0; its code is made of its parent's code and
 * its name. Returns: its id, 0 with @error set */
gint64 ctn_sector_add (CtnProject *project, gint64 parent, const char *name, GError **error);

/* Sets the name in the user's language; the code stays. */
gboolean ctn_sector_rename (CtnProject *project, gint64 id, const char *name, GError **error);

/* Moves a sector one place among its neighbours; does nothing at the end. */
gboolean ctn_sector_move (CtnProject *project, gint64 id, gboolean down, GError **error);

/* Deletes a sector with those below it. Organisations and chains lose it. */
gboolean ctn_sector_delete (CtnProject *project, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSector, ctn_sector_free)

G_END_DECLS
