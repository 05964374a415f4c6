/* "How is this computed?": a button that tells it, for figures. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text: what is computed, how, and from which source; translated. */
GtkWidget *ctn_explain_button_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
