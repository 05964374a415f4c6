#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>
#include <math.h>

#include "ctn-chain-private.h"
#include "ctn-chain.h"

#define NAME_FIELD (&ctn_chain_kind ()->fields[0])
#define LINK_KIND_FIELD (&ctn_chain_link_kind ()->fields[0])

/* What an operation needs; each uses some of it. */
typedef struct {
  gint64 id;
  gint64 chain;
  gint64 other;
  const char *name;
  const CtnRecordKind *kind;
  const CtnField *field;
  CtnActorKind actor_kind;
  CtnChainState state;
  const gint64 *organisations;
  gsize n_organisations;
  double x, y;
  gboolean forwards;
} Edit;

gboolean
_ctn_chain_run (CtnProject *project,
                const char *label,
                char *subject,
                CtnTransactFunc function,
                gpointer data,
                GError **error)
{
  g_autofree char *owned = subject;
  const CtnOperation operation = { label, owned, NULL };

  return ctn_project_transact (project, &operation, function, data, error);
}

static char *
dup_chain_name (CtnProject *project, gint64 id)
{
  return ctn_record_get_title (ctn_project_get_reader (project), ctn_chain_kind (), id, NULL);
}

static char *
dup_stage_name (CtnProject *project, gint64 id)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT name FROM chain_stage WHERE id = ?", "i", id);
}

static char *
dup_actor_name (CtnProject *project, gint64 id)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT coalesce(o.name, a.name) FROM chain_actor a LEFT JOIN "
                                  "organisation o ON o.id = a.organisation WHERE a.id = ?",
                                  "i", id);
}

static gboolean
insert_chain (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->id = ctn_record_insert (connection, ctn_chain_kind (), edit->name, error);
  return edit->id != 0;
}

gint64
ctn_chain_add (CtnProject *project, const char *name, GError **error)
{
  g_autofree char *value = ctn_field_parse (NAME_FIELD, name, error);
  Edit edit = { .name = value };

  if (value == NULL || !_ctn_chain_run (project, N_ ("Add Value Chain"), g_strdup (value),
                                        insert_chain, &edit, error))
    return 0;
  return edit.id;
}

static gboolean
set_field (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_set (connection, edit->kind, edit->id, edit->field, edit->name, error);
}

gboolean
ctn_chain_edit (CtnProject *project,
                gint64 chain,
                const CtnField *field,
                const char *text,
                GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  Edit edit = { .id = chain, .kind = ctn_chain_kind (), .field = field, .name = value };

  return value != NULL && _ctn_chain_run (project, N_ ("Edit Value Chain"),
                                          dup_chain_name (project, chain), set_field, &edit, error);
}

static gboolean
delete_record (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_delete (connection, edit->kind, edit->id, error);
}

gboolean
ctn_chain_delete (CtnProject *project, gint64 chain, GError **error)
{
  Edit edit = { .id = chain, .kind = ctn_chain_kind () };

  return _ctn_chain_run (project, N_ ("Delete Value Chain"), dup_chain_name (project, chain),
                         delete_record, &edit, error);
}

/* Half-way between two neighbours; positions are never renumbered, so two offices that add stages do
 * not touch each other's rows. */
static gboolean
find_position (CtnConnection *connection,
               gint64 chain,
               gint64 after,
               double *position,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row = NULL;
  double low = NAN;
  double high = NAN;

  if (after > 0)
    row = ctn_connection_query (connection, &local_error,
                                "SELECT position, (SELECT min(position) FROM chain_stage n WHERE "
                                "n.chain = s.chain AND n.position > s.position) FROM chain_stage s "
                                "WHERE id = ?",
                                "i", after);
  else if (after < 0)
    row = ctn_connection_query (connection, &local_error,
                                "SELECT max(position), NULL FROM chain_stage WHERE chain = ?", "i",
                                chain);
  else
    row = ctn_connection_query (connection, &local_error,
                                "SELECT NULL, min(position) FROM chain_stage WHERE chain = ?", "i",
                                chain);
  if (ctn_statement_next (row, &local_error)) {
    low = ctn_statement_get_double (row, 0);
    high = ctn_statement_get_double (row, 1);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (isnan (low))
    *position = isnan (high) ? 0 : high - 1;
  else
    *position = isnan (high) ? low + 1 : (low + high) / 2;
  return TRUE;
}

static gboolean
insert_stage (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;
  double position = 0;

  edit->id = ctn_id_new ();
  return find_position (connection, edit->chain, edit->other, &position, error) &&
         ctn_connection_run (connection, error,
                             "INSERT INTO chain_stage (id, chain, position, name) VALUES (?,?,?,?)",
                             "iidt", edit->id, edit->chain, position, edit->name);
}

gint64
ctn_chain_add_stage (CtnProject *project,
                     gint64 chain,
                     gint64 after,
                     const char *name,
                     GError **error)
{
  g_autofree char *value = ctn_field_parse (NAME_FIELD, name, error);
  Edit edit = { .chain = chain, .other = after, .name = value };

  if (value == NULL ||
      !_ctn_chain_run (project, N_ ("Add Stage"), g_strdup (value), insert_stage, &edit, error))
    return 0;
  return edit.id;
}

static gboolean
rename_stage (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error, "UPDATE chain_stage SET name = ? WHERE id = ?",
                             "ti", edit->name, edit->id);
}

