/* What an operation, an undo or a redo changed: which tables, and which of their rows. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Past this many rows a change set names tables only: whoever listens re-reads the whole table. */
#define CTN_CHANGE_SET_MAX_ROWS 2000

#define CTN_TYPE_CHANGE_SET (ctn_change_set_get_type ())

typedef struct _CtnChangeSet CtnChangeSet;

typedef void (*CtnChangeSetForeach) (const char *table, gint64 row, gpointer data);

GType ctn_change_set_get_type (void);

CtnChangeSet *ctn_change_set_new (void);
CtnChangeSet *ctn_change_set_ref (CtnChangeSet *self);
void ctn_change_set_unref (CtnChangeSet *self);

void ctn_change_set_add (CtnChangeSet *self, const char *table, gint64 row);

/* Any row of @table may have changed. */
void ctn_change_set_add_table (CtnChangeSet *self, const char *table);

/* All of @other too. */
void ctn_change_set_add_all (CtnChangeSet *self, CtnChangeSet *other);

gboolean ctn_change_set_is_empty (CtnChangeSet *self);

/* Whether any row of @table changed. */
gboolean ctn_change_set_has_table (CtnChangeSet *self, const char *table);

/* Whether the row changed, or may have changed because the set names tables only. */
gboolean ctn_change_set_has_row (CtnChangeSet *self, const char *table, gint64 row);

/* Whether there were too many rows to name them. */
gboolean ctn_change_set_is_wholesale (CtnChangeSet *self);

/* Whether it is of an erasure (ctn-erasure.h): caches are not brought up to date but made anew, so that
 * nothing of what was erased stays in them. */
void ctn_change_set_mark_final (CtnChangeSet *self);
gboolean ctn_change_set_is_final (CtnChangeSet *self);

/* Calls @function for each row that is named; for none when the set is wholesale. */
void ctn_change_set_foreach (CtnChangeSet *self, CtnChangeSetForeach function, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChangeSet, ctn_change_set_unref)

G_END_DECLS
