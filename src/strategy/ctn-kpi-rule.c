#include "ctn-kpi-rule.h"

#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <json-glib/json-glib.h>

/* In each statement ?1 is the partnership (0: all) and ?2 the parameters; "scope" holds the
 * partnership and those below it. Columns: key, date, amount, record, title. */
#define SCOPE                                                                                      \
  "WITH RECURSIVE scope (id) AS (SELECT ?1 UNION SELECT p.id FROM partnership p "                  \
  "JOIN scope ON p.parent = scope.id) "
#define IN_SCOPE(column) "(?1 = 0 OR " column " IN (SELECT id FROM scope))"
#define PARAMETER(name, column)                                                                    \
  "(json_extract(?2, '$." name "') IS NULL OR " column " = json_extract(?2, '$." name "'))"
#define ACTIVITY_DATE "coalesce(a.ends, a.starts)"

typedef struct {
  CtnKpiRule rule;
  const char *table;
  const char *sql;
} Rule;

#define KIND_PARAMETER                                                                             \
  { "kind", N_ ("Kind of Activity"),                                                               \
    "training|workshop|twinning|peer-review|networking|meeting|consultation|b2b|exchange|other",   \
    "activity", "kind" }
#define SCOPE_PARAMETER { "scope", N_ ("Reach"), "regional|national|european", "activity", "scope" }

