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

G_END_DECLS
