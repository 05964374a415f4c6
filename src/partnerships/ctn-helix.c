#include "ctn-helix.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <math.h>

static const struct {
  const char *code;
  const char *label;
} helices[CTN_N_HELICES] = {
  { "industry", N_ ("Industry") },
  { "research", N_ ("Research and Education") },
  { "government", N_ ("Government") },
  { "civil", N_ ("Civil Society") },
};

static const struct {
  const char *code;
  const char *label;
} bases[CTN_N_SHARE_BASES] = {
  { "members", N_ ("By Members") },
  { "hours", N_ ("By Hours") },
  { "budget", N_ ("By Budget") },
  { "votes", N_ ("By Votes") },
};

CtnHelix
ctn_helix_from_code (const char *code)
{
  for (int i = 0; i < CTN_N_HELICES; i++)
    if (g_strcmp0 (helices[i].code, code) == 0)
      return (CtnHelix) i;
  return CTN_HELIX_UNKNOWN;
}

const char *
ctn_helix_get_code (CtnHelix helix)
{
  g_return_val_if_fail (helix >= 0 && helix < CTN_N_HELICES, NULL);

  return helices[helix].code;
}

const char *
ctn_helix_get_label (CtnHelix helix)
{
  g_return_val_if_fail (helix >= 0 && helix < CTN_N_HELICES, NULL);

  return _ (helices[helix].label);
}

const char *
ctn_share_basis_get_code (CtnShareBasis basis)
{
  g_return_val_if_fail (basis < CTN_N_SHARE_BASES, NULL);

  return bases[basis].code;
}

const char *
ctn_share_basis_get_label (CtnShareBasis basis)
{
  g_return_val_if_fail (basis < CTN_N_SHARE_BASES, NULL);

  return _ (bases[basis].label);
}

static double
get_amount (const CtnMember *member, CtnShareBasis basis)
{
  switch (basis) {
  case CTN_SHARE_HOURS:
    return member->hours;
  case CTN_SHARE_BUDGET:
    return member->budget;
  case CTN_SHARE_VOTES:
    return member->votes;
  case CTN_SHARE_MEMBERS:
  case CTN_N_SHARE_BASES:
  default:
    return 1;
  }
}

static gboolean
is_member_on (const CtnMember *member, const CtnDate *on)
{
  CtnDate date;

  if (on == NULL)
    return !member->left;
  if (ctn_calendar_read (member->since, &date) && ctn_calendar_compare (&date, on) > 0)
    return FALSE;
  if (ctn_calendar_read (member->until, &date))
    return !ctn_calendar_is_over (&date, on);
  /* Left at a time that nobody noted: was a member until now. */
  return TRUE;
}

static double
entropy_term (double share)
{
  return share > 0 ? -share * log (share) : 0;
}

static void
finish (CtnHelixShares *shares)
{
  double total = 0;

  shares->balance = shares->blau = NAN;
  for (guint i = 0; i < CTN_N_CORE_HELICES; i++)
    total += shares->amount[i];
  for (guint i = 0; i < CTN_N_CORE_HELICES; i++)
    shares->p[i] = total > 0 ? shares->amount[i] / total : NAN;
  if (total <= 0)
    return;
  shares->balance = 0;
  shares->blau = 1;
  for (guint i = 0; i < CTN_N_CORE_HELICES; i++) {
    shares->balance += entropy_term (shares->p[i]) / log (3);
    shares->blau -= shares->p[i] * shares->p[i];
  }
}

void
ctn_helix_get_shares (GPtrArray *members,
                      CtnShareBasis basis,
                      const CtnDate *on,
                      CtnHelixShares *shares)
{
  *shares = (CtnHelixShares) { 0 };
  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);
    CtnHelix helix = ctn_helix_from_code (member->helix);
    double amount = get_amount (member, basis);

    if (!is_member_on (member, on))
      continue;
    if (helix == CTN_HELIX_UNKNOWN) {
      shares->n_unknown++;
    } else if (!isfinite (amount)) {
      shares->n_missing++;
    } else {
      shares->amount[helix] += amount;
      shares->n++;
    }
  }
  finish (shares);
}

/* 0 when nobody's is known. */
static int
find_first_year (GPtrArray *members)
{
  int first = 0;

  for (guint i = 0; i < members->len; i++) {
    CtnDate since;

    if (ctn_calendar_read (((const CtnMember *) g_ptr_array_index (members, i))->since, &since) &&
        (first == 0 || since.year < first))
      first = since.year;
  }
  return first;
}

static gboolean
is_same (const CtnHelixShares *a, const CtnHelixShares *b)
{
  for (guint i = 0; i < CTN_N_CORE_HELICES; i++)
    if (fabs (a->p[i] - b->p[i]) > 1e-9)
      return FALSE;
  return TRUE;
}

GArray *
ctn_helix_list_years (GPtrArray *members, CtnShareBasis basis, const CtnDate *today)
{
  GArray *years = g_array_new (FALSE, TRUE, sizeof (CtnHelixYear));
  int first = find_first_year (members);

  if (first == 0 || first >= today->year) {
    CtnHelixYear now = { .year = first != 0 ? first : 0 };

    ctn_helix_get_shares (members, basis, NULL, &now.shares);
    if (isfinite (now.shares.balance))
      g_array_append_val (years, now);
    return years;
  }
  for (int year = first; year <= today->year; year++) {
    CtnDate end = { (gint16) year, 12, 31 };
    CtnHelixYear entry = { .year = year };

    ctn_helix_get_shares (members, basis, year < today->year ? &end : NULL, &entry.shares);
    if (!isfinite (entry.shares.balance))
      continue;
    if (year < today->year && years->len > 0 &&
        is_same (&g_array_index (years, CtnHelixYear, years->len - 1).shares, &entry.shares))
      continue;
    g_array_append_val (years, entry);
  }
  return years;
}
