#include "ctn-compare-button.h"

#include <ctn-comparison.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-model-store.h>

struct _CtnCompareButton {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkBox *box;                /* of the popover */
  AdwPreferencesGroup *peers; /* (unowned) (nullable) of the box */
  CtnProject *project;        /* (unowned) outlives its pages */
  gint64 assessment;
  GArray *compared; /* (owned) gint64 */
  GArray *left_out; /* (owned) gint64 */
  char *norm;       /* (owned) (nullable) */
  gboolean band;
  guint n_peers;
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnCompareButton, ctn_compare_button, ADW_TYPE_BIN)

static gboolean
contains (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
set_contains (GArray *ids, gint64 id, gboolean wanted)
{
  for (guint i = ids->len; i > 0; i--)
    if (g_array_index (ids, gint64, i - 1) == id)
      g_array_remove_index (ids, i - 1);
  if (wanted)
    g_array_append_val (ids, id);
}

static void
emit_changed (CtnCompareButton *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* "Oberpfalz · T0 · 20 January 2026" */
static char *
dup_label (const CtnAssessment *assessment)
{
  g_autofree char *when = ctn_date_format_iso (assessment->date);

  return assessment->stage != NULL
             ? g_strdup_printf ("%s · %s · %s", assessment->name, assessment->stage, when)
             : g_strdup_printf ("%s · %s", assessment->name, when);
}

static AdwPreferencesGroup *
add_group (CtnCompareButton *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->box, group);
  return ADW_PREFERENCES_GROUP (group);
}

/* A row with a check button before it. */
static GtkCheckButton *
add_check (AdwPreferencesGroup *group, const char *title, gint64 id, gboolean active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data_full (G_OBJECT (check), "assessment", g_memdup2 (&id, sizeof id), g_free);
  adw_preferences_group_add (group, row);
  return GTK_CHECK_BUTTON (check);
}

static void
compared_cb (GtkCheckButton *check, CtnCompareButton *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (check), "assessment");

  set_contains (self->compared, *id, gtk_check_button_get_active (check));
  emit_changed (self);
}

static void
describe_band (CtnCompareButton *self)
{
  guint n = self->n_peers - MIN (self->n_peers, self->left_out->len);
  g_autofree char *text =
      n >= CTN_QUARTILES_MIN_N
          ? g_strdup_printf (_ ("The middle half of %u other subjects, by the latest assessment of "
                                "each"),
                             n)
          : g_strdup_printf (_ ("%u other subjects; at least %d are needed"), n,
                             CTN_QUARTILES_MIN_N);

  adw_preferences_group_set_description (self->peers, text);
}

static void
left_out_cb (GtkCheckButton *check, CtnCompareButton *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (check), "assessment");

  set_contains (self->left_out, *id, !gtk_check_button_get_active (check));
  describe_band (self);
  emit_changed (self);
}

static void
band_cb (GtkSwitch *band, GParamSpec *spec, CtnCompareButton *self)
{
  self->band = gtk_switch_get_active (band);
  emit_changed (self);
}

static void
norm_cb (GtkCheckButton *check, CtnCompareButton *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  g_set_str (&self->norm, g_object_get_data (G_OBJECT (check), "norm"));
  emit_changed (self);
}

/* All other assessments by the model, of this and of other subjects. */
static void
fill_assessments (CtnCompareButton *self, const CtnAssessment *own)
{
  g_autoptr (GPtrArray) all =
      ctn_assessment_list (ctn_project_get_reader (self->project), NULL, NULL);
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; all != NULL && i < all->len; i++) {
    const CtnAssessment *other = g_ptr_array_index (all, i);
    g_autofree char *label = NULL;
    GtkCheckButton *check;

    if (other->id == own->id || !g_str_equal (other->model_code, own->model_code))
      continue;
    if (group == NULL)
      group = add_group (self, _ ("Draw Beside It"), NULL);
    label = dup_label (other);
    check = add_check (group, label, other->id, contains (self->compared, other->id));
    g_signal_connect_object (check, "toggled", G_CALLBACK (compared_cb), self, 0);
  }
}

static void
fill_band (CtnCompareButton *self, const CtnAssessment *own)
{
  g_autoptr (CtnComparison) peers =
      ctn_comparison_new_peers (ctn_project_get_reader (self->project), own->id, NULL, NULL);
  GtkWidget *band;

  self->n_peers = peers != NULL ? peers->assessments->len : 0;
  if (self->n_peers == 0)
    return;
  self->peers = add_group (self, _ ("Quartile Band"), NULL);
  band = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (band), self->band);
  gtk_widget_set_valign (band, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (band, _ ("Quartile Band"));
  g_signal_connect_object (band, "notify::active", G_CALLBACK (band_cb), self, 0);
  adw_preferences_group_set_header_suffix (self->peers, band);
  for (guint i = 0; i < peers->assessments->len; i++) {
    const CtnAssessment *peer = g_ptr_array_index (peers->assessments, i);
    g_autofree char *label = dup_label (peer);
    GtkCheckButton *check =
        add_check (self->peers, label, peer->id, !contains (self->left_out, peer->id));

    g_signal_connect_object (check, "toggled", G_CALLBACK (left_out_cb), self, 0);
  }
  describe_band (self);
}

