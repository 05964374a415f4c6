#include "ctn-matrix-dialog.h"

#include <ctn-answer-matrix.h>
#include <ctn-answer-text.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <math.h>
#include <string.h>

#include "ctn-matrix-grid.h"
#include "ctn-model-drop-down.h"
#include "ctn-picker.h"
#include "ctn-questionnaire-files.h"
#include "ctn-rater-button.h"
#include "ctn-status-page.h"
#include "ctn-toast.h"

#define CTN_TYPE_MATRIX_DIALOG (ctn_matrix_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CtnMatrixDialog, ctn_matrix_dialog, CTN, MATRIX_DIALOG, AdwDialog)

struct _CtnMatrixDialog {
  AdwDialog parent_instance;

  CtnPage *page;          /* (owned) */
  GPtrArray *models;      /* (owned) CtnMaturityModel, as in the drop-down */
  GPtrArray *assessments; /* (owned) CtnAssessment, as in the rows */
  GHashTable *answers;    /* (owned) id of an assessment → GPtrArray of CtnAnswer, once read */
  AdwToastOverlay *toasts;
  GtkDropDown *drop_down;
  GtkStack *stack;
  CtnMatrixGrid *grid;
  CtnRaterButton *rater;
  GtkLabel *question;
  GtkLabel *meaning;
};

G_DEFINE_FINAL_TYPE (CtnMatrixDialog, ctn_matrix_dialog, ADW_TYPE_DIALOG)

static CtnProject *
get_project (CtnMatrixDialog *self)
{
  return ctn_page_get_project (self->page);
}

static CtnMaturityModel *
get_model (CtnMatrixDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  return selected < self->models->len ? g_ptr_array_index (self->models, selected) : NULL;
}

/* Shows and frees @error. */
static void
report (CtnMatrixDialog *self, GError *error)
{
  ctn_toast_show (self->toasts, error->message, NULL, NULL);
  g_error_free (error);
}

/* Showing ------------------------------------------------------------------------------------- */

static gboolean
is_by_model (const CtnAssessment *assessment, const CtnMaturityModel *model)
{
  return g_str_equal (assessment->model_code, ctn_maturity_model_get_id (model)) &&
         g_str_equal (assessment->model_version, ctn_maturity_model_get_version (model));
}

static const CtnAnswer *
find_answer (const GPtrArray *answers, const char *code, const char *rater)
{
  for (guint i = 0; answers != NULL && i < answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (answers, i);

    if (g_str_equal (answer->item, code) && g_strcmp0 (answer->rater, rater) == 0)
      return answer;
  }
  return NULL;
}

static void
clear_cell (gpointer data)
{
  g_free (((CtnMatrixCell *) data)->text);
}

/* The cells of a row at the end of @cells. */
static void
add_row (GArray *cells, CtnMaturityModel *model, const GPtrArray *answers, const char *rater)
{
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (model, i);
    const CtnAnswer *answer = find_answer (answers, question->code, rater);
    CtnMatrixCell cell = { NULL, NAN };

    cell.text = answer != NULL ? ctn_answer_to_text (question, answer->value, answer->reason)
                               : g_strdup ("");
    if (answer != NULL && answer->value.state == CTN_ANSWER_GIVEN)
      cell.value = ctn_scale_get_value (question->scale, answer->value.value, NULL);
    g_array_append_val (cells, cell);
  }
}

static void
collect_raters (GHashTable *raters, const GPtrArray *answers)
{
  for (guint i = 0; answers != NULL && i < answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (answers, i);

    if (answer->rater != NULL)
      g_hash_table_add (raters, g_strdup (answer->rater));
  }
}

static char *
dup_row_title (const CtnAssessment *assessment)
{
  return g_strdup_printf ("%s · %s", assessment->name,
                          assessment->stage != NULL ? assessment->stage : assessment->date);
}

/* (transfer none) (nullable) */
static const GPtrArray *
get_answers (CtnMatrixDialog *self, gint64 assessment)
{
  GPtrArray *answers = g_hash_table_lookup (self->answers, &assessment);

  if (answers != NULL)
    return answers;
  answers = ctn_answer_list (ctn_project_get_reader (get_project (self)), assessment, NULL);
  if (answers != NULL)
    g_hash_table_insert (self->answers, g_memdup2 (&assessment, sizeof assessment), answers);
  return answers;
}

