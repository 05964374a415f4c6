#include "ctn-chain-edits.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-organisation.h>
#include <ctn-record.h>
#include <math.h>

#include "ctn-chain-private.h"

/* What an operation needs; each uses some of it. */
typedef struct {
  gint64 chain, id, other;
  const gint64 *actors, *links;
  gsize n_actors, n_links;
  const CtnChainPin *pins;
  const char *const *names;
  const char *name;
  const CtnField *field;
  GArray *ids; /* (owned) (nullable) */
} Edit;

/* Whom the history names: the only one, or how many. */
static char *
dup_subject (CtnProject *project, const gint64 *actors, gsize n_actors)
{
  if (n_actors != 1)
    return n_actors > 0 ? g_strdup_printf ("%" G_GSIZE_FORMAT, n_actors) : NULL;
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT coalesce(o.name, a.name) FROM chain_actor a LEFT JOIN "
                                  "organisation o ON o.id = a.organisation WHERE a.id = ?",
                                  "i", actors[0]);
}

static char *
dup_stage_name (CtnProject *project, gint64 stage)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT name FROM chain_stage WHERE id = ?", "i", stage);
}

/* Gives what the operation made, or nothing when it failed. */
static GArray *
run_and_list (CtnProject *project,
              const char *label,
              char *subject,
              CtnTransactFunc function,
              Edit *edit,
              GError **error)
{
  edit->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (_ctn_chain_run (project, label, subject, function, edit, error))
    return edit->ids;
  g_array_unref (edit->ids);
  return NULL;
}

/* ------------------------------------------------------------------------------------------------ */

static gboolean
remove_parts (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_links; i++)
    if (!ctn_connection_run (connection, error, "DELETE FROM chain_link WHERE id = ?", "i",
                             edit->links[i]))
      return FALSE;
  for (gsize i = 0; i < edit->n_actors; i++)
    if (!ctn_connection_run (connection, error, "DELETE FROM chain_actor WHERE id = ?", "i",
                             edit->actors[i]))
      return FALSE;
  return TRUE;
}

gboolean
ctn_chain_remove_parts (CtnProject *project,
                        const gint64 *actors,
                        gsize n_actors,
                        const gint64 *links,
                        gsize n_links,
                        GError **error)
{
  Edit edit = { .actors = actors, .n_actors = n_actors, .links = links, .n_links = n_links };

  return _ctn_chain_run (project,
                         n_actors > 1    ? N_ ("Remove Actors")
                         : n_actors == 1 ? N_ ("Remove Actor")
                         : n_links > 1   ? N_ ("Remove Links")
                                         : N_ ("Remove Link"),
                         dup_subject (project, actors, n_actors), remove_parts, &edit, error);
}

static gboolean
move_actors (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_actors; i++)
    if (!ctn_connection_run (connection, error,
                             "UPDATE chain_actor SET stage = ?1, pinned_x = NULL, pinned_y = NULL "
                             "WHERE id = ?2 AND stage IS NOT ?1",
                             "ii", edit->other, edit->actors[i]))
      return FALSE;
  return TRUE;
}

gboolean
ctn_chain_move_actors (CtnProject *project,
                       const gint64 *actors,
                       gsize n_actors,
                       gint64 stage,
                       GError **error)
{
  Edit edit = { .actors = actors, .n_actors = n_actors, .other = stage };

  return _ctn_chain_run (project, n_actors == 1 ? N_ ("Move Actor") : N_ ("Move Actors"),
                         dup_subject (project, actors, n_actors), move_actors, &edit, error);
}

static gboolean
pin_actors (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_actors; i++)
    if (!ctn_connection_run (connection, error,
                             "UPDATE chain_actor SET pinned_x = ?, pinned_y = ? WHERE id = ?",
                             "ddi", edit->pins[i].x, edit->pins[i].y, edit->pins[i].actor))
      return FALSE;
  return TRUE;
}

