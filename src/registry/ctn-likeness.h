/* How alike two things of the field are: their activities, their sets of words or codes. What looks for
 * candidates, for matches or for hosts weighs with these. */
#pragma once

#include "ctn-code-list.h"

G_BEGIN_DECLS

typedef struct {
  double nearness; /* as above, of the nearest pair */
  char *code;      /* (owned) (nullable) what the two share */
} CtnNearest;

/* The nearest pair of one of @own ("62.01; 62.02") and one of @wanted, a set of codes, if it is nearer
 * than what @nearest holds already. @list_id: "nace-rev2" or "nace-rev21" */
void ctn_likeness_find_nearest (const char *list_id,
                                const char *own,
                                GHashTable *wanted,
                                CtnNearest *nearest);

/* "62.01 Computer programming activities"; the code alone when it is unknown. (transfer full) */
char *ctn_likeness_describe_code (const char *list_id, const char *code) G_GNUC_WARN_UNUSED_RESULT;

/* The values of @own ("a; b") that are in the set @wanted, joined as they were, and the Jaccard index of
 * the two sets: |A ∩ B| / |A ∪ B|, 0 when both are empty.
 * @jaccard: (out)
 * Returns: (transfer full) */
char *ctn_likeness_intersect (const char *own,
                              GHashTable *wanted,
                              double *jaccard) G_GNUC_WARN_UNUSED_RESULT;

/* The set of the values in "a; b". (transfer full) (element-type utf8) */
GHashTable *ctn_likeness_new_set (const char *values) G_GNUC_WARN_UNUSED_RESULT;

/* Words of a text, folded, one space between and around them. (transfer full) */
char *ctn_likeness_fold_words (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Adds the words of @text that say something (at least four letters, no "and", "with", "oder") to @words,
 * each once, folded and without the last letter of a longer one, so that "cells" finds "cell". */
void ctn_likeness_add_words (GPtrArray *words, const char *text);

G_END_DECLS