static void
fill (CtnMatrixDialog *self)
{
  CtnConnection *reader = ctn_project_get_reader (get_project (self));
  CtnMaturityModel *model = get_model (self);
  g_autoptr (GPtrArray) all = ctn_assessment_list (reader, NULL, NULL);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_autoptr (GHashTable) raters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (CtnMatrixCell));
  g_auto (GStrv) rows = NULL;
  g_autofree const char **names = NULL;

  g_array_set_clear_func (cells, clear_cell);
  g_ptr_array_set_size (self->assessments, 0);
  for (guint i = 0; all != NULL && model != NULL && i < all->len; i++) {
    const CtnAssessment *assessment = g_ptr_array_index (all, i);
    const GPtrArray *answers;

    if (!is_by_model (assessment, model))
      continue;
    answers = get_answers (self, assessment->id);
    collect_raters (raters, answers);
    add_row (cells, model, answers, ctn_rater_button_get_rater (self->rater));
    g_strv_builder_take (titles, dup_row_title (assessment));
    g_ptr_array_add (self->assessments, ctn_assessment_copy (assessment));
  }
  rows = g_strv_builder_end (titles);
  names = (const char **) g_hash_table_get_keys_as_array (raters, NULL);
  ctn_rater_button_set_raters (self->rater, names);
  if (model != NULL)
    ctn_matrix_grid_set (self->grid, model, (const char *const *) rows, cells);
  else
    g_array_unref (cells);
  gtk_stack_set_visible_child_name (self->stack, self->assessments->len > 0 ? "grid" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "matrix.save", self->assessments->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "matrix.save-answers",
                                 self->assessments->len > 0);
}

/* What is asked under the cursor, and what the answer there means. */
static void
show_cursor (CtnMatrixDialog *self)
{
  CtnMaturityModel *model = get_model (self);
  const CtnModelNode *question;
  g_autoptr (GString) text = g_string_new (NULL);
  guint row;
  guint column;

  if (model == NULL || !ctn_matrix_grid_get_cursor (self->grid, &row, &column))
    return;
  question = ctn_maturity_model_get_leaf (model, column);
  gtk_label_set_label (self->question, ctn_texts_get (question->title, NULL));
  for (guint i = 0; i < ctn_scale_get_n_steps (question->scale); i++) {
    g_autofree char *title = ctn_scale_dup_step_title (question->scale, i, NULL);
    const char *descriptor = ctn_model_node_get_descriptor (question, i, NULL);

    g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", title,
                            *descriptor != '\0' ? ": " : "", descriptor);
  }
  if (question->scale->kind == CTN_SCALE_NUMBER)
    g_string_append (text, ctn_texts_get (question->scale->unit, NULL));
  gtk_label_set_label (self->meaning, text->str);
}

/* An answer that is given or taken back marks its assessment as changed. */
static gboolean
is_stale (gpointer assessment, gpointer answers, gpointer changes)
{
  return !ctn_change_set_has_table (changes, "assessment") ||
         ctn_change_set_has_row (changes, "assessment", *(gint64 *) assessment);
}

static void
changed_cb (CtnMatrixDialog *self, CtnChangeSet *changes)
{
  if (!ctn_change_set_has_table (changes, "answer") &&
      !ctn_change_set_has_table (changes, "assessment"))
    return;
  g_hash_table_foreach_remove (self->answers, is_stale, changes);
  fill (self);
}

static void
model_cb (CtnMatrixDialog *self)
{
  fill (self);
  ctn_matrix_grid_set_cursor (self->grid, 0, 0);
  show_cursor (self);
}

/* Answering ----------------------------------------------------------------------------------- */

static CtnAnswerMatrix
get_matrix (CtnMatrixDialog *self)
{
  return (CtnAnswerMatrix) { get_project (self), get_model (self), self->assessments,
                             ctn_rater_button_get_rater (self->rater) };
}

static void
edited_cb (CtnMatrixDialog *self, guint row, guint column, const char *text)
{
  const CtnAnswerMatrix matrix = get_matrix (self);
  GError *error = NULL;

  if (!ctn_answer_matrix_set (&matrix, row, column, text, &error))
    report (self, error);
}

