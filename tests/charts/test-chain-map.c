#include "chart-examples.h"

#include <string.h>

#define SLACK 0.05

static void
assert_in_page (const CtnScene *scene)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    /* Room beside the outermost actors is the margin's; heads and names stay inside of it. */
    g_assert_cmpfloat (mark->bounds.x, >=, -SLACK);
    g_assert_cmpfloat (mark->bounds.y, >=, -SLACK);
    g_assert_cmpfloat (mark->bounds.x + mark->bounds.width, <=,
                       ctn_scene_get_width (scene) + SLACK);
    g_assert_cmpfloat (mark->bounds.y + mark->bounds.height, <=,
                       ctn_scene_get_height (scene) + SLACK);
  }
}

static void
test_battery (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  ExampleMap example;
  CtnPoint origin;

  example_map_init_battery (&example);
  scene = ctn_chain_map_layout (&example.data, metrics, ctn_theme_get (CTN_THEME_LIGHT), &origin);
  assert_in_page (scene);
  /* All stages, actors and links can be reached. */
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==,
                    example.data.n_stages + example.data.n_actors + example.data.n_links);
  for (guint i = 0; i < example.data.n_actors; i++) {
    const CtnMapActor *actor = &example.data.actors[i];
    double x = origin.x + actor->box.x + actor->box.width / 2;
    double y = origin.y + actor->box.y + actor->box.height / 2;
    int index = ctn_scene_hit (scene, x, y, 0);
    const CtnMark *mark;

    g_assert_cmpint (index, >=, 0);
    mark = ctn_scene_get_mark (scene, (guint) index);
    g_assert_cmpint (mark->info.id, ==, actor->id);
    g_assert_cmpstr (mark->info.role, ==, "actor");
    /* Dashed when planned or missing, and only then. */
    g_assert_cmpint (mark->paint.dash != NULL, ==,
                     actor->state == CTN_MAP_PLANNED || actor->state == CTN_MAP_MISSING);
  }
  example_map_clear (&example);
}

/* Reading order: by stage, then downwards. */
static void
test_reading_order (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  ExampleMap example;
  int stage = 0;
  double y = -1;

  example_map_init_large (&example, 100);
  scene = ctn_chain_map_layout (&example.data, metrics, ctn_theme_get (CTN_THEME_DARK), NULL);
  assert_in_page (scene);
  for (guint i = 0; i < ctn_scene_get_n_reachable (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, ctn_scene_get_reachable (scene, i));

    if (strcmp (mark->info.role, "actor") != 0)
      continue;
    g_assert_true (mark->info.part > stage || (mark->info.part == stage && mark->bounds.y > y));
    stage = mark->info.part;
    y = mark->bounds.y;
  }
  example_map_clear (&example);
}

/* Nothing, stages without actors, and links to nowhere. */
static void
test_odd (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  const CtnTheme *theme = ctn_theme_get (CTN_THEME_PRINT);
  CtnMapStage stages[] = { { 1, "Empty", 0, 0 }, { 2, NULL, 0, 0 } };
  CtnMapLane lanes[] = { { 3, "Lane", 0, 0 } };
  CtnMapActor actor = { .id = 4, .stage = 7, .lane = -3, .box = { -500, -500, 1, 1 } };
  CtnMapLink links[] = { { .id = 5, .from = 0, .to = 9, .kind = 77 },
                         { .id = 6, .from = 0, .to = 0, .kind = 77, .width = 1000 } };
  CtnMapData data = { 0 };
  g_autoptr (CtnScene) empty = ctn_chain_map_layout (&data, metrics, theme, NULL);
  g_autoptr (CtnScene) odd = NULL;

  assert_in_page (empty);
  data = (CtnMapData) { .stages = stages,
                        .n_stages = 2,
                        .lanes = lanes,
                        .n_lanes = 1,
                        .actors = &actor,
                        .n_actors = 1,
                        .links = links,
                        .n_links = 2 };
  odd = ctn_chain_map_layout (&data, metrics, theme, NULL);
  g_assert_cmpint (ctn_scene_find (odd, "link", 5, 77), ==, -1);
  g_assert_cmpint (ctn_scene_find (odd, "link", 6, 77), >=, 0);
  g_assert_cmpint (ctn_scene_find (odd, "stage", 2, 1), >=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/chain-map/battery", test_battery);
  g_test_add_func ("/charts/chain-map/reading-order", test_reading_order);
  g_test_add_func ("/charts/chain-map/odd", test_odd);
  return g_test_run ();
}
