#include "ctn-timeline.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-legend.h"

#define MARGIN 12.0
#define SIZE 9.0
#define TITLE_SIZE 12.0
#define MIN_WIDTH 280.0
#define BAR_HEIGHT 14.0
#define ROW_HEIGHT 19.0
#define MIN_BAR 7.0
#define PAD 4.0
#define MIN_TICK 46.0
#define MIN_LABEL 24.0
#define CORNER 3.0
#define MANY 24 /* bars in a group from which on names give way */

typedef struct {
  const CtnTimelineItem *item;
  double x0, x1;    /* of the bar */
  double label_end; /* of what stands behind it, as far as room is kept for it */
  double next;      /* where the next bar of the row begins */
  gboolean inside;  /* the label fits into the bar */
  guint row;        /* within the group */
} Bar;

typedef struct {
  const char *name;
  GArray *bars; /* Bar */
  guint n_rows;
} Group;

typedef struct {
  CtnSceneBuilder *builder; /* (unowned) */
  const CtnTimelineData *data;
  CtnMetrics *metrics; /* (unowned) */
  const CtnTheme *theme;
  double width;
  gint32 from;
  gint32 to;
  GPtrArray *groups; /* (owned) Group */
} Page;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_array_unref (group->bars);
  g_free (group);
}

static double
get_x (const Page *page, double day)
{
  double share = (day - page->from) / (page->to + 1 - page->from);

  return MARGIN + CLAMP (share, 0, 1) * (page->width - 2 * MARGIN);
}

static double
measure (Page *page, const char *text)
{
  g_autoptr (CtnTextRun) run = ctn_metrics_shape (page->metrics, text, SIZE, FALSE);

  return ctn_text_run_get_width (run);
}

/* The period of the items, with a little room, when none is given. */
static void
set_period (Page *page)
{
  const CtnTimelineData *data = page->data;

  page->from = data->from;
  page->to = data->to;
  if (page->from != 0 && page->to >= page->from)
    return;
  page->from = G_MAXINT32;
  page->to = 0;
  for (guint i = 0; i < MIN (data->n_items, CTN_TIMELINE_MAX_ITEMS); i++) {
    page->from = MIN (page->from, data->items[i].first);
    page->to = MAX (page->to, data->items[i].last);
  }
  if (page->to == 0)
    page->from = page->to = MAX (data->today, 1);
  page->from -= MAX (3, (page->to - page->from) / 40);
  page->to += MAX (3, (page->to - page->from) / 40);
}

static Group *
find_group (Page *page, const char *name)
{
  Group *group;

  for (guint i = 0; i < page->groups->len; i++) {
    group = g_ptr_array_index (page->groups, i);
    if (g_strcmp0 (group->name, name) == 0)
      return group;
  }
  group = g_new0 (Group, 1);
  group->name = name;
  group->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_ptr_array_add (page->groups, group);
  return group;
}

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  const Bar *one = a;
  const Bar *other = b;

  if (one->item->first != other->item->first)
    return one->item->first < other->item->first ? -1 : 1;
  return (one->item->id > other->item->id) - (one->item->id < other->item->id);
}

/* Each bar takes the first row that is free where it and its name begin. */
static void
place_bars (Group *group)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_sort (group->bars, compare_bars);
  for (guint i = 0; i < group->bars->len; i++) {
    Bar *bar = &g_array_index (group->bars, Bar, i);
    guint row = 0;

    if (group->bars->len > MANY)
      bar->label_end = bar->x1;
    while (row < ends->len && g_array_index (ends, double, row) > bar->x0 - PAD)
      row++;
    if (row == ends->len)
      g_array_append_val (ends, bar->label_end);
    else
      g_array_index (ends, double, row) = bar->label_end;
    bar->row = row;
  }
  group->n_rows = ends->len;
}

/* How far the names may reach. */
static void
find_next (Group *group, double end)
{
  g_autofree double *next = g_new (double, group->n_rows);

  for (guint i = 0; i < group->n_rows; i++)
    next[i] = end;
  for (guint i = group->bars->len; i > 0; i--) {
    Bar *bar = &g_array_index (group->bars, Bar, i - 1);

    bar->next = next[bar->row];
    next[bar->row] = bar->x0 - PAD;
  }
}

