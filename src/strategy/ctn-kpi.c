#include "ctn-kpi.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-number.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <json-glib/json-glib.h>

#include "ctn-kpi-rule.h"

#define MAX_PERIODS 120

static char *
parse_rule (const CtnField *field, const char *text, GError **error)
{
  for (const CtnKpiRule *rule = ctn_kpi_rules (); rule->code != NULL; rule++)
    if (g_ascii_strcasecmp (text, rule->code) == 0 || g_utf8_collate (text, _ (rule->label)) == 0)
      return g_strdup (rule->code);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("“%s” is no rule by which a KPI can count."), text);
  return NULL;
}

static char *
format_rule (const CtnField *field, const char *value)
{
  const CtnKpiRule *rule = ctn_kpi_rule_find (value);

  return g_strdup (rule != NULL ? _ (rule->label) : value);
}

#define GROUP_KPI N_ ("KPI")
#define GROUP_TARGET N_ ("Target")

static const CtnField kpi_fields[] = {
  { .name = "code",
    .label = N_ ("Code"),
    .group = GROUP_KPI,
    .flags = CTN_FIELD_LISTED,
    .column = "code" },
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_KPI,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "definition",
    .label = N_ ("Definition"),
    .group = GROUP_KPI,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "definition" },
  { .name = "objective",
    .label = N_ ("Objective"),
    .group = GROUP_KPI,
    .type = CTN_FIELD_RECORD,
    .column = "objective",
    .reference_table = "objective",
    .reference_column = "name" },
  { .name = "unit", .label = N_ ("Unit"), .group = GROUP_TARGET, .column = "unit" },
  { .name = "baseline",
    .label = N_ ("Baseline"),
    .group = GROUP_TARGET,
    .type = CTN_FIELD_NUMBER,
    .column = "baseline" },
  { .name = "target",
    .label = N_ ("Target"),
    .group = GROUP_TARGET,
    .type = CTN_FIELD_NUMBER,
    .flags = CTN_FIELD_LISTED,
    .column = "target" },
  /* Chosen with its parameters, not typed, so it stands in no group of the form. */
  { .name = "rule",
    .label = N_ ("Counts"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .parse = parse_rule,
    .format = format_rule,
    .column = "rule" },
  { .name = NULL },
};

static const CtnRecordKind kpi_kind = {
  .name = "kpi",
  .table = "kpi",
  .label = N_ ("KPI"),
  .plural = N_ ("KPIs"),
  .title_column = "name",
  .fields = kpi_fields,
  .owner_column = "strategy",
  .order = "t.position",
  .add_label = N_ ("Add KPI"),
  .edit_label = N_ ("Edit KPI"),
  .delete_label = N_ ("Delete KPI"),
};

