/* The same thing under two ids: an organisation that both offices entered, an answer that both gave. Rows
 * that are new on both sides are compared by what they stand for; where exactly one matches one, theirs
 * takes the id of ours, and so do all references to it. */
#include <ctn-id.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-merge-private.h"

#define MAX_LEVELS 32    /* of a tree */
#define MAX_ALIASES 3    /* files through which a row went, each with an id of its own */
#define MIN_ID_DIGITS 16 /* ids have 18 or 19; shorter numbers are not looked up */
#define MIN_LIKENESS 0.3 /* of names with the same web domain */

/* What tells rows of a table apart, where that is not "a name within the same owner". Several rules of a
 * table are tried in turn. A key is an expression over the row x in the database $; NULL matches nothing.
 * Names are compared without case and accents. */
static const struct {
  const char *table;
  const char *key;
} rules[] = {
  { "organisation", "(SELECT min(value) FROM $.organisation_identifier AS i WHERE i.organisation = "
                    "x.id AND i.scheme = 'VAT')" },
  { "organisation", "(SELECT min(value) FROM $.organisation_identifier AS i WHERE i.organisation = "
                    "x.id AND i.scheme = 'ROR')" },
  { "organisation",
    "(SELECT min(i.scheme || ' ' || value) FROM $.organisation_identifier AS i WHERE "
    "i.organisation = x.id AND i.scheme NOT IN ('VAT', 'ROR'))" },
  { "organisation", "ctn_domain (x.web)" },
  { "organisation", "nullif (ctn_name (x.name), '') || ':' || ctn_fold (coalesce (x.city, x.nuts, "
                    "x.country, ''))" },
  { "person", "nullif (ctn_fold (x.email), '')" },
  { "organisation_nace", "x.organisation || ':' || x.revision || ':' || x.code" },
  { "organisation_size", "x.organisation || ':' || x.year" },
  { "sector", "ifnull (x.parent, '') || ':' || x.code" },
  { "sector", "ifnull (x.parent, '') || ':' || ctn_fold (x.name)" },
  { "maturity_model", "x.code || ':' || x.version" },
  { "assessment", "x.model || ':' || x.subject_kind || ':' || ifnull (x.subject, '') || ':' || "
                  "ifnull (x.nuts, '') || ':' || x.date || ':' || ctn_fold (x.name)" },
  { "answer", "x.assessment || ':' || x.item || ':' || ctn_fold (x.rater)" },
  { "target", "x.assessment || ':' || x.item" },
  { "custom_field", "x.record || ':' || ctn_fold (x.label)" },
  { "custom_value", "x.field || ':' || x.row" },
  { "saved_filter", "x.record || ':' || ctn_fold (x.name)" },
  { "import_mapping", "x.record || ':' || x.header" },
  { "position", "x.person || ':' || x.organisation" },
  { "chain_actor",
    "x.chain || ':' || ifnull (x.stage, '') || ':' || ifnull (x.organisation, '') || "
    "':' || ctn_fold (x.name)" },
  { "chain_link", "x.chain || ':' || x.source || ':' || x.target || ':' || x.kind || ':' || "
                  "ctn_fold (x.product)" },
  { "chain_finding", "x.chain || ':' || x.finding" },
  { "attachment", "x.record || ':' || x.row || ':' || ifnull (x.item, '') || ':' || "
                  "coalesce (x.hash, x.url, '') || ':' || ctn_fold (x.title)" },
  { "stage_account", "x.stage || ':' || x.year" },
  { "trade_flow", "x.stage || ':' || x.year || ':' || x.direction || ':' || x.country || ':' || "
                  "ctn_fold (x.product)" },
  { "membership", "x.partnership || ':' || x.organisation" },
  { "tie", "x.partnership || ':' || x.source || ':' || x.target" },
  { "paper_signature", "x.paper || ':' || x.organisation" },
  { "participant",
    "x.activity || ':' || ifnull (x.organisation, '') || ':' || ifnull (x.person, '')" },
  { "exchange_signature", "x.exchange || ':' || x.document || ':' || x.party" },
  { "pairing", "x.need || ':' || ifnull (x.offer, '') || ':' || ifnull (x.organisation, '')" },
  { "activity", "ifnull (x.starts, '') || ':' || ctn_fold (x.name)" },
  { "exchange", "ifnull (x.starts, '') || ':' || ctn_fold (x.name)" },
  { "holiday", "x.country || ':' || x.date" },
  { "indicator", "x.code" },
  { "indicator_value", "x.indicator || ':' || x.nuts || ':' || x.nuts_version || ':' || "
                       "ifnull (x.nace, '') || ':' || x.year" },
  { "kpi_value", "x.kpi || ':' || x.period" },
  { "report_template", "x.kind || ':' || ctn_fold (x.name)" },
};

