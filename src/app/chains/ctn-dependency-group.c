#include "ctn-dependency-group.h"

#include <ctn-chain-trade.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-explain-button.h"

struct _CtnDependencyGroup {
  AdwBin parent_instance;

  GtkBox *box;
  GtkWidget *list; /* (nullable) the group with the products */
  GtkCheckButton *outside;
  GPtrArray
      *dependencies[2]; /* (owned) (nullable) CtnDependency, without and with the third rule */
  GPtrArray *stages;    /* (owned) names, of the chain's stages */
};

G_DEFINE_FINAL_TYPE (CtnDependencyGroup, ctn_dependency_group, ADW_TYPE_BIN)

static char *
dup_result (const CtnDependency *dependency)
{
  g_autofree char *share = NULL;
  g_autofree char *verdict =
      g_strdup_printf (dependency->dependent ? _ ("Dependent: so in %u of %u years")
                                             : _ ("Not dependent: so in %u of %u years"),
                       dependency->n_years, dependency->years->len);

  if (dependency->top == NULL)
    return g_steal_pointer (&verdict);
  share = ctn_number_format (100 * dependency->top_share, 0);
  /* Translators: "Dependent: so in 3 of 3 years · most from China (80 %)" */
  return g_strdup_printf (_ ("%s · most from %s (%s %%)"), verdict,
                          ctn_place_get_title (dependency->top), share);
}

static const char *
get_sign (gboolean fulfilled)
{
  return fulfilled ? _ ("yes") : _ ("no");
}

static char *
dup_year (const CtnDependencyYear *year, gboolean outside)
{
  g_autofree char *imports = ctn_number_format (year->imports, 0);
  g_autofree char *exports = ctn_number_format (year->exports, 0);
  g_autofree char *share = ctn_number_format (isnan (year->outside) ? 0 : 100 * year->outside, 0);
  g_autofree char *rules = g_strdup_printf (
      _ ("Origins concentrated (HHI %.2f above 0.4): %s\nImports %s € above exports %s €: %s"),
      isnan (year->hhi) ? 0 : year->hhi, get_sign (year->concentrated), imports, exports,
      get_sign (year->not_covered));

  if (!outside)
    return g_strdup_printf (_ ("%s\nFrom outside the European Union: %s %%"), rules, share);
  return g_strdup_printf (_ ("%s\nMore than half from outside the European Union (%s %%): %s"),
                          rules, share, get_sign (year->from_outside));
}

static GtkWidget *
make_year_row (const CtnDependencyYear *year, gboolean outside)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf ("%d", year->year);
  g_autofree char *text = dup_year (year, outside);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
add_product (CtnDependencyGroup *self, const CtnDependency *dependency, gboolean outside)
{
  const char *stage = g_ptr_array_index (self->stages, dependency->stage);
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = dependency->product != NULL
                               ? g_strdup_printf ("%s · %s", dependency->product, stage)
                               : g_strdup (stage);
  g_autofree char *result = dup_result (dependency);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), result);
  if (dependency->dependent) {
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

    gtk_widget_add_css_class (icon, "warning");
    gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Dependent on imports"), -1);
    adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), icon);
  }
  for (guint i = 0; i < dependency->years->len; i++)
    adw_expander_row_add_row (
        ADW_EXPANDER_ROW (row),
        make_year_row (&g_array_index (dependency->years, CtnDependencyYear, i), outside));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list), row);
}

static void
fill (CtnDependencyGroup *self)
{
  gboolean outside = gtk_check_button_get_active (self->outside);
  GPtrArray *list = self->dependencies[outside ? 1 : 0];

  if (self->list != NULL)
    gtk_box_remove (self->box, self->list);
  self->list = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), list != NULL && list->len > 0);
  if (list == NULL || list->len == 0)
    return;
  self->list = adw_preferences_group_new ();
  gtk_box_append (self->box, self->list);
  for (guint i = 0; i < list->len; i++)
    add_product (self, g_ptr_array_index (list, i), outside);
}

void
ctn_dependency_group_show (CtnDependencyGroup *self, CtnChain *chain)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->dependencies); i++) {
    g_clear_pointer (&self->dependencies[i], g_ptr_array_unref);
    self->dependencies[i] = ctn_chain_list_dependencies (chain, i == 1);
  }
  g_ptr_array_set_size (self->stages, 0);
  for (guint i = 0; i < chain->stages->len; i++)
    g_ptr_array_add (self->stages, g_strdup (ctn_chain_get_stage (chain, i)->name));
  fill (self);
}

static void
ctn_dependency_group_finalize (GObject *object)
{
  CtnDependencyGroup *self = CTN_DEPENDENCY_GROUP (object);

  g_clear_pointer (&self->dependencies[0], g_ptr_array_unref);
  g_clear_pointer (&self->dependencies[1], g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  G_OBJECT_CLASS (ctn_dependency_group_parent_class)->finalize (object);
}

static void
ctn_dependency_group_class_init (CtnDependencyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_dependency_group_finalize;
}

static void
ctn_dependency_group_init (CtnDependencyGroup *self)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Dependency on Imports"));
  GtkWidget *rule = gtk_label_new_with_mnemonic (
      _ ("Count only what comes mostly from _outside the European Union"));

  self->stages = g_ptr_array_new_with_free_func (g_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  self->outside = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_label_set_wrap (GTK_LABEL (rule), TRUE);
  gtk_label_set_xalign (GTK_LABEL (rule), 0);
  gtk_check_button_set_child (self->outside, rule);
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (title), label);
  gtk_box_append (
      GTK_BOX (title),
      ctn_explain_button_new (
          _ ("A product is dependent in a year when the origins of its imports are concentrated "
             "(Herfindahl–Hirschman index above 0.4) and imports are above exports; and it is "
             "dependent "
             "when that holds in at least two of the three latest years. After the European "
             "Commission’s "
             "work on strategic dependencies, SWD(2021) 352, which looks at the trade of the Union "
             "as a "
             "whole; this looks at the trade in the table above.")));
  g_signal_connect_object (self->outside, "toggled", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, title);
  gtk_box_append (self->box, GTK_WIDGET (self->outside));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
