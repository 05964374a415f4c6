/* The pages of a report, one below the other, as they will be printed. */
#pragma once

#include <adwaita.h>
#include <ctn-document-pages.h>

G_BEGIN_DECLS

#define CTN_TYPE_PAGE_PREVIEW (ctn_page_preview_get_type ())
G_DECLARE_FINAL_TYPE (CtnPagePreview, ctn_page_preview, CTN, PAGE_PREVIEW, AdwBin)

/* @pages: (transfer full) (nullable) */
void ctn_page_preview_set_pages (CtnPagePreview *self, CtnPages *pages);

G_END_DECLS
