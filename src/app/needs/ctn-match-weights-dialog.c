#include "ctn-match-weights-dialog.h"

#include <ctn-i18n.h>
#include <ctn-matching.h>

typedef struct {
  CtnPage *page; /* (owned) */
  GtkWidget *rows[CTN_N_CRITERIA];
  gboolean filling;
} Context;

static void
context_free (gpointer data)
{
  Context *context = data;

  g_object_unref (context->page);
  g_free (context);
}

static void
fill (Context *context, const CtnMatchWeights *weights)
{
  context->filling = TRUE;
  for (guint i = 0; i < CTN_N_CRITERIA; i++)
    adw_spin_row_set_value (ADW_SPIN_ROW (context->rows[i]), weights->values[i]);
  context->filling = FALSE;
}

static void
changed_cb (Context *context)
{
  CtnProject *project = ctn_page_get_project (context->page);
  CtnMatchWeights weights;
  GError *error = NULL;

  if (context->filling)
    return;
  for (guint i = 0; i < CTN_N_CRITERIA; i++)
    weights.values[i] = adw_spin_row_get_value (ADW_SPIN_ROW (context->rows[i]));
  if (ctn_match_weights_set (project, &weights, &error))
    return;
  ctn_page_report (context->page, error);
  ctn_match_weights_get (ctn_project_get_reader (project), &weights);
  fill (context, &weights);
}

static void
reset_cb (Context *context)
{
  CtnMatchWeights weights;

  ctn_match_weights_get_default (&weights);
  fill (context, &weights);
  changed_cb (context);
}

void
ctn_match_weights_dialog_present (CtnPage *page)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *content = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *more = adw_preferences_group_new ();
  GtkWidget *reset = adw_button_row_new ();
  Context *context = g_new0 (Context, 1);
  CtnMatchWeights weights;

  context->page = g_object_ref (page);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("What a need says nothing about does not count; the others are brought to 100 points."));
  for (guint i = 0; i < CTN_N_CRITERIA; i++) {
    context->rows[i] = adw_spin_row_new_with_range (0, 100, 5);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (context->rows[i]),
                                   ctn_criterion_get_label (i));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), context->rows[i]);
  }
  ctn_match_weights_get (ctn_project_get_reader (ctn_page_get_project (page)), &weights);
  fill (context, &weights);
  for (guint i = 0; i < CTN_N_CRITERIA; i++)
    g_signal_connect_swapped (context->rows[i], "notify::value", G_CALLBACK (changed_cb), context);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (reset), _ ("As the Program Suggests"));
  g_signal_connect_swapped (reset, "activated", G_CALLBACK (reset_cb), context);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (more), reset);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (more));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  adw_dialog_set_title (dialog, _ ("Weights of Matching"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_child (dialog, view);
  g_object_set_data_full (G_OBJECT (dialog), "context", context, context_free);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
