/* Values of answers. */
#include <glib.h>
#include <math.h>

#include "ctn-maturity-error.h"
#include "ctn-scale.h"

static CtnScale *
new_scale (CtnScaleKind kind, const double *points, guint n)
{
  CtnScale *scale = ctn_scale_new (kind);

  scale->max_points = 0;
  for (guint i = 0; i < n; i++) {
    CtnScaleStep step = { NULL, NULL, points[i] };

    g_array_append_val (scale->steps, step);
    scale->max_points = kind == CTN_SCALE_TICKS ? scale->max_points + points[i]
                                                : MAX (scale->max_points, points[i]);
  }
  return scale;
}

static void
assert_value (const CtnScale *scale, double answer, double expected)
{
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_value (scale, answer, NULL), expected, 1e-12);
}

/* Levels 1 to 5: (3 − 1)/4 = 0.5; half levels come from medians of raters. */
static void
test_levels (void)
{
  const double points[] = { 0, 1, 2, 3, 4 };
  g_autoptr (CtnScale) scale = new_scale (CTN_SCALE_LEVELS, points, 5);
  gboolean clamped = FALSE;

  scale->first_level = 1;
  assert_value (scale, 1, 0);
  assert_value (scale, 3, 0.5);
  assert_value (scale, 3.5, 0.625);
  assert_value (scale, 5, 1);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_value (scale, 6, &clamped), 1, 1e-15);
  g_assert_true (clamped);
  g_assert_true (ctn_scale_check_answer (scale, 5, NULL));
  g_assert_false (ctn_scale_check_answer (scale, 0, NULL));
  g_assert_false (ctn_scale_check_answer (scale, 2.5, NULL));
  g_assert_false (ctn_scale_check_answer (scale, NAN, NULL));
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 0.6), 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 0.63), 4, 1e-15);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 9), 5, 1e-15);
}

/* Options of 1, 3 and 0.5 points; bits 0 and 2 are 1.5 of 4.5. */
static void
test_ticks (void)
{
  const double points[] = { 1, 3, 0.5 };
  g_autoptr (CtnScale) scale = new_scale (CTN_SCALE_TICKS, points, 3);
  g_autoptr (GError) error = NULL;

  assert_value (scale, 0, 0);
  assert_value (scale, 5, 1.5 / 4.5);
  assert_value (scale, 7, 1);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_measure (scale, 5), 1.5, 1e-12);
  g_assert_true (ctn_scale_check_answer (scale, 7, NULL));
  g_assert_false (ctn_scale_check_answer (scale, 8, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 1), 7, 1e-15);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 0), 0, 1e-15);
}

/* Stages of 0, 1, 5 and 10 points; halfway from 1 to 5 is 3. */
static void
test_staged (void)
{
  const double points[] = { 0, 1, 5, 10 };
  g_autoptr (CtnScale) scale = new_scale (CTN_SCALE_STAGED, points, 4);

  assert_value (scale, 2, 0.5);
  assert_value (scale, 1.5, 0.3);
  assert_value (scale, 3, 1);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_measure (scale, 2), 5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 0.4), 2, 1e-15);
}

static void
test_yes_no (void)
{
  const double points[] = { 0, 1 };
  g_autoptr (CtnScale) scale = new_scale (CTN_SCALE_YES_NO, points, 2);

  assert_value (scale, 0, 0);
  assert_value (scale, 1, 1);
  g_assert_false (ctn_scale_check_answer (scale, 2, NULL));
}

/* Goalposts 1 and 100. log: ln 10 / ln 100 = 1/2; sqrt: (√25 − 1)/(10 − 1) = 4/9; none: 49.5/99. */
static void
test_number (void)
{
  g_autoptr (CtnScale) scale = ctn_scale_new (CTN_SCALE_NUMBER);
  gboolean clamped = TRUE;

  scale->min = 1;
  scale->max = 100;
  assert_value (scale, 50.5, 0.5);
  scale->direction = CTN_DIRECTION_LOWER;
  assert_value (scale, 1, 1);
  assert_value (scale, 25.75, 0.75);
  scale->direction = CTN_DIRECTION_HIGHER;
  scale->transform = CTN_TRANSFORM_SQRT;
  assert_value (scale, 25, 4.0 / 9);
  scale->transform = CTN_TRANSFORM_LOG;
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_value (scale, 10, &clamped), 0.5, 1e-12);
  g_assert_false (clamped);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_value (scale, -3, &clamped), 0, 1e-15);
  g_assert_true (clamped);
  g_assert_cmpfloat_with_epsilon (ctn_scale_get_nearest_answer (scale, 0.5), 10, 1e-9);
  g_assert_true (ctn_scale_check_answer (scale, -3, NULL));
  g_assert_false (ctn_scale_check_answer (scale, INFINITY, NULL));
}

static void
assert_title (const CtnScale *scale, double answer, const char *expected)
{
  g_autofree char *title = ctn_scale_dup_answer_title (scale, answer, "en");

  g_assert_cmpstr (title, ==, expected);
}

/* Answers in words, for lists of who said what. */
static void
test_titles (void)
{
  const double points[] = { 0, 1, 2 };
  g_autoptr (CtnScale) levels = new_scale (CTN_SCALE_LEVELS, points, 3);
  g_autoptr (CtnScale) ticks = new_scale (CTN_SCALE_TICKS, points, 3);
  g_autoptr (CtnScale) number = ctn_scale_new (CTN_SCALE_NUMBER);
  g_autoptr (CtnScale) yes_no = new_scale (CTN_SCALE_YES_NO, points, 2);
  CtnTexts *fair = ctn_texts_new ();
  CtnTexts *two = ctn_texts_new ();

  ctn_texts_set (fair, "en", "Fair");
  ctn_texts_set (two, "en", "2");
  number->unit = ctn_texts_new ();
  ctn_texts_set (number->unit, "en", "days");
  g_array_index (levels->steps, CtnScaleStep, 1).name = fair;
  g_array_index (levels->steps, CtnScaleStep, 2).name = two;
  assert_title (levels, 0, "0");
  assert_title (levels, 1, "1 · Fair");
  /* A level that is called by its number is not called twice. */
  assert_title (levels, 2, "2");
  assert_title (levels, 1.5, "1.5");
  assert_title (levels, NAN, "–");
  assert_title (ticks, 5, "1; 3");
  assert_title (ticks, 0, "None of these");
  assert_title (number, 12.5, "12.5 days");
  assert_title (yes_no, 1, "Yes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/levels", test_levels);
  g_test_add_func ("/scale/ticks", test_ticks);
  g_test_add_func ("/scale/staged", test_staged);
  g_test_add_func ("/scale/yes-no", test_yes_no);
  g_test_add_func ("/scale/number", test_number);
  g_test_add_func ("/scale/titles", test_titles);
  return g_test_run ();
}
