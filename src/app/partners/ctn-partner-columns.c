#include "ctn-partner-columns.h"

#include <ctn-field-set.h>
#include <ctn-i18n.h>
#include <ctn-organisation.h>
#include <ctn-text.h>

#define KEY_COLUMNS "partner-columns"
#define KEY_SORT "partner-sort"
#define NAME_WIDTH 240
#define WIDTH 130
#define MAX_UNKNOWN 100 /* remembered columns of other projects */

typedef struct {
  GtkColumnView *view;         /* owns this */
  CtnIdList *list;             /* (owned) that it shows */
  CtnProject *project;         /* (owned) */
  CtnFieldSet *fields;         /* (owned) that can be columns */
  GMenu *menu;                 /* (owned) */
  GMenu *own;                  /* (owned) a section of it: the project's fields */
  GSimpleActionGroup *actions; /* (owned) */
  GSettings *settings;         /* (owned) */
} Columns;

static void
columns_free (gpointer data)
{
  Columns *self = data;

  g_object_unref (self->list);
  g_object_unref (self->project);
  ctn_field_set_free (self->fields);
  g_object_unref (self->menu);
  g_object_unref (self->own);
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
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const char *name)
{
  GtkInscription *cell = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (cell, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  g_object_set_data (G_OBJECT (cell), "field", (gpointer) name);
  gtk_list_item_set_child (list_item, GTK_WIDGET (cell));
}

static void
setup_number_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const char *name)
{
  setup_cb (factory, list_item, name);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)), 1);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const char *name)
{
  CtnRecordItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect (item, "refreshed", G_CALLBACK (refreshed_cb), list_item);
  refreshed_cb (item, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const char *name)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), refreshed_cb,
                                        list_item);
}

/* Columns ------------------------------------------------------------------------------------- */

/* The project's fields can have been changed meanwhile. */
static CtnFieldSet *
read_fields (Columns *self)
{
  CtnFieldSet *fields =
      ctn_field_set_new (ctn_project_get_reader (self->project), ctn_organisation_kind (), NULL);

  return fields != NULL ? fields : ctn_field_set_new (NULL, ctn_organisation_kind (), NULL);
}

/* Where the field @name stands in forms, -1 when it is not there; what is in no form is in no list. */
static int
find_position (Columns *self, const char *name)
{
  for (guint i = 0; i < ctn_field_set_get_n_fields (self->fields); i++)
    if (g_str_equal (ctn_field_set_get_field (self->fields, i)->name, name))
      return (int) i;
  return -1;
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
insert_column (Columns *self, guint place, const CtnField *field, int width)
{
  gboolean is_number = field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;
  gpointer name = (gpointer) g_intern_string (field->name); /* a column may outlive the field */
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column =
      gtk_column_view_column_new (ctn_field_get_label (field), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, NULL, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (is_number ? setup_number_cb : setup_cb), name);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), name);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), name);
  gtk_column_view_column_set_id (column, name);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, g_str_equal (field->name, "name"));
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  gtk_column_view_insert_column (self->view, place, column);
}

/* The list reads what the columns show. */
static void
tell_list (Columns *self)
{
  CtnFieldSet *fields = read_fields (self);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (CtnRecordColumns) columns = NULL;

  for (guint i = 0; i < count_columns (self); i++) {
    const CtnField *field =
        ctn_field_set_find (fields, gtk_column_view_column_get_id (get_column (self, i)));

    if (field != NULL)
      g_ptr_array_add (shown, (gpointer) field);
  }
  columns =
      ctn_record_columns_new (ctn_organisation_kind (), (const CtnField *const *) shown->pdata,
                              shown->len, fields, (GDestroyNotify) ctn_field_set_free);
  ctn_id_list_set_columns (self->list, columns);
}

/* Behind the nearest one of those that stand before it in forms. */
static guint
find_place (Columns *self, const char *name)
{
  int position = find_position (self, name);
  guint place = 0;

  for (guint i = 0; i < count_columns (self); i++)
    if (find_position (self, gtk_column_view_column_get_id (get_column (self, i))) < position)
      place = i + 1;
  return place;
}

