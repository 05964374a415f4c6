#include "ctn-model-part-list.h"

#include <ctn-i18n.h>

#include "ctn-icon-button.h"
#include "ctn-model-band-page.h"
#include "ctn-model-gate-page.h"
#include "ctn-model-norm-page.h"
#include "ctn-model-rows.h"

struct _CtnModelPartList {
  AdwPreferencesGroup parent_instance;

  CtnModelEditor *editor; /* (owned) */
  CtnModelPartKind kind;
  char *place; /* (owned) of the node */
  char *list;  /* (owned) of the parts */
  GtkListBox *rows;
  guint n_parts;       /* the first rows */
  GtkWidget *relation; /* (nullable) of bands */
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (CtnModelPartList, ctn_model_part_list, ADW_TYPE_PREFERENCES_GROUP)

static char *
add_gate (CtnModelDraft *draft, const char *place, const char *title, const char *language)
{
  return ctn_model_draft_add_gate (draft, title, language);
}

static char *
add_norm (CtnModelDraft *draft, const char *place, const char *title, const char *language)
{
  return ctn_model_draft_add_norm (draft, title, language);
}

static const struct {
  const char *list;
  const char *title;
  const char *description;
  const char *add_label;
  const char *new_title;
  char *(*add) (CtnModelDraft *draft, const char *place, const char *title, const char *language);
  AdwNavigationPage *(*open) (CtnModelEditor *editor, const char *place);
  char *(*describe) (CtnModelEditor *editor, const char *place);
} kinds[] = {
  [CTN_MODEL_BANDS] = { "bands", N_ ("Bands"),
                        N_ ("What values mean, from one value up to the next. They hold for all "
                            "below that "
                            "has no bands of its own."),
                        N_ ("Add a Band…"), N_ ("New Band"), ctn_model_draft_add_band,
                        ctn_model_band_page_new, ctn_model_band_describe },
  [CTN_MODEL_GATES] = { "gates", N_ ("Conditions"), N_ ("What must hold whatever the values are"),
                        N_ ("Add a Condition…"), N_ ("New Condition"), add_gate,
                        ctn_model_gate_page_new, ctn_model_gate_describe },
  [CTN_MODEL_NORMS] = { "norms", N_ ("References"),
                        N_ ("Values to compare an assessment with, such as the means of a survey"),
                        N_ ("Add a Reference…"), N_ ("New Reference"), add_norm,
                        ctn_model_norm_page_new, ctn_model_norm_describe },
};

/* Parts --------------------------------------------------------------------------------------- */

static void
open_part (CtnModelPartList *self, const char *part)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view),
                            kinds[self->kind].open (self->editor, part));
}

static char *
dup_row_part (CtnModelPartList *self, GtkListBoxRow *row)
{
  return ctn_model_draft_dup_part (ctn_model_editor_get_draft (self->editor), self->list,
                                   (guint) gtk_list_box_row_get_index (row));
}

static void
row_activated_cb (CtnModelPartList *self, GtkListBoxRow *row)
{
  g_autofree char *part = NULL;

  if ((guint) gtk_list_box_row_get_index (row) >= self->n_parts)
    return;
  part = dup_row_part (self, row);
  open_part (self, part);
}

/* The keyboard goes on at the row that took the place. */
static void
remove_cb (GtkWidget *button, CtnModelPartList *self)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));
  int index = gtk_list_box_row_get_index (row);
  g_autofree char *part = dup_row_part (self, row);
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (self->editor);

  ctn_model_draft_remove_part (draft, part);
  if (ctn_model_editor_try (self->editor, draft))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, index)));
}

void
ctn_model_part_list_add (CtnModelPartList *self)
{
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (self->editor);
  g_autofree char *part =
      kinds[self->kind].add (draft, self->place, _ (kinds[self->kind].new_title),
                             ctn_model_editor_get_language (self->editor));

  if (part != NULL && ctn_model_editor_try (self->editor, draft))
    open_part (self, part);
}

static GtkWidget *
make_row (CtnModelPartList *self, guint position)
{
  g_autofree char *part =
      ctn_model_draft_dup_part (ctn_model_editor_get_draft (self->editor), self->list, position);
  g_autofree char *subtitle = kinds[self->kind].describe (self->editor, part);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 ctn_model_editor_get_title (self->editor, part));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (ctn_model_editor_is_editable (self->editor)) {
    GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", _ ("Remove"));

    g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
refresh_cb (CtnModelPartList *self)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (self->editor);
  gboolean editable = ctn_model_editor_is_editable (self->editor);

  for (; self->n_parts > 0; self->n_parts--)
    gtk_list_box_remove (self->rows, GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, 0)));
  for (guint n = ctn_model_draft_count_parts (draft, self->list); self->n_parts < n;
       self->n_parts++)
    gtk_list_box_insert (self->rows, make_row (self, self->n_parts), (int) self->n_parts);
  if (self->relation != NULL)
    gtk_widget_set_visible (self->relation,
                            self->n_parts > 0 && ctn_model_draft_count_parts (draft, "/norms") > 0);
  gtk_widget_set_visible (self->add, editable);
  gtk_widget_set_visible (GTK_WIDGET (self), editable || self->n_parts > 0);
}

/* The group ----------------------------------------------------------------------------------- */

static GtkWidget *
make_add_row (CtnModelPartList *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (kinds[self->kind].add_label));
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), "list-add-symbolic");
  g_signal_connect_swapped (row, "activated", G_CALLBACK (ctn_model_part_list_add), self);
  return row;
}

CtnModelPartKind
ctn_model_part_list_get_kind (CtnModelPartList *self)
{
  return self->kind;
}

static void
ctn_model_part_list_finalize (GObject *object)
{
  CtnModelPartList *self = CTN_MODEL_PART_LIST (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->list, g_free);

  G_OBJECT_CLASS (ctn_model_part_list_parent_class)->finalize (object);
}

static void
ctn_model_part_list_class_init (CtnModelPartListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_part_list_finalize;
}

static void
ctn_model_part_list_init (CtnModelPartList *self)
{
}

GtkWidget *
ctn_model_part_list_new (CtnModelEditor *editor, const char *place, CtnModelPartKind kind)
{
  CtnModelPartList *self = g_object_new (CTN_TYPE_MODEL_PART_LIST, NULL);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->editor = g_object_ref (editor);
  self->kind = kind;
  self->place = g_strdup (place);
  self->list = g_strdup_printf ("%s/%s", place, kinds[kind].list);
  adw_preferences_group_set_title (group, _ (kinds[kind].title));
  adw_preferences_group_set_description (group, _ (kinds[kind].description));
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (row_activated_cb), self);
  if (kind == CTN_MODEL_BANDS) {
    self->relation = ctn_model_relation_row_new (editor, place);
    gtk_list_box_append (self->rows, self->relation);
  }
  self->add = make_add_row (self);
  gtk_list_box_append (self->rows, self->add);
  adw_preferences_group_add (group, GTK_WIDGET (self->rows));
  refresh_cb (self);
  g_signal_connect_object (editor, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
