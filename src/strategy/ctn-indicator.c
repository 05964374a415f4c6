#include "ctn-indicator.h"

#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-number-field.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>
#include <string.h>

#define GROUP_INDICATOR N_ ("Indicator")
#define GROUP_VALUE N_ ("Value")

/* In the order of the enums. */
static const CtnChoice directions[] = {
  { "higher", N_ ("Higher Is Better") },
  { "lower", N_ ("Lower Is Better") },
  { "none", N_ ("Neither") },
  { NULL, NULL },
};

static const CtnChoice transforms[] = {
  { "none", N_ ("As It Is") },
  { "sqrt", N_ ("Square Root") },
  { "log", N_ ("Logarithm") },
  { NULL, NULL },
};

static const CtnField indicator_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = GROUP_INDICATOR,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "code",
    .label = N_ ("Code"),
    .group = GROUP_INDICATOR,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "code" },
  { .name = "unit",
    .label = N_ ("Unit"),
    .group = GROUP_INDICATOR,
    .flags = CTN_FIELD_LISTED,
    .column = "unit" },
  { .name = "direction",
    .label = N_ ("Direction"),
    .group = GROUP_INDICATOR,
    .type = CTN_FIELD_CHOICE,
    .choices = directions,
    .flags = CTN_FIELD_REQUIRED,
    .column = "direction" },
  { .name = "transform",
    .label = N_ ("Before Normalising"),
    .group = GROUP_INDICATOR,
    .type = CTN_FIELD_CHOICE,
    .choices = transforms,
    .flags = CTN_FIELD_REQUIRED,
    .column = "transform" },
  { .name = "low",
    .label = N_ ("Lower Goalpost"),
    .group = GROUP_INDICATOR,
    .type = CTN_FIELD_NUMBER,
    .column = "low" },
  { .name = "high",
    .label = N_ ("Upper Goalpost"),
    .group = GROUP_INDICATOR,
    .type = CTN_FIELD_NUMBER,
    .column = "high" },
  { .name = "source", .label = N_ ("Source"), .group = GROUP_INDICATOR, .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind indicator_kind = {
  .name = "indicator",
  .table = "indicator",
  .label = N_ ("Indicator"),
  .plural = N_ ("Indicators"),
  .title_column = "name",
  .fields = indicator_fields,
  .order = "name COLLATE NOCASE",
  .add_label = N_ ("Add Indicator"),
  .edit_label = N_ ("Edit Indicator"),
  .delete_label = N_ ("Delete Indicator"),
};

static const CtnField value_fields[] = {
  { .name = "region",
    .label = N_ ("Region (NUTS)"),
    .group = GROUP_VALUE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "nuts" },
  { .name = "region-version",
    .label = N_ ("NUTS Version"),
    .group = GROUP_VALUE,
    .flags = CTN_FIELD_REQUIRED,
    .column = "nuts_version" },
  { .name = "nace-revision",
    .label = N_ ("NACE Revision"),
    .group = GROUP_VALUE,
    .column = "nace_revision" },
  { .name = "nace", .label = N_ ("Activity (NACE)"), .group = GROUP_VALUE, .column = "nace" },
  { .name = "year",
    .label = N_ ("Year"),
    .group = GROUP_VALUE,
    .type = CTN_FIELD_INTEGER,
    .parse = ctn_number_field_parse_year,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "year" },
  { .name = "value",
    .label = N_ ("Value"),
    .group = GROUP_VALUE,
    .type = CTN_FIELD_NUMBER,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "value" },
  { .name = "flag", .label = N_ ("Flag"), .group = GROUP_VALUE, .column = "flag" },
  { .name = "source", .label = N_ ("Source"), .group = GROUP_VALUE, .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind value_kind = {
  .name = "indicator-value",
  .table = "indicator_value",
  .label = N_ ("Value of an Indicator"),
  .plural = N_ ("Values of Indicators"),
  .title_column = "nuts",
  .fields = value_fields,
  .owner_column = "indicator",
  .order = "nuts, year",
  .add_label = N_ ("Add Value"),
  .edit_label = N_ ("Edit Value"),
  .delete_label = N_ ("Delete Value"),
};

const CtnRecordKind *
ctn_indicator_kind (void)
{
  return &indicator_kind;
}

const CtnRecordKind *
ctn_indicator_value_kind (void)
{
  return &value_kind;
}

GArray *
ctn_indicator_list (CtnConnection *reader, GError **error)
{
  return ctn_record_list (reader, &indicator_kind, 0, error);
}

gint64
ctn_indicator_find (CtnConnection *reader, const char *code)
{
  gint64 id = 0;

  if (!ctn_connection_get_int (reader, &id, NULL,
                               "SELECT id FROM indicator WHERE code = ? COLLATE NOCASE "
                               "ORDER BY id LIMIT 1",
                               "t", code))
    return 0;
  return id;
}

static void
point_clear (gpointer data)
{
  g_free (((CtnIndicatorPoint *) data)->nuts);
}

void
ctn_indicator_free (CtnIndicator *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->name);
  g_free (self->unit);
  g_free (self->source);
  g_array_unref (self->points);
  g_free (self);
}

static CtnIndicator *
read_head (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row =
      ctn_connection_query (reader, &local_error,
                            "SELECT code, name, unit, data_source, direction, transform, low, high "
                            "FROM indicator WHERE id = ?",
                            "i", id);
  CtnIndicator *self;

  if (!ctn_statement_next (row, &local_error)) {
    if (local_error != NULL)
      g_propagate_error (error, g_steal_pointer (&local_error));
    else
      g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                           _ ("There is no such indicator any more."));
    return NULL;
  }
  self = g_new0 (CtnIndicator, 1);
  self->id = id;
  self->code = g_strdup (ctn_statement_get_text (row, 0));
  self->name = g_strdup (ctn_statement_get_text (row, 1));
  self->unit = g_strdup (ctn_statement_get_text (row, 2));
  self->source = g_strdup (ctn_statement_get_text (row, 3));
  self->direction =
      (CtnIndicatorDirection) ctn_choice_find (directions, ctn_statement_get_text (row, 4));
  self->transform =
      (CtnIndicatorTransform) ctn_choice_find (transforms, ctn_statement_get_text (row, 5));
  self->goalposts =
      (CtnGoalposts) { ctn_statement_get_double (row, 6), ctn_statement_get_double (row, 7) };
  self->points = g_array_new (FALSE, FALSE, sizeof (CtnIndicatorPoint));
  g_array_set_clear_func (self->points, point_clear);
  return self;
}

CtnIndicator *
ctn_indicator_load (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (CtnIndicator) self = read_head (reader, id, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (self == NULL)
    return NULL;
  rows = ctn_connection_query (reader, &local_error,
                               "SELECT nuts, year, value FROM indicator_value "
                               "WHERE indicator = ? AND nace IS NULL ORDER BY nuts, year, id",
                               "i", id);
  while (ctn_statement_next (rows, &local_error)) {
    CtnIndicatorPoint point = { g_strdup (ctn_statement_get_text (rows, 0)),
                                (int) ctn_statement_get_int (rows, 1),
                                ctn_statement_get_double (rows, 2) };

    g_array_append_val (self->points, point);
  }
  if (local_error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static const CtnIndicatorPoint *
get_point (const CtnIndicator *self, guint index)
{
  return &g_array_index (self->points, CtnIndicatorPoint, index);
}

double
ctn_indicator_get (const CtnIndicator *self, const char *nuts, int year, int *found_year)
{
  double value = NAN;

  for (guint i = 0; i < self->points->len; i++) {
    const CtnIndicatorPoint *point = get_point (self, i);

    if (!g_str_equal (point->nuts, nuts) || (year != 0 && point->year != year))
      continue;
    value = point->value;
    if (found_year != NULL)
      *found_year = point->year;
  }
  return value;
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

GArray *
ctn_indicator_list_years (const CtnIndicator *self)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < self->points->len; i++)
    g_array_append_val (years, get_point (self, i)->year);
  g_array_sort (years, compare_years);
  for (guint i = years->len; i > 1; i--)
    if (g_array_index (years, int, i - 1) == g_array_index (years, int, i - 2))
      g_array_remove_index (years, i - 1);
  return years;
}

GPtrArray *
ctn_indicator_list_regions (const CtnIndicator *self)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->points->len; i++)
    if (i == 0 || !g_str_equal (get_point (self, i)->nuts, get_point (self, i - 1)->nuts))
      g_ptr_array_add (regions, g_strdup (get_point (self, i)->nuts));
  return regions;
}

/* The indicator with this code, made when there is none. */
static gint64
ensure_indicator (CtnConnection *connection, const char *code, GError **error)
{
  const CtnFieldText values[] = { { "name", code }, { "code", code }, { NULL, NULL } };
  gint64 id = ctn_indicator_find (connection, code);

  return id != 0 ? id : ctn_record_write_new (connection, &indicator_kind, 0, values, error);
}

gboolean
ctn_indicator_write (CtnConnection *connection,
                     const CtnIndicatorEntry *entry,
                     gboolean *added,
                     GError **error)
{
  gint64 indicator = ensure_indicator (connection, entry->code, error);
  gint64 id = 0;

  if (indicator == 0 ||
      !ctn_connection_get_int (connection, &id, error,
                               "SELECT id FROM indicator_value WHERE indicator = ? AND nuts = ? "
                               "AND year = ? AND nace IS ? LIMIT 1",
                               "itit", indicator, entry->nuts, (gint64) entry->year, entry->nace))
    return FALSE;
  if (added != NULL)
    *added = id == 0;
  if (id != 0)
    return ctn_connection_run (connection, error,
                               "UPDATE indicator_value SET value = ?2, nuts_version = ?3, "
                               "flag = ?4, data_source = ?5 WHERE id = ?1",
                               "idttt", id, entry->value, entry->nuts_version, entry->flag,
                               entry->source);
  return ctn_connection_run (
      connection, error,
      "INSERT INTO indicator_value (id, indicator, nuts, nuts_version, nace_revision, nace, year, "
      "value, flag, data_source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "iittttidtt", ctn_id_new (), indicator, entry->nuts, entry->nuts_version,
      entry->nace_revision, entry->nace, (gint64) entry->year, entry->value, entry->flag,
      entry->source);
}
