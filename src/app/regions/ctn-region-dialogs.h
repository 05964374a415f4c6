/* Dialogs that say what is behind a cell or a mark. */
#pragma once

#include <ctn-priority-overlap.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* The priorities behind a cell of a matrix; each leads to its strategy. */
void ctn_region_dialogs_show_cell (CtnPage *page,
                                   const CtnPriorityMatrix *matrix,
                                   CtnMatrixColumns columns,
                                   guint region,
                                   guint column);

/* What two regions share, scheme by scheme. */
void ctn_region_dialogs_show_overlap (CtnPage *page,
                                      const CtnRegionCodes *one,
                                      const CtnRegionCodes *other);

/* Organisations (element-type gint64); each leads to the partners. @ids is not kept. */
void ctn_region_dialogs_show_organisations (CtnPage *page, GtkWidget *parent, GArray *ids);

G_END_DECLS
