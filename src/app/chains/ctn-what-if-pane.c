#include "ctn-what-if-pane.h"

#include <ctn-chain-network.h>
#include <ctn-chain-what-if.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-icon-button.h"
#include "ctn-picker.h"

struct _CtnWhatIfPane {
  AdwBin parent_instance;

  CtnChainFigure *figure;  /* (owned) (nullable) */
  CtnWhatIf *what;         /* (owned) */
  CtnWhatIfResult *result; /* (owned) (nullable) of the figure's chain */
  guint run;               /* number of the newest trial */
  guint idle;              /* source that makes the switches anew */

  GtkBox *results;  /* groups made anew for each result */
  GtkBox *switches; /* groups made anew for each chain */
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnWhatIfPane, ctn_what_if_pane, ADW_TYPE_BIN)

static GtkWidget *
add_group (GtkBox *box, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (box, group);
  return group;
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* --- Results ------------------------------------------------------------------------------------- */

/* @text: (transfer full) */
static void
add_result (GtkWidget *group, const char *title, char *text, gboolean worse)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *owned = text;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), owned);
  if (worse) {
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

    gtk_widget_add_css_class (icon, "warning");
    gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Worse than before"), -1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  }
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static char *
dup_volume (double volume)
{
  return isfinite (volume) ? ctn_number_format (volume, 1) : g_strdup (_ ("unlimited"));
}

static void
show_flow (CtnWhatIfPane *self, GtkWidget *group)
{
  const CtnChainFlow *before = &self->result->flow_before;
  const CtnChainFlow *after = &self->result->flow_after;
  g_autofree char *old_volume = dup_volume (before->volume);
  g_autofree char *volume = dup_volume (after->volume);

  add_result (group, _ ("Sources and Markets Connected"),
              before->n_connected > 0
                  ? g_strdup_printf (_ ("%u of %u pairs (%.0f %%)"), after->n_connected,
                                     before->n_connected, 100 * self->result->connected)
                  : g_strdup (_ ("none, also with everybody")),
              after->n_connected < before->n_connected);
  add_result (group, _ ("Independent Ways to the Market"),
              g_strdup_printf (_ ("%u of %u"), after->n_paths, before->n_paths),
              after->n_paths < before->n_paths);
  add_result (group, _ ("Volume That Can Arrive"),
              g_strdup_printf (_ ("%s of %s"), volume, old_volume), after->volume < before->volume);
}

static void
show_stages (CtnWhatIfPane *self, GtkWidget *group)
{
  CtnChain *chain = ctn_chain_figure_get_chain (self->figure);

  for (guint i = 0; i < chain->stages->len; i++) {
    const CtnStageChange *change = &g_array_index (self->result->stages, CtnStageChange, i);
    const char *name = ctn_chain_get_stage (chain, i)->name;

    if (change->before.n_actors == change->after.n_actors &&
        !(change->before.hhi < change->after.hhi) && !isnan (change->after.hhi))
      continue;
    if (change->before.n_actors == 0 && isnan (change->before.hhi))
      continue;
    if (isnan (change->after.hhi))
      add_result (
          group, name,
          g_strdup_printf (ctn_ngettext ("nobody left of %u actor", "nobody left of %u actors",
                                         change->before.n_actors),
                           change->before.n_actors),
          TRUE);
    else
      add_result (group, name,
                  /* Translators: actors that are left and were there, then the
                   * Herfindahl–Hirschman index of concentration before and now */
                  g_strdup_printf (_ ("%u of %u actors · HHI %.2f → %.2f"), change->after.n_actors,
                                   change->before.n_actors, change->before.hhi, change->after.hhi),
                  change->after.is_gap && !change->before.is_gap);
  }
}

static void
show_result (CtnWhatIfPane *self)
{
  GtkWidget *group;

  empty (self->results);
  if (self->result == NULL)
    return;
  group =
      add_group (self->results, _ ("What Is Left"),
                 ctn_what_if_is_empty (self->what)
                     ? _ ("Click actors on the map to take them away, or switch places off below. "
                          "The project stays as it is.")
                     : NULL);
  show_flow (self, group);
  add_result (
      group, _ ("Stages Covered"),
      g_strdup_printf (_ ("%u of %u"), self->result->covered_after, self->result->covered_before),
      self->result->covered_after < self->result->covered_before);
  add_result (
      group, _ ("Coverage by Country and Stage"),
      g_strdup_printf (_ ("%u of %u"), self->result->cells_after, self->result->cells_before),
      self->result->cells_after < self->result->cells_before);
  if (self->result->n_stranded > 0)
    add_result (group, _ ("Cut Off"),
                g_strdup_printf (ctn_ngettext ("%u actor", "%u actors", self->result->n_stranded),
                                 self->result->n_stranded),
                TRUE);
  if (!ctn_what_if_is_empty (self->what)) {
    group = add_group (self->results, _ ("Stages"), NULL);
    show_stages (self, group);
    gtk_widget_set_visible (group, self->result->n_actors > 0);
  }
}

/* --- The run ------------------------------------------------------------------------------------- */

typedef struct {
  CtnChainFigure *figure;
  CtnWhatIf *what;
  guint run;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  ctn_chain_figure_unref (trial->figure);
  ctn_what_if_free (trial->what);
  g_free (trial);
}

static void
try_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Trial *trial = task_data;

  g_task_return_pointer (task,
                         ctn_what_if_run (trial->what, ctn_chain_figure_get_chain (trial->figure)),
                         (GDestroyNotify) ctn_what_if_result_free);
}

