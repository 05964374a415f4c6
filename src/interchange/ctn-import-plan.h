/* What importing a table of organisations would do, row by row, before anything is done.
 *
 * A plan takes a table and a mapping of its columns to fields, checks every cell, and looks for each
 * row among the organisations that are there and the rows above it:
 * - the same identifier (VAT, ROR, PIC, LEI), or the same normalised name in the same country: the
 *   same organisation;
 * - the same web domain: the same organisation if the names are alike, else only worth a look
 *   (institutes of one university share a domain).
 * The user may decide otherwise for each row. ctn_import_plan_apply() then does it inside one
 * operation, so that one undo takes it back. */
#pragma once

#include <ctn-organisation.h>

#include "ctn-table.h"

G_BEGIN_DECLS

typedef enum {
  CTN_IMPORT_NEW,    /* a new organisation */
  CTN_IMPORT_UPDATE, /* fills and changes the one that is there */
  CTN_IMPORT_SKIP,   /* is left out */
} CtnImportDecision;

typedef enum {
  CTN_IMPORT_REASON_NONE,
  CTN_IMPORT_REASON_IDENTIFIER,  /* the same identifier as the match */
  CTN_IMPORT_REASON_NAME,        /* the same name and country */
  CTN_IMPORT_REASON_DOMAIN,      /* the same web domain and a similar name */
  CTN_IMPORT_REASON_DOMAIN_ONLY, /* the same web domain, another name: proposed as new */
  CTN_IMPORT_REASON_EMPTY,       /* no name in the row */
} CtnImportReason;

/* A row of the table and its fate. */
typedef struct {
  guint8 decision; /* CtnImportDecision */
  guint8 reason;   /* CtnImportReason */
  guint8
      has_problem; /* a cell that its field does not take; it is left out, the rest is imported */
  gint64 match;    /* id of the organisation that is there, 0 for none */
  guint match_row; /* row + 1 of an earlier row of the table that is the same, 0 for none */
} CtnImportRow;

/* A cell that its field does not take. */
typedef struct {
  guint row;
  guint column;
  char *message;
} CtnImportProblem;

typedef struct _CtnImportPlan CtnImportPlan;

/* Called now and then from the thread that works. @fraction: 0 to 1 */
typedef void (*CtnImportProgress) (double fraction, gpointer data);

/* Checks @table from @first_row on.
 * @mapping: (array length=n_columns): a field or %NULL per column of the table; one column must map
 *   to the name. Two columns may map to one field that takes several values.
 * @reader: to read what is there; any thread.
 * Errors: CTN_PROJECT_ERROR_INVALID when no column is the name, G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (nullable) */
CtnImportPlan *ctn_import_plan_new (CtnTable *table,
                                    guint first_row,
                                    const CtnField *const *mapping,
                                    guint n_columns,
                                    CtnConnection *reader,
                                    CtnImportProgress progress,
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_import_plan_free (CtnImportPlan *self);

CtnTable *ctn_import_plan_get_table (CtnImportPlan *self);
guint ctn_import_plan_get_first_row (CtnImportPlan *self);

/* Fate of @row of the table (from the first row on). (transfer none) */
const CtnImportRow *ctn_import_plan_get_row (CtnImportPlan *self, guint row);

/* The user's decision; updating needs a match. */
void ctn_import_plan_decide (CtnImportPlan *self, guint row, CtnImportDecision decision);

/* Whether an update also replaces values that are there, or only fills empty ones (the default). */
void ctn_import_plan_set_overwrite (CtnImportPlan *self, gboolean overwrite);

/* How many rows have @decision; how many have a problem. */
guint ctn_import_plan_count (CtnImportPlan *self, CtnImportDecision decision);
guint ctn_import_plan_count_problem_rows (CtnImportPlan *self);

/* All problems in the order of the rows, at most 10,000. (transfer none)
 * (element-type CtnImportProblem) */
GPtrArray *ctn_import_plan_get_problems (CtnImportPlan *self);

/* What the canonical value of a mapped cell is; "" when it is empty or has a problem. */
const char *ctn_import_plan_get_value (CtnImportPlan *self, guint row, guint column);

/* Does what the plan says; a CtnTransactFunc wants CtnImportRun as its data. */
typedef struct {
  CtnImportPlan *plan;
  CtnImportProgress progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
  const char *source;        /* (nullable) file name, kept as the source of new organisations */
  guint n_added;             /* out */
  guint n_updated;           /* out: organisations that really changed */
} CtnImportRun;

gboolean ctn_import_plan_apply (CtnConnection *connection, gpointer import_run, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnImportPlan, ctn_import_plan_free)

G_END_DECLS
