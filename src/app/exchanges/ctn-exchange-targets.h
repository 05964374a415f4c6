/* Numbers of exchanges by kind of visitor, with target, achieved and remaining, for each partnership that pays. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_EXCHANGE_TARGETS (ctn_exchange_targets_get_type ())

G_DECLARE_FINAL_TYPE (CtnExchangeTargets, ctn_exchange_targets, CTN, EXCHANGE_TARGETS, AdwBin)

/* Once; follows the project's changes. @page outlives it. */
void ctn_exchange_targets_set_up (CtnExchangeTargets *self, CtnPage *page);

G_END_DECLS
