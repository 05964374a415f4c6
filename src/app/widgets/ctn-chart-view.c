#include "ctn-chart-view.h"

#include <ctn-chart-export.h>
#include <ctn-i18n.h>

#include "ctn-chart-canvas.h"
#include "ctn-chart-save-dialog.h"
#include "ctn-chart-table.h"
#include "ctn-file-export.h"
#include "ctn-icon-button.h"
#include "ctn-window.h"

#define POINTS_PER_MILLIMETRE (72 / 25.4)

struct _CtnChartView {
  AdwBin parent_instance;

  GtkStack *stack;
  CtnChartCanvas *canvas;
  CtnChartTable *table;
  GtkWidget *tools; /* of the owner */
  GtkWidget *zoom_box;

  CtnChartViewBuild build;
  gpointer build_data;
  char *name;          /* (owned) */
  GSettings *settings; /* (owned) */
  CtnMetrics *metrics; /* (owned) of the screen */
};

enum { SIGNAL_ACTIVATED, SIGNAL_DRAGGED, SIGNAL_CONTEXT_MENU, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChartView, ctn_chart_view, ADW_TYPE_BIN)

static const CtnTheme *
get_theme (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    return ctn_theme_get (dark ? CTN_THEME_HIGH_CONTRAST_DARK : CTN_THEME_HIGH_CONTRAST);
  return ctn_theme_get (dark ? CTN_THEME_DARK : CTN_THEME_LIGHT);
}

/* Text of the size that the desktop asks for. */
static CtnMetrics *
make_metrics (void)
{
  int dpi = -1;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return ctn_metrics_new (NULL, dpi > 0 ? CLAMP (dpi / 1024.0 / 96.0, 0.5, 3) : 1);
}

static void
rebuild_with (CtnChartView *self, gboolean animate)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->canvas)) / CTN_CHART_SCREEN_SCALE;
  double height = gtk_widget_get_height (GTK_WIDGET (self->canvas)) / CTN_CHART_SCREEN_SCALE;
  g_autoptr (CtnScene) scene = NULL;

  if (self->build != NULL && width > 0 && height > 0)
    scene = self->build (width, height, self->metrics, get_theme (), self->build_data);
  ctn_chart_canvas_set_scene (self->canvas, scene, animate);
  ctn_chart_table_set_scene (self->table, scene);
}

static void
rebuild (CtnChartView *self)
{
  rebuild_with (self, FALSE);
}

static void
resized_cb (CtnChartView *self)
{
  /* A map has a size of its own; only the first size counts for it. */
  if (!ctn_chart_canvas_get_zoomable (self->canvas) ||
      ctn_chart_canvas_get_scene (self->canvas) == NULL)
    rebuild (self);
}

CtnChartView *
ctn_chart_view_new (void)
{
  return g_object_new (CTN_TYPE_CHART_VIEW, NULL);
}

void
ctn_chart_view_set_build (CtnChartView *self, CtnChartViewBuild build, gpointer data)
{
  self->build = build;
  self->build_data = data;
  rebuild (self);
}

void
ctn_chart_view_invalidate (CtnChartView *self)
{
  rebuild (self);
}

void
ctn_chart_view_change (CtnChartView *self)
{
  rebuild_with (self, TRUE);
}

void
ctn_chart_view_add_tool (CtnChartView *self, GtkWidget *tool)
{
  gtk_box_append (GTK_BOX (self->tools), tool);
}

CtnChartCanvas *
ctn_chart_view_get_canvas (CtnChartView *self)
{
  return self->canvas;
}

void
ctn_chart_view_set_name (CtnChartView *self, const char *name)
{
  g_set_str (&self->name, name);
}

void
ctn_chart_view_set_zoomable (CtnChartView *self, gboolean zoomable)
{
  ctn_chart_canvas_set_zoomable (self->canvas, zoomable);
  gtk_widget_set_visible (self->zoom_box, zoomable);
}

void
ctn_chart_view_zoom_by (CtnChartView *self, double factor)
{
  ctn_chart_canvas_zoom_by (self->canvas, factor);
}

void
ctn_chart_view_zoom_to_fit (CtnChartView *self)
{
  ctn_chart_canvas_zoom_to_fit (self->canvas);
}

