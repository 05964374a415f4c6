#include <ctn-activity.h>
#include <ctn-commitment.h>
#include <ctn-helix.h>
#include <ctn-i18n.h>
#include <ctn-label.h>
#include <ctn-organisation.h>
#include <ctn-paper.h>
#include <ctn-pilot.h>

#include "ctn-report-private.h"
#include "ctn-ternary-figure.h"

const CtnReportSection ctn_report_partnership_sections[] = {
  { "profile", N_ ("Profile") },
  { "balance", N_ ("Triple Helix") },
  { "members", N_ ("Members") },
  { "commitment", N_ ("Commitment") },
  { "papers", N_ ("Papers") },
  { "activities", N_ ("Activities Held") },
  { "labels", N_ ("Labels") },
  { "pilots", N_ ("Pilots and Their Review") },
  { NULL, NULL },
};

static void
add_profile (CtnReportDraft *draft)
{
  const CtnRecordKind *kind = ctn_partnership_kind ();
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "profile"))
    return;
  table = ctn_document_table_new_pairs (NULL);
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *value =
        field->group != NULL ? ctn_report_shown (draft, kind, draft->request->subject, field->name)
                             : NULL;

    if (value == NULL || *value == '\0' || g_str_equal (field->name, "name"))
      continue;
    ctn_document_table_add_row (table,
                                (const char *[]) { ctn_report_word (draft, field->label), value });
  }
  ctn_document_add_table (draft->document, table);
}

static CtnScene *
layout_ternary (double width,
                double height,
                CtnMetrics *metrics,
                const CtnTheme *theme,
                gpointer data)
{
  return ctn_ternary_figure_layout (data, width, height, metrics, theme);
}

/* One line for heads, hours, budget and votes each, as far as they are known. */
static void
add_shares (CtnReportDraft *draft, GPtrArray *members)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Basis"), CTN_COLUMN_TEXT, 1.6 },
    { N_ ("Industry"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("Research and Education"), CTN_COLUMN_NUMBER, 1.4 },
    { N_ ("Government"), CTN_COLUMN_NUMBER, 1.3 },
    { N_ ("Civil Society"), CTN_COLUMN_NUMBER, 1.3 },
    { N_ ("Balance"), CTN_COLUMN_NUMBER, 1 },
    { N_ ("Blau Index"), CTN_COLUMN_NUMBER, 1 },
  };
  CtnDocumentTable *table =
      ctn_report_table (draft, N_ ("Members by helix"), columns, G_N_ELEMENTS (columns));

  for (guint basis = 0; basis < CTN_N_SHARE_BASES; basis++) {
    CtnHelixShares shares;
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    ctn_helix_get_shares (members, (CtnShareBasis) basis, NULL, &shares);
    if (shares.n == 0)
      continue;
    g_ptr_array_add (cells, g_strdup (ctn_share_basis_get_label ((CtnShareBasis) basis)));
    for (guint i = 0; i < CTN_N_HELICES; i++)
      g_ptr_array_add (cells, ctn_report_number (draft, shares.amount[i], 0));
    g_ptr_array_add (cells, ctn_report_number (draft, shares.balance, 2));
    g_ptr_array_add (cells, ctn_report_number (draft, shares.blau, 2));
    ctn_document_table_add_row (table, (const char *const *) cells->pdata);
  }
  ctn_document_add_table (draft->document, table);
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft, N_ ("Balance of the three helices: 0 is one helix only, 1 equal "
                                  "shares. Civil society is counted beside them.")));
}

static gboolean
add_balance (CtnReportDraft *draft, GPtrArray *members, const CtnDate *today, GError **error)
{
  CtnTernaryFigure *ternary = ctn_ternary_figure_new (draft->reader, &draft->request->subject, 1,
                                                      CTN_SHARE_MEMBERS, today, error);

  if (ternary == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "balance")) {
    ctn_ternary_figure_free (ternary);
    return TRUE;
  }
  add_shares (draft, members);
  if (ctn_ternary_figure_is_empty (ternary))
    ctn_ternary_figure_free (ternary);
  else
    ctn_report_add_figure (draft,
                           ctn_report_word (draft, N_ ("Shares of the three helices by year")),
                           layout_ternary, ternary, (GDestroyNotify) ctn_ternary_figure_free);
  return TRUE;
}

