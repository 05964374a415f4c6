/* Placing the labels of a radar; the method is described in ctn-radar.h. */
#include "ctn-radar-private.h"

#include <math.h>

#define MIN_SIZE 6.5
#define MIN_NUMBER_SIZE 5.0
#define MAX_LINES 4
#define N_RADII 16
#define N_ROUNDS 7

/* With labels that leave less of the page than this to the circle, numbers are better. */
#define MIN_SHARE 0.34

/* On a plot whose shorter side is below this, in points, labels that do not fit become numbers at once: half
 * a label says less there. */
#define MAX_THUMBNAIL 200.0

/* The size of the labels falls by these steps. */
static const double size_steps[] = { 1, 0.93, 0.86, 0.79, 0.72, 0.65 };

typedef struct {
  CtnTextFlow *flow; /* (owned) */
  double angle;
  int side;              /* -1 left, 1 right, 0 above or below the centre */
  double wanted, middle; /* of the label's height, from the centre; before and after spreading */
  double width, height;
  double room; /* width that it may take */
  double near; /* distance of its inner edge from the vertical through the centre */
  guint n_hyphens, n_lines;
  gboolean cut;
} Item;

typedef struct {
  const cairo_rectangle_t *area;
  double gap;
  Item *items; /* (owned) */
  guint n_items;
  guint *sides[2]; /* (owned) indices of left and right items from top to bottom */
  guint n_side[2];
  double lowest; /* how far down the spokes reach, in radii */
  /* Of the trial: */
  double size, radius, center_y;
  double pole_height[2]; /* of the labels above and below */
  double reach[2]; /* how far up and down the labels of the sides stand; at least the circle */
  guint max_lines;
  gboolean may_cut;
  double *block_sums; /* (owned) scratch space for spreading */
  guint *block_sizes; /* (owned) */
} Labeler;

double
ctn_radar_angle (guint axis, guint n)
{
  return 2 * G_PI * axis / MAX (n, 1) - G_PI_2;
}

static void
labeler_init (Labeler *self, const CtnRadarData *data, gboolean numbers, CtnMetrics *metrics)
{
  guint n = data->n_axes;

  self->n_items = n;
  self->items = g_new0 (Item, n);
  self->block_sums = g_new0 (double, n);
  self->block_sizes = g_new0 (guint, n);
  /* Rings that are no polygons, and arcs of groups, reach all the way down. */
  self->lowest = n < 3 || data->n_groups > 0 ? 1 : 0;
  for (guint i = 0; i < 2; i++) {
    self->sides[i] = g_new0 (guint, n);
    self->n_side[i] = 0;
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i + 1);
    Item *item = &self->items[i];

    item->flow = ctn_text_flow_new (metrics, numbers ? number : data->axes[i].label, FALSE);
    item->angle = ctn_radar_angle (i, n);
    item->side = fabs (cos (item->angle)) < 1e-6 ? 0 : cos (item->angle) > 0 ? 1 : -1;
    self->lowest = MAX (self->lowest, sin (item->angle));
    if (item->side == 1)
      self->sides[1][self->n_side[1]++] = i;
  }
  for (guint i = n; i > 0; i--) {
    if (self->items[i - 1].side == -1)
      self->sides[0][self->n_side[0]++] = i - 1;
  }
}

static void
labeler_clear (Labeler *self)
{
  for (guint i = 0; i < self->n_items; i++)
    ctn_text_flow_free (self->items[i].flow);
  g_clear_pointer (&self->items, g_free);
  g_clear_pointer (&self->block_sums, g_free);
  g_clear_pointer (&self->block_sizes, g_free);
  g_clear_pointer (&self->sides[0], g_free);
  g_clear_pointer (&self->sides[1], g_free);
}

/* Breaks the label of @item into @room; FALSE when it does not fit. */
static gboolean
fit (Labeler *self, Item *item, double room)
{
  CtnTextFit result;

  if (room < self->size)
    return FALSE;
  ctn_text_flow_fit (item->flow, self->size, room, self->max_lines, &result);
  if (result.cut && (!self->may_cut || room < 7 * self->size))
    return FALSE;
  item->room = room;
  item->width = MIN (result.width, room);
  item->height = result.n_lines * self->size * CTN_TEXT_LINE_HEIGHT;
  item->n_hyphens = result.n_hyphens;
  item->n_lines = result.n_lines;
  item->cut = result.cut;
  return TRUE;
}

