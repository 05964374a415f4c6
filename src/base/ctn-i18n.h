/* Texts for people, in the language of the thread that asks: the user's, or the one that was pushed with
 * ctn_tongue_push() (a report is made in the language of whoever asked for it). Every source with such texts
 * includes this instead of <glib/gi18n.h>, whose functions know the user's language only.
 *
 * What these functions return is never freed and lives as long as the process. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To be called first in a program: takes the locale that the environment names, and finds the translations
 * (see ctn_catalog_get_folder()). */
void ctn_i18n_set_up (void);

#define _(text) ctn_gettext (text)
#define C_(context, text) ctn_pgettext (context, text)

/* Marks a text that is translated later, with _() or C_(). */
#define N_(text) (text)
#define NC_(context, text) (text)

/* @text in the thread's language; @text itself if it has no translation. */
const char *ctn_gettext (const char *text) G_GNUC_FORMAT (1);

/* @text for one, @plural for any other number, in the form that the thread's language has for @n. */
const char *ctn_ngettext (const char *text, const char *plural, gulong n) G_GNUC_FORMAT (1)
    G_GNUC_FORMAT (2);

/* @text as it is meant in @context, for a word that has more than one translation. */
const char *ctn_pgettext (const char *context, const char *text) G_GNUC_FORMAT (2);

/* Tags of languages, the thread's first, as g_get_language_names() gives the user's. */
const char *const *ctn_get_language_names (void);

G_END_DECLS