static gboolean
add_commitment (CtnReportDraft *draft, const CtnDate *today, GError **error)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Step"), CTN_COLUMN_TEXT, 3 },
    { N_ ("Members Now"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("Reached It"), CTN_COLUMN_NUMBER, 1.2 },
    { N_ ("Median Days Until the Next"), CTN_COLUMN_NUMBER, 1.6 },
  };
  const char *const *ladder = ctn_commitment_labels ();
  CtnFunnel funnel;
  CtnDocumentTable *table;

  if (!ctn_commitment_get_funnel (draft->reader, draft->request->subject, today, &funnel, error))
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "commitment"))
    return TRUE;
  table = ctn_report_table (draft, N_ ("Ladder of commitment"), columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < CTN_N_COMMITMENT_STEPS; i++) {
    g_autofree char *now = ctn_report_count (funnel.steps[i].now);
    g_autofree char *reached = ctn_report_count (funnel.steps[i].reached);
    g_autofree char *days = ctn_report_number (draft, funnel.steps[i].median_ended, 0);

    ctn_document_table_add_row (
        table, (const char *[]) { ctn_report_word (draft, ladder[i]), now, reached, days });
  }
  ctn_document_add_table (draft->document, table);
  if (funnel.paused + funnel.left > 0) {
    g_autofree char *paused = ctn_report_count (funnel.paused);
    g_autofree char *left = ctn_report_count (funnel.left);

    ctn_report_say (draft, N_ ("Paused: {}. Left: {}."), paused, left, NULL);
  }
  return TRUE;
}

static void
add_members (CtnReportDraft *draft, GPtrArray *members)
{
  const CtnField *helix = ctn_record_kind_find_field (ctn_organisation_kind (), "helix");
  const char *const *ladder = ctn_commitment_labels ();
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_partnership_sections, "members"))
    return;
  table = ctn_document_table_new (NULL);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Name")), CTN_COLUMN_TEXT, 3.4);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Country")), CTN_COLUMN_TEXT,
                                 1);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Helix")), CTN_COLUMN_TEXT, 2);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Role")), CTN_COLUMN_TEXT, 1.6);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Commitment")), CTN_COLUMN_TEXT,
                                 1.6);
  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);

    ctn_document_table_add_row (
        table, (const char *[]) { member->name, member->country,
                                  ctn_report_choice (draft, helix, member->helix), member->role,
                                  member->commitment >= 0
                                      ? ctn_report_word (draft, ladder[member->commitment])
                                      : NULL });
  }
  ctn_document_add_table (draft->document, table);
}

/* Records that are part of the partnership. What it has none of is no section: many have no label, and need
 * none. */
static gboolean
add_papers_and_labels (CtnReportDraft *draft, const char *section, GError **error)
{
  static const CtnReportField papers[] = { { "title", NULL, 3.4 },       { "kind", NULL, 2 },
                                           { "state", NULL, 1.6 },       { "date", NULL, 1.3 },
                                           { "valid-until", NULL, 1.3 }, { NULL, NULL, 0 } };
  static const CtnReportField labels[] = { { "kind", NULL, 1.2 },
                                           { "awarded", NULL, 1.3 },
                                           { "expires", N_ ("Valid Until"), 1.6 },
                                           { "note", NULL, 4 },
                                           { NULL, NULL, 0 } };
  gboolean is_paper = g_str_equal (section, "papers");
  g_autoptr (GArray) ids =
      ctn_record_list (draft->reader, is_paper ? ctn_paper_kind () : ctn_label_kind (),
                       draft->request->subject, error);

  if (ids == NULL)
    return FALSE;
  if (ids->len > 0 && ctn_report_begin (draft, ctn_report_partnership_sections, section))
    ctn_report_add_records (draft, is_paper ? ctn_paper_kind () : ctn_label_kind (), ids, NULL,
                            is_paper ? papers : labels);
  return TRUE;
}

static gboolean
add_activities (CtnReportDraft *draft, GError **error)
{
  static const CtnReportColumn columns[] = { { N_ ("Date"), CTN_COLUMN_TEXT, 1.6 },
                                             { N_ ("Activity"), CTN_COLUMN_TEXT, 3.6 },
                                             { N_ ("Kind"), CTN_COLUMN_TEXT, 1.6 },
                                             { N_ ("Place"), CTN_COLUMN_TEXT, 1.6 },
                                             { N_ ("Attendees"), CTN_COLUMN_NUMBER, 1 } };
  const CtnActivityFilter filter = { .state = "held",
                                     .partnership = draft->request->subject,
                                     .order = CTN_ACTIVITY_BY_OLDEST };
  g_autoptr (GPtrArray) activities = ctn_activity_find (draft->reader, &filter, error);
  CtnDocumentTable *table;

  if (activities == NULL)
    return FALSE;
  if (activities->len == 0 ||
      !ctn_report_begin (draft, ctn_report_partnership_sections, "activities"))
    return TRUE;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < activities->len; i++) {
    const CtnActivity *activity = activities->pdata[i];
    g_autofree char *date =
        activity->starts != NULL ? ctn_report_date (draft, activity->starts) : NULL;
    /* Where nobody wrote down who takes part, it is not known how many were there. */
    g_autofree char *attended =
        activity->n_participants > 0 ? ctn_report_count (activity->n_attended) : NULL;

    ctn_document_table_add_row (table, (const char *[]) { date, activity->name,
                                                          ctn_activity_get_kind_label (activity),
                                                          activity->place, attended });
  }
  ctn_document_add_table (draft->document, table);
  return TRUE;
}

