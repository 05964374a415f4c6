#include "ctn-needs-page.h"

#include <ctn-i18n.h>
#include <ctn-need.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <string.h>

#include "ctn-list-export.h"
#include "ctn-match-weights-dialog.h"
#include "ctn-measure-dialog.h"
#include "ctn-need-matches.h"
#include "ctn-picker.h"
#include "ctn-record-form.h"
#include "ctn-record-list.h"

struct _CtnNeedsPage {
  CtnPage parent_instance;

  GMenu *needs_menu;
  AdwNavigationSplitView *split;
  AdwViewStack *lists;
  GtkDropDown *barrier_filter;
  GtkDropDown *state_filter;
  GtkStack *needs_stack;
  GtkStack *offers_stack;
  CtnRecordList *needs;
  CtnRecordList *offers;
  AdwNavigationPage *content_page;
  GtkStack *content_stack;
  AdwViewStack *views;
  CtnNeedMatches *matches;
  GtkStack *forms;
  CtnRecordForm *need_form;
  CtnRecordForm *offer_form;
  CtnMatchingIndex *index;   /* (owned) (nullable) until it is built */
  GCancellable *cancellable; /* (owned) of building it */
  gboolean stale;            /* something changed while it was built */
};

G_DEFINE_FINAL_TYPE (CtnNeedsPage, ctn_needs_page, CTN_TYPE_PAGE)

static CtnProject *
get_project (CtnNeedsPage *self)
{
  return ctn_page_get_project (CTN_PAGE (self));
}

static gboolean
shows_offers (CtnNeedsPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->lists), "offers") == 0;
}

static CtnRecordList *
get_list (CtnNeedsPage *self)
{
  return shows_offers (self) ? self->offers : self->needs;
}

/* --- Lists --------------------------------------------------------------------------------------- */

static GArray *
list_needs (CtnConnection *reader, GError **error)
{
  return ctn_need_list (reader, ctn_need_kind (), &(CtnNeedFilter) { 0 }, error);
}

static GArray *
list_offers (CtnConnection *reader, GError **error)
{
  return ctn_need_list (reader, ctn_offer_kind (), &(CtnNeedFilter) { 0 }, error);
}

static void
append_text (GString *line, const char *text)
{
  if (*text != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", text);
}

static char *
describe (CtnProject *project, CtnRecordItem *item)
{
  GString *line = g_string_new (NULL);

  append_text (line, ctn_record_item_get_text (item, "organisation"));
  if (ctn_record_item_get_kind (item) == ctn_need_kind ())
    append_text (line, ctn_record_item_get_text (item, "barrier"));
  if (*ctn_record_item_get_text (item, "severity") != '\0') {
    /* Translators: how severe a need is, from 1 to 5 */
    g_autofree char *severity =
        g_strdup_printf (_ ("severity %s"), ctn_record_item_get_text (item, "severity"));

    append_text (line, severity);
  }
  return g_string_free (line, FALSE);
}

static void
keep (GArray *ids, GHashTable *wanted)
{
  guint kept = 0;

  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (g_hash_table_contains (wanted, &id))
      g_array_index (ids, gint64, kept++) = id;
  }
  g_array_set_size (ids, kept);
}

static const char *
get_barrier (CtnNeedsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->barrier_filter);

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION
             ? ctn_need_barriers ()[selected - 1].code
             : NULL;
}

/* The first entry of the filter is the open ones: that is what one works with. */
static const char *
get_state (CtnNeedsPage *self)
{
  static const char *const codes[] = { "open", "met", "closed", NULL };
  guint selected = gtk_drop_down_get_selected (self->state_filter);

  return selected < G_N_ELEMENTS (codes) ? codes[selected] : NULL;
}

static void
filter_list (CtnNeedsPage *self, const CtnRecordKind *kind, GArray *ids, const char *text)
{
  gboolean is_need = kind == ctn_need_kind ();
  const CtnNeedFilter filter = { .barrier = is_need ? get_barrier (self) : NULL,
                                 .state = get_state (self) };

  if (filter.barrier != NULL || filter.state != NULL) {
    g_autoptr (GArray) fitting =
        ctn_need_list (ctn_project_get_reader (get_project (self)), kind, &filter, NULL);

    if (fitting != NULL) {
      g_array_set_size (ids, 0);
      g_array_append_vals (ids, fitting->data, fitting->len);
    }
  }
  if (*text != '\0' && self->index != NULL) {
    g_autoptr (GHashTable) found =
        ctn_matching_index_search (self->index, is_need ? "need" : "offer", text, NULL);

    if (found != NULL)
      keep (ids, found);
  }
}

static void
filter_needs (CtnRecordList *list, GArray *ids, const char *text, gpointer data)
{
  filter_list (data, ctn_need_kind (), ids, text);
}

static void
filter_offers (CtnRecordList *list, GArray *ids, const char *text, gpointer data)
{
  filter_list (data, ctn_offer_kind (), ids, text);
}

static void
filtered_cb (CtnNeedsPage *self)
{
  ctn_record_list_refilter (self->needs);
  ctn_record_list_refilter (self->offers);
}

