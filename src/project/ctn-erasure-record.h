/* The part of an erasure that happens within a transaction. For the project room only. */
#pragma once

#include "ctn-erasure.h"
#include "ctn-scrub.h"

G_BEGIN_DECLS

typedef struct _CtnErasureRecord CtnErasureRecord;

/* Takes the record out of its table and those that refer to it. The functions of a CtnScrub are in
 * @connection; what other texts say of it is cleaned with that. */
CtnErasureRecord *ctn_erasure_record_new (CtnConnection *connection,
                                          const CtnErasure *erasure,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_erasure_record_free (CtnErasureRecord *self);

/* Adds to the rows whose history is cleaned those that name the record in the project of @other. */
gboolean ctn_erasure_record_gather_from (CtnErasureRecord *self,
                                         CtnConnection *connection,
                                         CtnConnection *other,
                                         GError **error);

/* Whose history is cleaned. */
typedef enum {
  CTN_ERASURE_ALL,
  CTN_ERASURE_OWN,    /* what the operation itself did */
  CTN_ERASURE_MERGED, /* operations that came in with it, as a merge */
} CtnErasureScope;

/* Takes the record out of the history, which records the above as @operation (0: not recorded). */
gboolean ctn_erasure_record_clean_history (CtnErasureRecord *self,
                                           CtnConnection *connection,
                                           gint64 operation,
                                           CtnErasureScope scope,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnErasureRecord, ctn_erasure_record_free)

G_END_DECLS
