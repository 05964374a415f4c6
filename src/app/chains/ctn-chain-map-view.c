#include <ctn-i18n.h>

#include "ctn-chain-map-view-private.h"
#include "ctn-status-page.h"

#define MIN_OVERVIEW_WIDTH                                                                         \
  620 /* pixels of the map below which there is no room for the small one */

/* On a small screen a map is first looked at from its beginning, so large that names can be read, and not as a whole. */
#define READABLE 0.94

enum { SIGNAL_ACTIVATED, SIGNAL_LAID_OUT, SIGNAL_ADD_WANTED, SIGNAL_SELECTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChainMapView, ctn_chain_map_view, ADW_TYPE_BIN)

CtnProject *
_ctn_chain_map_get_project (CtnChainMapView *self)
{
  return ctn_page_get_project (self->page);
}

CtnChain *
_ctn_chain_map_get_chain (CtnChainMapView *self)
{
  return self->figure != NULL ? ctn_chain_figure_get_chain (self->figure) : NULL;
}

gboolean
_ctn_chain_map_settle (CtnChainMapView *self, gboolean ok, GError *error)
{
  if (!ok && error != NULL)
    ctn_page_report (self->page, error);
  return ok;
}

/* What is chosen --------------------------------------------------------------------------------- */

GArray *
ctn_chain_map_view_list_selected (CtnChainMapView *self, const char *role)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *selected = ctn_chart_canvas_get_selected (self->canvas);

  for (guint i = 0; i < selected->len; i++) {
    const CtnChartRef *ref = &g_array_index (selected, CtnChartRef, i);

    if (g_str_equal (ref->role, role))
      g_array_append_val (ids, ref->id);
  }
  return ids;
}

GArray *
_ctn_chain_map_list_chosen (CtnChainMapView *self, const char *role)
{
  GArray *ids = ctn_chain_map_view_list_selected (self, role);
  CtnChartRef focused;

  if (ctn_chart_canvas_get_selected (self->canvas)->len == 0 &&
      ctn_chart_canvas_get_focused (self->canvas, &focused) && g_str_equal (focused.role, role))
    g_array_append_val (ids, focused.id);
  return ids;
}

gint64
_ctn_chain_map_get_chosen (CtnChainMapView *self, const char *role)
{
  g_autoptr (GArray) ids = _ctn_chain_map_list_chosen (self, role);

  return ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

gint64
_ctn_chain_map_get_stage (CtnChainMapView *self)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  gint64 stage = _ctn_chain_map_get_chosen (self, "stage");
  gint64 actor = _ctn_chain_map_get_chosen (self, "actor");
  int index = chain != NULL && actor != 0 ? ctn_chain_find_actor (chain, actor) : -1;

  if (chain == NULL || chain->stages->len == 0)
    return 0;
  if (stage == 0 && index >= 0 && ctn_chain_get_actor (chain, (guint) index)->stage >= 0)
    stage =
        ctn_chain_get_stage (chain, (guint) ctn_chain_get_actor (chain, (guint) index)->stage)->id;
  if (stage == 0)
    stage = self->stage;
  return ctn_chain_find_stage (chain, stage) >= 0 ? stage : ctn_chain_get_stage (chain, 0)->id;
}

gint64
_ctn_chain_map_get_stage_at (CtnChainMapView *self, double x, double y)
{
  int index =
      self->figure != NULL
          ? ctn_chain_figure_get_stage_at (self->figure, x - self->origin.x, y - self->origin.y)
          : -1;

  return index >= 0 ? ctn_chain_get_stage (_ctn_chain_map_get_chain (self), (guint) index)->id : 0;
}

static gboolean
focus_wanted (CtnChainMapView *self)
{
  if (self->wanted == 0 ||
      !ctn_chart_canvas_focus_mark (self->canvas, self->wanted_role, self->wanted))
    return FALSE;
  ctn_chart_canvas_select (self->canvas, &(CtnChartRef) { self->wanted_role, self->wanted }, 1);
  self->wanted = 0;
  return TRUE;
}

void
_ctn_chain_map_want (CtnChainMapView *self, const char *role, gint64 id)
{
  self->wanted_role = g_intern_string (role);
  self->wanted = id;
}

/* Layout ----------------------------------------------------------------------------------------- */

