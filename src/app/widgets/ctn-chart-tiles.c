#include "ctn-chart-tiles.h"

#include <math.h>

#define TILE 512       /* pixels */
#define MAX_TILES 120  /* kept, about 1 MB each */
#define PATIENCE_MS 90 /* without another zoom before sharp tiles are painted */
#define OVERVIEW 1024  /* pixels of the longer side of the small picture */

/* Of a tile: which scene, how large, where. */
typedef struct {
  guint generation;
  int factor;
  double scale;
  int column, row;
} Key;

typedef struct {
  Key key;
  GdkTexture *texture; /* (owned) */
  guint64 used;        /* the snapshot that drew it last */
} Tile;

/* The part of the plane of tiles that is seen. */
typedef struct {
  Key key; /* of all of its tiles, but for column and row */
  double x, y;
  int left, right, top, bottom; /* first and last column and row */
} View;

struct _CtnChartTiles {
  GObject parent_instance;

  CtnScene *scene;      /* (owned) (nullable) */
  GHashTable *tiles;    /* (owned) Key → Tile */
  GdkTexture *overview; /* (owned) (nullable) */
  guint generation;
  guint64 n_snapshots;
  View view;      /* what is wanted */
  Key shown;      /* of the last view that was complete */
  gboolean busy;  /* the worker paints */
  gint64 changed; /* when the scale of the view was another one, monotonic time */
  guint wait;     /* source that wants more when it has stayed for a moment */
};

/* A piece for the worker. */
typedef struct {
  Key key; /* scale 0: the small picture of the whole */
  CtnScene *scene;
  GdkTexture *texture;
} Piece;

enum { SIGNAL_READY, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChartTiles, ctn_chart_tiles, G_TYPE_OBJECT)

static void want_more (CtnChartTiles *self);

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_double_hash (&key->scale) ^ (guint) key->column * 31 ^ (guint) key->row * 1021 ^
         key->generation << 16;
}

static gboolean
is_same_size (const Key *a, const Key *b)
{
  return a->generation == b->generation && a->factor == b->factor &&
         fabs (a->scale - b->scale) <= 1e-9 * b->scale;
}

static gboolean
is_same_key (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  return is_same_size (one, other) && one->column == other->column && one->row == other->row;
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_object (&tile->texture);
  g_free (tile);
}

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->scene, ctn_scene_unref);
  g_clear_object (&piece->texture);
  g_free (piece);
}

/* How large the small picture is, pixels to a point. */
static double
get_overview_scale (CtnScene *scene)
{
  double size = MAX (ctn_scene_get_width (scene), ctn_scene_get_height (scene));

  return MIN (OVERVIEW / MAX (size, 1), 1);
}

GdkTexture *
ctn_chart_tiles_paint (CtnScene *scene, double scale, double x, double y, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  CtnColor background = ctn_scene_get_background (scene);
  g_autoptr (GBytes) bytes = NULL;

  cairo_set_source_rgba (cr, background.red, background.green, background.blue, background.alpha);
  cairo_paint (cr);
  cairo_translate (cr, -x, -y);
  cairo_scale (cr, scale, scale);
  ctn_scene_paint_at_scale (scene, cr, scale);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                  (gsize) cairo_image_surface_get_stride (surface) * (gsize) height,
                                  (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) cairo_image_surface_get_stride (surface));
}

static void
paint_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Piece *piece = data;
  const Key *key = &piece->key;
  int size = TILE * key->factor;

  if (key->scale > 0) {
    piece->texture =
        ctn_chart_tiles_paint (piece->scene, key->scale * key->factor, (double) key->column * size,
                               (double) key->row * size, size, size);
  } else {
    double scale = get_overview_scale (piece->scene);

    piece->texture = ctn_chart_tiles_paint (
        piece->scene, scale, 0, 0, (int) MAX (ceil (ctn_scene_get_width (piece->scene) * scale), 1),
        (int) MAX (ceil (ctn_scene_get_height (piece->scene) * scale), 1));
  }
  g_task_return_boolean (task, TRUE);
}

/* Forgets what was not drawn for longest. */
static void
limit_tiles (CtnChartTiles *self)
{
  while (g_hash_table_size (self->tiles) > MAX_TILES) {
    GHashTableIter iter;
    Tile *tile, *oldest = NULL;

    g_hash_table_iter_init (&iter, self->tiles);
    while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
      if (oldest == NULL || tile->used < oldest->used)
        oldest = tile;
    g_hash_table_remove (self->tiles, &oldest->key);
  }
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnChartTiles *self = CTN_CHART_TILES (source);
  Piece *piece = g_task_get_task_data (G_TASK (result));

  self->busy = FALSE;
  if (piece->key.generation == self->generation && piece->key.scale > 0) {
    Tile *tile = g_new0 (Tile, 1);

    tile->key = piece->key;
    tile->texture = g_steal_pointer (&piece->texture);
    tile->used = self->n_snapshots;
    g_hash_table_replace (self->tiles, &tile->key, tile);
    limit_tiles (self);
  } else if (piece->key.generation == self->generation) {
    g_clear_object (&self->overview);
    self->overview = g_steal_pointer (&piece->texture);
  }
  g_signal_emit (self, signals[SIGNAL_READY], 0);
  want_more (self);
}

