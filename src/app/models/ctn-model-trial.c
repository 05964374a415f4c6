#include "ctn-model-trial.h"

#include <ctn-assessment.h>
#include <ctn-model-draft.h>
#include <glib/gi18n.h>

#include "ctn-answer-view.h"

static void
project_free (gpointer data)
{
  ctn_project_close (data, TRUE, NULL);
  g_object_unref (data);
}

/* Whatever the model is made for, it is tried on a region, for which no record is needed. */
static CtnMaturityModel *
make_for_any (CtnMaturityModel *model, GError **error)
{
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (model);

  ctn_model_draft_set_string (draft, "", "subjects", NULL);
  return ctn_model_draft_finish (draft, error);
}

AdwNavigationPage *
ctn_model_trial_page_new (CtnMaturityModel *model, GError **error)
{
  g_autoptr (CtnMaturityModel) tried = make_for_any (model, error);
  CtnProject *project = tried != NULL ? ctn_project_new (NULL, error) : NULL;
  CtnNewAssessment new = { .model = tried,
                           .subject = { .kind = CTN_SUBJECT_REGION, .nuts = "DE" },
                           .name = _ ("Trial") };
  GtkWidget *answers;
  GtkWidget *view;
  AdwNavigationPage *page;
  gint64 assessment;

  if (project == NULL)
    return NULL;
  assessment = ctn_assessment_add (project, &new, error);
  if (assessment == 0) {
    project_free (project);
    return NULL;
  }
  answers = g_object_new (CTN_TYPE_ANSWER_VIEW, NULL);
  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), answers);
  page = adw_navigation_page_new (view, _ ("Trial: Nothing Is Kept"));
  /* The view goes before the project that it shows. */
  g_object_set_data_full (G_OBJECT (page), "project", project, project_free);
  ctn_answer_view_show (CTN_ANSWER_VIEW (answers), project, assessment);
  return page;
}
