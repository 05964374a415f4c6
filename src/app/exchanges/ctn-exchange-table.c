#include "ctn-exchange-table.h"

#include <ctn-exchange.h>
#include <ctn-i18n.h>
#include <ctn-id-list.h>
#include <ctn-record.h>
#include <ctn-text.h>

#include "ctn-watch.h"

struct _CtnExchangeTable {
  AdwBin parent_instance;

  CtnProject *project; /* (unowned) outlives its pages */
  CtnIdList *list;     /* (owned) */
  GtkColumnView *view;
  GtkCustomFilter *filter; /* (unowned) */
  char *search;            /* (owned) folded */
};

enum { SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnExchangeTable, ctn_exchange_table, ADW_TYPE_BIN)

static const char *const columns[] = { "visitor", "host", "state", "visitor-kind",
                                       "starts",  "ends", "amount" };

static void
refresh (CtnExchangeTable *self)
{
  g_autoptr (GError) error = NULL;
  GArray *ids =
      ctn_record_list (ctn_project_get_reader (self->project), ctn_exchange_kind (), 0, &error);

  if (ids != NULL)
    ctn_id_list_take_ids (self->list, ids);
  else
    g_warning ("%s", error->message);
}

/* --- Cells --------------------------------------------------------------------------------------- */

static void
refreshed_cb (CtnRecordItem *item, GtkListItem *cell)
{
  gtk_label_set_label (
      GTK_LABEL (gtk_list_item_get_child (cell)),
      ctn_record_item_get_text (item, g_object_get_data (G_OBJECT (cell), "name")));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *cell, const char *name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), g_str_equal (name, "amount") ? 1 : 0);
  /* Half a date says nothing. */
  if (g_str_equal (name, "visitor") || g_str_equal (name, "host") ||
      g_str_equal (name, "visitor-kind"))
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (cell, label);
  g_object_set_data (G_OBJECT (cell), "name", (gpointer) name);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  CtnRecordItem *item = gtk_list_item_get_item (cell);

  g_signal_connect (item, "refreshed", G_CALLBACK (refreshed_cb), cell);
  refreshed_cb (item, cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (cell), refreshed_cb, cell);
}

/* What is sorted is what is kept, not what is shown: dates, amounts and states have an order of their own. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  CtnRecordItem *one = (CtnRecordItem *) a;
  CtnRecordItem *other = (CtnRecordItem *) b;
  const CtnField *field = data;
  const char *first = ctn_record_item_get_value (one, field->name);
  const char *second = ctn_record_item_get_value (other, field->name);
  CtnExchangeState from = 0, to = 0;
  double difference;

  if (field->type == CTN_FIELD_RECORD || field->type == CTN_FIELD_TEXT)
    return g_utf8_collate (first, second);
  if (field->type == CTN_FIELD_NUMBER) {
    difference = g_ascii_strtod (first, NULL) - g_ascii_strtod (second, NULL);
    return difference < 0 ? -1 : difference > 0;
  }
  if (ctn_exchange_state_from_code (first, &from) && ctn_exchange_state_from_code (second, &to))
    return (int) from - (int) to;
  return g_strcmp0 (first, second);
}

static void
add_column (CtnExchangeTable *self, const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_exchange_kind (), name);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;
  g_autoptr (GtkSorter) sorter =
      GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) field, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) name);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column = gtk_column_view_column_new (ctn_field_get_label (field), factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column,
                                     g_str_equal (name, "visitor") || g_str_equal (name, "host"));
  gtk_column_view_append_column (self->view, column);
}

/* --- Search -------------------------------------------------------------------------------------- */

static gboolean
filter_cb (gpointer item, gpointer data)
{
  CtnExchangeTable *self = data;

  if (self->search == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    g_autofree char *text = ctn_text_fold (ctn_record_item_get_text (item, columns[i]));

    if (strstr (text, self->search) != NULL)
      return TRUE;
  }
  return FALSE;
}

void
ctn_exchange_table_set_search (CtnExchangeTable *self, const char *text)
{
  g_clear_pointer (&self->search, g_free);
  if (*text != '\0')
    self->search = ctn_text_fold (text);
  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
activate_cb (CtnExchangeTable *self, guint position)
{
  g_autoptr (CtnRecordItem) item =
      g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (self->view)), position);

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, ctn_record_item_get_id (item));
}

void
ctn_exchange_table_set_up (CtnExchangeTable *self, CtnProject *project)
{
  static const char *const tables[] = { "exchange", NULL };
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;

  self->project = project;
  self->list = ctn_id_list_new (project, ctn_exchange_kind ());
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->list)),
                                        GTK_FILTER (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  ctn_watch (GTK_WIDGET (self), project, tables, (CtnWatchFunc) refresh);
}

static void
ctn_exchange_table_dispose (GObject *object)
{
  CtnExchangeTable *self = CTN_EXCHANGE_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->list);

  G_OBJECT_CLASS (ctn_exchange_table_parent_class)->dispose (object);
}

static void
ctn_exchange_table_finalize (GObject *object)
{
  g_free (CTN_EXCHANGE_TABLE (object)->search);

  G_OBJECT_CLASS (ctn_exchange_table_parent_class)->finalize (object);
}

static void
ctn_exchange_table_class_init (CtnExchangeTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_exchange_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_exchange_table_finalize;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ctn_exchange_table_init (CtnExchangeTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_single_click_activate (self->view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Exchanges"), -1);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, columns[i]);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
}
