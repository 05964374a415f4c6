#include "ctn-region-strategy.h"

#include <ctn-code-field.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <json-glib/json-glib.h>

#define GROUP_STRATEGY N_ ("Strategy")
#define GROUP_PRIORITY N_ ("Priority")
#define GROUP_CODES N_ ("Codes")

static const CtnChoice nuts_versions[] = {
  { "2016", N_ ("NUTS 2016") },
  { "2021", N_ ("NUTS 2021") },
  { "2024", N_ ("NUTS 2024") },
  { NULL, NULL },
};

static char *
parse_year (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 1990, 2100, error);
}

/* Codes of older versions of NUTS are not in the list, and are taken as they are when they look like one. */
static char *
parse_region (const CtnField *field, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *code = ctn_code_field_parse (field, text, &local_error);

  if (code == NULL && g_regex_match_simple ("^[A-Z]{2}[0-9A-Z]{0,3}$", text, 0, 0))
    return g_strdup (text);
  if (code == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return code;
}

static const CtnField strategy_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_STRATEGY,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "region",
    .label = N_ ("Region (NUTS)"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_CODE,
    .code_list = "nuts-2024",
    .parse = parse_region,
    .format = ctn_code_field_format_both,
    .flags = CTN_FIELD_LISTED,
    .column = "nuts" },
  { .name = "region-version",
    .label = N_ ("NUTS Version"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_CHOICE,
    .choices = nuts_versions,
    .column = "nuts_version" },
  { .name = "period-from",
    .label = N_ ("Period From (Year)"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_INTEGER,
    .parse = parse_year,
    .flags = CTN_FIELD_LISTED,
    .column = "period_from" },
  { .name = "period-to",
    .label = N_ ("Period To (Year)"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_INTEGER,
    .parse = parse_year,
    .flags = CTN_FIELD_LISTED,
    .column = "period_to" },
  { .name = "version",
    .label = N_ ("Version of the Strategy"),
    .group = GROUP_STRATEGY,
    .column = "version" },
  { .name = "web",
    .label = N_ ("Website"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_URL,
    .column = "web" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_STRATEGY,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "source", .label = N_ ("Source"), .group = GROUP_STRATEGY, .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind strategy_kind = {
  .name = "region-strategy",
  .table = "region_strategy",
  .label = N_ ("Strategy of a Region"),
  .plural = N_ ("Strategies of Regions"),
  .title_column = "name",
  .fields = strategy_fields,
  .add_label = N_ ("Add Strategy of a Region"),
  .edit_label = N_ ("Edit Strategy of a Region"),
  .delete_label = N_ ("Delete Strategy of a Region"),
  .stamped = TRUE,
};

/* One row of priority_code per code. */
#define CODES(scheme)                                                                              \
  .list_table = "priority_code", .list_owner = "priority", .list_column = "code",                  \
  .list_key_column = "scheme", .list_key = (scheme)

static const CtnField priority_fields[] = {
  { .name = "name",
    .label = N_ ("Priority"),
    .group = GROUP_PRIORITY,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = GROUP_PRIORITY,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "sector",
    .label = N_ ("Sector"),
    .group = GROUP_PRIORITY,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "sector",
    .reference_table = "sector",
    .reference_column = "coalesce (json_extract (name, '$.en'), code)" },
  { .name = "nace2",
    .label = N_ ("NACE Rev. 2"),
    .group = GROUP_CODES,
    .type = CTN_FIELD_CODE,
    .code_list = "nace-rev2",
    .parse = ctn_code_field_parse_nace,
    .format = ctn_code_field_format_both,
    .flags = CTN_FIELD_LISTED,
    CODES ("nace-2") },
  { .name = "nace21",
    .label = N_ ("NACE Rev. 2.1"),
    .group = GROUP_CODES,
    .type = CTN_FIELD_CODE,
    .code_list = "nace-rev21",
    .parse = ctn_code_field_parse_nace,
    .format = ctn_code_field_format_both,
    CODES ("nace-2.1") },
  { .name = "nabs",
    .label = N_ ("Scientific Domains (NABS 2007)"),
    .group = GROUP_CODES,
    .type = CTN_FIELD_CODE,
    .code_list = "nabs-2007",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format_both,
    CODES ("nabs-2007") },
  { .name = "policy",
    .label = N_ ("Policy Objectives"),
    .group = GROUP_CODES,
    .type = CTN_FIELD_CODE,
    .code_list = "policy-objectives",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    CODES ("policy") },
  { .name = "tags",
    .label = N_ ("Tags"),
    .group = GROUP_CODES,
    .flags = CTN_FIELD_LISTED,
    CODES ("tag") },
  { .name = NULL },
};

static const CtnRecordKind priority_kind = {
  .name = "priority",
  .table = "priority",
  .label = N_ ("Priority"),
  .plural = N_ ("Priorities"),
  .title_column = "name",
  .fields = priority_fields,
  .owner_column = "strategy",
  .order = "position",
  .add_label = N_ ("Add Priority"),
  .edit_label = N_ ("Edit Priority"),
  .delete_label = N_ ("Delete Priority"),
};

const CtnRecordKind *
ctn_region_strategy_kind (void)
{
  return &strategy_kind;
}

const CtnRecordKind *
ctn_priority_kind (void)
{
  return &priority_kind;
}

const char *const *
ctn_priority_schemes (void)
{
  static const char *const schemes[] = { "nace-2", "nace-2.1", "nabs-2007", "policy", "tag", NULL };

  return schemes;
}

static const CtnField *
find_scheme (const char *scheme)
{
  for (const CtnField *field = priority_fields; field->name != NULL; field++)
    if (g_strcmp0 (field->list_key, scheme) == 0)
      return field;
  return NULL;
}

const char *
ctn_priority_scheme_get_label (const char *scheme)
{
  const CtnField *field = find_scheme (scheme);

  return field != NULL ? field->label : NULL;
}

char *
ctn_priority_code_dup_title (const char *scheme, const char *code)
{
  const CtnField *field = find_scheme (scheme);

  return field != NULL ? ctn_field_format (field, code) : g_strdup (code);
}

GArray *
ctn_region_strategy_list (CtnConnection *reader, GError **error)
{
  return ctn_record_list (reader, &strategy_kind, 0, error);
}

char *
ctn_region_strategy_dup_nuts (CtnConnection *reader, gint64 id, GError **error)
{
  return ctn_record_get (reader, &strategy_kind, id,
                         ctn_record_kind_find_field (&strategy_kind, "region"), error);
}

gint64
ctn_priority_get_strategy (CtnConnection *reader, gint64 id)
{
  gint64 strategy = 0;

  if (!ctn_connection_get_int (reader, &strategy, NULL,
                               "SELECT strategy FROM priority WHERE id = ?", "i", id))
    return 0;
  return strategy;
}

/* The object {"de": "…"} of a priority's other texts; an empty one where there is none. */
static JsonObject *
read_texts (CtnConnection *reader, gint64 id, GError **error)
{
  g_autofree char *text =
      ctn_connection_get_text (reader, error, "SELECT texts FROM priority WHERE id = ?", "i", id);
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_ref (json_node_get_object (node))
             : json_object_new ();
}

static const char *
get_text (JsonObject *texts, const char *language)
{
  JsonNode *node = json_object_get_member (texts, language);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

char *
ctn_priority_dup_text (CtnConnection *reader, gint64 id, const char *language, GError **error)
{
  g_autoptr (JsonObject) texts = read_texts (reader, id, error);
  const char *text = language != NULL ? get_text (texts, language) : NULL;

  return text != NULL ? g_strdup (text) : ctn_record_get_title (reader, &priority_kind, id, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
ctn_priority_dup_languages (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) texts = read_texts (reader, id, &local_error);
  g_autoptr (GList) members = json_object_get_members (texts);
  GPtrArray *languages;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  languages = g_ptr_array_new ();
  for (GList *member = members; member != NULL; member = member->next)
    g_ptr_array_add (languages, g_strdup (member->data));
  g_ptr_array_sort (languages, compare_names);
  g_ptr_array_add (languages, NULL);
  return (char **) g_ptr_array_free (languages, FALSE);
}

typedef struct {
  gint64 id;
  const char *language;
  const char *text;
} SetText;

static gboolean
set_text (CtnConnection *connection, gpointer data, GError **error)
{
  const SetText *set = data;
  g_autoptr (JsonObject) old = read_texts (connection, set->id, error);
  g_autoptr (JsonObject) texts = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GList) members = json_object_get_members (old);
  g_autofree char *json = NULL;

  /* The object that was read may be immutable. */
  for (GList *member = members; member != NULL; member = member->next)
    if (get_text (old, member->data) != NULL)
      json_object_set_string_member (texts, member->data, get_text (old, member->data));
  if (*set->text != '\0')
    json_object_set_string_member (texts, set->language, set->text);
  else
    json_object_remove_member (texts, set->language);
  json_node_set_object (node, texts);
  json = json_object_get_size (texts) > 0 ? json_to_string (node, FALSE) : NULL;
  return ctn_connection_run (connection, error, "UPDATE priority SET texts = ? WHERE id = ?", "ti",
                             json, set->id);
}

gboolean
ctn_priority_set_text (CtnProject *project,
                       gint64 id,
                       const char *language,
                       const char *text,
                       GError **error)
{
  CtnCodeList *languages = ctn_code_list_get ("iso-639", error);
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), &priority_kind, id, NULL);
  g_autofree char *key = g_strdup_printf ("priority/%" G_GINT64_FORMAT "/%s", id, language);
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  CtnOperation operation = { N_ ("Edit Priority"), title, key };
  SetText set = { id, language, trimmed };

  if (languages == NULL)
    return FALSE;
  if (ctn_code_list_lookup (languages, language) == NULL) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is not the code of a language."), language);
    return FALSE;
  }
  return ctn_project_transact (project, &operation, set_text, &set, error);
}
