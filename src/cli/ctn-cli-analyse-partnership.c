#include <ctn-calendar.h>
#include <ctn-commitment.h>
#include <ctn-eccp.h>
#include <ctn-i18n.h>
#include <ctn-label.h>
#include <ctn-record.h>
#include <ctn-tie-measures.h>
#include <ctn-tuig.h>
#include <math.h>

#include "ctn-cli-chain.h"
#include "ctn-cli-partnership.h"

/* All that is read of a partnership before anything is printed. */
typedef struct {
  gint64 id;
  char *name;
  char *kind;
  CtnDate today;
  GPtrArray *members;
  GPtrArray *ties;
  CtnFunnel funnel;
  GArray *labels;
  GPtrArray *events;
  GPtrArray *eccp;
  CtnTuigFirms *firms;
  CtnTuig *synergy;
} Analysis;

static void
analysis_clear (Analysis *self)
{
  g_free (self->name);
  g_free (self->kind);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->ties, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->eccp, g_ptr_array_unref);
  g_clear_pointer (&self->firms, ctn_tuig_firms_free);
  g_clear_pointer (&self->synergy, ctn_tuig_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Analysis, analysis_clear)

static gboolean
read_synergy (CtnConnection *reader, Analysis *self, gboolean own_regions, GError **error)
{
  self->firms = ctn_tuig_read_firms (reader, own_regions ? self->id : 0, 2, error);
  if (self->firms == NULL)
    return FALSE;
  self->synergy = ctn_tuig_new ((const CtnTuigFirm *) (gpointer) self->firms->firms->data,
                                self->firms->firms->len, self->firms->regions->len, CTN_TUIG_DRAWS,
                                CTN_TUIG_SEED, NULL, NULL, NULL, error);
  return self->synergy != NULL;
}

static gboolean
read_all (CtnConnection *reader, Analysis *self, gboolean own_regions, GError **error)
{
  const CtnRecordKind *kind = ctn_partnership_kind ();

  self->today = ctn_calendar_today ();
  self->name = ctn_record_get_title (reader, kind, self->id, error);
  self->kind =
      ctn_record_get (reader, kind, self->id, ctn_record_kind_find_field (kind, "kind"), error);
  if (self->name == NULL || self->kind == NULL)
    return FALSE;
  self->members = ctn_partnership_list_members (reader, self->id, error);
  if (self->members == NULL)
    return FALSE;
  self->ties = ctn_tie_list (reader, self->id, self->members, error);
  if (self->ties == NULL ||
      !ctn_commitment_get_funnel (reader, self->id, &self->today, &self->funnel, error))
    return FALSE;
  self->labels = ctn_label_list (reader, self->id, error);
  if (self->labels == NULL)
    return FALSE;
  self->events = ctn_label_calendar_list (reader, self->id, &self->today, 0, error);
  if (self->events == NULL)
    return FALSE;
  self->eccp = ctn_eccp_check (reader, self->id, error);
  return self->eccp != NULL && read_synergy (reader, self, own_regions, error);
}

/* --- JSON ---------------------------------------------------------------------------------------- */