/* Texts in which ids stand, and where they must change with them. */
static const struct {
  const char *table;
  const char *column;
} texts[] = {
  { "chain_finding", "finding" },      { "measure_reason", "finding" },
  { "saved_filter", "query" },         { "kpi", "parameters" },
  { "kpi_value", "locked_evidence" },  { "chain_snapshot", "content" },
  { "report_template", "definition" }, { "setting", "value" },
};

/* --- SQL functions ------------------------------------------------------------------------------ */

static const char *
get_text (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

static void
fold_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  sqlite3_result_text (context, ctn_text_fold (get_text (values[0])), -1, g_free);
}

static void
name_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = get_text (values[0]);

  sqlite3_result_text (context, ctn_text_normalise_name (text != NULL ? text : ""), -1, g_free);
}

static void
domain_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = get_text (values[0]);
  char *domain = text != NULL ? ctn_text_web_domain (text) : NULL;

  if (domain != NULL)
    sqlite3_result_text (context, domain, -1, g_free);
}

static void
alike_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  g_autofree char *one = ctn_text_normalise_name (get_text (values[0]));
  g_autofree char *other = ctn_text_normalise_name (get_text (values[1]));

  sqlite3_result_int (context, ctn_text_similarity (one, other) >= MIN_LIKENESS);
}

static void
new_id_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  sqlite3_result_int64 (context, ctn_id_new ());
}

/* Ids in a text, changed to what they are in ours. */
static void
renumber_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  GHashTable *numbers = sqlite3_user_data (context);
  const char *text = get_text (values[0]);
  GString *result;

  if (text == NULL)
    return;
  result = g_string_new (NULL);
  while (*text != '\0') {
    gsize digits = strspn (text, "0123456789");
    gint64 id = digits >= MIN_ID_DIGITS ? g_ascii_strtoll (text, NULL, 10) : 0;
    const gint64 *other = id != 0 ? g_hash_table_lookup (numbers, &id) : NULL;

    if (other != NULL)
      g_string_append_printf (result, "%" G_GINT64_FORMAT, *other);
    else
      g_string_append_len (result, text, (gssize) MAX (digits, 1));
    text += MAX (digits, 1);
  }
  sqlite3_result_text (context, g_string_free (result, FALSE), -1, g_free);
}

static gboolean
add_functions (CtnMerge *self, GHashTable *numbers, GError **error)
{
  static const struct {
    const char *name;
    int n;
    void (*function) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "ctn_fold", 1, fold_func },     { "ctn_name", 1, name_func },
    { "ctn_domain", 1, domain_func }, { "ctn_alike", 2, alike_func },
    { "ctn_new_id", 0, new_id_func }, { "ctn_renumber", 1, renumber_func },
  };
  sqlite3 *db = ctn_connection_get_handle (self->connection);

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (sqlite3_create_function (db, functions[i].name, functions[i].n, SQLITE_UTF8, numbers,
                                 functions[i].function, NULL, NULL) != SQLITE_OK)
      return ctn_connection_fail (self->connection, functions[i].name, error);
  return TRUE;
}

/* --- Keys --------------------------------------------------------------------------------------- */

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  return g_strjoinv (with, parts);
}

