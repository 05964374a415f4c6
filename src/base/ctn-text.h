/* Text for comparing and searching: folding, keys for finding duplicates, similarity, and checks of
 * everyday values (e-mail, web and phone). Identifiers with rules of their own are in
 * ctn-identifier.h.
 *
 * Every function takes any bytes: what is not valid UTF-8 is skipped, never read beyond its end.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Folds @text for searching: compatibility decomposition (NFKD), marks removed, lower case, letters
 * that do not decompose written in plain Latin (ß → ss, æ → ae, ø → o, ł → l, đ → d, þ → th),
 * typographic quotes, dashes and spaces made plain, invisible characters dropped.
 * "Müller" gives "muller".
 *
 * Returns: (transfer full): the folded text; "" for NULL. */
char *ctn_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* As ctn_text_fold(), but with the transcriptions that names are spelled with where the keyboard or
 * the register lacks the letter: ä → ae, ö → oe, ü → ue, ø → oe, å → aa. "Müller" gives "mueller".
 * A search index that holds both forms finds a name however it is typed.
 *
 * Returns: (transfer full): the folded text; "" for NULL. */
char *ctn_text_fold_german (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Key of an organisation's name for finding duplicates: folded; ae, oe, ue taken for a, o, u unless
 * after a vowel or q; punctuation dropped; single letters in a row joined ("S. r. o." → "sro");
 * legal forms, conjunctions and a leading "the" dropped; one space between words.
 * "Müller GmbH & Co. KG" and "MUELLER" both give "muller". A name that is nothing but a legal form
 * stays as it is.
 *
 * Returns: (transfer full): the key; "" when there is no letter or digit in @name. */
char *ctn_text_normalise_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* How alike two texts are, from 0 (no three characters in common) to 1 (the same words).
 * Dice's coefficient over the multisets of trigrams of each word, padded with two spaces in front
 * and one behind, so that the order of words matters little.
 * Sources: L. R. Dice, Ecology 26 (1945) 297; R. C. Angell, G. E. Freund, P. Willett, Information
 * Processing & Management 19 (1983) 255; the padding is that of PostgreSQL's pg_trgm.
 * Case and accents count: fold first. Only the first 1,000 characters are compared. Two empty texts
 * give 1, an empty and another one 0. */
double ctn_text_similarity (const char *a, const char *b);

/* @text, but NULL for "": what is unknown is NULL in a table. */
const char *ctn_text_or_null (const char *text);

/* What a person wrote as the label of a menu or a button, where a "_" marks the next letter as its key: each is
 * doubled. (transfer full) */
char *ctn_text_escape_mnemonic (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Host of a web address without "www." and in lower case, in its Unicode form; the scheme may be
 * missing: "HTTPS://www.Example.org:8080/a" and "example.org/b" both give "example.org".
 *
 * Returns: (transfer full) (nullable): the host, or NULL when @url is no web address. */
char *ctn_text_web_domain (const char *url) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @text, without spaces around it, is one e-mail address: local part and domain as HTML's
 * <input type=email> takes them (letters of any script allowed), at least two labels in the domain,
 * at most 254 bytes. */
gboolean ctn_text_is_email (const char *text);

/* Whether @text, without spaces around it, is a web address: http, https or ftp, or a bare host
 * such as "www.example.org/path" whose last label has at least two letters and no digit. */
gboolean ctn_text_is_url (const char *text);

/* Whether @text can be a phone number: 6 to 15 digits (ITU-T E.164), perhaps a + in front, an
 * extension ("ext. 12", "-12", "x12"), and spaces, dots, slashes, hyphens and pairs of parentheses
 * between. */
gboolean ctn_text_is_phone (const char *text);

G_END_DECLS