/* By the organisation's name, where the column @name is not there. */
static void
sort_by (Columns *self, const char *name, gboolean descending)
{
  GtkColumnViewColumn *column = find_column (self, name);

  gtk_column_view_sort_by_column (self->view, column != NULL ? column : find_column (self, "name"),
                                  column != NULL && descending ? GTK_SORT_DESCENDING
                                                               : GTK_SORT_ASCENDING);
}

/* What is remembered -------------------------------------------------------------------------- */

/* Columns that this project does not know stay remembered behind the others: they are custom fields of another, or
 * of this one, which somebody may bring back. */
static void
add_unknown (Columns *self, GVariantBuilder *builder)
{
  g_autoptr (GVariant) remembered = g_settings_get_value (self->settings, KEY_COLUMNS);
  guint n = 0;
  GVariantIter iter;
  const char *name;
  int width;

  g_variant_iter_init (&iter, remembered);
  while (n < MAX_UNKNOWN && g_variant_iter_next (&iter, "(&si)", &name, &width)) {
    if (find_position (self, name) >= 0 || find_column (self, name) != NULL)
      continue;
    g_variant_builder_add (builder, "(si)", name, width);
    n++;
  }
}

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
  add_unknown (self, &builder);
  g_settings_set_value (self->settings, KEY_COLUMNS, g_variant_builder_end (&builder));
  g_settings_set (self->settings, KEY_SORT, "(sb)",
                  sorted != NULL ? gtk_column_view_column_get_id (sorted) : "name",
                  gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
}

/* That of the organisation's name is always there. */
static void
insert_remembered (Columns *self)
{
  g_autoptr (GVariant) columns = g_settings_get_value (self->settings, KEY_COLUMNS);
  GVariantIter iter;
  const char *name;
  int width;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&si)", &name, &width)) {
    int position = find_position (self, name);

    if (position >= 0 && find_column (self, name) == NULL)
      insert_column (self, count_columns (self),
                     ctn_field_set_get_field (self->fields, (guint) position),
                     CLAMP (width, 20, 2000));
  }
  if (count_columns (self) > 0 && find_column (self, "name") == NULL)
    insert_column (self, 0, ctn_field_set_find (self->fields, "name"), NAME_WIDTH);
}

static void
insert_usual (Columns *self)
{
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->flags & CTN_FIELD_LISTED)
      insert_column (self, count_columns (self), field, get_width (field));
}

static void
insert_columns (Columns *self)
{
  g_autofree char *sorted = NULL;
  gboolean descending;

  insert_remembered (self);
  if (count_columns (self) == 0)
    insert_usual (self);
  tell_list (self);
  g_settings_get (self->settings, KEY_SORT, "(sb)", &sorted, &descending);
  sort_by (self, sorted, descending);
}

static void
remove_columns (Columns *self)
{
  while (count_columns (self) > 0)
    gtk_column_view_remove_column (self->view, get_column (self, 0));
}

/* Actions ------------------------------------------------------------------------------------- */

static void
show_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  Columns *self = data;
  const CtnField *field = ctn_field_set_find (self->fields, g_action_get_name (G_ACTION (action)));
  GtkColumnViewColumn *column = find_column (self, field->name);
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));

  if (g_variant_get_boolean (value) && column == NULL) {
    insert_column (self, find_place (self, field->name), field, get_width (field));
  } else if (!g_variant_get_boolean (value) && column != NULL) {
    if (gtk_column_view_sorter_get_primary_sort_column (sorter) == column)
      sort_by (self, "name", FALSE);
    gtk_column_view_remove_column (self->view, column);
  }
  tell_list (self);
  g_simple_action_set_state (action, value);
  remember (self);
}

static void
tell_actions (Columns *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (char **name = names; *name != NULL; name++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), *name);

    if (!g_str_equal (*name, "reset"))
      g_simple_action_set_state (G_SIMPLE_ACTION (action),
                                 g_variant_new_boolean (find_column (self, *name) != NULL));
  }
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Columns *self = data;

  remove_columns (self);
  insert_usual (self);
  tell_list (self);
  sort_by (self, "name", FALSE);
  tell_actions (self);
  remember (self);
}

