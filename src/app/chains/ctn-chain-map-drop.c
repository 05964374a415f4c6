#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-map-view-private.h"
#include "ctn-picker.h"

/* Dragging on the map ---------------------------------------------------------------------------- */

/* The stage whose chevron lies before the point along the map and nearest to it, among those beside @id; 0 for
 * none. */
static gint64
find_stage_before (CtnChainMapView *self, gint64 id, double x, double y)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  int index = ctn_chain_find_stage (chain, id);
  gint64 found = 0;
  gboolean top_down = self->direction == CTN_LAYOUT_TOP_DOWN;
  double best = -INFINITY;

  for (guint i = 0; index >= 0 && i < chain->stages->len; i++) {
    const CtnChainStage *stage = ctn_chain_get_stage (chain, i);
    int mark = ctn_scene_find (scene, "stage", stage->id, (int) i);
    const cairo_rectangle_t *bounds;
    double middle;

    if (mark < 0 || (int) i == index ||
        stage->parent != ctn_chain_get_stage (chain, (guint) index)->parent)
      continue;
    bounds = &ctn_scene_get_mark (scene, (guint) mark)->bounds;
    middle = top_down ? bounds->y + bounds->height / 2 : bounds->x + bounds->width / 2;
    if (middle >= (top_down ? y : x) || middle <= best)
      continue;
    best = middle;
    found = stage->id;
  }
  return found;
}

static void
drop_stage (CtnChainMapView *self, gint64 id, double x, double y)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  int index = ctn_chain_find_stage (chain, id);
  gint64 after = find_stage_before (self, id, x, y);
  gboolean is_part = index >= 0 && ctn_chain_get_stage (chain, (guint) index)->parent >= 0;
  GError *error = NULL;

  /* A part stays within its whole. */
  if (index < 0 || (after == 0 && is_part))
    return;
  _ctn_chain_map_settle (
      self, ctn_chain_put_stage (_ctn_chain_map_get_project (self), id, after, &error), error);
}

/* All that is selected keeps its places among itself. */
static gboolean
pin_by (CtnChainMapView *self, GArray *actors, double dx, double dy, GError **error)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  g_autoptr (GArray) pins = g_array_new (FALSE, FALSE, sizeof (CtnChainPin));

  for (guint i = 0; i < actors->len; i++) {
    gint64 id = g_array_index (actors, gint64, i);
    int index = ctn_chain_find_actor (chain, id);
    CtnPoint point;
    CtnChainPin pin;

    if (index < 0)
      continue;
    point = ctn_chain_figure_get_actor_point (self->figure, (guint) index);
    point = ctn_chain_figure_get_pin (self->figure, (CtnPoint) { point.x + dx, point.y + dy });
    pin = (CtnChainPin) { id, point.x, point.y };
    g_array_append_val (pins, pin);
  }
  return ctn_chain_pin_actors (_ctn_chain_map_get_project (self),
                               (CtnChainPin *) (gpointer) pins->data, pins->len, error);
}

static void
drop_actor (CtnChainMapView *self, gint64 id, double x, double y)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  g_autoptr (GArray) actors = _ctn_chain_map_list_chosen (self, "actor");
  int index = ctn_chain_find_actor (chain, id);
  int stage = ctn_chain_figure_get_stage_at (self->figure, x - self->origin.x, y - self->origin.y);
  CtnPoint point;
  GError *error = NULL;
  gboolean ok;

  if (index < 0)
    return;
  point = ctn_chain_figure_get_actor_point (self->figure, (guint) index);
  if (stage >= 0 && stage != ctn_chain_get_actor (chain, (guint) index)->stage)
    ok = ctn_chain_move_actors (_ctn_chain_map_get_project (self),
                                (gint64 *) (gpointer) actors->data, actors->len,
                                ctn_chain_get_stage (chain, (guint) stage)->id, &error);
  else
    ok = pin_by (self, actors, x - self->origin.x - point.x, y - self->origin.y - point.y, &error);
  _ctn_chain_map_settle (self, ok, error);
}

