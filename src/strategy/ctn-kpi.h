/* KPIs of a strategy, the periods in which they are reported, and what was planned and given. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields, for the operations of ctn-record-operations.h; the owner of both is the strategy. */
const CtnRecordKind *ctn_kpi_kind (void);
const CtnRecordKind *ctn_kpi_period_kind (void);

/* What a KPI with these columns is called in @language (%NULL: the user's): one of its @texts, or else its
 * @name. @texts: (nullable)
 * Returns: (transfer full) */
char *ctn_kpi_choose_name (const char *name,
                           const char *texts,
                           const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* Sets one parameter of the KPI's rule, as an operation; "" takes it away. */
gboolean ctn_kpi_set_parameter (CtnProject *project,
                                gint64 kpi,
                                const char *name,
                                const char *value,
                                GError **error);

/* Its value, "" when it has none. (transfer full) */
char *ctn_kpi_dup_parameter (CtnConnection *reader,
                             gint64 kpi,
                             const char *name) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  CTN_KPI_CELL_VALUE, /* what a person gives, of rules that do not count */
  CTN_KPI_CELL_PLAN,  /* what is planned for the period */
  CTN_KPI_CELL_COMMENT,
} CtnKpiCell;

/* Sets what belongs to a KPI and a period, as an operation; "" takes it away.
 * Errors: CTN_PROJECT_ERROR_INVALID when it is no number, or the period is locked. */
gboolean ctn_kpi_set_cell (CtnProject *project,
                           gint64 kpi,
                           gint64 period,
                           CtnKpiCell cell,
                           const char *text,
                           GError **error);

/* Locks a period: what the KPIs count in it now is kept with its evidence, whatever is recorded later.
 * @today: ISO date. One operation, as is unlocking. */
gboolean ctn_kpi_period_lock (CtnProject *project,
                              gint64 period,
                              const char *today,
                              const char *by,
                              GError **error);
gboolean ctn_kpi_period_unlock (CtnProject *project, gint64 period, GError **error);

/* Adds periods of @months (from 1) from @from on to the end of the day @to (ISO dates), named by their
 * number, as one operation.
 * Errors: CTN_PROJECT_ERROR_INVALID when they are no days, or there would be none or over 120. */
gboolean ctn_kpi_add_periods (CtnProject *project,
                              gint64 strategy,
                              const char *from,
                              const char *to,
                              guint months,
                              GError **error);

/* Sets of KPIs that come with the program (data/kpis): their codes, ends with %NULL; and their titles
 * in the user's language. */
GStrv ctn_kpi_set_list (void) G_GNUC_WARN_UNUSED_RESULT;

/* A unit or definition that came from a set, in @language (%NULL: the user's); any other text as it is.
 * (transfer none) (nullable) */
const char *ctn_kpi_set_translate (const char *text, const char *language);

/* (transfer full) */
char *ctn_kpi_set_dup_title (const char *code, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds the KPIs of a set to @strategy but those whose code it has, as one operation.
 * Returns: how many were added, -1 with @error set */
int ctn_kpi_set_add (CtnProject *project, gint64 strategy, const char *code, GError **error);

G_END_DECLS
