#include "ctn-code-field.h"

#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-country.h"
#include "ctn-nace.h"

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
               _ ("“%s” is not in the list for “%s”."), text, ctn_field_get_label (field));
  return NULL;
}

/* Skips @word at @text, whatever its case, and what may stand behind it. */
static const char *
skip_word (const char *text, const char *word, const char *separators)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (text, word, length) != 0)
    return text;
  return text + length + strspn (text + length, separators);
}

/* Skips "NACE Rev. 2.1:" and the like. @revision: (out) (nullable): the revision that was named. */
static const char *
skip_revision (const char *text, const char **revision)
{
  static const char *const revisions[] = { "2.1", "2" };
  const char *at = skip_word (text, "NACE", " ");
  const char *number = skip_word (at, "Revision", " .");

  *revision = NULL;
  if (number == at)
    number = skip_word (at, "Rev", " .");
  for (gsize i = 0; number != at && i < G_N_ELEMENTS (revisions); i++) {
    const char *rest = skip_word (number, revisions[i], "");

    /* "Rev. 2 10.1" has a revision, "Rev. 20.1" has not. */
    if (rest != number && strchr (" :,-/", *rest) != NULL) {
      *revision = revisions[i];
      return rest + strspn (rest, " :,-/");
    }
  }
  return at;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

/* National codes are longer than NACE and go by their class; a code of NACE's own length that does not
 * exist is a slip of the pen, not the division above. */
static const CtnCode *
look_up_nace (CtnCodeList *list, const char *text)
{
  const CtnCode *entry = ctn_nace_from_text (list, text);
  guint n_digits = count_digits (text);

  return entry != NULL && n_digits <= 4 && count_digits (entry->code) < n_digits ? NULL : entry;
}

/* The code of "29.10 Manufacture of motor vehicles", as fields show it. */
static const CtnCode *
look_up_titled (CtnCodeList *list, const char *text)
{
  const char *title = text;
  g_autofree char *code = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *expected = NULL;
  const CtnCode *entry;

  while (*title != '\0' && !(title > text && title[-1] == ' ' && g_ascii_isalpha (*title)))
    title++;
  code = g_strndup (text, (gsize) (title - text));
  entry = *title != '\0' ? look_up_nace (list, code) : NULL;
  if (entry == NULL)
    return NULL;
  folded = ctn_text_fold (title);
  expected = ctn_text_fold (entry->title);
  return g_str_equal (folded, expected) ? entry : NULL;
}

static const char *
get_revision (const CtnField *field)
{
  return g_str_equal (field->code_list, "nace-rev21") ? "2.1" : "2";
}

char *
ctn_code_field_parse_nace (const CtnField *field, const char *text, GError **error)
{
  CtnCodeList *list = ctn_code_list_get (field->code_list, error);
  const char *revision = NULL;
  const char *rest = skip_revision (text, &revision);
  const CtnCode *entry;

  if (list == NULL)
    return NULL;
  if (revision != NULL && !g_str_equal (revision, get_revision (field))) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("“%s” is a code of Rev. %s, and this field holds codes of Rev. %s."), text,
                 revision, get_revision (field));
    return NULL;
  }
  entry = look_up_nace (list, rest);
  if (entry == NULL)
    entry = look_up_titled (list, rest);
  return entry != NULL ? g_strdup (entry->code) : ctn_code_field_parse (field, rest, error);
}

char *
ctn_code_field_format (const CtnField *field, const char *value)
{
  const char *title = ctn_code_get_title (field->code_list, value);

  return g_strdup (title != NULL ? title : value);
}

char *
ctn_code_field_format_both (const CtnField *field, const char *value)
{
  g_autofree char *title = ctn_code_field_format (field, value);

  return g_str_equal (title, value) ? g_steal_pointer (&title)
                                    : g_strdup_printf ("%s %s", value, title);
}

char *
ctn_code_field_parse_country (const CtnField *field, const char *text, GError **error)
{
  const char *code = ctn_country_from_text (text);

  if (code != NULL)
    return g_strdup (code);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("“%s” is not a country. Write its name or its two-letter code."), text);
  return NULL;
}
