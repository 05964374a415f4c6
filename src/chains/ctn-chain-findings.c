#include "ctn-chain-findings.h"

#include <ctn-i18n.h>

#include "ctn-chain-findings-private.h"

typedef struct {
  const char *code;
  const char *label;
} Name;

static const Name kinds[] = {
  { "white-spot", N_ ("White Spot") },
  { "gap", N_ ("Gap") },
  { "single-point", N_ ("Single Point of Failure") },
  { "bottleneck", N_ ("Bottleneck") },
  { "concentration", N_ ("Concentration") },
  { "risk", N_ ("Risk") },
  { "opportunity", N_ ("Opportunity") },
};

static const Name severities[] = {
  { "low", NC_ ("severity", "Low") },
  { "medium", NC_ ("severity", "Medium") },
  { "high", NC_ ("severity", "High") },
};

static const char *const states[] = { "open", "accepted", "rejected" };

const char *
ctn_finding_kind_get_code (CtnFindingKind kind)
{
  return kinds[kind].code;
}

const char *
ctn_finding_kind_get_label (CtnFindingKind kind)
{
  return _ (kinds[kind].label);
}

const char *
ctn_severity_get_code (CtnSeverity severity)
{
  return severities[severity].code;
}

const char *
ctn_severity_get_label (CtnSeverity severity)
{
  return ctn_pgettext ("severity", severities[severity].label);
}

const char *
ctn_finding_state_get_code (CtnFindingState state)
{
  return states[state];
}

void
ctn_finding_free (CtnFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->title);
  g_free (self->evidence);
  g_free (self->owner);
  g_free (self->note);
  g_free (self);
}

CtnFinding *
ctn_finding_copy (const CtnFinding *self)
{
  CtnFinding *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (self->key);
  copy->title = g_strdup (self->title);
  copy->evidence = g_strdup (self->evidence);
  copy->owner = g_strdup (self->owner);
  copy->note = g_strdup (self->note);
  return copy;
}

CtnFinding *
_ctn_finder_add (CtnFinder *self,
                 CtnFindingKind kind,
                 CtnSeverity severity,
                 const char *role,
                 gint64 id,
                 int stage,
                 char *title)
{
  CtnFinding *finding = g_new0 (CtnFinding, 1);

  finding->kind = kind;
  finding->role = role;
  finding->id = id;
  finding->stage = stage;
  finding->order = self->findings->len;
  finding->computed = finding->severity = severity;
  finding->key = g_strdup_printf ("%s:%s:%" G_GINT64_FORMAT, kinds[kind].code, role, id);
  finding->title = title;
  finding->evidence = g_strdup ("");
  g_ptr_array_add (self->findings, finding);
  return finding;
}

void
_ctn_finding_add_rule (CtnFinding *finding, const char *rule, CtnSeverity severity, char *sentence)
{
  g_autofree char *before = finding->evidence;
  g_autofree char *owned = sentence;
  guint n = g_strv_length ((char **) finding->rules);

  g_assert (n < CTN_FINDING_MAX_RULES);
  finding->rules[n] = rule;
  finding->computed = MAX (finding->computed, severity);
  finding->severity = finding->computed;
  finding->evidence =
      *before == '\0' ? g_steal_pointer (&owned) : g_strjoin (" ", before, owned, NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const CtnFinding *one = *(CtnFinding *const *) a;
  const CtnFinding *other = *(CtnFinding *const *) b;

  if (one->severity != other->severity)
    return one->severity > other->severity ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (one->stage != other->stage)
    return one->stage < other->stage ? -1 : 1;
  return one->order < other->order ? -1 : one->order > other->order;
}

GPtrArray *
ctn_chain_find (CtnChain *chain, const CtnChainNetwork *network)
{
  CtnFinder finder = { chain, network,
                       g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_finding_free) };

  _ctn_finder_find_stages (&finder);
  _ctn_finder_find_actors (&finder);
  _ctn_finder_find_links (&finder);
  _ctn_finder_find_economy (&finder);
  _ctn_finder_find_regions (&finder);
  g_ptr_array_sort (finder.findings, compare);
  return finder.findings;
}

/* --- What people made of them -------------------------------------------------------------------- */

static guint
find_code (const char *const *codes, guint n, const char *code)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return i;
  return n;
}

static void
take_judgement (CtnFinding *finding, CtnStatement *row)
{
  static const char *const codes[] = { "low", "medium", "high" };
  guint state = find_code (states, G_N_ELEMENTS (states), ctn_statement_get_text (row, 1));
  guint severity = find_code (codes, G_N_ELEMENTS (codes), ctn_statement_get_text (row, 2));

  finding->state = state < G_N_ELEMENTS (states) ? state : CTN_FINDING_OPEN;
  finding->severity = severity < G_N_ELEMENTS (codes) ? severity : finding->computed;
  g_free (finding->owner);
  finding->owner = g_strdup (ctn_statement_get_text (row, 3));
  g_free (finding->note);
  finding->note = g_strdup (ctn_statement_get_text (row, 4));
}

gboolean
ctn_chain_read_judgements (CtnConnection *reader, gint64 chain, GPtrArray *findings, GError **error)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local_error = NULL;
  /* Two offices may have judged the same: the later word counts. */
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT finding, state, severity, owner, note FROM chain_finding WHERE chain = ? "
      "ORDER BY modified, id",
      "i", chain);

  for (guint i = 0; i < findings->len; i++) {
    CtnFinding *finding = g_ptr_array_index (findings, i);

    finding->state = CTN_FINDING_OPEN;
    finding->severity = finding->computed;
    g_clear_pointer (&finding->owner, g_free);
    g_clear_pointer (&finding->note, g_free);
    g_hash_table_insert (by_key, finding->key, finding);
  }
  while (ctn_statement_next (rows, &local_error)) {
    CtnFinding *finding = g_hash_table_lookup (by_key, ctn_statement_get_text (rows, 0));

    if (finding != NULL)
      take_judgement (finding, rows);
  }
  g_ptr_array_sort (findings, compare);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
