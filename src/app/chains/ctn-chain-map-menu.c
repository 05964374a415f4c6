#include <ctn-i18n.h>
#include <ctn-text.h>

#include "ctn-chain-map-view-private.h"

static void
add_choices (GMenu *menu, const char *label, const CtnField *field, const char *action)
{
  g_autoptr (GMenu) choices = g_menu_new ();

  for (const CtnChoice *choice = field->choices; choice->code != NULL; choice++) {
    g_autofree char *detailed = g_strdup_printf ("%s::%s", action, choice->code);

    g_menu_append (choices, _ (choice->label), detailed);
  }
  g_menu_append_submenu (menu, label, G_MENU_MODEL (choices));
}

/* Takes @section. */
static void
add_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
add_stages (GMenu *menu, CtnChain *chain)
{
  g_autoptr (GMenu) stages = g_menu_new ();

  for (guint i = 0; i < chain->stages->len; i++) {
    const CtnChainStage *stage = ctn_chain_get_stage (chain, i);
    g_autofree char *label = ctn_text_escape_mnemonic (stage->name);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, "canvas.move-to", "x", stage->id);
    g_menu_append_item (stages, item);
  }
  g_menu_append_submenu (menu, _ ("_Move to Stage"), G_MENU_MODEL (stages));
}

static void
add_clipboard (GMenu *menu)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, _ ("Cu_t"), "canvas.cut");
  g_menu_append (section, _ ("_Copy"), "canvas.copy");
  add_section (menu, section);
}

static void
fill_for_actors (CtnChainMapView *self, GMenu *menu, gint64 only)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  int index = only != 0 ? ctn_chain_find_actor (chain, only) : -1;
  GMenu *section = g_menu_new ();

  if (index >= 0) {
    g_menu_append (section, _ ("_Rename"), "canvas.rename");
    g_menu_append (section, _ ("Add a _Link…"), "canvas.link");
    if (ctn_chain_get_actor (chain, (guint) index)->organisation != 0)
      g_menu_append (section, _ ("_Show Organisation"), "canvas.show-organisation");
  }
  add_section (menu, section);
  section = g_menu_new ();
  add_stages (section, chain);
  if (index >= 0) {
    add_choices (section, _ ("_Kind"), ctn_record_kind_find_field (ctn_chain_actor_kind (), "kind"),
                 "canvas.actor-kind");
    add_choices (section, _ ("S_tate"),
                 ctn_record_kind_find_field (ctn_chain_actor_kind (), "state"),
                 "canvas.actor-state");
  }
  g_menu_append (section, _ ("_Pin"), "canvas.pin");
  g_menu_append (section, _ ("_Unpin"), "canvas.unpin");
  add_section (menu, section);
  add_clipboard (menu);
  section = g_menu_new ();
  g_menu_append (section, _ ("Remove From the _Chain"), "canvas.delete");
  add_section (menu, section);
}

static void
fill_for_links (GMenu *menu, gboolean only)
{
  GMenu *section = g_menu_new ();

  add_choices (section, _ ("_Kind"), ctn_record_kind_find_field (ctn_chain_link_kind (), "kind"),
               "canvas.link-kind");
  add_choices (section, _ ("S_tate"), ctn_record_kind_find_field (ctn_chain_link_kind (), "state"),
               "canvas.link-state");
  if (only) {
    g_menu_append (section, _ ("Name the _Product"), "canvas.rename");
    g_menu_append (section, _ ("_Turn Round"), "canvas.reverse");
  }
  add_section (menu, section);
  section = g_menu_new ();
  g_menu_append (section, _ ("_Remove the Link"), "canvas.delete");
  add_section (menu, section);
}

static void
add_move (GMenu *section, const char *label, int by)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "canvas.move", "i", by);
  g_menu_append_item (section, item);
}

/* Whether the stage runs beside the one before it. */
static gboolean
is_beside (CtnChain *chain, gint64 id)
{
  int index = ctn_chain_find_stage (chain, id);

  return index > 0 && ctn_chain_get_step (chain, index) <= ctn_chain_get_step (chain, index - 1);
}

static void
fill_for_stage (CtnChainMapView *self, GMenu *menu, gint64 stage)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, _ ("_Place Somebody Here…"), "canvas.add");
  g_menu_append (section, _ ("_Rename"), "canvas.rename");
  g_menu_append (section, _ ("P_aste"), "canvas.paste");
  add_section (menu, section);
  section = g_menu_new ();
  g_menu_append (section, _ ("Add a Stage Be_fore…"), "canvas.stage-before");
  g_menu_append (section, _ ("Add a Stage _Behind…"), "canvas.stage-behind");
  g_menu_append (section, _ ("Add a _Part of This Stage…"), "canvas.stage-part");
  add_section (menu, section);
  section = g_menu_new ();
  add_move (section, _ ("Move _Back"), -1);
  add_move (section, _ ("Move _On"), 1);
  if (is_beside (_ctn_chain_map_get_chain (self), stage))
    g_menu_append (section, _ ("Run _After the Stage Before It"), "canvas.stage-alone");
  else
    g_menu_append (section, _ ("Run Be_side the Stage Before It"), "canvas.stage-beside");
  add_section (menu, section);
  section = g_menu_new ();
  g_menu_append (section, _ ("_Delete With Its Actors"), "canvas.delete");
  add_section (menu, section);
}

static void
fill_for_nothing (GMenu *menu)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, _ ("_Place Somebody…"), "canvas.add");
  g_menu_append (section, _ ("Add a _Stage…"), "canvas.stage-behind");
  g_menu_append (section, _ ("P_aste"), "canvas.paste");
  add_section (menu, section);
  section = g_menu_new ();
  g_menu_append (section, _ ("Show _Everything"), "chart.zoom-fit");
  add_section (menu, section);
}