static gboolean
add_reviews (CtnReportDraft *draft, gint64 pilot, GError **error)
{
  static const CtnReportColumn columns[] = { { N_ ("Date"), CTN_COLUMN_TEXT, 1.2 },
                                             { N_ ("Kind"), CTN_COLUMN_TEXT, 1.6 },
                                             { N_ ("From"), CTN_COLUMN_TEXT, 2 },
                                             { N_ ("Text"), CTN_COLUMN_TEXT, 4.4 },
                                             { N_ ("State"), CTN_COLUMN_TEXT, 1.2 } };
  g_autoptr (GPtrArray) reviews = ctn_review_list (draft->reader, pilot, error);
  const CtnField *kind = ctn_record_kind_find_field (ctn_review_kind (), "kind");
  const CtnField *state = ctn_record_kind_find_field (ctn_review_kind (), "state");
  CtnDocumentTable *table;

  if (reviews == NULL)
    return FALSE;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < reviews->len; i++) {
    const CtnReview *review = reviews->pdata[i];
    g_autofree char *date = review->date != NULL ? ctn_report_date (draft, review->date) : NULL;

    ctn_document_table_add_row (
        table, (const char *[]) { date, ctn_report_choice (draft, kind, review->kind),
                                  review->organisation_name != NULL ? review->organisation_name
                                                                    : review->author,
                                  review->text, ctn_report_choice (draft, state, review->state) });
  }
  ctn_document_add_table (draft->document, table);
  return TRUE;
}

static gboolean
add_pilots (CtnReportDraft *draft, GError **error)
{
  static const char *const fields[] = { "owner", "state", "starts", "ends" };
  g_autoptr (GArray) pilots =
      ctn_record_list (draft->reader, ctn_pilot_kind (), draft->request->subject, error);

  if (pilots == NULL)
    return FALSE;
  if (pilots->len == 0 || !ctn_report_begin (draft, ctn_report_partnership_sections, "pilots"))
    return TRUE;
  for (guint i = 0; i < pilots->len; i++) {
    gint64 pilot = g_array_index (pilots, gint64, i);
    g_autofree char *name = ctn_report_shown (draft, ctn_pilot_kind (), pilot, "name");
    g_autofree char *text = ctn_report_shown (draft, ctn_pilot_kind (), pilot, "description");
    g_autofree char *results = ctn_report_shown (draft, ctn_pilot_kind (), pilot, "results");
    g_autoptr (GString) facts = g_string_new (NULL);

    for (gsize k = 0; k < G_N_ELEMENTS (fields); k++) {
      const CtnField *field = ctn_record_kind_find_field (ctn_pilot_kind (), fields[k]);
      g_autofree char *value = ctn_report_shown (draft, ctn_pilot_kind (), pilot, fields[k]);

      if (*value != '\0')
        g_string_append_printf (facts, "%s%s: %s", facts->len > 0 ? " · " : "",
                                ctn_report_word (draft, field->label), value);
    }
    ctn_document_add_heading (draft->document, 2, name);
    ctn_document_add_note (draft->document, facts->str);
    ctn_document_add_paragraph (draft->document, text);
    ctn_document_add_paragraph (draft->document, results);
    if (!add_reviews (draft, pilot, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_report_build_partnership (CtnReportDraft *draft, GError **error)
{
  gint64 id = draft->request->subject;
  g_autofree char *name = ctn_report_shown (draft, ctn_partnership_kind (), id, "name");
  g_autofree char *iso = ctn_report_dup_today (draft);
  g_autoptr (GPtrArray) members = ctn_partnership_list_members (draft->reader, id, error);
  CtnDate today;

  if (members == NULL || !ctn_report_check_name (name, error))
    return FALSE;
  ctn_date_parse (iso, &today);
  ctn_report_set_title (draft, N_ ("Partnership: {}"), name);
  add_profile (draft);
  if (!add_balance (draft, members, &today, error))
    return FALSE;
  add_members (draft, members);
  if (!add_commitment (draft, &today, error))
    return FALSE;
  return add_papers_and_labels (draft, "papers", error) && add_activities (draft, error) &&
         add_papers_and_labels (draft, "labels", error) && add_pilots (draft, error);
}
