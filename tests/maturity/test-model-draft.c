/* Models being written: what is made is a model, what is changed comes back, and what a change must not
 * do is refused. */
#include <ctn-model-draft.h>
#include <ctn-model-store.h>
#include <math.h>

typedef struct {
  CtnModelDraft *draft;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->draft = ctn_model_draft_new_blank ("Readiness", "en");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_model_draft_free (f->draft);
}

static CtnMaturityModel *
finish (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CtnMaturityModel *model = ctn_model_draft_finish (f->draft, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
  return model;
}

static void
test_blank (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnMaturityModel) model = finish (f);

  g_assert_cmpstr (ctn_texts_get (ctn_maturity_model_get_title (model), "en"), ==, "Readiness");
  g_assert_cmpuint (ctn_maturity_model_get_n_nodes (model), ==, 3);
  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, 1);
  g_assert_cmpuint (ctn_scale_get_n_steps (ctn_maturity_model_get_leaf (model, 0)->scale), ==, 6);
}

/* A shipped model is the same after a draft that changes nothing. */
static void
test_unchanged (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) ids = ctn_maturity_model_list_shipped ();

  g_assert_nonnull (ids[0]);
  for (char **id = ids; *id != NULL; id++) {
    g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped (*id, NULL);
    g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (model);
    g_autoptr (CtnMaturityModel) again = ctn_model_draft_finish (draft, NULL);
    g_autofree char *before = ctn_maturity_model_to_json (model);
    g_autofree char *after = ctn_maturity_model_to_json (again);

    g_assert_cmpstr (after, ==, before);
  }
}

static void
test_members (Fixture *f, gconstpointer data)
{
  const char *place = "/groups/0/items/0";
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnModelNode *leaf;

  ctn_model_draft_add_language (f->draft, "de");
  ctn_model_draft_add_language (f->draft, "de");
  ctn_model_draft_set_text (f->draft, place, "title", "de", "Bereitschaft");
  ctn_model_draft_set_text (f->draft, place, "help", "en", "Look at the budget.");
  ctn_model_draft_set_number (f->draft, place, "weight", 2.5);
  ctn_model_draft_set_boolean (f->draft, place, "required", TRUE);
  ctn_model_draft_set_string (f->draft, "/groups/0", "aggregation", "minimum");
  model = finish (f);
  leaf = ctn_maturity_model_get_leaf (model, 0);
  g_assert_cmpuint (g_strv_length ((char **) ctn_maturity_model_get_languages (model)), ==, 2);
  g_assert_cmpstr (ctn_texts_get (leaf->title, "de"), ==, "Bereitschaft");
  g_assert_cmpstr (ctn_texts_get (leaf->help, "en"), ==, "Look at the budget.");
  g_assert_cmpfloat_with_epsilon (leaf->weight, 2.5, 1e-12);
  g_assert_true (leaf->required);
  g_assert_cmpint (ctn_maturity_model_get_node (model, 1)->aggregation, ==,
                   CTN_AGGREGATION_MINIMUM);
  g_assert_cmpstr (ctn_model_draft_get_text (f->draft, place, "title", "de"), ==, "Bereitschaft");
  g_assert_cmpstr (ctn_model_draft_get_text (f->draft, place, "help", "de"), ==, "");
  g_assert_cmpfloat_with_epsilon (ctn_model_draft_get_number (f->draft, place, "weight", 1), 2.5,
                                  1e-12);

  ctn_model_draft_set_text (f->draft, place, "help", "en", "");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = finish (f);
  g_assert_null (ctn_maturity_model_get_leaf (model, 0)->help);
}

