/* How many organisations there are of each value of the fields that are offered as filters.
 *
 * The table holds those fields of all organisations in memory (4 bytes a value), so that counting
 * under any search and filters takes one pass. It belongs to one thread at a time. */
#pragma once

#include "ctn-organisation-query.h"

G_BEGIN_DECLS

typedef struct _CtnFacetTable CtnFacetTable;

/* A value of a facet and how many organisations of the result have it. */
typedef struct {
  char *value; /* canonical; "" for those without a value */
  guint count;
} CtnFacetValue;

/* Makes an empty table; the first ctn_facet_table_update() fills it. */
CtnFacetTable *ctn_facet_table_new (void);
void ctn_facet_table_free (CtnFacetTable *self);

/* Brings the table up to what @reader sees: everything when it is new or @changes is %NULL or
 * wholesale, else what changed. After a failure the next call reads everything. */
gboolean ctn_facet_table_update (CtnFacetTable *self,
                                 CtnConnection *reader,
                                 CtnChangeSet *changes,
                                 GCancellable *cancellable,
                                 GError **error);

/* For every facet field its values and their counts among the organisations that fit @query, the
 * filters of the field itself left aside; most frequent first. A field with several values counts
 * once under each. @reader must have the search index attached.
 * Returns: (transfer full) (nullable): CtnField → GPtrArray of CtnFacetValue; %NULL with @error set */
GHashTable *ctn_facet_table_count (CtnFacetTable *self,
                                   CtnOrganisationQuery *query,
                                   CtnConnection *reader,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnFacetTable, ctn_facet_table_free)

G_END_DECLS
