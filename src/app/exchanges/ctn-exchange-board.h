/* Exchanges as cards in columns, one a state. A card is moved by dragging it into another column, with
 * Ctrl+Left and Ctrl+Right, or from its menu; in a narrow window one column is shown at a time. */
#pragma once

#include <adwaita.h>
#include <ctn-exchange-rules.h>

G_BEGIN_DECLS

#define CTN_TYPE_EXCHANGE_BOARD (ctn_exchange_board_get_type ())

G_DECLARE_FINAL_TYPE (CtnExchangeBoard, ctn_exchange_board, CTN, EXCHANGE_BOARD, AdwBin)

/* Property "narrow" (boolean): one column at a time.
 * Signals: "opened" (gint64 id); "moved" (gint64 id, int state): the user wants it there. */

/* Shows @exchanges (element-type CtnExchange), as @rules judge them. Focus and places stay. */
void
ctn_exchange_board_show (CtnExchangeBoard *self, GPtrArray *exchanges, CtnExchangeRules *rules);

/* Only cards with @text in them. */
void ctn_exchange_board_set_search (CtnExchangeBoard *self, const char *text);

G_END_DECLS
