/* Reading, checking and writing models. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "ctn-maturity-model.h"

/* A model with all kinds of parts. */
static const char full[] =
    "{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": \"full\","
    " \"version\": \"2\", \"licence\": \"CC0-1.0\", \"languages\": [\"en\", \"de\"],"
    " \"title\": {\"en\": \"Full\", \"de\": \"Voll\"}, \"source\": {\"en\": \"Test\", \"de\": "
    "\"Test\"},"
    " \"scales\": {\"s\": {\"kind\": \"levels\", \"first\": 1, \"levels\": ["
    "   {\"name\": {\"en\": \"one\", \"de\": \"eins\"}, \"text\": {\"en\": \"of scale\", \"de\": "
    "\"Skala\"}},"
    "   {\"name\": {\"en\": \"two\", \"de\": \"zwei\"}}]}},"
    " \"bands-relative-to\": \"eu\","
    " \"bands\": [{\"code\": \"low\", \"from\": 0, \"title\": {\"en\": \"low\", \"de\": \"tief\"}},"
    "   {\"code\": \"mid\", \"from\": 0.7, \"title\": {\"en\": \"mid\", \"de\": \"mittel\"}},"
    "   {\"code\": \"high\", \"above\": 1.25, \"title\": {\"en\": \"high\", \"de\": \"hoch\"}}],"
    " \"groups\": ["
    "  {\"code\": \"A\", \"title\": {\"en\": \"A\", \"de\": \"A\"}, \"weight\": 2.5, "
    "\"aggregation\": \"minimum\","
    "   \"items\": ["
    "    {\"code\": \"A1\", \"title\": {\"en\": \"A1\", \"de\": \"A1\"}, \"scale\": \"s\","
    "     \"descriptors\": [{\"en\": \"own\", \"de\": \"eigen\"}, {\"en\": \"own 2\", \"de\": "
    "\"eigen 2\"}]},"
    "    {\"code\": \"A2\", \"title\": {\"en\": \"A2\", \"de\": \"A2\"}, \"scale\": \"s\", "
    "\"required\": true}]},"
    "  {\"code\": \"B\", \"title\": {\"en\": \"B\", \"de\": \"B\"}, \"aggregation\": "
    "\"points-threshold\","
    "   \"threshold\": 0.8, \"groups\": [{\"code\": \"B1\", \"title\": {\"en\": \"B1\", \"de\": "
    "\"B1\"}, \"items\": ["
    "    {\"code\": \"B1a\", \"title\": {\"en\": \"n\", \"de\": \"n\"}, \"scale\": {\"kind\": "
    "\"number\","
    "     \"unit\": {\"en\": \"%\", \"de\": \"%\"}, \"transform\": \"log\", \"direction\": "
    "\"lower\", \"min\": 1, \"max\": 100}},"
    "    {\"code\": \"B1b\", \"title\": {\"en\": \"t\", \"de\": \"t\"}, \"scale\": {\"kind\": "
    "\"ticks\", \"options\": ["
    "     {\"name\": {\"en\": \"o\", \"de\": \"o\"}}, {\"name\": {\"en\": \"p\", \"de\": \"p\"}, "
    "\"points\": 3}]}},"
    "    {\"code\": \"B1c\", \"title\": {\"en\": \"y\", \"de\": \"y\"}, \"scale\": {\"kind\": "
    "\"yes-no\"}}]}]}],"
    " \"gates\": [{\"code\": \"g\", \"node\": \"A1\", \"at-least\": 2, \"title\": {\"en\": \"g\", "
    "\"de\": \"g\"}}],"
    " \"norms\": [{\"code\": \"eu\", \"title\": {\"en\": \"EU\", \"de\": \"EU\"}, \"year\": 2023,"
    "   \"values\": {\"total\": 0.4, \"A1\": 0.5}}]}";

static CtnMaturityModel *
load (const char *json)
{
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model = ctn_maturity_model_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return model;
}

