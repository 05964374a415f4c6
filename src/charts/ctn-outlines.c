#include "ctn-outlines.h"

#include <ctn-data.h>
#include <json-glib/json-glib.h>

#include "ctn-projection.h"

typedef struct {
  GArray *countries;
  GArray *rings;
  GArray *points;
  double unit; /* degrees to one step of a coordinate */
} Reader;

/* Coordinates are differences from the point before. */
static void
read_ring (Reader *reader, JsonArray *values)
{
  guint n = json_array_get_length (values) / 2;
  CtnOutlineRing ring = { reader->points->len, n };
  gint64 x = 0;
  gint64 y = 0;

  for (guint i = 0; i < n; i++) {
    CtnPoint point;

    x += json_array_get_int_element (values, 2 * i);
    y += json_array_get_int_element (values, 2 * i + 1);
    ctn_projection_laea ((double) x * reader->unit, (double) y * reader->unit, &point.x, &point.y);
    g_array_append_val (reader->points, point);
  }
  g_array_append_val (reader->rings, ring);
}

static void
read_country (Reader *reader, JsonObject *object)
{
  JsonArray *rings = json_object_get_array_member (object, "rings");
  CtnOutlineCountry country = { .first_ring = reader->rings->len };

  g_strlcpy (country.code, json_object_get_string_member_with_default (object, "code", ""),
             sizeof country.code);
  for (guint i = 0; i < json_array_get_length (rings); i++)
    read_ring (reader, json_array_get_array_element (rings, i));
  country.n_rings = reader->rings->len - country.first_ring;
  g_array_append_val (reader->countries, country);
}

/* The file is ours and is checked by a test, so it is read as it should be. */
static CtnOutlines *
read_outlines (GError **error)
{
  g_autofree char *path = ctn_data_path ("geo/europe.json");
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  Reader reader;
  CtnOutlines *outlines;
  JsonObject *root;
  JsonArray *countries;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  reader.countries = g_array_new (FALSE, FALSE, sizeof (CtnOutlineCountry));
  reader.rings = g_array_new (FALSE, FALSE, sizeof (CtnOutlineRing));
  reader.points = g_array_new (FALSE, FALSE, sizeof (CtnPoint));
  root = json_node_get_object (json_parser_get_root (parser));
  reader.unit = json_object_get_double_member (root, "unit");
  countries = json_object_get_array_member (root, "countries");
  for (guint i = 0; i < json_array_get_length (countries); i++)
    read_country (&reader, json_array_get_object_element (countries, i));
  outlines = g_new0 (CtnOutlines, 1);
  outlines->n_countries = reader.countries->len;
  outlines->countries = (gpointer) g_array_free (reader.countries, FALSE);
  outlines->n_rings = reader.rings->len;
  outlines->rings = (gpointer) g_array_free (reader.rings, FALSE);
  outlines->n_points = reader.points->len;
  outlines->points = (gpointer) g_array_free (reader.points, FALSE);
  return outlines;
}

const CtnOutlines *
ctn_outlines_get (GError **error)
{
  static GMutex lock;
  static CtnOutlines *outlines = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (outlines == NULL)
    outlines = read_outlines (error);
  return outlines;
}
