#include "ctn-text.h"
#include "ctn-legal-form.h"

#include <stdlib.h>
#include <string.h>

/* Folding ---------------------------------------------------------------------------------- */

/* Latin-1 to Latin Extended-B cover nearly all European names: their folded forms are looked up. */
#define TABLE_FIRST 0x80
#define TABLE_END 0x250
#define TABLE_CELL 12

typedef char FoldTable[TABLE_END - TABLE_FIRST][TABLE_CELL];

typedef struct {
  gunichar from;
  const char *to;
} Letter;

/* Letters and signs that NFKD leaves alone. */
static const Letter plain_letters[] = {
  { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" },  { 0x00f8, "o" },  { 0x00fe, "th" },
  { 0x0111, "d" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0138, "k" },  { 0x0140, "l" },
  { 0x0142, "l" },  { 0x014b, "n" },  { 0x0153, "oe" }, { 0x0167, "t" },  { 0x0180, "b" },
  { 0x0192, "f" },  { 0x01dd, "e" },  { 0x0219, "s" },  { 0x021b, "t" },  { 0x0259, "e" },
  { 0x02bc, "'" },  { 0x03c2, "σ" },  { 0x1e9e, "ss" }, { 0x2010, "-" },  { 0x2011, "-" },
  { 0x2012, "-" },  { 0x2013, "-" },  { 0x2014, "-" },  { 0x2015, "-" },  { 0x2018, "'" },
  { 0x2019, "'" },  { 0x201a, "'" },  { 0x201b, "'" },  { 0x201c, "\"" }, { 0x201d, "\"" },
  { 0x201e, "\"" }, { 0x2032, "'" },  { 0x2033, "\"" }, { 0x2039, "'" },  { 0x203a, "'" },
  { 0x2044, "/" },  { 0x2212, "-" },  { 0x00ab, "\"" }, { 0x00bb, "\"" }, { 0x00b4, "'" },
};

static gboolean
is_dropped (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK ||
         type == G_UNICODE_ENCLOSING_MARK || type == G_UNICODE_FORMAT ||
         (type == G_UNICODE_CONTROL && c != '\n' && c != '\t' && c != '\r');
}

static void
append_plain (GString *out, gunichar c)
{
  c = g_unichar_tolower (c);
  for (size_t i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    if (plain_letters[i].from == c) {
      g_string_append (out, plain_letters[i].to);
      return;
    }
  if (g_unichar_isspace (c) && c > 0x7f)
    c = ' ';
  g_string_append_unichar (out, c);
}

/* What ctn_text_fold_german() writes behind the last letter for a mark on it. */
static gboolean
append_transcription (GString *out, gunichar mark)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '\0';

  if (mark == 0x0308 && (last == 'a' || last == 'o' || last == 'u'))
    g_string_append_c (out, 'e');
  else if (mark == 0x030a && last == 'a')
    g_string_append_c (out, 'a');
  else
    return FALSE;
  return TRUE;
}

/* The full rule, for one character; @out holds what stands before it. */
static void
fold_char (GString *out, gunichar c, gboolean german)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_parts = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));

  if (c == 0x013f || c == 0x0140 || c == 0x00b4) /* ŀ, ´: not letter + dot, nor space + acute */
    parts[0] = c == 0x013f ? 0x0140 : c, n_parts = 1;
  if (german && (c == 0x00d8 || c == 0x00f8)) {
    g_string_append (out, "oe");
    return;
  }
  for (gsize i = 0; i < n_parts; i++) {
    if (german && append_transcription (out, parts[i]))
      continue;
    if (!is_dropped (parts[i]))
      append_plain (out, parts[i]);
  }
}

static const FoldTable *
get_table (gboolean german)
{
  static gsize ready = 0;
  static FoldTable tables[2];

  if (g_once_init_enter (&ready)) {
    g_autoptr (GString) cell = g_string_new (NULL);

    for (int kind = 0; kind < 2; kind++)
      for (gunichar c = TABLE_FIRST; c < TABLE_END; c++) {
        g_string_truncate (cell, 0);
        fold_char (cell, c, kind == 1);
        g_strlcpy (tables[kind][c - TABLE_FIRST], cell->str, TABLE_CELL);
      }
    g_once_init_leave (&ready, 1);
  }
  return &tables[german ? 1 : 0];
}

