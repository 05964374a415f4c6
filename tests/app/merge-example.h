/* A copy of the open project in which somebody else went on working, for tests and pictures. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* Saves the project, if it has no file yet, and a copy of it beside; changes both, so that two fields and a
 * deletion are in conflict and some changes are not. Returns: (transfer full): the copy */
GFile *merge_example_new (CtnProject *project);

/* Edits @file as another program would: renames its first organisation to @name. */
/* Renames the organisation that comes first by name; a name that sorts elsewhere makes another the first. */
void merge_example_rename (GFile *file, const char *name);

G_END_DECLS
