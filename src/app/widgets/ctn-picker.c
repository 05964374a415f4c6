#include "ctn-picker.h"

#include <ctn-chain.h>
#include <ctn-code-list.h>
#include <ctn-organisation-finder.h>
#include <ctn-partnership.h>
#include <ctn-record-item.h>
#include <ctn-text.h>
#include <glib/gi18n.h>

#include "ctn-status-page.h"

#define MAX_SHOWN 60

struct _CtnPicker {
  AdwBin parent_instance;

  CtnProject *project; /* (owned) (nullable) */
  GPtrArray *choices;  /* (owned) (nullable) CtnPick, when they are given */
  CtnPickerKind kind;
  gboolean multiple;
  gboolean draggable;
  char *shown;    /* (owned) (nullable) the words that the entries were found with */
  char *accepted; /* (owned) (nullable) words that Enter was pressed after, not found yet */
  CtnOrganisationFinder *finder; /* (owned) (nullable) */
  GPtrArray *picks;              /* (owned) CtnPick */

  GtkSearchEntry *search;
  GtkListBox *list;
  GtkStack *stack;
};

enum { SIGNAL_CHANGED, SIGNAL_PICKED, SIGNAL_SEARCHED, SIGNAL_UNKNOWN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnPicker, ctn_picker, ADW_TYPE_BIN)

CtnPick *
ctn_pick_copy (const CtnPick *self)
{
  CtnPick *copy = g_new0 (CtnPick, 1);

  copy->id = self->id;
  copy->code = g_strdup (self->code);
  copy->title = g_strdup (self->title);
  copy->subtitle = g_strdup (self->subtitle);
  return copy;
}

void
ctn_pick_free (CtnPick *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (CtnPick, ctn_pick, ctn_pick_copy, ctn_pick_free)

static guint
find_pick (CtnPicker *self, const CtnPick *pick)
{
  for (guint i = 0; i < self->picks->len; i++) {
    const CtnPick *other = g_ptr_array_index (self->picks, i);

    if (other->id == pick->id && g_strcmp0 (other->code, pick->code) == 0)
      return i;
  }
  return G_MAXUINT;
}

static const CtnPick *
get_pick (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "pick");
}

static void
toggled_cb (GtkCheckButton *check, CtnPicker *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW);
  const CtnPick *pick = get_pick (GTK_LIST_BOX_ROW (row));
  guint position = find_pick (self, pick);

  if (gtk_check_button_get_active (check) == (position != G_MAXUINT))
    return;
  if (position == G_MAXUINT)
    g_ptr_array_add (self->picks, ctn_pick_copy (pick));
  else
    g_ptr_array_remove_index (self->picks, position);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
row_activated_cb (CtnPicker *self, GtkListBoxRow *row)
{
  if (self->multiple)
    return;
  g_ptr_array_set_size (self->picks, 0);
  g_ptr_array_add (self->picks, ctn_pick_copy (get_pick (row)));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkListBoxRow *row)
{
  return gdk_content_provider_new_typed (CTN_TYPE_PICK, get_pick (row));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkListBoxRow *row)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, paintable, 12, 12);
}

static void
add_drag_source (GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

/* Takes @pick. */
static void
add_row (CtnPicker *self, CtnPick *pick)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pick->title);
  if (pick->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), pick->subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  g_object_set_data_full (G_OBJECT (row), "pick", pick, (GDestroyNotify) ctn_pick_free);
  if (self->multiple) {
    GtkWidget *check = gtk_check_button_new ();

    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), find_pick (self, pick) != G_MAXUINT);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    pick->title, -1);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  } else {
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  }
  if (self->draggable)
    add_drag_source (row);
  gtk_list_box_append (self->list, row);
}

static void
show_regions (CtnPicker *self, const char *text)
{
  CtnCodeList *list = ctn_code_list_get ("nuts-2024", NULL);
  g_autoptr (GPtrArray) codes =
      list != NULL ? ctn_code_list_search (list, text, MAX_SHOWN) : g_ptr_array_new ();

  for (guint i = 0; i < codes->len; i++) {
    const CtnCode *code = g_ptr_array_index (codes, i);
    CtnPick *pick = g_new0 (CtnPick, 1);
    g_autofree char *path = ctn_code_list_dup_path (list, code->code);

    pick->code = g_strdup (code->code);
    pick->title = g_strdup (code->title);
    pick->subtitle = g_strdup_printf ("%s · %s", code->code, path);
    add_row (self, pick);
  }
}

