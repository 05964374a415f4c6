/* Asks for a name: for a new stage, a saved filter, whatever is called something. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*CtnNamedFunc) (const char *name, gpointer data);

/* @name: what stands in the field at first. @function is called with a name that is not empty when the
 * user accepts; @data must outlive @parent. */
void ctn_name_dialog_present (GtkWidget *parent,
                              const char *heading,
                              const char *name,
                              const char *accept,
                              CtnNamedFunc function,
                              gpointer data);

G_END_DECLS