/* What the worker needs. */
typedef struct {
  CtnChain *chain;          /* (owned) (nullable) until the figure has it */
  CtnChainFigure *previous; /* (owned) (nullable) */
  CtnChainLanes lanes;
  CtnLayoutDirection direction;
} Layout;

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_clear_pointer (&layout->chain, ctn_chain_unref);
  g_clear_pointer (&layout->previous, ctn_chain_figure_unref);
  g_free (layout);
}

static void
layout_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Layout *layout = task_data;
  const CtnChainFigureOptions options = { layout->lanes, layout->direction, layout->previous };
  GError *error = NULL;
  CtnChainFigure *figure =
      ctn_chain_figure_new (g_steal_pointer (&layout->chain), &options, cancellable, &error);

  if (figure != NULL)
    g_task_return_pointer (task, figure, (GDestroyNotify) ctn_chain_figure_unref);
  else
    g_task_return_error (task, error);
}

static void
update_hints (CtnChainMapView *self)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);

  gtk_widget_set_visible (self->no_stages, chain != NULL && chain->stages->len == 0);
  gtk_widget_set_visible (self->no_actors,
                          chain != NULL && chain->stages->len > 0 && chain->actors->len == 0);
}

/* The small map is there when the large one does not show everything, and there is room for it. */
static void
update_overview (CtnChainMapView *self)
{
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  graphene_rect_t seen, all;

  ctn_chart_canvas_get_visible (self->canvas, &seen);
  if (scene != NULL)
    graphene_rect_init (&all, 3, 3, (float) ctn_scene_get_width (scene) - 6,
                        (float) ctn_scene_get_height (scene) - 6);
  gtk_widget_set_visible (GTK_WIDGET (self->overview),
                          scene != NULL && !graphene_rect_contains_rect (&seen, &all) &&
                              gtk_widget_get_width (GTK_WIDGET (self)) >= MIN_OVERVIEW_WIDTH);
}

static void
look_at_beginning (CtnChainMapView *self)
{
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  double width = gtk_widget_get_width (GTK_WIDGET (self->canvas));
  double height = gtk_widget_get_height (GTK_WIDGET (self->canvas));
  gboolean top_down = self->direction == CTN_LAYOUT_TOP_DOWN;

  if (scene == NULL || width >= MIN_OVERVIEW_WIDTH ||
      MIN (width / ctn_scene_get_width (scene), height / ctn_scene_get_height (scene)) >= READABLE)
    return;
  ctn_chart_canvas_set_look (self->canvas, READABLE,
                             top_down ? ctn_scene_get_width (scene) / 2 : width / 2 / READABLE,
                             top_down ? height / 2 / READABLE : ctn_scene_get_height (scene) / 2);
}

/* As it was looked at the last time, or as it is looked at first. */
static void
apply_look (CtnChainMapView *self)
{
  if (!self->look_wanted || self->figure == NULL ||
      gtk_widget_get_width (GTK_WIDGET (self->canvas)) <= 0)
    return;
  self->look_wanted = FALSE;
  if (self->look[0] > 0)
    ctn_chart_canvas_set_look (self->canvas, self->look[0], self->look[1], self->look[2]);
  else
    look_at_beginning (self);
}

static void
laid_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (source);
  gboolean first = self->figure == NULL;
  GError *error = NULL;
  CtnChainFigure *figure = g_task_propagate_pointer (G_TASK (result), &error);

  if (figure == NULL) {
    if (self->page != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      ctn_page_report (self->page, error);
    else
      g_error_free (error);
    return;
  }
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  self->figure = figure;
  self->figure_lanes = self->lanes;
  ctn_chart_canvas_set_top_down (self->canvas, self->direction == CTN_LAYOUT_TOP_DOWN);
  ctn_chart_view_set_name (self->chart, ctn_chain_figure_get_chain (figure)->name);
  if (first)
    ctn_chart_view_invalidate (self->chart);
  else
    ctn_chart_view_change (self->chart);
  if (first || self->turned)
    ctn_chart_view_zoom_to_fit (self->chart);
  self->turned = FALSE;
  apply_look (self);
  ctn_chart_overview_update (self->overview);
  update_hints (self);
  update_overview (self);
  focus_wanted (self);
  if (self->beginning && gtk_widget_get_visible (self->no_stages))
    gtk_widget_child_focus (self->no_stages, GTK_DIR_TAB_FORWARD);
  self->beginning = FALSE;
  _ctn_chain_map_update_search (self);
  g_signal_emit (self, signals[SIGNAL_LAID_OUT], 0);
}

