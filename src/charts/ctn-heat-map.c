#include "ctn-heat-map.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#define MARGIN 12.0
#define SIZE 9.0
#define TITLE_SIZE 12.0
#define MIN_WIDTH 240.0
#define LABEL_SHARE 0.28
#define MAX_LABEL_WIDTH 220.0
#define MAX_WORD_WIDTH 90.0 /* of a column's name; longer ones are broken */
#define PAD 4.0
#define MAX_LINES 5
#define LEGEND_STEPS 5
#define LEGEND_BOX 34.0
#define HATCH_STEP 6.0

typedef struct {
  CtnSceneBuilder *builder; /* (unowned) */
  CtnMetrics *metrics;      /* (unowned) */
  const CtnTheme *theme;
  guint n_columns;
  guint n_rows;
  double label_width;
  double column_width;
  double y;
} Page;

static double
mix (double a, double b, double share)
{
  return a + (b - a) * share;
}

CtnColor
ctn_heat_map_get_color (const CtnTheme *theme, double value, CtnColor *text)
{
  const CtnColor black = { 0, 0, 0, 1 };
  const CtnColor white = { 1, 1, 1, 1 };
  CtnColor from = theme->background;
  CtnColor to = ctn_theme_get_series_color (theme, 0);
  double share = 0.06 + 0.94 * CLAMP (value, 0, 1);
  CtnColor color = { mix (from.red, to.red, share), mix (from.green, to.green, share),
                     mix (from.blue, to.blue, share), 1 };

  /* Black or white has at least 4.58 on any colour; the theme's own are not always that far apart. */
  if (text != NULL)
    *text = ctn_color_contrast (black, color) >= ctn_color_contrast (white, color) ? black : white;
  return color;
}

static char *
dup_number (const CtnHeatMapData *data, double value)
{
  return isfinite (value) ? ctn_number_format_fixed (data->min + value * (data->max - data->min),
                                                     (int) MIN (data->decimals, 6))
                          : g_strdup ("–");
}

static void
add_box (Page *page, const CtnMarkInfo *info, const cairo_rectangle_t *box, CtnColor fill)
{
  g_autoptr (CtnPath) path = ctn_path_new ();
  const CtnPaint paint = { .fill = fill, .stroke = page->theme->background, .width = 1 };

  ctn_path_add_rectangle (path, box, 2);
  ctn_scene_builder_add_path (page->builder, info, path, &paint);
}

static void
add_text (Page *page,
          const CtnMarkInfo *info,
          const char *text,
          gboolean bold,
          const cairo_rectangle_t *box,
          CtnAlign align,
          CtnColor color)
{
  g_autoptr (CtnTextBlock) block =
      ctn_text_block_new (page->metrics, text, SIZE, bold, box->width, MAX_LINES);
  double x = align == CTN_ALIGN_LEFT     ? box->x
             : align == CTN_ALIGN_CENTER ? box->x + box->width / 2
                                         : box->x + box->width;

  ctn_scene_builder_add_text (page->builder, info, block, x,
                              box->y + (box->height - block->height) / 2, align, color);
}

/* Slanted lines within @box. */
static void
add_hatch (Page *page, const cairo_rectangle_t *box)
{
  g_autoptr (CtnPath) path = ctn_path_new ();
  const CtnMarkInfo info = { .role = "hatch" };
  const CtnPaint paint = { .stroke = page->theme->grid, .width = 0.7 };

  for (double d = HATCH_STEP; d < box->width + box->height; d += HATCH_STEP) {
    double x0 = box->x + MIN (d, box->width);
    double y0 = box->y + MAX (d - box->width, 0);
    double x1 = box->x + MAX (d - box->height, 0);
    double y1 = box->y + MIN (d, box->height);

    ctn_path_move_to (path, x0, y0);
    ctn_path_line_to (path, x1, y1);
  }
  ctn_scene_builder_add_path (page->builder, &info, path, &paint);
}

static double
get_column_x (const Page *page, guint column)
{
  return MARGIN + page->label_width + PAD + column * page->column_width;
}

