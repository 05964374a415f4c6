#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-indicator-import-private.h"
#include "ctn-interchange-error.h"

#define MAX_HEADER_ROW 20

/* How columns are called, folded; "|" between them. */
static const char region_names[] =
    "|geo|region|nuts|nuts code|nuts_code|regioncode|region code|code nuts|gebiet|regionen|"
    "geopolitical entity (reporting)|nuts id|nuts_id|id|";
static const char year_names[] = "|year|time|time_period|period|jahr|annee|rok|ev|time period|";
static const char value_names[] = "|value|obs_value|wert|valeur|hodnota|ertek|observation value|";
static const char code_names[] =
    "|indicator|indicator code|indicator_code|code|indic|indikator|ukazatel|kennzahl|";
static const char flag_names[] =
    "|flag|obs_flag|flags|status|observation status (flag)|conf_status|";
static const char nace_names[] = "|nace|nace_r2|nace_r21|activity|";
static const char name_names[] =
    "|name|region name|regionname|region_name|country|land|label|bezeichnung|";
/* What Eurostat's tables carry besides, and what is the same all the way down. */
static const char other_names[] =
    "|dataflow|last update|freq|unit|structure|structure_id|structure_name|action|level|nuts level|"
    "time frequency|unit of measure|observation value|confidentiality status (flag)|";

static char *
fold (const char *text)
{
  return g_strstrip (ctn_text_fold (text));
}

static gboolean
is_in (const char *names, const char *folded)
{
  g_autofree char *entry = g_strconcat ("|", folded, "|", NULL);

  return *folded != '\0' && strstr (names, entry) != NULL;
}

int
_ctn_indicator_parse_year (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gint64 year;

  /* A spreadsheet may give 2024.0. */
  if (g_str_has_suffix (trimmed, ".0"))
    trimmed[strlen (trimmed) - 2] = '\0';
  if (strlen (trimmed) != 4 || strspn (trimmed, "0123456789") != 4)
    return 0;
  year = g_ascii_strtoll (trimmed, NULL, 10);
  return year >= 1900 && year <= 2100 ? (int) year : 0;
}

char *
_ctn_indicator_parse_region (const char *text, const char *older, const char **version)
{
  CtnCodeList *list = ctn_code_list_get ("nuts-2024", NULL);
  g_autofree char *trimmed = g_strstrip (g_ascii_strup (text, -1));
  const CtnCode *entry;

  *version = "2024";
  if (list == NULL || *trimmed == '\0')
    return NULL;
  if (g_regex_match_simple ("^EU(2[78])?(_20[0-9]{2})?$", trimmed, 0, 0))
    return g_strdup ("EU");
  entry = ctn_code_list_lookup (list, trimmed);
  if (entry == NULL)
    entry = ctn_code_list_find_title (list, text);
  if (entry != NULL)
    return g_strdup (entry->code);
  *version = older;
  /* Two letters of a country that NUTS has, or had. */
  if (!g_regex_match_simple ("^[A-Z]{2}[0-9A-Z]{1,3}$", trimmed, 0, 0))
    return NULL;
  entry = ctn_code_list_lookup (list, (char[]) { trimmed[0], trimmed[1], '\0' });
  return entry != NULL || g_str_has_prefix (trimmed, "UK") ? g_steal_pointer (&trimmed) : NULL;
}

gboolean
_ctn_indicator_parse_value (const char *text,
                            char decimal,
                            double *value,
                            char **flag,
                            gboolean *empty)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  gsize end = strlen (number);
  gsize start = end;

  *flag = NULL;
  /* Marks are a few letters behind the number. */
  while (start > 0 && g_ascii_isalpha (number[start - 1]))
    start--;
  if (start < end && end - start <= 3 &&
      (start == 0 || strchr (" 0123456789:", number[start - 1]))) {
    *flag = g_strdup (number + start);
    number[start] = '\0';
    g_strchomp (number);
  }
  *empty = *number == '\0' || g_str_equal (number, ":") || g_str_equal (number, "-") ||
           g_str_equal (number, "–") || g_str_equal (number, "..");
  if (*empty)
    return FALSE;
  return decimal != '\0' ? ctn_number_parse_hinted (number, decimal, value, NULL)
                         : ctn_number_parse (number, value);
}

static guint
count_years (CtnTable *table, guint row, guint from)
{
  guint n = 0;

  for (guint column = from; column < ctn_table_get_row_width (table, row); column++)
    n += _ctn_indicator_parse_year (ctn_table_get_cell (table, row, column)) != 0;
  return n;
}

/* Fills @columns from the header in @row. */
static void
read_header (CtnTable *table, guint row, CtnIndicatorColumns *columns)
{
  *columns = (CtnIndicatorColumns) { .header = row,
                                     .code = -1,
                                     .region = -1,
                                     .year = -1,
                                     .value = -1,
                                     .flag = -1,
                                     .nace = -1,
                                     .name = -1 };
  for (int column = (int) ctn_table_get_row_width (table, row) - 1; column >= 0; column--) {
    g_autofree char *name = fold (ctn_table_get_cell (table, row, (guint) column));

    if (is_in (region_names, name))
      columns->region = column;
    else if (is_in (year_names, name))
      columns->year = column;
    else if (is_in (value_names, name))
      columns->value = column;
    else if (is_in (code_names, name))
      columns->code = column;
    else if (is_in (flag_names, name))
      columns->flag = column;
    else if (is_in (nace_names, name))
      columns->nace = column;
    else if (is_in (name_names, name))
      columns->name = column;
  }
  /* A table that calls its regions by name only. */
  if (columns->region < 0) {
    columns->region = columns->name;
    columns->name = -1;
  }
}

static gboolean
try_row (CtnTable *table, guint row, CtnIndicatorColumns *columns)
{
  g_autofree char *first = fold (ctn_table_get_cell (table, row, 0));

  read_header (table, row, columns);
  if (strstr (first, "geo\\time") != NULL) {
    columns->form = CTN_INDICATOR_FORM_EUROSTAT;
    columns->region = 0;
    return count_years (table, row, 1) > 0;
  }
  if (columns->region >= 0 && columns->year >= 0 && columns->value >= 0) {
    columns->form = CTN_INDICATOR_FORM_LONG;
    return TRUE;
  }
  if (columns->region >= 0 && columns->value < 0 && count_years (table, row, 1) > 0) {
    columns->form = CTN_INDICATOR_FORM_YEARS;
    return TRUE;
  }
  columns->form = CTN_INDICATOR_FORM_COLUMNS;
  return columns->region >= 0 && ctn_table_get_row_width (table, row) >= 2;
}

gboolean
_ctn_indicator_columns_find (CtnTable *table, CtnIndicatorColumns *columns, GError **error)
{
  guint n = MIN (ctn_table_get_n_rows (table), MAX_HEADER_ROW);

  for (guint row = 0; row < n; row++)
    if (try_row (table, row, columns))
      return TRUE;
  g_set_error_literal (
      error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
      _ ("No row names a column of regions. The table needs a column “geo” or “region” with NUTS "
         "codes or names, and either columns “year” and “value”, or a column for each year."));
  return FALSE;
}

gboolean
_ctn_indicator_columns_is_indicator (CtnTable *table,
                                     const CtnIndicatorColumns *columns,
                                     guint column)
{
  g_autofree char *name = fold (ctn_table_get_cell (table, columns->header, column));
  int index = (int) column;

  return *name != '\0' && index != columns->region && index != columns->year &&
         index != columns->flag && index != columns->name && index != columns->nace &&
         !is_in (other_names, name) && !is_in (name_names, name) && !is_in (region_names, name);
}
