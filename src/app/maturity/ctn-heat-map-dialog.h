/* All subjects of one model side by side, as a heat map. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* Called when an assessment was chosen in the map. */
typedef void (*CtnHeatMapFunc) (CtnPage *page, gint64 assessment);

void ctn_heat_map_dialog_present (CtnPage *page, CtnHeatMapFunc chosen);

G_END_DECLS
