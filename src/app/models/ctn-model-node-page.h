/* The whole of a maturity model or one of its groups: its texts, how it counts, and what is under it. */
#pragma once

#include "ctn-model-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_MODEL_NODE_PAGE (ctn_model_node_page_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelNodePage, ctn_model_node_page, CTN, MODEL_NODE_PAGE, CtnModelPage)

/* Signals
 *   copy-wanted (): the user wants to change a model that is only looked at. */

/* @place: "" for the whole. */
AdwNavigationPage *ctn_model_node_page_new (CtnModelEditor *editor,
                                            const char *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