/* Labels above and below the circle, and with them the circle's height on the page. */
static gboolean
place_poles (Labeler *self)
{
  const cairo_rectangle_t *area = self->area;
  double reach = self->radius + self->gap;
  double first, last;

  self->pole_height[0] = self->pole_height[1] = 0;
  for (guint i = 0; i < self->n_items; i++) {
    Item *item = &self->items[i];

    if (item->side != 0)
      continue;
    if (!fit (self, item, MIN (area->width, MAX (1.5 * self->radius, 8 * self->size))))
      return FALSE;
    self->pole_height[sin (item->angle) > 0] = item->height;
  }
  first = area->y + self->pole_height[0] + reach;
  last = area->y + area->height - self->pole_height[1] - reach * self->lowest;
  if (first > last)
    return FALSE;
  self->center_y = (first + last) / 2;
  return TRUE;
}

/* Moves the labels of one side apart inside of the page: isotonic regression of the wanted places,
 * each less the height of the labels before it, then clamped. FALSE when they are too high. */
static gboolean
spread (Labeler *self, const guint *order, guint n)
{
  double gap = self->size * 0.25, before = 0, low, high;
  guint n_blocks = 0, k = 0;

  for (guint i = 0; i < n; i++) {
    Item *item = &self->items[order[i]];

    self->block_sums[n_blocks] = item->wanted - item->height / 2 - before;
    self->block_sizes[n_blocks++] = 1;
    before += item->height + gap;
    while (n_blocks > 1 && self->block_sums[n_blocks - 2] / self->block_sizes[n_blocks - 2] >
                               self->block_sums[n_blocks - 1] / self->block_sizes[n_blocks - 1]) {
      self->block_sums[n_blocks - 2] += self->block_sums[n_blocks - 1];
      self->block_sizes[n_blocks - 2] += self->block_sizes[n_blocks - 1];
      n_blocks--;
    }
  }
  /* Between the labels above and below, which may have to move to the ends of the page. */
  low = self->area->y - self->center_y + self->pole_height[0] + gap;
  high = self->area->y - self->center_y + self->area->height - self->pole_height[1] - before;
  if (n > 0 && low > high)
    return FALSE;
  before = 0;
  for (guint b = 0; b < n_blocks; b++) {
    double place = CLAMP (self->block_sums[b] / self->block_sizes[b], low, high);

    for (guint i = 0; i < self->block_sizes[b]; i++, k++) {
      Item *item = &self->items[order[k]];

      item->middle = place + before + item->height / 2;
      before += item->height + gap;
    }
  }
  return TRUE;
}

/* How near to the vertical through the centre a label may begin that covers these heights: at the
 * circle or, where the labels reach farther up or down than the circle, at the ellipse that encloses
 * it up to there. So the lines from spokes to labels fan out and cross nothing. */
static double
find_near (const Labeler *self, const Item *item)
{
  double top = item->middle - item->height / 2, bottom = item->middle + item->height / 2;
  double y = top > 0 ? top : bottom < 0 ? -bottom : 0;
  double share = y / self->reach[top > 0];
  double near = share < 1 ? (self->radius + self->gap) * sqrt (1 - share * share) : 0;

  return MAX (near, self->size * 0.4);
}

static void
find_reach (Labeler *self)
{
  self->reach[0] = self->reach[1] = self->radius + self->gap;
  for (guint side = 0; side < 2; side++) {
    const Item *first, *last;

    if (self->n_side[side] == 0)
      continue;
    first = &self->items[self->sides[side][0]];
    last = &self->items[self->sides[side][self->n_side[side] - 1]];
    self->reach[0] = MAX (self->reach[0], first->height / 2 - first->middle);
    self->reach[1] = MAX (self->reach[1], last->height / 2 + last->middle);
  }
}

/* Distance from the end of a spoke to its label, which stands at the side. */
static double
get_leader_length (const Labeler *self, const Item *item)
{
  double reach = self->radius + self->gap;
  double x = reach * fabs (cos (item->angle)), y = reach * sin (item->angle);

  return hypot (item->near - x, MAX (fabs (y - item->middle) - item->height / 2, 0));
}

/* The labels above and below stand at the circle, or beyond what else stands in their breadth:
 * labels, and the lines to labels. */