gboolean
ctn_chain_pin_actors (CtnProject *project, const CtnChainPin *pins, gsize n_pins, GError **error)
{
  Edit edit = { .pins = pins, .n_actors = n_pins };
  gboolean lets_go = n_pins > 0 && isnan (pins[0].x);

  return _ctn_chain_run (project,
                         n_pins == 1 ? (lets_go ? N_ ("Let Actor Go") : N_ ("Pin Actor"))
                                     : (lets_go ? N_ ("Let Actors Go") : N_ ("Pin Actors")),
                         dup_subject (project, n_pins > 0 ? &pins[0].actor : NULL, n_pins),
                         pin_actors, &edit, error);
}

/* Copying ---------------------------------------------------------------------------------------- */

/* (out) the new id, 0 when there is nothing to copy. */
static gboolean
copy_actor (CtnConnection *connection, const Edit *edit, gint64 from, gint64 *to, GError **error)
{
  gint64 fits = 0;

  *to = 0;
  if (!ctn_connection_get_int (
          connection, &fits, error,
          "SELECT 1 FROM chain_actor a WHERE a.id = ?1 AND (?3 <> 0 OR a.chain = ?2) AND NOT "
          "EXISTS "
          "(SELECT 1 FROM chain_actor b WHERE b.chain = ?2 AND b.organisation = a.organisation AND "
          "b.stage IS coalesce (nullif (?3, 0), a.stage))",
          "iii", from, edit->chain, edit->other))
    return FALSE;
  if (fits == 0)
    return TRUE;
  *to = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO chain_actor (id, chain, stage, organisation, name, kind, state, role, share, "
      "capacity, demand, unit, trl, capability, jobs, certificates, country, nuts, notes, segment) "
      "SELECT "
      "?1, "
      "?2, coalesce (nullif (?3, 0), stage), organisation, name, kind, state, role, share, "
      "capacity, "
      "demand, unit, trl, capability, jobs, certificates, country, nuts, notes, segment FROM "
      "chain_actor "
      "WHERE id = ?4",
      "iiii", *to, edit->chain, edit->other, from);
}

static gboolean
copy_link (CtnConnection *connection,
           const Edit *edit,
           gint64 link,
           GHashTable *copies,
           GError **error)
{
  gint64 source = 0, target = 0;
  gint64 *new_source, *new_target;

  if (!ctn_connection_get_int (connection, &source, error,
                               "SELECT source FROM chain_link WHERE id = ?", "i", link) ||
      !ctn_connection_get_int (connection, &target, error,
                               "SELECT target FROM chain_link WHERE id = ?", "i", link))
    return FALSE;
  new_source = g_hash_table_lookup (copies, &source);
  new_target = g_hash_table_lookup (copies, &target);
  if (new_source == NULL || new_target == NULL)
    return TRUE;
  return ctn_connection_run (
      connection, error,
      "INSERT INTO chain_link (id, chain, source, target, kind, state, product, volume, unit, "
      "value, "
      "year, strength, formality, governance, confidence, data_source) SELECT ?1, ?2, ?3, ?4, "
      "kind, "
      "state, product, volume, unit, value, year, strength, formality, governance, confidence, "
      "data_source FROM chain_link WHERE id = ?5",
      "iiiii", ctn_id_new (), edit->chain, *new_source, *new_target, link);
}

/* The links that begin at an actor. (element-type gint64) */
static GArray *
list_links (CtnConnection *connection, gint64 actor, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (connection, error,
                            "SELECT id FROM chain_link WHERE source = ? ORDER BY id", "i", actor),
      error);
}

static gboolean
copy_actors (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autoptr (GHashTable) copies = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (gsize i = 0; i < edit->n_actors; i++) {
    gint64 id;

    if (!copy_actor (connection, edit, edit->actors[i], &id, error))
      return FALSE;
    if (id == 0)
      continue;
    g_hash_table_insert (copies, (gpointer) &edit->actors[i], g_memdup2 (&id, sizeof id));
    g_array_append_val (edit->ids, id);
  }
  for (gsize i = 0; i < edit->n_actors; i++) {
    g_autoptr (GArray) links = list_links (connection, edit->actors[i], error);

    for (guint j = 0; links != NULL && j < links->len; j++)
      if (!copy_link (connection, edit, g_array_index (links, gint64, j), copies, error))
        return FALSE;
    if (links == NULL)
      return FALSE;
  }
  return TRUE;
}

