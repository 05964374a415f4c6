#include "ctn-chain-map.h"

#include "ctn-chain-map-private.h"
#include <ctn-i18n.h>
#include <math.h>

#define MARGIN 14.0
#define TITLE_SIZE 13.0
#define STAGE_SIZE 10.0
#define STAGE_SUBTITLE_SIZE 7.5
#define LANE_SIZE 9.0
#define LANE_GUTTER 92.0
#define STAGE_GUTTER 96.0 /* at most */
#define SIDE_PADDING 12.0
#define LANE_PADDING 8.0
#define CHEVRON_POINT 10.0
#define CHEVRON_GAP 3.0
#define DEFAULT_STAGE_WIDTH 130.0
#define MIN_CONTENT_WIDTH 240.0
#define LABEL_PADDING 2.0
#define MAX_NAME_LINES 3 /* of a stage */

/* Left and right, or upper and lower, end of a stage or lane; ordered like those in the data. */
typedef struct {
  double start, end;
} Extent;

/* The parts of the page. Stages follow each other along the map, lanes across it. */
typedef struct {
  Extent *stages, *lanes;          /* (owned) in the caller's coordinates */
  CtnTextBlock **names;            /* (owned) of the stages */
  CtnTextBlock *title;             /* (owned) (nullable) */
  CtnLegend *legend;               /* (owned) (nullable) */
  double left, top, right, bottom; /* of the content, in the caller's coordinates */
  double gutter, header;           /* room beside it for the names of lanes, and of stages */
  double side, above;              /* which of these is left of it, and which above */
  CtnPoint point;                  /* room for the points of chevrons, at both ends */
  double width, height;            /* of the page */
} Page;

static Extent
get_along (const CtnMapData *data, const cairo_rectangle_t *box)
{
  return data->top_down ? (Extent) { box->y, box->y + box->height }
                        : (Extent) { box->x, box->x + box->width };
}

static Extent
get_across (const CtnMapData *data, const cairo_rectangle_t *box)
{
  return data->top_down ? (Extent) { box->x, box->x + box->width }
                        : (Extent) { box->y, box->y + box->height };
}

static void
grow (Extent *extent, double start, double end)
{
  extent->start = MIN (extent->start, start);
  extent->end = MAX (extent->end, end);
}

/* Stages without a length get that of their actors; without actors, a place after the one before. */
static void
find_stages (Page *page, const CtnMapData *data)
{
  double after = 0;

  page->stages = g_new (Extent, MAX (data->n_stages, 1));
  for (guint i = 0; i < data->n_stages; i++) {
    Extent *extent = &page->stages[i];

    *extent = (Extent) { INFINITY, -INFINITY };
    for (guint j = 0; j < data->n_actors; j++) {
      Extent along = get_along (data, &data->actors[j].box);

      if (data->actors[j].stage == (int) i)
        grow (extent, along.start, along.end);
    }
    if (data->stages[i].length > 0)
      *extent = (Extent) { data->stages[i].start, data->stages[i].start + data->stages[i].length };
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
      Extent across = get_across (data, &data->actors[j].box);

      if (data->actors[j].lane == (int) i)
        grow (extent, across.start - LANE_PADDING, across.end + LANE_PADDING);
    }
    if (data->lanes[i].breadth > 0)
      *extent = (Extent) { data->lanes[i].start, data->lanes[i].start + data->lanes[i].breadth };
    else if (extent->start > extent->end)
      *extent = (Extent) { after, after + 40 };
    after = extent->end + LANE_PADDING;
  }
}

/* Room for a label at the middle of a link that runs along the border. */
static void
grow_by_label (Extent *x, const CtnMapLink *link, const CtnMapping *self)
{
  CtnPoint middle = ctn_chain_map_get_point (link->points, link->n_points, 0.5);
  double room = CTN_MAP_LABEL_WIDTH * self->scale / 2;

  if (middle.x - room >= x->start && middle.x + room <= x->end)
    return;
  room = ctn_chain_map_get_label_width (self, link) / 2 + LABEL_PADDING;
  grow (x, middle.x - room, middle.x + room);
}

