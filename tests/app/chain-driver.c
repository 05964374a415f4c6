#include "chain-driver.h"

#include "ctn-record-list.h"

#define STILL 20 /* looks, 10 ms apart */

static gboolean
has_scene (gpointer data)
{
  return ctn_chart_canvas_get_scene (data) != NULL;
}

void
map_open (Map *self)
{
  CtnRecordList *list;

  driver_start (&self->driver, 1700, 1000);
  self->page = driver_show_view (&self->driver, "chains");
  list = driver_find (self->page, CTN_TYPE_RECORD_LIST);
  ctn_page_show_record (self->page, "chain", ctn_record_list_get_selected (list));
  driver_settle ();
  self->map = driver_find (self->page, CTN_TYPE_CHAIN_MAP_VIEW);
  self->canvas = driver_find (self->map, CTN_TYPE_CHART_CANVAS);
  self->reader = ctn_project_get_reader (driver_get_project (&self->driver));
  driver_wait_for (has_scene, self->canvas, "the map");
  driver_settle ();
}

void
map_close (Map *self)
{
  driver_stop (&self->driver);
}

gint64
map_count (Map *self, const char *sql)
{
  gint64 n = 0;

  g_assert_true (ctn_connection_get_int (self->reader, &n, NULL, sql, ""));
  return n;
}

gint64
map_find_actor (Map *self, const char *name)
{
  gint64 id = 0;

  ctn_connection_get_int (self->reader, &id, NULL,
                          "SELECT a.id FROM chain_actor a LEFT JOIN organisation o ON o.id = "
                          "a.organisation WHERE coalesce (o.name, a.name) = ?",
                          "t", name);
  g_assert_cmpint (id, !=, 0);
  return id;
}

char *
map_dup_stage_of (Map *self, gint64 actor)
{
  return ctn_connection_get_text (self->reader, NULL,
                                  "SELECT s.name FROM chain_actor a JOIN chain_stage s ON s.id = "
                                  "a.stage WHERE a.id = ?",
                                  "i", actor);
}

GdkRectangle
map_get_area (Map *self, const char *role, gint64 id)
{
  GdkRectangle area;

  g_assert_true (ctn_chart_canvas_get_mark_area (self->canvas, role, id, &area));
  return area;
}

typedef struct {
  Map *map;
  const char *role;
  gint64 id;
  GdkRectangle area;
  guint n;
} Look;

static gboolean
is_still (gpointer data)
{
  Look *look = data;
  GdkRectangle area = { 0 };

  if (!ctn_chart_canvas_get_mark_area (look->map->canvas, look->role, look->id, &area) ||
      !gdk_rectangle_equal (&area, &look->area))
    look->n = 0;
  look->area = area;
  return look->n++ >= STILL && area.width > 0;
}

GdkRectangle
map_wait_for (Map *self, const char *role, gint64 id)
{
  Look look = { self, role, id, { 0 }, 0 };

  driver_wait_for (is_still, &look, role);
  return look.area;
}

typedef struct {
  GtkWidget *root;
  const char *text;
  GtkWidget *found;
} Search;

/* An entry of a menu, or the row of a partner, with that text. */
static void
look_at (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  g_autofree char *text = NULL;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    g_object_get (widget, "text", &text, NULL);
  else if (ADW_IS_ACTION_ROW (widget))
    g_object_get (widget, "title", &text, NULL);
  if (g_strcmp0 (text, search->text) == 0)
    search->found = widget;
}

static gboolean
is_there (gpointer data)
{
  Search *search = data;

  search->found = NULL;
  driver_visit (search->root, look_at, search);
  return search->found != NULL;
}

GtkWidget *
map_wait_for_text (Map *self, const char *text)
{
  Search search = { GTK_WIDGET (self->driver.window), text, NULL };

  driver_wait_for (is_there, &search, text);
  driver_settle ();
  return search.found;
}