void
_ctn_chain_map_drag (CtnChainMapView *self,
                     const char *role,
                     gint64 id,
                     double x,
                     double y,
                     gboolean done)
{
  gboolean actor = g_str_equal (role, "actor");
  gint64 stage =
      actor ? _ctn_chain_map_get_stage_at (self, x, y) : find_stage_before (self, id, x, y);

  ctn_chart_canvas_set_highlight (self->canvas, stage != 0 && !done ? "stage" : NULL, stage);
  if (!done)
    return;
  if (actor)
    drop_actor (self, id, x, y);
  else
    drop_stage (self, id, x, y);
}

void
_ctn_chain_map_connect (CtnChainMapView *self, gint64 from, gint64 to)
{
  GError *error = NULL;
  gint64 id = ctn_chain_link (_ctn_chain_map_get_project (self), from, to, "supply", &error);

  if (!_ctn_chain_map_settle (self, id != 0, error))
    return;
  _ctn_chain_map_want (self, "link", id);
  g_signal_emit_by_name (self, "activated", "link", id);
}

/* Dropping what comes from elsewhere ------------------------------------------------------------- */

/* The missing or planned actor under the pointer, who may be found in what is dropped; 0 for none. */
static gint64
find_vacancy (CtnChainMapView *self, double x, double y)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  CtnScene *scene = ctn_chart_canvas_get_scene (self->canvas);
  int mark = scene != NULL ? ctn_scene_hit (scene, x, y, 0) : -1;
  const CtnMarkInfo *info = mark >= 0 ? &ctn_scene_get_mark (scene, (guint) mark)->info : NULL;
  int index = info != NULL && info->connects ? ctn_chain_find_actor (chain, info->id) : -1;
  const CtnChainActor *actor = index >= 0 ? ctn_chain_get_actor (chain, (guint) index) : NULL;

  return actor != NULL && actor->organisation == 0 && actor->state != CTN_STATE_EXISTING ? actor->id
                                                                                         : 0;
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, CtnChainMapView *self)
{
  gint64 stage, vacancy;

  if (self->figure == NULL)
    return 0;
  ctn_chart_canvas_to_scene (self->canvas, &x, &y);
  vacancy = find_vacancy (self, x, y);
  stage = _ctn_chain_map_get_stage_at (self, x, y);
  ctn_chart_canvas_set_highlight (self->canvas,
                                  vacancy != 0 ? "actor"
                                  : stage != 0 ? "stage"
                                               : NULL,
                                  vacancy != 0 ? vacancy : stage);
  return stage != 0 ? GDK_ACTION_COPY : 0;
}

static void
drop_leave_cb (GtkDropTarget *target, CtnChainMapView *self)
{
  ctn_chart_canvas_set_highlight (self->canvas, NULL, 0);
}

static gboolean
place_text (CtnChainMapView *self, const char *text, gint64 stage)
{
  g_auto (GStrv) names = g_strsplit (text, "\n", -1);
  GError *error = NULL;
  g_autoptr (GArray) ids = ctn_chain_place_names (_ctn_chain_map_get_project (self), self->chain,
                                                  stage, (const char *const *) names, &error);

  if (ids != NULL && ids->len > 0)
    _ctn_chain_map_want (self, "actor", g_array_index (ids, gint64, 0));
  return _ctn_chain_map_settle (self, ids != NULL, error);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CtnChainMapView *self)
{
  const CtnPick *pick = G_VALUE_HOLDS (value, CTN_TYPE_PICK) ? g_value_get_boxed (value) : NULL;
  CtnProject *project = _ctn_chain_map_get_project (self);
  gint64 stage, vacancy;
  GError *error = NULL;
  gboolean ok;

  ctn_chart_canvas_set_highlight (self->canvas, NULL, 0);
  ctn_chart_canvas_to_scene (self->canvas, &x, &y);
  vacancy = find_vacancy (self, x, y);
  stage = _ctn_chain_map_get_stage_at (self, x, y);
  if (stage == 0)
    return FALSE;
  self->stage = stage;
  if (pick == NULL)
    return place_text (self, g_value_get_string (value), stage);
  if (vacancy != 0)
    ok = ctn_chain_fill_place (project, vacancy, pick->id, &error);
  else
    ok = ctn_chain_place (project, self->chain, stage, &pick->id, 1, CTN_ACTOR_ACTOR, &error);
  return _ctn_chain_map_settle (self, ok, error);
}

