#include "ctn-activity-calendar.h"

#include <ctn-activity.h>
#include <ctn-i18n.h>

#include "ctn-icon-button.h"

#define N_WEEKS 6
#define N_CELLS (N_WEEKS * 7)
#define WIDE_HEIGHT 68
#define NARROW_HEIGHT 44
#define MAX_NAMES 2 /* in a cell; the others are counted */

struct _CtnActivityCalendar {
  AdwBin parent_instance;

  GPtrArray *activities; /* (owned) (nullable) CtnActivity */
  GDate day;             /* that is chosen */
  GtkLabel *month;
  GtkGrid *grid;
  GtkWidget *cells[N_CELLS];
  AdwPreferencesGroup *entries;
  GPtrArray *rows; /* (owned) GtkWidget of the entries, owned by the group */
  gboolean narrow; /* cells have no room for names */
};

G_DEFINE_FINAL_TYPE (CtnActivityCalendar, ctn_activity_calendar, ADW_TYPE_BIN)

enum { SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
format_day (const GDate *day, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (
      g_date_get_year (day), (int) g_date_get_month (day), g_date_get_day (day), 12, 0, 0);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}

/* Those that have a day of their own and are on @day. A month or a year is on none of its days. */
static GPtrArray *
list_on (CtnActivityCalendar *self, const GDate *day)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; self->activities != NULL && i < self->activities->len; i++) {
    CtnActivity *activity = g_ptr_array_index (self->activities, i);
    CtnDate starts;
    GDate first;
    GDate last;

    if (activity->starts != NULL && ctn_date_parse (activity->starts, &starts) && starts.day > 0 &&
        ctn_activity_get_days (activity, &first, &last) && g_date_compare (&first, day) <= 0 &&
        g_date_compare (&last, day) >= 0)
      g_ptr_array_add (found, activity);
  }
  return found;
}

/* The day in the upper left corner. */
static void
get_first_cell (CtnActivityCalendar *self, GDate *first)
{
  guint back;

  *first = self->day;
  g_date_set_day (first, 1);
  back = (g_date_get_weekday (first) + 7 - ctn_date_get_first_weekday ()) % 7;
  g_date_subtract_days (first, back);
}

static void
activated_cb (GtkWidget *row, CtnActivityCalendar *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "activity");

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, *id);
}

static void
add_entry (CtnActivityCalendar *self, const CtnActivity *activity)
{
  GtkWidget *row = adw_action_row_new ();
  const char *const parts[] = { ctn_activity_get_kind_label (activity), activity->time,
                                activity->place, activity->partnership_name };
  g_autoptr (GString) subtitle = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", parts[i]);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), activity->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "activity",
                          g_memdup2 (&activity->id, sizeof activity->id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), self);
  adw_preferences_group_add (self->entries, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_entries (CtnActivityCalendar *self)
{
  g_autoptr (GPtrArray) activities = list_on (self, &self->day);
  /* Translators: the heading of a day in a calendar, see date(1): "Friday, 12 March 2021" */
  g_autofree char *title = format_day (&self->day, _ ("%A, %-d %B %Y"));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->entries, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < activities->len; i++)
    add_entry (self, g_ptr_array_index (activities, i));
  adw_preferences_group_set_title (self->entries, title);
  adw_preferences_group_set_description (self->entries,
                                         activities->len == 0 ? _ ("Nothing on this day.") : NULL);
}

static void
clear_cell (GtkWidget *cell)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (cell));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
add_label (GtkWidget *cell, const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_css_classes (label, (const char **) classes);
  gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (cell))), label);
}

static void
add_names (CtnActivityCalendar *self, GtkWidget *cell, GPtrArray *activities)
{
  guint shown = self->narrow ? 0 : MIN (activities->len, MAX_NAMES);
  g_autofree char *rest = NULL;

  for (guint i = 0; i < shown; i++)
    add_label (cell, ((const CtnActivity *) g_ptr_array_index (activities, i))->name,
               (const char *[]) { "caption", "calendar-entry", NULL });
  if (activities->len == shown)
    return;
  /* Translators: how many more activities a day has; alone where there is no room for a name */
  rest = shown > 0 ? g_strdup_printf (_ ("+%u"), activities->len - shown)
                   : g_strdup_printf ("● %u", activities->len);
  add_label (cell, rest, (const char *[]) { "caption", "accent", NULL });
}

