#include "ctn-chain-map-private.h"

#include <math.h>
#include <string.h>

#define NAME_SIZE 8.5
#define SUBTITLE_SIZE 7.0
#define MAX_NAME_LINES 6
#define MAX_SUBTITLE_LINES 3
#define PIN 7.0

/* Text is left out on screen below this many pixels of size. */
#define LEGIBLE 4.5

/* How far the corners of a hexagon stand back from its points. */
static double
get_inset (const cairo_rectangle_t *box)
{
  return MIN (box->height * 0.3, box->width * 0.14);
}

static void
append_hexagon (CtnPath *path, const cairo_rectangle_t *box)
{
  double inset = get_inset (box);
  double middle = box->y + box->height / 2, right = box->x + box->width;
  CtnPoint points[] = { { box->x + inset, box->y },
                        { right - inset, box->y },
                        { right, middle },
                        { right - inset, box->y + box->height },
                        { box->x + inset, box->y + box->height },
                        { box->x, middle } };

  ctn_path_add_polygon (path, points, G_N_ELEMENTS (points));
}

void
ctn_chain_map_append_actor (CtnMapActorKind kind, const cairo_rectangle_t *box, CtnPath *path)
{
  switch (kind) {
  case CTN_MAP_SUPPORTER:
    append_hexagon (path, box);
    break;
  case CTN_MAP_MARKET:
    ctn_path_add_ellipse (path, box);
    break;
  case CTN_MAP_ACTOR:
  default:
    ctn_path_add_rectangle (path, box, MIN (6, box->height / 4));
    break;
  }
}

CtnPaint
ctn_chain_map_actor_paint (const CtnTheme *theme, CtnMapState state)
{
  CtnPaint paint = { .fill = theme->surface, .stroke = theme->foreground, .width = 1 };

  if (state == CTN_MAP_WEAK) {
    paint.stroke = theme->muted;
    paint.width = 0.7;
  } else if (state == CTN_MAP_PLANNED || state == CTN_MAP_MISSING) {
    paint.fill = theme->background;
    paint.dash = ctn_theme_get_planned_dash ();
    paint.width = 1.2;
  }
  if (state == CTN_MAP_MISSING)
    paint.stroke = theme->alert;
  if (state == CTN_MAP_GONE) {
    paint.fill = theme->background;
    paint.stroke = theme->grid;
  }
  return paint;
}

/* The room for text inside of an outline. */
static cairo_rectangle_t
get_inside (CtnMapActorKind kind, const cairo_rectangle_t *box)
{
  double x = 5, y = 2.5;

  if (kind == CTN_MAP_SUPPORTER)
    x = get_inset (box) * 0.8 + 2;
  else if (kind == CTN_MAP_MARKET)
    x = box->width * 0.11 + 2, y = box->height * 0.1;
  return (cairo_rectangle_t) { box->x + x, box->y + y, MAX (box->width - 2 * x, 1),
                               MAX (box->height - 2 * y, 1) };
}

static CtnColor
choose_text_color (const CtnTheme *theme, CtnColor fill, gboolean second)
{
  CtnColor dark = ctn_color_luminance (theme->foreground) < ctn_color_luminance (theme->background)
                      ? theme->foreground
                      : theme->background;
  CtnColor bright =
      ctn_color_luminance (theme->foreground) < ctn_color_luminance (theme->background)
          ? theme->background
          : theme->foreground;

  if (second && ctn_color_contrast (theme->muted, fill) >= 4.5)
    return theme->muted;
  if (ctn_color_contrast (theme->foreground, fill) >= 4.5)
    return theme->foreground;
  return ctn_color_contrast (dark, fill) > ctn_color_contrast (bright, fill) ? dark : bright;
}

/* The name in as many lines as fit into @room. (transfer full) */
static CtnTextBlock *
make_name (const CtnMapping *self, const CtnMapActor *actor, double width, double room)
{
  double size = NAME_SIZE * self->scale;
  guint n_lines =
      (guint) CLAMP (floor (room / (size * CTN_TEXT_LINE_HEIGHT) + 0.01), 1, MAX_NAME_LINES);

  return ctn_text_block_new (self->metrics, actor->name, size, actor->kind == CTN_MAP_MARKET, width,
                             n_lines);
}

/* The subtitle in as many lines as fit into @room, a line at least; what stands behind a comma is left out before
 * anything is cut: "Regensburg, Kreisfreie Stadt". (transfer full) */
static CtnTextBlock *
make_subtitle (const CtnMapping *self, const char *text, double width, double room)
{
  double size = SUBTITLE_SIZE * self->scale;
  guint n_lines =
      (guint) CLAMP (floor (room / (size * CTN_TEXT_LINE_HEIGHT) + 0.01), 1, MAX_SUBTITLE_LINES);
  const char *comma = strchr (text, ',');
  CtnTextBlock *block = ctn_text_block_new (self->metrics, text, size, FALSE, width, n_lines);
  g_autofree char *shorter = NULL;

  if (!block->cut || comma == NULL)
    return block;
  ctn_text_block_unref (block);
  shorter = g_strndup (text, (gsize) (comma - text));
  return ctn_text_block_new (self->metrics, shorter, size, FALSE, width, n_lines);
}

