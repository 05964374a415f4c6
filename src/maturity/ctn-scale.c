#include "ctn-scale.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-maturity-error.h"
#include "ctn-number.h"

static void
clear_step (gpointer data)
{
  CtnScaleStep *step = data;

  ctn_texts_free (step->name);
  ctn_texts_free (step->text);
}

CtnScale *
ctn_scale_new (CtnScaleKind kind)
{
  CtnScale *self = g_new0 (CtnScale, 1);

  self->kind = kind;
  self->steps = g_array_new (FALSE, TRUE, sizeof (CtnScaleStep));
  g_array_set_clear_func (self->steps, clear_step);
  self->max_points = 1;
  self->max = 1;
  return self;
}

void
ctn_scale_free (CtnScale *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_array_unref (self->steps);
  ctn_texts_free (self->unit);
  ctn_texts_free (self->source);
  g_free (self);
}

guint
ctn_scale_get_n_steps (const CtnScale *self)
{
  return self->steps->len;
}

const CtnScaleStep *
ctn_scale_get_step (const CtnScale *self, guint position)
{
  g_return_val_if_fail (position < self->steps->len, NULL);
  return &g_array_index (self->steps, CtnScaleStep, position);
}

double
ctn_scale_get_step_answer (const CtnScale *self, guint position)
{
  switch (self->kind) {
  case CTN_SCALE_LEVELS:
    return self->first_level + (double) position;
  case CTN_SCALE_TICKS:
    return (double) (G_GUINT64_CONSTANT (1) << position);
  case CTN_SCALE_STAGED:
  case CTN_SCALE_YES_NO:
  case CTN_SCALE_NUMBER:
  default:
    return position;
  }
}

/* Lowest and highest answer of scales with steps. */
static void
get_range (const CtnScale *self, double *low, double *high)
{
  *low = self->kind == CTN_SCALE_LEVELS ? self->first_level : 0;
  *high = self->kind == CTN_SCALE_TICKS
              ? (double) ((G_GUINT64_CONSTANT (1) << self->steps->len) - 1)
              : *low + (double) self->steps->len - 1;
}

gboolean
ctn_scale_check_answer (const CtnScale *self, double answer, GError **error)
{
  double low = 0, high = 0;

  if (self->kind == CTN_SCALE_NUMBER) {
    if (isfinite (answer))
      return TRUE;
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                         _ ("The answer must be a number."));
    return FALSE;
  }
  get_range (self, &low, &high);
  if (isfinite (answer) && answer >= low && answer <= high && !(fabs (answer - rint (answer)) > 0))
    return TRUE;
  if (self->kind == CTN_SCALE_TICKS)
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                 ctn_ngettext ("The question has only %u option to tick.",
                               "The question has only %u options to tick.", self->steps->len),
                 self->steps->len);
  else if (self->kind == CTN_SCALE_YES_NO)
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                         _ ("The answer must be 1 for yes or 0 for no."));
  else
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                 _ ("The answer must be a whole number from %d to %d."), (int) low, (int) high);
  return FALSE;
}

static double
count_ticked (const CtnScale *self, double answer)
{
  guint64 bits = answer > 0 ? (guint64) MIN (answer, 4294967295.0) : 0;
  double points = 0;

  for (guint i = 0; i < self->steps->len; i++)
    if ((bits >> i) & 1)
      points += ctn_scale_get_step (self, i)->points;
  return points;
}

/* Points at a position that may lie between two steps. */
static double
interpolate (const CtnScale *self, double position)
{
  double low = floor (position);
  guint i = (guint) low;
  double points = ctn_scale_get_step (self, i)->points;

  if (i + 1 < self->steps->len)
    points += (position - low) * (ctn_scale_get_step (self, i + 1)->points - points);
  return points;
}

static double
transform (const CtnScale *self, double number)
{
  switch (self->transform) {
  case CTN_TRANSFORM_SQRT:
    return sqrt (number);
  case CTN_TRANSFORM_LOG:
    return log (number);
  case CTN_TRANSFORM_NONE:
  default:
    return number;
  }
}

