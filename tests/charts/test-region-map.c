/* The map of regions.
 *
 * Published coordinates: IOGP Guidance Note 7-2, Coordinate Conversions and Transformations including Formulas
 * (373-07-2), Lambert azimuthal equal area, the example for ETRS-LAEA: 50° N 5° E is 3,962,799.45 E 2,999,718.85 N;
 * the same two numbers stand in the tests of PROJ for EPSG:3035. The false origin is that of EPSG:3035 itself.
 *
 * The projection keeps areas, so the outlines must have the countries' areas: km² as Eurostat gives them (reg_area3,
 * total area, 2024: DE 357,588; AT 83,882; HU 93,012; CZ 78,871; PL 311,928), to 2 % for outlines at 1:50 m. */
#include <ctn-outlines.h>
#include <ctn-projection.h>
#include <ctn-region-map.h>
#include <math.h>
#include <string.h>

static void
test_projection (void)
{
  double x;
  double y;

  ctn_projection_laea (5, 50, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 3962799.45, 0.01);
  g_assert_cmpfloat_with_epsilon (y, 2999718.85, 0.01);
  ctn_projection_laea (10, 52, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 4321000, 1e-6);
  g_assert_cmpfloat_with_epsilon (y, 3210000, 1e-6);
}

/* Shoelace; in km². */
static double
get_area (const CtnOutlines *outlines, const char *code)
{
  double area = 0;

  for (guint i = 0; i < outlines->n_countries; i++) {
    const CtnOutlineCountry *country = &outlines->countries[i];

    for (guint j = 0; g_str_equal (country->code, code) && j < country->n_rings; j++) {
      const CtnOutlineRing *ring = &outlines->rings[country->first_ring + j];
      double twice = 0;

      for (guint k = 0; k < ring->n; k++) {
        const CtnPoint *a = &outlines->points[ring->first + k];
        const CtnPoint *b = &outlines->points[ring->first + (k + 1) % ring->n];

        twice += a->x * b->y - b->x * a->y;
      }
      area += fabs (twice) / 2 / 1e6;
    }
  }
  return area;
}

