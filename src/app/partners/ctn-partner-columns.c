#include "ctn-partner-columns.h"

#include <ctn-i18n.h>
#include <ctn-organisation.h>
#include <ctn-record-item.h>

#define KEY_COLUMNS "partner-columns"
#define KEY_SORT "partner-sort"
#define NAME_WIDTH 240
#define WIDTH 130

typedef struct {
  GtkColumnView *view;         /* owns this */
  GMenuModel *menu;            /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GSettings *settings;         /* (owned) */
} Columns;

static void
columns_free (gpointer data)
{
  Columns *self = data;

  g_object_unref (self->menu);
  g_object_unref (self->actions);
  g_object_unref (self->settings);
  g_free (self);
}

/* Cells --------------------------------------------------------------------------------------- */

static void
refreshed_cb (CtnRecordItem *item, GtkListItem *list_item)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  const char *name = g_object_get_data (G_OBJECT (cell), "field");

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), ctn_record_item_get_text (item, name));
}

/* An inscription, for its size does not depend on its text: a row that comes into sight is not measured. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const CtnField *field)
{
  GtkInscription *cell = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gboolean is_number = field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;

  gtk_inscription_set_text_overflow (cell, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (cell, is_number ? 1 : 0);
  g_object_set_data (G_OBJECT (cell), "field", (gpointer) field->name);
  gtk_list_item_set_child (list_item, GTK_WIDGET (cell));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const CtnField *field)
{
  CtnRecordItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect (item, "refreshed", G_CALLBACK (refreshed_cb), list_item);
  refreshed_cb (item, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const CtnField *field)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), refreshed_cb,
                                        list_item);
}

/* Columns ------------------------------------------------------------------------------------- */

static const CtnField *
find_field (const char *name)
{
  return ctn_record_kind_find_field (ctn_organisation_kind (), name);
}

/* What is in no form is in no list. */
static gboolean
can_be_column (const CtnField *field)
{
  return field->group != NULL;
}

static GtkColumnViewColumn *
get_column (Columns *self, guint position)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (self->view), position);

  return column; /* the view owns it */
}

static guint
count_columns (Columns *self)
{
  return g_list_model_get_n_items (gtk_column_view_get_columns (self->view));
}

static GtkColumnViewColumn *
find_column (Columns *self, const char *name)
{
  for (guint i = 0; i < count_columns (self); i++)
    if (g_str_equal (gtk_column_view_column_get_id (get_column (self, i)), name))
      return get_column (self, i);
  return NULL;
}

/* The order of two rows is never asked: the list is sorted by the finder. */
static int
compare_nothing (gconstpointer a, gconstpointer b, gpointer data)
{
  return 0;
}

static int
get_width (const CtnField *field)
{
  return g_str_equal (field->name, "name") ? NAME_WIDTH : WIDTH;
}

static void
insert_column (Columns *self, guint position, const CtnField *field, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (field->label), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, NULL, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) field);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) field);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) field);
  gtk_column_view_column_set_id (column, field->name);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, g_str_equal (field->name, "name"));
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_header_menu (column, self->menu);
  gtk_column_view_insert_column (self->view, position, column);
}

/* Behind the nearest one of those that stand before it in forms. */
static guint
find_place (Columns *self, const CtnField *field)
{
  guint place = 0;

  for (guint i = 0; i < count_columns (self); i++)
    if (find_field (gtk_column_view_column_get_id (get_column (self, i))) < field)
      place = i + 1;
  return place;
}

static void
sort_by (Columns *self, const char *name, gboolean descending)
{
  GtkColumnViewColumn *column = find_column (self, name);

  if (column == NULL)
    column = find_column (self, "name");
  gtk_column_view_sort_by_column (self->view, column,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* What is remembered -------------------------------------------------------------------------- */

static void
remember (Columns *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  GtkColumnViewColumn *sorted = gtk_column_view_sorter_get_primary_sort_column (sorter);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(si)"));

  if (count_columns (self) == 0)
    return;
  for (guint i = 0; i < count_columns (self); i++) {
    GtkColumnViewColumn *column = get_column (self, i);

    g_variant_builder_add (&builder, "(si)", gtk_column_view_column_get_id (column),
                           gtk_column_view_column_get_fixed_width (column));
  }
  g_settings_set_value (self->settings, KEY_COLUMNS, g_variant_builder_end (&builder));
  g_settings_set (self->settings, KEY_SORT, "(sb)",
                  sorted != NULL ? gtk_column_view_column_get_id (sorted) : "name",
                  gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
}

/* Names that this version does not know are left out; that of the organisation is always there. */
static void
insert_remembered (Columns *self)
{
  g_autoptr (GVariant) columns = g_settings_get_value (self->settings, KEY_COLUMNS);
  GVariantIter iter;
  const char *name;
  int width;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&si)", &name, &width)) {
    const CtnField *field = find_field (name);

    if (field != NULL && can_be_column (field) && find_column (self, name) == NULL)
      insert_column (self, count_columns (self), field, CLAMP (width, 20, 2000));
  }
  if (count_columns (self) > 0 && find_column (self, "name") == NULL)
    insert_column (self, 0, find_field ("name"), NAME_WIDTH);
}

static void
insert_usual (Columns *self)
{
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->flags & CTN_FIELD_LISTED)
      insert_column (self, count_columns (self), field, get_width (field));
}

