#include "ctn-chain-import-dialog.h"

#include <ctn-chain-exchange.h>
#include <ctn-i18n.h>

#include "ctn-side.h"

#define MAX_SHOWN_PROBLEMS 200

typedef struct {
  AdwDialog *dialog; /* (unowned) */
  void (*function) (gpointer data);
  gpointer data;
  GDestroyNotify destroy;
} Request;

static void
request_free (gpointer data, GClosure *closure)
{
  Request *request = data;

  if (request->destroy != NULL)
    request->destroy (request->data);
  g_free (request);
}

static void
accepted_cb (GtkWidget *button, Request *request)
{
  request->function (request->data);
  adw_dialog_close (request->dialog);
}

static GtkWidget *
make_row (const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static GtkWidget *
make_lines (const CtnImportLine *lines, guint n_lines)
{
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < n_lines; i++) {
    GtkWidget *row = make_row (lines[i].title, lines[i].text);

    gtk_widget_add_css_class (row, "property");
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  return group;
}

static GtkWidget *
make_problems (GPtrArray *problems)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title =
      g_strdup_printf (ctn_ngettext ("%u Problem", "%u Problems", problems->len), problems->len);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("What is listed here is left out; everything else is taken in."));
  for (guint i = 0; i < MIN (problems->len, MAX_SHOWN_PROBLEMS); i++) {
    const CtnExchangeProblem *problem = g_ptr_array_index (problems, i);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (problem->place, problem->message));
  }
  if (problems->len > MAX_SHOWN_PROBLEMS)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row ("…", ""));
  return group;
}

static GtkWidget *
make_content (const CtnImportLine *lines, guint n_lines, GPtrArray *problems)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), make_lines (lines, n_lines));
  if (problems->len > 0)
    gtk_box_append (GTK_BOX (box), make_problems (problems));
  return ctn_side_wrap (box, 600);
}

static void
cancelled_cb (GtkWidget *button, AdwDialog *dialog)
{
  adw_dialog_close (dialog);
}

void
ctn_chain_import_dialog_present (GtkWidget *parent,
                                 const char *title,
                                 const CtnImportLine *lines,
                                 guint n_lines,
                                 GPtrArray *problems,
                                 gboolean enabled,
                                 void (*function) (gpointer data),
                                 gpointer data,
                                 GDestroyNotify destroy)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *accept = gtk_button_new_with_mnemonic (_ ("_Import"));
  Request *request = g_new0 (Request, 1);

  *request = (Request) { dialog, function, data, destroy };
  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_widget_set_sensitive (accept, enabled);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancelled_cb), dialog, G_CONNECT_DEFAULT);
  g_signal_connect_data (accept, "clicked", G_CALLBACK (accepted_cb), request, request_free,
                         G_CONNECT_DEFAULT);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (lines, n_lines, problems));
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, problems->len > 0 ? 560 : 360);
  adw_dialog_set_default_widget (dialog, accept);
  adw_dialog_present (dialog, parent);
}
