#include "ctn-search-text.h"

#include <ctn-text.h>
#include <string.h>

#define MAX_WORDS 12

static gboolean
is_ascii_char (char c)
{
  return (guchar) c < 0x80;
}

/* Steps over letters and digits, or over what is between them. */
static const char *
skip (const char *p, gboolean in_word)
{
  for (;;) {
    while (is_ascii_char (*p) && *p != '\0' && g_ascii_isalnum (*p) == in_word)
      p++;
    if (is_ascii_char (*p) || g_unichar_isalnum (g_utf8_get_char (p)) != in_word)
      return p;
    p = g_utf8_next_char (p);
  }
}

/* Steps behind the next run of letters and digits at or after @p; %FALSE when there is none. */
static gboolean
find_word (const char **p, const char **start)
{
  *start = skip (*p, FALSE);
  *p = skip (*start, TRUE);
  return *p > *start;
}

static void
append_word (GString *words, const char *start, const char *end)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append_len (words, start, end - start);
}

/* Both foldings divide a text in the same words nearly always; where they do not, all are taken. */
static void
append_german (GString *words, const char *text)
{
  g_autofree char *plain_text = ctn_text_fold (text);
  g_autofree char *german_text = ctn_text_fold_german (text);
  const char *plain = plain_text;
  const char *german = german_text;
  const char *start = NULL;
  const char *german_start = NULL;

  while (find_word (&german, &german_start)) {
    gboolean same = find_word (&plain, &start) && plain - start == german - german_start &&
                    memcmp (start, german_start, (gsize) (german - german_start)) == 0;

    if (!same)
      append_word (words, german_start, german);
  }
}

/* Only what has letters beyond ASCII has a German folding of its own. */
static void
append_all_german (GString *words, const char *text)
{
  while (*text != '\0') {
    const char *start = text;
    gboolean ascii = TRUE;

    for (; g_ascii_isalnum (*text) || !is_ascii_char (*text); text++)
      ascii = ascii && is_ascii_char (*text);
    if (!ascii) {
      g_autofree char *part = g_strndup (start, (gsize) (text - start));

      append_german (words, part);
    }
    if (*text != '\0')
      text++;
  }
}

char *
ctn_search_text_dup_words (const char *text)
{
  g_autofree char *plain = ctn_text_fold (text);
  GString *words = g_string_sized_new (strlen (plain) + 16);
  const char *p = plain;
  const char *start = NULL;

  while (find_word (&p, &start))
    append_word (words, start, p);
  append_all_german (words, text);
  return g_string_free (words, FALSE);
}

char *
ctn_search_text_dup_match (const char *text)
{
  g_autofree char *folded = ctn_text_fold (text);
  GString *match = g_string_new (NULL);
  const char *p = folded;
  const char *start = NULL;

  for (guint i = 0; i < MAX_WORDS && find_word (&p, &start); i++)
    g_string_append_printf (match, "%s\"%.*s\"*", i > 0 ? " " : "", (int) (p - start), start);
  return g_string_free (match, match->len == 0);
}
