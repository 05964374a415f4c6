/* Two project files into one.
 *
 * When both have a common history, what was done in the other file since they parted is carried over,
 * field by field; a field that both sides changed, and what one side deleted and the other changed, is a
 * conflict for people to decide. Without common history, rows are compared by their id, then by what they
 * stand for (VAT number, e-mail address, name within the same owner …): what is empty here is filled,
 * what differs is a conflict. Nothing is dropped without being listed, but for one thing: a person who was
 * erased in one file (erased_on) stays or becomes so here, with all that is told of that person elsewhere
 * and in the history; nothing of it is asked about or shown, and no undo brings it back.
 *
 *   ctn_merge_new_async ()      reads the other file and compares; changes nothing
 *   ctn_merge_get_conflicts ()  people decide, ctn_merge_conflict_set_choice ()
 *   ctn_merge_apply_async ()    one operation, which undo takes back as a whole
 *
 * The other side's operations come into the history under their own authors and times, as part of that
 * operation. Contents of attached files come along. */
#pragma once

#include "ctn-project.h"

G_BEGIN_DECLS

typedef struct _CtnMerge CtnMerge;

typedef enum {
  CTN_MERGE_UNDECIDED,
  CTN_MERGE_OURS,
  CTN_MERGE_THEIRS,
} CtnMergeChoice;

typedef enum {
  CTN_MERGE_INSERT,
  CTN_MERGE_UPDATE,
  CTN_MERGE_DELETE,
} CtnMergeChangeKind;

typedef enum {
  CTN_MERGE_BOTH_CHANGED, /* the same fields, to different values */
  CTN_MERGE_DELETED_HERE, /* deleted in ours, changed or used in theirs */
  CTN_MERGE_DELETED_THERE,
} CtnMergeConflictKind;

/* A field of a row in the three files; "" for none. References are told by the title of what they refer
 * to. */
typedef struct {
  char *column;
  char *base; /* (nullable): %NULL when the files have no common history */
  char *ours;
  char *theirs;
} CtnMergeField;

typedef struct {
  CtnMergeConflictKind kind;
  char *table;
  gint64 row;
  char *title;       /* what the row is called */
  char *owner_table; /* (nullable) table of what it belongs to, and what that is called */
  char *owner;       /* (nullable) */
  GPtrArray
      *fields;  /* CtnMergeField: those in conflict; of a deletion, what the other side changed */
  guint n_rows; /* of a deletion: rows that the other side added or changed under it */
  CtnMergeChoice choice;
} CtnMergeConflict;

/* A row that comes in, changes or goes without a question. */
typedef struct {
  CtnMergeChangeKind kind;
  char *table;
  gint64 row;
  char *title;
  char *owner_table; /* (nullable) as in a conflict */
  char *owner;       /* (nullable) */
  GPtrArray
      *fields; /* CtnMergeField: of an update those that change, else those that are not empty */
} CtnMergeRowChange;

/* Who did how much in the other file that is not in ours yet. */
typedef struct {
  char *author;
  guint n_operations;
} CtnMergeAuthor;

/* How many rows of a table come in, conflicts left out. */
typedef struct {
  const char *table;
  guint n[3]; /* by CtnMergeChangeKind */
} CtnMergeCount;

/* Reads @theirs and compares it with @project, on any thread while the project is not changed elsewhere.
 * Errors: as ctn_project_open(). Returns: (transfer full) (nullable) */
CtnMerge *ctn_merge_new (CtnProject *project,
                         GFile *theirs,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_merge_new_async (CtnProject *project,
                          GFile *theirs,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
CtnMerge *ctn_merge_new_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtnMerge *ctn_merge_ref (CtnMerge *self);
void ctn_merge_unref (CtnMerge *self);

/* The state that comes with ctn_merge_compare_states_async() for the content as it is now. */
#define CTN_MERGE_NOW G_MAXINT64

/* Compares two states of the project: @from and @to are the newest operations that were done then (0: before
 * the first). What the result brings is what changed from the one to the other; from CTN_MERGE_NOW,
 * applying it restores that state, as an operation of its own.
 * Errors: CTN_PROJECT_ERROR_INVALID when the changes since are no longer kept. */
void ctn_merge_compare_states_async (CtnProject *project,
                                     gint64 from,
                                     gint64 to,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);

/* Whether the two have a common history. */
gboolean ctn_merge_has_base (CtnMerge *self);

/* Whether a person whom ours still knows was erased in theirs. Applying then cleans the project of that
 * person, as ctn_project_erase() does, which takes its time and cannot be undone. */
gboolean ctn_merge_erases (CtnMerge *self);

/* Whether there is nothing to take over and nothing to decide. */
gboolean ctn_merge_is_empty (CtnMerge *self);

/* (transfer none) (element-type CtnMergeConflict) */
GPtrArray *ctn_merge_get_conflicts (CtnMerge *self);
guint ctn_merge_count_undecided (CtnMerge *self);
void ctn_merge_choose_all (CtnMerge *self, CtnMergeChoice choice);

/* (transfer none) (element-type CtnMergeAuthor): the busiest first */
GPtrArray *ctn_merge_get_authors (CtnMerge *self);

/* Rows that come in without a question, by table. @n: (out) their number. (transfer none) */
const CtnMergeCount *ctn_merge_get_counts (CtnMerge *self, guint *n);

/* Those rows one by one, at most @limit.
 * Returns: (transfer full) (element-type CtnMergeRowChange) (nullable): %NULL with @error set */
GPtrArray *
ctn_merge_list_changes (CtnMerge *self, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far applying has come, 0 to 1; from any thread. */
double ctn_merge_get_progress (CtnMerge *self);

/* Takes over what the other file has, as one operation of @project, with the conflicts as decided.
 * Errors: CTN_PROJECT_ERROR_BUSY when the project was changed since it was compared (compare again),
 * CTN_PROJECT_ERROR_INVALID while a conflict is not decided. */
gboolean
ctn_merge_apply (CtnMerge *self, CtnProject *project, GCancellable *cancellable, GError **error);
void ctn_merge_apply_async (CtnMerge *self,
                            CtnProject *project,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
gboolean ctn_merge_apply_finish (CtnProject *project, GAsyncResult *result, GError **error);

/* Whether the project's own file is not the one that was last read or written. Reads a little of it; any
 * thread. */
gboolean ctn_project_file_has_changed (CtnProject *project, GCancellable *cancellable);

/* For programs without a main loop: publishes, and where somebody else changed the file meanwhile, takes
 * over what they did and publishes again. Errors: as ctn_project_publish(); CTN_PROJECT_ERROR_
 * CHANGED_OUTSIDE when there are conflicts, which need a person. */
gboolean ctn_merge_publish (CtnProject *project, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMerge, ctn_merge_unref)

G_END_DECLS
