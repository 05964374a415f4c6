/* Labels of cluster excellence and the profile of the platform: every rule with a case that passes and one
 * that fails; dates by hand from the rules in ctn-label.h. Reviews of pilots. */
#include "ctn-label.h"

#include <ctn-attachment.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-eccp.h"
#include "ctn-pilot.h"
#include "partnership-support.h"

static gint64
award (Fixture *f, const char *kind, const char *awarded, const char *expires)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (
      f->project, ctn_label_kind (), f->id,
      (const CtnFieldText[]) {
          { "kind", kind }, { "awarded", awarded }, { "expires", expires }, { NULL } },
      &error);

  g_assert_no_error (error);
  return id;
}

static void
assert_rule (Fixture *f, gint64 label, const char *today, const char *code, const char *expected)
{
  CtnDate day = fixture_date (today);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = ctn_label_check (fixture_reader (f), label, &day, &error);
  const CtnRule *rule;

  g_assert_no_error (error);
  rule = ctn_rule_find (rules, code);
  if (expected == NULL) {
    g_assert_null (rule);
    return;
  }
  g_assert_nonnull (rule);
  g_test_message ("%s: %s", rule->title, rule->detail);
  g_assert_cmpstr (ctn_rule_state_get_code (rule->state), ==, expected);
}

static void
assert_expiry (Fixture *f, guint index, const char *expected)
{
  g_autoptr (GArray) labels = ctn_label_list (fixture_reader (f), f->id, NULL);
  char iso[CTN_DATE_ISO_SIZE];

  g_assert_cmpuint (labels->len, >, index);
  g_assert_cmpstr (ctn_date_to_iso (&g_array_index (labels, CtnLabel, index).expires, iso), ==,
                   expected);
}

static void
test_bronze_validity (Fixture *f, gconstpointer data)
{
  gint64 first = award (f, "bronze", "2018-03-10", ""), in_time, late, wrong, vague;

  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Add Label: Bronze");
  assert_expiry (f, 0, "2020-03-10");
  /* Renewed within the year after: three years from the former expiry. */
  in_time = award (f, "bronze", "2021-03-10", "");
  assert_expiry (f, 1, "2023-03-10");
  assert_rule (f, in_time, "2021-04-01", "renewal", "passed");
  assert_rule (f, first, "2018-04-01", "renewal", NULL);
  /* A day later it would have begun anew. */
  late = award (f, "bronze", "2024-03-11", "");
  assert_expiry (f, 2, "2026-03-11");
  assert_rule (f, late, "2024-04-01", "renewal", "failed");
  assert_rule (f, in_time, "2024-04-01", "valid-now", NULL);
  assert_rule (f, late, "2026-03-11", "valid-now", "passed");
  assert_rule (f, late, "2026-03-12", "valid-now", "failed");
  assert_rule (f, late, "2026-03-11", "renewable", NULL);
  assert_rule (f, late, "2027-03-11", "renewable", "passed");
  assert_rule (f, late, "2027-03-12", "renewable", "failed");
  assert_rule (f, first, "2019-01-01", "validity", "passed");
  wrong = award (f, "bronze", "2030-01-15", "2033-01-15");
  assert_rule (f, wrong, "2030-02-01", "validity", "failed");
  vague = award (f, "bronze", "2036-01-15", "2038-01");
  assert_rule (f, vague, "2036-02-01", "validity", "passed");
}

/* Asked for since 15 November 2019. */
static void
test_bronze_profile (Fixture *f, gconstpointer data)
{
  gint64 before = award (f, "bronze", "2019-11-14", "");
  gint64 after = award (f, "bronze", "2019-11-15", "");

  assert_rule (f, before, "2020-01-01", "bronze-profile", "passed");
  assert_rule (f, after, "2020-01-01", "bronze-profile", "failed");
  fixture_edit (f, "eccp-profile", "https://example.org/profile");
  assert_rule (f, after, "2020-01-01", "bronze-profile", "passed");
}

