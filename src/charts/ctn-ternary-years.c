#include <ctn-i18n.h>
#include <math.h>

#include "ctn-ternary-private.h"

#define SAME 1.0 /* points nearer to each other than this have one label */
#define AWAY 2.0 /* from the point's marker to its label, at least */
#define STEP 6.0 /* from there to the next place that is tried */
#define N_STEPS 24
#define MORE_SIDES 4U  /* to try at each step */
#define PADDING 2.0    /* between one label and the next */
#define MIN_LEADER 3.0 /* a label nearer than this needs no line */
#define MAX_TEXT_WIDTH 100.0

/* What a place costs, in points of distance: those are only a bit less good. */
#define SIDE_COST 0.2   /* of each side further down the table */
#define GRID_COST 14.0  /* a label on a line of the grid */
#define LEADER_COST 5.0 /* a label that needs a line */
#define LINE_COST 8.0   /* a line over a trail or an edge of the triangle */
#define CROSSING_COST 40.0

/* Around the point, the best sides first: on what of its breadth and height the label's middle lies. */
static const CtnPoint sides[] = { { 1, 0 },    { -1, 0 },  { 0, -1 },    { 0, 1 },
                                  { 1, -1 },   { 1, 1 },   { -1, -1 },   { -1, 1 },
                                  { 1, -0.5 }, { 1, 0.5 }, { -1, -0.5 }, { -1, 0.5 },
                                  { 0.5, -1 }, { 0.5, 1 }, { -0.5, -1 }, { -0.5, 1 } };

/* A label and where it belongs. */
typedef struct {
  guint series;
  guint point; /* the last of those that it names */
  CtnPoint place;
  CtnTextBlock *block; /* (owned) */
} Year;

static void
clear_year (gpointer data)
{
  ctn_text_block_unref (((Year *) data)->block);
}

/* "2021", or "2021–2024" of points in one place. (transfer full) */
static char *
dup_label (const CtnTernarySeries *series, guint first, guint last)
{
  const char *from = series->points[first].label, *until = series->points[last].label;

  if (from == NULL || until == NULL || first == last)
    return g_strdup (until != NULL ? until : from);
  /* Translators: from one year until another */
  return g_strdup_printf (_ ("%s–%s"), from, until);
}

/* The last of the points behind @first that stand where it does, each the next of the one before. */
static guint
find_last (const CtnTernaryPage *page, const CtnTernarySeries *series, guint first, guint n)
{
  CtnPoint start = { 0, 0 }, next = { 0, 0 };
  guint last = first;

  ctn_ternary_find (&page->plot, &series->points[first], &start);
  while (last + 1 < n && ctn_ternary_find (&page->plot, &series->points[last + 1], &next) &&
         hypot (next.x - start.x, next.y - start.y) < SAME)
    last++;
  return last;
}

static void
list_years_of (CtnTernaryPage *page, const CtnTernaryData *data, guint index, GArray *years)
{
  const CtnTernarySeries *series = &data->series[index];
  guint n = MIN (series->n_points, CTN_TERNARY_MAX_POINTS);

  for (guint i = 0; i < n; i++) {
    guint last = find_last (page, series, i, n);
    g_autofree char *label = dup_label (series, i, last);
    Year year = { .series = index, .point = last };

    if (label == NULL || !ctn_ternary_find (&page->plot, &series->points[i], &year.place))
      continue;
    year.block =
        ctn_text_block_new (page->metrics, label, CTN_TERNARY_SMALL_SIZE, FALSE, MAX_TEXT_WIDTH, 1);
    g_array_append_val (years, year);
    i = last;
  }
}

/* Where the label's line ends: the place of its box that is nearest to the point. */
static CtnPoint
find_end (const cairo_rectangle_t *box, CtnPoint point)
{
  return (CtnPoint) { CLAMP (point.x, box->x, box->x + box->width),
                      CLAMP (point.y, box->y, box->y + box->height) };
}

/* What it costs to put the label into @box; infinity where it would cover something. */
static double
get_cost (const CtnTernaryPage *page, const cairo_rectangle_t *box, CtnPoint point, double marker)
{
  const cairo_rectangle_t padded = { box->x - PADDING, box->y, box->width + 2 * PADDING,
                                     box->height };
  guint taken = (guint) ctn_label_places_look (page->places, &padded);
  CtnPoint end = find_end (box, point);
  double distance = hypot (end.x - point.x, end.y - point.y) - marker;
  double cost = distance + (taken & CTN_TAKEN_GRID ? GRID_COST : 0);
  guint crossed;

  if (taken & (CTN_TAKEN_TEXT | CTN_TAKEN_POINT | CTN_TAKEN_LINE | CTN_TAKEN_LEADER))
    return INFINITY;
  if (distance < MIN_LEADER)
    return cost;
  crossed = (guint) ctn_label_places_look_along (page->places, point, end, marker + 1);
  if (crossed & CTN_TAKEN_TEXT)
    return INFINITY;
  return cost + LEADER_COST + (crossed & CTN_TAKEN_LINE ? LINE_COST : 0) +
         (crossed & (CTN_TAKEN_POINT | CTN_TAKEN_LEADER) ? CROSSING_COST : 0);
}

