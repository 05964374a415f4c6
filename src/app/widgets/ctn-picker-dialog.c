#include "ctn-picker.h"

typedef struct {
  CtnPicker *picker; /* (unowned) in the dialog */
  GtkWidget *button; /* (unowned) */
  AdwDialog *dialog; /* (unowned) */
  CtnPickedFunc function;
  gpointer data;
} Choice;

static void
choice_changed_cb (Choice *choice)
{
  gtk_widget_set_sensitive (choice->button, ctn_picker_get_picks (choice->picker)->len > 0);
}

static void
choice_made_cb (Choice *choice)
{
  g_autoptr (GPtrArray) picks = g_ptr_array_ref (ctn_picker_get_picks (choice->picker));
  CtnPickedFunc function = g_steal_pointer (&choice->function);
  gpointer data = choice->data;

  /* One is enough: another name that was typed before the dialog had gone is for nobody. */
  if (function == NULL)
    return;
  adw_dialog_close (choice->dialog);
  function (picks, data);
}

/* Takes @picker, which may be floating. */
static void
present (GtkWidget *parent,
         CtnPicker *picker,
         const char *title,
         const char *accept,
         CtnPickedFunc function,
         gpointer data)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();

  choice->dialog = adw_dialog_new ();
  choice->picker = picker;
  choice->function = function;
  choice->data = data;
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), GTK_WIDGET (choice->picker));
  if (accept != NULL) {
    choice->button = gtk_button_new_with_mnemonic (accept);
    gtk_widget_add_css_class (choice->button, "suggested-action");
    gtk_widget_set_sensitive (choice->button, FALSE);
    adw_header_bar_pack_end (ADW_HEADER_BAR (bar), choice->button);
    g_signal_connect_swapped (choice->button, "clicked", G_CALLBACK (choice_made_cb), choice);
    g_signal_connect_swapped (choice->picker, "changed", G_CALLBACK (choice_changed_cb), choice);
  } else {
    g_signal_connect_swapped (choice->picker, "picked", G_CALLBACK (choice_made_cb), choice);
  }
  adw_dialog_set_title (choice->dialog, title);
  adw_dialog_set_content_width (choice->dialog, 480);
  adw_dialog_set_content_height (choice->dialog, 560);
  adw_dialog_set_child (choice->dialog, toolbar_view);
  adw_dialog_set_focus (choice->dialog, GTK_WIDGET (choice->picker));
  g_object_set_data_full (G_OBJECT (choice->dialog), "choice", choice, g_free);
  adw_dialog_present (choice->dialog, parent);
}

void
ctn_picker_present (GtkWidget *parent,
                    CtnProject *project,
                    CtnPickerKind kind,
                    const char *title,
                    const char *accept,
                    CtnPickedFunc function,
                    gpointer data)
{
  present (parent, ctn_picker_new (project, kind, accept != NULL), title, accept, function, data);
}

void
ctn_picker_present_given (GtkWidget *parent,
                          GPtrArray *choices,
                          const char *title,
                          CtnPickedFunc function,
                          gpointer data)
{
  present (parent, ctn_picker_new_given (choices, FALSE), title, NULL, function, data);
}

void
ctn_picker_present_given_many (GtkWidget *parent,
                               GPtrArray *choices,
                               const char *title,
                               const char *accept,
                               CtnPickedFunc function,
                               gpointer data)
{
  present (parent, ctn_picker_new_given (choices, TRUE), title, accept, function, data);
}
