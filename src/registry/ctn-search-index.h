/* The search index of organisations, beside the working copy and never in the file.
 *
 * An FTS5 table over the folded texts of every searched field, in both foldings of ctn-text.h, so
 * that "muller" and "mueller" find "Müller" and a word may be typed half. It is built once after a
 * project is opened and then kept up to date from change sets. All functions are thread-safe. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct _CtnSearchIndex CtnSearchIndex;

/* Makes an empty index for @project; the first ctn_search_index_update() fills it.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnSearchIndex *ctn_search_index_new (CtnProject *project, GError **error);
void ctn_search_index_free (CtnSearchIndex *self);

/* Brings the index up to what @reader sees: all organisations when it is new or @changes is %NULL or
 * wholesale, else the rows that changed. Meant for a worker thread when there is much to do. */
gboolean ctn_search_index_update (CtnSearchIndex *self,
                                  CtnConnection *reader,
                                  CtnChangeSet *changes,
                                  GCancellable *cancellable,
                                  GError **error);

/* Attaches the index to a reader as "side", so that queries can join it. */
gboolean ctn_search_index_attach (CtnSearchIndex *self, CtnConnection *reader, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSearchIndex, ctn_search_index_free)

G_END_DECLS
