/* Who is there already, and putting the rest into the chain. */
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <ctn-record.h>
#include <ctn-text.h>

#include "ctn-chain-exchange-private.h"

/* Stages guessed from links are no more than these. */
#define MAX_GUESSED_STAGES 12

typedef struct {
  CtnConnection *connection;
  CtnExchangeRun *run;
  gint64 *stages; /* ids, in the order of the exchange's */
  gint64 *actors;
} Import;

/* --- Who is there -------------------------------------------------------------------------------- */

/* Folded names → ids; -1 where several have the name. */
static GHashTable *
read_names (CtnConnection *reader, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error, "SELECT id, name FROM organisation", "");

  while (ctn_statement_next (rows, &local_error)) {
    char *key = ctn_text_fold (ctn_statement_get_text (rows, 1));
    gint64 id = ctn_statement_get_int (rows, 0);

    if (g_hash_table_contains (names, key))
      id = -1;
    g_hash_table_insert (names, key, g_memdup2 (&id, sizeof id));
  }
  if (local_error == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static char *
dup_place_key (const char *name, const char *stage)
{
  g_autofree char *one = ctn_text_fold (name);
  g_autofree char *other = ctn_text_fold (stage);

  return g_strdup_printf ("%s\n%s", one, other);
}

/* Actors of the chain by name and stage, and by name alone. */
static GHashTable *
read_actors (CtnChain *chain)
{
  GHashTable *actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = chain->actors->len; i > 0; i--) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i - 1);
    const char *stage =
        actor->stage >= 0 ? ctn_chain_get_stage (chain, (guint) actor->stage)->name : "";

    g_hash_table_insert (actors, dup_place_key (actor->name, stage), (gpointer) actor);
    g_hash_table_insert (actors, ctn_text_fold (actor->name), (gpointer) actor);
  }
  return actors;
}

static void
match_actor (CtnChainExchange *self,
             CtnExchangeActor *actor,
             GHashTable *actors,
             GHashTable *organisations)
{
  g_autofree char *name = ctn_text_fold (actor->name);
  const char *stage =
      actor->stage >= 0
          ? ((CtnExchangeStage *) g_ptr_array_index (self->stages, actor->stage))->name
          : NULL;
  g_autofree char *place = stage != NULL ? dup_place_key (actor->name, stage) : g_strdup (name);
  const CtnChainActor *known = g_hash_table_lookup (actors, place);
  const gint64 *organisation = g_hash_table_lookup (organisations, name);

  actor->match = known != NULL ? known->id : 0;
  actor->organisation = organisation != NULL ? MAX (*organisation, 0) : 0;
  self->n_known += actor->match != 0;
  self->n_organisations += actor->organisation != 0;
}

gboolean
ctn_chain_exchange_match (CtnChainExchange *self,
                          CtnConnection *reader,
                          gint64 chain,
                          GError **error)
{
  g_autoptr (CtnChain) known = ctn_chain_load (reader, chain, error);
  g_autoptr (GHashTable) organisations = known != NULL ? read_names (reader, error) : NULL;
  g_autoptr (GHashTable) actors = NULL;

  if (organisations == NULL)
    return FALSE;
  actors = read_actors (known);
  self->n_known = self->n_organisations = 0;
  for (guint i = 0; i < self->actors->len; i++)
    match_actor (self, g_ptr_array_index (self->actors, i), actors, organisations);
  return TRUE;
}

/* --- Stages -------------------------------------------------------------------------------------- */

/* Where a file and the chain have no stages: the longest way to each actor. Links that close a circle stop
 * to count when the stages are used up. */
static void
guess_stages (CtnChainExchange *self)
{
  g_autofree int *level = g_new0 (int, self->actors->len + 1);
  gboolean changed = self->links->len > 0;
  int last = 0;

  for (guint pass = 1; changed && pass < MAX_GUESSED_STAGES; pass++) {
    changed = FALSE;
    for (guint i = 0; i < self->links->len; i++) {
      const CtnExchangeLink *link = g_ptr_array_index (self->links, i);

      if (level[link->target] <= level[link->source] &&
          level[link->source] + 1 < MAX_GUESSED_STAGES && link->source != link->target) {
        level[link->target] = level[link->source] + 1;
        last = MAX (last, level[link->target]);
        changed = TRUE;
      }
    }
  }
  if (self->links->len == 0)
    return;
  for (int i = 0; i <= last; i++) {
    g_autofree char *name = g_strdup_printf (_ ("Stage %d"), i + 1);

    _ctn_exchange_get_stage (self, name);
  }
  for (guint i = 0; i < self->actors->len; i++)
    _ctn_exchange_peek_actor (self, i)->stage = level[i];
}

