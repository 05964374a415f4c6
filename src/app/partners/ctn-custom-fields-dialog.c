#include "ctn-custom-fields-dialog.h"

#include <ctn-custom-field.h>
#include <ctn-i18n.h>
#include <ctn-organisation.h>

#include "ctn-icon-button.h"
#include "ctn-status-page.h"
#include "ctn-toast.h"

#define CTN_TYPE_CUSTOM_FIELDS_DIALOG (ctn_custom_fields_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnCustomFieldsDialog,
                      ctn_custom_fields_dialog,
                      CTN,
                      CUSTOM_FIELDS_DIALOG,
                      AdwDialog)

struct _CtnCustomFieldsDialog {
  AdwDialog parent_instance;

  CtnProject *project; /* (owned) (nullable) */
  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  GtkStack *stack;
  GtkListBox *list;

  gint64 edited; /* the field on the second page, 0 for a new one */
  AdwEntryRow *label_row;
  AdwComboRow *type_row;
  AdwPreferencesGroup *choices_group;
  GtkTextBuffer *choices;
  GtkButton *apply_button;
  AdwBanner *problem;
};

G_DEFINE_FINAL_TYPE (CtnCustomFieldsDialog, ctn_custom_fields_dialog, ADW_TYPE_DIALOG)

static void
undo_cb (CtnCustomFieldsDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

static CtnCustomField *
get_field (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return g_object_get_data (G_OBJECT (row), "field");
}

/* The list was made anew: whoever moves a field with the keyboard goes on with the same button. */
static void
focus_field (CtnCustomFieldsDialog *self, gint64 id, const char *button)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    GtkWidget *widget = g_object_get_data (G_OBJECT (row), button);

    if (ctn_custom_field_get_id (g_object_get_data (G_OBJECT (row), "field")) == id)
      gtk_widget_grab_focus (gtk_widget_get_sensitive (widget) ? widget : GTK_WIDGET (row));
  }
}

static void
move (CtnCustomFieldsDialog *self, GtkWidget *button, gboolean down)
{
  gint64 id = ctn_custom_field_get_id (get_field (button));
  g_autoptr (GError) error = NULL;

  if (ctn_custom_field_move (self->project, id, down, &error))
    focus_field (self, id, down ? "go-down-symbolic" : "go-up-symbolic");
  else
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
}

static void
up_cb (GtkWidget *button, CtnCustomFieldsDialog *self)
{
  move (self, button, FALSE);
}

static void
down_cb (GtkWidget *button, CtnCustomFieldsDialog *self)
{
  move (self, button, TRUE);
}

static void
delete_cb (GtkWidget *button, CtnCustomFieldsDialog *self)
{
  g_autoptr (CtnCustomField) field = ctn_custom_field_ref (get_field (button));
  guint n = ctn_custom_field_count_values (ctn_project_get_reader (self->project),
                                           ctn_custom_field_get_id (field));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!ctn_custom_field_delete (self->project, ctn_custom_field_get_id (field), &error)) {
    ctn_toast_show (self->toasts, error->message, NULL, NULL);
    return;
  }
  text = n == 0 ? g_strdup_printf (_ ("“%s” deleted"), ctn_custom_field_get_label (field))
                : g_strdup_printf (
                      ctn_ngettext ("“%s” deleted with %u value", "“%s” deleted with %u values", n),
                      ctn_custom_field_get_label (field), n);
  ctn_toast_show (self->toasts, text, G_CALLBACK (undo_cb), self);
}

static void
add_button (GtkWidget *row,
            const char *icon_name,
            const char *tooltip,
            gboolean sensitive,
            GCallback callback,
            CtnCustomFieldsDialog *self)
{
  GtkWidget *button = ctn_icon_button_new (icon_name, tooltip);

  gtk_widget_set_sensitive (button, sensitive);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), icon_name, button);
}

static guint
find_type (CtnFieldType type)
{
  guint i = 0;

  while (ctn_custom_types ()[i].type != type)
    i++;
  return i;
}

static void
edit_field (CtnCustomFieldsDialog *self, CtnCustomField *field)
{
  self->edited = field != NULL ? ctn_custom_field_get_id (field) : 0;
  gtk_editable_set_text (GTK_EDITABLE (self->label_row),
                         field != NULL ? ctn_custom_field_get_label (field) : "");
  adw_combo_row_set_selected (
      self->type_row, field != NULL ? find_type (ctn_custom_field_get_type (field)->type) : 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->type_row), field == NULL);
  gtk_button_set_label (self->apply_button, field != NULL ? _ ("_Apply") : _ ("_Add"));
  gtk_text_buffer_set_text (self->choices,
                            field != NULL ? ctn_custom_field_get_choices (field) : "", -1);
  adw_banner_set_revealed (self->problem, FALSE);
  adw_navigation_view_push_by_tag (self->navigation, "field");
  gtk_widget_grab_focus (GTK_WIDGET (self->label_row));
}

static void
activated_cb (GtkWidget *row, CtnCustomFieldsDialog *self)
{
  edit_field (self, get_field (row));
}

static void
add_cb (CtnCustomFieldsDialog *self)
{
  edit_field (self, NULL);
}

static GtkWidget *
make_row (CtnCustomFieldsDialog *self, CtnCustomField *field, guint position, guint n)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ctn_custom_field_get_label (field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (ctn_custom_field_get_type (field)->label));
  g_object_set_data_full (G_OBJECT (row), "field", ctn_custom_field_ref (field),
                          (GDestroyNotify) ctn_custom_field_unref);
  add_button (row, "go-up-symbolic", _ ("Move Up"), position > 0, G_CALLBACK (up_cb), self);
  add_button (row, "go-down-symbolic", _ ("Move Down"), position + 1 < n, G_CALLBACK (down_cb),
              self);
  add_button (row, "user-trash-symbolic", _ ("Delete"), TRUE, G_CALLBACK (delete_cb), self);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_DEFAULT);
  return row;
}

