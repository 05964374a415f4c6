/* What merging needs to know of the tables: their columns, and what refers to what. Read from the schema,
 * so that a new table takes part by itself. For the project room only. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

#define CTN_MERGE_MAX_COLUMNS 62 /* a set of columns is a gint64 */

typedef struct {
  char *name;
  gboolean is_text;
  gboolean is_real;
  int parent;    /* index of the table that it refers to, -1 for none */
  gboolean hard; /* the row cannot be without the row that it refers to */
} CtnMergeColumn;

/* A reference: by a foreign key, or by a pair of columns that name a table and a row in it. */
typedef struct {
  guint table;  /* that refers */
  guint column; /* index among its columns */
  guint parent; /* table that is referred to */
  gboolean hard;
  char *condition; /* (nullable) when it does: see the table in the source */
} CtnMergeEdge;

typedef struct {
  char *name;
  GPtrArray *columns; /* CtnMergeColumn, without id, in their order */
  GPtrArray *edges;   /* (element-type CtnMergeEdge) (not owned) of this table */
  char *unique;       /* (nullable) a column whose values are unique: rows are known by it */
} CtnMergeTable;

typedef struct {
  GPtrArray *tables; /* CtnMergeTable, parents first */
  GPtrArray *edges;  /* CtnMergeEdge */
} CtnMergeSchema;

/* @connection: on theirs, with ours attached under that name. */
CtnMergeSchema *ctn_merge_schema_new (CtnConnection *connection, GError **error);
void ctn_merge_schema_free (CtnMergeSchema *self);

const CtnMergeTable *ctn_merge_schema_get (const CtnMergeSchema *self, guint table);

/* -1 when there is none. */
int ctn_merge_table_find_column (const CtnMergeTable *self, const char *column);

/* " AND …" with the condition of a reference, "" without. @alias: of the referring row, which is in
 * @database. (transfer full) */
char *ctn_merge_edge_dup_condition (const CtnMergeEdge *self,
                                    const char *alias,
                                    const char *database) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMergeSchema, ctn_merge_schema_free)

G_END_DECLS
