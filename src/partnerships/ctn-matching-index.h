/* The full-text index of needs and offers, beside the working copy and never in the file.
 *
 * Two FTS5 tables over folded words (ctn-search-text.h) of title, description, competences and organisation.
 * All functions are thread-safe. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct _CtnMatchingIndex CtnMatchingIndex;

/* Makes an empty index for @project; the first ctn_matching_index_update() fills it. One at a time.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnMatchingIndex *ctn_matching_index_new (CtnProject *project,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtnMatchingIndex *ctn_matching_index_ref (CtnMatchingIndex *self);
void ctn_matching_index_unref (CtnMatchingIndex *self);

/* Brings the index up to what @reader sees: everything when it is new, or @changes is %NULL or wholesale,
 * else the needs and offers that changed. */
gboolean ctn_matching_index_update (CtnMatchingIndex *self,
                                    CtnConnection *reader,
                                    CtnChangeSet *changes,
                                    GError **error);

/* Ids of needs (@table "need") or offers ("offer") in which every word of @text begins a word.
 * Returns: (transfer full) (element-type gint64 pointer): a set; %NULL with @error set */
GHashTable *ctn_matching_index_search (CtnMatchingIndex *self,
                                       const char *table,
                                       const char *text,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How well offers fit @words (ctn_likeness_add_words()), each taken as the beginning of a word: BM25 with
 * FTS5's k1 = 1.2 and b = 0.75, turned so that more is better. Only offers with one of the words at least.
 * Returns: (transfer full): gint64 → double, both owned; %NULL with @error set */
GHashTable *ctn_matching_index_rank (CtnMatchingIndex *self,
                                     GPtrArray *words,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMatchingIndex, ctn_matching_index_unref)

G_END_DECLS
