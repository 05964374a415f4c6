#include "ctn-holiday.h"

#include <ctn-code-field.h>
#include <ctn-code-list.h>
#include <ctn-data.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <string.h>

#define N_COLUMNS 6

/* A holiday needs its day; a year or a month is none. */
static char *
parse_day (const CtnField *field, const char *text, GError **error)
{
  char buffer[CTN_DATE_ISO_SIZE];
  CtnDate date;

  if (ctn_date_parse (text, &date) && date.day != 0)
    return g_strdup (ctn_date_to_iso (&date, buffer));
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("“%s” is not a date with day, month and year."), text);
  return NULL;
}

static const CtnField holiday_fields[] = {
  { .name = "country",
    .label = N_ ("Country"),
    .group = N_ ("Public Holiday"),
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "country" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Public Holiday"),
    .type = CTN_FIELD_DATE,
    .parse = parse_day,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "date" },
  { .name = "name", .label = N_ ("Name"), .group = N_ ("Public Holiday"), .column = "name" },
  { .name = "working",
    .label = N_ ("The Day Is Worked"),
    .group = N_ ("Public Holiday"),
    .type = CTN_FIELD_BOOLEAN,
    .column = "working" },
  { .name = NULL },
};

static const CtnRecordKind holiday_kind = {
  .name = "holiday",
  .table = "holiday",
  .label = N_ ("Public Holiday"),
  .plural = N_ ("Public Holidays"),
  .title_column = "name",
  .fields = holiday_fields,
  .order = "date, country, id",
  .add_label = N_ ("Add Public Holiday"),
  .edit_label = N_ ("Edit Public Holiday"),
  .delete_label = N_ ("Delete Public Holiday"),
};

const CtnRecordKind *
ctn_holiday_kind (void)
{
  return &holiday_kind;
}

/* --- Rules --------------------------------------------------------------------------------------- */

typedef enum { RULE_FIXED, RULE_EASTER, RULE_ORTHODOX, RULE_WEEKDAY } RuleKind;

typedef struct {
  RuleKind kind;
  int month;
  int day; /* of the month; days after Easter; the how-manyeth weekday, 0 for the last */
  GDateWeekday weekday;
  int from;  /* year; 0 for always */
  int until; /* year; 0 for always */
  char *name;
} Rule;

typedef struct {
  char *name;
  gboolean working;
} Own;

struct _CtnHolidays {
  GHashTable *rules; /* country → GPtrArray of Rule */
  GHashTable *own;   /* "DE 2024-05-30" → Own */
};

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->name);
  g_free (rule);
}

static void
own_free (gpointer data)
{
  Own *own = data;

  g_free (own->name);
  g_free (own);
}

void
ctn_easter (guint year, gboolean orthodox, GDate *date)
{
  guint a = year % 19, month, day;

  if (orthodox) {
    guint d = (19 * a + 15) % 30;
    guint e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;

    month = (d + e + 114) / 31;
    day = (d + e + 114) % 31 + 1;
  } else {
    guint b = year / 100, c = year % 100;
    guint g = (8 * b + 13) / 25;
    guint h = (19 * a + b - b / 4 - g + 15) % 30;
    guint l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    guint m = (a + 11 * h + 19 * l) / 433;

    month = (h + l - 7 * m + 90) / 25;
    day = (h + l - 7 * m + 33 * month + 19) % 32;
  }
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  if (orthodox)
    g_date_add_days (date, 13); /* between the calendars from 1900 to 2099 */
}

static gboolean
parse_weekday_rule (const char *text, Rule *rule)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);

  if (g_strv_length (parts) != 3)
    return FALSE;
  rule->kind = RULE_WEEKDAY;
  rule->month = (int) g_ascii_strtoll (parts[0], NULL, 10);
  rule->day = g_str_equal (parts[2], "last") ? 0 : (int) g_ascii_strtoll (parts[2], NULL, 10);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (parts[1], names[i]))
      rule->weekday = (GDateWeekday) (i + 1);
  return rule->month >= 1 && rule->month <= 12 && rule->weekday != G_DATE_BAD_WEEKDAY &&
         rule->day <= 5 && (rule->day > 0 || g_str_equal (parts[2], "last"));
}

/* "12-25", "easter-2", "orthodox+1", "05-mon-1", "10-mon-last" */
static gboolean
parse_rule (const char *text, Rule *rule)
{
  if (g_str_has_prefix (text, "easter") || g_str_has_prefix (text, "orthodox")) {
    const char *offset = strpbrk (text, "+-");

    rule->kind = *text == 'e' ? RULE_EASTER : RULE_ORTHODOX;
    rule->day = offset != NULL ? (int) g_ascii_strtoll (offset, NULL, 10) : 0;
    return offset != NULL && rule->day != 0;
  }
  if (strlen (text) == 5 && g_ascii_isdigit (text[3])) {
    rule->kind = RULE_FIXED;
    rule->month = (int) g_ascii_strtoll (text, NULL, 10);
    rule->day = (int) g_ascii_strtoll (text + 3, NULL, 10);
    return rule->month >= 1 && rule->month <= 12 && rule->day >= 1 && rule->day <= 31;
  }
  return parse_weekday_rule (text, rule);
}

