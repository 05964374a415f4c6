/* Decisions on codes whose way into another version of a classification is not given, and carrying them out. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* Operation: @code of @from continues as @targets of @to (ends with %NULL; empty: it ends), in place of what was
 * decided before. @targets %NULL takes the decision back. @note: (nullable): why.
 * Errors: CTN_PROJECT_ERROR_INVALID for a code that the list of @to does not have. */
gboolean ctn_code_decision_set (CtnProject *project,
                                const char *from,
                                const char *code,
                                const char *to,
                                const char *const *targets,
                                const char *note,
                                GError **error);

typedef struct {
  guint n_organisations, n_strategies, n_priorities, n_values; /* that were changed */
  guint
      n_open; /* codes that were left, for nobody decided on them or more than one continues them */
} CtnCodeConversion;

/* Operation: carries out what is decided and what a published table says without doubt. NACE: organisations and
 * priorities get the codes of @to beside those of @from. NUTS: a code that one single code continues is replaced, with
 * its version, in organisations, strategies and values; others are left. @conversion: (out) (optional) */
gboolean ctn_code_decision_apply (CtnProject *project,
                                  const char *from,
                                  const char *to,
                                  CtnCodeConversion *conversion,
                                  GError **error);

G_END_DECLS