static void
find_content (Page *page, CtnMapping *self)
{
  const CtnMapData *data = self->data;
  Extent x = { INFINITY, -INFINITY }, y = { INFINITY, -INFINITY };

  for (guint i = 0; i < data->n_actors; i++) {
    const cairo_rectangle_t *box = &data->actors[i].box;

    grow (&x, box->x, box->x + box->width);
    grow (&y, box->y, box->y + box->height);
  }
  self->side = x.end;
  for (guint i = 0; i < data->n_stages; i++)
    grow (data->top_down ? &y : &x, page->stages[i].start, page->stages[i].end);
  for (guint i = 0; i < data->n_lanes; i++)
    grow (data->top_down ? &x : &y, page->lanes[i].start, page->lanes[i].end);
  for (guint i = 0; i < data->n_links; i++)
    for (guint j = 0; data->links[i].points && j < data->links[i].n_points; j++) {
      grow (&x, data->links[i].points[j].x, data->links[i].points[j].x);
      grow (&y, data->links[i].points[j].y, data->links[i].points[j].y);
    }
  for (guint i = 0; i < data->n_links; i++)
    if (data->links[i].label && data->links[i].points && data->links[i].n_points >= 4)
      grow_by_label (&x, &data->links[i], self);
  if (x.start > x.end)
    x = (Extent) { 0, MIN_CONTENT_WIDTH };
  if (y.start > y.end)
    y = (Extent) { 0, 60 };
  page->left = x.start;
  page->right = MAX (x.end, x.start + MIN_CONTENT_WIDTH);
  page->top = y.start;
  page->bottom = y.end;
}

/* Both ends of a stage's chevron: half way to its neighbours where they are near. */
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

/* The part of the heading that a stage takes. */
static Extent
get_row (const CtnMapStage *stage)
{
  return stage->row_end > stage->row_start ? (Extent) { stage->row_start, stage->row_end }
                                           : (Extent) { 0, 1 };
}

/* Left of a map from top to bottom: no broader than the name is in its lines, which part between words. (transfer
 * full) */
static CtnTextBlock *
make_side_name (const CtnMapping *self, const char *text)
{
  double size = STAGE_SIZE * self->scale, room = STAGE_GUTTER * self->scale - SIDE_PADDING;
  g_autoptr (CtnTextFlow) flow = ctn_text_flow_new (self->metrics, text, TRUE);
  CtnTextFit whole, fit;
  double width = room;

  ctn_text_flow_fit (flow, size, room, MAX_NAME_LINES, &whole);
  for (double trial = room; trial > room / 3; trial -= room / 24) {
    ctn_text_flow_fit (flow, size, trial, MAX_NAME_LINES, &fit);
    if (fit.cut != whole.cut || fit.n_hyphens > whole.n_hyphens)
      break;
    width = trial;
  }
  return ctn_text_block_new (self->metrics, text, size, TRUE, width, MAX_NAME_LINES);
}

/* The names of the stages, and the room that they need: as high as they get in their columns, or a breadth
 * for each of the parts that share a row. */
static void
make_names (Page *page, const CtnMapping *self)
{
  const CtnMapData *data = self->data;

  page->names = g_new0 (CtnTextBlock *, MAX (data->n_stages, 1));
  for (guint i = 0; i < data->n_stages; i++) {
    const CtnMapStage *stage = &data->stages[i];
    Extent extent = get_chevron (page, data, i), row = get_row (stage);
    double room = MAX (extent.end - extent.start - 2 * CHEVRON_POINT - 6, 20);
    double subtitle =
        stage->subtitle ? STAGE_SUBTITLE_SIZE * self->scale * CTN_TEXT_LINE_HEIGHT : 0;
    double need;

    if (data->top_down) {
      page->names[i] = make_side_name (self, stage->name);
      need = subtitle > 0 ? STAGE_GUTTER * self->scale : page->names[i]->width + SIDE_PADDING;
    } else {
      page->names[i] = ctn_text_block_new (self->metrics, stage->name, STAGE_SIZE * self->scale,
                                           TRUE, room, MAX_NAME_LINES);
      need = page->names[i]->height + subtitle + 10;
    }
    page->header = MAX (page->header, need / (row.end - row.start));
  }
}

