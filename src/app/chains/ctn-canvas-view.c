#include "ctn-canvas-view.h"

#include <ctn-canvas-figure.h>
#include <ctn-i18n.h>
#include <ctn-record.h>
#include <ctn-sector-tree.h>

#include "ctn-canvas-card.h"
#include "ctn-chart-view.h"
#include "ctn-picker.h"
#include "ctn-side.h"
#include "ctn-watch.h"

/* Below this breadth the fields stand one below the other. */
#define NARROW 760

struct _CtnCanvasView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) (nullable) the view is part of it */
  gint64 chain;
  CtnCanvasSubject subject;
  CtnCanvas canvas;
  char *title; /* (owned) (nullable) what the forms are about */
  gboolean narrow;
  gboolean outdated; /* the cards are of another subject */
  CtnWatch *watch;   /* (unowned) (nullable) */

  GtkDropDown *forms;
  GtkLabel *about;
  GtkWidget *back; /* to the chain */
  GtkGrid *grid;
  GPtrArray *cards; /* (owned) CtnCanvasCard, unowned */
};

G_DEFINE_FINAL_TYPE (CtnCanvasView, ctn_canvas_view, ADW_TYPE_BIN)

static CtnConnection *
get_reader (CtnCanvasView *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

static void
fill (CtnCanvasView *self)
{
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;

  entries = ctn_canvas_list (get_reader (self), &self->subject, self->canvas, &error);
  if (entries == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  for (guint i = 0; i < self->cards->len; i++)
    ctn_canvas_card_show (g_ptr_array_index (self->cards, i), entries);
}

/* In the cells of the form, or one below the other. */
static void
place_cards (CtnCanvasView *self)
{
  guint n;
  const CtnCanvasField *fields = ctn_canvas_get_fields (self->canvas, &n, NULL, NULL);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));

  for (guint i = 0; i < self->cards->len; i++) {
    GtkGridLayoutChild *child = GTK_GRID_LAYOUT_CHILD (
        gtk_layout_manager_get_layout_child (layout, g_ptr_array_index (self->cards, i)));

    gtk_grid_layout_child_set_column (child, self->narrow ? 0 : (int) fields[i].x);
    gtk_grid_layout_child_set_row (child, self->narrow ? (int) i : (int) fields[i].y);
    gtk_grid_layout_child_set_column_span (child, self->narrow ? 1 : (int) fields[i].width);
    gtk_grid_layout_child_set_row_span (child, self->narrow ? 1 : (int) fields[i].height);
  }
}

static void
build (CtnCanvasView *self)
{
  guint n;
  GtkWidget *child;

  self->outdated = FALSE;
  ctn_canvas_get_fields (self->canvas, &n, NULL, NULL);
  g_ptr_array_set_size (self->cards, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  gtk_label_set_text (self->about, self->title != NULL ? self->title : "");
  gtk_widget_set_visible (self->back, self->subject.sector != 0);
  if (self->page == NULL || (self->subject.chain == 0 && self->subject.sector == 0))
    return;
  for (guint i = 0; i < n; i++) {
    GtkWidget *card =
        GTK_WIDGET (ctn_canvas_card_new (self->page, &self->subject, self->canvas, i));

    g_ptr_array_add (self->cards, card);
    gtk_grid_attach (self->grid, card, 0, (int) i, 1, 1);
  }
  place_cards (self);
  fill (self);
}

static void
refresh (CtnCanvasView *self)
{
  if (self->outdated)
    build (self);
  else if (self->subject.chain != 0 || self->subject.sector != 0)
    fill (self);
}

static void
form_chosen_cb (CtnCanvasView *self)
{
  guint selected = gtk_drop_down_get_selected (self->forms);

  if (selected >= CTN_N_CANVASES || selected == (guint) self->canvas)
    return;
  self->canvas = (CtnCanvas) selected;
  build (self);
}

/* --- Subject ------------------------------------------------------------------------------------- */

static void
show_chain (CtnCanvasView *self)
{
  self->subject = (CtnCanvasSubject) { .chain = self->chain };
  g_free (self->title);
  self->title = self->chain != 0
                    ? ctn_record_get_title (get_reader (self), ctn_chain_kind (), self->chain, NULL)
                    : NULL;
  self->outdated = TRUE;
  ctn_watch_refresh (self->watch);
}

static void
sector_chosen_cb (GPtrArray *picks, gpointer data)
{
  CtnCanvasView *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);

  self->subject = (CtnCanvasSubject) { .sector = pick->id };
  g_set_str (&self->title, pick->title);
  build (self);
}

