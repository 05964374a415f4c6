#include "ctn-projection.h"

#include <math.h>

/* GRS 80, and the parameters of EPSG:3035. */
#define SEMI_MAJOR 6378137.0
#define FLATTENING (1 / 298.257222101)
#define LATITUDE_0 52.0
#define LONGITUDE_0 10.0
#define FALSE_EASTING 4321000.0
#define FALSE_NORTHING 3210000.0

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

/* Twice the authalic q of a latitude; Snyder 3-12. */
static double
get_q (double sine, double e)
{
  double es = e * sine;

  return (1 - e * e) * (sine / (1 - es * es) - log ((1 - es) / (1 + es)) / (2 * e));
}

void
ctn_projection_laea (double longitude, double latitude, double *easting, double *northing)
{
  const double e = sqrt (FLATTENING * (2 - FLATTENING));
  const double sine_0 = sin (radians (LATITUDE_0));
  const double q_p = get_q (1, e);
  const double r_q = SEMI_MAJOR * sqrt (q_p / 2);
  const double beta_0 = asin (get_q (sine_0, e) / q_p);
  const double m_0 = cos (radians (LATITUDE_0)) / sqrt (1 - e * e * sine_0 * sine_0);
  const double d = SEMI_MAJOR * m_0 / (r_q * cos (beta_0));
  double lambda = radians (longitude - LONGITUDE_0);
  double beta = asin (CLAMP (get_q (sin (radians (latitude)), e) / q_p, -1, 1));
  double b =
      r_q * sqrt (2 / (1 + sin (beta_0) * sin (beta) + cos (beta_0) * cos (beta) * cos (lambda)));

  *easting = FALSE_EASTING + b * d * cos (beta) * sin (lambda);
  *northing = FALSE_NORTHING +
              b / d * (cos (beta_0) * sin (beta) - sin (beta_0) * cos (beta) * cos (lambda));
}
