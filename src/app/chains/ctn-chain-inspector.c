#include "ctn-chain-inspector-private.h"

#include <ctn-chain-figures.h>
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-name-dialog.h"
#include "ctn-picker.h"
#include "ctn-side.h"

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChainInspector, ctn_chain_inspector, ADW_TYPE_BIN)

CtnProject *
_ctn_chain_inspector_get_project (CtnChainInspector *self)
{
  return ctn_page_get_project (self->page);
}

void
_ctn_chain_inspector_settle (CtnChainInspector *self, gboolean ok, GError *error)
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

GtkWidget *
_ctn_chain_inspector_add_group (CtnChainInspector *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (escaped != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (self->parts, group);
  return group;
}

GtkWidget *
_ctn_chain_inspector_add_row (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = ctn_value_row_new (title, subtitle, NULL);

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
void
_ctn_chain_inspector_lead_to (CtnChainInspector *self, GtkWidget *row, const char *role, gint64 id)
{
  g_object_set_data (G_OBJECT (row), "role", (gpointer) role);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (chosen_cb), self);
}

void
_ctn_chain_inspector_add_button (CtnChainInspector *self,
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
  gint64 id = ctn_chain_add_stage (_ctn_chain_inspector_get_project (self), self->chain->id, after,
                                   name, &error);

  _ctn_chain_inspector_settle (self, id != 0, error);
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
      ctn_ngettext ("%u actor", "%u actors", figures->n_actors), figures->n_actors);

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
  GtkWidget *group = _ctn_chain_inspector_add_group (self, _ ("Stages"));
  GtkWidget *more;

  for (guint i = 0; i < self->chain->stages->len; i++) {
    const CtnChainStage *stage = ctn_chain_get_stage (self->chain, i);
    CtnStageFigures figures;
    g_autofree char *line = NULL;
    GtkWidget *row;

    ctn_chain_get_stage_figures (self->chain, i, &figures);
    line = dup_stage_line (&figures);
    row = _ctn_chain_inspector_add_row (group, stage->name, line);
    if (figures.is_gap)
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_warning (_ ("Too few actors: a gap")));
    _ctn_chain_inspector_lead_to (self, row, "stage", stage->id);
  }
  more = self->chain->stages->len > 0 ? _ctn_chain_inspector_add_group (self, NULL) : group;
  _ctn_chain_inspector_add_button (self, more, "list-add-symbolic", _ ("Add a _Stage…"),
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
  ok = ctn_chain_place (_ctn_chain_inspector_get_project (self), self->chain->id,
                        get_stage_to_fill (self), ids, picks->len, kind, &error);
  _ctn_chain_inspector_settle (self, ok, error);
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
    ctn_picker_present (GTK_WIDGET (self), _ctn_chain_inspector_get_project (self),
                        CTN_PICKER_ORGANISATIONS, _ ("Place Actors"), _ ("_Place"),
                        actors_picked_cb, self);
}

static void
place_supporters_cb (CtnChainInspector *self)
{
  ctn_picker_present (GTK_WIDGET (self), _ctn_chain_inspector_get_project (self),
                      CTN_PICKER_ORGANISATIONS, _ ("Place Supporters"), _ ("_Place"),
                      supporters_picked_cb, self);
}

static void
place_named (CtnChainInspector *self, const char *name, CtnActorKind kind, CtnChainState state)
{
  GError *error = NULL;
  gint64 id = ctn_chain_place_named (_ctn_chain_inspector_get_project (self), self->chain->id,
                                     get_stage_to_fill (self), name, kind, state, &error);

  _ctn_chain_inspector_settle (self, id != 0, error);
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
  gboolean ok = ctn_chain_rename_stage (_ctn_chain_inspector_get_project (self), self->id,
                                        gtk_editable_get_text (GTK_EDITABLE (row)), &error);

  _ctn_chain_inspector_settle (self, ok, error);
}

static void
move_back_cb (CtnChainInspector *self)
{
  GError *error = NULL;
  gboolean ok =
      ctn_chain_move_stage (_ctn_chain_inspector_get_project (self), self->id, FALSE, &error);

  _ctn_chain_inspector_settle (self, ok, error);
}

static void
move_on_cb (CtnChainInspector *self)
{
  GError *error = NULL;
  gboolean ok =
      ctn_chain_move_stage (_ctn_chain_inspector_get_project (self), self->id, TRUE, &error);

  _ctn_chain_inspector_settle (self, ok, error);
}

static void
delete_stage_cb (CtnChainInspector *self)
{
  GError *error = NULL;

  if (ctn_chain_delete_stage (_ctn_chain_inspector_get_project (self), self->id, &error))
    ctn_page_toast (self->page, _ ("Stage deleted"), TRUE);
  else
    _ctn_chain_inspector_settle (self, FALSE, error);
}