static CtnPick *
make_record_pick (CtnPicker *self, const CtnRecordKind *kind, gint64 id)
{
  g_autoptr (CtnRecordItem) item = ctn_record_item_new (self->project, kind, id);
  CtnPick *pick = g_new0 (CtnPick, 1);

  pick->id = id;
  pick->title = g_strdup (ctn_record_item_get_text (item, kind->title_column));
  if (self->kind == CTN_PICKER_ORGANISATIONS) {
    const char *helix = ctn_record_item_get_text (item, "helix");
    const char *country = ctn_record_item_get_text (item, "country");

    pick->subtitle = *helix != '\0' && *country != '\0'
                         ? g_strdup_printf ("%s · %s", helix, country)
                         : g_strconcat (helix, country, NULL);
  }
  return pick;
}

static void
show_records (CtnPicker *self, const char *text)
{
  gboolean chains = self->kind == CTN_PICKER_CHAINS;
  const CtnRecordKind *kind = chains ? ctn_chain_kind () : ctn_partnership_kind ();
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (GArray) ids =
      chains ? ctn_chain_list (reader, NULL) : ctn_partnership_list (reader, NULL);
  g_autofree char *wanted = ctn_text_fold (text);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    CtnPick *pick = make_record_pick (self, kind, g_array_index (ids, gint64, i));
    g_autofree char *title = ctn_text_fold (pick->title);

    if (strstr (title, wanted) != NULL)
      add_row (self, pick);
    else
      ctn_pick_free (pick);
  }
}

static void
show_choices (CtnPicker *self, const char *text)
{
  g_autofree char *wanted = ctn_text_fold (text);
  guint n = 0;

  for (guint i = 0; i < self->choices->len && n < MAX_SHOWN; i++) {
    const CtnPick *pick = g_ptr_array_index (self->choices, i);
    g_autofree char *words =
        g_strconcat (pick->title, " ", pick->subtitle != NULL ? pick->subtitle : "", NULL);
    g_autofree char *folded = ctn_text_fold (words);

    if (strstr (folded, wanted) == NULL)
      continue;
    add_row (self, ctn_pick_copy (pick));
    n++;
  }
}

static void accept (CtnPicker *self);

static const char *
get_text (CtnPicker *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

/* Other entries are shown, those for @text. */
static void
settle (CtnPicker *self, const char *text)
{
  g_set_str (&self->shown, text);
  gtk_stack_set_visible_child_name (
      self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "nothing");
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
  if (g_strcmp0 (self->accepted, text) == 0)
    accept (self);
}

typedef struct {
  CtnPicker *picker; /* (owned) */
  char *text;        /* (owned) */
} Search;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *search = data;
  CtnPicker *self = search->picker;
  g_autoptr (GArray) ids =
      ctn_organisation_finder_find_finish (CTN_ORGANISATION_FINDER (source), result, NULL);

  if (ids != NULL && self->project != NULL) {
    gtk_list_box_remove_all (self->list);
    for (guint i = 0; i < MIN (ids->len, MAX_SHOWN); i++)
      add_row (self,
               make_record_pick (self, ctn_organisation_kind (), g_array_index (ids, gint64, i)));
    settle (self, search->text);
  }
  g_object_unref (search->picker);
  g_free (search->text);
  g_free (search);
}

static void
find_organisations (CtnPicker *self, const char *text)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  Search *search;

  if (self->finder == NULL)
    return;
  search = g_new0 (Search, 1);
  search->picker = g_object_ref (self);
  search->text = g_strdup (text);
  ctn_organisation_query_set_search (query, text);
  ctn_organisation_finder_find_async (self->finder, query,
                                      ctn_record_kind_find_field (ctn_organisation_kind (), "name"),
                                      FALSE, found_cb, search);
}

static void
search_cb (CtnPicker *self)
{
  const char *text = get_text (self);

  if (self->kind == CTN_PICKER_ORGANISATIONS) {
    find_organisations (self, text);
    return;
  }
  gtk_list_box_remove_all (self->list);
  if (self->kind == CTN_PICKER_REGIONS)
    show_regions (self, text);
  else if (self->kind == CTN_PICKER_GIVEN)
    show_choices (self, text);
  else
    show_records (self, text);
  settle (self, text);
}

