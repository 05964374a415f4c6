/* Identifiers of organisations: how they are written, and whether they can be right. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CTN_IDENTIFIER_VAT, /* VAT number with the country's prefix */
  CTN_IDENTIFIER_ROR, /* Research Organization Registry */
  CTN_IDENTIFIER_LEI, /* Legal Entity Identifier, ISO 17442 */
  CTN_IDENTIFIER_PIC, /* Participant Identification Code of the European Commission */
} CtnIdentifierScheme;

/* The one way in which an identifier is stored and compared, if @text can be one of @scheme:
 * - VAT: prefix and number in capitals without spaces, dots, slashes or hyphens: "DE136695976".
 *   Prefixes of the EU, XI, GB, CHE and NO; GR becomes EL. Patterns: European Commission, VIES. Check
 *   digits are verified for AT, BE, DE, FI, HR, HU, IT, LU, PL, SI and SK.
 * - ROR: "https://ror.org/0xxxxxxnn", also given bare or without scheme. The first six characters
 *   behind the 0 are Crockford base 32, the last two a checksum, 98 - (100 n mod 97).
 * - LEI: 20 capitals and digits; the number they spell is 1 mod 97 (ISO 7064, mod 97-10).
 * - PIC: 9 digits.
 *
 * Returns: (transfer full) (nullable): the identifier, or NULL when @text cannot be one. */
char *ctn_identifier_normalise (CtnIdentifierScheme scheme,
                                const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Whether ctn_identifier_normalise() accepts @text. */
gboolean ctn_identifier_is_valid (CtnIdentifierScheme scheme, const char *text);

G_END_DECLS
