#include "ctn-code-field.h"

#include <ctn-project-error.h>
#include <glib/gi18n-lib.h>

#include "ctn-code-list.h"

char *
ctn_code_field_parse (const CtnField *field, const char *text, GError **error)
{
  CtnCodeList *list = ctn_code_list_get (field->code_list, error);
  g_autofree char *upper = NULL;
  const CtnCode *entry;

  if (list == NULL)
    return NULL;
  entry = ctn_code_list_lookup (list, text);
  if (entry == NULL) {
    upper = g_ascii_strup (text, -1);
    entry = ctn_code_list_lookup (list, upper);
  }
  if (entry == NULL)
    entry = ctn_code_list_find_title (list, text);
  if (entry != NULL)
    return g_strdup (entry->code);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("“%s” is not in the list for “%s”."), text, _ (field->label));
  return NULL;
}

char *
ctn_code_field_format (const CtnField *field, const char *value)
{
  CtnCodeList *list = ctn_code_list_get (field->code_list, NULL);
  const CtnCode *entry = list != NULL ? ctn_code_list_lookup (list, value) : NULL;

  return g_strdup (entry != NULL ? entry->title : value);
}

char *
ctn_code_field_format_both (const CtnField *field, const char *value)
{
  g_autofree char *title = ctn_code_field_format (field, value);

  return g_str_equal (title, value) ? g_steal_pointer (&title)
                                    : g_strdup_printf ("%s %s", value, title);
}
