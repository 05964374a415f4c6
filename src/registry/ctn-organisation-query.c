#include "ctn-organisation-query.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "ctn-search-text.h"

struct _CtnOrganisationQuery {
  char *search;        /* (owned) */
  GHashTable *filters; /* (owned) CtnField → GHashTable set of values */
};

CtnOrganisationQuery *
ctn_organisation_query_new (void)
{
  CtnOrganisationQuery *self = g_new0 (CtnOrganisationQuery, 1);

  self->search = g_strdup ("");
  self->filters = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                         (GDestroyNotify) g_hash_table_unref);
  return self;
}

CtnOrganisationQuery *
ctn_organisation_query_copy (CtnOrganisationQuery *self)
{
  CtnOrganisationQuery *copy = ctn_organisation_query_new ();
  GHashTableIter fields;
  gpointer field;
  gpointer values;

  ctn_organisation_query_set_search (copy, self->search);
  g_hash_table_iter_init (&fields, self->filters);
  while (g_hash_table_iter_next (&fields, &field, &values)) {
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init (&iter, values);
    while (g_hash_table_iter_next (&iter, &value, NULL))
      ctn_organisation_query_set_filter (copy, field, value, TRUE);
  }
  return copy;
}

void
ctn_organisation_query_free (CtnOrganisationQuery *self)
{
  if (self == NULL)
    return;
  g_free (self->search);
  g_hash_table_unref (self->filters);
  g_free (self);
}

void
ctn_organisation_query_set_search (CtnOrganisationQuery *self, const char *text)
{
  g_set_str (&self->search, text != NULL ? text : "");
}

const char *
ctn_organisation_query_get_search (CtnOrganisationQuery *self)
{
  return self->search;
}

void
ctn_organisation_query_set_filter (CtnOrganisationQuery *self,
                                   const CtnField *field,
                                   const char *value,
                                   gboolean accepted)
{
  GHashTable *values = g_hash_table_lookup (self->filters, field);

  if (accepted) {
    if (values == NULL) {
      values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->filters, (gpointer) field, values);
    }
    g_hash_table_add (values, g_strdup (value));
  } else if (values != NULL) {
    g_hash_table_remove (values, value);
    if (g_hash_table_size (values) == 0)
      g_hash_table_remove (self->filters, field);
  }
}

gboolean
ctn_organisation_query_has_filter (CtnOrganisationQuery *self,
                                   const CtnField *field,
                                   const char *value)
{
  GHashTable *values = g_hash_table_lookup (self->filters, field);

  return values != NULL && g_hash_table_contains (values, value);
}

GHashTable *
ctn_organisation_query_get_filter (CtnOrganisationQuery *self, const CtnField *field)
{
  return g_hash_table_lookup (self->filters, field);
}

guint
ctn_organisation_query_get_n_filters (CtnOrganisationQuery *self)
{
  GHashTableIter iter;
  gpointer values;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->filters);
  while (g_hash_table_iter_next (&iter, NULL, &values))
    n += g_hash_table_size (values);
  return n;
}

void
ctn_organisation_query_clear_filter (CtnOrganisationQuery *self, const CtnField *field)
{
  g_hash_table_remove (self->filters, field);
}

gboolean
ctn_organisation_query_is_empty (CtnOrganisationQuery *self)
{
  g_autofree char *match = ctn_search_text_dup_match (self->search);

  return match == NULL && g_hash_table_size (self->filters) == 0;
}

void
ctn_organisation_query_clear_filters (CtnOrganisationQuery *self)
{
  g_hash_table_remove_all (self->filters);
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_values (JsonBuilder *builder, GHashTable *values)
{
  guint n = 0;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (values, &n);

  qsort (keys, n, sizeof (gpointer), compare_texts);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, keys[i]);
  json_builder_end_array (builder);
}

char *
ctn_organisation_query_to_json (CtnOrganisationQuery *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "search");
  json_builder_add_string_value (builder, self->search);
  json_builder_set_member_name (builder, "filters");
  json_builder_begin_object (builder);
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    GHashTable *values = g_hash_table_lookup (self->filters, field);

    if (values == NULL)
      continue;
    json_builder_set_member_name (builder, field->name);
    add_values (builder, values);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
read_filter (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  CtnOrganisationQuery *self = data;
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), name);
  JsonArray *values = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; field != NULL && values != NULL && i < json_array_get_length (values); i++) {
    JsonNode *element = json_array_get_element (values, i);
    const char *value = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

    if (value != NULL)
      ctn_organisation_query_set_filter (self, field, value, TRUE);
  }
}

