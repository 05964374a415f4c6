/* Partnerships and their members; the balance of the helices against values by hand:
 * shares 2:1:1 have H = 0.5 ln 2 + 2 · 0.25 ln 4 = 1.5 ln 2 = 1.039721, divided by ln 3 = 1.098612:
 * 0.946395; Blau 1 − (1/4 + 1/16 + 1/16) = 0.625. Shares 1:1 have ln 2 / ln 3 = 0.630930 and 0.5. */
#include "ctn-partnership.h"

#include <ctn-record.h>
#include <math.h>
#include <registry-support.h>

#include "ctn-memberships.h"

typedef struct {
  CtnProject *project;
  gint64 id; /* of a partnership */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = support_project_new ();
  f->id = ctn_partnership_add (f->project, "  Nordic Hydrogen ", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static gint64
join (Fixture *f, const char *name, const char *helix)
{
  gint64 id = support_add (f->project, name, "helix", helix, "country", "FI", NULL);
  g_autoptr (GError) error = NULL;

  ctn_partnership_add_members (f->project, f->id, &id, 1, &error);
  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *members = ctn_partnership_list_members (reader (f), f->id, &error);

  g_assert_no_error (error);
  return members;
}

static void
edit_member (Fixture *f, gint64 id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_membership_edit (f->project, id, ctn_record_kind_find_field (ctn_membership_kind (), field),
                       text, &error);
  g_assert_no_error (error);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autofree char *title = ctn_record_get_title (reader (f), ctn_partnership_kind (), f->id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (title, ==, "Nordic Hydrogen");
  g_assert_cmpint (ctn_partnership_add (f->project, "  ", &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Add Partnership: Nordic Hydrogen");
}

/* "Nordic Hydrogen" is there; "Beta" is part of "alpha", "Aardvark" of "Beta". */
static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) ids = NULL;
  gint64 alpha = ctn_partnership_add (f->project, "alpha", NULL);
  gint64 zeta = ctn_partnership_add (f->project, "Zeta", NULL);

  gint64 aardvark = ctn_partnership_add (f->project, "Aardvark", NULL);
  gint64 beta = ctn_partnership_add (f->project, "Beta", NULL);
  const gint64 expected[] = { alpha, beta, aardvark, f->id, zeta };
  const CtnField *field = ctn_record_kind_find_field (ctn_partnership_kind (), "parent");
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, alpha);
  g_autofree char *second = g_strdup_printf ("%" G_GINT64_FORMAT, beta);

  g_assert_true (ctn_partnership_edit (f->project, beta, field, first, NULL));
  g_assert_true (ctn_partnership_edit (f->project, aardvark, field, second, NULL));
  ids = ctn_partnership_list (reader (f), NULL);
  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i), ==, expected[i]);
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *field;
    const char *text;
    const char *value; /* NULL: refused */
  } cases[] = {
    { "name", "", NULL },
    { "kind", "Cluster", "cluster" },
    { "kind", "", NULL },
    { "kind", "club", NULL },
    { "starts", "1.2.2024", "2024-02-01" },
    { "ends", "never", NULL },
    { "web", "example.org", "example.org" },
    { "programme", "Interreg", "Interreg" },
    { "description", "two\nlines", "two\nlines" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CtnField *field = ctn_record_kind_find_field (ctn_partnership_kind (), cases[i].field);
    g_autoptr (GError) error = NULL;
    gboolean ok = ctn_partnership_edit (f->project, f->id, field, cases[i].text, &error);
    g_autofree char *value =
        ctn_record_get (reader (f), ctn_partnership_kind (), f->id, field, NULL);

    g_assert_cmpint (ok, ==, cases[i].value != NULL);
    if (ok)
      g_assert_cmpstr (value, ==, cases[i].value);
    else
      g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  }
}

