#include "ctn-model-library.h"

#include <ctn-i18n.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>
#include <string.h>

#include "ctn-icon-button.h"
#include "ctn-model-desk.h"
#include "ctn-model-files.h"
#include "ctn-model-mapping-page.h"
#include "ctn-model-node-page.h"
#include "ctn-name-dialog.h"
#include "ctn-toast.h"

#define WIDTH                                                                                      \
  1160 /* of the editor with the preview; one width for all pages, so that the dialog stays where it is */

#define CTN_TYPE_MODEL_LIBRARY (ctn_model_library_get_type ())
G_DECLARE_FINAL_TYPE (CtnModelLibrary, ctn_model_library, CTN, MODEL_LIBRARY, AdwDialog)

struct _CtnModelLibrary {
  AdwDialog parent_instance;

  CtnProject *project; /* (owned) */
  AdwToastOverlay *toasts;
  CtnModelDesk *desk;
  AdwNavigationView *navigation; /* of the desk */
  AdwNavigationPage *page;       /* the list */
  gboolean is_stale;             /* it does not show the latest models */
  AdwPreferencesGroup *own;
  AdwPreferencesGroup *shipped;
  GPtrArray *own_rows;     /* (owned) of GtkWidget (unowned) */
  GPtrArray *shipped_rows; /* the same */
};

G_DEFINE_FINAL_TYPE (CtnModelLibrary, ctn_model_library, ADW_TYPE_DIALOG)

/* What a row stands for. */
typedef struct {
  gint64 id; /* 0: not in the project */
  CtnMaturityModel *model;
  guint n_assessments;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  ctn_maturity_model_unref (entry->model);
  g_free (entry);
}

static void
undo_cb (CtnModelLibrary *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

static void
report (CtnModelLibrary *self, const GError *error)
{
  ctn_toast_show (self->toasts, error->message, NULL, NULL);
}

static void
failed_cb (CtnModelLibrary *self, const GError *error)
{
  report (self, error);
}

/* Opening ------------------------------------------------------------------------------------- */

static void copy_wanted_cb (CtnModelNodePage *page, CtnModelLibrary *self);

static void
open_model (CtnModelLibrary *self, gint64 id, CtnMaturityModel *shipped)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnModelEditor) editor = ctn_model_editor_new (self->project, id, shipped, &error);
  AdwNavigationPage *page;

  if (editor == NULL) {
    report (self, error);
    return;
  }
  g_signal_connect_object (editor, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  page = ctn_model_node_page_new (editor, "");
  g_signal_connect_object (page, "copy-wanted", G_CALLBACK (copy_wanted_cb), self, 0);
  adw_navigation_view_push (self->navigation, page);
}

/* Puts @draft into the project and opens it instead of what is open. */
static void
add_and_open (CtnModelLibrary *self, CtnModelDraft *draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMaturityModel) model = ctn_model_draft_finish (draft, &error);
  gint64 id = model != NULL ? ctn_model_store_import (self->project, model, &error) : 0;

  if (id == 0) {
    report (self, error);
    return;
  }
  adw_navigation_view_pop_to_tag (self->navigation, "library");
  open_model (self, id, NULL);
}

/* A copy with an id of its own, whose title says that it is one. */
static void
copy_model (CtnModelLibrary *self, CtnMaturityModel *model)
{
  const char *const *languages = ctn_maturity_model_get_languages (model);
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (model);

  ctn_model_draft_renew_id (draft);
  ctn_model_draft_set_string (draft, "", "version", "1");
  for (guint i = 0; languages[i] != NULL; i++) {
    /* Translators: title of a copied maturity model */
    g_autofree char *title = g_strdup_printf (
        _ ("%s (Copy)"), ctn_model_draft_get_text (draft, "", "title", languages[i]));

    ctn_model_draft_set_text (draft, "", "title", languages[i], title);
  }
  add_and_open (self, draft);
}

/* The next version that the project does not have, its questions mapped to those of the one in row
 * @id. */
static void
make_new_version (CtnModelLibrary *self, gint64 id, CtnMaturityModel *model)
{
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (model);
  g_autoptr (GError) error = NULL;
  gint64 added;
  g_autoptr (GPtrArray) stored =
      ctn_model_store_list (ctn_project_get_reader (self->project), NULL);
  g_autoptr (CtnMaturityModel) next = ctn_maturity_model_ref (model);

  while (stored != NULL && next != NULL && ctn_model_store_has (stored, next)) {
    g_autofree char *version = ctn_model_next_version (ctn_maturity_model_get_version (next));

    ctn_model_draft_set_string (draft, "", "version", version);
    ctn_maturity_model_unref (next);
    next = ctn_model_draft_finish (draft, NULL);
  }
  added = next != NULL ? ctn_model_mapping_add_version (self->project, id, next, &error) : 0;
  if (added == 0) {
    if (error != NULL)
      report (self, error);
    return;
  }
  adw_navigation_view_pop_to_tag (self->navigation, "library");
  open_model (self, added, NULL);
}

