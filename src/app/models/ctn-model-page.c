#include "ctn-model-page.h"

#include "ctn-model-header.h"

typedef struct {
  CtnModelEditor *editor; /* (owned) */
  char *place;            /* (owned) */
  AdwToolbarView *view;
  AdwPreferencesPage *content;
  gboolean filling;
} CtnModelPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CtnModelPage, ctn_model_page, ADW_TYPE_NAVIGATION_PAGE)

static CtnModelPagePrivate *
get_private (CtnModelPage *self)
{
  return ctn_model_page_get_instance_private (self);
}

CtnModelEditor *
ctn_model_page_get_editor (CtnModelPage *self)
{
  return get_private (self)->editor;
}

const char *
ctn_model_page_get_place (CtnModelPage *self)
{
  return get_private (self)->place;
}

gboolean
ctn_model_page_is_filling (CtnModelPage *self)
{
  return get_private (self)->filling;
}

void
ctn_model_page_add_bar (CtnModelPage *self, GtkWidget *bar)
{
  adw_toolbar_view_add_top_bar (get_private (self)->view, bar);
}

AdwPreferencesGroup *
ctn_model_page_add_group (CtnModelPage *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  ctn_model_page_take_group (self, group);
  return group;
}

void
ctn_model_page_take_group (CtnModelPage *self, AdwPreferencesGroup *group)
{
  adw_preferences_page_add (get_private (self)->content, group);
}

void
ctn_model_page_remove_group (CtnModelPage *self, AdwPreferencesGroup *group)
{
  adw_preferences_page_remove (get_private (self)->content, group);
}

static AdwNavigationView *
get_navigation (CtnModelPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  return view != NULL ? ADW_NAVIGATION_VIEW (view) : NULL;
}

void
ctn_model_page_open (CtnModelPage *self, AdwNavigationPage *page)
{
  adw_navigation_view_push (get_navigation (self), page);
}

static gboolean
is_there (AdwNavigationPage *page)
{
  CtnModelPagePrivate *priv;

  if (!CTN_IS_MODEL_PAGE (page))
    return TRUE;
  priv = get_private (CTN_MODEL_PAGE (page));
  return ctn_model_draft_exists (ctn_model_editor_get_draft (priv->editor), priv->place);
}

/* Goes back to the nearest page whose part is still there. */
static void
leave (CtnModelPage *self)
{
  AdwNavigationView *view = get_navigation (self);
  AdwNavigationPage *page = ADW_NAVIGATION_PAGE (self);

  if (view == NULL || adw_navigation_view_get_visible_page (view) != page)
    return;
  while (page != NULL && !is_there (page))
    page = adw_navigation_view_get_previous_page (view, page);
  if (page != NULL)
    adw_navigation_view_pop_to_page (view, page);
}

static void
refresh_cb (CtnModelPage *self)
{
  CtnModelPagePrivate *priv = get_private (self);
  CtnModelPageClass *class = CTN_MODEL_PAGE_GET_CLASS (self);

  if (!is_there (ADW_NAVIGATION_PAGE (self))) {
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

gboolean
ctn_model_page_try (CtnModelPage *self, CtnModelDraft *draft)
{
  if (ctn_model_editor_try (get_private (self)->editor, draft))
    return TRUE;
  refresh_cb (self);
  return FALSE;
}

static void
ctn_model_page_finalize (GObject *object)
{
  CtnModelPagePrivate *priv = get_private (CTN_MODEL_PAGE (object));

  g_clear_object (&priv->editor);
  g_clear_pointer (&priv->place, g_free);

  G_OBJECT_CLASS (ctn_model_page_parent_class)->finalize (object);
}

static void
ctn_model_page_class_init (CtnModelPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_page_finalize;
}

static void
ctn_model_page_init (CtnModelPage *self)
{
  CtnModelPagePrivate *priv = get_private (self);

  priv->view = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ());
  priv->content = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_toolbar_view_set_content (priv->view, GTK_WIDGET (priv->content));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), GTK_WIDGET (priv->view));
}

AdwNavigationPage *
ctn_model_page_new (GType type, CtnModelEditor *editor, const char *place)
{
  CtnModelPage *self = g_object_new (type, NULL);
  CtnModelPagePrivate *priv = get_private (self);

  priv->editor = g_object_ref (editor);
  priv->place = g_strdup (place);
  adw_toolbar_view_add_top_bar (priv->view, ctn_model_header_new (editor));
  CTN_MODEL_PAGE_GET_CLASS (self)->fill (self);
  refresh_cb (self);
  g_signal_connect_object (editor, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
