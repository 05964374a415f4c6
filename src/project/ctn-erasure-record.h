/* The part of an erasure that happens within a transaction. For the project room only. */
#pragma once

#include "ctn-erasure.h"
#include "ctn-scrub.h"

G_BEGIN_DECLS

typedef struct _CtnErasureRecord CtnErasureRecord;

/* Takes the record out of its table and those that refer to it. @scrub: its SQL functions are in
 * @connection. */
CtnErasureRecord *ctn_erasure_record_new (CtnConnection *connection,
                                          const CtnErasure *erasure,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_erasure_record_free (CtnErasureRecord *self);

/* Takes it out of the history, which has recorded the above as @operation (0: not recorded). */
gboolean ctn_erasure_record_clean_history (CtnErasureRecord *self,
                                           CtnConnection *connection,
                                           gint64 operation,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnErasureRecord, ctn_erasure_record_free)

G_END_DECLS
