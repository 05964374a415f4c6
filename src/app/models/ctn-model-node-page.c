#include "ctn-model-node-page.h"

#include <glib/gi18n.h>

#include "ctn-icon-button.h"
#include "ctn-model-part-list.h"
#include "ctn-model-question-page.h"
#include "ctn-model-rows.h"

struct _CtnModelNodePage {
  AdwNavigationPage parent_instance;

  CtnModelEditor *editor; /* (owned) */
  char *place;            /* (owned) */

  AdwBanner *banner;
  AdwPreferencesGroup *children_group;
  GtkListBox *children;
  GtkWidget *add_question;
  GtkWidget *add_group;
};

G_DEFINE_FINAL_TYPE (CtnModelNodePage, ctn_model_node_page, ADW_TYPE_NAVIGATION_PAGE)

enum { SIGNAL_COPY_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_whole (CtnModelNodePage *self)
{
  return *self->place == '\0';
}

/* Children ------------------------------------------------------------------------------------ */

static void
open_child (CtnModelNodePage *self, const char *place)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (self->editor);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *page;

  page = ctn_model_draft_is_question (draft, place)
             ? ctn_model_question_page_new (self->editor, place)
             : ctn_model_node_page_new (self->editor, place);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
}

static void
row_activated_cb (CtnModelNodePage *self, GtkListBoxRow *row)
{
  g_autofree char *place =
      ctn_model_draft_dup_child (ctn_model_editor_get_draft (self->editor), self->place,
                                 (guint) gtk_list_box_row_get_index (row));

  open_child (self, place);
}

static char *
dup_row_place (CtnModelNodePage *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  return ctn_model_draft_dup_child (ctn_model_editor_get_draft (self->editor), self->place,
                                    (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

/* The list was made anew: the keyboard goes on where the row went. */
static void
focus_row (CtnModelNodePage *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->children, index);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move (CtnModelNodePage *self, GtkWidget *button, int by)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  g_autofree char *place = dup_row_place (self, button);
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (self->editor);

  if (!ctn_model_draft_can_move (draft, place, by))
    return;
  ctn_model_draft_move (draft, place, by);
  if (ctn_model_editor_try (self->editor, draft))
    focus_row (self, index + by);
}

static void
up_cb (GtkWidget *button, CtnModelNodePage *self)
{
  move (self, button, -1);
}

static void
down_cb (GtkWidget *button, CtnModelNodePage *self)
{
  move (self, button, 1);
}

static void
remove_cb (GtkWidget *button, CtnModelNodePage *self)
{
  g_autofree char *place = dup_row_place (self, button);
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (self->editor);

  if (!ctn_model_draft_can_remove (draft, place))
    return;
  ctn_model_draft_remove (draft, place);
  ctn_model_editor_try (self->editor, draft);
}

static void
add_button (CtnModelNodePage *self,
            GtkWidget *row,
            const char *icon,
            const char *tooltip,
            gboolean possible,
            GCallback callback)
{
  GtkWidget *button = ctn_icon_button_new (icon, tooltip);

  gtk_widget_set_sensitive (button, possible);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
describe_child (CtnModelNodePage *self, const char *place)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (self->editor);
  double weight = ctn_model_draft_get_number (draft, place, "weight", 1);
  guint n = ctn_model_draft_count_children (draft, place);

  if (n == 0)
    return g_strdup_printf (_ ("Weight %g"), weight);
  return g_strdup_printf (
      g_dngettext (NULL, "Weight %g · %u question", "Weight %g · %u questions", n), weight, n);
}

static GtkWidget *
make_child_row (CtnModelNodePage *self, guint position)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (self->editor);
  g_autofree char *place = ctn_model_draft_dup_child (draft, self->place, position);
  g_autofree char *subtitle = describe_child (self, place);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 ctn_model_editor_get_title (self->editor, place));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (ctn_model_editor_is_editable (self->editor)) {
    add_button (self, row, "go-up-symbolic", _ ("Move Up"),
                ctn_model_draft_can_move (draft, place, -1), G_CALLBACK (up_cb));
    add_button (self, row, "go-down-symbolic", _ ("Move Down"),
                ctn_model_draft_can_move (draft, place, 1), G_CALLBACK (down_cb));
    add_button (self, row, "user-trash-symbolic", _ ("Remove"),
                ctn_model_draft_can_remove (draft, place), G_CALLBACK (remove_cb));
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
add_child (CtnModelNodePage *self, gboolean group)
{
  const char *language = ctn_model_editor_get_language (self->editor);
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (self->editor);
  g_autofree char *place =
      group ? ctn_model_draft_add_group (draft, self->place, _ ("New Dimension"), language)
            : ctn_model_draft_add_question (draft, self->place, _ ("New Question"), language);

  if (place != NULL && ctn_model_editor_try (self->editor, draft))
    open_child (self, place);
}

static void
add_question_cb (CtnModelNodePage *self)
{
  add_child (self, FALSE);
}

static void
add_group_cb (CtnModelNodePage *self)
{
  add_child (self, TRUE);
}

/* Which of the two can be added: a node has either questions or groups. */
static void
show_add_buttons (CtnModelNodePage *self)
{
  const char *language = ctn_model_editor_get_language (self->editor);
  g_autoptr (CtnModelDraft) trial = ctn_model_editor_begin (self->editor);
  g_autofree char *question = ctn_model_draft_add_question (trial, self->place, "?", language);
  g_autofree char *group = ctn_model_draft_add_group (trial, self->place, "?", language);
  gboolean editable = ctn_model_editor_is_editable (self->editor);

  gtk_widget_set_visible (self->add_question, editable && question != NULL);
  gtk_widget_set_visible (self->add_group, editable && group != NULL);
  adw_preferences_group_set_title (self->children_group,
                                   question != NULL ? _ ("Questions") : _ ("Dimensions"));
}

static void
show_banner (CtnModelNodePage *self)
{
  guint n = ctn_model_editor_get_n_assessments (self->editor);
  g_autofree char *title = NULL;

  if (ctn_model_editor_get_id (self->editor) == 0)
    title = g_strdup (_ ("This model comes with the program."));
  else
    title = g_strdup_printf (
        g_dngettext (NULL, "%u assessment uses this version, so it stays as it is.",
                     "%u assessments use this version, so it stays as it is.", n),
        n);
  adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, ctn_model_editor_get_id (self->editor) == 0
                                                 ? _ ("_Copy to Change")
                                                 : _ ("New _Version"));
  adw_banner_set_revealed (self->banner,
                           is_whole (self) && !ctn_model_editor_is_editable (self->editor));
}

static void
refresh_cb (CtnModelNodePage *self)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (self->editor);
  guint n = ctn_model_draft_count_children (draft, self->place);

  gtk_list_box_remove_all (self->children);
  if (!ctn_model_draft_exists (draft, self->place))
    return;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 ctn_model_editor_get_title (self->editor, self->place));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->children, make_child_row (self, i));
  show_add_buttons (self);
  show_banner (self);
}

