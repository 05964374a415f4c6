/* What a person does with the pointer on the map of the sample's chain: a stage is put in, partners are dragged there,
 * links are drawn, somebody is moved, menus are used; then all of it is taken back. Only names are typed. */
#include "chain-driver.h"
#include "ctn-chain-place-pane.h"

/* --- What is seen ------------------------------------------------------------------------------ */

typedef struct {
  Map *map;
  const char *sql;
  gint64 n;
} Count;

static gboolean
is_count (gpointer data)
{
  const Count *count = data;

  return map_count (count->map, count->sql) == count->n;
}

static void
wait_for_count (Map *self, const char *sql, gint64 n)
{
  Count count = { self, sql, n };

  driver_wait_for (is_count, &count, sql);
}

/* --- What is done ------------------------------------------------------------------------------ */

static void
click (Map *self, GtkWidget *widget)
{
  driver_click (&self->driver, widget, gtk_widget_get_width (widget) / 2.0,
                gtk_widget_get_height (widget) / 2.0, 1, 1, NULL);
}

/* The menu of a mark, and an entry of it. */
static void
choose (Map *self, const char *role, gint64 id, const char *entry)
{
  GdkRectangle area = map_wait_for (self, role, id);

  driver_click (&self->driver, GTK_WIDGET (self->canvas), area.x + area.width / 2.0,
                area.y + area.height / 2.0, 3, 1, NULL);
  click (self, map_wait_for_text (self, entry));
}

static gint64
get_stage (Map *self, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM chain_stage WHERE name = '%s'", name);

  return map_count (self, sql);
}

/* Drags a partner from the list onto the column of a stage, below its heading. */
static void
drag_in (Map *self, const char *typed, const char *partner, gint64 stage)
{
  GtkWidget *pane = driver_find (self->page, CTN_TYPE_CHAIN_PLACE_PANE);
  GtkWidget *search = driver_find (pane, GTK_TYPE_SEARCH_ENTRY);
  gint64 n = map_count (self, "SELECT count(*) FROM chain_actor");
  GdkRectangle area = map_wait_for (self, "stage", stage);

  driver_click (&self->driver, search, 60, gtk_widget_get_height (search) / 2.0, 1, 3, NULL);
  driver_type (&self->driver, typed);
  driver_drag_onto (&self->driver, map_wait_for_text (self, partner), GTK_WIDGET (self->canvas),
                    area.x + area.width / 2.0, area.y + area.height + 60.0);
  wait_for_count (self, "SELECT count(*) FROM chain_actor", n + 1);
}

/* Draws from the edge of one actor to another. */
static void
draw_link (Map *self, gint64 from, gint64 to)
{
  gint64 n = map_count (self, "SELECT count(*) FROM chain_link");
  GdkRectangle source = map_wait_for (self, "actor", from);
  GdkRectangle target = map_wait_for (self, "actor", to);

  driver_drag (&self->driver, GTK_WIDGET (self->canvas), source.x + source.width - 2,
               source.y + source.height / 2.0, target.x + target.width / 2.0,
               target.y + target.height / 2.0, NULL);
  wait_for_count (self, "SELECT count(*) FROM chain_link", n + 1);
}

/* Drags an actor into the column of a stage. */
static void
move_actor (Map *self, gint64 actor, const char *stage)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM chain_actor a JOIN chain_stage s ON s.id = a.stage WHERE a.id = "
      "%" G_GINT64_FORMAT " AND s.name = '%s'",
      actor, stage);
  GdkRectangle from = map_wait_for (self, "actor", actor);
  GdkRectangle to = map_wait_for (self, "stage", get_stage (self, stage));

  driver_drag (&self->driver, GTK_WIDGET (self->canvas), from.x + from.width / 2.0,
               from.y + from.height / 2.0, to.x + to.width / 2.0, from.y + from.height / 2.0, NULL);
  wait_for_count (self, sql, 1);
}

