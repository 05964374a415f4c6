#include "ctn-sector-names.h"

#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <ctn-text.h>
#include <json-glib/json-glib.h>

#include "ctn-code-field.h"

/* Names of sectors by code, and codes by folded code or name. Never shrinks: what is no longer there is
 * found out when it is written. */
typedef struct {
  GHashTable *names; /* code → name in the user's language */
  GHashTable *codes; /* folded code or name → code */
} Names;

static GMutex mutex;
static Names *names;

/* The members of a {"en": "…"} text; %NULL when it is none. */
static JsonNode *
parse_texts (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

static const char *
get_text (JsonObject *object, const char *language)
{
  return json_object_get_string_member_with_default (object, language, NULL);
}

char *
ctn_sector_names_pick (const char *json)
{
  g_autoptr (JsonNode) root = parse_texts (json);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  const char *const *languages = ctn_get_language_names ();
  g_autoptr (GList) members = NULL;
  const char *text = NULL;

  if (object == NULL)
    return g_strdup (json);
  for (gsize i = 0; text == NULL && languages[i] != NULL; i++)
    text = get_text (object, languages[i]);
  if (text == NULL)
    text = get_text (object, "en");
  members = json_object_get_members (object);
  for (GList *member = members; text == NULL && member != NULL; member = member->next)
    text = get_text (object, member->data);
  return g_strdup (text != NULL ? text : json);
}

static void
add_code (const char *text, const char *code)
{
  char *folded = ctn_text_fold (text);

  if (*folded != '\0')
    g_hash_table_replace (names->codes, folded, g_strdup (code));
  else
    g_free (folded);
}

static void
add_texts (JsonObject *object, const char *language, JsonNode *node, gpointer data)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
    add_code (json_node_get_string (node), data);
}

/* Where a text means several sectors, its code comes before its name in the user's language, and that
 * before a name in another one; so each pass overrides the one before. With the mutex held. */
static void
learn (const char *code, const char *json, int pass)
{
  g_autoptr (JsonNode) root = pass == 0 ? parse_texts (json) : NULL;
  char *name;

  if (root != NULL)
    json_object_foreach_member (json_node_get_object (root), add_texts, (gpointer) code);
  if (pass == 1) {
    name = ctn_sector_names_pick (json);
    add_code (name, code);
    g_hash_table_replace (names->names, g_strdup (code), name);
  }
  if (pass == 2)
    add_code (code, code);
}

gboolean
ctn_sector_names_learn (CtnConnection *reader, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autoptr (GError) local_error = NULL;

  if (names == NULL) {
    names = g_new (Names, 1);
    names->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    names->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  }
  for (int pass = 0; pass < 3 && local_error == NULL; pass++) {
    g_autoptr (CtnStatement) rows =
        ctn_connection_query (reader, &local_error, "SELECT code, name FROM sector", "");

    while (ctn_statement_next (rows, &local_error))
      learn (ctn_statement_get_text (rows, 0), ctn_statement_get_text (rows, 1), pass);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static char *
dup_known (const char *text, gboolean is_code)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *folded = NULL;

  if (names == NULL)
    return NULL;
  if (is_code)
    return g_strdup (g_hash_table_lookup (names->names, text));
  if (g_hash_table_contains (names->names, text))
    return g_strdup (text);
  folded = ctn_text_fold (text);
  return g_strdup (g_hash_table_lookup (names->codes, folded));
}

char *
ctn_sector_names_parse (const CtnField *field, const char *text, GError **error)
{
  char *code = dup_known (text, FALSE);

  return code != NULL ? code : ctn_code_field_parse (field, text, error);
}

char *
ctn_sector_names_format (const CtnField *field, const char *value)
{
  char *name = dup_known (value, TRUE);

  return name != NULL ? name : ctn_code_field_format (field, value);
}

gboolean
ctn_sector_names_check (CtnConnection *connection, const char *value, GError **error)
{
  g_auto (GStrv) codes = g_strsplit (value, "; ", -1);

  for (char **code = codes; *code != NULL; code++) {
    gint64 n = 0;

    if (**code == '\0')
      continue;
    if (!ctn_connection_get_int (connection, &n, error,
                                 "SELECT count(*) FROM sector WHERE code = ?", "t", *code))
      return FALSE;
    if (n == 0) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("“%s” is not among the sectors of this project. Add it there first."), *code);
      return FALSE;
    }
  }
  return TRUE;
}
