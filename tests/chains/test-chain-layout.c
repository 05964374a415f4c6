#include "layout-cases.h"

#include <ctn-layout-private.h>
#include <math.h>
#include <string.h>

#define N_RANDOM 80

/* --- What holds for every layout --------------------------------------------------------------- */

static gboolean
overlap (const LayoutCase *chain, const CtnLayout *layout, guint a, guint b)
{
  const CtnLayoutNode *first = layout_case_get_node (chain, a);
  const CtnLayoutNode *second = layout_case_get_node (chain, b);

  return fabs (layout->x[a] - layout->x[b]) < (first->width + second->width) / 2 - 0.001 &&
         fabs (layout->y[a] - layout->y[b]) < (first->height + second->height) / 2 - 0.001;
}

static void
check_no_overlap (const LayoutCase *chain, const CtnLayout *layout)
{
  for (guint a = 0; a < layout->n_nodes; a++)
    for (guint b = a + 1; b < layout->n_nodes; b++)
      if (!layout_case_get_node (chain, a)->pinned || !layout_case_get_node (chain, b)->pinned)
        g_assert_false (overlap (chain, layout, a, b));
}

/* Within a stage the places are 0, 1, … without a gap, lanes and coordinates grow with them, and
 * boxes stand in the bands of their lanes. */
static void
check_order (const LayoutCase *chain, const CtnLayout *layout, const double *across)
{
  for (guint a = 0; a < layout->n_nodes; a++) {
    const CtnLayoutNode *node = layout_case_get_node (chain, a);
    guint n_before = 0;

    for (guint b = 0; b < layout->n_nodes; b++) {
      const CtnLayoutNode *other = layout_case_get_node (chain, b);

      if (other->stage != node->stage || a == b)
        continue;
      g_assert_cmpuint (layout->order[a], !=, layout->order[b]);
      if (layout->order[b] > layout->order[a])
        continue;
      n_before++;
      g_assert_cmpuint (other->lane, <=, node->lane);
      if (other->lane == node->lane)
        g_assert_cmpfloat (across[b], <=, across[a]);
    }
    g_assert_cmpuint (layout->order[a], ==, n_before);
    if (!node->pinned) {
      g_assert_cmpfloat (across[a], >, layout->lane_start[node->lane]);
      g_assert_cmpfloat (across[a], <, layout->lane_end[node->lane]);
    }
  }
  for (guint i = 1; i < layout->n_lanes; i++)
    g_assert_cmpfloat (layout->lane_start[i], >=, layout->lane_end[i - 1]);
  for (guint i = 1; i < layout->n_stages; i++)
    g_assert_cmpfloat (layout->stage_start[i], >, layout->stage_end[i - 1]);
}

static gboolean
on_border (const LayoutCase *chain, const CtnLayout *layout, guint node, CtnLayoutPoint point)
{
  double w = layout_case_get_node (chain, node)->width / 2;
  double h = layout_case_get_node (chain, node)->height / 2;
  double dx = fabs (point.x - layout->x[node]), dy = fabs (point.y - layout->y[node]);

  return dx <= w + 0.001 && dy <= h + 0.001 && (dx >= w - 0.001 || dy >= h - 0.001);
}

static void
check_routes (const LayoutCase *chain, const CtnLayout *layout)
{
  for (guint i = 0; i < layout->n_links; i++) {
    guint n;
    const CtnLayoutPoint *points = ctn_layout_get_route (layout, i, &n);
    const CtnLayoutLink *link = layout_case_get_link (chain, i);

    g_assert_cmpuint (n, >=, 4);
    g_assert_cmpuint (n % 3, ==, 1);
    g_assert_true (on_border (chain, layout, link->from, points[0]));
    g_assert_true (on_border (chain, layout, link->to, points[n - 1]));
    for (guint k = 0; k < n; k++) {
      g_assert_true (isfinite (points[k].x) && isfinite (points[k].y));
      g_assert_cmpfloat (points[k].x, >=, layout->min_x - 0.001);
      g_assert_cmpfloat (points[k].x, <=, layout->min_x + layout->width + 0.001);
    }
  }
}

