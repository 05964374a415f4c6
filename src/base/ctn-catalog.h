/* The program's own translations in a language that need not be the user's: for reports, which are
 * handed in in the language of whoever asked for them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtnCatalog CtnCatalog;

/* The catalogue for @language, a tag such as "de"; one without texts, which gives every text as it is, for
 * English and for languages that there is no catalogue of.
 * May be used by any thread. (transfer full) */
CtnCatalog *ctn_catalog_new (const char *language) G_GNUC_WARN_UNUSED_RESULT;
CtnCatalog *ctn_catalog_ref (CtnCatalog *self);
void ctn_catalog_unref (CtnCatalog *self);

/* The language, as asked for. (transfer none) */
const char *ctn_catalog_get_language (const CtnCatalog *self);

/* @text, marked with N_(), in the catalogue's language; @text itself if it has no translation.
 * Returns: (transfer none): as long as @self and @text live */
const char *ctn_catalog_get (const CtnCatalog *self, const char *text);

/* The second form of a translated text that depends on a number; the only form where there is no other. */
const char *ctn_catalog_get_plural (const CtnCatalog *self, const char *text);

/* The folder of the program's translations: the environment's CTN_LOCALE_DIR, else where it was installed.
 * (transfer none) */
const char *ctn_catalog_get_folder (void);

/* Languages that there is a catalogue for, English first. (transfer full) */
GStrv ctn_catalog_list_languages (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCatalog, ctn_catalog_unref)

G_END_DECLS
