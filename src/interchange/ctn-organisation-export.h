/* Organisations to CSV and XLSX: what is shown, with all fields, the project's own too, so that importing it again changes nothing. */
#pragma once

#include <ctn-organisation.h>

G_BEGIN_DECLS

/* Writes the organisations @ids (element-type gint64) in their order; columns are named by the fields'
 * labels in the user's language, values are canonical. Formulas are neutralised (ctn-csv-protect.h).
 * Blocks; any thread. Replaces the file as a whole or not at all. */
gboolean ctn_organisation_export_csv (CtnConnection *reader,
                                      GArray *ids,
                                      GFile *file,
                                      char delimiter,
                                      GCancellable *cancellable,
                                      GError **error);

/* XLSX if the name of @file ends so, else CSV with semicolons. */
gboolean ctn_organisation_export (CtnConnection *reader,
                                  GArray *ids,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