static void
closed_cb (CtnChainMapView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
present (CtnChainMapView *self, GMenu *menu, double x, double y)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->canvas));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
_ctn_chain_map_show_menu (CtnChainMapView *self, const char *role, gint64 id, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GArray) actors = _ctn_chain_map_list_chosen (self, "actor");
  g_autoptr (GArray) links = _ctn_chain_map_list_chosen (self, "link");
  double scene_x = x, scene_y = y;

  if (self->figure == NULL || !ctn_chart_canvas_get_editable (self->canvas))
    return;
  if (g_str_equal (role, "actor")) {
    fill_for_actors (self, menu, actors->len == 1 ? g_array_index (actors, gint64, 0) : 0);
  } else if (g_str_equal (role, "link")) {
    fill_for_links (menu, links->len == 1);
  } else if (g_str_equal (role, "stage") && id != 0) {
    self->stage = id;
    fill_for_stage (self, menu, id);
  } else {
    ctn_chart_canvas_to_scene (self->canvas, &scene_x, &scene_y);
    self->stage = _ctn_chain_map_get_stage_at (self, scene_x, scene_y);
    fill_for_nothing (menu);
  }
  present (self, menu, x, y);
}

/* Names in place --------------------------------------------------------------------------------- */

typedef struct {
  CtnChainMapView *map; /* (unowned) the field is part of it */
  const char *role;     /* interned */
  gint64 id;
  GtkWidget *entry;
} Naming;

static gboolean
set_name (Naming *naming, const char *text, GError **error)
{
  CtnProject *project = _ctn_chain_map_get_project (naming->map);

  if (g_str_equal (naming->role, "stage"))
    return ctn_chain_rename_stage (project, naming->id, text, error);
  if (g_str_equal (naming->role, "actor"))
    return ctn_chain_rename_actor (project, naming->id, text, error);
  return ctn_chain_edit_link (project, naming->id,
                              ctn_record_kind_find_field (ctn_chain_link_kind (), "product"), text,
                              error);
}

static void
named_cb (Naming *naming)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (naming->entry)));
  GError *error = NULL;

  if (!set_name (naming, text, &error)) {
    gtk_widget_add_css_class (naming->entry, "error");
    ctn_page_report (naming->map->page, error);
    return;
  }
  gtk_popover_popdown (GTK_POPOVER (naming->map->rename));
}

static const char *
get_name (CtnChainMapView *self, const char *role, gint64 id, gboolean *registered)
{
  CtnChain *chain = _ctn_chain_map_get_chain (self);
  int index = g_str_equal (role, "stage")   ? ctn_chain_find_stage (chain, id)
              : g_str_equal (role, "actor") ? ctn_chain_find_actor (chain, id)
                                            : -1;

  *registered = FALSE;
  if (g_str_equal (role, "stage"))
    return index >= 0 ? ctn_chain_get_stage (chain, (guint) index)->name : NULL;
  if (index >= 0) {
    *registered = ctn_chain_get_actor (chain, (guint) index)->organisation != 0;
    return ctn_chain_get_actor (chain, (guint) index)->name;
  }
  for (guint i = 0; g_str_equal (role, "link") && i < chain->links->len; i++)
    if (ctn_chain_get_link (chain, i)->id == id)
      return ctn_chain_get_link (chain, i)->product != NULL ? ctn_chain_get_link (chain, i)->product
                                                            : "";
  return NULL;
}

static GtkWidget *
make_field (Naming *naming, const char *name, gboolean registered)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gboolean link = g_str_equal (naming->role, "link");

  naming->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (naming->entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (naming->entry), 28);
  gtk_accessible_update_property (GTK_ACCESSIBLE (naming->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  link ? _ ("Product") : _ ("Name"), -1);
  if (link)
    gtk_entry_set_placeholder_text (GTK_ENTRY (naming->entry), _ ("Product"));
  gtk_box_append (GTK_BOX (box), naming->entry);
  if (registered) {
    GtkWidget *note = gtk_label_new (_ ("Renames the organisation everywhere"));

    gtk_widget_add_css_class (note, "caption");
    gtk_widget_add_css_class (note, "dim-label");
    gtk_box_append (GTK_BOX (box), note);
  }
  return box;
}

void
_ctn_chain_map_rename (CtnChainMapView *self, const char *role, gint64 id)
{
  GdkRectangle area;
  gboolean registered = FALSE;
  const char *name = self->figure != NULL ? get_name (self, role, id, &registered) : NULL;
  Naming *naming;

  if (name == NULL || !ctn_chart_canvas_get_mark_area (self->canvas, role, id, &area))
    return;
  naming = g_new0 (Naming, 1);
  naming->map = self;
  naming->role = g_intern_string (role);
  naming->id = id;
  g_clear_pointer (&self->rename, gtk_widget_unparent);
  self->rename = gtk_popover_new ();
  g_object_set_data_full (G_OBJECT (self->rename), "naming", naming, g_free);
  gtk_popover_set_child (GTK_POPOVER (self->rename), make_field (naming, name, registered));
  gtk_widget_set_parent (self->rename, GTK_WIDGET (self->canvas));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->rename), &area);
  gtk_popover_set_position (GTK_POPOVER (self->rename), GTK_POS_BOTTOM);
  g_signal_connect_swapped (naming->entry, "activate", G_CALLBACK (named_cb), naming);
  g_signal_connect_object (self->rename, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->rename));
  gtk_widget_grab_focus (naming->entry);
}
