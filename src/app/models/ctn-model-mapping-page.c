#include "ctn-model-mapping-page.h"

#include <ctn-i18n.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>

struct _CtnModelMappingPage {
  AdwNavigationPage parent_instance;

  CtnProject *project;     /* (owned) */
  gint64 model;            /* row of the version whose questions are listed */
  CtnMaturityModel *own;   /* (owned) */
  GArray *versions;        /* (owned) gint64: rows of the others, as in the combo row */
  CtnMaturityModel *other; /* (owned) (nullable) the one that is chosen */
  AdwComboRow *version_row;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* (owned) of AdwComboRow (unowned), one a question */
  gboolean filling;
};

enum { SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnModelMappingPage, ctn_model_mapping_page, ADW_TYPE_NAVIGATION_PAGE)

static CtnConnection *
get_reader (CtnModelMappingPage *self)
{
  return ctn_project_get_reader (self->project);
}

/* The row of the other version; 0 for none. */
static gint64
get_other (CtnModelMappingPage *self)
{
  guint selected = adw_combo_row_get_selected (self->version_row);

  return selected < self->versions->len ? g_array_index (self->versions, gint64, selected) : 0;
}

/* A mapping is kept from the older version to the newer one. */
static gboolean
is_newer (CtnModelMappingPage *self)
{
  return self->model > get_other (self);
}

static void
fail (CtnModelMappingPage *self, GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  g_error_free (error);
}

/* Showing ------------------------------------------------------------------------------------- */

/* Selects what each question is mapped to. */
static void
show_mapping (CtnModelMappingPage *self)
{
  g_autoptr (CtnModelMapping) mapping =
      ctn_model_mapping_load (get_reader (self), get_other (self), self->model, NULL);
  g_autofree char *text = NULL;
  guint n = 0;

  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++) {
    const char *code = ctn_maturity_model_get_leaf (self->own, i)->code;
    const char *found = mapping != NULL ? ctn_model_mapping_find (mapping, code) : NULL;
    const CtnModelNode *node =
        found != NULL && self->other != NULL ? ctn_maturity_model_find (self->other, found) : NULL;

    n += node != NULL;
    adw_combo_row_set_selected (g_ptr_array_index (self->rows, i),
                                node != NULL && node->scale != NULL ? node->leaf + 1 : 0);
  }
  text =
      g_strdup_printf (_ ("%u of %u questions have a counterpart; the others count as not answered "
                          "when the versions are compared."),
                       n, self->rows->len);
  adw_preferences_group_set_description (self->group, text);
  self->filling = FALSE;
}

static void
chosen_cb (AdwComboRow *row, GParamSpec *spec, CtnModelMappingPage *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "leaf"));
  guint selected = adw_combo_row_get_selected (row);
  const char *own = ctn_maturity_model_get_leaf (self->own, place)->code;
  const char *other = NULL;
  GError *error = NULL;
  gboolean ok;

  if (self->filling || self->other == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected > 0)
    other = ctn_maturity_model_get_leaf (self->other, selected - 1)->code;
  if (is_newer (self)) {
    ok = ctn_model_mapping_set (self->project, get_other (self), self->model, other, own, &error);
  } else {
    /* The other way round, what is taken away is the counterpart's. */
    g_autoptr (CtnModelMapping) mapping =
        ctn_model_mapping_load (get_reader (self), get_other (self), self->model, NULL);
    const char *before = mapping != NULL ? ctn_model_mapping_find (mapping, own) : NULL;

    ok = other == NULL && before == NULL
             ? TRUE
             : ctn_model_mapping_set (self->project, self->model, get_other (self),
                                      other != NULL ? own : NULL, other != NULL ? other : before,
                                      &error);
  }
  if (!ok)
    fail (self, error);
  show_mapping (self);
}

/* "1.2 Regional assets", after "no counterpart". */
static GListModel *
list_choices (CtnModelMappingPage *self)
{
  GtkStringList *choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _ ("No counterpart"));
  for (guint i = 0; self->other != NULL && i < ctn_maturity_model_get_n_leaves (self->other); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (self->other, i);

    gtk_string_list_take (choices, g_strdup_printf ("%s  %s", question->code,
                                                    ctn_model_node_get_label (question, NULL)));
  }
  return G_LIST_MODEL (choices);
}

