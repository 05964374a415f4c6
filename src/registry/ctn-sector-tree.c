#include "ctn-sector-tree.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-text.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ctn-sector-names.h"

void
ctn_sector_free (CtnSector *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->name);
  g_free (self);
}

static CtnSector *
read_sector (CtnStatement *row)
{
  CtnSector *sector = g_new0 (CtnSector, 1);

  sector->id = ctn_statement_get_int (row, 0);
  sector->parent = ctn_statement_get_int (row, 1);
  sector->code = g_strdup (ctn_statement_get_text (row, 2));
  sector->name = ctn_sector_names_pick (ctn_statement_get_text (row, 3));
  sector->n_organisations = (guint) ctn_statement_get_int (row, 4);
  return sector;
}

/* Parent id → its sectors in order (element-type CtnSector, owned). */
static GHashTable *
read_children (CtnConnection *reader, GError **error)
{
  g_autoptr (GHashTable) children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                           (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT s.id, s.parent, s.code, s.name, "
                            "(SELECT count(*) FROM organisation_sector WHERE sector = s.id) "
                            "FROM sector s ORDER BY s.position, s.id",
                            "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnSector *sector = read_sector (rows);
    GPtrArray *siblings = g_hash_table_lookup (children, &sector->parent);

    if (siblings == NULL) {
      siblings = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_sector_free);
      g_hash_table_insert (children, g_memdup2 (&sector->parent, sizeof sector->parent), siblings);
    }
    g_ptr_array_add (siblings, sector);
  }
  if (local_error == NULL)
    return g_steal_pointer (&children);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Puts the sectors below @parent onto @stack, the first on top. */
static void
push_children (GPtrArray *stack, GHashTable *children, gint64 parent, guint depth)
{
  g_autoptr (GPtrArray) siblings = NULL;
  gint64 *key = NULL;

  if (!g_hash_table_steal_extended (children, &parent, (gpointer *) &key, (gpointer *) &siblings))
    return;
  g_free (key);
  for (guint i = siblings->len; i > 0; i--) {
    CtnSector *sector = g_ptr_array_index (siblings, i - 1);

    sector->depth = depth;
    sector->is_first = i == 1;
    sector->is_last = i == siblings->len;
    g_ptr_array_add (stack, sector);
  }
  g_ptr_array_set_free_func (siblings, NULL);
}

GPtrArray *
ctn_sector_tree_list (CtnConnection *reader, GError **error)
{
  g_autoptr (GHashTable) children = read_children (reader, error);
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  GPtrArray *sectors;

  if (children == NULL)
    return NULL;
  sectors = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_sector_free);
  push_children (stack, children, 0, 0);
  while (stack->len > 0) {
    CtnSector *sector = g_ptr_array_steal_index (stack, stack->len - 1);

    g_ptr_array_add (sectors, sector);
    push_children (stack, children, sector->id, sector->depth + 1);
  }
  return sectors;
}

typedef struct {
  gint64 id;
  gint64 parent;
  const char *name;
  gboolean down;
} Edit;

/* The language that the user writes in. */
static char *
dup_language (void)
{
  const char *name = ctn_get_language_names ()[0];
  gsize length = strcspn (name, "_.@");

  return g_str_equal (name, "C") || g_str_has_prefix (name, "C.") || g_str_equal (name, "POSIX")
             ? g_strdup ("en")
             : g_strndup (name, length);
}

/* @json with the name in the user's language; %NULL starts anew. */
static char *
dup_names (const char *json, const char *name)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autofree char *language = dup_language ();

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_clear_pointer (&root, json_node_unref);
    root = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (root, json_object_new ());
  }
  json_object_set_string_member (json_node_get_object (root), language, name);
  return json_to_string (root, FALSE);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_name (CtnConnection *connection, const Edit *edit, GError **error)
{
  g_autofree char *folded = ctn_text_fold (edit->name);
  g_autoptr (GPtrArray) sectors = NULL;

  if (*folded == '\0')
    return refuse (error, _ ("A sector needs a name."));
  if (strpbrk (edit->name, ";|\n") != NULL)
    return refuse (error,
                   _ ("The name of a sector cannot contain “;” or “|”: they separate several "
                      "sectors."));
  sectors = ctn_sector_tree_list (connection, error);
  for (guint i = 0; sectors != NULL && i < sectors->len; i++) {
    const CtnSector *sector = g_ptr_array_index (sectors, i);
    g_autofree char *name = ctn_text_fold (sector->name);
    g_autofree char *code = ctn_text_fold (sector->code);

    if (sector->id != edit->id && (g_str_equal (name, folded) || g_str_equal (code, folded))) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("There is a sector called “%s” already. Choose another name."), edit->name);
      return FALSE;
    }
  }
  return sectors != NULL;
}