/* A working group in an alliance in a consortium; none of them is part of itself. */
static void
test_parent (Fixture *f, gconstpointer data)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_partnership_kind (), "parent");
  gint64 alliance = ctn_partnership_add (f->project, "Alliance", NULL);
  gint64 group = ctn_partnership_add (f->project, "Group", NULL);
  g_autofree char *top = g_strdup_printf ("%" G_GINT64_FORMAT, f->id);
  g_autofree char *middle = g_strdup_printf ("%" G_GINT64_FORMAT, alliance);
  g_autofree char *low = g_strdup_printf ("%" G_GINT64_FORMAT, group);
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_partnership_edit (f->project, alliance, field, top, NULL));
  g_assert_true (ctn_partnership_edit (f->project, group, field, middle, NULL));
  g_assert_false (ctn_partnership_edit (f->project, f->id, field, low, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ctn_partnership_edit (f->project, f->id, field, top, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  shown = ctn_record_get_shown (reader (f), ctn_partnership_kind (), group, field, NULL);
  g_assert_cmpstr (shown, ==, "Alliance");
  /* With the whole its parts stay, by themselves. */
  g_assert_true (ctn_partnership_delete (f->project, alliance, NULL));
  g_assert_cmpint (
      support_count (f->project, "SELECT count(*) FROM partnership WHERE parent IS NULL"), ==, 2);
}

static void
test_members (Fixture *f, gconstpointer data)
{
  gint64 one = join (f, "One", "industry");
  gint64 two = join (f, "Two", "");
  gint64 both[] = { one, two };
  g_autoptr (GPtrArray) members = NULL;
  const CtnMember *member;

  /* Who is a member already is not added again. */
  g_assert_true (ctn_partnership_add_members (f->project, f->id, both, 2, NULL));
  members = list (f);
  g_assert_cmpuint (members->len, ==, 2);
  member = g_ptr_array_index (members, 0);
  g_assert_cmpint (member->organisation, ==, one);
  g_assert_cmpstr (member->name, ==, "One");
  g_assert_cmpstr (member->helix, ==, "industry");
  g_assert_cmpstr (member->country, ==, "FI");
  g_assert_null (member->role);
  g_assert_true (isnan (member->share));
  g_assert_cmpint (member->commitment, ==, -1);
  edit_member (f, member->id, "role", "Lead");
  edit_member (f, member->id, "share", "33,5");
  edit_member (f, member->id, "commitment", "Leads");
  edit_member (f, member->id, "since", "2024");
  g_clear_pointer (&members, g_ptr_array_unref);
  members = list (f);
  member = g_ptr_array_index (members, 0);
  g_assert_cmpstr (member->role, ==, "Lead");
  g_assert_cmpfloat_with_epsilon (member->share, 33.5, 1e-12);
  g_assert_cmpint (member->commitment, ==, 6);
  g_assert_cmpstr (member->since, ==, "2024");
  g_assert_null (((CtnMember *) g_ptr_array_index (members, 1))->helix);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "share", "101" },    { "share", "-1" },     { "share", "half" },
    { "commitment", "7" }, { "commitment", "x" }, { "until", "31.2.2024" },
  };
  g_autoptr (GPtrArray) members = NULL;

  join (f, "One", "industry");
  members = list (f);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CtnField *field = ctn_record_kind_find_field (ctn_membership_kind (), cases[i][0]);
    g_autoptr (GError) error = NULL;

    g_assert_false (ctn_membership_edit (f->project,
                                         ((CtnMember *) g_ptr_array_index (members, 0))->id, field,
                                         cases[i][1], &error));
    g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  }
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  gint64 one = join (f, "One", "industry");
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) memberships = NULL;

  join (f, "Two", "research");
  members = list (f);
  g_assert_true (
      ctn_membership_delete (f->project, ((CtnMember *) g_ptr_array_index (members, 0))->id, NULL));
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Remove Member: One");
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM membership"), ==, 1);
  g_assert_true (ctn_project_undo (f->project, NULL));
  memberships = ctn_membership_list (reader (f), one, NULL);
  g_assert_cmpuint (memberships->len, ==, 1);
  g_assert_cmpstr (((CtnMembership *) g_ptr_array_index (memberships, 0))->name, ==,
                   "Nordic Hydrogen");
}

/* With an organisation or a partnership its memberships go, and come back with it. */
static void
test_delete (Fixture *f, gconstpointer data)
{
  gint64 one = join (f, "One", "industry");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  join (f, "Two", "research");
  before = support_dump (f->project);
  g_assert_true (ctn_organisation_delete (f->project, &one, 1, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM membership"), ==, 1);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_true (ctn_partnership_delete (f->project, f->id, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM membership"), ==, 0);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM organisation"), ==, 2);
  g_assert_true (ctn_project_undo (f->project, NULL));
  after = support_dump (f->project);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/partnership/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("add", test_add);
  ADD ("list", test_list);
  ADD ("fields", test_fields);
  ADD ("parent", test_parent);
  ADD ("members", test_members);
  ADD ("refused", test_refused);
  ADD ("remove", test_remove);
  ADD ("delete", test_delete);
  return g_test_run ();
}
