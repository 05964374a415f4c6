/* The preferences dialog. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ctn_preferences_present (GtkWidget *parent);

G_END_DECLS
