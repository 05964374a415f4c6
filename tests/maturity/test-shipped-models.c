/* The maturity models that are shipped: complete in both languages, decidable, and consistent. */
#include <string.h>

#include <ctn-data.h>
#include <ctn-maturity-model.h>
#include <ctn-score.h>

/* A descriptor that says what can be seen has at least this many words. */
#define MIN_WORDS 5
#define MIN_WORDS_BAND 20

/* What README.md in data/models and the models themselves say of their size; counted by hand. */
typedef struct {
  const char *id;
  guint n_groups[8]; /* questions a dimension, 0 after the last; none: questions only */
  guint n_leaves;
  guint n_gates;
  CtnAggregation aggregation;
} Expected;

static const Expected models[] = {
  { "cluster-check-gold", { 4, 10, 2, 12, 3 }, 31, 3, CTN_AGGREGATION_POINTS_THRESHOLD },
  { "cluster-check-silver", { 3, 6, 10, 3 }, 22, 3, CTN_AGGREGATION_POINTS_THRESHOLD },
  { "digital-maturity-sme", { 4, 4, 3, 4, 3, 3 }, 21, 0, CTN_AGGREGATION_WEIGHTED_MEAN },
  { "organisation-capacity", { 4, 4, 4, 4, 4, 4 }, 24, 2, CTN_AGGREGATION_BOTTLENECK },
  { "regional-potential", { 4, 4, 4, 5, 4, 4 }, 25, 2, CTN_AGGREGATION_BOTTLENECK },
  { "ris3-wheel", { 3, 3, 3, 3, 3, 3 }, 18, 0, CTN_AGGREGATION_NONE },
  { "s3-enabling-condition", { 0 }, 7, 7, CTN_AGGREGATION_POINTS_THRESHOLD },
  { "value-chain", { 5, 5, 5 }, 15, 1, CTN_AGGREGATION_GEOMETRIC_MEAN },
};

static CtnMaturityModel *
load (gconstpointer data)
{
  const Expected *expected = data;
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model = ctn_maturity_model_new_shipped (expected->id, &error);

  g_assert_no_error (error);
  return model;
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += words[i][0] != '\0';
  return n;
}

/* Exactly these models: one more or less must be noticed here. */
static void
test_list (void)
{
  g_auto (GStrv) ids = ctn_maturity_model_list_shipped ();

  g_assert_cmpuint (g_strv_length (ids), ==, G_N_ELEMENTS (models));
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    g_assert_cmpstr (ids[i], ==, models[i].id);
}

static void
test_counts (gconstpointer data)
{
  const Expected *expected = data;
  g_autoptr (CtnMaturityModel) model = load (data);
  const CtnModelNode *whole = ctn_maturity_model_get_node (model, 0);

  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, expected->n_leaves);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (model), ==, expected->n_gates);
  g_assert_cmpint (whole->aggregation, ==, expected->aggregation);
  for (guint i = 0; expected->n_groups[i] > 0; i++)
    g_assert_cmpuint (
        ctn_maturity_model_get_node (model, ctn_model_node_get_child (whole, i))->n_leaves, ==,
        expected->n_groups[i]);
  g_assert_cmpstr (ctn_maturity_model_get_licence (model), ==, "CC-BY-4.0");
  g_assert_nonnull (ctn_maturity_model_get_author (model));
  g_assert_nonnull (ctn_maturity_model_get_date (model));
  g_assert_nonnull (ctn_maturity_model_get_description (model));
  g_assert_nonnull (ctn_maturity_model_get_note (model));
}

/* The numbers in @text as a set: "0.5" and "0,5" are 0 and 5. (transfer full) */
static GHashTable *
find_numbers (const char *text)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize length;

  for (; *text != '\0'; text += MAX (length, 1)) {
    length = strspn (text, "0123456789");
    if (length > 0)
      g_hash_table_add (numbers, g_strndup (text, length));
  }
  return numbers;
}

static gboolean
are_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (b, key))
      return FALSE;
  return g_hash_table_size (a) == g_hash_table_size (b);
}

static void
complain (const char *what, const char *en, const char *de)
{
  g_test_message ("%s: %s / %s", what, en, de);
  g_test_fail ();
}

/* Both languages say something, and a number in one of them is in the other, for that is where
 * translations go wrong. */