static void
make_groups (Page *page)
{
  for (guint i = 0; i < MIN (page->data->n_items, CTN_TIMELINE_MAX_ITEMS); i++) {
    const CtnTimelineItem *item = &page->data->items[i];
    Bar bar = { .item = item };
    double breadth;

    if (item->last < page->from || item->first > page->to)
      continue;
    bar.x0 = get_x (page, item->first);
    bar.x1 = MAX (get_x (page, item->last + 1), bar.x0 + MIN_BAR);
    breadth = measure (page, item->label);
    bar.inside = breadth + 4 * PAD <= bar.x1 - bar.x0;
    bar.label_end = bar.inside ? bar.x1 : bar.x1 + PAD + breadth;
    g_array_append_val (find_group (page, item->group)->bars, bar);
  }
  for (guint i = 0; i < page->groups->len; i++) {
    place_bars (g_ptr_array_index (page->groups, i));
    find_next (g_ptr_array_index (page->groups, i), page->width - MARGIN / 2);
  }
}

static void
add_text (Page *page,
          const CtnMarkInfo *info,
          const char *text,
          gboolean bold,
          double x,
          double y,
          double width,
          CtnColor color)
{
  g_autoptr (CtnTextBlock) block =
      ctn_text_block_new (page->metrics, text, SIZE, bold, MAX (width, 1), 1);

  ctn_scene_builder_add_text (page->builder, info, block, x, y, CTN_ALIGN_LEFT, color);
}

static void
add_vertical (Page *page, const CtnMarkInfo *info, double x, double y0, double y1, CtnPaint paint)
{
  g_autoptr (CtnPath) path = ctn_path_new ();

  ctn_path_move_to (path, x, y0);
  ctn_path_line_to (path, x, y1);
  ctn_scene_builder_add_path (page->builder, info, path, &paint);
}

/* The axis ---------------------------------------------------------------------------------------- */

/* Months between two ticks so that their names have room. */
static int
choose_step (const Page *page)
{
  static const int steps[] = { 1, 3, 6, 12, 24, 60, 120 };
  double months = (page->to + 1 - page->from) / 30.4375;
  double room = page->width - 2 * MARGIN;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (months / steps[i] * MIN_TICK <= room)
      return steps[i];
  return 240;
}

static char *
dup_tick_label (const GDate *day, int step)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (
      g_date_get_year (day), (int) g_date_get_month (day), g_date_get_day (day), 12, 0, 0);

  /* Translators: a tick of a time axis: month and year, see date(1) */
  return time != NULL ? g_date_time_format (time, step >= 12 ? "%Y" : _ ("%b %Y")) : g_strdup ("");
}

static void
add_axis (Page *page, double y, double bottom)
{
  const CtnPaint grid = { .stroke = page->theme->grid, .width = 0.7 };
  const CtnMarkInfo line = { .role = "grid", .z = -1 };
  int step = choose_step (page);
  double text_end = 0;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) page->from);
  g_date_set_day (&day, 1);
  while (((int) g_date_get_month (&day) - 1) % MIN (step, 12) != 0)
    g_date_subtract_months (&day, 1);
  while (step > 12 && g_date_get_year (&day) % (step / 12) != 0)
    g_date_subtract_years (&day, 1);
  for (; (gint32) g_date_get_julian (&day) <= page->to; g_date_add_months (&day, (guint) step)) {
    double x = get_x (page, (gint32) g_date_get_julian (&day));
    g_autofree char *label = dup_tick_label (&day, step);
    const CtnMarkInfo info = { .role = "tick", .label = label };

    if ((gint32) g_date_get_julian (&day) < page->from)
      continue;
    add_vertical (page, &line, x, y, bottom, grid);
    if (x < text_end || x + measure (page, label) + PAD > page->width)
      continue;
    add_text (page, &info, label, FALSE, x + PAD / 2, y, 2 * MIN_TICK, page->theme->muted);
    text_end = x + measure (page, label) + PAD;
  }
}

static void
add_today (Page *page, double y, double bottom)
{
  const CtnPaint paint = { .stroke = page->theme->target, .width = 1.6 };
  const CtnMarkInfo line = { .role = "today", .label = _ ("Today"), .hit = CTN_HIT_STROKE, .z = 1 };

  if (page->data->today >= page->from && page->data->today <= page->to && page->data->today > 0)
    add_vertical (page, &line, get_x (page, page->data->today + 0.5), y, bottom, paint);
}

/* Bars ------------------------------------------------------------------------------------------- */

static const char *
get_state_word (CtnTimelineState state)
{
  return state == CTN_TIMELINE_PLANNED     ? _ ("planned")
         : state == CTN_TIMELINE_CANCELLED ? _ ("cancelled")
                                           : NULL;
}

