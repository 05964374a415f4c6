/* Every list of the program as a spreadsheet: one action for all kinds of records, and the menu of a view that
 * offers those which the view shows. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of CtnPage; takes the table of the records, "exchange". */
#define CTN_LIST_EXPORT_ACTION "page.export-list"

/* Asks for a file and writes all records of @table to it (ctn-record-export.h). @widget: any in the window */
void ctn_list_export_ask (GtkWidget *widget, const char *table);

/* Adds to the menu of a view a submenu with the lists that it shows. @view: id (ctn-views.h) */
void ctn_list_export_add_menu (GMenu *menu, const char *view);

G_END_DECLS
