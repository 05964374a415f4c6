/* Reading code lists from our own CSV and JSON files. */
#include "ctn-code-list-private.h"

#include <csv.h>
#include <ctn-i18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define MAX_COLUMNS 64
#define MAX_DEPTH 16

/* The best of @n languages for the wanted one (NULL: the user's): "de_AT" takes "de"; without a fit
 * "en". Returns the index, or -1. */
static int
choose_language (const char *wanted, const char *const *languages, guint n)
{
  g_auto (GStrv) variants = wanted != NULL ? g_get_locale_variants (wanted) : NULL;
  const char *const *names =
      wanted != NULL ? (const char *const *) variants : ctn_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < n; j++)
      if (languages[j] != NULL && g_ascii_strcasecmp (names[i], languages[j]) == 0)
        return (int) j;
  for (guint j = 0; j < n; j++)
    if (g_strcmp0 (languages[j], "en") == 0)
      return (int) j;
  return -1;
}

char *
ctn_code_list_read_text (const char *path, gsize *length, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;

  if (!g_file_get_contents (path, &text, length, &local)) {
    g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_READ,
                 _ ("The code list %s cannot be read: %s"), path, local->message);
    return NULL;
  }
  if (*length > CTN_CODE_LIST_MAX_BYTES || !g_utf8_validate_len (text, *length, NULL)) {
    g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                 _ ("The code list %s is not a text in UTF-8, or it is too large."), path);
    return NULL;
  }
  return g_steal_pointer (&text);
}

typedef struct {
  CtnCodeList *list;
  const char *wanted;                             /* language */
  GPtrArray *cells;                               /* of the line being read */
  guint line;                                     /* number of the line being read, from 1 */
  guint n_columns;                                /* 0 before the header has been read */
  int code, level, parent, name, lon, lat, title; /* columns; -1: not there */
  gboolean names[MAX_COLUMNS];                    /* columns that hold names */
  GError *error;
} Reader;

static const char *
get_cell (const Reader *reader, int column)
{
  return column >= 0 && (guint) column < reader->cells->len
             ? g_ptr_array_index (reader->cells, column)
             : "";
}

static void
fail (Reader *reader, const char *message)
{
  if (reader->error == NULL)
    g_set_error (&reader->error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT, _ ("Line %u: %s"),
                 reader->line, message);
}

/* Reads the header: which column is what, and which title is in the wanted language. */
static void
read_header (Reader *reader)
{
  const char *languages[MAX_COLUMNS] = { NULL };
  struct {
    const char *name;
    int *column;
  } known[] = { { "code", &reader->code },     { "level", &reader->level },
                { "parent", &reader->parent }, { "name", &reader->name },
                { "lon", &reader->lon },       { "lat", &reader->lat } };

  reader->n_columns = MIN (reader->cells->len, MAX_COLUMNS);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    *known[i].column = -1;
  for (guint i = 0; i < reader->n_columns; i++) {
    const char *cell = get_cell (reader, (int) i);

    for (guint j = 0; j < G_N_ELEMENTS (known); j++)
      if (g_str_equal (cell, known[j].name))
        *known[j].column = (int) i;
    if (g_str_has_prefix (cell, "title_"))
      languages[i] = cell + strlen ("title_");
    reader->names[i] =
        languages[i] != NULL || g_str_has_prefix (cell, "name") || g_str_equal (cell, "title");
    if (g_str_equal (cell, "title"))
      reader->name = (int) i;
  }
  reader->title = choose_language (reader->wanted, languages, reader->n_columns);
  if (reader->title < 0)
    reader->title = reader->name;
  if (reader->code < 0 || reader->title < 0)
    fail (reader, _ ("The header needs the columns “code” and “title” or “name”."));
}

