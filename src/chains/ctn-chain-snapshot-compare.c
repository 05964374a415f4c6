#include <ctn-i18n.h>
#include <ctn-project-error.h>

#include "ctn-chain-rows.h"
#include "ctn-chain-snapshot-private.h"

static const struct {
  const char *code;
  const char *label;
} change_kinds[] = {
  { "came", N_ ("Came") },
  { "went", N_ ("Went") },
  { "changed", N_ ("Changed") },
};

const char *
ctn_chain_change_kind_get_code (CtnChainChangeKind kind)
{
  return change_kinds[kind].code;
}

const char *
ctn_chain_change_kind_get_label (CtnChainChangeKind kind)
{
  return _ (change_kinds[kind].label);
}

static void
field_change_free (gpointer data)
{
  CtnChainFieldChange *change = data;

  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

void
ctn_chain_change_free (CtnChainChange *self)
{
  g_free (self->title);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

/* Both sides, and of each part its rows by id. */
typedef struct {
  CtnSnapshotContent *before, *after;
  GHashTable *old_rows[N_PARTS], *new_rows[N_PARTS];
  GPtrArray *changes;
} Comparison;

static GHashTable *
index_rows (GPtrArray *rows)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < rows->len; i++) {
    CtnChainRow *row = g_ptr_array_index (rows, i);

    g_hash_table_insert (index, &row->id, row);
  }
  return index;
}

static const char *
get_name (GHashTable *rows, gint64 id)
{
  const CtnChainRow *row = g_hash_table_lookup (rows, &id);

  return row != NULL && row->name != NULL ? row->name : "";
}

/* @rows: of the side where the row stands */
static char *
dup_title (const CtnChainRow *row, guint part, GHashTable *const rows[N_PARTS])
{
  if (part == 2)
    return g_strdup_printf ("%s → %s", get_name (rows[1], row->one),
                            get_name (rows[1], row->other));
  return g_strdup (row->name != NULL ? row->name : "");
}

static CtnChainChange *
add_change (Comparison *self,
            CtnChainChangeKind kind,
            guint part,
            const CtnChainRow *row,
            GHashTable *const rows[N_PARTS])
{
  CtnChainChange *change = g_new0 (CtnChainChange, 1);

  change->kind = kind;
  change->role = _ctn_snapshot_get_role (part);
  change->id = row->id;
  change->title = dup_title (row, part, rows);
  change->fields = g_ptr_array_new_with_free_func (field_change_free);
  g_ptr_array_add (self->changes, change);
  return change;
}

/* @before, @after: (transfer full) */
static void
add_field (GPtrArray *fields, const char *label, char *before, char *after)
{
  CtnChainFieldChange *change = g_new (CtnChainFieldChange, 1);

  *change = (CtnChainFieldChange) { label, before, after };
  g_ptr_array_add (fields, change);
}

static void
compare_places (Comparison *self,
                guint part,
                const CtnChainRow *old_row,
                const CtnChainRow *new_row,
                GPtrArray *fields)
{
  /* What stands in "one" is a stage of an actor and of a part of a stage; the ends of a link. */
  guint of = part == 2 ? 1 : 0;

  if (part != 0 && g_strcmp0 (old_row->name, new_row->name) != 0)
    add_field (fields, _ ("Name"), g_strdup (old_row->name), g_strdup (new_row->name));
  if (old_row->one != new_row->one)
    add_field (fields,
               part == 2   ? _ ("From")
               : part == 1 ? _ ("Stage")
                           : _ ("Part of"),
               g_strdup (get_name (self->old_rows[of], old_row->one)),
               g_strdup (get_name (self->new_rows[of], new_row->one)));
  if (part == 2 && old_row->other != new_row->other)
    add_field (fields, _ ("To"), g_strdup (get_name (self->old_rows[1], old_row->other)),
               g_strdup (get_name (self->new_rows[1], new_row->other)));
}

static void
compare_rows (Comparison *self, guint part, const CtnChainRow *old_row, const CtnChainRow *new_row)
{
  const CtnRecordKind *kind = _ctn_snapshot_get_kind (part);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (field_change_free);
  CtnChainChange *change;

  compare_places (self, part, old_row, new_row, fields);
  for (guint i = 0; kind->fields[i].name != NULL; i++)
    if (!g_str_equal (old_row->values[i], new_row->values[i]))
      add_field (fields, _ (kind->fields[i].label),
                 ctn_field_format (&kind->fields[i], old_row->values[i]),
                 ctn_field_format (&kind->fields[i], new_row->values[i]));
  if (fields->len == 0)
    return;
  change = add_change (self, CTN_CHANGE_CHANGED, part, new_row, self->new_rows);
  g_ptr_array_unref (change->fields);
  change->fields = g_steal_pointer (&fields);
}

static void
compare_part (Comparison *self, guint part)
{
  GPtrArray *before = self->before->rows[part];
  GPtrArray *after = self->after->rows[part];

  for (guint i = 0; i < after->len; i++) {
    const CtnChainRow *row = g_ptr_array_index (after, i);

    if (!g_hash_table_contains (self->old_rows[part], &row->id))
      add_change (self, CTN_CHANGE_CAME, part, row, self->new_rows);
  }
  for (guint i = 0; i < before->len; i++) {
    const CtnChainRow *row = g_ptr_array_index (before, i);

    if (!g_hash_table_contains (self->new_rows[part], &row->id))
      add_change (self, CTN_CHANGE_WENT, part, row, self->old_rows);
  }
  for (guint i = 0; i < after->len; i++) {
    const CtnChainRow *row = g_ptr_array_index (after, i);
    const CtnChainRow *old_row = g_hash_table_lookup (self->old_rows[part], &row->id);

    if (old_row != NULL)
      compare_rows (self, part, old_row, row);
  }
}

static CtnSnapshotContent *
load (CtnConnection *reader, gint64 chain, gint64 snapshot, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;

  if (snapshot == 0)
    return _ctn_snapshot_content_load (reader, chain, error);
  text = ctn_connection_get_text (reader, &local_error,
                                  "SELECT content FROM chain_snapshot WHERE id = ? AND chain = ?",
                                  "ii", snapshot, chain);
  if (text != NULL)
    return _ctn_snapshot_content_parse (text, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("The snapshot is not there any more."));
  return NULL;
}

GPtrArray *
ctn_snapshot_compare (CtnConnection *reader,
                      gint64 chain,
                      gint64 before,
                      gint64 after,
                      GError **error)
{
  g_autoptr (CtnSnapshotContent) one = load (reader, chain, before, error);
  g_autoptr (CtnSnapshotContent) other = one != NULL ? load (reader, chain, after, error) : NULL;
  Comparison comparison = { .before = one, .after = other };

  if (other == NULL)
    return NULL;
  comparison.changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_chain_change_free);
  for (guint i = 0; i < N_PARTS; i++) {
    comparison.old_rows[i] = index_rows (one->rows[i]);
    comparison.new_rows[i] = index_rows (other->rows[i]);
  }
  for (guint i = 0; i < N_PARTS; i++)
    compare_part (&comparison, i);
  for (guint i = 0; i < N_PARTS; i++) {
    g_hash_table_unref (comparison.old_rows[i]);
    g_hash_table_unref (comparison.new_rows[i]);
  }
  return comparison.changes;
}
