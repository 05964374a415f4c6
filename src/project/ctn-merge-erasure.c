/* Persons who were erased in one of the two files. They become so in the result, wherever the other still
 * has them: rows, texts that mention them, the history, what undo would bring back. Nothing of them is
 * asked about or shown on the way. */
#include "ctn-change-log.h"
#include "ctn-erasure-record.h"
#include "ctn-erasure-texts.h"
#include "ctn-merge-private.h"
#include "ctn-project-private.h"

#define PERSON "person"
#define MAX_DEPTH 8 /* of what belongs to what */

/* Who is not erased alike in both, and of whom both know something. @here: ours erased the person, first
 * where both did; @cleaned: ours has been cleaned already. */
static const char find_erased[] =
    "CREATE TEMP TABLE erased (person INTEGER PRIMARY KEY, here INTEGER, cleaned INTEGER) STRICT;"
    "INSERT INTO temp.erased "
    "SELECT ifnull(o.id, t.id), o.erased_on IS NOT NULL AND (t.erased_on IS NULL OR o.erased_on < "
    "t.erased_on), o.erased_on IS NOT NULL "
    "FROM main.person AS t FULL JOIN ours.person AS o ON o.id = t.id "
    "WHERE t.erased_on IS NOT o.erased_on AND "
    "(o.id IS NOT NULL OR t.id IN (SELECT row FROM ours.change WHERE record = '" PERSON "')) AND "
    "(t.id IS NOT NULL OR o.id IN (SELECT row FROM main.change WHERE record = '" PERSON "'))";

/* --- Finding out -------------------------------------------------------------------------------- */

/* The persons of one side, all with @cleaned -1. */
static GArray *
list_persons (CtnMerge *self, int cleaned, GError **error)
{
  g_autoptr (GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      self->connection, &local_error, "SELECT person FROM temp.erased WHERE ?1 < 0 OR cleaned = ?1",
      "i", (gint64) cleaned);

  while (ctn_statement_next (rows, &local_error)) {
    gint64 person = ctn_statement_get_int (rows, 0);

    g_array_append_val (persons, person);
  }
  if (local_error == NULL)
    return g_steal_pointer (&persons);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* By what they are found, as either file knows it. */
static CtnScrub *
make_scrub (CtnMerge *self, GArray *persons, GError **error)
{
  static const char *const databases[] = { "ours", "main" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < persons->len; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (databases); j++) {
      g_auto (GStrv) texts = ctn_erasure_list_texts (self->connection, databases[j],
                                                     g_array_index (persons, gint64, i), error);

      if (texts == NULL)
        return NULL;
      g_strv_builder_addv (builder, (const char **) texts);
    }
  all = g_strv_builder_end (builder);
  return ctn_scrub_new ((const char *const *) all);
}

gboolean
_ctn_merge_find_erased (CtnMerge *self, GError **error)
{
  g_autoptr (GArray) persons = NULL;
  g_autoptr (GArray) anew = NULL;

  /* Two states of one project differ in nothing that was erased: no undo goes behind that. */
  if (self->is_state)
    return TRUE;
  if (!ctn_connection_exec (self->connection, find_erased, error))
    return FALSE;
  persons = list_persons (self, -1, error);
  anew = persons != NULL ? list_persons (self, FALSE, error) : NULL;
  if (anew == NULL)
    return FALSE;
  self->erases = anew->len > 0;
  self->scrub = persons->len > 0 ? make_scrub (self, persons, error) : NULL;
  return persons->len == 0 || self->scrub != NULL;
}

gboolean
ctn_merge_erases (CtnMerge *self)
{
  return self->erases;
}

/* --- Comparing ---------------------------------------------------------------------------------- */

static gboolean
is_person (const CtnMerge *self, int table)
{
  return table >= 0 &&
         g_str_equal (ctn_merge_schema_get (self->schema, (guint) table)->name, PERSON);
}

static gboolean
exists (CtnMerge *self, const char *sql, gint64 row, gboolean *found, GError **error)
{
  gint64 n = 0;

  *found = FALSE;
  if (!ctn_connection_get_int (self->connection, &n, error, sql, "i", row))
    return FALSE;
  *found = n != 0;
  return TRUE;
}

/* What a row is asked about: whether it is that of such a person, or cannot be without it, or without what
 * cannot be without it; or, with @soft, refers to it. */
typedef struct {
  const char *database;
  const char *condition; /* on the person e */
  gboolean soft;
} Question;

static gboolean belongs (CtnMerge *self,
                         const Question *question,
                         guint index,
                         gint64 row,
                         int depth,
                         gboolean *found,
                         GError **error);

static gboolean
belongs_by (CtnMerge *self,
            const Question *question,
            const CtnMergeEdge *edge,
            gint64 row,
            int depth,
            gboolean *found,
            GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, edge->table);
  const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
  g_autofree char *loose = ctn_merge_edge_dup_condition (edge, "x", question->database);
  g_autofree char *sql = g_strdup_printf ("SELECT x.\"%s\" FROM %s.\"%s\" AS x WHERE x.id = ?%s",
                                          column->name, question->database, table->name, loose);
  gint64 parent = 0;

  return ctn_connection_get_int (self->connection, &parent, error, sql, "i", row) &&
         (parent == 0 || belongs (self, question, edge->parent, parent, depth + 1, found, error));
}

