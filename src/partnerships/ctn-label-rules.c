/* The rules of the labels of cluster excellence, one function a rule. */
#include <ctn-calendar.h>
#include <ctn-i18n.h>

#include "ctn-label.h"

#define GRACE_MONTHS 12
#define BENCHMARK_MIN_MONTHS 18
#define BENCHMARK_MAX_MONTHS 24
#define N_IMPROVEMENTS 3

/* Since when a Bronze label asks for a profile on the platform. */
static const CtnDate profile_since = { 2019, 11, 15 };

typedef struct {
  CtnConnection *reader;
  GArray *labels; /* of the partnership */
  gint64 partnership;
  const CtnLabel *label; /* (nullable) %NULL for an application */
  CtnLabelLevel level;
  CtnDate day; /* of the award, or of the application */
  const CtnDate *today;
  GPtrArray *rules;
} Check;

static void
add (Check *check,
     const char *code,
     const char *title,
     CtnRuleState state,
     char *detail,
     const CtnDate *date)
{
  char iso[CTN_DATE_ISO_SIZE];

  g_ptr_array_add (check->rules, ctn_rule_new (code, g_strdup (title), state, detail,
                                               date != NULL ? ctn_date_to_iso (date, iso) : NULL));
}

static CtnRuleState
pass_if (gboolean holds)
{
  return holds ? CTN_RULE_PASSED : CTN_RULE_FAILED;
}

static const CtnLabel *
get_former (const Check *check)
{
  if (check->label != NULL)
    return check->label->renews >= 0
               ? &g_array_index (check->labels, CtnLabel, check->label->renews)
               : NULL;
  for (guint i = check->labels->len; i-- > 0;) {
    const CtnLabel *label = &g_array_index (check->labels, CtnLabel, i);

    if (label->level == check->level)
      return label;
  }
  return NULL;
}

static gboolean
check_profile (Check *check, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *url = ctn_connection_get_text (
      check->reader, &local_error, "SELECT nullif (eccp_url, '') FROM partnership WHERE id = ?",
      "i", check->partnership);
  gboolean asked = ctn_calendar_compare (&check->day, &profile_since) >= 0;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  add (check, "bronze-profile",
       _ ("Profile on the European Cluster Collaboration Platform (since 15 November 2019)"),
       pass_if (!asked || url != NULL),
       url != NULL ? g_strdup (url)
       : asked     ? g_strdup (_ ("No profile is recorded. Fill in its address under Details."))
                   : g_strdup (_ ("It was not asked for yet at that time.")),
       &profile_since);
  return TRUE;
}

/* The Bronze benchmark 1.5 to 2 years before; %NULL without. */
static const CtnLabel *
find_benchmark (const Check *check, const CtnLabel **latest)
{
  const CtnLabel *found = NULL;

  *latest = NULL;
  for (guint i = 0; i < check->labels->len; i++) {
    const CtnLabel *label = &g_array_index (check->labels, CtnLabel, i);
    CtnDate from = ctn_calendar_add_months (&label->awarded, BENCHMARK_MIN_MONTHS);
    CtnDate to = ctn_calendar_add_months (&label->awarded, BENCHMARK_MAX_MONTHS);

    if (label->level != CTN_LABEL_BRONZE ||
        ctn_calendar_compare (&label->awarded, &check->day) >= 0)
      continue;
    *latest = label;
    if (ctn_calendar_compare (&from, &check->day) <= 0 &&
        ctn_calendar_compare (&to, &check->day) >= 0)
      found = label;
  }
  return found;
}

static const CtnLabel *
check_benchmark (Check *check)
{
  const CtnLabel *latest;
  const CtnLabel *benchmark = find_benchmark (check, &latest);
  g_autofree char *date = latest != NULL ? ctn_date_format (&latest->awarded) : NULL;
  char *detail;

  if (benchmark != NULL) {
    g_autofree char *when = ctn_date_format (&benchmark->awarded);

    detail = g_strdup_printf (_ ("Bronze benchmark of %s."), when);
  } else if (latest != NULL) {
    detail = g_strdup_printf (_ ("The latest Bronze benchmark before is of %s."), date);
  } else {
    detail = g_strdup (_ ("No Bronze benchmark before is recorded."));
  }
  add (check, "silver-benchmark", _ ("Bronze benchmark 1.5 to 2 years before"),
       pass_if (benchmark != NULL), detail, latest != NULL ? &latest->awarded : NULL);
  return benchmark != NULL ? benchmark : latest;
}

