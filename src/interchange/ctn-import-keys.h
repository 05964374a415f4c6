/* Keys by which the same organisation is recognised; for import and the duplicates finder. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* What a key stands for: an organisation that is there, or a row of the table. */
typedef struct {
  gint64 id;  /* of an organisation, or 0 */
  guint row1; /* row + 1 of a table, or 0 */
} CtnImportTarget;

typedef struct _CtnImportKeys CtnImportKeys;

/* Reads the keys of all organisations. Returns: (transfer full) (nullable) */
CtnImportKeys *ctn_import_keys_new (CtnConnection *reader, GError **error);
void ctn_import_keys_free (CtnImportKeys *self);

/* The first target with this key; %NULL for none. (transfer none) */
const CtnImportTarget *
ctn_import_keys_find_identifier (CtnImportKeys *self, const char *scheme, const char *value);
const CtnImportTarget *
ctn_import_keys_find_name (CtnImportKeys *self, const char *normalised_name, const char *country);
const CtnImportTarget *ctn_import_keys_find_domain (CtnImportKeys *self, const char *domain);

/* Adds the keys of a row; a key that is there keeps its first target. */
void ctn_import_keys_add_identifier (CtnImportKeys *self,
                                     const char *scheme,
                                     const char *value,
                                     CtnImportTarget target);
void ctn_import_keys_add_name (CtnImportKeys *self,
                               const char *normalised_name,
                               const char *country,
                               CtnImportTarget target);
void ctn_import_keys_add_domain (CtnImportKeys *self, const char *domain, CtnImportTarget target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnImportKeys, ctn_import_keys_free)

G_END_DECLS
