#include <ctn-chain-figures.h>
#include <ctn-i18n.h>

#include "ctn-report-chain.h"

/* Marks of concentration: ctn-chain-figures.h. */
#define HHI_MODERATE 0.15
#define HHI_HIGH 0.25

const CtnReportSection ctn_report_chain_sections[] = {
  { "summary", N_ ("Summary") },
  { "coverage", N_ ("Coverage") },
  { "matrix", N_ ("Coverage by Region") },
  { "map", N_ ("Map") },
  { "complements", N_ ("Complementarity") },
  { "findings", N_ ("Findings and Measures") },
  { "value-added", N_ ("Value Added") },
  { "imports", N_ ("Dependence on Imports") },
  { "forms", N_ ("Forms of Analysis") },
  { "actors", N_ ("Actors") },
  { "links", N_ ("Links") },
  { NULL, NULL },
};

static gboolean
counts (const CtnChainActor *actor)
{
  return actor->state == CTN_STATE_EXISTING && actor->kind != CTN_ACTOR_OUTSIDE;
}

static void
add_summary (CtnReportDraft *draft, CtnChain *chain)
{
  guint n_actors = 0;
  guint n_missing = 0;
  g_autofree char *actors = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *stages = g_strdup_printf ("%u", chain->stages->len);
  g_autofree char *links = g_strdup_printf ("%u", chain->links->len);

  if (!ctn_report_begin (draft, ctn_report_chain_sections, "summary"))
    return;
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    n_actors += counts (actor);
    n_missing += actor->state == CTN_STATE_MISSING;
  }
  actors = g_strdup_printf ("%u", n_actors);
  missing = g_strdup_printf ("%u", n_missing);
  ctn_report_say (draft, N_ ("The chain has {} stages, {} actors and {} links."), stages, actors,
                  links, NULL);
  if (n_missing > 0)
    ctn_report_say (draft, N_ ("Places that nobody fills yet: {}."), missing, NULL);
}

static const char *
judge (CtnReportDraft *draft, const CtnStageFigures *figures)
{
  const char *text = figures->n_actors == 0        ? N_ ("White spot: nobody")
                     : figures->is_gap             ? N_ ("Gap")
                     : figures->n_actors == 1      ? N_ ("One actor only")
                     : figures->hhi > HHI_HIGH     ? N_ ("Highly concentrated")
                     : figures->hhi > HHI_MODERATE ? N_ ("Moderately concentrated")
                                                   : "";

  return *text != '\0' ? ctn_report_word (draft, text) : "";
}

static void
add_coverage (CtnReportDraft *draft, CtnChain *chain)
{
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_chain_sections, "coverage"))
    return;
  table =
      ctn_document_table_new (ctn_report_word (draft, N_ ("Actors and concentration by stage")));
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Stage")), CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Actors")), CTN_COLUMN_NUMBER,
                                 1);
  ctn_document_table_add_column (table, "HHI", CTN_COLUMN_NUMBER, 1);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Finding")), CTN_COLUMN_TEXT,
                                 3);
  for (guint i = 0; i < chain->stages->len; i++) {
    CtnStageFigures figures;
    g_autofree char *n = NULL;
    g_autofree char *hhi = NULL;

    ctn_chain_get_stage_figures (chain, i, &figures);
    n = g_strdup_printf ("%u", figures.n_actors);
    hhi = ctn_report_number (draft, figures.hhi, 2);
    ctn_document_table_add_row (table, (const char *[]) { ctn_chain_get_stage (chain, i)->name, n,
                                                          hhi, judge (draft, &figures) });
  }
  ctn_document_add_table (draft->document, table);
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft,
                       N_ ("HHI: Herfindahl–Hirschman index of the shares, 0 to 1. Above 0.15 "
                           "moderately, above 0.25 highly concentrated.")));
}

static void
add_actors (CtnReportDraft *draft, CtnChain *chain)
{
  static const char *const kinds[] = { N_ ("Actor"), N_ ("Supporter"), N_ ("Market"),
                                       N_ ("Outside") };
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_chain_sections, "actors"))
    return;
  table = ctn_document_table_new (NULL);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Stage")), CTN_COLUMN_TEXT,
                                 2.4);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Name")), CTN_COLUMN_TEXT, 3.6);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Region")), CTN_COLUMN_TEXT, 2);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Kind")), CTN_COLUMN_TEXT, 1.4);
  for (guint stage = 0; stage < chain->stages->len; stage++)
    for (guint i = 0; i < chain->actors->len; i++) {
      const CtnChainActor *actor = ctn_chain_get_actor (chain, i);
      g_autofree char *place = actor->nuts != NULL ? ctn_report_dup_region (draft, actor->nuts)
                               : actor->country != NULL
                                   ? ctn_report_dup_country (draft, actor->country)
                                   : NULL;

      if (actor->stage == (int) stage)
        ctn_document_table_add_row (
            table, (const char *[]) { ctn_chain_get_stage (chain, stage)->name, actor->name, place,
                                      ctn_report_word (draft, kinds[actor->kind]) });
    }
  ctn_document_add_table (draft->document, table);
}

static void
add_links (CtnReportDraft *draft, CtnChain *chain)
{
  const CtnField *kind = ctn_record_kind_find_field (ctn_chain_link_kind (), "kind");
  CtnDocumentTable *table;

  if (chain->links->len == 0 || !ctn_report_begin (draft, ctn_report_chain_sections, "links"))
    return;
  table = ctn_document_table_new (NULL);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("From")), CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("To")), CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Kind")), CTN_COLUMN_TEXT, 1.4);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Product")), CTN_COLUMN_TEXT,
                                 2);
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);

    ctn_document_table_add_row (
        table,
        (const char *[]) { ctn_chain_get_actor (chain, link->source)->name,
                           ctn_chain_get_actor (chain, link->target)->name,
                           kind != NULL ? ctn_report_choice (draft, kind, link->kind) : link->kind,
                           link->product });
  }
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_chain (CtnReportDraft *draft, GError **error)
{
  g_autoptr (CtnChain) chain = ctn_chain_load (draft->reader, draft->request->subject, error);

  if (chain == NULL || !ctn_report_check_name (chain->name, error))
    return FALSE;
  ctn_report_set_title (draft, N_ ("Value Chain: {}"), chain->name);
  add_summary (draft, chain);
  add_coverage (draft, chain);
  if (!ctn_report_add_chain_matrix (draft, chain, error) ||
      !ctn_report_add_chain_map (draft, chain, error))
    return FALSE;
  ctn_report_add_chain_complements (draft, chain);
  if (!ctn_report_add_chain_findings (draft, chain, error))
    return FALSE;
  ctn_report_add_chain_accounts (draft, chain);
  ctn_report_add_chain_dependencies (draft, chain);
  if (!ctn_report_add_chain_forms (draft, error))
    return FALSE;
  add_actors (draft, chain);
  add_links (draft, chain);
  return TRUE;
}
