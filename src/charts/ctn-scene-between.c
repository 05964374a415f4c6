#include "ctn-scene-private.h"

static guint
hash_mark (gconstpointer data)
{
  const CtnMarkInfo *info = &((const CtnMark *) data)->info;

  return g_direct_hash (info->role) ^ g_int64_hash (&info->id) ^ (guint) info->part;
}

static gboolean
is_same_mark (gconstpointer a, gconstpointer b)
{
  const CtnMarkInfo *one = &((const CtnMark *) a)->info, *other = &((const CtnMark *) b)->info;

  return one->role == other->role && one->id == other->id && one->part == other->part &&
         ((const CtnMark *) a)->kind == ((const CtnMark *) b)->kind;
}

static double
between (double before, double after, double progress)
{
  return before + (after - before) * progress;
}

/* Where a text was put: ctn_scene_builder_add_text(). */
static double
get_anchor (const CtnMark *mark)
{
  return mark->bounds.x + (mark->align == CTN_ALIGN_CENTER  ? mark->bounds.width / 2
                           : mark->align == CTN_ALIGN_RIGHT ? mark->bounds.width
                                                            : 0);
}

/* What is painted for @mark on its way from @before. */
static void
add_between (CtnSceneBuilder *builder, const CtnMark *before, const CtnMark *mark, double progress)
{
  g_autoptr (CtnPath) path = NULL;

  if (mark->kind == CTN_MARK_TEXT) {
    const CtnMark *start = before != NULL ? before : mark;

    ctn_scene_builder_add_text (
        builder, &mark->info, mark->text, between (get_anchor (start), get_anchor (mark), progress),
        between (start->bounds.y, mark->bounds.y, progress), mark->align, mark->paint.fill);
    return;
  }
  if (before != NULL && before->path != NULL)
    path = ctn_path_new_between (before->path, mark->path, progress);
  ctn_scene_builder_add_path (builder, &mark->info, path != NULL ? path : mark->path, &mark->paint);
}

CtnScene *
ctn_scene_new_between (const CtnScene *before, const CtnScene *after, double progress)
{
  g_autoptr (GHashTable) marks = g_hash_table_new (hash_mark, is_same_mark);
  CtnSceneBuilder *builder =
      ctn_scene_builder_new (between (before->width, after->width, progress),
                             between (before->height, after->height, progress));

  for (guint i = 0; i < before->marks->len; i++)
    g_hash_table_add (marks, &g_array_index (before->marks, CtnMark, i));
  ctn_scene_builder_set_title (builder, after->title);
  ctn_scene_builder_set_description (builder, after->description);
  ctn_scene_builder_set_background (builder, after->background);
  for (guint i = 0; i < after->marks->len; i++) {
    const CtnMark *mark = &g_array_index (after->marks, CtnMark, i);

    add_between (builder, g_hash_table_lookup (marks, mark), mark, progress);
  }
  return ctn_scene_builder_end (builder);
}