static void
copy_wanted_cb (CtnModelNodePage *page, CtnModelLibrary *self)
{
  CtnModelEditor *editor = ctn_model_page_get_editor (CTN_MODEL_PAGE (page));

  if (ctn_model_editor_get_id (editor) == 0)
    copy_model (self, ctn_model_editor_get_model (editor));
  else
    make_new_version (self, ctn_model_editor_get_id (editor), ctn_model_editor_get_model (editor));
}

/* Files --------------------------------------------------------------------------------------- */

static void
imported_cb (gpointer data, gint64 id, const GError *error)
{
  CtnModelLibrary *self = data;

  if (id != 0)
    open_model (self, id, NULL);
  else
    report (self, error);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_model_file_import (widget, CTN_MODEL_LIBRARY (widget)->project, imported_cb);
}

static void
exported_cb (gpointer data, gint64 id, const GError *error)
{
  CtnModelLibrary *self = data;

  if (error != NULL)
    report (self, error);
  else
    ctn_toast_show (self->toasts, _ ("Model exported"), NULL, NULL);
}

/* Rows ---------------------------------------------------------------------------------------- */

/* The library that a row is in. */
static CtnModelLibrary *
get_library (GtkWidget *row)
{
  return CTN_MODEL_LIBRARY (gtk_widget_get_ancestor (row, CTN_TYPE_MODEL_LIBRARY));
}

static Entry *
get_entry (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "entry");
}

static void
activated_cb (GtkWidget *row, CtnModelLibrary *self)
{
  const Entry *entry = get_entry (row);

  open_model (self, entry->id, entry->model);
}

static void
try_cb (GSimpleAction *action, GVariant *parameter, gpointer row)
{
  CtnModelLibrary *self = get_library (row);

  activated_cb (row, self);
  ctn_model_desk_show_preview (self->desk);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer row)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_ref (get_entry (row)->model);

  copy_model (get_library (row), model);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer row)
{
  ctn_model_file_export (GTK_WIDGET (get_library (row)), get_entry (row)->model, exported_cb);
}

static void
map_cb (GSimpleAction *action, GVariant *parameter, gpointer row)
{
  CtnModelLibrary *self = get_library (row);
  AdwNavigationPage *page = ctn_model_mapping_page_new (self->project, get_entry (row)->id);

  g_signal_connect_object (page, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, page);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer row)
{
  CtnModelLibrary *self = get_library (row);
  g_autoptr (GError) error = NULL;

  if (!ctn_model_store_delete (self->project, get_entry (row)->id, &error)) {
    report (self, error);
    return;
  }
  ctn_toast_show (self->toasts, _ ("Maturity model deleted"), G_CALLBACK (undo_cb), self);
}

/* What can be done with a model, behind one button: there is not much room at 360 pixels. */
static void
add_menu (CtnModelLibrary *self, GtkWidget *row, const Entry *entry)
{
  static const GActionEntry actions[] = { { .name = "try", .activate = try_cb },
                                          { .name = "copy", .activate = copy_cb },
                                          { .name = "export", .activate = export_cb },
                                          { .name = "map", .activate = map_cb },
                                          { .name = "delete", .activate = delete_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), row);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "delete")),
      entry->id != 0 && entry->n_assessments == 0);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "map")),
      entry->id != 0 && ctn_model_has_other_versions (self->project, entry->id));
  gtk_widget_insert_action_group (row, "model", G_ACTION_GROUP (group));
  g_menu_append (menu, _ ("_Try It"), "model.try");
  g_menu_append (menu, _ ("_Copy to Change"), "model.copy");
  g_menu_append (menu, _ ("_Export…"), "model.export");
  g_menu_append (menu, _ ("_Map to Other Versions…"), "model.map");
  g_menu_append (menu, _ ("_Delete"), "model.delete");
  button = ctn_menu_button_new ("view-more-symbolic", _ ("Model Menu"), G_MENU_MODEL (menu));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
describe (const Entry *entry)
{
  guint n = ctn_maturity_model_get_n_leaves (entry->model);
  const char *version = ctn_maturity_model_get_version (entry->model);
  g_autofree char *questions = g_strdup_printf (ctn_ngettext ("%u question", "%u questions", n), n);
  g_autofree char *used =
      entry->n_assessments == 0
          ? NULL
          : g_strdup_printf (ctn_ngettext ("%u assessment", "%u assessments", entry->n_assessments),
                             entry->n_assessments);

  if (used == NULL)
    return g_strdup_printf (_ ("Version %s · %s"), version, questions);
  return g_strdup_printf (_ ("Version %s · %s · %s"), version, questions, used);
}