static void
finish_poles (Labeler *self)
{
  for (guint i = 0; i < self->n_items; i++) {
    Item *pole = &self->items[i];
    double sign = sin (pole->angle), reach = self->radius + self->gap;

    if (pole->side != 0)
      continue;
    for (guint j = 0; j < self->n_items; j++) {
      const Item *other = &self->items[j];
      double near = other->near;

      if (other->side == 0 || other->middle * sign < 0)
        continue;
      if (get_leader_length (self, other) > self->size)
        near = MIN (near, (self->radius + self->gap) * fabs (cos (other->angle)));
      if (near < pole->width / 2 + self->size * 0.6)
        reach = MAX (reach, fabs (other->middle) + other->height / 2 + self->size * 0.2);
    }
    pole->middle = sign * (reach + pole->height / 2);
  }
}

/* One round for one side: break the labels into the room that they have where they stand.
 * @shrinking: room may only fall, which makes the rounds come to an end. Sets @settled to FALSE when
 * something changed. */
static gboolean
place_side (Labeler *self, guint side, gboolean shrinking, gboolean *settled)
{
  double half = self->area->width / 2;

  for (guint i = 0; i < self->n_side[side]; i++) {
    Item *item = &self->items[self->sides[side][i]];
    double old_height = item->height, room;

    item->near = find_near (self, item);
    room = half - item->near;
    if (shrinking)
      room = MIN (room, item->room);
    if (!fit (self, item, room))
      return FALSE;
    item->wanted = (self->radius + self->gap + item->height / 2) * sin (item->angle);
    if (fabs (item->height - old_height) > 0.01)
      *settled = FALSE;
  }
  return TRUE;
}

/* Whether all labels can be placed at this size and radius; leaves them placed if so. */
static gboolean
try_radius (Labeler *self, double radius)
{
  gboolean settled = FALSE;

  self->radius = radius;
  if (!place_poles (self))
    return FALSE;
  for (guint i = 0; i < self->n_items; i++) {
    Item *item = &self->items[i];

    if (item->side != 0) {
      item->height = self->size * CTN_TEXT_LINE_HEIGHT;
      item->wanted = (radius + self->gap + item->height / 2) * sin (item->angle);
      item->room = self->area->width / 2;
    }
  }
  for (int round = 0; round < N_ROUNDS && !settled; round++) {
    settled = TRUE;
    if (!spread (self, self->sides[0], self->n_side[0]) ||
        !spread (self, self->sides[1], self->n_side[1]))
      return FALSE;
    find_reach (self);
    if (!place_side (self, 0, round > 1, &settled) || !place_side (self, 1, round > 1, &settled))
      return FALSE;
  }
  finish_poles (self);
  return settled;
}

/* How good the placing found is: a large circle, large text, few hyphens, few lines, labels near
 * their spokes. */
static double
rate (const Labeler *self, double base)
{
  double half = MIN (self->area->width, self->area->height) / 2;
  double share = self->radius / half;
  double hyphens = 0, lines = 0, lost = 0, beyond;

  /* Beyond 70 % of the page a larger circle is worth less than a quieter label. */
  if (share > 0.7)
    share = 0.7 + (share - 0.7) * 0.3;
  for (guint i = 0; i < self->n_items; i++) {
    hyphens += self->items[i].n_hyphens;
    lines += self->items[i].n_lines;
    /* Of a cut label some 40 letters ought to stay. */
    if (self->items[i].cut)
      lost += 1 - MIN (1, self->items[i].n_lines * self->items[i].room / (20 * self->size));
  }
  hyphens /= self->n_items;
  lines /= self->n_items;
  lost /= self->n_items;
  beyond = (self->reach[0] + self->reach[1]) / (2 * (self->radius + self->gap)) - 1;
  return share * pow (self->size / base, 0.8) * (1 - 0.7 * MIN (hyphens, 1)) *
         (1 - 0.05 * MAX (0, lines - 2)) * (1 - 0.8 * lost) / (1 + 0.4 * MAX (0, beyond - 0.1));
}

