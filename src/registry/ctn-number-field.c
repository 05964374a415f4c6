#include "ctn-number-field.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-project-error.h>
#include <math.h>

char *
ctn_number_field_parse (const CtnField *field,
                        const char *text,
                        double low,
                        double high,
                        GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double value;

  if (!ctn_number_parse (text, &value)) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, _ ("“%s” is not a number."),
                 text);
    return NULL;
  }
  if (field->type == CTN_FIELD_INTEGER && fabs (value - round (value)) > 0) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is not a whole number."), text);
    return NULL;
  }
  if (value >= low && value <= high)
    return ctn_number_to_text (value);
  from = ctn_number_format (low, 6);
  if (isinf (high)) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is too small; the least is %s."), text, from);
    return NULL;
  }
  to = ctn_number_format (high, 6);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("“%s” is not between %s and %s."), text, from, to);
  return NULL;
}

char *
ctn_number_field_parse_amount (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, INFINITY, error);
}

char *
ctn_number_field_parse_year (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 1000, 9999, error);
}

char *
ctn_number_field_parse_grade (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 1, 5, error);
}