/* Copies and lowers the ASCII characters at the start of @text; returns how many there were. */
static gsize
lower_ascii (const char *text, gsize length, char *out)
{
  gsize i = 0;

  while (i < length && !((guchar) text[i] & 0x80)) {
    char c = text[i];

    out[i] = (char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    i++;
  }
  return i;
}

/* The same behind what is in @out. */
static gsize
append_ascii (GString *out, const char *text)
{
  gsize n = 0;

  while (text[n] != '\0' && (guchar) text[n] < 0x80)
    n++;
  g_string_append_len (out, text, (gssize) n);
  lower_ascii (text, n, out->str + out->len - n);
  return n;
}

static char *
fold (const char *text, gboolean german)
{
  gsize length = text != NULL ? strlen (text) : 0;
  char *ascii = g_malloc (length + 1);
  gsize n_ascii = lower_ascii (text, length, ascii);

  ascii[n_ascii] = '\0';
  if (n_ascii == length)
    return ascii;

  const FoldTable *table = get_table (german);
  GString *out = g_string_new_take (ascii);
  const char *p = text + n_ascii;

  while (*p != '\0') {
    gunichar c;

    if ((guchar) *p < 0x80) {
      p += append_ascii (out, p);
      continue;
    }
    c = g_utf8_get_char_validated (p, -1);
    if (c == (gunichar) -1 || c == (gunichar) -2) {
      p++;
      continue;
    }
    if (c < TABLE_END)
      g_string_append (out, (*table)[c - TABLE_FIRST]);
    else
      fold_char (out, c, german);
    p = g_utf8_next_char (p);
  }
  return g_string_free_and_steal (out);
}

char *
ctn_text_fold (const char *text)
{
  return fold (text, FALSE);
}

char *
ctn_text_fold_german (const char *text)
{
  return fold (text, TRUE);
}

/* Keys of names ----------------------------------------------------------------------------- */

/* Names of more words are compared by their first ones. */
#define NAME_MAX_WORDS 64

typedef struct {
  guint16 start;
  guint16 end;
} Word;

static gboolean
is_vowel_or_q (char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'q';
}

/* Appends letters and digits of the folded @text, one space for anything between them. */
static void
append_words (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    char last = out->len > 0 ? out->str[out->len - 1] : ' ';

    if (c == '\'')
      continue;
    if (!(c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c))) {
      if (last != ' ')
        g_string_append_c (out, ' ');
      continue;
    }
    if (c == 'e' && (last == 'a' || last == 'o' || last == 'u') &&
        !(out->len > 1 && is_vowel_or_q (out->str[out->len - 2])))
      continue;
    if (c < 0x80)
      g_string_append_c (out, *p);
    else
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
  }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

static gboolean
is_conjunction (const char *word, gsize length)
{
  return (length == 3 && (strncmp (word, "and", 3) == 0 || strncmp (word, "und", 3) == 0)) ||
         (length == 2 && strncmp (word, "et", 2) == 0);
}

/* Writes the words of @text anew without conjunctions and with single letters in a row joined, and
 * notes where each word lies. Returns how many there are. */
static guint
join_letters (char *text, Word words[NAME_MAX_WORDS])
{
  guint n_words = 0;
  gsize out = 0;
  gboolean last_single = FALSE;

  for (const char *p = text; *p != '\0' && out < G_MAXUINT16 - 256;) {
    gsize length = strcspn (p, " ");
    const char *next = p + length + (p[length] == ' ' ? 1 : 0);
    gboolean single = g_utf8_next_char (p) == p + length && !g_ascii_isdigit (*p);

    if (!is_conjunction (p, length)) {
      if (!(single && last_single)) {
        if (n_words == NAME_MAX_WORDS)
          break;
        if (out > 0)
          text[out++] = ' ';
        words[n_words++].start = (guint16) out;
      }
      length = MIN (length, G_MAXUINT16 - 256 - out);
      memmove (text + out, p, length);
      out += length;
      words[n_words - 1].end = (guint16) out;
      last_single = single;
    }
    p = next;
  }
  text[out] = '\0';
  return n_words;
}

/* The longest legal form that can begin with this word. */
static guint
count_possible_words (const char *text, const Word *word)
{
  return ctn_legal_form_count_words (text + word->start, (gsize) (word->end - word->start));
}

static CtnLegalForm
look_up_words (const char *text, const Word *words, guint first, guint n)
{
  return ctn_legal_form_look_up (text + words[first].start,
                                 words[first + n - 1].end - words[first].start);
}

