/* What of a page is taken already, for labels that look for a free place: in squares, so that a question costs the same
 * however much there is. */
#pragma once

#include "ctn-scene.h"

G_BEGIN_DECLS

/* By what a place is taken; they can be put together. */
typedef enum {
  CTN_TAKEN_TEXT = 1 << 0,
  CTN_TAKEN_POINT = 1 << 1,
  CTN_TAKEN_LINE = 1 << 2,
  CTN_TAKEN_GRID = 1 << 3,
  CTN_TAKEN_LEADER = 1 << 4, /* from a label to what it names */
} CtnTaken;

typedef struct _CtnLabelPlaces CtnLabelPlaces;

/* A free page of @width × @height points. (transfer full) */
CtnLabelPlaces *ctn_label_places_new (double width, double height) G_GNUC_WARN_UNUSED_RESULT;
void ctn_label_places_free (CtnLabelPlaces *self);

void ctn_label_places_take (CtnLabelPlaces *self, const cairo_rectangle_t *box, CtnTaken by);
void ctn_label_places_take_line (CtnLabelPlaces *self, CtnPoint from, CtnPoint to, CtnTaken by);

/* By what of @box is taken, 0 for nothing. What reaches over the page's edge is taken by all. */
CtnTaken ctn_label_places_look (const CtnLabelPlaces *self, const cairo_rectangle_t *box);

/* The same along a line, its first @skip points left out. */
CtnTaken
ctn_label_places_look_along (const CtnLabelPlaces *self, CtnPoint from, CtnPoint to, double skip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnLabelPlaces, ctn_label_places_free)

G_END_DECLS
