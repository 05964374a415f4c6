/* Smart specialisation strategies of regions (S3) and their priorities.
 *
 * A strategy belongs to a region by NUTS code and version of NUTS, a period and a version of its own. A
 * priority is a text, in as many languages as wanted, with codes of several schemes: NACE Rev. 2 and 2.1,
 * NABS 2007, policy objectives, and free tags. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* For the operations of ctn-record-operations.h; a priority's owner is its strategy. */
const CtnRecordKind *ctn_region_strategy_kind (void);
const CtnRecordKind *ctn_priority_kind (void);

/* The schemes of a priority's codes, as the file names them; ends with %NULL. "tag" is the last. */
const char *const *ctn_priority_schemes (void);

/* What a scheme is called, e.g. "NACE Rev. 2"; untranslated. %NULL for an unknown one. */
const char *ctn_priority_scheme_get_label (const char *scheme);

/* The title of a code of @scheme in the user's language; of a tag, the tag. (transfer full) */
char *ctn_priority_code_dup_title (const char *scheme, const char *code) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of all strategies by name (element-type gint64). (transfer full) (nullable) */
GArray *ctn_region_strategy_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The NUTS code of a strategy; "" when it has none, %NULL with @error set. (transfer full) */
char *ctn_region_strategy_dup_nuts (CtnConnection *reader,
                                    gint64 id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The strategy that a priority is part of; 0 when it is gone. */
gint64 ctn_priority_get_strategy (CtnConnection *reader, gint64 id);

/* A priority's name in @language (ISO 639 code); in the language of its name field where there is no other.
 * Returns: (transfer full) (nullable): %NULL with @error set or when the priority is gone */
char *ctn_priority_dup_text (CtnConnection *reader, gint64 id, const char *language, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The languages that a priority has texts in beside its name field, sorted; ends with %NULL.
 * Returns: (transfer full) (nullable) */
char **ctn_priority_dup_languages (CtnConnection *reader,
                                   gint64 id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Operation: sets the text in a language; "" takes it away.
 * Errors: CTN_PROJECT_ERROR_INVALID for an unknown language. */
gboolean ctn_priority_set_text (CtnProject *project,
                                gint64 id,
                                const char *language,
                                const char *text,
                                GError **error);

G_END_DECLS
