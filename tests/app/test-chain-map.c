/* The map of a value chain, edited with pointer and keys, in the real window. Every figure expected here
 * is counted by hand in data/sample/chain-*.csv. */
#include <math.h>
#include <string.h>

#include "chain-driver.h"
#include "ctn-chain-place-pane.h"
#include "ctn-chart-mark.h"

/* Pixels to a point. */
static double
get_scale (Map *self)
{
  double x = 100, y = 100, zero_x = 0, zero_y = 0;

  ctn_chart_canvas_to_scene (self->canvas, &x, &y);
  ctn_chart_canvas_to_scene (self->canvas, &zero_x, &zero_y);
  return 100 / (x - zero_x);
}

/* Where the layout has an actor. */
static CtnPoint
get_point (Map *self, gint64 actor)
{
  CtnChainFigure *figure = ctn_chain_map_view_get_figure (self->map);

  return ctn_chain_figure_get_actor_point (
      figure, (guint) ctn_chain_find_actor (ctn_chain_figure_get_chain (figure), actor));
}

static void
undo (Map *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->driver.window), "win.undo", NULL);
  driver_settle ();
}

/* An actor is dragged to another stage, then within its own; one undo each takes it back. */
static void
test_drag_actor (void)
{
  Map map = { 0 };
  gint64 actor;
  GdkRectangle from, to;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  double y, scale;

  map_open (&map);
  scale = get_scale (&map);
  actor = map_find_actor (&map, "Beispiel Elektrolyt AG");
  before = map_dup_stage_of (&map, actor);
  from = map_get_area (&map, "actor", actor);
  to = map_get_area (&map, "actor", map_find_actor (&map, "Beispiel Batteriewerk GmbH"));
  driver_drag (&map.driver, GTK_WIDGET (map.canvas), from.x + from.width / 2.0,
               from.y + from.height / 2.0, to.x + to.width / 2.0, to.y + to.height + 14.0, NULL);
  after = map_dup_stage_of (&map, actor);
  g_assert_cmpstr (before, ==, "Cell components");
  g_assert_cmpstr (after, ==, "Cells");
  undo (&map);
  undone = map_dup_stage_of (&map, actor);
  g_assert_cmpstr (undone, ==, "Cell components");

  from = map_get_area (&map, "actor", actor);
  y = get_point (&map, actor).y;
  driver_drag (&map.driver, GTK_WIDGET (map.canvas), from.x + from.width / 2.0,
               from.y + from.height / 2.0, from.x + from.width / 2.0,
               from.y + from.height / 2.0 + 90, NULL);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor WHERE pinned_y IS NOT NULL"),
                   ==, 1);
  /* As far as the pointer went, and there it stays. */
  g_assert_cmpfloat (fabs (get_point (&map, actor).y - y - 90 / scale), <=, 1.5);
  undo (&map);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor WHERE pinned_y IS NOT NULL"),
                   ==, 0);
  map_close (&map);
}

/* A line from the edge of one actor to another is a link of supply. */
static void
test_draw_link (void)
{
  Map map = { 0 };
  gint64 n, source, target, made = 0;
  GdkRectangle from, to;

  map_open (&map);
  n = map_count (&map, "SELECT count(*) FROM chain_link");
  source = map_find_actor (&map, "Beispiel Elektrolyt AG");
  target = map_find_actor (&map, "Voorbeeld Stadsvoertuig B.V.");
  from = map_get_area (&map, "actor", source);
  to = map_get_area (&map, "actor", target);
  driver_drag (&map.driver, GTK_WIDGET (map.canvas), from.x + from.width - 2,
               from.y + from.height / 2.0, to.x + to.width / 2.0, to.y + to.height / 2.0, NULL);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_link"), ==, n + 1);
  g_assert_true (
      ctn_connection_get_int (map.reader, &made, NULL,
                              "SELECT count(*) FROM chain_link WHERE source = ? AND target "
                              "= ? AND kind = 'supply'",
                              "ii", source, target));
  g_assert_cmpint (made, ==, 1);
  undo (&map);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_link"), ==, n);
  map_close (&map);
}

