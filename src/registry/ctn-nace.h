/* NACE codes as people write them, and the two revisions that stand side by side. */
#pragma once

#include "ctn-code-list.h"

G_BEGIN_DECLS

/* A division of the other revision. */
typedef struct {
  const CtnCode *division;
  gboolean is_main; /* the same number; else only some of the activities are there */
} CtnNaceMatch;

/* The entry of @list ("nace-rev2" or "nace-rev21") that @text means: "62.01", "6201", "J62.01",
 * "J 62.01"; "1.11" with its zero lost; and national codes, which are longer ("62.01.9", "62019"), by
 * the class they belong to. Where @list has no such class, the group or division above it. A letter
 * that is not the division's section in this revision is refused: from J on the letters tell the
 * revisions apart (J62 in Rev. 2 is K62 in Rev. 2.1).
 *
 * Returns: (nullable): the entry */
const CtnCode *ctn_nace_from_text (CtnCodeList *list, const char *text);

/* The divisions of the other revision that share activities with @code, of whatever level (a section
 * gives those of all its divisions), in the order of their codes: a help to decide, never to rewrite
 * automatically.
 *
 * @from: the list of @code, "nace-rev2" or "nace-rev21"
 *
 * Returns: (transfer full) (element-type CtnNaceMatch): the divisions, none when @code is unknown; NULL
 *   with @error of CTN_CODE_LIST_ERROR set */
GArray *
ctn_nace_correspond (const char *from, const char *code, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