/* The best pair of size and radius, left placed; FALSE when there is none. */
static gboolean
search (Labeler *self, double base, double min_size)
{
  double largest = MIN (self->area->width, self->area->height) / 2 - self->gap;
  double best = 0, best_size = 0, best_radius = 0;

  for (guint i = 0; i < G_N_ELEMENTS (size_steps); i++) {
    self->size = base * size_steps[i];
    if (self->size < min_size && i > 0)
      self->size = min_size;
    for (int j = 0; j < N_RADII; j++) {
      double rating;

      if (!try_radius (self, largest * (N_RADII + 3 - j) / (N_RADII + 3)))
        continue;
      rating = rate (self, base);
      if (rating > best) {
        best = rating;
        best_size = self->size;
        best_radius = self->radius;
      }
    }
    if (self->size <= min_size)
      break;
  }
  if (best <= 0 || best_radius < MIN_SHARE / 2 * MIN (self->area->width, self->area->height))
    return FALSE;
  self->size = best_size;
  return try_radius (self, best_radius);
}

static void
finish_label (Labeler *self, const Item *item, CtnRadarLabel *label, double center_x)
{
  double reach = self->radius + self->gap, dx, dy;
  cairo_rectangle_t *box = &label->box;

  label->text = ctn_text_flow_wrap (item->flow, self->size, item->room, self->max_lines, TRUE);
  label->align = item->side == 0  ? CTN_ALIGN_CENTER
                 : item->side > 0 ? CTN_ALIGN_LEFT
                                  : CTN_ALIGN_RIGHT;
  box->width = label->text->width;
  box->height = label->text->height;
  box->y = self->center_y + item->middle - box->height / 2;
  box->x = center_x - box->width / 2;
  if (item->side > 0)
    box->x = center_x + item->near;
  else if (item->side < 0)
    box->x = center_x - item->near - box->width;
  label->spoke = (CtnPoint) { center_x + reach * cos (item->angle),
                              self->center_y + reach * sin (item->angle) };
  dx = MAX (MAX (box->x - label->spoke.x, label->spoke.x - box->x - box->width), 0);
  dy = MAX (MAX (box->y - label->spoke.y, label->spoke.y - box->y - box->height), 0);
  label->leader = hypot (dx, dy) > self->size;
}

/* Without any room for labels the circle takes all. */
static void
place_bare (Labeler *self, CtnRadarPlacement *placement)
{
  const cairo_rectangle_t *area = self->area;

  placement->radius = MAX (MIN (area->width, area->height) / 2 - self->gap, 1);
  placement->center = (CtnPoint) { area->x + area->width / 2, area->y + area->height / 2 };
  placement->size = MIN_NUMBER_SIZE;
}

void
ctn_radar_place (const CtnRadarData *data,
                 const cairo_rectangle_t *area,
                 double gap,
                 double size,
                 CtnMetrics *metrics,
                 CtnRadarPlacement *placement)
{
  Labeler self = { .area = area, .gap = gap, .max_lines = MAX_LINES };
  double center_x = area->x + area->width / 2;
  gboolean is_thumbnail = MIN (area->width, area->height) < MAX_THUMBNAIL;
  gboolean found;

  placement->labels = g_new0 (CtnRadarLabel, MAX (data->n_axes, 1));
  placement->n_labels = data->n_axes;
  labeler_init (&self, data, FALSE, metrics);
  found = search (&self, size, MIN_SIZE);
  for (guint lines = 3; !found && !is_thumbnail && lines > 0; lines--) {
    self.may_cut = TRUE;
    self.max_lines = lines;
    found = search (&self, MIN_SIZE, MIN_SIZE);
  }
  if (!found) {
    labeler_clear (&self);
    labeler_init (&self, data, TRUE, metrics);
    self.may_cut = FALSE;
    self.max_lines = 1;
    found = search (&self, MIN (size, 7), MIN_NUMBER_SIZE);
  }
  if (!found) {
    place_bare (&self, placement);
  } else {
    placement->radius = self.radius;
    placement->size = self.size;
    placement->center = (CtnPoint) { center_x, self.center_y };
    for (guint i = 0; i < self.n_items; i++)
      finish_label (&self, &self.items[i], &placement->labels[i], center_x);
  }
  labeler_clear (&self);
}

void
ctn_radar_placement_clear (CtnRadarPlacement *placement)
{
  for (guint i = 0; i < placement->n_labels; i++)
    g_clear_pointer (&placement->labels[i].text, ctn_text_block_unref);
  g_clear_pointer (&placement->labels, g_free);
  placement->n_labels = 0;
}
