/* Asks before a person is erased: the one question that the program asks, because there is no way back. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_erase_dialog_present (CtnPage *page, GtkWidget *parent, gint64 person);

G_END_DECLS
