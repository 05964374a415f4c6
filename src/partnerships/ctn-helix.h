/* The helices of a partnership: who brings how much of what, and how even that is.
 *
 * Shares p are those of industry, research and education, and government in their sum; civil society, the
 * fourth helix, and members without a helix are counted beside. Balance B = −Σ p ln p / ln 3 is the
 * normalised Shannon entropy: 1 when all three are equal, 0 when there is only one. Blau index 1 − Σ p²
 * (P. M. Blau, Inequality and Heterogeneity, 1977): the chance that two drawn at random are of different
 * helices, at most 2/3. */
#pragma once

#include <ctn-date.h>

#include "ctn-partnership.h"

G_BEGIN_DECLS

typedef enum {
  CTN_HELIX_INDUSTRY,
  CTN_HELIX_RESEARCH,
  CTN_HELIX_GOVERNMENT,
  CTN_HELIX_CIVIL,
  CTN_N_HELICES,
  CTN_HELIX_UNKNOWN = -1,
} CtnHelix;

/* The three that shares are of. */
#define CTN_N_CORE_HELICES 3

/* What is shared out. */
typedef enum {
  CTN_SHARE_MEMBERS, /* heads */
  CTN_SHARE_HOURS,
  CTN_SHARE_BUDGET, /* euro */
  CTN_SHARE_VOTES,
  CTN_N_SHARE_BASES,
} CtnShareBasis;

/* "industry" … of the field "helix" of organisations. @code: (nullable) */
CtnHelix ctn_helix_from_code (const char *code);
const char *ctn_helix_get_code (CtnHelix helix);

/* Translated. */
const char *ctn_helix_get_label (CtnHelix helix);

/* Codes for files and the command line: "members", "hours", "budget", "votes"; labels are translated. */
const char *ctn_share_basis_get_code (CtnShareBasis basis);
const char *ctn_share_basis_get_label (CtnShareBasis basis);

typedef struct {
  double amount[CTN_N_HELICES]; /* heads, hours, euro or votes */
  double p[CTN_N_CORE_HELICES]; /* shares, 0 to 1; all NAN when the sum is 0 */
  double balance;               /* B, 0 to 1; NAN */
  double blau;                  /* 0 to 2/3; NAN */
  guint n;                      /* members that the amounts are of */
  guint n_missing;              /* members of a helix whose hours, euros or votes are not known */
  guint n_unknown;              /* members without a helix */
} CtnHelixShares;

/* @members: of ctn_partnership_list_members().
 * @on: (nullable): counts those who were members on that day; %NULL those who have not left. Hours, euros
 *   and votes are today's in either case. */
void ctn_helix_get_shares (GPtrArray *members,
                           CtnShareBasis basis,
                           const CtnDate *on,
                           CtnHelixShares *shares);

/* A year of the trail. */
typedef struct {
  int year; /* 0: no dates are known, it is as of today */
  CtnHelixShares shares;
} CtnHelixYear;

/* How the shares went from the year in which the first member joined until @today: as of 31 December, and
 * of today in its own year; only years in which they changed, the first and the last one. Years without
 * any share are left out.
 * Returns: (transfer full) (element-type CtnHelixYear) */
GArray *ctn_helix_list_years (GPtrArray *members,
                              CtnShareBasis basis,
                              const CtnDate *today) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