static char *
dup_value (const Page *page, const CtnTimelineItem *item)
{
  const char *state = get_state_word (item->state);
  const char *kind = NULL;
  GString *value = g_string_new (item->when);

  for (guint i = 0; page->data->series_names != NULL && page->data->series_names[i] != NULL; i++)
    if (i == item->series)
      kind = page->data->series_names[i];
  if (kind != NULL)
    g_string_append_printf (value, "%s%s", value->len > 0 ? ", " : "", kind);
  if (state != NULL)
    g_string_append_printf (value, "%s%s", value->len > 0 ? ", " : "", state);
  return g_string_free (value, FALSE);
}

static CtnPaint
get_paint (const Page *page, const CtnTimelineItem *item)
{
  CtnColor color = ctn_theme_get_series_color (page->theme, item->series);
  CtnPaint paint = { .fill = ctn_color_blend (page->theme->background, ctn_color_fade (color, 0.3)),
                     .stroke = color,
                     .width = 1.2 };

  if (item->state == CTN_TIMELINE_PLANNED)
    paint.dash = ctn_theme_get_planned_dash ();
  if (item->state != CTN_TIMELINE_DONE)
    paint.fill = page->theme->background;
  return paint;
}

/* The kind again, by shape. */
static void
add_marker (Page *page, const Bar *bar, double y)
{
  const CtnMarkInfo info = { .role = "marker" };
  g_autoptr (CtnPath) path = ctn_path_new ();
  const CtnPaint paint = { .fill = ctn_theme_get_series_color (page->theme, bar->item->series) };

  ctn_marker_append (ctn_theme_get_marker (bar->item->series), path, bar->x0 + MIN_BAR / 2,
                     y + BAR_HEIGHT / 2, 2.8);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
}

static void
add_strike (Page *page, const Bar *bar, double y, double end)
{
  const CtnMarkInfo info = { .role = "strike" };
  const CtnPaint paint = { .stroke = page->theme->muted, .width = 1 };
  g_autoptr (CtnPath) path = ctn_path_new ();

  ctn_path_move_to (path, bar->x0, y + BAR_HEIGHT / 2);
  ctn_path_line_to (path, end, y + BAR_HEIGHT / 2);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
}

static void
add_bar (Page *page, const Bar *bar, double y)
{
  const CtnTimelineItem *item = bar->item;
  g_autofree char *value = dup_value (page, item);
  const CtnMarkInfo info = { .id = item->id,
                             .role = "item",
                             .label = item->label,
                             .value = value,
                             .reachable = TRUE,
                             .hit = CTN_HIT_BOUNDS };
  const CtnMarkInfo name = { .id = item->id, .role = "name" };
  const CtnPaint paint = get_paint (page, item);
  const cairo_rectangle_t box = { bar->x0, y, bar->x1 - bar->x0, BAR_HEIGHT };
  g_autoptr (CtnPath) path = ctn_path_new ();
  double room = bar->next - bar->x1 - PAD;
  double text_x = bar->inside ? bar->x0 + MIN_BAR + PAD : bar->x1 + PAD;
  double text_y = y + (BAR_HEIGHT - SIZE * 1.25) / 2;

  ctn_path_add_rectangle (path, &box, CORNER);
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
  add_marker (page, bar, y);
  if (bar->inside || room >= MIN_LABEL)
    add_text (page, &name, item->label, FALSE, text_x, text_y,
              bar->inside ? bar->x1 - text_x : room,
              item->state == CTN_TIMELINE_CANCELLED ? page->theme->muted : page->theme->foreground);
  if (item->state == CTN_TIMELINE_CANCELLED)
    add_strike (page, bar, y, bar->inside ? bar->x1 : MIN (bar->label_end, bar->next));
}

static double
add_groups (Page *page, double y)
{
  for (guint i = 0; i < page->groups->len; i++) {
    const Group *group = g_ptr_array_index (page->groups, i);
    const char *name = group->name != NULL ? group->name : page->data->other;
    const CtnMarkInfo head = { .role = "group", .label = name };
    const CtnMarkInfo lane = { .role = "lane", .z = -2 };
    const CtnPaint paint = { .fill = page->theme->lane };
    const cairo_rectangle_t box = { MARGIN / 2, y, page->width - MARGIN,
                                    1.8 * SIZE + group->n_rows * ROW_HEIGHT + PAD };
    g_autoptr (CtnPath) path = ctn_path_new ();

    ctn_path_add_rectangle (path, &box, CORNER);
    if (i % 2 == 0)
      ctn_scene_builder_add_path (page->builder, &lane, path, &paint);
    if (name != NULL)
      add_text (page, &head, name, TRUE, MARGIN, y + PAD / 2, page->width - 2 * MARGIN,
                page->theme->foreground);
    for (guint j = 0; j < group->bars->len; j++) {
      const Bar *bar = &g_array_index (group->bars, Bar, j);

      add_bar (page, bar, y + 1.8 * SIZE + bar->row * ROW_HEIGHT);
    }
    y += box.height + PAD;
  }
  return y;
}