static void
test_tree (void)
{
  g_autoptr (CtnMaturityModel) model = load (full);
  const CtnModelNode *node;

  g_assert_cmpuint (ctn_maturity_model_get_n_nodes (model), ==, 9);
  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, 5);
  node = ctn_maturity_model_find (model, "B1");
  g_assert_nonnull (node);
  g_assert_cmpuint (node->index, ==, 5);
  g_assert_cmpuint (node->depth, ==, 2);
  g_assert_cmpuint (node->parent, ==, 4);
  g_assert_cmpuint (node->pillar, ==, 4);
  g_assert_cmpuint (node->first_leaf, ==, 2);
  g_assert_cmpuint (node->n_leaves, ==, 3);
  g_assert_cmpuint (ctn_model_node_get_child (node, 2), ==, 8);
  g_assert_cmpstr (ctn_maturity_model_get_leaf (model, 4)->code, ==, "B1c");
  g_assert_cmpuint (ctn_maturity_model_find (model, "total")->index, ==, 0);
  g_assert_null (ctn_maturity_model_find (model, "C"));
  g_assert_true (ctn_maturity_model_find (model, "A2")->required);
  g_assert_cmpfloat_with_epsilon (ctn_maturity_model_find (model, "A")->weight, 2.5, 1e-15);
}

static void
test_texts (void)
{
  g_autoptr (CtnMaturityModel) model = load (full);
  const CtnModelNode *a1 = ctn_maturity_model_find (model, "A1");
  const CtnModelNode *a2 = ctn_maturity_model_find (model, "A2");
  const CtnTexts *title = ctn_maturity_model_get_title (model);

  g_assert_cmpstr (ctn_texts_get (title, "de"), ==, "Voll");
  g_assert_cmpstr (ctn_texts_get (title, "de-AT"), ==, "Voll");
  g_assert_cmpstr (ctn_texts_get (title, "de_AT.UTF-8"), ==, "Voll");
  g_assert_cmpstr (ctn_texts_get (title, "hu"), ==, "Full");
  g_assert_cmpstr (ctn_texts_get (NULL, "hu"), ==, "");
  g_assert_cmpstr (ctn_model_node_get_descriptor (a1, 1, "de"), ==, "eigen 2");
  g_assert_cmpstr (ctn_model_node_get_descriptor (a2, 0, "en"), ==, "of scale");
  g_assert_cmpstr (ctn_model_node_get_descriptor (a2, 1, "en"), ==, "");
  g_assert_cmpstr (ctn_model_node_get_descriptor (a2, 7, "en"), ==, "");
}

static void
test_language_tags (void)
{
  static const char *const good[] = { "en", "gsw", "pt-BR", "sr-Latn-RS" };
  static const char *const bad[] = { "",    "e",      "EN",    "engl",
                                     "en-", "en--US", "en_US", "en-toolongtag" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ctn_texts_is_language (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ctn_texts_is_language (bad[i]));
}

/* The norm of the whole is 0.4: 0.28 is 70 % of it and in the middle, 0.5 is 125 % and not above. */
static void
test_bands (void)
{
  g_autoptr (CtnMaturityModel) model = load (full);
  guint a2 = ctn_maturity_model_find (model, "A2")->index;

  g_assert_cmpstr (ctn_maturity_model_get_band (model, 0, 0.27)->code, ==, "low");
  g_assert_cmpstr (ctn_maturity_model_get_band (model, 0, 0.28)->code, ==, "mid");
  g_assert_cmpstr (ctn_maturity_model_get_band (model, 0, 0.5)->code, ==, "mid");
  g_assert_cmpstr (ctn_maturity_model_get_band (model, 0, 0.51)->code, ==, "high");
  g_assert_null (ctn_maturity_model_get_band (model, 0, NAN));
  g_assert_null (ctn_maturity_model_get_band (model, a2, 0.5)); /* the norm has no value for it */
}

static void
test_round_trip (void)
{
  g_autoptr (CtnMaturityModel) model = load (full);
  g_autofree char *once = ctn_maturity_model_to_json (model);
  g_autoptr (CtnMaturityModel) again = load (once);
  g_autofree char *twice = ctn_maturity_model_to_json (again);

  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpuint (ctn_maturity_model_get_n_nodes (again), ==, 9);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (again), ==, 1);
  g_assert_cmpuint (ctn_maturity_model_get_n_norms (again), ==, 1);
  g_assert_nonnull (strstr (once, "\"weight\": 2.5"));
  g_assert_nonnull (strstr (once, "\"above\": 1.25"));
}