static gboolean
set_values (CtnConnection *connection,
            CtnExchangePart part,
            gint64 id,
            char *const *values,
            const char *const *except,
            GError **error)
{
  const CtnRecordKind *kind = _ctn_exchange_get_kind (part);

  for (guint i = 0; values[i] != NULL; i++)
    if (*values[i] != '\0' && !(except != NULL && g_strv_contains (except, kind->fields[i].name)) &&
        !ctn_record_set (connection, kind, id, &kind->fields[i], values[i], error))
      return FALSE;
  return TRUE;
}

/* Before each actor and link. @done: how many of them there are already */
static gboolean
go_on (Import *import, guint done, GError **error)
{
  const CtnChainExchange *exchange = import->run->exchange;

  if (import->run->progress != NULL)
    import->run->progress ((double) done / (exchange->actors->len + exchange->links->len),
                           import->run->progress_data);
  return !g_cancellable_set_error_if_cancelled (import->run->cancellable, error);
}

static gboolean
add_stage (Import *import, guint index, double position, GError **error)
{
  const CtnExchangeStage *stage = g_ptr_array_index (import->run->exchange->stages, index);

  import->stages[index] = ctn_id_new ();
  return ctn_connection_run (import->connection, error,
                             "INSERT INTO chain_stage (id, chain, position, name) VALUES (?,?,?,?)",
                             "iidt", import->stages[index], import->run->chain, position,
                             stage->name);
}

static gint64
find_stage (Import *import, CtnChain *known, const char *name)
{
  g_autofree char *wanted = ctn_text_fold (name);

  for (guint i = 0; i < known->stages->len; i++) {
    g_autofree char *folded = ctn_text_fold (ctn_chain_get_stage (known, i)->name);

    if (g_str_equal (folded, wanted))
      return ctn_chain_get_stage (known, i)->id;
  }
  for (guint i = 0; i < import->run->exchange->stages->len; i++) {
    const CtnExchangeStage *stage = g_ptr_array_index (import->run->exchange->stages, i);
    g_autofree char *folded = ctn_text_fold (stage->name);

    if (import->stages[i] != 0 && g_str_equal (folded, wanted))
      return import->stages[i];
  }
  return 0;
}

static gboolean
add_stages (Import *import, CtnChain *known, GError **error)
{
  GPtrArray *stages = import->run->exchange->stages;
  double position = 0;
  gint64 last = 0;

  if (!ctn_connection_get_int (import->connection, &last, error,
                               "SELECT CAST (coalesce (max (position), 0) AS INTEGER) FROM "
                               "chain_stage WHERE chain = ?",
                               "i", import->run->chain))
    return FALSE;
  position = (double) last;
  for (guint i = 0; i < stages->len; i++) {
    const CtnExchangeStage *stage = g_ptr_array_index (stages, i);

    import->stages[i] = find_stage (import, known, stage->name);
    if (import->stages[i] == 0 && !add_stage (import, i, position += 1, error))
      return FALSE;
    if (!set_values (import->connection, CTN_EXCHANGE_STAGES, import->stages[i], stage->values,
                     (const char *const[]) { "name", NULL }, error))
      return FALSE;
  }
  for (guint i = 0; i < stages->len; i++) {
    const CtnExchangeStage *stage = g_ptr_array_index (stages, i);
    gint64 parent = stage->parent != NULL ? find_stage (import, known, stage->parent) : 0;

    if (parent != 0 && parent != import->stages[i] &&
        !ctn_connection_run (
            import->connection, error,
            "UPDATE chain_stage SET parent = ?2 WHERE id = ?1 AND parent IS NULL AND "
            "(SELECT p.parent FROM chain_stage p WHERE p.id = ?2) IS NULL",
            "ii", import->stages[i], parent))
      return FALSE;
  }
  return TRUE;
}

/* --- Actors and links ---------------------------------------------------------------------------- */

