#include "ctn-history-page.h"

#include <ctn-i18n.h>

#include "ctn-history-row.h"
#include "ctn-merge-dialog.h"
#include "ctn-progress.h"
#include "ctn-watch.h"

#define PAGE_SIZE 200
#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

struct _CtnHistoryPage {
  CtnPage parent_instance;

  AdwBanner *banner;
  GtkWidget *filters;
  GtkEditable *search_entry;
  GtkDropDown *author_drop_down;
  GtkDropDown *kind_drop_down;
  GtkDropDown *time_drop_down;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *more_button;
  GtkWidget *all_button;

  guint shown;
  gint64 marked;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CtnHistoryPage, ctn_history_page, CTN_TYPE_PAGE)

#define MAX_TABLES 26

/* What can be filtered by, and the tables that it is kept in. */
static const struct {
  const char *label;
  const char *tables[MAX_TABLES];
} kinds[] = {
  { N_ ("Everything"), { NULL } },
  { N_ ("Organisations"),
    { "organisation", "organisation_name", "organisation_identifier", "organisation_language",
      "organisation_nace", "organisation_size", "organisation_sector", "organisation_tag", "sector",
      "tag", "custom_field", "custom_value", NULL } },
  { N_ ("People"), { "person", "position", "consent", NULL } },
  { N_ ("Maturity"),
    { "maturity_model", "model_mapping", "assessment", "answer", "target", NULL } },
  { N_ ("Value Chains"),
    { "chain", "chain_stage", "chain_actor", "chain_link", "chain_finding", "stage_account",
      "trade_flow", "canvas_entry", "chain_snapshot", NULL } },
  { N_ ("Partnerships"), { "partnership", "membership",
                           "commitment",  "tie",
                           "paper",       "paper_signature",
                           "label",       "improvement",
                           "pilot",       "review",
                           "activity",    "activity_host",
                           "participant", "decision",
                           "task",        "exchange_profile",
                           "exchange",    "exchange_signature",
                           "need",        "need_code",
                           "offer",       "offer_code",
                           "pairing",     "pairing_step",
                           "lump_sum",    NULL } },
  { N_ ("Strategies"),
    { "region_strategy", "priority", "priority_code", "indicator", "indicator_value", "strategy",
      "objective", "measure", "measure_reason", "kpi", "kpi_period", "kpi_value", NULL } },
  { N_ ("Files and Links"), { "attachment", NULL } },
};

static const struct {
  const char *label;
  int days; /* 0: no limit; 1: since midnight */
} times[] = {
  { N_ ("At Any Time"), 0 }, { N_ ("Today"), 1 },          { N_ ("In 7 Days"), 7 },
  { N_ ("In 30 Days"), 30 }, { N_ ("In 12 Months"), 365 },
};

static CtnConnection *
get_reader (CtnHistoryPage *self)
{
  return ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self)));
}

static gint64
get_since (int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight =
      g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                             g_date_time_get_day_of_month (now), 0, 0, 0);

  return days == 0 ? 0 : g_date_time_to_unix (midnight) * 1000 - (days - 1) * DAY_MS;
}

/* Texts belong to the widgets. */
static CtnHistoryFilter
get_filter (CtnHistoryPage *self)
{
  GtkStringObject *author = gtk_drop_down_get_selected_item (self->author_drop_down);
  guint kind = gtk_drop_down_get_selected (self->kind_drop_down);
  guint time = gtk_drop_down_get_selected (self->time_drop_down);

  return (CtnHistoryFilter) {
    .text = gtk_editable_get_text (self->search_entry),
    .author = gtk_drop_down_get_selected (self->author_drop_down) > 0 && author != NULL
                  ? gtk_string_object_get_string (author)
                  : NULL,
    .tables = kind > 0 && kind < G_N_ELEMENTS (kinds) ? kinds[kind].tables : NULL,
    .since = time < G_N_ELEMENTS (times) ? get_since (times[time].days) : 0,
  };
}

static gboolean
is_filtered (const CtnHistoryFilter *filter)
{
  return *filter->text != '\0' || filter->author != NULL || filter->tables != NULL ||
         filter->since != 0;
}

static void
append_page (CtnHistoryPage *self)
{
  const CtnHistoryFilter filter = get_filter (self);
  gboolean filtered = is_filtered (&filter);
  GError *error = NULL;
  g_autoptr (GPtrArray) entries =
      ctn_history_find (get_reader (self), &filter, self->shown, PAGE_SIZE, &error);

  if (entries == NULL) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list,
                         ctn_history_row_new (get_reader (self), g_ptr_array_index (entries, i)));
  self->shown += entries->len;
  gtk_widget_set_visible (self->more_button, entries->len == PAGE_SIZE);
  gtk_widget_set_visible (self->filters, self->shown > 0 || filtered);
  gtk_stack_set_visible_child_name (self->stack, self->shown > 0 ? "list"
                                                 : filtered      ? "nothing-found"
                                                                 : "empty");
}

static void
refresh (CtnHistoryPage *self)
{
  if (self->updating)
    return;
  gtk_list_box_remove_all (self->list);
  self->shown = 0;
  append_page (self);
}

/* The authors that there are now; the one that is chosen stays so. */
static void
list_authors (CtnHistoryPage *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->author_drop_down);
  g_autofree char *chosen = item != NULL ? g_strdup (gtk_string_object_get_string (item)) : NULL;
  g_auto (GStrv) authors = ctn_history_list_authors (get_reader (self), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; authors != NULL && authors[i] != NULL; i++) {
    gtk_string_list_append (names, authors[i]);
    if (g_strcmp0 (authors[i], chosen) == 0)
      selected = i + 1;
  }
  self->updating = TRUE;
  gtk_drop_down_set_model (self->author_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->author_drop_down, selected);
  self->updating = FALSE;
}

