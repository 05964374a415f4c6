#include "ctn-model-node-page.h"

#include <ctn-i18n.h>

#include "ctn-icon-button.h"
#include "ctn-model-part-list.h"
#include "ctn-model-question-page.h"
#include "ctn-model-rows.h"

struct _CtnModelNodePage {
  CtnModelPage parent_instance;

  AdwBanner *banner; /* (nullable) of the whole */
  AdwPreferencesGroup *children_group;
  GtkListBox *children;
  GtkWidget *add_question;
  GtkWidget *add_group;
};

G_DEFINE_FINAL_TYPE (CtnModelNodePage, ctn_model_node_page, CTN_TYPE_MODEL_PAGE)

enum { SIGNAL_COPY_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static CtnModelEditor *
get_editor (CtnModelNodePage *self)
{
  return ctn_model_page_get_editor (CTN_MODEL_PAGE (self));
}

static const char *
get_place (CtnModelNodePage *self)
{
  return ctn_model_page_get_place (CTN_MODEL_PAGE (self));
}

static gboolean
is_whole (CtnModelNodePage *self)
{
  return *get_place (self) == '\0';
}

/* Children ------------------------------------------------------------------------------------ */

static void
open_child (CtnModelNodePage *self, const char *place)
{
  CtnModelEditor *editor = get_editor (self);

  ctn_model_page_open (CTN_MODEL_PAGE (self),
                       ctn_model_draft_is_question (ctn_model_editor_get_draft (editor), place)
                           ? ctn_model_question_page_new (editor, place)
                           : ctn_model_node_page_new (editor, place));
}

static void
row_activated_cb (CtnModelNodePage *self, GtkListBoxRow *row)
{
  g_autofree char *place =
      ctn_model_draft_dup_child (ctn_model_editor_get_draft (get_editor (self)), get_place (self),
                                 (guint) gtk_list_box_row_get_index (row));

  open_child (self, place);
}

static char *
dup_row_place (CtnModelNodePage *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  return ctn_model_draft_dup_child (ctn_model_editor_get_draft (get_editor (self)),
                                    get_place (self),
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
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (get_editor (self));

  if (!ctn_model_draft_can_move (draft, place, by))
    return;
  ctn_model_draft_move (draft, place, by);
  if (ctn_model_editor_try (get_editor (self), draft))
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
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (get_editor (self));

  if (!ctn_model_draft_can_remove (draft, place))
    return;
  ctn_model_draft_remove (draft, place);
  ctn_model_editor_try (get_editor (self), draft);
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
  CtnModelDraft *draft = ctn_model_editor_get_draft (get_editor (self));
  double weight = ctn_model_draft_get_number (draft, place, "weight", 1);
  guint n = ctn_model_draft_count_children (draft, place);

  if (n == 0)
    return g_strdup_printf (_ ("Weight %g"), weight);
  return g_strdup_printf (ctn_ngettext ("Weight %g · %u question", "Weight %g · %u questions", n),
                          weight, n);
}

static GtkWidget *
make_child_row (CtnModelNodePage *self, guint position)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (get_editor (self));
  g_autofree char *place = ctn_model_draft_dup_child (draft, get_place (self), position);
  g_autofree char *subtitle = describe_child (self, place);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 ctn_model_editor_get_title (get_editor (self), place));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (ctn_model_editor_is_editable (get_editor (self))) {
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
  const char *language = ctn_model_editor_get_language (get_editor (self));
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (get_editor (self));
  g_autofree char *place =
      group ? ctn_model_draft_add_group (draft, get_place (self), _ ("New Dimension"), language)
            : ctn_model_draft_add_question (draft, get_place (self), _ ("New Question"), language);

  if (place != NULL && ctn_model_editor_try (get_editor (self), draft))
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
  CtnModelDraft *draft = ctn_model_editor_get_draft (get_editor (self));
  gboolean editable = ctn_model_editor_is_editable (get_editor (self));
  gboolean question = ctn_model_draft_can_add_question (draft, get_place (self));

  gtk_widget_set_visible (self->add_question, editable && question);
  gtk_widget_set_visible (self->add_group,
                          editable && ctn_model_draft_can_add_group (draft, get_place (self)));
  adw_preferences_group_set_title (self->children_group,
                                   question ? _ ("Questions") : _ ("Dimensions"));
}

static void
show_banner (CtnModelNodePage *self)
{
  guint n = ctn_model_editor_get_n_assessments (get_editor (self));
  g_autofree char *title = NULL;

  if (ctn_model_editor_get_id (get_editor (self)) == 0)
    title = g_strdup (_ ("This model comes with the program."));
  else
    title =
        g_strdup_printf (ctn_ngettext ("%u assessment uses this version, so it stays as it is.",
                                       "%u assessments use this version, so it stays as it is.", n),
                         n);
  adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, ctn_model_editor_get_id (get_editor (self)) == 0
                                                 ? _ ("_Copy to Change")
                                                 : _ ("New _Version"));
  adw_banner_set_revealed (self->banner, !ctn_model_editor_is_editable (get_editor (self)));
}

