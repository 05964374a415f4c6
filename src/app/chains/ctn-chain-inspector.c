#include "ctn-chain-inspector.h"

#include <ctn-chain-figures.h>
#include <ctn-number.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ctn-name-dialog.h"
#include "ctn-picker.h"
#include "ctn-record-form.h"
#include "ctn-window.h"

struct _CtnChainInspector {
  AdwBin parent_instance;

  CtnPage *page;    /* (unowned) the pane is part of it */
  CtnChain *chain;  /* (unowned) (nullable) */
  const char *role; /* interned: "chain", "stage", "actor", "link" */
  gint64 id;        /* of what is shown */
  gboolean filling;

  GtkBox *box;
  GtkBox *parts; /* groups made anew for what is shown */
  CtnRecordForm *actor_form;
  CtnRecordForm *link_form;
};

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChainInspector, ctn_chain_inspector, ADW_TYPE_BIN)

static CtnProject *
get_project (CtnChainInspector *self)
{
  return ctn_page_get_project (self->page);
}

static void
settle (CtnChainInspector *self, gboolean ok, GError *error)
{
  if (!ok && error != NULL)
    ctn_page_report (self->page, error);
}

static int
find_stage (CtnChainInspector *self, gint64 id)
{
  for (guint i = 0; self->chain != NULL && i < self->chain->stages->len; i++)
    if (ctn_chain_get_stage (self->chain, i)->id == id)
      return (int) i;
  return -1;
}

static int
find_link (CtnChainInspector *self, gint64 id)
{
  for (guint i = 0; self->chain != NULL && i < self->chain->links->len; i++)
    if (ctn_chain_get_link (self->chain, i)->id == id)
      return (int) i;
  return -1;
}

/* Parts ------------------------------------------------------------------------------------------ */

static GtkWidget *
add_group (CtnChainInspector *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (escaped != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (self->parts, group);
  return group;
}

static GtkWidget *
add_row (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
chosen_cb (GtkWidget *row, CtnChainInspector *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "role"), *id);
}

/* A row that leads to another part of the chain. @role: a literal */
static void
lead_to (CtnChainInspector *self, GtkWidget *row, const char *role, gint64 id)
{
  g_object_set_data (G_OBJECT (row), "role", (gpointer) role);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (chosen_cb), self);
}

static void
add_button (CtnChainInspector *self,
            GtkWidget *group,
            const char *icon,
            const char *title,
            GCallback callback)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "activated", callback, self);
}

/* The chain -------------------------------------------------------------------------------------- */

static void
stage_named_cb (const char *name, gpointer data)
{
  CtnChainInspector *self = data;
  GError *error = NULL;
  gint64 after = g_str_equal (self->role, "stage") ? self->id : -1;
  gint64 id = ctn_chain_add_stage (get_project (self), self->chain->id, after, name, &error);

  settle (self, id != 0, error);
}

void
ctn_chain_inspector_add_stage (CtnChainInspector *self)
{
  if (self->chain != NULL)
    ctn_name_dialog_present (GTK_WIDGET (self), _ ("New Stage"), "", _ ("_Add"), stage_named_cb,
                             self);
}

static char *
dup_stage_line (const CtnStageFigures *figures)
{
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u actor", "%u actors", figures->n_actors), figures->n_actors);

  if (isnan (figures->hhi))
    return g_steal_pointer (&count);
  /* Translators: number of actors, then the Herfindahl–Hirschman index of concentration */
  return g_strdup_printf (_ ("%s · HHI %.2f"), count, figures->hhi);
}

static GtkWidget *
make_warning (const char *text)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_set_tooltip_text (icon, text);
  gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return icon;
}

static void
show_chain (CtnChainInspector *self)
{
  GtkWidget *group = add_group (self, _ ("Stages"));
  GtkWidget *more;

  for (guint i = 0; i < self->chain->stages->len; i++) {
    const CtnChainStage *stage = ctn_chain_get_stage (self->chain, i);
    CtnStageFigures figures;
    g_autofree char *line = NULL;
    GtkWidget *row;

    ctn_chain_get_stage_figures (self->chain, i, &figures);
    line = dup_stage_line (&figures);
    row = add_row (group, stage->name, line);
    if (figures.is_gap)
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_warning (_ ("Too few actors: a gap")));
    lead_to (self, row, "stage", stage->id);
  }
  more = self->chain->stages->len > 0 ? add_group (self, NULL) : group;
  add_button (self, more, "list-add-symbolic", _ ("Add a _Stage…"),
              G_CALLBACK (ctn_chain_inspector_add_stage));
}

/* A stage ---------------------------------------------------------------------------------------- */

