#include "ctn-chain-map.h"

#include "ctn-chain-map-private.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 14.0
#define TITLE_SIZE 13.0
#define STAGE_SIZE 10.0
#define STAGE_SUBTITLE_SIZE 7.5
#define LANE_SIZE 9.0
#define LEGEND_SIZE 8.0
#define LANE_GUTTER 92.0
#define LANE_PADDING 8.0
#define CHEVRON_POINT 10.0
#define CHEVRON_GAP 3.0
#define DEFAULT_STAGE_WIDTH 130.0
#define LABEL_ROOM 30.0
#define MIN_CONTENT_WIDTH 240.0

/* Left and right, or upper and lower, end of a stage or lane; ordered like those in the data. */
typedef struct {
  double start, end;
} Extent;

/* The parts of the page. */
typedef struct {
  Extent *stages, *lanes;          /* (owned) in the caller's coordinates */
  CtnTextBlock **names;            /* (owned) of the stages */
  CtnTextBlock *title;             /* (owned) (nullable) */
  CtnLegend *legend;               /* (owned) (nullable) */
  double left, top, right, bottom; /* of the content, in the caller's coordinates */
  double gutter, header;           /* breadth left of it for lanes, height above it for stages */
  double width, height;            /* of the page */
} Page;

static void
grow (Extent *extent, double start, double end)
{
  extent->start = MIN (extent->start, start);
  extent->end = MAX (extent->end, end);
}

/* Stages without a width get that of their actors; without actors, a place after the one before. */
static void
find_stages (Page *page, const CtnMapData *data)
{
  double after = 0;

  page->stages = g_new (Extent, MAX (data->n_stages, 1));
  for (guint i = 0; i < data->n_stages; i++) {
    Extent *extent = &page->stages[i];

    *extent = (Extent) { INFINITY, -INFINITY };
    for (guint j = 0; j < data->n_actors; j++) {
      const cairo_rectangle_t *box = &data->actors[j].box;

      if (data->actors[j].stage == (int) i)
        grow (extent, box->x, box->x + box->width);
    }
    if (data->stages[i].width > 0)
      *extent = (Extent) { data->stages[i].x, data->stages[i].x + data->stages[i].width };
    else if (extent->start > extent->end)
      *extent = (Extent) { after, after + DEFAULT_STAGE_WIDTH };
    after = extent->end + 40;
  }
}

static void
find_lanes (Page *page, const CtnMapData *data)
{
  double after = 0;

  page->lanes = g_new (Extent, MAX (data->n_lanes, 1));
  for (guint i = 0; i < data->n_lanes; i++) {
    Extent *extent = &page->lanes[i];

    *extent = (Extent) { INFINITY, -INFINITY };
    for (guint j = 0; j < data->n_actors; j++) {
      const cairo_rectangle_t *box = &data->actors[j].box;

      if (data->actors[j].lane == (int) i)
        grow (extent, box->y - LANE_PADDING, box->y + box->height + LANE_PADDING);
    }
    if (data->lanes[i].height > 0)
      *extent = (Extent) { data->lanes[i].y, data->lanes[i].y + data->lanes[i].height };
    else if (extent->start > extent->end)
      *extent = (Extent) { after, after + 40 };
    after = extent->end + LANE_PADDING;
  }
}

/* Room for a label at the middle of a link that runs along the border. */
static void
grow_by_label (Extent *x, const CtnMapLink *link)
{
  const CtnPoint *p = &link->points[(link->n_points - 1) / 3 / 2 * 3];
  double middle = (p[0].x + 3 * p[1].x + 3 * p[2].x + p[3].x) / 8;

  grow (x, middle - LABEL_ROOM, middle + LABEL_ROOM);
}

