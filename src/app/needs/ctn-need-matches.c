#include "ctn-need-matches.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-matching.h>
#include <ctn-pairing.h>
#include <math.h>

#include "ctn-icon-button.h"
#include "ctn-name-dialog.h"
#include "ctn-side.h"
#include "ctn-watch.h"

#define MAX_MATCHES 30

struct _CtnNeedMatches {
  AdwBin parent_instance;

  CtnPage *page;   /* (weak) a search that runs may outlive it */
  CtnWatch *watch; /* (unowned) */
  gint64 need;
  gint64 offer;
  CtnMatchingIndex *index;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) of the search that runs */
  gint64 failing;            /* pairing whose reason is asked for */

  GtkBox *box;
  GtkWidget *pipeline; /* (nullable) group */
  GtkWidget *matches;  /* (nullable) group */
};

G_DEFINE_FINAL_TYPE (CtnNeedMatches, ctn_need_matches, ADW_TYPE_BIN)

static CtnProject *
get_project (CtnNeedMatches *self)
{
  return ctn_page_get_project (self->page);
}

static GtkWidget *
make_score (double points)
{
  g_autofree char *text = isnan (points) ? g_strdup ("") : g_strdup_printf ("%.0f", points);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_tooltip_text (label, _ ("Points of 100"));
  return label;
}

static GtkWidget *
make_property (const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");
  return row;
}

/* --- The pipeline -------------------------------------------------------------------------------- */

static void
move_pairing (CtnNeedMatches *self, gint64 id, CtnPairingState state, const char *note)
{
  GError *error = NULL;
  g_autofree char *text = NULL;

  if (!ctn_pairing_move (get_project (self), id, state, note, NULL, &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  /* Translators: toast; the state of a match */
  text = g_strdup_printf (_ ("Noted: “%s”"), ctn_pairing_state_get_label (state));
  ctn_page_toast (self->page, text, TRUE);
}

static void
failed_cb (const char *why, gpointer data)
{
  CtnNeedMatches *self = data;

  move_pairing (self, self->failing, CTN_PAIRING_FAILED, why);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnNeedMatches *self = CTN_NEED_MATCHES (widget);
  gint64 id;
  int state;

  g_variant_get (parameter, "(xi)", &id, &state);
  if (state != CTN_PAIRING_FAILED) {
    move_pairing (self, id, (CtnPairingState) state, NULL);
    return;
  }
  self->failing = id;
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("Why Did It Fail?"), "", _ ("_Note"), failed_cb,
                           self);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnNeedMatches *self = CTN_NEED_MATCHES (widget);
  GError *error = NULL;

  if (!ctn_pairing_delete (get_project (self), g_variant_get_int64 (parameter), &error))
    ctn_page_report (self->page, error);
  else
    ctn_page_toast (self->page, _ ("Match removed"), TRUE);
}

static void
append_move (GMenu *menu, gint64 id, CtnPairingState state)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (ctn_pairing_state_get_label (state), NULL);

  g_menu_item_set_action_and_target (item, "matches.move", "(xi)", id, (int) state);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_pairing_menu (const CtnPairing *pairing)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) steps = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenuItem) remove = g_menu_item_new (_ ("_Remove This Match"), NULL);
  GtkWidget *button;

  for (guint i = 0; i < CTN_PAIRING_N_STATES; i++)
    if (i != pairing->state)
      append_move (steps, pairing->id, i);
  g_menu_append_section (menu, _ ("Note a Step"), G_MENU_MODEL (steps));
  g_menu_item_set_action_and_target (remove, "matches.remove", "x", pairing->id);
  g_menu_append_item (others, remove);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  button = ctn_menu_button_new ("view-more-symbolic", _ ("Note a Step"), G_MENU_MODEL (menu));
  return button;
}

