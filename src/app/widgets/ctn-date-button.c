#include "ctn-date-button.h"

#include <ctn-date.h>
#include <ctn-i18n.h>

typedef struct {
  GtkEditable *editable; /* (unowned) in the same row */
  GtkPopover *popover;   /* (unowned) (nullable) of the button, made when it is first opened */
  GtkCalendar *calendar; /* (unowned) (nullable) in the popover */
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

/* A calendar is eighty widgets, and a form has several. */
static void
create_popover_cb (GtkMenuButton *button, gpointer data)
{
  Choice *choice = data;

  if (choice->popover != NULL)
    return;
  choice->calendar = GTK_CALENDAR (gtk_calendar_new ());
  choice->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (choice->popover, GTK_WIDGET (choice->calendar));
  g_signal_connect_swapped (choice->popover, "show", G_CALLBACK (show_cb), choice);
  g_signal_connect_swapped (choice->calendar, "day-selected", G_CALLBACK (selected_cb), choice);
  gtk_menu_button_set_popover (button, GTK_WIDGET (choice->popover));
}

GtkWidget *
ctn_date_button_new (GtkEditable *editable)
{
  GtkWidget *button = gtk_menu_button_new ();
  Choice *choice = g_new0 (Choice, 1);

  choice->editable = editable;
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover_cb, choice,
                                         g_free);
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}
