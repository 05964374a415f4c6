#include "ctn-scene.h"

#include "ctn-scene-private.h"
#include <math.h>
#include <string.h>

/* A mark with its place in the order of adding. */
typedef struct {
  CtnMark mark;
  guint order;
} Entry;

struct _CtnSceneBuilder {
  CtnScene *scene; /* (owned) */
  GArray *entries; /* (owned) of Entry; the marks move into the scene at the end */
};

G_DEFINE_BOXED_TYPE (CtnScene, ctn_scene, ctn_scene_ref, ctn_scene_unref)

static void
clear_mark (gpointer data)
{
  CtnMark *mark = data;

  g_free ((char *) mark->info.label);
  g_free ((char *) mark->info.value);
  g_free ((char *) mark->info.description);
  g_clear_pointer (&mark->path, ctn_path_unref);
  g_clear_pointer (&mark->text, ctn_text_block_unref);
}

CtnSceneBuilder *
ctn_scene_builder_new (double width, double height)
{
  CtnSceneBuilder *self = g_new0 (CtnSceneBuilder, 1);

  self->scene = g_new0 (CtnScene, 1);
  g_atomic_ref_count_init (&self->scene->references);
  self->scene->width = width;
  self->scene->height = height;
  self->scene->title = g_strdup ("");
  self->scene->description = g_strdup ("");
  self->scene->marks = g_array_new (FALSE, FALSE, sizeof (CtnMark));
  g_array_set_clear_func (self->scene->marks, clear_mark);
  self->scene->reachable = g_array_new (FALSE, FALSE, sizeof (guint));
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  return self;
}

void
ctn_scene_builder_set_title (CtnSceneBuilder *self, const char *title)
{
  g_free (self->scene->title);
  self->scene->title = ctn_text_clean (title);
}

void
ctn_scene_builder_set_description (CtnSceneBuilder *self, const char *description)
{
  g_free (self->scene->description);
  self->scene->description = ctn_text_clean (description);
}

void
ctn_scene_builder_set_background (CtnSceneBuilder *self, CtnColor color)
{
  self->scene->background = color;
}

static void
add (CtnSceneBuilder *self, const CtnMarkInfo *info, CtnMark mark)
{
  Entry entry = { mark, self->entries->len };

  entry.mark.info = *info;
  entry.mark.info.role = g_intern_string (info->role ? info->role : "");
  entry.mark.info.label = info->label ? ctn_text_clean (info->label) : NULL;
  entry.mark.info.value = info->value ? ctn_text_clean (info->value) : NULL;
  entry.mark.info.description = info->description ? ctn_text_clean (info->description) : NULL;
  g_array_append_val (self->entries, entry);
}

void
ctn_scene_builder_add_path (CtnSceneBuilder *self,
                            const CtnMarkInfo *info,
                            CtnPath *path,
                            const CtnPaint *paint)
{
  CtnMark mark = { .kind = CTN_MARK_PATH, .paint = *paint, .path = ctn_path_ref (path) };
  double grow = paint->stroke.alpha > 0 ? paint->width / 2 : 0;

  ctn_path_get_bounds (path, &mark.bounds);
  mark.bounds.x -= grow;
  mark.bounds.y -= grow;
  mark.bounds.width += 2 * grow;
  mark.bounds.height += 2 * grow;
  add (self, info, mark);
}

void
ctn_scene_builder_add_text (CtnSceneBuilder *self,
                            const CtnMarkInfo *info,
                            CtnTextBlock *text,
                            double x,
                            double y,
                            CtnAlign align,
                            CtnColor color)
{
  CtnMark mark = { .kind = CTN_MARK_TEXT, .paint.fill = color, .align = align };

  mark.text = ctn_text_block_ref (text);
  if (align == CTN_ALIGN_CENTER)
    x -= text->width / 2;
  else if (align == CTN_ALIGN_RIGHT)
    x -= text->width;
  mark.bounds = (cairo_rectangle_t) { x, y, text->width, text->height };
  add (self, info, mark);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;

  if (one->mark.info.z != other->mark.info.z)
    return one->mark.info.z < other->mark.info.z ? -1 : 1;
  return one->order < other->order ? -1 : one->order > other->order;
}

CtnScene *
ctn_scene_builder_end (CtnSceneBuilder *self)
{
  CtnScene *scene = self->scene;
  g_autofree guint *places = g_new0 (guint, self->entries->len + 1);

  g_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);

    g_array_append_val (scene->marks, entry->mark);
    places[entry->order] = i;
  }
  for (guint order = 0; order < self->entries->len; order++) {
    if (g_array_index (scene->marks, CtnMark, places[order]).info.reachable)
      g_array_append_val (scene->reachable, places[order]);
  }
  g_array_unref (self->entries);
  g_free (self);
  return scene;
}

CtnScene *
ctn_scene_ref (CtnScene *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_scene_unref (CtnScene *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->marks);
  g_array_unref (self->reachable);
  g_free (self->title);
  g_free (self->description);
  g_free (self);
}

double
ctn_scene_get_width (const CtnScene *self)
{
  return self->width;
}

double
ctn_scene_get_height (const CtnScene *self)
{
  return self->height;
}

CtnColor
ctn_scene_get_background (const CtnScene *self)
{
  return self->background;
}

const char *
ctn_scene_get_title (const CtnScene *self)
{
  return self->title;
}

const char *
ctn_scene_get_description (const CtnScene *self)
{
  return self->description;
}

guint
ctn_scene_get_n_marks (const CtnScene *self)
{
  return self->marks->len;
}

const CtnMark *
ctn_scene_get_mark (const CtnScene *self, guint index)
{
  g_return_val_if_fail (index < self->marks->len, NULL);

  return &g_array_index (self->marks, CtnMark, index);
}

guint
ctn_scene_get_n_reachable (const CtnScene *self)
{
  return self->reachable->len;
}

guint
ctn_scene_get_reachable (const CtnScene *self, guint position)
{
  g_return_val_if_fail (position < self->reachable->len, 0);

  return g_array_index (self->reachable, guint, position);
}

int
ctn_scene_find (const CtnScene *self, const char *role, gint64 id, int part)
{
  for (guint i = 0; i < self->marks->len; i++) {
    const CtnMarkInfo *info = &g_array_index (self->marks, CtnMark, i).info;

    if (info->id == id && info->part == part && strcmp (info->role, role) == 0)
      return (int) i;
  }
  return -1;
}