static void
tried_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  CtnWhatIfPane *self = CTN_WHAT_IF_PANE (source);
  const Trial *trial = g_task_get_task_data (G_TASK (answer));
  CtnWhatIfResult *result = g_task_propagate_pointer (G_TASK (answer), NULL);

  if (trial->run != self->run || self->figure == NULL) {
    ctn_what_if_result_free (result);
    return;
  }
  g_clear_pointer (&self->result, ctn_what_if_result_free);
  self->result = result;
  show_result (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
start (CtnWhatIfPane *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, tried_cb, NULL);
  Trial *trial = g_new (Trial, 1);

  trial->figure = ctn_chain_figure_ref (self->figure);
  trial->what = ctn_what_if_copy (self->what);
  trial->run = ++self->run;
  g_task_set_task_data (task, trial, trial_free);
  g_task_run_in_thread (task, try_thread);
}

/* --- Switches ------------------------------------------------------------------------------------ */

static void fill_later (CtnWhatIfPane *self);

static void
place_cb (CtnWhatIfPane *self, GParamSpec *pspec, AdwSwitchRow *row)
{
  ctn_what_if_set_place (self->what, g_object_get_data (G_OBJECT (row), "code"),
                         !adw_switch_row_get_active (row));
  start (self);
}

static void
border_cb (CtnWhatIfPane *self, GParamSpec *pspec, AdwSwitchRow *row)
{
  ctn_what_if_set_border (self->what, g_object_get_data (G_OBJECT (row), "code"),
                          !adw_switch_row_get_active (row));
  start (self);
}

static void
add_switch (CtnWhatIfPane *self,
            GtkWidget *group,
            const CtnGroupTies *place,
            gboolean active,
            GCallback callback)
{
  GtkWidget *row = adw_switch_row_new ();
  g_autofree char *count =
      g_strdup_printf (ctn_ngettext ("%u actor", "%u actors", place->n_actors), place->n_actors);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ctn_place_get_title (place->group));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), active);
  g_object_set_data_full (G_OBJECT (row), "code", g_strdup (place->group), g_free);
  g_signal_connect_object (row, "notify::active", callback, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_places (CtnWhatIfPane *self, CtnGroups groups, const char *title)
{
  g_autoptr (GPtrArray) places =
      ctn_chain_list_group_ties (ctn_chain_figure_get_chain (self->figure), groups);
  GtkWidget *group;

  if (places->len < 2) /* the first one is all of them */
    return;
  group = add_group (self->switches, title, NULL);
  for (guint i = 1; i < places->len; i++) {
    const CtnGroupTies *place = g_ptr_array_index (places, i);

    add_switch (self, group, place, !ctn_what_if_has_place (self->what, place->group),
                G_CALLBACK (place_cb));
  }
}

static void
add_borders (CtnWhatIfPane *self)
{
  g_autoptr (GPtrArray) places =
      ctn_chain_list_group_ties (ctn_chain_figure_get_chain (self->figure), CTN_GROUPS_COUNTRY);
  GtkWidget *group;

  if (places->len < 2)
    return;
  group = add_group (self->switches, _ ("Open Borders"),
                     _ ("Everybody stays, but nothing passes a closed border."));
  for (guint i = 1; i < places->len; i++) {
    const CtnGroupTies *place = g_ptr_array_index (places, i);

    add_switch (self, group, place, !ctn_what_if_has_border (self->what, place->group),
                G_CALLBACK (border_cb));
  }
}

static void
give_back_cb (GtkWidget *button, CtnWhatIfPane *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  ctn_what_if_pane_toggle_actor (self, *id);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  const CtnPick *pick = g_ptr_array_index (picks, 0);

  ctn_what_if_pane_toggle_actor (data, pick->id);
}

static void
pick_cb (CtnWhatIfPane *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  CtnChain *chain = ctn_chain_figure_get_chain (self->figure);

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    CtnPick *pick;

    if (actor->state != CTN_STATE_EXISTING || ctn_what_if_has_actor (self->what, actor->id))
      continue;
    pick = g_new0 (CtnPick, 1);
    pick->id = actor->id;
    pick->title = g_strdup (actor->name);
    if (actor->stage >= 0)
      pick->subtitle = g_strdup (ctn_chain_get_stage (chain, (guint) actor->stage)->name);
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (GTK_WIDGET (self), choices, _ ("Take Whom Away?"), picked_cb, self);
}

static void
add_actors (CtnWhatIfPane *self)
{
  CtnChain *chain = ctn_chain_figure_get_chain (self->figure);
  GtkWidget *group = add_group (self->switches, _ ("Actors Taken Away"), NULL);
  GtkWidget *more = adw_button_row_new ();

  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
    GtkWidget *row, *button;

    if (!ctn_what_if_has_actor (self->what, actor->id))
      continue;
    row = adw_action_row_new ();
    button = ctn_icon_button_new ("edit-undo-symbolic", _ ("Give Back"));
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), actor->name);
    g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&actor->id, sizeof actor->id),
                            g_free);
    g_signal_connect_object (button, "clicked", G_CALLBACK (give_back_cb), self, G_CONNECT_DEFAULT);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), _ ("_Take Away an Actor…"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (more), TRUE);
  g_signal_connect_object (more, "activated", G_CALLBACK (pick_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), more);
}