static void
begin (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_date (JsonBuilder *builder, const char *name, const CtnDate *date)
{
  char iso[CTN_DATE_ISO_SIZE];

  ctn_cli_add_text (builder, name, ctn_date_to_iso (date, iso));
}

static void
add_shares (JsonBuilder *builder, GPtrArray *members)
{
  begin (builder, "shares");
  for (int basis = 0; basis < CTN_N_SHARE_BASES; basis++) {
    CtnHelixShares shares;

    ctn_helix_get_shares (members, (CtnShareBasis) basis, NULL, &shares);
    begin (builder, ctn_share_basis_get_code ((CtnShareBasis) basis));
    ctn_cli_add_int (builder, "n", shares.n);
    ctn_cli_add_int (builder, "missing", shares.n_missing);
    ctn_cli_add_int (builder, "without-helix", shares.n_unknown);
    begin (builder, "amounts");
    for (int i = 0; i < CTN_N_HELICES; i++)
      ctn_cli_add_double (builder, ctn_helix_get_code ((CtnHelix) i), shares.amount[i]);
    json_builder_end_object (builder);
    begin (builder, "shares");
    for (int i = 0; i < CTN_N_CORE_HELICES; i++)
      ctn_cli_add_double (builder, ctn_helix_get_code ((CtnHelix) i), shares.p[i]);
    json_builder_end_object (builder);
    ctn_cli_add_double (builder, "balance", shares.balance);
    ctn_cli_add_double (builder, "blau", shares.blau);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
}

/* In a triangle of side 1: industry at (0, 0), research at (1, 0), government at (1/2, √3/2). */
static void
add_ternary (JsonBuilder *builder, GPtrArray *members, const CtnDate *today)
{
  g_autoptr (GArray) years = ctn_helix_list_years (members, CTN_SHARE_MEMBERS, today);

  begin_list (builder, "ternary");
  for (guint i = 0; i < years->len; i++) {
    const CtnHelixYear *year = &g_array_index (years, CtnHelixYear, i);
    const double *p = year->shares.p;

    json_builder_begin_object (builder);
    if (year->year != 0)
      ctn_cli_add_int (builder, "year", year->year);
    else
      ctn_cli_add_text (builder, "year", NULL);
    for (int helix = 0; helix < CTN_N_CORE_HELICES; helix++)
      ctn_cli_add_double (builder, ctn_helix_get_code ((CtnHelix) helix), p[helix]);
    ctn_cli_add_double (builder, "x", p[CTN_HELIX_RESEARCH] + p[CTN_HELIX_GOVERNMENT] / 2);
    ctn_cli_add_double (builder, "y", p[CTN_HELIX_GOVERNMENT] * sqrt (3) / 2);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_tie (JsonBuilder *builder, GPtrArray *members, const CtnTie *tie)
{
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "a", ((const CtnMember *) members->pdata[tie->a])->name);
  ctn_cli_add_text (builder, "b", ((const CtnMember *) members->pdata[tie->b])->name);
  begin_list (builder, "sources");
  for (guint i = 0; i < tie->sources->len; i++) {
    const CtnTieSource *source = &g_array_index (tie->sources, CtnTieSource, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "kind", ctn_tie_source_get_code (source->kind));
    ctn_cli_add_int (builder, "id", source->id);
    ctn_cli_add_text (builder, "title", source->title);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_groups (JsonBuilder *builder,
            const char *name,
            GPtrArray *members,
            GPtrArray *ties,
            CtnTieGroups groups)
{
  g_autoptr (GPtrArray) list = ctn_tie_list_groups (members, ties, groups);

  begin_list (builder, name);
  for (guint i = 0; i < list->len; i++) {
    const CtnTieGroup *group = list->pdata[i];

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "group", group->group);
    ctn_cli_add_int (builder, "members", group->n_members);
    ctn_cli_add_int (builder, "internal", group->internal);
    ctn_cli_add_int (builder, "external", group->external);
    ctn_cli_add_double (builder, "ei", group->ei);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_ties (JsonBuilder *builder, GPtrArray *members, GPtrArray *ties)
{
  CtnTieFigures figures;

  ctn_tie_get_figures (members, ties, &figures);
  begin (builder, "ties");
  ctn_cli_add_int (builder, "n", figures.n_ties);
  ctn_cli_add_int (builder, "with-helices", figures.n_known);
  ctn_cli_add_int (builder, "cross-helix", figures.n_cross);
  ctn_cli_add_double (builder, "cross-helix-share", figures.cross_share);
  ctn_cli_add_int (builder, "triangles", figures.n_triangles);
  ctn_cli_add_int (builder, "possible-triangles", figures.n_possible);
  ctn_cli_add_double (builder, "closure", figures.closure);
  add_groups (builder, "helices", members, ties, CTN_TIE_GROUPS_HELIX);
  add_groups (builder, "countries", members, ties, CTN_TIE_GROUPS_COUNTRY);
  add_groups (builder, "regions", members, ties, CTN_TIE_GROUPS_REGION);
  begin_list (builder, "list");
  for (guint i = 0; i < ties->len; i++)
    add_tie (builder, members, ties->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_entropies (JsonBuilder *builder, const CtnTuigEntropies *entropies)
{
  begin (builder, "entropies");
  ctn_cli_add_double (builder, "u", entropies->u);
  ctn_cli_add_double (builder, "i", entropies->i);
  ctn_cli_add_double (builder, "g", entropies->g);
  ctn_cli_add_double (builder, "ui", entropies->ui);
  ctn_cli_add_double (builder, "ug", entropies->ug);
  ctn_cli_add_double (builder, "ig", entropies->ig);
  ctn_cli_add_double (builder, "uig", entropies->uig);
  json_builder_end_object (builder);
}

static void
add_synergy (JsonBuilder *builder, const CtnTuigFirms *firms, const CtnTuig *synergy)
{
  begin (builder, "synergy");
  ctn_cli_add_int (builder, "n", synergy->n);
  ctn_cli_add_int (builder, "in-scope", firms->n_all);
  ctn_cli_add_boolean (builder, "enough", synergy->n >= CTN_TUIG_ENOUGH);
  ctn_cli_add_text (builder, "nace-revision", firms->revision);
  ctn_cli_add_double (builder, "t-mbit", 1000 * synergy->entropies.t);
  ctn_cli_add_double (builder, "low-mbit", 1000 * synergy->low);
  ctn_cli_add_double (builder, "high-mbit", 1000 * synergy->high);
  ctn_cli_add_double (builder, "bias-mbit", 1000 * synergy->bias);
  ctn_cli_add_int (builder, "draws", synergy->n_draws);
  ctn_cli_add_int (builder, "seed", (gint64) synergy->seed);
  add_entropies (builder, &synergy->entropies);
  ctn_cli_add_double (builder, "between-mbit", 1000 * synergy->between);
  begin_list (builder, "regions");
  for (guint i = 0; i < synergy->regions->len; i++) {
    const CtnTuigRegion *region = &g_array_index (synergy->regions, CtnTuigRegion, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "region", firms->regions->pdata[region->region]);
    ctn_cli_add_int (builder, "n", region->n);
    ctn_cli_add_double (builder, "t-mbit", 1000 * region->t);
    ctn_cli_add_double (builder, "share-mbit", 1000 * region->share);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_funnel (JsonBuilder *builder, const CtnFunnel *funnel)
{
  begin (builder, "funnel");
  ctn_cli_add_int (builder, "members", funnel->n_members);
  ctn_cli_add_int (builder, "paused", funnel->paused);
  ctn_cli_add_int (builder, "left", funnel->left);
  ctn_cli_add_int (builder, "unknown", funnel->unknown);
  begin_list (builder, "steps");
  for (guint i = 0; i < CTN_N_COMMITMENT_STEPS; i++) {
    const CtnFunnelStep *step = &funnel->steps[i];

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "step", i);
    ctn_cli_add_text (builder, "name", ctn_commitment_labels ()[i]);
    ctn_cli_add_int (builder, "now", step->now);
    ctn_cli_add_int (builder, "reached", step->reached);
    ctn_cli_add_int (builder, "ended", step->n_ended);
    ctn_cli_add_double (builder, "median-days", step->median_ended);
    ctn_cli_add_int (builder, "running", step->n_running);
    ctn_cli_add_double (builder, "median-days-running", step->median_running);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_rules (JsonBuilder *builder, const char *name, GPtrArray *rules)
{
  begin_list (builder, name);
  for (guint i = 0; rules != NULL && i < rules->len; i++) {
    const CtnRule *rule = rules->pdata[i];

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "rule", rule->code);
    ctn_cli_add_text (builder, "title", rule->title);
    ctn_cli_add_text (builder, "state", ctn_rule_state_get_code (rule->state));
    ctn_cli_add_text (builder, "detail", rule->detail);
    ctn_cli_add_text (builder, "date", rule->date);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_labels (JsonBuilder *builder, CtnConnection *reader, const Analysis *analysis)
{
  begin_list (builder, "labels");
  for (guint i = 0; i < analysis->labels->len; i++) {
    const CtnLabel *label = &g_array_index (analysis->labels, CtnLabel, i);
    g_autoptr (GPtrArray) rules = ctn_label_check (reader, label->id, &analysis->today, NULL);

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", label->id);
    ctn_cli_add_text (builder, "label", ctn_label_level_get_code (label->level));
    add_date (builder, "awarded", &label->awarded);
    add_date (builder, "expires", &label->expires);
    ctn_cli_add_boolean (builder, "valid", ctn_label_is_valid (label, &analysis->today));
    add_rules (builder, "rules", rules);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  begin_list (builder, "calendar");
  for (guint i = 0; i < analysis->events->len; i++) {
    const CtnLabelEvent *event = analysis->events->pdata[i];

    json_builder_begin_object (builder);
    add_date (builder, "date", &event->date);
    ctn_cli_add_int (builder, "days", event->days);
    ctn_cli_add_text (builder, "what", ctn_label_event_get_text (event));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (CtnConnection *reader, const Analysis *analysis)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "partnership", analysis->name);
  ctn_cli_add_int (builder, "id", analysis->id);
  ctn_cli_add_text (builder, "kind", analysis->kind);
  add_date (builder, "as-of", &analysis->today);
  add_shares (builder, analysis->members);
  add_ternary (builder, analysis->members, &analysis->today);
  add_ties (builder, analysis->members, analysis->ties);
  add_synergy (builder, analysis->firms, analysis->synergy);
  add_funnel (builder, &analysis->funnel);
  add_labels (builder, reader, analysis);
  add_rules (builder, "eccp", analysis->eccp);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

/* --- Text ---------------------------------------------------------------------------------------- */

static void
print_rules (GPtrArray *rules)
{
  for (guint i = 0; i < rules->len; i++) {
    const CtnRule *rule = rules->pdata[i];

    g_print ("  %s: %s (%s)\n", ctn_rule_state_get_label (rule->state), rule->title, rule->detail);
  }
}

static void
print_shares (const Analysis *analysis)
{
  for (int basis = 0; basis < CTN_N_SHARE_BASES; basis++) {
    CtnHelixShares shares;

    ctn_helix_get_shares (analysis->members, (CtnShareBasis) basis, NULL, &shares);
    if (!isfinite (shares.balance))
      continue;
    g_print (
        _ ("%s: industry %.0f %%, research %.0f %%, government %.0f %%; balance %.2f, Blau %.2f\n"),
        ctn_share_basis_get_label ((CtnShareBasis) basis), 100 * shares.p[0], 100 * shares.p[1],
        100 * shares.p[2], shares.balance, shares.blau);
  }
}

static void
print_text (const Analysis *analysis)
{
  const CtnTuig *synergy = analysis->synergy;
  CtnTieFigures figures;

  ctn_tie_get_figures (analysis->members, analysis->ties, &figures);
  g_print ("%s\n", analysis->name);
  print_shares (analysis);
  g_print (_ ("Ties: %u, of which %u are between helices; triangles of all three: %u of %u\n"),
           figures.n_ties, figures.n_cross, figures.n_triangles, figures.n_possible);
  if (synergy->n >= 2)
    g_print (_ ("Synergy T(uig) of the register: %.0f mbit (%.0f to %.0f), %u firms\n"),
             1000 * synergy->entropies.t, 1000 * synergy->low, 1000 * synergy->high, synergy->n);
  for (guint i = 0; i < CTN_N_COMMITMENT_STEPS; i++)
    g_print ("%4u  %s\n", analysis->funnel.steps[i].now, _ (ctn_commitment_labels ()[i]));
  for (guint i = 0; i < analysis->events->len; i++) {
    const CtnLabelEvent *event = analysis->events->pdata[i];
    g_autofree char *date = ctn_date_format (&event->date);

    g_print ("%s: %s\n", date, ctn_label_event_get_text (event));
  }
  if (g_str_equal (analysis->kind, "cluster")) {
    g_print ("%s\n", _ ("Profile on the European Cluster Collaboration Platform:"));
    print_rules (analysis->eccp);
  }
}

int
ctn_cli_analyse_partnership (CtnProject *project,
                             const char *name,
                             gboolean own_regions,
                             gboolean json)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  g_auto (Analysis) analysis = { 0 };

  if (!ctn_cli_find (reader, CTN_CLI_PARTNERSHIP, name, &analysis.id, &error) ||
      !read_all (reader, &analysis, own_regions, &error))
    return ctn_cli_fail (error);
  if (json)
    print_json (reader, &analysis);
  else
    print_text (&analysis);
  return CTN_EXIT_OK;
}
