#include "ctn-nace.h"

#include <ctn-i18n.h>
#include <string.h>

#include <ctn-data.h>

#include "ctn-code-list-private.h"

/* The section letter above @entry. */
static const char *
get_section (CtnCodeList *list, const CtnCode *entry)
{
  while (entry->parent != NULL)
    entry = ctn_code_list_lookup (list, entry->parent);
  return entry->code;
}

/* Reads up to four digits, with dots and spaces between them, into @digits. A division in front of
 * a dot may have lost its zero. */
static gboolean
read_digits (const char *text, char digits[5])
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++) {
    if (g_ascii_isdigit (*at)) {
      if (n < 4)
        digits[n++] = *at;
    } else if (*at == '.' && n == 1 && at == text + 1) {
      digits[1] = digits[0];
      digits[0] = '0';
      n = 2;
    } else if (*at != '.' && *at != ' ')
      return FALSE;
  }
  digits[n] = '\0';
  return n >= 2;
}

/* The entry of these digits, else the one above that the list has. */
static const CtnCode *
lookup_digits (CtnCodeList *list, const char *digits)
{
  const CtnCode *entry = NULL;

  for (gsize n = strlen (digits); entry == NULL && n >= 2; n--) {
    g_autofree char *code = n == 2 ? g_strndup (digits, 2)
                                   : g_strdup_printf ("%.2s.%.*s", digits, (int) n - 2, digits + 2);

    entry = ctn_code_list_lookup (list, code);
  }
  return entry;
}

const CtnCode *
ctn_nace_from_text (CtnCodeList *list, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  char section[2] = { 0 };
  char digits[5] = { 0 };
  const char *number = trimmed;
  const CtnCode *entry;

  if (g_ascii_isalpha (*number)) {
    section[0] = g_ascii_toupper (*number);
    for (number++; *number == ' ' || *number == '.'; number++)
      ;
    if (*number == '\0')
      return ctn_code_list_lookup (list, section);
  }
  if (strlen (number) > 16 || !read_digits (number, digits))
    return NULL;
  entry = lookup_digits (list, digits);
  if (entry == NULL || (*section != '\0' && !g_str_equal (get_section (list, entry), section)))
    return NULL;
  return entry;
}

/* Whether the division is @entry or above it, or in the section @entry. */
static gboolean
belongs (const char *division, const char *section, const CtnCode *entry)
{
  return entry->level == 1 ? g_str_equal (section, entry->code)
                           : strncmp (entry->code, division, 2) == 0;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const CtnNaceMatch *first = a;
  const CtnNaceMatch *second = b;

  return strcmp (first->division->code, second->division->code);
}

static void
add_match (GArray *matches, const CtnCode *division, gboolean is_main)
{
  CtnNaceMatch match = { division, is_main };

  for (guint i = 0; i < matches->len; i++) {
    CtnNaceMatch *known = &g_array_index (matches, CtnNaceMatch, i);

    if (known->division == division) {
      known->is_main = known->is_main || is_main;
      return;
    }
  }
  g_array_append_val (matches, match);
}

GArray *
ctn_nace_correspond (const char *from, const char *code, GError **error)
{
  gboolean is_old = g_str_equal (from, "nace-rev2");
  CtnCodeList *list = ctn_code_list_get (from, error);
  CtnCodeList *other =
      list != NULL ? ctn_code_list_get (is_old ? "nace-rev21" : "nace-rev2", error) : NULL;
  g_autofree char *path = ctn_data_path ("codes/nace-correspondence-divisions.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (CtnNaceMatch));
  const CtnCode *entry;
  gsize length;

  if (other == NULL || (text = ctn_code_list_read_text (path, &length, error)) == NULL)
    return NULL;
  entry = ctn_code_list_lookup (list, code);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 1; entry != NULL && lines[0] != NULL && lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], ",", 6);
    const CtnCode *division =
        g_strv_length (cells) == 5 ? ctn_code_list_lookup (other, cells[is_old ? 2 : 0]) : NULL;

    if (division == NULL) {
      g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                   _ ("%s: Line %u does not name two divisions."), path, i + 1);
      return NULL;
    }
    if (belongs (cells[is_old ? 0 : 2], cells[is_old ? 1 : 3], entry))
      add_match (matches, division, g_str_equal (cells[4], "main"));
  }
  g_array_sort (matches, compare_matches);
  return g_steal_pointer (&matches);
}
