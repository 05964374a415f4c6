/* A norm of a maturity model: values to compare an assessment with, and where they come from. */
#pragma once

#include "ctn-model-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_NORM_PAGE (ctn_model_norm_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelNormPage, ctn_model_norm_page, CTN, MODEL_NORM_PAGE, CtnModelPage)

AdwNavigationPage *ctn_model_norm_page_new (CtnModelEditor *editor,
                                            const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* "2025 · 6 values". (transfer full) */
char *ctn_model_norm_describe (CtnModelEditor *editor, const char *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
