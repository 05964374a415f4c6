/* What the files that take over (ctn-merge-apply.c: fields, ctn-merge-rows.c: rows that come and go) share. */
#pragma once

#include "ctn-change-sql.h"
#include "ctn-merge-private.h"

G_BEGIN_DECLS

typedef struct {
  CtnMerge *merge;
  CtnConnection *writer;
  GPtrArray *sql;    /* CtnChangeSql, one a table */
  gboolean restores; /* something that was deleted here comes back */
  gboolean keeps;    /* something that was deleted there stays */
  gboolean refuses;  /* something that was deleted here stays so */
} CtnMergeApply;

/* The description of a table. */
const CtnMergeTable *_ctn_merge_get_table (const CtnMergeApply *self, guint table);

gboolean _ctn_merge_exists (CtnConnection *connection,
                            const char *table,
                            gint64 row,
                            gboolean *found,
                            GError **error);

/* What a row of @database refers to by @edge, 0 for nothing. */
gboolean _ctn_merge_read_reference (CtnMergeApply *self,
                                    const char *database,
                                    const CtnMergeEdge *edge,
                                    gint64 row,
                                    gint64 *parent,
                                    GError **error);

/* Whether a reference of theirs leads to a row that theirs has and ours has not, at this moment. */
gboolean _ctn_merge_is_refused (CtnMergeApply *self,
                                const CtnMergeEdge *edge,
                                gint64 row,
                                gboolean *refused,
                                GError **error);

/* Whether @choice was made about all that a row was deleted with in @side. */
gboolean _ctn_merge_is_settled (CtnMergeApply *self,
                                const char *side,
                                guint table,
                                gint64 row,
                                CtnMergeChoice choice,
                                gboolean *settled,
                                GError **error);

gboolean _ctn_merge_insert_rows (CtnMergeApply *self, GError **error);
gboolean _ctn_merge_delete_rows (CtnMergeApply *self, GError **error);

G_END_DECLS