void
ctn_chart_view_set_draggable (CtnChartView *self, const char *roles)
{
  ctn_chart_canvas_set_draggable (self->canvas, roles);
}

CtnScene *
ctn_chart_view_get_scene (CtnChartView *self)
{
  return ctn_chart_canvas_get_scene (self->canvas);
}

CtnScene *
ctn_chart_view_build_for_print (CtnChartView *self)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  double width = g_settings_get_int (self->settings, "chart-export-width");
  double height = g_settings_get_int (self->settings, "chart-export-height");

  return self->build != NULL
             ? self->build (width * POINTS_PER_MILLIMETRE, height * POINTS_PER_MILLIMETRE, metrics,
                            ctn_theme_get (CTN_THEME_PRINT), self->build_data)
             : NULL;
}

typedef struct {
  CtnScene *scene; /* (owned) */
  double scale;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  ctn_scene_unref (export->scene);
  g_free (export);
}

static gboolean
write_chart (CtnConnection *reader,
             GFile *file,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Export *export = data;
  g_autofree char *name = g_file_get_basename (file);
  CtnChartFormat format;

  if (ctn_chart_format_from_name (name, &format))
    return ctn_scene_write_file (export->scene, format, export->scale, file, cancellable, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       _ ("Choose a file name that ends in .svg, .pdf or .png."));
  return FALSE;
}

static void
choose_file (gpointer data)
{
  CtnChartView *self = data;
  g_autofree char *format = g_settings_get_string (self->settings, "chart-export-format");
  g_autofree char *name =
      g_strdup_printf ("%s.%s", self->name != NULL ? self->name : _ ("Chart"), format);
  CtnFileExport export = {
    .title = _ ("Save the Chart"),
    .name = name,
    .function = write_chart,
    .destroy = export_free,
  };
  CtnScene *scene = ctn_chart_view_build_for_print (self);
  Export *chart;

  if (scene == NULL)
    return;
  chart = g_new0 (Export, 1);
  chart->scene = scene;
  chart->scale = g_settings_get_int (self->settings, "chart-export-scale");
  export.data = chart;
  ctn_file_export_ask (GTK_WIDGET (self), &export);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChartView *self = CTN_CHART_VIEW (widget);

  ctn_chart_save_dialog_present (widget, !ctn_chart_canvas_get_zoomable (self->canvas), choose_file,
                                 self);
}

/* The clipboard gets both: a vector for those who take it, a picture for the rest. */
static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChartView *self = CTN_CHART_VIEW (widget);
  g_autoptr (CtnScene) scene = ctn_chart_view_build_for_print (self);
  g_autoptr (GOutputStream) svg = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) png = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) svg_bytes = NULL;
  g_autoptr (GBytes) png_bytes = NULL;
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) both = NULL;
  GError *error = NULL;

  if (scene == NULL)
    return;
  if (!ctn_scene_write_svg (scene, svg, NULL, &error) ||
      !ctn_scene_write_png (scene, g_settings_get_int (self->settings, "chart-export-scale"), png,
                            NULL, &error) ||
      !g_output_stream_close (svg, NULL, &error) || !g_output_stream_close (png, NULL, &error)) {
    ctn_window_report (CTN_WINDOW (gtk_widget_get_root (widget)), error);
    return;
  }
  svg_bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (svg));
  png_bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (png));
  providers[0] = gdk_content_provider_new_for_bytes ("image/png", png_bytes);
  providers[1] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg_bytes);
  both = gdk_content_provider_new_union (providers, 2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), both);
}

/* The table as spreadsheets take it: a line a mark, what it stands for and its value. */
static void
copy_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnScene *scene = ctn_chart_view_get_scene (CTN_CHART_VIEW (widget));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; scene != NULL && i < ctn_scene_get_n_reachable (scene); i++) {
    const CtnMarkInfo *info = &ctn_scene_get_mark (scene, ctn_scene_get_reachable (scene, i))->info;

    g_string_append_printf (text, "%s\t%s\n", info->label != NULL ? info->label : "",
                            info->value != NULL ? info->value : "");
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static void
table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChartView *self = CTN_CHART_VIEW (widget);
  gboolean table = gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->table);

  gtk_stack_set_visible_child (self->stack,
                               table ? GTK_WIDGET (self->canvas) : GTK_WIDGET (self->table));
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_chart_view_zoom_by (CTN_CHART_VIEW (widget), 1.25);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_chart_view_zoom_by (CTN_CHART_VIEW (widget), 0.8);
}

