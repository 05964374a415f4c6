#include "ctn-tie-measures.h"

#include <ctn-code-list.h>
#include <math.h>
#include <string.h>

static CtnHelix
get_helix (GPtrArray *members, guint index)
{
  return ctn_helix_from_code (((const CtnMember *) g_ptr_array_index (members, index))->helix);
}

/* Which members are tied, as bits of a square. */
static guint8 *
make_matrix (GPtrArray *members, GPtrArray *ties)
{
  gsize n = members->len;
  guint8 *matrix = g_new0 (guint8, n * n + 1);

  for (guint i = 0; i < ties->len; i++) {
    const CtnTie *tie = g_ptr_array_index (ties, i);

    matrix[tie->a * n + tie->b] = matrix[tie->b * n + tie->a] = 1;
  }
  return matrix;
}

/* Each tie between industry and research, by the governments that are tied to both. */
static guint
count_triangles (GPtrArray *members, GPtrArray *ties)
{
  g_autofree guint8 *matrix = make_matrix (members, ties);
  gsize n = members->len;
  guint triangles = 0;

  for (guint i = 0; i < ties->len; i++) {
    const CtnTie *tie = g_ptr_array_index (ties, i);
    CtnHelix a = get_helix (members, tie->a), b = get_helix (members, tie->b);

    if (MIN (a, b) != CTN_HELIX_INDUSTRY || MAX (a, b) != CTN_HELIX_RESEARCH)
      continue;
    for (guint other = 0; other < n; other++)
      triangles += get_helix (members, other) == CTN_HELIX_GOVERNMENT &&
                   matrix[tie->a * n + other] != 0 && matrix[tie->b * n + other] != 0;
  }
  return triangles;
}

void
ctn_tie_get_figures (GPtrArray *members, GPtrArray *ties, CtnTieFigures *figures)
{
  guint heads[CTN_N_HELICES] = { 0 };

  *figures = (CtnTieFigures) { .n_ties = ties->len, .cross_share = NAN, .closure = NAN };
  for (guint i = 0; i < members->len; i++) {
    CtnHelix helix = get_helix (members, i);

    if (((const CtnMember *) g_ptr_array_index (members, i))->left)
      continue;
    figures->n_members++;
    if (helix != CTN_HELIX_UNKNOWN)
      heads[helix]++;
  }
  for (guint i = 0; i < ties->len; i++) {
    const CtnTie *tie = g_ptr_array_index (ties, i);
    CtnHelix a = get_helix (members, tie->a), b = get_helix (members, tie->b);

    if (a == CTN_HELIX_UNKNOWN || b == CTN_HELIX_UNKNOWN)
      continue;
    figures->n_known++;
    figures->n_cross += a != b;
  }
  if (figures->n_known > 0)
    figures->cross_share = (double) figures->n_cross / figures->n_known;
  figures->n_possible =
      heads[CTN_HELIX_INDUSTRY] * heads[CTN_HELIX_RESEARCH] * heads[CTN_HELIX_GOVERNMENT];
  figures->n_triangles = count_triangles (members, ties);
  if (figures->n_possible > 0)
    figures->closure = (double) figures->n_triangles / figures->n_possible;
}

void
ctn_tie_group_free (CtnTieGroup *self)
{
  if (self == NULL)
    return;
  g_free (self->group);
  g_free (self);
}

/* %NULL when it is not known. (transfer full) */
static char *
dup_group (const CtnMember *member, CtnTieGroups groups)
{
  const char *text = groups == CTN_TIE_GROUPS_HELIX     ? member->helix
                     : groups == CTN_TIE_GROUPS_COUNTRY ? member->country
                                                        : member->nuts;

  if (text == NULL || *text == '\0')
    return NULL;
  return groups == CTN_TIE_GROUPS_REGION ? g_strndup (text, 4) : g_strdup (text);
}

static CtnTieGroup *
get_group (GPtrArray *list, GHashTable *known, const char *code)
{
  CtnTieGroup *group = g_hash_table_lookup (known, code);

  if (group != NULL)
    return group;
  group = g_new0 (CtnTieGroup, 1);
  group->group = g_strdup (code);
  g_hash_table_insert (known, group->group, group);
  g_ptr_array_add (list, group);
  return group;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(const CtnTieGroup *const *) a)->group,
                    (*(const CtnTieGroup *const *) b)->group);
}

static void
count_tie (CtnTieGroup *all, CtnTieGroup *a, CtnTieGroup *b)
{
  if (a == b) {
    all->internal++;
    a->internal++;
    return;
  }
  all->external++;
  a->external++;
  b->external++;
}

GPtrArray *
ctn_tie_list_groups (GPtrArray *members, GPtrArray *ties, CtnTieGroups groups)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_tie_group_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree CtnTieGroup **of = g_new0 (CtnTieGroup *, members->len + 1);
  CtnTieGroup *all = g_new0 (CtnTieGroup, 1);

  g_ptr_array_add (list, all);
  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);
    g_autofree char *code = dup_group (member, groups);

    if (member->left || code == NULL)
      continue;
    of[i] = get_group (list, known, code);
    of[i]->n_members++;
    all->n_members++;
  }
  for (guint i = 0; i < ties->len; i++) {
    const CtnTie *tie = g_ptr_array_index (ties, i);

    if (of[tie->a] != NULL && of[tie->b] != NULL)
      count_tie (all, of[tie->a], of[tie->b]);
  }
  for (guint i = 0; i < list->len; i++) {
    CtnTieGroup *group = g_ptr_array_index (list, i);
    double sum = group->external + group->internal;

    group->ei = sum > 0 ? ((double) group->external - group->internal) / sum : NAN;
  }
  g_ptr_array_sort (list, compare_groups); /* %NULL, all together, comes first */
  return list;
}

char *
ctn_tie_group_dup_title (CtnTieGroups groups, const char *code)
{
  if (groups == CTN_TIE_GROUPS_HELIX)
    return g_strdup (ctn_helix_get_label (ctn_helix_from_code (code)));
  return g_strdup (ctn_place_get_title (code));
}