/* Everything that a person can see of the chain, in one text. (transfer full) */
static char *
describe (Map *self)
{
  return ctn_connection_get_text (
      self->reader, NULL,
      "SELECT (SELECT group_concat(id || name || position, '|' ORDER BY id) FROM chain_stage) || "
      "(SELECT group_concat(id || coalesce(stage, 0) || coalesce(name, '') || "
      "coalesce(pinned_y, ''), '|' ORDER BY id) FROM chain_actor) || "
      "(SELECT group_concat(id || source || target || kind || state, '|' ORDER BY id) FROM "
      "chain_link)",
      "");
}

static void
find_undo (GtkWidget *widget, gpointer data)
{
  GtkWidget **button = data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "win.undo") == 0)
    *button = widget;
}

static gboolean
is_as_before (gpointer data)
{
  gpointer *parts = data;
  g_autofree char *now = describe (parts[0]);

  return g_strcmp0 (now, parts[1]) == 0;
}

/* --- The walk ---------------------------------------------------------------------------------- */

static void
test_walk (void)
{
  Map map = { 0 };
  g_autofree char *before = NULL;
  GtkWidget *undo = NULL;
  gint64 stage, institute, cells, packs, link;
  guint n_steps = 0;

  map_open (&map);
  before = describe (&map);
  cells = map_find_actor (&map, "Beispiel Batteriewerk GmbH");
  packs = map_find_actor (&map, "Beispiel Packbau GmbH");

  choose (&map, "stage", get_stage (&map, "Cells"), "Add a Stage Behind…");
  driver_wait_for_button (&map.driver, "_Add");
  driver_type (&map.driver, "Safety tests");
  click (&map, driver_wait_for_button (&map.driver, "_Add"));
  wait_for_count (&map, "SELECT count(*) FROM chain_stage WHERE name = 'Safety tests'", 1);
  stage = get_stage (&map, "Safety tests");
  n_steps++;

  choose (&map, "stage", stage, "Place Somebody Here…");
  drag_in (&map, "elektrolyt", "Beispiel Elektrolyt AG", stage);
  drag_in (&map, "zweitleben", "Beispiel Zweitleben GmbH", stage);
  n_steps += 2;
  institute =
      map_count (&map, "SELECT a.id FROM chain_actor a JOIN chain_stage s ON s.id = a.stage "
                       "JOIN organisation o ON o.id = a.organisation WHERE s.name = "
                       "'Safety tests' AND o.name = 'Beispiel Elektrolyt AG'");

  draw_link (&map, cells, institute);
  draw_link (&map, institute, packs);
  n_steps += 2;
  link = map_count (&map, "SELECT id FROM chain_link ORDER BY id DESC LIMIT 1");
  g_assert_cmpint (map_count (&map, "SELECT source FROM chain_link ORDER BY id DESC LIMIT 1"), ==,
                   institute);
  choose (&map, "link", link, "Turn Round");
  wait_for_count (&map, "SELECT source FROM chain_link ORDER BY id DESC LIMIT 1", packs);
  n_steps++;

  move_actor (&map, map_find_actor (&map, "Primer Elektronika d.o.o."), "Safety tests");
  n_steps++;
  choose (&map, "actor", institute, "Remove From the Chain");
  wait_for_count (&map,
                  "SELECT count(*) FROM chain_actor a JOIN chain_stage s ON s.id = a.stage "
                  "WHERE s.name = 'Safety tests'",
                  2);
  n_steps++;

  driver_visit (GTK_WIDGET (map.driver.window), find_undo, &undo);
  g_assert_nonnull (undo);
  for (guint i = 0; i < n_steps; i++) {
    g_autofree char *now = describe (&map);

    g_assert_cmpstr (now, !=, before);
    click (&map, undo);
  }
  driver_wait_for (is_as_before, (gpointer[]) { &map, before }, "the chain as it was");
  map_close (&map);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mouse/chain", test_walk);
  return g_test_run ();
}