/* Name and, if there is room, subtitle, in the middle of the outline. The name goes before: a second line of the
 * subtitle takes none from it. */
static void
add_texts (CtnMapping *self, const CtnMapActor *actor, const cairo_rectangle_t *box, CtnColor fill)
{
  cairo_rectangle_t inside = get_inside (actor->kind, box);
  double line = NAME_SIZE * self->scale * CTN_TEXT_LINE_HEIGHT;
  double small_line = SUBTITLE_SIZE * self->scale * CTN_TEXT_LINE_HEIGHT;
  gboolean second = actor->subtitle && inside.height >= line + small_line;
  g_autoptr (CtnTextBlock) name =
      make_name (self, actor, inside.width, inside.height - (second ? small_line : 0));
  g_autoptr (CtnTextBlock) subtitle =
      second ? make_subtitle (self, actor->subtitle, inside.width, inside.height - name->height)
             : NULL;
  CtnMarkInfo info = { .id = actor->id,
                       .role = "actor-name",
                       .z = CTN_MAP_Z_TEXT,
                       .min_scale = LEGIBLE / NAME_SIZE / self->scale };
  double x = inside.x + inside.width / 2;
  double height = name->height + (second ? subtitle->height : 0);
  double y = inside.y + MAX ((inside.height - height) / 2, 0);

  ctn_scene_builder_add_text (self->builder, &info, name, x, y, CTN_ALIGN_CENTER,
                              choose_text_color (self->theme, fill, actor->state == CTN_MAP_GONE));
  if (!second)
    return;
  info.part = 1;
  info.min_scale = LEGIBLE / SUBTITLE_SIZE / self->scale;
  ctn_scene_builder_add_text (self->builder, &info, subtitle, x, y + name->height, CTN_ALIGN_CENTER,
                              choose_text_color (self->theme, fill, TRUE));
}

/* A pin at the upper right corner says that the actor stays where it is. */
static void
add_pin (CtnMapping *self, const CtnMapActor *actor, const cairo_rectangle_t *box)
{
  double x = box->x + box->width - PIN, y = box->y + PIN * 0.6;
  g_autoptr (CtnPath) head = ctn_path_new ();
  g_autoptr (CtnPath) needle = ctn_path_new ();
  CtnMarkInfo info = {
    .id = actor->id, .role = "pin", .z = CTN_MAP_Z_TEXT, .min_scale = LEGIBLE / PIN / 2
  };

  if (actor->kind != CTN_MAP_ACTOR)
    x = box->x + box->width / 2;
  ctn_path_move_to (needle, x, y);
  ctn_path_line_to (needle, x - PIN * 0.6, y + PIN * 0.9);
  ctn_scene_builder_add_path (self->builder, &info, needle,
                              &(CtnPaint) { .stroke = self->theme->foreground, .width = 0.9 });
  ctn_path_add_circle (head, x, y, PIN * 0.4);
  info.part = 1;
  ctn_scene_builder_add_path (self->builder, &info, head,
                              &(CtnPaint) { .fill = self->theme->foreground });
}

static void
add_actor (CtnMapping *self, const CtnMapActor *actor)
{
  cairo_rectangle_t box = { actor->box.x + self->origin.x, actor->box.y + self->origin.y,
                            actor->box.width, actor->box.height };
  g_autoptr (CtnPath) path = ctn_path_new ();
  CtnPaint paint = ctn_chain_map_actor_paint (self->theme, actor->state);
  CtnMarkInfo info = { .id = actor->id,
                       .part = actor->stage,
                       .role = "actor",
                       .label = actor->name,
                       .value = actor->subtitle,
                       .description = actor->description,
                       .connects = TRUE,
                       .reachable = TRUE,
                       .hit = CTN_HIT_FILL,
                       .z = CTN_MAP_Z_ACTOR };

  if (actor->fill.alpha > 0)
    paint.fill = ctn_color_blend (self->theme->background, actor->fill);
  ctn_chain_map_append_actor (actor->kind, &box, path);
  ctn_scene_builder_add_path (self->builder, &info, path, &paint);
  add_texts (self, actor, &box, paint.fill);
  if (actor->pinned)
    add_pin (self, actor, &box);
}

static int
compare_reading_order (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const CtnMapActor *actors = user_data;
  const CtnMapActor *one = &actors[*(const guint *) a], *other = &actors[*(const guint *) b];

  if (one->stage != other->stage)
    return one->stage < other->stage ? -1 : 1;
  if (one->box.y < other->box.y || one->box.y > other->box.y)
    return one->box.y < other->box.y ? -1 : 1;
  return one->box.x < other->box.x ? -1 : one->box.x > other->box.x;
}

/* In reading order: stage by stage, from top to bottom. */
void
ctn_chain_map_add_actors (CtnMapping *self)
{
  guint n = self->data->n_actors;
  g_autofree guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_sort_array (order, n, sizeof *order, compare_reading_order, (gpointer) self->data->actors);
  for (guint i = 0; i < n; i++)
    add_actor (self, &self->data->actors[order[i]]);
}
