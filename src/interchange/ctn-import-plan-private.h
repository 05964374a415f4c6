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
  CtnImportRow *rows;      /* (owned) */
  GPtrArray *problems;     /* (owned) */
  gboolean overwrite;
};

G_END_DECLS
