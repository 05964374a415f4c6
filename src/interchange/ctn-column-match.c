#include "ctn-column-match.h"

#include <ctn-i18n.h>
#include <string.h>

#include "ctn-text.h"

#define MIN_SCORE 0.4
#define MIN_SHARE 0.8       /* of values, where nothing but their look speaks for a field */
#define MIN_SIMILARITY 0.75 /* of names */
#define CONTENT_SCORE 0.55

/* A name as its words, and with nothing between them. */
typedef struct {
  char *words; /* " e mail adresse " */
  char *letters;
  guint n_words;
} Name;

typedef struct {
  guint field;
  Name name;
} Synonym;

typedef struct {
  guint column;
  guint field;
  double score;
  CtnMatchReason reason;
} Candidate;

/* Names ------------------------------------------------------------------------------------- */

static void
name_init (Name *name, const char *folded)
{
  GString *words = g_string_new (" "), *letters = g_string_new (NULL);

  name->n_words = 0;
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_isalnum (g_utf8_get_char (p))) {
      name->n_words += words->str[words->len - 1] == ' ' ? 1 : 0;
      g_string_append_len (words, p, g_utf8_next_char (p) - p);
      g_string_append_len (letters, p, g_utf8_next_char (p) - p);
    } else if (words->str[words->len - 1] != ' ') {
      g_string_append_c (words, ' ');
    }
  }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  name->words = g_string_free_and_steal (words);
  name->letters = g_string_free_and_steal (letters);
}

static void
name_clear (Name *name)
{
  g_free (name->words);
  g_free (name->letters);
}

/* "organizationUrl" is "organization Url". */
static char *
split_camel_case (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (p > text && g_ascii_isupper (p[0]) && g_ascii_islower (p[-1]))
      g_string_append_c (out, ' ');
    g_string_append_c (out, *p);
  }
  return g_string_free_and_steal (out);
}

static void
clear_synonym (gpointer data)
{
  name_clear (&((Synonym *) data)->name);
}

static void
add_synonym (GArray *synonyms, guint field, const char *folded)
{
  Synonym synonym = { .field = field };

  name_init (&synonym.name, folded);
  g_array_append_val (synonyms, synonym);
}

/* All synonyms of all fields; those with umlauts also as they are transcribed. */
static GArray *
list_synonyms (const CtnMatchField *fields, gsize n_fields)
{
  GArray *synonyms = g_array_new (FALSE, FALSE, sizeof (Synonym));

  g_array_set_clear_func (synonyms, clear_synonym);
  for (guint i = 0; i < n_fields; i++) {
    g_auto (GStrv) parts = g_strsplit (fields[i].synonyms, "|", -1);

    for (char **part = parts; *part != NULL; part++) {
      g_autofree char *plain = ctn_text_fold (*part);
      g_autofree char *german = ctn_text_fold_german (*part);

      add_synonym (synonyms, i, plain);
      if (strcmp (plain, german) != 0)
        add_synonym (synonyms, i, german);
    }
  }
  return synonyms;
}

static double
compare_names (const Name *header, const Name *synonym)
{
  double similarity;
  gsize length, other;

  if (*header->letters == '\0' || *synonym->letters == '\0')
    return 0;
  if (strcmp (header->letters, synonym->letters) == 0)
    return 1;
  if (synonym->letters[1] != '\0' && strstr (header->words, synonym->words) != NULL)
    return 0.6 + 0.3 * synonym->n_words / header->n_words;
  length = strlen (header->letters);
  other = strlen (synonym->letters);
  /* Dice's coefficient cannot reach the bound where the lengths differ more. */
  if (other < 5 || length < 5 || MAX (length, other) * 3 > MIN (length, other) * 5 + 10)
    return 0;
  similarity = ctn_text_similarity (header->letters, synonym->letters);
  return similarity >= MIN_SIMILARITY ? 0.8 * similarity : 0;
}

/* Scores ------------------------------------------------------------------------------------ */

/* Types whose look alone tells what a column holds. */
static gboolean
is_distinctive (CtnColumnType type)
{
  return type >= CTN_COLUMN_EMAIL && type <= CTN_COLUMN_PIC;
}

static gboolean
is_coordinate (CtnColumnType type)
{
  return type == CTN_COLUMN_LATITUDE || type == CTN_COLUMN_LONGITUDE;
}

static gboolean
rate_pair (double name, double share, CtnColumnType type, Candidate *candidate)
{
  if (name > 0) {
    candidate->score = type == CTN_COLUMN_TEXT || share < 0 ? name : name * (0.6 + 0.4 * share);
    candidate->reason =
        type != CTN_COLUMN_TEXT && share >= MIN_SHARE ? CTN_MATCH_BY_BOTH : CTN_MATCH_BY_NAME;
    if (candidate->score >= MIN_SCORE)
      return TRUE;
  }
  if (share < MIN_SHARE || !(is_distinctive (type) || (is_coordinate (type) && share >= 1)))
    return FALSE;
  candidate->score = CONTENT_SCORE * share;
  candidate->reason = CTN_MATCH_BY_CONTENT;
  return TRUE;
}

