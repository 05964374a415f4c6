/* Ranked proposals of hosts for a visitor. */
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-likeness.h>
#include <ctn-organisation.h>
#include <ctn-record.h>
#include <string.h>

#include "ctn-exchange-profile.h"

#define WEIGHT_TOPICS 25
#define WEIGHT_FIELD 20
#define WEIGHT_COUNTRIES 20
#define WEIGHT_LANGUAGES 15
#define WEIGHT_TIME 10
#define WEIGHT_WELCOME 10
#define ENOUGH_WORDS 3

#define COLUMN_COUNTRY 3 /* of SELECT */

/* One registration with what its organisation is like. */
typedef struct {
  gint64 profile;
  gint64 organisation;
  char *name;
  char *country;
  char *kind;
  char *text;      /* motivation, topics; of a host also what the organisation does */
  char *countries; /* codes wished, "; " between */
  char *languages;
  char *from;
  char *to;
  char *nace;
  char *nace21;
  char *sectors;
} Side;

static void
side_free (Side *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->country);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->countries);
  g_free (self->languages);
  g_free (self->from);
  g_free (self->to);
  g_free (self->nace);
  g_free (self->nace21);
  g_free (self->sectors);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Side, side_free)

void
ctn_host_proposal_free (CtnHostProposal *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->country);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static char *
dup_text (CtnStatement *row, int column)
{
  const char *text = ctn_statement_get_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

static char *
get_field (CtnConnection *reader, gint64 organisation, const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), name);
  char *value = ctn_record_get (reader, ctn_organisation_kind (), organisation, field, NULL);

  return value != NULL ? value : g_strdup ("");
}

static Side *
read_side (CtnConnection *reader, CtnStatement *row, gboolean is_host)
{
  Side *self = g_new0 (Side, 1);
  g_autofree char *motivation = dup_text (row, 5);
  g_autofree char *topics = dup_text (row, 6);
  g_autofree char *description = dup_text (row, 11);

  self->profile = ctn_statement_get_int (row, 0);
  self->organisation = ctn_statement_get_int (row, 1);
  self->name = dup_text (row, 2);
  self->country = dup_text (row, COLUMN_COUNTRY);
  self->kind = dup_text (row, 4);
  self->text = g_strjoin (" ", motivation, topics, is_host ? description : "", NULL);
  self->countries = dup_text (row, 7);
  self->languages = dup_text (row, 8);
  self->from = dup_text (row, 9);
  self->to = dup_text (row, 10);
  if (*self->languages == '\0') {
    g_free (self->languages);
    self->languages = get_field (reader, self->organisation, "languages");
  }
  self->nace = get_field (reader, self->organisation, "nace2");
  self->nace21 = get_field (reader, self->organisation, "nace21");
  self->sectors = get_field (reader, self->organisation, "sectors");
  return self;
}

#define SELECT                                                                                     \
  "SELECT p.id, o.id, o.name, o.country, p.kind, p.motivation, p.topics, p.countries, "            \
  "p.languages, p.available_from, p.available_to, o.description FROM exchange_profile p "          \
  "JOIN organisation o ON o.id = p.organisation "

/* --- Criteria --------------------------------------------------------------------------------------- */

typedef struct {
  const Side *visitor;
  const Side *host;
  CtnExchangeRules *rules;
  GPtrArray *reasons;
  double total;
} Weighing;

static void
weigh_topics (Weighing *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folded = ctn_likeness_fold_words (self->host->text);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autofree char *list = NULL;
  guint n = 0;

  ctn_likeness_add_words (words, self->visitor->text);
  if (words->len == 0)
    return;
  self->total += WEIGHT_TOPICS;
  for (guint i = 0; i < words->len; i++) {
    g_autofree char *start = g_strconcat (" ", g_ptr_array_index (words, i), NULL);

    if (strstr (folded, start) == NULL)
      continue;
    n++;
    g_strv_builder_take (found, g_strdup_printf ("%s…", start + 1));
  }
  if (n == 0)
    return;
  strv = g_strv_builder_end (found);
  list = g_strjoinv (", ", strv);
  ctn_reasons_add (
      self->reasons, WEIGHT_TOPICS * MIN (1, n / (double) MIN (words->len, ENOUGH_WORDS)),
      g_strdup_printf (_ ("Words of the visitor’s wishes are in the host’s: %s."), list));
}

