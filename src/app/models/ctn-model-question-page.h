/* One question of a maturity model: its texts, how it is answered, and what it takes to be at each
 * step. */
#pragma once

#include "ctn-model-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_QUESTION_PAGE (ctn_model_question_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelQuestionPage,
                      ctn_model_question_page,
                      CTN,
                      MODEL_QUESTION_PAGE,
                      CtnModelPage)

AdwNavigationPage *ctn_model_question_page_new (CtnModelEditor *editor,
                                                const char *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
