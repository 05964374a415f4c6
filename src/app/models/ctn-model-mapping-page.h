/* Says which question of a version of a model continues which question of another version, so that
 * assessments by both can be compared. */
#pragma once

#include <adwaita.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_MAPPING_PAGE (ctn_model_mapping_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelMappingPage,
                      ctn_model_mapping_page,
                      CTN,
                      MODEL_MAPPING_PAGE,
                      AdwNavigationPage)

/* Signal "failed" (GError *error): an edit did not work. */

/* @model: row of the project's models; there is another version of it. */
AdwNavigationPage *ctn_model_mapping_page_new (CtnProject *project,
                                               gint64 model) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the project has another version of the model in row @model. */
gboolean ctn_model_has_other_versions (CtnProject *project, gint64 model);

G_END_DECLS