static void
find_content (Page *page, const CtnMapData *data)
{
  Extent x = { INFINITY, -INFINITY }, y = { INFINITY, -INFINITY };

  for (guint i = 0; i < data->n_stages; i++)
    grow (&x, page->stages[i].start, page->stages[i].end);
  for (guint i = 0; i < data->n_lanes; i++)
    grow (&y, page->lanes[i].start, page->lanes[i].end);
  for (guint i = 0; i < data->n_actors; i++) {
    const cairo_rectangle_t *box = &data->actors[i].box;

    grow (&x, box->x, box->x + box->width);
    grow (&y, box->y, box->y + box->height);
  }
  for (guint i = 0; i < data->n_links; i++) {
    for (guint j = 0; data->links[i].points && j < data->links[i].n_points; j++) {
      grow (&x, data->links[i].points[j].x, data->links[i].points[j].x);
      grow (&y, data->links[i].points[j].y, data->links[i].points[j].y);
    }
    if (data->links[i].label && data->links[i].points && data->links[i].n_points >= 4)
      grow_by_label (&x, &data->links[i]);
  }
  if (x.start > x.end)
    x = (Extent) { 0, MIN_CONTENT_WIDTH };
  if (y.start > y.end)
    y = (Extent) { 0, 60 };
  page->left = x.start;
  page->right = MAX (x.end, x.start + MIN_CONTENT_WIDTH);
  page->top = y.start;
  page->bottom = y.end;
}

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

static void
make_legend (Page *page, const CtnMapping *self, double width)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (CtnLegendEntry));

  if (self->data->without_legend)
    return;
  add_actor_entries (entries, self->data, self->theme);
  add_link_entries (entries, self->data, self->theme);
  add_overlay_entries (entries, self->data, self->theme);
  page->legend =
      ctn_legend_new (self->metrics, self->theme, (const CtnLegendEntry *) (gpointer) entries->data,
                      entries->len, LEGEND_SIZE * self->scale, width, FALSE);
  ctn_legend_entries_clear ((CtnLegendEntry *) (gpointer) entries->data, entries->len);
}

/* Left and right end of a stage's chevron: half way to its neighbours where they are near. */
static Extent
get_chevron (const Page *page, const CtnMapData *data, guint i)
{
  Extent extent = page->stages[i];
  double before = 16, after = 16;

  for (guint j = 0; j < data->n_stages; j++) {
    const Extent *other = &page->stages[j];

    if (other->end <= page->stages[i].start && other->start < page->stages[i].start)
      before = MIN (before > 16 ? before : INFINITY, page->stages[i].start - other->end);
    else if (other->start >= page->stages[i].end && other->end > page->stages[i].end)
      after = MIN (after > 16 ? after : INFINITY, other->start - page->stages[i].end);
  }
  extent.start -= CLAMP (before / 2 - CHEVRON_GAP / 2, 0, 40);
  extent.end += CLAMP (after / 2 - CHEVRON_GAP / 2, 0, 40);
  return extent;
}

/* The part of the heading's height that a stage takes. */
static Extent
get_row (const CtnMapStage *stage)
{
  return stage->row_end > stage->row_start ? (Extent) { stage->row_start, stage->row_end }
                                           : (Extent) { 0, 1 };
}

static void
make_names (Page *page, const CtnMapping *self)
{
  const CtnMapData *data = self->data;

  page->names = g_new0 (CtnTextBlock *, MAX (data->n_stages, 1));
  for (guint i = 0; i < data->n_stages; i++) {
    Extent extent = get_chevron (page, data, i), row = get_row (&data->stages[i]);
    double room = MAX (extent.end - extent.start - 2 * CHEVRON_POINT - 6, 20);
    double subtitle =
        data->stages[i].subtitle ? STAGE_SUBTITLE_SIZE * self->scale * CTN_TEXT_LINE_HEIGHT : 0;

    page->names[i] = ctn_text_block_new (self->metrics, data->stages[i].name,
                                         STAGE_SIZE * self->scale, TRUE, room, 3);
    page->header =
        MAX (page->header, (page->names[i]->height + subtitle + 10) / (row.end - row.start));
  }
}