static const CtnField period_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = N_ ("Period"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "starts",
    .label = N_ ("First Day"),
    .group = N_ ("Period"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Last Day"),
    .group = N_ ("Period"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "ends" },
  { .name = NULL },
};

static const CtnRecordKind period_kind = {
  .name = "kpi-period",
  .table = "kpi_period",
  .label = N_ ("Reporting Period"),
  .plural = N_ ("Reporting Periods"),
  .title_column = "name",
  .fields = period_fields,
  .owner_column = "strategy",
  .order = "t.starts",
  .add_label = N_ ("Add Reporting Period"),
  .edit_label = N_ ("Edit Reporting Period"),
  .delete_label = N_ ("Delete Reporting Period"),
};

const CtnRecordKind *
ctn_kpi_kind (void)
{
  return &kpi_kind;
}

const CtnRecordKind *
ctn_kpi_period_kind (void)
{
  return &period_kind;
}

/* The member @name of the JSON object in @text; %NULL for none. */
static char *
dup_member (const char *text, const char *name)
{
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *member = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                         ? json_object_get_member (json_node_get_object (root), name)
                         : NULL;

  return member != NULL && json_node_get_value_type (member) == G_TYPE_STRING
             ? json_node_dup_string (member)
             : NULL;
}

char *
ctn_kpi_choose_name (const char *name, const char *texts, const char *language)
{
  const char *const *languages = ctn_get_language_names ();
  char *chosen = NULL;

  if (language != NULL)
    chosen = dup_member (texts, language);
  for (guint i = 0; language == NULL && chosen == NULL && languages[i] != NULL; i++)
    chosen = dup_member (texts, languages[i]);
  return chosen != NULL ? chosen : g_strdup (name);
}

/* In the user's language. */
static char *
dup_name (CtnConnection *reader, gint64 kpi)
{
  g_autoptr (CtnStatement) row =
      ctn_connection_query (reader, NULL, "SELECT name, texts FROM kpi WHERE id = ?", "i", kpi);

  return ctn_statement_next (row, NULL)
             ? ctn_kpi_choose_name (ctn_statement_get_text (row, 0),
                                    ctn_statement_get_text (row, 1), NULL)
             : NULL;
}

typedef struct {
  gint64 kpi;
  gint64 period;
  const char *name;
  const char *value;
  const char *sql;
  gint64 strategy;
  CtnDate from;
  CtnDate to;
  guint months;
} Work;

static char *
dup_parameters (CtnConnection *connection, gint64 kpi)
{
  return ctn_connection_get_text (connection, NULL, "SELECT parameters FROM kpi WHERE id = ?", "i",
                                  kpi);
}

static gboolean
write_parameter (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;
  g_autofree char *old = dup_parameters (connection, work->kpi);
  g_autoptr (JsonNode) root = old != NULL ? json_from_string (old, NULL) : NULL;
  g_autofree char *text = NULL;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_clear_pointer (&root, json_node_unref);
    root = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (root, json_object_new ());
  }
  object = json_node_get_object (root);
  if (*work->value != '\0')
    json_object_set_string_member (object, work->name, work->value);
  else
    json_object_remove_member (object, work->name);
  text = json_object_get_size (object) > 0 ? json_to_string (root, FALSE) : NULL;
  return ctn_connection_run (connection, error, "UPDATE kpi SET parameters = ? WHERE id = ?", "ti",
                             text, work->kpi);
}

gboolean
ctn_kpi_set_parameter (CtnProject *project,
                       gint64 kpi,
                       const char *name,
                       const char *value,
                       GError **error)
{
  g_autofree char *title = dup_name (ctn_project_get_reader (project), kpi);
  g_autofree char *key = g_strdup_printf ("kpi/%" G_GINT64_FORMAT "/parameter/%s", kpi, name);
  const CtnOperation operation = { kpi_kind.edit_label, title, key };
  Work work = { .kpi = kpi, .name = name, .value = value };

  return ctn_project_transact (project, &operation, write_parameter, &work, error);
}

char *
ctn_kpi_dup_parameter (CtnConnection *reader, gint64 kpi, const char *name)
{
  g_autofree char *parameters = dup_parameters (reader, kpi);
  char *value = dup_member (parameters, name);

  return value != NULL ? value : g_strdup ("");
}

/* Values of a KPI in a period ------------------------------------------------------------------------- */

static gboolean
check_unlocked (CtnConnection *connection, gint64 period, GError **error)
{
  g_autofree char *locked = ctn_connection_get_text (
      connection, NULL, "SELECT locked_on FROM kpi_period WHERE id = ?", "i", period);

  if (locked == NULL)
    return TRUE;
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("The period was locked on %s. Unlock it to change its values."), locked);
  return FALSE;
}

static gboolean
find_cell (CtnConnection *connection, const Work *work, gint64 *id, GError **error)
{
  *id = 0;
  if (!ctn_connection_get_int (connection, id, error,
                               "SELECT id FROM kpi_value WHERE kpi = ? AND period = ?", "ii",
                               work->kpi, work->period))
    return FALSE;
  if (*id != 0)
    return TRUE;
  *id = ctn_id_new ();
  return ctn_connection_run (connection, error,
                             "INSERT INTO kpi_value (id, kpi, period) VALUES (?, ?, ?)", "iii", *id,
                             work->kpi, work->period);
}

static gboolean
write_cell (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;
  gint64 id;

  return check_unlocked (connection, work->period, error) &&
         find_cell (connection, work, &id, error) &&
         ctn_connection_run (connection, error, work->sql, "ti", work->value, id) &&
         ctn_connection_run (connection, error,
                             "DELETE FROM kpi_value WHERE id = ? AND plan IS NULL "
                             "AND value IS NULL AND comment IS NULL AND locked_value IS NULL",
                             "i", id);
}