/* The first three letters of a name, in upper case: what the shipped codes are made of. */
static char *
dup_stem (const char *name)
{
  g_autofree char *folded = ctn_text_fold (name);
  g_autofree char *upper = g_utf8_strup (folded, -1);
  GString *stem = g_string_new (NULL);

  for (const char *at = upper; *at != '\0' && g_utf8_strlen (stem->str, -1) < 3;
       at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (stem, g_utf8_get_char (at));
  if (stem->len == 0)
    g_string_append (stem, "S");
  return g_string_free (stem, FALSE);
}

/* A code that no sector has yet: "AM-ROB", "AM-ROB2". */
static char *
dup_code (CtnConnection *connection, const Edit *edit, GError **error)
{
  g_autofree char *parent =
      edit->parent != 0
          ? ctn_connection_get_text (connection, error, "SELECT code FROM sector WHERE id = ?", "i",
                                     edit->parent)
          : NULL;
  g_autofree char *stem = dup_stem (edit->name);
  g_autofree char *base =
      parent != NULL ? g_strdup_printf ("%s-%s", parent, stem) : g_strdup (stem);

  for (guint i = 1;; i++) {
    g_autofree char *code = i == 1 ? g_strdup (base) : g_strdup_printf ("%s%u", base, i);
    gint64 n = 0;

    if (!ctn_connection_get_int (connection, &n, error,
                                 "SELECT count(*) FROM sector WHERE code = ?", "t", code))
      return NULL;
    if (n == 0)
      return g_steal_pointer (&code);
  }
}

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autofree char *names = dup_names (NULL, edit->name);
  g_autofree char *code = NULL;

  if (!check_name (connection, edit, error))
    return FALSE;
  code = dup_code (connection, edit, error);
  if (code == NULL)
    return FALSE;
  edit->id = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO sector (id, parent, position, code, name) VALUES (?1, nullif(?2, 0), "
      "1.0 + (SELECT coalesce(max(position), 0) FROM sector WHERE parent IS nullif(?2, 0)), ?3, "
      "?4)",
      "iitt", edit->id, edit->parent, code, names);
}

/* Whatever was done, fields know the names at once. */
static gboolean
transact (CtnProject *project,
          const CtnOperation *operation,
          CtnTransactFunc function,
          Edit *edit,
          GError **error)
{
  return ctn_project_transact (project, operation, function, edit, error) &&
         ctn_sector_names_learn (ctn_project_get_reader (project), error);
}

gint64
ctn_sector_add (CtnProject *project, gint64 parent, const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  CtnOperation operation = { N_ ("Add Sector"), trimmed, NULL };
  Edit edit = { .parent = parent, .name = trimmed };

  return transact (project, &operation, add, &edit, error) ? edit.id : 0;
}

static gboolean
change_name (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  g_autofree char *old = ctn_connection_get_text (
      connection, NULL, "SELECT name FROM sector WHERE id = ?", "i", edit->id);
  g_autofree char *names = dup_names (old, edit->name);

  return check_name (connection, edit, error) &&
         ctn_connection_run (connection, error,
                             "UPDATE sector SET name = ?1 WHERE id = ?2 AND name IS NOT ?1", "ti",
                             names, edit->id);
}

gboolean
ctn_sector_rename (CtnProject *project, gint64 id, const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  CtnOperation operation = { N_ ("Rename Sector"), trimmed, NULL };
  Edit edit = { .id = id, .name = trimmed };

  return transact (project, &operation, change_name, &edit, error);
}

static char *
dup_name (CtnProject *project, gint64 id)
{
  g_autofree char *json = ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                                   "SELECT name FROM sector WHERE id = ?", "i", id);

  return json != NULL ? ctn_sector_names_pick (json) : NULL;
}

/* Numbers the neighbours anew, so that places that are equal in a merged file are told apart. */
static gboolean
place (CtnConnection *connection, GPtrArray *siblings, GError **error)
{
  for (guint i = 0; i < siblings->len; i++) {
    const CtnSector *sector = g_ptr_array_index (siblings, i);

    if (!ctn_connection_run (connection, error,
                             "UPDATE sector SET position = ?1 WHERE id = ?2 AND position <> ?1",
                             "di", (double) i + 1, sector->id))
      return FALSE;
  }
  return TRUE;
}

static gboolean
move (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  g_autoptr (GPtrArray) sectors = ctn_sector_tree_list (connection, error);
  g_autoptr (GPtrArray) siblings = g_ptr_array_new ();
  const CtnSector *moved = NULL;
  guint at = 0;

  if (sectors == NULL)
    return FALSE;
  for (guint i = 0; i < sectors->len; i++)
    if (((CtnSector *) g_ptr_array_index (sectors, i))->id == edit->id)
      moved = g_ptr_array_index (sectors, i);
  if (moved == NULL || (edit->down ? moved->is_last : moved->is_first))
    return TRUE;
  for (guint i = 0; i < sectors->len; i++) {
    CtnSector *sector = g_ptr_array_index (sectors, i);

    if (sector->parent != moved->parent)
      continue;
    if (sector == moved)
      at = siblings->len;
    g_ptr_array_add (siblings, sector);
  }
  g_ptr_array_remove_index (siblings, at);
  g_ptr_array_insert (siblings, (int) (edit->down ? at + 1 : at - 1), (gpointer) moved);
  return place (connection, siblings, error);
}

gboolean
ctn_sector_move (CtnProject *project, gint64 id, gboolean down, GError **error)
{
  g_autofree char *name = dup_name (project, id);
  CtnOperation operation = { N_ ("Move Sector"), name, NULL };
  Edit edit = { .id = id, .down = down };

  return transact (project, &operation, move, &edit, error);
}

static gboolean
remove_sector (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error, "DELETE FROM sector WHERE id = ?", "i", edit->id);
}

gboolean
ctn_sector_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *name = dup_name (project, id);
  CtnOperation operation = { N_ ("Delete Sector"), name, NULL };
  Edit edit = { .id = id };

  return transact (project, &operation, remove_sector, &edit, error);
}
