/* The figures of an organisation by year: staff, turnover, balance sheet total. The fields of
 * organisations of these names show the latest known. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* Figures of a year, part of an organisation, used through ctn-record-operations.h; the latest year
 * first. A second row for a year that is there already is refused (CTN_PROJECT_ERROR_INVALID). */
const CtnRecordKind *ctn_organisation_size_kind (void);

/* Adds an empty row, as one operation: of this year, or of the latest year before it that is not there
 * yet, so that figures of past years are entered one after the other.
 * Returns: its id, 0 with @error set */
gint64 ctn_organisation_size_add (CtnProject *project, gint64 organisation, GError **error);

G_END_DECLS
