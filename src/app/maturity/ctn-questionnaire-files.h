/* Questionnaires as files: written for one or many assessments, printed, read back. Long work runs on a
 * worker thread. */
#pragma once

#include "ctn-page.h"

G_BEGIN_DECLS

/* Lets the user choose where to write a spreadsheet for @assessments (element-type gint64), all by the same
 * version of a model. @with_answers: with the joint answers that there are. */
void ctn_questionnaire_save (CtnPage *page, const GArray *assessments, gboolean with_answers);

/* The same for paper: a PDF (or DOCX, HTML, by the name) of one assessment's questions. */
void ctn_questionnaire_save_paper (CtnPage *page, gint64 assessment);

/* Lets the user choose a filled-in questionnaire, a table or JSON, says what is in it that cannot be read,
 * and takes the rest in. @model: (nullable): the model of a table. */
void ctn_questionnaire_read (CtnPage *page, const char *model);

G_END_DECLS
