/* The list at the side of a view: records by name, with a line of details, found by typing. For tables
 * of up to some thousands of records; the partners have a list of their own. */
#pragma once

#include <adwaita.h>
#include <ctn-record-item.h>

G_BEGIN_DECLS

#define CTN_TYPE_RECORD_LIST (ctn_record_list_get_type ())

G_DECLARE_FINAL_TYPE (CtnRecordList, ctn_record_list, CTN, RECORD_LIST, AdwBin)

/* Signals: "selected" (gint64 id): another record is selected, 0 for none; "filled" (guint n): the list
 * was read, and @n records are there, whether they fit the search or not; "opened": Enter or a click. */

/* Ids of all records in their order (element-type gint64). */
typedef GArray *(*CtnRecordListFind) (CtnConnection *reader, GError **error);

/* The second line of a record; %NULL for none. (transfer full) */
typedef char *(*CtnRecordListDescribe) (CtnProject *project, CtnRecordItem *item);

/* Fills the list, selects the first record and follows the project's changes from now on; once. */
void ctn_record_list_set_up (CtnRecordList *self,
                             CtnProject *project,
                             const CtnRecordKind *kind,
                             CtnRecordListFind find,
                             CtnRecordListDescribe describe);

/* Keeps those of @ids (element-type gint64) that fit @text, which may be "", and the caller's own filters. */
typedef void (*CtnRecordListFilter) (CtnRecordList *self,
                                     GArray *ids,
                                     const char *text,
                                     gpointer data);

/* Filters with @filter instead of looking into the two lines of each record, for what has more records or
 * more to search. Before ctn_record_list_set_up(); @data outlives the list. */
void ctn_record_list_set_filter (CtnRecordList *self, CtnRecordListFilter filter, gpointer data);

/* Reads and filters anew, when the caller's filters have changed. */
void ctn_record_list_refilter (CtnRecordList *self);

gint64 ctn_record_list_get_selected (CtnRecordList *self);

/* Selects a record and scrolls to it; drops the search if that hides it. */
void ctn_record_list_select (CtnRecordList *self, gint64 id);

void ctn_record_list_find (CtnRecordList *self);

G_END_DECLS
