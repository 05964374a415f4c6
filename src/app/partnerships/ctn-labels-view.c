#include "ctn-labels-view.h"

#include <ctn-calendar.h>
#include <ctn-eccp.h>
#include <ctn-label.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <glib/gi18n.h>

#include "ctn-attachments-group.h"
#include "ctn-partnership-rows.h"
#include "ctn-record-group.h"
#include "ctn-watch.h"

struct _CtnLabelsView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 partnership;

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
        g_dngettext (GETTEXT_PACKAGE, "in %d day", "in %d days", (gulong) event->days),
        event->days);

    ctn_side_add_row (self->calendar,
                      ctn_value_row_new (ctn_label_event_get_text (event), date, days));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->calendar), events != NULL && events->len > 0);
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

static void
refresh (CtnLabelsView *self)
{
  CtnDate today = ctn_calendar_today ();

  if (self->partnership == 0)
    return;
  show_calendar (self, &today);
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
