#include "ctn-code-decisions-dialog.h"

#include <ctn-code-decision.h>
#include <ctn-code-list.h>
#include <ctn-code-uses.h>
#include <ctn-i18n.h>

typedef struct {
  const char *from;
  const char *to;
  const char *label; /* N_() */
} Way;

static const Way ways[] = {
  { "nace-2", "nace-2.1", N_ ("NACE Rev. 2 → Rev. 2.1") },
  { "nace-2.1", "nace-2", N_ ("NACE Rev. 2.1 → Rev. 2") },
  { "nuts-2021", "nuts-2024", N_ ("NUTS 2021 → 2024") },
  { "nuts-2016", "nuts-2024", N_ ("NUTS 2016 → 2024") },
  { "nuts-2016", "nuts-2021", N_ ("NUTS 2016 → 2021") },
};

typedef struct {
  CtnPage *page;     /* (owned) */
  AdwDialog *dialog; /* (unowned) */
  AdwComboRow *way;
  AdwPreferencesPage *content;
  AdwPreferencesGroup *group; /* (nullable) the list of codes */
  char *open;                 /* (owned) (nullable) the code whose choices are unfolded */
  GtkWidget *apply;
  gboolean filling;
} Dialog;

/* A choice below a code. */
typedef struct {
  Dialog *dialog; /* (unowned) */
  char *code;
} Choice;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->page);
  g_free (self->open);
  g_free (self);
}

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->code);
  g_free (choice);
}

static const Way *
get_way (Dialog *self)
{
  return &ways[MIN (adw_combo_row_get_selected (self->way), G_N_ELEMENTS (ways) - 1)];
}

static char *
dup_title (const char *scheme, const char *code)
{
  const char *id = ctn_code_change_get_list (scheme);
  const char *title = id != NULL ? ctn_code_get_title (id, code) : NULL;

  return title != NULL ? g_strdup_printf ("%s %s", code, title) : g_strdup (code);
}

/* The codes that are ticked below @row, with the one that was just changed. */
static char **
list_ticked (GtkWidget *expander)
{
  GPtrArray *checks = g_object_get_data (G_OBJECT (expander), "checks");
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; i < checks->len; i++)
    if (gtk_check_button_get_active (checks->pdata[i]))
      g_ptr_array_add (codes, g_strdup (g_object_get_data (G_OBJECT (checks->pdata[i]), "code")));
  g_ptr_array_add (codes, NULL);
  return (char **) g_ptr_array_free (codes, FALSE);
}

static void
decide (Dialog *self, const char *code, const char *const *targets)
{
  const Way *way = get_way (self);
  GError *error = NULL;

  g_set_str (&self->open, code);
  if (!ctn_code_decision_set (ctn_page_get_project (self->page), way->from, code, way->to, targets,
                              NULL, &error))
    ctn_page_report (self->page, error);
}

static void
toggled_cb (GtkCheckButton *check, Choice *choice)
{
  GtkWidget *expander = gtk_widget_get_ancestor (GTK_WIDGET (check), ADW_TYPE_EXPANDER_ROW);
  g_auto (GStrv) targets = NULL;

  if (choice->dialog->filling || expander == NULL)
    return;
  targets = list_ticked (expander);
  decide (choice->dialog, choice->code, (const char *const *) targets);
}

static void
ends_cb (GtkWidget *button, Choice *choice)
{
  const char *const none[] = { NULL };

  decide (choice->dialog, choice->code, none);
}

static void
open_cb (GtkWidget *button, Choice *choice)
{
  decide (choice->dialog, choice->code, NULL);
}

static Choice *
new_choice (Dialog *self, const char *code)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->dialog = self;
  choice->code = g_strdup (code);
  return choice;
}

static void
add_target (Dialog *self, GtkWidget *expander, const CtnCodeUse *use, const CtnCodeTarget *target)
{
  const Way *way = get_way (self);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = dup_title (way->to, target->code);
  GPtrArray *checks = g_object_get_data (G_OBJECT (expander), "checks");
  gboolean ticked = use->decided != NULL
                        ? g_strv_contains ((const char *const *) use->decided, target->code)
                        : !use->is_open;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ctn_code_basis_get_label (target->basis));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  g_object_set_data_full (G_OBJECT (check), "code", g_strdup (target->code), g_free);
  g_ptr_array_add (checks, check);
  g_signal_connect_data (check, "toggled", G_CALLBACK (toggled_cb), new_choice (self, use->code),
                         choice_free, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static void
add_button (Dialog *self,
            GtkWidget *box,
            const CtnCodeUse *use,
            const char *label,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", callback, new_choice (self, use->code), choice_free, 0);
  gtk_box_append (GTK_BOX (box), button);
}

/* What else can be said of a code. */
static void
add_buttons (Dialog *self, GtkWidget *expander, const CtnCodeUse *use)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  add_button (self, box, use, _ ("It Ends"), G_CALLBACK (ends_cb));
  if (use->decided != NULL)
    add_button (self, box, use, _ ("Take the Decision Back"), G_CALLBACK (open_cb));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static char *
describe (const CtnCodeUse *use)
{
  g_auto (GStrv) codes = ctn_code_use_dup_result (use);
  g_autofree char *joined = g_strjoinv (", ", codes);
  guint n = use->n_organisations + use->n_strategies + use->n_priorities + use->n_values;
  g_autofree char *uses = g_strdup_printf (ctn_ngettext ("Used %u time", "Used %u times", n), n);

  if (use->is_open)
    return g_strdup_printf (_ ("%s · needs a decision"), uses);
  return g_strdup_printf ("%s · %s", uses, *joined != '\0' ? joined : _ ("It Ends"));
}

static void
add_use (Dialog *self, const CtnCodeUse *use)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = dup_title (get_way (self)->from, use->code);
  g_autofree char *subtitle = describe (use);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  if (use->is_open)
    adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row),
                                 gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "checks", g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < use->targets->len; i++)
    add_target (self, row, use, use->targets->pdata[i]);
  add_buttons (self, row, use);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_strcmp0 (use->code, self->open) == 0);
  adw_preferences_group_add (self->group, row);
}

