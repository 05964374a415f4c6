/* Snapshots and forms of a chain: what is kept, and what came, went and changed. */
#include <ctn-chain-canvas.h>
#include <ctn-chain-snapshot.h>
#include <ctn-record-operations.h>
#include <ctn-sector-tree.h>

typedef struct {
  CtnProject *project;
  gint64 chain, cells, packs;
  gint64 one, other, link;
} Fixture;

static gint64
place (Fixture *self, gint64 stage, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_chain_place_named (self->project, self->chain, stage, name, CTN_ACTOR_ACTOR,
                                     CTN_STATE_EXISTING, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->project = ctn_project_new (NULL, NULL);
  self->chain = ctn_chain_add (self->project, "Vehicles", NULL);
  self->cells = ctn_chain_add_stage (self->project, self->chain, -1, "Cells", NULL);
  self->packs = ctn_chain_add_stage (self->project, self->chain, -1, "Packs", NULL);
  self->one = place (self, self->cells, "One");
  self->other = place (self, self->packs, "Other");
  self->link = ctn_chain_link (self->project, self->one, self->other, "supply", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ctn_project_close (self->project, TRUE, NULL);
  g_object_unref (self->project);
}

static GPtrArray *
compare (Fixture *self, gint64 before, gint64 after)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = ctn_snapshot_compare (ctn_project_get_reader (self->project), self->chain,
                                             before, after, &error);

  g_assert_no_error (error);
  return changes;
}

static gint64
take (Fixture *self, const char *name, const char *date)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_snapshot_take (self->project, self->chain, name, date, &error);

  g_assert_no_error (error);
  return id;
}

static void
assert_change (GPtrArray *changes,
               guint index,
               CtnChainChangeKind kind,
               const char *role,
               const char *title)
{
  const CtnChainChange *change = g_ptr_array_index (changes, index);

  g_assert_cmpint (change->kind, ==, kind);
  g_assert_cmpstr (change->role, ==, role);
  g_assert_cmpstr (change->title, ==, title);
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  gint64 snapshot = take (self, "Kick-off", "2023-05");
  g_autoptr (GPtrArray) changes = compare (self, snapshot, 0);
  g_autoptr (GPtrArray) list =
      ctn_snapshot_list (ctn_project_get_reader (self->project), self->chain, NULL);
  const CtnSnapshot *only = g_ptr_array_index (list, 0);

  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (only->date, ==, "2023-05");
  g_assert_cmpuint (only->n_actors, ==, 2);
  g_assert_cmpuint (only->n_links, ==, 1);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 snapshot = take (self, "Before", "2023-05-02");
  const CtnChainChange *change;
  const CtnChainFieldChange *field;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) back = NULL;

  place (self, self->cells, "New");
  ctn_chain_rename_stage (self->project, self->packs, "Battery packs", &error);
  ctn_chain_move_actor (self->project, self->one, self->packs, &error);
  ctn_chain_edit_actor (self->project, self->one,
                        ctn_record_kind_find_field (ctn_chain_actor_kind (), "state"), "planned",
                        &error);
  ctn_chain_remove_link (self->project, self->link, &error);
  g_assert_no_error (error);
  changes = compare (self, snapshot, 0);
  g_assert_cmpuint (changes->len, ==, 4);
  assert_change (changes, 0, CTN_CHANGE_CHANGED, "stage", "Battery packs");
  assert_change (changes, 1, CTN_CHANGE_CAME, "actor", "New");
  assert_change (changes, 2, CTN_CHANGE_CHANGED, "actor", "One");
  assert_change (changes, 3, CTN_CHANGE_WENT, "link", "One → Other");
  change = g_ptr_array_index (changes, 2);
  g_assert_cmpuint (change->fields->len, ==, 2);
  field = g_ptr_array_index (change->fields, 0);
  g_assert_cmpstr (field->before, ==, "Cells");
  g_assert_cmpstr (field->after, ==, "Battery packs");
  field = g_ptr_array_index (change->fields, 1);
  g_assert_cmpstr (field->before, ==, "Existing");
  g_assert_cmpstr (field->after, ==, "Planned");
  /* The other way round, what came went. */
  back = compare (self, 0, snapshot);
  assert_change (back, 1, CTN_CHANGE_WENT, "actor", "New");
  assert_change (back, 3, CTN_CHANGE_CAME, "link", "One → Other");
}

