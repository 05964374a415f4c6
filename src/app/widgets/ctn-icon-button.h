/* Small buttons in a row or a bar. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A flat button that shows @icon and says @text in its tooltip and to screen readers. */
GtkWidget *ctn_icon_button_new (const char *icon, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The same with a menu. @menu: (nullable): a popover is set later */
GtkWidget *ctn_menu_button_new (const char *icon,
                                const char *text,
                                GMenuModel *menu) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