/* Codes of the leaves in order, "q1 q2". */
static void
assert_leaves (Fixture *f, const char *expected)
{
  g_autoptr (CtnMaturityModel) model = finish (f);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ctn_maturity_model_get_leaf (model, i)->code);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_tree (Fixture *f, gconstpointer data)
{
  g_autofree char *group = ctn_model_draft_add_group (f->draft, "", "Skills", "en");
  g_autofree char *second = ctn_model_draft_add_question (f->draft, "/groups/0", "Second", "en");
  g_autofree char *third = ctn_model_draft_add_question (f->draft, "/groups/0", "Third", "en");

  g_assert_cmpstr (group, ==, "/groups/1");
  g_assert_cmpstr (second, ==, "/groups/0/items/1");
  assert_leaves (f, "q1 q3 q4 q2");
  /* Groups and questions do not mix, and a question has no children. */
  g_assert_null (ctn_model_draft_add_question (f->draft, "", "x", "en"));
  g_assert_null (ctn_model_draft_add_group (f->draft, "/groups/0", "x", "en"));
  g_assert_null (ctn_model_draft_add_question (f->draft, "/groups/9", "x", "en"));

  g_assert_false (ctn_model_draft_can_move (f->draft, "/groups/0/items/0", -1));
  g_assert_false (ctn_model_draft_can_move (f->draft, third, 1));
  g_assert_false (ctn_model_draft_can_move (f->draft, "", 1));
  ctn_model_draft_move (f->draft, third, -1);
  assert_leaves (f, "q1 q4 q3 q2");
  ctn_model_draft_move (f->draft, "/groups/0", 1);
  assert_leaves (f, "q2 q1 q4 q3");
  ctn_model_draft_remove (f->draft, "/groups/1/items/1");
  assert_leaves (f, "q2 q1 q3");
  g_assert_false (ctn_model_draft_can_remove (f->draft, "/groups/0/items/0"));
  g_assert_false (ctn_model_draft_can_remove (f->draft, ""));
  ctn_model_draft_remove (f->draft, "/groups/0");
  assert_leaves (f, "q1 q3");
}

/* What leaves the tree leaves gates and norms too, else the model could not be read any more. */
static void
test_references (Fixture *f, gconstpointer data)
{
  static const char json[] =
      "{\"format\":\"catenary-maturity-model\",\"format-version\":1,\"id\":\"x\",\"version\":\"1\","
      "\"licence\":\"CC0-1.0\",\"languages\":[\"en\"],\"title\":{\"en\":\"X\"},"
      "\"source\":{\"en\":\"X\"},\"items\":["
      "{\"code\":\"a\",\"title\":{\"en\":\"A\"},\"scale\":{\"kind\":\"yes-no\"}},"
      "{\"code\":\"b\",\"title\":{\"en\":\"B\"},\"scale\":{\"kind\":\"yes-no\"}}],"
      "\"gates\":[{\"code\":\"g\",\"node\":\"b\",\"at-least\":1,\"title\":{\"en\":\"G\"}}],"
      "\"norms\":[{\"code\":\"n\",\"title\":{\"en\":\"N\"},\"values\":{\"a\":0.5,\"b\":0.5}}]}";
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (json, -1, NULL);
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (model);
  g_autoptr (CtnMaturityModel) changed = NULL;

  ctn_model_draft_remove (draft, "/items/1");
  changed = ctn_model_draft_finish (draft, NULL);
  g_assert_nonnull (changed);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (changed), ==, 0);
  g_assert_cmpuint (ctn_maturity_model_get_n_norms (changed), ==, 1);
}

static const CtnScale *
get_scale (CtnMaturityModel *model)
{
  return ctn_maturity_model_get_leaf (model, 0)->scale;
}

