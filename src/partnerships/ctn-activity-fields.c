#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <string.h>

#include "ctn-activity.h"

/* METHODS.md 6. */
static const CtnChoice kinds[] = {
  { "training", N_ ("Training") },
  { "workshop", N_ ("Workshop") },
  { "twinning", N_ ("Twinning Visit") },
  { "peer-review", N_ ("Peer Review") },
  { "networking", N_ ("Networking Event") },
  { "meeting", N_ ("Meeting") },
  { "consultation", N_ ("Consultation") },
  { "b2b", N_ ("B2B Meeting") },
  { "exchange", N_ ("Exchange") },
  { "other", N_ ("Other Activity") },
  { NULL, NULL },
};

static const CtnChoice states[] = {
  { "planned", N_ ("Planned") },
  { "held", N_ ("Held") },
  { "cancelled", N_ ("Cancelled") },
  { NULL, NULL },
};

static const CtnChoice scopes[] = {
  { "regional", N_ ("Regional") },
  { "national", N_ ("National") },
  { "european", N_ ("European") },
  { NULL, NULL },
};

/* Reads "9:00", "9.30", "9h30" or "9" at @text. Returns: minutes since midnight, -1 when it is none */
static int
read_clock (const char *text, const char **end)
{
  int hour = 0;
  int minute = 0;
  int digits = 0;

  while (digits < 2 && g_ascii_isdigit (text[digits]))
    hour = hour * 10 + text[digits++] - '0';
  if (digits == 0 || hour > 24)
    return -1;
  text += digits;
  if (*text != '\0' && strchr (":.h", *text) != NULL && g_ascii_isdigit (text[1]) &&
      g_ascii_isdigit (text[2])) {
    minute = (text[1] - '0') * 10 + text[2] - '0';
    text += 3;
  }
  *end = text;
  return minute < 60 && hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : -1;
}

static const char *
skip_dash (const char *text)
{
  while (*text == ' ')
    text++;
  if (g_str_has_prefix (text, "–"))
    text += strlen ("–");
  else if (*text == '-')
    text++;
  else
    return NULL;
  while (*text == ' ')
    text++;
  return text;
}

static char *
parse_time (const CtnField *field, const char *text, GError **error)
{
  const char *end = text;
  int begins = read_clock (text, &end);
  const char *second = begins >= 0 && *end != '\0' ? skip_dash (end) : NULL;
  int ends = second != NULL ? read_clock (second, &end) : -1;

  if (begins >= 0 && second == NULL && *end == '\0')
    return g_strdup_printf ("%02d:%02d", begins / 60, begins % 60);
  if (begins >= 0 && ends > begins && *end == '\0')
    return g_strdup_printf ("%02d:%02d–%02d:%02d", begins / 60, begins % 60, ends / 60, ends % 60);
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("“%s” is no time. Write 9:00, or from and to: 9:00–16:30."), text);
  return NULL;
}

#define GROUP_WHAT N_ ("Activity")
#define GROUP_WHEN N_ ("When and Where")
#define GROUP_CONTENT N_ ("Content")

static const CtnField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_WHAT,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .group = GROUP_WHAT,
    .type = CTN_FIELD_CHOICE,
    .choices = kinds,
    .flags = CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "state",
    .label = N_ ("State"),
    .group = GROUP_WHAT,
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "partnership",
    .label = N_ ("Partnership"),
    .group = GROUP_WHAT,
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "partnership",
    .reference_table = "partnership",
    .reference_column = "coalesce(nullif(short_name, ''), name)" },
  { .name = "scope",
    .label = N_ ("Reach"),
    .group = GROUP_WHAT,
    .type = CTN_FIELD_CHOICE,
    .choices = scopes,
    .column = "scope" },
  { .name = "starts",
    .label = N_ ("Starts"),
    .group = GROUP_WHEN,
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Ends"),
    .group = GROUP_WHEN,
    .type = CTN_FIELD_DATE,
    .column = "ends" },
  { .name = "time",
    .label = N_ ("Time (from–to)"),
    .group = GROUP_WHEN,
    .parse = parse_time,
    .column = "time" },
  { .name = "place",
    .label = N_ ("Place"),
    .group = GROUP_WHEN,
    .flags = CTN_FIELD_LISTED,
    .column = "place" },
  { .name = "country",
    .label = N_ ("Country"),
    .group = GROUP_WHEN,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-3166",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    .column = "country" },
  { .name = "online",
    .label = N_ ("Online"),
    .group = GROUP_WHEN,
    .type = CTN_FIELD_BOOLEAN,
    .column = "online" },
  { .name = "language",
    .label = N_ ("Language"),
    .group = GROUP_WHEN,
    .type = CTN_FIELD_CODE,
    .code_list = "iso-639",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format,
    .column = "language" },
  { .name = "agenda",
    .label = N_ ("Agenda"),
    .group = GROUP_CONTENT,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "agenda" },
  { .name = "minutes",
    .label = N_ ("Minutes"),
    .group = GROUP_CONTENT,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "minutes" },
  { .name = "notes",
    .label = N_ ("Notes and Source"),
    .group = GROUP_CONTENT,
    .type = CTN_FIELD_LONG_TEXT,
    .column = "notes" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "activity",
  .table = "activity",
  .label = N_ ("Activity"),
  .plural = N_ ("Activities"),
  .title_column = "name",
  .fields = fields,
  .order = "t.starts IS NOT NULL, t.starts DESC",
  .add_label = N_ ("Add Activity"),
  .edit_label = N_ ("Edit Activity"),
  .delete_label = N_ ("Delete Activity"),
  .stamped = TRUE,
};

static const CtnField host_fields[] = {
  { .name = "organisation",
    .label = N_ ("Organisation"),
    .group = N_ ("Host"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = NULL },
};

static const CtnRecordKind host_kind = {
  .name = "activity-host",
  .table = "activity_host",
  .label = N_ ("Host"),
  .plural = N_ ("Hosts"),
  .title_column = "organisation",
  .fields = host_fields,
  .owner_column = "activity",
  .order = "t.id",
  .add_label = N_ ("Add Host"),
  .edit_label = N_ ("Edit Host"),
  .delete_label = N_ ("Remove Host"),
};

const CtnRecordKind *
ctn_activity_kind (void)
{
  return &kind;
}

const CtnRecordKind *
ctn_activity_host_kind (void)
{
  return &host_kind;
}