static GtkCheckButton *
add_norm (CtnCompareButton *self,
          AdwPreferencesGroup *group,
          GtkCheckButton *first,
          const char *title,
          const char *code)
{
  GtkCheckButton *check = add_check (group, title, 0, g_strcmp0 (code, self->norm) == 0);

  if (first != NULL)
    gtk_check_button_set_group (check, first);
  g_object_set_data_full (G_OBJECT (check), "norm", g_strdup (code), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (norm_cb), self, 0);
  return check;
}

static void
fill_norms (CtnCompareButton *self, const CtnAssessment *own)
{
  g_autoptr (CtnMaturityModel) model =
      ctn_model_store_load (ctn_project_get_reader (self->project), own->model, NULL);
  guint n = model != NULL ? ctn_maturity_model_get_n_norms (model) : 0;
  AdwPreferencesGroup *group;
  GtkCheckButton *first;

  if (n == 0)
    return;
  group = add_group (self, _ ("Reference"), NULL);
  first = add_norm (self, group, NULL, _ ("None"), NULL);
  for (guint i = 0; i < n; i++) {
    const CtnNorm *norm = ctn_maturity_model_get_norm (model, i);

    add_norm (self, group, first, ctn_texts_get (norm->title, NULL), norm->code);
  }
}

/* The popover is filled when it is opened: what can be compared changes with every answer. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  CtnCompareButton *self = data;
  g_autoptr (CtnAssessment) own =
      self->assessment != 0
          ? ctn_assessment_load (ctn_project_get_reader (self->project), self->assessment, NULL)
          : NULL;
  GtkWidget *child;

  self->peers = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (own == NULL)
    return;
  fill_assessments (self, own);
  fill_band (self, own);
  fill_norms (self, own);
}

/* Drops what is not there any more. */
static void
prune (GArray *ids, const GPtrArray *all)
{
  for (guint i = ids->len; i > 0; i--) {
    gboolean found = FALSE;

    for (guint j = 0; j < all->len && !found; j++)
      found = ((const CtnAssessment *) g_ptr_array_index (all, j))->id ==
              g_array_index (ids, gint64, i - 1);
    if (!found)
      g_array_remove_index (ids, i - 1);
  }
}

void
ctn_compare_button_refresh (CtnCompareButton *self)
{
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (GPtrArray) all = ctn_assessment_list (reader, NULL, NULL);
  g_autoptr (CtnAssessment) own =
      self->assessment != 0 ? ctn_assessment_load (reader, self->assessment, NULL) : NULL;
  g_autoptr (CtnMaturityModel) model =
      own != NULL ? ctn_model_store_load (reader, own->model, NULL) : NULL;
  gboolean any = model != NULL && ctn_maturity_model_get_n_norms (model) > 0;

  for (guint i = 0; own != NULL && all != NULL && i < all->len && !any; i++) {
    const CtnAssessment *other = g_ptr_array_index (all, i);

    any = other->id != own->id && g_str_equal (other->model_code, own->model_code);
  }
  if (all != NULL) {
    prune (self->compared, all);
    prune (self->left_out, all);
  }
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), any);
}

void
ctn_compare_button_show (CtnCompareButton *self, CtnProject *project, gint64 assessment)
{
  self->project = project;
  self->assessment = assessment;
  g_array_set_size (self->compared, 0);
  g_array_set_size (self->left_out, 0);
  g_clear_pointer (&self->norm, g_free);
  ctn_compare_button_refresh (self);
}

CtnCompared
ctn_compare_button_get (CtnCompareButton *self)
{
  return (CtnCompared) { self->compared, self->band, self->left_out, self->norm };
}

static void
ctn_compare_button_finalize (GObject *object)
{
  CtnCompareButton *self = CTN_COMPARE_BUTTON (object);

  g_array_unref (self->compared);
  g_array_unref (self->left_out);
  g_free (self->norm);

  G_OBJECT_CLASS (ctn_compare_button_parent_class)->finalize (object);
}

static void
ctn_compare_button_class_init (CtnCompareButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_compare_button_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_compare_button_init (CtnCompareButton *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *popover = gtk_popover_new ();

  self->compared = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->left_out = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 460);
  gtk_widget_set_size_request (scrolled, 320, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->box));
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_icon_name (self->button, "ctn-compare-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Compare With"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}
