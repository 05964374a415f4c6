#include "ctn-chain-map-view.h"

#include <glib/gi18n.h>

#include "ctn-chart-view.h"

struct _CtnChainMapView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the view is part of it */
  gint64 chain;
  CtnChainLanes lanes;
  CtnChainFigure *figure;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the layout under way */
  CtnChainOverlay *overlay;  /* (owned) (nullable) */
  CtnPoint origin;           /* of the layout in the scene */
  gint64 wanted;             /* an actor to focus once it is laid out */
  CtnChartView *chart;
};

enum { SIGNAL_ACTIVATED, SIGNAL_LAID_OUT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChainMapView, ctn_chain_map_view, ADW_TYPE_BIN)

/* What the worker needs. */
typedef struct {
  CtnChain *chain;          /* (owned) (nullable) until the figure has it */
  CtnChainFigure *previous; /* (owned) (nullable) */
  CtnChainLanes lanes;
} Layout;

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_clear_pointer (&layout->chain, ctn_chain_free);
  g_clear_pointer (&layout->previous, ctn_chain_figure_unref);
  g_free (layout);
}

static void
layout_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Layout *layout = task_data;
  const CtnChainFigureOptions options = { layout->lanes, layout->previous };
  GError *error = NULL;
  CtnChainFigure *figure =
      ctn_chain_figure_new (g_steal_pointer (&layout->chain), &options, cancellable, &error);

  if (figure != NULL)
    g_task_return_pointer (task, figure, (GDestroyNotify) ctn_chain_figure_unref);
  else
    g_task_return_error (task, error);
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
  ctn_chart_view_set_name (self->chart, ctn_chain_figure_get_chain (figure)->name);
  ctn_chart_view_invalidate (self->chart);
  if (first)
    ctn_chart_view_zoom_to_fit (self->chart);
  if (self->wanted != 0 && ctn_chart_view_focus_mark (self->chart, "actor", self->wanted))
    self->wanted = 0;
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
  chain = ctn_chain_load (ctn_project_get_reader (ctn_page_get_project (self->page)), self->chain,
                          &error);
  if (chain == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  layout = g_new0 (Layout, 1);
  layout->chain = chain;
  layout->lanes = self->lanes;
  layout->previous = self->figure != NULL ? ctn_chain_figure_ref (self->figure) : NULL;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, laid_out_cb, NULL);
  g_task_set_task_data (task, layout, layout_free);
  g_task_run_in_thread (task, layout_thread);
}

static void
changed_cb (CtnChainMapView *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "chain") ||
      ctn_change_set_has_table (changes, "chain_stage") ||
      ctn_change_set_has_table (changes, "chain_actor") ||
      ctn_change_set_has_table (changes, "chain_link") ||
      ctn_change_set_has_table (changes, "organisation"))
    lay_out (self);
}

static CtnScene *
build (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnChainMapView *self = data;

  return self->figure != NULL ? ctn_chain_figure_layout_with (self->figure, self->overlay, metrics,
                                                              theme, &self->origin)
                              : NULL;
}

void
ctn_chain_map_view_show (CtnChainMapView *self, CtnPage *page, gint64 id)
{
  if (self->page == NULL) {
    self->page = page;
    g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  if (self->chain == id)
    return;
  self->chain = id;
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  ctn_chart_view_invalidate (self->chart);
  lay_out (self);
}

void
ctn_chain_map_view_set_lanes (CtnChainMapView *self, CtnChainLanes lanes)
{
  if (self->lanes == lanes)
    return;
  self->lanes = lanes;
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  lay_out (self);
}

void
ctn_chain_map_view_set_overlay (CtnChainMapView *self, CtnChainOverlay *overlay)
{
  if (self->overlay == NULL && overlay == NULL)
    return;
  g_clear_pointer (&self->overlay, ctn_chain_overlay_free);
  self->overlay = overlay;
  ctn_chart_view_invalidate (self->chart);
}

CtnChainFigure *
ctn_chain_map_view_get_figure (CtnChainMapView *self)
{
  return self->figure;
}

void
ctn_chain_map_view_focus (CtnChainMapView *self, const char *role, gint64 id)
{
  ctn_chart_view_focus_mark (self->chart, role, id);
}

void
ctn_chain_map_view_focus_actor (CtnChainMapView *self, gint64 actor)
{
  self->wanted = ctn_chart_view_focus_mark (self->chart, "actor", actor) ? 0 : actor;
}

static void
dropped (CtnChainMapView *self, gint64 id, double x, double y)
{
  CtnProject *project = ctn_page_get_project (self->page);
  CtnChain *chain = ctn_chain_figure_get_chain (self->figure);
  int index = ctn_chain_find_actor (chain, id);
  int stage = ctn_chain_figure_get_stage_at (self->figure, x);
  GError *error = NULL;
  gboolean ok;

  if (index < 0)
    return;
  if (stage >= 0 && stage != ctn_chain_get_actor (chain, (guint) index)->stage)
    ok = ctn_chain_move_actor (project, id, ctn_chain_get_stage (chain, (guint) stage)->id, &error);
  else
    ok = ctn_chain_pin_actor (project, id, x, y, &error);
  if (!ok)
    ctn_page_report (self->page, error);
}

static void
dragged_cb (CtnChainMapView *self,
            const char *role,
            gint64 id,
            int part,
            double x,
            double y,
            gboolean done)
{
  if (done && self->figure != NULL)
    dropped (self, id, x - self->origin.x, y - self->origin.y);
}

static void
activated_cb (CtnChainMapView *self, const char *role, gint64 id)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, role, id);
}

static void
ctn_chain_map_view_dispose (GObject *object)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  g_clear_pointer (&self->overlay, ctn_chain_overlay_free);
  self->page = NULL;

  G_OBJECT_CLASS (ctn_chain_map_view_parent_class)->dispose (object);
}

static void
ctn_chain_map_view_class_init (CtnChainMapViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_chain_map_view_dispose;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_LAID_OUT] =
      g_signal_new ("laid-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_chain_map_view_init (CtnChainMapView *self)
{
  self->chart = ctn_chart_view_new ();
  ctn_chart_view_set_zoomable (self->chart, TRUE);
  ctn_chart_view_set_draggable (self->chart, "actor");
  ctn_chart_view_set_build (self->chart, build, self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->chart));
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "dragged", G_CALLBACK (dragged_cb), self,
                           G_CONNECT_SWAPPED);
}
