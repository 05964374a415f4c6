#include "ctn-likeness.h"

#include <ctn-i18n.h>
#include <ctn-text.h>
#include <string.h>

#define CLASS_LENGTH 5 /* "27.20" */
#define GROUP_LENGTH 4
#define DIVISION_LENGTH 2
#define MIN_WORD 4

static const char *
get_section (CtnCodeList *list, const char *code)
{
  const CtnCode *entry = list != NULL ? ctn_code_list_lookup (list, code) : NULL;

  while (entry != NULL && entry->parent != NULL)
    entry = ctn_code_list_lookup (list, entry->parent);
  return entry != NULL ? entry->code : NULL;
}

/* How near two codes of one revision of NACE are: the same class 1, group 0.75, division 0.5, section 0.25,
 * else 0. A code that is shorter than a class is compared as far as it goes.
 * @n: (out): of how many letters at the beginning of either what they share consists; 0 for the section
 *   (and for nothing). */
static double
compare_nace (CtnCodeList *list, const char *a, const char *b, gsize *n)
{
  gsize length = MIN (strlen (a), strlen (b));
  const char *section;

  *n = length;
  if (length >= CLASS_LENGTH && strncmp (a, b, CLASS_LENGTH) == 0)
    return 1;
  *n = GROUP_LENGTH;
  if (length >= GROUP_LENGTH && strncmp (a, b, GROUP_LENGTH) == 0)
    return 0.75;
  *n = DIVISION_LENGTH;
  if (length >= DIVISION_LENGTH && strncmp (a, b, DIVISION_LENGTH) == 0)
    return 0.5;
  *n = 0;
  section = get_section (list, a);
  return section != NULL && g_strcmp0 (section, get_section (list, b)) == 0 ? 0.25 : 0;
}

void
ctn_likeness_find_nearest (const char *list_id,
                           const char *own,
                           GHashTable *wanted,
                           CtnNearest *nearest)
{
  CtnCodeList *list = ctn_code_list_get (list_id, NULL);
  g_auto (GStrv) codes = g_strsplit (own, "; ", -1);
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    for (char **code = codes; *code != NULL; code++) {
      gsize n = 0;
      double nearness = **code != '\0' ? compare_nace (list, *code, other, &n) : 0;

      if (nearness <= nearest->nearness)
        continue;
      nearest->nearness = nearness;
      g_free (nearest->code);
      nearest->code = n > 0 ? g_strndup (*code, n) : g_strdup (get_section (list, *code));
    }
}

char *
ctn_likeness_describe_code (const char *list_id, const char *code)
{
  CtnCodeList *list = ctn_code_list_get (list_id, NULL);
  const CtnCode *entry = list != NULL ? ctn_code_list_lookup (list, code) : NULL;

  /* Translators: a code of NACE and what it stands for */
  return entry != NULL ? g_strdup_printf (_ ("%s %s"), code, entry->title) : g_strdup (code);
}

char *
ctn_likeness_intersect (const char *own, GHashTable *wanted, double *jaccard)
{
  g_auto (GStrv) values = g_strsplit (own, "; ", -1);
  g_autoptr (GStrvBuilder) shared = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  guint n_own = 0, n_shared = 0;

  for (char **value = values; *value != NULL; value++) {
    n_own += **value != '\0';
    if (g_hash_table_contains (wanted, *value)) {
      n_shared++;
      g_strv_builder_add (shared, *value);
    }
  }
  *jaccard = n_shared > 0 ? n_shared / (double) (n_own - n_shared + g_hash_table_size (wanted)) : 0;
  strv = g_strv_builder_end (shared);
  return g_strjoinv ("; ", strv);
}

GHashTable *
ctn_likeness_new_set (const char *values)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_strsplit (values, "; ", -1);

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_hash_table_add (set, g_strdup (*part));
  return set;
}

char *
ctn_likeness_fold_words (const char *text)
{
  g_autofree char *folded = ctn_text_fold (text);
  GString *words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalnum (c))
      g_string_append_unichar (words, c);
    else if (words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
  }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

/* Words that say nothing about what somebody does. */
static gboolean
is_empty_word (const char *word)
{
  static const char *const empty[] = { "and",   "from",    "with",  "other", "outside", "second",
                                       "third", "another", "first", "oder",  "nach",    "sowie",
                                       "eine",  "einer",   "und",   NULL };

  return g_strv_contains (empty, word);
}

void
ctn_likeness_add_words (GPtrArray *words, const char *text)
{
  g_autofree char *folded = ctn_likeness_fold_words (text);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);

  for (char **word = parts; *word != NULL; word++) {
    glong n = g_utf8_strlen (*word, -1);

    if (n < MIN_WORD || is_empty_word (*word))
      continue;
    if (n > MIN_WORD)
      *g_utf8_offset_to_pointer (*word, n - 1) = '\0';
    if (!g_ptr_array_find_with_equal_func (words, *word, g_str_equal, NULL))
      g_ptr_array_add (words, g_strdup (*word));
  }
}
