/* What can be done with what is chosen on the map: each is an action, for keys, menus and tests.
 *
 * | action | key | on | |
 * | --- | --- | --- | --- |
 * | canvas.delete | Delete | actors, links | removes them |
 * | canvas.cut, canvas.copy, canvas.paste | Ctrl+X, Ctrl+C, Ctrl+V | actors | with the links among them |
 * | canvas.rename | F2 | stage, actor, link | in place |
 * | canvas.add | Insert | stage | asks who is to be placed there |
 * | canvas.link | L | actor | asks whom it supplies |
 * | canvas.move (-1 or 1) | Alt and arrows along the map | actors, stage | to the stage before or behind; a stage changes places |
 * | canvas.move-to (x) | | actors | to the stage with this id |
 * | canvas.nudge (-1 or 1) | Alt and arrows across it | actors | to one side, pinned there |
 * | canvas.sideways, canvas.upright (-1 or 1) | Alt+Left, Alt+Right; Alt+Up, Alt+Down | | one of the two, by the map's direction |
 * | canvas.pin, canvas.unpin | P, Shift+P | actors | stay where they are, or find their own place |
 * | canvas.link-kind (s), canvas.link-state (s), canvas.reverse | | links | |
 * | canvas.actor-kind (s), canvas.actor-state (s) | | actor | |
 * | canvas.show-organisation | | actor | in the list of partners |
 * | canvas.stage-before, -behind, -part | | stage | adds a stage |
 * | canvas.stage-beside, -alone, -delete | | stage | runs beside the one before it, or does not |
 */
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-map-view-private.h"
#include "ctn-name-dialog.h"
#include "ctn-picker.h"
#include "ctn-window.h"

#define NUDGE 58.0 /* points: a box and the gap below it */

static const gint64 *
get_ids (GArray *ids)
{
  return (const gint64 *) (gpointer) ids->data;
}

/* Actors and links ------------------------------------------------------------------------------- */

static void
delete_stage (CtnChainMapView *self, gint64 stage)
{
  GError *error = NULL;

  if (_ctn_chain_map_settle (
          self, ctn_chain_delete_stage (_ctn_chain_map_get_project (self), stage, &error), error))
    ctn_page_toast (self->page, _ ("Stage deleted with its actors"), TRUE);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  g_autoptr (GArray) actors = _ctn_chain_map_list_chosen (self, "actor");
  g_autoptr (GArray) links = _ctn_chain_map_list_chosen (self, "link");
  gint64 stage = _ctn_chain_map_get_chosen (self, "stage");
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (actors->len + links->len == 0) {
    if (stage != 0)
      delete_stage (self, stage);
    return;
  }
  if (!_ctn_chain_map_settle (self,
                              ctn_chain_remove_parts (_ctn_chain_map_get_project (self),
                                                      get_ids (actors), actors->len,
                                                      get_ids (links), links->len, &error),
                              error))
    return;
  if (actors->len > 0)
    text = g_strdup_printf (ctn_ngettext ("%u actor removed from the chain",
                                          "%u actors removed from the chain", actors->len),
                            actors->len);
  else
    text = g_strdup_printf (ctn_ngettext ("%u link removed", "%u links removed", links->len),
                            links->len);
  ctn_page_toast (self->page, text, TRUE);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ctn_chain_map_copy (CTN_CHAIN_MAP_VIEW (widget));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ctn_chain_map_paste (CTN_CHAIN_MAP_VIEW (widget));
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const roles[] = { "actor", "stage", "link" };
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    gint64 id = _ctn_chain_map_get_chosen (self, roles[i]);

    if (id != 0) {
      _ctn_chain_map_rename (self, roles[i], id);
      return;
    }
  }
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  gint64 stage = _ctn_chain_map_get_stage (self);

  if (stage != 0)
    g_signal_emit_by_name (self, "add-wanted", stage);
}

static void
target_picked_cb (GPtrArray *picks, gpointer data)
{
  CtnChainMapView *self = data;
  gint64 from = _ctn_chain_map_get_chosen (self, "actor");

  if (from == 0)
    return;
  _ctn_chain_map_connect (self, from, ((const CtnPick *) g_ptr_array_index (picks, 0))->id);
  /* Who supplies one often supplies another. */
  _ctn_chain_map_want (self, "actor", from);
}

