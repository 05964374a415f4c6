/* The inside of a path, for the files that make paths from others. */
#pragma once

#include "ctn-path.h"

G_BEGIN_DECLS

struct _CtnPath {
  gatomicrefcount references;
  GArray *data; /* (owned) of cairo_path_data_t */
};

G_END_DECLS
