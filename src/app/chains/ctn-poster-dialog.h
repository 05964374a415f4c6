/* Puts a map on paper: fitted to a sheet, or over several to be put together to a poster; as PDF. */
#pragma once

#include <ctn-chain-figure.h>

#include "ctn-page.h"

G_BEGIN_DECLS

/* @figure: referenced while the dialog is open */
void ctn_poster_dialog_present (CtnPage *page, CtnChainFigure *figure);

G_END_DECLS
