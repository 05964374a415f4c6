#include "ctn-legal-form.h"

#include <string.h>

typedef struct {
  const char *words;
  CtnLegalForm place;
} LegalForm;

static const LegalForm legal_forms[] = {
  /* Germany, Austria, Switzerland */
  { "gesellschaft mit beschrankter haftung", CTN_LEGAL_FORM_ANYWHERE },
  { "gemeinnutzige gmbh", CTN_LEGAL_FORM_ANYWHERE },
  { "gmbh", CTN_LEGAL_FORM_ANYWHERE },
  { "ggmbh", CTN_LEGAL_FORM_ANYWHERE },
  { "gesmbh", CTN_LEGAL_FORM_ANYWHERE },
  { "ges mbh", CTN_LEGAL_FORM_ANYWHERE },
  { "mbh", CTN_LEGAL_FORM_ANYWHERE },
  { "haftungsbeschrankt", CTN_LEGAL_FORM_ANYWHERE },
  { "eingetragener verein", CTN_LEGAL_FORM_ANYWHERE },
  { "ev", CTN_LEGAL_FORM_ANYWHERE },
  { "aktiengesellschaft", CTN_LEGAL_FORM_END },
  { "kommanditgesellschaft", CTN_LEGAL_FORM_END },
  { "ag", CTN_LEGAL_FORM_END },
  { "kg", CTN_LEGAL_FORM_END },
  { "kgaa", CTN_LEGAL_FORM_ANYWHERE },
  { "co", CTN_LEGAL_FORM_END },
  { "cie", CTN_LEGAL_FORM_END },
  { "ohg", CTN_LEGAL_FORM_ANYWHERE },
  { "og", CTN_LEGAL_FORM_END },
  { "ug", CTN_LEGAL_FORM_END },
  { "gbr", CTN_LEGAL_FORM_ANYWHERE },
  { "eg", CTN_LEGAL_FORM_END },
  { "ek", CTN_LEGAL_FORM_END },
  { "eu", CTN_LEGAL_FORM_END },
  { "partg", CTN_LEGAL_FORM_END },
  { "partg mbb", CTN_LEGAL_FORM_END },
  { "sarl", CTN_LEGAL_FORM_END },
  { "sagl", CTN_LEGAL_FORM_END },
  /* English */
  { "the", CTN_LEGAL_FORM_START },
  { "limited", CTN_LEGAL_FORM_END },
  { "ltd", CTN_LEGAL_FORM_END },
  { "pvt ltd", CTN_LEGAL_FORM_END },
  { "plc", CTN_LEGAL_FORM_END },
  { "llp", CTN_LEGAL_FORM_END },
  { "llc", CTN_LEGAL_FORM_END },
  { "lp", CTN_LEGAL_FORM_END },
  { "lbg", CTN_LEGAL_FORM_END },
  { "clg", CTN_LEGAL_FORM_END },
  { "dac", CTN_LEGAL_FORM_END },
  { "cic", CTN_LEGAL_FORM_END },
  { "inc", CTN_LEGAL_FORM_END },
  { "incorporated", CTN_LEGAL_FORM_END },
  { "corp", CTN_LEGAL_FORM_END },
  { "corporation", CTN_LEGAL_FORM_END },
  /* Czechia, Slovakia */
  { "spolecnost s rucenim omezenym", CTN_LEGAL_FORM_ANYWHERE },
  { "spolocnost s rucenim obmedzenym", CTN_LEGAL_FORM_ANYWHERE },
  { "akciova spolecnost", CTN_LEGAL_FORM_END },
  { "akciova spolocnost", CTN_LEGAL_FORM_END },
  { "sro", CTN_LEGAL_FORM_ANYWHERE },
  { "spol sro", CTN_LEGAL_FORM_ANYWHERE },
  { "as", CTN_LEGAL_FORM_START },
  { "zs", CTN_LEGAL_FORM_END },
  { "zu", CTN_LEGAL_FORM_END },
  { "ops", CTN_LEGAL_FORM_END },
  { "vos", CTN_LEGAL_FORM_END },
  { "ks", CTN_LEGAL_FORM_END },
  { "vvi", CTN_LEGAL_FORM_ANYWHERE },
  /* Poland */
  { "spolka z ograniczona odpowiedzialnoscia", CTN_LEGAL_FORM_ANYWHERE },
  { "spolka akcyjna", CTN_LEGAL_FORM_ANYWHERE },
  { "spolka komandytowa", CTN_LEGAL_FORM_ANYWHERE },
  { "sp zoo", CTN_LEGAL_FORM_ANYWHERE },
  { "sp z oo", CTN_LEGAL_FORM_ANYWHERE },
  { "spzoo", CTN_LEGAL_FORM_ANYWHERE },
  { "spolka zoo", CTN_LEGAL_FORM_ANYWHERE },
  { "sp k", CTN_LEGAL_FORM_END },
  { "sp j", CTN_LEGAL_FORM_END },
  /* Hungary */
  { "korlatolt felelossegu tarsasag", CTN_LEGAL_FORM_ANYWHERE },
  { "zartkoruen mukodo reszvenytarsasag", CTN_LEGAL_FORM_ANYWHERE },
  { "nyilvanosan mukodo reszvenytarsasag", CTN_LEGAL_FORM_ANYWHERE },
  { "beteti tarsasag", CTN_LEGAL_FORM_ANYWHERE },
  { "kft", CTN_LEGAL_FORM_ANYWHERE },
  { "nkft", CTN_LEGAL_FORM_ANYWHERE },
  { "zrt", CTN_LEGAL_FORM_ANYWHERE },
  { "nyrt", CTN_LEGAL_FORM_ANYWHERE },
  { "rt", CTN_LEGAL_FORM_END },
  { "bt", CTN_LEGAL_FORM_END },
  { "kht", CTN_LEGAL_FORM_END },
  /* Slovenia, Croatia, Serbia, Bosnia, Bulgaria, Romania */
  { "drustvo s ogranicenom odgovornoscu", CTN_LEGAL_FORM_ANYWHERE },
  { "druzba z omejeno odgovornostjo", CTN_LEGAL_FORM_ANYWHERE },
  { "doo", CTN_LEGAL_FORM_ANYWHERE },
  { "jdoo", CTN_LEGAL_FORM_ANYWHERE },
  { "dd", CTN_LEGAL_FORM_END },
  { "kd", CTN_LEGAL_FORM_END },
  { "ad", CTN_LEGAL_FORM_END },
  { "ood", CTN_LEGAL_FORM_END },
  { "eood", CTN_LEGAL_FORM_END },
  { "ead", CTN_LEGAL_FORM_END },
  { "sc", CTN_LEGAL_FORM_START },
  /* Romance languages */
  { "societa a responsabilita limitata", CTN_LEGAL_FORM_ANYWHERE },
  { "societa per azioni", CTN_LEGAL_FORM_ANYWHERE },
  { "societa consortile", CTN_LEGAL_FORM_ANYWHERE },
  { "societe anonyme", CTN_LEGAL_FORM_ANYWHERE },
  { "societe par actions simplifiee", CTN_LEGAL_FORM_ANYWHERE },
  { "sociedad limitada", CTN_LEGAL_FORM_ANYWHERE },
  { "sociedad anonima", CTN_LEGAL_FORM_ANYWHERE },
  { "sociedade anonima", CTN_LEGAL_FORM_ANYWHERE },
  { "unipessoal lda", CTN_LEGAL_FORM_ANYWHERE },
  { "sa", CTN_LEGAL_FORM_END },
  { "sau", CTN_LEGAL_FORM_END },
  { "sas", CTN_LEGAL_FORM_END },
  { "sasu", CTN_LEGAL_FORM_END },
  { "eurl", CTN_LEGAL_FORM_END },
  { "snc", CTN_LEGAL_FORM_END },
  { "sca", CTN_LEGAL_FORM_END },
  { "scop", CTN_LEGAL_FORM_END },
  { "srl", CTN_LEGAL_FORM_END },
  { "srls", CTN_LEGAL_FORM_END },
  { "scrl", CTN_LEGAL_FORM_END },
  { "scarl", CTN_LEGAL_FORM_END },
  { "spa", CTN_LEGAL_FORM_END },
  { "sl", CTN_LEGAL_FORM_END },
  { "slu", CTN_LEGAL_FORM_END },
  { "sll", CTN_LEGAL_FORM_END },
  { "lda", CTN_LEGAL_FORM_END },
  /* Netherlands, Belgium */
  { "besloten vennootschap", CTN_LEGAL_FORM_ANYWHERE },
  { "naamloze vennootschap", CTN_LEGAL_FORM_ANYWHERE },
  { "bv", CTN_LEGAL_FORM_END },
  { "bvba", CTN_LEGAL_FORM_END },
  { "nv", CTN_LEGAL_FORM_END },
  { "vzw", CTN_LEGAL_FORM_END },
  { "asbl", CTN_LEGAL_FORM_END },
  { "cv", CTN_LEGAL_FORM_END },
  { "vof", CTN_LEGAL_FORM_END },
  /* North */
  { "aktiebolag", CTN_LEGAL_FORM_END },
  { "osakeyhtio", CTN_LEGAL_FORM_END },
  { "oy", CTN_LEGAL_FORM_START },
  { "oyj", CTN_LEGAL_FORM_END },
  { "ab", CTN_LEGAL_FORM_START },
  { "aps", CTN_LEGAL_FORM_END },
  { "asa", CTN_LEGAL_FORM_END },
  { "hf", CTN_LEGAL_FORM_END },
  { "ehf", CTN_LEGAL_FORM_END },
  { "ou", CTN_LEGAL_FORM_START },
  { "uab", CTN_LEGAL_FORM_START },
  { "sia", CTN_LEGAL_FORM_START },
  /* Others */
  { "se", CTN_LEGAL_FORM_END },
  { "anonimi etairia", CTN_LEGAL_FORM_END },
  { "ae", CTN_LEGAL_FORM_END },
  { "epe", CTN_LEGAL_FORM_END },
  { "limited sirketi", CTN_LEGAL_FORM_ANYWHERE },
  { "anonim sirketi", CTN_LEGAL_FORM_ANYWHERE },
};