static double
measure (Page *page, const char *text, gboolean bold, double width)
{
  g_autoptr (CtnTextBlock) block =
      ctn_text_block_new (page->metrics, text, SIZE, bold, width, MAX_LINES);

  return block->height;
}

static void
add_title (Page *page, const CtnHeatMapData *data, double width)
{
  const CtnMarkInfo info = { .role = "title", .label = data->title };
  g_autoptr (CtnTextBlock) block = NULL;

  if (data->title == NULL || *data->title == '\0')
    return;
  block = ctn_text_block_new (page->metrics, data->title, TITLE_SIZE, TRUE, width - 2 * MARGIN, 2);
  ctn_scene_builder_add_text (page->builder, &info, block, MARGIN, page->y, CTN_ALIGN_LEFT,
                              page->theme->foreground);
  page->y += block->height + 10;
}

/* The names of the columns stand on the cells. */
static void
add_heads (Page *page, const CtnHeatMapData *data)
{
  double height = 0;

  for (guint i = 0; i < page->n_columns; i++)
    height = MAX (height, measure (page, data->columns[i], TRUE, page->column_width - 2 * PAD));
  for (guint i = 0; i < page->n_columns; i++) {
    double own = measure (page, data->columns[i], TRUE, page->column_width - 2 * PAD);
    const cairo_rectangle_t box = { get_column_x (page, i) + PAD, page->y + height - own,
                                    page->column_width - 2 * PAD, own };
    const CtnMarkInfo info = { .role = "column", .part = (int) i, .label = data->columns[i] };

    add_text (page, &info, data->columns[i], TRUE, &box, CTN_ALIGN_CENTER, page->theme->foreground);
  }
  page->y += height + PAD;
}

static void
add_cell (Page *page, const CtnHeatMapData *data, guint row, guint column, double height)
{
  double value = data->values[row * data->n_columns + column];
  const cairo_rectangle_t box = { get_column_x (page, column), page->y, page->column_width,
                                  height };
  g_autofree char *number = dup_number (data, value);
  g_autofree char *label = g_strdup_printf ("%s, %s", data->rows[row].label, data->columns[column]);
  gint64 id =
      data->numbered ? (gint64) row * CTN_HEAT_MAP_MAX_COLUMNS + column + 1 : data->rows[row].id;
  const CtnMarkInfo info = { .id = id,
                             .part = (int) column,
                             .role = "cell",
                             .label = label,
                             .value = isfinite (value) ? number : _ ("no value"),
                             .reachable = TRUE,
                             .hit = CTN_HIT_FILL };
  const CtnMarkInfo plain = { .role = "number" };
  CtnColor text = page->theme->muted;
  CtnColor color = isfinite (value) ? ctn_heat_map_get_color (page->theme, value, &text)
                                    : page->theme->background;

  add_box (page, &info, &box, color);
  if (!isfinite (value))
    add_hatch (page, &box);
  add_text (page, &plain, number, FALSE, &box, CTN_ALIGN_CENTER, text);
}

static void
add_row (Page *page, const CtnHeatMapData *data, guint row)
{
  const CtnHeatRow *subject = &data->rows[row];
  double height = MAX (measure (page, subject->label, FALSE, page->label_width) + PAD, 2.4 * SIZE);
  const cairo_rectangle_t box = { MARGIN, page->y, page->label_width, height };
  const CtnMarkInfo info = {
    .id = subject->id, .role = "row", .label = subject->label, .hit = CTN_HIT_BOUNDS
  };

  add_text (page, &info, subject->label, FALSE, &box, CTN_ALIGN_RIGHT, page->theme->foreground);
  for (guint column = 0; column < page->n_columns; column++)
    add_cell (page, data, row, column, height);
  page->y += height;
}