static gint64
get_stage_to_fill (CtnChainInspector *self)
{
  if (g_str_equal (self->role, "stage"))
    return self->id;
  return self->chain->stages->len > 0 ? ctn_chain_get_stage (self->chain, 0)->id : 0;
}

static void
place (CtnChainInspector *self, GPtrArray *picks, CtnActorKind kind)
{
  g_autofree gint64 *ids = g_new (gint64, picks->len);
  GError *error = NULL;
  gboolean ok;

  for (guint i = 0; i < picks->len; i++)
    ids[i] = ((const CtnPick *) g_ptr_array_index (picks, i))->id;
  ok = ctn_chain_place (get_project (self), self->chain->id, get_stage_to_fill (self), ids,
                        picks->len, kind, &error);
  settle (self, ok, error);
}

static void
actors_picked_cb (GPtrArray *picks, gpointer data)
{
  place (data, picks, CTN_ACTOR_ACTOR);
}

static void
supporters_picked_cb (GPtrArray *picks, gpointer data)
{
  place (data, picks, CTN_ACTOR_SUPPORTER);
}

void
ctn_chain_inspector_place (CtnChainInspector *self)
{
  if (self->chain != NULL && get_stage_to_fill (self) != 0)
    ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                        _ ("Place Actors"), _ ("_Place"), actors_picked_cb, self);
}

static void
place_supporters_cb (CtnChainInspector *self)
{
  ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                      _ ("Place Supporters"), _ ("_Place"), supporters_picked_cb, self);
}

static void
place_named (CtnChainInspector *self, const char *name, CtnActorKind kind, CtnChainState state)
{
  GError *error = NULL;
  gint64 id = ctn_chain_place_named (get_project (self), self->chain->id, get_stage_to_fill (self),
                                     name, kind, state, &error);

  settle (self, id != 0, error);
}

static void
missing_named_cb (const char *name, gpointer data)
{
  place_named (data, name, CTN_ACTOR_ACTOR, CTN_STATE_MISSING);
}

static void
market_named_cb (const char *name, gpointer data)
{
  place_named (data, name, CTN_ACTOR_MARKET, CTN_STATE_EXISTING);
}

static void
import_named_cb (const char *name, gpointer data)
{
  place_named (data, name, CTN_ACTOR_OUTSIDE, CTN_STATE_EXISTING);
}

static void
add_missing_cb (CtnChainInspector *self)
{
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("Who Is Missing?"), "", _ ("_Add"),
                           missing_named_cb, self);
}

static void
add_market_cb (CtnChainInspector *self)
{
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("New Market"), "", _ ("_Add"), market_named_cb,
                           self);
}

static void
add_import_cb (CtnChainInspector *self)
{
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("New Import"), "", _ ("_Add"), import_named_cb,
                           self);
}

static void
rename_stage_cb (CtnChainInspector *self, AdwEntryRow *row)
{
  GError *error = NULL;
  gboolean ok = ctn_chain_rename_stage (get_project (self), self->id,
                                        gtk_editable_get_text (GTK_EDITABLE (row)), &error);

  settle (self, ok, error);
}

static void
move_back_cb (CtnChainInspector *self)
{
  GError *error = NULL;
  gboolean ok = ctn_chain_move_stage (get_project (self), self->id, FALSE, &error);

  settle (self, ok, error);
}

static void
move_on_cb (CtnChainInspector *self)
{
  GError *error = NULL;
  gboolean ok = ctn_chain_move_stage (get_project (self), self->id, TRUE, &error);

  settle (self, ok, error);
}

static void
delete_stage_cb (CtnChainInspector *self)
{
  GError *error = NULL;

  if (ctn_chain_delete_stage (get_project (self), self->id, &error))
    ctn_page_toast (self->page, _ ("Stage deleted"), TRUE);
  else
    settle (self, FALSE, error);
}

static void
show_stage_figures (CtnChainInspector *self, guint index)
{
  GtkWidget *group = add_group (self, _ ("Figures"));
  CtnStageFigures figures;
  g_autofree char *line = NULL;
  GtkWidget *row;

  ctn_chain_get_stage_figures (self->chain, index, &figures);
  line = dup_stage_line (&figures);
  row = add_row (group, line,
                 figures.shares_known ? _ ("Concentration by the shares of the actors")
                                      : _ ("Concentration as if all actors were equal: not all "
                                           "have a share"));
  if (figures.is_gap) {
    row = add_row (group, _ ("A gap"), _ ("Fewer actors than the chain asks for"));
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_warning (_ ("Gap")));
  }
}

