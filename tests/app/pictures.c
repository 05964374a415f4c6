/* Leaves a picture of every view, and with a CSV file in CTN_TABLE also of the dialogs:
 * pictures FOLDER PREFIX WIDTH HEIGHT light|dark [VIEW|views|empty|models] */
#include <ctn-i18n.h>
#include <stdlib.h>

#include "ctn-compare-button.h"
#include "ctn-finding-row.h"
#include "ctn-merge-dialog.h"
#include "ctn-views.h"
#include "ctn-what-if-pane.h"
#include "merge-example.h"
#include "pictures.h"

void
picture (Driver *driver, const char *folder, const char *prefix, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", prefix, name);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  driver_settle ();
  driver_save_picture (driver, path);
  g_print ("%s\n", path);
}

static void
find_shown_stack (GtkWidget *widget, gpointer data)
{
  GtkWidget **stack = data;

  if (*stack == NULL && ADW_IS_VIEW_STACK (widget) && gtk_widget_get_mapped (widget))
    *stack = widget;
}

/* A page with several sides is shown from each. */
static void
picture_page (Driver *driver, const char *folder, const char *prefix, const char *id)
{
  CtnPage *page = driver_show_view (driver, id);
  GtkWidget *split = driver_find (page, ADW_TYPE_NAVIGATION_SPLIT_VIEW);
  GtkColumnView *view = driver_find (page, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *stack = NULL;
  g_autoptr (GListModel) sides = NULL;

  if (view != NULL)
    gtk_selection_model_select_item (gtk_column_view_get_model (view), 1, TRUE);

  picture (driver, folder, prefix, id);
  if (split != NULL) {
    if (!adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)))
      split = NULL;
  }
  if (split != NULL) {
    adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (split), TRUE);
    driver_settle ();
  }
  driver_visit (GTK_WIDGET (page), find_shown_stack, &stack);
  if (stack == NULL) {
    g_autofree char *name = g_strdup_printf ("%s-page", id);

    if (split != NULL)
      picture (driver, folder, prefix, name);
    return;
  }
  sides = G_LIST_MODEL (adw_view_stack_get_pages (ADW_VIEW_STACK (stack)));
  for (guint i = 0; i < g_list_model_get_n_items (sides); i++) {
    g_autoptr (AdwViewStackPage) side = g_list_model_get_item (sides, i);
    g_autofree char *name = g_strdup_printf ("%s-%s", id, adw_view_stack_page_get_name (side));

    if (!adw_view_stack_page_get_visible (side))
      continue;
    adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack),
                                           adw_view_stack_page_get_name (side));
    picture (driver, folder, prefix, name);
  }
}

void
picture_close_dialog (Driver *driver)
{
  AdwDialog *dialog =
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));

  if (dialog != NULL)
    adw_dialog_force_close (dialog);
  driver_settle ();
}

typedef struct {
  const char *side;
  AdwViewStack *stack; /* (nullable) */
} SideSearch;

static void
look_for_side (GtkWidget *widget, gpointer data)
{
  SideSearch *search = data;

  if (ADW_IS_VIEW_STACK (widget) &&
      adw_view_stack_get_child_by_name (ADW_VIEW_STACK (widget), search->side) != NULL)
    search->stack = ADW_VIEW_STACK (widget);
}

/* A page may have stacks within stacks: the one that has that side. */
static void
show_side (CtnPage *page, const char *side)
{
  SideSearch search = { side, NULL };

  driver_visit (GTK_WIDGET (page), look_for_side, &search);
  g_assert_nonnull (search.stack);
  adw_view_stack_set_visible_child_name (search.stack, side);
  driver_settle ();
}