static gboolean
has_id (GArray *ids, gint64 id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
choose_sector_cb (CtnCanvasView *self)
{
  g_autoptr (GArray) filled = ctn_canvas_list_sectors (get_reader (self), NULL);
  g_autoptr (GPtrArray) sectors = NULL;
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  GError *error = NULL;

  sectors = ctn_sector_tree_list (get_reader (self), &error);
  if (sectors == NULL) {
    g_ptr_array_unref (choices);
    ctn_page_report (self->page, error);
    return;
  }
  for (guint i = 0; i < sectors->len; i++) {
    CtnSector *sector = g_ptr_array_index (sectors, i);
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->id = sector->id;
    pick->title = g_strdup (sector->name);
    pick->subtitle = has_id (filled, sector->id) ? g_strdup (_ ("Has forms")) : NULL;
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (GTK_WIDGET (self), choices, _ ("Forms of a Sector"), sector_chosen_cb,
                            self);
}

/* --- Figure -------------------------------------------------------------------------------------- */

static CtnScene *
build_figure (double width,
              double height,
              CtnMetrics *metrics,
              const CtnTheme *theme,
              gpointer data)
{
  return ctn_canvas_figure_layout (data, width, metrics, theme);
}

static void
figure_cb (CtnCanvasView *self)
{
  GError *error = NULL;
  CtnCanvasFigure *figure =
      ctn_canvas_figure_new (get_reader (self), &self->subject, self->canvas, self->title, &error);
  AdwDialog *dialog;
  GtkWidget *view, *chart;

  if (figure == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  chart = GTK_WIDGET (ctn_chart_view_new ());
  g_object_set_data_full (G_OBJECT (dialog), "figure", figure,
                          (GDestroyNotify) ctn_canvas_figure_free);
  ctn_chart_view_set_name (CTN_CHART_VIEW (chart), ctn_canvas_get_label (self->canvas));
  ctn_chart_view_set_build (CTN_CHART_VIEW (chart), build_figure, figure);
  gtk_widget_set_vexpand (chart, TRUE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), chart);
  adw_dialog_set_title (dialog, ctn_canvas_get_label (self->canvas));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 900);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_present (dialog, GTK_WIDGET (self->page));
}

/* --- The view ------------------------------------------------------------------------------------ */

void
ctn_canvas_view_show (CtnCanvasView *self, CtnPage *page, gint64 id)
{
  static const char *const tables[] = { "canvas_entry", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  } else if (self->chain == id) {
    return;
  }
  self->chain = id;
  show_chain (self);
}

static void
narrowed (CtnCanvasView *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_grid_set_column_homogeneous (self->grid, !narrow);
  place_cards (self);
}

static void
apply_cb (CtnCanvasView *self)
{
  narrowed (self, TRUE);
}

static void
unapply_cb (CtnCanvasView *self)
{
  narrowed (self, FALSE);
}

static void
ctn_canvas_view_finalize (GObject *object)
{
  CtnCanvasView *self = CTN_CANVAS_VIEW (object);

  g_free (self->title);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (ctn_canvas_view_parent_class)->finalize (object);
}

static void
ctn_canvas_view_class_init (CtnCanvasViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_canvas_view_finalize;
}

static GtkWidget *
make_bar (CtnCanvasView *self)
{
  GtkWidget *bar = adw_wrap_box_new ();
  GtkWidget *sector = gtk_button_new_with_mnemonic (_ ("Of a S_ector…"));
  GtkWidget *figure = gtk_button_new_with_mnemonic (_ ("Show as _Figure"));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < CTN_N_CANVASES; i++)
    gtk_string_list_append (list, ctn_canvas_get_label (i));
  self->forms = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL));
  gtk_drop_down_set_selected (self->forms, self->canvas);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->forms), _ ("Form"));
  self->about = GTK_LABEL (gtk_label_new (NULL));
  self->back = gtk_button_new_with_mnemonic (_ ("_Back to the Value Chain"));
  gtk_label_set_ellipsize (self->about, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->about), "dim-label");
  g_signal_connect_object (self->forms, "notify::selected", G_CALLBACK (form_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sector, "clicked", G_CALLBACK (choose_sector_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (figure, "clicked", G_CALLBACK (figure_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (show_chain), self, G_CONNECT_SWAPPED);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (bar), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (bar), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->forms));
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->about));
  adw_wrap_box_append (ADW_WRAP_BOX (bar), self->back);
  adw_wrap_box_append (ADW_WRAP_BOX (bar), sector);
  adw_wrap_box_append (ADW_WRAP_BOX (bar), figure);
  return bar;
}

static void
ctn_canvas_view_init (CtnCanvasView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *bin = adw_breakpoint_bin_new ();
  AdwBreakpoint *breakpoint = adw_breakpoint_new (adw_breakpoint_condition_new_length (
      ADW_BREAKPOINT_CONDITION_MAX_WIDTH, NARROW, ADW_LENGTH_UNIT_SP));

  self->canvas = CTN_CANVAS_SWOT;
  self->cards = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, 9);
  gtk_grid_set_row_spacing (self->grid, 9);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  g_signal_connect_object (breakpoint, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (breakpoint, "unapply", G_CALLBACK (unapply_cb), self, G_CONNECT_SWAPPED);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), breakpoint);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), ctn_side_wrap (box, 1280));
  gtk_widget_set_size_request (bin, 300, 200);
  adw_bin_set_child (ADW_BIN (self), bin);
}