static gboolean
add_actor (Import *import, guint index, GError **error)
{
  const CtnExchangeActor *actor = ctn_chain_exchange_get_actor (import->run->exchange, index);
  gint64 stage = actor->stage >= 0 ? import->stages[actor->stage] : 0;

  import->actors[index] = ctn_id_new ();
  import->run->n_actors++;
  if (actor->organisation != 0)
    return ctn_connection_run (
        import->connection, error,
        "INSERT INTO chain_actor (id, chain, stage, organisation) VALUES (?1,?2,nullif (?3, 0),?4)",
        "iiii", import->actors[index], import->run->chain, stage, actor->organisation);
  return ctn_connection_run (
      import->connection, error,
      "INSERT INTO chain_actor (id, chain, stage, name) VALUES (?1,?2,nullif (?3, 0),?4)", "iiit",
      import->actors[index], import->run->chain, stage, actor->name);
}

/* Where an organisation is, the registry says. */
static gboolean
add_actors (Import *import, GError **error)
{
  static const char *const of_registry[] = { "country", "region", NULL };
  CtnChainExchange *exchange = import->run->exchange;

  for (guint i = 0; i < exchange->actors->len; i++) {
    const CtnExchangeActor *actor = ctn_chain_exchange_get_actor (exchange, i);

    if (!go_on (import, i, error))
      return FALSE;
    import->actors[i] = actor->match;
    if ((actor->match == 0 && !add_actor (import, i, error)) ||
        !set_values (import->connection, CTN_EXCHANGE_ACTORS, import->actors[i], actor->values,
                     actor->organisation != 0 ? of_registry : NULL, error))
      return FALSE;
    import->run->n_updated += actor->match != 0;
  }
  return TRUE;
}

static char *
dup_link_key (gint64 source, gint64 target, const char *kind)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", source, target,
                          *kind != '\0' ? kind : "supply");
}

static GHashTable *
read_links (CtnChain *known)
{
  GHashTable *links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < known->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (known, i);

    g_hash_table_insert (links,
                         dup_link_key (ctn_chain_get_actor (known, link->source)->id,
                                       ctn_chain_get_actor (known, link->target)->id, link->kind),
                         (gpointer) link);
  }
  return links;
}

static gboolean
add_link (Import *import, const CtnExchangeLink *link, GHashTable *known, GError **error)
{
  const CtnRecordKind *kind = ctn_chain_link_kind ();
  gint64 source = import->actors[link->source];
  gint64 target = import->actors[link->target];
  g_autofree char *key = dup_link_key (
      source, target, link->values[ctn_record_kind_find_field (kind, "kind") - kind->fields]);
  const CtnChainLink *there = g_hash_table_lookup (known, key);
  gint64 id = there != NULL ? there->id : ctn_id_new ();

  import->run->n_updated += there != NULL;
  import->run->n_links += there == NULL;
  if (there == NULL &&
      !ctn_connection_run (import->connection, error,
                           "INSERT INTO chain_link (id, chain, source, target) VALUES (?,?,?,?)",
                           "iiii", id, import->run->chain, source, target))
    return FALSE;
  return set_values (import->connection, CTN_EXCHANGE_LINKS, id, link->values, NULL, error);
}

static gboolean
add_links (Import *import, CtnChain *known, GError **error)
{
  const CtnChainExchange *exchange = import->run->exchange;
  GPtrArray *list = exchange->links;
  g_autoptr (GHashTable) links = read_links (known);

  for (guint i = 0; i < list->len; i++)
    if (!go_on (import, exchange->actors->len + i, error) ||
        !add_link (import, g_ptr_array_index (list, i), links, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_chain (CtnConnection *connection, CtnExchangeRun *run, GError **error)
{
  run->chain = ctn_record_insert (connection, ctn_chain_kind (), run->name, error);
  return run->chain != 0;
}

gboolean
ctn_chain_exchange_apply (CtnConnection *connection, gpointer data, GError **error)
{
  CtnExchangeRun *run = data;
  g_autofree gint64 *stages = NULL;
  g_autofree gint64 *actors = g_new0 (gint64, run->exchange->actors->len + 1);
  g_autoptr (CtnChain) known = NULL;
  Import import = { connection, run, NULL, actors };

  run->n_actors = run->n_links = run->n_updated = 0;
  if (run->chain == 0 && !make_chain (connection, run, error))
    return FALSE;
  known = ctn_chain_load (connection, run->chain, error);
  if (known == NULL)
    return FALSE;
  if (run->exchange->stages->len == 0 && known->stages->len == 0)
    guess_stages (run->exchange);
  import.stages = stages = g_new0 (gint64, run->exchange->stages->len + 1);
  return ctn_chain_exchange_match (run->exchange, connection, run->chain, error) &&
         add_stages (&import, known, error) && add_actors (&import, error) &&
         add_links (&import, known, error);
}
