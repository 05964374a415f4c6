/* Exchanges as a list with columns to sort by. */
#pragma once

#include <adwaita.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_EXCHANGE_TABLE (ctn_exchange_table_get_type ())

G_DECLARE_FINAL_TYPE (CtnExchangeTable, ctn_exchange_table, CTN, EXCHANGE_TABLE, AdwBin)

/* Signal: "opened" (gint64 id). */

/* Once. */
void ctn_exchange_table_set_up (CtnExchangeTable *self, CtnProject *project);

/* Only exchanges with @text in one of the columns. */
void ctn_exchange_table_set_search (CtnExchangeTable *self, const char *text);

G_END_DECLS