/* A rubber band and Ctrl select; Delete removes all at once, and one undo brings all back. */
static void
test_select_and_delete (void)
{
  Map map = { 0 };
  gint64 n, n_links;
  GdkRectangle first, last, other;

  map_open (&map);
  n = map_count (&map, "SELECT count(*) FROM chain_actor");
  n_links = map_count (&map, "SELECT count(*) FROM chain_link");
  first = map_get_area (&map, "actor", map_find_actor (&map, "Příklad Mangan s.r.o."));
  last = map_get_area (&map, "actor", map_find_actor (&map, "Beispiel Graphitveredelung GmbH"));
  other = map_get_area (&map, "actor", map_find_actor (&map, "Beispiel Kathode GmbH"));
  /* The four of the first stage, from below: above them, the heading is near enough to be pulled. */
  driver_drag (&map.driver, GTK_WIDGET (map.canvas), last.x - 8, last.y + last.height + 8,
               first.x + first.width + 3, first.y - 2, "shift");
  g_assert_cmpuint (ctn_chart_canvas_get_selected (map.canvas)->len, ==, 4);
  driver_click (&map.driver, GTK_WIDGET (map.canvas), other.x + other.width / 2.0,
                other.y + other.height / 2.0, 1, 1, "ctrl");
  g_assert_cmpuint (ctn_chart_canvas_get_selected (map.canvas)->len, ==, 5);
  driver_press (&map.driver, "Delete");
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor"), ==, n - 5);
  undo (&map);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor"), ==, n);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_link"), ==, n_links);
  map_close (&map);
}

static CtnChartRef
get_focused (Map *self)
{
  CtnChartRef ref = { NULL, 0 };

  g_assert_true (ctn_chart_canvas_get_focused (self->canvas, &ref));
  return ref;
}

/* Arrows walk along links; Alt and arrows move; F2 renames; L links: nothing needs the pointer. */
static void
test_keyboard (void)
{
  Map map = { 0 };
  gint64 actor, n_links;
  g_autofree char *stage = NULL;
  g_autofree char *name = NULL;

  map_open (&map);
  n_links = map_count (&map, "SELECT count(*) FROM chain_link");
  /* Its only supplier is the first of its kind; its customer the maker of cells. */
  actor = map_find_actor (&map, "Beispiel Elektrolyt AG");
  driver_click (&map.driver, GTK_WIDGET (map.canvas), 4, 4, 1, 1, NULL);
  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_settle ();
  driver_press (&map.driver, "Right");
  g_assert_cmpint (get_focused (&map).id, ==, map_find_actor (&map, "Beispiel Batteriewerk GmbH"));
  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_press (&map.driver, "Left");
  g_assert_cmpint (get_focused (&map).id, ==, map_find_actor (&map, "Beispiel Lithiumquelle GmbH"));
  /* Ctrl goes on to the link, and from there to its end. */
  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_press (&map.driver, "ctrl+Right");
  g_assert_cmpstr (get_focused (&map).role, ==, "link");
  driver_press (&map.driver, "Right");
  g_assert_cmpint (get_focused (&map).id, ==, map_find_actor (&map, "Beispiel Batteriewerk GmbH"));

  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_press (&map.driver, "alt+Right");
  stage = map_dup_stage_of (&map, actor);
  g_assert_cmpstr (stage, ==, "Cells");
  g_assert_cmpint (get_focused (&map).id, ==, actor);
  undo (&map);

  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_press (&map.driver, "F2 ctrl+a");
  driver_type (&map.driver, "Beispiel Salz AG");
  driver_press (&map.driver, "Return");
  name = ctn_connection_get_text (map.reader, NULL,
                                  "SELECT o.name FROM chain_actor a JOIN organisation o ON o.id = "
                                  "a.organisation WHERE a.id = ?",
                                  "i", actor);
  g_assert_cmpstr (name, ==, "Beispiel Salz AG");

  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_press (&map.driver, "l");
  driver_type (&map.driver, "Stadsvoertuig");
  driver_press (&map.driver, "Return");
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_link"), ==, n_links + 1);
  map_close (&map);
}

