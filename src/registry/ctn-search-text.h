/* Words of the search index: how a text is folded and divided, the same for what is indexed and for
 * what a person types. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of @text for the index, with one space between: runs of letters and digits in the folding
 * of ctn_text_fold(), and behind them those that ctn_text_fold_german() writes otherwise ("muller" and
 * "mueller" for "Müller"). Thread-safe. (transfer full) */
char *ctn_search_text_dup_words (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The FTS5 expression for what a person typed: each of the first 12 words as a prefix, all must match.
 * Whatever is typed, the expression is valid.
 * Returns: (transfer full) (nullable): %NULL when there is no letter or digit in @text */
char *ctn_search_text_dup_match (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
