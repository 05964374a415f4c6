/* A question to the registry: which organisations. */
#pragma once

#include "ctn-organisation.h"
#include "ctn-search-index.h"
#include "ctn-sort-order.h"

G_BEGIN_DECLS

typedef struct _CtnOrganisationQuery CtnOrganisationQuery;

CtnOrganisationQuery *ctn_organisation_query_new (void);
CtnOrganisationQuery *ctn_organisation_query_copy (CtnOrganisationQuery *self);
void ctn_organisation_query_free (CtnOrganisationQuery *self);

/* What the user typed; "" or %NULL for everything. */
void ctn_organisation_query_set_search (CtnOrganisationQuery *self, const char *text);
const char *ctn_organisation_query_get_search (CtnOrganisationQuery *self);

/* Adds or removes one accepted value of @field. Values of one field are alternatives; different
 * fields must all fit. "" accepts those without a value. */
void ctn_organisation_query_set_filter (CtnOrganisationQuery *self,
                                        const CtnField *field,
                                        const char *value,
                                        gboolean accepted);
gboolean ctn_organisation_query_has_filter (CtnOrganisationQuery *self,
                                            const CtnField *field,
                                            const char *value);
/* The accepted values of @field. (transfer none) (nullable) (element-type utf8): %NULL for all */
GHashTable *ctn_organisation_query_get_filter (CtnOrganisationQuery *self, const CtnField *field);
guint ctn_organisation_query_get_n_filters (CtnOrganisationQuery *self);
void ctn_organisation_query_clear_filter (CtnOrganisationQuery *self, const CtnField *field);
void ctn_organisation_query_clear_filters (CtnOrganisationQuery *self);

/* Whether every organisation fits. */
gboolean ctn_organisation_query_is_empty (CtnOrganisationQuery *self);

/* Search and filters as JSON text, for saved filters. (transfer full) */
char *ctn_organisation_query_to_json (CtnOrganisationQuery *self) G_GNUC_WARN_UNUSED_RESULT;
/* Returns: (transfer full) (nullable): %NULL when @json is not such a text */
CtnOrganisationQuery *ctn_organisation_query_from_json (const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* The ids (element-type gint64) that fit, ascending. @reader must have the index attached.
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_organisation_query_run (CtnOrganisationQuery *self,
                                    CtnConnection *reader,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnOrganisationQuery, ctn_organisation_query_free)

G_END_DECLS
