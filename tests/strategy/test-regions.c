/* Where organisations are, and which regions they connect. */
#include <ctn-region-network.h>
#include <registry-support.h>

static void
test_places (void)
{
  CtnProject *project = support_project_new ();
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnPlaces) all = NULL;
  g_autoptr (CtnPlaces) some = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CtnPlace *place;
  gint64 first = support_add (project, "A", "latitude", "49.0134", "longitude", "12.1016", NULL);

  support_add (project, "B", "latitude", "49.0139", "longitude", "12.0989", NULL);
  support_add (project, "C", "region", "HU222", NULL);
  support_add (project, "D", "country", "GR", NULL);
  support_add (project, "E", NULL);
  all = ctn_places_load (reader, NULL, NULL);
  /* A and B are a hundred metres apart. */
  g_assert_cmpuint (all->places->len, ==, 3);
  g_assert_cmpuint (all->n_placed, ==, 4);
  g_assert_cmpuint (all->n_by_country, ==, 1);
  g_assert_cmpuint (all->n_unplaced, ==, 1);
  place = all->places->pdata[0];
  g_assert_cmpuint (place->n, ==, 2);
  g_assert_cmpuint (place->organisations->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (place->longitude, 12.10, 0.006);
  g_array_append_val (ids, first);
  some = ctn_places_load (reader, ids, NULL);
  g_assert_cmpuint (some->n_placed, ==, 1);
  g_assert_cmpint (g_array_index (((CtnPlace *) some->places->pdata[0])->organisations, gint64, 0),
                   ==, first);
  support_project_free (project);
}

/* The point of a region, else of the nearest above it that is known: HR04 is not of NUTS 2024. */
static void
test_region (void)
{
  double longitude;
  double latitude;
  int level = -1;

  g_assert_true (ctn_place_find_region ("DE23", &longitude, &latitude, &level));
  g_assert_cmpint (level, ==, 2);
  g_assert_cmpfloat_with_epsilon (longitude, 12.1, 0.6);
  g_assert_cmpfloat_with_epsilon (latitude, 49.3, 0.6);
  g_assert_true (ctn_place_find_region ("HR04", &longitude, &latitude, &level));
  g_assert_cmpint (level, <=, 1);
  g_assert_false (ctn_place_find_region ("XX11", &longitude, &latitude, NULL));
}

static gboolean
connect_all (CtnConnection *connection, gpointer data, GError **error)
{
  static const char *const sql[] = {
    "INSERT INTO organisation (id, name, nuts, country) VALUES (1, 'A', 'DE231', 'DE'), "
    "(2, 'B', 'HU221', 'HU'), (3, 'C', 'DE232', 'DE'), (4, 'D', NULL, 'GR')",
    "INSERT INTO chain (id, name) VALUES (1, 'Chain')",
    "INSERT INTO chain_actor (id, chain, organisation) VALUES (1, 1, 1), (2, 1, 2), (3, 1, 3)",
    /* DE23–HU22 twice, once each way; inside DE23; a missing one. */
    "INSERT INTO chain_link (id, chain, source, target, kind, state) VALUES "
    "(1, 1, 1, 2, 'supply', 'existing'), (2, 1, 2, 3, 'service', 'weak'), "
    "(3, 1, 1, 3, 'supply', 'existing'), (4, 1, 2, 1, 'data', 'missing')",
    "INSERT INTO partnership (id, name, kind) VALUES (1, 'P', 'cluster')",
    "INSERT INTO membership (id, partnership, organisation) VALUES (1, 1, 1), (2, 1, 2), "
    "(3, 1, 3), (4, 1, 4)",
    "INSERT INTO exchange (id, name, visitor, host, state) VALUES (1, 'E', 2, 1, 'paid'), "
    "(2, 'F', 1, 2, 'cancelled')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!ctn_connection_run (connection, error, sql[i], ""))
      return FALSE;
  return TRUE;
}

static void
test_links (void)
{
  const CtnOperation operation = { "Make", NULL, NULL };
  CtnProject *project = support_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = NULL;
  const CtnRegionLink *first;

  g_assert_true (ctn_project_transact (project, &operation, connect_all, NULL, &error));
  g_assert_no_error (error);
  links = ctn_region_link_list (ctn_project_get_reader (project), &error);
  g_assert_no_error (error);
  /* DE23–HU22, DE23–EL, EL–HU22. */
  g_assert_cmpuint (links->len, ==, 3);
  first = links->pdata[0];
  g_assert_cmpstr (first->one, ==, "DE23");
  g_assert_cmpstr (first->other, ==, "HU22");
  g_assert_cmpuint (first->n[CTN_LINK_CHAIN], ==, 2);
  g_assert_cmpuint (first->n[CTN_LINK_PARTNERSHIP], ==, 1);
  g_assert_cmpuint (first->n[CTN_LINK_EXCHANGE], ==, 1);
  g_assert_cmpstr (((CtnRegionLink *) links->pdata[1])->other, ==, "EL");
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/regions/places", test_places);
  g_test_add_func ("/regions/region", test_region);
  g_test_add_func ("/regions/links", test_links);
  return g_test_run ();
}