static void
cleared_cb (CtnMatrixDialog *self, guint row, guint column, guint n_rows, guint n_columns)
{
  const CtnAnswerMatrix matrix = get_matrix (self);
  GError *error = NULL;

  if (!ctn_answer_matrix_clear (&matrix, row, column, n_rows, n_columns, &error))
    report (self, error);
}

static void
pasted_cb (CtnMatrixDialog *self, guint row, guint column, const char *text)
{
  const CtnAnswerMatrix matrix = get_matrix (self);
  g_autofree char *wrong = NULL;
  GError *error = NULL;
  guint n_wrong;

  if (!ctn_answer_matrix_paste (&matrix, row, column, text, &n_wrong, &wrong, &error)) {
    report (self, error);
  } else if (n_wrong > 0) {
    g_autofree char *message = g_strdup_printf (
        ctn_ngettext ("%u cell was left out: %s", "%u cells were left out: %s", n_wrong), n_wrong,
        wrong);

    ctn_toast_show (self->toasts, message, NULL, NULL);
  }
}

/* Subjects ------------------------------------------------------------------------------------ */

static CtnPickerKind
get_picker (CtnMatrixDialog *self, CtnSubjectKind *kind)
{
  static const struct {
    CtnSubjectKind kind;
    CtnPickerKind picker;
  } pickers[] = { { CTN_SUBJECT_ORGANISATION, CTN_PICKER_ORGANISATIONS },
                  { CTN_SUBJECT_REGION, CTN_PICKER_REGIONS },
                  { CTN_SUBJECT_PARTNERSHIP, CTN_PICKER_PARTNERSHIPS },
                  { CTN_SUBJECT_CHAIN, CTN_PICKER_CHAINS } };
  const char *const *subjects = ctn_maturity_model_get_subjects (get_model (self));

  for (gsize i = 0; i < G_N_ELEMENTS (pickers); i++)
    if (subjects[0] == NULL ||
        g_strv_contains (subjects, ctn_subject_kind_to_text (pickers[i].kind))) {
      *kind = pickers[i].kind;
      return pickers[i].picker;
    }
  *kind = CTN_SUBJECT_ORGANISATION;
  return CTN_PICKER_ORGANISATIONS;
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnMatrixDialog *self = data;
  g_autoptr (GArray) added = g_array_new (FALSE, TRUE, sizeof (CtnNewAssessment));
  g_autofree gint64 *ids = g_new0 (gint64, picks->len);
  CtnSubjectKind kind;
  GError *error = NULL;

  get_picker (self, &kind);
  for (guint i = 0; i < picks->len; i++) {
    const CtnPick *pick = g_ptr_array_index (picks, i);
    const CtnNewAssessment new = { .model = get_model (self),
                                   .subject = { kind, pick->id, pick->code },
                                   .name = pick->title };

    g_array_append_val (added, new);
  }
  if (!ctn_assessment_add_many (get_project (self),
                                (const CtnNewAssessment *) (gpointer) added->data, added->len, ids,
                                &error))
    report (self, error);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnMatrixDialog *self = CTN_MATRIX_DIALOG (widget);
  CtnSubjectKind kind;

  if (get_model (self) != NULL)
    ctn_picker_present (widget, get_project (self), get_picker (self, &kind),
                        _ ("Choose What Is Assessed"), _ ("_Add"), picked_cb, self);
}

/* Questionnaires ------------------------------------------------------------------------------ */

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnMatrixDialog *self = CTN_MATRIX_DIALOG (widget);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->assessments->len; i++)
    g_array_append_val (ids, ((CtnAssessment *) g_ptr_array_index (self->assessments, i))->id);
  ctn_questionnaire_save (self->page, ids, g_str_has_suffix (name, "answers"));
}

static void
read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnMatrixDialog *self = CTN_MATRIX_DIALOG (widget);
  CtnMaturityModel *model = get_model (self);

  ctn_questionnaire_read (self->page, model != NULL ? ctn_maturity_model_get_id (model) : NULL);
}

/* Content ------------------------------------------------------------------------------------- */

