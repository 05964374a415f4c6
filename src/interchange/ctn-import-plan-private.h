/* The insides of CtnImportPlan, shared by planning (ctn-import-plan.c) and doing
 * (ctn-import-apply.c). */
#pragma once

#include "ctn-import-plan.h"

G_BEGIN_DECLS

struct _CtnImportPlan {
  CtnTable *table; /* (owned) as it came */
  CtnTable *
      values; /* (owned) canonical: one row per row from first_row on, one cell per mapped column */
  guint first_row;
  guint n_rows; /* from first_row on */
  guint n_mapped;
  guint *columns;          /* (owned) of the table */
  const CtnField **fields; /* (owned) */
  guint *slots;            /* (owned) index of the first mapped column with the same field */
  char *decimals;          /* (owned) decimal sign of each mapped column of numbers, 0 if unknown */
  GPtrArray
      *known; /* (owned) (mutex known_mutex) GHashTable of each mapped column, text → canonical;
                            * %NULL where there are too many */
  GMutex known_mutex;
  CtnImportRow *rows;  /* (owned) */
  GPtrArray *problems; /* (owned) */
  gboolean overwrite;
};

/* What was made of a row of the table. */
typedef struct {
  char **values;    /* (owned) canonical, one per mapped column; "" when there is none */
  GError **errors;  /* (owned) one per mapped column: why it was not taken, else %NULL */
  const char *name; /* of the organisation, "" when there is none; (in @values) */
  char *name_key;   /* (owned) */
  char *domain;     /* (owned) (nullable) */
} CtnImportParsed;

/* Finds out how the mapped columns of numbers are written. */
void ctn_import_parse_find_decimals (CtnImportPlan *plan);

void ctn_import_parse_find_vocabularies (CtnImportPlan *plan);

typedef struct _CtnImportParse CtnImportParse;

/* Begins to bring the cells of @n rows from @row (counted from first_row) on into canonical form, on several
 * threads. Only what is known to be const of @plan until ctn_import_parse_wait() may be touched meanwhile: not
 * its mapping. (transfer full) */
CtnImportParse *ctn_import_parse_begin (CtnImportPlan *plan, guint row, guint n);

/* Takes @self. (transfer full) (array length=n) */
CtnImportParsed *ctn_import_parse_wait (CtnImportParse *self);
void ctn_import_parse_free (CtnImportPlan *plan, CtnImportParsed *rows, guint n);

G_END_DECLS
