#include "ctn-picker.h"

#include <ctn-i18n.h>
#include <ctn-organisation-finder.h>
#include <ctn-organisation.h>

#include "ctn-status-page.h"

#define MAX_SHOWN 60

struct _CtnPicker {
  AdwBin parent_instance;

  CtnProject *project; /* (owned) (nullable) */
  GPtrArray *choices;  /* (owned) (nullable) CtnPick, when they are given */
  CtnPickerKind kind;
  gboolean multiple;
  gboolean draggable;
  char *shown;       /* (owned) (nullable) the words that the entries were found with */
  GVariant *context; /* (owned) (nullable) the caller's, for what is chosen from now on */
  GQueue
      accepted; /* (owned) Accepted: what Enter was pressed after and is not found yet, in this order */
  GVariant *answered;            /* (owned) (nullable) the context of what is being answered */
  gboolean retyped;              /* something was typed since Enter was pressed */
  gboolean told;                 /* what became of the words that nothing fits */
  CtnOrganisationFinder *finder; /* (owned) (nullable) */
  GPtrArray *picks;              /* (owned) CtnPick */

  GtkSearchEntry *search;
  GtkLabel *notice;
  GtkListBox *list;
  GtkStack *stack;
};

/* Words that Enter was pressed after, and what the caller wanted them for then. */
typedef struct {
  char *text;        /* (owned) */
  GVariant *context; /* (owned) (nullable) */
} Accepted;

enum { SIGNAL_CHANGED, SIGNAL_PICKED, SIGNAL_SEARCHED, SIGNAL_UNKNOWN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnPicker, ctn_picker, ADW_TYPE_BIN)

static void
accepted_free (gpointer data)
{
  Accepted *accepted = data;

  g_free (accepted->text);
  g_clear_pointer (&accepted->context, g_variant_unref);
  g_free (accepted);
}

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

/* Shows @picks. (transfer full) */
static void
show (CtnPicker *self, GPtrArray *picks)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < picks->len; i++)
    add_row (self, ctn_pick_copy (g_ptr_array_index (picks, i)));
  g_ptr_array_unref (picks);
}

static const char *
get_text (CtnPicker *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

/* The first that fits is taken. The keyboard stays in the search field, where the next name may be half typed. */
static void
answer (CtnPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);
  g_autofree char *text = NULL;

  if (row != NULL && self->multiple) {
    GtkCheckButton *check =
        GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));

    gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
  } else if (row != NULL) {
    row_activated_cb (self, row);
  } else {
    self->told = FALSE;
    g_signal_emit (self, signals[SIGNAL_UNKNOWN], 0);
    text = g_strdup_printf (_ ("“%s” was not found."), self->shown);
    if (!self->told)
      ctn_picker_tell (self, text);
  }
}

static void search (CtnPicker *self);
static void search_cb (CtnPicker *self);

/* Words that wait are answered one after the other, each when its own entries are there. */
static void
answer_accepted (CtnPicker *self)
{
  Accepted *accepted = g_queue_peek_head (&self->accepted);

  if (accepted == NULL)
    return;
  if (g_str_equal (accepted->text, self->shown)) {
    g_queue_pop_head (&self->accepted);
    self->answered = g_steal_pointer (&accepted->context);
    answer (self);
    g_clear_pointer (&self->answered, g_variant_unref);
    accepted_free (accepted);
  }
  /* On with those that were typed meanwhile, unless the answer has closed all of this. */
  if (adw_bin_get_child (ADW_BIN (self)) == NULL)
    return;
  if (g_strcmp0 (self->shown, get_text (self)) != 0 || !g_queue_is_empty (&self->accepted))
    search (self);
}

/* Other entries are shown, those for @text. */
static void
settle (CtnPicker *self, const char *text)
{
  g_set_str (&self->shown, text);
  gtk_stack_set_visible_child_name (
      self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "nothing");
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
  answer_accepted (self);
}

typedef struct {
  CtnPicker *picker; /* (weak) nobody waits for an answer when it has gone with its dialog */
  char *text;        /* (owned) */
} Search;