/* A number as it is written in the language of the user, in canonical form; %NULL for none. */
static gboolean
parse_number (const char *text, char **value, GError **error)
{
  double number;

  *value = NULL;
  if (*text == '\0')
    return TRUE;
  if (!ctn_number_parse (text, &number)) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, _ ("“%s” is not a number."),
                 text);
    return FALSE;
  }
  *value = ctn_number_to_text (number);
  return TRUE;
}

gboolean
ctn_kpi_set_cell (CtnProject *project,
                  gint64 kpi,
                  gint64 period,
                  CtnKpiCell cell,
                  const char *text,
                  GError **error)
{
  static const char *const statements[] = {
    "UPDATE kpi_value SET value = CAST(?1 AS REAL) WHERE id = ?2",
    "UPDATE kpi_value SET plan = CAST(?1 AS REAL) WHERE id = ?2",
    "UPDATE kpi_value SET comment = ?1 WHERE id = ?2",
  };
  static const char *const labels[] = { N_ ("Set KPI Value"), N_ ("Set KPI Plan"),
                                        N_ ("Comment on KPI") };
  g_autofree char *title = dup_name (ctn_project_get_reader (project), kpi);
  g_autofree char *key =
      g_strdup_printf ("kpi/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%d", kpi, period, (int) cell);
  const CtnOperation operation = { labels[cell], title, key };
  Work work = { .kpi = kpi, .period = period, .sql = statements[cell] };
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *number = NULL;

  if (cell == CTN_KPI_CELL_COMMENT)
    work.value = *trimmed != '\0' ? trimmed : NULL;
  else if (parse_number (trimmed, &number, error))
    work.value = number;
  else
    return FALSE;
  return ctn_project_transact (project, &operation, write_cell, &work, error);
}

/* Periods ------------------------------------------------------------------------------------------- */

static void
to_iso (const GDate *day, char text[CTN_DATE_ISO_SIZE])
{
  const CtnDate date = { (gint16) g_date_get_year (day), (guint8) g_date_get_month (day),
                         (guint8) g_date_get_day (day) };

  ctn_date_to_iso (&date, text);
}

static gboolean
add_period (CtnConnection *connection,
            gint64 strategy,
            guint number,
            const GDate *first,
            const GDate *last,
            GError **error)
{
  char starts[CTN_DATE_ISO_SIZE];
  char ends[CTN_DATE_ISO_SIZE];
  /* Translators: name of a reporting period */
  g_autofree char *name = g_strdup_printf (_ ("Period %u"), number);

  to_iso (first, starts);
  to_iso (last, ends);
  return ctn_connection_run (connection, error,
                             "INSERT INTO kpi_period (id, strategy, name, starts, ends) "
                             "VALUES (?, ?, ?, ?, ?)",
                             "iittt", ctn_id_new (), strategy, name, starts, ends);
}

static gboolean
add_periods (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;
  GDate end;
  GDate begin;

  g_date_set_dmy (&begin, work->from.day, (GDateMonth) work->from.month,
                  (GDateYear) work->from.year);
  g_date_set_dmy (&end, work->to.day, (GDateMonth) work->to.month, (GDateYear) work->to.year);
  for (guint i = 0; i < MAX_PERIODS; i++) {
    GDate first = begin;
    GDate last = begin;

    /* From the begin each time, so that a month of 30 days does not shorten those after it. */
    g_date_add_months (&first, i * work->months);
    g_date_add_months (&last, (i + 1) * work->months);
    g_date_subtract_days (&last, 1);
    if (g_date_compare (&first, &end) > 0)
      return TRUE;
    if (g_date_compare (&last, &end) > 0)
      last = end;
    if (!add_period (connection, work->strategy, i + 1, &first, &last, error))
      return FALSE;
  }
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("These would be more than %d periods."), MAX_PERIODS);
  return FALSE;
}

gboolean
ctn_kpi_add_periods (CtnProject *project,
                     gint64 strategy,
                     const char *from,
                     const char *to,
                     guint months,
                     GError **error)
{
  const CtnOperation operation = { N_ ("Add Reporting Periods"), NULL, NULL };
  Work work = { .strategy = strategy, .months = MAX (months, 1) };

  if (!ctn_date_parse (from, &work.from) || !ctn_date_parse (to, &work.to) || work.from.day == 0 ||
      work.to.day == 0 || ctn_date_compare (&work.from, &work.to) > 0) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("Periods need a first and a last day, the first not after the last."));
    return FALSE;
  }
  return ctn_project_transact (project, &operation, add_periods, &work, error);
}