gboolean
ctn_chain_rename_stage (CtnProject *project, gint64 stage, const char *name, GError **error)
{
  g_autofree char *value = ctn_field_parse (NAME_FIELD, name, error);
  Edit edit = { .id = stage, .name = value };

  return value != NULL &&
         _ctn_chain_run (project, N_ ("Rename Stage"), dup_stage_name (project, stage),
                         rename_stage, &edit, error);
}

static gboolean
swap_stages (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  const char *find = edit->forwards
                         ? "SELECT n.id FROM chain_stage n JOIN chain_stage s ON s.chain = n.chain "
                           "WHERE s.id = ? AND n.parent IS s.parent "
                           "AND n.position > s.position ORDER BY n.position LIMIT 1"
                         : "SELECT n.id FROM chain_stage n JOIN chain_stage s ON s.chain = n.chain "
                           "WHERE s.id = ? AND n.parent IS s.parent "
                           "AND n.position < s.position ORDER BY n.position DESC "
                           "LIMIT 1";
  gint64 other = 0;

  if (!ctn_connection_get_int (connection, &other, error, find, "i", edit->id))
    return FALSE;
  return other == 0 || ctn_connection_run (
                           connection, error,
                           "UPDATE chain_stage SET position = o.position FROM chain_stage o WHERE "
                           "chain_stage.id IN (?1, ?2) AND o.id = CASE chain_stage.id WHEN ?1 THEN "
                           "?2 ELSE ?1 END",
                           "ii", edit->id, other);
}

gboolean
ctn_chain_move_stage (CtnProject *project, gint64 stage, gboolean forwards, GError **error)
{
  Edit edit = { .id = stage, .forwards = forwards };

  return _ctn_chain_run (project, N_ ("Move Stage"), dup_stage_name (project, stage), swap_stages,
                         &edit, error);
}

/* Stages have one level of sub-stages: a part of a part is a part of the whole. */
static gboolean
nest_stage (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (
             connection, error,
             "UPDATE chain_stage SET parent = (SELECT coalesce (p.parent, p.id) FROM "
             "chain_stage p WHERE p.id = ?2 AND p.id <> ?1 AND coalesce (p.parent, 0) "
             "<> ?1) WHERE id = ?1",
             "ii", edit->id, edit->other) &&
         ctn_connection_run (
             connection, error,
             "UPDATE chain_stage SET parent = (SELECT s.parent FROM chain_stage s "
             "WHERE s.id = ?1) WHERE parent = ?1 AND (SELECT s.parent FROM chain_stage "
             "s WHERE s.id = ?1) IS NOT NULL",
             "i", edit->id);
}

gboolean
ctn_chain_nest_stage (CtnProject *project, gint64 stage, gint64 parent, GError **error)
{
  Edit edit = { .id = stage, .other = parent };

  return _ctn_chain_run (project, N_ ("Move Stage"), dup_stage_name (project, stage), nest_stage,
                         &edit, error);
}

gboolean
ctn_chain_edit_stage (CtnProject *project,
                      gint64 stage,
                      const CtnField *field,
                      const char *text,
                      GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  Edit edit = { .id = stage, .kind = ctn_chain_stage_kind (), .field = field, .name = value };

  return value != NULL && _ctn_chain_run (project, N_ ("Edit Stage"),
                                          dup_stage_name (project, stage), set_field, &edit, error);
}

static gboolean
delete_stage (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "DELETE FROM chain_stage WHERE id = ?", "i",
                             ((Edit *) data)->id);
}

gboolean
ctn_chain_delete_stage (CtnProject *project, gint64 stage, GError **error)
{
  Edit edit = { .id = stage };

  return _ctn_chain_run (project, N_ ("Delete Stage"), dup_stage_name (project, stage),
                         delete_stage, &edit, error);
}

static gboolean
place (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_organisations; i++)
    if (!ctn_connection_run (
            connection, error,
            "INSERT INTO chain_actor (id, chain, stage, organisation, kind) SELECT ?1, ?2, ?3, ?4, "
            "?5 WHERE NOT EXISTS (SELECT 1 FROM chain_actor WHERE chain = ?2 AND stage IS ?3 AND "
            "organisation = ?4)",
            "iiiit", ctn_id_new (), edit->chain, edit->other, edit->organisations[i],
            ctn_actor_kind_get_code (edit->actor_kind)))
      return FALSE;
  return TRUE;
}

