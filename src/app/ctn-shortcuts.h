/* The keyboard shortcuts: one table feeds the accelerators and the dialog that lists them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells @application which keys activate which actions. */
void ctn_shortcuts_install (GtkApplication *application);

/* Shows the list over @parent. */
void ctn_shortcuts_present (GtkWidget *parent);

G_END_DECLS
