#include "ctn-region-network.h"

#include <ctn-code-list.h>
#include <math.h>
#include <string.h>

/* NUTS writes two countries otherwise than ISO 3166 does. */
#define NUTS_COUNTRY(country)                                                                      \
  "(CASE " country " WHEN 'GR' THEN 'EL' WHEN 'GB' THEN 'UK' ELSE " country " END)"

/* Region at level 2 of an organisation with the alias @o. */
#define REGION(o) "coalesce (substr (" o ".nuts, 1, 4), " NUTS_COUNTRY (o ".country") ")"

void
ctn_place_free (CtnPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->nuts);
  g_free (self->name);
  g_array_unref (self->organisations);
  g_free (self);
}

void
ctn_places_free (CtnPlaces *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->places);
  g_free (self);
}

void
ctn_region_link_free (CtnRegionLink *self)
{
  if (self == NULL)
    return;
  g_free (self->one);
  g_free (self->other);
  g_free (self);
}

gboolean
ctn_place_find_region (const char *nuts, double *longitude, double *latitude, int *level)
{
  CtnCodeList *list = ctn_code_list_get ("nuts-2024", NULL);
  g_autofree char *code = g_strdup (nuts);

  for (gsize length = strlen (code); list != NULL && length >= 2; length--) {
    const CtnCode *entry;

    code[length] = '\0';
    entry = ctn_code_list_lookup (list, code);
    if (entry == NULL || !isfinite (entry->longitude))
      continue;
    *longitude = entry->longitude;
    *latitude = entry->latitude;
    if (level != NULL)
      *level = entry->level;
    return TRUE;
  }
  return FALSE;
}

/* The ids as a JSON array, as SQLite's json_each () takes it. */
static char *
ids_to_json (GArray *ids)
{
  GString *json = g_string_sized_new (ids->len * 20 + 2);

  g_string_append_c (json, '[');
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (ids, gint64, i));
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

/* Coordinates to a hundredth of a degree, region, country, number, their ids, the name of one. */
static CtnStatement *
query_places (CtnConnection *reader, GArray *ids, GError **error)
{
  g_autofree char *json = NULL;

  if (ids == NULL)
    return ctn_connection_query (
        reader, error,
        "SELECT round (o.longitude, 2), round (o.latitude, 2), coalesce (o.nuts, ''), "
        "coalesce (" NUTS_COUNTRY (
            "o.country") ", ''), count(*), group_concat (o.id), min (o.name) "
                         "FROM organisation o GROUP BY 1, 2, 3, 4",
        "");
  json = ids_to_json (ids);
  return ctn_connection_query (
      reader, error,
      "SELECT round (o.longitude, 2), round (o.latitude, 2), coalesce (o.nuts, ''), "
      "coalesce (" NUTS_COUNTRY ("o.country") ", ''), count(*), group_concat (o.id), min (o.name) "
                                              "FROM json_each (?) j JOIN organisation o ON o.id = "
                                              "j.value GROUP BY 1, 2, 3, 4",
      "t", json);
}

/* From a list with commas. */
static void
add_ids (CtnPlace *place, const char *text)
{
  char *end;

  for (const char *at = text; at != NULL && *at != '\0'; at = *end == ',' ? end + 1 : end) {
    gint64 id = g_ascii_strtoll (at, &end, 10);

    g_array_append_val (place->organisations, id);
  }
}

/* Places of one point are one, whatever led there. */
static void
add_place (CtnPlaces *self, GHashTable *known, CtnStatement *row, double longitude, double latitude)
{
  guint n = (guint) ctn_statement_get_int (row, 4);
  g_autofree char *key = g_strdup_printf ("%.4f %.4f", longitude, latitude);
  CtnPlace *place = g_hash_table_lookup (known, key);

  self->n_placed += n;
  if (place == NULL) {
    place = g_new0 (CtnPlace, 1);
    place->longitude = longitude;
    place->latitude = latitude;
    place->nuts = g_strdup (ctn_statement_get_text (row, 2));
    if (*place->nuts == '\0')
      g_set_str (&place->nuts, ctn_statement_get_text (row, 3));
    place->organisations = g_array_new (FALSE, FALSE, sizeof (gint64));
    place->name = g_strdup (ctn_statement_get_text (row, 6));
    g_ptr_array_add (self->places, place);
    g_hash_table_insert (known, g_steal_pointer (&key), place);
  }
  place->n += n;
  add_ids (place, ctn_statement_get_text (row, 5));
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const CtnPlace *one = *(const CtnPlace *const *) a;
  const CtnPlace *other = *(const CtnPlace *const *) b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  return g_strcmp0 (one->name, other->name);
}