static void
show_stage (CtnChainInspector *self, guint index)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  GtkWidget *group = add_group (self, _ ("Stage"));
  GtkWidget *name = adw_entry_row_new ();
  GtkWidget *actors;
  GtkWidget *actions;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("Name"));
  gtk_editable_set_text (GTK_EDITABLE (name), stage->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (name), TRUE);
  g_signal_connect_swapped (name, "apply", G_CALLBACK (rename_stage_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), name);
  show_stage_figures (self, index);
  actors = add_group (self, _ ("Actors"));
  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);

    if (actor->stage == (int) index)
      lead_to (self, add_row (actors, actor->name, NULL), "actor", actor->id);
  }
  add_button (self, actors, "list-add-symbolic", _ ("_Place Actors…"),
              G_CALLBACK (ctn_chain_inspector_place));
  add_button (self, actors, "list-add-symbolic", _ ("Place _Supporters…"),
              G_CALLBACK (place_supporters_cb));
  add_button (self, actors, "list-add-symbolic", _ ("Add a _Missing Actor…"),
              G_CALLBACK (add_missing_cb));
  add_button (self, actors, "list-add-symbolic", _ ("Add a Mar_ket…"), G_CALLBACK (add_market_cb));
  add_button (self, actors, "list-add-symbolic", _ ("Add an _Import…"), G_CALLBACK (add_import_cb));
  actions = add_group (self, NULL);
  add_button (self, actions, "go-previous-symbolic", _ ("Move _Back"), G_CALLBACK (move_back_cb));
  add_button (self, actions, "go-next-symbolic", _ ("Move _On"), G_CALLBACK (move_on_cb));
  add_button (self, actions, "list-add-symbolic", _ ("Add a Stage _Behind…"),
              G_CALLBACK (ctn_chain_inspector_add_stage));
  add_button (self, actions, "user-trash-symbolic", _ ("_Delete With Its Actors"),
              G_CALLBACK (delete_stage_cb));
}

/* An actor --------------------------------------------------------------------------------------- */

static void
stage_selected_cb (CtnChainInspector *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  GError *error = NULL;
  gboolean ok;

  if (self->filling || selected >= self->chain->stages->len)
    return;
  ok = ctn_chain_move_actor (get_project (self), self->id,
                             ctn_chain_get_stage (self->chain, selected)->id, &error);
  settle (self, ok, error);
}

static void
target_picked_cb (GPtrArray *picks, gpointer data)
{
  CtnChainInspector *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  GError *error = NULL;
  gint64 id = ctn_chain_link (get_project (self), self->id, pick->id, "supply", &error);

  settle (self, id != 0, error);
}

static void
add_link_cb (CtnChainInspector *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);

  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);
    CtnPick *pick;

    if (actor->id == self->id)
      continue;
    pick = g_new0 (CtnPick, 1);
    pick->id = actor->id;
    pick->title = g_strdup (actor->name);
    if (actor->stage >= 0)
      pick->subtitle = g_strdup (ctn_chain_get_stage (self->chain, (guint) actor->stage)->name);
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (GTK_WIDGET (self), choices, _ ("Supplies Whom?"), target_picked_cb,
                            self);
}

static void
unpin_cb (CtnChainInspector *self)
{
  GError *error = NULL;
  gboolean ok = ctn_chain_pin_actor (get_project (self), self->id, NAN, NAN, &error);

  settle (self, ok, error);
}

static void
show_organisation_cb (CtnChainInspector *self)
{
  int index = ctn_chain_find_actor (self->chain, self->id);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (index >= 0 && CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "organisation",
                            ctn_chain_get_actor (self->chain, (guint) index)->organisation);
}

static void
remove_actor_cb (CtnChainInspector *self)
{
  GError *error = NULL;

  if (ctn_chain_remove_actor (get_project (self), self->id, &error))
    ctn_page_toast (self->page, _ ("Actor removed from the chain"), TRUE);
  else
    settle (self, FALSE, error);
}

static void
add_stage_row (CtnChainInspector *self, GtkWidget *group, const CtnChainActor *actor)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < self->chain->stages->len; i++)
    gtk_string_list_append (names, ctn_chain_get_stage (self->chain, i)->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Stage"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                              actor->stage >= 0 ? (guint) actor->stage : GTK_INVALID_LIST_POSITION);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (stage_selected_cb), self);
}

static void
show_links (CtnChainInspector *self, guint index)
{
  GtkWidget *group = add_group (self, _ ("Links"));

  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (self->chain, i);
    g_autofree char *title = NULL;

    if (link->source != index && link->target != index)
      continue;
    title =
        link->source == index
            /* Translators: a link to another actor */
            ? g_strdup_printf (_ ("To %s"), ctn_chain_get_actor (self->chain, link->target)->name)
            /* Translators: a link from another actor */
            : g_strdup_printf (_ ("From %s"),
                               ctn_chain_get_actor (self->chain, link->source)->name);
    lead_to (self, add_row (group, title, link->product), "link", link->id);
  }
  add_button (self, group, "list-add-symbolic", _ ("Add a _Link…"), G_CALLBACK (add_link_cb));
}

