/* The order of organisations by a field, in the user's collation.
 *
 * SQLite cannot sort by a locale fast, and what a locale makes must not be stored in a file. So the
 * order is computed once per field and kept: the distinct values are collated (g_utf8_collate_key),
 * and each organisation has the rank of its value. Sorting a result is then sorting integers. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

typedef struct _CtnSortOrder CtnSortOrder;

/* Reads the field of all organisations. Takes some tenths of a second for 100,000; any thread.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnSortOrder *ctn_sort_order_new (CtnConnection *reader,
                                  const CtnField *field,
                                  GCancellable *cancellable,
                                  GError **error);
void ctn_sort_order_free (CtnSortOrder *self);

/* Sorts @ids (element-type gint64), which must be in ascending order, by the field; empty values come
 * last in either direction, equal ones by id. */
void ctn_sort_order_sort (CtnSortOrder *self, GArray *ids, gboolean descending);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSortOrder, ctn_sort_order_free)

G_END_DECLS
