/* Custom fields: what a project wants to know about its records beyond what everybody does.
 *
 * A custom field is described like any other (ctn-field.h), so the functions of ctn-record.h and
 * ctn_organisation_edit() take it. Its values are kept as text in one table for all. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct _CtnCustomField CtnCustomField;

/* The types to choose from: CTN_FIELD_TEXT, _NUMBER, _DATE, _BOOLEAN and _CHOICE, in this order, with
 * their labels; ends with a NULL label. */
typedef struct {
  CtnFieldType type;
  const char *code;  /* as in the file */
  const char *label; /* N_() */
} CtnCustomType;

const CtnCustomType *ctn_custom_types (void);

/* The fields of the records of @kind, in the order of the project.
 * Returns: (transfer full) (element-type CtnCustomField) (nullable): %NULL with @error set */
GPtrArray *ctn_custom_field_list (CtnConnection *reader,
                                  const CtnRecordKind *kind,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

CtnCustomField *ctn_custom_field_ref (CtnCustomField *self);
void ctn_custom_field_unref (CtnCustomField *self);

gint64 ctn_custom_field_get_id (const CtnCustomField *self);
const char *ctn_custom_field_get_label (const CtnCustomField *self);
const CtnCustomType *ctn_custom_field_get_type (const CtnCustomField *self);
/* The choices, one per line; "" for the other types. */
const char *ctn_custom_field_get_choices (const CtnCustomField *self);
/* The description; lives as long as @self. (transfer none) */
const CtnField *ctn_custom_field_get_field (const CtnCustomField *self);

/* How many records have a value. */
guint ctn_custom_field_count_values (CtnConnection *reader, gint64 id);

/* Operations. @choices: for CTN_FIELD_CHOICE, one per line, at least one; ignored for the others.
 * Errors: CTN_PROJECT_ERROR_INVALID when the label is empty or taken, there is no choice, or a choice
 * is gone that records still have. */

/* Adds a field behind the others. Returns: its id, 0 with @error set */
gint64 ctn_custom_field_add (CtnProject *project,
                             const CtnRecordKind *kind,
                             const char *label,
                             CtnFieldType type,
                             const char *choices,
                             GError **error);

/* Changes label and choices; the type of a field stays. */
gboolean ctn_custom_field_edit (CtnProject *project,
                                gint64 id,
                                const char *label,
                                const char *choices,
                                GError **error);

/* Moves a field one place up or down; does nothing at the end. */
gboolean ctn_custom_field_move (CtnProject *project, gint64 id, gboolean down, GError **error);

/* Deletes a field with all its values. */
gboolean ctn_custom_field_delete (CtnProject *project, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCustomField, ctn_custom_field_unref)

G_END_DECLS