static void
lay_out (CtnChainMapView *self)
{
  Layout *layout;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  CtnChain *chain;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->chain == 0)
    return;
  chain = ctn_chain_load (ctn_project_get_reader (_ctn_chain_map_get_project (self)), self->chain,
                          &error);
  if (chain == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  layout = g_new0 (Layout, 1);
  layout->chain = chain;
  layout->lanes = self->lanes;
  layout->direction = self->direction;
  if (self->figure != NULL && self->figure_lanes == self->lanes)
    layout->previous = ctn_chain_figure_ref (self->figure);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, laid_out_cb, NULL);
  g_task_set_task_data (task, layout, layout_free);
  g_task_run_in_thread (task, layout_thread);
}

static CtnScene *
build (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnChainMapView *self = data;

  /* Without stages there is nothing to draw: what to do first stands there instead. */
  if (self->figure == NULL || _ctn_chain_map_get_chain (self)->stages->len == 0)
    return NULL;
  return ctn_chain_figure_layout_with (self->figure, self->overlay, metrics, theme, &self->origin);
}

void
ctn_chain_map_view_show (CtnChainMapView *self, CtnPage *page, gint64 id)
{
  static const char *const tables[] = { "chain",      "chain_stage",  "chain_actor",
                                        "chain_link", "organisation", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) lay_out);
    /* Findings and figures on the other sides are of the chain that is laid out. */
    ctn_watch_set_scope (self->watch, GTK_WIDGET (page));
  }
  if (self->chain == id)
    return;
  self->chain = id;
  self->stage = 0;
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  ctn_chart_canvas_select (self->canvas, NULL, 0);
  ctn_chart_view_invalidate (self->chart);
  update_hints (self);
  ctn_watch_refresh (self->watch);
}

void
ctn_chain_map_view_begin (CtnChainMapView *self)
{
  self->beginning = TRUE;
}

/* Everything finds a new place; nothing that was before is worth keeping, but the eye can follow. */
void
ctn_chain_map_view_set_lanes (CtnChainMapView *self, CtnChainLanes lanes)
{
  if (self->lanes == lanes)
    return;
  self->lanes = lanes;
  ctn_watch_refresh (self->watch);
}

/* The order within the stages stays, so that the turned map is recognised. */
void
ctn_chain_map_view_set_direction (CtnChainMapView *self, CtnLayoutDirection direction)
{
  if (self->direction == direction)
    return;
  self->direction = direction;
  self->turned = TRUE;
  ctn_watch_refresh (self->watch);
}

void
ctn_chain_map_view_set_editable (CtnChainMapView *self, gboolean editable)
{
  ctn_chart_canvas_set_editable (self->canvas, editable);
  ctn_chart_view_set_draggable (self->chart, editable ? "actor stage" : NULL);
  if (!editable)
    ctn_chart_canvas_select (self->canvas, NULL, 0);
}

void
ctn_chain_map_view_set_overlay (CtnChainMapView *self, CtnChainOverlay *overlay)
{
  if (self->overlay == NULL && overlay == NULL)
    return;
  g_clear_pointer (&self->overlay, ctn_chain_overlay_free);
  self->overlay = overlay;
  ctn_chart_view_invalidate (self->chart);
  ctn_chart_overview_update (self->overview);
}

void
ctn_chain_map_view_get_look (CtnChainMapView *self, double *scale, double *x, double *y)
{
  ctn_chart_canvas_get_look (self->canvas, scale, x, y);
}

void
ctn_chain_map_view_set_look (CtnChainMapView *self, double scale, double x, double y)
{
  self->look[0] = scale;
  self->look[1] = x;
  self->look[2] = y;
  self->look_wanted = TRUE;
  apply_look (self);
}

CtnChainFigure *
ctn_chain_map_view_get_figure (CtnChainMapView *self)
{
  return self->figure;
}

void
ctn_chain_map_view_focus (CtnChainMapView *self, const char *role, gint64 id)
{
  _ctn_chain_map_want (self, role, id);
  focus_wanted (self);
}

