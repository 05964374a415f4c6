#include "ctn-model-header.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>

#include "ctn-language-picker.h"

typedef struct {
  CtnModelEditor *editor; /* (owned) */
  GtkDropDown *languages; /* (unowned) */
  GtkWidget *add;         /* (unowned) button */
  gboolean filling;
} Header;

static void
header_free (gpointer data)
{
  Header *header = data;

  g_object_unref (header->editor);
  g_free (header);
}

static void
fill (Header *header)
{
  const char *const *tags =
      ctn_maturity_model_get_languages (ctn_model_editor_get_model (header->editor));
  const char *current = ctn_model_editor_get_language (header->editor);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; tags[i] != NULL; i++) {
    const char *title = ctn_code_get_title ("iso-639", tags[i]);

    gtk_string_list_append (names, title != NULL ? title : tags[i]);
    if (g_str_equal (tags[i], current))
      selected = i;
  }
  header->filling = TRUE;
  gtk_drop_down_set_model (header->languages, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (header->languages, selected);
  header->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (header->languages), tags[0] != NULL && tags[1] != NULL);
  gtk_widget_set_visible (header->add, ctn_model_editor_is_editable (header->editor));
}

/* On the button there is room for a tag only, in the list for the name. */
static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Header *header)
{
  const char *const *tags =
      ctn_maturity_model_get_languages (ctn_model_editor_get_model (header->editor));
  guint position = gtk_list_item_get_position (item);
  g_autofree char *tag = position < g_strv_length ((char **) tags)
                             ? g_ascii_strup (tags[position], -1)
                             : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), tag);
}

static GtkDropDown *
make_languages (Header *header)
{
  GtkDropDown *languages = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  g_autoptr (GtkListItemFactory) names = g_object_ref (gtk_drop_down_get_factory (languages));
  g_autoptr (GtkListItemFactory) tags = gtk_signal_list_item_factory_new ();

  g_signal_connect (tags, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (tags, "bind", G_CALLBACK (bind_cb), header);
  gtk_drop_down_set_list_factory (languages, names);
  gtk_drop_down_set_factory (languages, tags);
  gtk_widget_set_tooltip_text (GTK_WIDGET (languages), _ ("Language of the Texts"));
  return languages;
}

static void
selected_cb (Header *header)
{
  const char *const *tags =
      ctn_maturity_model_get_languages (ctn_model_editor_get_model (header->editor));
  guint selected = gtk_drop_down_get_selected (header->languages);

  if (!header->filling && selected < g_strv_length ((char **) tags))
    ctn_model_editor_set_language (header->editor, tags[selected]);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  Header *header = data;
  const char *language = ((const CtnPick *) picks->pdata[0])->code;
  g_autoptr (CtnModelDraft) draft = ctn_model_editor_begin (header->editor);

  ctn_model_draft_add_language (draft, language);
  if (ctn_model_editor_try (header->editor, draft))
    ctn_model_editor_set_language (header->editor, language);
}

static void
add_cb (Header *header)
{
  ctn_language_picker_present (header->add, picked_cb, header);
}

static void
destroyed_cb (Header *header)
{
  g_signal_handlers_disconnect_by_data (header->editor, header);
}

GtkWidget *
ctn_model_header_new (CtnModelEditor *editor)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *undo = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  GtkWidget *preview = gtk_toggle_button_new ();
  Header *header = g_new0 (Header, 1);

  header->editor = g_object_ref (editor);
  header->languages = make_languages (header);
  header->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_tooltip_text (header->add, _ ("Add a Language"));
  gtk_widget_set_tooltip_text (undo, _ ("Undo"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "win.undo");
  gtk_button_set_icon_name (GTK_BUTTON (preview), "sidebar-show-right-symbolic");
  gtk_widget_set_tooltip_text (preview, _ ("Show the Preview"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (preview), "desk.preview");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), undo);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), preview);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), header->add);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), GTK_WIDGET (header->languages));
  g_object_set_data_full (G_OBJECT (bar), "header", header, header_free);
  g_signal_connect_data (editor, "changed", G_CALLBACK (fill), header, NULL, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (header->add, "clicked", G_CALLBACK (add_cb), header);
  g_signal_connect_swapped (bar, "destroy", G_CALLBACK (destroyed_cb), header);
  fill (header);
  g_signal_connect_swapped (header->languages, "notify::selected", G_CALLBACK (selected_cb),
                            header);
  return bar;
}
