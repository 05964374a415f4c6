#include "ctn-tuig-group.h"
#include "ctn-explain-button.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-tuig.h>
#include <math.h>

#include "ctn-partnership-rows.h"
#include "ctn-watch.h"

#define PROGRESS_INTERVAL 100 /* milliseconds */

struct _CtnTuigGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 partnership;
  gboolean outdated;
  GCancellable *cancellable; /* (owned) (nullable) while it runs */
  gint *done;                /* (owned by the task) (nullable) per mille */
  guint timer;

  AdwComboRow *scope;
  AdwComboRow *level;
  AdwActionRow *value;
  GtkLabel *number;
  AdwActionRow *running;
  GtkProgressBar *bar;
  AdwExpanderRow *regions;
  GPtrArray *region_rows; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CtnTuigGroup, ctn_tuig_group, ADW_TYPE_PREFERENCES_GROUP)

/* What the thread works with. */
typedef struct {
  CtnProject *project; /* (owned) */
  gint64 partnership;
  guint level;
  gint done; /* atomic, per mille */
  CtnTuigFirms *firms;
  CtnTuig *tuig;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->project);
  g_clear_pointer (&job->firms, ctn_tuig_firms_free);
  g_clear_pointer (&job->tuig, ctn_tuig_free);
  g_free (job);
}

static void
progress_cb (double done, gpointer data)
{
  Job *job = data;

  g_atomic_int_set (&job->done, (int) (1000 * done));
}

static gboolean
compute (Job *job, CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  job->firms = ctn_tuig_read_firms (reader, job->partnership, job->level, error);
  if (job->firms == NULL)
    return FALSE;
  job->tuig = ctn_tuig_new ((const CtnTuigFirm *) (gpointer) job->firms->firms->data,
                            job->firms->firms->len, job->firms->regions->len, CTN_TUIG_DRAWS,
                            CTN_TUIG_SEED, progress_cb, job, cancellable, error);
  return job->tuig != NULL;
}

static void
compute_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  CtnConnection *reader = ctn_project_open_reader (job->project, &error);
  gboolean ok = reader != NULL && compute (job, reader, cancellable, &error);

  g_clear_pointer (&reader, ctn_project_close_reader);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- Result -------------------------------------------------------------------------------------- */

static char *
dup_region_name (const char *code)
{
  const char *title = ctn_place_get_title (code);

  return g_str_equal (title, code) ? g_strdup (code) : g_strdup_printf ("%s %s", code, title);
}

static void
add_region (CtnTuigGroup *self, const char *title, const char *subtitle, double bits)
{
  /* Translators: a number of millibits */
  g_autofree char *value = g_strdup_printf (_ ("%+.0f mbit"), 1000 * bits);
  GtkWidget *row = ctn_value_row_new (title, subtitle, value);

  adw_expander_row_add_row (self->regions, row);
  g_ptr_array_add (self->region_rows, row);
}

static void
clear_regions (CtnTuigGroup *self)
{
  for (guint i = 0; i < self->region_rows->len; i++)
    adw_expander_row_remove (self->regions, self->region_rows->pdata[i]);
  g_ptr_array_set_size (self->region_rows, 0);
}

static void
show_regions (CtnTuigGroup *self, const Job *job)
{
  clear_regions (self);
  add_region (self, _ ("Between the regions (T₀)"), NULL, job->tuig->between);
  for (guint i = 0; i < job->tuig->regions->len; i++) {
    const CtnTuigRegion *region = &g_array_index (job->tuig->regions, CtnTuigRegion, i);
    g_autofree char *name = dup_region_name (job->firms->regions->pdata[region->region]);
    g_autofree char *subtitle =
        g_strdup_printf (ctn_ngettext ("%u firm; T within the region %+.0f mbit",
                                       "%u firms; T within the region %+.0f mbit", region->n),
                         region->n, 1000 * region->t);

    add_region (self, name, subtitle, region->share);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->regions), job->tuig->n > 0);
}

static void
show_result (CtnTuigGroup *self, const Job *job)
{
  const CtnTuig *tuig = job->tuig;
  g_autofree char *number = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *left_out = NULL;

  show_regions (self, job);
  if (tuig->n < 2) {
    gtk_label_set_label (self->number, "–");
    adw_action_row_set_subtitle (
        self->value, _ ("It takes firms with a NUTS 3 region, a NACE code and a size class."));
    return;
  }
  number = g_strdup_printf (_ ("%+.0f mbit"), 1000 * tuig->entropies.t);
  left_out = g_strdup_printf (_ ("%u of %u firms; NACE Rev. %s"), tuig->n, job->firms->n_all,
                              job->firms->revision);
  subtitle = g_strdup_printf (
      _ ("5–95 %%: %+.0f to %+.0f mbit · bias about %+.0f mbit\n%s%s%s"), 1000 * tuig->low,
      1000 * tuig->high, 1000 * tuig->bias, left_out, tuig->n < CTN_TUIG_ENOUGH ? "\n" : "",
      tuig->n < CTN_TUIG_ENOUGH ? _ ("Fewer than 200 firms: not to be relied on") : "");
  gtk_label_set_label (self->number, number);
  adw_action_row_set_subtitle (self->value, subtitle);
  if (tuig->n < CTN_TUIG_ENOUGH)
    gtk_widget_add_css_class (GTK_WIDGET (self->number), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->number), "warning");
}

/* --- Running ------------------------------------------------------------------------------------- */