/* The steps with their days and notes, one below the other. */
static char *
dup_steps (const CtnPairing *pairing)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 0; i < pairing->steps->len; i++) {
    const CtnPairingStep *step = g_ptr_array_index (pairing->steps, i);
    g_autofree char *day = ctn_date_format_iso (step->date);

    g_strv_builder_take (
        lines,
        step->note != NULL
            /* Translators: a date, a step, and a note on it */
            ? g_strdup_printf (_ ("%s: %s (%s)"), day, ctn_pairing_state_get_label (step->state),
                               step->note)
            /* Translators: a date, and a step that was noted then */
            : g_strdup_printf (_ ("%s: %s"), day, ctn_pairing_state_get_label (step->state)));
  }
  strv = g_strv_builder_end (lines);
  return g_strjoinv ("\n", strv);
}

static GtkWidget *
make_pairing (CtnNeedMatches *self, const CtnPairing *pairing)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *steps = dup_steps (pairing);
  const char *other = self->need != 0 ? pairing->organisation_name : NULL;
  g_autofree char *subtitle =
      g_strjoin (other != NULL ? " · " : "", ctn_pairing_state_get_label (pairing->state),
                 other != NULL ? other : "", NULL);
  const char *title = self->need != 0 && pairing->offer_title != NULL ? pairing->offer_title
                      : self->need != 0                               ? pairing->organisation_name
                                                                      : pairing->need_title;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), make_score (pairing->score));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), make_pairing_menu (pairing));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_property (_ ("Steps"), steps));
  if (pairing->reason != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_property (_ ("Why"), pairing->reason));
  return row;
}

static void
fill_pipeline (CtnNeedMatches *self)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) pairings = ctn_pairing_list (ctn_project_get_reader (get_project (self)),
                                                     self->need, self->offer, &error);

  if (self->pipeline != NULL)
    gtk_box_remove (self->box, self->pipeline);
  self->pipeline = NULL;
  if (pairings == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  if (pairings->len == 0 && self->need != 0)
    return;
  self->pipeline = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->pipeline), _ ("Pipeline"));
  gtk_box_prepend (self->box, self->pipeline);
  if (pairings->len == 0)
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (self->pipeline),
        _ ("No need is matched with this offer yet. Matches are proposed at the needs."));
  for (guint i = 0; i < pairings->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->pipeline),
                               make_pairing (self, g_ptr_array_index (pairings, i)));
}

/* --- The search ---------------------------------------------------------------------------------- */

typedef struct {
  CtnConnection *reader;
  CtnMatchingIndex *index;
  CtnMatchWeights weights;
  gint64 need;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->reader, ctn_project_close_reader);
  g_clear_pointer (&search->index, ctn_matching_index_unref);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Search *search = task_data;
  GError *error = NULL;
  GPtrArray *matches = ctn_match_find (search->reader, search->index, search->need,
                                       &search->weights, MAX_MATCHES, cancellable, &error);

  if (matches != NULL)
    g_task_return_pointer (task, matches, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
propose_cb (GtkWidget *button, CtnNeedMatches *self)
{
  const CtnMatch *match = g_object_get_data (G_OBJECT (button), "match");
  g_autofree char *reasons = ctn_reasons_dup_text (match->reasons);
  GError *error = NULL;

  if (ctn_pairing_propose (get_project (self), self->need, match->offer, match->score, reasons,
                           NULL, &error) == 0)
    ctn_page_report (self->page, error);
  else
    ctn_page_toast (self->page, _ ("Match proposed"), TRUE);
}

static gboolean
is_paired (CtnNeedMatches *self, gint64 offer)
{
  g_autoptr (GPtrArray) pairings =
      ctn_pairing_list (ctn_project_get_reader (get_project (self)), self->need, offer, NULL);

  return pairings != NULL && pairings->len > 0;
}

static GtkWidget *
make_match (CtnNeedMatches *self, CtnMatch *match)
{
  GtkWidget *row = adw_expander_row_new ();
  gboolean paired = is_paired (self, match->offer);
  GtkWidget *button = paired ? ctn_icon_button_new ("object-select-symbolic", _ ("Proposed"))
                             : ctn_icon_button_new ("list-add-symbolic", _ ("Propose"));
  const CtnReason *best = g_ptr_array_index (match->reasons, 0);
  g_autofree char *subtitle = g_strjoin ("\n", match->name, best->text, NULL);
  g_autofree char *reasons = ctn_reasons_dup_text (match->reasons);

  gtk_widget_set_sensitive (button, !paired);
  g_signal_connect (button, "clicked", G_CALLBACK (propose_cb), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), match->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), make_score (match->score));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_property (_ ("Why"), reasons));
  g_object_set_data_full (G_OBJECT (button), "match", match, (GDestroyNotify) ctn_match_free);
  return row;
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnNeedMatches *self = CTN_NEED_MATCHES (source);
  GError *error = NULL;
  g_autoptr (GPtrArray) matches = g_task_propagate_pointer (G_TASK (result), &error);

  if (matches == NULL) {
    if (self->page == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_error_free (error);
    else
      ctn_page_report (self->page, error);
    return;
  }
  if (self->page == NULL)
    return;
  if (self->matches != NULL)
    gtk_box_remove (self->box, self->matches);
  self->matches = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->matches), _ ("Offers That Fit"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->matches),
      matches->len > 0 ? _ ("Open a row to see what speaks for it, in points of 100.")
                       : _ ("No offer has anything in common with the need. A description, "
                            "competences and codes "
                            "of NACE help to find them."));
  gtk_box_append (self->box, self->matches);
  g_ptr_array_set_free_func (matches, NULL);
  for (guint i = 0; i < matches->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->matches),
                               make_match (self, g_ptr_array_index (matches, i)));
}

