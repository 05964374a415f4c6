#include "ctn-sectors-dialog.h"

#include <ctn-i18n.h>

#include "ctn-icon-button.h"
#include "ctn-name-dialog.h"
#include "ctn-status-page.h"
#include "ctn-toast.h"

#define INDENT 24    /* pixels per level */
#define MAX_INDENT 4 /* levels that are told apart, so that a name keeps its room */

#define CTN_TYPE_SECTORS_DIALOG (ctn_sectors_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnSectorsDialog, ctn_sectors_dialog, CTN, SECTORS_DIALOG, AdwDialog)

struct _CtnSectorsDialog {
  AdwDialog parent_instance;

  CtnProject *project; /* (owned) (nullable) */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  gint64 focused; /* the sector that was worked on last; 0 for none */
  gint64 named; /* the sector whose name, or whose sub-sector's name, is asked for; 0 for the top */
};

G_DEFINE_FINAL_TYPE (CtnSectorsDialog, ctn_sectors_dialog, ADW_TYPE_DIALOG)

GtkWidget *
ctn_sector_row_new (const CtnSector *sector)
{
  GtkWidget *row = adw_action_row_new ();
  guint depth = MIN (sector->depth, MAX_INDENT);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sector->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  if (depth > 0) {
    GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

    gtk_widget_set_size_request (space, (int) depth * INDENT, -1);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), space);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  (int) sector->depth + 1, -1);
  return row;
}

static void
undo_cb (CtnSectorsDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

static const CtnSector *
get_sector (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "sector");
}

static GtkListBoxRow *
find_row (CtnSectorsDialog *self, gint64 id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (get_sector (row)->id == id)
      return row;
  return NULL;
}

/* The list was made anew: the keyboard stays with the sector. */
static void
focus_sector (CtnSectorsDialog *self, gint64 id)
{
  GtkListBoxRow *row = find_row (self, id);

  self->focused = id;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
focus_idle_cb (gpointer data)
{
  g_autoptr (CtnSectorsDialog) self = data;

  if (self->project != NULL)
    focus_sector (self, self->focused);
}

/* When a question for a name closes, it gives the focus back to a row that is no longer there; after
 * that it can be put where it belongs. */
static void
visible_dialog_cb (CtnSectorsDialog *self, GParamSpec *pspec, AdwApplicationWindow *window)
{
  if (adw_application_window_get_visible_dialog (window) == ADW_DIALOG (self))
    g_idle_add_once (focus_idle_cb, g_object_ref (self));
}

static void
add_named_cb (const char *name, gpointer data)
{
  CtnSectorsDialog *self = data;
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_sector_add (self->project, self->named, name, &error);

  if (id == 0)
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
  else
    focus_sector (self, id);
}

static void
rename_named_cb (const char *name, gpointer data)
{
  CtnSectorsDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (!ctn_sector_rename (self->project, self->named, name, &error))
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
  focus_sector (self, self->named);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnSectorsDialog *self = CTN_SECTORS_DIALOG (widget);

  self->named = g_variant_get_int64 (parameter);
  ctn_name_dialog_present (widget, self->named != 0 ? _ ("Add Sub-Sector") : _ ("Add Sector"), "",
                           _ ("_Add"), add_named_cb, self);
}

static void
rename_sector (CtnSectorsDialog *self, GtkListBoxRow *row)
{
  self->named = get_sector (row)->id;
  ctn_name_dialog_present (GTK_WIDGET (self), _ ("Rename Sector"), get_sector (row)->name,
                           _ ("_Rename"), rename_named_cb, self);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnSectorsDialog *self = CTN_SECTORS_DIALOG (widget);
  GtkListBoxRow *row = find_row (self, g_variant_get_int64 (parameter));

  if (row != NULL)
    rename_sector (self, row);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnSectorsDialog *self = CTN_SECTORS_DIALOG (widget);
  gint64 id = g_variant_get_int64 (parameter);
  g_autoptr (GError) error = NULL;

  if (!ctn_sector_move (self->project, id, g_str_equal (name, "sectors.move-down"), &error))
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
  focus_sector (self, id);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnSectorsDialog *self = CTN_SECTORS_DIALOG (widget);
  GtkListBoxRow *row = find_row (self, g_variant_get_int64 (parameter));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int index;

  if (row == NULL)
    return;
  text = g_strdup_printf (_ ("“%s” deleted"), get_sector (row)->name);
  index = gtk_list_box_row_get_index (row);
  if (!ctn_sector_delete (self->project, get_sector (row)->id, &error)) {
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
    return;
  }
  ctn_toast_show (self->toasts, text, G_CALLBACK (undo_cb), self);
  row = gtk_list_box_get_row_at_index (self->list, MAX (index - 1, 0));
  if (row != NULL)
    focus_sector (self, get_sector (row)->id);
}

static void
append_item (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (const CtnSector *sector)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autoptr (GMenu) remove = g_menu_new ();

  append_item (edit, _ ("_Add Sub-Sector…"), "sectors.add", sector->id);
  append_item (edit, _ ("_Rename…"), "sectors.rename", sector->id);
  if (!sector->is_first)
    append_item (order, _ ("Move _Up"), "sectors.move-up", sector->id);
  if (!sector->is_last)
    append_item (order, _ ("Move _Down"), "sectors.move-down", sector->id);
  append_item (remove, _ ("De_lete"), "sectors.delete", sector->id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));
  return G_MENU_MODEL (menu);
}

