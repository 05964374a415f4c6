/* The history of a project: its operations, and what each of them changed. */
#pragma once

#include "ctn-connection.h"

G_BEGIN_DECLS

typedef enum {
  CTN_HISTORY_DONE,
  CTN_HISTORY_UNDONE,    /* can be redone */
  CTN_HISTORY_DISCARDED, /* was undone and overtaken by something else */
} CtnHistoryState;

/* Of the column "state" of an operation. */
CtnHistoryState ctn_history_state_from_text (const char *text);

typedef struct {
  gint64 id;
  char *label;   /* translated: "Edit Organisation" */
  char *subject; /* (nullable) "Beispiel GmbH" */
  char *author;
  gint64 time; /* milliseconds since 1970 */
  CtnHistoryState state;
  guint n_changes; /* rows that were changed; 0 when that is no longer kept */
  gint64 merge;    /* operation by which this one came in from another file, 0: done here */
} CtnHistoryEntry;

/* Which operations are listed; what is %NULL or 0 does not count. */
typedef struct {
  const char *text;          /* in label, subject or author; case and accents do not count */
  const char *author;        /* exactly */
  const char *const *tables; /* that changed a row of one of these; ends with %NULL */
  gint64 since;              /* milliseconds since 1970 */
  gint64 until;              /* before this moment */
} CtnHistoryFilter;

/* One field of one row before and after an operation. */
typedef struct {
  char *table;
  gint64 row;
  char *field;  /* column name */
  char *before; /* (nullable) */
  char *after;  /* (nullable) */
} CtnHistoryChange;

void ctn_history_entry_free (CtnHistoryEntry *self);
void ctn_history_change_free (CtnHistoryChange *self);

/* Operations, newest first, at most @limit from @offset on.
 * Returns: (transfer container) (element-type CtnHistoryEntry) (nullable): %NULL with @error set */
GPtrArray *ctn_history_list (CtnConnection *reader, guint offset, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The same, of those that @filter lets through. */
GPtrArray *ctn_history_find (CtnConnection *reader,
                             const CtnHistoryFilter *filter,
                             guint offset,
                             guint limit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Who changed anything, by name. Returns: (transfer full) (nullable): %NULL with @error set */
GStrv ctn_history_list_authors (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What @operation changed, field by field, at most @limit fields. Fields that were and are empty are
 * left out. The content of an inserted row is what the row had right after it: taken from later
 * changes and from the row as it is now.
 * Returns: (transfer container) (element-type CtnHistoryChange) (nullable): %NULL with @error set */
GPtrArray *ctn_history_list_changes (CtnConnection *reader,
                                     gint64 operation,
                                     guint limit,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