/* Those with indicator, effect and a date between the benchmark and the award. */
static gboolean
check_improvements (Check *check, const CtnLabel *benchmark, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      check->reader, &local_error,
      "SELECT date, nullif (indicator, '') IS NOT NULL AND nullif (effect, '') IS NOT NULL "
      "FROM improvement WHERE partnership = ?",
      "i", check->partnership);
  guint n = 0, n_all = 0;

  while (ctn_statement_next (rows, &local_error)) {
    CtnDate date;

    n_all++;
    n += ctn_statement_get_int (rows, 1) != 0 &&
         ctn_calendar_read (ctn_statement_get_text (rows, 0), &date) &&
         ctn_calendar_compare (&date, &check->day) <= 0 &&
         (benchmark == NULL || ctn_calendar_compare (&date, &benchmark->awarded) >= 0);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  add (check, "silver-improvements", _ ("Three documented improvements with their effect"),
       pass_if (n >= N_IMPROVEMENTS),
       g_strdup_printf (
           _ ("%u of %u recorded ones have an indicator, an effect and a date since the "
              "benchmark."),
           n, n_all),
       &check->day);
  return TRUE;
}

/* What is attached to the label is the proof of the audit or assessment. */
static gboolean
check_documents (Check *check, GError **error)
{
  gboolean gold = check->level == CTN_LABEL_GOLD;
  gint64 n = 0;

  if (check->label != NULL &&
      !ctn_connection_get_int (check->reader, &n, error,
                               "SELECT count(*) FROM attachment WHERE record = 'label' AND row = ?",
                               "i", check->label->id))
    return FALSE;
  add (check, gold ? "gold-assessment" : "silver-audit",
       gold ? _ ("Assessment on site, with documents as proof")
            : _ ("Audit on site: the minimum requirements of Gold are met"),
       n > 0                  ? CTN_RULE_PASSED
       : check->label != NULL ? CTN_RULE_FAILED
                              : CTN_RULE_OPEN,
       n > 0 ? g_strdup_printf (ctn_ngettext ("%u document is attached.",
                                              "%u documents are attached.", (gulong) n),
                                (guint) n)
       : check->label != NULL
           ? g_strdup (_ ("No document is attached. Attach the report or the certificate."))
           : g_strdup (_ ("Comes with the application.")),
       &check->day);
  return TRUE;
}

static void
check_renewal (Check *check)
{
  const CtnLabel *former = get_former (check);
  CtnDate last;
  gboolean in_time;
  g_autofree char *expired = NULL;
  g_autofree char *until = NULL;

  if (former == NULL)
    return;
  last = ctn_calendar_add_months (&former->expires, GRACE_MONTHS);
  in_time = ctn_calendar_compare (&check->day, &last) <= 0;
  expired = ctn_date_format (&former->expires);
  until = ctn_date_format (&last);
  add (check, "renewal", _ ("Renewal at the latest 1 year after the expiry"), pass_if (in_time),
       g_strdup_printf (in_time
                            ? _ ("The former label expired on %s; renewal was possible until %s.")
                            : _ ("The former label expired on %s, and renewal was possible until "
                                 "%s: this one counts as a first label."),
                        expired, until),
       &last);
}

/* A recorded expiry that is less exact than the rule's agrees when it names the same month or year. */
static gboolean
agrees (const CtnDate *recorded, const CtnDate *by_rule)
{
  return recorded->year == by_rule->year &&
         (recorded->month == 0 || recorded->month == by_rule->month) &&
         (recorded->day == 0 || ABS (recorded->day - by_rule->day) <= 1);
}

