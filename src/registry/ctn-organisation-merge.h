/* Two entries of the same organisation made one. */
#pragma once

#include "ctn-organisation.h"

G_BEGIN_DECLS

/* The canonical value that the merged organisation has in a field. */
typedef struct {
  const CtnField *field;
  const char *value;
} CtnMergedField;

/* What a field of the merged organisation has unless somebody decides otherwise: what @keep has, else
 * what @drop has; of lists all values of both.
 * Returns: (transfer full) */
char *ctn_organisation_merge_values (const CtnField *field,
                                     const char *keep,
                                     const char *drop) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @drop a part of @keep, as one operation: @keep gets @fields (n_fields of them; other fields as
 * ctn_organisation_merge_values() says), the name of @drop becomes another name of it, all records
 * that name @drop (people, chains, memberships, exchanges, …) name @keep from then on, and where both
 * were in the same place (members of one partnership, say) one of the two rows stays, with what only
 * the other knew. @drop is deleted. */
gboolean ctn_organisation_merge (CtnProject *project,
                                 gint64 keep,
                                 gint64 drop,
                                 const CtnMergedField *fields,
                                 gsize n_fields,
                                 GError **error);

G_END_DECLS