/* Typing elsewhere makes many operations; the list is only made anew where it can be seen. */
static void
update (CtnHistoryPage *self)
{
  list_authors (self);
  refresh (self);
}

static void
show_all_cb (CtnHistoryPage *self)
{
  self->updating = TRUE;
  gtk_editable_set_text (self->search_entry, "");
  gtk_drop_down_set_selected (self->author_drop_down, 0);
  gtk_drop_down_set_selected (self->kind_drop_down, 0);
  gtk_drop_down_set_selected (self->time_drop_down, 0);
  self->updating = FALSE;
  refresh (self);
}

/* --- Going back, and comparing ------------------------------------------------------------------- */

static void
set_banner (CtnHistoryPage *self, const char *text)
{
  if (text != NULL)
    adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, text != NULL);
}

static void
set_marked (CtnHistoryPage *self, gint64 operation)
{
  self->marked = operation;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.compare-marked", operation != 0);
  set_banner (self, operation != 0
                        ? _ ("Marked. Now choose the other state in the menu of a change.")
                        : NULL);
}

static void
cancel_cb (CtnHistoryPage *self)
{
  set_marked (self, 0);
}

static void
restored_cb (CtnHistoryPage *self)
{
  set_marked (self, 0);
  ctn_page_toast (CTN_PAGE (self), _ ("Restored"), TRUE);
}

typedef struct {
  CtnPage *page;         /* (owned) */
  CtnProgress *progress; /* (owned) */
} GoingBack;

static void
gone_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GoingBack *going = data;
  GError *error = NULL;

  ctn_progress_free (going->progress);
  ctn_project_replay_finish (CTN_PROJECT (source), result, &error);
  if (error != NULL)
    ctn_page_report (going->page, error);
  g_object_unref (going->page);
  g_free (going);
}

static void
go_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GoingBack *going = g_new0 (GoingBack, 1);

  going->page = g_object_ref (CTN_PAGE (widget));
  going->progress = ctn_progress_new (widget, _ ("Going back…"), cancellable);
  ctn_project_go_to_async (ctn_page_get_project (going->page), g_variant_get_int64 (parameter),
                           ctn_progress_report, going->progress, cancellable, gone_back_cb, going);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = ctn_merge_dialog_new_for_state (ctn_page_get_project (CTN_PAGE (widget)),
                                                      g_variant_get_int64 (parameter));

  g_signal_connect_object (dialog, "merged", G_CALLBACK (restored_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
compare (CtnHistoryPage *self, gint64 one, gint64 other)
{
  adw_dialog_present (ctn_merge_dialog_new_for_comparison (ctn_page_get_project (CTN_PAGE (self)),
                                                           MIN (one, other), MAX (one, other)),
                      GTK_WIDGET (self));
}

static void
compare_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  compare (CTN_HISTORY_PAGE (widget), g_variant_get_int64 (parameter), CTN_MERGE_NOW);
}

static void
compare_marked_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnHistoryPage *self = CTN_HISTORY_PAGE (widget);

  compare (self, self->marked, g_variant_get_int64 (parameter));
  set_marked (self, 0);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_marked (CTN_HISTORY_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
choose_state_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnHistoryPage *self = CTN_HISTORY_PAGE (widget);

  set_banner (self, _ ("Find the last change that is to stay, and choose Restore in its menu."));
  ctn_page_focus_search (GTK_WIDGET (self->search_entry));
}

/* ------------------------------------------------------------------------------------------------ */

static void
project_set (CtnPage *page)
{
  ctn_watch (GTK_WIDGET (page), ctn_page_get_project (page), NULL, (CtnWatchFunc) update);
}

static void
find (CtnPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CTN_HISTORY_PAGE (page)->search_entry));
}

static void
ctn_history_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS (ctn_history_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "history.go-back", "x", go_back_action);
  gtk_widget_class_install_action (widget_class, "history.restore", "x", restore_action);
  gtk_widget_class_install_action (widget_class, "history.compare-now", "x", compare_now_action);
  gtk_widget_class_install_action (widget_class, "history.compare-marked", "x",
                                   compare_marked_action);
  gtk_widget_class_install_action (widget_class, "history.mark", "x", mark_action);
  gtk_widget_class_install_action (widget_class, "history.choose-state", NULL, choose_state_action);
}

static void
ctn_history_page_class_init (CtnHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_history_page_dispose;
  CTN_PAGE_CLASS (klass)->project_set = project_set;
  CTN_PAGE_CLASS (klass)->find = find;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/history/ctn-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, banner);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, author_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, time_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, CtnHistoryPage, all_button);
  install_actions (widget_class);
}

static void
fill_drop_downs (CtnHistoryPage *self)
{
  g_autoptr (GtkStringList) kind_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) time_names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (kind_names, _ (kinds[i].label));
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    gtk_string_list_append (time_names, _ (times[i].label));
  gtk_drop_down_set_model (self->kind_drop_down, G_LIST_MODEL (kind_names));
  gtk_drop_down_set_model (self->time_drop_down, G_LIST_MODEL (time_names));
}

static void
ctn_history_page_init (CtnHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  fill_drop_downs (self);
  self->updating = FALSE;
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->author_drop_down, "notify::selected", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->kind_drop_down, "notify::selected", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->time_drop_down, "notify::selected", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->more_button, "clicked", G_CALLBACK (append_page), self);
  g_signal_connect_swapped (self->all_button, "clicked", G_CALLBACK (show_all_cb), self);
  g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (cancel_cb), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.compare-marked", FALSE);
}
