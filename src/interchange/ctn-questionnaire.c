#include "ctn-questionnaire.h"

#include <ctn-answer-text.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "ctn-answer-import-private.h"
#include "ctn-interchange-error.h"
#include "ctn-xlsx-package.h"

#define LISTS_SHEET "lists"
#define HEADER_ROW 6
#define MAX_SHEET_NAME 31
#define LINE_HEIGHT 15.0
#define LEVELS_WIDTH 60.0

static const struct {
  const char *title; /* N_() */
  double width;      /* characters */
} columns[CTN_QUESTIONNAIRE_N_COLUMNS] = {
  [CTN_QUESTIONNAIRE_CODE] = { N_ ("Code"), 12 },
  [CTN_QUESTIONNAIRE_QUESTION] = { N_ ("Question"), 40 },
  [CTN_QUESTIONNAIRE_LEVELS] = { N_ ("What the Answers Mean"), LEVELS_WIDTH },
  [CTN_QUESTIONNAIRE_ANSWER] = { N_ ("Answer"), 24 },
  [CTN_QUESTIONNAIRE_REASON] = { N_ ("Does Not Apply, Because"), 28 },
  [CTN_QUESTIONNAIRE_COMMENT] = { N_ ("Comment"), 36 },
  [CTN_QUESTIONNAIRE_EVIDENCE] = { N_ ("Evidence"), 28 },
  [CTN_QUESTIONNAIRE_CONFIDENCE] = { N_ ("Confidence"), 14 },
};

static const char *const confidences[] = { N_ ("low"), N_ ("medium"), N_ ("high") };

typedef struct {
  const CtnQuestionnaireOptions *options;
  CtnMaturityModel *model; /* (owned) */
  lxw_workbook *workbook;  /* (owned) (nullable) */
  lxw_worksheet *lists;    /* of the workbook, as the formats are */
  lxw_format *title;
  lxw_format *head;
  lxw_format *group;
  lxw_format *text;
  lxw_format *muted;
  lxw_format *cell;
  GHashTable *ranges; /* (owned) scale → the range of its list, utf8 */
  guint n_lists;
  const char *buffer; /* (owned) (nullable) malloc's */
  size_t size;
} Book;

static void
put (lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format)
{
  g_autofree char *escaped = ctn_xlsx_escape (text != NULL ? text : "");

  worksheet_write_string (sheet, (lxw_row_t) row, (lxw_col_t) column, escaped, format);
}

static lxw_format *
add_format (Book *book, gboolean bold, gboolean wrap)
{
  lxw_format *format = workbook_add_format (book->workbook);

  if (bold)
    format_set_bold (format);
  if (wrap)
    format_set_text_wrap (format);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

static void
make_formats (Book *book)
{
  book->title = add_format (book, TRUE, FALSE);
  format_set_font_size (book->title, 14);
  book->head = add_format (book, TRUE, TRUE);
  format_set_bottom (book->head, LXW_BORDER_THIN);
  book->group = add_format (book, TRUE, FALSE);
  format_set_bg_color (book->group, 0xE6EEF8);
  book->text = add_format (book, FALSE, TRUE);
  book->muted = add_format (book, FALSE, FALSE);
  format_set_font_color (book->muted, 0x5E5C64);
  book->cell = add_format (book, FALSE, TRUE);
  format_set_unlocked (book->cell);
  format_set_border (book->cell, LXW_BORDER_THIN);
  format_set_border_color (book->cell, 0xC0BFBC);
  format_set_bg_color (book->cell, 0xFFFDE7);
}

/* What can be chosen: "3 · Fair" of a level, names of the rest. */
static char *
dup_choice (const CtnScale *scale, guint step, const char *language)
{
  return ctn_scale_dup_step_title (scale, step, language);
}

/* The cells that hold a scale's choices; each scale has them once. */
static const char *
get_range (Book *book, const CtnScale *scale)
{
  const char *range = g_hash_table_lookup (book->ranges, scale);
  char *made;

  if (range != NULL)
    return range;
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    g_autofree char *choice = dup_choice (scale, i, book->options->language);

    put (book->lists, i, book->n_lists, choice, NULL);
  }
  {
    char first[LXW_MAX_CELL_NAME_LENGTH];
    char last[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell_abs (first, 0, (lxw_col_t) book->n_lists, LXW_TRUE, LXW_TRUE);
    lxw_rowcol_to_cell_abs (last, ctn_scale_get_n_steps (scale) - 1, (lxw_col_t) book->n_lists,
                            LXW_TRUE, LXW_TRUE);
    made = g_strdup_printf ("=" LISTS_SHEET "!%s:%s", first, last);
  }
  book->n_lists++;
  g_hash_table_insert (book->ranges, (gpointer) scale, made);
  return made;
}

static void
validate (Book *book, lxw_worksheet *sheet, guint row, const CtnModelNode *question)
{
  lxw_data_validation rule = { .ignore_blank = LXW_VALIDATION_ON,
                               .error_type = LXW_VALIDATION_ERROR_TYPE_STOP };

  rule.error_title = _ ("No Answer");
  if (question->scale->kind == CTN_SCALE_TICKS) {
    rule.validate = LXW_VALIDATION_TYPE_ANY;
    rule.input_message = _ ("The numbers of what is so, with commas; 0 for none of these.");
  } else if (question->scale->kind == CTN_SCALE_NUMBER) {
    rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.minimum_number = -1e15;
    rule.maximum_number = 1e15;
    rule.error_message = _ ("Write a number.");
  } else {
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = get_range (book, question->scale);
    rule.error_message = _ ("Choose from the list.");
  }
  worksheet_data_validation_cell (sheet, (lxw_row_t) row, CTN_QUESTIONNAIRE_ANSWER, &rule);
}

static void
validate_confidence (lxw_worksheet *sheet, guint row)
{
  const char *words[G_N_ELEMENTS (confidences) + 1] = { NULL };
  lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST,
                               .ignore_blank = LXW_VALIDATION_ON };

  for (guint i = 0; i < G_N_ELEMENTS (confidences); i++)
    words[i] = _ (confidences[i]);
  rule.value_list = words;
  worksheet_data_validation_cell (sheet, (lxw_row_t) row, CTN_QUESTIONNAIRE_CONFIDENCE, &rule);
}

