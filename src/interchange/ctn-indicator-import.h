/* Indicators of regions from a table: CSV, TSV or a spreadsheet.
 *
 * Four forms are told apart by the header:
 *   long     a row a value: indicator (may be missing), region, year, value; SDMX-CSV of Eurostat is one
 *   years    a row a region, a column a year
 *   Eurostat "freq,unit,geo\TIME_PERIOD" in the first column, a column a year; marks behind the values
 *   columns  a row a region (and perhaps a year), a column an indicator: tables of the scoreboards
 * Regions may be NUTS codes or names; codes of older versions stay what they are, with their version. */
#pragma once

#include <ctn-indicator.h>

#include "ctn-table.h"

G_BEGIN_DECLS

typedef enum {
  CTN_INDICATOR_FORM_LONG,
  CTN_INDICATOR_FORM_YEARS,
  CTN_INDICATOR_FORM_EUROSTAT,
  CTN_INDICATOR_FORM_COLUMNS,
} CtnIndicatorForm;

typedef struct {
  const char *code; /* of the indicator where the table does not say; %NULL: @name of the import */
  const char *nuts_version; /* of codes that NUTS 2024 does not have; %NULL: "2021" */
  int year;                 /* where the table does not say; 0: it must */
  const char *source;       /* (nullable) kept with every value */
} CtnIndicatorOptions;

typedef enum {
  CTN_INDICATOR_NEW,
  CTN_INDICATOR_UPDATE, /* there is another value, which it replaces */
  CTN_INDICATOR_SAME,   /* the value is there already */
  CTN_INDICATOR_PROBLEM,
  CTN_N_INDICATOR_STATES,
} CtnIndicatorState;

/* A value of the table, or a cell that is none. */
typedef struct {
  guint line;   /* in the file, from 1 */
  guint column; /* from 1 */
  char *code;
  char *nuts;         /* as written where it is no region */
  char *nuts_version; /* (nullable) */
  char *nace;         /* (nullable) */
  char *flag;         /* (nullable) */
  int year;
  double value;
  double old; /* what it replaces; NAN for none */
  CtnIndicatorState state;
  char *message; /* (nullable) what is wrong */
  gboolean skip; /* left out: the user's decision */
} CtnIndicatorRow;

typedef struct {
  CtnIndicatorForm form;
  GPtrArray *rows; /* CtnIndicatorRow, in the order of the table */
  guint counts[CTN_N_INDICATOR_STATES];
  char *source;             /* (nullable) */
  guint n_added, n_updated; /* set by ctn_indicator_import_apply() */
} CtnIndicatorImport;

/* Reads @file, whatever kind it is. @sheet: (nullable): of a spreadsheet, else the first.
 * Errors: CTN_INTERCHANGE_ERROR, those of GIO. Blocks; any thread. Returns: (transfer full) (nullable) */
CtnTable *ctn_indicator_import_read (GFile *file,
                                     const char *sheet,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finds out what the values of @table are and compares them with those of the project.
 * @name: the file's name, for the code of an indicator that nobody names
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX when no form fits, saying what is missing.
 * Returns: (transfer full) (nullable) */
CtnIndicatorImport *ctn_indicator_import_new (CtnTable *table,
                                              const char *name,
                                              const CtnIndicatorOptions *options,
                                              CtnConnection *reader,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_indicator_import_free (CtnIndicatorImport *self);

/* Writes all that is new or different and not skipped: a CtnTransactFunc, @data the import. */
gboolean ctn_indicator_import_apply (CtnConnection *connection, gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnIndicatorImport, ctn_indicator_import_free)

G_END_DECLS
