#include <ctn-i18n.h>
#include <ctn-organisation-history.h>

#include "ctn-partner-section.h"
#include "ctn-window.h"

#define MAX_EVENTS 100
#define MAX_FIELDS 4

static void
activated_cb (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);

  if (CTN_IS_WINDOW (root))
    ctn_window_show_view (CTN_WINDOW (root), "history");
}

static char *
dup_when (const CtnOrganisationEvent *event)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (event->time / 1000);

  return g_date_time_format (time, "%x, %H:%M");
}

static void
append_change (GString *text, const CtnFieldChange *change)
{
  const char *before = change->before != NULL ? change->before : "–";
  const char *after = change->after != NULL ? change->after : "–";

  if (change->before == NULL && change->after == NULL)
    g_string_append (text, change->field);
  else
    /* Translators: a field, its value before and its value after */
    g_string_append_printf (text, _ ("%s: %s → %s"), change->field, before, after);
  g_string_append_c (text, '\n');
}

static GtkWidget *
make_row (const CtnOrganisationEvent *event)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = dup_when (event);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < event->changes->len && i < MAX_FIELDS; i++)
    append_change (text, g_ptr_array_index (event->changes, i));
  if (event->changes->len > MAX_FIELDS) {
    g_string_append_printf (
        text,
        ctn_ngettext ("and %u more field", "and %u more fields", event->changes->len - MAX_FIELDS),
        event->changes->len - MAX_FIELDS);
    g_string_append_c (text, '\n');
  }
  g_string_append_printf (text, "%s · %s", when, event->author);
  if (event->state != CTN_HISTORY_DONE) {
    g_string_append_printf (text, " · %s", _ ("undone"));
    gtk_widget_add_css_class (row, "dim-label");
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), event->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->str);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), NULL);
  return row;
}

static GPtrArray *
list (CtnPage *page, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) events = ctn_organisation_list_events (
      ctn_project_get_reader (ctn_page_get_project (page)), organisation, MAX_EVENTS, error);
  GPtrArray *rows = events != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; rows != NULL && i < events->len; i++)
    g_ptr_array_add (rows, make_row (g_ptr_array_index (events, i)));
  return rows;
}

const CtnPartnerSectionKind *
ctn_partner_history (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "history",
    .title = N_ ("History"),
    .icon_name = "ctn-history-symbolic",
    .empty_title = N_ ("No History"),
    .empty_text = N_ ("What was done to this organisation is no longer kept."),
    .tables = { NULL },
    .is_lazy = TRUE,
    .list = list,
  };

  return &kind;
}
