#include "merge-support.h"

void
sides_run (CtnProject *project, const char *sql)
{
  support_run (project, "Edit", NULL, sql);
}

void
sides_part (Sides *sides)
{
  support_publish (sides->ours);
  support_copy ("ours.catenary", "theirs.catenary");
  sides->theirs = support_open ("theirs.catenary");
  ctn_project_set_author (sides->theirs, "Berta");
}

void
sides_set_up (Sides *sides, const char *sql)
{
  sides->ours = support_new_project ("ours.catenary");
  sides_run (sides->ours, sql);
  sides_part (sides);
}

void
sides_tear_down (Sides *sides)
{
  support_close (sides->ours);
  support_close (sides->theirs);
}

CtnMerge *
sides_compare (Sides *sides)
{
  g_autoptr (GFile) file = support_file ("theirs.catenary");
  g_autoptr (GError) error = NULL;
  CtnMerge *merge;

  support_publish (sides->theirs);
  merge = ctn_merge_new (sides->ours, file, NULL, &error);
  g_assert_no_error (error);
  return merge;
}

void
sides_apply (Sides *sides, CtnMerge *merge)
{
  g_autoptr (GError) error = NULL;

  ctn_merge_apply (merge, sides->ours, NULL, &error);
  g_assert_no_error (error);
}

void
sides_merge_all (Sides *sides, guint n_conflicts, CtnMergeChoice choice)
{
  g_autoptr (CtnMerge) merge = sides_compare (sides);

  g_assert_cmpuint (ctn_merge_get_conflicts (merge)->len, ==, n_conflicts);
  ctn_merge_choose_all (merge, choice);
  sides_apply (sides, merge);
}
