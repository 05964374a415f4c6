/* What the ties of a partnership tell: how much it works across helices, countries and regions. */
#pragma once

#include "ctn-helix.h"
#include "ctn-tie.h"

G_BEGIN_DECLS

typedef struct {
  guint n_members; /* who have not left */
  guint n_ties;
  guint n_known;      /* ties of which both helices are known */
  guint n_cross;      /* of these, between different helices */
  double cross_share; /* n_cross / n_known; NAN without ties */
  guint n_triangles;  /* of industry, research and government, all three tied */
  guint n_possible;   /* as many as there could be: the product of their numbers */
  double closure;     /* n_triangles / n_possible; NAN when a helix is missing */
} CtnTieFigures;

/* @ties: of ctn_tie_list() with the same @members. Four helices count for the share, three for closure. */
void ctn_tie_get_figures (GPtrArray *members, GPtrArray *ties, CtnTieFigures *figures);

typedef enum {
  CTN_TIE_GROUPS_HELIX,
  CTN_TIE_GROUPS_COUNTRY,
  CTN_TIE_GROUPS_REGION, /* NUTS 2; what is known where that is less */
  CTN_N_TIE_GROUPS,
} CtnTieGroups;

typedef struct {
  char *group; /* code; %NULL for all groups together */
  guint n_members;
  guint internal; /* ties inside of the group */
  guint external; /* ties of which one end is in the group (together: in different groups) */
  double ei;      /* (E − I) / (E + I): −1 only inside, 1 only outside; NAN without ties.
                     D. Krackhardt, R. N. Stern, Social Psychology Quarterly 51 (1988) 123 */
} CtnTieGroup;

void ctn_tie_group_free (CtnTieGroup *self);

/* All groups together first, then each by its code. Ties to a member whose group is unknown are left out.
 * Returns: (transfer full) (element-type CtnTieGroup) */
GPtrArray *ctn_tie_list_groups (GPtrArray *members,
                                GPtrArray *ties,
                                CtnTieGroups groups) G_GNUC_WARN_UNUSED_RESULT;

/* What a person reads for a group: "Industry", "Germany", "Oberpfalz". (transfer full) */
char *ctn_tie_group_dup_title (CtnTieGroups groups, const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTieGroup, ctn_tie_group_free)

G_END_DECLS
