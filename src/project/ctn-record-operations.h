/* The operations that every kind of record has: add, edit, delete. Rooms whose records need no more
 * than their fields use them as they are; the labels come from the kind.
 *
 * A kind that is used here has @add_label, @edit_label and @delete_label. */
#pragma once

#include "ctn-field.h"
#include "ctn-project.h"

G_BEGIN_DECLS

/* A field's name, and what a person wrote into it. A list ends with a NULL field. */
typedef struct {
  const char *field;
  const char *text;
} CtnFieldText;

/* Adds a record that is part of @owner (of none when the kind has no owner), with @values, as one
 * operation. The title must be among them unless the table does without.
 * Errors: CTN_PROJECT_ERROR_INVALID when a field does not take its text, and those of
 * ctn_project_transact().
 * Returns: its id, 0 with @error set */
gint64 ctn_record_add (CtnProject *project,
                       const CtnRecordKind *kind,
                       gint64 owner,
                       const CtnFieldText *values,
                       GError **error);

/* The same inside of an operation. */
gint64 ctn_record_write_new (CtnConnection *connection,
                             const CtnRecordKind *kind,
                             gint64 owner,
                             const CtnFieldText *values,
                             GError **error);

/* Writes one field; typing in one field within a minute is one operation. */
gboolean ctn_record_edit (CtnProject *project,
                          const CtnRecordKind *kind,
                          gint64 id,
                          const CtnField *field,
                          const char *text,
                          GError **error);

/* Deletes records with all that is part of them. */
gboolean ctn_record_remove (CtnProject *project,
                            const CtnRecordKind *kind,
                            const gint64 *ids,
                            gsize n_ids,
                            GError **error);

G_END_DECLS
