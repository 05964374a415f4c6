#include "ctn-candidates-dialog.h"

#include <ctn-chain-candidates.h>
#include <ctn-i18n.h>

#include "ctn-icon-button.h"
#include "ctn-side.h"
#include "ctn-status-page.h"
#include "ctn-toast.h"

#define MAX_CANDIDATES 50

struct _CtnCandidatesDialog {
  AdwDialog parent_instance;

  CtnPage *page; /* (owned) */
  gint64 chain;
  gint64 stage;              /* id */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *candidates;     /* (owned) (nullable) CtnCandidate */
  GHashTable *placed;        /* (owned) ids of organisations placed from here */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkBox *groups;
  GtkWidget *list; /* (nullable) the group with the candidates */
  AdwSwitchRow *other_regions;
};

G_DEFINE_FINAL_TYPE (CtnCandidatesDialog, ctn_candidates_dialog, ADW_TYPE_DIALOG)

/* --- The search ---------------------------------------------------------------------------------- */

typedef struct {
  CtnConnection *reader;
  CtnChainFigure *figure;
  guint stage; /* index */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->reader, ctn_project_close_reader);
  ctn_chain_figure_unref (search->figure);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Search *search = task_data;
  GError *error = NULL;
  GPtrArray *candidates =
      ctn_chain_find_candidates (search->reader, ctn_chain_figure_get_chain (search->figure),
                                 search->stage, MAX_CANDIDATES, cancellable, &error);

  if (candidates != NULL)
    g_task_return_pointer (task, candidates, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* --- The list ------------------------------------------------------------------------------------ */

static void
add_cb (GtkWidget *button, CtnCandidatesDialog *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");
  g_autoptr (GError) error = NULL;

  if (!ctn_chain_place (ctn_page_get_project (self->page), self->chain, self->stage, id, 1,
                        CTN_ACTOR_ACTOR, &error)) {
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
    return;
  }
  g_hash_table_add (self->placed, g_memdup2 (id, sizeof *id));
  gtk_button_set_icon_name (GTK_BUTTON (button), "object-select-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Added"));
  /* The keyboard goes on to the next one, for a button that is off keeps nothing. */
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_sensitive (button, FALSE);
}

/* Where it is, and what speaks for it most. */
static char *
dup_subtitle (const CtnCandidate *candidate)
{
  const CtnReason *best = g_ptr_array_index (candidate->reasons, 0);

  return candidate->place != NULL ? g_strjoin ("\n", candidate->place, best->text, NULL)
                                  : g_strdup (best->text);
}

static GtkWidget *
make_button (CtnCandidatesDialog *self, const CtnCandidate *candidate)
{
  gboolean placed = g_hash_table_contains (self->placed, &candidate->organisation);
  GtkWidget *button = placed ? ctn_icon_button_new ("object-select-symbolic", _ ("Added"))
                             : ctn_icon_button_new ("list-add-symbolic", _ ("Add to Stage"));

  gtk_widget_set_sensitive (button, !placed);
  g_object_set_data_full (G_OBJECT (button), "id",
                          g_memdup2 (&candidate->organisation, sizeof candidate->organisation),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_DEFAULT);
  return button;
}

static void
add_candidate (CtnCandidatesDialog *self, const CtnCandidate *candidate)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *why = adw_action_row_new ();
  GtkWidget *score;
  g_autofree char *points = g_strdup_printf ("%.0f", candidate->score);
  g_autofree char *reasons = ctn_reasons_dup_text (candidate->reasons);
  g_autofree char *subtitle = dup_subtitle (candidate);

  score = gtk_label_new (points);
  gtk_widget_add_css_class (score, "heading");
  gtk_widget_add_css_class (score, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (score), 3);
  gtk_label_set_xalign (GTK_LABEL (score), 1);
  gtk_widget_set_tooltip_text (score, _ ("Points of 100"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), candidate->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), score);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), make_button (self, candidate));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (why), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (why), _ ("Why"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (why), reasons);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (why), 0);
  gtk_widget_add_css_class (why, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), why);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list), row);
}

