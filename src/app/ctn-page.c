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

/* The outermost one that is to be seen under @widget. */
static AdwViewStack *
find_sides (GtkWidget *widget)
{
  AdwViewStack *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (ADW_IS_VIEW_STACK (widget))
    return ADW_VIEW_STACK (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_sides (child);
  return found;
}

static AdwViewStack *
get_sides (CtnPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;
  AdwViewStack *outermost = NULL;

  if (widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self)))
    for (; widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
      if (ADW_IS_VIEW_STACK (widget))
        outermost = ADW_VIEW_STACK (widget);
  return outermost != NULL ? outermost : find_sides (GTK_WIDGET (self));
}

void
ctn_page_step_side (CtnPage *self, int by)
{
  AdwViewStack *sides = get_sides (self);
  g_autoptr (GtkSelectionModel) pages = sides != NULL ? adw_view_stack_get_pages (sides) : NULL;
  int n = pages != NULL ? (int) g_list_model_get_n_items (G_LIST_MODEL (pages)) : 0;
  int place = 0;

  while (place < n && !gtk_selection_model_is_selected (pages, (guint) place))
    place++;
  for (int i = 1; i < n; i++) {
    guint next = (guint) (((place + i * by) % n + n) % n);
    g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), next);

    if (!adw_view_stack_page_get_visible (page))
      continue;
    gtk_selection_model_select_item (pages, next, TRUE);
    ctn_page_focus_side (self);
    return;
  }
}

gboolean
ctn_page_focus_side (CtnPage *self)
{
  AdwViewStack *sides = get_sides (self);

  /* Not of the stack itself, which would look at the sides that are hidden, too. */
  return gtk_widget_child_focus (sides != NULL ? adw_view_stack_get_visible_child (sides)
                                               : GTK_WIDGET (self),
                                 GTK_DIR_TAB_FORWARD);
}

void
ctn_page_focus_search (GtkWidget *search)
{
  gtk_widget_grab_focus (search);
  gtk_editable_select_region (GTK_EDITABLE (search), 0, -1);
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

void
ctn_page_print (CtnPage *self)
{
  if (CTN_PAGE_GET_CLASS (self)->print != NULL)
    CTN_PAGE_GET_CLASS (self)->print (self);
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

/* Where the focus goes when what has it goes away: GTK asks the widgets around it, from the inside out, in the
 * next frame. Without an answer from here, it would be the first button of the window. */
static gboolean
ctn_page_grab_focus (GtkWidget *widget)
{
  return ctn_page_focus_side (CTN_PAGE (widget));
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
  GTK_WIDGET_CLASS (klass)->grab_focus = ctn_page_grab_focus;

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
