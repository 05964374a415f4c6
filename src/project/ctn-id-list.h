/* A GListModel of records that holds only their ids; see ctn-record-item.h. */
#pragma once

#include "ctn-record-item.h"

G_BEGIN_DECLS

#define CTN_TYPE_ID_LIST (ctn_id_list_get_type ())

G_DECLARE_FINAL_TYPE (CtnIdList, ctn_id_list, CTN, ID_LIST, GObject)

/* An empty list of records of @kind. It refreshes the items in view when their records change; what
 * belongs into the list is told by ctn_id_list_take_ids(). */
CtnIdList *ctn_id_list_new (CtnProject *project, const CtnRecordKind *kind);

/* Which fields the items show, by default those that the kind lists; those in view are refreshed. */
void ctn_id_list_set_columns (CtnIdList *self, CtnRecordColumns *columns);

/* Puts the result of a query (element-type gint64) into the list; items-changed covers what is
 * between the common beginning and the common end. @ids: (transfer full) */
void ctn_id_list_take_ids (CtnIdList *self, GArray *ids);

/* A copy of all ids. (transfer full) (element-type gint64) */
GArray *ctn_id_list_dup_ids (CtnIdList *self) G_GNUC_WARN_UNUSED_RESULT;

gint64 ctn_id_list_get_id (CtnIdList *self, guint position);

/* Position of @id, or G_MAXUINT. Linear. */
guint ctn_id_list_find (CtnIdList *self, gint64 id);

G_END_DECLS
