/* Outlines of the countries of Europe, as they lie behind the map of regions; data/geo/README.md says where they are
 * from. */
#pragma once

#include "ctn-path.h"

G_BEGIN_DECLS

typedef struct {
  guint first; /* index into the points of the outlines */
  guint n;
} CtnOutlineRing;

typedef struct {
  char code[3]; /* ISO 3166-1; "" where the source has none */
  guint first_ring;
  guint n_rings;
} CtnOutlineCountry;

typedef struct {
  CtnOutlineCountry *countries;
  guint n_countries;
  CtnOutlineRing *rings;
  guint n_rings;
  CtnPoint *points; /* easting and northing in metres, EPSG:3035 */
  guint n_points;
} CtnOutlines;

/* The outlines, read and projected at the first call; thread-safe. They live as long as the process.
 * Returns: (transfer none) (nullable): %NULL with @error set when the file cannot be read */
const CtnOutlines *ctn_outlines_get (GError **error);

G_END_DECLS
