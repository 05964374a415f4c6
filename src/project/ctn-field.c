#include "ctn-field.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-project-error.h"

guint
ctn_choice_find (const CtnChoice *choices, const char *code)
{
  for (guint i = 0; choices[i].code != NULL; i++)
    if (g_strcmp0 (choices[i].code, code) == 0)
      return i;
  return 0;
}

const CtnField *
ctn_record_kind_find_field (const CtnRecordKind *kind, const char *name)
{
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

gboolean
ctn_field_is_multiple (const CtnField *field)
{
  return field->list_table != NULL && !field->list_single && !field->yearly;
}

const char *
ctn_field_get_label (const CtnField *field)
{
  return field->flags & CTN_FIELD_OWN ? field->label : _ (field->label);
}

const char *
ctn_field_get_choice_label (const CtnField *field, const CtnChoice *choice)
{
  return field->flags & CTN_FIELD_OWN ? choice->label : _ (choice->label);
}

static char *
invalid (GError **error, const char *format, const char *text)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID, format, text);
#pragma GCC diagnostic pop
  return NULL;
}

static char *
parse_choice (const CtnField *field, const char *text, GError **error)
{
  g_autofree char *folded = ctn_text_fold (text);

  for (const CtnChoice *choice = field->choices; choice->code != NULL; choice++) {
    g_autofree char *label = ctn_text_fold (choice->label);
    g_autofree char *translated = ctn_text_fold (ctn_field_get_choice_label (field, choice));

    if (g_ascii_strcasecmp (text, choice->code) == 0 || g_str_equal (folded, label) ||
        g_str_equal (folded, translated))
      return g_strdup (choice->code);
  }
  return invalid (error, _ ("“%s” is none of the choices of this field."), text);
}

/* Canonical ISO text, or %NULL when @text is no date. */
static char *
parse_date (const char *text)
{
  char buffer[CTN_DATE_ISO_SIZE];
  CtnDate date;

  return ctn_date_parse (text, &date) ? g_strdup (ctn_date_to_iso (&date, buffer)) : NULL;
}

static char *
parse_number (const CtnField *field, const char *text, GError **error)
{
  double value;

  if (!ctn_number_parse (text, &value))
    return invalid (error, _ ("“%s” is not a number."), text);
  if (field->type == CTN_FIELD_INTEGER) {
    if (ABS (value) > 9e15 || value < (double) (gint64) value || value > (double) (gint64) value)
      return invalid (error, _ ("“%s” is not a whole number."), text);
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value);
  }
  return ctn_number_to_text (value);
}

static char *
parse_boolean (const char *text, GError **error)
{
  static const char *const yes[] = { "1", "yes", "true", "x", "ja", "wahr", NULL };
  static const char *const no[] = { "0", "no", "false", "nein", "falsch", NULL };
  g_autofree char *folded = ctn_text_fold (text);

  if (g_strv_contains (yes, folded))
    return g_strdup ("1");
  if (g_strv_contains (no, folded))
    return g_strdup ("");
  return invalid (error, _ ("“%s” is neither yes nor no."), text);
}

static char *
parse_record (const char *text, GError **error)
{
  gint64 id;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return invalid (error, _ ("“%s” is not the number of a record."), text);
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static char *
parse_one (const CtnField *field, const char *text, GError **error)
{
  char *date;

  if (field->parse != NULL)
    return field->parse (field, text, error);
  switch (field->type) {
  case CTN_FIELD_CHOICE:
    return parse_choice (field, text, error);
  case CTN_FIELD_NUMBER:
  case CTN_FIELD_INTEGER:
    return parse_number (field, text, error);
  case CTN_FIELD_BOOLEAN:
    return parse_boolean (text, error);
  case CTN_FIELD_RECORD:
    return parse_record (text, error);
  case CTN_FIELD_DATE:
    date = parse_date (text);
    return date != NULL ? date : invalid (error, _ ("“%s” is not a date."), text);
  case CTN_FIELD_EMAIL:
    return ctn_text_is_email (text) ? g_strdup (text)
                                    : invalid (error, _ ("“%s” is not an e-mail address."), text);
  case CTN_FIELD_URL:
    return ctn_text_is_url (text) ? g_strdup (text)
                                  : invalid (error, _ ("“%s” is not a web address."), text);
  case CTN_FIELD_PHONE:
    return ctn_text_is_phone (text) ? g_strdup (text)
                                    : invalid (error, _ ("“%s” is not a telephone number."), text);
  case CTN_FIELD_TEXT:
  case CTN_FIELD_LONG_TEXT:
  case CTN_FIELD_CODE:
  default:
    return g_strdup (text);
  }
}

/* Several values keep their order; one that comes twice is kept once. */
static char *
parse_many (const CtnField *field, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ";|\n", -1);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (char **part = parts; *part != NULL; part++) {
    char *value;

    if (*g_strstrip (*part) == '\0')
      continue;
    value = parse_one (field, *part, error);
    if (value == NULL)
      return NULL;
    if (g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
      g_free (value);
    else
      g_ptr_array_add (values, value);
  }
  g_ptr_array_add (values, NULL);
  return g_strjoinv ("; ", (char **) values->pdata);
}

char *
ctn_field_parse (const CtnField *field, const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*trimmed == '\0') {
    if (field->flags & CTN_FIELD_REQUIRED) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("“%s” must not be empty."), ctn_field_get_label (field));
      return NULL;
    }
    return g_steal_pointer (&trimmed);
  }
  if (!g_utf8_validate (trimmed, -1, NULL))
    return invalid (error, _ ("The text is not valid in its encoding%s."), "");
  return ctn_field_is_multiple (field) ? parse_many (field, trimmed, error)
                                       : parse_one (field, trimmed, error);
}

static char *
format_one (const CtnField *field, const char *value)
{
  if (field->format != NULL)
    return field->format (field, value);
  if (field->type == CTN_FIELD_CHOICE)
    for (const CtnChoice *choice = field->choices; choice->code != NULL; choice++)
      if (g_str_equal (choice->code, value))
        return g_strdup (ctn_field_get_choice_label (field, choice));
  if (field->type == CTN_FIELD_NUMBER)
    return ctn_number_format (g_ascii_strtod (value, NULL), 6);
  if (field->type == CTN_FIELD_DATE)
    return ctn_date_format_iso (value);
  if (field->type == CTN_FIELD_BOOLEAN)
    return g_strdup (g_str_equal (value, "1") ? _ ("Yes") : _ ("No"));
  return g_strdup (value);
}

char *
ctn_field_format (const CtnField *field, const char *value)
{
  g_auto (GStrv) parts = NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("");
  if (!ctn_field_is_multiple (field) || strchr (value, ';') == NULL)
    return format_one (field, value);
  parts = g_strsplit (value, "; ", -1);
  for (char **part = parts; *part != NULL; part++) {
    char *text = format_one (field, *part);

    g_free (*part);
    *part = text;
  }
  return g_strjoinv ("; ", parts);
}
