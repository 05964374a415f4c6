/* Operations on several parts of a chain: what they do, that one undo takes it all back, and what they leave
 * alone. Expected values follow from the small chain made in open_chain (). */
#include <ctn-chain-edits.h>
#include <ctn-organisation.h>
#include <math.h>

typedef struct {
  CtnProject *project;
  CtnConnection *reader;
  gint64 chain, first, second;
  gint64 mine, mill, shop; /* actors: the first two at the first stage, the last at the second */
  gint64 organisation;     /* of the mill */
  gint64 ore, flour;       /* links: mine to mill, mill to shop */
} Chain;

static gint64
add_named (Chain *self, gint64 stage, const char *name, CtnChainState state)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_chain_place_named (self->project, self->chain, stage, name, CTN_ACTOR_ACTOR,
                                     state, &error);

  g_assert_no_error (error);
  return id;
}

static gint64
count (Chain *self, const char *sql)
{
  gint64 n = 0;

  g_assert_true (ctn_connection_get_int (self->reader, &n, NULL, sql, ""));
  return n;
}

static void
open_chain (Chain *self)
{
  g_autoptr (GError) error = NULL;

  self->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  self->reader = ctn_project_get_reader (self->project);
  self->chain = ctn_chain_add (self->project, "Bread", NULL);
  self->first = ctn_chain_add_stage (self->project, self->chain, -1, "Making", NULL);
  self->second = ctn_chain_add_stage (self->project, self->chain, -1, "Selling", NULL);
  self->organisation = ctn_organisation_add (self->project, "Beispiel Mühle GmbH", NULL);
  g_assert_true (ctn_chain_place (self->project, self->chain, self->first, &self->organisation, 1,
                                  CTN_ACTOR_ACTOR, NULL));
  self->mill = count (self, "SELECT id FROM chain_actor");
  self->mine = add_named (self, self->first, "Mine", CTN_STATE_EXISTING);
  self->shop = add_named (self, self->second, "Shop", CTN_STATE_MISSING);
  self->ore = ctn_chain_link (self->project, self->mine, self->mill, "supply", NULL);
  self->flour = ctn_chain_link (self->project, self->mill, self->shop, "supply", NULL);
}

static void
close_chain (Chain *self)
{
  ctn_project_close (self->project, TRUE, NULL);
  g_object_unref (self->project);
}

static void
undo (Chain *self)
{
  g_autoptr (GError) error = NULL;

  ctn_project_undo (self->project, &error);
  g_assert_no_error (error);
}

static void
test_remove (void)
{
  Chain chain;

  open_chain (&chain);
  g_assert_true (ctn_chain_remove_parts (chain.project, &chain.mine, 1, &chain.flour, 1, NULL));
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor"), ==, 2);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_link"), ==, 0);
  undo (&chain);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor"), ==, 3);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_link"), ==, 2);
  close_chain (&chain);
}

/* A move lets go of a pin, and undo brings it back. */
static void
test_pin_and_move (void)
{
  Chain chain;
  CtnChainPin pins[2];
  gint64 actors[2];

  open_chain (&chain);
  pins[0] = (CtnChainPin) { chain.mine, 10, 20 };
  pins[1] = (CtnChainPin) { chain.mill, 30, 40 };
  actors[0] = chain.mine;
  actors[1] = chain.mill;
  g_assert_true (ctn_chain_pin_actors (chain.project, pins, 2, NULL));
  g_assert_cmpint (count (&chain, "SELECT sum (pinned_x) FROM chain_actor"), ==, 40);
  g_assert_true (ctn_chain_move_actors (chain.project, actors, 2, chain.second, NULL));
  g_assert_cmpint (count (&chain, "SELECT count (pinned_x) FROM chain_actor"), ==, 0);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor a JOIN chain_stage s ON s.id = "
                                  "a.stage WHERE s.name = 'Selling'"),
                   ==, 3);
  undo (&chain);
  g_assert_cmpint (count (&chain, "SELECT sum (pinned_y) FROM chain_actor"), ==, 60);
  pins[0].x = pins[0].y = NAN;
  g_assert_true (ctn_chain_pin_actors (chain.project, pins, 1, NULL));
  g_assert_cmpint (count (&chain, "SELECT sum (pinned_y) FROM chain_actor"), ==, 40);
  close_chain (&chain);
}

/* The link between two that are copied is copied, the one to somebody else is not; who is there already
 * stays once. */
static void
test_copy (void)
{
  Chain chain;
  gint64 actors[3];
  gint64 n = 0;
  g_autoptr (GArray) copies = NULL;
  g_autoptr (GArray) again = NULL;

  open_chain (&chain);
  actors[0] = chain.mine;
  actors[1] = chain.mill;
  actors[2] = 12345; /* nobody */
  copies = ctn_chain_copy_actors (chain.project, chain.chain, chain.second, actors, 3, NULL);
  g_assert_cmpuint (copies->len, ==, 2);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_link"), ==, 3);
  ctn_connection_get_int (chain.reader, &n, NULL,
                          "SELECT count(*) FROM chain_link WHERE source = ? AND target = ?", "ii",
                          g_array_index (copies, gint64, 0), g_array_index (copies, gint64, 1));
  g_assert_cmpint (n, ==, 1);
  again = ctn_chain_copy_actors (chain.project, chain.chain, chain.second, &chain.mill, 1, NULL);
  g_assert_cmpuint (again->len, ==, 0);
  undo (&chain);
  undo (&chain);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor"), ==, 3);
  close_chain (&chain);
}

