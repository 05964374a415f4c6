/* The contents of a snapshot, between its text and its comparison. */
#pragma once

#include "ctn-chain-snapshot.h"

G_BEGIN_DECLS

/* Stages, actors, links: the kinds of rows, in this order. */
#define N_PARTS 3

typedef struct {
  GPtrArray *rows[N_PARTS]; /* (owned) CtnChainRow, values in the order of the kind's fields */
} CtnSnapshotContent;

const CtnRecordKind *_ctn_snapshot_get_kind (guint part);
const char *_ctn_snapshot_get_role (guint part); /* "stage" … */

/* The chain as it is. (transfer full) (nullable) */
CtnSnapshotContent *
_ctn_snapshot_content_load (CtnConnection *reader, gint64 chain, GError **error);

/* What the text of a snapshot says. Whatever it leaves out is empty. (transfer full) (nullable) */
CtnSnapshotContent *_ctn_snapshot_content_parse (const char *text, GError **error);
void _ctn_snapshot_content_free (CtnSnapshotContent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSnapshotContent, _ctn_snapshot_content_free)

G_END_DECLS