static void
add_summary (Dialog *self, GPtrArray *uses)
{
  guint n_open = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < uses->len; i++)
    n_open += ((const CtnCodeUse *) uses->pdata[i])->is_open;
  text = uses->len == 0
             ? g_strdup (_ ("The project has no code that changes here."))
             : g_strdup_printf (
                   ctn_ngettext ("%u of %u code needs a decision. Codes are never rewritten "
                                 "by themselves.",
                                 "%u of %u codes need a decision. Codes are never rewritten "
                                 "by themselves.",
                                 uses->len),
                   n_open, uses->len);
  adw_preferences_group_set_description (self->group, text);
  gtk_widget_set_sensitive (self->apply, uses->len > n_open);
}

static void
refresh (Dialog *self)
{
  const Way *way = get_way (self);
  GError *error = NULL;
  g_autoptr (GPtrArray) uses = ctn_code_use_list (
      ctn_project_get_reader (ctn_page_get_project (self->page)), way->from, way->to, &error);

  if (uses == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  self->filling = TRUE;
  if (self->group != NULL)
    adw_preferences_page_remove (self->content, self->group);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Codes in Use"));
  adw_preferences_page_add (self->content, self->group);
  for (guint i = 0; i < uses->len; i++)
    add_use (self, uses->pdata[i]);
  add_summary (self, uses);
  self->filling = FALSE;
}

static void
apply_cb (Dialog *self)
{
  const Way *way = get_way (self);
  CtnCodeConversion done;
  GError *error = NULL;
  g_autofree char *text = NULL;

  if (!ctn_code_decision_apply (ctn_page_get_project (self->page), way->from, way->to, &done,
                                &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  text = g_strdup_printf (
      _ ("Converted: %u organisations, %u strategies, %u priorities, %u values; %u codes left"),
      done.n_organisations, done.n_strategies, done.n_priorities, done.n_values, done.n_open);
  ctn_page_toast (self->page, text, TRUE);
  adw_dialog_force_close (self->dialog);
}

/* The rows go while one of them is pressed, so not at once. */
static gboolean
refresh_idle_cb (gpointer data)
{
  refresh (g_object_get_data (data, "codes"));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AdwDialog *dialog, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "code_decision"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, refresh_idle_cb, g_object_ref (dialog),
                     g_object_unref);
}

static GtkWidget *
make_content (Dialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *way = adw_combo_row_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_string_list_append (labels, _ (ways[i].label));
  self->content = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->way = ADW_COMBO_ROW (way);
  self->apply = gtk_button_new_with_mnemonic (_ ("_Convert"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (way), _ ("Versions"));
  adw_combo_row_set_model (self->way, G_LIST_MODEL (labels));
  adw_preferences_group_set_description (
      group, _ ("NACE: the new codes are added beside the old ones. NUTS: a code that one single "
                "code continues "
                "is replaced. What is not from an official table is marked."));
  adw_preferences_group_add (group, way);
  adw_preferences_page_add (self->content, group);
  gtk_widget_add_css_class (self->apply, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->content));
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  return view;
}

void
ctn_code_decisions_dialog_present (CtnPage *page)
{
  Dialog *self = g_new0 (Dialog, 1);

  self->page = g_object_ref (page);
  self->dialog = adw_dialog_new ();
  adw_dialog_set_title (self->dialog, _ ("Versions of Codes"));
  adw_dialog_set_content_width (self->dialog, 560);
  adw_dialog_set_content_height (self->dialog, 680);
  adw_dialog_set_child (self->dialog, make_content (self));
  g_object_set_data_full (G_OBJECT (self->dialog), "codes", self, dialog_free);
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb),
                           self->dialog, G_CONNECT_SWAPPED);
  refresh (self);
  adw_dialog_present (self->dialog, GTK_WIDGET (page));
}