/* A number of degrees within ±@limit, or NAN for an empty cell. */
static double
get_degrees (Reader *reader, int column, double limit)
{
  const char *cell = get_cell (reader, column);
  char *end = NULL;
  double value;

  if (*cell == '\0')
    return NAN;
  value = g_ascii_strtod (cell, &end);
  if (end == cell || *end != '\0' || !(fabs (value) <= limit))
    fail (reader, _ ("The coordinates are not degrees."));
  return value;
}

/* The title in the wanted language, else the English one, else the first name there is. */
static const char *
choose_title (const Reader *reader)
{
  const char *title = get_cell (reader, reader->title);

  for (guint i = 0; *title == '\0' && i < reader->n_columns; i++)
    if (reader->names[i])
      title = get_cell (reader, (int) i);
  return title;
}

static void
read_line (Reader *reader)
{
  gint64 level = 1;
  CtnCode *entry;
  const char *title = choose_title (reader);

  if (reader->cells->len != reader->n_columns)
    fail (reader, _ ("It does not have as many columns as the header."));
  if (reader->level >= 0 &&
      !g_ascii_string_to_signed (get_cell (reader, reader->level), 10, 0, 99, &level, NULL))
    fail (reader, _ ("The level is not a number."));
  if (reader->error != NULL)
    return;
  entry = ctn_code_list_add (reader->list, get_cell (reader, reader->code),
                             get_cell (reader, reader->parent), title, (int) level, reader->line,
                             &reader->error);
  if (entry == NULL)
    return;
  entry->longitude = get_degrees (reader, reader->lon, 180.0);
  entry->latitude = get_degrees (reader, reader->lat, 90.0);
  for (guint i = 0; i < reader->n_columns; i++)
    if (reader->names[i] && !g_str_equal (get_cell (reader, (int) i), title))
      ctn_code_list_add_name (reader->list, get_cell (reader, (int) i));
}

static void
on_cell (void *text, size_t length, void *data)
{
  Reader *reader = data;

  g_ptr_array_add (reader->cells, g_strndup (text, length));
}

static void
on_line (int end, void *data)
{
  Reader *reader = data;
  gboolean is_empty =
      reader->cells->len == 0 || (reader->cells->len == 1 && *get_cell (reader, 0) == '\0');

  reader->line++;
  if (reader->error == NULL && !is_empty) {
    if (reader->n_columns == 0)
      read_header (reader);
    else
      read_line (reader);
  }
  g_ptr_array_set_size (reader->cells, 0);
}

/* Countries are called in NUTS as in the list of countries; their own names stay to find them by. */
static void
name_countries (CtnCodeList *list, const char *language)
{
  CtnCodeList *countries = ctn_code_list_get_in_language ("iso-3166", language, NULL);

  for (guint i = 0; countries != NULL && i < ctn_code_list_get_n_codes (list); i++) {
    CtnCode *entry = (CtnCode *) ctn_code_list_get_code (list, i);
    const CtnCode *country =
        entry->level != 0 ? NULL
                          : ctn_code_list_lookup (countries, ctn_country_from_nuts (entry->code));

    if (country != NULL)
      ctn_code_list_rename (list, i, country->title);
  }
}