/* Enter in the search field takes the first that fits. */
static void
accept (CtnPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  g_clear_pointer (&self->accepted, g_free);
  if (row != NULL)
    gtk_widget_activate (GTK_WIDGET (row));
  else
    g_signal_emit (self, signals[SIGNAL_UNKNOWN], 0);
}

/* Who types fast is before the search, and does not mean what is still shown from the words before. What is
 * typed next is the next name. */
static void
activate_cb (CtnPicker *self)
{
  if (g_strcmp0 (self->shown, get_text (self)) == 0) {
    accept (self);
    return;
  }
  g_set_str (&self->accepted, get_text (self));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  search_cb (self);
}

static void
down_cb (CtnPicker *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

CtnPicker *
ctn_picker_new (CtnProject *project, CtnPickerKind kind, gboolean multiple)
{
  CtnPicker *self = g_object_new (CTN_TYPE_PICKER, NULL);

  self->project = g_object_ref (project);
  self->kind = kind;
  self->multiple = multiple;
  if (kind == CTN_PICKER_ORGANISATIONS)
    self->finder = ctn_organisation_finder_new (project, NULL);
  search_cb (self);
  return self;
}

void
ctn_picker_set_draggable (CtnPicker *self, gboolean draggable)
{
  self->draggable = draggable;
  search_cb (self);
}

const char *
ctn_picker_get_shown (CtnPicker *self)
{
  return self->shown != NULL ? self->shown : "";
}

void
ctn_picker_select_text (CtnPicker *self)
{
  if (g_str_equal (get_text (self), ctn_picker_get_shown (self)))
    gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

GPtrArray *
ctn_picker_get_picks (CtnPicker *self)
{
  return self->picks;
}

static gboolean
ctn_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CTN_PICKER (widget)->search));
}

static void
ctn_picker_dispose (GObject *object)
{
  CtnPicker *self = CTN_PICKER (object);

  g_clear_object (&self->finder);
  g_clear_object (&self->project);
  g_clear_pointer (&self->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_picker_parent_class)->dispose (object);
}

static void
ctn_picker_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_PICKER (object)->picks);
  g_free (CTN_PICKER (object)->shown);
  g_free (CTN_PICKER (object)->accepted);

  G_OBJECT_CLASS (ctn_picker_parent_class)->finalize (object);
}

static void
ctn_picker_class_init (CtnPickerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_picker_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ctn_picker_grab_focus;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PICKED] =
      g_signal_new ("picked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEARCHED] =
      g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UNKNOWN] =
      g_signal_new ("unknown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_scroller (CtnPicker *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
ctn_picker_init (CtnPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *nothing = ctn_status_page_new ("edit-find-symbolic", _ ("Nothing Found"), NULL, NULL);

  self->picks = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_search_entry_set_placeholder_text (self->search, _ ("Type a name"));
  gtk_search_entry_set_search_delay (self->search, 40);
  gtk_widget_set_margin_start (GTK_WIDGET (self->search), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->search), 12);
  gtk_widget_add_css_class (nothing, "compact");
  gtk_stack_add_named (self->stack, make_scroller (self), "list");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (down_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

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
  CtnPickedFunc function = choice->function;
  gpointer data = choice->data;

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

static CtnPicker *
new_given (GPtrArray *choices, gboolean multiple)
{
  CtnPicker *picker = g_object_new (CTN_TYPE_PICKER, NULL);

  picker->kind = CTN_PICKER_GIVEN;
  picker->choices = choices;
  picker->multiple = multiple;
  search_cb (picker);
  return picker;
}

void
ctn_picker_present_given (GtkWidget *parent,
                          GPtrArray *choices,
                          const char *title,
                          CtnPickedFunc function,
                          gpointer data)
{
  present (parent, new_given (choices, FALSE), title, NULL, function, data);
}

void
ctn_picker_present_given_many (GtkWidget *parent,
                               GPtrArray *choices,
                               const char *title,
                               const char *accept,
                               CtnPickedFunc function,
                               gpointer data)
{
  present (parent, new_given (choices, TRUE), title, accept, function, data);
}