static void
check_texts (const CtnTexts *texts, guint min_words)
{
  const char *en = ctn_texts_look_up (texts, "en");
  const char *de = ctn_texts_look_up (texts, "de");
  g_autoptr (GHashTable) en_numbers = NULL;
  g_autoptr (GHashTable) de_numbers = NULL;

  g_assert_nonnull (en);
  g_assert_nonnull (de);
  if (count_words (en) < min_words || count_words (de) < min_words)
    complain ("Too few words", en, de);
  en_numbers = find_numbers (en);
  de_numbers = find_numbers (de);
  if (!are_equal (en_numbers, de_numbers))
    complain ("Other numbers", en, de);
}

static void
check_step (const CtnScaleStep *step)
{
  if (step->name != NULL)
    check_texts (step->name, 1);
  if (step->text != NULL)
    check_texts (step->text, 1);
}

static void
check_node (const CtnModelNode *node)
{
  check_texts (node->title, 1);
  if (node->index != 0)
    check_texts (node->help, MIN_WORDS);
  if (node->short_title != NULL)
    check_texts (node->short_title, 1);
  for (guint i = 0; node->bands != NULL && i < node->bands->len; i++) {
    const CtnBand *band = node->bands->pdata[i];

    check_texts (band->title, 1);
    check_texts (band->text, MIN_WORDS_BAND);
  }
  if (node->scale != NULL)
    for (guint i = 0; i < ctn_scale_get_n_steps (node->scale); i++)
      check_step (ctn_scale_get_step (node->scale, i));
}

static void
test_languages (gconstpointer data)
{
  g_autoptr (CtnMaturityModel) model = load (data);
  const char *const languages[] = { "en", "de", NULL };

  g_assert_true (g_strv_equal (ctn_maturity_model_get_languages (model), languages));
  check_texts (ctn_maturity_model_get_description (model), MIN_WORDS_BAND);
  check_texts (ctn_maturity_model_get_source (model), MIN_WORDS);
  check_texts (ctn_maturity_model_get_note (model), MIN_WORDS);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++)
    check_node (ctn_maturity_model_get_node (model, i));
  for (guint i = 0; i < ctn_maturity_model_get_n_gates (model); i++) {
    const CtnGate *gate = ctn_maturity_model_get_gate (model, i);

    check_texts (gate->title, 1);
    check_texts (gate->text, MIN_WORDS);
  }
}

/* No two descriptions of a model are the same, none is a few words, and they hold both languages. */
static void
test_descriptors (gconstpointer data)
{
  g_autoptr (CtnMaturityModel) model = load (data);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const CtnModelNode *leaf = ctn_maturity_model_get_leaf (model, i);
    guint n_steps = ctn_scale_get_n_steps (leaf->scale);

    g_assert_cmpuint (n_steps, >=, 2);
    if (leaf->scale->kind == CTN_SCALE_LEVELS) {
      g_assert_cmpuint (n_steps, ==, 6);
      g_assert_cmpint (leaf->scale->first_level, ==, 0);
    }
    for (guint step = 0; step < n_steps; step++) {
      const CtnTexts *text = leaf->descriptors != NULL
                                 ? leaf->descriptors->pdata[step]
                                 : ctn_scale_get_step (leaf->scale, step)->text;

      /* An option to tick can be as short as "Online shop"; a level cannot. */
      check_texts (text, leaf->scale->kind == CTN_SCALE_TICKS ? 3 : MIN_WORDS);
      if (!g_hash_table_add (seen, (gpointer) ctn_texts_look_up (text, "en")) ||
          !g_hash_table_add (seen, (gpointer) ctn_texts_look_up (text, "de")))
        complain ("Said before", leaf->code, ctn_texts_look_up (text, "en"));
    }
  }
}

/* Every value from 0 to 1 has a band, and every band has values. */
static void
test_bands (gconstpointer data)
{
  g_autoptr (CtnMaturityModel) model = load (data);

  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);

    for (guint step = 0; step <= 1000; step++)
      g_assert_nonnull (ctn_maturity_model_get_band (model, i, step / 1000.0));
    for (guint b = 0; node->bands != NULL && b < node->bands->len; b++) {
      const CtnBand *band = node->bands->pdata[b];

      g_assert_true (ctn_maturity_model_get_band (model, i, band->from) == band);
    }
  }
}

static double
highest_answer (const CtnScale *scale)
{
  if (scale->kind == CTN_SCALE_NUMBER)
    return scale->direction == CTN_DIRECTION_HIGHER ? scale->max : scale->min;
  if (scale->kind == CTN_SCALE_TICKS)
    return (double) ((G_GUINT64_CONSTANT (1) << ctn_scale_get_n_steps (scale)) - 1);
  return ctn_scale_get_step_answer (scale, ctn_scale_get_n_steps (scale) - 1);
}