gboolean
ctn_code_list_read_csv (CtnCodeList *list, const char *path, const char *language, GError **error)
{
  gsize length;
  g_autofree char *text = ctn_code_list_read_text (path, &length, error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { .list = list, .wanted = language, .cells = cells };
  struct csv_parser parser;
  gsize bom;

  if (text == NULL)
    return FALSE;
  bom = g_str_has_prefix (text, "\xEF\xBB\xBF") ? 3 : 0;
  if (csv_init (&parser, CSV_REPALL_NL) != 0)
    g_error ("csv_init: out of memory");
  csv_parse (&parser, text + bom, length - bom, on_cell, on_line, &reader);
  csv_fini (&parser, on_cell, on_line, &reader);
  csv_free (&parser);
  if (reader.n_columns == 0)
    fail (&reader, _ ("The list is empty."));
  if (reader.error != NULL) {
    g_propagate_prefixed_error (error, reader.error, "%s: ", path);
    return FALSE;
  }
  if (g_str_has_prefix (ctn_code_list_get_id (list), "nuts-"))
    name_countries (list, language);
  return TRUE;
}

typedef struct {
  CtnCodeList *list;
  const char *wanted; /* language */
  GError **error;
} Tree;

/* Adds a node's texts per language, {"en": "…", "de": "…"}, as title and names. */
static const char *
choose_text (const Tree *tree, JsonObject *node)
{
  JsonNode *member = json_object_get_member (node, "name");
  g_autoptr (GList) keys = NULL;
  g_autoptr (GPtrArray) languages = g_ptr_array_new ();
  int chosen;

  if (member == NULL || !JSON_NODE_HOLDS_OBJECT (member))
    return NULL;
  keys = json_object_get_members (json_node_get_object (member));
  for (GList *key = keys; key != NULL; key = key->next)
    g_ptr_array_add (languages, key->data);
  chosen = choose_language (tree->wanted, (const char *const *) languages->pdata, languages->len);
  if (languages->len == 0)
    return NULL;
  return json_object_get_string_member_with_default (
      json_node_get_object (member), g_ptr_array_index (languages, chosen < 0 ? 0 : chosen), NULL);
}

static void
add_names (const Tree *tree, JsonObject *node, const char *title)
{
  JsonObject *names = json_object_get_object_member (node, "name");
  g_autoptr (GList) values = json_object_get_values (names);

  for (GList *value = values; value != NULL; value = value->next) {
    const char *name = JSON_NODE_HOLDS_VALUE ((JsonNode *) value->data)
                           ? json_node_get_string (value->data)
                           : NULL;

    if (g_strcmp0 (name, title) != 0)
      ctn_code_list_add_name (tree->list, name);
  }
}

static gboolean
read_nodes (const Tree *tree, JsonArray *nodes, const char *parent, int level)
{
  for (guint i = 0; i < json_array_get_length (nodes); i++) {
    JsonNode *element = json_array_get_element (nodes, i);
    JsonObject *node = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
    const char *title = node != NULL ? choose_text (tree, node) : NULL;
    JsonNode *children = node != NULL ? json_object_get_member (node, "children") : NULL;
    CtnCode *entry;

    if (title == NULL || level > MAX_DEPTH) {
      g_set_error (tree->error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                   _ ("Entry %u below “%s” has no “code” and “name”."), i + 1,
                   parent != NULL ? parent : "entries");
      return FALSE;
    }
    entry = ctn_code_list_add (tree->list,
                               json_object_get_string_member_with_default (node, "code", NULL),
                               parent, title, level, 0, tree->error);
    if (entry == NULL)
      return FALSE;
    entry->extra = ctn_code_list_keep (
        tree->list, json_object_get_string_member_with_default (node, "helix", NULL));
    add_names (tree, node, title);
    if (children != NULL && JSON_NODE_HOLDS_ARRAY (children) &&
        !read_nodes (tree, json_node_get_array (children), entry->code, level + 1))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_code_list_read_json (CtnCodeList *list, const char *path, const char *language, GError **error)
{
  gsize length;
  g_autofree char *text = ctn_code_list_read_text (path, &length, error);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  Tree tree = { list, language, &local };
  JsonNode *root;
  JsonNode *entries = NULL;

  if (text == NULL)
    return FALSE;
  if (json_parser_load_from_data (parser, text, (gssize) length, &local)) {
    root = json_parser_get_root (parser);
    if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
      entries = json_object_get_member (json_node_get_object (root), "entries");
    if (entries != NULL && JSON_NODE_HOLDS_ARRAY (entries)) {
      if (read_nodes (&tree, json_node_get_array (entries), NULL, 1))
        return TRUE;
    } else
      g_set_error_literal (&local, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                           _ ("It has no list named “entries”."));
  }
  g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT, "%s: %s", path,
               local->message);
  return FALSE;
}
