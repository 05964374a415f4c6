/* Forms of strategic analysis on a value chain or a sector: five forces, PESTEL, SWOT, business model. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CANVAS_VIEW (ctn_canvas_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnCanvasView, ctn_canvas_view, CTN, CANVAS_VIEW, AdwBin)

/* Shows the forms of the chain @id (0: none) and follows the project's changes. @page outlives the view. */
void ctn_canvas_view_show (CtnCanvasView *self, CtnPage *page, gint64 id);

G_END_DECLS