static void
search (CtnNeedMatches *self)
{
  g_autoptr (GTask) task = NULL;
  Search *work;
  GError *error = NULL;
  CtnConnection *reader;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->need == 0 && self->matches != NULL) {
    gtk_box_remove (self->box, self->matches);
    self->matches = NULL;
  }
  if (self->need == 0 || self->index == NULL)
    return;
  reader = ctn_project_open_reader (get_project (self), &error);
  if (reader == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  work = g_new0 (Search, 1);
  work->reader = reader;
  work->index = ctn_matching_index_ref (self->index);
  work->need = self->need;
  ctn_match_weights_get (ctn_project_get_reader (get_project (self)), &work->weights);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, searched_cb, NULL);
  g_task_set_task_data (task, work, search_free);
  g_task_run_in_thread (task, search_thread);
}

/* ------------------------------------------------------------------------------------------------- */

static void
refresh (CtnNeedMatches *self)
{
  if (self->need == 0 && self->offer == 0)
    return;
  fill_pipeline (self);
  search (self);
}

void
ctn_need_matches_show (CtnNeedMatches *self, CtnPage *page, gint64 need, gint64 offer)
{
  static const char *const tables[] = { "pairing",      "pairing_step", "need",
                                        "offer",        "need_code",    "offer_code",
                                        "organisation", "setting",      NULL };

  if (self->page == NULL) {
    g_set_weak_pointer (&self->page, page);
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->need = need;
  self->offer = offer;
  ctn_watch_refresh (self->watch);
}

void
ctn_need_matches_set_index (CtnNeedMatches *self, CtnMatchingIndex *index)
{
  g_clear_pointer (&self->index, ctn_matching_index_unref);
  self->index = ctn_matching_index_ref (index);
  if (self->page != NULL)
    search (self);
}

static void
ctn_need_matches_dispose (GObject *object)
{
  CtnNeedMatches *self = CTN_NEED_MATCHES (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->index, ctn_matching_index_unref);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (ctn_need_matches_parent_class)->dispose (object);
}

static void
ctn_need_matches_class_init (CtnNeedMatchesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_need_matches_dispose;
  gtk_widget_class_install_action (widget_class, "matches.move", "(xi)", move_action);
  gtk_widget_class_install_action (widget_class, "matches.remove", "x", remove_action);
}

static void
ctn_need_matches_init (CtnNeedMatches *self)
{
  GtkWidget *side = ctn_side_new (&self->box);

  adw_bin_set_child (ADW_BIN (self), side);
}