gboolean
ctn_chain_place (CtnProject *project,
                 gint64 chain,
                 gint64 stage,
                 const gint64 *organisations,
                 gsize n_organisations,
                 CtnActorKind kind,
                 GError **error)
{
  Edit edit = { .chain = chain,
                .other = stage,
                .organisations = organisations,
                .n_organisations = n_organisations,
                .actor_kind = kind };

  return _ctn_chain_run (project, N_ ("Place Actors"), dup_stage_name (project, stage), place,
                         &edit, error);
}

static gboolean
place_named (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->id = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO chain_actor (id, chain, stage, name, kind, state) VALUES (?,?,?,?,?,?)",
      "iiittt", edit->id, edit->chain, edit->other, edit->name,
      ctn_actor_kind_get_code (edit->actor_kind), ctn_chain_state_get_code (edit->state));
}

gint64
ctn_chain_place_named (CtnProject *project,
                       gint64 chain,
                       gint64 stage,
                       const char *name,
                       CtnActorKind kind,
                       CtnChainState state,
                       GError **error)
{
  g_autofree char *value = ctn_field_parse (NAME_FIELD, name, error);
  Edit edit = { .chain = chain, .other = stage, .name = value, .actor_kind = kind, .state = state };

  g_return_val_if_fail (state != CTN_STATE_WEAK, 0);

  if (value == NULL ||
      !_ctn_chain_run (project, N_ ("Place Actor"), g_strdup (value), place_named, &edit, error))
    return 0;
  return edit.id;
}

static gboolean
move_actor (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (
      connection, error,
      "UPDATE chain_actor SET stage = ?, pinned_x = NULL, pinned_y = NULL WHERE id = ?", "ii",
      edit->other, edit->id);
}

gboolean
ctn_chain_move_actor (CtnProject *project, gint64 actor, gint64 stage, GError **error)
{
  Edit edit = { .id = actor, .other = stage };

  return _ctn_chain_run (project, N_ ("Move Actor"), dup_actor_name (project, actor), move_actor,
                         &edit, error);
}

gboolean
ctn_chain_edit_actor (CtnProject *project,
                      gint64 actor,
                      const CtnField *field,
                      const char *text,
                      GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  Edit edit = { .id = actor, .kind = ctn_chain_actor_kind (), .field = field, .name = value };

  return value != NULL && _ctn_chain_run (project, N_ ("Edit Actor"),
                                          dup_actor_name (project, actor), set_field, &edit, error);
}

gboolean
ctn_chain_remove_actor (CtnProject *project, gint64 actor, GError **error)
{
  Edit edit = { .id = actor, .kind = ctn_chain_actor_kind () };

  return _ctn_chain_run (project, N_ ("Remove Actor"), dup_actor_name (project, actor),
                         delete_record, &edit, error);
}

static gboolean
pin (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error,
                             "UPDATE chain_actor SET pinned_x = ?, pinned_y = ? WHERE id = ?",
                             "ddi", edit->x, edit->y, edit->id);
}

gboolean
ctn_chain_pin_actor (CtnProject *project, gint64 actor, double x, double y, GError **error)
{
  Edit edit = { .id = actor, .x = x, .y = y };

  return _ctn_chain_run (project, isnan (x) ? N_ ("Let Actor Go") : N_ ("Pin Actor"),
                         dup_actor_name (project, actor), pin, &edit, error);
}

static gboolean
insert_link (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->id = ctn_id_new ();
  return ctn_connection_run (connection, error,
                             "INSERT INTO chain_link (id, chain, source, target, kind) "
                             "SELECT ?1, chain, ?2, ?3, ?4 FROM chain_actor WHERE id = ?2",
                             "iiit", edit->id, edit->chain, edit->other, edit->name);
}

gint64
ctn_chain_link (CtnProject *project, gint64 source, gint64 target, const char *kind, GError **error)
{
  g_autofree char *value = ctn_field_parse (LINK_KIND_FIELD, kind, error);
  Edit edit = { .chain = source, .other = target, .name = value };

  if (value == NULL ||
      !_ctn_chain_run (project, N_ ("Link Actors"), dup_actor_name (project, source), insert_link,
                       &edit, error))
    return 0;
  return edit.id;
}

gboolean
ctn_chain_edit_link (CtnProject *project,
                     gint64 link,
                     const CtnField *field,
                     const char *text,
                     GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  Edit edit = { .id = link, .kind = ctn_chain_link_kind (), .field = field, .name = value };

  return value != NULL && _ctn_chain_run (project, N_ ("Edit Link"), NULL, set_field, &edit, error);
}

gboolean
ctn_chain_remove_link (CtnProject *project, gint64 link, GError **error)
{
  Edit edit = { .id = link, .kind = ctn_chain_link_kind () };

  return _ctn_chain_run (project, N_ ("Remove Link"), NULL, delete_record, &edit, error);
}
