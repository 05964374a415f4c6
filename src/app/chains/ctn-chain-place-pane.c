#include "ctn-chain-place-pane.h"

#include <ctn-i18n.h>

#include "ctn-picker.h"

struct _CtnChainPlacePane {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) the pane is part of it */
  CtnChain *chain; /* (unowned) (nullable) */
  gint64 stage;
  gboolean filling;

  GtkBox *box;
  AdwComboRow *stages;
  AdwComboRow *roles;
  CtnPicker *picker; /* (nullable) */
  GtkButton *by_name;
};

enum { SIGNAL_LEFT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChainPlacePane, ctn_chain_place_pane, ADW_TYPE_BIN)

/* As what somebody can be placed. Those who are missing or planned have no organisation yet. */
static const struct {
  const char *label;
  CtnActorKind kind;
  CtnChainState state;
} roles[] = {
  { N_ ("Actor"), CTN_ACTOR_ACTOR, CTN_STATE_EXISTING },
  { N_ ("Supporter"), CTN_ACTOR_SUPPORTER, CTN_STATE_EXISTING },
  { N_ ("Market"), CTN_ACTOR_MARKET, CTN_STATE_EXISTING },
  { N_ ("Import"), CTN_ACTOR_OUTSIDE, CTN_STATE_EXISTING },
  { N_ ("Missing"), CTN_ACTOR_ACTOR, CTN_STATE_MISSING },
  { N_ ("Planned"), CTN_ACTOR_ACTOR, CTN_STATE_PLANNED },
};

gint64
ctn_chain_place_pane_get_stage (CtnChainPlacePane *self)
{
  guint selected = adw_combo_row_get_selected (self->stages);

  return self->chain != NULL && selected < self->chain->stages->len
             ? ctn_chain_get_stage (self->chain, selected)->id
             : 0;
}

/* After one name comes the next. */
static void
settle (CtnChainPlacePane *self, gboolean ok, GError *error)
{
  if (!ok) {
    ctn_page_report (self->page, error);
    return;
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));
  ctn_picker_select_text (self->picker);
}

/* Where and as what somebody is to be placed: as it is chosen when the name is entered, also when the search for it
 * comes back later. */
typedef struct {
  gint64 chain;
  gint64 stage; /* 0: nowhere */
  guint role;   /* of roles */
} Target;

static void
note_target (CtnChainPlacePane *self)
{
  if (self->picker != NULL)
    ctn_picker_set_context (
        self->picker, g_variant_new ("(xxu)", self->chain != NULL ? self->chain->id : (gint64) 0,
                                     ctn_chain_place_pane_get_stage (self),
                                     adw_combo_row_get_selected (self->roles)));
}

static Target
get_target (CtnChainPlacePane *self)
{
  Target target;

  g_variant_get (ctn_picker_get_context (self->picker), "(xxu)", &target.chain, &target.stage,
                 &target.role);
  return target;
}

static void
picked_cb (CtnChainPlacePane *self)
{
  const CtnPick *pick = g_ptr_array_index (ctn_picker_get_picks (self->picker), 0);
  Target target = get_target (self);
  GError *error = NULL;
  gboolean ok;

  if (target.stage == 0)
    return;
  ok = ctn_chain_place (ctn_page_get_project (self->page), target.chain, target.stage, &pick->id, 1,
                        roles[target.role].kind, &error);
  settle (self, ok, error);
}

static gboolean
place_by_name (CtnChainPlacePane *self)
{
  Target target = get_target (self);
  GError *error = NULL;
  gint64 id;

  if (target.stage == 0 || *ctn_picker_get_shown (self->picker) == '\0')
    return FALSE;
  id = ctn_chain_place_named (ctn_page_get_project (self->page), target.chain, target.stage,
                              ctn_picker_get_shown (self->picker), roles[target.role].kind,
                              roles[target.role].state, &error);
  settle (self, id != 0, error);
  return id != 0;
}

static void
unknown_cb (CtnChainPlacePane *self)
{
  g_autofree char *text =
      g_strdup_printf (_ ("“%s” is not among the partners: placed by its name."),
                       ctn_picker_get_shown (self->picker));

  if (place_by_name (self))
    ctn_picker_tell (self->picker, text);
}

/* What is typed can also be placed as it is. */
static void
searched_cb (CtnChainPlacePane *self)
{
  const char *text = ctn_picker_get_shown (self->picker);
  g_autofree char *label = g_strdup_printf (_ ("Place “%s” by Name"), text);

  gtk_button_set_label (self->by_name, label);
  gtk_widget_set_visible (GTK_WIDGET (self->by_name), *text != '\0');
}