/* More of them further away, evenly on the square of which @sides are the corners and halves. */
static guint
count_sides (guint step)
{
  return G_N_ELEMENTS (sides) + step * MORE_SIDES;
}

static CtnPoint
get_side (guint step, guint index)
{
  double way = 8.0 * index / count_sides (step);
  double along = fmod (way, 2) - 1;

  if (step == 0)
    return sides[index];
  return way < 2   ? (CtnPoint) { 1, along }
         : way < 4 ? (CtnPoint) { -along, 1 }
         : way < 6 ? (CtnPoint) { -1, -along }
                   : (CtnPoint) { along, -1 };
}

/* The best place around the point, near it or away from it. %FALSE when there is none on the page. */
static gboolean
find_box (const CtnTernaryPage *page, const Year *year, double marker, cairo_rectangle_t *found)
{
  double least = INFINITY;

  for (guint step = 0; step < N_STEPS && least > step * STEP; step++)
    for (guint i = 0; i < count_sides (step); i++) {
      CtnPoint side = get_side (step, i);
      double away = marker + AWAY + step * STEP;
      double width = year->block->width, height = year->block->height;
      const cairo_rectangle_t box = { year->place.x + side.x * (away + width / 2) - width / 2,
                                      year->place.y + side.y * (away + height / 2) - height / 2,
                                      width, height };
      double cost = get_cost (page, &box, year->place, marker) + (step == 0 ? i * SIDE_COST : 0);

      if (cost < least) {
        least = cost;
        *found = box;
      }
    }
  return isfinite (least);
}

static void
add_leader (CtnTernaryPage *page,
            const CtnMarkInfo *year,
            guint series,
            const cairo_rectangle_t *box,
            CtnPoint point,
            double marker)
{
  CtnPoint end = find_end (box, point);
  double distance = hypot (end.x - point.x, end.y - point.y);
  double share = marker / MAX (distance, marker);
  CtnPoint start = { point.x + (end.x - point.x) * share, point.y + (end.y - point.y) * share };
  CtnMarkInfo info = *year;
  g_autoptr (CtnPath) line = NULL;

  if (distance - marker < MIN_LEADER)
    return;
  info.role = "leader";
  info.z = CTN_TERNARY_Z_TRAIL;
  line = ctn_path_new ();
  ctn_path_move_to (line, start.x, start.y);
  ctn_path_line_to (line, end.x, end.y);
  ctn_scene_builder_add_path (
      page->builder, &info, line,
      &(CtnPaint) { .stroke = ctn_theme_get_series_color (page->theme, series), .width = 0.6 });
  ctn_label_places_take_line (page->places, start, end, CTN_TAKEN_LEADER);
}

static void
add_year (CtnTernaryPage *page, const CtnTernaryData *data, const Year *year)
{
  const CtnMarkInfo info = { .id = data->series[year->series].id,
                             .part = (int) year->point,
                             .role = "year",
                             .z = CTN_TERNARY_Z_TEXT };
  double marker = page->theme->marker_size * CTN_TERNARY_LAST_MARKER;
  cairo_rectangle_t box;

  if (!find_box (page, year, marker, &box))
    return;
  ctn_scene_builder_add_text (page->builder, &info, year->block, box.x, box.y, CTN_ALIGN_LEFT,
                              page->theme->foreground);
  ctn_label_places_take (page->places, &box, CTN_TAKEN_TEXT);
  add_leader (page, &info, year->series, &box, year->place, marker);
}

/* The last ones of all trails come first, then the first ones: they matter most when there is little room. */
static int
get_rank (const CtnTernaryData *data, const GArray *years, guint index)
{
  const Year *year = &g_array_index (years, Year, index);

  if (year->point + 1 == MIN (data->series[year->series].n_points, CTN_TERNARY_MAX_POINTS))
    return 0;
  return index == 0 || g_array_index (years, Year, index - 1).series != year->series ? 1 : 2;
}

void
ctn_ternary_add_years (CtnTernaryPage *page, const CtnTernaryData *data)
{
  g_autoptr (GArray) years = g_array_new (FALSE, FALSE, sizeof (Year));

  g_array_set_clear_func (years, clear_year);
  for (guint i = 0; i < MIN (data->n_series, CTN_TERNARY_MAX_SERIES); i++)
    list_years_of (page, data, i, years);
  for (int rank = 0; rank < 3; rank++)
    for (guint i = 0; i < years->len; i++)
      if (get_rank (data, years, i) == rank)
        add_year (page, data, &g_array_index (years, Year, i));
}