static void
test_silver_benchmark (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *silver;
    const char *expected;
  } cases[] = {
    { "2023-09-14", "failed" },
    { "2023-09-15", "passed" }, /* 18 months after 15 March 2022 */
    { "2024-03-15", "passed" }, /* 24 months */
    { "2024-03-16", "failed" },
  };

  award (f, "bronze", "2022-03-15", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 silver = award (f, "silver", cases[i].silver, "");

    assert_rule (f, silver, cases[i].silver, "silver-benchmark", cases[i].expected);
    g_assert_true (ctn_record_remove (f->project, ctn_label_kind (), &silver, 1, NULL));
  }
}

static void
improve (Fixture *f, const char *title, const char *indicator, const char *date, const char *effect)
{
  g_autoptr (GError) error = NULL;

  ctn_record_add (f->project, ctn_improvement_kind (), f->id,
                  (const CtnFieldText[]) { { "title", title },
                                           { "indicator", indicator },
                                           { "date", date },
                                           { "effect", effect },
                                           { NULL } },
                  &error);
  g_assert_no_error (error);
}

static void
test_silver_improvements (Fixture *f, gconstpointer data)
{
  gint64 silver;

  award (f, "bronze", "2022-03-15", "");
  silver = award (f, "silver", "2024-01-15", "");
  improve (f, "One", "4.1.2", "2022-06", "Strategy is written down");
  improve (f, "Two", "2.5", "2023", "Twice as many visits");
  improve (f, "Without effect", "2.6", "2023", "");
  improve (f, "Without indicator", "", "2023", "Better");
  improve (f, "Too early", "2.6", "2021", "Better");
  improve (f, "Too late", "2.6", "2024-02", "Better");
  improve (f, "Undated", "2.6", "", "Better");
  assert_rule (f, silver, "2024-02-01", "silver-improvements", "failed");
  improve (f, "Three", "4.6.2", "2024-01-15", "New web pages");
  assert_rule (f, silver, "2024-02-01", "silver-improvements", "passed");
}

static void
attach (Fixture *f, const char *table, gint64 row, const char *item)
{
  g_autoptr (GError) error = NULL;

  ctn_attachment_add_link (f->project, table, row, item, "Proof", "https://example.org/proof",
                           &error);
  g_assert_no_error (error);
}

/* Silver and Gold: proof of the audit; validity. */
static void
test_audit (Fixture *f, gconstpointer data)
{
  gint64 silver = award (f, "silver", "2020-05-01", "");
  gint64 renewed = award (f, "silver", "2022-06-01", "");
  gint64 gold = award (f, "gold", "2020-05-01", "");
  gint64 again = award (f, "gold", "2022-05-01", "");

  assert_rule (f, silver, "2020-06-01", "silver-audit", "failed");
  assert_rule (f, gold, "2020-06-01", "gold-assessment", "failed");
  attach (f, "label", silver, NULL);
  attach (f, "label", gold, NULL);
  assert_rule (f, silver, "2020-06-01", "silver-audit", "passed");
  assert_rule (f, gold, "2020-06-01", "gold-assessment", "passed");
  assert_rule (f, renewed, "2022-07-01", "renewal", "passed");
  assert_rule (f, renewed, "2022-07-01", "silver-benchmark", NULL);
  assert_rule (f, again, "2022-07-01", "renewal", "passed");
  /* By partnership and award: Silver 2020, Gold 2020, Gold 2022, Silver 2022. */
  assert_expiry (f, 0, "2022-05-01");
  assert_expiry (f, 1, "2022-05-01");
  assert_expiry (f, 2, "2025-05-01");
  assert_expiry (f, 3, "2024-06-01");
}

/* Before the application the same rules tell whether a cluster is ready. */
static void
test_application (Fixture *f, gconstpointer data)
{
  CtnDate day = fixture_date ("2024-01-15");
  g_autoptr (GPtrArray) early = NULL;
  g_autoptr (GPtrArray) ready = NULL;

  early = ctn_label_check_application (fixture_reader (f), f->id, CTN_LABEL_SILVER, &day, NULL);
  g_assert_cmpuint (ctn_rule_count (early, CTN_RULE_FAILED), ==, 2);
  award (f, "bronze", "2022-03-15", "");
  improve (f, "One", "1", "2022-06", "E");
  improve (f, "Two", "2", "2022-07", "E");
  improve (f, "Three", "3", "2022-08", "E");
  ready = ctn_label_check_application (fixture_reader (f), f->id, CTN_LABEL_SILVER, &day, NULL);
  g_assert_cmpuint (ctn_rule_count (ready, CTN_RULE_FAILED), ==, 0);
  g_assert_cmpint (ctn_rule_find (ready, "silver-audit")->state, ==, CTN_RULE_OPEN);
}

