#include "ctn-text-flow.h"

#include <math.h>
#include <pango/pango.h>
#include <string.h>

/* Pieces are measured at this size and scaled: without hinting, widths grow with the size. */
#define MEASURE_SIZE 10.0

#define MAX_LINES 16

/* Letters that stay together on either side of a hyphen. */
#define MIN_LETTERS 3

/* A stretch of text inside which a line ends only by hyphenation. */
typedef struct {
  gsize start, end; /* bytes, without the spaces after it */
  double width;     /* at MEASURE_SIZE */
  double space;     /* width of the spaces after it */
  gboolean soft;    /* ends in a soft hyphen: shows a hyphen when the line ends here */
  GArray *hyphens;  /* (owned) (nullable) of Hyphen, for long words */
} Word;

/* A place where a long word may be parted. */
typedef struct {
  gsize byte;
  double x;      /* from the start of the word, at MEASURE_SIZE */
  gboolean seam; /* of a compound */
} Hyphen;

typedef struct {
  gsize start, end;
  gboolean hyphen;
} Line;

struct _CtnTextFlow {
  CtnMetrics *metrics; /* (owned) */
  char *text;          /* (owned) */
  gboolean bold;
  GArray *words;       /* (owned) of Word */
  double hyphen, dots; /* widths at MEASURE_SIZE */
};

static void
clear_word (gpointer data)
{
  Word *word = data;

  g_clear_pointer (&word->hyphens, g_array_unref);
}

