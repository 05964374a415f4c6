#include "ctn-lump-sum.h"

#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-number-field.h>

#define MAX_DAYS 366

static char *
parse_days (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, MAX_DAYS, error);
}

#define GROUP N_ ("Lump Sum")

static const CtnField fields[] = {
  { .name = "country",
    .label = N_ ("Host Country (Empty: Any)"),
    .group = GROUP,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    .flags = CTN_FIELD_LISTED,
    .column = "country" },
  { .name = "days-from",
    .label = N_ ("From (Working Days)"),
    .group = GROUP,
    .type = CTN_FIELD_INTEGER,
    .parse = parse_days,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "days_from" },
  { .name = "days-to",
    .label = N_ ("To (Working Days, Empty: No Limit)"),
    .group = GROUP,
    .type = CTN_FIELD_INTEGER,
    .parse = parse_days,
    .flags = CTN_FIELD_LISTED,
    .column = "days_to" },
  { .name = "amount",
    .label = N_ ("Amount (€)"),
    .group = GROUP,
    .type = CTN_FIELD_NUMBER,
    .parse = ctn_number_field_parse_amount,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "amount" },
  { .name = "partnership",
    .label = N_ ("Only When Paid By"),
    .group = GROUP,
    .type = CTN_FIELD_RECORD,
    .reference_table = "partnership",
    .reference_column = "name",
    .column = "partnership" },
  { .name = "source", .label = N_ ("Source"), .group = GROUP, .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "lump-sum",
  .table = "lump_sum",
  .label = N_ ("Lump Sum"),
  .plural = N_ ("Lump Sums"),
  .title_column = "data_source",
  .fields = fields,
  .order = "country IS NOT NULL, country, days_from, id",
  .add_label = N_ ("Add Lump Sum"),
  .edit_label = N_ ("Edit Lump Sum"),
  .delete_label = N_ ("Delete Lump Sum"),
};

const CtnRecordKind *
ctn_lump_sum_kind (void)
{
  return &kind;
}

void
ctn_lump_sum_free (CtnLumpSum *self)
{
  if (self == NULL)
    return;
  g_free (self->country);
  g_free (self->source);
  g_free (self);
}

GPtrArray *
ctn_lump_sum_list (CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) table = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_lump_sum_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, partnership, country, days_from, days_to, amount, data_source FROM lump_sum "
      "ORDER BY id",
      "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnLumpSum *row = g_new0 (CtnLumpSum, 1);

    row->id = ctn_statement_get_int (rows, 0);
    row->partnership = ctn_statement_get_int (rows, 1);
    row->country = g_strdup (ctn_statement_get_text (rows, 2));
    row->days_from = (guint) ctn_statement_get_int (rows, 3);
    row->days_to =
        ctn_statement_is_null (rows, 4) ? G_MAXUINT : (guint) ctn_statement_get_int (rows, 4);
    row->amount = ctn_statement_get_double (rows, 5);
    row->source = g_strdup (ctn_statement_get_text (rows, 6));
    g_ptr_array_add (table, row);
  }
  if (local_error == NULL)
    return g_steal_pointer (&table);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Whether @a says more about the stay than @b does. */
static gboolean
is_closer (const CtnLumpSum *a, const CtnLumpSum *b)
{
  if ((a->partnership != 0) != (b->partnership != 0))
    return a->partnership != 0;
  if ((a->country != NULL) != (b->country != NULL))
    return a->country != NULL;
  return a->days_from > b->days_from;
}

const CtnLumpSum *
ctn_lump_sum_find (GPtrArray *table, gint64 partnership, const char *country, guint days)
{
  const CtnLumpSum *best = NULL;

  for (guint i = 0; i < table->len; i++) {
    const CtnLumpSum *row = g_ptr_array_index (table, i);

    if (days < row->days_from || days > row->days_to ||
        (row->partnership != 0 && row->partnership != partnership) ||
        (row->country != NULL && g_strcmp0 (row->country, country) != 0))
      continue;
    if (best == NULL || is_closer (row, best))
      best = row;
  }
  return best;
}