static char *
join_events (Fixture *f, const char *today, guint months)
{
  CtnDate day = fixture_date (today);
  g_autoptr (GPtrArray) events =
      ctn_label_calendar_list (fixture_reader (f), 0, &day, months, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++) {
    const CtnLabelEvent *event = events->pdata[i];
    char iso[CTN_DATE_ISO_SIZE];

    g_string_append_printf (text, "%s%s %s %s", i > 0 ? "|" : "",
                            ctn_date_to_iso (&event->date, iso), event->name,
                            ctn_label_event_get_text (event));
  }
  return g_string_free (text, FALSE);
}

#define assert_events(f, today, months, expected)                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = join_events (f, today, months);                                       \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_calendar (Fixture *f, gconstpointer data)
{
  fixture_edit (f, "short-name", "NH");
  award (f, "bronze", "2022-03-15", "");
  assert_events (f, "2023-01-01", 0,
                 "2023-09-15 NH First day for a Silver audit|2024-03-15 NH Bronze label expires|"
                 "2024-03-15 NH Last day for a Silver audit");
  assert_events (f, "2023-01-01", 9, "2023-09-15 NH First day for a Silver audit");
  assert_events (f, "2024-03-16", 0, "2025-03-15 NH Last day to renew the Bronze label");
  assert_events (f, "2025-03-16", 0, "");
  /* A higher label that is valid takes the place of the lower one. */
  award (f, "silver", "2024-01-10", "2026-01");
  assert_events (f, "2024-03-01", 0, "2026-01-31 NH Silver label expires");
  assert_events (f, "2026-02-01", 0, "2027-01-31 NH Last day to renew the Silver label");
  /* A renewed one of its former. */
  award (f, "silver", "2026-02-10", "");
  assert_events (f, "2026-03-01", 0, "2028-02-10 NH Silver label expires");
}

/* --- Profile of the platform --------------------------------------------------------------------- */

static void
assert_eccp (Fixture *f, const char *code, const char *expected)
{
  g_autoptr (GPtrArray) rules = ctn_eccp_check (fixture_reader (f), f->id, NULL);
  const CtnRule *rule = ctn_rule_find (rules, code);

  g_assert_cmpuint (rules->len, ==, 5);
  g_test_message ("%s: %s", rule->title, rule->detail);
  g_assert_cmpstr (ctn_rule_state_get_code (rule->state), ==, expected);
}

static void
test_eccp (Fixture *f, gconstpointer data)
{
  gint64 last = 0;

  assert_eccp (f, "team", "open");
  fixture_edit (f, "team", "0,4");
  assert_eccp (f, "team", "failed");
  fixture_edit (f, "team", "0.5");
  assert_eccp (f, "team", "passed");
  assert_eccp (f, "english-web", "failed");
  fixture_edit (f, "english-web", "https://example.org/en");
  assert_eccp (f, "english-web", "passed");
  for (guint i = 0; i < 15; i++) {
    g_autofree char *name = g_strdup_printf ("Firm %u", i);

    last = fixture_find_membership (f, fixture_join (f, name, "industry"));
    fixture_edit_member (f, last, "commitment", i < 14 ? "3" : "2");
  }
  assert_eccp (f, "members", "failed"); /* fourteen */
  fixture_edit_member (f, last, "commitment", "5");
  assert_eccp (f, "members", "passed");
  fixture_edit_member (f, last, "until", "2020-01");
  assert_eccp (f, "members", "failed"); /* left */
  assert_eccp (f, "types", "failed");
  fixture_join (f, "Lab", "research");
  assert_eccp (f, "types", "passed");
  assert_eccp (f, "public", "failed");
  fixture_edit (f, "recognised-by", "go-cluster");
  assert_eccp (f, "public", "passed");
  fixture_edit (f, "recognised-by", "");
  attach (f, "partnership", f->id, CTN_ECCP_PUBLIC_LINK);
  assert_eccp (f, "public", "passed");
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_eccp (f, "public", "failed");
  fixture_join (f, "Town", "government");
  assert_eccp (f, "public", "passed");
}