static gboolean
belongs (CtnMerge *self,
         const Question *question,
         guint index,
         gint64 row,
         int depth,
         gboolean *found,
         GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  g_autofree char *own = g_strdup_printf (
      "SELECT count(*) FROM temp.erased AS e WHERE e.person = ? AND %s", question->condition);

  if (is_person (self, (int) index))
    return exists (self, own, row, found, error);
  *found = FALSE;
  for (guint i = 0; !*found && depth < MAX_DEPTH && i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);

    if ((edge->hard || (question->soft && is_person (self, (int) edge->parent))) &&
        !belongs_by (self, question, edge, row, depth, found, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
_ctn_merge_is_of_erased (CtnMerge *self, guint table, gint64 row, gboolean *erased, GError **error)
{
  const Question question = { "base", "1", FALSE };

  *erased = FALSE;
  return self->scrub == NULL || belongs (self, &question, table, row, 0, erased, error);
}

gboolean
_ctn_merge_is_erased_in (CtnMerge *self,
                         const char *database,
                         gint64 person,
                         gboolean *erased,
                         GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM temp.erased AS e JOIN %s.person AS p ON p.id = e.person "
      "WHERE e.person = ? AND p.erased_on IS NOT NULL",
      database);

  *erased = FALSE;
  return self->scrub == NULL || exists (self, sql, person, erased, error);
}

/* What a person said of an activity (ctn_erasure_clear_comments ()), -1 in other tables. */
static int
find_comment (CtnMerge *self, guint index)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);

  return g_str_equal (table->name, "participant") ? ctn_merge_table_find_column (table, "comment")
                                                  : -1;
}

/* What the erasure emptied stays so, but for a reference that the other file has turned to somebody else. */
gboolean
_ctn_merge_settle_erased (CtnMerge *self,
                          guint index,
                          gint64 row,
                          gint64 *theirs,
                          gint64 *ours,
                          GError **error)
{
  const CtnMergeTable *table = ctn_merge_schema_get (self->schema, index);
  int comment = find_comment (self, index);
  gint64 said = comment >= 0 ? G_GINT64_CONSTANT (1) << comment : 0;

  for (guint i = 0; self->scrub != NULL && i < table->edges->len; i++) {
    const CtnMergeEdge *edge = g_ptr_array_index (table->edges, i);
    const CtnMergeColumn *column = g_ptr_array_index (table->columns, edge->column);
    gint64 bit = G_GINT64_CONSTANT (1) << edge->column;
    gint64 here = -1;
    g_autofree char *sql = NULL;

    if (edge->hard || !is_person (self, (int) edge->parent))
      continue;
    sql =
        g_strdup_printf ("SELECT e.here FROM base.\"%s\" AS x JOIN temp.erased AS e ON e.person = "
                         "x.\"%s\" WHERE x.id = ?",
                         table->name, column->name);
    if (!ctn_connection_get_int (self->connection, &here, error, sql, "i", row))
      return FALSE;
    if (here > 0) {
      *ours = (*ours & ~(*theirs & bit)) | said;
      *theirs &= ~said;
    } else if (here == 0) {
      *theirs = (*theirs & ~(*ours & bit)) | said;
      *ours &= ~said;
    }
  }
  return TRUE;
}

/* --- Showing ------------------------------------------------------------------------------------ */

/* Whether it is told of, or with @soft by, somebody whom only the other file has erased. */
static gboolean
is_hidden (CtnMerge *self, const char *database, guint table, gint64 row, gboolean soft)
{
  g_autofree char *condition =
      g_strdup_printf ("e.person IN (SELECT id FROM %s.person WHERE erased_on IS NULL)", database);
  const Question now = { database, condition, soft };
  const Question once = { "base", "1", soft };
  gboolean hidden = FALSE;

  /* What somebody said in base, they have said also where a deletion has cut it off them since. */
  if (soft && belongs (self, &once, table, row, 0, &hidden, NULL) && hidden)
    return TRUE;
  return belongs (self, &now, table, row, 0, &hidden, NULL) && hidden;
}

char *
_ctn_merge_hide (CtnMerge *self,
                 const char *database,
                 guint table,
                 int column,
                 gint64 row,
                 char *text)
{
  gboolean said = column >= 0 && column == find_comment (self, table);
  char *clean;

  if (self->scrub == NULL || *text == '\0')
    return text;
  clean = is_hidden (self, database, table, row, said) ? g_strdup (CTN_SCRUB_REPLACEMENT)
                                                       : ctn_scrub_clean (self->scrub, text);
  g_free (text);
  return clean;
}