static void
reset_cb (CtnWhatIfPane *self)
{
  ctn_what_if_clear (self->what);
  start (self);
  fill_later (self);
}

static void
add_reset (CtnWhatIfPane *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("_Give All Back"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), "edit-undo-symbolic");
  g_signal_connect_object (row, "activated", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (self->switches, group);
}

static gboolean
idle_cb (gpointer data)
{
  CtnWhatIfPane *self = data;

  self->idle = 0;
  empty (self->switches);
  if (self->figure == NULL)
    return G_SOURCE_REMOVE;
  add_actors (self);
  add_places (self, CTN_GROUPS_COUNTRY, _ ("Countries"));
  add_borders (self);
  add_places (self, CTN_GROUPS_REGION, _ ("Regions"));
  add_reset (self);
  return G_SOURCE_REMOVE;
}

/* Later, because the switch or button that asks for it goes. */
static void
fill_later (CtnWhatIfPane *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

/* ------------------------------------------------------------------------------------------------- */

void
ctn_what_if_pane_toggle_actor (CtnWhatIfPane *self, gint64 actor)
{
  if (self->figure == NULL)
    return;
  ctn_what_if_set_actor (self->what, actor, !ctn_what_if_has_actor (self->what, actor));
  start (self);
  fill_later (self);
}

void
ctn_what_if_pane_show (CtnWhatIfPane *self, CtnChainFigure *figure)
{
  if (figure == self->figure)
    return;
  if (figure == NULL || self->figure == NULL ||
      ctn_chain_figure_get_chain (figure)->id != ctn_chain_figure_get_chain (self->figure)->id)
    ctn_what_if_clear (self->what);
  g_clear_pointer (&self->result, ctn_what_if_result_free);
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  if (figure != NULL) {
    self->figure = ctn_chain_figure_ref (figure);
    start (self);
  } else {
    show_result (self);
  }
  fill_later (self);
}

CtnChainOverlay *
ctn_what_if_pane_make_overlay (CtnWhatIfPane *self)
{
  CtnChainOverlay *overlay;
  CtnChain *chain;

  if (self->result == NULL || ctn_what_if_is_empty (self->what))
    return NULL;
  chain = ctn_chain_figure_get_chain (self->figure);
  overlay = ctn_chain_overlay_new ();
  for (guint i = 0; i < chain->actors->len; i++) {
    gint64 id = ctn_chain_get_actor (chain, i)->id;
    CtnActorFate fate = g_array_index (self->result->actors, CtnActorFate, i);

    if (fate == CTN_FATE_REMOVED)
      ctn_chain_overlay_take_actor (overlay, id, _ ("taken away"));
    else if (fate == CTN_FATE_STRANDED)
      ctn_chain_overlay_mark_actor (overlay, id, 0.5, TRUE, _ ("cut off"));
  }
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);

    if (ctn_what_if_removes_link (self->what, chain, link))
      ctn_chain_overlay_take_link (overlay, link->id);
  }
  return overlay;
}

static void
ctn_what_if_pane_dispose (GObject *object)
{
  CtnWhatIfPane *self = CTN_WHAT_IF_PANE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->result, ctn_what_if_result_free);
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);

  G_OBJECT_CLASS (ctn_what_if_pane_parent_class)->dispose (object);
}

static void
ctn_what_if_pane_finalize (GObject *object)
{
  ctn_what_if_free (CTN_WHAT_IF_PANE (object)->what);

  G_OBJECT_CLASS (ctn_what_if_pane_parent_class)->finalize (object);
}

static void
ctn_what_if_pane_class_init (CtnWhatIfPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_what_if_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_what_if_pane_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_what_if_pane_init (CtnWhatIfPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->what = ctn_what_if_new ();
  self->results = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->switches = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->results));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->switches));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