CtnPlaces *
ctn_places_load (CtnConnection *reader, GArray *ids, GError **error)
{
  g_autoptr (CtnPlaces) self = g_new0 (CtnPlaces, 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = query_places (reader, ids, &local_error);

  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_place_free);
  while (ctn_statement_next (rows, &local_error)) {
    double longitude = ctn_statement_get_double (rows, 0);
    double latitude = ctn_statement_get_double (rows, 1);
    guint n = (guint) ctn_statement_get_int (rows, 4);
    int level = 3;

    if (!isfinite (longitude) || !isfinite (latitude)) {
      if (!ctn_place_find_region (ctn_statement_get_text (rows, 2), &longitude, &latitude,
                                  &level) &&
          !ctn_place_find_region (ctn_statement_get_text (rows, 3), &longitude, &latitude,
                                  &level)) {
        self->n_unplaced += n;
        continue;
      }
      self->n_by_country += level == 0 ? n : 0;
    }
    add_place (self, known, rows, longitude, latitude);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_ptr_array_sort (self->places, compare_places);
  return g_steal_pointer (&self);
}

static const char *const link_sql[CTN_N_LINK_KINDS] = {
  "WITH place (id, region) AS (SELECT a.id, coalesce (substr (a.nuts, 1, 4), " REGION (
      "o") ", " NUTS_COUNTRY ("a.country") ") FROM chain_actor a "
                                           "LEFT JOIN organisation o ON o.id = a.organisation) "
                                           "SELECT min (s.region, t.region), max (s.region, "
                                           "t.region), count(*) FROM chain_link l "
                                           "JOIN place s ON s.id = l.source JOIN place t ON t.id = "
                                           "l.target "
                                           "WHERE l.state IN ('existing', 'weak') AND s.region <> "
                                           "t.region GROUP BY 1, 2",
  "WITH member (partnership, region) AS (SELECT DISTINCT m.partnership, " REGION (
      "o") " FROM membership m JOIN organisation o ON o.id = m.organisation) "
           "SELECT a.region, b.region, count(*) FROM member a JOIN member b "
           "ON b.partnership = a.partnership AND a.region < b.region GROUP BY 1, 2",
  "SELECT min (" REGION ("v") ", " REGION ("h") "), max (" REGION ("v") ", " REGION (
      "h") "), count(*) FROM exchange e JOIN organisation v ON v.id = e.visitor "
           "JOIN organisation h ON h.id = e.host WHERE e.state <> 'cancelled' "
           "AND " REGION ("v") " <> " REGION ("h") " GROUP BY 1, 2",
};

static gboolean
read_links (CtnConnection *reader, CtnLinkKind kind, GHashTable *links, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, &local_error, link_sql[kind], "");

  while (ctn_statement_next (rows, &local_error)) {
    const char *one = ctn_statement_get_text (rows, 0);
    const char *other = ctn_statement_get_text (rows, 1);
    g_autofree char *key = g_strconcat (one, " ", other, NULL);
    CtnRegionLink *link = g_hash_table_lookup (links, key);

    if (link == NULL) {
      link = g_new0 (CtnRegionLink, 1);
      link->one = g_strdup (one);
      link->other = g_strdup (other);
      g_hash_table_insert (links, g_steal_pointer (&key), link);
    }
    link->n[kind] += (guint) ctn_statement_get_int (rows, 2);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static guint
count_all (const CtnRegionLink *link)
{
  guint n = 0;

  for (guint i = 0; i < CTN_N_LINK_KINDS; i++)
    n += link->n[i];
  return n;
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const CtnRegionLink *one = *(const CtnRegionLink *const *) a;
  const CtnRegionLink *other = *(const CtnRegionLink *const *) b;
  int order = strcmp (one->one, other->one);

  if (count_all (one) != count_all (other))
    return count_all (one) > count_all (other) ? -1 : 1;
  return order != 0 ? order : strcmp (one->other, other->other);
}

GPtrArray *
ctn_region_link_list (CtnConnection *reader, GError **error)
{
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) ctn_region_link_free);
  GPtrArray *list;
  GHashTableIter iter;
  gpointer key;
  gpointer link;

  for (guint kind = 0; kind < CTN_N_LINK_KINDS; kind++)
    if (!read_links (reader, (CtnLinkKind) kind, links, error))
      return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_region_link_free);
  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, &key, &link)) {
    g_hash_table_iter_steal (&iter);
    g_free (key);
    g_ptr_array_add (list, link);
  }
  g_ptr_array_sort (list, compare_links);
  return list;
}
