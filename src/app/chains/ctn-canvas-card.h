/* A field of a form of analysis: its question, its entries edited in place, and a line to add one. */
#pragma once

#include <ctn-chain-canvas.h>

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_CANVAS_CARD (ctn_canvas_card_get_type ())

G_DECLARE_FINAL_TYPE (CtnCanvasCard, ctn_canvas_card, CTN, CANVAS_CARD, AdwBin)

/* @subject: copied. @field: index. @page outlives the card. */
CtnCanvasCard *ctn_canvas_card_new (CtnPage *page,
                                    const CtnCanvasSubject *subject,
                                    CtnCanvas canvas,
                                    guint field) G_GNUC_WARN_UNUSED_RESULT;

/* Shows those of @entries (element-type CtnCanvasEntry) that belong to the field; what has the focus keeps
 * it. */
void ctn_canvas_card_show (CtnCanvasCard *self, GPtrArray *entries);

G_END_DECLS
