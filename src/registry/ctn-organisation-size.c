#include "ctn-organisation-size.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>

#include "ctn-number-field.h"
#include "ctn-organisation.h"

#define AMOUNT(figure, text)                                                                       \
  { .name = figure,                                                                                \
    .label = text,                                                                                 \
    .group = N_ ("Figures"),                                                                       \
    .type = CTN_FIELD_NUMBER,                                                                      \
    .parse = ctn_number_field_parse_amount,                                                        \
    .flags = CTN_FIELD_LISTED,                                                                     \
    .column = figure }

static const CtnField fields[] = {
  { .name = "year",
    .label = N_ ("Year"),
    .group = N_ ("Figures"),
    .type = CTN_FIELD_INTEGER,
    .parse = ctn_number_field_parse_year,
    .flags = CTN_FIELD_REQUIRED,
    .column = "year" },
  AMOUNT ("headcount", N_ ("Staff (Annual Work Units)")),
  AMOUNT ("turnover", N_ ("Turnover (€)")),
  AMOUNT ("balance", N_ ("Balance Sheet Total (€)")),
  { .name = NULL },
};

/* The table has no UNIQUE, because undo writes row by row; so it is checked here. */
static gboolean
touched (CtnConnection *connection, gint64 organisation, GError **error)
{
  gint64 year = 0;

  if (!ctn_connection_get_int (connection, &year, error,
                               "SELECT year FROM organisation_size WHERE organisation = ? "
                               "GROUP BY year HAVING count(*) > 1 LIMIT 1",
                               "i", organisation))
    return FALSE;
  if (year != 0) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("There are figures of %d already. Edit those, or take another year."),
                 (int) year);
    return FALSE;
  }
  return ctn_organisation_touch (connection, organisation, error);
}

static const CtnRecordKind kind = {
  .name = "organisation-size",
  .table = "organisation_size",
  .label = N_ ("Figures of a Year"),
  .plural = N_ ("Figures by Year"),
  .title_column = "year",
  .fields = fields,
  .owner_column = "organisation",
  .order = "year DESC",
  .add_label = N_ ("Add Figures of a Year"),
  .edit_label = N_ ("Edit Figures of a Year"),
  .delete_label = N_ ("Remove Figures of a Year"),
  .touched = touched,
};

const CtnRecordKind *
ctn_organisation_size_kind (void)
{
  return &kind;
}

gint64
ctn_organisation_size_add (CtnProject *project, gint64 organisation, GError **error)
{
  gint64 this_year = ctn_calendar_today ().year;
  g_autofree char *text = NULL;
  gint64 year = 0;

  /* The first gap, counted back from this year. */
  if (!ctn_connection_get_int (
          ctn_project_get_reader (project), &year, error,
          "WITH RECURSIVE y (year) AS (SELECT ?1 UNION ALL SELECT year - 1 FROM y WHERE year IN "
          "(SELECT s.year FROM organisation_size s WHERE s.organisation = ?2)) SELECT min(year) "
          "FROM y",
          "ii", this_year, organisation))
    return 0;
  text = g_strdup_printf ("%d", (int) year);
  return ctn_record_add (project, &kind, organisation,
                         (const CtnFieldText[]) { { "year", text }, { NULL } }, error);
}
