/* A class of values of a maturity model: what it is called, what it means, and where it begins. */
#pragma once

#include "ctn-model-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_BAND_PAGE (ctn_model_band_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelBandPage, ctn_model_band_page, CTN, MODEL_BAND_PAGE, CtnModelPage)

AdwNavigationPage *ctn_model_band_page_new (CtnModelEditor *editor,
                                            const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* Where the band begins, in words: "From 40 on", "Above 70 %" of the norm. (transfer full) */
char *ctn_model_band_describe (CtnModelEditor *editor, const char *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