/* A value chain: a finding unfolded, the overlays, and a country switched off. */
static void
picture_chain (Driver *driver, const char *folder, const char *prefix)
{
  CtnPage *page = driver_show_view (driver, "chains");
  GtkWidget *row;
  CtnWhatIfPane *pane;

  show_side (page, "findings");
  row = driver_find (page, CTN_TYPE_FINDING_ROW);
  if (row != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  picture (driver, folder, prefix, "chains-finding");
  if (row != NULL) {
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
    g_signal_emit_by_name (row, "candidates");
    driver_settle ();
    picture (driver, folder, prefix, "chains-candidates");
    picture_close_dialog (driver);
  }
  show_side (page, "map");
  gtk_widget_activate_action (GTK_WIDGET (page), "map.overlay", "s", "betweenness");
  picture (driver, folder, prefix, "chains-betweenness");
  gtk_widget_activate_action (GTK_WIDGET (page), "map.overlay", "s", "risk");
  picture (driver, folder, prefix, "chains-risk");
  gtk_widget_activate_action (GTK_WIDGET (page), "map.what-if", NULL);
  picture (driver, folder, prefix, "chains-what-if");
  pane = driver_find (page, CTN_TYPE_WHAT_IF_PANE);
  row = pane != NULL ? driver_find (pane, ADW_TYPE_SWITCH_ROW) : NULL;
  if (row != NULL)
    adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  picture (driver, folder, prefix, "chains-what-if-country");
  gtk_widget_activate_action (GTK_WIDGET (page), "map.what-if", NULL);
}

static void
expand (GtkWidget *widget, gpointer data)
{
  guint *n = data;

  if (ADW_IS_EXPANDER_ROW (widget) && *n > 0 &&
      adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (widget))) {
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
    (*n)--;
  }
}

static void
click_suggested (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    g_signal_emit_by_name (widget, "clicked");
}

static gboolean
has_merge (gpointer data)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (data);

  return dialog != NULL && ctn_merge_dialog_get_merge (CTN_MERGE_DIALOG (dialog)) != NULL;
}

static void
picture_merge_dialog (Driver *driver,
                      const char *folder,
                      const char *prefix,
                      const char *name,
                      AdwDialog *dialog)
{
  guint n = 2;

  adw_dialog_present (dialog, GTK_WIDGET (driver->window));
  driver_wait_for (has_merge, driver->window, "the comparison");
  driver_settle ();
  picture (driver, folder, prefix, name);
  driver_visit (GTK_WIDGET (dialog), expand, &n);
  driver_settle ();
  driver_settle ();
  {
    g_autofree char *open = g_strconcat (name, "-open", NULL);

    picture (driver, folder, prefix, open);
  }
}

/* Merging with conflicts, the history afterwards, and going back. */
static void
picture_merge (Driver *driver, const char *folder, const char *prefix)
{
  CtnProject *project = driver_get_project (driver);
  g_autoptr (GFile) copy = merge_example_new (project);
  AdwDialog *dialog = ctn_merge_dialog_new_for_file (project, copy);
  gint64 first = 0;
  guint n = 2;

  picture_merge_dialog (driver, folder, prefix, "dialog-merge", dialog);
  ctn_merge_choose_all (ctn_merge_dialog_get_merge (CTN_MERGE_DIALOG (dialog)), CTN_MERGE_THEIRS);
  driver_visit (GTK_WIDGET (dialog), click_suggested, NULL);
  for (guint i = 0; i < 20 && adw_application_window_get_visible_dialog (
                                  ADW_APPLICATION_WINDOW (driver->window)) != NULL;
       i++)
    driver_settle ();
  picture (driver, folder, prefix, "merged");
  driver_visit (GTK_WIDGET (driver_show_view (driver, "history")), expand, &n);
  driver_settle ();
  picture (driver, folder, prefix, "history-open");
  gtk_widget_activate_action (GTK_WIDGET (driver_show_view (driver, "history")),
                              "history.choose-state", NULL);
  picture (driver, folder, prefix, "history-choose");
  ctn_connection_get_int (ctn_project_get_reader (project), &first, NULL,
                          "SELECT min(id) FROM operation WHERE state = 'done'", "");
  picture_merge_dialog (driver, folder, prefix, "dialog-restore",
                        ctn_merge_dialog_new_for_state (project, first));
  picture_close_dialog (driver);
}

/* The innermost: a list may have sides of its own beside the record's. */
static void
find_last_shown_stack (GtkWidget *widget, gpointer data)
{
  if (ADW_IS_VIEW_STACK (widget) && gtk_widget_get_mapped (widget))
    *(GtkWidget **) data = widget;
}

