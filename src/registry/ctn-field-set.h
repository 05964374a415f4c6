/* The fields that a person sees of a kind of record in one project: those of the program, then the
 * project's own. Lists of columns (export), mappings (import) and choosers of fields show these. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct _CtnFieldSet CtnFieldSet;

/* @reader: (nullable): without, there are no custom fields.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnFieldSet *ctn_field_set_new (CtnConnection *reader,
                                const CtnRecordKind *kind,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_field_set_free (CtnFieldSet *self);

guint ctn_field_set_get_n_fields (const CtnFieldSet *self);

/* Field @index; lives as long as @self. (transfer none) */
const CtnField *ctn_field_set_get_field (const CtnFieldSet *self, guint index);

/* The field of that name, also one that no form shows. (transfer none) (nullable) */
const CtnField *ctn_field_set_find (const CtnFieldSet *self, const char *name);

/* The field that a person means by @text: its name or its label, in English or in the user's language;
 * case and accents do not count. (transfer none) (nullable) */
const CtnField *ctn_field_set_find_label (const CtnFieldSet *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnFieldSet, ctn_field_set_free)

G_END_DECLS
