/* How far an exchange is and what comes next: its state, the rules that are kept and broken, days and money,
 * objectives, signatures, evidence. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_EXCHANGE_STEPS (ctn_exchange_steps_get_type ())

G_DECLARE_FINAL_TYPE (CtnExchangeSteps, ctn_exchange_steps, CTN, EXCHANGE_STEPS, AdwBin)

/* Signals: "move" (int state): the user wants the exchange there; "propose": hosts are to be proposed. */

/* Shows the exchange @id and follows the project's changes; 0 for none. @page outlives it. */
void ctn_exchange_steps_show (CtnExchangeSteps *self, CtnPage *page, gint64 id);

G_END_DECLS
