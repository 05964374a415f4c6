/* How much work a change of a maturity model of 400 questions is in its editor, with the preview and without it, until
 * the window has nothing to do any more; and the next question in the preview. Milliseconds of the main thread, the
 * median of many; one line of JSON. */
#include <ctn-model-store.h>
#include <stdlib.h>
#include <time.h>

#include "ctn-model-editor.h"
#include "ctn-model-page.h"
#include "ctn-model-preview.h"
#include "model-driver.h"

#define N_GROUPS 20
#define N_ITEMS 20
#define N_CHANGES 21

static CtnMaturityModel *
make_model (void)
{
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new_blank ("A Large Model", "en");
  CtnMaturityModel *model;

  for (guint i = 0; i < N_GROUPS; i++) {
    g_autofree char *group =
        i == 0 ? g_strdup ("/groups/0")
               : ctn_model_draft_add_group (draft, "", "A dimension of the large model", "en");

    for (guint k = 1; k < N_ITEMS; k++)
      g_free (ctn_model_draft_add_question (draft, group, "A question of the large model", "en"));
    for (guint k = 0; k < N_ITEMS; k++)
      for (guint step = 0; step < 6; step++) {
        g_autofree char *item = g_strdup_printf ("%s/items/%u", group, k);

        ctn_model_draft_set_descriptor (
            draft, item, step, 6, "en",
            "What can be seen at this level, in a sentence that is about as long as they are");
      }
  }
  model = ctn_model_draft_finish (draft, NULL);
  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, N_GROUPS * N_ITEMS);
  return model;
}

static void
run_until_idle (void)
{
  for (guint quiet = 0; quiet < 3;) {
    if (g_main_context_iteration (NULL, FALSE)) {
      quiet = 0;
      continue;
    }
    quiet++;
    g_usleep (20000);
  }
}

/* Work of this thread so far, in milliseconds: what other programs do meanwhile does not count. */
static double
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

static double
measure_changes (CtnModelEditor *editor)
{
  double times[N_CHANGES];

  for (guint i = 0; i < N_CHANGES; i++) {
    double start = get_work ();
    g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (editor);

    ctn_model_draft_set_number (draft, "/groups/3/items/7", "weight", 2 + i);
    g_assert_true (ctn_model_editor_try (editor, draft));
    run_until_idle ();
    times[i] = get_work () - start;
  }
  qsort (times, N_CHANGES, sizeof (double), compare);
  return times[N_CHANGES / 2];
}

static double
measure_steps (GtkWidget *preview)
{
  double times[N_CHANGES];

  for (guint i = 0; i < N_CHANGES; i++) {
    double start = get_work ();

    gtk_widget_activate_action (preview, "preview.step", "i", 1);
    run_until_idle ();
    times[i] = get_work () - start;
  }
  qsort (times, N_CHANGES, sizeof (double), compare);
  return times[N_CHANGES / 2];
}

int
main (int argc, char **argv)
{
  Driver driver = { 0 };
  g_autoptr (CtnMaturityModel) model = NULL;
  CtnModelEditor *editor;
  GtkWidget *preview;
  double with;
  double steps;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  driver_start (&driver, 1366, 768);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  model = make_model ();
  g_assert_cmpint (ctn_model_store_import (driver_get_project (&driver), model, NULL), !=, 0);
  model_driver_open_library (&driver);
  g_signal_emit_by_name (
      model_driver_find_row (model_driver_get_page (&driver), ADW_TYPE_ACTION_ROW, "A Large Model"),
      "activated");
  driver_settle ();
  editor = ctn_model_page_get_editor (CTN_MODEL_PAGE (model_driver_get_page (&driver)));
  preview = driver_find (model_driver_get_dialog (&driver), CTN_TYPE_MODEL_PREVIEW);
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++)
    ctn_model_trial_set (ctn_model_editor_get_trial (editor), model,
                         ctn_maturity_model_get_leaf (model, i)->code, i % 6, NULL);
  run_until_idle ();
  with = measure_changes (editor);
  steps = measure_steps (preview);
  gtk_widget_activate_action (preview, "desk.preview", NULL);
  run_until_idle ();
  g_print ("{\"bench\": \"model-editor\", \"questions\": %d, \"change_ms\": %.1f, "
           "\"change_without_preview_ms\": %.1f, \"next_question_ms\": %.1f}\n",
           N_GROUPS * N_ITEMS, with, measure_changes (editor), steps);
  driver_stop (&driver);
  return 0;
}
