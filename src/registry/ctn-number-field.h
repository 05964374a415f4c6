/* Fields that hold a number within bounds; for a field's parse function. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* The canonical text of the number in @text, which must be from @low to @high; no bound above:
 * INFINITY. For a CTN_FIELD_INTEGER it must be a whole number.
 * Errors: CTN_PROJECT_ERROR_INVALID, saying which numbers the field takes.
 * Returns: (transfer full) (nullable) */
char *ctn_number_field_parse (const CtnField *field,
                              const char *text,
                              double low,
                              double high,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The bounds that many fields share, to stand in their descriptions as they are. */

/* From 0: staff, money, a quantity. */
char *ctn_number_field_parse_amount (const CtnField *field,
                                     const char *text,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* 1000 to 9999. */
char *ctn_number_field_parse_year (const CtnField *field,
                                   const char *text,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* 1 to 5: how severe, how good, how satisfied. */
char *ctn_number_field_parse_grade (const CtnField *field,
                                    const char *text,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