/* --- The index ----------------------------------------------------------------------------------- */

typedef struct {
  CtnMatchingIndex *index;
  CtnConnection *reader;
} Build;

static void
build_free (gpointer data)
{
  Build *build = data;

  ctn_matching_index_unref (build->index);
  ctn_project_close_reader (build->reader);
  g_free (build);
}

static void
build_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Build *build = task_data;
  GError *error = NULL;

  if (ctn_matching_index_update (build->index, build->reader, NULL, &error))
    g_task_return_pointer (task, ctn_matching_index_ref (build->index),
                           (GDestroyNotify) ctn_matching_index_unref);
  else
    g_task_return_error (task, error);
}

static void build_index (CtnNeedsPage *self);

static void
built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (source);
  GError *error = NULL;
  CtnMatchingIndex *index = g_task_propagate_pointer (G_TASK (result), &error);

  if (index == NULL) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_error_free (error);
    else
      ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  if (self->stale) {
    ctn_matching_index_unref (index);
    build_index (self);
    return;
  }
  self->index = index;
  ctn_need_matches_set_index (self->matches, index);
}

static void
build_index (CtnNeedsPage *self)
{
  GError *error = NULL;
  CtnMatchingIndex *index = ctn_matching_index_new (get_project (self), &error);
  CtnConnection *reader =
      index != NULL ? ctn_project_open_reader (get_project (self), &error) : NULL;
  g_autoptr (GTask) task = NULL;
  Build *build;

  if (reader == NULL) {
    g_clear_pointer (&index, ctn_matching_index_unref);
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  build = g_new0 (Build, 1);
  build->index = index;
  build->reader = reader;
  self->stale = FALSE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, built_cb, NULL);
  g_task_set_task_data (task, build, build_free);
  g_task_run_in_thread (task, build_thread);
}

static void
changed_cb (CtnNeedsPage *self, CtnChangeSet *changes)
{
  GError *error = NULL;

  if (!ctn_change_set_has_table (changes, "need") && !ctn_change_set_has_table (changes, "offer") &&
      !ctn_change_set_has_table (changes, "organisation"))
    return;
  if (self->index == NULL) {
    self->stale = TRUE;
  } else if (ctn_change_set_is_wholesale (changes)) {
    /* Too much for the time between two frames. */
    g_clear_pointer (&self->index, ctn_matching_index_unref);
    build_index (self);
  } else if (!ctn_matching_index_update (self->index, ctn_project_get_reader (get_project (self)),
                                         changes, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
  }
}

/* --- Showing ------------------------------------------------------------------------------------- */

static void
show (CtnNeedsPage *self)
{
  gboolean offer = shows_offers (self);
  const CtnRecordKind *kind = offer ? ctn_offer_kind () : ctn_need_kind ();
  gint64 id = ctn_record_list_get_selected (get_list (self));

  gtk_widget_set_visible (GTK_WIDGET (self->barrier_filter), !offer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "needs.make-measure", id != 0 && !offer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "needs.delete", id != 0);
  gtk_stack_set_visible_child_name (self->content_stack, id != 0 ? "record" : "none");
  gtk_stack_set_visible_child_name (self->forms, offer ? "offer" : "need");
  ctn_need_matches_show (self->matches, CTN_PAGE (self), offer ? 0 : id, offer ? id : 0);
  ctn_record_form_show (offer ? self->offer_form : self->need_form, id);
  if (id != 0) {
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (get_project (self), kind, id);

    adw_navigation_page_set_title (self->content_page, ctn_record_item_get_text (item, "title"));
  }
}

static void
needs_filled_cb (CtnNeedsPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->needs_stack, n > 0 ? "list" : "empty");
}

static void
offers_filled_cb (CtnNeedsPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->offers_stack, n > 0 ? "list" : "empty");
}

static void
opened_cb (CtnNeedsPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* A record that the filters hide is shown all the same: they are taken off. */
static void
select_record (CtnNeedsPage *self, gint64 id)
{
  CtnRecordList *list = get_list (self);

  ctn_record_list_select (list, id);
  if (ctn_record_list_get_selected (list) != id) {
    gtk_drop_down_set_selected (self->barrier_filter, 0);
    gtk_drop_down_set_selected (self->state_filter, 3);
    ctn_record_list_select (list, id);
  }
  opened_cb (self);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (page);

  if (!g_str_equal (table, "need") && !g_str_equal (table, "offer"))
    return FALSE;
  adw_view_stack_set_visible_child_name (self->lists,
                                         g_str_equal (table, "need") ? "needs" : "offers");
  select_record (self, id);
  return TRUE;
}

static void
find (CtnPage *page)
{
  ctn_record_list_find (get_list (CTN_NEEDS_PAGE (page)));
}

/* --- Actions ------------------------------------------------------------------------------------- */

static void
show_new (CtnNeedsPage *self, const char *table, gint64 id, GError *error)
{
  if (id == 0) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  show_record (CTN_PAGE (self), table, id);
  adw_view_stack_set_visible_child_name (self->views, "details");
  ctn_record_form_focus_first (g_str_equal (table, "need") ? self->need_form : self->offer_form);
}

static void
add_need_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (widget);
  GError *error = NULL;
  gint64 id = ctn_need_add (get_project (self), ctn_need_kind (), _ ("New Need"), 0, 0, &error);

  show_new (self, "need", id, error);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnNeedsPage *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  GError *error = NULL;
  gint64 id =
      ctn_need_add (get_project (self), ctn_offer_kind (), _ ("New Offer"), pick->id, 0, &error);

  show_new (self, "offer", id, error);
}

