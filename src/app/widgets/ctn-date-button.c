#include "ctn-date-button.h"

#include <ctn-date.h>
#include <glib/gi18n.h>

typedef struct {
  GtkEditable *editable; /* (unowned) in the same row */
  GtkCalendar *calendar; /* (unowned) in the popover */
  GtkPopover *popover;   /* (unowned) */
  gboolean showing;
} Choice;

/* The calendar opens on the day that stands in the field, or on today. */
static void
show_cb (Choice *choice)
{
  CtnDate date;
  g_autoptr (GDateTime) day = NULL;

  if (ctn_date_parse (gtk_editable_get_text (choice->editable), &date))
    day = g_date_time_new_local (date.year, MAX (date.month, 1), MAX (date.day, 1), 12, 0, 0);
  else
    day = g_date_time_new_now_local ();
  choice->showing = TRUE;
#if GTK_CHECK_VERSION(4, 20, 0)
  gtk_calendar_set_date (choice->calendar, day);
#else
  gtk_calendar_select_day (choice->calendar, day);
#endif
  choice->showing = FALSE;
}

static void
selected_cb (Choice *choice)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (choice->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  if (choice->showing)
    return;
  gtk_editable_set_text (choice->editable, text);
  gtk_popover_popdown (choice->popover);
  if (ADW_IS_ENTRY_ROW (choice->editable))
    g_signal_emit_by_name (choice->editable, "entry-activated");
}

GtkWidget *
ctn_date_button_new (GtkEditable *editable)
{
  GtkWidget *button = gtk_menu_button_new ();
  Choice *choice = g_new0 (Choice, 1);

  choice->editable = editable;
  choice->calendar = GTK_CALENDAR (gtk_calendar_new ());
  choice->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (choice->popover, GTK_WIDGET (choice->calendar));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (choice->popover));
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "choice", choice, g_free);
  g_signal_connect_swapped (choice->popover, "show", G_CALLBACK (show_cb), choice);
  g_signal_connect_swapped (choice->calendar, "day-selected", G_CALLBACK (selected_cb), choice);
  return button;
}
