#include <ctn-i18n.h>
#include <ctn-person.h>

#include "ctn-person-dialog.h"

typedef struct {
  CtnPage *page; /* (owned) */
  gint64 organisation;
  AdwDialog *dialog;
  GtkEditable *given_name;
  GtkEditable *family_name;
  GtkEditable *function;
  GtkEditable *email;
  GtkWidget *add_button;
  AdwBanner *problem;
} NewPerson;

static void
new_person_free (gpointer data)
{
  NewPerson *self = data;

  g_object_unref (self->page);
  g_free (self);
}

static void
changed_cb (NewPerson *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->family_name)));

  gtk_widget_set_sensitive (self->add_button, *name != '\0');
  adw_banner_set_revealed (self->problem, FALSE);
}

static void
add_cb (NewPerson *self)
{
  const CtnNewPerson person = { .given_name = gtk_editable_get_text (self->given_name),
                                .family_name = gtk_editable_get_text (self->family_name),
                                .function = gtk_editable_get_text (self->function),
                                .email = gtk_editable_get_text (self->email) };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPage) page = g_object_ref (self->page);
  gint64 id = ctn_person_add (ctn_page_get_project (page), self->organisation, &person, &error);

  if (id == 0) {
    adw_banner_set_title (self->problem, error->message);
    adw_banner_set_revealed (self->problem, TRUE);
    return;
  }
  adw_dialog_force_close (self->dialog);
  ctn_person_dialog_present (page, id);
}

static void
activated_cb (NewPerson *self)
{
  if (gtk_widget_get_sensitive (self->add_button))
    add_cb (self);
}

static GtkEditable *
add_row (NewPerson *self, GtkWidget *group, const char *title, GtkInputPurpose purpose)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), purpose);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (activated_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static GtkWidget *
make_content (NewPerson *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->given_name = add_row (self, group, _ ("Given Name"), GTK_INPUT_PURPOSE_NAME);
  self->family_name = add_row (self, group, _ ("Family Name"), GTK_INPUT_PURPOSE_NAME);
  self->function = add_row (self, group, _ ("Function"), GTK_INPUT_PURPOSE_FREE_FORM);
  self->email = add_row (self, group, _ ("E-Mail"), GTK_INPUT_PURPOSE_EMAIL);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Keep only what you need. The legal basis is asked for next."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static GtkWidget *
make_header (NewPerson *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->add_button = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_add_css_class (self->add_button, "suggested-action");
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (adw_dialog_close), self->dialog);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->add_button);
  return header;
}

static void
focus_idle_cb (gpointer data)
{
  g_autoptr (GtkWidget) row = data;

  if (gtk_widget_get_mapped (row))
    gtk_widget_grab_focus (row);
}

/* A dialog at the bottom of a narrow window sets the focus itself, while it opens: to nowhere. */
static void
mapped_cb (GtkWidget *row)
{
  g_idle_add_once (focus_idle_cb, g_object_ref (row));
}

void
ctn_new_person_dialog_present (CtnPage *page, gint64 organisation)
{
  NewPerson *self = g_new0 (NewPerson, 1);
  GtkWidget *view = adw_toolbar_view_new ();

  self->page = g_object_ref (page);
  self->organisation = organisation;
  self->dialog = adw_dialog_new ();
  self->problem = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->problem, FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_header (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->problem));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (self));
  adw_dialog_set_title (self->dialog, _ ("Add Person"));
  adw_dialog_set_content_width (self->dialog, 420);
  adw_dialog_set_child (self->dialog, view);
  g_object_set_data_full (G_OBJECT (self->dialog), "new-person", self, new_person_free);
  changed_cb (self);
  g_signal_connect_after (self->given_name, "map", G_CALLBACK (mapped_cb), NULL);
  adw_dialog_present (self->dialog, GTK_WIDGET (page));
}