/* Whether the words from @first on begin with a legal form that may be dropped there. */
static guint
count_form_words (const char *text, const Word *words, guint first, guint end, gboolean at_start)
{
  for (guint n = MIN (count_possible_words (text, &words[first]), end - first); n > 0; n--) {
    CtnLegalForm form = look_up_words (text, words, first, n);

    if (form == CTN_LEGAL_FORM_ANYWHERE || (form != CTN_LEGAL_FORM_NONE && first + n == end) ||
        (form == CTN_LEGAL_FORM_START && at_start))
      return n;
  }
  return 0;
}

/* Number of words at the end of the first @end ones that are a legal form. */
static guint
count_last_form_words (const char *text, const Word *words, guint end)
{
  for (guint n = MIN (CTN_LEGAL_FORM_MAX_WORDS, end); n > 0; n--)
    if (count_possible_words (text, &words[end - n]) >= n &&
        look_up_words (text, words, end - n, n) != CTN_LEGAL_FORM_NONE)
      return n;
  return 0;
}

char *
ctn_text_normalise_name (const char *name)
{
  g_autofree char *folded = ctn_text_fold (name);
  g_autoptr (GString) text = g_string_sized_new (strlen (folded) + 1);
  Word words[NAME_MAX_WORDS];

  append_words (text, folded);

  guint n_words = join_letters (text->str, words);
  guint end = n_words, last;
  GString *key = g_string_sized_new (text->len + 1);

  while (end > 0 && (last = count_last_form_words (text->str, words, end)) > 0)
    end -= last;
  for (guint i = 0; i < end;) {
    guint skip = count_form_words (text->str, words, i, end, i == 0);

    if (skip == 0) {
      if (key->len > 0)
        g_string_append_c (key, ' ');
      g_string_append_len (key, text->str + words[i].start, words[i].end - words[i].start);
    }
    i += MAX (skip, 1);
  }
  if (key->len == 0)
    g_string_assign (key, text->str);
  return g_string_free_and_steal (key);
}

/* Similarity -------------------------------------------------------------------------------- */

#define SIMILARITY_MAX_CHARS 1000
#define SIMILARITY_MAX_TRIGRAMS (SIMILARITY_MAX_CHARS * 2 + 2)

static int
compare_trigrams (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

static gunichar
next_char (const char **p)
{
  gunichar c = (guchar) * *p;

  if (c >= 0x80)
    c = g_utf8_get_char_validated (*p, -1);
  if (c == (gunichar) -1 || c == (gunichar) -2) {
    (*p)++;
    return ' ';
  }
  *p = g_utf8_next_char (*p);
  return c;
}

/* Sorted trigrams of the words of @text, each trigram as three times 21 bits. A word of n
 * characters has n + 1 of them. */
static guint
list_trigrams (const char *text, guint64 out[SIMILARITY_MAX_TRIGRAMS])
{
  const guint64 mask = (G_GUINT64_CONSTANT (1) << 63) - 1;
  const guint64 blank = ((guint64) ' ' << 42) | ((guint64) ' ' << 21) | ' ';
  guint64 window = blank;
  guint n = 0;

  for (guint i = 0; i < SIMILARITY_MAX_CHARS && *text != '\0'; i++) {
    gunichar c = next_char (&text);

    if (c == ' ') {
      if (window != blank)
        out[n++] = ((window << 21) | ' ') & mask;
      window = blank;
    } else {
      window = ((window << 21) | c) & mask;
      out[n++] = window;
    }
  }
  if (window != blank)
    out[n++] = ((window << 21) | ' ') & mask;
  qsort (out, n, sizeof *out, compare_trigrams);
  return n;
}

double
ctn_text_similarity (const char *a, const char *b)
{
  guint64 first[SIMILARITY_MAX_TRIGRAMS], second[SIMILARITY_MAX_TRIGRAMS];
  guint n_first = list_trigrams (a != NULL ? a : "", first);
  guint n_second = list_trigrams (b != NULL ? b : "", second);
  guint common = 0;

  if (n_first + n_second == 0)
    return 1.0;
  for (guint i = 0, j = 0; i < n_first && j < n_second;) {
    if (first[i] == second[j]) {
      common++;
      i++;
      j++;
    } else if (first[i] < second[j]) {
      i++;
    } else {
      j++;
    }
  }
  return 2.0 * common / (n_first + n_second);
}

const char *
ctn_text_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

char *
ctn_text_escape_mnemonic (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (text);

  g_string_replace (escaped, "_", "__", 0);
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}
