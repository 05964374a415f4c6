#include "layout-cases.h"

#include <math.h>

LayoutCase *
layout_case_new (guint n_stages, guint n_lanes)
{
  LayoutCase *self = g_new (LayoutCase, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (CtnLayoutNode));
  self->links = g_array_new (FALSE, FALSE, sizeof (CtnLayoutLink));
  self->n_stages = n_stages;
  self->n_lanes = n_lanes;
  return self;
}

void
layout_case_free (LayoutCase *self)
{
  g_array_unref (self->nodes);
  g_array_unref (self->links);
  g_free (self);
}

guint
layout_case_add_node (LayoutCase *self, guint stage, guint lane)
{
  CtnLayoutNode node = { .stage = stage, .lane = lane, .width = 120, .height = 40 };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

void
layout_case_add_link (LayoutCase *self, guint from, guint to)
{
  CtnLayoutLink link = { from, to, 1 };

  g_array_append_val (self->links, link);
}

LayoutCase *
layout_case_new_random (guint32 seed, guint n_nodes, guint n_links, guint n_stages, guint n_lanes)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  LayoutCase *self = layout_case_new (n_stages, n_lanes);

  for (guint i = 0; i < n_nodes; i++) {
    guint stage = (guint) g_rand_int_range (random, 0, (gint32) n_stages);
    guint lane = (guint) g_rand_int_range (random, 0, (gint32) n_lanes);
    CtnLayoutNode *node = layout_case_get_node (self, layout_case_add_node (self, stage, lane));

    node->width = g_rand_double_range (random, 20, 200);
    node->height = g_rand_double_range (random, 10, 80);
  }
  for (guint i = 0; i < n_links && n_nodes > 0; i++)
    layout_case_add_link (self, (guint) g_rand_int_range (random, 0, (gint32) n_nodes),
                          (guint) g_rand_int_range (random, 0, (gint32) n_nodes));
  return self;
}

/* Node @index is the @index / @n_stages-th of stage @index % @n_stages, with a hidden place 0 to 1. */
static guint
choose_target (GRand *random,
               const double *place,
               const guint *degree,
               guint from,
               guint n_nodes,
               guint n_stages)
{
  static const guint spans[] = { 1, 1, 1, 1, 1, 1, 1, 1, 2, 3 };
  guint stage = from % n_stages + spans[g_rand_int_range (random, 0, G_N_ELEMENTS (spans))];
  gboolean near = g_rand_double (random) < 0.7;
  double best = INFINITY;
  guint target = G_MAXUINT;

  if (stage >= n_stages)
    return G_MAXUINT;
  for (guint k = 0; k < 6; k++) {
    guint column = (n_nodes - stage + n_stages - 1) / n_stages;
    guint candidate = stage + n_stages * (guint) g_rand_int_range (random, 0, (gint32) column);
    double cost = near ? fabs (place[candidate] - place[from]) : 1;

    cost /= 1 + degree[candidate];
    if (cost < best) {
      best = cost;
      target = candidate;
    }
  }
  return target;
}

LayoutCase *
layout_case_new_chain (guint32 seed, guint n_nodes, guint n_links, guint n_stages)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree double *place = g_new (double, n_nodes);
  g_autofree guint *degree = g_new0 (guint, n_nodes);
  LayoutCase *self = layout_case_new (n_stages, 1);

  for (guint i = 0; i < n_nodes; i++) {
    layout_case_add_node (self, i % n_stages, 0);
    place[i] = g_rand_double (random);
  }
  while (self->links->len < n_links) {
    guint from = (guint) g_rand_int_range (random, 0, (gint32) n_nodes);
    guint to = choose_target (random, place, degree, from, n_nodes, n_stages);
    gint64 pair = (gint64) from << 32 | to;

    if (to == G_MAXUINT || !g_hash_table_add (known, g_memdup2 (&pair, sizeof pair)))
      continue;
    layout_case_add_link (self, from, to);
    degree[to]++;
  }
  return self;
}

CtnLayout *
layout_case_run (const LayoutCase *self, const CtnLayoutOptions *options)
{
  g_autoptr (GError) error = NULL;
  CtnLayout *layout =
      ctn_chain_layout ((const CtnLayoutNode *) (gpointer) self->nodes->data, self->nodes->len,
                        (const CtnLayoutLink *) (gpointer) self->links->data, self->links->len,
                        self->n_stages, self->n_lanes, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (layout);
  return layout;
}