typedef struct {
  const char *words;
  gsize length;
} Span;

static guint
span_hash (gconstpointer key)
{
  const Span *span = key;
  guint hash = 5381;

  for (gsize i = 0; i < span->length; i++)
    hash = hash * 33 + (guchar) span->words[i];
  return hash;
}

static gboolean
span_equal (gconstpointer a, gconstpointer b)
{
  const Span *first = a, *second = b;

  return first->length == second->length &&
         memcmp (first->words, second->words, first->length) == 0;
}

typedef struct {
  GHashTable *forms;       /* Span to CtnLegalForm */
  GHashTable *first_words; /* Span to the number of words */
} Index;

static guint
count_words (const char *words)
{
  guint n = 1;

  for (; *words != '\0'; words++)
    n += *words == ' ' ? 1 : 0;
  return n;
}

static void
fill_index (Index *index)
{
  static Span spans[G_N_ELEMENTS (legal_forms)], first[G_N_ELEMENTS (legal_forms)];

  index->forms = g_hash_table_new (span_hash, span_equal);
  index->first_words = g_hash_table_new (span_hash, span_equal);
  for (size_t i = 0; i < G_N_ELEMENTS (legal_forms); i++) {
    const char *words = legal_forms[i].words;
    guint n = count_words (words), known;

    spans[i] = (Span) { words, strlen (words) };
    first[i] = (Span) { words, strcspn (words, " ") };
    known = GPOINTER_TO_UINT (g_hash_table_lookup (index->first_words, &first[i]));
    g_hash_table_insert (index->forms, &spans[i], GINT_TO_POINTER (legal_forms[i].place));
    g_hash_table_insert (index->first_words, &first[i], GUINT_TO_POINTER (MAX (n, known)));
  }
}

static const Index *
get_index (void)
{
  static gsize ready = 0;
  static Index index;

  if (g_once_init_enter (&ready)) {
    fill_index (&index);
    g_once_init_leave (&ready, 1);
  }
  return &index;
}

guint
ctn_legal_form_count_words (const char *word, gsize length)
{
  Span span = { word, length };

  return GPOINTER_TO_UINT (g_hash_table_lookup (get_index ()->first_words, &span));
}

CtnLegalForm
ctn_legal_form_look_up (const char *words, gsize length)
{
  Span span = { words, length };

  return (CtnLegalForm) GPOINTER_TO_INT (g_hash_table_lookup (get_index ()->forms, &span));
}
