/* The columns of the list of partners. A person chooses which fields stand there, drags them into an order and
 * makes them wider; that, and what the list is sorted by, is there again at the next start (settings
 * "partner-columns" and "partner-sort"). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills @view, whose items are CtnRecordItems of organisations, with columns, which have the names of their fields as
 * ids, and sorts it. Their menus, and a submenu at the end of @menu, say which are shown; what they do is known to
 * @page and all that is in it. */
void ctn_partner_columns_set_up (GtkColumnView *view, GtkWidget *page, GMenu *menu);

G_END_DECLS
