/* One model for many subjects at once: a row an assessment, a column a question, filled by keyboard. New
 * assessments for whole lists of subjects, and questionnaires for all of them, begin here. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* @model: (nullable): row of the project's models to begin with; 0 for the one that is used most. */
void ctn_matrix_dialog_present (CtnPage *page, gint64 model);

G_END_DECLS
