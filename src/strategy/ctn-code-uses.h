/* Codes of one version of a classification that a project uses, and how each continues in another version. */
#pragma once

#include <ctn-code-change.h>
#include <ctn-connection.h>

G_BEGIN_DECLS

typedef struct {
  char *code;
  guint n_organisations, n_strategies, n_priorities, n_values; /* that use it */
  GPtrArray *targets; /* CtnCodeTarget: what is known of how it continues */
  char **decided;     /* (nullable) codes that were decided on, ends with %NULL; empty: it ends */
  gboolean
      is_open; /* a person has to decide: it is not decided, and it does not continue in exactly one code by
                         itself or by a published table */
} CtnCodeUse;

void ctn_code_use_free (CtnCodeUse *self);

/* Codes of @from that are in use and not the same in @to, by code.
 * @from, @to: schemes of ctn-code-change.h. A NUTS code without a version counts as of 2024.
 * Errors: CTN_CODE_LIST_ERROR, CTN_PROJECT_ERROR.
 * Returns: (transfer container) (element-type CtnCodeUse) (nullable) */
GPtrArray *ctn_code_use_list (CtnConnection *reader,
                              const char *from,
                              const char *to,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a use comes to: the codes decided on, or the only one that is known by a published table. (transfer full) */
char **ctn_code_use_dup_result (const CtnCodeUse *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCodeUse, ctn_code_use_free)

G_END_DECLS
