/* The KPI table of a strategy: per KPI and period the plan, the value and what makes it up; in total
 * what is achieved, what is still to do, and whether that is on plan. */
#pragma once

#include "ctn-kpi-rule.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  char *name;
  char *starts; /* ISO date */
  char *ends;   /* ISO date, the last day */
  gboolean locked;
  char *locked_on; /* (nullable) */
} CtnKpiPeriod;

typedef struct {
  double plan;         /* NAN: none */
  double value;        /* NAN: unknown (nothing given) */
  char *comment;       /* (nullable) */
  GPtrArray *evidence; /* CtnKpiEvidence that counts in this period */
  gboolean changed;    /* locked, and what would be counted now is another number */
} CtnKpiCellValue;

typedef enum {
  CTN_KPI_LIGHT_NONE,     /* there is no target, or nothing to compare */
  CTN_KPI_LIGHT_ACHIEVED, /* the target is reached */
  CTN_KPI_LIGHT_ON_PLAN,  /* at least what should be there by today */
  CTN_KPI_LIGHT_NEAR,     /* at least 80 % of that */
  CTN_KPI_LIGHT_BEHIND,
} CtnKpiLight;

typedef struct {
  gint64 id;
  gint64 objective; /* 0: none */
  char *code;       /* (nullable) */
  char *name;
  char *definition; /* (nullable) */
  char *unit;       /* (nullable) */
  double baseline;  /* NAN: none; counts as 0 in what is achieved */
  double target;    /* NAN: none */
  const CtnKpiRule *rule;
  CtnKpiCellValue *cells; /* one per period of the table */
  double total;           /* baseline + values of all periods + what counts outside of them */
  double outside;         /* what counts in no period */
  double rolled_up; /* of @total, what strategies that are part of this one add by the same code */
  double expected;  /* what should be there by today; NAN without a target */
  CtnKpiLight light;
} CtnKpiRow;

typedef struct {
  gint64 strategy;
  GPtrArray *periods; /* CtnKpiPeriod, by start */
  GPtrArray *rows;    /* CtnKpiRow, in their order */
} CtnKpiTable;

/* Computes the table.
 *
 * expected: with plans, what was planned in the periods that ended before @today and the share of the
 * running one by days; without plans, the target's share by days of the strategy's time; without that
 * time, NAN.
 * Strategies that are part of this one add what they count under the same code. What both count (an
 * organisation, say) counts once.
 * @today: ISO date. @language: (nullable) of the KPIs' names.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnKpiTable *ctn_kpi_table_new (CtnConnection *reader,
                                gint64 strategy,
                                const char *today,
                                const char *language,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_kpi_table_free (CtnKpiTable *self);

/* (transfer none): untranslated, e.g. "On plan" */
const char *ctn_kpi_light_get_label (CtnKpiLight light);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnKpiTable, ctn_kpi_table_free)

G_END_DECLS