/* Divides the page; the caller's coordinates find their place in it. */
static void
page_init (Page *page, CtnMapping *self)
{
  const CtnMapData *data = self->data;
  double top = MARGIN;

  find_stages (page, data);
  find_lanes (page, data);
  find_content (page, data);
  make_names (page, self);
  page->gutter = data->n_lanes > 0 ? LANE_GUTTER * self->scale : 0;
  page->width = page->gutter + (page->right - page->left) + 2 * MARGIN + 2 * CHEVRON_POINT;
  if (data->title && *data->title != '\0') {
    page->title = ctn_text_block_new (self->metrics, data->title, TITLE_SIZE * self->scale, TRUE,
                                      page->width - 2 * MARGIN, 2);
    top += page->title->height + 8;
  }
  make_legend (page, self, page->width - 2 * MARGIN);
  if (page->header > 0)
    page->header += LANE_PADDING;
  self->origin = (CtnPoint) { MARGIN + CHEVRON_POINT + page->gutter - page->left,
                              top + page->header - page->top };
  page->height = top + page->header + (page->bottom - page->top) + MARGIN;
  if (page->legend && ctn_legend_get_height (page->legend) > 0)
    page->height += ctn_legend_get_height (page->legend) + 12;
}

static void
page_clear (Page *page, const CtnMapData *data)
{
  for (guint i = 0; i < data->n_stages; i++)
    ctn_text_block_unref (page->names[i]);
  g_free (page->names);
  g_free (page->stages);
  g_free (page->lanes);
  g_clear_pointer (&page->title, ctn_text_block_unref);
  g_clear_pointer (&page->legend, ctn_legend_free);
}

static void
add_title_and_legend (CtnMapping *self, const Page *page)
{
  CtnMarkInfo info = { .role = "title", .label = self->data->title, .z = CTN_MAP_Z_TEXT };

  if (page->title)
    ctn_scene_builder_add_text (self->builder, &info, page->title, MARGIN, MARGIN, CTN_ALIGN_LEFT,
                                self->theme->foreground);
  if (page->legend)
    ctn_legend_add (page->legend, self->builder, MARGIN,
                    page->height - MARGIN - ctn_legend_get_height (page->legend), CTN_MAP_Z_TEXT,
                    FALSE);
}

static void
add_lanes (CtnMapping *self, const Page *page)
{
  for (guint i = 0; i < self->data->n_lanes; i++) {
    const CtnMapLane *lane = &self->data->lanes[i];
    double size = LANE_SIZE * self->scale;
    double top = page->lanes[i].start + self->origin.y;
    double height = page->lanes[i].end - page->lanes[i].start;
    cairo_rectangle_t box = { MARGIN, top, page->width - 2 * MARGIN, height };
    guint n_lines = (guint) CLAMP (height / (size * CTN_TEXT_LINE_HEIGHT), 1, 4);
    g_autoptr (CtnPath) path = ctn_path_new ();
    g_autoptr (CtnTextBlock) text =
        ctn_text_block_new (self->metrics, lane->name, size, TRUE, page->gutter - 10, n_lines);
    CtnMarkInfo info = {
      .id = lane->id, .part = (int) i, .role = "lane", .label = lane->name, .z = CTN_MAP_Z_LANE
    };

    ctn_path_add_rectangle (path, &box, 4);
    ctn_scene_builder_add_path (
        self->builder, &info, path,
        &(CtnPaint) { .fill = i % 2 == 0 ? self->theme->lane : self->theme->background });
    info.role = "lane-name";
    info.min_scale = 4 / size;
    ctn_scene_builder_add_text (self->builder, &info, text, MARGIN + 6,
                                top + MAX (height - text->height, 0) / 2, CTN_ALIGN_LEFT,
                                self->theme->muted);
  }
}

/* The first chevron has a straight back. */
static void
append_chevron (CtnPath *path, const cairo_rectangle_t *box, gboolean first)
{
  double middle = box->y + box->height / 2, right = box->x + box->width, low = box->y + box->height;
  CtnPoint points[] = {
    { box->x, box->y }, { right, box->y }, { right + CHEVRON_POINT, middle },
    { right, low },     { box->x, low },   { first ? box->x : box->x + CHEVRON_POINT, middle }
  };

  ctn_path_add_polygon (path, points, G_N_ELEMENTS (points));
}