static void
test_scales (Fixture *f, gconstpointer data)
{
  const char *place = "/groups/0/items/0";
  g_autoptr (CtnMaturityModel) levels = NULL;
  g_autoptr (CtnMaturityModel) number = NULL;
  g_autoptr (CtnMaturityModel) yes_no = NULL;

  ctn_model_draft_set_descriptor (f->draft, place, 2, 6, "en", "There is a plan");
  ctn_model_draft_set_levels (f->draft, place, 4);
  levels = finish (f);
  g_assert_cmpuint (ctn_scale_get_n_steps (get_scale (levels)), ==, 4);
  g_assert_cmpstr (ctn_model_node_get_descriptor (ctn_maturity_model_get_leaf (levels, 0), 2, "en"),
                   ==, "There is a plan");
  /* With words a level needs no number for a name; without, it gets it back. */
  g_assert_null (ctn_scale_get_step (get_scale (levels), 2)->name);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (levels), 3)->name, "en"), ==, "3");
  ctn_model_draft_set_descriptor (f->draft, place, 2, 4, "en", "");
  g_clear_pointer (&levels, ctn_maturity_model_unref);
  levels = finish (f);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (levels), 2)->name, "en"), ==, "2");

  ctn_model_draft_set_goalposts (f->draft, place, 0, 100, CTN_DIRECTION_LOWER);
  ctn_model_draft_set_unit (f->draft, place, "en", "days");
  number = finish (f);
  g_assert_cmpint (get_scale (number)->kind, ==, CTN_SCALE_NUMBER);
  g_assert_cmpfloat_with_epsilon (get_scale (number)->max, 100, 1e-12);
  g_assert_cmpint (get_scale (number)->direction, ==, CTN_DIRECTION_LOWER);
  g_assert_cmpstr (ctn_texts_get (get_scale (number)->unit, "en"), ==, "days");
  ctn_model_draft_set_yes_no (f->draft, place);
  yes_no = finish (f);
  g_assert_cmpint (get_scale (yes_no)->kind, ==, CTN_SCALE_YES_NO);
}

/* Names of the levels: one alone, and the number again when it goes. Beside a text no number is needed. A German name
 * without an English one is the English one too, for every text exists in the first language. */
static void
test_step_names (Fixture *f, gconstpointer data)
{
  const char *place = "/groups/0/items/0";
  g_autoptr (CtnMaturityModel) model = NULL;
  g_autofree char *title = NULL;

  ctn_model_draft_add_language (f->draft, "de");
  g_assert_cmpstr (ctn_model_draft_get_step_name (f->draft, place, 3, "en"), ==, "");
  ctn_model_draft_set_step_name (f->draft, place, 3, "en", "Fair");
  ctn_model_draft_set_step_name (f->draft, place, 3, "de", "Brauchbar");
  ctn_model_draft_set_descriptor (f->draft, place, 4, 6, "en", "Others visit to learn");
  ctn_model_draft_set_step_name (f->draft, place, 4, "de", "Vorbild");
  g_assert_cmpstr (ctn_model_draft_get_step_name (f->draft, place, 3, "de"), ==, "Brauchbar");
  model = finish (f);
  title = ctn_scale_dup_step_title (get_scale (model), 3, "de");
  g_assert_cmpstr (title, ==, "3 · Brauchbar");
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (model), 4)->name, "en"), ==,
                   "Vorbild");
  ctn_model_draft_set_step_name (f->draft, place, 3, "de", "");
  ctn_model_draft_set_step_name (f->draft, place, 3, "en", "");
  ctn_model_draft_set_step_name (f->draft, place, 4, "de", "");
  ctn_model_draft_set_step_name (f->draft, place, 4, "en", "");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = finish (f);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (model), 3)->name, "en"), ==, "3");
  g_assert_null (ctn_scale_get_step (get_scale (model), 4)->name);
}

/* In a shared scale a name is changed for all that share it: the 18 questions of the wheel. Taking it away in the
 * first language only is refused, for the German one is left. */
static void
test_shared_step_names (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnMaturityModel) wheel = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (wheel);
  g_autoptr (CtnMaturityModel) model = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (ctn_model_draft_count_sharing (draft, "/groups/0/items/0"), ==, 18);
  g_assert_cmpuint (ctn_model_draft_count_sharing (f->draft, "/groups/0/items/0"), ==, 1);
  g_assert_cmpstr (ctn_model_draft_get_step_name (draft, "/groups/0/items/0", 3, "de"), ==,
                   "Befriedigend");
  ctn_model_draft_set_step_name (draft, "/groups/0/items/0", 3, "de", "Brauchbar");
  model = ctn_model_draft_finish (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      ctn_texts_get (ctn_scale_get_step (ctn_maturity_model_get_leaf (model, 17)->scale, 3)->name,
                     "de"),
      ==, "Brauchbar");
  ctn_model_draft_set_step_name (draft, "/groups/0/items/0", 3, "en", "");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = ctn_model_draft_finish (draft, &error);
  g_assert_null (model);
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
}