/* Replaces the first @old of the full model. */
static char *
change (const char *old, const char *new)
{
  const char *at = strstr (full, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - full), full, new, at + strlen (old));
}

typedef struct {
  const char *old;
  const char *new;
  const char *place;
  gboolean is_error;
} Fault;

static const Fault faults[] = {
  { "\"weight\": 2.5", "\"weight\": -1", "/groups/0/weight", TRUE },
  { "\"weight\": 2.5", "\"weight\": \"2\"", "/groups/0/weight", TRUE },
  { "\"weight\": 2.5", "\"wieght\": 2", "/groups/0/wieght", FALSE },
  { "\"code\": \"A2\"", "\"code\": \"A1\"", "/groups/0/items/1/code", TRUE },
  { "\"code\": \"A2\"", "\"code\": \"total\"", "/groups/0/items/1/code", TRUE },
  { "\"code\": \"A2\"", "\"code\": \"A 2\"", "/groups/0/items/1/code", TRUE },
  { "\"minimum\"", "\"min\"", "/groups/0/aggregation", TRUE },
  { "\"minimum\"", "\"none\"", "", TRUE }, /* the whole has a value */
  { "\"threshold\": 0.8,", "", "/groups/1/threshold", TRUE },
  { "\"scale\": \"s\"", "\"scale\": \"x\"", "/groups/0/items/0/scale", TRUE },
  { "\"scale\": \"s\"", "\"scael\": \"s\"", "/groups/0/items/0/scael", FALSE },
  { ", {\"en\": \"own 2\", \"de\": \"eigen 2\"}", "", "/groups/0/items/0/descriptors", TRUE },
  { "\"en\": \"own\", ", "", "/groups/0/items/0/descriptors/0/en", TRUE },
  { "\"own 2\", \"de\": \"eigen 2\"", "\"own 2\"", "/groups/0/items/0/descriptors/1/de", FALSE },
  { "\"min\": 1", "\"min\": 0", "/groups/1/groups/0/items/0/scale/min", TRUE },
  { "\"transform\": \"log\", \"direction\": \"lower\", \"min\": 1",
    "\"transform\": \"sqrt\", \"min\": -1", "/groups/1/groups/0/items/0/scale/min", TRUE },
  { "\"max\": 100", "\"max\": 1", "/groups/1/groups/0/items/0/scale/max", TRUE },
  { "\"max\": 100", "\"max\": 1e400", "/groups/1/groups/0/items/0/scale/max", TRUE },
  { "\"node\": \"A1\"", "\"node\": \"A9\"", "/gates/0/node", TRUE },
  { ", \"at-least\": 2", "", "/gates/0", TRUE },
  { "\"A1\": 0.5", "\"A1\": 5", "/norms/0/values/A1", TRUE },
  { "\"A1\": 0.5", "\"A/9\": 0.5", "/norms/0/values/A~19", TRUE },
  { "\"from\": 0.7", "\"from\": 0", "/bands/1/from", TRUE },
  { "\"bands-relative-to\": \"eu\"", "\"bands-relative-to\": \"us\"", "/norms", TRUE },
  { "\"languages\": [\"en\", \"de\"]", "\"languages\": [\"en\", \"DE\"]", "/languages/1", TRUE },
  { "\"format-version\": 1", "\"format-version\": 2", "/format-version", TRUE },
  { "catenary-maturity-model", "other", "/format", TRUE },
  { "\"licence\": \"CC0-1.0\",", "", "/licence", TRUE },
  { "\"de\": \"Voll\"", "\"de\": \"a\\u0007b\"", "/title/de", TRUE },
  { "\"id\": \"full\"", "\"id\": 5", "/id", TRUE },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *json = change (faults[i].old, faults[i].new);
    g_autoptr (GPtrArray) problems = ctn_maturity_model_check (json, -1);
    g_autoptr (CtnMaturityModel) model = NULL;
    g_autoptr (GError) error = NULL;
    gboolean found = FALSE;

    for (guint j = 0; j < problems->len; j++) {
      CtnModelProblem *problem = g_ptr_array_index (problems, j);

      g_test_message ("%u %s: %s", i, problem->place, problem->message);
      found |=
          strcmp (problem->place, faults[i].place) == 0 && problem->is_error == faults[i].is_error;
    }
    if (!found)
      g_test_fail_printf ("fault %u was not found at %s", i, faults[i].place);
    model = ctn_maturity_model_new_from_json (json, -1, &error);
    if (faults[i].is_error) {
      g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
      g_assert_true (g_str_has_prefix (error->message, faults[i].place));
    }
  }
}

