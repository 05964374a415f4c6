#include "ctn-icon-button.h"

static GtkWidget *
finish (GtkWidget *button, const char *text)
{
  gtk_widget_set_tooltip_text (button, text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

GtkWidget *
ctn_icon_button_new (const char *icon, const char *text)
{
  return finish (gtk_button_new_from_icon_name (icon), text);
}

GtkWidget *
ctn_menu_button_new (const char *icon, const char *text, GMenuModel *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  return finish (button, text);
}
