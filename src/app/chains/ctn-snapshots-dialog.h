/* A value chain on several dates: taking snapshots, and what came, went and changed between two of them. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

#define CTN_TYPE_SNAPSHOTS_DIALOG (ctn_snapshots_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnSnapshotsDialog, ctn_snapshots_dialog, CTN, SNAPSHOTS_DIALOG, AdwDialog)

/* Shows those of the chain @id. */
void ctn_snapshots_dialog_present (CtnPage *page, gint64 id);

G_END_DECLS