static void
show_actor (CtnChainInspector *self, guint index)
{
  const CtnChainActor *actor = ctn_chain_get_actor (self->chain, index);
  GtkWidget *group = add_group (self, actor->name);

  add_stage_row (self, group, actor);
  if (isfinite (actor->pinned_x))
    add_button (self, group, "view-pin-symbolic", _ ("_Unpin"), G_CALLBACK (unpin_cb));
  if (actor->organisation != 0)
    add_button (self, group, "ctn-partners-symbolic", _ ("_Show Organisation"),
                G_CALLBACK (show_organisation_cb));
  add_button (self, group, "user-trash-symbolic", _ ("_Remove From the Chain"),
              G_CALLBACK (remove_actor_cb));
  show_links (self, index);
  if (ctn_record_form_get_id (self->actor_form) != actor->id)
    ctn_record_form_show (self->actor_form, actor->id);
}

/* A link ----------------------------------------------------------------------------------------- */

static void
remove_link_cb (CtnChainInspector *self)
{
  GError *error = NULL;

  if (ctn_chain_remove_link (get_project (self), self->id, &error))
    ctn_page_toast (self->page, _ ("Link removed"), TRUE);
  else
    settle (self, FALSE, error);
}

static void
show_link (CtnChainInspector *self, guint index)
{
  const CtnChainLink *link = ctn_chain_get_link (self->chain, index);
  const CtnChainActor *source = ctn_chain_get_actor (self->chain, link->source);
  const CtnChainActor *target = ctn_chain_get_actor (self->chain, link->target);
  GtkWidget *group = add_group (self, _ ("Link"));

  lead_to (self, add_row (group, source->name, _ ("From")), "actor", source->id);
  lead_to (self, add_row (group, target->name, _ ("To")), "actor", target->id);
  add_button (self, group, "user-trash-symbolic", _ ("_Remove the Link"),
              G_CALLBACK (remove_link_cb));
  if (ctn_record_form_get_id (self->link_form) != link->id)
    ctn_record_form_show (self->link_form, link->id);
}

/* ------------------------------------------------------------------------------------------------ */

static void
back_cb (CtnChainInspector *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, "chain", G_GINT64_CONSTANT (0));
}

static void
fill (CtnChainInspector *self)
{
  int stage = g_str_equal (self->role, "stage") ? find_stage (self, self->id) : -1;
  int actor = g_str_equal (self->role, "actor") ? ctn_chain_find_actor (self->chain, self->id) : -1;
  int link = g_str_equal (self->role, "link") ? find_link (self, self->id) : -1;

  if (stage >= 0) {
    show_stage (self, (guint) stage);
  } else if (actor >= 0) {
    show_actor (self, (guint) actor);
  } else if (link >= 0) {
    show_link (self, (guint) link);
  } else {
    self->role = "chain";
    show_chain (self);
  }
  if (!g_str_equal (self->role, "chain"))
    add_button (self, add_group (self, NULL), "go-up-symbolic", _ ("_All Stages"),
                G_CALLBACK (back_cb));
  gtk_widget_set_visible (GTK_WIDGET (self->actor_form), actor >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->link_form), link >= 0);
}

void
ctn_chain_inspector_show (CtnChainInspector *self,
                          CtnPage *page,
                          CtnChain *chain,
                          const char *role,
                          gint64 id)
{
  GtkWidget *child;

  if (self->page == NULL) {
    self->page = page;
    ctn_record_form_set_up (self->actor_form, get_project (self), ctn_chain_actor_kind (),
                            ctn_chain_edit_actor);
    ctn_record_form_set_up (self->link_form, get_project (self), ctn_chain_link_kind (),
                            ctn_chain_edit_link);
  }
  self->chain = chain;
  self->role = g_intern_string (role);
  self->id = id;
  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parts))) != NULL)
    gtk_box_remove (self->parts, child);
  if (chain != NULL)
    fill (self);
  self->filling = FALSE;
}

static void
ctn_chain_inspector_class_init (CtnChainInspectorClass *klass)
{
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
ctn_chain_inspector_init (CtnChainInspector *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->role = "chain";
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->parts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->actor_form = g_object_new (CTN_TYPE_RECORD_FORM, "visible", FALSE, NULL);
  self->link_form = g_object_new (CTN_TYPE_RECORD_FORM, "visible", FALSE, NULL);
  gtk_widget_set_margin_top (GTK_WIDGET (self->parts), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->parts), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (self->parts), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->parts), 12);
  gtk_box_append (self->box, GTK_WIDGET (self->parts));
  gtk_box_append (self->box, GTK_WIDGET (self->actor_form));
  gtk_box_append (self->box, GTK_WIDGET (self->link_form));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), scroller);
}
