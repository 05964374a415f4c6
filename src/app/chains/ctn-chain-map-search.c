#include <ctn-i18n.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-chain-map-view-private.h"

/* Ids of the actors whose names hold what is searched, in reading order. (transfer full) */
static GArray *
list_hits (CtnChainMapView *self)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (gint64));
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  g_autofree char *wanted = ctn_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  for (guint i = 0; *wanted != '\0' && scene != NULL && i < ctn_scene_get_n_reachable (scene);
       i++) {
    const CtnMarkInfo *info = &ctn_scene_get_mark (scene, ctn_scene_get_reachable (scene, i))->info;
    g_autofree char *name = info->connects ? ctn_text_fold (info->label) : NULL;

    if (name != NULL && strstr (name, wanted) != NULL)
      g_array_append_val (hits, info->id);
  }
  return hits;
}

/* All hits are selected; one is looked at. */
static void
show_hits (CtnChainMapView *self, GArray *hits)
{
  g_autofree CtnChartRef *refs = g_new0 (CtnChartRef, MAX (hits->len, 1));
  g_autofree char *text = NULL;
  GdkRectangle area;

  for (guint i = 0; i < hits->len; i++)
    refs[i] = (CtnChartRef) { "actor", g_array_index (hits, gint64, i) };
  ctn_chart_canvas_select (self->canvas, refs, hits->len);
  if (hits->len > 0)
    /* Translators: the number of the hit that is looked at, and of all hits of a search */
    text = g_strdup_printf (_ ("%u of %u"), self->hit + 1, hits->len);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    text = g_strdup (_ ("Not on the map"));
  gtk_label_set_text (GTK_LABEL (self->hits), text != NULL ? text : "");
  gtk_widget_set_visible (self->hits, text != NULL);
  if (hits->len == 0 || !ctn_chart_canvas_get_mark_area (
                            self->canvas, "actor", g_array_index (hits, gint64, self->hit), &area))
    return;
  if (area.x < 0 || area.y < 0 ||
      area.x + area.width > gtk_widget_get_width (GTK_WIDGET (self->canvas)) ||
      area.y + area.height > gtk_widget_get_height (GTK_WIDGET (self->canvas))) {
    double x = area.x + area.width / 2.0, y = area.y + area.height / 2.0;

    ctn_chart_canvas_to_scene (self->canvas, &x, &y);
    ctn_chart_canvas_center_on (self->canvas, x, y);
  }
  ctn_chart_canvas_set_highlight (self->canvas, "actor", g_array_index (hits, gint64, self->hit));
}

static void
searched_cb (CtnChainMapView *self)
{
  g_autoptr (GArray) hits = list_hits (self);

  self->hit = 0;
  ctn_chart_canvas_set_highlight (self->canvas, NULL, 0);
  show_hits (self, hits);
}

void
_ctn_chain_map_update_search (CtnChainMapView *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' &&
      gtk_widget_get_state_flags (GTK_WIDGET (self->search)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    searched_cb (self);
}

static void
step (CtnChainMapView *self, int by)
{
  g_autoptr (GArray) hits = list_hits (self);

  if (hits->len == 0)
    return;
  self->hit = (guint) ((int) (self->hit + hits->len) + by) % hits->len;
  show_hits (self, hits);
}

static void
next_cb (CtnChainMapView *self)
{
  step (self, 1);
}

static void
previous_cb (CtnChainMapView *self)
{
  step (self, -1);
}

/* Enter goes on with what was found: the keyboard is on the map then. */
static void
accept_cb (CtnChainMapView *self)
{
  g_autoptr (GArray) hits = list_hits (self);

  ctn_chart_canvas_set_highlight (self->canvas, NULL, 0);
  if (self->hit < hits->len)
    ctn_chain_map_view_focus (self, "actor", g_array_index (hits, gint64, self->hit));
}

static void
stop_cb (CtnChainMapView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  ctn_chart_canvas_set_highlight (self->canvas, NULL, 0);
  gtk_widget_child_focus (GTK_WIDGET (self->canvas), GTK_DIR_TAB_FORWARD);
}

void
ctn_chain_map_view_find (CtnChainMapView *self)
{
  ctn_page_focus_search (GTK_WIDGET (self->search));
}

void
_ctn_chain_map_add_search (CtnChainMapView *self)
{
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->hits = gtk_label_new (NULL);
  gtk_search_entry_set_placeholder_text (self->search, _ ("Find on the map"));
  gtk_search_entry_set_search_delay (self->search, 60);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->search), 26);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->search), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->hits, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->hits), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (self->hits, FALSE);
  ctn_chart_view_add_tool (self->chart, GTK_WIDGET (self->search));
  ctn_chart_view_add_tool (self->chart, self->hits);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (searched_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (accept_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->search, "previous-match", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_cb), self);
}
