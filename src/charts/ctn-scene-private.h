/* The inside of a scene, for the files that paint and print it. */
#pragma once

#include "ctn-scene.h"

G_BEGIN_DECLS

struct _CtnScene {
  gatomicrefcount references;
  double width, height;
  char *title;       /* (owned) */
  char *description; /* (owned) */
  CtnColor background;
  GArray *marks;     /* (owned) of CtnMark, in the order of drawing */
  GArray *reachable; /* (owned) of guint, in reading order */
};

G_END_DECLS
