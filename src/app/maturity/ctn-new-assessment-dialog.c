#include "ctn-new-assessment-dialog.h"

#include <ctn-assessment.h>
#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>

#include "ctn-picker.h"

typedef struct {
  CtnPage *page; /* (owned) */
  CtnNewAssessmentFunc function;
  AdwDialog *dialog; /* (unowned) */
  GPtrArray *models; /* (owned) CtnMaturityModel, as in the combo row */
  GArray *kinds;     /* (owned) CtnSubjectKind, as in the combo row */
  CtnPick *subject;  /* (owned) (nullable) */
  AdwPreferencesGroup *what;
  AdwComboRow *model_row;
  AdwComboRow *kind_row;
  AdwActionRow *subject_row;
  AdwEntryRow *date_row;
  AdwEntryRow *stage_row;
  GtkLabel *note;
  GtkWidget *button;
} Draft;

static const struct {
  CtnSubjectKind kind;
  CtnPickerKind picker;
  const char *label;
  const char *title;
} kinds[] = {
  { CTN_SUBJECT_REGION, CTN_PICKER_REGIONS, N_ ("Region"), N_ ("Choose a Region") },
  { CTN_SUBJECT_PARTNERSHIP, CTN_PICKER_PARTNERSHIPS, N_ ("Cluster, Alliance or Partnership"),
    N_ ("Choose a Partnership") },
  { CTN_SUBJECT_ORGANISATION, CTN_PICKER_ORGANISATIONS, N_ ("Organisation"),
    N_ ("Choose an Organisation") },
  { CTN_SUBJECT_CHAIN, CTN_PICKER_CHAINS, N_ ("Value Chain"), N_ ("Choose a Value Chain") },
};

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_object_unref (draft->page);
  g_ptr_array_unref (draft->models);
  g_array_unref (draft->kinds);
  g_clear_pointer (&draft->subject, ctn_pick_free);
  g_free (draft);
}

/* The title, and the version where there are several. (transfer full) */
static char *
dup_model_title (Draft *draft, guint position)
{
  CtnMaturityModel *model = g_ptr_array_index (draft->models, position);
  const char *title = ctn_texts_get (ctn_maturity_model_get_title (model), NULL);
  guint n = 0;

  for (guint i = 0; i < draft->models->len; i++)
    n += g_str_equal (ctn_maturity_model_get_id (g_ptr_array_index (draft->models, i)),
                      ctn_maturity_model_get_id (model));
  /* Translators: title and version of a maturity model */
  return n > 1
             ? g_strdup_printf (_ ("%s, version %s"), title, ctn_maturity_model_get_version (model))
             : g_strdup (title);
}

static CtnMaturityModel *
get_model (Draft *draft)
{
  guint selected = adw_combo_row_get_selected (draft->model_row);

  return selected < draft->models->len ? g_ptr_array_index (draft->models, selected) : NULL;
}

static guint
get_kind (Draft *draft)
{
  guint selected = adw_combo_row_get_selected (draft->kind_row);

  return selected < draft->kinds->len ? g_array_index (draft->kinds, guint, selected) : 0;
}

static void
show_subject (Draft *draft)
{
  gboolean chosen = draft->subject != NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (draft->subject_row),
                                 chosen ? draft->subject->title
                                        : _ (kinds[get_kind (draft)].title));
  adw_action_row_set_subtitle (draft->subject_row, chosen && draft->subject->subtitle != NULL
                                                       ? draft->subject->subtitle
                                                       : "");
  gtk_widget_set_sensitive (draft->button, chosen && get_model (draft) != NULL);
}

static void
kind_cb (Draft *draft)
{
  g_clear_pointer (&draft->subject, ctn_pick_free);
  show_subject (draft);
}

/* What the model is about: its first sentence, which has to be enough for a choice. */
static void
show_description (Draft *draft, const CtnMaturityModel *model)
{
  const char *text =
      model != NULL ? ctn_texts_get (ctn_maturity_model_get_description (model), NULL) : "";
  const char *end = strstr (text, ". ");
  g_autofree char *sentence = end != NULL ? g_strndup (text, end + 1 - text) : g_strdup (text);
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_preferences_group_set_description (draft->what, markup);
}

