/* How the map of a chain is looked at: lanes, direction, overlay and what-if as stateful actions of the page, kept for
 * the next time that the chain is shown. */
#include "ctn-chain-memory.h"
#include "ctn-chains-page-private.h"

void
_ctn_chains_page_show_overlay (CtnChainsPage *self)
{
  ctn_chain_map_view_set_overlay (
      self->map, self->trying ? ctn_what_if_pane_make_overlay (self->what_if)
                              : ctn_chain_analysis_make_overlay (self->analysis, self->overlay));
}

void
_ctn_chains_page_remember (CtnChainsPage *self)
{
  g_auto (CtnChainLook) look = { .chain = self->shown };
  g_autoptr (GVariant) lanes = NULL;
  g_autoptr (GVariant) direction = NULL;
  g_autoptr (GVariant) overlay = NULL;

  if (self->shown == 0 || self->recalling || ctn_chain_map_view_get_figure (self->map) == NULL)
    return;
  lanes = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "lanes");
  direction = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "direction");
  overlay = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "overlay");
  look.direction = g_variant_dup_string (direction, NULL);
  look.lanes = g_variant_dup_string (lanes, NULL);
  look.overlay = g_variant_dup_string (overlay, NULL);
  ctn_chain_map_view_get_look (self->map, &look.scale, &look.x, &look.y);
  ctn_chain_memory_put (&look);
}

void
_ctn_chains_page_recall (CtnChainsPage *self)
{
  g_auto (CtnChainLook) look = { 0 };

  if (self->shown == 0)
    return;
  ctn_chain_memory_get (self->shown, &look);
  self->recalling = TRUE;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "lanes",
                                      g_variant_new_string (look.lanes));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "direction",
                                      g_variant_new_string (look.direction));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "overlay",
                                      g_variant_new_string (look.overlay));
  self->recalling = FALSE;
  ctn_chain_map_view_set_look (self->map, look.scale, look.x, look.y);
}

/* Stateful actions: lanes and direction, whose words differ. */
static void
arrangement_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  CtnChainsPage *self = data;
  const char *word = g_variant_get_string (state, NULL);
  CtnLayoutDirection direction;
  CtnChainLanes lanes;

  g_simple_action_set_state (action, state);
  if (ctn_chain_lanes_parse (word, &lanes))
    ctn_chain_map_view_set_lanes (self->map, lanes);
  else if (ctn_chain_direction_parse (word, &direction))
    ctn_chain_map_view_set_direction (self->map, direction);
  _ctn_chains_page_remember (self);
}

static void
overlay_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  CtnChainsPage *self = data;

  g_simple_action_set_state (action, state);
  self->overlay = ctn_overlay_kind_parse (g_variant_get_string (state, NULL));
  _ctn_chains_page_show_overlay (self);
  _ctn_chains_page_remember (self);
}

/* A stateful action, too. */
static void
what_if_changed_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  CtnChainsPage *self = data;

  g_simple_action_set_state (action, state);
  self->trying = g_variant_get_boolean (state);
  adw_view_stack_set_visible_child_name (self->sidebar_stack,
                                         self->trying ? "what-if" : "inspector");
  gtk_widget_set_visible (self->sidebar_switcher, !self->trying);
  ctn_chain_map_view_set_editable (self->map, !self->trying);
  if (self->trying) {
    adw_view_stack_set_visible_child_name (self->views, "map");
    adw_overlay_split_view_set_show_sidebar (self->map_split, TRUE);
    ctn_what_if_pane_show (self->what_if, ctn_chain_map_view_get_figure (self->map));
  }
  _ctn_chains_page_show_overlay (self);
}

static void
add_map_action (CtnChainsPage *self, const char *name, GVariant *state, GCallback callback)
{
  g_autoptr (GSimpleAction) action =
      g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN)
          ? g_simple_action_new_stateful (name, NULL, state)
          : g_simple_action_new_stateful (name, g_variant_get_type (state), state);

  g_signal_connect (action, "change-state", callback, self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

void
_ctn_chains_page_add_map_actions (CtnChainsPage *self)
{
  self->actions = g_simple_action_group_new ();
  add_map_action (self, "lanes", g_variant_new_string ("none"),
                  G_CALLBACK (arrangement_changed_cb));
  add_map_action (self, "direction", g_variant_new_string ("left-to-right"),
                  G_CALLBACK (arrangement_changed_cb));
  add_map_action (self, "overlay", g_variant_new_string ("none"), G_CALLBACK (overlay_changed_cb));
  add_map_action (self, "what-if", g_variant_new_boolean (FALSE), G_CALLBACK (what_if_changed_cb));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", G_ACTION_GROUP (self->actions));
}