static void
fill (CtnCustomFieldsDialog *self)
{
  g_autoptr (GPtrArray) fields = ctn_custom_field_list (ctn_project_get_reader (self->project),
                                                        ctn_organisation_kind (), NULL);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    gtk_list_box_append (self->list,
                         make_row (self, g_ptr_array_index (fields, i), i, fields->len));
  gtk_stack_set_visible_child_name (self->stack,
                                    fields != NULL && fields->len > 0 ? "list" : "empty");
}

static void
changed_cb (CtnCustomFieldsDialog *self, CtnChangeSet *changes)
{
  if (self->project != NULL && ctn_change_set_has_table (changes, "custom_field"))
    fill (self);
}

static const CtnCustomType *
get_type (CtnCustomFieldsDialog *self)
{
  return &ctn_custom_types ()[adw_combo_row_get_selected (self->type_row)];
}

static void
type_cb (CtnCustomFieldsDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->choices_group),
                          get_type (self)->type == CTN_FIELD_CHOICE);
}

static void
apply_cb (CtnCustomFieldsDialog *self)
{
  const char *label = gtk_editable_get_text (GTK_EDITABLE (self->label_row));
  g_autofree char *choices = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_object_get (self->choices, "text", &choices, NULL);
  ok = self->edited != 0
           ? ctn_custom_field_edit (self->project, self->edited, label, choices, &error)
           : ctn_custom_field_add (self->project, ctn_organisation_kind (), label,
                                   get_type (self)->type, choices, &error) != 0;
  if (ok) {
    adw_navigation_view_pop (self->navigation);
    return;
  }
  adw_banner_set_title (self->problem, error->message);
  adw_banner_set_revealed (self->problem, TRUE);
}

static GtkWidget *
make_choices (CtnCustomFieldsDialog *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_frame_new (NULL);

  self->choices = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_widget_set_size_request (view, -1, 120);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choices, one per line"), -1);
  gtk_widget_add_css_class (frame, "view");
  gtk_frame_set_child (GTK_FRAME (frame), view);
  self->choices_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->choices_group, _ ("Choices"));
  adw_preferences_group_set_description (self->choices_group, _ ("One per line"));
  adw_preferences_group_add (self->choices_group, frame);
  return GTK_WIDGET (self->choices_group);
}

static GtkWidget *
make_field_form (CtnCustomFieldsDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);

  for (const CtnCustomType *type = ctn_custom_types (); type->code != NULL; type++)
    gtk_string_list_append (types, _ (type->label));
  self->label_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  self->type_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->label_row), _ ("Name"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->type_row), _ ("Type"));
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (types));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->label_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->type_row));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_choices (self)));
  g_signal_connect_object (self->label_row, "entry-activated", G_CALLBACK (apply_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->type_row, "notify::selected", G_CALLBACK (type_cb), self,
                           G_CONNECT_SWAPPED);
  type_cb (self);
  return page;
}

static AdwNavigationPage *
make_field_page (CtnCustomFieldsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *apply = gtk_button_new ();

  self->problem = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->problem, FALSE);
  self->apply_button = GTK_BUTTON (apply);
  gtk_button_set_use_underline (self->apply_button, TRUE);
  gtk_widget_add_css_class (apply, "suggested-action");
  g_signal_connect_object (apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), apply);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->problem));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_field_form (self));
  return adw_navigation_page_new_with_tag (view, _ ("Custom Field"), "field");
}

static GtkWidget *
make_list (CtnCustomFieldsDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Custom fields"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static GtkWidget *
make_empty (CtnCustomFieldsDialog *self)
{
  GtkWidget *button = ctn_pill_button_new (_ ("_Add a Field…"), NULL);
  GtkWidget *page = ctn_status_page_new (
      NULL, _ ("No Custom Fields"),
      _ ("Add what this project wants to know about its partners and no other field asks for."),
      button);

  gtk_widget_add_css_class (page, "compact");
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  return page;
}

static AdwNavigationPage *
make_list_page (CtnCustomFieldsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_widget_set_tooltip_text (add, _ ("Add a Field"));
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  return adw_navigation_page_new_with_tag (view, _ ("Custom Fields"), "list");
}

void
ctn_custom_fields_dialog_present (CtnPage *page)
{
  CtnCustomFieldsDialog *self = g_object_new (CTN_TYPE_CUSTOM_FIELDS_DIALOG, NULL);

  self->project = g_object_ref (ctn_page_get_project (page));
  g_signal_connect_object (self->project, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}

static void
ctn_custom_fields_dialog_dispose (GObject *object)
{
  g_clear_object (&CTN_CUSTOM_FIELDS_DIALOG (object)->project);

  G_OBJECT_CLASS (ctn_custom_fields_dialog_parent_class)->dispose (object);
}

static void
ctn_custom_fields_dialog_class_init (CtnCustomFieldsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_custom_fields_dialog_dispose;
}

static void
ctn_custom_fields_dialog_init (CtnCustomFieldsDialog *self)
{
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->navigation = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_navigation_view_add (self->navigation, make_list_page (self));
  adw_navigation_view_add (self->navigation, make_field_page (self));
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->navigation));
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->toasts));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Custom Fields"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
}
