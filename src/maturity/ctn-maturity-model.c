#include "ctn-maturity-model-private.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#include "ctn-data.h"
#include "ctn-model-reader.h"

G_DEFINE_BOXED_TYPE (CtnMaturityModel,
                     ctn_maturity_model,
                     ctn_maturity_model_ref,
                     ctn_maturity_model_unref)

const CtnModelWord ctn_model_aggregations[] = {
  { "none", CTN_AGGREGATION_NONE },
  { "weighted-mean", CTN_AGGREGATION_WEIGHTED_MEAN },
  { "minimum", CTN_AGGREGATION_MINIMUM },
  { "geometric-mean", CTN_AGGREGATION_GEOMETRIC_MEAN },
  { "bottleneck", CTN_AGGREGATION_BOTTLENECK },
  { "points-threshold", CTN_AGGREGATION_POINTS_THRESHOLD },
  { NULL, 0 },
};

const CtnModelWord ctn_model_scale_kinds[] = {
  { "levels", CTN_SCALE_LEVELS }, { "ticks", CTN_SCALE_TICKS },   { "staged", CTN_SCALE_STAGED },
  { "number", CTN_SCALE_NUMBER }, { "yes-no", CTN_SCALE_YES_NO }, { NULL, 0 },
};

const CtnModelWord ctn_model_transforms[] = {
  { "none", CTN_TRANSFORM_NONE },
  { "sqrt", CTN_TRANSFORM_SQRT },
  { "log", CTN_TRANSFORM_LOG },
  { NULL, 0 },
};

const CtnModelWord ctn_model_directions[] = {
  { "higher", CTN_DIRECTION_HIGHER },
  { "lower", CTN_DIRECTION_LOWER },
  { NULL, 0 },
};

const char *
ctn_model_word (const CtnModelWord *words, int value)
{
  while (words->text != NULL && words->value != value)
    words++;
  return words->text;
}

const char *
ctn_aggregation_to_text (CtnAggregation aggregation)
{
  return ctn_model_word (ctn_model_aggregations, (int) aggregation);
}

/* Making and freeing ------------------------------------------------------------------------- */

void
ctn_band_free (CtnBand *band)
{
  g_free (band->code);
  ctn_texts_free (band->title);
  ctn_texts_free (band->text);
  g_free (band);
}

void
ctn_gate_free (CtnGate *gate)
{
  g_free (gate->code);
  ctn_texts_free (gate->title);
  ctn_texts_free (gate->text);
  g_free (gate);
}

void
ctn_norm_free (CtnNorm *norm)
{
  g_free (norm->code);
  ctn_texts_free (norm->title);
  ctn_texts_free (norm->source);
  g_array_unref (norm->values);
  g_free (norm);
}

void
ctn_model_problem_free (CtnModelProblem *problem)
{
  g_free (problem->place);
  g_free (problem->message);
  g_free (problem);
}

static void
node_free (CtnModelNode *node)
{
  g_array_unref (node->children);
  g_free (node->code);
  ctn_texts_free (node->title);
  ctn_texts_free (node->short_title);
  ctn_texts_free (node->help);
  g_clear_pointer (&node->bands, g_ptr_array_unref);
  g_free (node->bands_relative_to);
  g_clear_pointer (&node->descriptors, g_ptr_array_unref);
  g_free (node);
}

CtnMaturityModel *
ctn_maturity_model_new_empty (void)
{
  CtnMaturityModel *self = g_new0 (CtnMaturityModel, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->display_max = 100;
  self->scales = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_scale_free);
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  self->leaves = g_ptr_array_new ();
  self->codes = g_hash_table_new (g_str_hash, g_str_equal);
  self->gates = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_gate_free);
  self->norms = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_norm_free);
  return self;
}

CtnModelNode *
ctn_maturity_model_add_node (CtnMaturityModel *self, guint parent)
{
  CtnModelNode *node = g_new0 (CtnModelNode, 1);

  node->index = self->nodes->len;
  node->parent = parent;
  node->pillar = CTN_MODEL_NONE;
  node->leaf = CTN_MODEL_NONE;
  node->children = g_array_new (FALSE, FALSE, sizeof (guint));
  node->weight = 1;
  node->aggregation = CTN_AGGREGATION_WEIGHTED_MEAN;
  node->threshold = NAN;
  if (parent != CTN_MODEL_NONE) {
    CtnModelNode *above = g_ptr_array_index (self->nodes, parent);

    node->depth = above->depth + 1;
    node->pillar = above->pillar == CTN_MODEL_NONE ? node->index : above->pillar;
    g_array_append_val (above->children, node->index);
  }
  g_ptr_array_add (self->nodes, node);
  return node;
}