/* The actors of the next stages come first: they are the likely customers. */
static void
link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  gint64 from = _ctn_chain_map_get_chosen (self, "actor");
  int index = chain != NULL ? ctn_chain_find_actor (chain, from) : -1;
  GPtrArray *choices;
  int step;

  if (index < 0)
    return;
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  step = ctn_chain_get_step (chain, ctn_chain_get_actor (chain, (guint) index)->stage);
  for (int round = 0; round < 2; round++)
    for (guint i = 0; i < chain->actors->len; i++) {
      const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
      gboolean later = ctn_chain_get_step (chain, actor->stage) > step;
      CtnPick *pick;

      if ((int) i == index || later != (round == 0))
        continue;
      pick = g_new0 (CtnPick, 1);
      pick->id = actor->id;
      pick->title = g_strdup (actor->name);
      if (actor->stage >= 0)
        pick->subtitle = g_strdup (ctn_chain_get_stage (chain, (guint) actor->stage)->name);
      g_ptr_array_add (choices, pick);
    }
  ctn_picker_present_given (widget, choices, _ ("Supplies Whom?"), target_picked_cb, self);
}

static void
link_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  g_autoptr (GArray) links = _ctn_chain_map_list_chosen (self, "link");
  const CtnField *field = ctn_record_kind_find_field (
      ctn_chain_link_kind (), g_str_has_suffix (name, "kind") ? "kind" : "state");
  GError *error = NULL;

  if (links->len > 0)
    _ctn_chain_map_settle (self,
                           ctn_chain_edit_links (_ctn_chain_map_get_project (self), get_ids (links),
                                                 links->len, field,
                                                 g_variant_get_string (parameter, NULL), &error),
                           error);
}

static void
reverse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  gint64 link = _ctn_chain_map_get_chosen (self, "link");
  GError *error = NULL;

  if (link != 0)
    _ctn_chain_map_settle (
        self, ctn_chain_reverse_link (_ctn_chain_map_get_project (self), link, &error), error);
}

static void
actor_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  gint64 actor = _ctn_chain_map_get_chosen (self, "actor");
  const CtnField *field = ctn_record_kind_find_field (
      ctn_chain_actor_kind (), g_str_has_suffix (name, "kind") ? "kind" : "state");
  GError *error = NULL;

  if (actor != 0)
    _ctn_chain_map_settle (self,
                           ctn_chain_edit_actor (_ctn_chain_map_get_project (self), actor, field,
                                                 g_variant_get_string (parameter, NULL), &error),
                           error);
}

static void
show_organisation_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  int index =
      chain != NULL ? ctn_chain_find_actor (chain, _ctn_chain_map_get_chosen (self, "actor")) : -1;
  GtkRoot *root = gtk_widget_get_root (widget);

  if (index >= 0 && CTN_IS_WINDOW (root) &&
      ctn_chain_get_actor (chain, (guint) index)->organisation != 0)
    ctn_window_show_record (CTN_WINDOW (root), "organisation",
                            ctn_chain_get_actor (chain, (guint) index)->organisation);
}

/* Moving ----------------------------------------------------------------------------------------- */

static void
move_actors (CtnChainMapView *self, GArray *actors, gint64 stage)
{
  GError *error = NULL;

  if (actors->len > 0 && stage != 0)
    _ctn_chain_map_settle (self,
                           ctn_chain_move_actors (_ctn_chain_map_get_project (self),
                                                  get_ids (actors), actors->len, stage, &error),
                           error);
}

static void
move_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  g_autoptr (GArray) actors = _ctn_chain_map_list_chosen (self, "actor");

  move_actors (self, actors, g_variant_get_int64 (parameter));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  g_autoptr (GArray) actors = _ctn_chain_map_list_chosen (self, "actor");
  gint64 stage = _ctn_chain_map_get_chosen (self, "stage");
  int by = g_variant_get_int32 (parameter);
  int index =
      actors->len > 0 ? ctn_chain_find_actor (chain, g_array_index (actors, gint64, 0)) : -1;
  GError *error = NULL;

  if (actors->len == 0 && stage != 0) {
    _ctn_chain_map_settle (
        self, ctn_chain_move_stage (_ctn_chain_map_get_project (self), stage, by > 0, &error),
        error);
    return;
  }
  if (index < 0)
    return;
  index = ctn_chain_get_actor (chain, (guint) index)->stage + by;
  if (index >= 0 && index < (int) chain->stages->len)
    move_actors (self, actors, ctn_chain_get_stage (chain, (guint) index)->id);
}