static double
measure (CtnTextFlow *self, gsize start, gsize end)
{
  g_autofree char *part = g_strndup (self->text + start, end - start);
  g_autoptr (CtnTextRun) run = ctn_metrics_shape (self->metrics, part, MEASURE_SIZE, self->bold);

  return ctn_text_run_get_width (run);
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

/* Whether the part of a word before @i ends like the first half of a German compound. */
static gboolean
is_seam (const char *plain, glong i)
{
  static const char *const endings[] = { "ungs", "heits", "keits", "schafts", "tions", "taets" };

  for (guint e = 0; e < G_N_ELEMENTS (endings); e++) {
    glong length = (glong) strlen (endings[e]);

    if (length <= i && strncmp (plain + i - length, endings[e], (gsize) length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Where the syllable whose first vowel is at @i begins: at the seam of a compound if there is one in the
 * consonants before it ("ungs-str…"), else at the last of them, or at the group that is spoken as one. */
static glong
find_onset (const char *plain, glong i)
{
  static const char *const groups[] = { "sch", "ch", "ck", "ph", "th", "sh", "qu",   "br",  "cr",
                                        "dr",  "fr", "gr", "kr", "pr", "tr", "wr",   "bl",  "cl",
                                        "fl",  "gl", "kl", "pl", "kn", "zw", "schl", "schr" };
  glong best = 1;

  for (glong seam = i - 1; seam > 0 && !is_vowel (plain[seam]); seam--)
    if (is_seam (plain, seam))
      return seam;
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++) {
    glong length = (glong) strlen (groups[g]);

    if (length > best && length <= i &&
        strncmp (plain + i - length, groups[g], (gsize) length) == 0)
      best = length;
  }
  return i - best;
}

/* One ASCII character for each letter: vowels without their marks, consonants as they are, anything
 * that is no letter as '.'. */
static char *
make_plain (const gunichar *letters, glong n)
{
  char *plain = g_new0 (char, n + 1);

  for (glong i = 0; i < n; i++) {
    char utf8[7] = { 0 };
    g_autofree char *decomposed = NULL;

    g_unichar_to_utf8 (g_unichar_tolower (letters[i]), utf8);
    decomposed = g_utf8_normalize (utf8, -1, G_NORMALIZE_NFD);
    if (!g_unichar_isalpha (letters[i]))
      plain[i] = '.';
    else
      plain[i] = decomposed && g_ascii_isalpha (decomposed[0]) ? decomposed[0] : 'x';
  }
  return plain;
}

/* A place between two syllables of a word. */
typedef struct {
  gsize byte;
  gboolean seam; /* of a compound */
} Parting;

/* How the second halves of German compounds begin that the rule for syllables does not find, or parts: with a vowel,
 * with st, sp or ver. Without marks, as make_plain() gives them; none that is also the end of a simple word. */
static const char *const heads[] = {
  "abgabe",    "abschluss",  "abschnitt", "agentur",  "akademie", "akteur",    "allianz",
  "analyse",   "angebot",    "anlage",    "anteil",   "antrag",   "antrieb",   "arbeit",
  "aufbau",    "aufgabe",    "ausbau",    "ausbild",  "ausgabe",  "ausschuss", "austausch",
  "auswert",   "einnahm",    "einricht",  "einsatz",  "elektro",  "energie",   "entwickl",
  "ergebnis",  "erzeug",     "export",    "import",   "index",    "indikator", "industrie",
  "informat",  "initiative", "innovat",   "institut", "invest",   "okonom",    "ordnung",
  "organis",   "speicher",   "spezial",   "spiel",    "sprech",   "stadt",     "stahl",
  "stand",     "stark",      "station",   "stell",    "steuer",   "stift",     "stimm",
  "stoff",     "strateg",    "strom",     "struct",   "struktur", "studie",    "stufe",
  "stutz",     "ubergang",   "ubersicht", "umfang",   "umsatz",   "umwelt",    "universit",
  "unternehm", "verarbeit",  "veredel",   "verwert",
};

static gboolean
is_head (const char *plain)
{
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (plain, heads[i]))
      return TRUE;
  return FALSE;
}

typedef enum { NOTHING, SYLLABLE, SEAM } Border;

/* What begins with each of the @n letters. */
static Border *
find_borders (const char *plain, glong n)
{
  Border *borders = g_new0 (Border, n + 1);

  for (glong vowel = MIN_LETTERS + 1; vowel < n; vowel++) {
    glong i = find_onset (plain, vowel);

    if (is_vowel (plain[vowel]) && !is_vowel (plain[i]))
      borders[i] = is_seam (plain, i) ? SEAM : SYLLABLE;
  }
  for (glong i = MIN_LETTERS; i + MIN_LETTERS <= n; i++) {
    if (!is_head (plain + i))
      continue;
    for (glong near = i - 2; near <= i + 2; near++)
      borders[near] = NOTHING;
    borders[i] = SEAM;
  }
  return borders;
}

/* Returns: (transfer full) (element-type Parting): where @word can be parted. */
static GArray *
find_partings (const char *word)
{
  GArray *partings = g_array_new (FALSE, FALSE, sizeof (Parting));
  g_autofree char *plain = NULL;
  g_autofree Border *borders = NULL;
  glong n = 0;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (word, -1, &n);

  if (n < 2 * MIN_LETTERS + 1 || g_unichar_get_script (letters[0]) != G_UNICODE_SCRIPT_LATIN)
    return partings;
  plain = make_plain (letters, n);
  borders = find_borders (plain, n);
  for (glong i = MIN_LETTERS; i + MIN_LETTERS <= n; i++) {
    Parting parting = { (gsize) (g_utf8_offset_to_pointer (word, i) - word), borders[i] == SEAM };

    if (borders[i] != NOTHING && !memchr (plain + i - 2, '.', 4))
      g_array_append_val (partings, parting);
  }
  return partings;
}

char *
ctn_text_dup_hyphenated (const char *word)
{
  g_autoptr (GArray) partings = find_partings (word);
  GString *text = g_string_new (word);

  for (guint i = partings->len; i-- > 0;)
    g_string_insert (text, (gssize) g_array_index (partings, Parting, i).byte, "\xC2\xAD");
  return g_string_free (text, FALSE);
}

static void
find_hyphens (CtnTextFlow *self, Word *word)
{
  g_autofree char *part = g_strndup (self->text + word->start, word->end - word->start);
  g_autoptr (GArray) partings = find_partings (part);
  g_autoptr (CtnTextRun) run = NULL;

  if (partings->len == 0)
    return;
  run = ctn_metrics_shape (self->metrics, part, MEASURE_SIZE, self->bold);
  word->hyphens = g_array_new (FALSE, FALSE, sizeof (Hyphen));
  for (guint i = 0; i < partings->len; i++) {
    const Parting *parting = &g_array_index (partings, Parting, i);
    Hyphen hyphen = { word->start + parting->byte, ctn_text_run_get_x_at (run, parting->byte),
                      parting->seam };

    g_array_append_val (word->hyphens, hyphen);
  }
}

static void
add_word (CtnTextFlow *self, gsize start, gsize end)
{
  const char *text = self->text;
  Word word = { .start = start, .end = end };

  while (word.end > start && text[word.end - 1] == ' ')
    word.end--;
  if (word.end == start)
    return;
  word.width = measure (self, start, word.end);
  word.space = end > word.end ? measure (self, start, end) - word.width : 0;
  /* U+00AD is C2 AD in UTF-8. */
  word.soft = word.end >= start + 2 && memcmp (text + word.end - 2, "\xC2\xAD", 2) == 0;
  find_hyphens (self, &word);
  g_array_append_val (self->words, word);
}

CtnTextFlow *
ctn_text_flow_new (CtnMetrics *metrics, const char *text, gboolean bold)
{
  CtnTextFlow *self = g_new0 (CtnTextFlow, 1);
  g_autofree PangoLogAttr *attributes = NULL;
  g_autoptr (CtnTextRun) hyphen = ctn_metrics_shape (metrics, "-", MEASURE_SIZE, bold);
  g_autoptr (CtnTextRun) dots = ctn_metrics_shape (metrics, "…", MEASURE_SIZE, bold);
  const char *start, *p;
  glong n;

  self->metrics = ctn_metrics_ref (metrics);
  self->text = g_strstrip (ctn_text_clean (text));
  self->bold = bold;
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, clear_word);
  self->hyphen = ctn_text_run_get_width (hyphen);
  self->dots = ctn_text_run_get_width (dots);

  n = g_utf8_strlen (self->text, -1);
  attributes = g_new0 (PangoLogAttr, n + 1);
  pango_get_log_attrs (self->text, -1, -1, pango_language_get_default (), attributes, (int) n + 1);
  start = p = self->text;
  for (glong i = 0; i < n; i++, p = g_utf8_next_char (p)) {
    if (i > 0 && attributes[i].is_line_break) {
      add_word (self, (gsize) (start - self->text), (gsize) (p - self->text));
      start = p;
    }
  }
  add_word (self, (gsize) (start - self->text), (gsize) (p - self->text));
  return self;
}

void
ctn_text_flow_free (CtnTextFlow *self)
{
  g_array_unref (self->words);
  ctn_metrics_unref (self->metrics);
  g_free (self->text);
  g_free (self);
}

/* The last place at which the rest of @word from @from on can be parted so that its head and a
 * hyphen fit into @room; a seam if that fills half of it. */
static const Hyphen *
find_hyphen (const CtnTextFlow *self, const Word *word, double from, double room)
{
  const Hyphen *best = NULL;

  for (guint i = 0; word->hyphens && i < word->hyphens->len; i++) {
    const Hyphen *hyphen = &g_array_index (word->hyphens, Hyphen, i);

    if (hyphen->x <= from || hyphen->x - from + self->hyphen > room)
      continue;
    if (!best || !best->seam || hyphen->seam || best->x - from < room / 2)
      best = hyphen;
  }
  return best;
}

/* State while lines are filled, all lengths at MEASURE_SIZE. */
typedef struct {
  Line *lines; /* (nullable) */
  guint n_lines, max_lines, n_hyphens;
  gsize start, end; /* of the line being filled */
  double x, space;  /* its width so far and the spaces that follow if it goes on */
  double widest;
  gboolean cut, open;
} Filling;

/* Ends the line being filled; FALSE when there may be no further one. */
static gboolean
end_line (Filling *f, gboolean hyphen)
{
  if (f->lines)
    f->lines[f->n_lines] = (Line) { f->start, f->end, hyphen };
  f->n_lines++;
  f->widest = MAX (f->widest, f->x);
  f->x = f->space = 0;
  f->open = FALSE;
  return f->n_lines < f->max_lines;
}

/* Puts @word on lines of its own; FALSE when they ran out or it cannot be parted. */
static gboolean
fill_long_word (CtnTextFlow *self, const Word *word, double room, Filling *f)
{
  double from = 0;

  f->start = word->start;
  while (word->width - from > room) {
    const Hyphen *hyphen = find_hyphen (self, word, from, room);

    if (!hyphen)
      return FALSE;
    f->end = hyphen->byte;
    f->x = hyphen->x - from + self->hyphen;
    f->n_hyphens++;
    if (!end_line (f, TRUE)) {
      f->start = hyphen->byte;
      return FALSE;
    }
    f->start = hyphen->byte;
    from = hyphen->x;
  }
  f->end = word->end;
  f->x = word->width - from;
  f->space = word->space;
  f->open = TRUE;
  return TRUE;
}

/* Fills lines of @room greedily. When the text does not fit, the last line runs to the end of the
 * text and `cut` is set. */
static void
fill_lines (CtnTextFlow *self, double room, Filling *f)
{
  for (guint i = 0; i < self->words->len; i++) {
    const Word *word = &g_array_index (self->words, Word, i);
    double hyphen = word->soft ? self->hyphen : 0;
    gboolean soft_before = i > 0 && g_array_index (self->words, Word, i - 1).soft;

    if (f->open && f->x + f->space + word->width + hyphen > room + 1e-9) {
      f->x += soft_before ? self->hyphen : 0;
      if (!end_line (f, soft_before)) {
        f->cut = TRUE;
        return;
      }
    }
    if (f->open) {
      f->x += f->space + word->width;
      f->space = word->space;
      f->end = word->end;
    } else if (!fill_long_word (self, word, room + 1e-9, f)) {
      f->cut = TRUE;
      return;
    }
  }
  if (f->open)
    end_line (f, FALSE);
}

void
ctn_text_flow_fit (CtnTextFlow *self, double size, double width, guint max_lines, CtnTextFit *fit)
{
  double scale = size / MEASURE_SIZE;
  Filling f = { .max_lines = CLAMP (max_lines, 1, MAX_LINES) };

  fill_lines (self, width / scale, &f);
  if (f.cut) {
    f.n_lines = MIN (f.n_lines + 1, f.max_lines);
    f.widest = MAX (f.widest, width / scale);
  }
  *fit = (CtnTextFit) { f.n_lines, f.n_hyphens, f.widest * scale, f.cut };
}

/* The narrowest width that needs no more lines and no more hyphens than @width does. */
static double
find_balanced_width (CtnTextFlow *self, double size, double width, guint max_lines)
{
  CtnTextFit wanted, fit;
  double low = 0, high = width;

  ctn_text_flow_fit (self, size, width, max_lines, &wanted);
  if (wanted.cut || wanted.n_lines < 2)
    return width;
  for (int i = 0; i < 10; i++) {
    double middle = (low + high) / 2;

    ctn_text_flow_fit (self, size, middle, max_lines, &fit);
    if (fit.cut || fit.n_lines > wanted.n_lines || fit.n_hyphens > wanted.n_hyphens)
      low = middle;
    else
      high = middle;
  }
  return high;
}

/* As much of @text as fits with an ellipsis behind it. */
static CtnTextRun *
shape_cut (CtnTextFlow *self, const char *text, double size, double width)
{
  glong low = 0, high = g_utf8_strlen (text, -1);
  CtnTextRun *best = ctn_metrics_shape (self->metrics, "…", size, self->bold);

  while (low < high) {
    glong middle = (low + high + 1) / 2;
    g_autofree char *head = g_utf8_substring (text, 0, middle);
    g_autofree char *line = g_strconcat (g_strchomp (head), "…", NULL);
    g_autoptr (CtnTextRun) run = ctn_metrics_shape (self->metrics, line, size, self->bold);

    if (ctn_text_run_get_width (run) <= width) {
      low = middle;
      ctn_text_run_unref (best);
      best = g_steal_pointer (&run);
    } else {
      high = middle - 1;
    }
  }
  return best;
}

static char *
copy_line (CtnTextFlow *self, const Line *line)
{
  g_autoptr (GString) copy =
      g_string_new_len (self->text + line->start, (gssize) (line->end - line->start));

  /* Soft hyphens are never drawn as such; a line that ends in one shows a real one. */
  g_string_replace (copy, "\xC2\xAD", "", 0);
  if (line->hyphen)
    g_string_append_c (copy, '-');
  return g_strdup (copy->str);
}

static CtnTextBlock *
make_block (CtnTextFlow *self, const Filling *f, double size, double width)
{
  CtnTextBlock *block = g_new0 (CtnTextBlock, 1);

  g_atomic_ref_count_init (&block->references);
  block->lines = g_new0 (CtnTextRun *, MAX (f->n_lines, 1));
  block->cut = f->cut;
  for (guint i = 0; i < f->n_lines; i++) {
    g_autofree char *text = copy_line (self, &f->lines[i]);
    g_autoptr (CtnTextRun) run = ctn_metrics_shape (self->metrics, text, size, self->bold);

    /* A line set as a whole may be a hair wider than the sum of its words. */
    if ((f->cut && i + 1 == f->n_lines) || ctn_text_run_get_width (run) > width * 1.01 + 0.1) {
      block->lines[i] = shape_cut (self, text, size, width);
      block->cut = TRUE;
    } else {
      block->lines[i] = g_steal_pointer (&run);
    }
    block->width = MAX (block->width, ctn_text_run_get_width (block->lines[i]));
  }
  block->n_lines = f->n_lines;
  block->line_height = size * CTN_TEXT_LINE_HEIGHT;
  block->height = block->line_height * block->n_lines;
  /* Ascent and descent differ from font to font; a fixed share keeps lines apart evenly. */
  block->ascent = size * 0.95;
  return block;
}

CtnTextBlock *
ctn_text_flow_wrap (CtnTextFlow *self,
                    double size,
                    double width,
                    guint max_lines,
                    gboolean balanced)
{
  double scale = size / MEASURE_SIZE;
  Line lines[MAX_LINES];
  Filling f = { .lines = lines, .max_lines = CLAMP (max_lines, 1, MAX_LINES) };

  if (balanced)
    width = find_balanced_width (self, size, width, max_lines);
  fill_lines (self, width / scale, &f);
  if (f.cut) {
    /* What did not fit follows on the last line, there to be cut. */
    gboolean reuse = f.n_lines == f.max_lines;
    Line *last = &lines[reuse ? f.n_lines - 1 : f.n_lines];

    if (!reuse) {
      last->start = f.start;
      f.n_lines++;
    }
    last->end = strlen (self->text);
    last->hyphen = FALSE;
  }
  return make_block (self, &f, size, width);
}

CtnTextBlock *
ctn_text_block_new (CtnMetrics *metrics,
                    const char *text,
                    double size,
                    gboolean bold,
                    double width,
                    guint max_lines)
{
  g_autoptr (CtnTextFlow) flow = ctn_text_flow_new (metrics, text, bold);

  return ctn_text_flow_wrap (flow, size, width, max_lines, TRUE);
}

CtnTextBlock *
ctn_text_block_ref (CtnTextBlock *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_text_block_unref (CtnTextBlock *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_lines; i++)
    ctn_text_run_unref (self->lines[i]);
  g_free (self->lines);
  g_free (self);
}