/* A view's record, from each side. */
static void
picture_record (Driver *driver,
                const char *folder,
                const char *prefix,
                const char *view,
                const char *table,
                const char *sql)
{
  CtnPage *page = driver_show_view (driver, view);
  GtkWidget *stack = NULL;
  g_autoptr (GListModel) sides = NULL;
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &id, NULL, sql, "");
  ctn_page_show_record (page, table, id);
  driver_settle ();
  driver_visit (GTK_WIDGET (page), find_last_shown_stack, &stack);
  if (stack == NULL) {
    g_autofree char *name = g_strdup_printf ("%s-record", view);

    picture (driver, folder, prefix, name);
    return;
  }
  sides = G_LIST_MODEL (adw_view_stack_get_pages (ADW_VIEW_STACK (stack)));
  for (guint i = 0; i < g_list_model_get_n_items (sides); i++) {
    g_autoptr (AdwViewStackPage) side = g_list_model_get_item (sides, i);
    g_autofree char *name =
        g_strdup_printf ("%s-record-%s", view, adw_view_stack_page_get_name (side));

    adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), adw_view_stack_page_get_child (side));
    picture (driver, folder, prefix, name);
  }
}

static void
collect_tabs (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_object_get_data (G_OBJECT (widget), "section") != NULL)
    g_ptr_array_add (data, widget);
}

/* A partner with all that is known of it. */
static void
picture_partner (Driver *driver, const char *folder, const char *prefix)
{
  CtnPage *page = driver_show_view (driver, "partners");
  g_autoptr (GPtrArray) tabs = g_ptr_array_new ();
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &id, NULL,
                          "SELECT organisation FROM need ORDER BY id LIMIT 1", "");
  ctn_page_show_record (page, "organisation", id);
  driver_settle ();
  driver_visit (GTK_WIDGET (page), collect_tabs, tabs);
  for (guint i = 0; i < tabs->len; i++) {
    g_autofree char *name = g_strdup_printf (
        "partners-tab-%s", (char *) g_object_get_data (G_OBJECT (tabs->pdata[i]), "section"));

    gtk_toggle_button_set_active (tabs->pdata[i], TRUE);
    picture (driver, folder, prefix, name);
  }
  if (tabs->len > 0)
    gtk_toggle_button_set_active (tabs->pdata[0], TRUE);
}

/* What a page's action opens. */
static void
picture_action (Driver *driver,
                const char *folder,
                const char *prefix,
                const char *view,
                const char *action,
                const char *name)
{
  CtnPage *page = driver_show_view (driver, view);

  gtk_widget_activate_action (GTK_WIDGET (page), action, NULL);
  driver_settle ();
  picture (driver, folder, prefix, name);
  picture_close_dialog (driver);
}

/* The views of cooperation, from within, and the dialogs that belong to them. */
static void
picture_cooperation (Driver *driver, const char *folder, const char *prefix)
{
  static const struct {
    const char *view, *action, *name;
  } dialogs[] = {
    { "partners", "partners.duplicates", "dialog-duplicates" },
    { "partners", "partners.sectors", "dialog-sectors" },
    { "partners", "partners.custom-fields", "dialog-custom-fields" },
    { "partners", "partners.personal-data", "dialog-personal-data" },
    { "exchanges", "exchanges.tables", "dialog-exchange-tables" },
    { "needs", "needs.weights", "dialog-match-weights" },
    { "strategy", "strategy.add-periods", "dialog-periods" },
    { "regions", "regions.codes", "dialog-codes" },
  };

  picture_partner (driver, folder, prefix);
  picture_record (driver, folder, prefix, "activities", "activity",
                  "SELECT activity FROM participant ORDER BY id LIMIT 1");
  picture_record (driver, folder, prefix, "exchanges", "exchange",
                  "SELECT max(id) FROM exchange WHERE state = 'signed'");
  picture_record (driver, folder, prefix, "needs", "need", "SELECT min(id) FROM need");
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    picture_action (driver, folder, prefix, dialogs[i].view, dialogs[i].action, dialogs[i].name);
}

static void
find_switch (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (GTK_IS_SWITCH (widget))
    *found = widget;
}

