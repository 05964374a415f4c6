#include "ctn-toast.h"

#include <ctn-i18n.h>

void
ctn_toast_show (AdwToastOverlay *overlay, const char *text, GCallback undo, gpointer object)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (undo != NULL) {
    adw_toast_set_button_label (toast, _ ("_Undo"));
    g_signal_connect_object (toast, "button-clicked", undo, object, G_CONNECT_SWAPPED);
  }
  adw_toast_overlay_add_toast (overlay, toast);
}