static void
stop (CtnTuigGroup *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->done = NULL;
  if (self->running != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->running), FALSE);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnTuigGroup *self = CTN_TUIG_GROUP (source);
  GTask *task = G_TASK (result);
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (task, &error);

  /* Another one may run by now, or the user gave up. */
  if (self->cancellable != g_task_get_cancellable (task))
    return;
  stop (self);
  if (ok)
    show_result (self, g_task_get_task_data (task));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->page != NULL)
    ctn_page_report (self->page, g_steal_pointer (&error));
}

static gboolean
tick (gpointer data)
{
  CtnTuigGroup *self = data;
  double share = g_atomic_int_get (self->done) / 1000.0;
  g_autofree char *text = g_strdup_printf ("%.0f %%", 100 * share);

  gtk_widget_set_visible (GTK_WIDGET (self->running), TRUE);
  gtk_progress_bar_set_fraction (self->bar, share);
  gtk_progress_bar_set_text (self->bar, text);
  return G_SOURCE_CONTINUE;
}

static void
start (CtnTuigGroup *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  stop (self);
  self->outdated = FALSE;
  if (self->page == NULL || self->partnership == 0)
    return;
  job = g_new0 (Job, 1);
  job->project = g_object_ref (ctn_page_get_project (self->page));
  job->partnership = adw_combo_row_get_selected (self->scope) == 1 ? self->partnership : 0;
  job->level = adw_combo_row_get_selected (self->level) == 1 ? 0 : 2;
  self->cancellable = g_cancellable_new ();
  self->done = &job->done;
  self->timer = g_timeout_add (PROGRESS_INTERVAL, tick, self);
  task = g_task_new (self, self->cancellable, computed_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compute_thread);
}

static void
ask (CtnTuigGroup *self)
{
  self->outdated = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

static void
map_cb (CtnTuigGroup *self)
{
  if (self->outdated)
    start (self);
}

static void
cancel_cb (CtnTuigGroup *self)
{
  stop (self);
  self->outdated = TRUE;
  gtk_label_set_label (self->number, "–");
  adw_action_row_set_subtitle (self->value, _ ("Cancelled"));
}

void
ctn_tuig_group_show (CtnTuigGroup *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "organisation", "organisation_nace", "organisation_size",
                                        "membership", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) ask);
  }
  if (self->partnership == partnership)
    return;
  self->partnership = partnership;
  ctn_watch_refresh (self->watch);
}

static void
ctn_tuig_group_dispose (GObject *object)
{
  CtnTuigGroup *self = CTN_TUIG_GROUP (object);

  self->page = NULL;
  self->running = NULL;
  stop (self);

  G_OBJECT_CLASS (ctn_tuig_group_parent_class)->dispose (object);
}

static void
ctn_tuig_group_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_TUIG_GROUP (object)->region_rows);

  G_OBJECT_CLASS (ctn_tuig_group_parent_class)->finalize (object);
}

static void
ctn_tuig_group_class_init (CtnTuigGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_tuig_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_tuig_group_finalize;
}

static AdwComboRow *
add_choice (CtnTuigGroup *self, const char *title, const char *const *choices)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (ask), self);
  return ADW_COMBO_ROW (row);
}

static void
add_running (CtnTuigGroup *self)
{
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->running = ADW_ACTION_ROW (ctn_value_row_new (_ ("Drawing samples…"), NULL, NULL));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->bar, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->running, GTK_WIDGET (self->bar));
  adw_action_row_add_suffix (self->running, cancel);
  gtk_widget_set_visible (GTK_WIDGET (self->running), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->running));
}

static const char *
get_explanation (void)
{
  return _ (
      "T(uig) = H(u) + H(i) + H(g) − H(ui) − H(ug) − H(ig) + H(uig), with H = −Σ p log₂ p, in "
      "thousandths of a bit.\n\n"
      "It is computed from the firms of the register: u is where a firm is (NUTS 3), i what it "
      "does "
      "(NACE division), g how large it is (size class). Negative values are read as synergy: "
      "place, "
      "activity and size together leave less uncertainty than any two of them. Other authors give "
      "the same with the opposite sign.\n\n"
      "The parts add up to the whole: T = T₀ + Σ (n/N) T of each region. T₀ is what only appears "
      "between the regions.\n\n"
      "The interval comes from 1,000 samples of as many firms, drawn with replacement and with a "
      "fixed seed, so that it is the same each time. Drawing shifts T of few firms to one side; "
      "the "
      "interval has that bias taken off, and the bias is shown, for T itself is off by about as "
      "much. Below 200 firms the value is not to be relied on.\n\n"
      "Source: L. Leydesdorff, W. Dolfsma, G. Van der Panne, Research Policy 35 (2006) 181.");
}

static void
ctn_tuig_group_init (CtnTuigGroup *self)
{
  const char *scopes[] = { _ ("Whole Register"), _ ("Regions of the Members"), NULL };
  const char *levels[] = { _ ("NUTS 2 Regions"), _ ("Countries"), NULL };

  self->region_rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Synergy of the Region"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self),
                                           ctn_explain_button_new (get_explanation ()));
  self->scope = add_choice (self, _ ("Firms"), scopes);
  self->level = add_choice (self, _ ("Decomposed By"), levels);
  self->value = ADW_ACTION_ROW (ctn_value_row_new (_ ("T(uig)"), "", NULL));
  adw_action_row_set_subtitle_lines (self->value, 4);
  self->number = GTK_LABEL (gtk_label_new ("–"));
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  adw_action_row_add_suffix (self->value, GTK_WIDGET (self->number));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->value));
  add_running (self);
  self->regions = ADW_EXPANDER_ROW (
      ctn_expander_row_new (_ ("By Region"), _ ("What each region adds to the whole")));
  gtk_widget_set_visible (GTK_WIDGET (self->regions), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->regions));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}