static GArray *
make_pins (CtnChainMapView *self, double by, gboolean let_go)
{
  g_autoptr (GArray) actors = _ctn_chain_map_list_chosen (self, "actor");
  GArray *pins = g_array_new (FALSE, FALSE, sizeof (CtnChainPin));

  for (guint i = 0; i < actors->len; i++) {
    gint64 id = g_array_index (actors, gint64, i);
    int index = ctn_chain_find_actor (_ctn_chain_map_get_chain (self), id);
    CtnChainPin pin = { id, NAN, NAN };

    if (index >= 0 && !let_go) {
      CtnPoint point = ctn_chain_figure_get_actor_point (self->figure, (guint) index);

      if (self->direction == CTN_LAYOUT_TOP_DOWN)
        point.x += by;
      else
        point.y += by;
      point = ctn_chain_figure_get_pin (self->figure, point);
      pin.x = point.x;
      pin.y = point.y;
    }
    g_array_append_val (pins, pin);
  }
  return pins;
}

static void
pin (CtnChainMapView *self, double by, gboolean let_go)
{
  g_autoptr (GArray) pins = make_pins (self, by, let_go);
  GError *error = NULL;

  if (pins->len > 0)
    _ctn_chain_map_settle (self,
                           ctn_chain_pin_actors (_ctn_chain_map_get_project (self),
                                                 (const CtnChainPin *) (gpointer) pins->data,
                                                 pins->len, &error),
                           error);
}

static void
nudge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pin (CTN_CHAIN_MAP_VIEW (widget), NUDGE * g_variant_get_int32 (parameter), FALSE);
}

/* What an arrow does depends on which way the map runs. */
static void
arrow_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean upright = g_str_equal (name, "canvas.upright");
  gboolean top_down = CTN_CHAIN_MAP_VIEW (widget)->direction == CTN_LAYOUT_TOP_DOWN;

  if (upright == top_down)
    move_action (widget, name, parameter);
  else
    nudge_action (widget, name, parameter);
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pin (CTN_CHAIN_MAP_VIEW (widget), 0, g_str_equal (name, "canvas.unpin"));
}

/* Stages ----------------------------------------------------------------------------------------- */

static void
stage_before_cb (const char *name, gpointer data)
{
  CtnChainMapView *self = data;
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  int index = ctn_chain_find_stage (chain, self->stage);
  GError *error = NULL;
  gint64 after = index > 0 ? ctn_chain_get_stage (chain, (guint) index - 1)->id : 0;
  gint64 id =
      ctn_chain_add_stage (_ctn_chain_map_get_project (self), self->chain, after, name, &error);

  if (_ctn_chain_map_settle (self, id != 0, error))
    _ctn_chain_map_want (self, "stage", id);
}

static void
stage_behind_cb (const char *name, gpointer data)
{
  CtnChainMapView *self = data;
  GError *error = NULL;
  gint64 id = ctn_chain_add_stage (_ctn_chain_map_get_project (self), self->chain,
                                   self->stage != 0 ? self->stage : -1, name, &error);

  if (_ctn_chain_map_settle (self, id != 0, error))
    _ctn_chain_map_want (self, "stage", id);
}

static void
stage_part_cb (const char *name, gpointer data)
{
  CtnChainMapView *self = data;
  GError *error = NULL;
  gint64 id = ctn_chain_add_part (_ctn_chain_map_get_project (self), self->chain, self->stage, name,
                                  &error);

  if (_ctn_chain_map_settle (self, id != 0, error))
    _ctn_chain_map_want (self, "stage", id);
}

static void
add_stage_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  /* The one just added counts as chosen, also while it is not laid out yet. */
  gboolean added = self->wanted != 0 && g_str_equal (self->wanted_role, "stage");
  gint64 stage = added ? self->wanted : _ctn_chain_map_get_chosen (self, "stage");
  CtnNamedFunc function = g_str_has_suffix (name, "before") ? stage_before_cb
                          : g_str_has_suffix (name, "part") ? stage_part_cb
                                                            : stage_behind_cb;

  if (self->figure == NULL)
    return;
  self->stage = stage;
  ctn_name_dialog_present (
      widget, g_str_has_suffix (name, "part") ? _ ("New Part of the Stage") : _ ("New Stage"), "",
      _ ("_Add"), function, self);
}

