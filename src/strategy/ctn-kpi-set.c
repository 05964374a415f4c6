#include <ctn-data.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <json-glib/json-glib.h>

#include "ctn-kpi-rule.h"
#include "ctn-kpi.h"

/* Files in data/kpis, by their codes; the README there describes them. */
static const char *const sets[] = { "rco-rcr", "escp-4x", "erdf", NULL };

GStrv
ctn_kpi_set_list (void)
{
  return g_strdupv ((GStrv) sets);
}

static JsonObject *
load (const char *code, JsonParser *parser, GError **error)
{
  g_autofree char *name = g_strdup_printf ("kpis/%s.json", code);
  g_autofree char *path = ctn_data_path (name);
  JsonNode *root;

  if (!g_strv_contains (sets, code)) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("There is no set of KPIs called “%s”."), code);
    return NULL;
  }
  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, _ ("“%s” is no set of KPIs."),
               path);
  return NULL;
}

/* The text of an object {"en": …, "de": …} in the user's language. (transfer none) (nullable) */
static const char *
pick (JsonObject *texts)
{
  const char *const *languages = ctn_get_language_names ();

  for (guint i = 0; texts != NULL && languages[i] != NULL; i++) {
    const char *text = json_object_get_string_member_with_default (texts, languages[i], NULL);

    if (text != NULL)
      return text;
  }
  return texts != NULL ? json_object_get_string_member_with_default (texts, "en", NULL) : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Units and definitions of all sets, {"en": …, "de": …}. Read once; the parsers own them. */
static GPtrArray *
load_texts (void)
{
  GPtrArray *texts = g_ptr_array_new ();
  static GPtrArray *parsers = NULL;

  parsers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; sets[i] != NULL; i++) {
    JsonParser *parser = json_parser_new_immutable ();
    JsonObject *root = load (sets[i], parser, NULL);
    JsonArray *kpis = root != NULL ? json_object_get_array_member (root, "kpis") : NULL;

    g_ptr_array_add (parsers, parser);
    for (guint j = 0; kpis != NULL && j < json_array_get_length (kpis); j++) {
      JsonObject *kpi = json_array_get_object_element (kpis, j);

      if (get_object (kpi, "unit") != NULL)
        g_ptr_array_add (texts, get_object (kpi, "unit"));
      if (get_object (kpi, "definition") != NULL)
        g_ptr_array_add (texts, get_object (kpi, "definition"));
    }
  }
  return texts;
}

static gboolean
says (JsonObject *texts, const char *text)
{
  g_autoptr (GList) values = json_object_get_values (texts);

  for (GList *value = values; value != NULL; value = value->next)
    if (g_strcmp0 (json_node_get_string (value->data), text) == 0)
      return TRUE;
  return FALSE;
}

const char *
ctn_kpi_set_translate (const char *text, const char *language)
{
  static GPtrArray *texts = NULL;
  const char *found = NULL;

  if (text == NULL || *text == '\0')
    return text;
  if (g_once_init_enter_pointer (&texts))
    g_once_init_leave_pointer (&texts, load_texts ());
  for (guint i = 0; i < texts->len && found == NULL; i++)
    if (says (texts->pdata[i], text))
      found = language != NULL
                  ? json_object_get_string_member_with_default (texts->pdata[i], language, text)
                  : pick (texts->pdata[i]);
  return found != NULL ? found : text;
}

char *
ctn_kpi_set_dup_title (const char *code, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root = load (code, parser, error);

  return root != NULL ? g_strdup (pick (get_object (root, "title"))) : NULL;
}

typedef struct {
  gint64 strategy;
  JsonArray *kpis;
  int n_added;
} Work;

static char *
dup_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = NULL;

  if (object == NULL || json_object_get_size (object) == 0)
    return NULL;
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static gboolean
add_one (CtnConnection *connection, const Work *work, JsonObject *kpi, GError **error)
{
  const char *code = json_object_get_string_member_with_default (kpi, "code", NULL);
  const char *rule = json_object_get_string_member_with_default (kpi, "rule", "manual");
  g_autofree char *texts = dup_json (get_object (kpi, "name"));
  g_autofree char *parameters = dup_json (get_object (kpi, "parameters"));
  double target = json_object_get_double_member_with_default (kpi, "target", -1);

  return ctn_connection_run (connection, error,
                             "INSERT INTO kpi (id, strategy, position, code, name, texts, "
                             "definition, unit, target, rule, parameters) VALUES (?, ?, "
                             "(SELECT coalesce(max(position), 0) + 1 FROM kpi WHERE strategy = ?), "
                             "?, ?, ?, ?, ?, nullif(?, -1.0), ?, ?)",
                             "iiitttttdtt", ctn_id_new (), work->strategy, work->strategy, code,
                             pick (get_object (kpi, "name")), texts,
                             pick (get_object (kpi, "definition")), pick (get_object (kpi, "unit")),
                             target, rule, parameters);
}

static gboolean
add_set (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  for (guint i = 0; i < json_array_get_length (work->kpis); i++) {
    JsonObject *kpi = json_array_get_object_element (work->kpis, i);
    const char *code = json_object_get_string_member_with_default (kpi, "code", NULL);
    gint64 there = 0;

    if (!ctn_connection_get_int (connection, &there, error,
                                 "SELECT count(*) FROM kpi WHERE strategy = ? AND code = ?", "it",
                                 work->strategy, code))
      return FALSE;
    if (there > 0)
      continue;
    if (!add_one (connection, work, kpi, error))
      return FALSE;
    work->n_added++;
  }
  return TRUE;
}

int
ctn_kpi_set_add (CtnProject *project, gint64 strategy, const char *code, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root = load (code, parser, error);
  const CtnOperation operation = { N_ ("Add KPIs"),
                                   root != NULL ? pick (get_object (root, "title")) : NULL, NULL };
  Work work = { .strategy = strategy };

  if (root == NULL)
    return -1;
  work.kpis = json_object_get_array_member (root, "kpis");
  g_return_val_if_fail (work.kpis != NULL, -1);
  return ctn_project_transact (project, &operation, add_set, &work, error) ? work.n_added : -1;
}
