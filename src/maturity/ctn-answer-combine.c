#include <math.h>
#include <string.h>

#include "ctn-answer.h"
#include "ctn-statistics.h"

static int
compare_doubles (gconstpointer first, gconstpointer second)
{
  const double *a = first;
  const double *b = second;

  return (*a > *b) - (*a < *b);
}

/* The options that at least half of the raters tick. */
static double
combine_ticks (const GArray *values)
{
  double result = 0;

  for (guint bit = 0; bit < CTN_SCALE_MAX_OPTIONS; bit++) {
    guint n = 0;

    for (guint i = 0; i < values->len; i++)
      n += ((guint64) g_array_index (values, double, i) >> bit) & 1;
    if (2 * n >= values->len)
      result += (double) (G_GUINT64_CONSTANT (1) << bit);
  }
  return result;
}

/* Values that raters with a name gave to @item, in rising order. Ticks beyond the options are dropped
 * by the caller's scale. */
static GArray *
list_values (const GPtrArray *answers, const CtnModelNode *item, guint *n_not_applicable)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  *n_not_applicable = 0;
  for (guint i = 0; i < answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (answers, i);

    if (answer->rater == NULL || strcmp (answer->item, item->code) != 0)
      continue;
    if (answer->value.state == CTN_ANSWER_NOT_APPLICABLE)
      (*n_not_applicable)++;
    else if (answer->value.state == CTN_ANSWER_GIVEN &&
             (item->scale->kind != CTN_SCALE_TICKS ||
              ctn_scale_check_answer (item->scale, answer->value.value, NULL)))
      g_array_append_val (values, answer->value.value);
  }
  g_array_sort (values, compare_doubles);
  return values;
}

static CtnAnswerValue
combine_raters (const GPtrArray *answers, const CtnModelNode *item)
{
  guint n_not_applicable;
  g_autoptr (GArray) values = list_values (answers, item, &n_not_applicable);

  if (n_not_applicable > values->len)
    return (CtnAnswerValue) { CTN_ANSWER_NOT_APPLICABLE, 0 };
  if (values->len == 0)
    return (CtnAnswerValue) { CTN_ANSWER_NONE, 0 };
  if (item->scale->kind == CTN_SCALE_TICKS)
    return (CtnAnswerValue) { CTN_ANSWER_GIVEN, combine_ticks (values) };
  return (CtnAnswerValue) {
    CTN_ANSWER_GIVEN, ctn_quantile ((const double *) (gpointer) values->data, values->len, 0.5)
  };
}

/* The answer of one rater, "" for the joint one; NULL if there is none that says anything. */
static const CtnAnswer *
find_answer (const GPtrArray *answers, const char *item, const char *rater)
{
  for (guint i = 0; i < answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (answers, i);

    if (strcmp (answer->item, item) == 0 &&
        strcmp (answer->rater != NULL ? answer->rater : "", rater) == 0 &&
        answer->value.state != CTN_ANSWER_NONE)
      return answer;
  }
  return NULL;
}

CtnAnswerValue *
ctn_answer_combine (const GPtrArray *answers, const CtnMaturityModel *model, const char *rater)
{
  guint n = ctn_maturity_model_get_n_leaves (model);
  CtnAnswerValue *values = g_new0 (CtnAnswerValue, MAX (n, 1));

  for (guint i = 0; i < n; i++) {
    const CtnModelNode *item = ctn_maturity_model_get_leaf (model, i);
    const CtnAnswer *answer = find_answer (answers, item->code, rater != NULL ? rater : "");

    if (answer != NULL)
      values[i] = answer->value;
    else if (rater == NULL)
      values[i] = combine_raters (answers, item);
  }
  return values;
}

CtnSpread
ctn_answer_get_spread (const GPtrArray *answers, const CtnModelNode *item)
{
  guint n_not_applicable;
  g_autoptr (GArray) values = list_values (answers, item, &n_not_applicable);
  const double *sorted = (const double *) (gpointer) values->data;
  CtnSpread spread = { .n = values->len,
                       .n_not_applicable = n_not_applicable,
                       .mean = NAN,
                       .median = NAN,
                       .min = NAN,
                       .max = NAN };
  double sum = 0;

  spread.has_joint = find_answer (answers, item->code, "") != NULL;
  if (values->len == 0 || item->scale->kind == CTN_SCALE_TICKS)
    return spread;
  for (guint i = 0; i < values->len; i++)
    sum += sorted[i];
  spread.mean = sum / values->len;
  spread.median = ctn_quantile (sorted, values->len, 0.5);
  spread.min = sorted[0];
  spread.max = sorted[values->len - 1];
  return spread;
}