/* The kinds of subjects that the model is made for. */
static void
model_cb (Draft *draft)
{
  CtnMaturityModel *model = get_model (draft);
  const char *const *subjects = model != NULL ? ctn_maturity_model_get_subjects (model) : NULL;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  g_array_set_size (draft->kinds, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (subjects == NULL || subjects[0] == NULL ||
        g_strv_contains (subjects, ctn_subject_kind_to_text (kinds[i].kind))) {
      g_array_append_val (draft->kinds, i);
      gtk_string_list_append (labels, _ (kinds[i].label));
    }
  adw_combo_row_set_model (draft->kind_row, G_LIST_MODEL (labels));
  gtk_widget_set_visible (GTK_WIDGET (draft->kind_row), draft->kinds->len > 1);
  show_description (draft, model);
  kind_cb (draft);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  Draft *draft = data;

  g_clear_pointer (&draft->subject, ctn_pick_free);
  draft->subject = ctn_pick_copy (g_ptr_array_index (picks, 0));
  show_subject (draft);
}

static void
choose_cb (Draft *draft)
{
  guint kind = get_kind (draft);

  ctn_picker_present (GTK_WIDGET (draft->dialog), ctn_page_get_project (draft->page),
                      kinds[kind].picker, _ (kinds[kind].title), NULL, picked_cb, draft);
}

static void
create_cb (Draft *draft)
{
  const char *stage = gtk_editable_get_text (GTK_EDITABLE (draft->stage_row));
  const char *date = gtk_editable_get_text (GTK_EDITABLE (draft->date_row));
  CtnNewAssessment assessment = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 id;

  assessment.model = get_model (draft);
  assessment.subject.kind = kinds[get_kind (draft)].kind;
  assessment.subject.id = draft->subject->id;
  assessment.subject.nuts = draft->subject->code;
  assessment.name = draft->subject->title;
  assessment.date = *date != '\0' ? date : NULL;
  assessment.stage = *stage != '\0' ? stage : NULL;
  id = ctn_assessment_add (ctn_page_get_project (draft->page), &assessment, &error);
  if (id == 0) {
    gtk_label_set_label (draft->note, error->message);
    gtk_widget_set_visible (GTK_WIDGET (draft->note), TRUE);
    return;
  }
  draft->function (draft->page, id);
  adw_dialog_close (draft->dialog);
}

static AdwComboRow *
add_combo (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static AdwEntryRow *
add_entry (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_what (Draft *draft)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < draft->models->len; i++)
    gtk_string_list_take (titles, dup_model_title (draft, i));
  draft->model_row = add_combo (group, _ ("Model"));
  adw_combo_row_set_model (draft->model_row, G_LIST_MODEL (titles));
  adw_combo_row_set_use_subtitle (draft->model_row, TRUE);
  draft->what = ADW_PREFERENCES_GROUP (group);
  draft->kind_row = add_combo (group, _ ("What Is Assessed"));
  draft->subject_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (draft->subject_row), FALSE);
  adw_action_row_add_suffix (draft->subject_row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (draft->subject_row), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (draft->subject_row));
  g_signal_connect_swapped (draft->model_row, "notify::selected", G_CALLBACK (model_cb), draft);
  g_signal_connect_swapped (draft->kind_row, "notify::selected", G_CALLBACK (kind_cb), draft);
  g_signal_connect_swapped (draft->subject_row, "activated", G_CALLBACK (choose_cb), draft);
  return group;
}

static void
stage_cb (GtkButton *button, gpointer row)
{
  gtk_editable_set_text (GTK_EDITABLE (row), gtk_button_get_label (button));
}

/* The usual stages: before, after, and some time later. Any other word can be written. */
static void
add_stages (AdwEntryRow *row)
{
  static const char *const stages[] = { "T0", "T1", "T2" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++) {
    GtkWidget *button = gtk_button_new_with_label (stages[i]);

    g_signal_connect_object (button, "clicked", G_CALLBACK (stage_cb), row, 0);
    gtk_box_append (GTK_BOX (box), button);
  }
  adw_entry_row_add_suffix (row, box);
}

static GtkWidget *
make_when (Draft *draft)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *today = ctn_calendar_dup_today (NULL);

  draft->date_row = add_entry (group, _ ("Date"), today);
  draft->stage_row = add_entry (group, _ ("Stage, such as T0 or T1"), "");
  add_stages (draft->stage_row);
  return group;
}

static GtkWidget *
make_content (Draft *draft)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_what (draft)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_when (draft)));
  draft->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (draft->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (draft->note), "error");
  gtk_widget_set_visible (GTK_WIDGET (draft->note), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (draft->note));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

void
ctn_new_assessment_dialog_present (CtnPage *page, CtnNewAssessmentFunc function)
{
  Draft *draft = g_new0 (Draft, 1);
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();

  draft->page = g_object_ref (page);
  draft->function = function;
  draft->models =
      ctn_model_store_list_choices (ctn_project_get_reader (ctn_page_get_project (page)));
  draft->kinds = g_array_new (FALSE, FALSE, sizeof (guint));
  draft->dialog = adw_dialog_new ();
  draft->button = gtk_button_new_with_mnemonic (_ ("_Start"));
  gtk_widget_add_css_class (draft->button, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), draft->button);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), make_content (draft));
  g_signal_connect_swapped (draft->button, "clicked", G_CALLBACK (create_cb), draft);
  model_cb (draft);
  adw_dialog_set_title (draft->dialog, _ ("New Assessment"));
  adw_dialog_set_content_width (draft->dialog, 480);
  adw_dialog_set_default_widget (draft->dialog, draft->button);
  adw_dialog_set_child (draft->dialog, toolbar_view);
  g_object_set_data_full (G_OBJECT (draft->dialog), "draft", draft, draft_free);
  adw_dialog_present (draft->dialog, GTK_WIDGET (page));
}
