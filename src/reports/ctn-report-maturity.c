#include <ctn-attachment.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <math.h>

#include "ctn-radar-figure.h"
#include "ctn-report-private.h"

/* Height of the profile by its width. */
#define RATIO_OF_FEW 0.56
#define RATIO_OF_MANY 0.8
#define MAX_FEW_AXES 8

#define MAX_IMPROVEMENTS 8

const CtnReportSection ctn_report_maturity_sections[] = {
  { "summary", N_ ("Summary") },
  { "profile", N_ ("Profile") },
  { "values", N_ ("Values") },
  { "improvements", N_ ("What Would Help Most") },
  { "answers", N_ ("Answers") },
  { "model", N_ ("The Model") },
  { NULL, NULL },
};

typedef struct {
  CtnReportDraft *draft;
  CtnAssessment *assessment; /* (owned) */
  CtnMaturityModel *model;   /* (unowned) of the figure */
  CtnRadarFigure *figure;    /* (unowned) of the document or of @owned */
  const CtnScore *score;     /* (unowned) */
  GPtrArray *answers;        /* (owned) */
  const char *language;
} Maturity;

static void
maturity_clear (Maturity *self)
{
  g_clear_pointer (&self->assessment, ctn_assessment_free);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maturity, maturity_clear)

static char *
dup_value (Maturity *self, double value)
{
  guint decimals;

  ctn_maturity_model_get_display (self->model, NULL, NULL, &decimals);
  return ctn_report_number (self->draft, ctn_maturity_model_to_display (self->model, value),
                            decimals);
}

static char *
dup_count (guint n)
{
  return g_strdup_printf ("%u", n);
}

/* Summary ------------------------------------------------------------------------------------- */

static void
add_gates (Maturity *self)
{
  static const char *const states[] = { N_ ("not answered yet"), N_ ("does not apply"),
                                        N_ ("not met"), N_ ("met") };
  guint n = ctn_maturity_model_get_n_gates (self->model);
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < n; i++) {
    const CtnGate *gate = ctn_maturity_model_get_gate (self->model, i);
    CtnGateState state = ctn_score_get_gate (self->score, i);

    g_strv_builder_take (items,
                         g_strdup_printf ("%s: %s", ctn_texts_get (gate->title, self->language),
                                          ctn_report_word (self->draft, states[state])));
  }
  list = g_strv_builder_end (items);
  if (n > 0)
    ctn_report_say (self->draft, N_ ("Conditions that must hold whatever the values are:"), NULL);
  ctn_document_add_list (self->draft->document, (const char *const *) list);
}

static void
add_summary (Maturity *self)
{
  const CtnNodeScore *whole = ctn_score_get_node (self->score, 0);
  const CtnBand *band = ctn_score_get_band (self->score, 0);
  guint weakest = ctn_score_get_weakest_pillar (self->score);
  g_autofree char *date = ctn_report_date (self->draft, self->assessment->date);
  g_autofree char *answered = dup_count (whole->n_answered);
  g_autofree char *applicable = dup_count (whole->n_applicable);
  g_autofree char *total = dup_value (self, ctn_score_get_total (self->score));
  double max;
  g_autofree char *top = NULL;

  if (!ctn_report_begin (self->draft, ctn_report_maturity_sections, "summary"))
    return;
  ctn_report_say (self->draft, N_ ("{} was assessed on {} with the model “{}”, version {}."),
                  self->assessment->name, date,
                  ctn_texts_get (ctn_maturity_model_get_title (self->model), self->language),
                  self->assessment->model_version, NULL);
  ctn_report_say (self->draft, N_ ("{} of {} questions that apply were answered."), answered,
                  applicable, NULL);
  add_gates (self);
  ctn_maturity_model_get_display (self->model, NULL, &max, NULL);
  top = ctn_report_number (self->draft, max, 0);
  if (isfinite (ctn_score_get_total (self->score)))
    ctn_report_say (self->draft, N_ ("The total is {} of {}."), total, top, NULL);
  if (band != NULL && isfinite (ctn_score_get_total (self->score))) {
    ctn_document_add_heading (self->draft->document, 2,
                              ctn_texts_get (band->title, self->language));
    ctn_document_add_paragraph (self->draft->document, ctn_texts_get (band->text, self->language));
  }
  if (weakest != CTN_MODEL_NONE) {
    g_autofree char *value = dup_value (self, ctn_score_get_node (self->score, weakest)->value);

    ctn_report_say (
        self->draft, N_ ("The weakest dimension is “{}” with {}."),
        ctn_texts_get (ctn_maturity_model_get_node (self->model, weakest)->title, self->language),
        value, NULL);
  }
  ctn_document_add_paragraph (self->draft->document, self->assessment->notes);
}