static const Rule rules[] = {
  { { "manual", N_ ("Given by Hand"),
      N_ ("A person gives the value of each period. For what no record of the project knows."),
      CTN_KPI_COUNT_MANUAL },
    NULL,
    NULL },
  { { "activities",
      N_ ("Activities Held"),
      N_ ("Activities that were held, each once, on their last day."),
      CTN_KPI_COUNT_ONCE,
      { KIND_PARAMETER, SCOPE_PARAMETER } },
    "activity",
    SCOPE "SELECT 'activity/' || a.id, " ACTIVITY_DATE ", 1, a.id, a.name FROM activity a "
          "WHERE a.state = 'held' AND " IN_SCOPE (
              "a.partnership") " AND " PARAMETER ("kind", "a.kind") " AND " PARAMETER ("scope",
                                                                                       "a.scope") },
  { { "organisations-taking-part",
      N_ ("Organisations Taking Part"),
      N_ ("Organisations that came to an activity, each once, on the day of the first."),
      CTN_KPI_COUNT_ONCE,
      { KIND_PARAMETER, SCOPE_PARAMETER } },
    "organisation",
    SCOPE "SELECT 'organisation/' || o.id, " ACTIVITY_DATE ", 1, o.id, o.name FROM participant t "
          "JOIN activity a ON a.id = t.activity JOIN organisation o ON o.id = t.organisation "
          "WHERE t.state = 'attended' AND a.state = 'held' AND " IN_SCOPE (
              "a.partnership") " AND " PARAMETER ("kind", "a.kind") " AND " PARAMETER ("scope",
                                                                                       "a.scope") },
  { { "persons-taking-part",
      N_ ("Persons Taking Part"),
      N_ ("Persons who came to an activity, each once, on the day of the first."),
      CTN_KPI_COUNT_ONCE,
      { KIND_PARAMETER, { "role", N_ ("Role"), NULL } } },
    "person",
    SCOPE "SELECT 'person/' || p.id, " ACTIVITY_DATE ", 1, p.id, "
          "trim(coalesce(p.given_name, '') || ' ' || p.family_name) FROM participant t "
          "JOIN activity a ON a.id = t.activity JOIN person p ON p.id = t.person "
          "WHERE t.state = 'attended' AND a.state = 'held' AND " IN_SCOPE (
              "a.partnership") " AND " PARAMETER ("kind", "a.kind") " AND " PARAMETER ("role",
                                                                                       "t.role") },
  { { "participations",
      N_ ("Participations"),
      N_ ("Every coming of somebody to an activity: who comes twice counts twice."),
      CTN_KPI_COUNT_ONCE,
      { KIND_PARAMETER, SCOPE_PARAMETER } },
    "activity",
    SCOPE "SELECT 'participant/' || t.id, " ACTIVITY_DATE ", 1, a.id, "
          "coalesce(o.name || ' · ', '') || a.name FROM participant t "
          "JOIN activity a ON a.id = t.activity LEFT JOIN organisation o ON o.id = t.organisation "
          "WHERE t.state = 'attended' AND a.state = 'held' AND " IN_SCOPE (
              "a.partnership") " AND " PARAMETER ("kind", "a.kind") " AND " PARAMETER ("scope",
                                                                                       "a.scope") },
  { { "members",
      N_ ("Organisations Cooperating"),
      N_ ("Organisations that are members, each once, since they joined or reached the commitment "
          "that is asked for."),
      CTN_KPI_COUNT_ONCE,
      { { "commitment", N_ ("Commitment at Least (0–6)"), "0|1|2|3|4|5|6" },
        { "helix", N_ ("Helix"), "industry|research|government|civil", "organisation",
          "helix" } } },
    "organisation",
    SCOPE
    "SELECT 'organisation/' || o.id, coalesce((SELECT min(c.date) FROM commitment c "
    "WHERE c.membership = m.id AND c.step >= json_extract(?2, '$.commitment')), m.since), 1, "
    "o.id, o.name FROM membership m JOIN organisation o ON o.id = m.organisation "
    "WHERE " IN_SCOPE ("m.partnership") " AND (json_extract(?2, '$.commitment') IS NULL "
                                        "OR m.commitment >= CAST(json_extract(?2, '$.commitment') "
                                        "AS INTEGER)) AND " PARAMETER ("helix", "o.helix") },
  { { "labels",
      N_ ("Clusters With a Label"),
      N_ ("Clusters that were awarded a label, each once for each label, on the day of the first "
          "award."),
      CTN_KPI_COUNT_ONCE,
      { { "label", N_ ("Label"), "bronze|silver|gold", "label", "kind" } } },
    "partnership",
    SCOPE "SELECT 'label/' || l.partnership || '/' || l.kind, l.awarded, 1, p.id, p.name "
          "FROM label l JOIN partnership p ON p.id = l.partnership "
          "WHERE " IN_SCOPE ("l.partnership") " AND " PARAMETER ("label", "l.kind") },
  { { "exchanges",
      N_ ("Exchanges Completed"),
      N_ ("Exchanges that are validated or paid, for the partnership that pays, on their last day. "
          "A visit that is recorded twice counts once."),
      CTN_KPI_COUNT_ONCE,
      { { "visitor", N_ ("Kind of Visitor"), "sme|cluster|technology-centre|support", "exchange",
          "visitor-kind" } } },
    "exchange",
    SCOPE "SELECT 'exchange/' || coalesce(e.visitor || '/' || e.host || '/' || e.starts, e.id), "
          "coalesce(e.ends, e.approved_on, e.paid_on), 1, e.id, e.name FROM exchange e "
          "WHERE e.state IN ('approved', 'paid') AND " IN_SCOPE (
              "e.visitor_partnership") " AND " PARAMETER ("visitor", "e.visitor_kind") },
  { { "papers",
      N_ ("Papers Signed"),
      N_ ("Letters of intent, agreements and action plans that are signed, each once."),
      CTN_KPI_COUNT_ONCE,
      { { "kind", N_ ("Kind of Paper"), "letter-of-intent|mou|agreement|action-plan|other", "paper",
          "kind" } } },
    "partnership",
    SCOPE "SELECT 'paper/' || a.id, a.date, 1, a.partnership, a.title FROM paper a "
          "WHERE a.state IN ('signed', 'ended') AND " IN_SCOPE (
              "a.partnership") " AND " PARAMETER ("kind", "a.kind") },
  { { "pilots",
      N_ ("Pilot Actions"),
      N_ ("Pilot actions in the state that is asked for (without one: running or done), each "
          "once."),
      CTN_KPI_COUNT_ONCE,
      { { "state", N_ ("State"), "planned|running|done", "pilot", "state" } } },
    "partnership",
    SCOPE "SELECT 'pilot/' || a.id, CASE WHEN a.state = 'done' THEN coalesce(a.ends, a.starts) "
          "ELSE a.starts END, 1, a.partnership, a.name FROM pilot a WHERE "
          "((json_extract(?2, '$.state') IS NULL AND a.state IN ('running', 'done')) "
          "OR a.state = json_extract(?2, '$.state')) AND " IN_SCOPE ("a.partnership") },
  { { "strategies", N_ ("Strategies and Action Plans"),
      N_ ("Strategies of the partnership and of what is part of it, each once, since they began."),
      CTN_KPI_COUNT_ONCE },
    "strategy",
    SCOPE "SELECT 'strategy/' || s.id, s.starts, 1, s.id, s.name FROM strategy s "
          "WHERE " IN_SCOPE ("s.partnership") },
  { { "measures", N_ ("Measures Done"),
      N_ ("Measures of the strategies that are done, each once, on the day on which they were "
          "due."),
      CTN_KPI_COUNT_ONCE },
    "strategy",
    SCOPE "SELECT 'measure/' || m.id, m.due, 1, s.id, m.name FROM measure m "
          "JOIN objective o ON o.id = m.objective JOIN strategy s ON s.id = o.strategy "
          "WHERE m.state = 'done' AND " IN_SCOPE ("s.partnership") },
  { { "needs",
      N_ ("Organisations With a Need"),
      N_ ("Organisations whose needs were recorded, each once, on the day of the first; of a "
          "partnership, its members."),
      CTN_KPI_COUNT_ONCE,
      { { "barrier", N_ ("Barrier"), "finance|skills|marketing|research|networking", "need",
          "barrier" } } },
    "organisation",
    SCOPE "SELECT 'organisation/' || o.id, n.date, 1, o.id, o.name FROM need n "
          "JOIN organisation o ON o.id = n.organisation WHERE (?1 = 0 OR o.id IN "
          "(SELECT organisation FROM membership WHERE partnership IN (SELECT id FROM scope))) "
          "AND " PARAMETER ("barrier", "n.barrier") },
  { { "matches", N_ ("Matches Agreed"),
      N_ ("Needs for which an offer was agreed, each pair once, on the day of the agreement."),
      CTN_KPI_COUNT_ONCE },
    "need",
    SCOPE "SELECT 'pairing/' || a.id, (SELECT min(t.date) FROM pairing_step t "
          "WHERE t.pairing = a.id AND t.state = 'agreed'), 1, n.id, n.title FROM pairing a "
          "JOIN need n ON n.id = a.need WHERE a.state = 'agreed' AND (?1 = 0 OR n.organisation IN "
          "(SELECT organisation FROM membership WHERE partnership IN (SELECT id FROM scope)))" },
  { { "assessments",
      N_ ("Assessed Subjects"),
      N_ ("Regions, clusters, organisations and chains that were assessed, each once, on the day "
          "of "
          "the first assessment; of a partnership, itself and its members."),
      CTN_KPI_COUNT_ONCE,
      { { "model", N_ ("Code of the Model"), NULL } } },
    "assessment",
    SCOPE "SELECT 'subject/' || a.subject_kind || '/' || coalesce(a.subject, a.nuts), a.date, 1, "
          "a.id, a.name FROM assessment a JOIN maturity_model m ON m.id = a.model "
          "WHERE (?1 = 0 OR (a.subject_kind = 'partnership' AND a.subject IN "
          "(SELECT id FROM scope)) OR (a.subject_kind = 'organisation' AND a.subject IN "
          "(SELECT organisation FROM membership WHERE partnership IN (SELECT id FROM scope)))) "
          "AND " PARAMETER ("model", "m.code") },
  { { "lump-sums", N_ ("Lump Sums Paid (€)"),
      N_ ("What was paid for exchanges, in euro, on the day of payment."), CTN_KPI_COUNT_SUM },
    "exchange",
    SCOPE
    "SELECT 'exchange/' || e.id, e.paid_on, e.amount, e.id, e.name FROM exchange e "
    "WHERE e.state = 'paid' AND e.amount IS NOT NULL AND " IN_SCOPE ("e.visitor_partnership") },
  { { NULL }, NULL, NULL },
};

