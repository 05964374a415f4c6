#include "ctn-labels-view.h"

#include <ctn-calendar.h>
#include <ctn-eccp.h>
#include <ctn-i18n.h>
#include <ctn-label.h>
#include <ctn-partnership.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-attachments-group.h"
#include "ctn-partnership-rows.h"
#include "ctn-record-group.h"
#include "ctn-watch.h"
#include "ctn-window.h"

struct _CtnLabelsView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 partnership;
  gboolean is_cluster;

  AdwPreferencesGroup *clusters;
  AdwPreferencesGroup *calendar;
  CtnRecordGroup *labels;
  AdwPreferencesGroup *rules;
  CtnRecordGroup *improvements;
  AdwPreferencesGroup *eccp;
  CtnAttachmentsGroup *public_link;
};

G_DEFINE_FINAL_TYPE (CtnLabelsView, ctn_labels_view, ADW_TYPE_BIN)

static CtnConnection *
get_reader (CtnLabelsView *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

static gint64 add_label (CtnRecordGroup *group, gint64 partnership, gpointer data);

static gboolean
has_labels (CtnLabelsView *self)
{
  g_autoptr (GArray) labels = ctn_label_list (get_reader (self), self->partnership, NULL);

  return labels != NULL && labels->len > 0;
}

static void
unknown_cb (CtnLabelsView *self)
{
  gint64 id = add_label (self->labels, self->partnership, NULL);

  if (id != 0)
    ctn_record_group_open (self->labels, id);
}

/* A calendar without dates says how it gets them. */
static GtkWidget *
make_unknown (CtnLabelsView *self)
{
  GtkWidget *row = ctn_value_row_new (
      _ ("No Date of a Label Is Known"),
      _ ("Add the label with the day, the month or the year that it was awarded: when it expires, "
         "can be renewed and leads to the next one follows."),
      NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (unknown_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_calendar (CtnLabelsView *self, const CtnDate *today)
{
  g_autoptr (GPtrArray) events =
      ctn_label_calendar_list (get_reader (self), self->partnership, today, 0, NULL);

  ctn_side_clear (self->calendar);
  for (guint i = 0; events != NULL && i < events->len; i++) {
    const CtnLabelEvent *event = g_ptr_array_index (events, i);
    g_autofree char *date = ctn_date_format (&event->date);
    g_autofree char *days = g_strdup_printf (
        ctn_ngettext ("in %d day", "in %d days", (gulong) event->days), event->days);

    ctn_side_add_row (self->calendar,
                      ctn_value_row_new (ctn_label_event_get_text (event), date, days));
  }
  if (self->is_cluster && events != NULL && !has_labels (self))
    ctn_side_add_row (self->calendar, make_unknown (self));
  gtk_widget_set_visible (GTK_WIDGET (self->calendar), ctn_side_get_rows (self->calendar)->len > 0);
}

/* The clusters of a partnership, each with the label that it got last. */

static char *
describe_cluster (CtnLabelsView *self, gint64 cluster)
{
  g_autoptr (GArray) labels = ctn_label_list (get_reader (self), cluster, NULL);
  const CtnLabel *last;
  g_autofree char *awarded = NULL;
  g_autofree char *expires = NULL;

  if (labels == NULL || labels->len == 0)
    return g_strdup (_ ("Date of the label unknown: add it"));
  last = &g_array_index (labels, CtnLabel, labels->len - 1);
  awarded = ctn_date_format (&last->awarded);
  expires = ctn_date_format (&last->expires);
  /* Translators: Bronze, Silver or Gold, and two dates */
  return g_strdup_printf (_ ("%s · awarded %s · valid until %s"),
                          ctn_label_level_get_label (last->level), awarded, expires);
}

static void
cluster_cb (GtkWidget *row, CtnLabelsView *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");
  GtkRoot *root = gtk_widget_get_root (row);

  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "partnership", *id);
}

static void
show_clusters (CtnLabelsView *self)
{
  g_autoptr (GArray) clusters =
      ctn_label_list_clusters (get_reader (self), self->partnership, NULL);

  ctn_side_clear (self->clusters);
  for (guint i = 0; clusters != NULL && i < clusters->len; i++) {
    gint64 id = g_array_index (clusters, gint64, i);
    g_autofree char *name =
        ctn_record_get_title (get_reader (self), ctn_partnership_kind (), id, NULL);
    g_autofree char *text = describe_cluster (self, id);
    GtkWidget *row = ctn_value_row_new (name, text, NULL);

    g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_signal_connect_object (row, "activated", G_CALLBACK (cluster_cb), self, G_CONNECT_DEFAULT);
    ctn_side_add_row (self->clusters, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->clusters), clusters != NULL && clusters->len > 0);
}

/* "5 passed, 1 failed, 0 open" */
static char *
summarise (GPtrArray *rules)
{
  return g_strdup_printf (
      _ ("%u passed · %u failed · %u open"), ctn_rule_count (rules, CTN_RULE_PASSED),
      ctn_rule_count (rules, CTN_RULE_FAILED), ctn_rule_count (rules, CTN_RULE_OPEN));
}

static void
add_rules (AdwPreferencesGroup *group, const char *title, GPtrArray *rules)
{
  g_autofree char *summary = summarise (rules);
  GtkWidget *row = ctn_expander_row_new (title, summary);

  for (guint i = 0; i < rules->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              ctn_rule_row_new (g_ptr_array_index (rules, i)));
  ctn_side_add_row (group, row);
}

/* The label after the highest one that is there. */
static void
add_next (CtnLabelsView *self, GArray *labels, const CtnDate *today)
{
  static const char *const titles[] = { N_ ("Ready for Bronze today?"),
                                        N_ ("Ready for Silver today?"),
                                        N_ ("Ready for Gold today?") };
  int next = CTN_LABEL_BRONZE;
  g_autoptr (GPtrArray) rules = NULL;

  for (guint i = 0; i < labels->len; i++)
    next = MAX (next, (int) g_array_index (labels, CtnLabel, i).level + 1);
  if (next >= CTN_N_LABELS)
    return;
  rules = ctn_label_check_application (get_reader (self), self->partnership, (CtnLabelLevel) next,
                                       today, NULL);
  if (rules != NULL)
    add_rules (self->rules, _ (titles[next]), rules);
}

static void
show_rules (CtnLabelsView *self, const CtnDate *today)
{
  g_autoptr (GArray) labels = ctn_label_list (get_reader (self), self->partnership, NULL);

  ctn_side_clear (self->rules);
  for (guint i = labels != NULL ? labels->len : 0; i-- > 0;) {
    const CtnLabel *label = &g_array_index (labels, CtnLabel, i);
    g_autoptr (GPtrArray) rules = ctn_label_check (get_reader (self), label->id, today, NULL);
    g_autofree char *date = ctn_date_format (&label->awarded);
    g_autofree char *title =
        g_strdup_printf ("%s · %s", ctn_label_level_get_label (label->level), date);

    if (rules != NULL)
      add_rules (self->rules, title, rules);
  }
  if (labels != NULL)
    add_next (self, labels, today);
}

static void
show_eccp (CtnLabelsView *self)
{
  g_autoptr (GPtrArray) rules = ctn_eccp_check (get_reader (self), self->partnership, NULL);

  ctn_side_clear (self->eccp);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    ctn_side_add_row (self->eccp, ctn_rule_row_new (g_ptr_array_index (rules, i)));
}

/* What is asked of a cluster is not of a partnership of clusters. */
static void
show_parts (CtnLabelsView *self)
{
  GtkWidget *parts[] = { GTK_WIDGET (self->labels), GTK_WIDGET (self->rules),
                         GTK_WIDGET (self->improvements), GTK_WIDGET (self->eccp),
                         GTK_WIDGET (self->public_link) };
  const CtnField *field = ctn_record_kind_find_field (ctn_partnership_kind (), "kind");
  g_autofree char *kind =
      ctn_record_get (get_reader (self), ctn_partnership_kind (), self->partnership, field, NULL);

  self->is_cluster = g_strcmp0 (kind, "cluster") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i], self->is_cluster);
}

static void
refresh (CtnLabelsView *self)
{
  CtnDate today = ctn_calendar_today ();

  if (self->partnership == 0)
    return;
  show_parts (self);
  show_clusters (self);
  show_calendar (self, &today);
  if (!self->is_cluster)
    return;
  show_rules (self, &today);
  show_eccp (self);
}

void
ctn_labels_view_show (CtnLabelsView *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "label",      "improvement", "attachment", "membership",
                                        "commitment", "partnership", NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->partnership = partnership;
  ctn_record_group_show (self->labels, page, partnership);
  ctn_record_group_show (self->improvements, page, partnership);
  ctn_attachments_group_show (self->public_link, page, "partnership", partnership,
                              CTN_ECCP_PUBLIC_LINK);
  ctn_watch_refresh (self->watch);
}

/* A new label is a Bronze of today, for the dialog to change. */
static gint64
add_label (CtnRecordGroup *group, gint64 partnership, gpointer data)
{
  CtnPage *page = ctn_record_group_get_page (group);
  CtnDate today = ctn_calendar_today ();
  char iso[CTN_DATE_ISO_SIZE];
  GError *error = NULL;
  gint64 id = ctn_record_add (ctn_page_get_project (page), ctn_label_kind (), partnership,
                              (const CtnFieldText[]) { { "kind", "bronze" },
                                                       { "awarded", ctn_date_to_iso (&today, iso) },
                                                       { NULL } },
                              &error);

  if (id == 0)
    ctn_page_report (page, error);
  return id;
}

static char *
describe_label (CtnProject *project, gint64 id)
{
  guint index = 0;
  g_autoptr (GArray) labels = ctn_label_find (ctn_project_get_reader (project), id, &index, NULL);
  const CtnLabel *label;
  g_autofree char *awarded = NULL;
  g_autofree char *expires = NULL;

  if (labels == NULL)
    return NULL;
  label = &g_array_index (labels, CtnLabel, index);
  awarded = ctn_date_format (&label->awarded);
  expires = ctn_date_format (&label->expires);
  return g_strdup_printf (_ ("Awarded %s · valid until %s"), awarded, expires);
}

static void
ctn_labels_view_class_init (CtnLabelsViewClass *klass)
{
}

static void
ctn_labels_view_init (CtnLabelsView *self)
{
  GtkBox *box;
  GtkWidget *side = ctn_side_new (&box);

  self->clusters = ctn_side_add_group (box, _ ("Clusters of the Partnership"), NULL);
  self->calendar = ctn_side_add_group (box, _ ("Coming Up"), NULL);
  self->labels = CTN_RECORD_GROUP (ctn_record_group_new (_ ("Labels"), ctn_label_kind ()));
  ctn_record_group_set_empty_text (self->labels,
                                   _ ("No labels yet. Add the one that the cluster has."));
  ctn_record_group_set_evidence (self->labels, TRUE);
  ctn_record_group_set_adder (self->labels, add_label, NULL);
  ctn_record_group_set_describe (self->labels, describe_label);
  gtk_box_append (box, GTK_WIDGET (self->labels));
  self->rules = ctn_side_add_group (box, _ ("Rules of the Labels"),
                                    _ ("Bronze, Silver and Gold of ESCA, as read on "
                                       "cluster-analysis.org. This check is no label."));
  self->improvements =
      CTN_RECORD_GROUP (ctn_record_group_new (_ ("Improvements"), ctn_improvement_kind ()));
  ctn_record_group_set_empty_text (self->improvements,
                                   _ ("None yet. Silver asks for three, with their effect."));
  ctn_record_group_set_evidence (self->improvements, TRUE);
  gtk_box_append (box, GTK_WIDGET (self->improvements));
  self->eccp = ctn_side_add_group (box, _ ("European Cluster Collaboration Platform"),
                                   _ ("What a profile there asks for."));
  self->public_link =
      CTN_ATTACHMENTS_GROUP (ctn_attachments_group_new (_ ("Collaboration with Public Bodies")));
  gtk_box_append (box, GTK_WIDGET (self->public_link));
  adw_bin_set_child (ADW_BIN (self), side);
}
