/* Two projects, one of which takes the other in. */
#pragma once

#include <ctn-merge.h>

#include "project-support.h"

G_BEGIN_DECLS

typedef struct {
  CtnProject *ours;
  CtnProject *theirs;
} Sides;

/* One statement as one operation. */
void sides_run (CtnProject *project, const char *sql);

/* Makes theirs: a copy of ours with another office. */
void sides_part (Sides *self);

/* A project that @sql fills, and a copy of it. */
void sides_set_up (Sides *self, const char *sql);
void sides_tear_down (Sides *self);

/* Publishes theirs and compares it with ours. */
CtnMerge *sides_compare (Sides *self);
void sides_apply (Sides *self, CtnMerge *merge);

/* Compares, asserting how many conflicts there are, decides them all and applies. */
void sides_merge_all (Sides *self, guint n_conflicts, CtnMergeChoice choice);

G_END_DECLS
