/* The sector tree of the project: add, rename, move, delete. */
#pragma once

#include <ctn-sector-tree.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* @parent: what the dialog belongs to: the page, or another dialog */
void ctn_sectors_dialog_present (CtnPage *page, GtkWidget *parent);

/* A row of a sector, set in by its depth. (transfer floating) */
GtkWidget *ctn_sector_row_new (const CtnSector *sector);

G_END_DECLS
