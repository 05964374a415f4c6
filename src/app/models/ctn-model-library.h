/* The maturity models at hand: those of the project, and those that come with the program; looked at,
 * changed, copied, tried, handed on as a file. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* Opens the library over @page. */
void ctn_model_library_present (CtnPage *page);

G_END_DECLS
