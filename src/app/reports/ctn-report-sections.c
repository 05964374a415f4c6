#include "ctn-report-sections.h"

#include <ctn-i18n.h>

#include "ctn-icon-button.h"

struct _CtnReportSections {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (owned) of GtkWidget (unowned), in the order of the report */
};

G_DEFINE_FINAL_TYPE (CtnReportSections, ctn_report_sections, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
changed_cb (CtnReportSections *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static const char *
get_section_id (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "section");
}

GStrv
ctn_report_sections_list_left_out (CtnReportSections *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    if (!adw_switch_row_get_active (self->rows->pdata[i]))
      g_strv_builder_add (ids, get_section_id (self->rows->pdata[i]));
  return g_strv_builder_end (ids);
}

GStrv
ctn_report_sections_list_order (CtnReportSections *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    g_strv_builder_add (ids, get_section_id (self->rows->pdata[i]));
  return g_strv_builder_end (ids);
}

/* Rows stand in the group as in the list. */
static void
arrange_sections (CtnReportSections *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    g_object_ref (self->rows->pdata[i]);
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  }
  for (guint i = 0; i < self->rows->len; i++) {
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
    g_object_unref (self->rows->pdata[i]);
  }
}

static void
move_section (GtkWidget *row, gboolean down)
{
  CtnReportSections *self =
      CTN_REPORT_SECTIONS (gtk_widget_get_ancestor (row, CTN_TYPE_REPORT_SECTIONS));
  guint index;
  guint other;

  if (self == NULL || !g_ptr_array_find (self->rows, row, &index) ||
      (down ? index + 1 >= self->rows->len : index == 0))
    return;
  other = down ? index + 1 : index - 1;
  self->rows->pdata[index] = self->rows->pdata[other];
  self->rows->pdata[other] = row;
  arrange_sections (self);
  gtk_widget_grab_focus (row);
  changed_cb (self);
}

static gboolean
up_cb (GtkWidget *row, GVariant *arguments, gpointer data)
{
  move_section (row, FALSE);
  return GDK_EVENT_STOP;
}

static gboolean
down_cb (GtkWidget *row, GVariant *arguments, gpointer data)
{
  move_section (row, TRUE);
  return GDK_EVENT_STOP;
}

static void
up_clicked_cb (GtkWidget *row)
{
  move_section (row, FALSE);
}

static void
down_clicked_cb (GtkWidget *row)
{
  move_section (row, TRUE);
}

static GtkWidget *
make_move_button (GtkWidget *row, gboolean down)
{
  GtkWidget *button =
      ctn_icon_button_new (down ? "go-down-symbolic" : "go-up-symbolic",
                           down ? _ ("Move Down (Alt+Down)") : _ ("Move Up (Alt+Up)"));

  g_signal_connect_object (button, "clicked",
                           down ? G_CALLBACK (down_clicked_cb) : G_CALLBACK (up_clicked_cb), row,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_section (CtnReportSections *self, const CtnReportSection *section, gboolean active)
{
  GtkWidget *row = adw_switch_row_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (section->title));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), active);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section->id);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_move_button (row, TRUE));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_move_button (row, FALSE));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Alt>Up"),
                        gtk_callback_action_new (up_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Alt>Down"),
                        gtk_callback_action_new (down_cb, NULL, NULL)));
  gtk_widget_add_controller (row, keys);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

void
ctn_report_sections_fill (CtnReportSections *self,
                          const CtnReportKind *kind,
                          const CtnReportTemplate *template)
{
  const char *const *order = template != NULL ? (const char *const *) template->order : NULL;
  const char *const *left_out = template != NULL ? (const char *const *) template->left_out : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint pass = 0; pass < 2; pass++)
    for (guint k = 0; pass == 0 ? order != NULL && order[k] != NULL : k < 1; k++)
      for (const CtnReportSection *section = kind->sections; section->id != NULL; section++) {
        gboolean is_named = order != NULL && g_strv_contains (order, section->id);

        if (pass == 0 ? g_str_equal (section->id, order[k]) : !is_named)
          add_section (self, section, left_out == NULL || !g_strv_contains (left_out, section->id));
      }
}

static void
ctn_report_sections_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_REPORT_SECTIONS (object)->rows);

  G_OBJECT_CLASS (ctn_report_sections_parent_class)->finalize (object);
}

static void
ctn_report_sections_class_init (CtnReportSectionsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_report_sections_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_report_sections_init (CtnReportSections *self)
{
  self->rows = g_ptr_array_new ();
}
