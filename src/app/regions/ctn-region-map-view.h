/* The map of Europe with a project's organisations, links and indicators. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_REGION_MAP_VIEW (ctn_region_map_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnRegionMapView, ctn_region_map_view, CTN, REGION_MAP_VIEW, AdwBin)

/* Once. @page outlives the view.
 * @organisations: (nullable) (transfer full) (element-type gint64): only these, without links and indicators */
void ctn_region_map_view_set_up (CtnRegionMapView *self, CtnPage *page, GArray *organisations);
/* A dialog with a map of some organisations. @organisations: (transfer full) (element-type gint64) */
void ctn_region_map_dialog_present (CtnPage *page, GArray *organisations);

G_END_DECLS