CtnOrganisationQuery *
ctn_organisation_query_from_json (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (CtnOrganisationQuery) self = ctn_organisation_query_new ();
  JsonObject *object;
  JsonNode *filters;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  ctn_organisation_query_set_search (
      self, json_object_get_string_member_with_default (object, "search", ""));
  filters = json_object_get_member (object, "filters");
  if (filters != NULL && JSON_NODE_HOLDS_OBJECT (filters))
    json_object_foreach_member (json_node_get_object (filters), read_filter, self);
  return g_steal_pointer (&self);
}

/* The SQL of "has a value", or of the value itself, in the lists of a field with several. */
static char *
dup_list_source (const CtnField *field)
{
  GString *sql = g_string_new (NULL);

  if (field->reference_table != NULL)
    g_string_append_printf (sql, "%s l JOIN %s r ON r.id = l.%s", field->list_table,
                            field->reference_table, field->list_column);
  else
    g_string_append_printf (sql, "%s l", field->list_table);
  return g_string_free (sql, FALSE);
}

static char *
dup_list_value (const CtnField *field)
{
  return field->reference_table != NULL ? g_strdup_printf ("r.%s", field->reference_column)
                                        : g_strdup_printf ("l.%s", field->list_column);
}

static char *
dup_list_key (const CtnField *field)
{
  return field->list_key_column != NULL
             ? g_strdup_printf (" AND l.%s = '%s'", field->list_key_column, field->list_key)
             : g_strdup ("");
}

/* Appends the condition of one field; its values go to @parameters. */
static void
append_filter (GString *sql, const CtnField *field, GHashTable *values, GPtrArray *parameters)
{
  g_autoptr (GString) marks = g_string_new (NULL);
  gboolean with_none = FALSE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &value, NULL)) {
    if (*(const char *) value == '\0') {
      with_none = TRUE;
      continue;
    }
    g_string_append (marks, marks->len > 0 ? ",?" : "?");
    g_ptr_array_add (parameters, g_strdup (value));
  }
  if (field->column != NULL) {
    g_string_append_printf (sql, " AND (t.%s IN (%s)", field->column, marks->str);
    if (with_none)
      g_string_append_printf (sql, " OR t.%s IS NULL", field->column);
  } else {
    g_autofree char *source = dup_list_source (field);
    g_autofree char *column = dup_list_value (field);
    g_autofree char *key = dup_list_key (field);

    g_string_append_printf (sql, " AND (t.id IN (SELECT l.%s FROM %s WHERE %s IN (%s)%s)",
                            field->list_owner, source, column, marks->str, key);
    if (with_none)
      g_string_append_printf (sql, " OR NOT EXISTS (SELECT 1 FROM %s l WHERE l.%s = t.id%s)",
                              field->list_table, field->list_owner, key);
  }
  g_string_append_c (sql, ')');
}

/* Appends all conditions. */
static void
append_conditions (CtnOrganisationQuery *self, GString *sql, GPtrArray *parameters)
{
  g_autofree char *match = ctn_search_text_dup_match (self->search);

  g_string_append (sql, " WHERE 1");
  if (match != NULL) {
    g_string_append (sql, " AND t.id IN (SELECT rowid FROM side.organisation_fts "
                          "WHERE organisation_fts MATCH ?)");
    g_ptr_array_add (parameters, g_steal_pointer (&match));
  }
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    GHashTable *values = g_hash_table_lookup (self->filters, field);

    if (values != NULL)
      append_filter (sql, field, values, parameters);
  }
}

static CtnStatement *
start (CtnConnection *reader, const char *sql, GPtrArray *parameters, GError **error)
{
  CtnStatement *statement = ctn_connection_query (reader, error, sql, "");

  for (guint i = 0; statement != NULL && i < parameters->len; i++)
    ctn_statement_bind_text (statement, (int) i + 1, g_ptr_array_index (parameters, i));
  return statement;
}

/* Without filters the index alone knows the answer, in a fraction of the time. */
static char *
dup_sql (CtnOrganisationQuery *self, GPtrArray *parameters)
{
  char *match =
      g_hash_table_size (self->filters) == 0 ? ctn_search_text_dup_match (self->search) : NULL;
  GString *sql = NULL;

  if (match != NULL) {
    g_ptr_array_add (parameters, match);
    return g_strdup ("SELECT rowid FROM side.organisation_fts WHERE organisation_fts MATCH ? "
                     "ORDER BY rowid");
  }
  sql = g_string_new ("SELECT t.id FROM organisation t");
  append_conditions (self, sql, parameters);
  g_string_append (sql, " ORDER BY t.id");
  return g_string_free (sql, FALSE);
}

GArray *
ctn_organisation_query_run (CtnOrganisationQuery *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = dup_sql (self, parameters);

  return ctn_statement_take_ids (start (reader, sql, parameters, error), error);
}