static void
weigh_field (Weighing *self)
{
  g_autoptr (GHashTable) nace = ctn_likeness_new_set (self->visitor->nace);
  g_autoptr (GHashTable) nace21 = ctn_likeness_new_set (self->visitor->nace21);
  g_autoptr (GHashTable) sectors = ctn_likeness_new_set (self->visitor->sectors);
  CtnNearest old = { 0 }, new = { 0 };
  double jaccard = 0, nearness;
  g_autofree char *shared = NULL;

  if (g_hash_table_size (nace) + g_hash_table_size (nace21) + g_hash_table_size (sectors) == 0)
    return;
  self->total += WEIGHT_FIELD;
  ctn_likeness_find_nearest ("nace-rev2", self->host->nace, nace, &old);
  ctn_likeness_find_nearest ("nace-rev21", self->host->nace21, nace21, &new);
  shared = ctn_likeness_intersect (self->host->sectors, sectors, &jaccard);
  nearness = MAX (old.nearness, new.nearness);
  if (jaccard > 0 && jaccard >= nearness) {
    g_autofree char *shown =
        ctn_field_format (ctn_record_kind_find_field (ctn_organisation_kind (), "sectors"), shared);

    ctn_reasons_add (self->reasons, WEIGHT_FIELD * jaccard,
                     g_strdup_printf (_ ("Both work in the sector: %s."), shown));
  } else if (nearness > 0) {
    gboolean is_new = new.nearness > old.nearness;
    g_autofree char *title = ctn_likeness_describe_code (is_new ? "nace-rev21" : "nace-rev2",
                                                         is_new ? new.code : old.code);

    ctn_reasons_add (self->reasons, WEIGHT_FIELD * nearness,
                     g_strdup_printf (_ ("Both have an activity in common: %s."), title));
  }
  g_free (old.code);
  g_free (new.code);
}

static void
weigh_countries (Weighing *self)
{
  g_autoptr (GHashTable) wished = ctn_likeness_new_set (self->visitor->countries);
  g_autoptr (GHashTable) welcome = ctn_likeness_new_set (self->host->countries);

  if (g_hash_table_size (wished) > 0) {
    self->total += WEIGHT_COUNTRIES;
    if (g_hash_table_contains (wished, self->host->country))
      ctn_reasons_add (self->reasons, WEIGHT_COUNTRIES,
                       g_strdup_printf (_ ("Is in a country that the visitor wishes: %s."),
                                        ctn_place_get_title (self->host->country)));
  }
  if (g_hash_table_size (welcome) > 0) {
    self->total += WEIGHT_WELCOME;
    if (g_hash_table_contains (welcome, self->visitor->country))
      ctn_reasons_add (self->reasons, WEIGHT_WELCOME,
                       g_strdup_printf (_ ("Wishes visitors from there: %s."),
                                        ctn_place_get_title (self->visitor->country)));
  }
}

static void
weigh_languages (Weighing *self)
{
  g_autoptr (GHashTable) spoken = ctn_likeness_new_set (self->visitor->languages);
  const CtnField *field = ctn_record_kind_find_field (ctn_exchange_profile_kind (), "languages");
  double jaccard = 0;
  g_autofree char *shared = NULL;
  g_autofree char *shown = NULL;

  if (g_hash_table_size (spoken) == 0 || *self->host->languages == '\0')
    return;
  self->total += WEIGHT_LANGUAGES;
  shared = ctn_likeness_intersect (self->host->languages, spoken, &jaccard);
  if (jaccard <= 0)
    return;
  shown = ctn_field_format (field, shared);
  ctn_reasons_add (self->reasons, WEIGHT_LANGUAGES, g_strdup_printf (_ ("Both speak: %s."), shown));
}

