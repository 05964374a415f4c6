/* Ranked proposals of hosts for a registered visitor, with reasons in words and points. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* @profile: registration of the visitor. @exchange: where a chosen host goes; 0: a new exchange is made of the
 * two, and shown by @page. */
void ctn_host_dialog_present (CtnPage *page, gint64 profile, gint64 exchange);

G_END_DECLS
