/* Records that two members of a partnership work together. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* @members: of ctn_partnership_list_members(); those who left are not offered. */
void
ctn_tie_dialog_present (GtkWidget *parent, CtnPage *page, gint64 partnership, GPtrArray *members);

G_END_DECLS
