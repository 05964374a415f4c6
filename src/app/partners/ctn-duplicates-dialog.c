#include "ctn-duplicates-dialog.h"

#include <ctn-duplicates.h>
#include <ctn-i18n.h>

#include "ctn-duplicates-compare.h"
#include "ctn-status-page.h"
#include "ctn-toast.h"

#define MAX_SHOWN 200

typedef struct {
  CtnPage *page;     /* (owned) */
  AdwDialog *dialog; /* (unowned) */
  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  GtkStack *stack; /* "searching", "none", "list" */
  AdwPreferencesPage *list;
  AdwPreferencesGroup *group;    /* (nullable) the rows, in @list */
  GPtrArray *pairs;              /* (owned) (nullable) CtnDuplicate */
  CtnDuplicatesCompare *compare; /* (unowned) (nullable) the pair that is open */
  gint64 one, other;             /* organisations of the pair that is open */
  GCancellable *cancellable;     /* (owned) */
} Duplicates;

static void search (Duplicates *self);

static void
duplicates_free (gpointer data)
{
  Duplicates *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_object_unref (self->page);
  g_free (self);
}

static CtnProject *
get_project (Duplicates *self)
{
  return ctn_page_get_project (self->page);
}

/* The toasts of the window are behind the dialog. */
static void
undo_cb (AdwDialog *dialog)
{
  Duplicates *self = g_object_get_data (G_OBJECT (dialog), "duplicates");
  GError *error = NULL;

  if (!ctn_project_undo (get_project (self), &error) && error != NULL)
    ctn_page_report (self->page, error);
  search (self);
}

static void
show_done (Duplicates *self, const char *text)
{
  ctn_toast_show (self->toasts, text, G_CALLBACK (undo_cb), self->dialog);
  adw_navigation_view_pop (self->navigation);
  search (self);
}

static void
merge_cb (Duplicates *self)
{
  GError *error = NULL;

  if (ctn_duplicates_compare_merge (self->compare, &error))
    show_done (self, _ ("Organisations merged"));
  else
    ctn_page_report (self->page, error);
}

static void
apart_cb (Duplicates *self)
{
  GError *error = NULL;

  if (ctn_duplicates_keep_apart (get_project (self), self->one, self->other, &error))
    show_done (self, _ ("Kept apart"));
  else
    ctn_page_report (self->page, error);
}

static GtkWidget *
make_buttons (Duplicates *self)
{
  GtkWidget *bar = gtk_action_bar_new ();
  GtkWidget *apart = gtk_button_new_with_mnemonic (_ ("_Not the Same"));
  GtkWidget *merge = gtk_button_new_with_mnemonic (_ ("_Merge"));

  gtk_widget_add_css_class (merge, "suggested-action");
  gtk_widget_set_margin_start (apart, 6);
  gtk_widget_set_margin_end (merge, 6);
  gtk_action_bar_pack_start (GTK_ACTION_BAR (bar), apart);
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), merge);
  g_signal_connect_swapped (apart, "clicked", G_CALLBACK (apart_cb), self);
  g_signal_connect_swapped (merge, "clicked", G_CALLBACK (merge_cb), self);
  return bar;
}

static void
row_activated_cb (Duplicates *self, GtkWidget *row)
{
  const CtnDuplicate *pair = g_object_get_data (G_OBJECT (row), "pair");
  GtkWidget *view = adw_toolbar_view_new ();

  self->one = pair->one;
  self->other = pair->other;
  self->compare = CTN_DUPLICATES_COMPARE (
      ctn_duplicates_compare_new (get_project (self), pair->one, pair->other));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->compare));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), make_buttons (self));
  adw_navigation_view_push (self->navigation, adw_navigation_page_new (view, pair->one_name));
}

static void
add_row (Duplicates *self, const CtnDuplicate *pair)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf ("%s – %s", pair->one_name, pair->other_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ctn_duplicate_reason_get_label (pair->reason));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "pair", (gpointer) pair);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (row_activated_cb), self);
  adw_preferences_group_add (self->group, row);
}

static void
show_pairs (Duplicates *self)
{
  g_autofree char *title = NULL;

  if (self->group != NULL)
    adw_preferences_page_remove (self->list, self->group);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  title =
      g_strdup_printf (ctn_ngettext ("%u Pair", "%u Pairs", self->pairs->len), self->pairs->len);
  adw_preferences_group_set_title (self->group, title);
  if (self->pairs->len > MAX_SHOWN)
    adw_preferences_group_set_description (
        self->group, _ ("The surest come first; more are shown when these are settled."));
  for (guint i = 0; i < MIN (self->pairs->len, MAX_SHOWN); i++)
    add_row (self, self->pairs->pdata[i]);
  adw_preferences_page_add (self->list, self->group);
  gtk_stack_set_visible_child_name (self->stack, self->pairs->len > 0 ? "list" : "none");
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Duplicates *self = g_object_get_data (G_OBJECT (dialog), "duplicates");
  GError *error = NULL;
  GPtrArray *pairs = ctn_duplicates_find_finish (result, &error);

  if (pairs == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      ctn_page_report (self->page, g_steal_pointer (&error));
    g_clear_error (&error);
    return;
  }
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  self->pairs = pairs;
  show_pairs (self);
}

/* The rows point to what the last search found; none can be chosen until the next has. */
static void
search (Duplicates *self)
{
  gtk_stack_set_visible_child_name (self->stack, "searching");
  ctn_duplicates_find_async (get_project (self), self->cancellable, found_cb,
                             g_object_ref (self->dialog));
}

static GtkWidget *
make_status (const char *icon, const char *title, const char *description)
{
  GtkWidget *page = ctn_status_page_new (icon, title, description, NULL);

  gtk_widget_add_css_class (page, "compact");
  return page;
}

static GtkWidget *
make_list (Duplicates *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->list = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_stack_add_named (self->stack,
                       ctn_status_page_new (NULL, _ ("Comparing…"), NULL, adw_spinner_new ()),
                       "searching");
  gtk_stack_add_named (
      self->stack,
      make_status ("object-select-symbolic", _ ("No Duplicates Found"),
                   _ ("No two organisations share a number, a website or a name.")),
      "none");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  return view;
}

/* While the dialog closes, nothing that still comes in is shown. */
static void
closed_cb (Duplicates *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
ctn_duplicates_dialog_present (CtnPage *page)
{
  Duplicates *self = g_new0 (Duplicates, 1);

  self->page = g_object_ref (page);
  self->cancellable = g_cancellable_new ();
  self->dialog = adw_dialog_new ();
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->navigation = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_navigation_view_add (self->navigation,
                           adw_navigation_page_new (make_list (self), _ ("Duplicates")));
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->navigation));
  adw_dialog_set_title (self->dialog, _ ("Duplicates"));
  adw_dialog_set_content_width (self->dialog, 600);
  adw_dialog_set_content_height (self->dialog, 640);
  adw_dialog_set_child (self->dialog, GTK_WIDGET (self->toasts));
  g_object_set_data_full (G_OBJECT (self->dialog), "duplicates", self, duplicates_free);
  g_signal_connect_swapped (self->dialog, "closed", G_CALLBACK (closed_cb), self);
  adw_dialog_present (self->dialog, GTK_WIDGET (page));
  search (self);
}
