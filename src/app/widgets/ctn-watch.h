/* What a view shows follows the project: made anew when something changed, but only where it can be seen. */
#pragma once

#include <ctn-project.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CtnWatch CtnWatch;

/* @widget: the one that was given to ctn_watch() */
typedef void (*CtnWatchFunc) (gpointer widget);

/* Calls @refresh when @widget is shown for the first time, and after changes of rows of @tables: several
 * together once, before the next frame; while @widget is hidden, once it is shown again.
 * @tables: (transfer none) static, ends with %NULL; %NULL itself for all tables
 * Returns: (transfer none): goes with the widget */
CtnWatch *
ctn_watch (GtkWidget *widget, CtnProject *project, const char *const *tables, CtnWatchFunc refresh);

/* Takes the widget for seen as long as @scope is: one that it is inside of, where others use what it shows. */
void ctn_watch_set_scope (CtnWatch *self, GtkWidget *scope);

/* The same because of something else than the project: at once when the widget can be seen. */
void ctn_watch_refresh (CtnWatch *self);

G_END_DECLS