/* Actions ------------------------------------------------------------------------------------- */

static void
show_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  Columns *self = data;
  const CtnField *field = find_field (g_action_get_name (G_ACTION (action)));
  GtkColumnViewColumn *column = find_column (self, field->name);
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));

  if (g_variant_get_boolean (value) && column == NULL) {
    insert_column (self, find_place (self, field), field, get_width (field));
  } else if (!g_variant_get_boolean (value) && column != NULL) {
    if (gtk_column_view_sorter_get_primary_sort_column (sorter) == column)
      sort_by (self, "name", FALSE);
    gtk_column_view_remove_column (self->view, column);
  }
  g_simple_action_set_state (action, value);
  remember (self);
}

static void
tell_actions (Columns *self)
{
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), field->name);

    if (action != NULL)
      g_simple_action_set_state (G_SIMPLE_ACTION (action),
                                 g_variant_new_boolean (find_column (self, field->name) != NULL));
  }
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Columns *self = data;

  while (count_columns (self) > 0)
    gtk_column_view_remove_column (self->view, get_column (self, 0));
  insert_usual (self);
  sort_by (self, "name", FALSE);
  tell_actions (self);
  remember (self);
}

/* A submenu for each group of the form: one menu of all fields is higher than many a screen. */
static GMenuModel *
make_menu (void)
{
  g_autoptr (GMenu) groups = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenu) group = NULL;
  const char *title = NULL;
  GMenu *menu = g_menu_new ();

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    g_autofree char *action = g_strconcat ("columns.", field->name, NULL);

    if (!can_be_column (field) || g_str_equal (field->name, "name"))
      continue;
    if (g_strcmp0 (field->group, title) != 0) {
      title = field->group;
      g_clear_object (&group);
      group = g_menu_new ();
      g_menu_append_submenu (groups, _ (title), G_MENU_MODEL (group));
    }
    g_menu_append (group, _ (field->label), action);
  }
  g_menu_append (others, _ ("_Reset Columns"), "columns.reset");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (groups));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  return G_MENU_MODEL (menu);
}

static void
add_actions (Columns *self)
{
  const GActionEntry reset = { .name = "reset", .activate = reset_cb };

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    g_autoptr (GSimpleAction) action = NULL;

    if (!can_be_column (field) || g_str_equal (field->name, "name"))
      continue;
    action = g_simple_action_new_stateful (field->name, NULL, g_variant_new_boolean (FALSE));
    g_signal_connect (action, "change-state", G_CALLBACK (show_cb), self);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &reset, 1, self);
}

void
ctn_partner_columns_set_up (GtkColumnView *view, GtkWidget *page, GMenu *menu)
{
  Columns *self = g_new0 (Columns, 1);
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *sorted = NULL;
  gboolean descending;

  *self = (Columns) { view, make_menu (), g_simple_action_group_new (),
                      g_settings_new (CTN_APPLICATION_ID) };
  g_object_set_data_full (G_OBJECT (view), "ctn-columns", self, columns_free);
  add_actions (self);
  gtk_widget_insert_action_group (page, "columns", G_ACTION_GROUP (self->actions));
  insert_remembered (self);
  if (count_columns (self) == 0)
    insert_usual (self);
  tell_actions (self);
  g_settings_get (self->settings, KEY_SORT, "(sb)", &sorted, &descending);
  sort_by (self, sorted, descending);
  g_menu_append_submenu (section, _ ("Co_lumns"), self->menu);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_signal_connect_swapped (view, "unmap", G_CALLBACK (remember), self);
}
