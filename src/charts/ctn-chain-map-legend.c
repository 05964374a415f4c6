/* What the symbols of a value-chain map mean: only those that it has. */
#include "ctn-chain-map-private.h"
#include <ctn-i18n.h>
#include <math.h>

#define SIZE 8.0

static CtnPath *
make_sample_box (CtnMapActorKind kind)
{
  cairo_rectangle_t box = { -9, -5, 18, 10 };
  CtnPath *path = ctn_path_new ();

  ctn_chain_map_append_actor (kind, &box, path);
  return path;
}

static void
add_actor_entries (GArray *entries, const CtnMapData *data, const CtnTheme *theme)
{
  static const char *const kinds[] = { N_ ("Actor"), N_ ("Supporter"), N_ ("Market") };
  static const char *const states[] = { NULL, NULL, N_ ("Planned"), N_ ("Missing"),
                                        N_ ("Taken Away") };
  gboolean has_kind[G_N_ELEMENTS (kinds)] = { FALSE };
  gboolean has_state[G_N_ELEMENTS (states)] = { FALSE };

  for (guint i = 0; i < data->n_actors; i++) {
    has_kind[MIN ((guint) data->actors[i].kind, G_N_ELEMENTS (kinds) - 1)] = TRUE;
    has_state[MIN ((guint) data->actors[i].state, G_N_ELEMENTS (states) - 1)] = TRUE;
  }
  for (guint i = 0; i < data->n_links; i++)
    has_state[MIN ((guint) data->links[i].state, G_N_ELEMENTS (states) - 1)] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    CtnLegendEntry entry = { .part = (int) i,
                             .label = _ (kinds[i]),
                             .paints = { ctn_chain_map_actor_paint (theme, CTN_MAP_EXISTING) } };

    if (!has_kind[i])
      continue;
    entry.paths[0] = make_sample_box ((CtnMapActorKind) i);
    g_array_append_val (entries, entry);
  }
  for (guint i = CTN_MAP_PLANNED; i < G_N_ELEMENTS (states); i++) {
    CtnLegendEntry entry = { .part = 10 + (int) i,
                             .label = _ (states[i]),
                             .paints = { ctn_chain_map_actor_paint (theme, (CtnMapState) i) } };

    if (!has_state[i])
      continue;
    entry.paths[0] = make_sample_box (CTN_MAP_ACTOR);
    g_array_append_val (entries, entry);
  }
}

static CtnPath *
make_sample_line (double y, double end)
{
  CtnPath *path = ctn_path_new ();

  ctn_path_move_to (path, -CTN_LEGEND_SAMPLE_WIDTH / 2, y);
  ctn_path_line_to (path, end, y);
  return path;
}

static void
add_link_entries (GArray *entries, const CtnMapData *data, const CtnTheme *theme)
{
  double end = CTN_LEGEND_SAMPLE_WIDTH / 2, thinnest = INFINITY, broadest = 0;

  for (guint kind = 0; kind < data->n_link_kinds; kind++) {
    CtnPaint paint = ctn_chain_map_link_paint (theme, kind, CTN_MAP_EXISTING, 1.5);
    CtnLegendEntry entry = { .part = 20 + (int) kind,
                             .label = data->link_kinds[kind],
                             .paints = { paint, { .fill = paint.stroke } } };
    gboolean used = FALSE;

    for (guint i = 0; i < data->n_links && !used; i++)
      used = data->links[i].kind == kind;
    if (!used)
      continue;
    entry.paths[0] = make_sample_line (0, end - 5);
    entry.paths[1] = ctn_path_new ();
    ctn_chain_map_append_head (kind, entry.paths[1], (CtnPoint) { end, 0 }, 1, 0, 7);
    g_array_append_val (entries, entry);
  }
  for (guint i = 0; i < data->n_links; i++) {
    thinnest = MIN (thinnest, data->links[i].width);
    broadest = MAX (broadest, data->links[i].width);
  }
  if (broadest > thinnest + 0.5) {
    CtnLegendEntry entry = { .part = 40,
                             .label = _ ("Broader: larger volume"),
                             .paths = { make_sample_line (-3, end), make_sample_line (2, end) },
                             .paints = { { .stroke = theme->muted, .width = 1 },
                                         { .stroke = theme->muted, .width = 4 } } };

    g_array_append_val (entries, entry);
  }
}

/* The name of what is laid over the map, and its palest and its strongest colour. */
static void
add_overlay_entries (GArray *entries, const CtnMapData *data, const CtnTheme *theme)
{
  const struct {
    const char *label;
    double strength;
  } colors[] = { { data->overlay_low, 0.15 }, { data->overlay_high, 1 } };

  for (guint i = 0; data->overlay_name && i < G_N_ELEMENTS (colors); i++) {
    CtnLegendEntry entry = { .part = 50 + (int) i, .paints = { { .width = 0.7 } } };
    /* Translators: what the colour stands for, and how much: “Jobs: 340”. */
    g_autofree char *label =
        colors[i].label ? g_strdup_printf (_ ("%s: %s"), data->overlay_name, colors[i].label)
                        : NULL;

    if (label == NULL)
      continue;
    entry.label = g_intern_string (label);
    entry.paints[0].fill = ctn_color_blend (
        theme->background, ctn_color_fade (data->overlay_color, colors[i].strength));
    entry.paints[0].stroke = theme->muted;
    entry.paths[0] = make_sample_box (CTN_MAP_ACTOR);
    g_array_append_val (entries, entry);
  }
}

CtnLegend *
ctn_chain_map_make_legend (const CtnMapping *self, double width)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (CtnLegendEntry));
  CtnLegend *legend;

  add_actor_entries (entries, self->data, self->theme);
  add_link_entries (entries, self->data, self->theme);
  add_overlay_entries (entries, self->data, self->theme);
  legend =
      ctn_legend_new (self->metrics, self->theme, (const CtnLegendEntry *) (gpointer) entries->data,
                      entries->len, SIZE * self->scale, width, FALSE);
  ctn_legend_entries_clear ((CtnLegendEntry *) (gpointer) entries->data, entries->len);
  return legend;
}
