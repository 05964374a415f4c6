/* A chain as it was on a day, and what came, went and changed between two days.
 *
 * A snapshot holds stages, actors and links with all their fields as JSON:
 *   { "stages": [{ "id": "…", "name": "Cells", "one": "…", "fields": { "nace": "27.20" } }],
 *     "actors": [ … "one": stage, "other": organisation … ], "links": [ … "one": source, … ] }
 * so that it can be read when fields have come or gone since. Ids are texts, as JSON's numbers would lose
 * their last digits. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  char *name;
  char *date; /* ISO 8601 */
  guint n_actors;
  guint n_links;
} CtnSnapshot;

void ctn_snapshot_free (CtnSnapshot *self);

/* The snapshots of a chain, the latest first.
 * Returns: (transfer full) (element-type CtnSnapshot) (nullable): %NULL with @error set */
GPtrArray *
ctn_snapshot_list (CtnConnection *reader, gint64 chain, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Name and date; edited and removed by the operations of ctn-record-operations.h. */
const CtnRecordKind *ctn_snapshot_kind (void);

/* Operation. @date: (nullable): ISO 8601, %NULL for today. Returns: the id, 0 with @error set */
gint64 ctn_snapshot_take (CtnProject *project,
                          gint64 chain,
                          const char *name,
                          const char *date,
                          GError **error);

typedef enum {
  CTN_CHANGE_CAME,
  CTN_CHANGE_WENT,
  CTN_CHANGE_CHANGED,
} CtnChainChangeKind;

/* A field that differs; values as people read them. */
typedef struct {
  const char *label; /* translated */
  char *before;
  char *after;
} CtnChainFieldChange;

typedef struct {
  CtnChainChangeKind kind;
  const char *role; /* "stage", "actor", "link" */
  gint64 id;
  char *title;       /* "Beispiel Kathode GmbH"; "A → B" of a link */
  GPtrArray *fields; /* CtnChainFieldChange; empty unless changed */
} CtnChainChange;

void ctn_chain_change_free (CtnChainChange *self);

/* Code ("came") and what people read. */
const char *ctn_chain_change_kind_get_code (CtnChainChangeKind kind);
const char *ctn_chain_change_kind_get_label (CtnChainChangeKind kind);

/* What is different at @after, seen from @before: stages, then actors, then links; of each those that came,
 * went, changed. Ids of snapshots, 0 for the chain as it is now. An actor that was taken away and placed
 * again is another one.
 * Errors: CTN_PROJECT_ERROR_INVALID when a snapshot is gone or cannot be read.
 * Returns: (transfer full) (element-type CtnChainChange) (nullable) */
GPtrArray *ctn_snapshot_compare (CtnConnection *reader,
                                 gint64 chain,
                                 gint64 before,
                                 gint64 after,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSnapshot, ctn_snapshot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainChange, ctn_chain_change_free)

G_END_DECLS