static void
show_cell (CtnActivityCalendar *self, guint index, const GDate *day, const GDate *today)
{
  GtkWidget *cell = self->cells[index];
  g_autoptr (GPtrArray) activities = list_on (self, day);
  g_autofree char *number = g_strdup_printf ("%u", g_date_get_day (day));
  g_autofree char *spoken = format_day (day, _ ("%A, %-d %B %Y"));
  g_autofree char *label =
      g_strdup_printf (ctn_ngettext ("%s, %u activity", "%s, %u activities", activities->len),
                       spoken, activities->len);
  gboolean other = g_date_get_month (day) != g_date_get_month (&self->day);
  gboolean is_today = g_date_compare (day, today) == 0;

  clear_cell (cell);
  gtk_widget_set_size_request (cell, -1, self->narrow ? NARROW_HEIGHT : WIDE_HEIGHT);
  add_label (cell, number,
             (const char *[]) { is_today ? "accent" : "numeric", is_today ? "heading" : "numeric",
                                other ? "dim-label" : "numeric", NULL });
  add_names (self, cell, activities);
  gtk_widget_set_css_classes (
      cell,
      (const char *[]) { "flat", "calendar-day",
                         g_date_compare (day, &self->day) == 0 ? "chosen" : "calendar-day", NULL });
  gtk_widget_set_focusable (cell, g_date_compare (day, &self->day) == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
fill (CtnActivityCalendar *self)
{
  g_autofree char *month = format_day (&self->day, "%B %Y");
  GDate today;
  GDate day;

  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  get_first_cell (self, &day);
  gtk_label_set_label (self->month, month);
  for (guint i = 0; i < N_CELLS; i++) {
    show_cell (self, i, &day, &today);
    g_date_add_days (&day, 1);
  }
  show_entries (self);
}

static void
choose (CtnActivityCalendar *self, const GDate *day, gboolean focus)
{
  GDate first;

  if (!g_date_valid (day) || g_date_get_year (day) < 1000)
    return;
  self->day = *day;
  fill (self);
  get_first_cell (self, &first);
  if (focus)
    gtk_widget_grab_focus (self->cells[g_date_days_between (&first, day)]);
}

static void
clicked_cb (GtkWidget *cell, CtnActivityCalendar *self)
{
  GDate day;

  get_first_cell (self, &day);
  for (guint i = 0; i < N_CELLS && self->cells[i] != cell; i++)
    g_date_add_days (&day, 1);
  if (g_date_compare (&day, &self->day) == 0 && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
  else
    choose (self, &day, TRUE);
}

static void
move_months (CtnActivityCalendar *self, int months, gboolean focus)
{
  GDate day = self->day;

  if (months > 0)
    g_date_add_months (&day, (guint) months);
  else
    g_date_subtract_months (&day, (guint) -months);
  choose (self, &day, focus);
}

static void
previous_cb (CtnActivityCalendar *self)
{
  move_months (self, -1, FALSE);
}

static void
next_cb (CtnActivityCalendar *self)
{
  move_months (self, 1, FALSE);
}

static void
today_cb (CtnActivityCalendar *self)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_time_t (&day, time (NULL));
  choose (self, &day, TRUE);
}

static void
move_days (CtnActivityCalendar *self, int days)
{
  GDate day = self->day;

  if (days > 0)
    g_date_add_days (&day, (guint) days);
  else
    g_date_subtract_days (&day, (guint) -days);
  choose (self, &day, TRUE);
}

static gboolean
key_cb (CtnActivityCalendar *self, guint key)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (key) {
  case GDK_KEY_Left:
    move_days (self, rtl ? 1 : -1);
    return TRUE;
  case GDK_KEY_Right:
    move_days (self, rtl ? -1 : 1);
    return TRUE;
  case GDK_KEY_Up:
    move_days (self, -7);
    return TRUE;
  case GDK_KEY_Down:
    move_days (self, 7);
    return TRUE;
  case GDK_KEY_Page_Up:
    move_months (self, -1, TRUE);
    return TRUE;
  case GDK_KEY_Page_Down:
    move_months (self, 1, TRUE);
    return TRUE;
  case GDK_KEY_Home:
    today_cb (self);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (self->rows->len > 0)
      activated_cb (g_ptr_array_index (self->rows, 0), self);
    return self->rows->len > 0;
  default:
    return FALSE;
  }
}

/* The last day that something happened, so that a month with something in it is seen first. */
static void
choose_first_day (CtnActivityCalendar *self)
{
  GDate today;
  GDate best;
  GDate first;
  GDate last;

  g_date_clear (&today, 1);
  g_date_clear (&best, 1);
  g_date_set_time_t (&today, time (NULL));
  for (guint i = 0; i < self->activities->len; i++) {
    const CtnActivity *activity = g_ptr_array_index (self->activities, i);

    if (ctn_activity_get_days (activity, &first, &last) && g_date_compare (&first, &today) <= 0 &&
        (!g_date_valid (&best) || g_date_compare (&first, &best) > 0))
      best = first;
  }
  self->day = g_date_valid (&best) ? best : today;
}

void
ctn_activity_calendar_show (CtnActivityCalendar *self, GPtrArray *activities)
{
  gboolean first = self->activities == NULL || self->activities->len == 0;

  g_ptr_array_ref (activities);
  g_clear_pointer (&self->activities, g_ptr_array_unref);
  self->activities = activities;
  if (first)
    choose_first_day (self);
  fill (self);
}

void
ctn_activity_calendar_get_day (CtnActivityCalendar *self, GDate *day)
{
  *day = self->day;
}

static void
set_narrow (CtnActivityCalendar *self, gboolean narrow)
{
  self->narrow = narrow;
  fill (self);
}

static void
narrow_cb (CtnActivityCalendar *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (CtnActivityCalendar *self)
{
  set_narrow (self, FALSE);
}

static gboolean
ctn_activity_calendar_grab_focus (GtkWidget *widget)
{
  CtnActivityCalendar *self = CTN_ACTIVITY_CALENDAR (widget);

  choose (self, &self->day, TRUE);
  return TRUE;
}

static void
ctn_activity_calendar_finalize (GObject *object)
{
  CtnActivityCalendar *self = CTN_ACTIVITY_CALENDAR (object);

  g_clear_pointer (&self->activities, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (ctn_activity_calendar_parent_class)->finalize (object);
}

static void
ctn_activity_calendar_class_init (CtnActivityCalendarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_activity_calendar_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ctn_activity_calendar_grab_focus;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkWidget *
make_button (CtnActivityCalendar *self, const char *icon, const char *tooltip, GCallback callback)
{
  GtkWidget *button = ctn_icon_button_new (icon, tooltip);

  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_heading (CtnActivityCalendar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *today = gtk_button_new_with_mnemonic (_ ("_Today"));

  self->month = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->month), "title-4");
  gtk_widget_set_hexpand (GTK_WIDGET (self->month), TRUE);
  gtk_label_set_xalign (self->month, 0);
  gtk_label_set_ellipsize (self->month, PANGO_ELLIPSIZE_END);
  g_signal_connect_swapped (today, "clicked", G_CALLBACK (today_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->month));
  gtk_box_append (GTK_BOX (box), today);
  gtk_box_append (GTK_BOX (box), make_button (self, "go-previous-symbolic", _ ("Previous Month"),
                                              G_CALLBACK (previous_cb)));
  gtk_box_append (GTK_BOX (box),
                  make_button (self, "go-next-symbolic", _ ("Next Month"), G_CALLBACK (next_cb)));
  return box;
}

static void
add_weekdays (CtnActivityCalendar *self)
{
  GDate day;

  /* 1 January 2024 was a Monday. */
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 2024);
  g_date_add_days (&day, (guint) ctn_date_get_first_weekday () - 1);
  for (int i = 0; i < 7; i++) {
    g_autofree char *name = format_day (&day, "%a");
    GtkWidget *label = gtk_label_new (name);

    gtk_widget_add_css_class (label, "dim-label");
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_set_hexpand (label, TRUE);
    gtk_grid_attach (self->grid, label, i, 0, 1, 1);
    g_date_add_days (&day, 1);
  }
}

static void
add_cells (CtnActivityCalendar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  for (int i = 0; i < N_CELLS; i++) {
    GtkWidget *cell = gtk_button_new ();
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

    gtk_button_set_child (GTK_BUTTON (cell), box);
    gtk_widget_set_hexpand (cell, TRUE);
    g_signal_connect (cell, "clicked", G_CALLBACK (clicked_cb), self);
    gtk_grid_attach (self->grid, cell, i % 7, 1 + i / 7, 1, 1);
    self->cells[i] = cell;
  }
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
}

static void
ctn_activity_calendar_init (CtnActivityCalendar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *bin = adw_breakpoint_bin_new ();
  AdwBreakpoint *breakpoint =
      adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 560sp"));

  self->rows = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  self->entries = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, 2);
  gtk_grid_set_row_spacing (self->grid, 2);
  add_weekdays (self);
  add_cells (self);
  gtk_box_append (GTK_BOX (box), make_heading (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entries));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 980);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_size_request (bin, 300, 200);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), scroller);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), breakpoint);
  g_signal_connect_object (breakpoint, "apply", G_CALLBACK (narrow_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (breakpoint, "unapply", G_CALLBACK (wide_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), bin);
  g_date_clear (&self->day, 1);
  g_date_set_time_t (&self->day, time (NULL));
  fill (self);
}
