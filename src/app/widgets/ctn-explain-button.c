#include "ctn-explain-button.h"

#include <ctn-i18n.h>

#include "ctn-icon-button.h"

/* A text that can be selected is, all of it, when it gets the focus: not by opening it. */
static void
shown_cb (GtkLabel *label)
{
  gtk_label_select_region (label, 0, 0);
}

GtkWidget *
ctn_explain_button_new (const char *text)
{
  GtkWidget *button =
      ctn_menu_button_new ("help-about-symbolic", _ ("How Is This Computed?"), NULL);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_bottom (label, 9);
  gtk_widget_set_margin_start (label, 9);
  gtk_widget_set_margin_end (label, 9);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), label,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}