/* Insert, a name and Enter place a partner of the registry; a name that nobody has places it by name. */
static void
test_place_by_typing (void)
{
  Map map = { 0 };
  gint64 n, stage;

  map_open (&map);
  n = map_count (&map, "SELECT count(*) FROM chain_actor");
  stage = map_count (&map, "SELECT id FROM chain_stage WHERE name = 'Cells'");
  driver_click (&map.driver, GTK_WIDGET (map.canvas), 4, 4, 1, 1, NULL);
  ctn_chain_map_view_focus (map.map, "stage", stage);
  driver_settle ();
  driver_press (&map.driver, "Insert");
  g_assert_nonnull (driver_find (map.page, CTN_TYPE_CHAIN_PLACE_PANE));
  driver_type (&map.driver, "Kathode");
  driver_press (&map.driver, "Return");
  g_assert_cmpint (map_count (&map,
                              "SELECT count(*) FROM chain_actor a JOIN organisation o ON o.id = "
                              "a.organisation JOIN chain_stage s ON s.id = a.stage WHERE o.name = "
                              "'Beispiel Kathode GmbH' AND s.name = 'Cells'"),
                   ==, 1);
  /* The text is selected: the next name replaces it. */
  driver_type (&map.driver, "Beispiel Niemand KG");
  driver_press (&map.driver, "Return");
  g_assert_cmpint (
      map_count (&map, "SELECT count(*) FROM chain_actor WHERE name = 'Beispiel Niemand KG'"), ==,
      1);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor"), ==, n + 2);
  map_close (&map);
}

/* A partner is dragged from the list onto a stage, and another one onto somebody who is missing. */
static void
test_drop (void)
{
  Map map = { 0 };
  GtkWidget *row;
  GdkRectangle area, actor;
  gint64 missing, n;

  map_open (&map);
  missing = map_find_actor (&map, "Second cell maker");
  n = map_count (&map, "SELECT count(*) FROM chain_actor");
  gtk_widget_activate_action (GTK_WIDGET (map.page), "chains.place", NULL);
  driver_settle ();
  driver_type (&map.driver, "Kathode");
  row = map_wait_for_text (&map, "Beispiel Kathode GmbH");
  area = map_wait_for (&map, "stage",
                       map_count (&map, "SELECT id FROM chain_stage WHERE name = 'Packs'"));
  actor = map_get_area (&map, "actor", map_find_actor (&map, "Beispiel Packbau GmbH"));
  driver_drag_onto (&map.driver, row, GTK_WIDGET (map.canvas), area.x + area.width / 2.0,
                    actor.y + actor.height + 6.0);
  g_assert_cmpint (map_count (&map,
                              "SELECT count(*) FROM chain_actor a JOIN organisation o ON o.id = "
                              "a.organisation JOIN chain_stage s ON s.id = a.stage WHERE o.name = "
                              "'Beispiel Kathode GmbH' AND s.name = 'Packs'"),
                   ==, 1);
  area = map_wait_for (&map, "actor", missing);
  driver_drag_onto (&map.driver, row, GTK_WIDGET (map.canvas), area.x + area.width / 2.0,
                    area.y + area.height / 2.0);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor"), ==, n + 1);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor WHERE state = 'missing'"), ==,
                   0);
  map_close (&map);
}