static void
add_offer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_picker_present (widget, get_project (CTN_NEEDS_PAGE (widget)), CTN_PICKER_ORGANISATIONS,
                      _ ("Who Offers It?"), NULL, picked_cb, widget);
}

static void
new_item (CtnPage *page)
{
  gtk_widget_activate_action (
      GTK_WIDGET (page),
      shows_offers (CTN_NEEDS_PAGE (page)) ? "needs.add-offer" : "needs.add-need", NULL);
}

static void
weights_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_match_weights_dialog_present (CTN_PAGE (widget));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (widget);
  gboolean offer = shows_offers (self);
  gint64 id = ctn_record_list_get_selected (get_list (self));
  GError *error = NULL;

  if (id == 0)
    return;
  if (!ctn_record_remove (get_project (self), offer ? ctn_offer_kind () : ctn_need_kind (), &id, 1,
                          &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_page_toast (CTN_PAGE (self), offer ? _ ("Offer deleted") : _ ("Need deleted"), TRUE);
}

/* What a partnership does about a need. */
static void
measure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (widget);
  const CtnNewReason reason = { .need = ctn_record_list_get_selected (self->needs) };
  g_autofree char *title = ctn_record_get_title (ctn_project_get_reader (get_project (self)),
                                                 ctn_need_kind (), reason.need, NULL);

  if (title != NULL)
    ctn_measure_dialog_present (CTN_PAGE (self), title, &reason);
}

/* ------------------------------------------------------------------------------------------------- */

static void
fill_filters (CtnNeedsPage *self)
{
  g_autoptr (GtkStringList) barriers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  gtk_string_list_append (barriers, _ ("All Barriers"));
  for (const CtnChoice *barrier = ctn_need_barriers (); barrier->code != NULL; barrier++)
    gtk_string_list_append (barriers, _ (barrier->label));
  gtk_string_list_append (states, _ ("Open"));
  gtk_string_list_append (states, _ ("Met"));
  gtk_string_list_append (states, _ ("Closed"));
  gtk_string_list_append (states, _ ("All States"));
  gtk_drop_down_set_model (self->barrier_filter, G_LIST_MODEL (barriers));
  gtk_drop_down_set_model (self->state_filter, G_LIST_MODEL (states));
  g_signal_connect_object (self->barrier_filter, "notify::selected", G_CALLBACK (filtered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state_filter, "notify::selected", G_CALLBACK (filtered_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
constructed (GObject *object)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (object);

  G_OBJECT_CLASS (ctn_needs_page_parent_class)->constructed (object);
  fill_filters (self);
  g_signal_connect_object (get_project (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  ctn_record_form_set_up (self->need_form, get_project (self), ctn_need_kind (), NULL);
  ctn_record_form_set_up (self->offer_form, get_project (self), ctn_offer_kind (), NULL);
  ctn_record_list_set_filter (self->needs, filter_needs, self);
  ctn_record_list_set_filter (self->offers, filter_offers, self);
  ctn_record_list_set_up (self->needs, get_project (self), ctn_need_kind (), list_needs, describe);
  ctn_record_list_set_up (self->offers, get_project (self), ctn_offer_kind (), list_offers,
                          describe);
  build_index (self);
  show (self);
}

static void
ctn_needs_page_dispose (GObject *object)
{
  CtnNeedsPage *self = CTN_NEEDS_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_NEEDS_PAGE);
  g_clear_pointer (&self->index, ctn_matching_index_unref);

  G_OBJECT_CLASS (ctn_needs_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, needs_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, lists);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, barrier_filter);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, state_filter);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, needs_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, offers_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, needs);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, offers);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, matches);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, forms);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, need_form);
  gtk_widget_class_bind_template_child (widget_class, CtnNeedsPage, offer_form);
}

static void
ctn_needs_page_class_init (CtnNeedsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_needs_page_dispose;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_NEED_MATCHES);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/needs/ctn-needs-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "needs.add-need", NULL, add_need_action);
  gtk_widget_class_install_action (widget_class, "needs.add-offer", NULL, add_offer_action);
  gtk_widget_class_install_action (widget_class, "needs.weights", NULL, weights_action);
  gtk_widget_class_install_action (widget_class, "needs.make-measure", NULL, measure_action);
  gtk_widget_class_install_action (widget_class, "needs.delete", NULL, delete_action);
}

static void
ctn_needs_page_init (CtnNeedsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->needs_menu, "needs");
  g_signal_connect_object (self->needs, "selected", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->offers, "selected", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->needs, "filled", G_CALLBACK (needs_filled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->offers, "filled", G_CALLBACK (offers_filled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->needs, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->offers, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lists, "notify::visible-child", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
}