static void
fill (CtnCandidatesDialog *self)
{
  gboolean only_others = adw_switch_row_get_active (self->other_regions);
  guint n = 0;

  if (self->list != NULL)
    gtk_box_remove (self->groups, self->list);
  self->list = adw_preferences_group_new ();
  gtk_box_append (self->groups, self->list);
  for (guint i = 0; i < self->candidates->len; i++) {
    const CtnCandidate *candidate = g_ptr_array_index (self->candidates, i);

    if (only_others && !candidate->other_region)
      continue;
    add_candidate (self, candidate);
    n++;
  }
  if (n == 0)
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (self->list),
        _ ("Nobody of another region has anything in common with the stage."));
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnCandidatesDialog *self = CTN_CANDIDATES_DIALOG (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *candidates = g_task_propagate_pointer (G_TASK (result), &error);

  if (candidates == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      ctn_toast_show (self->toasts, error->message, NULL, NULL);
    return;
  }
  self->candidates = candidates;
  gtk_stack_set_visible_child_name (self->stack, candidates->len > 0 ? "list" : "none");
  if (candidates->len > 0)
    fill (self);
}

void
ctn_candidates_dialog_present (CtnPage *page, CtnChainFigure *figure, gint64 stage)
{
  CtnChain *chain = ctn_chain_figure_get_chain (figure);
  CtnCandidatesDialog *self;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  CtnConnection *reader = ctn_project_open_reader (ctn_page_get_project (page), &error);
  Search *search;

  if (reader == NULL) {
    ctn_page_report (page, error);
    return;
  }
  self = g_object_new (CTN_TYPE_CANDIDATES_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->chain = chain->id;
  self->stage = stage;
  search = g_new0 (Search, 1);
  search->reader = reader;
  search->figure = ctn_chain_figure_ref (figure);
  for (guint i = 0; i < chain->stages->len; i++)
    if (ctn_chain_get_stage (chain, i)->id == stage) {
      /* Translators: %s is a stage of a value chain */
      g_autofree char *title =
          g_strdup_printf (_ ("Candidates for “%s”"), ctn_chain_get_stage (chain, i)->name);

      search->stage = i;
      adw_dialog_set_title (ADW_DIALOG (self), title);
    }
  task = g_task_new (self, self->cancellable, searched_cb, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}

/* ------------------------------------------------------------------------------------------------- */

static void
ctn_candidates_dialog_dispose (GObject *object)
{
  CtnCandidatesDialog *self = CTN_CANDIDATES_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->page);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->placed, g_hash_table_unref);

  G_OBJECT_CLASS (ctn_candidates_dialog_parent_class)->dispose (object);
}

/* Whoever closes the dialog waits for nothing more. */
static void
closed (AdwDialog *dialog)
{
  g_cancellable_cancel (CTN_CANDIDATES_DIALOG (dialog)->cancellable);
}

static void
ctn_candidates_dialog_class_init (CtnCandidatesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_candidates_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = closed;
}

static GtkWidget *
make_list (CtnCandidatesDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->other_regions = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("From the whole registry, by activity, words, sector, tags, region and size. Open a row "
         "to see what speaks for it."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other_regions),
                                 _ ("Other Regions Only"));
  g_signal_connect_object (self->other_regions, "notify::active", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->other_regions));
  gtk_box_append (self->groups, group);
  return ctn_side_wrap (GTK_WIDGET (self->groups), 600);
}

static GtkWidget *
make_none (void)
{
  return ctn_status_page_new (
      "ctn-partners-symbolic", _ ("No Candidates"),
      _ ("Nobody in the registry has anything in common with the stage. Codes of NACE, sectors, "
         "tags and descriptions of the partners help to find them."),
      NULL);
}

static void
ctn_candidates_dialog_init (CtnCandidatesDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->placed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, adw_spinner_new (), "busy");
  gtk_stack_add_named (self->stack, make_none (), "none");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 600);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}
