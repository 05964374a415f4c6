/* The sector tree of a project: editing, undo, and what the field of organisations accepts. */
#include "ctn-organisation.h"
#include "ctn-sector-names.h"
#include "ctn-sector-tree.h"
#include "ctn-sectors.h"

#include <ctn-record.h>

typedef struct {
  CtnProject *project;
  gint64 a;
  gint64 b;
  gint64 a1; /* below a */
  gint64 organisation;
} Fixture;

static gint64
add (Fixture *f, gint64 parent, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_sector_add (f->project, parent, name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->a = add (f, 0, "Aviation");
  f->b = add (f, 0, "Bioeconomy");
  f->a1 = add (f, f->a, "Drones");
  f->organisation = ctn_organisation_add (f->project, "Aalto", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

/* "Name(code)" with a dash per level. */
static void
assert_tree (Fixture *f, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sectors = ctn_sector_tree_list (reader (f), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < sectors->len; i++) {
    const CtnSector *sector = g_ptr_array_index (sectors, i);

    for (guint level = 0; level < sector->depth; level++)
      g_string_append_c (text, '-');
    g_string_append_printf (text, "%s(%s) ", sector->name, sector->code);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  assert_tree (f, "Aviation(AVI) -Drones(AVI-DRO) Bioeconomy(BIO) ");
  add (f, 0, "Biology");
  add (f, f->a, "Übergröße & more");
  assert_tree (f, "Aviation(AVI) -Drones(AVI-DRO) -Übergröße & more(AVI-UBE) Bioeconomy(BIO) "
                  "Biology(BIO2) ");
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_tree (f, "Aviation(AVI) -Drones(AVI-DRO) Bioeconomy(BIO) Biology(BIO2) ");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char *const bad_names[] = { "", "  ", "Fish; chips", "a|b", "AVIATION", "bio" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad_names); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (ctn_sector_add (f->project, 0, bad_names[i], &error), ==, 0);
    g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  }
  assert_tree (f, "Aviation(AVI) -Drones(AVI-DRO) Bioeconomy(BIO) ");
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ctn_sector_rename (f->project, f->a1, " Small Aircraft ", &error));
  assert_tree (f, "Aviation(AVI) -Small Aircraft(AVI-DRO) Bioeconomy(BIO) ");
  g_assert_false (ctn_sector_rename (f->project, f->a1, "Bioeconomy", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ctn_sector_rename (f->project, f->a1, "small aircraft", &error));
  assert_tree (f, "Aviation(AVI) -small aircraft(AVI-DRO) Bioeconomy(BIO) ");
}

static void
test_move (Fixture *f, gconstpointer data)
{
  add (f, 0, "Cars");
  g_assert_true (ctn_sector_move (f->project, f->a, TRUE, NULL));
  assert_tree (f, "Bioeconomy(BIO) Aviation(AVI) -Drones(AVI-DRO) Cars(CAR) ");
  g_assert_true (ctn_sector_move (f->project, f->a, TRUE, NULL));
  g_assert_true (ctn_sector_move (f->project, f->a, TRUE, NULL));
  assert_tree (f, "Bioeconomy(BIO) Cars(CAR) Aviation(AVI) -Drones(AVI-DRO) ");
  g_assert_true (ctn_sector_move (f->project, f->a, FALSE, NULL));
  assert_tree (f, "Bioeconomy(BIO) Aviation(AVI) -Drones(AVI-DRO) Cars(CAR) ");
  g_assert_true (ctn_sector_move (f->project, f->a1, TRUE, NULL));
  assert_tree (f, "Bioeconomy(BIO) Aviation(AVI) -Drones(AVI-DRO) Cars(CAR) ");
}

static gboolean
set (Fixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = ctn_organisation_edit (
      f->project, &f->organisation, 1,
      ctn_record_kind_find_field (ctn_organisation_kind (), "sectors"), text, &error);

  if (!ok)
    g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  return ok;
}

static void
assert_sectors (Fixture *f, const char *codes, const char *names)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), "sectors");
  g_autofree char *value =
      ctn_record_get (reader (f), ctn_organisation_kind (), f->organisation, field, NULL);
  g_autofree char *text = ctn_field_format (field, value);

  g_assert_cmpstr (value, ==, codes);
  g_assert_cmpstr (text, ==, names);
}