/* Signals of the chart --------------------------------------------------------------------------- */

static void
dragged_cb (CtnChainMapView *self,
            const char *role,
            gint64 id,
            int part,
            double x,
            double y,
            gboolean done)
{
  if (self->figure != NULL)
    _ctn_chain_map_drag (self, role, id, x, y, done);
}

static void
connected_cb (CtnChainMapView *self,
              const char *role,
              gint64 id,
              const char *to_role,
              gint64 to,
              double x,
              double y)
{
  if (g_str_equal (role, "actor") && g_str_equal (to_role, "actor") && id != to)
    _ctn_chain_map_connect (self, id, to);
}

static void
edit_cb (CtnChainMapView *self, const char *role, gint64 id, double x, double y)
{
  gint64 stage = _ctn_chain_map_get_stage_at (self, x, y);

  if (id != 0)
    _ctn_chain_map_rename (self, role, id);
  else if (stage != 0)
    g_signal_emit (self, signals[SIGNAL_ADD_WANTED], 0, stage);
}

static void
selection_changed_cb (CtnChainMapView *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
activated_cb (CtnChainMapView *self, const char *role, gint64 id)
{
  if (g_str_equal (role, "stage"))
    self->stage = id;
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, role, id);
}

/* ------------------------------------------------------------------------------------------------ */

static void
ctn_chain_map_view_dispose (GObject *object)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->rename, gtk_widget_unparent);
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  g_clear_pointer (&self->overlay, ctn_chain_overlay_free);
  self->page = NULL;

  G_OBJECT_CLASS (ctn_chain_map_view_parent_class)->dispose (object);
}

/* After its context menu and its fields the keyboard is back on the map. */
static gboolean
ctn_chain_map_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CTN_CHAIN_MAP_VIEW (widget)->canvas));
}

static void
ctn_chain_map_view_class_init (CtnChainMapViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chain_map_view_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = ctn_chain_map_view_grab_focus;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_LAID_OUT] =
      g_signal_new ("laid-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ADD_WANTED] = g_signal_new ("add-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_SELECTED] =
      g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  _ctn_chain_map_install_actions (GTK_WIDGET_CLASS (klass));
}

static GtkWidget *
make_no_stages (void)
{
  return ctn_status_page_new (
      "ctn-value-chain-symbolic", _ ("No Stages Yet"),
      _ ("A chain is a row of stages, from raw materials to the market. Begin with the first one."),
      ctn_pill_button_new (_ ("Add a _Stage…"), "canvas.stage-behind"));
}

static GtkWidget *
make_no_actors (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label =
      gtk_label_new (_ ("Drag partners onto the map, or press Insert and type their names."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), ctn_pill_button_new (_ ("_Place Actors…"), "chains.place"));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (box, 48);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

static void
make_overlay (CtnChainMapView *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->overview = ctn_chart_overview_new (self->canvas);
  self->no_stages = make_no_stages ();
  self->no_actors = make_no_actors ();
  gtk_widget_set_halign (GTK_WIDGET (self->overview), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->overview), GTK_ALIGN_END);
  gtk_widget_set_margin_end (GTK_WIDGET (self->overview), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->overview), 12);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->chart));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->overview));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->no_actors);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->no_stages);
  gtk_widget_set_visible (GTK_WIDGET (self->overview), FALSE);
  update_hints (self);
  adw_bin_set_child (ADW_BIN (self), overlay);
}

static void
ctn_chain_map_view_init (CtnChainMapView *self)
{
  self->chart = ctn_chart_view_new ();
  self->canvas = ctn_chart_view_get_canvas (self->chart);
  ctn_chart_view_set_zoomable (self->chart, TRUE);
  ctn_chain_map_view_set_editable (self, TRUE);
  ctn_chart_view_set_build (self->chart, build, self);
  make_overlay (self);
  _ctn_chain_map_add_search (self);
  _ctn_chain_map_add_drop (self);
  _ctn_chain_map_add_keys (self);
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "dragged", G_CALLBACK (dragged_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "context-menu", G_CALLBACK (_ctn_chain_map_show_menu), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "connected", G_CALLBACK (connected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "resized", G_CALLBACK (apply_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "moved", G_CALLBACK (update_overview), self,
                           G_CONNECT_SWAPPED);
}