/* Which shade means what, in five steps. */
static void
add_legend (Page *page, const CtnHeatMapData *data)
{
  const CtnMarkInfo info = { .role = "legend" };

  /* Of whole numbers there may be fewer than steps. */
  guint n_steps = data->decimals == 0 ? (guint) CLAMP (data->max - data->min + 1, 2, LEGEND_STEPS)
                                      : LEGEND_STEPS;

  page->y += 10;
  for (guint i = 0; i < n_steps; i++) {
    double value = (double) i / (n_steps - 1);
    const cairo_rectangle_t box = { get_column_x (page, 0) + i * LEGEND_BOX, page->y, LEGEND_BOX,
                                    1.8 * SIZE };
    g_autofree char *number = dup_number (data, value);
    CtnColor text;
    CtnColor color = ctn_heat_map_get_color (page->theme, value, &text);

    add_box (page, &info, &box, color);
    add_text (page, &info, number, FALSE, &box, CTN_ALIGN_CENTER, text);
  }
  page->y += 1.8 * SIZE;
}

static void
add_all (Page *page, const CtnHeatMapData *data, double width)
{
  add_title (page, data, width);
  if (page->n_rows == 0 || page->n_columns == 0) {
    const CtnMarkInfo info = { .role = "note", .label = _ ("There is nothing to compare.") };
    const cairo_rectangle_t box = { MARGIN, page->y, width - 2 * MARGIN, 3 * SIZE };

    add_text (page, &info, info.label, FALSE, &box, CTN_ALIGN_LEFT, page->theme->muted);
    page->y += box.height;
    return;
  }
  add_heads (page, data);
  for (guint row = 0; row < page->n_rows; row++)
    add_row (page, data, row);
  add_legend (page, data);
}

/* What the longest word of a column's name takes, within bounds. */
static double
find_word_width (Page *page, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double most = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (CtnTextBlock) block =
        ctn_text_block_new (page->metrics, words[i], SIZE, TRUE, MAX_WORD_WIDTH, 1);

    most = MAX (most, block->width);
  }
  return most;
}

/* How wide the page has to be for the names of its columns to be read; the view makes it smaller where that
 * is more than there is. */
static double
find_breadth (Page *page, const CtnHeatMapData *data, double width)
{
  guint n = MIN (data->n_columns, CTN_HEAT_MAP_MAX_COLUMNS);
  double word = 0, cells;

  for (guint i = 0; i < n; i++)
    word = MAX (word, find_word_width (page, data->columns[i]));
  cells = 2 * MARGIN + PAD + (word + 2 * PAD + 1) * n;
  return MAX (width, MIN (cells / (1 - LABEL_SHARE), cells + MAX_LABEL_WIDTH));
}

static void
page_init (Page *page, const CtnHeatMapData *data, double width)
{
  page->n_columns = MIN (data->n_columns, CTN_HEAT_MAP_MAX_COLUMNS);
  page->n_rows = MIN (data->n_rows, CTN_HEAT_MAP_MAX_ROWS);
  page->label_width = MIN (width * LABEL_SHARE, MAX_LABEL_WIDTH);
  page->column_width = (width - 2 * MARGIN - PAD - page->label_width) / MAX (page->n_columns, 1);
  page->y = MARGIN;
}

CtnScene *
ctn_heat_map_layout (const CtnHeatMapData *data,
                     double width,
                     CtnMetrics *metrics,
                     const CtnTheme *theme)
{
  Page page = { .metrics = metrics, .theme = theme };
  double breadth = find_breadth (&page, data, MAX (width, MIN_WIDTH));
  CtnScene *trial;
  g_autofree char *description =
      g_strdup_printf (ctn_ngettext ("%u row, %u columns", "%u rows, %u columns", data->n_rows),
                       data->n_rows, data->n_columns);

  /* The first pass only finds out how high it gets. */
  page.builder = ctn_scene_builder_new (breadth, 1);
  page_init (&page, data, breadth);
  add_all (&page, data, breadth);
  trial = ctn_scene_builder_end (page.builder);
  ctn_scene_unref (trial);
  page.builder = ctn_scene_builder_new (breadth, page.y + MARGIN);
  ctn_scene_builder_set_background (page.builder, theme->background);
  if (data->title != NULL)
    ctn_scene_builder_set_title (page.builder, data->title);
  ctn_scene_builder_set_description (page.builder, description);
  page_init (&page, data, breadth);
  add_all (&page, data, breadth);
  return ctn_scene_builder_end (page.builder);
}
