#include <string.h>

#include "ctn-chart-canvas-private.h"

static gboolean
has_role (const char *roles, const char *role)
{
  const char *found = roles != NULL && *role != '\0' ? strstr (roles, role) : NULL;
  char after = found != NULL ? found[strlen (role)] : 'x';

  return found != NULL && (found == roles || found[-1] == ' ') && (after == '\0' || after == ' ');
}

gboolean
_ctn_chart_canvas_is_draggable (CtnChartCanvas *self, const CtnMarkInfo *info)
{
  return has_role (self->draggable, info->role);
}

/* Whether marks of this role can be selected: those that can be dragged and lines between marks. */
static gboolean
is_selectable (CtnChartCanvas *self, const CtnMarkInfo *info)
{
  return self->editable && info->hit != CTN_HIT_NONE && info->id != 0 && info->reachable;
}

gboolean
_ctn_chart_canvas_is_connectable (CtnChartCanvas *self, const CtnMarkInfo *info)
{
  return self->editable && info->connects;
}

static int
find_selected (CtnChartCanvas *self, const CtnMarkInfo *info)
{
  for (guint i = 0; i < self->selected->len; i++) {
    const CtnChartRef *ref = &g_array_index (self->selected, CtnChartRef, i);

    if (ref->id == info->id && ref->role == info->role)
      return (int) i;
  }
  return -1;
}

gboolean
_ctn_chart_canvas_is_selected (CtnChartCanvas *self, const CtnMarkInfo *info)
{
  return find_selected (self, info) >= 0;
}

static void
selection_changed (CtnChartCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "selection-changed");
}

void
ctn_chart_canvas_select (CtnChartCanvas *self, const CtnChartRef *refs, guint n_refs)
{
  self->collecting = n_refs > 1;
  if (n_refs == 0 && self->selected->len == 0)
    return;
  g_array_set_size (self->selected, 0);
  for (guint i = 0; i < n_refs; i++) {
    CtnChartRef ref = { g_intern_string (refs[i].role), refs[i].id };

    g_array_append_val (self->selected, ref);
  }
  selection_changed (self);
}

void
_ctn_chart_canvas_select_mark (CtnChartCanvas *self, guint index)
{
  const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, (int) index);

  if (is_selectable (self, info))
    ctn_chart_canvas_select (self, &(CtnChartRef) { info->role, info->id }, 1);
}

void
_ctn_chart_canvas_toggle_mark (CtnChartCanvas *self, guint index)
{
  const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, (int) index);
  CtnChartRef ref = { info->role, info->id };
  int place = find_selected (self, info);

  if (!is_selectable (self, info))
    return;
  if (place >= 0)
    g_array_remove_index (self->selected, (guint) place);
  else
    g_array_append_val (self->selected, ref);
  self->collecting = TRUE;
  selection_changed (self);
}

/* Marks that can be dragged; lines come along with their ends. */
void
_ctn_chart_canvas_select_within (CtnChartCanvas *self, const graphene_rect_t *rectangle)
{
  for (guint i = 0; i < ctn_scene_get_n_reachable (self->scene); i++) {
    guint index = ctn_scene_get_reachable (self->scene, i);
    const CtnMarkInfo *info = _ctn_chart_canvas_get_info (self, (int) index);
    CtnChartRef ref = { info->role, info->id };
    graphene_rect_t place;

    _ctn_chart_canvas_get_mark_rectangle (self, index, &place);
    if (info->connects && find_selected (self, info) < 0 &&
        graphene_rect_intersection (&place, rectangle, NULL))
      g_array_append_val (self->selected, ref);
  }
  self->collecting = TRUE;
  selection_changed (self);
}

/* What is selected and is not in the scene any more. */
void
_ctn_chart_canvas_drop_lost (CtnChartCanvas *self)
{
  guint before = self->selected->len;

  for (guint i = before; i-- > 0;) {
    const CtnChartRef *ref = &g_array_index (self->selected, CtnChartRef, i);
    gboolean there = FALSE;

    for (guint j = 0; self->scene != NULL && j < ctn_scene_get_n_reachable (self->scene); j++) {
      const CtnMarkInfo *info =
          _ctn_chart_canvas_get_info (self, (int) ctn_scene_get_reachable (self->scene, j));

      there = there || (info->id == ref->id && info->role == ref->role);
    }
    if (!there)
      g_array_remove_index (self->selected, i);
  }
  if (before != self->selected->len)
    selection_changed (self);
}

GArray *
ctn_chart_canvas_get_selected (CtnChartCanvas *self)
{
  return self->selected;
}

void
ctn_chart_canvas_set_highlight (CtnChartCanvas *self, const char *role, gint64 id)
{
  self->highlight = (CtnChartRef) { g_intern_string (role), id };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
