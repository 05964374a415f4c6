#include "ctn-region-map-figure.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-indicator.h>
#include <ctn-number.h>
#include <math.h>
#include <string.h>

struct _CtnRegionMapFigure {
  CtnPlaces *places;     /* (owned) */
  GStringChunk *strings; /* (owned) */
  GArray *points;        /* (owned) CtnMapPoint */
  GArray *links;         /* (owned) CtnMapLink */
  GArray *values;        /* (owned) CtnMapValue */
  const char *kinds[CTN_N_LINK_KINDS];
  CtnRegionMapData data;
};

void
ctn_region_map_figure_free (CtnRegionMapFigure *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->places, ctn_places_free);
  g_array_unref (self->points);
  g_array_unref (self->links);
  g_array_unref (self->values);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static void
add_points (CtnRegionMapFigure *self)
{
  for (guint i = 0; i < self->places->places->len; i++) {
    const CtnPlace *place = self->places->places->pdata[i];
    CtnMapPoint point = { .longitude = place->longitude,
                          .latitude = place->latitude,
                          .n = place->n,
                          .label = place->n == 1 || *place->nuts == '\0'
                                       ? place->name
                                       : ctn_place_get_title (place->nuts) };

    g_array_append_val (self->points, point);
  }
}

static gboolean
add_links (CtnRegionMapFigure *self,
           CtnConnection *reader,
           const CtnRegionMapOptions *options,
           GError **error)
{
  g_autoptr (GPtrArray) links = ctn_region_link_list (reader, error);

  for (guint i = 0; links != NULL && i < links->len; i++) {
    const CtnRegionLink *link = links->pdata[i];
    CtnMapLink arc = { .id = i + 1 };
    g_autofree char *label = NULL;

    if (!ctn_place_find_region (link->one, &arc.from_longitude, &arc.from_latitude, NULL) ||
        !ctn_place_find_region (link->other, &arc.to_longitude, &arc.to_latitude, NULL))
      continue;
    label = g_strdup_printf ("%s – %s", ctn_place_get_title (link->one),
                             ctn_place_get_title (link->other));
    arc.label = g_string_chunk_insert (self->strings, label);
    for (guint kind = 0; kind < CTN_N_LINK_KINDS; kind++) {
      arc.kind = kind;
      arc.n = link->n[kind];
      if (options->links[kind] && arc.n > 0)
        g_array_append_val (self->links, arc);
    }
  }
  return links != NULL;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const CtnMapValue *one = a;
  const CtnMapValue *other = b;

  return one->value > other->value ? -1 : one->value < other->value;
}

static void
add_value (CtnRegionMapFigure *self, const CtnIndicator *indicator, const char *nuts, int year)
{
  int found = 0;
  CtnMapValue value = { .value = ctn_indicator_get (indicator, nuts, year, &found) };
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  /* The Union and whole countries would cover the regions. */
  if (isnan (value.value) || strlen (nuts) < 3 ||
      !ctn_place_find_region (nuts, &value.longitude, &value.latitude, NULL))
    return;
  number = ctn_number_format (value.value, 2);
  text = indicator->unit != NULL ? g_strdup_printf ("%s %s (%d)", number, indicator->unit, found)
                                 : g_strdup_printf ("%s (%d)", number, found);
  value.id = self->values->len + 1;
  value.label = ctn_place_get_title (g_string_chunk_insert (self->strings, nuts));
  value.text = g_string_chunk_insert (self->strings, text);
  g_array_append_val (self->values, value);
}

/* The name of the indicator with what one must know of it: unit, year, source. */
static void
name_values (CtnRegionMapFigure *self, const CtnIndicator *indicator, int year)
{
  g_autofree char *number = year != 0 ? g_strdup_printf ("%d", year) : g_strdup (_ ("latest year"));
  g_autoptr (GString) title = g_string_new (indicator->name);

  if (indicator->unit != NULL)
    g_string_append_printf (title, ", %s", indicator->unit);
  g_string_append_printf (title, ", %s", number);
  if (indicator->source != NULL)
    g_string_append_printf (title, " (%s)", indicator->source);
  self->data.value_title = g_string_chunk_insert (self->strings, title->str);
  self->data.title = g_string_chunk_insert (self->strings, indicator->name);
}

