/* One text in several languages. Immutable once it is part of a model. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtnTexts CtnTexts;

CtnTexts *ctn_texts_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ctn_texts_free (CtnTexts *self);

/* Sets the text in @language, a tag such as "de" or "pt-BR". Both are copied. */
void ctn_texts_set (CtnTexts *self, const char *language, const char *text);

/* The text in @language, or else in its main language ("de-AT", then "de"), in English, in the first
 * language that there is. %NULL for @language takes the languages of the locale, in their order;
 * "de_AT.UTF-8" is understood too.
 *
 * Returns: (transfer none): never %NULL; "" when @self is %NULL or empty. */
const char *ctn_texts_get (const CtnTexts *self, const char *language);

/* The text in exactly this language. Returns: (transfer none) (nullable) */
const char *ctn_texts_look_up (const CtnTexts *self, const char *language);

/* Languages in the order in which they were set; %NULL past the last one. (transfer none) */
const char *ctn_texts_get_language (const CtnTexts *self, guint position);

/* Whether @tag has the form of a language tag: two or three small letters, then perhaps subtags. */
gboolean ctn_texts_is_language (const char *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTexts, ctn_texts_free)

G_END_DECLS