static void
zoom_fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_chart_view_zoom_to_fit (CTN_CHART_VIEW (widget));
}

static void
forward_activated_cb (CtnChartView *self, const char *role, gint64 id)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, role, id);
}

static void
forward_dragged_cb (CtnChartView *self,
                    const char *role,
                    gint64 id,
                    int part,
                    double x,
                    double y,
                    gboolean done)
{
  g_signal_emit (self, signals[SIGNAL_DRAGGED], 0, role, id, part, x, y, done);
}

static void
forward_menu_cb (CtnChartView *self, const char *role, gint64 id, double x, double y)
{
  g_signal_emit (self, signals[SIGNAL_CONTEXT_MENU], 0, role, id, x, y);
}

static GtkWidget *
make_button (const char *icon, const char *action, const char *tooltip)
{
  GtkWidget *button = ctn_icon_button_new (icon, tooltip);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "circular");
  return button;
}

static GtkWidget *
make_tools (CtnChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *menu_button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Show as _Table or Chart"), "chart.table");
  g_menu_append (menu, _ ("_Save the Chart…"), "chart.save");
  g_menu_append (menu, _ ("_Copy the Chart"), "chart.copy");
  g_menu_append (menu, _ ("Copy the Ta_ble"), "chart.copy-table");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (menu_button, _ ("Chart Menu"));
  gtk_widget_add_css_class (menu_button, "flat");
  gtk_widget_add_css_class (menu_button, "circular");

  self->zoom_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->zoom_box),
                  make_button ("zoom-out-symbolic", "chart.zoom-out", _ ("Zoom Out")));
  gtk_box_append (GTK_BOX (self->zoom_box),
                  make_button ("zoom-fit-best-symbolic", "chart.zoom-fit", _ ("Show Everything")));
  gtk_box_append (GTK_BOX (self->zoom_box),
                  make_button ("zoom-in-symbolic", "chart.zoom-in", _ ("Zoom In")));
  gtk_widget_set_visible (self->zoom_box, FALSE);
  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->tools, TRUE);
  gtk_widget_set_margin_start (self->tools, 6);
  gtk_box_append (GTK_BOX (box), self->tools);
  gtk_box_append (GTK_BOX (box), self->zoom_box);
  gtk_box_append (GTK_BOX (box), menu_button);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_widget_set_margin_end (box, 6);
  return box;
}

static void
ctn_chart_view_dispose (GObject *object)
{
  CtnChartView *self = CTN_CHART_VIEW (object);

  self->build = NULL;
  g_clear_object (&self->settings);
  g_clear_pointer (&self->metrics, ctn_metrics_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (ctn_chart_view_parent_class)->dispose (object);
}

static void
ctn_chart_view_class_init (CtnChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chart_view_dispose;
  gtk_widget_class_install_action (widget_class, "chart.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-table", NULL, copy_table_action);
  gtk_widget_class_install_action (widget_class, "chart.table", NULL, table_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-fit", NULL, zoom_fit_action);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_DRAGGED] = g_signal_new ("dragged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 6, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT,
                                          G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  signals[SIGNAL_CONTEXT_MENU] =
      g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_STRING, G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
ctn_chart_view_init (CtnChartView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->settings = g_settings_new (CTN_APPLICATION_ID);
  self->metrics = make_metrics ();
  self->canvas = g_object_new (CTN_TYPE_CHART_CANVAS, NULL);
  self->table = g_object_new (CTN_TYPE_CHART_TABLE, NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->canvas));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->table));
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), make_tools (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);

  g_signal_connect_object (self->canvas, "resized", G_CALLBACK (resized_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "activated", G_CALLBACK (forward_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "dragged", G_CALLBACK (forward_dragged_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "context-menu", G_CALLBACK (forward_menu_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (rebuild), self,
                           G_CONNECT_SWAPPED);
}
