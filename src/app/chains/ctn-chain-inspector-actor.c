#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-inspector-private.h"
#include "ctn-picker.h"
#include "ctn-window.h"

/* An actor --------------------------------------------------------------------------------------- */

static void
stage_selected_cb (CtnChainInspector *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  GError *error = NULL;
  gboolean ok;

  if (self->filling || selected >= self->chain->stages->len)
    return;
  ok = ctn_chain_move_actor (_ctn_chain_inspector_get_project (self), self->id,
                             ctn_chain_get_stage (self->chain, selected)->id, &error);
  _ctn_chain_inspector_settle (self, ok, error);
}

static void
target_picked_cb (GPtrArray *picks, gpointer data)
{
  CtnChainInspector *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  GError *error = NULL;
  gint64 id = ctn_chain_link (_ctn_chain_inspector_get_project (self), self->id, pick->id, "supply",
                              &error);

  _ctn_chain_inspector_settle (self, id != 0, error);
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
  gboolean ok =
      ctn_chain_pin_actor (_ctn_chain_inspector_get_project (self), self->id, NAN, NAN, &error);

  _ctn_chain_inspector_settle (self, ok, error);
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

  if (ctn_chain_remove_actor (_ctn_chain_inspector_get_project (self), self->id, &error))
    ctn_page_toast (self->page, _ ("Actor removed from the chain"), TRUE);
  else
    _ctn_chain_inspector_settle (self, FALSE, error);
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
  GtkWidget *group = _ctn_chain_inspector_add_group (self, _ ("Links"));

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
    _ctn_chain_inspector_lead_to (self, _ctn_chain_inspector_add_row (group, title, link->product),
                                  "link", link->id);
  }
  _ctn_chain_inspector_add_button (self, group, "list-add-symbolic", _ ("Add a _Link…"),
                                   G_CALLBACK (add_link_cb));
}

void
_ctn_chain_inspector_show_actor (CtnChainInspector *self, guint index)
{
  const CtnChainActor *actor = ctn_chain_get_actor (self->chain, index);
  GtkWidget *group = _ctn_chain_inspector_add_group (self, actor->name);

  add_stage_row (self, group, actor);
  if (isfinite (actor->pinned_x))
    _ctn_chain_inspector_add_button (self, group, "view-pin-symbolic", _ ("_Unpin"),
                                     G_CALLBACK (unpin_cb));
  if (actor->organisation != 0)
    _ctn_chain_inspector_add_button (self, group, "ctn-partners-symbolic", _ ("_Show Organisation"),
                                     G_CALLBACK (show_organisation_cb));
  _ctn_chain_inspector_add_button (self, group, "user-trash-symbolic", _ ("_Remove From the Chain"),
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

  if (ctn_chain_remove_link (_ctn_chain_inspector_get_project (self), self->id, &error))
    ctn_page_toast (self->page, _ ("Link removed"), TRUE);
  else
    _ctn_chain_inspector_settle (self, FALSE, error);
}

void
_ctn_chain_inspector_show_link (CtnChainInspector *self, guint index)
{
  const CtnChainLink *link = ctn_chain_get_link (self->chain, index);
  const CtnChainActor *source = ctn_chain_get_actor (self->chain, link->source);
  const CtnChainActor *target = ctn_chain_get_actor (self->chain, link->target);
  GtkWidget *group = _ctn_chain_inspector_add_group (self, _ ("Link"));

  _ctn_chain_inspector_lead_to (
      self, _ctn_chain_inspector_add_row (group, source->name, _ ("From")), "actor", source->id);
  _ctn_chain_inspector_lead_to (self, _ctn_chain_inspector_add_row (group, target->name, _ ("To")),
                                "actor", target->id);
  _ctn_chain_inspector_add_button (self, group, "user-trash-symbolic", _ ("_Remove the Link"),
                                   G_CALLBACK (remove_link_cb));
  if (ctn_record_form_get_id (self->link_form) != link->id)
    ctn_record_form_show (self->link_form, link->id);
}