/* A company's history, with the quartile band; many at once; all subjects both ways. */
static void
picture_maturity (Driver *driver, const char *folder, const char *prefix)
{
  CtnPage *page = driver_show_view (driver, "maturity");
  gint64 id = 0;
  GtkWidget *band = NULL;
  GtkMenuButton *compare;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &id, NULL,
                          "SELECT id FROM assessment WHERE name = 'Beispiel Kathode GmbH' AND "
                          "stage = 'T1'",
                          "");
  ctn_page_show_record (page, "assessment", id);
  driver_settle ();
  show_side (page, "results");
  compare = driver_find (driver_find (page, CTN_TYPE_COMPARE_BUTTON), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (compare);
  driver_settle ();
  driver_visit (GTK_WIDGET (page), find_switch, &band);
  if (band != NULL)
    gtk_switch_set_active (GTK_SWITCH (band), TRUE);
  gtk_menu_button_popdown (compare);
  picture (driver, folder, prefix, "maturity-band");
  adw_toggle_group_set_active_name (driver_find (page, ADW_TYPE_TOGGLE_GROUP), "history");
  picture (driver, folder, prefix, "maturity-history");
  gtk_widget_activate_action (GTK_WIDGET (page), "maturity.matrix", NULL);
  picture (driver, folder, prefix, "maturity-matrix");
  picture_close_dialog (driver);
  gtk_widget_activate_action (GTK_WIDGET (page), "maturity.subjects", NULL);
  picture (driver, folder, prefix, "maturity-subjects");
  adw_toggle_group_set_active_name (driver_find (adw_application_window_get_visible_dialog (
                                                     ADW_APPLICATION_WINDOW (driver->window)),
                                                 ADW_TYPE_TOGGLE_GROUP),
                                    "potential");
  picture (driver, folder, prefix, "maturity-potential");
  picture_close_dialog (driver);
}

/* The dialogs, over the views that open them. */
static void
picture_dialogs (Driver *driver, const char *folder, const char *prefix)
{
  g_autofree char *table = g_build_filename (g_getenv ("CTN_TABLE"), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (table);

  ctn_page_new_item (driver_show_view (driver, "maturity"));
  picture (driver, folder, prefix, "dialog-assessment");
  picture_close_dialog (driver);
  ctn_window_import (driver->window, file);
  picture (driver, folder, prefix, "dialog-import");
  picture_close_dialog (driver);
  g_action_group_activate_action (G_ACTION_GROUP (driver->application), "preferences", NULL);
  picture (driver, folder, prefix, "dialog-preferences");
  picture_close_dialog (driver);
  g_action_group_activate_action (G_ACTION_GROUP (driver->application), "shortcuts", NULL);
  picture (driver, folder, prefix, "dialog-shortcuts");
  picture_close_dialog (driver);
  g_action_group_activate_action (G_ACTION_GROUP (driver->application), "about", NULL);
  picture (driver, folder, prefix, "dialog-about");
  picture_close_dialog (driver);
  picture_models (driver, folder, prefix);
  picture_merge (driver, folder, prefix);
}

/* What each view says as long as there is nothing. */
static void
picture_empty (Driver *driver, const char *folder, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) sample = g_object_ref (driver_get_project (driver));
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);

  g_assert_no_error (error);
  ctn_window_set_project (driver->window, project);
  ctn_project_close (sample, TRUE, NULL);
  for (const CtnView *view = ctn_views (); view->id != NULL; view++) {
    g_autofree char *name = g_strconcat ("empty-", view->id, NULL);

    driver_show_view (driver, view->id);
    picture (driver, folder, prefix, name);
  }
}

int
main (int argc, char **argv)
{
  Driver driver = { 0 };

  if (argc != 6 && argc != 7)
    g_error ("usage: pictures FOLDER PREFIX WIDTH HEIGHT light|dark [VIEW|views|empty|models]");
  ctn_i18n_set_up ();
  adw_init ();
  driver_start (&driver, atoi (argv[3]), atoi (argv[4]));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (argv[5], "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (argc == 7 && g_str_equal (argv[6], "models")) {
    picture_models (&driver, argv[1], argv[2]);
    driver_stop (&driver);
    return 0;
  }
  if (argc == 7 && g_str_equal (argv[6], "empty")) {
    picture_empty (&driver, argv[1], argv[2]);
    driver_stop (&driver);
    return 0;
  }
  if (g_getenv ("CTN_MERGE_ONLY") != NULL) {
    picture_merge (&driver, argv[1], argv[2]);
    driver_stop (&driver);
    return 0;
  }
  for (const CtnView *view = ctn_views (); view->id != NULL; view++)
    if (argc == 6 || g_str_equal (argv[6], view->id) || g_str_equal (argv[6], "views"))
      picture_page (&driver, argv[1], argv[2], view->id);
  if (argc == 7) {
    driver_stop (&driver);
    return 0;
  }
  picture_chain (&driver, argv[1], argv[2]);
  picture_maturity (&driver, argv[1], argv[2]);
  picture_cooperation (&driver, argv[1], argv[2]);
  if (g_getenv ("CTN_TABLE") != NULL)
    picture_dialogs (&driver, argv[1], argv[2]);
  picture_empty (&driver, argv[1], argv[2]);
  driver_stop (&driver);
  return 0;
}