static void
test_outlines (void)
{
  static const struct {
    const char *code;
    double area;
  } countries[] = {
    { "DE", 357588 }, { "AT", 83882 }, { "HU", 93012 }, { "CZ", 78871 }, { "PL", 311928 }
  };
  g_autoptr (GError) error = NULL;
  const CtnOutlines *outlines = ctn_outlines_get (&error);

  g_assert_no_error (error);
  g_assert_true (outlines == ctn_outlines_get (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++) {
    double area = get_area (outlines, countries[i].code);

    if (fabs (area / countries[i].area - 1) > 0.02)
      g_error ("%s has %.0f km²", countries[i].code, area);
  }
}

/* Regensburg, Nittendorf 9 km away, Szombathely, and Las Palmas, which is beside the map. */
static const CtnMapPoint points[] = {
  { 12.10, 49.01, 10, "Regensburg" },
  { 16.62, 47.23, 4, "Szombathely" },
  { 11.98, 49.02, 1, "Nittendorf" },
  { -15.43, 28.12, 3, "Las Palmas" },
};

static void
test_cluster (void)
{
  g_autoptr (GArray) far = ctn_region_map_cluster (points, G_N_ELEMENTS (points), 1);
  g_autoptr (GArray) near = ctn_region_map_cluster (points, G_N_ELEMENTS (points), 16);

  g_assert_cmpint (g_array_index (far, int, 0), ==, 0);
  g_assert_cmpint (g_array_index (far, int, 1), ==, 1);
  g_assert_cmpint (g_array_index (far, int, 2), ==, 0);
  g_assert_cmpint (g_array_index (far, int, 3), ==, -1);
  g_assert_cmpint (g_array_index (near, int, 2), ==, 2);
}

static const CtnMark *
find (CtnScene *scene, const char *role, gint64 id)
{
  int index = ctn_scene_find (scene, role, id, 0);

  return index >= 0 ? ctn_scene_get_mark (scene, (guint) index) : NULL;
}

/* The same of a mark that there must be. */
static const CtnMark *
get (CtnScene *scene, const char *role, gint64 id)
{
  const CtnMark *mark = find (scene, role, id);

  if (mark == NULL)
    g_error ("there is no %s %" G_GINT64_FORMAT, role, id);
  return mark;
}

static CtnScene *
layout (double zoom)
{
  static const CtnMapLink links[] = { { 1, 12.1, 49.0, 16.6, 47.2, 0, 4, "A – B" } };
  static const CtnMapValue values[] = { { 1, 12.1, 49.0, 20, "A", "20 %" },
                                        { 2, 16.6, 47.2, 5, "B", "5 %" } };
  static const char *const kinds[] = { "Value chains" };
  const CtnRegionMapData data = { .title = "Map",
                                  .points = points,
                                  .n_points = G_N_ELEMENTS (points),
                                  .links = links,
                                  .n_links = 1,
                                  .kinds = kinds,
                                  .n_kinds = 1,
                                  .values = values,
                                  .n_values = 2 };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  return ctn_region_map_layout (&data, zoom, metrics, ctn_theme_get (CTN_THEME_LIGHT));
}

/* Numbers are said; the area of a circle goes by the value: half the radius for a quarter of it; at another zoom
 * everything has the same size on the screen. */
static void
test_layout (void)
{
  g_autoptr (CtnScene) scene = layout (1);
  g_autoptr (CtnScene) near = layout (16);
  const CtnMark *place = find (scene, "place", 1);
  const CtnMark *large = find (scene, "value", 1);
  int small = ctn_scene_find (scene, "value", 2, 1);
  const CtnMark *small_mark = ctn_scene_get_mark (scene, (guint) small);
  const CtnMark *link = find (scene, "link", 1);

  g_assert_nonnull (place);
  g_assert_cmpstr (place->info.label, ==, "Regensburg and around");
  g_assert_cmpstr (place->info.value, ==, "11 organisations");
  g_assert_cmpstr (get (near, "place", 1)->info.label, ==, "Regensburg");
  g_assert_cmpstr (link->info.label, ==, "Value chains: A – B");
  g_assert_cmpstr (link->info.value, ==, "4");
  g_assert_cmpfloat_with_epsilon (large->bounds.width - large->paint.width,
                                  2 * (small_mark->bounds.width - small_mark->paint.width), 0.05);
  g_assert_cmpfloat_with_epsilon (get (near, "value", 1)->bounds.width, large->bounds.width / 16,
                                  0.01);
  g_assert_cmpfloat_with_epsilon (ctn_scene_get_width (near), ctn_scene_get_width (scene), 1e-12);
}

/* 100,000 places all over Europe give no more marks than are drawn fluently, whatever the zoom. */
static void
test_many (void)
{
  const guint n = 100000;
  g_autofree CtnMapPoint *many = g_new0 (CtnMapPoint, n);
  g_autoptr (GArray) clusters = NULL;
  int most = 0;

  for (guint i = 0; i < n; i++)
    many[i] = (CtnMapPoint) { -8 + (i % 313) * 0.1, 36 + (i / 313) * 0.1, 1, "x" };
  clusters = ctn_region_map_cluster (many, n, CTN_REGION_MAP_MAX_ZOOM);
  for (guint i = 0; i < n; i++)
    most = MAX (most, g_array_index (clusters, int, i));
  g_assert_cmpint (most, >, 200);
  g_assert_cmpint (most, <, CTN_REGION_MAP_MAX_MARKS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/region-map/projection", test_projection);
  g_test_add_func ("/region-map/outlines", test_outlines);
  g_test_add_func ("/region-map/cluster", test_cluster);
  g_test_add_func ("/region-map/layout", test_layout);
  g_test_add_func ("/region-map/many", test_many);
  return g_test_run ();
}
