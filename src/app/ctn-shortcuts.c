#include "ctn-shortcuts.h"

#include <adwaita.h>
#include <ctn-i18n.h>

#include "ctn-views.h"

/* Views that have a key of their own. */
#define N_DIGITS 10

typedef struct {
  const char *action; /* %NULL: a widget has the key itself */
  const char *keys;   /* one accelerator, or two with a space between */
  const char *title;  /* N_(); %NULL keeps it out of the list */
  const char *group;  /* N_() */
} Shortcut;

static const Shortcut shortcuts[] = {
  { "win.undo", "<Control>z", N_ ("Undo"), N_ ("Editing") },
  { "win.redo", "<Shift><Control>z <Control>y", N_ ("Redo"), N_ ("Editing") },
  { "win.new-item", "<Control>n", N_ ("New Record in This View"), N_ ("Editing") },
  { "win.find", "<Control>f", N_ ("Search in This View"), N_ ("Editing") },
  { "win.print", "<Control>p", N_ ("Print the Report or the Map"), N_ ("Editing") },
  { "win.import", "<Control>i", N_ ("Import a List"), N_ ("Editing") },
  { NULL, "Insert", N_ ("Place Somebody at a Stage"), N_ ("Map of a Value Chain") },
  { NULL, "<Alt>Down", N_ ("Go On to the Next Stage While Placing"), N_ ("Map of a Value Chain") },
  { NULL, "s", N_ ("Add a Stage"), N_ ("Map of a Value Chain") },
  { NULL, "F2", N_ ("Rename in Place"), N_ ("Map of a Value Chain") },
  { NULL, "l", N_ ("Link an Actor to Another"), N_ ("Map of a Value Chain") },
  { NULL, "Delete", N_ ("Remove What Is Chosen"), N_ ("Map of a Value Chain") },
  { NULL, "Right", N_ ("Along the Links"), N_ ("Map of a Value Chain") },
  { NULL, "<Control>Right", N_ ("On to a Link Itself"), N_ ("Map of a Value Chain") },
  { NULL, "Down", N_ ("From a Link to the Next of the Same Actor"), N_ ("Map of a Value Chain") },
  { NULL, "Tab", N_ ("Leave the Map"), N_ ("Map of a Value Chain") },
  { NULL, "<Shift>Right", N_ ("Choose More on the Way"), N_ ("Map of a Value Chain") },
  { NULL, "<Control>a", N_ ("Choose All Actors"), N_ ("Map of a Value Chain") },
  { NULL, "<Alt>Right", N_ ("Move to the Next Stage"), N_ ("Map of a Value Chain") },
  { NULL, "<Alt>Down", N_ ("Move Down and Pin"), N_ ("Map of a Value Chain") },
  { NULL, "p", N_ ("Pin"), N_ ("Map of a Value Chain") },
  { NULL, "<Shift>p", N_ ("Unpin"), N_ ("Map of a Value Chain") },
  { NULL, "Menu", N_ ("What Can Be Done"), N_ ("Map of a Value Chain") },
  { NULL, "plus", N_ ("Zoom In"), N_ ("Map of a Value Chain") },
  { NULL, "minus", N_ ("Zoom Out"), N_ ("Map of a Value Chain") },
  { NULL, "0", N_ ("Show Everything"), N_ ("Map of a Value Chain") },
  { "win.step-view(1)", "<Control>Page_Down", N_ ("Next View"), N_ ("Views") },
  { "win.step-view(-1)", "<Control>Page_Up", N_ ("Previous View"), N_ ("Views") },
  { "win.step-side(1)", "<Alt>Page_Down", N_ ("Next Side of What Is Shown"), N_ ("Views") },
  { "win.step-side(-1)", "<Alt>Page_Up", N_ ("Previous Side of What Is Shown"), N_ ("Views") },
  { "app.new", "<Shift><Control>n", N_ ("New Project"), N_ ("Projects") },
  { "app.open", "<Control>o", N_ ("Open a Project"), N_ ("Projects") },
  { "win.save-copy", "<Shift><Control>s", N_ ("Save a Copy"), N_ ("Projects") },
  { "win.close", "<Control>w", N_ ("Close the Window"), N_ ("Projects") },
  { "app.preferences", "<Control>comma", N_ ("Preferences"), N_ ("Program") },
  { "app.help", "F1", N_ ("Help"), N_ ("Program") },
  { "app.shortcuts", "<Control>question", N_ ("Keyboard Shortcuts"), N_ ("Program") },
  { "win.menu", "F10", N_ ("Main Menu"), N_ ("Program") },
  { "app.quit", "<Control>q", N_ ("Quit"), N_ ("Program") },
};

static char *
dup_view_key (int index)
{
  return g_strdup_printf ("<Alt>%d", (index + 1) % N_DIGITS);
}

/* The first ten views have a digit each, as it stands on the keyboard. */
static void
install_views (GtkApplication *application)
{
  for (int i = 0; i < N_DIGITS && ctn_views ()[i].id != NULL; i++) {
    g_autofree char *action = g_strdup_printf ("win.view(%d)", i);
    g_autofree char *key = dup_view_key (i);

    gtk_application_set_accels_for_action (application, action, (const char *[]) { key, NULL });
  }
}

void
ctn_shortcuts_install (GtkApplication *application)
{
  install_views (application);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    g_auto (GStrv) keys = g_strsplit (shortcuts[i].keys, " ", -1);

    if (shortcuts[i].action == NULL)
      continue;
    gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                           (const char *const *) keys);
  }
}

static char *
dup_label (const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, " ", -1);
  guint key = 0;
  GdkModifierType modifiers = 0;

  return gtk_accelerator_parse (parts[0], &key, &modifiers)
             ? gtk_accelerator_get_label (key, modifiers)
             : g_strdup (parts[0]);
}

/* @title: translated */
static GtkWidget *
make_row (const char *keys, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown = dup_label (keys);
  GtkWidget *label = gtk_label_new (shown);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
add_views (AdwPreferencesGroup *group)
{
  for (int i = 0; i < N_DIGITS && ctn_views ()[i].id != NULL; i++) {
    g_autofree char *key = dup_view_key (i);

    adw_preferences_group_add (group, make_row (key, _ (ctn_views ()[i].title)));
  }
}

void
ctn_shortcuts_present (GtkWidget *parent)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = NULL;
  const char *title = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    if (g_strcmp0 (title, shortcuts[i].group) != 0) {
      title = shortcuts[i].group;
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, _ (title));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
      if (g_strcmp0 (shortcuts[i].action, "win.step-view(1)") == 0)
        add_views (group);
    }
    adw_preferences_group_add (group, make_row (shortcuts[i].keys, _ (shortcuts[i].title)));
  }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_present (dialog, parent);
}