/* Name and, if there is one, subtitle, in the middle of the chevron. */
static void
add_stage_texts (CtnMapping *self, const Page *page, guint i, const cairo_rectangle_t *box)
{
  const CtnMapStage *stage = &self->data->stages[i];
  CtnMarkInfo info = { .id = stage->id,
                       .part = (int) i,
                       .role = "stage-name",
                       .z = CTN_MAP_Z_STAGE,
                       .min_scale = 4 / (STAGE_SIZE * self->scale) };
  double x = box->x + box->width / 2 + CHEVRON_POINT / 2, height = page->names[i]->height;
  double size = STAGE_SUBTITLE_SIZE * self->scale;
  g_autoptr (CtnTextBlock) subtitle =
      stage->subtitle ? ctn_text_block_new (self->metrics, stage->subtitle, size, FALSE,
                                            MAX (box->width - 2 * CHEVRON_POINT, 20), 1)
                      : NULL;
  double y = box->y + (box->height - height - (subtitle ? subtitle->height : 0)) / 2;

  ctn_scene_builder_add_text (self->builder, &info, page->names[i], x, y, CTN_ALIGN_CENTER,
                              self->theme->foreground);
  if (!subtitle)
    return;
  info.role = "stage-subtitle";
  ctn_scene_builder_add_text (self->builder, &info, subtitle, x, y + height, CTN_ALIGN_CENTER,
                              self->theme->foreground);
}

static void
add_stage (CtnMapping *self, const Page *page, guint i, gboolean first)
{
  const CtnMapStage *stage = &self->data->stages[i];
  Extent extent = get_chevron (page, self->data, i), row = get_row (stage);
  double height = page->header - LANE_PADDING;
  double gap = row.end < 1 ? CHEVRON_GAP : 0;
  cairo_rectangle_t box = { extent.start + self->origin.x,
                            page->top + self->origin.y - page->header + row.start * height,
                            MAX (extent.end - extent.start - CHEVRON_POINT / 2, 10),
                            (row.end - row.start) * height - gap };
  g_autoptr (CtnPath) path = ctn_path_new ();
  CtnPaint paint = { .fill = self->theme->header, .stroke = self->theme->muted, .width = 0.7 };
  CtnMarkInfo info = { .id = stage->id,
                       .part = (int) i,
                       .role = "stage",
                       .label = stage->name,
                       .value = stage->subtitle,
                       .reachable = TRUE,
                       .hit = CTN_HIT_FILL,
                       .z = CTN_MAP_Z_STAGE };

  if (stage->fill.alpha > 0)
    paint.fill = ctn_color_blend (self->theme->background, stage->fill);
  append_chevron (path, &box, first);
  ctn_scene_builder_add_path (self->builder, &info, path, &paint);
  add_stage_texts (self, page, i, &box);
}

static void
add_stages (CtnMapping *self, const Page *page)
{
  double leftmost = INFINITY;

  for (guint i = 0; i < self->data->n_stages; i++)
    leftmost = MIN (leftmost, page->stages[i].start);
  for (guint i = 0; i < self->data->n_stages; i++)
    add_stage (self, page, i, page->stages[i].start <= leftmost);
}

static void
describe (CtnMapping *self)
{
  const CtnMapData *data = self->data;
  g_autofree char *text = NULL;

  /* Translators: the numbers of stages, actors and links of a value chain. */
  text = g_strdup_printf (_ ("Value chain map; stages: %u, actors: %u, links: %u."), data->n_stages,
                          data->n_actors, data->n_links);
  ctn_scene_builder_set_title (self->builder, data->title);
  ctn_scene_builder_set_description (self->builder, text);
}

CtnScene *
ctn_chain_map_layout (const CtnMapData *data,
                      CtnMetrics *metrics,
                      const CtnTheme *theme,
                      CtnPoint *origin)
{
  CtnMapping self = {
    .data = data, .metrics = metrics, .theme = theme, .scale = ctn_metrics_get_text_scale (metrics)
  };
  Page page = { 0 };

  page_init (&page, &self);
  self.builder = ctn_scene_builder_new (page.width, page.height);
  ctn_scene_builder_set_background (self.builder, theme->background);
  describe (&self);
  add_title_and_legend (&self, &page);
  add_lanes (&self, &page);
  add_stages (&self, &page);
  ctn_chain_map_add_actors (&self);
  ctn_chain_map_add_links (&self);
  page_clear (&page, data);
  if (origin)
    *origin = self.origin;
  return ctn_scene_builder_end (self.builder);
}
