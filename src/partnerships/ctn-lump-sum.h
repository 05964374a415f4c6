/* What a visitor of an exchange is paid: a lump sum by host country and length, from the project's own
 * table. Amounts are set by each partnership; the program ships none. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* The fields of a row: partnership, country, days from and to (working days), amount, source. */
const CtnRecordKind *ctn_lump_sum_kind (void);

typedef struct {
  gint64 id;
  gint64 partnership; /* 0: for all */
  char *country;      /* (nullable) host country; %NULL: any */
  guint days_from;    /* working days */
  guint days_to;      /* G_MAXUINT: no limit */
  double amount;      /* euro */
  char *source;       /* (nullable) */
} CtnLumpSum;

void ctn_lump_sum_free (CtnLumpSum *self);

/* The whole table.
 * Returns: (transfer full) (element-type CtnLumpSum) (nullable): %NULL with @error set */
GPtrArray *ctn_lump_sum_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The row that holds for a stay of @days working days in @country, paid by @partnership (0: none): a
 * partnership's own row goes before one for all, then one for the country before one for any, then the
 * one with the longest least length. Returns: (transfer none) (nullable) */
const CtnLumpSum *
ctn_lump_sum_find (GPtrArray *table, gint64 partnership, const char *country, guint days);

G_END_DECLS