static const char *
find_name_column (const CtnMergeTable *table)
{
  static const char *const names[] = { "name", "title", "label", "code" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (ctn_merge_table_find_column (table, names[i]) >= 0)
      return names[i];
  return NULL;
}

/* A name within the same owner; without @name, everything but the place among siblings. */
static char *
dup_default_key (const CtnMergeTable *table, const char *name)
{
  g_autoptr (GString) key = g_string_new ("''");

  for (guint i = 0; i < table->columns->len; i++) {
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, i);

    if (name != NULL ? g_str_equal (column->name, name) : column->is_text)
      g_string_append_printf (key, " || char (31) || ctn_fold (x.\"%s\")", column->name);
    else if (name != NULL ? column->parent >= 0 && column->hard
                          : !g_str_equal (column->name, "modified") &&
                                !g_str_equal (column->name, "position"))
      g_string_append_printf (key, " || char (31) || ifnull (x.\"%s\", '')", column->name);
  }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* --- Pairs -------------------------------------------------------------------------------------- */

/* Rows of @database that the other side has not, and that were not there when they parted, by their key.
 * Rows that are equal in everything (@all) are counted, so that the second matches the second. */
static char *
dup_candidates (const CtnMergeTable *table,
                const char *database,
                const char *other,
                const char *paired,
                const char *key,
                gboolean all)
{
  g_autofree char *expression = replace (key, "$", database);

  return g_strdup_printf (all ? "SELECT id, k || char (31) || row_number () OVER (PARTITION BY k "
                                "ORDER BY id) AS k FROM "
                                "(SELECT x.id AS id, %5$s AS k FROM %1$s.\"%2$s\" AS x "
                                "WHERE x.id NOT IN (SELECT id FROM %3$s.\"%2$s\") "
                                "AND x.id NOT IN (SELECT id FROM base.\"%2$s\") "
                                "AND x.id NOT IN (SELECT %4$s FROM temp.pair))"
                              : "SELECT min (x.id) AS id, %5$s AS k FROM %1$s.\"%2$s\" AS x "
                                "WHERE x.id NOT IN (SELECT id FROM %3$s.\"%2$s\") "
                                "AND x.id NOT IN (SELECT id FROM base.\"%2$s\") "
                                "AND x.id NOT IN (SELECT %4$s FROM temp.pair) "
                                "GROUP BY k HAVING k IS NOT NULL AND count (*) = 1",
                          database, table->name, other, paired, expression);
}

static gboolean
add_pairs (CtnMerge *self,
           const CtnMergeTable *table,
           const char *key,
           gboolean all,
           int *n,
           GError **error)
{
  g_autofree char *ours = dup_candidates (table, "ours", "main", "ours", key, all);
  g_autofree char *theirs = dup_candidates (table, "main", "ours", "theirs", key, all);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO temp.pair (ours, theirs) SELECT o.id, t.id FROM (%s) AS o JOIN (%s) AS t "
      "ON o.k = t.k%s",
      ours, theirs,
      strstr (key, "ctn_domain") == NULL
          ? ""
          : " WHERE ctn_alike ((SELECT name FROM ours.organisation WHERE id = o.id), "
            "(SELECT name FROM main.organisation WHERE id = t.id))");

  if (!ctn_connection_run (self->connection, error, sql, ""))
    return FALSE;
  *n += ctn_connection_get_changes (self->connection);
  return TRUE;
}

static gboolean
pair_once (CtnMerge *self, const CtnMergeTable *table, int *n, GError **error)
{
  const char *name = find_name_column (table);
  g_autofree char *key = NULL;
  g_autofree char *content = dup_default_key (table, NULL);
  gboolean has_rule = FALSE;

  *n = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (!g_str_equal (rules[i].table, table->name))
      continue;
    has_rule = TRUE;
    if (!add_pairs (self, table, rules[i].key, FALSE, n, error))
      return FALSE;
  }
  key = !has_rule && name != NULL ? dup_default_key (table, name) : NULL;
  if (key != NULL && !add_pairs (self, table, key, FALSE, n, error))
    return FALSE;
  /* What is equal in everything is the same, too, also where there are several of the kind. */
  return add_pairs (self, table, content, TRUE, n, error);
}

/* --- New ids ------------------------------------------------------------------------------------ */

