/* A member of a partnership: role, dates, what it brings, and its way up the ladder of commitment. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

void ctn_member_dialog_present (GtkWidget *parent,
                                CtnPage *page,
                                gint64 membership,
                                gint64 organisation,
                                const char *name);

G_END_DECLS
