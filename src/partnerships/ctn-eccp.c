#include "ctn-eccp.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-helix.h"

typedef struct {
  double team; /* NAN when unknown */
  char *english_web;
  char *recognised_by;
  gint64 n_links; /* proofs of collaboration with public bodies */
} Profile;

static void
profile_clear (Profile *self)
{
  g_free (self->english_web);
  g_free (self->recognised_by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Profile, profile_clear)

static gboolean
read_profile (CtnConnection *reader, gint64 partnership, Profile *profile, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row = ctn_connection_query (
      reader, &local_error,
      "SELECT team, nullif (english_web, ''), nullif (recognised_by, ''), (SELECT count(*) "
      "FROM attachment WHERE record = 'partnership' AND row = p.id AND item = ?2) "
      "FROM partnership p WHERE id = ?1",
      "it", partnership, CTN_ECCP_PUBLIC_LINK);

  *profile = (Profile) { .team = NAN };
  if (ctn_statement_next (row, &local_error)) {
    profile->team = ctn_statement_get_double (row, 0);
    profile->english_web = g_strdup (ctn_statement_get_text (row, 1));
    profile->recognised_by = g_strdup (ctn_statement_get_text (row, 2));
    profile->n_links = ctn_statement_get_int (row, 3);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
add (GPtrArray *rules, const char *code, char *title, CtnRuleState state, char *detail)
{
  g_ptr_array_add (rules, ctn_rule_new (code, title, state, detail, NULL));
}

static CtnRuleState
pass_if (gboolean holds)
{
  return holds ? CTN_RULE_PASSED : CTN_RULE_FAILED;
}

static void
check_team (GPtrArray *rules, const Profile *profile)
{
  g_autofree char *least = ctn_number_format (CTN_ECCP_MIN_TEAM, 1);
  g_autofree char *team = isfinite (profile->team) ? ctn_number_format (profile->team, 2) : NULL;

  add (rules, "team",
       /* Translators: %s is 0.5 */
       g_strdup_printf (_ ("Management team of at least %s full-time equivalents"), least),
       isfinite (profile->team) ? pass_if (profile->team >= CTN_ECCP_MIN_TEAM) : CTN_RULE_OPEN,
       team != NULL ? g_strdup_printf (_ ("%s full-time equivalents."), team)
                    : g_strdup (_ ("Not known. Fill in the team under Details.")));
}

static void
check_members (GPtrArray *rules, GPtrArray *members)
{
  guint committed = 0, n = 0;

  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);

    n += !member->left;
    committed += !member->left && !member->paused && member->commitment >= CTN_ECCP_MIN_COMMITMENT;
  }
  add (rules, "members",
       g_strdup_printf (_ ("At least %d clearly committed members"), CTN_ECCP_MIN_MEMBERS),
       pass_if (committed >= CTN_ECCP_MIN_MEMBERS),
       g_strdup_printf (_ ("%u of %u members have given a letter of intent or more (our reading of "
                           "“clearly committed”)."),
                        committed, n));
}

static void
check_types (GPtrArray *rules, const CtnHelixShares *shares)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint n = 0;

  for (int i = 0; i < CTN_N_HELICES; i++)
    if (shares->amount[i] > 0) {
      g_strv_builder_add (names, ctn_helix_get_label ((CtnHelix) i));
      n++;
    }
  all = g_strv_builder_end (names);
  add (rules, "types", g_strdup_printf (_ ("At least %d types of members"), CTN_ECCP_MIN_TYPES),
       pass_if (n >= CTN_ECCP_MIN_TYPES),
       n > 0 ? g_strjoinv (", ", all) : g_strdup (_ ("No member has a helix.")));
}

static void
check_public (GPtrArray *rules, const CtnHelixShares *shares, const Profile *profile)
{
  guint n = (guint) shares->amount[CTN_HELIX_GOVERNMENT];
  char *detail;

  if (n > 0)
    detail = g_strdup_printf (ctn_ngettext ("%u public member.", "%u public members.", n), n);
  else if (profile->n_links > 0)
    detail = g_strdup (_ ("No public member, but collaboration with public bodies is proven."));
  else if (profile->recognised_by != NULL)
    detail = g_strdup_printf (_ ("Waived: recognised by %s."), profile->recognised_by);
  else
    detail = g_strdup (_ ("No public member, no proof of collaboration with public bodies, and no "
                          "cluster programme that recognises the cluster."));
  add (rules, "public",
       g_strdup (
           _ ("Public member or visible collaboration with public bodies, or waived by a cluster "
              "programme")),
       pass_if (n > 0 || profile->n_links > 0 || profile->recognised_by != NULL), detail);
}

GPtrArray *
ctn_eccp_check (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_auto (Profile) profile = { 0 };
  g_autoptr (GPtrArray) members = ctn_partnership_list_members (reader, partnership, error);
  GPtrArray *rules;
  CtnHelixShares shares;

  if (members == NULL || !read_profile (reader, partnership, &profile, error))
    return NULL;
  rules = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_rule_free);
  ctn_helix_get_shares (members, CTN_SHARE_MEMBERS, NULL, &shares);
  check_team (rules, &profile);
  add (rules, "english-web", g_strdup (_ ("Web page in English")),
       pass_if (profile.english_web != NULL),
       g_strdup (profile.english_web != NULL
                     ? profile.english_web
                     : _ ("None is recorded. Fill in its address under Details.")));
  check_members (rules, members);
  check_types (rules, &shares);
  check_public (rules, &shares, &profile);
  return rules;
}