/* Questions that share a scale have words of their own; the others keep what the scale says. */
static void
test_descriptors (Fixture *f, gconstpointer data)
{
  g_autoptr (CtnMaturityModel) wheel = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (wheel);
  g_autofree char *added = ctn_model_draft_add_question (draft, "/groups/0", "New", "en");
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnModelNode *leaf;

  g_assert_nonnull (ctn_model_draft_get_string (draft, added, "scale"));
  ctn_model_draft_set_descriptor (draft, added, 1, 6, "de", "Ein Anfang");
  model = ctn_model_draft_finish (draft, NULL);
  g_assert_nonnull (model);
  leaf = ctn_maturity_model_get_leaf (model, 3);
  g_assert_cmpstr (ctn_texts_get (leaf->title, "en"), ==, "New");
  g_assert_cmpstr (ctn_model_node_get_descriptor (leaf, 1, "de"), ==, "Ein Anfang");
  g_assert_cmpstr (ctn_model_node_get_descriptor (leaf, 2, "de"), !=, "");

  /* They are not lost when the question gets steps of its own. */
  ctn_model_draft_set_stages (draft, added, 4);
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = ctn_model_draft_finish (draft, NULL);
  g_assert_nonnull (model);
  leaf = ctn_maturity_model_get_leaf (model, 3);
  g_assert_null (leaf->descriptors);
  g_assert_cmpint (leaf->scale->kind, ==, CTN_SCALE_STAGED);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (leaf->scale, 1)->text, "de"), ==,
                   "Ein Anfang");
}

/* Steps of the other kinds: words stay, points are those of the kind, and come back from the model. */
static void
test_steps (Fixture *f, gconstpointer data)
{
  const char *place = "/groups/0/items/0";
  g_autoptr (CtnMaturityModel) ticks = NULL;
  g_autoptr (CtnMaturityModel) staged = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMaturityModel) falling = NULL;

  ctn_model_draft_set_descriptor (f->draft, place, 1, 6, "en", "Online shop");
  ctn_model_draft_set_options (f->draft, place, 3);
  ctn_model_draft_set_number (f->draft, "/groups/0/items/0/scale/options/1", "points", 4);
  ctn_model_draft_set_options (f->draft, place, 4);
  ticks = finish (f);
  g_assert_cmpint (get_scale (ticks)->kind, ==, CTN_SCALE_TICKS);
  g_assert_cmpuint (ctn_scale_get_n_steps (get_scale (ticks)), ==, 4);
  g_assert_cmpfloat_with_epsilon (get_scale (ticks)->max_points, 1 + 4 + 1 + 1, 1e-12);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (ticks), 1)->text, "en"), ==,
                   "Online shop");
  /* Those that nothing is said about are called by their number, from 1 on. */
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (ticks), 0)->name, "en"), ==, "1");
  ctn_model_draft_set_descriptor (f->draft, place, 0, 4, "en", "Portal");
  ctn_model_draft_set_descriptor (f->draft, place, 0, 4, "en", "");
  g_assert_cmpstr (
      ctn_model_draft_get_text (f->draft, "/groups/0/items/0/scale/options/0", "name", "en"), ==,
      "1");

  ctn_model_draft_set_stages (f->draft, place, 3);
  ctn_model_draft_set_text (f->draft, "/groups/0/items/0/scale/stages/2", "name", "en", "In use");
  ctn_model_draft_set_number (f->draft, "/groups/0/items/0/scale/stages/2", "points", 5);
  ctn_model_draft_set_stages (f->draft, place, 4);
  staged = finish (f);
  g_assert_cmpint (get_scale (staged)->kind, ==, CTN_SCALE_STAGED);
  /* 0, 1, 5 as set, and one more than that. */
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_step (get_scale (staged), 1)->points, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_step (get_scale (staged), 2)->points, 5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_step (get_scale (staged), 3)->points, 6, 1e-12);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (staged), 2)->name, "en"), ==,
                   "In use");
  ctn_model_draft_set_number (f->draft, "/groups/0/items/0/scale/stages/3", "points", 2);
  falling = ctn_model_draft_finish (f->draft, &error);
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  /* Levels have no points. */
  ctn_model_draft_set_levels (f->draft, place, 3);
  g_clear_pointer (&staged, ctn_maturity_model_unref);
  staged = finish (f);
  g_assert_cmpint (get_scale (staged)->kind, ==, CTN_SCALE_LEVELS);
}