static void
test_full_is_clean (void)
{
  g_autoptr (GPtrArray) problems = ctn_maturity_model_check (full, -1);

  g_assert_cmpuint (problems->len, ==, 0);
}

/* Groups four levels below the whole leave no room for items. */
static void
test_too_deep (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *json = change (
      "\"items\": [    {\"code\": \"B1a\"",
      "\"groups\": [{\"code\": \"X\", \"title\": {\"en\": \"X\", \"de\": \"X\"}, \"items\": []}],"
      " \"old\": [ {\"code\": \"B1a\"");
  CtnModelProblem *problem;

  problems = ctn_maturity_model_check (json, -1);
  g_assert_cmpuint (problems->len, >, 0);
  problem = g_ptr_array_index (problems, problems->len - 1);
  g_assert_cmpstr (problem->place, ==, "/groups/1/groups/0/items");
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"format\": \"catenary-maturity-model\", \"x\": ");
  static const char *const texts[] = { "",
                                       " ",
                                       "null",
                                       "[]",
                                       "{",
                                       "\"a\"",
                                       "{\"format\": 1}",
                                       "\xff\xfe",
                                       "{} {}",
                                       "// a\n{}",
                                       "{\"format\": \"catenary-maturity-model\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ctn_maturity_model_new_from_json (texts[i], -1, &error));
    g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  }
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (ctn_maturity_model_new_from_json (deep->str, (gssize) deep->len, NULL));
  g_string_set_size (deep, CTN_MODEL_MAX_BYTES + 1);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (ctn_maturity_model_new_from_json (deep->str, (gssize) deep->len, &error));
    g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_TOO_LARGE);
  }
}

/* What is not part of the format is left out with a warning, but not if it nests deeper than the parser
 * should go. */
static void
test_depth (void)
{
  g_autofree char *flat =
      change ("\"id\": \"full\"", "\"id\": \"full\", \"x\": [[[\"[[[[[[[[[[[[[[[[\"]]]");
  g_autofree char *deep =
      change ("\"id\": \"full\"", "\"id\": \"full\", \"x\": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");
  g_autoptr (CtnMaturityModel) model = load (flat);

  g_assert_nonnull (model);
  g_assert_null (ctn_maturity_model_new_from_json (deep, -1, NULL));
}

/* Cut off anywhere and with any byte changed: a message or a model, never a crash. */
static void
test_damaged (void)
{
  gsize length = strlen (full);

  for (gsize i = 0; i < length; i += 7) {
    g_autofree char *copy = g_strdup (full);

    g_clear_pointer (
        &(CtnMaturityModel *) { ctn_maturity_model_new_from_json (full, (gssize) i, NULL) },
        ctn_maturity_model_unref);
    copy[i] = "\"{[0]},:x\\"[i % 10];
    g_clear_pointer (&(CtnMaturityModel *) { ctn_maturity_model_new_from_json (copy, -1, NULL) },
                     ctn_maturity_model_unref);
  }
}

