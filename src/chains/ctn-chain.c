#include "ctn-chain-private.h"

static void
stage_free (gpointer data)
{
  CtnChainStage *stage = data;

  g_free (stage->name);
  g_free (stage);
}

static void
actor_free (gpointer data)
{
  CtnChainActor *actor = data;

  g_free (actor->name);
  g_free (actor->country);
  g_free (actor->nuts);
  g_free (actor->helix);
  g_free (actor->segment);
  g_free (actor);
}

static void
link_free (gpointer data)
{
  CtnChainLink *link = data;

  g_free (link->kind);
  g_free (link->product);
  g_free (link);
}

CtnChain *
ctn_chain_new (void)
{
  return g_atomic_rc_box_new0 (CtnChain);
}

CtnChain *
ctn_chain_ref (CtnChain *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CtnChain *self = data;

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->actors, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_array_unref);
  g_clear_pointer (&self->trade, g_ptr_array_unref);
}

void
ctn_chain_unref (CtnChain *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

const CtnChainStage *
ctn_chain_get_stage (CtnChain *self, guint index)
{
  return g_ptr_array_index (self->stages, index);
}

const CtnChainActor *
ctn_chain_get_actor (CtnChain *self, guint index)
{
  return g_ptr_array_index (self->actors, index);
}

const CtnChainLink *
ctn_chain_get_link (CtnChain *self, guint index)
{
  return g_ptr_array_index (self->links, index);
}

int
ctn_chain_find_stage (CtnChain *self, gint64 id)
{
  for (guint i = 0; i < self->stages->len; i++)
    if (ctn_chain_get_stage (self, i)->id == id)
      return (int) i;
  return -1;
}

int
ctn_chain_get_step (CtnChain *self, int stage)
{
  return stage >= 0 && (guint) stage < self->stages->len
             ? (int) ctn_chain_get_stage (self, (guint) stage)->step
             : stage;
}

gboolean
ctn_chain_is_at (CtnChain *self, const CtnChainActor *actor, guint stage)
{
  return actor->stage == (int) stage ||
         (actor->stage >= 0 && (guint) actor->stage < self->stages->len &&
          ctn_chain_get_stage (self, (guint) actor->stage)->parent == (int) stage);
}

gboolean
ctn_chain_is_return (CtnChain *self, const CtnChainLink *link)
{
  int from = ctn_chain_get_step (self, ctn_chain_get_actor (self, link->source)->stage);
  int to = ctn_chain_get_step (self, ctn_chain_get_actor (self, link->target)->stage);

  return to >= 0 && to < from;
}

int
ctn_chain_find_actor (CtnChain *self, gint64 id)
{
  for (guint i = 0; i < self->actors->len; i++)
    if (ctn_chain_get_actor (self, i)->id == id)
      return (int) i;
  return -1;
}

/* The step of the stage that comes next. */
static void
set_step (CtnChain *self, CtnChainStage *stage, gboolean parallel)
{
  const CtnChainStage *last =
      self->stages->len > 0 ? ctn_chain_get_stage (self, self->stages->len - 1) : NULL;

  if (last != NULL)
    stage->step = last->step + 1;
  /* Beside the one before it, past whose parts it may stand. */
  for (guint i = self->stages->len; parallel && i > 0; i--) {
    const CtnChainStage *before = ctn_chain_get_stage (self, i - 1);

    if (before->parent == stage->parent) {
      stage->step = before->step;
      return;
    }
  }
}

static gboolean
load_stages (CtnChain *self, CtnConnection *reader, GHashTable *indices, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT s.id, s.name, s.parent, s.parallel FROM chain_stage s LEFT "
                            "JOIN chain_stage p ON p.id = "
                            "s.parent WHERE s.chain = ? ORDER BY coalesce (p.position, "
                            "s.position), coalesce (p.id, s.id), "
                            "p.id IS NOT NULL, s.position, s.id",
                            "i", self->id);

  while (ctn_statement_next (rows, &local_error)) {
    CtnChainStage *stage = g_new0 (CtnChainStage, 1);
    gint64 parent;

    stage->id = ctn_statement_get_int (rows, 0);
    stage->name = g_strdup (ctn_statement_get_text (rows, 1));
    parent = ctn_statement_get_int (rows, 2);
    stage->parent = GPOINTER_TO_INT (g_hash_table_lookup (indices, &parent)) - 1;
    set_step (self, stage, ctn_statement_get_int (rows, 3) != 0);
    g_hash_table_insert (indices, &stage->id, GUINT_TO_POINTER (self->stages->len + 1));
    g_ptr_array_add (self->stages, stage);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static CtnChainActor *
read_actor (CtnStatement *row, GHashTable *stages)
{
  CtnChainActor *actor = g_new0 (CtnChainActor, 1);
  gint64 stage = ctn_statement_get_int (row, 2);

  actor->id = ctn_statement_get_int (row, 0);
  actor->organisation = ctn_statement_get_int (row, 1);
  actor->stage = GPOINTER_TO_INT (g_hash_table_lookup (stages, &stage)) - 1;
  actor->name = g_strdup (ctn_statement_get_text (row, 3));
  if (actor->name == NULL)
    actor->name = g_strdup ("");
  actor->kind = ctn_actor_kind_from_code (ctn_statement_get_text (row, 4));
  actor->state = ctn_chain_state_from_code (ctn_statement_get_text (row, 5));
  actor->share = ctn_statement_get_double (row, 6);
  actor->capacity = ctn_statement_get_double (row, 7);
  actor->demand = ctn_statement_get_double (row, 8);
  actor->pinned_x = ctn_statement_get_double (row, 9);
  actor->pinned_y = ctn_statement_get_double (row, 10);
  actor->country = g_strdup (ctn_statement_get_text (row, 11));
  actor->nuts = g_strdup (ctn_statement_get_text (row, 12));
  actor->helix = g_strdup (ctn_statement_get_text (row, 13));
  actor->capability = ctn_statement_get_double (row, 14);
  actor->employment = ctn_statement_get_double (row, 15);
  actor->segment = g_strdup (ctn_statement_get_text (row, 16));
  return actor;
}

static gboolean
load_actors (CtnChain *self,
             CtnConnection *reader,
             GHashTable *stages,
             GHashTable *indices,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT a.id, a.organisation, a.stage, coalesce(o.name, a.name), a.kind, a.state, a.share, "
      "a.capacity, a.demand, a.pinned_x, a.pinned_y, coalesce (o.country, a.country), "
      "coalesce (o.nuts, a.nuts), o.helix, a.capability, coalesce (a.jobs, (SELECT z.headcount "
      "FROM "
      "organisation_size z WHERE z.organisation = a.organisation AND z.headcount IS NOT NULL ORDER "
      "BY "
      "z.year DESC LIMIT 1) / (SELECT count(*) FROM chain_actor b WHERE b.chain = a.chain AND "
      "b.organisation = a.organisation)), a.segment FROM chain_actor a "
      "LEFT JOIN organisation o ON o.id = a.organisation WHERE a.chain = ? ORDER BY a.id",
      "i", self->id);

  while (ctn_statement_next (rows, &local_error)) {
    CtnChainActor *actor = read_actor (rows, stages);

    g_hash_table_insert (indices, &actor->id, GUINT_TO_POINTER (self->actors->len + 1));
    g_ptr_array_add (self->actors, actor);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_links (CtnChain *self, CtnConnection *reader, GHashTable *actors, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, source, target, kind, product, volume, value, state FROM chain_link "
      "WHERE chain = ? ORDER BY id",
      "i", self->id);

  while (ctn_statement_next (rows, &local_error)) {
    gint64 source = ctn_statement_get_int (rows, 1);
    gint64 target = ctn_statement_get_int (rows, 2);
    guint from = GPOINTER_TO_UINT (g_hash_table_lookup (actors, &source));
    guint to = GPOINTER_TO_UINT (g_hash_table_lookup (actors, &target));
    CtnChainLink *link;

    if (from == 0 || to == 0)
      continue;
    link = g_new0 (CtnChainLink, 1);
    link->id = ctn_statement_get_int (rows, 0);
    link->source = from - 1;
    link->target = to - 1;
    link->kind = g_strdup (ctn_statement_get_text (rows, 3));
    link->product = g_strdup (ctn_statement_get_text (rows, 4));
    link->volume = ctn_statement_get_double (rows, 5);
    link->value = ctn_statement_get_double (rows, 6);
    link->state = ctn_chain_state_from_code (ctn_statement_get_text (rows, 7));
    g_ptr_array_add (self->links, link);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

CtnChain *
ctn_chain_load (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (CtnChain) self = ctn_chain_new ();
  g_autoptr (GHashTable) stages = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) actors = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GError) local_error = NULL;
  gint64 threshold = 1;

  self->id = id;
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  self->actors = g_ptr_array_new_with_free_func (actor_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->name = ctn_connection_get_text (reader, &local_error, "SELECT name FROM chain WHERE id = ?",
                                        "i", id);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  if (self->name == NULL)
    self->name = g_strdup ("");
  if (!ctn_connection_get_int (reader, &threshold, error,
                               "SELECT threshold FROM chain WHERE id = ?", "i", id) ||
      !load_stages (self, reader, stages, error) ||
      !load_actors (self, reader, stages, actors, error) ||
      !load_links (self, reader, actors, error) ||
      !_ctn_chain_load_accounts (self, reader, error) ||
      !_ctn_chain_load_trade (self, reader, error))
    return NULL;
  self->threshold = (guint) threshold;
  return g_steal_pointer (&self);
}

GArray *
ctn_chain_list (CtnConnection *reader, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (reader, error, "SELECT id FROM chain ORDER BY name COLLATE NOCASE, id",
                            ""),
      error);
}

int
ctn_chain_count_actors (CtnConnection *reader, gint64 id, GError **error)
{
  gint64 n = 0;

  return ctn_connection_get_int (reader, &n, error,
                                 "SELECT count(*) FROM chain_actor WHERE chain = ?", "i", id)
             ? (int) n
             : -1;
}