/* Levels that begin at 1 go on doing so when there are more of them. */
static void
test_first_level (Fixture *f, gconstpointer data)
{
  const char *place = "/groups/0/items/0";
  g_autoptr (CtnMaturityModel) model = NULL;

  ctn_model_draft_set_levels (f->draft, place, 2);
  ctn_model_draft_set_number (f->draft, "/groups/0/items/0/scale", "first", 1);
  ctn_model_draft_set_levels (f->draft, place, 3);
  model = finish (f);
  g_assert_cmpint (get_scale (model)->first_level, ==, 1);
  g_assert_cmpstr (ctn_texts_get (ctn_scale_get_step (get_scale (model), 2)->name, "en"), ==, "3");
}

/* Starts of a node's bands in order, "0 >0.5 0.75". */
static void
assert_bands (Fixture *f, const char *code, const char *expected)
{
  g_autoptr (CtnMaturityModel) model = finish (f);
  const CtnModelNode *node = ctn_maturity_model_find (model, code);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; node->bands != NULL && i < node->bands->len; i++) {
    const CtnBand *band = g_ptr_array_index (node->bands, i);

    g_string_append_printf (text, "%s%s%g", i > 0 ? " " : "", band->above ? ">" : "", band->from);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_bands (Fixture *f, gconstpointer data)
{
  g_autofree char *first = ctn_model_draft_add_band (f->draft, "", "Beginning", "en");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;
  g_autofree char *last = NULL;
  g_autofree char *group = NULL;
  gboolean above;

  assert_bands (f, "total", "0");
  second = ctn_model_draft_add_band (f->draft, "", "On the way", "en");
  assert_bands (f, "total", "0 0.5");
  third = ctn_model_draft_add_band (f->draft, "", "There", "en");
  fourth = ctn_model_draft_add_band (f->draft, "", "Further", "en");
  /* From 0 to 0.5 is the widest gap once 0.75 is taken. */
  assert_bands (f, "total", "0 0.25 0.5 0.75");
  g_assert_cmpuint (ctn_model_draft_count_parts (f->draft, "/bands"), ==, 4);
  g_assert_cmpstr (first, ==, "/bands/=band1");
  last = ctn_model_draft_dup_part (f->draft, "/bands", 3);
  g_assert_cmpstr (last, ==, third);

  /* One that begins somewhere else goes there, and keeps its place by its code. */
  ctn_model_draft_set_band_start (f->draft, second, 0.9, TRUE);
  assert_bands (f, "total", "0 0.25 0.75 >0.9");
  g_assert_cmpfloat_with_epsilon (ctn_model_draft_get_band_start (f->draft, second, &above), 0.9,
                                  1e-12);
  g_assert_true (above);
  g_assert_cmpstr (ctn_model_draft_get_text (f->draft, second, "title", "en"), ==, "On the way");

  ctn_model_draft_remove_part (f->draft, first);
  assert_bands (f, "total", "0.25 0.75 >0.9");
  g_free (first);
  first = ctn_model_draft_add_band (f->draft, "", "Again", "en");
  g_assert_cmpstr (first, ==, "/bands/=band1");
  assert_bands (f, "total", "0.25 0.5 0.75 >0.9");

  group = ctn_model_draft_add_band (f->draft, "/groups/0", "Of a group", "en");
  assert_bands (f, "g1", "0");
  g_assert_cmpstr (group, ==, "/groups/0/bands/=band1");
  ctn_model_draft_remove_part (f->draft, group);
  assert_bands (f, "g1", "");
  g_assert_null (ctn_model_draft_add_band (f->draft, "/groups/9", "x", "en"));
}

/* Half way up each kind of scale; a bound that does not fit the new node is not kept. */
static void
test_gates (Fixture *f, gconstpointer data)
{
  g_autofree char *second = ctn_model_draft_add_question (f->draft, "/groups/0", "Second", "en");
  g_autofree char *gate = ctn_model_draft_add_gate (f->draft, "Needed", "en");
  g_autofree char *other = ctn_model_draft_add_gate (f->draft, "Needed too", "en");
  g_autoptr (CtnMaturityModel) model = finish (f);
  const CtnGate *read = ctn_maturity_model_get_gate (model, 0);

  /* Of the levels 0 to 5, the third is the first that counts half or more (3/5). */
  g_assert_cmpuint (read->node, ==, ctn_maturity_model_get_leaf (model, 0)->index);
  g_assert_cmpfloat_with_epsilon (read->at_least, 3, 1e-12);
  g_assert_true (isnan (read->at_most));
  g_assert_cmpstr (ctn_maturity_model_get_gate (model, 1)->code, ==, "condition2");

  ctn_model_draft_set_gate_node (f->draft, gate, "total");
  g_assert_cmpfloat_with_epsilon (ctn_model_draft_get_number (f->draft, gate, "at-least", NAN), 0.5,
                                  1e-12);
  ctn_model_draft_set_number (f->draft, gate, "at-least", 0.7);
  ctn_model_draft_set_gate_node (f->draft, gate, "g1");
  g_assert_cmpfloat_with_epsilon (ctn_model_draft_get_number (f->draft, gate, "at-least", NAN), 0.7,
                                  1e-12);

  /* Less is better: not too much of it. 0 to 40, half way. */
  ctn_model_draft_set_goalposts (f->draft, second, 0, 40, CTN_DIRECTION_LOWER);
  ctn_model_draft_set_gate_node (f->draft, gate, "q2");
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = finish (f);
  read = ctn_maturity_model_get_gate (model, 0);
  g_assert_true (isnan (read->at_least));
  g_assert_cmpfloat_with_epsilon (read->at_most, 20, 1e-9);

  /* 4 options of one point each: 2. Yes or no: 1. */
  ctn_model_draft_remove_part (f->draft, other);
  ctn_model_draft_set_options (f->draft, "/groups/0/items/0", 4);
  ctn_model_draft_set_gate_node (f->draft, gate, "q1");
  g_assert_cmpfloat_with_epsilon (ctn_model_draft_get_number (f->draft, gate, "at-least", NAN), 2,
                                  1e-12);
  ctn_model_draft_set_gate_node (f->draft, gate, "total");
  ctn_model_draft_set_yes_no (f->draft, "/groups/0/items/0");
  ctn_model_draft_set_gate_node (f->draft, gate, "q1");
  g_assert_cmpfloat_with_epsilon (ctn_model_draft_get_number (f->draft, gate, "at-least", NAN), 1,
                                  1e-12);
  ctn_model_draft_remove_part (f->draft, gate);
  g_clear_pointer (&model, ctn_maturity_model_unref);
  model = finish (f);
  g_assert_cmpuint (ctn_maturity_model_get_n_gates (model), ==, 0);
}

static void
test_norms (Fixture *f, gconstpointer data)
{
  g_autofree char *norm = ctn_model_draft_add_norm (f->draft, "Survey", "en");
  g_autofree char *values = g_strdup_printf ("%s/values", norm);
  g_autofree char *first = ctn_model_draft_add_band (f->draft, "", "Below", "en");
  g_autofree char *second = ctn_model_draft_add_band (f->draft, "", "Above", "en");
  g_autoptr (CtnMaturityModel) model = NULL;
  const CtnNorm *read;

  ctn_model_draft_set_number (f->draft, values, "total", 0.4);
  ctn_model_draft_set_number (f->draft, values, "g1", 0.3);
  ctn_model_draft_set_number (f->draft, norm, "year", 2025);
  model = finish (f);
  read = ctn_maturity_model_find_norm (model, "norm1");
  g_assert_nonnull (read);
  g_assert_cmpint (read->year, ==, 2025);
  g_assert_cmpfloat_with_epsilon (g_array_index (read->values, double, 0), 0.4, 1e-12);
  ctn_model_draft_set_number (f->draft, values, "g1", NAN);
  g_assert_true (isnan (ctn_model_draft_get_number (f->draft, values, "g1", NAN)));

  /* The bands begin where they did: 0.5 of 1 is 1.25 times 0.4. */
  ctn_model_draft_set_bands_norm (f->draft, "", "norm1");
  assert_bands (f, "total", "0 1.25");
  ctn_model_draft_set_bands_norm (f->draft, "", NULL);
  assert_bands (f, "total", "0 0.5");
  ctn_model_draft_set_bands_norm (f->draft, "", "norm1");
  /* 3 times 0.4 is more than a value can be. */
  g_free (ctn_model_draft_add_band (f->draft, "", "Far above", "en"));
  ctn_model_draft_set_band_start (f->draft, "/bands/=band3", 3, FALSE);
  assert_bands (f, "total", "0 1.25 3");
  ctn_model_draft_remove_part (f->draft, norm);
  g_assert_null (ctn_model_draft_get_string (f->draft, "", "bands-relative-to"));
  assert_bands (f, "total", "0 0.5");
}

static void
test_versions (Fixture *f, gconstpointer data)
{
  static const char *const pairs[][2] = { { "1", "2" },
                                          { "1.9", "1.10" },
                                          { "2026-draft", "2027-draft" },
                                          { "beta", "beta.2" },
                                          { "1.0", "1.1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *next = ctn_model_next_version (pairs[i][0]);

    g_assert_cmpstr (next, ==, pairs[i][1]);
  }
}

/* In a project: changed until an assessment uses it, and undone. */
static void
test_store (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  g_autoptr (CtnMaturityModel) model = finish (f);
  g_autoptr (CtnMaturityModel) changed = NULL;
  g_autoptr (CtnMaturityModel) stored = NULL;
  CtnConnection *reader = ctn_project_get_reader (project);
  gint64 id = ctn_model_store_import (project, model, &error);

  g_assert_no_error (error);
  ctn_model_draft_set_text (f->draft, "", "title", "en", "Maturity");
  changed = finish (f);
  g_assert_true (
      ctn_model_store_change (project, id, changed, "Edit Maturity Model", "title", &error));
  stored = ctn_model_store_load (reader, id, &error);
  g_assert_cmpstr (ctn_texts_get (ctn_maturity_model_get_title (stored), "en"), ==, "Maturity");
  g_assert_true (ctn_project_undo (project, &error));
  g_clear_pointer (&stored, ctn_maturity_model_unref);
  stored = ctn_model_store_load (reader, id, &error);
  g_assert_cmpstr (ctn_texts_get (ctn_maturity_model_get_title (stored), "en"), ==, "Readiness");
  ctn_project_close (project, TRUE, NULL);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/model-draft/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("blank", test_blank);
  ADD ("unchanged", test_unchanged);
  ADD ("members", test_members);
  ADD ("tree", test_tree);
  ADD ("references", test_references);
  ADD ("scales", test_scales);
  ADD ("step-names", test_step_names);
  ADD ("shared-step-names", test_shared_step_names);
  ADD ("descriptors", test_descriptors);
  ADD ("steps", test_steps);
  ADD ("first-level", test_first_level);
  ADD ("bands", test_bands);
  ADD ("gates", test_gates);
  ADD ("norms", test_norms);
  ADD ("versions", test_versions);
  ADD ("store", test_store);
  return g_test_run ();
}