static gboolean
add_values (CtnRegionMapFigure *self,
            CtnConnection *reader,
            const CtnRegionMapOptions *options,
            GError **error)
{
  g_autoptr (CtnIndicator) indicator = NULL;
  g_autoptr (GPtrArray) regions = NULL;

  if (options->indicator == 0)
    return TRUE;
  indicator = ctn_indicator_load (reader, options->indicator, error);
  if (indicator == NULL)
    return FALSE;
  regions = ctn_indicator_list_regions (indicator);
  for (guint i = 0; i < regions->len; i++)
    add_value (self, indicator, regions->pdata[i], options->year);
  g_array_sort (self->values, compare_values);
  name_values (self, indicator, options->year);
  return TRUE;
}

/* Those that stand where they are not, or nowhere. */
static void
add_note (CtnRegionMapFigure *self)
{
  g_autoptr (GString) note = g_string_new (NULL);
  guint beside = self->places->n_unplaced;

  for (guint i = 0; i < self->points->len; i++) {
    const CtnMapPoint *point = &g_array_index (self->points, CtnMapPoint, i);
    double x;
    double y;

    beside += ctn_region_map_locate (point->longitude, point->latitude, &x, &y) ? 0 : point->n;
  }
  if (self->places->n_by_country > 0)
    g_string_append_printf (note,
                            ctn_ngettext ("%u organisation stands in the middle of its country. ",
                                          "%u organisations stand in the middle of their country. ",
                                          self->places->n_by_country),
                            self->places->n_by_country);
  if (beside > 0)
    g_string_append_printf (note,
                            ctn_ngettext ("%u organisation is beside the map or without a place.",
                                          "%u organisations are beside the map or without a place.",
                                          beside),
                            beside);
  if (note->len > 0)
    self->data.note = g_string_chunk_insert (self->strings, note->str);
}

static void
fill_data (CtnRegionMapFigure *self)
{
  self->kinds[CTN_LINK_CHAIN] = _ ("Value chains");
  self->kinds[CTN_LINK_PARTNERSHIP] = _ ("Partnerships");
  self->kinds[CTN_LINK_EXCHANGE] = _ ("Exchanges");
  if (self->data.title == NULL)
    self->data.title = _ ("Map of Regions");
  self->data.points = (const CtnMapPoint *) (gpointer) self->points->data;
  self->data.n_points = self->points->len;
  self->data.links = (const CtnMapLink *) (gpointer) self->links->data;
  self->data.n_links = self->links->len;
  self->data.kinds = self->kinds;
  self->data.n_kinds = CTN_N_LINK_KINDS;
  self->data.values = (const CtnMapValue *) (gpointer) self->values->data;
  self->data.n_values = self->values->len;
}

CtnRegionMapFigure *
ctn_region_map_figure_new (CtnConnection *reader,
                           const CtnRegionMapOptions *options,
                           GError **error)
{
  g_autoptr (CtnRegionMapFigure) self = g_new0 (CtnRegionMapFigure, 1);

  self->strings = g_string_chunk_new (4096);
  self->points = g_array_new (FALSE, FALSE, sizeof (CtnMapPoint));
  self->links = g_array_new (FALSE, FALSE, sizeof (CtnMapLink));
  self->values = g_array_new (FALSE, FALSE, sizeof (CtnMapValue));
  self->places = ctn_places_load (reader, options->organisations, error);
  if (self->places == NULL || !add_links (self, reader, options, error) ||
      !add_values (self, reader, options, error))
    return NULL;
  if (!options->hide_places) {
    add_points (self);
    add_note (self);
  }
  fill_data (self);
  return g_steal_pointer (&self);
}

CtnScene *
ctn_region_map_figure_layout (const CtnRegionMapFigure *self,
                              double zoom,
                              CtnMetrics *metrics,
                              const CtnTheme *theme)
{
  return ctn_region_map_layout (&self->data, zoom, metrics, theme);
}

GArray *
ctn_region_map_figure_list_organisations (const CtnRegionMapFigure *self, double zoom, gint64 place)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) clusters =
      ctn_region_map_cluster (self->data.points, self->data.n_points, zoom);

  for (guint i = 0; i < clusters->len; i++)
    if (g_array_index (clusters, int, i) == place - 1) {
      const CtnPlace *found = self->places->places->pdata[i];

      g_array_append_vals (ids, found->organisations->data, found->organisations->len);
    }
  return ids;
}

const CtnRegionMapData *
ctn_region_map_figure_get_data (const CtnRegionMapFigure *self)
{
  return &self->data;
}
