/* From one version of a classification to the next: which codes continue a code. Correspondences are
 * many-to-many, so this is a help to decide and never a rule to rewrite by. Codes are text.
 *
 * Schemes: "nuts-2016", "nuts-2021", "nuts-2024", "nace-2", "nace-2.1". */
#pragma once

#include "ctn-code-list.h"

G_BEGIN_DECLS

/* What is known about a code that continues another one, the surest first. */
typedef enum {
  CTN_BASIS_SAME,  /* the code did not change */
  CTN_BASIS_TABLE, /* a published table of changes says so */
  CTN_BASIS_PARTS, /* NACE: some of the activities are there; NUTS: some of its own regions are */
  CTN_BASIS_NAME,  /* the same name in both versions; not from an official table */
  CTN_BASIS_NOTES, /* known to the authors of the list; not from an official table */
} CtnCodeBasis;

typedef struct {
  char *code;
  CtnCodeBasis basis; /* where several steps led here, the weakest of them */
} CtnCodeTarget;

void ctn_code_target_free (CtnCodeTarget *self);

/* The codes of @to that continue @code of @from, by code. None when the code ended or nothing is known;
 * NUTS only goes forwards. NACE is compared by divisions, and sections by sections, which is what the shipped
 * lists have of Rev. 2.1. Sources: data/codes/README.md.
 * Errors: CTN_CODE_LIST_ERROR, _UNKNOWN for a pair of schemes between which nothing is known.
 * Returns: (transfer container) (element-type CtnCodeTarget) (nullable) */
GPtrArray *ctn_code_change_find (const char *from, const char *code, const char *to, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The newest version of NUTS that is known to have @code: "2024", which we have whole, or an older one where a
 * table of changes names the code.
 * Returns: (nullable): "2024", "2021" or "2016"; NULL for a code that no version is known to have, and with
 *   @error set when the lists cannot be read */
const char *ctn_code_change_find_nuts_version (const char *code, GError **error);

/* The code list that knows the titles of @scheme: "nuts-2024" for all versions of NUTS.
 * Returns: (nullable): its id */
const char *ctn_code_change_get_list (const char *scheme);

/* In words, for whoever decides: "same code", "official table" … (transfer none) */
const char *ctn_code_basis_get_label (CtnCodeBasis basis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCodeTarget, ctn_code_target_free)

G_END_DECLS