CtnMaturityModel *
ctn_maturity_model_ref (CtnMaturityModel *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ctn_maturity_model_unref (CtnMaturityModel *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->version);
  g_free (self->licence);
  g_free (self->author);
  g_free (self->date);
  ctn_texts_free (self->description);
  ctn_texts_free (self->source);
  ctn_texts_free (self->note);
  g_strfreev (self->languages);
  g_strfreev (self->subjects);
  g_hash_table_unref (self->codes);
  g_ptr_array_unref (self->leaves);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->scales);
  g_ptr_array_unref (self->gates);
  g_ptr_array_unref (self->norms);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------ */

GPtrArray *
ctn_maturity_model_check (const char *json, gssize length)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_model_problem_free);
  CtnMaturityModel *model;

  model = ctn_model_read (json, length < 0 ? strlen (json) : (gsize) length, problems);
  g_clear_pointer (&model, ctn_maturity_model_unref);
  return problems;
}

CtnMaturityModel *
ctn_maturity_model_new_from_json (const char *json, gssize length, GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_model_problem_free);
  CtnMaturityModel *model;
  gsize bytes = length < 0 ? strlen (json) : (gsize) length;

  if (bytes > CTN_MODEL_MAX_BYTES) {
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_TOO_LARGE,
                         _ ("The model file is too large. A model can have up to 4 MB."));
    return NULL;
  }
  model = ctn_model_read (json, bytes, problems);
  for (guint i = 0; model == NULL && i < problems->len; i++) {
    CtnModelProblem *problem = g_ptr_array_index (problems, i);

    if (!problem->is_error)
      continue;
    if (problem->place[0] == '\0')
      g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL, problem->message);
    else
      /* Translators: the first %s is a place in a file such as "/groups/2/title". */
      g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
                   C_ ("place and problem", "%s: %s"), problem->place, problem->message);
    break;
  }
  return model;
}

/* Errors also: G_IO_ERROR.
 * Returns: (transfer full) (nullable) */
static CtnMaturityModel *
new_from_file (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *json = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;
  /* One byte more than is allowed, so that a larger file is noticed without reading all of it. */
  json = g_malloc (CTN_MODEL_MAX_BYTES + 2);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), json, CTN_MODEL_MAX_BYTES + 1, &length,
                                NULL, error))
    return NULL;
  json[length] = '\0';
  return ctn_maturity_model_new_from_json (json, (gssize) length, error);
}

