/* The columns of the list of partners. A person chooses which fields stand there, drags them into an order and
 * makes them wider; that, and what the list is sorted by, is there again at the next start (settings
 * "partner-columns" and "partner-sort"). */
#pragma once

#include <ctn-id-list.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* Fills @view, whose items are those of @list, with columns, which have the names of their fields as ids, and sorts
 * it; @list reads what they show. A project's own fields can be columns too, and follow when they are changed. Their
 * menus, and a submenu at the end of @menu, say which are shown; what they do is known to @page and all in it. */
void ctn_partner_columns_set_up (GtkColumnView *view, CtnIdList *list, CtnPage *page, GMenu *menu);

G_END_DECLS