/* Undo of taking one; a snapshot of another chain is none of this one; a damaged one says so. */
static void
test_errors (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (self->project);
  gint64 other = ctn_chain_add (self->project, "Other", NULL);
  gint64 snapshot = take (self, "Before", NULL);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_null (ctn_snapshot_compare (reader, other, snapshot, 0, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (ctn_snapshot_take (self->project, self->chain, "X", "no date", &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ctn_project_undo (self->project, &error));
  list = ctn_snapshot_list (reader, self->chain, &error);
  g_assert_cmpuint (list->len, ==, 0);
}

/* --- Forms --------------------------------------------------------------------------------------- */

static gint64
add_entry (Fixture *self, const CtnCanvasSubject *subject, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_canvas_add (self->project, subject, CTN_CANVAS_FIVE_FORCES, field, text, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list_entries (Fixture *self, const CtnCanvasSubject *subject)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = ctn_canvas_list (ctn_project_get_reader (self->project), subject,
                                     CTN_CANVAS_FIVE_FORCES, &error);

  g_assert_no_error (error);
  return list;
}

/* Entries go by the fields of the form (entrants before suppliers), then by their order; ratings of 4 and 1
 * have a mean of 2.5. */
static void
test_canvas (Fixture *self, gconstpointer data)
{
  const CtnCanvasSubject subject = { .chain = self->chain };
  const CtnRecordKind *kind = ctn_canvas_entry_kind ();
  const CtnField *rating = ctn_record_kind_find_field (kind, "rating");
  gint64 first = add_entry (self, &subject, "suppliers", "One cell maker");
  gint64 second = add_entry (self, &subject, "suppliers", "Imports");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  add_entry (self, &subject, "entrants", "High capital");
  g_assert_true (ctn_record_edit (self->project, kind, first, rating, "4", &error));
  g_assert_true (ctn_record_edit (self->project, kind, second, rating, "1", &error));
  g_assert_false (ctn_record_edit (self->project, kind, second, rating, "6", &error));
  g_clear_error (&error);
  g_assert_true (ctn_canvas_move (self->project, second, FALSE, &error));
  g_assert_true (ctn_canvas_move (self->project, second, FALSE, &error)); /* already at the top */
  list = list_entries (self, &subject);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((CtnCanvasEntry *) g_ptr_array_index (list, 0))->text, ==, "High capital");
  g_assert_cmpstr (((CtnCanvasEntry *) g_ptr_array_index (list, 1))->text, ==, "Imports");
  g_assert_cmpstr (((CtnCanvasEntry *) g_ptr_array_index (list, 2))->text, ==, "One cell maker");
  g_assert_cmpfloat_with_epsilon (ctn_canvas_get_mean (list, 1), 2.5, 1e-9);
  g_assert_true (ctn_record_remove (self->project, kind, &second, 1, &error));
  g_assert_true (ctn_project_undo (self->project, &error));
}

/* Those of a sector are its own. */
static void
test_sector (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const CtnCanvasSubject of_chain = { .chain = self->chain };
  const CtnCanvasSubject of_sector = { .sector =
                                           ctn_sector_add (self->project, 0, "Bikes", &error) };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) sectors = NULL;

  g_assert_no_error (error);
  add_entry (self, &of_chain, "rivalry", "Of the chain");
  add_entry (self, &of_sector, "rivalry", "Of the sector");
  list = list_entries (self, &of_sector);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((CtnCanvasEntry *) g_ptr_array_index (list, 0))->text, ==, "Of the sector");
  sectors = ctn_canvas_list_sectors (ctn_project_get_reader (self->project), &error);
  g_assert_cmpuint (sectors->len, ==, 1);
  g_assert_cmpint (g_array_index (sectors, gint64, 0), ==, of_sector.sector);
}

/* No two fields of a form stand on the same cell, and together they fill at most its grid. */
static void
test_grids (Fixture *self, gconstpointer data)
{
  for (guint canvas = 0; canvas < CTN_N_CANVASES; canvas++) {
    guint n, columns, rows;
    const CtnCanvasField *fields = ctn_canvas_get_fields (canvas, &n, &columns, &rows);
    g_autofree gboolean *taken = g_new0 (gboolean, columns * rows);

    for (guint i = 0; i < n; i++)
      for (guint x = fields[i].x; x < fields[i].x + fields[i].width; x++)
        for (guint y = fields[i].y; y < fields[i].y + fields[i].height; y++) {
          g_assert_cmpuint (x, <, columns);
          g_assert_cmpuint (y, <, rows);
          g_assert_false (taken[y * columns + x]);
          taken[y * columns + x] = TRUE;
        }
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*function) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/chain-snapshot/nothing", test_nothing }, { "/chain-snapshot/changes", test_changes },
    { "/chain-snapshot/errors", test_errors },   { "/chain-canvas/entries", test_canvas },
    { "/chain-canvas/sector", test_sector },     { "/chain-canvas/grids", test_grids },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