static CtnLayoutPoint
at (const CtnLayoutPoint *p, double t)
{
  double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

  return (CtnLayoutPoint) { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                            a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

/* Walks along all curves; without pinned boxes none goes through a box. */
static void
check_curves_keep_off (const LayoutCase *chain, const CtnLayout *layout)
{
  for (guint i = 0; i < layout->n_links; i++) {
    guint n;
    const CtnLayoutPoint *points = ctn_layout_get_route (layout, i, &n);

    for (guint step = 0; step <= 8 * (n / 3); step++) {
      guint curve = MIN (step / 8, n / 3 - 1);
      CtnLayoutPoint point = at (points + 3 * curve, (step - 8.0 * curve) / 8);

      for (guint v = 0; v < layout->n_nodes; v++) {
        const CtnLayoutNode *node = layout_case_get_node (chain, v);

        g_assert_false (fabs (point.x - layout->x[v]) < node->width / 2 - 0.001 &&
                        fabs (point.y - layout->y[v]) < node->height / 2 - 0.001);
      }
    }
  }
}

static void
check_all (const LayoutCase *chain, const CtnLayout *layout, CtnLayoutDirection direction)
{
  gboolean top_down = direction == CTN_LAYOUT_TOP_DOWN;

  g_assert_cmpuint (layout->n_nodes, ==, chain->nodes->len);
  g_assert_cmpuint (layout->n_links, ==, chain->links->len);
  check_no_overlap (chain, layout);
  check_order (chain, layout, top_down ? layout->x : layout->y);
  check_routes (chain, layout);
}

/* --- Tests ------------------------------------------------------------------------------------- */

static void
test_properties (void)
{
  for (guint i = 0; i < N_RANDOM; i++) {
    CtnLayoutOptions options;
    g_autoptr (CtnLayout) layout = NULL;
    g_autoptr (LayoutCase) chain =
        layout_case_new_random (i, i % 47, i * 7 % 90, 1 + i % 9, 1 + i % 4);

    ctn_layout_options_init (&options);
    options.direction = i % 2 == 0 ? CTN_LAYOUT_LEFT_TO_RIGHT : CTN_LAYOUT_TOP_DOWN;
    layout = layout_case_run (chain, &options);
    check_all (chain, layout, options.direction);
    check_curves_keep_off (chain, layout);
  }
}

/* Pins anywhere, also outside of their columns and bands and on top of each other. */
static void
test_pins (void)
{
  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (GRand) random = g_rand_new_with_seed (i);
    g_autoptr (CtnLayout) layout = NULL;
    g_autoptr (LayoutCase) chain = layout_case_new_random (i, 40, 60, 1 + i % 6, 1 + i % 3);

    for (guint v = 0; v < 40; v += 1 + i % 7) {
      CtnLayoutNode *node = layout_case_get_node (chain, v);

      node->pinned = TRUE;
      node->pinned_x = g_rand_double_range (random, -300, 1500);
      node->pinned_y = g_rand_double_range (random, -300, 900);
    }
    layout = layout_case_run (chain, NULL);
    check_all (chain, layout, CTN_LAYOUT_LEFT_TO_RIGHT);
    for (guint v = 0; v < 40; v += 1 + i % 7) {
      const CtnLayoutNode *node = layout_case_get_node (chain, v);

      g_assert_cmpfloat_with_epsilon (layout->x[v], node->pinned_x, 1e-9);
      g_assert_cmpfloat_with_epsilon (layout->y[v], node->pinned_y, 1e-9);
    }
  }
}

/* Pinning a box where it stands changes nothing for the others of its column. */
static void
test_pin_in_place (void)
{
  g_autoptr (LayoutCase) chain = layout_case_new_chain (3, 60, 100, 5);
  g_autoptr (CtnLayout) before = layout_case_run (chain, NULL);
  g_autoptr (CtnLayout) after = NULL;
  CtnLayoutOptions options;
  CtnLayoutNode *node = layout_case_get_node (chain, 17);

  ctn_layout_options_init (&options);
  options.previous = before->order;
  node->pinned = TRUE;
  node->pinned_x = before->x[17];
  node->pinned_y = before->y[17];
  after = layout_case_run (chain, &options);
  g_assert_cmpmem (before->order, 60 * sizeof (guint), after->order, 60 * sizeof (guint));
  for (guint v = 0; v < 60; v++)
    g_assert_cmpfloat_with_epsilon (before->x[v], after->x[v], 1e-9);
}

static void
test_deterministic (void)
{
  g_autoptr (LayoutCase) chain = layout_case_new_chain (7, 200, 400, 6);
  g_autoptr (CtnLayout) first = layout_case_run (chain, NULL);
  g_autoptr (CtnLayout) second = layout_case_run (chain, NULL);
  guint n_points = first->route_start[first->n_links];

  g_assert_cmpmem (first->order, 200 * sizeof (guint), second->order, 200 * sizeof (guint));
  g_assert_cmpmem (first->x, 200 * sizeof (double), second->x, 200 * sizeof (double));
  g_assert_cmpmem (first->y, 200 * sizeof (double), second->y, 200 * sizeof (double));
  g_assert_cmpmem (first->points, n_points * sizeof (CtnLayoutPoint), second->points,
                   second->route_start[second->n_links] * sizeof (CtnLayoutPoint));
}

/* All pairs of edges. */
static guint64
count_slowly (const CtnLayers *layers)
{
  guint64 n = 0;

  for (guint a = 0; a < layers->n_vertices; a++)
    for (guint b = 0; b < layers->n_vertices; b++) {
      if (layers->layer[a] != layers->layer[b] || layers->position[a] >= layers->position[b])
        continue;
      for (guint i = layers->after_start[a]; i < layers->after_start[a + 1]; i++)
        for (guint k = layers->after_start[b]; k < layers->after_start[b + 1]; k++)
          n += layers->position[layers->after[i]] > layers->position[layers->after[k]];
    }
  return n;
}

static void
test_count (void)
{
  CtnLayoutOptions options;

  ctn_layout_options_init (&options);
  for (guint i = 0; i < 60; i++) {
    g_autoptr (LayoutCase) chain = layout_case_new_random (i, 40, 2 * i, 1 + i % 7, 1 + i % 3);
    g_autoptr (CtnLayers) layers =
        ctn_layers_new ((CtnLayoutNode *) (gpointer) chain->nodes->data, chain->nodes->len,
                        (CtnLayoutLink *) (gpointer) chain->links->data, chain->links->len,
                        chain->n_stages, chain->n_lanes, &options);
    g_autoptr (CtnSifter) sifter = ctn_sifter_new (layers, 10, NULL);
    guint64 n = count_slowly (layers), random = i;

    g_assert_cmpuint (ctn_layers_count (layers), ==, n);
    sifter->budget = 1000000;
    ctn_sifter_queue_all (sifter);
    n -= (guint64) ctn_sifter_run (sifter);
    g_assert_cmpuint (count_slowly (layers), ==, n);
    for (guint link = 0; link < layers->n_links; link++) {
      n -= (guint64) ctn_sifter_reroute (sifter, link);
      g_assert_cmpuint (count_slowly (layers), ==, n);
    }
    sifter->budget = 100000;
    n -= (guint64) ctn_sifter_shake (sifter, &random);
    g_assert_cmpuint (count_slowly (layers), ==, n);
    g_assert_true (ctn_layers_order (layers, NULL));
    g_assert_cmpuint (ctn_layers_count (layers), ==, count_slowly (layers));
  }
}

/* From the public result alone, for links between neighbouring stages. */
static void
test_crossings_of_result (void)
{
  g_autoptr (LayoutCase) chain = layout_case_new (3, 1);
  g_autoptr (CtnLayout) layout = NULL;
  guint n = 0;

  for (guint i = 0; i < 30; i++)
    layout_case_add_node (chain, i % 3, 0);
  for (guint i = 0; i < 60; i++)
    layout_case_add_link (chain, i * 7 % 30 / 3 * 3 + i % 2, i * 11 % 30 / 3 * 3 + i % 2 + 1);
  layout = layout_case_run (chain, NULL);
  for (guint i = 0; i < 60; i++)
    for (guint k = 0; k < 60; k++) {
      const CtnLayoutLink *a = layout_case_get_link (chain, i);
      const CtnLayoutLink *b = layout_case_get_link (chain, k);

      if (a->from % 3 == b->from % 3)
        n += layout->order[a->from] < layout->order[b->from] &&
             layout->order[a->to] > layout->order[b->to];
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (layout->n_crossings, ==, n);
}

/* Drawn by hand: a tree and a ladder have layouts without crossings; three to three have nine
 * pairs that cross, whatever the order. */
static void
test_known (void)
{
  g_autoptr (LayoutCase) tree = layout_case_new (5, 1);
  g_autoptr (LayoutCase) complete = layout_case_new (2, 1);
  g_autoptr (CtnLayout) of_tree = NULL, of_complete = NULL;

  layout_case_add_node (tree, 0, 0);
  for (guint i = 1; i < 31; i++) {
    layout_case_add_node (tree, (guint) g_bit_storage (i + 1) - 1, 0);
    layout_case_add_link (tree, (i - 1) / 2, i);
  }
  of_tree = layout_case_run (tree, NULL);
  g_assert_cmpuint (of_tree->n_crossings, ==, 0);
  for (guint i = 0; i < 6; i++)
    layout_case_add_node (complete, i / 3, 0);
  for (guint i = 0; i < 9; i++)
    layout_case_add_link (complete, i / 3, 3 + i % 3);
  of_complete = layout_case_run (complete, NULL);
  g_assert_cmpuint (of_complete->n_crossings, ==, 9);
}

/* A long link whose ends stand opposite each other is one line. */
static void
test_straight (void)
{
  g_autoptr (LayoutCase) chain = layout_case_new (5, 1);
  g_autoptr (CtnLayout) layout = NULL;
  const CtnLayoutPoint *points;
  guint n;

  for (guint i = 0; i < 5; i++)
    layout_case_add_node (chain, i, 0);
  layout_case_add_node (chain, 0, 0);
  layout_case_add_node (chain, 4, 0);
  for (guint i = 0; i < 4; i++)
    layout_case_add_link (chain, i, i + 1);
  layout_case_add_link (chain, 5, 6);
  layout = layout_case_run (chain, NULL);
  points = ctn_layout_get_route (layout, 4, &n);
  for (guint k = 1; k < n; k++)
    g_assert_cmpfloat_with_epsilon (points[k].y, points[0].y, 0.5);
}

/* The others keep their order when a node comes in. */
static void
test_stable (void)
{
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (LayoutCase) chain = layout_case_new_chain (seed, 80, 130, 5);
    g_autoptr (CtnLayout) before = layout_case_run (chain, NULL);
    g_autoptr (CtnLayout) after = NULL;
    g_autofree guint *previous = g_new (guint, 81);
    CtnLayoutOptions options;

    memcpy (previous, before->order, 80 * sizeof (guint));
    previous[80] = G_MAXUINT;
    layout_case_add_node (chain, 2, 0);
    layout_case_add_link (chain, 6, 80);
    layout_case_add_link (chain, 80, 13);
    ctn_layout_options_init (&options);
    options.previous = previous;
    after = layout_case_run (chain, &options);
    check_all (chain, after, CTN_LAYOUT_LEFT_TO_RIGHT);
    for (guint a = 0; a < 80; a++)
      for (guint b = a + 5; b < 80; b += 5)
        g_assert_true ((before->order[a] < before->order[b]) ==
                       (after->order[a] < after->order[b]));
    g_assert_cmpuint (after->n_crossings, <=, before->n_crossings * 1.15 + 10);
  }
}

/* The same map again is the same map. */
static void
test_unchanged (void)
{
  g_autoptr (LayoutCase) chain = layout_case_new_chain (5, 120, 220, 6);
  g_autoptr (CtnLayout) before = layout_case_run (chain, NULL);
  g_autoptr (CtnLayout) after = NULL;
  CtnLayoutOptions options;

  ctn_layout_options_init (&options);
  options.previous = before->order;
  after = layout_case_run (chain, &options);
  g_assert_cmpmem (before->order, 120 * sizeof (guint), after->order, 120 * sizeof (guint));
}

static void
test_degenerate (void)
{
  g_autoptr (LayoutCase) nothing = layout_case_new (0, 0);
  g_autoptr (LayoutCase) empty = layout_case_new (4, 2);
  g_autoptr (LayoutCase) single = layout_case_new (1, 1);
  g_autoptr (LayoutCase) gaps = layout_case_new (6, 3);
  g_autoptr (LayoutCase) full = layout_case_new (4, 2);
  LayoutCase *cases[] = { nothing, empty, single, gaps, full };

  for (guint i = 0; i < 12; i++) {
    layout_case_add_node (single, 0, 0);
    layout_case_add_node (gaps, i % 2 * 4, i % 2 * 2);
    layout_case_add_node (full, i % 4, i % 2);
  }
  for (guint i = 0; i < 144; i++) {
    layout_case_add_link (single, i / 12, i % 12);
    layout_case_add_link (full, i / 12, i % 12);
    layout_case_add_link (gaps, i / 12, i % 12);
  }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CtnLayout) layout = layout_case_run (cases[i], NULL);

    check_all (cases[i], layout, CTN_LAYOUT_LEFT_TO_RIGHT);
    check_curves_keep_off (cases[i], layout);
  }
}