/* Profile ------------------------------------------------------------------------------------- */

CtnScene *
ctn_report_layout_radar (double width,
                         double height,
                         CtnMetrics *metrics,
                         const CtnTheme *theme,
                         gpointer data)
{
  return ctn_radar_figure_layout (data, width, height, metrics, theme, NULL);
}

/* The document keeps the radar; it is made anew, for the rest of the report reads the first one. */
static gboolean
add_profile (Maturity *self, const GArray *series, GError **error)
{
  const CtnRadarFigureOptions options = { .assessments = (gpointer) series->data,
                                          .n_assessments = series->len,
                                          .language = self->language };
  CtnDocumentFigure *figure;
  CtnRadarFigure *radar;

  if (!ctn_report_begin (self->draft, ctn_report_maturity_sections, "profile"))
    return TRUE;
  radar = ctn_radar_figure_new (self->draft->reader, &options, error);
  if (radar == NULL)
    return FALSE;
  figure = g_new0 (CtnDocumentFigure, 1);
  figure->caption = g_strdup (ctn_radar_figure_get_title (radar));
  figure->description = g_strdup (ctn_radar_figure_get_title (radar));
  /* Few axes need less height, so that the profile has room on the page where the summary stands. */
  figure->ratio =
      ctn_radar_figure_get_n_axes (radar) <= MAX_FEW_AXES ? RATIO_OF_FEW : RATIO_OF_MANY;
  figure->layout = ctn_report_layout_radar;
  figure->data = radar;
  figure->destroy = (GDestroyNotify) ctn_radar_figure_free;
  ctn_document_add_figure (self->draft->document, figure);
  if (series->len > 1)
    ctn_report_say (self->draft, N_ ("Earlier assessments of the same subject are drawn beside."),
                    NULL);
  return TRUE;
}

/* Values -------------------------------------------------------------------------------------- */

static void
add_value_row (Maturity *self, CtnDocumentTable *table, const CtnModelNode *node)
{
  const CtnNodeScore *result = ctn_score_get_node (self->score, node->index);
  const CtnBand *band = ctn_score_get_band (self->score, node->index);
  g_autofree char *value = dup_value (self, result->value);
  /* Without a total each dimension stands alone. */
  g_autofree char *share = isfinite (ctn_score_get_total (self->score)) && node->depth > 0
                               ? ctn_report_number (self->draft, 100 * result->share, 0)
                               : g_strdup ("–");
  g_autofree char *answered = g_strdup_printf ("%u/%u", result->n_answered, result->n_applicable);
  const char *title = node->depth == 0 ? ctn_report_word (self->draft, N_ ("Total"))
                                       : ctn_texts_get (node->title, self->language);
  const char *cells[] = { title, value, share, answered,
                          band != NULL ? ctn_texts_get (band->title, self->language) : "" };

  ctn_document_table_add_row (table, cells);
}

static void
add_values (Maturity *self)
{
  CtnDocumentTable *table;
  const CtnModelNode *root = ctn_maturity_model_get_node (self->model, 0);

  if (!ctn_report_begin (self->draft, ctn_report_maturity_sections, "values"))
    return;
  table = ctn_document_table_new (ctn_report_word (self->draft, N_ ("Values by dimension")));
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Dimension")),
                                 CTN_COLUMN_TEXT, 4);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Value")),
                                 CTN_COLUMN_NUMBER, 1);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Weight in %")),
                                 CTN_COLUMN_NUMBER, 1.6);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Answered")),
                                 CTN_COLUMN_NUMBER, 1.6);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Level")),
                                 CTN_COLUMN_TEXT, 2);
  /* Fewer than three axes make no radar. */
  table->chart = root->children->len > 2 ? CTN_TABLE_CHART_RADAR : CTN_TABLE_CHART_BARS;
  table->chart_rows = root->children->len;
  table->chart_series = 1;
  ctn_maturity_model_get_display (self->model, &table->chart_min, &table->chart_max, NULL);
  for (guint i = 0; i < root->children->len; i++)
    add_value_row (self, table,
                   ctn_maturity_model_get_node (self->model, ctn_model_node_get_child (root, i)));
  if (isfinite (ctn_score_get_total (self->score)))
    add_value_row (self, table, root);
  ctn_document_add_table (self->draft->document, table);
}