static const char *
get_validity_title (const Check *check)
{
  const CtnLabel *former = get_former (check);
  CtnDate last;

  if (check->level == CTN_LABEL_SILVER)
    return _ ("Valid for 2 years");
  if (former != NULL) {
    last = ctn_calendar_add_months (&former->expires, GRACE_MONTHS);
    if (ctn_calendar_compare (&check->day, &last) <= 0)
      return check->level == CTN_LABEL_BRONZE
                 ? _ ("Renewed: valid for 3 years from the former expiry")
                 : _ ("Renewed: valid for 3 years (usual practice, not read in the rules)");
  }
  return _ ("First label: valid for 2 years");
}

/* A later one of the same level has taken its place. */
static gboolean
is_renewed (const Check *check)
{
  for (guint i = 0; i < check->labels->len; i++) {
    const CtnLabel *other = &g_array_index (check->labels, CtnLabel, i);

    if (other->renews >= 0 &&
        &g_array_index (check->labels, CtnLabel, other->renews) == check->label)
      return TRUE;
  }
  return FALSE;
}

static void
check_validity (Check *check)
{
  const CtnLabel *label = check->label;
  g_autofree char *by_rule = ctn_date_format (&label->by_rule);
  g_autofree char *expires = ctn_date_format (&label->expires);
  gboolean over = ctn_calendar_is_over (&label->expires, check->today);
  CtnDate last = ctn_calendar_add_months (&label->expires, GRACE_MONTHS);
  g_autofree char *until = ctn_date_format (&last);

  if (label->has_expiry)
    add (check, "validity", get_validity_title (check),
         pass_if (agrees (&label->recorded, &label->by_rule)),
         g_strdup_printf (_ ("Recorded: %s; by the rule: %s."), expires, by_rule), &label->by_rule);
  else
    add (check, "validity", get_validity_title (check), CTN_RULE_PASSED,
         g_strdup_printf (_ ("By the rule: until %s."), by_rule), &label->by_rule);
  if (is_renewed (check))
    return;
  add (check, "valid-now", _ ("Valid today"), pass_if (!over),
       g_strdup_printf (over ? _ ("Expired on %s.") : _ ("Until %s."), expires), &label->expires);
  if (over)
    add (check, "renewable", _ ("Can still be renewed"),
         pass_if (ctn_calendar_compare (check->today, &last) <= 0),
         g_strdup_printf (_ ("Until %s, 1 year after the expiry."), until), &last);
}

static gboolean
check_all (Check *check, GError **error)
{
  switch (check->level) {
  case CTN_LABEL_BRONZE:
    if (!check_profile (check, error))
      return FALSE;
    break;
  case CTN_LABEL_SILVER:
    /* What leads to Silver is asked for once; a renewal repeats the audit. */
    if (get_former (check) == NULL && !check_improvements (check, check_benchmark (check), error))
      return FALSE;
    if (!check_documents (check, error))
      return FALSE;
    break;
  case CTN_LABEL_GOLD:
    if (!check_documents (check, error))
      return FALSE;
    break;
  case CTN_N_LABELS:
  default:
    break;
  }
  check_renewal (check);
  if (check->label != NULL)
    check_validity (check);
  return TRUE;
}

static GPtrArray *
run (Check *check, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_rule_free);

  check->rules = rules;
  return check_all (check, error) ? g_steal_pointer (&rules) : NULL;
}

GPtrArray *
ctn_label_check (CtnConnection *reader, gint64 label, const CtnDate *today, GError **error)
{
  guint index = 0;
  g_autoptr (GArray) labels = ctn_label_find (reader, label, &index, error);
  Check check = { .reader = reader, .labels = labels, .today = today };

  if (labels == NULL)
    return NULL;
  check.label = &g_array_index (labels, CtnLabel, index);
  check.partnership = check.label->partnership;
  check.level = check.label->level;
  check.day = check.label->awarded;
  return run (&check, error);
}

GPtrArray *
ctn_label_check_application (CtnConnection *reader,
                             gint64 partnership,
                             CtnLabelLevel level,
                             const CtnDate *day,
                             GError **error)
{
  g_autoptr (GArray) labels = ctn_label_list (reader, partnership, error);
  Check check = { .reader = reader,
                  .labels = labels,
                  .partnership = partnership,
                  .level = level,
                  .day = *day,
                  .today = day };

  return labels != NULL ? run (&check, error) : NULL;
}
