#include "ctn-exchange-targets.h"

#include <ctn-exchange-count.h>
#include <ctn-i18n.h>
#include <ctn-partnership.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>

#include "ctn-picker.h"
#include "ctn-record-group.h"
#include "ctn-side.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

struct _CtnExchangeTargets {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) the view is part of it */
  GtkStack *stack;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (CtnExchangeTargets, ctn_exchange_targets, ADW_TYPE_BIN)

static CtnProject *
get_project (CtnExchangeTargets *self)
{
  return ctn_page_get_project (self->page);
}

/* "27 of 50 achieved, 23 remaining" */
static char *
dup_progress (const CtnExchangeKpi *kpi)
{
  if (isnan (kpi->target))
    /* Translators: numbers of exchanges */
    return g_strdup_printf (_ ("%u achieved · %u running · %u planned"), kpi->achieved,
                            kpi->running, kpi->planned);
  /* Translators: numbers of exchanges: achieved, target, remaining, running, planned */
  return g_strdup_printf (_ ("%u of %.0f achieved · %.0f remaining · %u running · %u planned"),
                          kpi->achieved, kpi->target, kpi->remaining, kpi->running, kpi->planned);
}

static GtkWidget *
make_row (const CtnExchangeKpi *kpi)
{
  GtkWidget *row = adw_action_row_new ();
  const char *title =
      kpi->kind != NULL ? ctn_exchange_kind_get_label (kpi->kind) : _ ("All Kinds Together");
  g_autofree char *progress = dup_progress (kpi);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), progress);
  if (!isnan (kpi->target) && kpi->target > 0) {
    GtkWidget *bar = gtk_level_bar_new_for_interval (0, kpi->target);

    gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), MIN (kpi->achieved, kpi->target));
    gtk_widget_set_size_request (bar, 90, -1);
    gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
    gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, progress,
                                    -1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  }
  return row;
}

static char *
describe_target (CtnProject *project, gint64 id)
{
  g_autofree char *kind =
      ctn_record_get_shown (ctn_project_get_reader (project), ctn_exchange_target_kind (), id,
                            ctn_record_kind_find_field (ctn_exchange_target_kind (), "kind"), NULL);

  return g_strdup (kind != NULL && *kind != '\0' ? kind : _ ("All Kinds Together"));
}

static gint64
add_target (CtnRecordGroup *group, gint64 owner, gpointer data)
{
  const CtnFieldText values[] = { { "target", "10" }, { NULL, NULL } };
  CtnPage *page = ctn_record_group_get_page (group);
  GError *error = NULL;
  gint64 id = ctn_record_add (ctn_page_get_project (page), ctn_exchange_target_kind (), owner,
                              values, &error);

  if (id == 0)
    ctn_page_report (page, error);
  return id;
}

static void
add_payer (CtnExchangeTargets *self, gint64 partnership)
{
  CtnConnection *reader = ctn_project_get_reader (get_project (self));
  g_autofree char *title =
      ctn_record_get_title (reader, ctn_partnership_kind (), partnership, NULL);
  g_autoptr (GPtrArray) kpis = ctn_exchange_list_kpis (reader, partnership, NULL, NULL, NULL);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *targets = ctn_record_group_new (_ ("Targets"), ctn_exchange_target_kind ());

  g_autofree char *markup = g_markup_escape_text (title != NULL ? title : "", -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("An exchange counts once, for the partnership that pays it, when its reports and evidence "
         "are validated."));
  for (guint i = 0; kpis != NULL && i < kpis->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (g_ptr_array_index (kpis, i)));
  gtk_box_append (self->box, group);
  ctn_record_group_set_describe (CTN_RECORD_GROUP (targets), describe_target);
  ctn_record_group_set_adder (CTN_RECORD_GROUP (targets), add_target, NULL);
  ctn_record_group_show (CTN_RECORD_GROUP (targets), self->page, partnership);
  gtk_box_append (self->box, targets);
}

static void
refresh (CtnExchangeTargets *self)
{
  GError *error = NULL;
  g_autoptr (GArray) payers =
      ctn_exchange_list_payers (ctn_project_get_reader (get_project (self)), &error);
  GtkWidget *child;

  if (payers == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < payers->len; i++)
    add_payer (self, g_array_index (payers, gint64, i));
  gtk_stack_set_visible_child_name (self->stack, payers->len > 0 ? "list" : "empty");
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnExchangeTargets *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  const CtnFieldText values[] = { { "target", "50" }, { NULL, NULL } };
  GError *error = NULL;

  if (ctn_record_add (get_project (self), ctn_exchange_target_kind (), pick->id, values, &error) ==
      0)
    ctn_page_report (self->page, error);
}

static void
add_cb (CtnExchangeTargets *self)
{
  ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_PARTNERSHIPS,
                      _ ("Partnership That Pays"), NULL, picked_cb, self);
}

void
ctn_exchange_targets_set_up (CtnExchangeTargets *self, CtnPage *page)
{
  static const char *const tables[] = { "exchange", "exchange_target", "partnership", NULL };

  self->page = page;
  ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
}

static void
ctn_exchange_targets_class_init (CtnExchangeTargetsClass *klass)
{
}

static void
ctn_exchange_targets_init (CtnExchangeTargets *self)
{
  GtkWidget *side = ctn_side_new (&self->box);
  GtkWidget *first = ctn_pill_button_new (_ ("_Set a Target…"), NULL);

  self->stack = GTK_STACK (gtk_stack_new ());
  g_signal_connect_swapped (first, "clicked", G_CALLBACK (add_cb), self);
  gtk_stack_add_named (self->stack, side, "list");
  gtk_stack_add_named (self->stack,
                       ctn_status_page_new ("ctn-exchange-symbolic", _ ("No Numbers Yet"),
                                            _ ("Numbers appear with the first exchange that names "
                                               "a partnership that pays, or with its target."),
                                            first),
                       "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
