/* What the commands about regions share. */
#pragma once

#include <ctn-scene.h>

#include "ctn-cli.h"

G_BEGIN_DECLS

/* Prints what is known of a region; see README.md in this folder. Returns a CtnExit. */
int ctn_cli_analyse_region (CtnProject *project, const char *region, gboolean json);

/* Prints how far the priorities of regions overlap: @regions are codes with commas between. Returns a CtnExit. */
int ctn_cli_analyse_overlap (CtnProject *project, const char *regions, gboolean json);

/* The charts of this room. */
typedef struct {
  const char *indicator; /* (nullable) code */
  const char *regions;   /* (nullable) of the trend: codes with commas between; all */
  int year;
  const char *links;   /* (nullable) chains, partnerships, exchanges, all or none */
  const char *columns; /* (nullable) sectors, nace, nabs, policy or tags */
  double width;
  double height; /* of the trend; the others have their own */
  double zoom;
} CtnCliRegionChart;

/* @kind: "map", "matrix", "overlap", "indicator" or "trend". Returns: (transfer full) (nullable) */
CtnScene *ctn_cli_make_region_chart (CtnProject *project,
                                     const char *kind,
                                     const CtnCliRegionChart *request,
                                     const CtnTheme *theme,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
