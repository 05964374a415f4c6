#include "ctn-model-part-page.h"

#include "ctn-model-node-page.h"

typedef struct {
  CtnModelEditor *editor; /* (owned) */
  char *place;            /* (owned) */
  AdwPreferencesPage *page;
  gboolean filling;
} CtnModelPartPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CtnModelPartPage,
                                     ctn_model_part_page,
                                     ADW_TYPE_NAVIGATION_PAGE)

static CtnModelPartPagePrivate *
get_private (CtnModelPartPage *self)
{
  return ctn_model_part_page_get_instance_private (self);
}

CtnModelEditor *
ctn_model_part_page_get_editor (CtnModelPartPage *self)
{
  return get_private (self)->editor;
}

const char *
ctn_model_part_page_get_place (CtnModelPartPage *self)
{
  return get_private (self)->place;
}

gboolean
ctn_model_part_page_is_filling (CtnModelPartPage *self)
{
  return get_private (self)->filling;
}

AdwPreferencesGroup *
ctn_model_part_page_add_group (CtnModelPartPage *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (get_private (self)->page, group);
  return group;
}

static void
leave (CtnModelPartPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) ==
                          ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
refresh_cb (CtnModelPartPage *self)
{
  CtnModelPartPagePrivate *priv = get_private (self);
  CtnModelPartPageClass *class = CTN_MODEL_PART_PAGE_GET_CLASS (self);

  if (!ctn_model_draft_exists (ctn_model_editor_get_draft (priv->editor), priv->place)) {
    leave (self);
    return;
  }
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 ctn_model_editor_get_title (priv->editor, priv->place));
  if (class->refresh == NULL)
    return;
  priv->filling = TRUE;
  class->refresh (self);
  priv->filling = FALSE;
}

void
ctn_model_part_page_try (CtnModelPartPage *self, CtnModelDraft *draft)
{
  if (!ctn_model_editor_try (get_private (self)->editor, draft))
    refresh_cb (self);
}

static void
ctn_model_part_page_finalize (GObject *object)
{
  CtnModelPartPagePrivate *priv = get_private (CTN_MODEL_PART_PAGE (object));

  g_clear_object (&priv->editor);
  g_clear_pointer (&priv->place, g_free);

  G_OBJECT_CLASS (ctn_model_part_page_parent_class)->finalize (object);
}

static void
ctn_model_part_page_class_init (CtnModelPartPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_part_page_finalize;
}

static void
ctn_model_part_page_init (CtnModelPartPage *self)
{
}

AdwNavigationPage *
ctn_model_part_page_new (GType type, CtnModelEditor *editor, const char *place)
{
  CtnModelPartPage *self = g_object_new (type, NULL);
  CtnModelPartPagePrivate *priv = get_private (self);
  GtkWidget *view = adw_toolbar_view_new ();

  priv->editor = g_object_ref (editor);
  priv->place = g_strdup (place);
  priv->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), ctn_model_header_new (editor));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (priv->page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  CTN_MODEL_PART_PAGE_GET_CLASS (self)->fill (self);
  refresh_cb (self);
  g_signal_connect_object (editor, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