CtnMaturityModel *
ctn_maturity_model_new_shipped (const char *id, GError **error)
{
  g_autofree char *relative = g_strdup_printf ("models/%s.json", id);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  if (id[0] != '\0' && id[0] != '.' && strchr (id, '/') == NULL)
    path = ctn_data_path (relative);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                 _ ("There is no maturity model “%s”."), id);
    return NULL;
  }
  file = g_file_new_for_path (path);
  return new_from_file (file, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
ctn_maturity_model_list_shipped (void)
{
  g_autofree char *folder = ctn_data_path ("models");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *ids = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (ids, g_strndup (name, strlen (name) - strlen (".json")));
  g_ptr_array_sort (ids, compare_texts);
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (ids, FALSE);
}

/* Looking at it ------------------------------------------------------------------------------ */

const char *
ctn_maturity_model_get_id (const CtnMaturityModel *self)
{
  return self->id;
}

const char *
ctn_maturity_model_get_version (const CtnMaturityModel *self)
{
  return self->version;
}

const char *
ctn_maturity_model_get_licence (const CtnMaturityModel *self)
{
  return self->licence;
}

const char *
ctn_maturity_model_get_author (const CtnMaturityModel *self)
{
  return self->author;
}

const char *
ctn_maturity_model_get_date (const CtnMaturityModel *self)
{
  return self->date;
}

const CtnTexts *
ctn_maturity_model_get_title (const CtnMaturityModel *self)
{
  return ctn_maturity_model_get_node (self, 0)->title;
}

const CtnTexts *
ctn_maturity_model_get_description (const CtnMaturityModel *self)
{
  return self->description;
}

const CtnTexts *
ctn_maturity_model_get_source (const CtnMaturityModel *self)
{
  return self->source;
}

const CtnTexts *
ctn_maturity_model_get_note (const CtnMaturityModel *self)
{
  return self->note;
}

const char *const *
ctn_maturity_model_get_languages (const CtnMaturityModel *self)
{
  return (const char *const *) self->languages;
}

const char *const *
ctn_maturity_model_get_subjects (const CtnMaturityModel *self)
{
  return (const char *const *) self->subjects;
}

void
ctn_maturity_model_get_display (const CtnMaturityModel *self,
                                double *min,
                                double *max,
                                guint *decimals)
{
  if (min != NULL)
    *min = self->display_min;
  if (max != NULL)
    *max = self->display_max;
  if (decimals != NULL)
    *decimals = self->display_decimals;
}

double
ctn_maturity_model_to_display (const CtnMaturityModel *self, double value)
{
  return self->display_min + value * (self->display_max - self->display_min);
}

double
ctn_maturity_model_from_display (const CtnMaturityModel *self, double shown)
{
  return (shown - self->display_min) / (self->display_max - self->display_min);
}

guint
ctn_maturity_model_get_n_nodes (const CtnMaturityModel *self)
{
  return self->nodes->len;
}

const CtnModelNode *
ctn_maturity_model_get_node (const CtnMaturityModel *self, guint index)
{
  g_return_val_if_fail (index < self->nodes->len, NULL);
  return g_ptr_array_index (self->nodes, index);
}

guint
ctn_maturity_model_get_n_leaves (const CtnMaturityModel *self)
{
  return self->leaves->len;
}

const CtnModelNode *
ctn_maturity_model_get_leaf (const CtnMaturityModel *self, guint leaf)
{
  g_return_val_if_fail (leaf < self->leaves->len, NULL);
  return g_ptr_array_index (self->leaves, leaf);
}

const CtnModelNode *
ctn_maturity_model_find (const CtnMaturityModel *self, const char *code)
{
  return g_hash_table_lookup (self->codes, code);
}

guint
ctn_model_node_get_child (const CtnModelNode *self, guint position)
{
  g_return_val_if_fail (position < self->children->len, CTN_MODEL_NONE);
  return g_array_index (self->children, guint, position);
}

const char *
ctn_model_node_get_label (const CtnModelNode *self, const char *language)
{
  return ctn_texts_get (self->short_title != NULL ? self->short_title : self->title, language);
}

const char *
ctn_model_node_get_descriptor (const CtnModelNode *self, guint step, const char *language)
{
  if (self->descriptors != NULL && step < self->descriptors->len)
    return ctn_texts_get (g_ptr_array_index (self->descriptors, step), language);
  if (self->scale != NULL && step < ctn_scale_get_n_steps (self->scale))
    return ctn_texts_get (ctn_scale_get_step (self->scale, step)->text, language);
  return "";
}

guint
ctn_maturity_model_get_n_gates (const CtnMaturityModel *self)
{
  return self->gates->len;
}

const CtnGate *
ctn_maturity_model_get_gate (const CtnMaturityModel *self, guint position)
{
  g_return_val_if_fail (position < self->gates->len, NULL);
  return g_ptr_array_index (self->gates, position);
}

guint
ctn_maturity_model_get_n_norms (const CtnMaturityModel *self)
{
  return self->norms->len;
}

const CtnNorm *
ctn_maturity_model_get_norm (const CtnMaturityModel *self, guint position)
{
  g_return_val_if_fail (position < self->norms->len, NULL);
  return g_ptr_array_index (self->norms, position);
}

const CtnNorm *
ctn_maturity_model_find_norm (const CtnMaturityModel *self, const char *code)
{
  for (guint i = 0; i < self->norms->len; i++) {
    const CtnNorm *norm = g_ptr_array_index (self->norms, i);

    if (strcmp (norm->code, code) == 0)
      return norm;
  }
  return NULL;
}

const CtnBand *
ctn_maturity_model_get_band (const CtnMaturityModel *self, guint node, double value)
{
  const CtnModelNode *owner = ctn_maturity_model_get_node (self, node);
  const CtnBand *found = NULL;

  while (owner->bands == NULL && owner->parent != CTN_MODEL_NONE)
    owner = ctn_maturity_model_get_node (self, owner->parent);
  if (owner->bands == NULL)
    return NULL;
  if (owner->bands_relative_to != NULL) {
    const CtnNorm *norm = ctn_maturity_model_find_norm (self, owner->bands_relative_to);
    double reference = norm == NULL ? NAN : g_array_index (norm->values, double, node);

    value = reference > 0 ? value / reference : NAN;
  }
  for (guint i = 0; i < owner->bands->len; i++) {
    const CtnBand *band = g_ptr_array_index (owner->bands, i);

    /* Sums of weights are not exact: 0.25 may come out a hair below. */
    if (band->above ? value > band->from + 1e-9 : value >= band->from - 1e-9)
      found = band;
  }
  return found;
}