/* Numbers that are none do no harm. */
static void
test_odd_numbers (void)
{
  static const double odd[] = { NAN, INFINITY, -INFINITY, -5, 1e300, 0 };
  g_autoptr (LayoutCase) chain = layout_case_new_random (1, 30, 50, 4, 2);
  g_autoptr (CtnLayout) layout = NULL;

  for (guint i = 0; i < 30; i++) {
    CtnLayoutNode *node = layout_case_get_node (chain, i);

    node->width = odd[i % 6];
    node->height = odd[(i + 1) % 6];
    node->pinned = TRUE;
    node->pinned_x = odd[(i + 2) % 6];
    node->pinned_y = odd[(i + 3) % 6];
    layout_case_get_link (chain, i)->weight = odd[(i + 4) % 6];
  }
  layout = layout_case_run (chain, NULL);
  for (guint i = 0; i < 30; i++)
    g_assert_true (isfinite (layout->x[i]) && isfinite (layout->y[i]));
  g_assert_true (isfinite (layout->width) && isfinite (layout->height));
}

static void
test_invalid (void)
{
  CtnLayoutNode nodes[] = { { .stage = 0 }, { .stage = 1 } };
  CtnLayoutLink links[] = { { 0, 1, 1 } };
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_chain_layout (nodes, 2, links, 1, 1, 1, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  nodes[1].lane = 1;
  g_assert_null (ctn_chain_layout (nodes, 2, links, 1, 2, 1, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  links[0].to = 2;
  g_assert_null (ctn_chain_layout (nodes, 2, links, 1, 2, 2, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (LayoutCase) chain = layout_case_new_chain (1, 6000, 12000, 8);
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  GCancellable *both[] = { before, during };
  GThread *thread = g_thread_new ("cancel", cancel_soon, during);

  g_cancellable_cancel (before);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    CtnLayout *layout = ctn_chain_layout ((CtnLayoutNode *) (gpointer) chain->nodes->data, 6000,
                                          (CtnLayoutLink *) (gpointer) chain->links->data, 12000, 8,
                                          1, NULL, both[i], &error);

    g_assert_null (layout);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain-layout/known", test_known);
  g_test_add_func ("/chain-layout/count", test_count);
  g_test_add_func ("/chain-layout/crossings-of-result", test_crossings_of_result);
  g_test_add_func ("/chain-layout/straight", test_straight);
  g_test_add_func ("/chain-layout/properties", test_properties);
  g_test_add_func ("/chain-layout/pins", test_pins);
  g_test_add_func ("/chain-layout/pin-in-place", test_pin_in_place);
  g_test_add_func ("/chain-layout/deterministic", test_deterministic);
  g_test_add_func ("/chain-layout/stable", test_stable);
  g_test_add_func ("/chain-layout/unchanged", test_unchanged);
  g_test_add_func ("/chain-layout/degenerate", test_degenerate);
  g_test_add_func ("/chain-layout/odd-numbers", test_odd_numbers);
  g_test_add_func ("/chain-layout/invalid", test_invalid);
  g_test_add_func ("/chain-layout/cancel", test_cancel);
  return g_test_run ();
}
