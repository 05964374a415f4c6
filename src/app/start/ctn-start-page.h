/* What a window shows without a project: new, open, sample, and recent projects. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_START_PAGE (ctn_start_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnStartPage, ctn_start_page, CTN, START_PAGE, AdwBin)

G_END_DECLS