/* A line a step: "3 · Fair: at least two …". */
static char *
dup_levels (Book *book, const CtnModelNode *question)
{
  const CtnScale *scale = question->scale;
  const char *language = book->options->language;
  g_autoptr (GString) text = g_string_new (NULL);

  if (scale->kind == CTN_SCALE_NUMBER)
    return g_strdup (ctn_texts_get (scale->unit, language));
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    g_autofree char *title = dup_choice (scale, i, language);
    const char *descriptor = ctn_model_node_get_descriptor (question, i, language);

    if (text->len > 0)
      g_string_append_c (text, '\n');
    if (scale->kind == CTN_SCALE_TICKS)
      g_string_append_printf (text, "%u · ", i + 1);
    g_string_append (text, title);
    if (*descriptor != '\0')
      g_string_append_printf (text, ": %s", descriptor);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Spreadsheets do not find out the height of a row by themselves when a file is opened. */
static double
guess_height (const char *text, double width)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    n += 1 + (guint) (g_utf8_strlen (*line, -1) / width);
  return n * LINE_HEIGHT;
}

static const CtnAnswer *
find_answer (const Book *book, const GPtrArray *answers, const char *code)
{
  for (guint i = 0; book->options->with_answers && i < answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (answers, i);

    if (g_str_equal (answer->item, code) && g_strcmp0 (answer->rater, book->options->rater) == 0)
      return answer;
  }
  return NULL;
}

/* As it stands in the list of choices. */
static char *
dup_answer (Book *book, const CtnModelNode *question, const CtnAnswer *answer)
{
  const CtnScale *scale = question->scale;

  if (answer->value.state != CTN_ANSWER_GIVEN)
    return g_strdup ("");
  if (scale->kind == CTN_SCALE_TICKS || scale->kind == CTN_SCALE_NUMBER)
    return ctn_answer_to_text (question, answer->value, NULL);
  return ctn_scale_dup_answer_title (scale, answer->value.value, book->options->language);
}