/* A copied pair keeps the link between the two. */
static void
test_copy_and_paste (void)
{
  Map map = { 0 };
  gint64 n, n_links;
  CtnChartRef refs[2];

  map_open (&map);
  n = map_count (&map, "SELECT count(*) FROM chain_actor");
  n_links = map_count (&map, "SELECT count(*) FROM chain_link");
  refs[0] = (CtnChartRef) { "actor", map_find_actor (&map, "Beispiel Kathode GmbH") };
  refs[1] = (CtnChartRef) { "actor", map_find_actor (&map, "Beispiel Batteriewerk GmbH") };
  ctn_chart_canvas_select (map.canvas, refs, 2);
  gtk_widget_activate_action (GTK_WIDGET (map.map), "canvas.copy", NULL);
  ctn_chart_canvas_select (
      map.canvas,
      &(CtnChartRef) { "stage",
                       map_count (&map, "SELECT id FROM chain_stage WHERE name = 'Packs'") },
      1);
  gtk_widget_activate_action (GTK_WIDGET (map.map), "canvas.paste", NULL);
  driver_settle ();
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor"), ==, n + 2);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_link"), ==, n_links + 1);
  undo (&map);
  g_assert_cmpint (map_count (&map, "SELECT count(*) FROM chain_actor"), ==, n);
  map_close (&map);
}

typedef struct {
  const char *begin;
  const char *text;
} Wanted;

static void
find_text (GtkWidget *widget, gpointer data)
{
  Wanted *wanted = data;

  if (wanted->text == NULL && CTN_IS_CHART_MARK (widget) &&
      g_str_has_prefix (ctn_chart_mark_get_text (CTN_CHART_MARK (widget)), wanted->begin))
    wanted->text = ctn_chart_mark_get_text (CTN_CHART_MARK (widget));
}

/* What a screen reader says of an actor and of a link. */
static void
test_names (void)
{
  Map map = { 0 };
  Wanted actor = { "Beispiel Lithiumquelle GmbH, ", NULL };
  Wanted link = { "Beispiel Lithiumquelle GmbH to Beispiel Kathode GmbH", NULL };

  map_open (&map);
  driver_visit (GTK_WIDGET (map.canvas), find_text, &actor);
  driver_visit (GTK_WIDGET (map.canvas), find_text, &link);
  g_assert_cmpstr (actor.text, ==,
                   "Beispiel Lithiumquelle GmbH, stage Raw materials, Chemnitz, Kreisfreie Stadt, "
                   "supplies 2, single supplier of Beispiel Elektrolyt AG");
  g_assert_cmpstr (
      link.text, ==,
      "Beispiel Lithiumquelle GmbH to Beispiel Kathode GmbH: Supply, Lithium hydroxide, "
      "volume 120");
  map_close (&map);
}

static void
click_item (GtkWidget *widget, gpointer data)
{
  g_autofree char *text = NULL;

  if (!gtk_widget_get_mapped (widget) ||
      g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "GtkModelButton") != 0)
    return;
  g_object_get (widget, "text", &text, NULL);
  if (g_strcmp0 (text, data) == 0)
    gtk_widget_activate (widget);
}

/* The menu of a stage, by pointer and by key. */
static void
test_menus (void)
{
  Map map = { 0 };
  gint64 stage;
  GdkRectangle area;

  map_open (&map);
  stage = map_count (&map, "SELECT id FROM chain_stage WHERE name = 'Cells'");
  area = map_get_area (&map, "stage", stage);
  driver_click (&map.driver, GTK_WIDGET (map.canvas), area.x + area.width / 2.0,
                area.y + area.height / 2.0, 3, 1, NULL);
  g_assert_nonnull (driver_find (map.canvas, GTK_TYPE_POPOVER_MENU));
  driver_visit (GTK_WIDGET (map.canvas), click_item, (gpointer) "Move On");
  driver_settle ();
  g_assert_cmpint (
      map_count (&map, "SELECT count(*) FROM chain_stage c JOIN chain_stage p ON p.position < "
                       "c.position WHERE c.name = 'Cells' AND p.name = 'Packs'"),
      ==, 1);
  undo (&map);
  ctn_chain_map_view_focus (map.map, "stage", stage);
  driver_press (&map.driver, "Menu");
  g_assert_nonnull (driver_find (map.canvas, GTK_TYPE_POPOVER_MENU));
  driver_press (&map.driver, "Escape");
  map_close (&map);
}