/* --- Taking over -------------------------------------------------------------------------------- */

static gboolean
clear_comments (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_erasure_clear_comments (connection, *(gint64 *) data, error);
}

/* The bytes of files that were removed with the person, in which only undo was interested. */
static gboolean
drop_contents (CtnConnection *writer, GError **error)
{
  return ctn_connection_run (writer, error,
                             "DELETE FROM attachment_content WHERE hash NOT IN (SELECT hash FROM "
                             "attachment WHERE hash IS NOT NULL) AND ctn_mentions(data)",
                             "") &&
         ctn_change_log_drop_contents (writer, error);
}

typedef struct {
  CtnConnection *writer;
  gint64 operation;
  gboolean cleaned; /* ours has been cleaned already */
  gint64 n_emptied; /* rows of the history that undo would need */
} Work;

static gint64
count_changes (CtnConnection *writer)
{
  return sqlite3_total_changes64 (ctn_connection_get_handle (writer));
}

/* A history that was cleaned no longer knows what belonged to the person; the other side's does. */
static gboolean
erase_person (CtnMerge *self, Work *work, gint64 person, GError **error)
{
  const CtnErasure erasure = {
    .table = PERSON, .row = person, .function = clear_comments, .data = &person
  };
  g_autoptr (CtnErasureRecord) record = ctn_erasure_record_new (work->writer, &erasure, error);
  gint64 before = count_changes (work->writer);

  if (record == NULL)
    return FALSE;
  if (!work->cleaned)
    return ctn_erasure_record_clean_history (record, work->writer, work->operation, CTN_ERASURE_ALL,
                                             error);
  if (!ctn_erasure_record_clean_history (record, work->writer, work->operation, CTN_ERASURE_OWN,
                                         error))
    return FALSE;
  work->n_emptied += count_changes (work->writer) - before;
  return ctn_erasure_record_gather_from (record, work->writer, self->connection, error) &&
         ctn_erasure_record_clean_history (record, work->writer, work->operation,
                                           CTN_ERASURE_MERGED, error);
}

static gboolean
clean_texts (Work *work, GError **error)
{
  gint64 n = 0;

  if (!ctn_scrub_clean_tables (work->writer, error) ||
      !ctn_connection_get_int (work->writer, &n, error,
                               "SELECT count(*) FROM change WHERE operation = ? AND "
                               "(ctn_mentions(before) OR ctn_mentions(after)) AND (record, row) "
                               "NOT IN (SELECT record, row FROM temp.kept_row)",
                               "i", work->operation))
    return FALSE;
  work->n_emptied += n;
  return ctn_scrub_clean_history (work->writer, error) && drop_contents (work->writer, error);
}

static gboolean
count_logged (Work *work, gint64 *n, GError **error)
{
  return ctn_connection_get_int (work->writer, n, error,
                                 "SELECT count(*) FROM change WHERE operation = ?", "i",
                                 work->operation);
}

/* What is found in the file that has been cleaned was written there afterwards, of a namesake or of
 * somebody who came back, and stays. Where ours is that file and nothing of the person came in, the merge
 * is one like any other. */
static gboolean
erase_all (CtnMerge *self, Work *work, GArray *persons, GError **error)
{
  g_autoptr (CtnScrub) scrub = make_scrub (self, persons, error);
  gint64 before = 0;
  gint64 after = 0;

  if (scrub == NULL || !ctn_scrub_add_functions (scrub, self->connection, error) ||
      !ctn_scrub_add_functions (scrub, work->writer, error) ||
      !ctn_scrub_keep_rows (work->writer, self->connection, work->cleaned ? "ours" : "main",
                            error) ||
      !count_logged (work, &before, error))
    return FALSE;
  for (guint i = 0; i < persons->len; i++)
    if (!erase_person (self, work, g_array_index (persons, gint64, i), error))
      return FALSE;
  if (!clean_texts (work, error) || !count_logged (work, &after, error))
    return FALSE;
  return (work->cleaned && work->n_emptied == 0 && after == before) ||
         ctn_change_log_mark_final (work->writer, work->operation, error);
}

gboolean
_ctn_merge_erase (CtnMerge *self, CtnConnection *writer, GError **error)
{
  Work work = { .writer = writer };

  if (self->scrub == NULL)
    return TRUE;
  if (!ctn_connection_get_int (writer, &work.operation, error, "SELECT ctn_operation ()", ""))
    return FALSE;
  for (work.cleaned = FALSE; work.cleaned <= TRUE; work.cleaned++) {
    g_autoptr (GArray) persons = list_persons (self, work.cleaned, error);

    work.n_emptied = 0;
    if (persons == NULL || (persons->len > 0 && !erase_all (self, &work, persons, error)))
      return FALSE;
  }
  return TRUE;
}
