/* Brings a list of participants from a file into an activity: what each row was recognised as, and what
 * becomes of those who are not in the registry. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* Asks for a file, reads it, and shows what it found. */
void ctn_participant_import_dialog_present (CtnPage *page, gint64 activity);

/* Shows what @file holds. */
void ctn_participant_import_dialog_show_file (CtnPage *page, gint64 activity, GFile *file);

G_END_DECLS
