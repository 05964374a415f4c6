#include "merge-example.h"

#include <ctn-chain.h>
#include <ctn-organisation.h>
#include <glib/gstdio.h>

static gint64
get_organisation (CtnProject *project, guint position)
{
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &id, NULL,
                          "SELECT id FROM organisation ORDER BY name, id LIMIT 1 OFFSET ?", "i",
                          (gint64) position);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
edit (CtnProject *project, gint64 organisation, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  ctn_organisation_edit (project, &organisation, 1,
                         ctn_record_kind_find_field (ctn_organisation_kind (), field), text,
                         &error);
  g_assert_no_error (error);
}

static void delete (CtnProject *project, gint64 organisation)
{
  g_autoptr (GError) error = NULL;

  ctn_organisation_delete (project, &organisation, 1, &error);
  g_assert_no_error (error);
}

static CtnProject *
open_other (GFile *file)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  g_assert_no_error (error);
  ctn_project_set_author (project, "Berta Beispiel");
  return project;
}

static void
close_other (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_close (project, FALSE, &error);
  g_assert_no_error (error);
  g_object_unref (project);
}

static GFile *
make_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_state_dir (), 0700), ==, 0);
  return g_file_new_for_path (path);
}

GFile *
merge_example_new (CtnProject *project)
{
  GFile *copy = make_file ("office-berta.catenary");
  g_autoptr (GFile) own = make_file ("office.catenary");
  g_autoptr (GError) error = NULL;
  gint64 ids[6];
  CtnProject *other;

  if (ctn_project_get_file (project) == NULL)
    ctn_project_save_as (project, own, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = get_organisation (project, i);
  ctn_project_save_copy (project, copy, NULL, &error);
  g_assert_no_error (error);
  other = open_other (copy);
  edit (other, ids[0], "web", "https://www.example.org/berta");
  edit (other, ids[0], "phone", "+49 30 1234567");
  edit (other, ids[1], "city", "Weiden");
  edit (other, ids[2], "description", "Makes separators for batteries.");
  edit (other, ids[3], "notes", "Met at the fair");
  delete (other, ids[5]);
  close_other (other);
  edit (project, ids[0], "web", "https://www.example.org/anna");
  edit (project, ids[1], "city", "Cham");
  edit (project, ids[4], "phone", "+49 30 7654321");
  edit (project, ids[5], "notes", "Still needed");
  delete (project, ids[3]);
  return copy;
}

void
merge_example_rename (GFile *file, const char *name)
{
  CtnProject *other = open_other (file);

  edit (other, get_organisation (other, 0), "name", name);
  close_other (other);
}
