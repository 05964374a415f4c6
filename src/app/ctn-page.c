#include "ctn-page.h"

#include "ctn-list-export.h"
#include "ctn-window.h"

typedef struct {
  CtnProject *project; /* (owned) */
} CtnPagePrivate;

enum { PROP_PROJECT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CtnPage, ctn_page, ADW_TYPE_BIN)

CtnProject *
ctn_page_get_project (CtnPage *self)
{
  CtnPagePrivate *priv = ctn_page_get_instance_private (self);

  return priv->project;
}

void
ctn_page_find (CtnPage *self)
{
  if (CTN_PAGE_GET_CLASS (self)->find != NULL)
    CTN_PAGE_GET_CLASS (self)->find (self);
}

void
ctn_page_new_item (CtnPage *self)
{
  if (CTN_PAGE_GET_CLASS (self)->new_item != NULL)
    CTN_PAGE_GET_CLASS (self)->new_item (self);
}

gboolean
ctn_page_show_record (CtnPage *self, const char *table, gint64 id)
{
  CtnPageClass *klass = CTN_PAGE_GET_CLASS (self);

  return klass->show_record != NULL && klass->show_record (self, table, id);
}

gboolean
ctn_page_import_file (CtnPage *self, GFile *file)
{
  CtnPageClass *klass = CTN_PAGE_GET_CLASS (self);

  return klass->import_file != NULL && klass->import_file (self, file);
}

static CtnWindow *
get_window (CtnPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return CTN_IS_WINDOW (root) ? CTN_WINDOW (root) : NULL;
}

void
ctn_page_report (CtnPage *self, GError *error)
{
  CtnWindow *window = get_window (self);

  if (window != NULL)
    ctn_window_report (window, error);
  else
    g_error_free (error);
}

void
ctn_page_toast (CtnPage *self, const char *text, gboolean undo)
{
  CtnWindow *window = get_window (self);

  if (window != NULL)
    ctn_window_toast (window, text, undo);
}

static void
ctn_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id) {
  case PROP_PROJECT:
    g_value_set_object (value, ctn_page_get_project (CTN_PAGE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
ctn_page_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  CtnPagePrivate *priv = ctn_page_get_instance_private (CTN_PAGE (object));

  switch (property_id) {
  case PROP_PROJECT:
    priv->project = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
ctn_page_constructed (GObject *object)
{
  CtnPage *self = CTN_PAGE (object);

  G_OBJECT_CLASS (ctn_page_parent_class)->constructed (object);
  if (CTN_PAGE_GET_CLASS (self)->project_set != NULL)
    CTN_PAGE_GET_CLASS (self)->project_set (self);
}

static void
ctn_page_dispose (GObject *object)
{
  CtnPagePrivate *priv = ctn_page_get_instance_private (CTN_PAGE (object));

  G_OBJECT_CLASS (ctn_page_parent_class)->dispose (object);
  g_clear_object (&priv->project);
}

static void
export_list_action (GtkWidget *widget, const char *action, GVariant *table)
{
  ctn_list_export_ask (widget, g_variant_get_string (table, NULL));
}

static void
ctn_page_class_init (CtnPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ctn_page_get_property;
  object_class->set_property = ctn_page_set_property;
  object_class->constructed = ctn_page_constructed;
  object_class->dispose = ctn_page_dispose;

  properties[PROP_PROJECT] =
      g_param_spec_object ("project", NULL, NULL, CTN_TYPE_PROJECT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), CTN_LIST_EXPORT_ACTION, "s",
                                   export_list_action);
}

static void
ctn_page_init (CtnPage *self)
{
}