/* Improvements -------------------------------------------------------------------------------- */

static void
add_improvements (Maturity *self)
{
  g_autoptr (GArray) improvements = ctn_score_list_improvements (self->score, NULL);
  CtnDocumentTable *table;
  double min;
  double max;

  if (improvements->len == 0 ||
      !ctn_report_begin (self->draft, ctn_report_maturity_sections, "improvements"))
    return;
  ctn_report_say (
      self->draft,
      N_ ("By how much the value above rises if one answer is brought to the top of its scale and "
          "all others stay as they are."),
      NULL);
  ctn_maturity_model_get_display (self->model, &min, &max, NULL);
  table = ctn_document_table_new (NULL);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Question")),
                                 CTN_COLUMN_TEXT, 4);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Value above")),
                                 CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Gain")),
                                 CTN_COLUMN_NUMBER, 1);
  for (guint i = 0; i < MIN (improvements->len, MAX_IMPROVEMENTS); i++) {
    const CtnImprovement *improvement = &g_array_index (improvements, CtnImprovement, i);
    const CtnModelNode *node = ctn_maturity_model_get_node (self->model, improvement->node);
    const CtnModelNode *top = ctn_maturity_model_get_node (self->model, improvement->top);
    g_autofree char *gain = ctn_report_number (self->draft, improvement->gain * (max - min), 2);
    const char *cells[] = { ctn_texts_get (node->title, self->language),
                            top->depth == 0 ? ctn_report_word (self->draft, N_ ("Total"))
                                            : ctn_model_node_get_label (top, self->language),
                            gain };

    ctn_document_table_add_row (table, cells);
  }
  ctn_document_add_table (self->draft->document, table);
}

/* Answers ------------------------------------------------------------------------------------- */

/* The links and files that are kept as evidence, a line each. */
static void
append_attachments (Maturity *self, const CtnModelNode *question, GString *text)
{
  g_autoptr (GPtrArray) attached = ctn_attachment_list (self->draft->reader, "assessment",
                                                        self->assessment->id, question->code, NULL);

  for (guint i = 0; attached != NULL && i < attached->len; i++) {
    const CtnAttachment *attachment = g_ptr_array_index (attached, i);

    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", attachment->title);
    if (attachment->url != NULL && !g_str_equal (attachment->url, attachment->title))
      g_string_append_printf (text, " (%s)", attachment->url);
  }
}

