/* The iso-codes package: its lists, and its translations into any language.
 *
 * gettext translates into the language of the process only; a partner list from eight countries
 * names countries in eight languages. So the translations are read here as files; those that are not
 * installed are simply not there. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CTN_ISO_COUNTRIES "iso_3166-1"
#define CTN_ISO_LANGUAGES "iso_639-2"

typedef struct _CtnIsoTranslation CtnIsoTranslation;

/* The translation of @standard into @language ("de", "pt_BR").
 *
 * Returns: (transfer full) (nullable): the translation, NULL when it is not installed */
CtnIsoTranslation *ctn_iso_translation_open (const char *standard,
                                             const char *language) G_GNUC_WARN_UNUSED_RESULT;
void ctn_iso_translation_free (CtnIsoTranslation *translation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnIsoTranslation, ctn_iso_translation_free)

/* The translation of the English @text, or @text itself. */
const char *ctn_iso_translation_get (const CtnIsoTranslation *translation, const char *text);

/* The entries of @standard, which belong to @parser. */
JsonArray *ctn_iso_codes_open (const char *standard, JsonParser *parser, GError **error);

G_END_DECLS