/* Lines as they come from a spreadsheet: the partner is found whatever the case, and only once. */
static void
test_names (void)
{
  const char *const names[] = { "beispiel mühle gmbh", "", "  BEISPIEL Mühle GmbH ", "Bakery\r",
                                NULL };
  Chain chain;
  g_autoptr (GArray) ids = NULL;

  open_chain (&chain);
  ids = ctn_chain_place_names (chain.project, chain.chain, chain.second, names, NULL);
  g_assert_nonnull (ids);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor WHERE name = 'Bakery'"), ==, 1);
  g_assert_cmpint (
      count (&chain, "SELECT count(*) FROM chain_actor WHERE organisation IS NOT NULL"), ==, 2);
  g_assert_cmpuint (ids->len, ==, 2);
  close_chain (&chain);
}

static void
test_rename_and_fill (void)
{
  Chain chain;
  g_autoptr (GError) error = NULL;

  open_chain (&chain);
  g_assert_true (ctn_chain_rename_actor (chain.project, chain.mill, "Beispiel Mahlwerk AG", NULL));
  g_assert_cmpint (
      count (&chain, "SELECT count(*) FROM organisation WHERE name = 'Beispiel Mahlwerk AG'"), ==,
      1);
  g_assert_true (ctn_chain_rename_actor (chain.project, chain.mine, "Pit", NULL));
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor WHERE name = 'Pit'"), ==, 1);
  g_assert_false (ctn_chain_rename_actor (chain.project, chain.mine, "  ", &error));
  g_assert_nonnull (error);
  g_assert_true (ctn_chain_fill_place (chain.project, chain.shop, chain.organisation, NULL));
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor WHERE state = 'missing'"), ==,
                   0);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_link"), ==, 2);
  close_chain (&chain);
}

static char *
dup_order (Chain *self)
{
  return ctn_connection_get_text (
      self->reader, NULL,
      "SELECT group_concat (name, ' ') FROM (SELECT name FROM chain_stage "
      "WHERE parent IS NULL ORDER BY position)",
      "");
}

static void
test_stages (void)
{
  Chain chain;
  gint64 third, part, part_of_part;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *first = NULL;

  open_chain (&chain);
  third = ctn_chain_add_stage (chain.project, chain.chain, -1, "Eating", NULL);
  before = dup_order (&chain);
  g_assert_cmpstr (before, ==, "Making Selling Eating");
  g_assert_true (ctn_chain_put_stage (chain.project, third, chain.first, NULL));
  after = dup_order (&chain);
  g_assert_cmpstr (after, ==, "Making Eating Selling");
  g_assert_true (ctn_chain_put_stage (chain.project, chain.second, 0, NULL));
  first = dup_order (&chain);
  g_assert_cmpstr (first, ==, "Selling Making Eating");
  part = ctn_chain_add_part (chain.project, chain.chain, chain.first, "Milling", NULL);
  part_of_part = ctn_chain_add_part (chain.project, chain.chain, part, "Sieving", NULL);
  g_assert_cmpint (part_of_part, !=, 0);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_stage c JOIN chain_stage p ON p.id = "
                                  "c.parent WHERE p.name = 'Making'"),
                   ==, 2);
  /* Behind itself or its own part: nothing happens. */
  g_assert_true (ctn_chain_put_stage (chain.project, chain.first, part, NULL));
  g_assert_cmpint (count (&chain,
                          "SELECT count(*) FROM chain_stage WHERE name = 'Making' AND parent IS "
                          "NULL"),
                   ==, 1);
  close_chain (&chain);
}

static void
test_links (void)
{
  Chain chain;
  gint64 links[2];
  gint64 n = 0;
  const CtnField *kind = ctn_record_kind_find_field (ctn_chain_link_kind (), "kind");

  open_chain (&chain);
  links[0] = chain.ore;
  links[1] = chain.flour;
  g_assert_true (ctn_chain_edit_links (chain.project, links, 2, kind, "data", NULL));
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_link WHERE kind = 'data'"), ==, 2);
  undo (&chain);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_link WHERE kind = 'supply'"), ==, 2);
  g_assert_true (ctn_chain_edit_actors (
      chain.project, (gint64[]) { chain.mine, chain.mill }, 2,
      ctn_record_kind_find_field (ctn_chain_actor_kind (), "state"), "planned", NULL));
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor WHERE state = 'planned'"), ==,
                   2);
  undo (&chain);
  g_assert_cmpint (count (&chain, "SELECT count(*) FROM chain_actor WHERE state = 'planned'"), ==,
                   0);
  g_assert_true (ctn_chain_reverse_link (chain.project, chain.ore, NULL));
  ctn_connection_get_int (chain.reader, &n, NULL,
                          "SELECT count(*) FROM chain_link WHERE source = ? AND target = ?", "ii",
                          chain.mill, chain.mine);
  g_assert_cmpint (n, ==, 1);
  close_chain (&chain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/chain-edits/remove", test_remove);
  g_test_add_func ("/chain-edits/pin-and-move", test_pin_and_move);
  g_test_add_func ("/chain-edits/copy", test_copy);
  g_test_add_func ("/chain-edits/names", test_names);
  g_test_add_func ("/chain-edits/rename-and-fill", test_rename_and_fill);
  g_test_add_func ("/chain-edits/stages", test_stages);
  g_test_add_func ("/chain-edits/links", test_links);
  return g_test_run ();
}
