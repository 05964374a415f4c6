/* Timelines: bars from day to day in groups, with today's line. For activities, measures, labels: whatever
 * has a beginning and an end.
 *
 * The breadth is given, the height follows from the rows: within a group, bars that would overlap lie below
 * each other. A name stands in its bar where there is room, else behind it; in a group of many, names give
 * way to bars. What lies outside of the period is not drawn, what reaches beyond it has an open end. The colour says the kind and so does the
 * marker at the bar's beginning; what is only planned is an outline with a dash, what was cancelled is
 * struck out. Bars are activated as "item". */
#pragma once

#include "ctn-scene.h"

G_BEGIN_DECLS

#define CTN_TIMELINE_MAX_ITEMS 2000

typedef enum {
  CTN_TIMELINE_DONE,
  CTN_TIMELINE_PLANNED,
  CTN_TIMELINE_CANCELLED,
} CtnTimelineState;

typedef struct {
  gint64 id;
  const char *label;
  const char *when; /* (nullable) its dates in words, for whoever cannot see the bar */
  const char
      *group;   /* (nullable) items with the same group stand together, in the order of coming */
  guint series; /* its kind, from 0 */
  gint32 first; /* Julian day (g_date_get_julian()) */
  gint32 last;  /* at least @first */
  CtnTimelineState state;
} CtnTimelineItem;

/* Plain data; all of it may go after the layout. */
typedef struct {
  const char *title; /* (nullable) */
  const CtnTimelineItem *items;
  guint n_items;                   /* up to CTN_TIMELINE_MAX_ITEMS; more are left out */
  const char *const *series_names; /* ends with %NULL */
  gint32 from;                     /* the period; 0 and 0 for that of the items */
  gint32 to;
  gint32 today;      /* 0: no line */
  const char *other; /* what items without a group are headed by */
} CtnTimelineData;

/* Returns: (transfer full): a scene @width points broad (at least 280) and as high as it needs. */
CtnScene *ctn_timeline_layout (const CtnTimelineData *data,
                               double width,
                               CtnMetrics *metrics,
                               const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