static GtkWidget *
make_header (CtnMatrixDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "matrix.add");
  gtk_widget_set_tooltip_text (add, _ ("Add Subjects"));
  g_menu_append (menu, _ ("_Save Questionnaires for All Rows…"), "matrix.save");
  g_menu_append (menu, _ ("Save Them With the _Answers…"), "matrix.save-answers");
  g_menu_append (menu, _ ("_Read Questionnaires or a Table…"), "matrix.read");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Questionnaires"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  return header;
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* The question and its levels below the grid, always of the same height, so that nothing jumps. */
static GtkWidget *
make_meaning (CtnMatrixDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->question = add_label (box, "heading");
  self->meaning = add_label (box, "caption");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, -1, 132);
  return scrolled;
}

static GtkWidget *
make_grid (CtnMatrixDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->grid = g_object_new (CTN_TYPE_MATRIX_GRID, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_meaning (self));
  g_signal_connect_object (self->grid, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "pasted", G_CALLBACK (pasted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "cleared", G_CALLBACK (cleared_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "moved", G_CALLBACK (show_cursor), self, G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
make_empty (void)
{
  return ctn_status_page_new (
      "ctn-maturity-symbolic", _ ("Nobody Assessed by This Model Yet"),
      _ ("Choose all that are to be assessed; each gets a row, each question a column."),
      ctn_pill_button_new (_ ("_Add Subjects…"), "matrix.add"));
}

static GtkWidget *
make_bar (CtnMatrixDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->drop_down = GTK_DROP_DOWN (ctn_model_drop_down_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->drop_down), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->drop_down), GTK_ALIGN_START);
  self->rater = g_object_new (CTN_TYPE_RATER_BUTTON, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->drop_down));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rater));
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  return box;
}

/* The models by title, with the version where there are several. */
static void
fill_models (CtnMatrixDialog *self, gint64 wanted)
{
  CtnConnection *reader = ctn_project_get_reader (get_project (self));
  g_autoptr (GPtrArray) stored = ctn_model_store_list (reader, NULL);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;
  guint most = 0;

  self->models = ctn_model_store_list_choices (reader);
  for (guint i = 0; i < self->models->len; i++) {
    CtnMaturityModel *model = g_ptr_array_index (self->models, i);

    /* Translators: title and version of a maturity model */
    gtk_string_list_take (
        titles, g_strdup_printf (_ ("%s, version %s"),
                                 ctn_texts_get (ctn_maturity_model_get_title (model), NULL),
                                 ctn_maturity_model_get_version (model)));
    for (guint j = 0; stored != NULL && j < stored->len; j++) {
      const CtnStoredModel *entry = g_ptr_array_index (stored, j);
      guint weight = entry->id == wanted ? G_MAXUINT : entry->n_assessments;

      if (g_str_equal (entry->code, ctn_maturity_model_get_id (model)) &&
          g_str_equal (entry->version, ctn_maturity_model_get_version (model)) && weight > most) {
        most = weight;
        selected = i;
      }
    }
  }
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->drop_down, selected);
}

static void
ctn_matrix_dialog_finalize (GObject *object)
{
  CtnMatrixDialog *self = CTN_MATRIX_DIALOG (object);

  g_clear_object (&self->page);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_ptr_array_unref (self->assessments);
  g_hash_table_unref (self->answers);

  G_OBJECT_CLASS (ctn_matrix_dialog_parent_class)->finalize (object);
}

static void
ctn_matrix_dialog_class_init (CtnMatrixDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ctn_matrix_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "matrix.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "matrix.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "matrix.save-answers", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "matrix.read", NULL, read_action);
}

static void
ctn_matrix_dialog_init (CtnMatrixDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->assessments = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_assessment_free);
  self->answers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_grid (self), "grid");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_header (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_bar (self));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_toast_overlay_set_child (self->toasts, view);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->toasts));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Many at Once"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 1200);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->grid));
}

void
ctn_matrix_dialog_present (CtnPage *page, gint64 model)
{
  CtnMatrixDialog *self = g_object_new (CTN_TYPE_MATRIX_DIALOG, NULL);

  self->page = g_object_ref (page);
  fill_models (self, model);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rater, "chosen", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_project (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  model_cb (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
