/* Moving an exchange from step to step. */
#pragma once

#include "ctn-exchange-rules.h"

G_BEGIN_DECLS

/* Moves the exchange to @state, as one operation. Forward only when no rule forbids one of the steps on the
 * way; back always, which takes back the dates of the steps that are left. The dates of steps that are
 * reached are set to @today when they are empty; with “documents signed”, the amount is taken from the table
 * of lump sums when it is not set.
 * @why: (nullable) needed for CTN_EXCHANGE_CANCELLED
 * @today: (nullable) ISO date; %NULL is today
 * Errors: CTN_PROJECT_ERROR_INVALID naming every rule that forbids it, or that a reason is missing. */
gboolean ctn_exchange_move (CtnProject *project,
                            gint64 id,
                            CtnExchangeState state,
                            const char *why,
                            const char *today,
                            GError **error);

/* The step that comes next by itself; the state itself at the end of the process. */
CtnExchangeState ctn_exchange_state_get_next (CtnExchangeState state);

G_END_DECLS
