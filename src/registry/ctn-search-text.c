#include "ctn-search-text.h"

#include <ctn-text.h>
#include <string.h>

#define MAX_WORDS 12

static gboolean
is_in_word (const char *p)
{
  return (guchar) *p < 0x80 ? g_ascii_isalnum (*p) : g_unichar_isalnum (g_utf8_get_char (p));
}

/* Steps to the next run of letters and digits at or after @p; %FALSE when there is none. */
static gboolean
find_word (const char **p, const char **start)
{
  while (**p != '\0' && !is_in_word (*p))
    *p = g_utf8_next_char (*p);
  *start = *p;
  while (is_in_word (*p))
    *p = g_utf8_next_char (*p);
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
append_german (GString *words, const char *plain, const char *german)
{
  const char *start = NULL;
  const char *german_start = NULL;

  while (find_word (&german, &german_start)) {
    gboolean same = find_word (&plain, &start) && plain - start == german - german_start &&
                    memcmp (start, german_start, (gsize) (german - german_start)) == 0;

    if (!same)
      append_word (words, german_start, german);
  }
}

static gboolean
is_ascii (const char *text)
{
  while (*text != '\0' && (guchar) *text < 0x80)
    text++;
  return *text == '\0';
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
  if (!is_ascii (text)) {
    g_autofree char *german = ctn_text_fold_german (text);

    append_german (words, plain, german);
  }
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