static void
rate_column (guint column,
             const char *header,
             const char *const *values,
             gsize n_values,
             const CtnMatchField *fields,
             gsize n_fields,
             const GArray *synonyms,
             GArray *candidates)
{
  g_autofree double *names = g_new0 (double, n_fields);
  double shares[CTN_N_COLUMN_TYPES];

  if (header != NULL) {
    g_autofree char *split = split_camel_case (header);
    g_autofree char *folded = ctn_text_fold (split);
    Name name;

    name_init (&name, folded);
    for (guint i = 0; i < synonyms->len; i++) {
      const Synonym *synonym = &g_array_index (synonyms, Synonym, i);
      double score = compare_names (&name, &synonym->name);

      names[synonym->field] = MAX (names[synonym->field], score);
    }
    name_clear (&name);
  }
  for (guint i = 0; i < CTN_N_COLUMN_TYPES; i++)
    shares[i] =
        values != NULL ? ctn_column_share_fitting ((CtnColumnType) i, values, n_values) : -1;
  for (guint i = 0; i < n_fields; i++) {
    Candidate candidate = { .column = column, .field = i };

    if (rate_pair (names[i], shares[fields[i].type], fields[i].type, &candidate))
      g_array_append_val (candidates, candidate);
  }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->score < second->score || first->score > second->score)
    return first->score > second->score ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return first->field < second->field ? -1 : first->field > second->field;
}

void
ctn_column_match (const char *const *headers,
                  const char *const *const *samples,
                  gsize n_columns,
                  gsize n_samples,
                  const CtnMatchField *fields,
                  gsize n_fields,
                  CtnColumnMatch *matches)
{
  g_autoptr (GArray) synonyms = list_synonyms (fields, n_fields);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree gboolean *taken = g_new0 (gboolean, n_fields);

  for (gsize i = 0; i < n_columns; i++)
    matches[i] = (CtnColumnMatch) { -1, 0, CTN_MATCH_NONE };
  for (guint i = 0; i < MIN (n_columns, CTN_COLUMN_MATCH_MAX_COLUMNS); i++)
    rate_column (i, headers != NULL ? headers[i] : NULL, samples != NULL ? samples[i] : NULL,
                 n_samples, fields, n_fields, synonyms, candidates);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);
    CtnColumnMatch *match = &matches[candidate->column];

    if (match->field >= 0 || (taken[candidate->field] && !fields[candidate->field].multiple))
      continue;
    *match = (CtnColumnMatch) { (int) candidate->field, candidate->score, candidate->reason };
    taken[candidate->field] = TRUE;
  }
}

char *
ctn_column_match_describe (const CtnColumnMatch *match, const CtnMatchField *fields)
{
  static const char *const looks[CTN_N_COLUMN_TYPES] = {
    [CTN_COLUMN_EMAIL] = N_ ("by content: looks like e-mail addresses"),
    [CTN_COLUMN_URL] = N_ ("by content: looks like web addresses"),
    [CTN_COLUMN_PHONE] = N_ ("by content: looks like phone numbers"),
    [CTN_COLUMN_COUNTRY] = N_ ("by content: looks like countries"),
    [CTN_COLUMN_NUTS] = N_ ("by content: looks like NUTS codes"),
    [CTN_COLUMN_NACE] = N_ ("by content: looks like NACE codes"),
    [CTN_COLUMN_VAT] = N_ ("by content: looks like VAT numbers"),
    [CTN_COLUMN_ROR] = N_ ("by content: looks like ROR identifiers"),
    [CTN_COLUMN_LEI] = N_ ("by content: looks like LEI codes"),
    [CTN_COLUMN_PIC] = N_ ("by content: looks like PIC numbers"),
    [CTN_COLUMN_LATITUDE] = N_ ("by content: looks like latitudes"),
    [CTN_COLUMN_LONGITUDE] = N_ ("by content: looks like longitudes"),
  };
  const char *look = match->field >= 0 ? looks[fields[match->field].type] : NULL;

  switch (match->reason) {
  case CTN_MATCH_BY_NAME:
    return g_strdup (_ ("by name"));
  case CTN_MATCH_BY_BOTH:
    return g_strdup (_ ("by name and content"));
  case CTN_MATCH_BY_CONTENT:
    return g_strdup (look != NULL ? _ (look) : "");
  case CTN_MATCH_NONE:
  default:
    return g_strdup ("");
  }
}