static void
show_stage_figures (CtnChainInspector *self, guint index)
{
  GtkWidget *group = _ctn_chain_inspector_add_group (self, _ ("Figures"));
  CtnStageFigures figures;
  g_autofree char *line = NULL;
  GtkWidget *row;

  ctn_chain_get_stage_figures (self->chain, index, &figures);
  line = dup_stage_line (&figures);
  row = _ctn_chain_inspector_add_row (group, line,
                                      figures.shares_known
                                          ? _ ("Concentration by the shares of the actors")
                                          : _ ("Concentration as if all actors were equal: not all "
                                               "have a share"));
  if (figures.is_gap) {
    row = _ctn_chain_inspector_add_row (group, _ ("A gap"),
                                        _ ("Fewer actors than the chain asks for"));
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_warning (_ ("Gap")));
  }
}

static void
show_stage (CtnChainInspector *self, guint index)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  GtkWidget *group = _ctn_chain_inspector_add_group (self, _ ("Stage"));
  GtkWidget *name = adw_entry_row_new ();
  GtkWidget *actors;
  GtkWidget *actions;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("Name"));
  gtk_editable_set_text (GTK_EDITABLE (name), stage->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (name), TRUE);
  g_signal_connect_swapped (name, "apply", G_CALLBACK (rename_stage_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), name);
  show_stage_figures (self, index);
  actors = _ctn_chain_inspector_add_group (self, _ ("Actors"));
  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);

    if (actor->stage == (int) index)
      _ctn_chain_inspector_lead_to (self, _ctn_chain_inspector_add_row (actors, actor->name, NULL),
                                    "actor", actor->id);
  }
  _ctn_chain_inspector_add_button (self, actors, "list-add-symbolic", _ ("_Place Actors…"),
                                   G_CALLBACK (ctn_chain_inspector_place));
  _ctn_chain_inspector_add_button (self, actors, "list-add-symbolic", _ ("Place _Supporters…"),
                                   G_CALLBACK (place_supporters_cb));
  _ctn_chain_inspector_add_button (self, actors, "list-add-symbolic", _ ("Add a _Missing Actor…"),
                                   G_CALLBACK (add_missing_cb));
  _ctn_chain_inspector_add_button (self, actors, "list-add-symbolic", _ ("Add a Mar_ket…"),
                                   G_CALLBACK (add_market_cb));
  _ctn_chain_inspector_add_button (self, actors, "list-add-symbolic", _ ("Add an _Import…"),
                                   G_CALLBACK (add_import_cb));
  actions = _ctn_chain_inspector_add_group (self, NULL);
  _ctn_chain_inspector_add_button (self, actions, "go-previous-symbolic", _ ("Move _Back"),
                                   G_CALLBACK (move_back_cb));
  _ctn_chain_inspector_add_button (self, actions, "go-next-symbolic", _ ("Move _On"),
                                   G_CALLBACK (move_on_cb));
  _ctn_chain_inspector_add_button (self, actions, "list-add-symbolic", _ ("Add a Stage _Behind…"),
                                   G_CALLBACK (ctn_chain_inspector_add_stage));
  _ctn_chain_inspector_add_button (self, actions, "user-trash-symbolic",
                                   _ ("_Delete With Its Actors"), G_CALLBACK (delete_stage_cb));
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

  if (g_str_equal (self->role, "several")) {
    _ctn_chain_inspector_show_several (self);
  } else if (stage >= 0) {
    show_stage (self, (guint) stage);
  } else if (actor >= 0) {
    _ctn_chain_inspector_show_actor (self, (guint) actor);
  } else if (link >= 0) {
    _ctn_chain_inspector_show_link (self, (guint) link);
  } else {
    self->role = "chain";
    show_chain (self);
  }
  if (!g_str_equal (self->role, "chain"))
    _ctn_chain_inspector_add_button (self, _ctn_chain_inspector_add_group (self, NULL),
                                     "go-up-symbolic", _ ("_All Stages"), G_CALLBACK (back_cb));
  gtk_widget_set_visible (GTK_WIDGET (self->actor_form), actor >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->link_form), link >= 0);
}

static void
copy_ids (GArray *ids, GArray *from)
{
  g_array_set_size (ids, 0);
  if (from->len > 0)
    g_array_append_vals (ids, from->data, from->len);
}

void
ctn_chain_inspector_show_several (CtnChainInspector *self,
                                  CtnPage *page,
                                  CtnChain *chain,
                                  GArray *actors,
                                  GArray *links)
{
  copy_ids (self->actors, actors);
  copy_ids (self->links, links);
  ctn_chain_inspector_show (self, page, chain, "several", 0);
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
    ctn_record_form_set_up (self->actor_form, _ctn_chain_inspector_get_project (self),
                            ctn_chain_actor_kind (), ctn_chain_edit_actor);
    ctn_record_form_set_up (self->link_form, _ctn_chain_inspector_get_project (self),
                            ctn_chain_link_kind (), ctn_chain_edit_link);
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
ctn_chain_inspector_finalize (GObject *object)
{
  CtnChainInspector *self = CTN_CHAIN_INSPECTOR (object);

  g_array_unref (self->actors);
  g_array_unref (self->links);
  G_OBJECT_CLASS (ctn_chain_inspector_parent_class)->finalize (object);
}

static void
ctn_chain_inspector_class_init (CtnChainInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_chain_inspector_finalize;
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
ctn_chain_inspector_init (CtnChainInspector *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->role = "chain";
  self->actors = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->links = g_array_new (FALSE, FALSE, sizeof (gint64));
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
