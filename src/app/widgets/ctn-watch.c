#include "ctn-watch.h"

struct _CtnWatch {
  GtkWidget *widget;   /* (unowned) the watch goes with it */
  GtkWidget *scope;    /* (unowned) what has to be seen: the widget, or one around it */
  CtnProject *project; /* (nullable) weak */
  const char *const *tables;
  CtnWatchFunc refresh;
  gboolean stale; /* something changed since the last refresh */
  guint idle;
};

static void
refresh (CtnWatch *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  self->stale = FALSE;
  self->refresh (self->widget);
}

static gboolean
idle_cb (gpointer data)
{
  CtnWatch *self = data;

  self->idle = 0;
  if (gtk_widget_get_mapped (self->scope))
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
map_cb (CtnWatch *self)
{
  if (self->stale)
    refresh (self);
}

static gboolean
concerns (const CtnWatch *self, CtnChangeSet *changes)
{
  if (self->tables == NULL)
    return TRUE;
  for (const char *const *table = self->tables; *table != NULL; table++)
    if (ctn_change_set_has_table (changes, *table))
      return TRUE;
  return FALSE;
}

static void
changed_cb (CtnWatch *self, CtnChangeSet *changes)
{
  if (!concerns (self, changes))
    return;
  self->stale = TRUE;
  if (self->idle == 0 && gtk_widget_get_mapped (self->scope))
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, idle_cb, self, NULL);
}

/* A thread may hold the widget for longer than what is around it lives: nothing is seen then. */
static void
scope_gone_cb (gpointer data, GObject *scope)
{
  CtnWatch *self = data;

  self->scope = self->widget;
}

static void
leave_scope (CtnWatch *self)
{
  g_signal_handlers_disconnect_by_func (self->scope, map_cb, self);
  if (self->scope != self->widget)
    g_object_weak_unref (G_OBJECT (self->scope), scope_gone_cb, self);
}

static void
gone_cb (gpointer data, GObject *widget)
{
  CtnWatch *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_func (self->project, changed_cb, self);
  g_clear_weak_pointer (&self->project);
  leave_scope (self);
  g_free (self);
}

CtnWatch *
ctn_watch (GtkWidget *widget, CtnProject *project, const char *const *tables, CtnWatchFunc function)
{
  CtnWatch *self = g_new0 (CtnWatch, 1);

  self->widget = widget;
  self->scope = widget;
  self->tables = tables;
  self->refresh = function;
  self->stale = TRUE;
  g_set_weak_pointer (&self->project, project);
  g_object_weak_ref (G_OBJECT (widget), gone_cb, self);
  g_signal_connect_swapped (project, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (widget, "map", G_CALLBACK (map_cb), self);
  if (gtk_widget_get_mapped (widget))
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, idle_cb, self, NULL);
  return self;
}

void
ctn_watch_set_scope (CtnWatch *self, GtkWidget *scope)
{
  leave_scope (self);
  self->scope = scope;
  g_object_weak_ref (G_OBJECT (scope), scope_gone_cb, self);
  g_signal_connect_swapped (scope, "map", G_CALLBACK (map_cb), self);
}

void
ctn_watch_refresh (CtnWatch *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (self->scope))
    refresh (self);
}
