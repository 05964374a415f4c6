#include "ctn-answer-text.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-text.h>
#include <math.h>
#include <string.h>

/* Folded (ctn-text.h). */
static const char *const not_applicable[] = {
  "n/a", "na:", "not applicable", "does not apply", "k. a.", "k.a.", "entfallt", "trifft nicht zu"
};
static const char *const yes_words[] = { "yes", "y", "ja", "j", "true", "wahr", "x", "1", NULL };
static const char *const no_words[] = { "no", "n", "nein", "false", "falsch", "0", NULL };
static const char *const none_words[] = { "none", "none of these", "keine", "nichts davon", "-",
                                          NULL };

static gboolean
fail (const CtnModelNode *question, const char *text, GError **error)
{
  g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
               /* Translators: what stands in a cell, and the question that it ought to answer */
               _ ("“%s” is no answer to “%s”."), text, ctn_texts_get (question->title, NULL));
  return FALSE;
}

/* "n/a: reason": the reason, "" if there is none, NULL if it is something else. */
static const char *
find_reason (const char *text, const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (not_applicable); i++) {
    const char *colon;

    if (!g_str_has_prefix (folded, not_applicable[i]))
      continue;
    colon = strchr (text, ':');
    return colon != NULL ? colon + 1 : "";
  }
  return NULL;
}

/* Whether a step is called @folded, in any language. */
static gboolean
is_step (const CtnModelNode *question, guint step, const char *folded)
{
  const CtnTexts *name = ctn_scale_get_step (question->scale, step)->name;

  for (guint i = 0; name != NULL && ctn_texts_get_language (name, i) != NULL; i++) {
    g_autofree char *other = ctn_text_fold (ctn_texts_get (name, ctn_texts_get_language (name, i)));

    if (*other != '\0' && g_str_equal (other, folded))
      return TRUE;
  }
  return FALSE;
}

/* The step with the name or, counted from @first, the number that @text begins with; −1 for none. */
static int
find_step (const CtnModelNode *question, const char *text, int first)
{
  g_autofree char *own = g_strstrip (g_strdup (text));
  g_autofree char *folded = ctn_text_fold (own);
  guint n = ctn_scale_get_n_steps (question->scale);
  char *end = NULL;
  gint64 number;

  for (guint i = 0; i < n; i++)
    if (is_step (question, i, folded))
      return (int) i;
  number = g_ascii_strtoll (folded, &end, 10);
  /* "3", "3.0" from a spreadsheet, "3 · Fair"; but not "3.5" and not "30 %". */
  if (end == folded || number < first || number >= first + (gint64) n)
    return -1;
  if (g_str_has_prefix (end, ".0") && strspn (end + 1, "0") == strlen (end + 1))
    return (int) (number - first);
  if (*end != '\0' && (*end != ' ' || g_ascii_isalnum (end[1]) || end[1] == '%'))
    return -1;
  return (int) (number - first);
}

static gboolean
read_ticks (const CtnModelNode *question, const char *text, double *value)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;\n", -1);
  g_autofree char *folded = ctn_text_fold (text);
  guint64 bits = 0;

  *value = 0;
  if (g_strv_contains (none_words, folded) || g_str_equal (folded, "0"))
    return TRUE;
  for (char **part = parts; *part != NULL; part++) {
    int step;

    if (*g_strstrip (*part) == '\0')
      continue;
    step = find_step (question, *part, 1);
    if (step < 0)
      return FALSE;
    bits |= G_GUINT64_CONSTANT (1) << step;
  }
  *value = (double) bits;
  return bits != 0;
}

static gboolean
read_value (const CtnModelNode *question, const char *text, const char *folded, double *value)
{
  const CtnScale *scale = question->scale;
  int step;

  switch (scale->kind) {
  case CTN_SCALE_NUMBER:
    return ctn_number_parse (text, value);
  case CTN_SCALE_TICKS:
    return read_ticks (question, text, value);
  case CTN_SCALE_YES_NO:
    step = find_step (question, text, 0);
    if (g_strv_contains (yes_words, folded))
      step = 1;
    else if (g_strv_contains (no_words, folded))
      step = 0;
    break;
  case CTN_SCALE_LEVELS:
    step = find_step (question, text, scale->first_level);
    break;
  case CTN_SCALE_STAGED:
  default:
    step = find_step (question, text, 1);
    break;
  }
  if (step < 0)
    return FALSE;
  *value = ctn_scale_get_step_answer (scale, (guint) step);
  return TRUE;
}

gboolean
ctn_answer_from_text (const CtnModelNode *question,
                      const char *text,
                      CtnAnswerValue *answer,
                      char **reason,
                      GError **error)
{
  g_autofree char *own = g_strstrip (g_utf8_make_valid (text != NULL ? text : "", -1));
  g_autofree char *folded = ctn_text_fold (own);
  const char *why;

  *answer = (CtnAnswerValue) { CTN_ANSWER_NONE, 0 };
  *reason = NULL;
  if (*own == '\0')
    return TRUE;
  why = find_reason (own, folded);
  if (why != NULL) {
    g_autofree char *stripped = g_strstrip (g_strdup (why));

    if (*stripped == '\0' || question->required) {
      g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                   question->required ? _ ("“%s” must be answered.")
                                      : _ ("Say why “%s” does not apply: “n/a: the reason”."),
                   ctn_texts_get (question->title, NULL));
      return FALSE;
    }
    answer->state = CTN_ANSWER_NOT_APPLICABLE;
    *reason = g_steal_pointer (&stripped);
    return TRUE;
  }
  if (!read_value (question, own, folded, &answer->value))
    return fail (question, own, error);
  answer->state = CTN_ANSWER_GIVEN;
  return ctn_scale_check_answer (question->scale, answer->value, error);
}

static char *
write_ticks (const CtnScale *scale, double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++)
    if (((guint64) value >> i) & 1)
      g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", i + 1);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup ("0");
}

char *
ctn_answer_to_text (const CtnModelNode *question, CtnAnswerValue answer, const char *reason)
{
  const CtnScale *scale = question->scale;

  if (answer.state == CTN_ANSWER_NOT_APPLICABLE)
    return g_strdup_printf ("n/a: %s", reason != NULL ? reason : "");
  if (answer.state != CTN_ANSWER_GIVEN)
    return g_strdup ("");
  switch (scale->kind) {
  case CTN_SCALE_TICKS:
    return write_ticks (scale, answer.value);
  case CTN_SCALE_YES_NO:
    /* What raters agree on may lie between the two. */
    if (!(answer.value > 0 && answer.value < 1))
      return g_strdup (answer.value > 0 ? _ ("yes") : _ ("no"));
    return ctn_number_to_text (answer.value);
  case CTN_SCALE_STAGED:
    return ctn_number_to_text (answer.value + 1);
  case CTN_SCALE_NUMBER:
  case CTN_SCALE_LEVELS:
  default:
    return ctn_number_to_text (answer.value);
  }
}
