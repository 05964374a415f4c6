/* What the values of a column look like. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Kinds of values. Those from CTN_COLUMN_EMAIL to CTN_COLUMN_CHOICE_HELIX can be told by their look. */
typedef enum {
  CTN_COLUMN_TEXT,
  CTN_COLUMN_EMAIL,
  CTN_COLUMN_URL,
  CTN_COLUMN_PHONE,
  CTN_COLUMN_COUNTRY, /* ISO 3166-1 code (also UK, EL) or a European country's name, en or de */
  CTN_COLUMN_NUTS,    /* code of level 1 to 3 */
  CTN_COLUMN_NACE,
  CTN_COLUMN_VAT,
  CTN_COLUMN_ROR,
  CTN_COLUMN_LEI,
  CTN_COLUMN_PIC,
  CTN_COLUMN_YEAR, /* 1000 to 2100 */
  CTN_COLUMN_DATE,
  CTN_COLUMN_LATITUDE,  /* with decimals, within Europe for the look alone */
  CTN_COLUMN_LONGITUDE, /* the same */
  CTN_COLUMN_NUMBER,
} CtnColumnType;

#define CTN_N_COLUMN_TYPES (CTN_COLUMN_NUMBER + 1)

/* Whether @value can be one of @type; TRUE for any text if @type is CTN_COLUMN_TEXT. Spaces around it
 * do not count. */
gboolean ctn_column_value_fits (CtnColumnType type, const char *value);

/* Share, from 0 to 1, of the @values that are not empty and fit @type; -1 when all are empty. Values
 * may hold several parts divided by "|" or ";": then every part must fit. */
double ctn_column_share_fitting (CtnColumnType type, const char *const *values, gsize n_values);

G_END_DECLS
