/* The projection of the map of Europe: ETRS89-extended / LAEA Europe, EPSG:3035, Lambert's azimuthal equal-area
 * projection of the GRS 80 ellipsoid about 52° N 10° E. Areas are true, so symbols are compared fairly. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From degrees, east and north, to metres, easting and northing.
 * J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), equations 24-17 to 24-22,
 * for the ellipsoid, oblique aspect. WGS 84 and ETRS89 are taken as the same, which is right to less than a metre. */
void ctn_projection_laea (double longitude, double latitude, double *easting, double *northing);

G_END_DECLS
