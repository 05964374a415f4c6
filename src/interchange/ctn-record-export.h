/* Records of any kind to CSV and XLSX: all their fields, the project's own too.
 *
 * Columns are named by the fields' labels in the user's language; other records by their names. The values of
 * organisations are canonical, so that importing them again changes nothing; choices of all others are what
 * a person reads, which an import understands too. Formulas are neutralised (ctn-csv-protect.h). */
#pragma once

#include <ctn-project.h>
#include <ctn-record.h>

G_BEGIN_DECLS

/* Another record that one refers to, and that none of its fields names. */
typedef struct {
  const CtnRecordKind *kind;
  char *column;      /* (owned) of the table, with its id */
  const char *label; /* translated: head of the column */
} CtnRecordParent;

typedef struct {
  const CtnRecordKind *kind;
  GArray *parents; /* (nullable) (element-type CtnRecordParent) the first columns: their names */
  GArray *ids;     /* (element-type gint64) in their order */
} CtnRecordExport;

/* All records of a kind: organisations by name as people sort names, all others in the order that their lists
 * have. Returns: (transfer full) (element-type gint64) (nullable) */
GArray *ctn_record_export_list (CtnConnection *reader,
                                const CtnRecordKind *kind,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Blocks; any thread. Replaces the file as a whole or not at all. */
gboolean ctn_record_export_csv (CtnConnection *reader,
                                const CtnRecordExport *export,
                                GFile *file,
                                char delimiter,
                                GCancellable *cancellable,
                                GError **error);

/* XLSX if the name of @file ends so, else CSV with semicolons. */
gboolean ctn_record_export (CtnConnection *reader,
                            const CtnRecordExport *export,
                            GFile *file,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