static void
write_question (Book *book,
                lxw_worksheet *sheet,
                guint row,
                const CtnModelNode *question,
                const CtnAnswer *answer)
{
  const char *language = book->options->language;
  const char *help = ctn_texts_get (question->help, language);
  g_autofree char *title = g_strconcat (ctn_texts_get (question->title, language),
                                        *help != '\0' ? "\n" : "", help, NULL);
  g_autofree char *levels = dup_levels (book, question);
  g_autofree char *value = answer != NULL ? dup_answer (book, question, answer) : NULL;
  g_autofree char *number = answer != NULL && question->scale->kind == CTN_SCALE_NUMBER &&
                                    answer->value.state == CTN_ANSWER_GIVEN
                                ? g_strdup (value)
                                : NULL;
  guint confidence = answer != NULL ? (guint) answer->confidence : 0;
  double height = MAX (guess_height (levels, LEVELS_WIDTH),
                       guess_height (title, columns[CTN_QUESTIONNAIRE_QUESTION].width));

  worksheet_set_row (sheet, (lxw_row_t) row, MIN (height + 4, 400), NULL);
  put (sheet, row, CTN_QUESTIONNAIRE_CODE, question->code, book->muted);
  put (sheet, row, CTN_QUESTIONNAIRE_QUESTION, title, book->text);
  put (sheet, row, CTN_QUESTIONNAIRE_LEVELS, levels, book->text);
  if (number != NULL)
    worksheet_write_number (sheet, (lxw_row_t) row, CTN_QUESTIONNAIRE_ANSWER, answer->value.value,
                            book->cell);
  else
    put (sheet, row, CTN_QUESTIONNAIRE_ANSWER, value, book->cell);
  put (sheet, row, CTN_QUESTIONNAIRE_REASON, answer != NULL ? answer->reason : "", book->cell);
  put (sheet, row, CTN_QUESTIONNAIRE_COMMENT, answer != NULL ? answer->comment : "", book->cell);
  put (sheet, row, CTN_QUESTIONNAIRE_EVIDENCE, answer != NULL ? answer->evidence : "", book->cell);
  put (sheet, row, CTN_QUESTIONNAIRE_CONFIDENCE,
       confidence > 0 ? _ (confidences[confidence - 1]) : "", book->cell);
  validate (book, sheet, row, question);
  validate_confidence (sheet, row);
}

/* Title, subject, whom to name, and how it goes. */
static void
write_top (Book *book, lxw_worksheet *sheet, const CtnAssessment *assessment)
{
  g_autofree char *subject =
      assessment->stage != NULL
          ? g_strdup_printf ("%s · %s · %s", assessment->name, assessment->stage, assessment->date)
          : g_strdup_printf ("%s · %s", assessment->name, assessment->date);

  put (sheet, 0, 0,
       ctn_texts_get (ctn_maturity_model_get_title (book->model), book->options->language),
       book->title);
  put (sheet, 1, 0, subject, book->muted);
  put (sheet, CTN_QUESTIONNAIRE_RATER_ROW, 0, _ ("Your name"), NULL);
  put (sheet, CTN_QUESTIONNAIRE_RATER_ROW, 1, book->options->rater, book->cell);
  put (sheet, 4, 0,
       _ ("Choose an answer in each row, or say why the question does not apply. Leave open what "
          "you "
          "do not know."),
       book->muted);
  for (guint i = 0; i < CTN_QUESTIONNAIRE_N_COLUMNS; i++) {
    worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
    put (sheet, HEADER_ROW, i, _ (columns[i].title), book->head);
  }
  worksheet_freeze_panes (sheet, HEADER_ROW + 1, CTN_QUESTIONNAIRE_LEVELS);
}

static void
write_group (Book *book, lxw_worksheet *sheet, guint row, const CtnModelNode *group)
{
  for (guint i = 0; i < CTN_QUESTIONNAIRE_N_COLUMNS; i++)
    put (sheet, row, i,
         i == CTN_QUESTIONNAIRE_QUESTION ? ctn_texts_get (group->title, book->options->language)
                                         : "",
         book->group);
}

static void
write_sheet (Book *book,
             lxw_worksheet *sheet,
             const CtnAssessment *assessment,
             const GPtrArray *answers)
{
  lxw_protection protection = { .format_columns = LXW_TRUE, .format_rows = LXW_TRUE };
  guint parent = 0;
  guint row = HEADER_ROW + 1;

  write_top (book, sheet, assessment);
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (book->model); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (book->model, i);

    if (question->parent != parent && question->parent != 0)
      write_group (book, sheet, row++, ctn_maturity_model_get_node (book->model, question->parent));
    parent = question->parent;
    write_question (book, sheet, row++, question, find_answer (book, answers, question->code));
  }
  worksheet_protect (sheet, NULL, &protection);
  worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, 9);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_repeat_rows (sheet, HEADER_ROW, HEADER_ROW);
}