static double
get_length (const Extent *extent)
{
  return extent->end - extent->start;
}

/* The name of a lane, left of it or above it. (transfer full) */
static CtnTextBlock *
make_lane_name (const Page *page, const CtnMapping *self, guint i)
{
  double size = LANE_SIZE * self->scale, length = get_length (&page->lanes[i]);
  guint n_lines = (guint) CLAMP (length / (size * CTN_TEXT_LINE_HEIGHT), 1, 4);

  if (self->data->top_down)
    return ctn_text_block_new (self->metrics, self->data->lanes[i].name, size, TRUE,
                               MAX (length - 8, 20), 3);
  return ctn_text_block_new (self->metrics, self->data->lanes[i].name, size, TRUE,
                             page->gutter - 10, n_lines);
}

static double
find_gutter (const Page *page, const CtnMapping *self)
{
  double gutter = 0;

  if (self->data->n_lanes == 0)
    return 0;
  if (!self->data->top_down)
    return LANE_GUTTER * self->scale;
  for (guint i = 0; i < self->data->n_lanes; i++) {
    g_autoptr (CtnTextBlock) name = make_lane_name (page, self, i);

    gutter = MAX (gutter, name->height + 10);
  }
  return gutter;
}

/* Divides the page; the caller's coordinates find their place in it. */
static void
page_init (Page *page, CtnMapping *self)
{
  const CtnMapData *data = self->data;
  double top = MARGIN;

  find_stages (page, data);
  find_lanes (page, data);
  find_content (page, self);
  make_names (page, self);
  page->gutter = find_gutter (page, self);
  if (page->header > 0)
    page->header += LANE_PADDING;
  page->side = data->top_down ? page->header : page->gutter;
  page->above = data->top_down ? page->gutter : page->header;
  page->point = data->top_down ? (CtnPoint) { 0, CHEVRON_POINT } : (CtnPoint) { CHEVRON_POINT, 0 };
  page->width = page->side + (page->right - page->left) + 2 * MARGIN + 2 * page->point.x;
  if (data->title && *data->title != '\0') {
    page->title = ctn_text_block_new (self->metrics, data->title, TITLE_SIZE * self->scale, TRUE,
                                      page->width - 2 * MARGIN, 2);
    top += page->title->height + 8;
  }
  if (!data->without_legend)
    page->legend = ctn_chain_map_make_legend (self, page->width - 2 * MARGIN);
  self->origin = (CtnPoint) { MARGIN + page->point.x + page->side - page->left,
                              top + page->point.y + page->above - page->top };
  page->height = top + page->above + (page->bottom - page->top) + 2 * page->point.y + MARGIN;
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

/* All along the map, and beyond it to where its name stands. */
static cairo_rectangle_t
get_lane_box (const CtnMapping *self, const Page *page, guint i)
{
  const Extent *lane = &page->lanes[i];
  double above = page->above + page->point.y;

  if (self->data->top_down)
    return (cairo_rectangle_t) { lane->start + self->origin.x, page->top + self->origin.y - above,
                                 get_length (lane),
                                 page->bottom - page->top + above + page->point.y };
  return (cairo_rectangle_t) { MARGIN, lane->start + self->origin.y, page->width - 2 * MARGIN,
                               get_length (lane) };
}

static void
add_lane (CtnMapping *self, const Page *page, guint i)
{
  const CtnMapLane *lane = &self->data->lanes[i];
  cairo_rectangle_t box = get_lane_box (self, page, i);
  g_autoptr (CtnPath) path = ctn_path_new ();
  g_autoptr (CtnTextBlock) text = make_lane_name (page, self, i);
  CtnMarkInfo info = {
    .id = lane->id, .part = (int) i, .role = "lane", .label = lane->name, .z = CTN_MAP_Z_LANE
  };

  ctn_path_add_rectangle (path, &box, 4);
  ctn_scene_builder_add_path (
      self->builder, &info, path,
      &(CtnPaint) { .fill = i % 2 == 0 ? self->theme->lane : self->theme->background });
  info.role = "lane-name";
  info.min_scale = 4 / (LANE_SIZE * self->scale);
  if (self->data->top_down)
    ctn_scene_builder_add_text (self->builder, &info, text, box.x + box.width / 2, box.y + 5,
                                CTN_ALIGN_CENTER, self->theme->muted);
  else
    ctn_scene_builder_add_text (self->builder, &info, text, box.x + 6,
                                box.y + MAX (box.height - text->height, 0) / 2, CTN_ALIGN_LEFT,
                                self->theme->muted);
}

/* The first chevron has a straight back. */
static void
append_chevron (CtnPath *path, const cairo_rectangle_t *box, gboolean first, gboolean top_down)
{
  double middle = top_down ? box->x + box->width / 2 : box->y + box->height / 2;
  double right = box->x + box->width, low = box->y + box->height;
  double back = first ? 0 : CHEVRON_POINT;
  CtnPoint across[] = { { box->x, box->y }, { right, box->y }, { right + CHEVRON_POINT, middle },
                        { right, low },     { box->x, low },   { box->x + back, middle } };
  CtnPoint down[] = { { box->x, box->y }, { middle, box->y + back },       { right, box->y },
                      { right, low },     { middle, low + CHEVRON_POINT }, { box->x, low } };

  ctn_path_add_polygon (path, top_down ? down : across, G_N_ELEMENTS (across));
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
  double x = box->x + box->width / 2 + page->point.x / 2, height = page->names[i]->height;
  double size = STAGE_SUBTITLE_SIZE * self->scale;
  g_autoptr (CtnTextBlock) subtitle =
      stage->subtitle ? ctn_text_block_new (self->metrics, stage->subtitle, size, FALSE,
                                            MAX (box->width - 2 * page->point.x, 20), 1)
                      : NULL;
  double y =
      box->y + page->point.y / 2 + (box->height - height - (subtitle ? subtitle->height : 0)) / 2;

  ctn_scene_builder_add_text (self->builder, &info, page->names[i], x, y, CTN_ALIGN_CENTER,
                              self->theme->foreground);
  if (!subtitle)
    return;
  info.role = "stage-subtitle";
  ctn_scene_builder_add_text (self->builder, &info, subtitle, x, y + height, CTN_ALIGN_CENTER,
                              self->theme->foreground);
}

static cairo_rectangle_t
get_stage_box (const CtnMapping *self, const Page *page, guint i)
{
  Extent extent = get_chevron (page, self->data, i), row = get_row (&self->data->stages[i]);
  double room = page->header - LANE_PADDING;
  double length = MAX (get_length (&extent) - CHEVRON_POINT / 2, 10);
  double breadth = get_length (&row) * room - (row.end < 1 ? CHEVRON_GAP : 0);

  if (self->data->top_down)
    return (cairo_rectangle_t) { MARGIN + row.start * room, extent.start + self->origin.y, breadth,
                                 length };
  return (cairo_rectangle_t) { extent.start + self->origin.x,
                               page->top + self->origin.y - page->header + row.start * room, length,
                               breadth };
}

static void
add_stage (CtnMapping *self, const Page *page, guint i, gboolean first)
{
  const CtnMapStage *stage = &self->data->stages[i];
  cairo_rectangle_t box = get_stage_box (self, page, i);
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
  append_chevron (path, &box, first, self->data->top_down);
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
  for (guint i = 0; i < data->n_lanes; i++)
    add_lane (&self, &page, i);
  add_stages (&self, &page);
  ctn_chain_map_add_actors (&self);
  ctn_chain_map_add_links (&self);
  page_clear (&page, data);
  if (origin)
    *origin = self.origin;
  return ctn_scene_builder_end (self.builder);
}
