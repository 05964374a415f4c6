/* Exchanges (ClusterXchange): board, list, registrations, targets, and each exchange in full. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_EXCHANGES_PAGE (ctn_exchanges_page_get_type ())

G_DECLARE_FINAL_TYPE (CtnExchangesPage, ctn_exchanges_page, CTN, EXCHANGES_PAGE, CtnPage)

G_END_DECLS