GArray *
ctn_chain_copy_actors (CtnProject *project,
                       gint64 chain,
                       gint64 stage,
                       const gint64 *actors,
                       gsize n_actors,
                       GError **error)
{
  Edit edit = { .chain = chain, .other = stage, .actors = actors, .n_actors = n_actors };

  return run_and_list (project, N_ ("Paste Actors"), dup_subject (project, actors, n_actors),
                       copy_actors, &edit, error);
}

static gboolean
place_name (CtnConnection *connection, Edit *edit, const char *name, GError **error)
{
  gint64 organisation = 0, there = 0, id = ctn_id_new ();

  if (!ctn_connection_get_int (connection, &organisation, error,
                               "SELECT id FROM organisation WHERE name = ? COLLATE NOCASE "
                               "ORDER BY id LIMIT 1",
                               "t", name) ||
      !ctn_connection_get_int (
          connection, &there, error,
          "SELECT count(*) FROM chain_actor WHERE chain = ? AND stage IS ? AND "
          "organisation = ?",
          "iii", edit->chain, edit->other, organisation))
    return FALSE;
  if (there > 0)
    return TRUE;
  g_array_append_val (edit->ids, id);
  return ctn_connection_run (connection, error,
                             "INSERT INTO chain_actor (id, chain, stage, organisation, name) "
                             "VALUES (?1, ?2, ?3, nullif (?4, 0), CASE ?4 WHEN 0 THEN ?5 END)",
                             "iiiit", id, edit->chain, edit->other, organisation, name);
}

static gboolean
place_names (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  for (gsize i = 0; edit->names[i] != NULL; i++) {
    g_autofree char *name = g_strstrip (g_strdup (edit->names[i]));

    if (*name != '\0' && !place_name (connection, edit, name, error))
      return FALSE;
  }
  return TRUE;
}

GArray *
ctn_chain_place_names (CtnProject *project,
                       gint64 chain,
                       gint64 stage,
                       const char *const *names,
                       GError **error)
{
  Edit edit = { .chain = chain, .other = stage, .names = names };

  return run_and_list (project, N_ ("Place Actors"), dup_stage_name (project, stage), place_names,
                       &edit, error);
}

/* ------------------------------------------------------------------------------------------------ */

static gboolean
fill_place (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error,
                             "UPDATE chain_actor SET organisation = ?, name = NULL, state = "
                             "'existing' WHERE id = ?",
                             "ii", edit->other, edit->id);
}

gboolean
ctn_chain_fill_place (CtnProject *project, gint64 actor, gint64 organisation, GError **error)
{
  Edit edit = { .id = actor, .other = organisation };

  return _ctn_chain_run (project, N_ ("Fill Place"), dup_subject (project, &actor, 1), fill_place,
                         &edit, error);
}

static gboolean
rename_actor (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  if (edit->other == 0)
    return ctn_connection_run (connection, error, "UPDATE chain_actor SET name = ? WHERE id = ?",
                               "ti", edit->name, edit->id);
  return ctn_organisation_write (connection, edit->other, edit->field, edit->name, error) &&
         ctn_organisation_touch (connection, edit->other, error);
}

gboolean
ctn_chain_rename_actor (CtnProject *project, gint64 actor, const char *name, GError **error)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), "name");
  g_autofree char *value = ctn_field_parse (field, name, error);
  Edit edit = { .id = actor, .field = field, .name = value };

  return value != NULL &&
         ctn_connection_get_int (ctn_project_get_reader (project), &edit.other, error,
                                 "SELECT organisation FROM chain_actor WHERE id = ?", "i", actor) &&
         _ctn_chain_run (project,
                         edit.other != 0 ? N_ ("Rename Organisation") : N_ ("Rename Actor"),
                         dup_subject (project, &actor, 1), rename_actor, &edit, error);
}

static gboolean
insert_part (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->id = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO chain_stage (id, chain, parent, position, name) SELECT ?1, ?2, coalesce "
      "(p.parent, "
      "p.id), coalesce ((SELECT max (c.position) FROM chain_stage c WHERE c.parent = coalesce "
      "(p.parent, p.id)), p.position) + 1, ?3 FROM chain_stage p WHERE p.id = ?4",
      "iiti", edit->id, edit->chain, edit->name, edit->other);
}

