/* How the columns of a table of indicators are understood. */
#pragma once

#include "ctn-indicator-import.h"

G_BEGIN_DECLS

typedef struct {
  CtnIndicatorForm form;
  guint header;                              /* row that names the columns */
  int code, region, year, value, flag, nace; /* columns; -1: not there */
  int name; /* column that repeats the region in words, not an indicator */
} CtnIndicatorColumns;

/* Finds the header and its columns. Errors: CTN_INTERCHANGE_ERROR_SYNTAX. */
gboolean
_ctn_indicator_columns_find (CtnTable *table, CtnIndicatorColumns *columns, GError **error);

/* Whether a column of the form "columns" holds an indicator. */
gboolean _ctn_indicator_columns_is_indicator (CtnTable *table,
                                              const CtnIndicatorColumns *columns,
                                              guint column);

/* The year in a header or a cell ("2024", "2024-Q1" is none); 0 when there is none. */
int _ctn_indicator_parse_year (const char *text);

/* A region from a code or a name. @version: (out) (transfer none): the version of NUTS. Returns: (transfer full)
 * (nullable): the code */
char *_ctn_indicator_parse_region (const char *text, const char *older, const char **version);

/* The number of a cell with Eurostat's marks behind it ("12.3 p", ":"). @flag: (out) (transfer full) (nullable).
 * Returns: %FALSE when it is no number; @empty: (out): whether there is nothing to read */
gboolean _ctn_indicator_parse_value (const char *text,
                                     char decimal,
                                     double *value,
                                     char **flag,
                                     gboolean *empty);

G_END_DECLS
