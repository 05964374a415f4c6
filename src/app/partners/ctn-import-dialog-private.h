/* The insides of the import dialog: ctn-import-dialog.c drives it, ctn-import-preview.c shows the rows. */
#pragma once

#include <ctn-import-plan.h>
#include <ctn-import-source.h>

#include "ctn-import-dialog.h"

G_BEGIN_DECLS

#define CTN_TYPE_IMPORT_DIALOG (ctn_import_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnImportDialog, ctn_import_dialog, CTN, IMPORT_DIALOG, AdwDialog)

struct _CtnImportDialog {
  AdwDialog parent_instance;

  AdwNavigationView *navigation;
  GtkWidget *next_button;
  GtkStack *columns_stack;
  GtkProgressBar *progress;
  AdwStatusPage *problem_page;
  GtkWidget *retry_button;
  AdwComboRow *sheet_row;
  AdwComboRow *encoding_row;
  AdwComboRow *delimiter_row;
  AdwSwitchRow *header_row;
  AdwSwitchRow *overwrite_row;
  AdwPreferencesGroup *columns_group;
  GtkWidget *import_button;
  GtkLabel *summary_label;
  GtkStack *preview_stack;
  GtkColumnView *preview;
  GtkProgressBar *import_progress;
  GtkWidget *cancel_button;

  CtnPage *page;           /* (owned) */
  GFile *file;             /* (owned) */
  CtnImportSource *source; /* (owned) (nullable) */
  CtnImportPlan *plan;     /* (owned) (nullable) */
  CtnImportRun run;
  GCancellable *cancellable; /* (owned) */
  GPtrArray *column_rows;    /* (owned) AdwComboRow (unowned) */
  gboolean filling;
  int fraction; /* (atomic) progress of the worker in thousandths */
  guint pulse;
};

/* Shows the plan's rows in the preview. */
void _ctn_import_preview_fill (CtnImportDialog *self);

G_END_DECLS
