#include "ctn-model-desk.h"

#include "ctn-model-node-page.h"
#include "ctn-model-preview.h"
#include "ctn-model-question-page.h"

struct _CtnModelDesk {
  AdwBin parent_instance;

  GSettings *settings; /* (owned) */
  AdwOverlaySplitView *split;
  AdwNavigationView *navigation;
  CtnModelPreview *preview;
  guint arranging; /* idle source, 0 for none */
};

G_DEFINE_FINAL_TYPE (CtnModelDesk, ctn_model_desk, ADW_TYPE_BIN)

enum { PROPERTY_PREVIEW = 1, N_PROPERTIES };
enum { SIGNAL_FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* The page of the editor that is seen, %NULL for other pages. */
static CtnModelPage *
get_editor_page (CtnModelDesk *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  return CTN_IS_MODEL_PAGE (page) ? CTN_MODEL_PAGE (page) : NULL;
}

/* Beside the editor as it was left; over it, where there is no room beside it, only when it is asked for. */
static void
arrange (CtnModelDesk *self)
{
  gboolean is_narrow = adw_overlay_split_view_get_collapsed (self->split);

  adw_overlay_split_view_set_show_sidebar (
      self->split, get_editor_page (self) != NULL && !is_narrow &&
                       g_settings_get_boolean (self->settings, "model-preview"));
  ctn_model_preview_set_closable (self->preview, is_narrow);
}

static void
arrange_cb (gpointer data)
{
  CtnModelDesk *self = data;

  self->arranging = 0;
  arrange (self);
}

/* The width is known while widgets are being given their places, when none may come or go. */
static void
collapsed_cb (CtnModelDesk *self)
{
  if (self->arranging == 0)
    self->arranging = g_idle_add_once (arrange_cb, self);
}

/* The preview goes along with what is edited. Bands, conditions and references are no part of a question. */
static void
visible_page_cb (CtnModelDesk *self)
{
  CtnModelPage *page = get_editor_page (self);
  gboolean is_node = CTN_IS_MODEL_NODE_PAGE (page) || CTN_IS_MODEL_QUESTION_PAGE (page);

  ctn_model_preview_look_at (self->preview, page != NULL ? ctn_model_page_get_editor (page) : NULL,
                             is_node ? ctn_model_page_get_place (page) : NULL);
  arrange (self);
}

static void
show_sidebar_cb (CtnModelDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROPERTY_PREVIEW]);
}

static void
failed_cb (CtnModelDesk *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

AdwNavigationView *
ctn_model_desk_get_navigation (CtnModelDesk *self)
{
  return self->navigation;
}

void
ctn_model_desk_show_preview (CtnModelDesk *self)
{
  if (get_editor_page (self) != NULL)
    adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

static void
ctn_model_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CtnModelDesk *self = CTN_MODEL_DESK (object);

  if (id == PROPERTY_PREVIEW)
    g_value_set_boolean (value, adw_overlay_split_view_get_show_sidebar (self->split));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

/* What is asked for where there is room for both is remembered. */
static void
ctn_model_desk_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CtnModelDesk *self = CTN_MODEL_DESK (object);

  if (id != PROPERTY_PREVIEW) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    return;
  }
  if (!adw_overlay_split_view_get_collapsed (self->split))
    g_settings_set_boolean (self->settings, "model-preview", g_value_get_boolean (value));
  adw_overlay_split_view_set_show_sidebar (self->split, g_value_get_boolean (value));
}

static void
ctn_model_desk_dispose (GObject *object)
{
  g_clear_handle_id (&CTN_MODEL_DESK (object)->arranging, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_MODEL_DESK);
  g_clear_object (&CTN_MODEL_DESK (object)->settings);

  G_OBJECT_CLASS (ctn_model_desk_parent_class)->dispose (object);
}

static void
ctn_model_desk_class_init (CtnModelDeskClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = ctn_model_desk_get_property;
  object_class->set_property = ctn_model_desk_set_property;
  object_class->dispose = ctn_model_desk_dispose;
  properties[PROPERTY_PREVIEW] =
      g_param_spec_boolean ("preview", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_type_ensure (CTN_TYPE_MODEL_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/models/ctn-model-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnModelDesk, split);
  gtk_widget_class_bind_template_child (widget_class, CtnModelDesk, navigation);
  gtk_widget_class_bind_template_child (widget_class, CtnModelDesk, preview);
  gtk_widget_class_install_property_action (widget_class, "desk.preview", "preview");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "desk.preview", NULL);
}

static void
ctn_model_desk_init (CtnModelDesk *self)
{
  self->settings = g_settings_new (CTN_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->preview, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::show-sidebar", G_CALLBACK (show_sidebar_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::collapsed", G_CALLBACK (collapsed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "notify::visible-page", G_CALLBACK (visible_page_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
ctn_model_desk_new (void)
{
  return g_object_new (CTN_TYPE_MODEL_DESK, NULL);
}