static void
test_field (Fixture *f, gconstpointer data)
{
  g_assert_true (set (f, "drones; BIO"));
  assert_sectors (f, "AVI-DRO; BIO", "Drones; Bioeconomy");
  ctn_sector_rename (f->project, f->a1, "Small Aircraft", NULL);
  assert_sectors (f, "AVI-DRO; BIO", "Small Aircraft; Bioeconomy");
  g_assert_true (set (f, "Small Aircraft"));
  assert_sectors (f, "AVI-DRO", "Small Aircraft");
  /* A name that was given up belongs to whoever takes it. */
  add (f, 0, "Drones");
  g_assert_true (set (f, "Drones"));
  assert_sectors (f, "DRO", "Drones");
  g_assert_false (set (f, "Never heard of"));
  /* Of the shipped list, but not in this project. */
  g_assert_false (set (f, "AM-ROB"));
  assert_sectors (f, "DRO", "Drones");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  set (f, "Drones; Bioeconomy");
  g_assert_true (ctn_sector_delete (f->project, f->a, NULL));
  assert_tree (f, "Bioeconomy(BIO) ");
  assert_sectors (f, "BIO", "Bioeconomy");
  g_assert_false (set (f, "Drones"));
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_true (ctn_project_redo (f->project, NULL));
  assert_tree (f, "Aviation(AVI) -Drones(AVI-DRO) Bioeconomy(BIO) ");
  assert_sectors (f, "AVI-DRO; BIO", "Drones; Bioeconomy");
}

static void
test_count (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) sectors = NULL;
  const CtnSector *aviation;
  const CtnSector *drones;

  set (f, "Drones");
  sectors = ctn_sector_tree_list (reader (f), NULL);
  aviation = g_ptr_array_index (sectors, 0);
  drones = g_ptr_array_index (sectors, 1);
  g_assert_cmpuint (aviation->n_organisations, ==, 0);
  g_assert_true (aviation->is_first && !aviation->is_last);
  g_assert_cmpuint (drones->n_organisations, ==, 1);
  g_assert_cmpint (drones->parent, ==, f->a);
  g_assert_true (drones->is_first && drones->is_last);
}

static gboolean
tie_a_knot (CtnConnection *connection, gpointer data, GError **error)
{
  Fixture *f = data;

  return ctn_connection_run (connection, error, "UPDATE sector SET parent = ? WHERE id = ?", "ii",
                             f->a1, f->a) &&
         ctn_connection_run (connection, error, "UPDATE sector SET name = ? WHERE id = ?", "ti",
                             "[{}]", f->b);
}

/* A file may hang a sector below itself, and name it by what is no name. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Spoil", NULL, NULL };

  g_assert_true (ctn_project_transact (f->project, &operation, tie_a_knot, f, NULL));
  assert_tree (f, "[{}](BIO) ");
  g_assert_true (ctn_sector_names_learn (reader (f), NULL));
}

/* The tree that a new project starts with is all there, in its order. */
static void
test_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_new (NULL, &error);
  g_autoptr (GPtrArray) sectors = NULL;

  g_assert_no_error (error);
  g_assert_true (ctn_sectors_start (project, &error));
  sectors = ctn_sector_tree_list (ctn_project_get_reader (project), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((CtnSector *) sectors->pdata[0])->code, ==, "AM");
  g_assert_cmpstr (((CtnSector *) sectors->pdata[0])->name, ==, "Advanced manufacturing");
  g_assert_cmpstr (((CtnSector *) sectors->pdata[1])->code, ==, "AM-ROB");
  g_assert_cmpuint (((CtnSector *) sectors->pdata[1])->depth, ==, 1);
  ctn_project_close (project, TRUE, NULL);
}

#define ADD(name, function) g_test_add ("/sector/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("add", test_add);
  ADD ("refused", test_refused);
  ADD ("rename", test_rename);
  ADD ("move", test_move);
  ADD ("field", test_field);
  ADD ("delete", test_delete);
  ADD ("count", test_count);
  ADD ("hostile", test_hostile);
  g_test_add_func ("/sector/shipped", test_shipped);
  return g_test_run ();
}