/* 400 questions in 20 groups; read in 50 ms is the aim of a release build, which bench measures. */
static void
test_large (void)
{
  g_autoptr (GString) json =
      g_string_new ("{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": "
                    "\"l\", \"version\": \"1\","
                    " \"licence\": \"x\", \"languages\": [\"en\"], \"title\": {\"en\": \"L\"}, "
                    "\"source\": {\"en\": \"T\"},"
                    " \"groups\": [");
  g_autoptr (CtnMaturityModel) model = NULL;

  for (guint g = 0; g < 20; g++) {
    g_string_append_printf (json, "%s{\"code\": \"g%u\", \"title\": {\"en\": \"G\"}, \"items\": [",
                            g == 0 ? "" : ",", g);
    for (guint i = 0; i < 20; i++)
      g_string_append_printf (
          json,
          "%s{\"code\": \"g%ui%u\", \"title\": {\"en\": \"I\"}, \"scale\": {\"kind\": \"yes-no\"}}",
          i == 0 ? "" : ",", g, i);
    g_string_append (json, "]}");
  }
  g_string_append (json, "]}");
  model = load (json->str);
  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, 400);
}

/* Every shipped model is free of faults, complete in both languages, and written as the program writes
 * it. */
static void
test_shipped (void)
{
  g_auto (GStrv) ids = ctn_maturity_model_list_shipped ();

  g_assert_true (g_strv_contains ((const char *const *) ids, "ris3-wheel"));
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *relative =
        g_strdup_printf ("%s/models/%s.json", g_getenv ("CTN_DATA_DIR"), ids[i]);
    g_autoptr (CtnMaturityModel) model = NULL;
    g_autoptr (GPtrArray) problems = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *json = NULL;
    g_autofree char *written = NULL;

    g_assert_true (g_file_get_contents (relative, &json, NULL, &error));
    problems = ctn_maturity_model_check (json, -1);
    for (guint j = 0; j < problems->len; j++)
      g_test_message ("%s %s", ids[i], ((CtnModelProblem *) problems->pdata[j])->place);
    g_assert_cmpuint (problems->len, ==, 0);
    model = ctn_maturity_model_new_shipped (ids[i], &error);
    g_assert_no_error (error);
    g_assert_cmpstr (ctn_maturity_model_get_id (model), ==, ids[i]);
    written = ctn_maturity_model_to_json (model);
    if (g_getenv ("CTN_WRITE_MODELS") != NULL)
      g_assert_true (g_file_set_contents (relative, written, -1, NULL));
    else
      g_assert_cmpstr (json, ==, written);
  }
}

static void
test_not_shipped (void)
{
  static const char *const ids[] = { "", "no-such", "../schema/001", "." };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ctn_maturity_model_new_shipped (ids[i], &error));
    g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
  }
}

static void
test_wheel (void)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, 18);
  g_assert_cmpuint (ctn_maturity_model_get_node (model, 0)->children->len, ==, 6);
  g_assert_cmpint (ctn_maturity_model_get_node (model, 0)->aggregation, ==, CTN_AGGREGATION_NONE);
  for (guint i = 0; i < 18; i++) {
    const CtnModelNode *leaf = ctn_maturity_model_get_leaf (model, i);

    g_assert_cmpuint (ctn_scale_get_n_steps (leaf->scale), ==, 6);
    for (guint level = 0; level < 6; level++) {
      const char *en = ctn_model_node_get_descriptor (leaf, level, "en");
      const char *de = ctn_model_node_get_descriptor (leaf, level, "de");

      /* A description that decides is a sentence, and no two are the same. */
      g_assert_cmpuint (strlen (en), >, 20);
      g_assert_true (g_hash_table_add (seen, (gpointer) en));
      g_assert_true (g_hash_table_add (seen, (gpointer) de));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/tree", test_tree);
  g_test_add_func ("/model/texts", test_texts);
  g_test_add_func ("/model/language-tags", test_language_tags);
  g_test_add_func ("/model/bands", test_bands);
  g_test_add_func ("/model/round-trip", test_round_trip);
  g_test_add_func ("/model/full-is-clean", test_full_is_clean);
  g_test_add_func ("/model/faults", test_faults);
  g_test_add_func ("/model/too-deep", test_too_deep);
  g_test_add_func ("/model/hostile", test_hostile);
  g_test_add_func ("/model/depth", test_depth);
  g_test_add_func ("/model/damaged", test_damaged);
  g_test_add_func ("/model/large", test_large);
  g_test_add_func ("/model/shipped", test_shipped);
  g_test_add_func ("/model/not-shipped", test_not_shipped);
  g_test_add_func ("/model/wheel", test_wheel);
  return g_test_run ();
}
