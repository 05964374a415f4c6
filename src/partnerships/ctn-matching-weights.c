/* How much each criterion of a match counts. */
#include <ctn-field.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-number.h>
#include <ctn-project-error.h>
#include <math.h>
#include <string.h>

#include "ctn-matching.h"

#define SETTING "match-weights"
#define MAX_WEIGHT 100

static const struct {
  const char *code;
  const char *label;
  double weight;
} criteria[CTN_N_CRITERIA] = {
  { "activity", N_ ("Activity (NACE)"), 25 },
  { "competence", N_ ("Competence"), 25 },
  { "text", N_ ("Text"), 20 },
  { "stage", N_ ("Stage of the Chain"), 10 },
  { "maturity", N_ ("Maturity (TRL)"), 10 },
  { "region", N_ ("Region"), 5 },
  { "size", N_ ("Size"), 5 },
};

const char *
ctn_criterion_get_code (CtnCriterion criterion)
{
  return criteria[criterion].code;
}

const char *
ctn_criterion_get_label (CtnCriterion criterion)
{
  return _ (criteria[criterion].label);
}

void
ctn_match_weights_get_default (CtnMatchWeights *weights)
{
  for (guint i = 0; i < CTN_N_CRITERIA; i++)
    weights->values[i] = criteria[i].weight;
}

/* "activity=30;text=10": those that differ from the default. */
void
ctn_match_weights_get (CtnConnection *reader, CtnMatchWeights *weights)
{
  g_autofree char *text = ctn_connection_get_text (
      reader, NULL, "SELECT value FROM setting WHERE name = '" SETTING "'", "");
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);

  ctn_match_weights_get_default (weights);
  for (char **part = parts; *part != NULL; part++)
    for (guint i = 0; i < CTN_N_CRITERIA; i++) {
      gsize length = strlen (criteria[i].code);

      if (strncmp (*part, criteria[i].code, length) == 0 && (*part)[length] == '=')
        weights->values[i] = CLAMP (g_ascii_strtod (*part + length + 1, NULL), 0, MAX_WEIGHT);
    }
}

static gboolean
write_weights (CtnConnection *connection, gpointer data, GError **error)
{
  const char *text = data;

  if (*text == '\0')
    return ctn_connection_run (connection, error, "DELETE FROM setting WHERE name = '" SETTING "'",
                               "");
  return ctn_connection_run (connection, error,
                             "INSERT INTO setting (id, name, value) VALUES (?1, '" SETTING
                             "', ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                             "it", ctn_id_new (), text);
}

gboolean
ctn_match_weights_set (CtnProject *project, const CtnMatchWeights *weights, GError **error)
{
  const CtnOperation operation = { N_ ("Change Weights of Matching"), NULL, SETTING };
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autofree char *text = NULL;
  double total = 0;

  for (guint i = 0; i < CTN_N_CRITERIA; i++) {
    double weight = weights->values[i];

    if (!(weight >= 0 && weight <= MAX_WEIGHT)) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("A weight is between 0 and %d."), MAX_WEIGHT);
      return FALSE;
    }
    total += weight;
    if (fabs (weight - criteria[i].weight) > 0) {
      g_autofree char *number = ctn_number_to_text (weight);

      g_strv_builder_take (parts, g_strdup_printf ("%s=%s", criteria[i].code, number));
    }
  }
  if (total <= 0) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("At least one weight must be above 0."));
    return FALSE;
  }
  strv = g_strv_builder_end (parts);
  text = g_strjoinv (";", strv);
  return ctn_project_transact (project, &operation, write_weights, text, error);
}
