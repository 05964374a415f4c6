#include "ctn-priority-texts.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-region-strategy.h>

#include "ctn-icon-button.h"
#include "ctn-language-picker.h"

typedef struct {
  CtnPage *page; /* (unowned) */
  gint64 priority;
  GtkWidget *group; /* (unowned) */
  GPtrArray *rows;  /* (owned) GtkWidget, unowned */
} Texts;

static void fill (Texts *texts, const char *added);

static void
texts_free (gpointer data)
{
  Texts *texts = data;

  g_ptr_array_unref (texts->rows);
  g_free (texts);
}

static void
apply_cb (GtkWidget *row, Texts *texts)
{
  const char *language = g_object_get_data (G_OBJECT (row), "language");
  GError *error = NULL;

  if (!ctn_priority_set_text (ctn_page_get_project (texts->page), texts->priority, language,
                              gtk_editable_get_text (GTK_EDITABLE (row)), &error))
    ctn_page_report (texts->page, error);
}

static void
add_row (Texts *texts, const char *language, const char *text, gboolean focus)
{
  const char *title = ctn_code_get_title ("iso-639", language);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : language);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "language", g_strdup (language), g_free);
  g_signal_connect (row, "apply", G_CALLBACK (apply_cb), texts);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (texts->group), row);
  g_ptr_array_add (texts->rows, row);
  if (focus)
    gtk_widget_grab_focus (row);
}

/* @added: (nullable): a language that has no text yet. */
static void
fill (Texts *texts, const char *added)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (texts->page));
  g_auto (GStrv) languages = ctn_priority_dup_languages (reader, texts->priority, NULL);

  for (guint i = 0; i < texts->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (texts->group), texts->rows->pdata[i]);
  g_ptr_array_set_size (texts->rows, 0);
  for (guint i = 0; languages != NULL && languages[i] != NULL; i++) {
    g_autofree char *text = ctn_priority_dup_text (reader, texts->priority, languages[i], NULL);

    add_row (texts, languages[i], text != NULL ? text : "", FALSE);
  }
  if (added != NULL &&
      (languages == NULL || !g_strv_contains ((const char *const *) languages, added)))
    add_row (texts, added, "", TRUE);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  fill (data, ((const CtnPick *) picks->pdata[0])->code);
}

static void
add_cb (GtkWidget *button, Texts *texts)
{
  ctn_language_picker_present (texts->group, picked_cb, texts);
}

GtkWidget *
ctn_priority_texts_new (CtnPage *page, gint64 priority)
{
  Texts *texts = g_new0 (Texts, 1);
  GtkWidget *add = ctn_icon_button_new ("list-add-symbolic", _ ("Add a Language"));

  texts->page = page;
  texts->priority = priority;
  texts->rows = g_ptr_array_new ();
  texts->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (texts->group), _ ("In Other Languages"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (texts->group), add);
  g_signal_connect (add, "clicked", G_CALLBACK (add_cb), texts);
  g_object_set_data_full (G_OBJECT (texts->group), "texts", texts, texts_free);
  fill (texts, NULL);
  return texts->group;
}
