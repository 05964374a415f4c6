/* Where organisations are and which regions they connect: what a map of the project shows. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* Organisations that stand in one place: within about a kilometre where coordinates are known, else at the point of
 * their region, else at that of their country. */
typedef struct {
  double longitude, latitude; /* degrees, WGS 84 */
  guint n;
  char *nuts;            /* as known; "" when not */
  GArray *organisations; /* gint64: their ids */
  char *name;            /* of one of them */
} CtnPlace;

void ctn_place_free (CtnPlace *self);

typedef struct {
  GPtrArray *places;  /* CtnPlace, the largest first */
  guint n_placed;     /* organisations in them */
  guint n_by_country; /* of these, at the point of their country only */
  guint n_unplaced;   /* organisations of which not even the country is known */
} CtnPlaces;

/* The places of all organisations, or of those with @ids (element-type gint64).
 * Takes some 100 ms for 100,000: for worker threads.
 * @ids: (nullable). Returns: (transfer full) (nullable): %NULL with @error set */
CtnPlaces *
ctn_places_load (CtnConnection *reader, GArray *ids, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_places_free (CtnPlaces *self);

/* A point inside the region @nuts, of the longest part of the code that the list of NUTS 2024 knows.
 * @level: (out) (optional): of the region that was found
 * Returns: %FALSE when not even the country is known */
gboolean ctn_place_find_region (const char *nuts, double *longitude, double *latitude, int *level);

typedef enum {
  CTN_LINK_CHAIN,       /* links of value chains that exist or are weak */
  CTN_LINK_PARTNERSHIP, /* partnerships with members in both */
  CTN_LINK_EXCHANGE,    /* exchanges that were not cancelled */
  CTN_N_LINK_KINDS,
} CtnLinkKind;

/* Two regions at NUTS level 2, or countries where no more is known; without direction. */
typedef struct {
  char *one, *other; /* codes, @one before @other */
  guint n[CTN_N_LINK_KINDS];
} CtnRegionLink;

void ctn_region_link_free (CtnRegionLink *self);

/* All pairs that are linked, the strongest first.
 * Returns: (transfer container) (element-type CtnRegionLink) (nullable): %NULL with @error set */
GPtrArray *ctn_region_link_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPlace, ctn_place_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPlaces, ctn_places_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRegionLink, ctn_region_link_free)

G_END_DECLS