void
_ctn_chain_map_add_drop (CtnChainMapView *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { CTN_TYPE_PICK, G_TYPE_STRING };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), GTK_EVENT_CONTROLLER (target));
}

/* The clipboard ---------------------------------------------------------------------------------- */

/* Actors go to the clipboard as their ids, for this program, and as a list of names, for all others. */

#define ACTORS_TYPE "application/x-catenary-actors"

static char *
dup_names (CtnChain *chain, GArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++) {
    int index = ctn_chain_find_actor (chain, g_array_index (ids, gint64, i));

    if (index >= 0)
      g_string_append_printf (text, "%s\n", ctn_chain_get_actor (chain, (guint) index)->name);
  }
  return g_strdup (text->str);
}

void
_ctn_chain_map_copy (CtnChainMapView *self)
{
  g_autoptr (GArray) ids = _ctn_chain_map_list_chosen (self, "actor");
  g_autoptr (GBytes) bytes = g_bytes_new (ids->data, ids->len * sizeof (gint64));
  g_autofree char *names = NULL;
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) both = NULL;

  if (ids->len == 0)
    return;
  names = dup_names (_ctn_chain_map_get_chain (self), ids);
  providers[0] = gdk_content_provider_new_for_bytes (ACTORS_TYPE, bytes);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, names);
  both = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), both);
}

/* Where copies go: to the stage that is chosen, else each to where it came from. */
static gint64
get_target (CtnChainMapView *self)
{
  gint64 stage = _ctn_chain_map_get_chosen (self, "stage");

  return stage != 0 ? stage : self->stage != 0 ? self->stage : _ctn_chain_map_get_stage (self);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnChainMapView) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  gint64 stage = self->page != NULL ? get_target (self) : 0;

  if (text != NULL && stage != 0)
    place_text (self, text, stage);
}

static void
paste_text (CtnChainMapView *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_read_cb,
                                 g_object_ref (self));
}

static void
paste_ids (CtnChainMapView *self, GBytes *bytes)
{
  gsize size = 0;
  const gint64 *data = g_bytes_get_data (bytes, &size);
  GError *error = NULL;
  g_autoptr (GArray) copies =
      ctn_chain_copy_actors (_ctn_chain_map_get_project (self), self->chain, get_target (self),
                             data, size / sizeof (gint64), &error);

  if (!_ctn_chain_map_settle (self, copies != NULL, error))
    return;
  if (copies->len > 0)
    _ctn_chain_map_want (self, "actor", g_array_index (copies, gint64, 0));
  else
    ctn_page_toast (self->page, _ ("They are at this stage already"), FALSE);
}

static void
bytes_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnChainMapView) self = data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes != NULL && self->page != NULL && self->figure != NULL)
    paste_ids (self, bytes);
}

static void
stream_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnChainMapView) self = data;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  if (stream != NULL)
    g_input_stream_read_bytes_async (stream, 1 << 20, G_PRIORITY_DEFAULT, NULL, bytes_read_cb,
                                     g_object_ref (self));
}

void
_ctn_chain_map_paste (CtnChainMapView *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  const char *types[] = { ACTORS_TYPE, NULL };

  if (self->figure == NULL)
    return;
  if (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), ACTORS_TYPE))
    gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, stream_read_cb,
                              g_object_ref (self));
  else
    paste_text (self);
}
