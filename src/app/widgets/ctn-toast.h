/* A message at the foot of a window or dialog, for some seconds. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows @text, which is no markup. @undo: (nullable) what the button "Undo" of the toast does: it is called
 * with @object, while that lives. */
void ctn_toast_show (AdwToastOverlay *overlay, const char *text, GCallback undo, gpointer object);

G_END_DECLS