static gboolean
renumber_references (CtnMerge *self, const char *database, guint table, GError **error)
{
  for (guint i = 0; i < self->schema->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (self->schema->edges, i);
    const CtnMergeTable *child = ctn_merge_schema_get (self->schema, edge->table);
    const CtnMergeColumn *column = g_ptr_array_index (child->columns, edge->column);
    g_autofree char *condition = ctn_merge_edge_dup_condition (edge, "x", database);
    g_autofree char *sql = NULL;

    if (edge->parent != table)
      continue;
    sql = g_strdup_printf ("UPDATE %1$s.\"%2$s\" AS x SET \"%3$s\" = (SELECT ours FROM temp.pair "
                           "WHERE theirs = x.\"%3$s\") WHERE x.\"%3$s\" IN "
                           "(SELECT theirs FROM temp.pair)%4$s",
                           database, child->name, column->name, condition);
    if (!ctn_connection_run (self->connection, error, sql, ""))
      return FALSE;
  }
  return TRUE;
}

static gboolean
remember_numbers (CtnMerge *self, GHashTable *numbers, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) pairs = ctn_connection_query (self->connection, &local_error,
                                                         "SELECT theirs, ours FROM temp.pair", "");

  while (ctn_statement_next (pairs, &local_error)) {
    gint64 theirs = ctn_statement_get_int (pairs, 0);
    gint64 ours = ctn_statement_get_int (pairs, 1);

    g_hash_table_insert (numbers, g_memdup2 (&theirs, sizeof theirs),
                         g_memdup2 (&ours, sizeof ours));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Gives the paired rows of @database their new ids, in the table, in what refers to it, and in the log. */
static gboolean
renumber (CtnMerge *self, const char *database, guint index, GHashTable *numbers, GError **error)
{
  const char *table = ctn_merge_schema_get (self->schema, index)->name;
  g_autofree char *rows =
      g_strdup_printf ("UPDATE %s.\"%s\" SET id = (SELECT ours FROM temp.pair WHERE theirs = id) "
                       "WHERE id IN (SELECT theirs FROM temp.pair)",
                       database, table);
  g_autofree char *changes =
      g_strdup_printf ("UPDATE %s.change SET row = (SELECT ours FROM temp.pair WHERE theirs = row) "
                       "WHERE record = ? AND row IN (SELECT theirs FROM temp.pair)",
                       database);

  return ctn_connection_run (self->connection, error, rows, "") &&
         renumber_references (self, database, index, error) &&
         ctn_connection_run (self->connection, error, changes, "t", table) &&
         remember_numbers (self, numbers, error) &&
         ctn_connection_run (
             self->connection, error,
             "INSERT OR IGNORE INTO temp.found SELECT ?, theirs, ours FROM temp.pair", "t",
             table) &&
         ctn_connection_run (self->connection, error, "DELETE FROM temp.pair", "");
}

/* What earlier merges found to be the same, in either file: where ours has the one and not the other, the
 * row of @database takes its id; else that of main. */
static gboolean
renumber_known (CtnMerge *self,
                const char *database,
                guint index,
                GHashTable *numbers,
                GError **error)
{
  static const char *const targets[] = { "ours", "main" };
  const char *table = ctn_merge_schema_get (self->schema, index)->name;

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autofree char *sql = g_strdup_printf (
        "INSERT OR IGNORE INTO temp.pair (ours, theirs) SELECT k.b, k.a FROM temp.known AS k "
        "WHERE k.record = ?1 AND k.a IN (SELECT id FROM %1$s.\"%2$s\") "
        "AND k.b NOT IN (SELECT id FROM %1$s.\"%2$s\") "
        "AND k.b IN (SELECT id FROM %3$s.\"%2$s\") AND k.a NOT IN (SELECT id FROM %3$s.\"%2$s\")",
        database, table, targets[i]);

    if (g_str_equal (targets[i], database))
      continue;
    if (!ctn_connection_run (self->connection, error, sql, "t", table))
      return FALSE;
    if (ctn_connection_get_changes (self->connection) > 0 &&
        !renumber (self, database, index, numbers, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
identify_known (CtnMerge *self, GHashTable *numbers, GError **error)
{
  gint64 n = 0;

  if (!ctn_connection_exec (
          self->connection,
          "CREATE TEMP TABLE known AS SELECT record, other AS a, own AS b FROM ours.known_id UNION "
          "SELECT record, own, other FROM ours.known_id UNION SELECT record, other, own FROM "
          "main.known_id UNION SELECT record, own, other FROM main.known_id",
          error) ||
      !ctn_connection_get_int (self->connection, &n, error, "SELECT count(*) FROM temp.known", ""))
    return FALSE;
  for (guint i = 0; n > 0 && i < self->schema->tables->len; i++)
    for (int again = 0; again < MAX_ALIASES; again++)
      if (!renumber_known (self, "main", i, numbers, error) ||
          (self->base.kind != CTN_MERGE_BASE_CURRENT &&
           !renumber_known (self, "base", i, numbers, error)))
        return FALSE;
  return TRUE;
}

/* A tree is matched level by level: a child can only be found once its parent has been. */
static gboolean
identify_table (CtnMerge *self, guint index, GHashTable *numbers, GError **error)
{
  int n = 1;

  for (int level = 0; n > 0 && level < MAX_LEVELS; level++) {
    if (!pair_once (self, ctn_merge_schema_get (self->schema, index), &n, error) ||
        (n > 0 && !renumber (self, "main", index, numbers, error)))
      return FALSE;
  }
  return TRUE;
}

/* Rows with a unique value are known by it alone: they have the id of ours, or else that of base. */
static gboolean
identify_unique (CtnMerge *self, const CtnMergeTable *table, GError **error)
{
  static const char *const databases[] = { "base", "main" };

  for (gsize i = 0; i < G_N_ELEMENTS (databases); i++) {
    const char *second = i == 0 ? "ours" : "base";
    g_autofree char *away =
        g_strdup_printf ("UPDATE %s.\"%s\" SET id = -id", databases[i], table->name);
    g_autofree char *back = g_strdup_printf (
        "UPDATE %1$s.\"%2$s\" AS x SET id = coalesce ("
        "(SELECT o.id FROM ours.\"%2$s\" AS o WHERE o.\"%3$s\" = x.\"%3$s\"), "
        "(SELECT o.id FROM %4$s.\"%2$s\" AS o WHERE o.\"%3$s\" = x.\"%3$s\"), ctn_new_id ())",
        databases[i], table->name, table->unique, second);

    if (i == 0 && self->base.kind == CTN_MERGE_BASE_CURRENT)
      continue;
    if (!ctn_connection_run (self->connection, error, away, "") ||
        !ctn_connection_run (self->connection, error, back, ""))
      return FALSE;
  }
  return TRUE;
}

static gboolean
renumber_texts (CtnMerge *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *sql =
        g_strdup_printf ("UPDATE main.\"%1$s\" SET \"%2$s\" = ctn_renumber (\"%2$s\") "
                         "WHERE \"%2$s\" IS NOT ctn_renumber (\"%2$s\")",
                         texts[i].table, texts[i].column);

    if (!ctn_connection_run (self->connection, error, sql, ""))
      return FALSE;
  }
  return TRUE;
}

gboolean
_ctn_merge_identify (CtnMerge *self, GError **error)
{
  g_autoptr (GHashTable) numbers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  if (!add_functions (self, numbers, error) ||
      !ctn_connection_exec (self->connection,
                            "CREATE TEMP TABLE pair (ours INTEGER, theirs INTEGER PRIMARY KEY);"
                            "CREATE TEMP TABLE found (record, other, own)",
                            error) ||
      !identify_known (self, numbers, error))
    return FALSE;
  for (guint i = 0; i < self->schema->tables->len; i++) {
    const CtnMergeTable *table = ctn_merge_schema_get (self->schema, i);

    if (!(table->unique != NULL ? identify_unique (self, table, error)
                                : identify_table (self, i, numbers, error)))
      return FALSE;
  }
  if (g_hash_table_size (numbers) > 0 && !renumber_texts (self, error))
    return FALSE;
  /* What was found out refers to this hash table. */
  return add_functions (self, NULL, error);
}
