#include "ctn-code-uses.h"

#include <string.h>

#define N_PLACES 4

void
ctn_code_use_free (CtnCodeUse *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_strfreev (self->decided);
  g_free (self);
}

/* Codes and how often; ?1 is the version or revision. In the order of the counters of CtnCodeUse. */
static const char *const nuts_sql[N_PLACES] = {
  "SELECT nuts, count(*) FROM organisation WHERE nuts IS NOT NULL "
  "AND coalesce (nuts_version, '2024') = ? GROUP BY 1",
  "SELECT nuts, count(*) FROM region_strategy WHERE nuts IS NOT NULL "
  "AND coalesce (nuts_version, '2024') = ? GROUP BY 1",
  NULL,
  "SELECT nuts, count(*) FROM indicator_value WHERE nuts_version = ? GROUP BY 1",
};

static const char *const nace_sql[N_PLACES] = {
  "SELECT code, count (DISTINCT organisation) FROM organisation_nace WHERE revision = ? GROUP BY 1",
  NULL,
  "SELECT code, count (DISTINCT priority) FROM priority_code WHERE scheme = 'nace-' || ? GROUP BY "
  "1",
  "SELECT nace, count(*) FROM indicator_value WHERE nace IS NOT NULL AND nace_revision = ? "
  "GROUP BY 1",
};

static CtnCodeUse *
ensure_use (GHashTable *uses, const char *code)
{
  CtnCodeUse *use = g_hash_table_lookup (uses, code);

  if (use == NULL) {
    use = g_new0 (CtnCodeUse, 1);
    use->code = g_strdup (code);
    g_hash_table_insert (uses, use->code, use);
  }
  return use;
}

static gboolean
count_uses (CtnConnection *reader, const char *from, GHashTable *uses, GError **error)
{
  gboolean is_nuts = g_str_has_prefix (from, "nuts-");
  const char *version = strchr (from, '-') + 1;

  for (guint place = 0; place < N_PLACES; place++) {
    const char *sql = is_nuts ? nuts_sql[place] : nace_sql[place];
    g_autoptr (GError) local_error = NULL;
    g_autoptr (CtnStatement) rows =
        sql != NULL ? ctn_connection_query (reader, &local_error, sql, "t", version) : NULL;

    while (sql != NULL && ctn_statement_next (rows, &local_error)) {
      CtnCodeUse *use = ensure_use (uses, ctn_statement_get_text (rows, 0));
      guint *counters[N_PLACES] = { &use->n_organisations, &use->n_strategies, &use->n_priorities,
                                    &use->n_values };

      *counters[place] += (guint) ctn_statement_get_int (rows, 1);
    }
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  }
  return TRUE;
}

/* An empty target is the decision that a code ends. */
static gboolean
read_decisions (CtnConnection *reader,
                CtnCodeUse *use,
                const char *from,
                const char *to,
                GError **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT target_code FROM code_decision WHERE source_scheme = ? AND source_code = ? "
      "AND target_scheme = ? ORDER BY target_code",
      "ttt", from, use->code, to);
  gboolean any = FALSE;

  while (ctn_statement_next (rows, &local_error)) {
    const char *code = ctn_statement_get_text (rows, 0);

    any = TRUE;
    if (*code != '\0')
      g_ptr_array_add (codes, g_strdup (code));
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (any) {
    g_ptr_array_add (codes, NULL);
    use->decided = (char **) g_ptr_array_steal (codes, NULL);
  }
  return TRUE;
}

static const CtnCodeTarget *
get_only_target (const CtnCodeUse *use)
{
  return use->targets->len == 1 ? use->targets->pdata[0] : NULL;
}

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const CtnCodeUse *const *) a)->code, (*(const CtnCodeUse *const *) b)->code);
}

/* Which uses ask for something: those whose code does not simply stay. */
static gboolean
judge (CtnConnection *reader, CtnCodeUse *use, const char *from, const char *to, GError **error)
{
  const CtnCodeTarget *only;

  use->targets = ctn_code_change_find (from, use->code, to, error);
  if (use->targets == NULL || !read_decisions (reader, use, from, to, error))
    return FALSE;
  only = get_only_target (use);
  use->is_open = use->decided == NULL && (only == NULL || only->basis > CTN_BASIS_TABLE);
  return TRUE;
}

GPtrArray *
ctn_code_use_list (CtnConnection *reader, const char *from, const char *to, GError **error)
{
  g_autoptr (GHashTable) uses =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ctn_code_use_free);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_code_use_free);
  GHashTableIter iter;
  gpointer value;

  if (!count_uses (reader, from, uses, error))
    return NULL;
  g_hash_table_iter_init (&iter, uses);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CtnCodeUse *use = value;
    const CtnCodeTarget *only;

    if (!judge (reader, use, from, to, error))
      return NULL;
    only = get_only_target (use);
    if (only != NULL && only->basis == CTN_BASIS_SAME)
      continue;
    g_hash_table_iter_steal (&iter);
    g_ptr_array_add (list, use);
  }
  g_ptr_array_sort (list, compare_uses);
  return g_steal_pointer (&list);
}

char **
ctn_code_use_dup_result (const CtnCodeUse *self)
{
  const CtnCodeTarget *only = get_only_target (self);
  const char *codes[] = { NULL, NULL };

  if (self->decided != NULL)
    return g_strdupv (self->decided);
  if (only != NULL && only->basis <= CTN_BASIS_TABLE)
    codes[0] = only->code;
  return g_strdupv ((char **) codes);
}