double
ctn_scale_get_value (const CtnScale *self, double answer, gboolean *clamped)
{
  double low = self->min, high = self->max, x, value;

  if (self->kind != CTN_SCALE_NUMBER)
    get_range (self, &low, &high);
  x = CLAMP (answer, low, high);
  if (clamped != NULL)
    *clamped = answer < low || answer > high;
  switch (self->kind) {
  case CTN_SCALE_TICKS:
    value = count_ticked (self, x) / self->max_points;
    break;
  case CTN_SCALE_NUMBER:
    low = transform (self, low);
    value = (transform (self, x) - low) / (transform (self, high) - low);
    if (self->direction == CTN_DIRECTION_LOWER)
      value = 1 - value;
    break;
  case CTN_SCALE_LEVELS:
  case CTN_SCALE_STAGED:
  case CTN_SCALE_YES_NO:
  default:
    value = interpolate (self, x - low) / self->max_points;
    break;
  }
  return CLAMP (value, 0, 1);
}

double
ctn_scale_get_measure (const CtnScale *self, double answer)
{
  double low, high;

  if (self->kind == CTN_SCALE_TICKS)
    return count_ticked (self, answer);
  if (self->kind != CTN_SCALE_STAGED)
    return answer;
  get_range (self, &low, &high);
  return interpolate (self, CLAMP (answer, low, high));
}

static double
get_nearest_number (const CtnScale *self, double value)
{
  double share = self->direction == CTN_DIRECTION_LOWER ? 1 - value : value;
  double low = transform (self, self->min);
  double x = low + share * (transform (self, self->max) - low);

  if (self->transform == CTN_TRANSFORM_SQRT)
    x = x * x;
  else if (self->transform == CTN_TRANSFORM_LOG)
    x = exp (x);
  return CLAMP (x, self->min, self->max);
}

double
ctn_scale_get_nearest_answer (const CtnScale *self, double value)
{
  double best_distance = 2, best = 0;
  double answer = 0;

  value = CLAMP (value, 0, 1);
  if (self->kind == CTN_SCALE_NUMBER)
    return get_nearest_number (self, value);
  /* Ticks: nothing ticked comes before the first option. */
  for (guint i = 0; i < self->steps->len + (self->kind == CTN_SCALE_TICKS ? 1 : 0); i++) {
    double distance;

    if (self->kind == CTN_SCALE_TICKS)
      answer = (double) ((G_GUINT64_CONSTANT (1) << i) - 1);
    else
      answer = ctn_scale_get_step_answer (self, i);
    distance = fabs (ctn_scale_get_value (self, answer, NULL) - value);
    if (distance < best_distance - 1e-12) {
      best_distance = distance;
      best = answer;
    }
  }
  return best;
}

/* Words --------------------------------------------------------------------------------------- */

char *
ctn_scale_dup_step_title (const CtnScale *self, guint position, const char *language)
{
  const char *name = ctn_texts_get (ctn_scale_get_step (self, position)->name, language);
  g_autofree char *number = NULL;

  if (self->kind == CTN_SCALE_YES_NO)
    return g_strdup (*name != '\0' ? name : position == 0 ? _ ("No") : _ ("Yes"));
  if (self->kind != CTN_SCALE_LEVELS)
    return *name != '\0' ? g_strdup (name) : g_strdup_printf ("%u", position + 1);
  number = g_strdup_printf ("%d", self->first_level + (int) position);
  return *name != '\0' && !g_str_equal (name, number) ? g_strdup_printf ("%s · %s", number, name)
                                                      : g_steal_pointer (&number);
}

static char *
dup_ticked (const CtnScale *self, double answer, const char *language)
{
  guint64 bits = (guint64) answer;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ctn_scale_get_n_steps (self); i++) {
    g_autofree char *title = NULL;

    if ((bits & (G_GUINT64_CONSTANT (1) << i)) == 0)
      continue;
    title = ctn_scale_dup_step_title (self, i, language);
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", title);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("None of these"));
}

char *
ctn_scale_dup_answer_title (const CtnScale *self, double answer, const char *language)
{
  const char *unit = ctn_texts_get (self->unit, language);
  g_autofree char *number = NULL;

  if (!isfinite (answer))
    return g_strdup ("–");
  if (self->kind == CTN_SCALE_TICKS)
    return dup_ticked (self, answer, language);
  for (guint i = 0; self->kind != CTN_SCALE_NUMBER && i < ctn_scale_get_n_steps (self); i++)
    if (fabs (ctn_scale_get_step_answer (self, i) - answer) < 1e-9)
      return ctn_scale_dup_step_title (self, i, language);
  number = ctn_number_format (answer, 2);
  return *unit != '\0' ? g_strdup_printf ("%s %s", number, unit) : g_steal_pointer (&number);
}