static void
refresh (CtnModelPage *page)
{
  CtnModelNodePage *self = CTN_MODEL_NODE_PAGE (page);
  guint n = ctn_model_draft_count_children (ctn_model_editor_get_draft (get_editor (self)),
                                            get_place (self));

  gtk_list_box_remove_all (self->children);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->children, make_child_row (self, i));
  show_add_buttons (self);
  if (self->banner != NULL)
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

static void
add_texts (CtnModelNodePage *self)
{
  CtnModelEditor *editor = get_editor (self);
  const char *place = get_place (self);
  GtkWidget *group = GTK_WIDGET (ctn_model_page_add_group (CTN_MODEL_PAGE (self), NULL));

  add (group, ctn_model_text_row_new (editor, place, "title", _ ("Title"), FALSE));
  if (is_whole (self)) {
    add (group, ctn_model_text_row_new (editor, "", "description", _ ("Description"), TRUE));
    add (group, ctn_model_string_row_new (editor, "", "version", _ ("Version")));
    add (group, ctn_model_string_row_new (editor, "", "author", _ ("Author")));
    add (group, ctn_model_string_row_new (editor, "", "licence", _ ("Licence")));
    add (group, ctn_model_text_row_new (editor, "", "source", _ ("Source"), TRUE));
  } else {
    add (group, ctn_model_text_row_new (editor, place, "short-title", _ ("Short Title for Charts"),
                                        FALSE));
    add (group, ctn_model_text_row_new (editor, place, "help", _ ("Help"), TRUE));
    add (group, ctn_model_weight_row_new (editor, place));
  }
  add (group, ctn_model_aggregation_row_new (editor, place));
}

static void
add_children (CtnModelNodePage *self)
{
  CtnModelPage *page = CTN_MODEL_PAGE (self);

  self->children_group = ctn_model_page_add_group (page, NULL);
  self->children = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->children, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->children), "boxed-list");
  g_signal_connect_swapped (self->children, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_preferences_group_add (self->children_group, GTK_WIDGET (self->children));
  self->add_question = make_add_button (self, _ ("Add a Question…"), G_CALLBACK (add_question_cb));
  self->add_group = make_add_button (self, _ ("Add a Dimension…"), G_CALLBACK (add_group_cb));
  ctn_model_page_take_group (page, ADW_PREFERENCES_GROUP (self->add_question));
  ctn_model_page_take_group (page, ADW_PREFERENCES_GROUP (self->add_group));
}

/* Bands of any node; conditions and references of the whole. */
static void
add_parts (CtnModelNodePage *self)
{
  CtnModelPartKind last = is_whole (self) ? CTN_MODEL_NORMS : CTN_MODEL_BANDS;

  for (CtnModelPartKind kind = CTN_MODEL_BANDS; kind <= last; kind++)
    ctn_model_page_take_group (CTN_MODEL_PAGE (self),
                               ADW_PREFERENCES_GROUP (ctn_model_part_list_new (
                                   get_editor (self), get_place (self), kind)));
}

static void
copy_cb (CtnModelNodePage *self)
{
  g_signal_emit (self, signals[SIGNAL_COPY_WANTED], 0);
}

static void
fill (CtnModelPage *page)
{
  CtnModelNodePage *self = CTN_MODEL_NODE_PAGE (page);

  if (is_whole (self)) {
    self->banner = ADW_BANNER (adw_banner_new (""));
    g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (copy_cb), self);
    ctn_model_page_add_bar (page, GTK_WIDGET (self->banner));
  }
  add_texts (self);
  add_children (self);
  add_parts (self);
}

static void
ctn_model_node_page_class_init (CtnModelNodePageClass *class)
{
  CTN_MODEL_PAGE_CLASS (class)->fill = fill;
  CTN_MODEL_PAGE_CLASS (class)->refresh = refresh;
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
  return ctn_model_page_new (CTN_TYPE_MODEL_NODE_PAGE, editor, place);
}
