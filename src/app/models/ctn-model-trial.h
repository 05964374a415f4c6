/* Trying a maturity model: its questions and its radar, in a project of its own that is thrown away. */
#pragma once

#include <adwaita.h>
#include <ctn-maturity-model.h>

G_BEGIN_DECLS

/* Returns: (transfer floating) (nullable): %NULL with @error set */
AdwNavigationPage *ctn_model_trial_page_new (CtnMaturityModel *model, GError **error);

G_END_DECLS