/* What was noted to the joint answer, or else by the first rater who noted something; and the evidence. */
static char *
dup_note (Maturity *self, const CtnModelNode *question)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->answers->len && text->len == 0; i++) {
    const CtnAnswer *answer = g_ptr_array_index (self->answers, i);
    const char *const parts[] = { answer->reason, answer->comment, answer->evidence };

    for (guint k = 0; g_str_equal (answer->item, question->code) && k < G_N_ELEMENTS (parts); k++)
      if (parts[k] != NULL && *parts[k] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[k]);
  }
  append_attachments (self, question, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_answer (Maturity *self, CtnDocumentTable *table, guint leaf)
{
  const CtnModelNode *question = ctn_maturity_model_get_leaf (self->model, leaf);
  CtnAnswerValue value = ctn_score_get_answer (self->score, leaf);
  g_autofree char *note = dup_note (self, question);
  g_autofree char *answer =
      value.state == CTN_ANSWER_GIVEN
          ? ctn_scale_dup_answer_title (question->scale, value.value, self->language)
      : value.state == CTN_ANSWER_NOT_APPLICABLE
          ? g_strdup (ctn_report_word (self->draft, N_ ("does not apply")))
          : g_strdup (ctn_report_word (self->draft, N_ ("not answered yet")));
  const char *cells[] = { ctn_texts_get (question->title, self->language), answer, note };

  ctn_document_table_add_row (table, cells);
}

static void
add_answers (Maturity *self)
{
  guint pillar = CTN_MODEL_NONE;
  CtnDocumentTable *table = NULL;

  if (!ctn_report_begin (self->draft, ctn_report_maturity_sections, "answers"))
    return;
  for (guint leaf = 0; leaf < ctn_maturity_model_get_n_leaves (self->model); leaf++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (self->model, leaf);

    if (table == NULL || question->pillar != pillar) {
      if (table != NULL)
        ctn_document_add_table (self->draft->document, table);
      pillar = question->pillar;
      if (pillar != question->index)
        ctn_document_add_heading (
            self->draft->document, 2,
            ctn_texts_get (ctn_maturity_model_get_node (self->model, pillar)->title,
                           self->language));
      table = ctn_document_table_new (NULL);
      ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Question")),
                                     CTN_COLUMN_TEXT, 3);
      ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Answer")),
                                     CTN_COLUMN_TEXT, 2);
      ctn_document_table_add_column (table, ctn_report_word (self->draft, N_ ("Remarks")),
                                     CTN_COLUMN_TEXT, 3);
    }
    add_answer (self, table, leaf);
  }
  if (table != NULL)
    ctn_document_add_table (self->draft->document, table);
}

static void
add_model (Maturity *self)
{
  CtnDocument *document = self->draft->document;

  if (!ctn_report_begin (self->draft, ctn_report_maturity_sections, "model"))
    return;
  ctn_document_add_paragraph (
      document, ctn_texts_get (ctn_maturity_model_get_description (self->model), self->language));
  ctn_document_add_note (
      document, ctn_texts_get (ctn_maturity_model_get_source (self->model), self->language));
  ctn_document_add_note (document,
                         ctn_texts_get (ctn_maturity_model_get_note (self->model), self->language));
}

/* The assessment, then the earlier ones of the same subject by the same model, at most two. */
static GArray *
list_series (CtnReportDraft *draft, const CtnAssessment *assessment)
{
  g_autoptr (CtnComparison) history =
      ctn_comparison_new_history (draft->reader, assessment->id, NULL);
  GArray *series = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (series, assessment->id);
  for (guint i = history != NULL ? history->assessments->len : 0; i > 0 && series->len < 3; i--) {
    const CtnAssessment *other = g_ptr_array_index (history->assessments, i - 1);

    if (other->id != assessment->id && g_strcmp0 (other->date, assessment->date) < 0)
      g_array_append_val (series, other->id);
  }
  return series;
}

gboolean
ctn_report_build_maturity (CtnReportDraft *draft, GError **error)
{
  g_auto (Maturity) self = { .draft = draft, .language = draft->request->language };
  const CtnRadarFigureOptions options = { .assessments = &draft->request->subject,
                                          .n_assessments = 1,
                                          .language = self.language };
  g_autoptr (CtnRadarFigure) figure = ctn_radar_figure_new (draft->reader, &options, error);
  g_autoptr (GArray) series = NULL;

  if (figure == NULL)
    return FALSE;
  self.figure = figure;
  self.model = ctn_radar_figure_get_model (figure);
  self.score = ctn_radar_figure_get_score (figure, 0);
  self.assessment = ctn_assessment_copy (ctn_radar_figure_get_assessment (figure, 0));
  self.answers = ctn_answer_list (draft->reader, draft->request->subject, error);
  if (self.answers == NULL)
    return FALSE;
  series = list_series (draft, self.assessment);
  ctn_report_set_title (draft, N_ ("Maturity Report: {}"), self.assessment->name);
  ctn_document_set_subtitle (
      draft->document, ctn_texts_get (ctn_maturity_model_get_title (self.model), self.language));
  add_summary (&self);
  if (!add_profile (&self, series, error))
    return FALSE;
  add_values (&self);
  add_improvements (&self);
  add_answers (&self);
  add_model (&self);
  return TRUE;
}
