#include "ctn-tie.h"

#include <ctn-i18n.h>
#include <ctn-id.h>

#include "ctn-partnership.h"

static const CtnField fields[] = {
  { .name = "source",
    .label = N_ ("Member"),
    .group = N_ ("Tie"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "source",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "target",
    .label = N_ ("Works With"),
    .group = N_ ("Tie"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "target",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = N_ ("Tie"),
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_LISTED,
    .column = "note" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "tie",
  .table = "tie",
  .label = N_ ("Tie"),
  .plural = N_ ("Ties"),
  .title_column = "source",
  .fields = fields,
  .owner_column = "partnership",
  .order = "id",
  .add_label = N_ ("Add Tie"),
  .edit_label = N_ ("Edit Tie"),
  .delete_label = N_ ("Remove Tie"),
};

const CtnRecordKind *
ctn_tie_kind (void)
{
  return &kind;
}

/* Each statement gives pairs of organisations, the record, and what it is called. */
static const struct {
  const char *code;
  const char *label;
  const char *table;
  const char *sql;
} sources[CTN_N_TIE_SOURCES] = {
  [CTN_TIE_RECORDED] = { "recorded", N_ ("Recorded"), "tie",
                         "SELECT source, target, id, note FROM tie WHERE partnership = ?1 "
                         "ORDER BY id" },
  [CTN_TIE_CHAIN] = { "chain", N_ ("Value chain"), "chain",
                      "SELECT s.organisation, t.organisation, c.id, c.name FROM chain_link l "
                      "JOIN chain_actor s ON s.id = l.source JOIN chain_actor t ON t.id = l.target "
                      "JOIN chain c ON c.id = l.chain WHERE l.state IN ('existing', 'weak') "
                      "AND s.organisation IN (SELECT organisation FROM membership "
                      "WHERE partnership = ?1) AND t.organisation IN (SELECT organisation "
                      "FROM membership WHERE partnership = ?1) ORDER BY c.id, l.id" },
  [CTN_TIE_ACTIVITY] = { "activity", N_ ("Activity"), "activity",
                         "WITH present AS (SELECT activity, organisation FROM participant "
                         "WHERE state = 'attended' AND organisation IN (SELECT organisation "
                         "FROM membership WHERE partnership = ?1) UNION SELECT activity, "
                         "organisation FROM activity_host WHERE organisation IN (SELECT "
                         "organisation FROM membership WHERE partnership = ?1)) "
                         "SELECT p.organisation, q.organisation, a.id, a.name FROM present p "
                         "JOIN present q ON q.activity = p.activity "
                         "AND q.organisation > p.organisation JOIN activity a ON a.id = p.activity "
                         "WHERE a.state = 'held' ORDER BY a.starts, a.id" },
  [CTN_TIE_EXCHANGE] = { "exchange", N_ ("Exchange"), "exchange",
                         "SELECT visitor, host, id, name FROM exchange WHERE state IN "
                         "('running', 'reported', 'approved', 'paid') AND visitor IN (SELECT "
                         "organisation FROM membership WHERE partnership = ?1) AND host IN "
                         "(SELECT organisation FROM membership WHERE partnership = ?1) "
                         "ORDER BY id" },
  [CTN_TIE_PAPER] = { "paper", N_ ("Signed paper"), "paper",
                      "SELECT s.organisation, t.organisation, p.id, p.title FROM paper p "
                      "JOIN paper_signature s ON s.paper = p.id AND s.signed_on IS NOT NULL "
                      "JOIN paper_signature t ON t.paper = p.id AND t.signed_on IS NOT NULL "
                      "AND t.organisation > s.organisation WHERE p.partnership = ?1 "
                      "ORDER BY p.date, p.id" },
};

const char *
ctn_tie_source_get_label (CtnTieSourceKind source)
{
  g_return_val_if_fail (source < CTN_N_TIE_SOURCES, NULL);

  return _ (sources[source].label);
}

const char *
ctn_tie_source_get_code (CtnTieSourceKind source)
{
  g_return_val_if_fail (source < CTN_N_TIE_SOURCES, NULL);

  return sources[source].code;
}

const char *
ctn_tie_source_get_table (CtnTieSourceKind source)
{
  g_return_val_if_fail (source < CTN_N_TIE_SOURCES, NULL);

  return sources[source].table;
}

static void
clear_source (gpointer data)
{
  CtnTieSource *source = data;

  g_free (source->title);
}

void
ctn_tie_free (CtnTie *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->sources);
  g_free (self);
}

static int
compare_ties (gconstpointer a, gconstpointer b)
{
  const CtnTie *one = *(const CtnTie *const *) a;
  const CtnTie *other = *(const CtnTie *const *) b;

  if (one->a != other->a)
    return one->a < other->a ? -1 : 1;
  return one->b < other->b ? -1 : one->b > other->b;
}

/* While ties are gathered. */
typedef struct {
  GHashTable *members; /* organisation id → index + 1 */
  GHashTable *pairs;   /* a << 32 | b → CtnTie, unowned */
  GPtrArray *ties;     /* CtnTie */
} Gathering;

static void
gathering_clear (Gathering *self)
{
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->pairs, g_hash_table_unref);
  g_clear_pointer (&self->ties, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static gboolean
find_member (const Gathering *gathering, gint64 organisation, guint *index)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (gathering->members, &organisation));

  *index = found - 1;
  return found > 0;
}

static CtnTie *
get_tie (Gathering *gathering, guint a, guint b)
{
  gint64 key = (gint64) MIN (a, b) << 32 | MAX (a, b);
  CtnTie *tie = g_hash_table_lookup (gathering->pairs, &key);

  if (tie != NULL)
    return tie;
  tie = g_new0 (CtnTie, 1);
  tie->a = MIN (a, b);
  tie->b = MAX (a, b);
  tie->sources = g_array_new (FALSE, TRUE, sizeof (CtnTieSource));
  g_array_set_clear_func (tie->sources, clear_source);
  g_hash_table_insert (gathering->pairs, g_memdup2 (&key, sizeof key), tie);
  g_ptr_array_add (gathering->ties, tie);
  return tie;
}

static void
add_source (CtnTie *tie, CtnTieSourceKind source, gint64 id, const char *title)
{
  CtnTieSource added = { source, id, NULL };

  for (guint i = 0; i < tie->sources->len; i++) {
    const CtnTieSource *known = &g_array_index (tie->sources, CtnTieSource, i);

    if (known->kind == source && known->id == id)
      return;
  }
  added.title = g_strdup (title);
  g_array_append_val (tie->sources, added);
}

static gboolean
gather (CtnConnection *reader,
        Gathering *gathering,
        gint64 partnership,
        CtnTieSourceKind source,
        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error, sources[source].sql, "i", partnership);

  while (ctn_statement_next (rows, &local_error)) {
    guint a, b;

    if (find_member (gathering, ctn_statement_get_int (rows, 0), &a) &&
        find_member (gathering, ctn_statement_get_int (rows, 1), &b) && a != b)
      add_source (get_tie (gathering, a, b), source, ctn_statement_get_int (rows, 2),
                  ctn_statement_get_text (rows, 3));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
ctn_tie_list (CtnConnection *reader, gint64 partnership, GPtrArray *members, GError **error)
{
  g_auto (Gathering)
      gathering = { g_hash_table_new (g_int64_hash, g_int64_equal),
                    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                    g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_tie_free) };

  for (guint i = 0; i < members->len; i++) {
    CtnMember *member = g_ptr_array_index (members, i);

    if (!member->left)
      g_hash_table_insert (gathering.members, &member->organisation, GUINT_TO_POINTER (i + 1));
  }
  for (int source = 0; source < CTN_N_TIE_SOURCES; source++)
    if (!gather (reader, &gathering, partnership, (CtnTieSourceKind) source, error))
      return NULL;
  g_ptr_array_sort (gathering.ties, compare_ties);
  return g_steal_pointer (&gathering.ties);
}

typedef struct {
  gint64 id;
  gint64 partnership;
  gint64 source;
  gint64 target;
  const char *note;
} Addition;

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Addition *tie = data;

  if (!ctn_connection_get_int (connection, &tie->id, error,
                               "SELECT id FROM tie WHERE partnership = ?1 AND ((source = ?2 AND "
                               "target = ?3) OR (source = ?3 AND target = ?2))",
                               "iii", tie->partnership, tie->source, tie->target))
    return FALSE;
  if (tie->id != 0)
    return ctn_connection_run (connection, error,
                               "UPDATE tie SET note = coalesce (?, note) WHERE id = ?", "ti",
                               tie->note, tie->id);
  tie->id = ctn_id_new ();
  return ctn_connection_run (connection, error,
                             "INSERT INTO tie (id, partnership, source, target, note) "
                             "VALUES (?, ?, ?, ?, ?)",
                             "iiiit", tie->id, tie->partnership, tie->source, tie->target,
                             tie->note);
}

gint64
ctn_tie_add (CtnProject *project,
             gint64 partnership,
             gint64 source,
             gint64 target,
             const char *note,
             GError **error)
{
  g_autofree char *name =
      ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                               "SELECT name FROM organisation WHERE id = ?", "i", source);
  const CtnOperation operation = { kind.add_label, name, NULL };
  Addition tie = { .partnership = partnership, .source = source, .target = target, .note = note };

  if (source == target) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("A tie joins two different organisations. Choose another one."));
    return 0;
  }
  return ctn_project_transact (project, &operation, add, &tie, error) ? tie.id : 0;
}
