/* The header of the editor's pages: which language is shown, and undo. */
#include <glib/gi18n.h>

#include "ctn-model-node-page.h"

typedef struct {
  CtnModelEditor *editor; /* (owned) */
  GtkDropDown *languages; /* (unowned) */
  gboolean filling;
} Header;

static void
header_free (gpointer data)
{
  Header *header = data;

  g_object_unref (header->editor);
  g_free (header);
}

/* "de" → "German"; the tag itself when nobody knows it. */
static char *
dup_language_name (const char *tag)
{
  static const struct {
    const char *tag;
    const char *name;
  } known[] = { { "en", N_ ("English") }, { "de", N_ ("German") },     { "fr", N_ ("French") },
                { "it", N_ ("Italian") }, { "pl", N_ ("Polish") },     { "cs", N_ ("Czech") },
                { "sk", N_ ("Slovak") },  { "sl", N_ ("Slovenian") },  { "hu", N_ ("Hungarian") },
                { "es", N_ ("Spanish") }, { "pt", N_ ("Portuguese") }, { "nl", N_ ("Dutch") },
                { "hr", N_ ("Croatian") } };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].tag, tag))
      return g_strdup (_ (known[i].name));
  return g_strdup (tag);
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
    gtk_string_list_take (names, dup_language_name (tags[i]));
    if (g_str_equal (tags[i], current))
      selected = i;
  }
  header->filling = TRUE;
  gtk_drop_down_set_model (header->languages, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (header->languages, selected);
  header->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (header->languages), tags[0] != NULL && tags[1] != NULL);
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
destroyed_cb (Header *header)
{
  g_signal_handlers_disconnect_by_data (header->editor, header);
}

GtkWidget *
ctn_model_header_new (CtnModelEditor *editor)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *undo = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  Header *header = g_new0 (Header, 1);

  header->editor = g_object_ref (editor);
  header->languages = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (header->languages), _ ("Language of the Texts"));
  gtk_widget_set_tooltip_text (undo, _ ("Undo"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "win.undo");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), undo);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), GTK_WIDGET (header->languages));
  g_object_set_data_full (G_OBJECT (bar), "header", header, header_free);
  g_signal_connect_data (editor, "changed", G_CALLBACK (fill), header, NULL, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (bar, "destroy", G_CALLBACK (destroyed_cb), header);
  fill (header);
  g_signal_connect_swapped (header->languages, "notify::selected", G_CALLBACK (selected_cb),
                            header);
  return bar;
}