/* A stage is dragged to another place in the row. */
static void
test_drag_stage (void)
{
  Map map = { 0 };
  GdkRectangle from, to;

  map_open (&map);
  from = map_get_area (&map, "stage",
                       map_count (&map, "SELECT id FROM chain_stage WHERE name = 'Cells'"));
  to = map_get_area (
      &map, "stage",
      map_count (&map, "SELECT id FROM chain_stage WHERE name = 'Vehicle integration'"));
  driver_drag (&map.driver, GTK_WIDGET (map.canvas), from.x + from.width / 2.0,
               from.y + from.height / 2.0, to.x + to.width * 0.8, from.y + from.height / 2.0, NULL);
  g_assert_cmpint (
      map_count (
          &map, "SELECT (SELECT position FROM chain_stage WHERE name = 'Cells') > (SELECT position "
                "FROM chain_stage WHERE name = 'Vehicle integration')"),
      ==, 1);
  undo (&map);
  map_close (&map);
}

/* Whether the map runs down. */
static gboolean
is_turned (gpointer data)
{
  CtnChainFigure *figure = ctn_chain_map_view_get_figure (((Map *) data)->map);
  const CtnLayout *layout = figure != NULL ? ctn_chain_figure_get_layout (figure) : NULL;

  return layout != NULL && layout->height > layout->width / 2;
}

/* The map is turned: an actor is dragged down to the next stage, Alt+Right pins it farther right, the arrow down
 * walks along a link. It is as it was left when it is opened the next time. */
static void
test_turn (void)
{
  Map map = { 0 };
  gint64 actor, next, chain;
  GdkRectangle from, to;
  g_autofree char *after = NULL;
  double x;

  map_open (&map);
  g_assert_false (is_turned (&map));
  gtk_widget_activate_action (GTK_WIDGET (map.map), "map.direction", "s", "top-down");
  driver_wait_for (is_turned, &map, "the turned map");
  driver_settle ();
  actor = map_find_actor (&map, "Beispiel Elektrolyt AG");
  next = map_find_actor (&map, "Beispiel Batteriewerk GmbH");
  from = map_get_area (&map, "actor", actor);
  to = map_get_area (&map, "actor", next);
  g_assert_cmpint (to.y, >, from.y + from.height);
  driver_drag (&map.driver, GTK_WIDGET (map.canvas), from.x + from.width / 2.0,
               from.y + from.height / 2.0, to.x + to.width + 14.0, to.y + to.height / 2.0, NULL);
  after = map_dup_stage_of (&map, actor);
  g_assert_cmpstr (after, ==, "Cells");
  undo (&map);
  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_settle ();
  x = get_point (&map, actor).x;
  driver_press (&map.driver, "alt+Right");
  driver_settle ();
  g_assert_cmpfloat (get_point (&map, actor).x, >, x + 1);
  undo (&map);
  ctn_chain_map_view_focus (map.map, "actor", actor);
  driver_settle ();
  driver_press (&map.driver, "Down");
  g_assert_cmpint (get_focused (&map).id, ==, next);
  chain = map_count (&map, "SELECT id FROM chain");
  ctn_page_show_record (map.page, "chain", 0);
  driver_settle ();
  ctn_page_show_record (map.page, "chain", chain);
  driver_wait_for (is_turned, &map, "the map as it was left");
  map_close (&map);
}

static void
find_stage_row (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_COMBO_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "Stage") == 0)
    *row = widget;
}

typedef struct {
  Map *map;
  GtkWidget *row;
} StageRow;