/* Takes @sector. */
static GtkWidget *
make_row (CtnSector *sector)
{
  GtkWidget *row = ctn_sector_row_new (sector);
  GtkWidget *button;
  g_autoptr (GMenuModel) menu = make_menu (sector);
  g_autofree char *count = g_strdup_printf ("%'u", sector->n_organisations);
  GtkWidget *label = gtk_label_new (sector->n_organisations > 0 ? count : "");
  g_autofree char *tooltip = g_strdup_printf (
      ctn_ngettext ("%u organisation", "%u organisations", sector->n_organisations),
      sector->n_organisations);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_tooltip_text (label, tooltip);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  button = ctn_menu_button_new ("view-more-symbolic", _ ("Change This Sector"), menu);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "sector", sector, (GDestroyNotify) ctn_sector_free);
  return row;
}

static void
fill (CtnSectorsDialog *self)
{
  g_autoptr (GPtrArray) sectors =
      ctn_sector_tree_list (ctn_project_get_reader (self->project), NULL);

  gtk_list_box_remove_all (self->list);
  gtk_stack_set_visible_child_name (self->stack,
                                    sectors != NULL && sectors->len > 0 ? "list" : "empty");
  if (sectors == NULL)
    return;
  g_ptr_array_set_free_func (sectors, NULL);
  for (guint i = 0; i < sectors->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (sectors, i)));
}

static void
changed_cb (CtnSectorsDialog *self, CtnChangeSet *changes)
{
  if (self->project != NULL && ctn_change_set_has_table (changes, "sector"))
    fill (self);
}

static GtkWidget *
make_list (CtnSectorsDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sectors"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (rename_sector), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static void
set_add_action (GtkWidget *button)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sectors.add");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", (gint64) 0);
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *button = ctn_pill_button_new (_ ("_Add a Sector…"), NULL);
  GtkWidget *page = ctn_status_page_new (
      NULL, _ ("No Sectors"), _ ("Add the fields of activity that you sort partners by."), button);

  set_add_action (button);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

void
ctn_sectors_dialog_present (CtnPage *page, GtkWidget *parent)
{
  CtnSectorsDialog *self = g_object_new (CTN_TYPE_SECTORS_DIALOG, NULL);

  self->project = g_object_ref (ctn_page_get_project (page));
  g_signal_connect_object (self->project, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_root (parent), "notify::visible-dialog",
                           G_CALLBACK (visible_dialog_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

static void
ctn_sectors_dialog_dispose (GObject *object)
{
  g_clear_object (&CTN_SECTORS_DIALOG (object)->project);

  G_OBJECT_CLASS (ctn_sectors_dialog_parent_class)->dispose (object);
}

static void
ctn_sectors_dialog_class_init (CtnSectorsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_sectors_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "sectors.add", "x", add_action);
  gtk_widget_class_install_action (widget_class, "sectors.rename", "x", rename_action);
  gtk_widget_class_install_action (widget_class, "sectors.move-up", "x", move_action);
  gtk_widget_class_install_action (widget_class, "sectors.move-down", "x", move_action);
  gtk_widget_class_install_action (widget_class, "sectors.delete", "x", delete_action);
}

static void
ctn_sectors_dialog_init (CtnSectorsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  set_add_action (add);
  gtk_widget_set_tooltip_text (add, _ ("Add a Sector"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Sectors"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}