static void
start (CtnChartTiles *self, const Key *key)
{
  Piece *piece = g_new0 (Piece, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, painted_cb, NULL);

  piece->key = *key;
  piece->scene = ctn_scene_ref (self->scene);
  self->busy = TRUE;
  g_task_set_task_data (task, piece, piece_free);
  g_task_run_in_thread (task, paint_thread);
}

static Tile *
find_tile (CtnChartTiles *self, int column, int row)
{
  Key key = self->view.key;

  key.column = column;
  key.row = row;
  return g_hash_table_lookup (self->tiles, &key);
}

/* Whether the tile holds something of the scene. */
static gboolean
is_inside (CtnChartTiles *self, int column, int row)
{
  double scale = self->view.key.scale;

  return column >= 0 && row >= 0 && column * TILE < ctn_scene_get_width (self->scene) * scale &&
         row * TILE < ctn_scene_get_height (self->scene) * scale;
}

/* The missing tile nearest to the middle of the view, up to @margin tiles outside of it. */
static gboolean
find_missing (CtnChartTiles *self, int margin, Key *missing)
{
  const View *view = &self->view;
  double nearest = INFINITY;

  for (int row = view->top - margin; row <= view->bottom + margin; row++)
    for (int column = view->left - margin; column <= view->right + margin; column++) {
      double distance =
          hypot (column - (view->left + view->right) / 2.0, row - (view->top + view->bottom) / 2.0);

      if (distance >= nearest || !is_inside (self, column, row) ||
          find_tile (self, column, row) != NULL)
        continue;
      nearest = distance;
      *missing = view->key;
      missing->column = column;
      missing->row = row;
    }
  return isfinite (nearest);
}

static gboolean
waited_cb (gpointer data)
{
  CtnChartTiles *self = data;

  self->wait = 0;
  want_more (self);
  return G_SOURCE_REMOVE;
}

/* As long as somebody zooms, sharp tiles would be of no use before they are there; what was seen last,
 * enlarged, is. */
static gboolean
is_zooming (CtnChartTiles *self)
{
  gint64 since = g_get_monotonic_time () - self->changed;

  if (self->shown.scale <= 0 || self->shown.generation != self->generation ||
      since >= PATIENCE_MS * G_TIME_SPAN_MILLISECOND)
    return FALSE;
  if (self->wait == 0)
    self->wait = g_timeout_add (PATIENCE_MS, waited_cb, self);
  return TRUE;
}

static void
want_more (CtnChartTiles *self)
{
  Key missing = { .generation = self->generation, .factor = 1 };

  if (self->busy || self->scene == NULL || self->view.key.scale <= 0 || is_zooming (self))
    return;
  if (self->overview == NULL || find_missing (self, 0, &missing) ||
      find_missing (self, 1, &missing))
    start (self, &missing);
}

CtnChartTiles *
ctn_chart_tiles_new (void)
{
  return g_object_new (CTN_TYPE_CHART_TILES, NULL);
}

/* Tiles of the scene before stay until there are better ones. */
void
ctn_chart_tiles_set_scene (CtnChartTiles *self, CtnScene *scene)
{
  if (self->scene == scene)
    return;
  g_clear_pointer (&self->scene, ctn_scene_unref);
  self->scene = scene != NULL ? ctn_scene_ref (scene) : NULL;
  self->generation++;
  self->view.key.generation = self->generation;
  g_clear_object (&self->overview);
  if (scene == NULL)
    g_hash_table_remove_all (self->tiles);
}

CtnScene *
ctn_chart_tiles_get_scene (CtnChartTiles *self)
{
  return self->scene;
}

static void
draw_overview (CtnChartTiles *self, GtkSnapshot *snapshot)
{
  double scale = self->view.key.scale / get_overview_scale (self->scene);

  gtk_snapshot_append_scaled_texture (
      snapshot, self->overview, GSK_SCALING_FILTER_NEAREST,
      &GRAPHENE_RECT_INIT ((float) self->view.x, (float) self->view.y,
                           (float) (gdk_texture_get_width (self->overview) * scale),
                           (float) (gdk_texture_get_height (self->overview) * scale)));
}

/* Where a tile of the last complete view lies in this one. */
static graphene_rect_t
get_stale_place (CtnChartTiles *self, const Key *key)
{
  double size = TILE * self->view.key.scale / self->shown.scale;

  return GRAPHENE_RECT_INIT ((float) (self->view.x + key->column * size),
                             (float) (self->view.y + key->row * size), (float) size, (float) size);
}

/* What is known of a part that has no sharp tiles yet: each of the last complete view once, enlarged or
 * diminished, which costs little; where they leave something out, the small picture below them. */
