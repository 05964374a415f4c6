/* Where an organisation stands in the value chains. */
#include <ctn-chain-places.h>
#include <ctn-chain.h>
#include <ctn-organisation.h>

static gint64
add_stage (CtnProject *project, gint64 chain, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_chain_add_stage (project, chain, -1, name, &error);

  g_assert_no_error (error);
  return id;
}

static void
place (CtnProject *project, gint64 chain, gint64 stage, gint64 organisation, CtnActorKind kind)
{
  g_autoptr (GError) error = NULL;

  ctn_chain_place (project, chain, stage, &organisation, 1, kind, &error);
  g_assert_no_error (error);
}

/* By the chain's name, whatever its letters, then in the order of the stages. */
static void
test_places (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  gint64 aalto = ctn_organisation_add (project, "Aalto", NULL);
  gint64 kone = ctn_organisation_add (project, "Kone", NULL);
  gint64 wood = ctn_chain_add (project, "Wood", NULL);
  gint64 battery = ctn_chain_add (project, "battery", NULL);
  gint64 cells = add_stage (project, battery, "Cells");
  gint64 packs = add_stage (project, battery, "Packs");
  gint64 forest = add_stage (project, wood, "Forest");
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const CtnChainPlace *first;

  place (project, wood, forest, aalto, CTN_ACTOR_ACTOR);
  place (project, battery, packs, aalto, CTN_ACTOR_ACTOR);
  place (project, battery, cells, aalto, CTN_ACTOR_SUPPORTER);
  places = ctn_chain_list_places (ctn_project_get_reader (project), aalto, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 3);
  first = g_ptr_array_index (places, 0);
  g_assert_cmpint (first->chain, ==, battery);
  g_assert_cmpstr (first->chain_name, ==, "battery");
  g_assert_cmpstr (first->stage, ==, "Cells");
  g_assert_cmpstr (first->kind, ==, "supporter");
  g_assert_cmpstr (first->state, ==, "existing");
  g_assert_cmpstr (((CtnChainPlace *) places->pdata[1])->stage, ==, "Packs");
  g_assert_cmpint (((CtnChainPlace *) places->pdata[2])->chain, ==, wood);
  none = ctn_chain_list_places (ctn_project_get_reader (project), kone, &error);
  g_assert_cmpuint (none->len, ==, 0);
  ctn_project_close (project, TRUE, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/chain-places/order", test_places);
  return g_test_run ();
}
