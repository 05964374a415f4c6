/* Asks what is to be assessed, by which model, and when. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* @assessment: the new one's id. */
typedef void (*CtnNewAssessmentFunc) (CtnPage *page, gint64 assessment);

/* Opens the dialog over @page; @function is called when an assessment was made. */
void ctn_new_assessment_dialog_present (CtnPage *page, CtnNewAssessmentFunc function);

G_END_DECLS
