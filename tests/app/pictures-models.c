#include <ctn-model-draft.h>
#include <ctn-model-store.h>

#include "ctn-model-part-list.h"
#include "ctn-model-preview.h"
#include "ctn-question-card.h"
#include "model-driver.h"
#include "pictures.h"

/* A row that opens a part of a model. */
static void
find_child_row (GtkWidget *widget, gpointer data)
{
  GtkWidget **row = data;

  if (*row == NULL && ADW_IS_ACTION_ROW (widget) && !ADW_IS_COMBO_ROW (widget) &&
      !ADW_IS_SPIN_ROW (widget) && !ADW_IS_SWITCH_ROW (widget) && gtk_widget_get_mapped (widget))
    *row = widget;
}

static AdwNavigationPage *
get_model_page (AdwNavigationView *view)
{
  return adw_navigation_view_get_visible_page (view);
}

/* The end of a page that is longer than the window. */
static void
scroll_down (AdwNavigationView *view)
{
  GtkScrolledWindow *scrolled = driver_find (get_model_page (view), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  driver_settle ();
}

/* The last ways to answer a question: options to tick, then stages. */
static void
picture_scales (Driver *driver, AdwNavigationView *view, const char *folder, const char *prefix)
{
  static const char *const names[] = { "dialog-question-options", "dialog-question-stages" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    adw_combo_row_set_selected (driver_find (get_model_page (view), ADW_TYPE_COMBO_ROW), 1 + i);
    driver_settle ();
    scroll_down (view);
    picture (driver, folder, prefix, names[i]);
  }
}

static void
find_part_lists (GtkWidget *widget, gpointer data)
{
  GtkWidget **lists = data;

  if (CTN_IS_MODEL_PART_LIST (widget))
    lists[ctn_model_part_list_get_kind (CTN_MODEL_PART_LIST (widget))] = widget;
}

/* The bands, conditions and references of the model that is open, and a new one of each. */
static void
picture_parts (Driver *driver, AdwNavigationView *view, const char *folder, const char *prefix)
{
  static const char *const names[] = { "dialog-band", "dialog-condition", "dialog-reference" };
  GtkWidget *lists[G_N_ELEMENTS (names)] = { NULL };

  driver_visit (GTK_WIDGET (get_model_page (view)), find_part_lists, lists);
  for (guint i = G_N_ELEMENTS (names); i-- > 0;) {
    ctn_model_part_list_add (CTN_MODEL_PART_LIST (lists[i]));
    picture (driver, folder, prefix, names[i]);
    adw_navigation_view_pop (view);
    driver_settle ();
  }
  scroll_down (view);
  picture (driver, folder, prefix, "dialog-model-parts");
}

/* The preview with some answers: beside the editor, or over it where there is no room beside it. */
static void
picture_preview (Driver *driver, const char *folder, const char *prefix)
{
  GtkWidget *dialog = model_driver_get_dialog (driver);
  GtkWidget *preview;
  gboolean beside = driver_find (dialog, CTN_TYPE_MODEL_PREVIEW) != NULL;

  if (!beside)
    gtk_widget_activate_action (model_driver_get_page (driver), "desk.preview", NULL);
  driver_settle ();
  preview = driver_find (dialog, CTN_TYPE_MODEL_PREVIEW);
  for (guint i = 0; i < 24; i++) {
    ctn_question_card_answer_digit (driver_find (preview, CTN_TYPE_QUESTION_CARD),
                                    (int) (2 + i * i % 4));
    gtk_widget_activate_action (preview, "preview.step", "i", 1);
    driver_settle ();
  }
  picture (driver, folder, prefix, "dialog-model-preview");
  if (!beside)
    gtk_widget_activate_action (preview, "desk.preview", NULL);
  driver_settle ();
}

/* An example assessment beside a reference, for which the first model gets one: no shipped model has any. */
static void
picture_norm (Driver *driver, const char *folder, const char *prefix)
{
  static const double values[] = { 0.6, 0.2, 0.8, 0.4, 1 };
  g_autoptr (CtnMaturityModel) shipped =
      ctn_maturity_model_new_shipped ("organisation-capacity", NULL);
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (shipped);
  g_autofree char *norm = ctn_model_draft_add_norm (draft, "Beispiel-Umfrage", "en");
  g_autofree char *place = g_strdup_printf ("%s/values", norm);
  g_autoptr (CtnMaturityModel) model = NULL;
  CtnPage *page;
  GtkWidget *split;

  ctn_model_draft_renew_id (draft);
  ctn_model_draft_set_number (draft, norm, "year", 2025);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (shipped); i++)
    ctn_model_draft_set_number (draft, place, ctn_maturity_model_get_node (shipped, i)->code,
                                0.45 + 0.05 * (i % 4));
  model = ctn_model_draft_finish (draft, NULL);
  page = model_driver_show_results (
      driver, model_driver_assess (driver, model, values, G_N_ELEMENTS (values)));
  model_driver_compare (page, "Beispiel-Umfrage");
  split = driver_find (page, ADW_TYPE_NAVIGATION_SPLIT_VIEW);
  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (split), TRUE);
  picture (driver, folder, prefix, "maturity-reference");
}

/* The library of models, then a copy of the first one, its first dimension and that one's first
 * question, and the parts of the model beside the tree. */
void
picture_models (Driver *driver, const char *folder, const char *prefix)
{
  static const char *const names[] = { "dialog-model", "dialog-dimension", "dialog-question" };
  CtnPage *page = driver_show_view (driver, "maturity");
  AdwDialog *dialog;
  AdwNavigationView *view;

  gtk_widget_activate_action (GTK_WIDGET (page), "maturity.models", NULL);
  picture (driver, folder, prefix, "dialog-models");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
  view = driver_find (dialog, ADW_TYPE_NAVIGATION_VIEW);
  gtk_widget_activate_action (driver_find (dialog, ADW_TYPE_ACTION_ROW), "model.copy", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GtkWidget *row = NULL;

    picture (driver, folder, prefix, names[i]);
    if (i == 0)
      picture_preview (driver, folder, prefix);
    if (i + 1 == G_N_ELEMENTS (names))
      break;
    driver_visit (GTK_WIDGET (get_model_page (view)), find_child_row, &row);
    g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  }
  scroll_down (view);
  picture (driver, folder, prefix, "dialog-question-names");
  picture_scales (driver, view, folder, prefix);
  adw_navigation_view_pop (view);
  adw_navigation_view_pop (view);
  driver_settle ();
  picture_parts (driver, view, folder, prefix);
  picture_close_dialog (driver);
  picture_norm (driver, folder, prefix);
}