/* What could not be searched holds up none that waits. */
static void
fail (CtnPicker *self, const GError *error)
{
  Accepted *accepted = g_queue_pop_head (&self->accepted);

  ctn_picker_tell (self, error->message);
  if (accepted == NULL)
    return;
  accepted_free (accepted);
  search_cb (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *search = data;
  g_autoptr (CtnPicker) self = search->picker != NULL ? g_object_ref (search->picker) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids =
      ctn_organisation_finder_find_finish (CTN_ORGANISATION_FINDER (source), result, &error);

  if (self != NULL && ids != NULL) {
    show (self, ctn_pick_list_organisations (self->project, ids, MAX_SHOWN));
    settle (self, search->text);
  } else if (self != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    fail (self, error);
  }
  g_clear_weak_pointer (&search->picker);
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
  g_set_weak_pointer (&search->picker, self);
  search->text = g_strdup (text);
  ctn_organisation_query_set_search (query, text);
  ctn_organisation_finder_find_async (self->finder, query, "name", FALSE, found_cb, search);
}

/* For what Enter was pressed after first, else for what is typed: a newer search would cancel the one before. */
static void
search (CtnPicker *self)
{
  const Accepted *accepted = g_queue_peek_head (&self->accepted);
  g_autofree char *text = g_strdup (accepted != NULL ? accepted->text : get_text (self));

  if (self->kind == CTN_PICKER_ORGANISATIONS) {
    find_organisations (self, text);
    return;
  }
  if (self->kind == CTN_PICKER_REGIONS)
    show (self, ctn_pick_list_regions (text, MAX_SHOWN));
  else if (self->kind == CTN_PICKER_GIVEN)
    show (self, ctn_pick_list_fitting (self->choices, text, MAX_SHOWN));
  else if (self->kind == CTN_PICKER_CHAINS)
    show (self, ctn_pick_list_chains (self->project, text));
  else
    show (self, ctn_pick_list_partnerships (self->project, text));
  settle (self, text);
}

static void
search_cb (CtnPicker *self)
{
  if (g_queue_is_empty (&self->accepted))
    search (self);
}

static void
changed_cb (CtnPicker *self)
{
  self->retyped = TRUE;
}

/* Who types fast is before the search, and does not mean what is still shown from the words before. What is
 * typed next is the next name. Enter once more on the same words is no second name while the first waits. */
static void
activate_cb (CtnPicker *self)
{
  gboolean waiting = !g_queue_is_empty (&self->accepted);
  Accepted *accepted;

  if (waiting && !self->retyped)
    return;
  self->retyped = FALSE;
  if (!waiting)
    gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (!waiting && g_strcmp0 (self->shown, get_text (self)) == 0) {
    answer (self);
    return;
  }
  accepted = g_new0 (Accepted, 1);
  accepted->text = g_strdup (get_text (self));
  accepted->context = self->context != NULL ? g_variant_ref (self->context) : NULL;
  g_queue_push_tail (&self->accepted, accepted);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  if (!waiting)
    search (self);
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

CtnPicker *
ctn_picker_new_given (GPtrArray *choices, gboolean multiple)
{
  CtnPicker *self = g_object_new (CTN_TYPE_PICKER, NULL);

  self->kind = CTN_PICKER_GIVEN;
  self->choices = choices;
  self->multiple = multiple;
  search_cb (self);
  return self;
}

void
ctn_picker_set_draggable (CtnPicker *self, gboolean draggable)
{
  self->draggable = draggable;
  search_cb (self);
}

void
ctn_picker_set_context (CtnPicker *self, GVariant *context)
{
  g_clear_pointer (&self->context, g_variant_unref);
  self->context = g_variant_ref_sink (context);
}

GVariant *
ctn_picker_get_context (CtnPicker *self)
{
  return self->answered != NULL ? self->answered : self->context;
}

void
ctn_picker_tell (CtnPicker *self, const char *text)
{
  gboolean more = gtk_widget_get_visible (GTK_WIDGET (self->notice));
  g_autofree char *all =
      more ? g_strdup_printf ("%s\n%s", gtk_label_get_text (self->notice), text) : g_strdup (text);

  self->told = TRUE;
  gtk_label_set_text (self->notice, all);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
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
  GtkWidget *search = GTK_WIDGET (CTN_PICKER (widget)->search);

  /* A field that gets the keyboard selects what is in it, which would go with the next letter. */
  return gtk_widget_get_focus_child (search) != NULL || gtk_widget_grab_focus (search);
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
  g_clear_pointer (&CTN_PICKER (object)->context, g_variant_unref);
  g_queue_clear_full (&CTN_PICKER (object)->accepted, accepted_free);

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

static GtkLabel *
make_notice (void)
{
  GtkWidget *notice = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (notice), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (notice), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (notice), 0);
  gtk_widget_add_css_class (notice, "caption");
  gtk_widget_add_css_class (notice, "warning");
  gtk_widget_set_margin_start (notice, 18);
  gtk_widget_set_margin_end (notice, 18);
  gtk_widget_set_visible (notice, FALSE);
  return GTK_LABEL (notice);
}

static void
ctn_picker_init (CtnPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *nothing = ctn_status_page_new ("edit-find-symbolic", _ ("Nothing Found"), NULL, NULL);

  self->picks = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  g_queue_init (&self->accepted);
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->notice = make_notice ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_search_entry_set_placeholder_text (self->search, _ ("Type a name"));
  gtk_search_entry_set_search_delay (self->search, 40);
  gtk_widget_set_margin_start (GTK_WIDGET (self->search), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->search), 12);
  gtk_widget_add_css_class (nothing, "compact");
  gtk_stack_add_named (self->stack, make_scroller (self), "list");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (down_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}