/* A name that a sheet can have and that no other one has: numbered where there are several. */
static char *
dup_sheet_name (const Book *book, const char *name, guint number)
{
  g_autofree char *valid = book->options->n_assessments > 1
                               ? g_strdup_printf ("%u %s", number + 1, name)
                               : g_strdup (name);
  char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_SHEET_NAME));

  g_strdelimit (cut, "[]:*?/\\'", ' ');
  return cut;
}

static gboolean
add_assessment (Book *book,
                CtnConnection *reader,
                lxw_worksheet *index,
                guint number,
                GError **error)
{
  gint64 id = book->options->assessments[number];
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader, id, error);
  g_autoptr (GPtrArray) answers = assessment != NULL ? ctn_answer_list (reader, id, error) : NULL;
  g_autofree char *number_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *name = NULL;
  lxw_worksheet *sheet;

  if (answers == NULL)
    return FALSE;
  if (!g_str_equal (assessment->model_code, ctn_maturity_model_get_id (book->model)) ||
      !g_str_equal (assessment->model_version, ctn_maturity_model_get_version (book->model))) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
                 _ ("“%s” is assessed by another version of the model than the others."),
                 assessment->name);
    return FALSE;
  }
  name = dup_sheet_name (book, assessment->name, number);
  sheet = workbook_add_worksheet (book->workbook, name);
  if (sheet == NULL) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
                 _ ("No sheet can be called “%s”."), name);
    return FALSE;
  }
  write_sheet (book, sheet, assessment, answers);
  put (index, number + 2, 0, "sheet", NULL);
  put (index, number + 2, 1, name, NULL);
  put (index, number + 2, 2, number_text, NULL);
  if (number == 0) {
    worksheet_activate (sheet);
    worksheet_set_first_sheet (sheet);
  }
  return TRUE;
}

static gboolean
fill (Book *book, CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  lxw_worksheet *index;

  make_formats (book);
  index = workbook_add_worksheet (book->workbook, CTN_QUESTIONNAIRE_SHEET);
  book->lists = workbook_add_worksheet (book->workbook, LISTS_SHEET);
  put (index, 0, 0, CTN_QUESTIONNAIRE_MARK, NULL);
  put (index, 0, 1, "1", NULL);
  put (index, 1, 0, "model", NULL);
  put (index, 1, 1, ctn_maturity_model_get_id (book->model), NULL);
  put (index, 1, 2, ctn_maturity_model_get_version (book->model), NULL);
  for (guint i = 0; i < book->options->n_assessments; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_assessment (book, reader, index, i, error))
      return FALSE;
  worksheet_hide (index);
  worksheet_hide (book->lists);
  return TRUE;
}

static gboolean
save (Book *book, GFile *file, GCancellable *cancellable, GError **error)
{
  lxw_error status = workbook_close (g_steal_pointer (&book->workbook));

  if (status == LXW_NO_ERROR && book->buffer != NULL)
    return g_file_replace_contents (file, book->buffer, book->size, NULL, FALSE,
                                    G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error);
  g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_FAILED,
               _ ("The XLSX file cannot be made: %s"), lxw_strerror (status));
  return FALSE;
}

static CtnMaturityModel *
load_model (CtnConnection *reader, gint64 assessment, GError **error)
{
  g_autoptr (CtnAssessment) first = ctn_assessment_load (reader, assessment, error);

  return first != NULL ? ctn_model_store_load (reader, first->model, error) : NULL;
}

gboolean
ctn_questionnaire_write (CtnConnection *reader,
                         const CtnQuestionnaireOptions *options,
                         GFile *file,
                         GCancellable *cancellable,
                         GError **error)
{
  Book book = { .options = options };
  lxw_workbook_options book_options = { .output_buffer = &book.buffer,
                                        .output_buffer_size = &book.size };
  /* The same questions give the same file. */
  lxw_doc_properties properties = { .created = 946684800 };
  gboolean ok;

  g_return_val_if_fail (options->n_assessments > 0, FALSE);
  book.model = load_model (reader, options->assessments[0], error);
  if (book.model == NULL)
    return FALSE;
  book.ranges = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  book.workbook = workbook_new_opt (NULL, &book_options);
  workbook_set_properties (book.workbook, &properties);
  ok = fill (&book, reader, cancellable, error) && save (&book, file, cancellable, error);
  if (book.workbook != NULL)
    lxw_workbook_free (book.workbook);
  g_hash_table_unref (book.ranges);
  ctn_maturity_model_unref (book.model);
  free ((char *) book.buffer);
  return ok;
}
