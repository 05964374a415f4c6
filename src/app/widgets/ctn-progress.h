/* What goes on while a worker thread works for the user: once it takes more than a moment, a message in
 * the window's toasts says what it is and how far it got, with a button that cancels it.
 *
 * One is made where the work begins, and freed in the callback that ends it; between, the thread may
 * report through it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CtnProgress CtnProgress;

/* @widget: any in the window that is to tell; it may go before the work ends
 * @text: "Saving a copy…"
 * @cancellable: what Cancel cancels
 * Returns: (transfer full) */
CtnProgress *ctn_progress_new (GtkWidget *widget, const char *text, GCancellable *cancellable);

/* Main thread; nothing reports any more. */
void ctn_progress_free (CtnProgress *self);

/* (transfer none) */
GCancellable *ctn_progress_get_cancellable (CtnProgress *self);

/* Any thread. @fraction: from 0 to 1. @progress: a CtnProgress; a gpointer, so that this is a callback of
 * the rooms that tell how far they are. */
void ctn_progress_report (double fraction, gpointer progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnProgress, ctn_progress_free)

G_END_DECLS