/* To the next stage or the one before, without leaving the field that names are typed into. */
static void
step_stage (CtnChainPlacePane *self, int by)
{
  int index = (int) adw_combo_row_get_selected (self->stages) + by;

  if (self->chain == NULL || index < 0 || index >= (int) self->chain->stages->len)
    return;
  adw_combo_row_set_selected (self->stages, (guint) index);
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));
  ctn_picker_select_text (self->picker);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                CtnChainPlacePane *self)
{
  if (key == GDK_KEY_Escape) {
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
    return TRUE;
  }
  if (!(modifiers & GDK_ALT_MASK) || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return FALSE;
  step_stage (self, key == GDK_KEY_Down ? 1 : -1);
  return TRUE;
}

static void
stage_selected_cb (CtnChainPlacePane *self)
{
  if (self->filling)
    return;
  self->stage = ctn_chain_place_pane_get_stage (self);
  note_target (self);
}

static void
select_stage (CtnChainPlacePane *self)
{
  int index = self->chain != NULL ? ctn_chain_find_stage (self->chain, self->stage) : -1;

  adw_combo_row_set_selected (self->stages, index >= 0 ? (guint) index : 0);
}

static void
make_picker (CtnChainPlacePane *self)
{
  self->picker =
      ctn_picker_new (ctn_page_get_project (self->page), CTN_PICKER_ORGANISATIONS, FALSE);
  ctn_picker_set_draggable (self->picker, TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->picker), TRUE);
  gtk_box_insert_child_after (self->box, GTK_WIDGET (self->picker),
                              gtk_widget_get_first_child (GTK_WIDGET (self->box)));
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->picker, "unknown", G_CALLBACK (unknown_cb), self);
  g_signal_connect_swapped (self->picker, "searched", G_CALLBACK (searched_cb), self);
}

void
ctn_chain_place_pane_show (CtnChainPlacePane *self, CtnPage *page, CtnChain *chain)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->page == NULL) {
    self->page = page;
    make_picker (self);
  }
  self->chain = chain;
  for (guint i = 0; chain != NULL && i < chain->stages->len; i++)
    gtk_string_list_append (names, ctn_chain_get_stage (chain, i)->name);
  self->filling = TRUE;
  adw_combo_row_set_model (self->stages, G_LIST_MODEL (names));
  select_stage (self);
  self->filling = FALSE;
  note_target (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->box), chain != NULL && chain->stages->len > 0);
}

void
ctn_chain_place_pane_set_stage (CtnChainPlacePane *self, gint64 stage)
{
  self->stage = stage;
  select_stage (self);
}

void
ctn_chain_place_pane_begin (CtnChainPlacePane *self, gint64 stage)
{
  if (stage != 0)
    ctn_chain_place_pane_set_stage (self, stage);
  if (self->picker != NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (self->picker));
    ctn_picker_select_text (self->picker);
  }
}

static void
ctn_chain_place_pane_class_init (CtnChainPlacePaneClass *klass)
{
  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_rows (CtnChainPlacePane *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (labels, _ (roles[i].label));
  self->stages = ADW_COMBO_ROW (adw_combo_row_new ());
  self->roles = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stages), _ ("Stage"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->roles), _ ("As"));
  adw_combo_row_set_model (self->roles, G_LIST_MODEL (labels));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->stages));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->roles));
  gtk_widget_set_margin_start (group, 12);
  gtk_widget_set_margin_end (group, 12);
  gtk_widget_set_margin_top (group, 6);
  gtk_widget_set_margin_bottom (group, 6);
  g_signal_connect_swapped (self->stages, "notify::selected", G_CALLBACK (stage_selected_cb), self);
  g_signal_connect_swapped (self->roles, "notify::selected", G_CALLBACK (note_target), self);
  return group;
}

static void
ctn_chain_place_pane_init (CtnChainPlacePane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->by_name = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_can_shrink (self->by_name, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->by_name), FALSE);
  gtk_widget_set_margin_start (GTK_WIDGET (self->by_name), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->by_name), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->by_name), 12);
  gtk_box_append (self->box, make_rows (self));
  gtk_box_append (self->box, GTK_WIDGET (self->by_name));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  g_signal_connect_swapped (self->by_name, "clicked", G_CALLBACK (place_by_name), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
