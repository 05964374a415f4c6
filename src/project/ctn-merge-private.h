/* The insides of CtnMerge, shared by its files: ctn-merge.c (preparing), ctn-merge-identity.c (the same
 * thing under two ids), ctn-merge-compare.c (what changed on which side), ctn-merge-titles.c (what rows
 * are called) and ctn-merge-apply.c (taking it in).
 *
 * One connection sees three databases: main is a copy of theirs, "ours" the working copy, "base" the state
 * in which the two parted (empty tables when there is none). */
#pragma once

#include "ctn-merge-base.h"
#include "ctn-merge-schema.h"
#include "ctn-merge.h"
#include "ctn-scrub.h"
#include "ctn-target.h"

G_BEGIN_DECLS

typedef struct {
  guint table;
  CtnMergeChangeKind kind;
  gint64 row;
  gint64 columns; /* of an update: which to take over */
  int conflict;   /* index of the conflict that decides, -1 for none */
} CtnMergeChange;

struct _CtnMerge {
  char *stem;  /* path of this merge's files but for their endings */
  char *known; /* path of the file as it was last written or taken over */
  CtnConnection *connection;
  CtnMergeSchema *schema;
  CtnMergeBase base;
  const char *label; /* of the operation, untranslated */
  char *subject;     /* what the file is called */
  gboolean is_own;   /* theirs is the project's own file, which somebody else changed */
  gboolean is_state; /* ours and theirs are two states of the project */
  CtnStamp stamp;
  gint64 revision;     /* of ours, when it was compared */
  gboolean erases;     /* theirs erased somebody whom ours still knows */
  CtnScrub *scrub;     /* (nullable): of whoever is erased in one of the files only */
  GHashTable *without; /* "table" or "table.column": what theirs was handed out without */

  GArray *changes;      /* CtnMergeChange */
  GPtrArray *conflicts; /* CtnMergeConflict */
  GHashTable *roots;    /* "side:table:row" → index of the conflict about a deletion, plus 1 */
  GPtrArray *authors;   /* CtnMergeAuthor */
  GArray *counts;       /* CtnMergeCount */
  int progress;         /* (atomic) per mille */
  gatomicrefcount references;
};

CtnMerge *_ctn_merge_alloc (CtnProject *project);

/* Opens the private copy at @path as main; then, when ours and base are attached, compares them. */
gboolean
_ctn_merge_open (CtnMerge *self, const char *path, GCancellable *cancellable, GError **error);
gboolean _ctn_merge_compare_all (CtnMerge *self, GError **error);

/* Gives rows of theirs that stand for the same as one of ours the id that it has there. */
gboolean _ctn_merge_identify (CtnMerge *self, GError **error);

/* Fills changes, conflicts and counts. */
gboolean _ctn_merge_compare (CtnMerge *self, GError **error);

/* A row of base that is not in @side ("main" or "ours") any more went with others: appends those that
 * it was deleted with, or else itself. */
typedef struct {
  guint table;
  gint64 row;
} CtnMergeRow;
gboolean _ctn_merge_list_roots (CtnMerge *self,
                                const char *side,
                                guint table,
                                gint64 row,
                                GArray *roots,
                                GError **error);

/* The conflict about the deletion of that row in @side, -1 for none. */
int _ctn_merge_find_deletion (CtnMerge *self, const char *side, guint table, gint64 row);

/* Finds out who was erased in one of the files, once rows have their ids. */
gboolean _ctn_merge_find_erased (CtnMerge *self, GError **error);

/* Whether the row, as it is in base, is one of those persons or cannot be without one. */
gboolean
_ctn_merge_is_of_erased (CtnMerge *self, guint table, gint64 row, gboolean *erased, GError **error);

/* Whether @database erased that person, and the other did not, or not at that time. */
gboolean _ctn_merge_is_erased_in (CtnMerge *self,
                                  const char *database,
                                  gint64 person,
                                  gboolean *erased,
                                  GError **error);

/* Decides about columns that an erasure emptied: takes them out of the changes of one side. */
gboolean _ctn_merge_settle_erased (CtnMerge *self,
                                   guint table,
                                   gint64 row,
                                   gint64 *theirs,
                                   gint64 *ours,
                                   GError **error);

/* Takes @text, which tells of a row of @database: its title (@column -1) or the value of a column. Returns
 * what of it may be shown. (transfer full) */
char *_ctn_merge_hide (CtnMerge *self,
                       const char *database,
                       guint table,
                       int column,
                       gint64 row,
                       char *text);

/* Erases them here, inside the transaction of an operation, which then cannot be undone. */
gboolean _ctn_merge_erase (CtnMerge *self, CtnConnection *writer, GError **error);

/* Does all of it, inside the transaction of an operation on @writer. */
gboolean _ctn_merge_take_over (CtnMerge *self, CtnConnection *writer, GError **error);

/* The states that the other file knows, and what was found to be the same. */
gboolean _ctn_merge_take_over_states (CtnMerge *self, CtnConnection *writer, GError **error);

/* That, the other side's operations, and the contents of attached files. */
gboolean _ctn_merge_take_over_history (CtnMerge *self, CtnConnection *writer, GError **error);

/* What a row belongs to: the first that it cannot be without. */
void _ctn_merge_find_owner (CtnMerge *self,
                            const char *database,
                            guint table,
                            gint64 row,
                            char **owner_table,
                            char **owner);

/* A set of columns of a row as people read them; @here, @there: whether ours and theirs have it.
 * Returns: (transfer full) (element-type CtnMergeField) (nullable): %NULL with @error set */
GPtrArray *_ctn_merge_list_fields (CtnMerge *self,
                                   guint table,
                                   gint64 row,
                                   gint64 columns,
                                   gboolean here,
                                   gboolean there,
                                   GError **error);

/* What a row is called in @database, "" when it has no name. */
char *_ctn_merge_dup_title (CtnMerge *self, const char *database, guint table, gint64 row);

G_END_DECLS
