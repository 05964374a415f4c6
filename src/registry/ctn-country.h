/* Countries, and the two places where NUTS names them otherwise than ISO 3166. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The country that @text means: a two- or three-letter code of ISO 3166 in any case, EL or UK as the
 * EU writes them, or a name in English, German, the country's own language or another European one
 * (as far as iso-codes has its translation installed), case and accents aside.
 *
 * Returns: (transfer none) (nullable): the two-letter code of ISO 3166 in upper case (XK for
 *   Kosovo), or NULL when it is no country we know */
const char *ctn_country_from_text (const char *text);

/* How NUTS writes the country @iso: "EL" for "GR", "UK" for "GB", else the same. */
const char *ctn_country_to_nuts (const char *iso);

/* The country (ISO 3166) of the NUTS code @nuts: "GR" for "EL30", "DE" for "DE232".
 *
 * Returns: (transfer none) (nullable): the code, or NULL when @nuts does not begin with a country */
const char *ctn_country_from_nuts (const char *nuts);

/* Whether the country @iso is a member of the European Union (the 27 since 1 February 2020; Treaty on
 * European Union, article 52). */
gboolean ctn_country_is_eu (const char *iso);

G_END_DECLS
