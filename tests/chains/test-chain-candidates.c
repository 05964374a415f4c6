/* Who could take a place at a stage. Scores are worked out by hand beside them. */
#include <ctn-chain-candidates.h>
#include <ctn-organisation.h>

typedef struct {
  CtnProject *project;
  gint64 chain, cells, packs;
} Fixture;

static void
set (Fixture *self, gint64 id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return;
  ctn_organisation_edit (self->project, &id, 1,
                         ctn_record_kind_find_field (ctn_organisation_kind (), field), text,
                         &error);
  g_assert_no_error (error);
}

static gint64
add (Fixture *self,
     const char *name,
     const char *nace,
     const char *nuts,
     const char *size,
     const char *text)
{
  gint64 id = ctn_organisation_add (self->project, name, NULL);

  set (self, id, "nace2", nace);
  set (self, id, "region", nuts);
  set (self, id, "country", nuts != NULL ? (char[]) { nuts[0], nuts[1], '\0' } : NULL);
  set (self, id, "size-class", size);
  set (self, id, "description", text);
  return id;
}

static void
place (Fixture *self, gint64 stage, gint64 id)
{
  g_autoptr (GError) error = NULL;

  ctn_chain_place (self->project, self->chain, stage, &id, 1, CTN_ACTOR_ACTOR, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->project = ctn_project_new (NULL, NULL);
  self->chain = ctn_chain_add (self->project, "Vehicles", NULL);
  self->cells = ctn_chain_add_stage (self->project, self->chain, -1, "Cells", NULL);
  self->packs = ctn_chain_add_stage (self->project, self->chain, -1, "Packs", NULL);
  place (self, self->cells, add (self, "Present", "27.20", "DE232", "medium", NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ctn_project_close (self->project, TRUE, NULL);
  g_object_unref (self->project);
}

static GPtrArray *
find (Fixture *self, guint stage, guint max)
{
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (CtnChain) chain = ctn_chain_load (reader, self->chain, &error);
  GPtrArray *candidates = ctn_chain_find_candidates (reader, chain, stage, max, NULL, &error);

  g_assert_no_error (error);
  return candidates;
}

static const CtnCandidate *
get (GPtrArray *candidates, guint index)
{
  g_assert_cmpuint (index, <, candidates->len);
  return g_ptr_array_index (candidates, index);
}

/* Of NACE 35, words 20, region 10, chain 5 and size 5, which are 75:
 * Best: same class 35, "cell…" 20 of one word, other country 10, behind it 5, same size 5: 100.
 * Section: 28.11 is in C as well: 8.75, same region 3: 11.75 / 75. */
static void
test_scores (Fixture *self, gconstpointer data)
{
  gint64 best = add (self, "Best", "27.20", "ES213", "medium", "Makes battery cells");
  g_autoptr (GPtrArray) candidates = NULL;
  const CtnCandidate *first;

  add (self, "Nothing in common", "85.42", "ES213", "medium", "Teaches");
  add (self, "Section", "28.11", "DE233", NULL, NULL);
  add (self, "Division", "27.11", "DE211", "small", NULL);
  place (self, self->packs, best);
  candidates = find (self, 0, 10);
  g_assert_cmpuint (candidates->len, ==, 3);
  first = get (candidates, 0);
  g_assert_cmpint (first->organisation, ==, best);
  g_assert_cmpstr (first->name, ==, "Best");
  g_assert_cmpfloat_with_epsilon (first->score, 100, 1e-9);
  g_assert_true (first->other_region);
  g_assert_cmpuint (first->reasons->len, ==, 5);
  g_assert_cmpfloat_with_epsilon (((CtnReason *) first->reasons->pdata[0])->points, 3500.0 / 75,
                                  1e-9);
  g_assert_true (g_str_has_suffix (((CtnReason *) first->reasons->pdata[0])->text, "."));
  g_assert_cmpstr (get (candidates, 1)->name, ==, "Division");
  /* Division .5 × 35 = 17.5, another region 7, next size 2.5. */
  g_assert_cmpfloat_with_epsilon (get (candidates, 1)->score, 2700.0 / 75, 1e-9);
  g_assert_cmpstr (get (candidates, 2)->name, ==, "Section");
  g_assert_cmpfloat_with_epsilon (get (candidates, 2)->score, 1175.0 / 75, 1e-9);
  g_assert_false (get (candidates, 2)->other_region);
}

/* Nobody is at the stage: its words are all there is, and place; those who are at the stage count no more. */
static void
test_white_spot (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) candidates = NULL;

  add (self, "Packbau", NULL, NULL, NULL, NULL);
  add (self, "Other", "27.20", NULL, NULL, NULL);
  candidates = find (self, 1, 10);
  g_assert_cmpuint (candidates->len, ==, 1);
  g_assert_cmpstr (get (candidates, 0)->name, ==, "Packbau");
  /* Words 20 and unknown region 3 of 20 + 10 + 5. */
  g_assert_cmpfloat_with_epsilon (get (candidates, 0)->score, 2300.0 / 35, 1e-9);
}

/* Sectors and tags by Jaccard: one of two shared. */
static void
test_sets (Fixture *self, gconstpointer data)
{
  gint64 one = add (self, "One", NULL, NULL, NULL, NULL);
  gint64 other = add (self, "Other", NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) candidates = NULL;

  set (self, one, "tags", "lithium");
  set (self, other, "tags", "lithium; nickel");
  place (self, self->packs, one);
  candidates = find (self, 1, 10);
  g_assert_cmpuint (candidates->len, ==, 1);
  /* Words 20, tags 10, region 10, chain 5: half the tags 5, unknown region 3. */
  g_assert_cmpfloat_with_epsilon (get (candidates, 0)->score, 800.0 / 45, 1e-9);
}

static void
test_max (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) candidates = NULL;

  for (guint i = 0; i < 300; i++) {
    g_autofree char *name = g_strdup_printf ("Maker %03u", i);

    ctn_organisation_add (self->project, name, NULL);
  }
  for (guint i = 0; i < 3; i++)
    add (self, "Good", "27.20", "ES213", "medium", "cells");
  set (self, add (self, "Better", "27.20", "ES213", "medium", "cells"), "tags", "a");
  candidates = find (self, 0, 2);
  g_assert_cmpuint (candidates->len, ==, 2);
  g_assert_cmpfloat (get (candidates, 0)->score, >=, get (candidates, 1)->score);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (CtnChain) chain = ctn_chain_load (reader, self->chain, NULL);

  g_cancellable_cancel (cancellable);
  g_assert_null (ctn_chain_find_candidates (reader, chain, 0, 5, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*function) (Fixture *self, gconstpointer data);
  } tests[] = { { "scores", test_scores },
                { "white-spot", test_white_spot },
                { "sets", test_sets },
                { "max", test_max },
                { "cancel", test_cancel } };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strdup_printf ("/chain-candidates/%s", tests[i].name);

    g_test_add (path, Fixture, NULL, set_up, tests[i].function, tear_down);
  }
  return g_test_run ();
}
