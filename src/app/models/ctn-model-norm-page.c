#include "ctn-model-norm-page.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-model-rows.h"

struct _CtnModelNormPage {
  CtnModelPage parent_instance;

  AdwPreferencesGroup *values;
  GPtrArray *rows;  /* (owned) of GtkWidget (unowned) */
  GHashTable *kept; /* (owned) codes of questions that have or had a value */
  char *listed;     /* (owned) what the rows were made for */
};

G_DEFINE_FINAL_TYPE (CtnModelNormPage, ctn_model_norm_page, CTN_TYPE_MODEL_PAGE)

static double
get_value (CtnModelEditor *editor, const char *place, const CtnModelNode *node)
{
  g_autofree char *values = g_strdup_printf ("%s/values", place);

  return ctn_model_draft_get_number (ctn_model_editor_get_draft (editor), values, node->code, NAN);
}

char *
ctn_model_norm_describe (CtnModelEditor *editor, const char *place)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (editor);
  int year =
      (int) ctn_model_draft_get_number (ctn_model_editor_get_draft (editor), place, "year", 0);
  g_autofree char *values = NULL;
  guint n = 0;

  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++)
    n += !isnan (get_value (editor, place, ctn_maturity_model_get_node (model, i)));
  values = g_strdup_printf (ctn_ngettext ("%u value", "%u values", n), n);
  return year != 0 ? g_strdup_printf ("%d · %s", year, values) : g_steal_pointer (&values);
}

/* Values -------------------------------------------------------------------------------------- */

/* The total and dimensions; of the questions those that a chart shows, or that there is a value for, also
 * after it is taken away: a row does not go while one writes in it. */
static gboolean
is_listed (CtnModelNormPage *self, const CtnModelNode *node)
{
  CtnModelPage *page = CTN_MODEL_PAGE (self);

  if (node->scale == NULL)
    return node->aggregation != CTN_AGGREGATION_NONE;
  if (!isnan (get_value (ctn_model_page_get_editor (page), ctn_model_page_get_place (page), node)))
    g_hash_table_add (self->kept, g_strdup (node->code));
  return node->depth == 1 || g_hash_table_contains (self->kept, node->code);
}

/* As charts call it: a longer title would run into the row's button. */
static const char *
get_label (CtnModelEditor *editor, const CtnModelNode *node)
{
  return node->depth == 0 ? _ ("Total")
                          : ctn_model_node_get_label (node, ctn_model_editor_get_language (editor));
}

static void
add_row (CtnModelNormPage *self, CtnModelEditor *editor, const CtnModelNode *node)
{
  g_autofree char *values =
      g_strdup_printf ("%s/values", ctn_model_page_get_place (CTN_MODEL_PAGE (self)));
  GtkWidget *row = ctn_model_number_row_new (editor, values, node->code, get_label (editor, node),
                                             &ctn_model_value_number);

  adw_preferences_group_add (self->values, row);
  g_ptr_array_add (self->rows, row);
}

/* The rows are made anew only for other nodes: whoever writes keeps the focus. */
static void
refresh (CtnModelPage *page)
{
  CtnModelNormPage *self = CTN_MODEL_NORM_PAGE (page);
  CtnModelEditor *editor = ctn_model_page_get_editor (page);
  CtnMaturityModel *model = ctn_model_editor_get_model (editor);
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autoptr (GString) listed = g_string_new (NULL);

  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);

    if (!is_listed (self, node))
      continue;
    g_ptr_array_add (nodes, (gpointer) node);
    g_string_append_printf (listed, "%s\n%s\n", node->code, get_label (editor, node));
  }
  if (g_strcmp0 (listed->str, self->listed) == 0)
    return;
  g_set_str (&self->listed, listed->str);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->values, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < nodes->len; i++)
    add_row (self, editor, nodes->pdata[i]);
}

/* The page ------------------------------------------------------------------------------------ */

static void
fill (CtnModelPage *page)
{
  CtnModelNormPage *self = CTN_MODEL_NORM_PAGE (page);
  CtnModelEditor *editor = ctn_model_page_get_editor (page);
  const char *place = ctn_model_page_get_place (page);
  AdwPreferencesGroup *group = ctn_model_page_add_group (page, NULL);
  g_autofree char *description = NULL;
  double min;
  double max;

  adw_preferences_group_set_description (
      group, _ ("A published mean or a survey of your own, with its source. In the results of an "
                "assessment by this model it can be chosen under “Compare With”: the radar shows "
                "it as a line of its own, and a list how far each value is from it."));
  adw_preferences_group_add (group,
                             ctn_model_text_row_new (editor, place, "title", _ ("Title"), FALSE));
  adw_preferences_group_add (group,
                             ctn_model_text_row_new (editor, place, "source", _ ("Source"), TRUE));
  adw_preferences_group_add (
      group, ctn_model_number_row_new (editor, place, "year", _ ("Year"), &ctn_model_plain_number));
  ctn_maturity_model_get_display (ctn_model_editor_get_model (editor), &min, &max, NULL);
  description = g_strdup_printf (
      _ ("From %g to %g, as values are shown. What is left empty is not compared."), min, max);
  self->values = ctn_model_page_add_group (page, _ ("Values"));
  adw_preferences_group_set_description (self->values, description);
}

static void
ctn_model_norm_page_finalize (GObject *object)
{
  CtnModelNormPage *self = CTN_MODEL_NORM_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->listed, g_free);

  G_OBJECT_CLASS (ctn_model_norm_page_parent_class)->finalize (object);
}

static void
ctn_model_norm_page_class_init (CtnModelNormPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_norm_page_finalize;
  CTN_MODEL_PAGE_CLASS (class)->fill = fill;
  CTN_MODEL_PAGE_CLASS (class)->refresh = refresh;
}

static void
ctn_model_norm_page_init (CtnModelNormPage *self)
{
  self->rows = g_ptr_array_new ();
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AdwNavigationPage *
ctn_model_norm_page_new (CtnModelEditor *editor, const char *place)
{
  return ctn_model_page_new (CTN_TYPE_MODEL_NORM_PAGE, editor, place);
}