const CtnKpiRule *
ctn_kpi_rules (void)
{
  static CtnKpiRule all[G_N_ELEMENTS (rules)];
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
      all[i] = rules[i].rule;
    g_once_init_leave (&ready, 1);
  }
  return all;
}

const CtnKpiRule *
ctn_kpi_rule_find (const char *code)
{
  for (const CtnKpiRule *rule = ctn_kpi_rules (); rule->code != NULL; rule++)
    if (g_strcmp0 (rule->code, code) == 0)
      return rule;
  return NULL;
}

void
ctn_kpi_evidence_free (CtnKpiEvidence *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->date);
  g_free (self->title);
  g_free (self);
}

static CtnKpiEvidence *
read_evidence (CtnStatement *row, const char *table)
{
  CtnKpiEvidence *evidence = g_new0 (CtnKpiEvidence, 1);

  evidence->key = g_strdup (ctn_statement_get_text (row, 0));
  evidence->date = g_strdup (ctn_statement_get_text (row, 1));
  evidence->amount = ctn_statement_get_double (row, 2);
  evidence->table = table;
  evidence->record = ctn_statement_get_int (row, 3);
  evidence->title = g_strdup (ctn_statement_get_text (row, 4));
  return evidence;
}

/* By date, what has none last; then by key, so that the order is always the same. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const CtnKpiEvidence *one = *(const CtnKpiEvidence *const *) a;
  const CtnKpiEvidence *other = *(const CtnKpiEvidence *const *) b;
  int order;

  if ((one->date == NULL) != (other->date == NULL))
    return one->date == NULL ? 1 : -1;
  order = g_strcmp0 (one->date, other->date);
  return order != 0 ? order : g_strcmp0 (one->key, other->key);
}

/* What has no key (a record that lacks what it would count by) does not count. */
static void
drop_repeats (GPtrArray *all, CtnKpiCounting counting)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < all->len; i++) {
    CtnKpiEvidence *evidence = all->pdata[i];

    if (evidence->key == NULL ||
        (counting == CTN_KPI_COUNT_ONCE && !g_hash_table_add (seen, g_strdup (evidence->key)))) {
      ctn_kpi_evidence_free (evidence);
      continue;
    }
    all->pdata[n++] = evidence;
  }
  /* The rest was freed or moved up. */
  for (guint i = n; i < all->len; i++)
    all->pdata[i] = NULL;
  g_ptr_array_set_size (all, (int) n);
}

/* Parameters that are no JSON object count as none; a foreign file may hold anything. */
static const char *
check_parameters (const char *parameters)
{
  g_autoptr (JsonNode) root = parameters != NULL ? json_from_string (parameters, NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? parameters : "{}";
}

GPtrArray *
ctn_kpi_rule_collect (CtnConnection *reader,
                      const CtnKpiRule *rule,
                      const char *parameters,
                      gint64 partnership,
                      GError **error)
{
  const Rule *found = &rules[rule - ctn_kpi_rules ()];
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_kpi_evidence_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (found->sql == NULL)
    return g_steal_pointer (&all);
  rows = ctn_connection_query (reader, &local_error, found->sql, "it", partnership,
                               check_parameters (parameters));
  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (all, read_evidence (rows, found->table));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_ptr_array_sort (all, compare);
  drop_repeats (all, rule->counting);
  return g_steal_pointer (&all);
}
