/* A condition of a maturity model that must hold whatever the values are: of which question or dimension, and
 * how much of it. */
#pragma once

#include "ctn-model-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_GATE_PAGE (ctn_model_gate_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelGatePage, ctn_model_gate_page, CTN, MODEL_GATE_PAGE, CtnModelPage)

AdwNavigationPage *ctn_model_gate_page_new (CtnModelEditor *editor,
                                            const char *place) G_GNUC_WARN_UNUSED_RESULT;

/* "There is a strategy: at least Yes". (transfer full) */
char *ctn_model_gate_describe (CtnModelEditor *editor, const char *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
