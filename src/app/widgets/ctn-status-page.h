/* What stands where there is nothing yet: what would be here, and the button that makes the first. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @icon, @text: (nullable). @text may hold markup. @button: (nullable) what to do first */
GtkWidget *ctn_status_page_new (const char *icon,
                                const char *title,
                                const char *text,
                                GtkWidget *button) G_GNUC_WARN_UNUSED_RESULT;

/* The button of a status page. @label: with a mnemonic. @action: (nullable) detailed name of the action that it
 * runs; without one connect to "clicked". */
GtkWidget *ctn_pill_button_new (const char *label, const char *action) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