static void
weigh_time (Weighing *self)
{
  const char *from = g_strcmp0 (self->visitor->from, self->host->from) > 0 ? self->visitor->from
                                                                           : self->host->from;
  const char *to =
      g_strcmp0 (self->visitor->to, self->host->to) < 0 ? self->visitor->to : self->host->to;
  g_auto (CtnWorkingDays) days = { 0 };

  if (*self->visitor->from == '\0' || *self->visitor->to == '\0' || *self->host->from == '\0' ||
      *self->host->to == '\0')
    return;
  self->total += WEIGHT_TIME;
  if (ctn_working_days_count (ctn_exchange_rules_get_holidays (self->rules), self->visitor->country,
                              self->host->country, from, to, 0, &days) &&
      days.working >= CTN_EXCHANGE_MIN_WORKING_DAYS)
    ctn_reasons_add (
        self->reasons, WEIGHT_TIME,
        g_strdup_printf (ctn_ngettext ("Both have time on %u working day.",
                                       "Both have time on %u working days.", days.working),
                         days.working));
}

static CtnHostProposal *
weigh (const Side *visitor, const Side *host, CtnExchangeRules *rules)
{
  CtnHostProposal *proposal = g_new0 (CtnHostProposal, 1);
  Weighing self = { visitor, host, rules, ctn_reasons_new (), 0 };

  weigh_topics (&self);
  weigh_field (&self);
  weigh_countries (&self);
  weigh_languages (&self);
  weigh_time (&self);
  proposal->profile = host->profile;
  proposal->organisation = host->organisation;
  proposal->name = g_strdup (host->name);
  proposal->country = g_strdup (host->country);
  proposal->reasons = self.reasons;
  proposal->score = ctn_reasons_finish (self.reasons, self.total);
  return proposal;
}

static int
compare_proposals (gconstpointer a, gconstpointer b)
{
  const CtnHostProposal *one = *(CtnHostProposal *const *) a;
  const CtnHostProposal *other = *(CtnHostProposal *const *) b;

  if (one->score > other->score || one->score < other->score)
    return one->score > other->score ? -1 : 1;
  return strcmp (one->name, other->name);
}

static Side *
load_visitor (CtnConnection *reader, gint64 profile, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row =
      ctn_connection_query (reader, &local_error, SELECT "WHERE p.id = ?", "i", profile);
  CtnExchangeProfile ignored;

  if (ctn_statement_next (row, &local_error))
    return read_side (reader, row, FALSE);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    ctn_exchange_profile_get (reader, profile, &ignored, error);
  return NULL;
}

GPtrArray *
ctn_exchange_find_hosts (CtnConnection *reader, gint64 profile, GError **error)
{
  g_autoptr (GPtrArray) proposals =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_host_proposal_free);
  g_autoptr (CtnExchangeRules) rules = ctn_exchange_rules_new (reader, NULL, error);
  g_autoptr (Side) visitor = rules != NULL ? load_visitor (reader, profile, error) : NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (visitor == NULL)
    return NULL;
  rows = ctn_connection_query (reader, &local_error,
                               SELECT "WHERE p.role <> 'visitor' AND p.state IN ('registered', "
                                      "'validated') AND o.id <> ? AND o.country <> ? ORDER BY p.id",
                               "it", visitor->organisation, visitor->country);
  while (ctn_statement_next (rows, &local_error)) {
    g_autoptr (Side) host = NULL;

    /* Before all else of the host is read, which takes some queries. */
    if (!ctn_exchange_rules_is_eligible (rules, ctn_statement_get_text (rows, COLUMN_COUNTRY)))
      continue;
    host = read_side (reader, rows, TRUE);
    g_ptr_array_add (proposals, weigh (visitor, host, rules));
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_ptr_array_sort (proposals, compare_proposals);
  return g_steal_pointer (&proposals);
}