/* --- Reviews ------------------------------------------------------------------------------------- */

static gint64
say (Fixture *f, gint64 pilot, gint64 parent, const char *kind, const char *date, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_review_add (f->project, pilot, parent, kind, 0, "A. Author", date, text, &error);

  g_assert_no_error (error);
  return id;
}

static void
test_reviews (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "Good start", "Add a test bed", "We shall", "Fine",
                                       "Later" };
  static const guint depths[] = { 0, 0, 1, 2, 0 };
  gint64 pilot = ctn_record_add (f->project, ctn_pilot_kind (), f->id,
                                 (const CtnFieldText[]) { { "name", "Pilot" }, { NULL } }, NULL);
  gint64 advice, answer;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0, n_open = 0;

  say (f, pilot, 0, "comment", "2026-05-01", "Later");
  advice = say (f, pilot, 0, "recommendation", "2026-02-01", "Add a test bed");
  answer = say (f, pilot, advice, "response", "2026-06-01", "We shall");
  say (f, pilot, answer, "comment", "2026-07-01", "Fine");
  say (f, pilot, 0, "comment", "2026-01-01", "Good start");
  list = ctn_review_list (fixture_reader (f), pilot, NULL);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < list->len; i++) {
    const CtnReview *review = list->pdata[i];

    g_assert_cmpstr (review->text, ==, texts[i]);
    g_assert_cmpuint (review->depth, ==, depths[i]);
    g_assert_cmpstr (review->state, ==, g_str_equal (review->kind, "response") ? NULL : "open");
  }
  g_assert_true (ctn_record_edit (f->project, ctn_review_kind (), advice,
                                  ctn_record_kind_find_field (ctn_review_kind (), "state"),
                                  "Accepted", NULL));
  g_assert_true (ctn_review_count (fixture_reader (f), pilot, &n, &n_open, NULL));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (n_open, ==, 3);
  g_assert_cmpint (ctn_review_add (f->project, pilot, 0, "comment", 0, NULL, NULL, " ", &error), ==,
                   0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  /* A thread goes with what began it. */
  g_assert_true (ctn_record_remove (f->project, ctn_review_kind (), &advice, 1, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM review"), ==, 2);
}

/* What is called by a choice or by another record has what people read of it as its title, one by one and in
 * the list. */
static void
test_titles (Fixture *f, gconstpointer data)
{
  gint64 silver = award (f, "silver", "2020-03-10", "");
  gint64 bronze = award (f, "bronze", "2018-03-10", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels =
      ctn_record_list_titles (fixture_reader (f), ctn_label_kind (), f->id, &error);
  g_autoptr (GPtrArray) none =
      ctn_record_list_titles (fixture_reader (f), ctn_label_kind (), silver, &error);
  const CtnRecordChoice *first, *second;
  g_autofree char *title = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (labels->len, ==, 2);
  first = labels->pdata[0];
  second = labels->pdata[1];
  /* The newest award first. */
  g_assert_cmpint (first->id, ==, silver);
  g_assert_cmpstr (first->title, ==, "Silver");
  g_assert_cmpint (second->id, ==, bronze);
  g_assert_cmpstr (second->title, ==, "Bronze");
  title = ctn_record_get_title (fixture_reader (f), ctn_label_kind (), silver, &error);
  g_assert_cmpstr (title, ==, "Silver");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  FIXTURE_ADD ("/label/bronze-validity", test_bronze_validity);
  FIXTURE_ADD ("/label/bronze-profile", test_bronze_profile);
  FIXTURE_ADD ("/label/silver-benchmark", test_silver_benchmark);
  FIXTURE_ADD ("/label/silver-improvements", test_silver_improvements);
  FIXTURE_ADD ("/label/audit", test_audit);
  FIXTURE_ADD ("/label/application", test_application);
  FIXTURE_ADD ("/label/calendar", test_calendar);
  FIXTURE_ADD ("/label/titles", test_titles);
  FIXTURE_ADD ("/eccp/criteria", test_eccp);
  FIXTURE_ADD ("/review/threads", test_reviews);
  return g_test_run ();
}
