/* A questionnaire on paper: the questions of an assessment's model, with boxes to tick and lines to write
 * on. */
#include <ctn-answer.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>

#include "ctn-report-private.h"

#define BOX "☐"
#define LINE "______________________________________________"

const CtnReportSection ctn_report_questionnaire_sections[] = {
  { "introduction", N_ ("How It Goes") },
  { "questions", N_ ("Questions") },
  { "remarks", N_ ("Remarks") },
  { NULL, NULL },
};

typedef struct {
  CtnReportDraft *draft;
  CtnAssessment *assessment; /* (owned) */
  CtnMaturityModel *model;   /* (owned) */
  const char *language;
} Questionnaire;

static void
questionnaire_clear (Questionnaire *self)
{
  g_clear_pointer (&self->assessment, ctn_assessment_free);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Questionnaire, questionnaire_clear)

static const char *
get_text (Questionnaire *self, const CtnTexts *texts)
{
  return ctn_texts_get (texts, self->language);
}

static void
add_introduction (Questionnaire *self)
{
  CtnDocument *document = self->draft->document;

  if (!ctn_report_begin (self->draft, ctn_report_questionnaire_sections, "introduction"))
    return;
  ctn_document_add_paragraph (document,
                              get_text (self, ctn_maturity_model_get_description (self->model)));
  ctn_report_say (self->draft,
                  N_ ("Tick what comes nearest in each question: what is so today, not what is "
                      "planned. If a question does not apply, say why; leave open what you do not "
                      "know."),
                  NULL);
  ctn_report_say (self->draft, N_ ("Name: {}"), LINE, NULL);
  ctn_report_say (self->draft, N_ ("Date: {}"), "____________________", NULL);
}

/* A box a step, with what it takes to be at it. */
static void
add_steps (Questionnaire *self, const CtnModelNode *question)
{
  const CtnScale *scale = question->scale;
  CtnDocumentTable *table = ctn_document_table_new (NULL);

  ctn_document_table_add_column (table,
                                 ctn_report_word (self->draft, scale->kind == CTN_SCALE_TICKS
                                                                   ? N_ ("Tick All That Is So")
                                                                   : N_ ("Tick One")),
                                 CTN_COLUMN_TEXT, 2);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("What It Means")),
                                 CTN_COLUMN_TEXT, 5);
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    g_autofree char *title = ctn_scale_dup_step_title (scale, i, self->language);
    g_autofree char *box = g_strdup_printf (BOX "  %s", title);
    const char *cells[] = { box, ctn_model_node_get_descriptor (question, i, self->language) };

    ctn_document_table_add_row (table, cells);
  }
  ctn_document_add_table (self->draft->document, table);
}

static void
add_question (Questionnaire *self, const CtnModelNode *question)
{
  CtnDocument *document = self->draft->document;
  g_autofree char *title =
      g_strdup_printf ("%s  %s", question->code, get_text (self, question->title));

  ctn_document_add_heading (document, 3, title);
  ctn_document_add_paragraph (document, get_text (self, question->help));
  if (question->scale->kind == CTN_SCALE_NUMBER)
    ctn_report_say (self->draft, N_ ("Number: {} {}"), "______________",
                    get_text (self, question->scale->unit), NULL);
  else
    add_steps (self, question);
  if (!question->required)
    ctn_report_say (self->draft, N_ ("{} Does not apply, because: {}"), BOX, LINE, NULL);
  ctn_report_say (self->draft, N_ ("Comment, evidence: {}"), LINE, NULL);
}

static void
add_questions (Questionnaire *self)
{
  guint parent = 0;

  if (!ctn_report_begin (self->draft, ctn_report_questionnaire_sections, "questions"))
    return;
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (self->model); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (self->model, i);

    if (question->parent != parent && question->parent != 0) {
      const CtnModelNode *group = ctn_maturity_model_get_node (self->model, question->parent);

      ctn_document_add_heading (self->draft->document, 2, get_text (self, group->title));
      ctn_document_add_paragraph (self->draft->document, get_text (self, group->help));
    }
    parent = question->parent;
    add_question (self, question);
  }
}

static void
add_remarks (Questionnaire *self)
{
  if (!ctn_report_begin (self->draft, ctn_report_questionnaire_sections, "remarks"))
    return;
  for (guint i = 0; i < 4; i++)
    ctn_document_add_paragraph (self->draft->document, LINE "____________________");
  ctn_document_add_note (self->draft->document,
                         get_text (self, ctn_maturity_model_get_source (self->model)));
  ctn_document_add_note (self->draft->document,
                         get_text (self, ctn_maturity_model_get_note (self->model)));
}

gboolean
ctn_report_build_questionnaire (CtnReportDraft *draft, GError **error)
{
  g_auto (Questionnaire) self = { .draft = draft, .language = draft->request->language };

  self.assessment = ctn_assessment_load (draft->reader, draft->request->subject, error);
  if (self.assessment == NULL)
    return FALSE;
  self.model = ctn_model_store_load (draft->reader, self.assessment->model, error);
  if (self.model == NULL)
    return FALSE;
  ctn_report_set_title (draft, N_ ("Questionnaire: {}"), self.assessment->name);
  ctn_document_set_subtitle (draft->document,
                             get_text (&self, ctn_maturity_model_get_title (self.model)));
  add_introduction (&self);
  add_questions (&self);
  add_remarks (&self);
  return TRUE;
}
