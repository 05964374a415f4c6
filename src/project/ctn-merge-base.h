/* Where two files parted: the newest state that both of them know and one of them can go back to. For
 * the project room only.
 *
 * Every operation, undo and redo gives the content a version that there never was before (meta). A file
 * keeps the versions of all states that it was in, and of those that a file merged into it was in
 * (known_state). So the newest version that both files know is where they parted, or where they were
 * last merged, and undo leads back to it in the file whose own it is. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

/* Writes down the state that the file is in now, inside a transaction or not. */
gboolean ctn_merge_base_note_state (CtnConnection *connection, GError **error);

typedef enum {
  CTN_MERGE_BASE_NONE,    /* the files have nothing in common, or it is no longer kept */
  CTN_MERGE_BASE_CURRENT, /* ours has not changed since */
  CTN_MERGE_BASE_OURS,    /* undo in ours leads to it */
  CTN_MERGE_BASE_THEIRS,  /* undo in theirs does */
  CTN_MERGE_BASE_KNOWN,   /* the project's file as it was when it was last written or taken over */
} CtnMergeBaseKind;

typedef struct {
  CtnMergeBaseKind kind;
  gint64 operation; /* the newest one that was done then; 0: none */
} CtnMergeBase;

/* @connection: on theirs, with ours attached under that name. @known: path of the file as it was when it
 * was last written or taken over; need not be there. With many programs in one file, that is where ours
 * and theirs parted though neither can go back to it. */
gboolean ctn_merge_base_find (CtnConnection *connection,
                              const char *known,
                              CtnMergeBase *base,
                              GError **error);

/* Writes the database of that state to @path: one with empty tables for CTN_MERGE_BASE_NONE. Not for
 * CTN_MERGE_BASE_CURRENT. */
gboolean ctn_merge_base_make (CtnConnection *connection,
                              const CtnMergeBase *base,
                              const char *known,
                              const char *path,
                              GCancellable *cancellable,
                              GError **error);

/* Writes the database at @work, as it was when @operation was the newest that was done, to @path.
 * Errors: CTN_PROJECT_ERROR_INVALID when undo and redo do not lead there. */
gboolean ctn_merge_base_make_state (const char *work,
                                    gint64 operation,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