static void
draw_stale (CtnChartTiles *self, GtkSnapshot *snapshot, const graphene_rect_t *part)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GHashTableIter iter;
  Tile *tile;
  double covered = 0;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile)) {
    graphene_rect_t place, seen;

    if (self->shown.scale <= 0 || !is_same_size (&tile->key, &self->shown))
      continue;
    place = get_stale_place (self, &tile->key);
    if (!graphene_rect_intersection (&place, part, &seen))
      continue;
    covered += (double) seen.size.width * seen.size.height;
    g_ptr_array_add (found, tile);
  }
  gtk_snapshot_push_clip (snapshot, part);
  if (self->overview != NULL && covered < 0.999 * part->size.width * part->size.height)
    draw_overview (self, snapshot);
  for (guint i = 0; i < found->len; i++) {
    graphene_rect_t place;

    tile = g_ptr_array_index (found, i);
    place = get_stale_place (self, &tile->key);
    gtk_snapshot_append_scaled_texture (snapshot, tile->texture, GSK_SCALING_FILTER_NEAREST,
                                        &place);
    tile->used = self->n_snapshots;
  }
  gtk_snapshot_pop (snapshot);
}

static graphene_rect_t
get_cell (const View *view, int column, int row)
{
  return GRAPHENE_RECT_INIT ((float) (view->x + column * TILE), (float) (view->y + row * TILE),
                             TILE, TILE);
}

/* The smallest part of the view that holds all tiles that are missing. %FALSE when none is. */
static gboolean
find_missing_part (CtnChartTiles *self, int width, int height, graphene_rect_t *part)
{
  const View *view = &self->view;
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  double scale = view->key.scale;
  graphene_rect_t scene = GRAPHENE_RECT_INIT ((float) view->x, (float) view->y,
                                              (float) (ctn_scene_get_width (self->scene) * scale),
                                              (float) (ctn_scene_get_height (self->scene) * scale));
  gboolean any = FALSE;

  for (int row = view->top; row <= view->bottom; row++)
    for (int column = view->left; column <= view->right; column++) {
      graphene_rect_t cell = get_cell (view, column, row);

      if (!is_inside (self, column, row) || find_tile (self, column, row) != NULL)
        continue;
      if (any)
        graphene_rect_union (part, &cell, part);
      else
        *part = cell;
      any = TRUE;
    }
  return any && graphene_rect_intersection (part, &all, part) &&
         graphene_rect_intersection (part, &scene, part);
}

static void
set_view (CtnChartTiles *self, double x, double y, double scale, int width, int height, int factor)
{
  View *view = &self->view;
  const Key key = { .generation = self->generation, .factor = factor, .scale = scale };

  if (!is_same_size (&key, &view->key))
    self->changed = g_get_monotonic_time ();
  view->key = key;
  /* On whole pixels, or everything would be blurred. */
  view->x = round (x);
  view->y = round (y);
  view->left = (int) floor (-view->x / TILE);
  view->right = (int) floor ((width - 1 - view->x) / TILE);
  view->top = (int) floor (-view->y / TILE);
  view->bottom = (int) floor ((height - 1 - view->y) / TILE);
  self->n_snapshots++;
}

void
ctn_chart_tiles_snapshot (CtnChartTiles *self,
                          GtkSnapshot *snapshot,
                          double x,
                          double y,
                          double scale,
                          int width,
                          int height,
                          int factor)
{
  const View *view = &self->view;
  graphene_rect_t part;

  if (self->scene == NULL)
    return;
  set_view (self, x, y, scale, width, height, factor);
  if (find_missing_part (self, width, height, &part))
    draw_stale (self, snapshot, &part);
  else
    self->shown = view->key;
  for (int row = view->top; row <= view->bottom; row++)
    for (int column = view->left; column <= view->right; column++) {
      Tile *tile = is_inside (self, column, row) ? find_tile (self, column, row) : NULL;
      graphene_rect_t cell = get_cell (view, column, row);

      if (tile == NULL)
        continue;
      gtk_snapshot_append_texture (snapshot, tile->texture, &cell);
      tile->used = self->n_snapshots;
    }
  want_more (self);
}

static void
ctn_chart_tiles_finalize (GObject *object)
{
  CtnChartTiles *self = CTN_CHART_TILES (object);

  g_clear_handle_id (&self->wait, g_source_remove);
  g_clear_pointer (&self->scene, ctn_scene_unref);
  g_clear_object (&self->overview);
  g_hash_table_unref (self->tiles);

  G_OBJECT_CLASS (ctn_chart_tiles_parent_class)->finalize (object);
}

static void
ctn_chart_tiles_class_init (CtnChartTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_chart_tiles_finalize;
  signals[SIGNAL_READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_chart_tiles_init (CtnChartTiles *self)
{
  self->tiles = g_hash_table_new_full (hash_key, is_same_key, NULL, tile_free);
}