static void
version_cb (CtnModelMappingPage *self)
{
  g_autoptr (GListModel) choices = NULL;

  g_clear_pointer (&self->other, ctn_maturity_model_unref);
  if (get_other (self) != 0)
    self->other = ctn_model_store_load (get_reader (self), get_other (self), NULL);
  choices = list_choices (self);
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_combo_row_set_model (g_ptr_array_index (self->rows, i), choices);
  self->filling = FALSE;
  show_mapping (self);
}

static void
suggest_cb (CtnModelMappingPage *self)
{
  gint64 other = get_other (self);
  GError *error = NULL;

  if (!ctn_model_mapping_start (self->project, MIN (other, self->model), MAX (other, self->model),
                                &error))
    fail (self, error);
  show_mapping (self);
}

/* Content ------------------------------------------------------------------------------------- */

static void
add_questions (CtnModelMappingPage *self)
{
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (self->own); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (self->own, i);
    GtkWidget *row = adw_combo_row_new ();
    g_autofree char *title =
        g_strdup_printf ("%s  %s", question->code, ctn_model_node_get_label (question, NULL));

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    g_object_set_data (G_OBJECT (row), "leaf", GUINT_TO_POINTER (i));
    g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
    adw_preferences_group_add (self->group, row);
    g_ptr_array_add (self->rows, row);
  }
}

static void
list_versions (CtnModelMappingPage *self)
{
  g_autoptr (GPtrArray) stored = ctn_model_store_list (get_reader (self), NULL);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);

    if (entry->id == self->model ||
        !g_str_equal (entry->code, ctn_maturity_model_get_id (self->own)))
      continue;
    g_array_append_val (self->versions, entry->id);
    gtk_string_list_take (titles, g_strdup_printf (_ ("Version %s"), entry->version));
  }
  adw_combo_row_set_model (self->version_row, G_LIST_MODEL (titles));
}

static GtkWidget *
make_content (CtnModelMappingPage *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *versions = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Map Same Codes"));

  self->version_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version_row), _ ("Compared With"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (versions), GTK_WIDGET (self->version_row));
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("What Continues What"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (
      button, _ ("Maps each question without a counterpart to the one with the same code"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (suggest_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->group, button);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (versions));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  return page;
}

static void
ctn_model_mapping_page_finalize (GObject *object)
{
  CtnModelMappingPage *self = CTN_MODEL_MAPPING_PAGE (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->own, ctn_maturity_model_unref);
  g_clear_pointer (&self->other, ctn_maturity_model_unref);
  g_array_unref (self->versions);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (ctn_model_mapping_page_parent_class)->finalize (object);
}

static void
ctn_model_mapping_page_class_init (CtnModelMappingPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_model_mapping_page_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ctn_model_mapping_page_init (CtnModelMappingPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_ptr_array_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (self));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ctn_model_mapping_page_new (CtnProject *project, gint64 model)
{
  CtnModelMappingPage *self = g_object_new (CTN_TYPE_MODEL_MAPPING_PAGE, NULL);
  g_autofree char *title = NULL;

  self->project = g_object_ref (project);
  self->model = model;
  self->own = ctn_model_store_load (get_reader (self), model, NULL);
  if (self->own == NULL)
    return ADW_NAVIGATION_PAGE (self);
  /* Translators: title and version of a maturity model */
  title = g_strdup_printf (_ ("%s, version %s"),
                           ctn_texts_get (ctn_maturity_model_get_title (self->own), NULL),
                           ctn_maturity_model_get_version (self->own));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  add_questions (self);
  list_versions (self);
  g_signal_connect_object (self->version_row, "notify::selected", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  version_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

gboolean
ctn_model_has_other_versions (CtnProject *project, gint64 model)
{
  g_autoptr (GPtrArray) stored = ctn_model_store_list (ctn_project_get_reader (project), NULL);
  const char *code = NULL;

  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);

    if (entry->id == model)
      code = entry->code;
  }
  for (guint i = 0; code != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);

    if (entry->id != model && g_str_equal (entry->code, code))
      return TRUE;
  }
  return FALSE;
}