static gboolean
is_in_month (const Rule *rule, const GDate *day)
{
  guint last = g_date_get_days_in_month (g_date_get_month (day), g_date_get_year (day));
  guint number = g_date_get_day (day);

  if (g_date_get_weekday (day) != rule->weekday)
    return FALSE;
  return rule->day > 0 ? (number + 6) / 7 == (guint) rule->day : number + 7 > last;
}

static gboolean
rule_fits (const Rule *rule, const GDate *day)
{
  int year = g_date_get_year (day);
  GDate easter;

  if ((rule->from != 0 && year < rule->from) || (rule->until != 0 && year > rule->until))
    return FALSE;
  if (rule->kind == RULE_EASTER || rule->kind == RULE_ORTHODOX) {
    ctn_easter ((guint) year, rule->kind == RULE_ORTHODOX, &easter);
    return g_date_days_between (&easter, day) == rule->day;
  }
  if ((int) g_date_get_month (day) != rule->month)
    return FALSE;
  return rule->kind == RULE_FIXED ? (int) g_date_get_day (day) == rule->day
                                  : is_in_month (rule, day);
}

/* --- Reading ------------------------------------------------------------------------------------- */

static gboolean
is_german (void)
{
  return g_str_has_prefix (ctn_get_language_names ()[0], "de");
}

static gboolean
add_line (CtnHolidays *self, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", N_COLUMNS + 1);
  GPtrArray *rules;
  Rule *rule;

  if (g_strv_length (cells) != N_COLUMNS)
    return FALSE;
  rules = g_hash_table_lookup (self->rules, cells[0]);
  if (rules == NULL) {
    rules = g_ptr_array_new_with_free_func (rule_free);
    g_hash_table_insert (self->rules, g_strdup (cells[0]), rules);
  }
  rule = g_new0 (Rule, 1);
  g_ptr_array_add (rules, rule);
  rule->name = g_strdup (cells[is_german () ? 3 : 2]);
  rule->from = (int) g_ascii_strtoll (cells[4], NULL, 10);
  rule->until = (int) g_ascii_strtoll (cells[5], NULL, 10);
  return parse_rule (cells[1], rule);
}

static gboolean
read_shipped (CtnHolidays *self, GError **error)
{
  g_autofree char *path = ctn_data_path ("codes/public-holidays.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (!add_line (self, lines[i])) {
      g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                   _ ("%s: Line %u is not the rule of a holiday."), path, i + 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_own (CtnHolidays *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT country, date, name, working FROM holiday ORDER BY id", "");

  while (ctn_statement_next (rows, &local_error)) {
    const char *name = ctn_statement_get_text (rows, 2);
    Own *own = g_new (Own, 1);

    own->name = g_strdup (name != NULL ? name : _ ("Public Holiday"));
    own->working = ctn_statement_get_int (rows, 3) != 0;
    g_hash_table_insert (
        self->own,
        g_strjoin (" ", ctn_statement_get_text (rows, 0), ctn_statement_get_text (rows, 1), NULL),
        own);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

CtnHolidays *
ctn_holidays_new (CtnConnection *reader, GError **error)
{
  g_autoptr (CtnHolidays) self = g_new0 (CtnHolidays, 1);

  self->rules =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, own_free);
  return read_shipped (self, error) && read_own (self, reader, error) ? g_steal_pointer (&self)
                                                                      : NULL;
}

void
ctn_holidays_free (CtnHolidays *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rules);
  g_hash_table_unref (self->own);
  g_free (self);
}

gboolean
ctn_holidays_knows (CtnHolidays *self, const char *country)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_contains (self->rules, country))
    return TRUE;
  g_hash_table_iter_init (&iter, self->own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, country))
      return TRUE;
  return FALSE;
}

static const Own *
find_own (CtnHolidays *self, const char *country, const GDate *day)
{
  char key[32];

  g_snprintf (key, sizeof key, "%s %04d-%02d-%02d", country, g_date_get_year (day),
              (int) g_date_get_month (day), g_date_get_day (day));
  return g_hash_table_lookup (self->own, key);
}

const char *
ctn_holidays_get_name (CtnHolidays *self, const char *country, const GDate *day)
{
  const Own *own = find_own (self, country, day);
  GPtrArray *rules = g_hash_table_lookup (self->rules, country);

  if (own != NULL)
    return own->working ? NULL : own->name;
  for (guint i = 0; rules != NULL && i < rules->len; i++) {
    const Rule *rule = g_ptr_array_index (rules, i);

    if (rule_fits (rule, day))
      return rule->name;
  }
  return NULL;
}

gboolean
ctn_holidays_is_working (CtnHolidays *self, const char *country, const GDate *day)
{
  const Own *own = country != NULL ? find_own (self, country, day) : NULL;

  if (own != NULL)
    return own->working;
  return g_date_get_weekday (day) < G_DATE_SATURDAY &&
         (country == NULL || ctn_holidays_get_name (self, country, day) == NULL);
}
