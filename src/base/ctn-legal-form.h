/* Legal forms of organisations ("GmbH", "s. r. o.", "sp. z o.o.") as they stand in names. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CTN_LEGAL_FORM_NONE,
  CTN_LEGAL_FORM_END,      /* one at the end of a name, may be a word elsewhere */
  CTN_LEGAL_FORM_ANYWHERE, /* cannot be anything else */
  CTN_LEGAL_FORM_START,    /* also written in front of the name: "UAB …", "The …" */
} CtnLegalForm;

/* The most words a legal form has. */
#define CTN_LEGAL_FORM_MAX_WORDS 5

/* How many words the longest legal form has that begins with the @length bytes of one word at @word;
 * 0 when none does. Most words are done with after this look. */
guint ctn_legal_form_count_words (const char *word, gsize length);

/* What the @length bytes at @words are: words as ctn_text_normalise_name() writes them (folded, no
 * punctuation, single letters joined), one space between them. */
CtnLegalForm ctn_legal_form_look_up (const char *words, gsize length);

G_END_DECLS
