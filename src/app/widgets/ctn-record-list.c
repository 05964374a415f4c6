#include "ctn-record-list.h"

#include <ctn-i18n.h>
#include <ctn-id-list.h>
#include <ctn-text.h>

#include "ctn-page.h"

/* With fewer records, nobody needs a search field. */
#define SEARCH_FROM 8

struct _CtnRecordList {
  AdwBin parent_instance;

  CtnProject *project; /* (unowned) outlives its pages */
  const CtnRecordKind *kind;
  CtnRecordListFind find;
  CtnRecordListDescribe describe;
  CtnRecordListFilter own_filter; /* (nullable) */
  gpointer filter_data;

  CtnIdList *list;               /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GtkSearchEntry *search;
  GtkListView *view;
  gint64 selected;
  guint n_records;
};

enum { SIGNAL_SELECTED, SIGNAL_FILLED, SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnRecordList, ctn_record_list, ADW_TYPE_BIN)

static void
note_selection (CtnRecordList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  gint64 id = position != GTK_INVALID_LIST_POSITION ? ctn_id_list_get_id (self->list, position) : 0;

  if (id == self->selected)
    return;
  self->selected = id;
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, id);
}

/* Drops the ids of records that the search does not find in their two lines. */
static void
filter (CtnRecordList *self, GArray *ids)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *wanted = ctn_text_fold (text);
  guint kept = 0;

  if (self->own_filter != NULL) {
    self->own_filter (self, ids, text, self->filter_data);
    return;
  }
  if (*wanted == '\0')
    return;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (self->project, self->kind, id);
    g_autofree char *details = self->describe (self->project, item);
    g_autofree char *lines = g_strconcat (ctn_record_item_get_text (item, self->kind->title_column),
                                          " ", details != NULL ? details : "", NULL);
    g_autofree char *folded = ctn_text_fold (lines);

    if (strstr (folded, wanted) != NULL)
      g_array_index (ids, gint64, kept++) = id;
  }
  g_array_set_size (ids, kept);
}

static void
refresh (CtnRecordList *self)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = self->find (ctn_project_get_reader (self->project), &error);
  gint64 selected = self->selected;
  guint position;

  if (ids == NULL) {
    g_warning ("%s", error->message);
    return;
  }
  self->n_records = ids->len;
  gtk_widget_set_visible (GTK_WIDGET (self->search),
                          ids->len >= SEARCH_FROM ||
                              *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0');
  filter (self, ids);
  ctn_id_list_take_ids (self->list, ids);
  position = selected != 0 ? ctn_id_list_find (self->list, selected) : G_MAXUINT;
  gtk_single_selection_set_selected (self->selection,
                                     position != G_MAXUINT ? position : GTK_INVALID_LIST_POSITION);
  note_selection (self);
  g_signal_emit (self, signals[SIGNAL_FILLED], 0, self->n_records);
}

static void
changed_cb (CtnRecordList *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, self->kind->table))
    refresh (self);
}

static void
refreshed_cb (CtnRecordItem *item, GtkListItem *list_item)
{
  CtnRecordList *self = g_object_get_data (G_OBJECT (list_item), "list");
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkLabel *title = GTK_LABEL (gtk_widget_get_first_child (box));
  GtkLabel *subtitle = GTK_LABEL (gtk_widget_get_last_child (box));
  const char *name = ctn_record_item_get_text (item, self->kind->title_column);
  g_autofree char *details = self->describe (self->project, item);

  gtk_label_set_label (title, name);
  gtk_label_set_label (subtitle, details != NULL ? details : "");
  gtk_widget_set_visible (GTK_WIDGET (subtitle), details != NULL && *details != '\0');
  gtk_list_item_set_accessible_label (list_item, name);
  gtk_list_item_set_accessible_description (list_item, details != NULL ? details : "");
}

static GtkWidget *
make_label (const char *const *classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

static void
activate_cb (CtnRecordList *self)
{
  note_selection (self);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CtnRecordList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkGesture *click = gtk_gesture_click_new ();

  /* A click on the row that is selected already must open it too where list and record share a page. */
  g_signal_connect_object (click, "released", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_css_class (box, "record-row");
  gtk_box_append (GTK_BOX (box), make_label ((const char *[]) { NULL }));
  gtk_box_append (GTK_BOX (box), make_label ((const char *[]) { "caption", "dim-label", NULL }));
  gtk_list_item_set_child (list_item, box);
  g_object_set_data (G_OBJECT (list_item), "list", self);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  CtnRecordItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect (item, "refreshed", G_CALLBACK (refreshed_cb), list_item);
  refreshed_cb (item, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), refreshed_cb,
                                        list_item);
}

void
ctn_record_list_set_up (CtnRecordList *self,
                        CtnProject *project,
                        const CtnRecordKind *kind,
                        CtnRecordListFind find,
                        CtnRecordListDescribe describe)
{
  self->project = project;
  self->kind = kind;
  self->find = find;
  self->describe = describe;
  self->list = ctn_id_list_new (project, kind);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kind->plural), -1);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (note_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  if (self->n_records > 0)
    gtk_single_selection_set_selected (self->selection, 0);
}

void
ctn_record_list_set_filter (CtnRecordList *self, CtnRecordListFilter filter_function, gpointer data)
{
  self->own_filter = filter_function;
  self->filter_data = data;
}

void
ctn_record_list_refilter (CtnRecordList *self)
{
  refresh (self);
}

gint64
ctn_record_list_get_selected (CtnRecordList *self)
{
  return self->selected;
}

void
ctn_record_list_select (CtnRecordList *self, gint64 id)
{
  guint position = ctn_id_list_find (self->list, id);

  if (position == G_MAXUINT && *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0') {
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
    refresh (self);
    position = ctn_id_list_find (self->list, id);
  }
  if (position == G_MAXUINT)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_NONE, NULL);
}

void
ctn_record_list_find (CtnRecordList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
  ctn_page_focus_search (GTK_WIDGET (self->search));
}

static void
ctn_record_list_dispose (GObject *object)
{
  CtnRecordList *self = CTN_RECORD_LIST (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (ctn_record_list_parent_class)->dispose (object);
}

static void
ctn_record_list_class_init (CtnRecordListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_record_list_dispose;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_FILLED] = g_signal_new ("filled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_record_list_init (CtnRecordList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "record-list");
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->search, _ ("Search"));
  gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  gtk_widget_set_margin_start (GTK_WIDGET (self->search), 9);
  gtk_widget_set_margin_end (GTK_WIDGET (self->search), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->search), 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
}