/* The kinds that are there. */
static CtnLegend *
make_legend (Page *page)
{
  CtnLegendEntry entries[32] = { 0 };
  gboolean used[32] = { FALSE };
  guint n = 0;
  CtnLegend *legend;

  for (guint i = 0; i < MIN (page->data->n_items, CTN_TIMELINE_MAX_ITEMS); i++)
    if (page->data->items[i].series < G_N_ELEMENTS (used))
      used[page->data->items[i].series] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (used) && page->data->series_names != NULL &&
                    page->data->series_names[i] != NULL;
       i++) {
    CtnLegendEntry *entry = &entries[n];

    if (!used[i])
      continue;
    entry->part = (int) i;
    entry->label = page->data->series_names[i];
    entry->paths[0] = ctn_path_new ();
    ctn_marker_append (ctn_theme_get_marker (i), entry->paths[0], 0, 0, 3.6);
    entry->paints[0] = (CtnPaint) { .fill = ctn_theme_get_series_color (page->theme, i) };
    n++;
  }
  legend = ctn_legend_new (page->metrics, page->theme, entries, n, SIZE, page->width - 2 * MARGIN,
                           FALSE);
  ctn_legend_entries_clear (entries, n);
  return legend;
}

/* Draws all; returns the height. */
static double
add_all (Page *page, double bottom)
{
  const CtnTimelineData *data = page->data;
  g_autoptr (CtnLegend) legend = make_legend (page);
  const CtnMarkInfo note = { .role = "note", .label = _ ("There is nothing in this period.") };
  double y = MARGIN;
  double top;

  if (data->title != NULL && *data->title != '\0') {
    const CtnMarkInfo info = { .role = "title", .label = data->title };
    g_autoptr (CtnTextBlock) block = ctn_text_block_new (page->metrics, data->title, TITLE_SIZE,
                                                         TRUE, page->width - 2 * MARGIN, 2);

    ctn_scene_builder_add_text (page->builder, &info, block, MARGIN, y, CTN_ALIGN_LEFT,
                                page->theme->foreground);
    y += block->height + 8;
  }
  top = y;
  y += 2 * SIZE;
  if (page->groups->len == 0) {
    add_text (page, &note, note.label, FALSE, MARGIN, y, page->width - 2 * MARGIN,
              page->theme->muted);
    return y + 3 * SIZE;
  }
  add_axis (page, top, bottom > 0 ? bottom : y);
  y = add_groups (page, y);
  add_today (page, top, y);
  y += PAD;
  ctn_legend_add (legend, page->builder, MARGIN, y, 0, FALSE);
  return y + ctn_legend_get_height (legend) + MARGIN;
}

static double
measure_legend (Page *page)
{
  g_autoptr (CtnLegend) legend = make_legend (page);

  return ctn_legend_get_height (legend) + MARGIN + PAD;
}

CtnScene *
ctn_timeline_layout (const CtnTimelineData *data,
                     double width,
                     CtnMetrics *metrics,
                     const CtnTheme *theme)
{
  Page page = { .data = data, .metrics = metrics, .theme = theme, .width = MAX (width, MIN_WIDTH) };
  g_autofree char *description =
      g_strdup_printf (ctn_ngettext ("%u entry", "%u entries", data->n_items), data->n_items);
  CtnScene *scene;
  double height;

  page.groups = g_ptr_array_new_with_free_func (group_free);
  set_period (&page);
  make_groups (&page);
  /* The first pass only finds out how high it gets. */
  page.builder = ctn_scene_builder_new (page.width, 1);
  height = add_all (&page, 0);
  scene = ctn_scene_builder_end (page.builder);
  ctn_scene_unref (scene);
  page.builder = ctn_scene_builder_new (page.width, height);
  ctn_scene_builder_set_background (page.builder, theme->background);
  if (data->title != NULL)
    ctn_scene_builder_set_title (page.builder, data->title);
  ctn_scene_builder_set_description (page.builder, description);
  add_all (&page, height - measure_legend (&page));
  scene = ctn_scene_builder_end (page.builder);
  g_ptr_array_unref (page.groups);
  return scene;
}