static void
beside_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnChainMapView *self = CTN_CHAIN_MAP_VIEW (widget);
  gint64 stage = _ctn_chain_map_get_chosen (self, "stage");
  const CtnField *field = ctn_record_kind_find_field (ctn_chain_stage_kind (), "parallel");
  GError *error = NULL;

  if (stage != 0)
    _ctn_chain_map_settle (self,
                           ctn_chain_edit_stage (_ctn_chain_map_get_project (self), stage, field,
                                                 g_str_has_suffix (name, "beside") ? "1" : "0",
                                                 &error),
                           error);
}

/* ------------------------------------------------------------------------------------------------ */

static void
cut_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_action (widget, name, parameter);
  delete_action (widget, name, parameter);
}

static const struct {
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "canvas.delete", NULL, delete_action },
  { "canvas.cut", NULL, cut_action },
  { "canvas.copy", NULL, copy_action },
  { "canvas.paste", NULL, paste_action },
  { "canvas.rename", NULL, rename_action },
  { "canvas.add", NULL, add_action },
  { "canvas.link", NULL, link_action },
  { "canvas.link-kind", "s", link_field_action },
  { "canvas.link-state", "s", link_field_action },
  { "canvas.reverse", NULL, reverse_action },
  { "canvas.actor-kind", "s", actor_field_action },
  { "canvas.actor-state", "s", actor_field_action },
  { "canvas.show-organisation", NULL, show_organisation_action },
  { "canvas.move", "i", move_action },
  { "canvas.move-to", "x", move_to_action },
  { "canvas.nudge", "i", nudge_action },
  { "canvas.sideways", "i", arrow_action },
  { "canvas.upright", "i", arrow_action },
  { "canvas.pin", NULL, pin_action },
  { "canvas.unpin", NULL, pin_action },
  { "canvas.stage-before", NULL, add_stage_action },
  { "canvas.stage-behind", NULL, add_stage_action },
  { "canvas.stage-part", NULL, add_stage_action },
  { "canvas.stage-beside", NULL, beside_action },
  { "canvas.stage-alone", NULL, beside_action },
};

static const struct {
  guint key;
  GdkModifierType modifiers;
  const char *action;
  int number; /* 0: without one */
} keys[] = {
  { GDK_KEY_Delete, 0, "canvas.delete", 0 },
  { GDK_KEY_KP_Delete, 0, "canvas.delete", 0 },
  { GDK_KEY_x, GDK_CONTROL_MASK, "canvas.cut", 0 },
  { GDK_KEY_c, GDK_CONTROL_MASK, "canvas.copy", 0 },
  { GDK_KEY_v, GDK_CONTROL_MASK, "canvas.paste", 0 },
  { GDK_KEY_Insert, 0, "canvas.add", 0 },
  { GDK_KEY_s, 0, "canvas.stage-behind", 0 },
  { GDK_KEY_l, 0, "canvas.link", 0 },
  { GDK_KEY_p, 0, "canvas.pin", 0 },
  { GDK_KEY_p, GDK_SHIFT_MASK, "canvas.unpin", 0 },
  { GDK_KEY_Left, GDK_ALT_MASK, "canvas.sideways", -1 },
  { GDK_KEY_Right, GDK_ALT_MASK, "canvas.sideways", 1 },
  { GDK_KEY_Up, GDK_ALT_MASK, "canvas.upright", -1 },
  { GDK_KEY_Down, GDK_ALT_MASK, "canvas.upright", 1 },
};

void
_ctn_chain_map_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

static GtkEventController *
make_keys (void)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    GtkShortcut *shortcut =
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                          gtk_named_action_new (keys[i].action));

    if (keys[i].number != 0)
      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].number));
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  }
  return controller;
}

/* On the canvas, so that a field beside it keeps its keys; and on what stands there before the first stage is laid
 * out, so that who goes on at once loses none. */
void
_ctn_chain_map_add_keys (CtnChainMapView *self)
{
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), make_keys ());
  gtk_widget_add_controller (self->no_stages, make_keys ());
}
