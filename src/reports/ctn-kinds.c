#include "ctn-kinds.h"

#include <ctn-activity.h>
#include <ctn-assessment.h>
#include <ctn-attachment.h>
#include <ctn-chain-accounts.h>
#include <ctn-chain-canvas.h>
#include <ctn-chain-findings.h>
#include <ctn-chain-snapshot.h>
#include <ctn-chain-trade.h>
#include <ctn-chain.h>
#include <ctn-commitment.h>
#include <ctn-decision.h>
#include <ctn-exchange-count.h>
#include <ctn-exchange-profile.h>
#include <ctn-exchange.h>
#include <ctn-finding-export.h>
#include <ctn-holiday.h>
#include <ctn-i18n.h>
#include <ctn-indicator.h>
#include <ctn-kpi.h>
#include <ctn-label.h>
#include <ctn-lump-sum.h>
#include <ctn-need.h>
#include <ctn-organisation-size.h>
#include <ctn-organisation.h>
#include <ctn-paper.h>
#include <ctn-participant.h>
#include <ctn-partnership.h>
#include <ctn-person.h>
#include <ctn-pilot.h>
#include <ctn-region-strategy.h>
#include <ctn-strategy.h>
#include <ctn-task.h>
#include <ctn-tie.h>

/* The functions, because a table cannot hold what they return. */
static const CtnRecordKind *(*const all[]) (void) = {
  ctn_activity_host_kind,
  ctn_activity_kind,
  ctn_assessment_kind,
  ctn_attachment_kind,
  ctn_canvas_entry_kind,
  ctn_chain_actor_kind,
  ctn_chain_kind,
  ctn_chain_link_kind,
  ctn_chain_stage_kind,
  ctn_commitment_kind,
  ctn_consent_kind,
  ctn_decision_kind,
  ctn_exchange_kind,
  ctn_exchange_profile_kind,
  ctn_exchange_target_kind,
  ctn_finding_kind,
  ctn_holiday_kind,
  ctn_improvement_kind,
  ctn_indicator_kind,
  ctn_indicator_value_kind,
  ctn_kpi_kind,
  ctn_kpi_period_kind,
  ctn_label_kind,
  ctn_lump_sum_kind,
  ctn_measure_kind,
  ctn_membership_kind,
  ctn_need_kind,
  ctn_objective_kind,
  ctn_offer_kind,
  ctn_organisation_kind,
  ctn_organisation_size_kind,
  ctn_paper_kind,
  ctn_paper_signature_kind,
  ctn_participant_kind,
  ctn_partnership_kind,
  ctn_person_kind,
  ctn_pilot_kind,
  ctn_priority_kind,
  ctn_region_strategy_kind,
  ctn_review_kind,
  ctn_snapshot_kind,
  ctn_stage_account_kind,
  ctn_strategy_kind,
  ctn_task_kind,
  ctn_tie_kind,
  ctn_trade_flow_kind,
};

const CtnRecordKind *const *
ctn_kinds (void)
{
  static const CtnRecordKind *kinds[G_N_ELEMENTS (all) + 1];
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
      kinds[i] = all[i]();
    g_once_init_leave (&ready, 1);
  }
  return kinds;
}

const CtnRecordKind *
ctn_kinds_find (const char *table)
{
  for (const CtnRecordKind *const *kind = ctn_kinds (); *kind != NULL; kind++)
    if (g_str_equal ((*kind)->table, table))
      return *kind;
  return NULL;
}

static void
clear_parent (gpointer data)
{
  g_free (((CtnRecordParent *) data)->column);
}

static gboolean
is_shown (const CtnRecordKind *kind, const char *column)
{
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if (field->group != NULL && g_strcmp0 (field->column, column) == 0)
      return TRUE;
  return FALSE;
}

GArray *
ctn_kinds_list_parents (CtnConnection *reader, const CtnRecordKind *kind)
{
  GArray *parents = g_array_new (FALSE, TRUE, sizeof (CtnRecordParent));
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, NULL,
                            "SELECT \"table\", \"from\" FROM pragma_foreign_key_list (?1) "
                            "ORDER BY \"from\" IS NOT ?2, id DESC",
                            "tt", kind->table, kind->owner_column);

  g_array_set_clear_func (parents, clear_parent);
  while (ctn_statement_next (rows, NULL)) {
    CtnRecordParent parent = { ctn_kinds_find (ctn_statement_get_text (rows, 0)), NULL, NULL };
    const char *column = ctn_statement_get_text (rows, 1);

    if (parent.kind == NULL || is_shown (kind, column))
      continue;
    parent.column = g_strdup (column);
    /* Links lead from actors to actors. */
    parent.label = g_str_equal (kind->table, "chain_link") && g_str_equal (column, "source")
                       ? _ ("From")
                   : g_str_equal (kind->table, "chain_link") && g_str_equal (column, "target")
                       ? _ ("To")
                       : _ (parent.kind->label);
    g_array_append_val (parents, parent);
  }
  return parents;
}

gboolean
ctn_kinds_export (CtnConnection *reader,
                  const CtnRecordKind *kind,
                  GFile *file,
                  guint *n,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) parents = NULL;
  CtnRecordExport export = { .kind = kind };

  if (kind == ctn_finding_kind ())
    return ctn_finding_export (reader, file, n, cancellable, error);
  ids = ctn_record_export_list (reader, kind, cancellable, error);
  if (ids == NULL)
    return FALSE;
  parents = ctn_kinds_list_parents (reader, kind);
  export.parents = parents;
  export.ids = ids;
  *n = ids->len;
  return ctn_record_export (reader, &export, file, cancellable, error);
}