/* The name's column is always there. */
static gboolean
is_chosen (const CtnField *field)
{
  return !g_str_equal (field->name, "name");
}

static void
append_field (GMenu *menu, const CtnField *field)
{
  g_autofree char *action = g_strconcat ("columns.", field->name, NULL);
  g_autofree char *label = ctn_text_escape_mnemonic (ctn_field_get_label (field));

  g_menu_append (menu, label, action);
}

/* A submenu for each group of the form: one menu of all fields is higher than many a screen. */
static GMenu *
make_groups (void)
{
  GMenu *groups = g_menu_new ();
  g_autoptr (GMenu) group = NULL;
  const char *title = NULL;

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    if (field->group == NULL || !is_chosen (field))
      continue;
    if (g_strcmp0 (field->group, title) != 0) {
      title = field->group;
      g_clear_object (&group);
      group = g_menu_new ();
      g_menu_append_submenu (groups, _ (title), G_MENU_MODEL (group));
    }
    append_field (group, field);
  }
  return groups;
}

/* No submenu: the pages of those that once were shown stay in GTK's menus, so that none can be put in anew. */
static void
fill_own (Columns *self)
{
  g_menu_remove_all (self->own);
  for (guint i = 0; i < ctn_field_set_get_n_fields (self->fields); i++) {
    const CtnField *field = ctn_field_set_get_field (self->fields, i);

    if (field->flags & CTN_FIELD_OWN)
      append_field (self->own, field);
  }
}

static void
make_menu (Columns *self)
{
  g_autoptr (GMenu) groups = make_groups ();
  g_autoptr (GMenu) others = g_menu_new ();

  self->menu = g_menu_new ();
  self->own = g_menu_new ();
  g_menu_append (others, _ ("_Reset Columns"), "columns.reset");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (groups));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (self->own));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (others));
  fill_own (self);
}

static void
add_actions (Columns *self)
{
  const GActionEntry reset = { .name = "reset", .activate = reset_cb };

  for (guint i = 0; i < ctn_field_set_get_n_fields (self->fields); i++) {
    const CtnField *field = ctn_field_set_get_field (self->fields, i);
    g_autoptr (GSimpleAction) action = NULL;

    if (!is_chosen (field))
      continue;
    action = g_simple_action_new_stateful (
        field->name, NULL, g_variant_new_boolean (find_column (self, field->name) != NULL));
    g_signal_connect (action, "change-state", G_CALLBACK (show_cb), self);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &reset, 1, self);
}

static void
remove_actions (Columns *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (char **name = names; *name != NULL; name++)
    g_action_map_remove_action (G_ACTION_MAP (self->actions), *name);
}

/* The project's own fields are others, or have other names. */
static void
changed_cb (GtkColumnView *view, CtnChangeSet *changes)
{
  Columns *self = g_object_get_data (G_OBJECT (view), "ctn-columns");

  if (!ctn_change_set_has_table (changes, "custom_field"))
    return;
  remember (self);
  remove_columns (self);
  ctn_field_set_free (self->fields);
  self->fields = read_fields (self);
  insert_columns (self);
  remove_actions (self);
  add_actions (self);
  fill_own (self);
}

void
ctn_partner_columns_set_up (GtkColumnView *view, CtnIdList *list, CtnPage *page, GMenu *menu)
{
  Columns *self = g_new0 (Columns, 1);
  g_autoptr (GMenu) section = g_menu_new ();

  self->view = view;
  self->list = g_object_ref (list);
  self->project = g_object_ref (ctn_page_get_project (page));
  self->fields = read_fields (self);
  make_menu (self);
  self->actions = g_simple_action_group_new ();
  self->settings = g_settings_new (CTN_APPLICATION_ID);
  g_object_set_data_full (G_OBJECT (view), "ctn-columns", self, columns_free);
  insert_columns (self);
  add_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "columns", G_ACTION_GROUP (self->actions));
  g_menu_append_submenu (section, _ ("Co_lumns"), G_MENU_MODEL (self->menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_signal_connect_object (self->project, "changed", G_CALLBACK (changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (view, "unmap", G_CALLBACK (remember), self);
}
