/* The maturity models of a project.
 *
 * A model that an assessment uses must be the same in ten years, so the project holds its text. A
 * model is known by its id and version; once an assessment uses it, its text does not change any more:
 * changes make a new version. */
#pragma once

#include <ctn-project.h>

#include "ctn-maturity-model.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id; /* of the row */
  char *code;
  char *version;
  guint n_assessments; /* that use it; above 0 it is frozen */
} CtnStoredModel;

void ctn_stored_model_free (CtnStoredModel *self);

/* Models of the project by code and version.
 * Returns: (transfer container) (element-type CtnStoredModel) (nullable): %NULL with @error set */
GPtrArray *ctn_model_store_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether one of @stored (element-type CtnStoredModel) has the id and version of @model. */
gboolean ctn_model_store_has (GPtrArray *stored, const CtnMaturityModel *model);

/* All models that there are to choose from: those of the project, then those shipped that are not among
 * them. (transfer container) (element-type CtnMaturityModel) */
GPtrArray *ctn_model_store_list_choices (CtnConnection *reader) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the model in row @id.
 * Errors: CTN_MATURITY_ERROR_NOT_FOUND, CTN_MATURITY_ERROR_MODEL, CTN_PROJECT_ERROR.
 * Returns: (transfer full) (nullable) */
CtnMaturityModel *
ctn_model_store_load (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Within an operation: the row of @model, added if the project has none of its id and version. One that
 * is there stays as it is, even if its text differs.
 * Returns: its id, 0 with @error set */
gint64 ctn_model_store_use (CtnConnection *connection, CtnMaturityModel *model, GError **error);

/* Adds @model to the project, or replaces the text of the same id and version, as one operation.
 * Errors: CTN_MATURITY_ERROR_MODEL if an assessment uses another text of the same id and version.
 * Returns: its id, 0 with @error set */
gint64 ctn_model_store_import (CtnProject *project, CtnMaturityModel *model, GError **error);

/* Puts @model in place of the one in row @id, whatever its id and version, as one operation called
 * @label (a msgid); typing in one field (@field, %NULL for none) is one operation.
 * Errors: CTN_MATURITY_ERROR_MODEL if an assessment uses the row, or another row has the id and
 * version. */
gboolean ctn_model_store_change (CtnProject *project,
                                 gint64 id,
                                 CtnMaturityModel *model,
                                 const char *label,
                                 const char *field,
                                 GError **error);

/* Removes a model, as one operation. Errors: CTN_MATURITY_ERROR_MODEL if an assessment uses it. */
gboolean ctn_model_store_delete (CtnProject *project, gint64 id, GError **error);

G_END_DECLS
