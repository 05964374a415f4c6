#include "ctn-history-page.h"

#include <ctn-history.h>
#include <glib/gi18n.h>

#define PAGE_SIZE 200
#define MAX_FIELDS 60

struct _CtnHistoryPage {
  CtnPage parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *more_button;

  guint shown;
  guint idle; /* a refresh that waits for the page to be shown */
};

G_DEFINE_FINAL_TYPE (CtnHistoryPage, ctn_history_page, CTN_TYPE_PAGE)

static char *
dup_when (const CtnHistoryEntry *entry)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time / 1000);

  return g_date_time_format (time, "%x, %H:%M");
}

static void
go_back_cb (GtkButton *button, CtnHistoryPage *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "operation");
  GError *error = NULL;

  if (!ctn_project_go_to (ctn_page_get_project (CTN_PAGE (self)), *id, &error))
    ctn_page_report (CTN_PAGE (self), error);
}

static void
add_change_rows (AdwExpanderRow *expander, CtnHistoryPage *self, gint64 operation)
{
  g_autoptr (GPtrArray) changes = ctn_history_list_changes (
      ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self))), operation, MAX_FIELDS, NULL);

  for (guint i = 0; changes != NULL && i < changes->len; i++) {
    const CtnHistoryChange *change = g_ptr_array_index (changes, i);
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *title = g_strdup_printf ("%s · %s", change->table, change->field);
    g_autofree char *subtitle = change->before == NULL
                                    ? g_strdup (change->after)
                                    : g_strdup_printf ("%s → %s", change->before,
                                                       change->after != NULL ? change->after : "–");

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
    gtk_widget_add_css_class (row, "property");
    adw_expander_row_add_row (expander, row);
  }
}

/* The fields of an operation are read when somebody opens it. */
static void
expanded_cb (AdwExpanderRow *expander, GParamSpec *pspec, CtnHistoryPage *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (expander), "operation");

  if (!adw_expander_row_get_expanded (expander) ||
      g_object_get_data (G_OBJECT (expander), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (expander), "filled", GINT_TO_POINTER (TRUE));
  add_change_rows (expander, self, *id);
}

static GtkWidget *
make_row (CtnHistoryPage *self, const CtnHistoryEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *when = dup_when (entry);
  g_autofree char *title = entry->subject != NULL
                               ? g_strdup_printf ("%s: %s", entry->label, entry->subject)
                               : g_strdup (entry->label);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u change", "%u changes", entry->n_changes), entry->n_changes);
  g_autofree char *subtitle =
      g_strjoin (" · ", when, entry->author, count,
                 entry->state == CTN_HISTORY_UNDONE ? _ ("undone") : NULL, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 2);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), entry->n_changes > 0);
  g_object_set_data_full (G_OBJECT (row), "operation", g_memdup2 (&entry->id, sizeof entry->id),
                          g_free);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  if (entry->state != CTN_HISTORY_DISCARDED && entry->n_changes > 0) {
    GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_tooltip_text (button, _ ("Go Back to the State After This"));
    g_object_set_data_full (G_OBJECT (button), "operation",
                            g_memdup2 (&entry->id, sizeof entry->id), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (go_back_cb), self);
    adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), button);
  }
  if (entry->state != CTN_HISTORY_DONE)
    gtk_widget_add_css_class (row, "dim-label");
  return row;
}

static void
append_page (CtnHistoryPage *self)
{
  CtnProject *project = ctn_page_get_project (CTN_PAGE (self));
  GError *error = NULL;
  g_autoptr (GPtrArray) entries =
      ctn_history_list (ctn_project_get_reader (project), self->shown, PAGE_SIZE, &error);

  if (entries == NULL) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (entries, i)));
  self->shown += entries->len;
  gtk_widget_set_visible (self->more_button, entries->len == PAGE_SIZE);
  gtk_stack_set_visible_child_name (self->stack, self->shown > 0 ? "list" : "empty");
}

static void
refresh (CtnHistoryPage *self)
{
  gtk_list_box_remove_all (self->list);
  self->shown = 0;
  append_page (self);
}

static gboolean
refresh_idle_cb (gpointer data)
{
  CtnHistoryPage *self = data;

  self->idle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* Typing elsewhere makes many operations; the list is only made anew where it can be seen. */
static void
changed_cb (CtnHistoryPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->idle == 0)
    self->idle = g_idle_add (refresh_idle_cb, self);
}

static void
project_set (CtnPage *page)
{
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), page,
                           G_CONNECT_SWAPPED);
}

static void
ctn_history_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ctn_history_page_parent_class)->map (widget);
  refresh (CTN_HISTORY_PAGE (widget));
}

static void
ctn_history_page_dispose (GObject *object)
{
  g_clear_handle_id (&CTN_HISTORY_PAGE (object)->idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS (ctn_history_page_parent_class)->dispose (object);
}

static void
ctn_history_page_class_init (CtnHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_history_page_dispose;
  widget_class->map = ctn_history_page_map;
  CTN_PAGE_CLASS (klass)->project_set = project_set;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/history/ctn-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, more_button);
}

static void
ctn_history_page_init (CtnHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->more_button, "clicked", G_CALLBACK (append_page), self);
}