gint64
ctn_chain_add_part (CtnProject *project,
                    gint64 chain,
                    gint64 stage,
                    const char *name,
                    GError **error)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_chain_stage_kind (), "name");
  g_autofree char *value = ctn_field_parse (field, name, error);
  Edit edit = { .chain = chain, .other = stage, .name = value };

  if (value == NULL ||
      !_ctn_chain_run (project, N_ ("Add Stage"), g_strdup (value), insert_part, &edit, error))
    return 0;
  return edit.id;
}

/* Half-way between two neighbours, as new stages are: no other row changes. */
static gboolean
put_stage (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  if (edit->other == 0)
    return ctn_connection_run (
        connection, error,
        "UPDATE chain_stage SET parent = NULL, position = (SELECT min (o.position) - 1 FROM "
        "chain_stage o WHERE o.chain = chain_stage.chain) WHERE id = ?",
        "i", edit->id);
  return ctn_connection_run (
      connection, error,
      "UPDATE chain_stage SET (parent, position) = (SELECT o.parent, coalesce ((o.position + "
      "(SELECT "
      "min (n.position) FROM chain_stage n WHERE n.chain = o.chain AND n.parent IS o.parent AND "
      "n.position > o.position AND n.id <> ?1)) / 2, o.position + 1) FROM chain_stage o WHERE o.id "
      "= "
      "?2 AND coalesce (o.parent, 0) <> ?1) WHERE id = ?1 AND EXISTS (SELECT 1 FROM chain_stage o "
      "WHERE o.id = ?2 AND o.id <> ?1 AND coalesce (o.parent, 0) <> ?1)",
      "ii", edit->id, edit->other);
}

gboolean
ctn_chain_put_stage (CtnProject *project, gint64 stage, gint64 after, GError **error)
{
  Edit edit = { .id = stage, .other = after };

  return _ctn_chain_run (project, N_ ("Move Stage"), dup_stage_name (project, stage), put_stage,
                         &edit, error);
}

static gboolean
reverse_link (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE chain_link SET source = target, target = source WHERE id = ?",
                             "i", ((Edit *) data)->id);
}

gboolean
ctn_chain_reverse_link (CtnProject *project, gint64 link, GError **error)
{
  Edit edit = { .id = link };

  return _ctn_chain_run (project, N_ ("Turn Link Round"), NULL, reverse_link, &edit, error);
}

static gboolean
set_fields (CtnConnection *connection,
            const CtnRecordKind *kind,
            const gint64 *ids,
            gsize n_ids,
            const Edit *edit,
            GError **error)
{
  for (gsize i = 0; i < n_ids; i++)
    if (!ctn_record_set (connection, kind, ids[i], edit->field, edit->name, error))
      return FALSE;
  return TRUE;
}

static gboolean
edit_actors (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return set_fields (connection, ctn_chain_actor_kind (), edit->actors, edit->n_actors, edit,
                     error);
}

gboolean
ctn_chain_edit_actors (CtnProject *project,
                       const gint64 *actors,
                       gsize n_actors,
                       const CtnField *field,
                       const char *text,
                       GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  Edit edit = { .actors = actors, .n_actors = n_actors, .field = field, .name = value };

  return value != NULL &&
         _ctn_chain_run (project, n_actors == 1 ? N_ ("Edit Actor") : N_ ("Edit Actors"), NULL,
                         edit_actors, &edit, error);
}

static gboolean
edit_links (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return set_fields (connection, ctn_chain_link_kind (), edit->links, edit->n_links, edit, error);
}

gboolean
ctn_chain_edit_links (CtnProject *project,
                      const gint64 *links,
                      gsize n_links,
                      const CtnField *field,
                      const char *text,
                      GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  Edit edit = { .links = links, .n_links = n_links, .field = field, .name = value };

  return value != NULL &&
         _ctn_chain_run (project, n_links == 1 ? N_ ("Edit Link") : N_ ("Edit Links"), NULL,
                         edit_links, &edit, error);
}