/* @entry: (transfer full) */
static GtkWidget *
make_row (CtnModelLibrary *self, Entry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (entry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 ctn_texts_get (ctn_maturity_model_get_title (entry->model), NULL));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_object_set_data_full (G_OBJECT (row), "entry", entry, entry_free);
  add_menu (self, row, entry);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
  return row;
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_entry (CtnModelLibrary *self,
           AdwPreferencesGroup *group,
           GPtrArray *rows,
           gint64 id,
           CtnMaturityModel *model,
           guint n_assessments)
{
  Entry *entry = g_new0 (Entry, 1);
  GtkWidget *row;

  entry->id = id;
  entry->model = model;
  entry->n_assessments = n_assessments;
  row = make_row (self, entry);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
fill (CtnModelLibrary *self)
{
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (GPtrArray) stored = ctn_model_store_list (reader, NULL);
  g_auto (GStrv) ids = ctn_maturity_model_list_shipped ();

  clear (self->own, self->own_rows);
  clear (self->shipped, self->shipped_rows);
  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);
    CtnMaturityModel *model = ctn_model_store_load (reader, entry->id, NULL);

    if (model != NULL)
      add_entry (self, self->own, self->own_rows, entry->id, model, entry->n_assessments);
  }
  for (char **id = ids; *id != NULL; id++) {
    g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped (*id, NULL);

    if (model != NULL && (stored == NULL || !ctn_model_store_has (stored, model)))
      add_entry (self, self->shipped, self->shipped_rows, 0, g_steal_pointer (&model), 0);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->own), self->own_rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->shipped), self->shipped_rows->len > 0);
}

static void
fill_if_stale (CtnModelLibrary *self)
{
  if (!self->is_stale)
    return;
  self->is_stale = FALSE;
  fill (self);
}

/* All models are read for the list, so it waits until it is seen again: not at every change of one of them. */
static void
changed_cb (CtnModelLibrary *self, CtnChangeSet *changes)
{
  if (!ctn_change_set_has_table (changes, "maturity_model") &&
      !ctn_change_set_has_table (changes, "assessment"))
    return;
  self->is_stale = TRUE;
  if (adw_navigation_view_get_visible_page (self->navigation) == self->page)
    fill_if_stale (self);
}

/* New ----------------------------------------------------------------------------------------- */

/* A new model is written in the user's language. */
static void
named_cb (const char *name, gpointer data)
{
  const char *const *languages = ctn_get_language_names ();
  const char *language = "en";
  g_autoptr (CtnModelDraft) draft = NULL;

  for (guint i = 0; languages[i] != NULL; i++)
    if (strlen (languages[i]) == 2) {
      language = languages[i];
      break;
    }
  draft = ctn_model_draft_new_blank (name, language);
  add_and_open (data, draft);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_name_dialog_present (widget, _ ("New Maturity Model"), "", _ ("_Add"), named_cb, widget);
}

/* Content ------------------------------------------------------------------------------------- */

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_New Model…"), "library.new");
  g_menu_append (menu, _ ("_Import a File…"), "library.import");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Add a Model"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), button);
  return header;
}

static AdwNavigationPage *
make_page (CtnModelLibrary *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  self->own = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->shipped = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->own, _ ("In This Project"));
  adw_preferences_group_set_title (self->shipped, _ ("With the Program"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->own);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->shipped);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_header ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  return adw_navigation_page_new_with_tag (view, _ ("Maturity Models"), "library");
}

static void
ctn_model_library_finalize (GObject *object)
{
  CtnModelLibrary *self = CTN_MODEL_LIBRARY (object);

  g_clear_object (&self->project);
  g_ptr_array_unref (self->own_rows);
  g_ptr_array_unref (self->shipped_rows);

  G_OBJECT_CLASS (ctn_model_library_parent_class)->finalize (object);
}

static void
ctn_model_library_class_init (CtnModelLibraryClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ctn_model_library_finalize;
  gtk_widget_class_install_action (widget_class, "library.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "library.import", NULL, import_action);
}

static void
ctn_model_library_init (CtnModelLibrary *self)
{
  self->own_rows = g_ptr_array_new ();
  self->shipped_rows = g_ptr_array_new ();
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->desk = CTN_MODEL_DESK (ctn_model_desk_new ());
  self->navigation = ctn_model_desk_get_navigation (self->desk);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  self->page = make_page (self);
  g_signal_connect_object (self->page, "showing", G_CALLBACK (fill_if_stale), self,
                           G_CONNECT_SWAPPED);
  adw_navigation_view_add (self->navigation, self->page);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->desk));
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->toasts));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Maturity Models"));
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), 760);
}

void
ctn_model_library_present (CtnPage *page)
{
  CtnModelLibrary *self = g_object_new (CTN_TYPE_MODEL_LIBRARY, NULL);

  self->project = g_object_ref (ctn_page_get_project (page));
  fill (self);
  g_signal_connect_object (self->project, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