/* Content ------------------------------------------------------------------------------------- */

static GtkWidget *
make_add_button (CtnModelNodePage *self, const char *label, GCallback callback)
{
  GtkWidget *row = adw_button_row_new ();
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), "list-add-symbolic");
  g_signal_connect_swapped (row, "activated", callback, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static void
add (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
make_texts (CtnModelNodePage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  add (group, ctn_model_text_row_new (self->editor, self->place, "title", _ ("Title"), FALSE));
  if (is_whole (self)) {
    add (group, ctn_model_text_row_new (self->editor, "", "description", _ ("Description"), TRUE));
    add (group, ctn_model_string_row_new (self->editor, "", "version", _ ("Version")));
    add (group, ctn_model_string_row_new (self->editor, "", "author", _ ("Author")));
    add (group, ctn_model_string_row_new (self->editor, "", "licence", _ ("Licence")));
    add (group, ctn_model_text_row_new (self->editor, "", "source", _ ("Source"), TRUE));
  } else {
    add (group, ctn_model_text_row_new (self->editor, self->place, "short-title",
                                        _ ("Short Title for Charts"), FALSE));
    add (group, ctn_model_text_row_new (self->editor, self->place, "help", _ ("Help"), TRUE));
    add (group, ctn_model_weight_row_new (self->editor, self->place));
  }
  add (group, ctn_model_aggregation_row_new (self->editor, self->place));
  return group;
}

static void
copy_cb (CtnModelNodePage *self)
{
  g_signal_emit (self, signals[SIGNAL_COPY_WANTED], 0);
}

/* Bands of any node; conditions and references of the whole. */
static void
add_parts (CtnModelNodePage *self, AdwPreferencesPage *page)
{
  CtnModelPartKind last = is_whole (self) ? CTN_MODEL_NORMS : CTN_MODEL_BANDS;

  for (CtnModelPartKind kind = CTN_MODEL_BANDS; kind <= last; kind++)
    adw_preferences_page_add (
        page, ADW_PREFERENCES_GROUP (ctn_model_part_list_new (self->editor, self->place, kind)));
}

static GtkWidget *
make_content (CtnModelNodePage *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesPage *groups = ADW_PREFERENCES_PAGE (page);

  self->children_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->children = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->children, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->children), "boxed-list");
  g_signal_connect_swapped (self->children, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_preferences_group_add (self->children_group, GTK_WIDGET (self->children));
  self->add_question = make_add_button (self, _ ("Add a Question…"), G_CALLBACK (add_question_cb));
  self->add_group = make_add_button (self, _ ("Add a Dimension…"), G_CALLBACK (add_group_cb));
  adw_preferences_page_add (groups, ADW_PREFERENCES_GROUP (make_texts (self)));
  adw_preferences_page_add (groups, self->children_group);
  adw_preferences_page_add (groups, ADW_PREFERENCES_GROUP (self->add_question));
  adw_preferences_page_add (groups, ADW_PREFERENCES_GROUP (self->add_group));
  add_parts (self, groups);
  return page;
}

static void
ctn_model_node_page_finalize (GObject *object)
{
  CtnModelNodePage *self = CTN_MODEL_NODE_PAGE (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (ctn_model_node_page_parent_class)->finalize (object);
}

static void
ctn_model_node_page_class_init (CtnModelNodePageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_node_page_finalize;
  signals[SIGNAL_COPY_WANTED] =
      g_signal_new ("copy-wanted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
ctn_model_node_page_init (CtnModelNodePage *self)
{
}

AdwNavigationPage *
ctn_model_node_page_new (CtnModelEditor *editor, const char *place)
{
  CtnModelNodePage *self = g_object_new (CTN_TYPE_MODEL_NODE_PAGE, NULL);
  GtkWidget *view = adw_toolbar_view_new ();

  self->editor = g_object_ref (editor);
  self->place = g_strdup (place);
  self->banner = ADW_BANNER (adw_banner_new (""));
  g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (copy_cb), self);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), ctn_model_header_new (editor));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->banner));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (self));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  refresh_cb (self);
  g_signal_connect_object (editor, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