static double
lowest_answer (const CtnScale *scale)
{
  if (scale->kind == CTN_SCALE_NUMBER)
    return scale->direction == CTN_DIRECTION_HIGHER ? scale->min : scale->max;
  return scale->kind == CTN_SCALE_TICKS ? 0 : ctn_scale_get_step_answer (scale, 0);
}

/* @highest answers everywhere make the value 1, the lowest 0, at the whole and every dimension; gates
 * pass or fail all together. */
static void
check_extreme (CtnMaturityModel *model, gboolean highest)
{
  guint n = ctn_maturity_model_get_n_leaves (model);
  g_autofree CtnAnswerValue *answers = g_new0 (CtnAnswerValue, n);
  g_autoptr (CtnScore) score = NULL;

  for (guint i = 0; i < n; i++) {
    const CtnScale *scale = ctn_maturity_model_get_leaf (model, i)->scale;

    answers[i].state = CTN_ANSWER_GIVEN;
    answers[i].value = highest ? highest_answer (scale) : lowest_answer (scale);
  }
  score = ctn_score_new (model, answers);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnNodeScore *node = ctn_score_get_node (score, i);

    if (node->state == CTN_NODE_PROFILE)
      continue;
    g_assert_cmpint (node->state, ==, CTN_NODE_SCORED);
    g_assert_cmpfloat_with_epsilon (node->value, highest ? 1 : 0, 1e-12);
  }
  for (guint i = 0; i < ctn_maturity_model_get_n_gates (model); i++)
    g_assert_cmpint (ctn_score_get_gate (score, i), ==,
                     highest ? CTN_GATE_PASSED : CTN_GATE_FAILED);
}

static void
test_extremes (gconstpointer data)
{
  g_autoptr (CtnMaturityModel) model = load (data);

  check_extreme (model, TRUE);
  check_extreme (model, FALSE);
}

/* The check that the command line and the library view use finds nothing. */
static void
test_check (gconstpointer data)
{
  const Expected *expected = data;
  g_autofree char *relative = g_strdup_printf ("models/%s.json", expected->id);
  g_autofree char *path = ctn_data_path (relative);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  g_assert_true (g_file_get_contents (path, &json, NULL, &error));
  problems = ctn_maturity_model_check (json, -1);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* The Silver scope is a part of the Gold scope, word for word, so that answers can be carried over. */
static void
test_scopes (void)
{
  g_autoptr (CtnMaturityModel) gold = ctn_maturity_model_new_shipped ("cluster-check-gold", NULL);
  g_autoptr (CtnMaturityModel) silver =
      ctn_maturity_model_new_shipped ("cluster-check-silver", NULL);

  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (silver); i++) {
    const CtnModelNode *leaf = ctn_maturity_model_get_leaf (silver, i);
    const CtnModelNode *same = ctn_maturity_model_find (gold, leaf->code);

    g_assert_nonnull (same);
    g_assert_cmpstr (ctn_texts_look_up (leaf->title, "en"), ==,
                     ctn_texts_look_up (same->title, "en"));
    for (guint step = 0; step < 6; step++)
      g_assert_cmpstr (ctn_model_node_get_descriptor (leaf, step, "de"), ==,
                       ctn_model_node_get_descriptor (same, step, "de"));
  }
}

/* The examples of the page that explains the format are models without a fault. */
static void
test_readme (void)
{
  g_autofree char *path = ctn_data_path ("models/README.md");
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &page, NULL, &error));
  parts = g_strsplit (page, "```", -1);
  for (guint i = 1; parts[i] != NULL; i += 2) {
    g_autoptr (GPtrArray) problems = NULL;

    if (!g_str_has_prefix (parts[i], "json\n"))
      continue;
    problems = ctn_maturity_model_check (parts[i] + strlen ("json\n"), -1);
    for (guint j = 0; j < problems->len; j++)
      complain ("Example", ((CtnModelProblem *) problems->pdata[j])->place,
                ((CtnModelProblem *) problems->pdata[j])->message);
    n++;
  }
  g_assert_cmpuint (n, ==, 2);
}

static void
add_tests (const Expected *expected)
{
  static const struct {
    const char *name;
    GTestDataFunc function;
  } tests[] = {
    { "counts", test_counts }, { "languages", test_languages }, { "descriptors", test_descriptors },
    { "bands", test_bands },   { "extremes", test_extremes },   { "check", test_check },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strdup_printf ("/shipped/%s/%s", expected->id, tests[i].name);

    g_test_add_data_func (path, expected, tests[i].function);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shipped/list", test_list);
  g_test_add_func ("/shipped/scopes", test_scopes);
  g_test_add_func ("/shipped/readme", test_readme);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    add_tests (&models[i]);
  return g_test_run ();
}