static gboolean
has_stage_row (gpointer data)
{
  StageRow *search = data;

  driver_visit (GTK_WIDGET (search->map->page), find_stage_row, &search->row);
  return search->row != NULL;
}

/* Two actors are chosen: the pane at the side moves both to another stage, and one undo takes both back. */
static void
test_several (void)
{
  Map map = { 0 };
  CtnChartRef refs[2] = { { "actor", 0 }, { "actor", 0 } };
  StageRow search = { &map, NULL };

  map_open (&map);
  refs[0].id = map_find_actor (&map, "Beispiel Elektrolyt AG");
  refs[1].id = map_find_actor (&map, "Beispiel Kathode GmbH");
  ctn_chart_canvas_select (map.canvas, refs, 2);
  driver_wait_for (has_stage_row, &search, "the pane beside the map");
  /* Behind “As It Is”, in the order of the chain: the third stage is “Cells”. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (search.row), 3);
  driver_settle ();
  for (guint i = 0; i < 2; i++) {
    g_autofree char *stage = map_dup_stage_of (&map, refs[i].id);

    g_assert_cmpstr (stage, ==, "Cells");
  }
  undo (&map);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *stage = map_dup_stage_of (&map, refs[i].id);

    g_assert_cmpstr (stage, ==, "Cell components");
  }
  map_close (&map);
}

static gboolean
has_entry (gpointer canvas)
{
  return driver_find (canvas, GTK_TYPE_ENTRY) != NULL;
}

/* A double click names, though the first of the two opens the pane, for which the map makes room. */
static void
test_double_click (void)
{
  Map map = { 0 };
  gint64 actor;
  GdkRectangle area;

  map_open (&map);
  actor = map_find_actor (&map, "Urban logistics");
  area = map_wait_for (&map, "actor", actor);
  driver_click (&map.driver, GTK_WIDGET (map.canvas), area.x + area.width / 2.0,
                area.y + area.height / 2.0, 1, 2, NULL);
  driver_wait_for (has_entry, map.canvas, "the field over the name");
  driver_type_lines (&map.driver, "City logistics");
  g_assert_cmpint (map_find_actor (&map, "City logistics"), ==, actor);
  map_close (&map);
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

/* Ctrl+P is the window's: it prints what is shown, wherever the keyboard is. */
static void
test_print (void)
{
  Map map = { 0 };
  AdwApplicationWindow *window;

  map_open (&map);
  window = ADW_APPLICATION_WINDOW (map.driver.window);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  driver_press (&map.driver, "ctrl+p");
  driver_wait_for (has_dialog, window, "the question what paper");
  g_assert_cmpstr (adw_dialog_get_title (adw_application_window_get_visible_dialog (window)), ==,
                   "Map on Paper");
  adw_dialog_force_close (adw_application_window_get_visible_dialog (window));
  map_close (&map);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/chain-map/drag-actor", test_drag_actor);
  g_test_add_func ("/app/chain-map/draw-link", test_draw_link);
  g_test_add_func ("/app/chain-map/select-and-delete", test_select_and_delete);
  g_test_add_func ("/app/chain-map/keyboard", test_keyboard);
  g_test_add_func ("/app/chain-map/place-by-typing", test_place_by_typing);
  g_test_add_func ("/app/chain-map/drop", test_drop);
  g_test_add_func ("/app/chain-map/copy-and-paste", test_copy_and_paste);
  g_test_add_func ("/app/chain-map/names", test_names);
  g_test_add_func ("/app/chain-map/menus", test_menus);
  g_test_add_func ("/app/chain-map/drag-stage", test_drag_stage);
  g_test_add_func ("/app/chain-map/turn", test_turn);
  g_test_add_func ("/app/chain-map/several", test_several);
  g_test_add_func ("/app/chain-map/double-click", test_double_click);
  g_test_add_func ("/app/chain-map/print", test_print);
  return g_test_run ();
}
