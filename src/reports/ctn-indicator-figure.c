#include "ctn-indicator-figure.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-indicator-figures.h>
#include <ctn-trend.h>
#include <math.h>

typedef struct {
  char *nuts;
  double *values; /* one a year */
  double order;
  char *note;
  char *label;
} Row;

struct _CtnIndicatorFigure {
  char *title;
  char *unit;
  char *focus;
  guint decimals;
  GPtrArray *rows;   /* Row */
  GPtrArray *years;  /* utf8, ends with NULL */
  GArray *lines;     /* CtnBarsLine */
  GPtrArray *labels; /* utf8 of the lines */
};

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->nuts);
  g_free (row->values);
  g_free (row->note);
  g_free (row->label);
  g_free (row);
}

void
ctn_indicator_figure_free (CtnIndicatorFigure *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->unit);
  g_free (self->focus);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->years);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->labels);
  g_free (self);
}

static double
get_value (const CtnIndicator *indicator, CtnIndicatorShow show, const char *nuts, int year)
{
  switch (show) {
  case CTN_INDICATOR_SHOW_NORMALISED:
    return ctn_indicator_get_normalised (indicator, nuts, year);
  case CTN_INDICATOR_SHOW_PERCENT:
    return ctn_indicator_get_percent (indicator, nuts, year, TRUE);
  case CTN_INDICATOR_SHOW_VALUES:
  default:
    return ctn_indicator_get (indicator, nuts, year, NULL);
  }
}

static char *
dup_label (const char *nuts)
{
  const char *title = ctn_code_get_title ("nuts-2024", nuts);

  if (g_str_equal (nuts, CTN_NUTS_EU))
    return g_strdup (_ ("European Union"));
  return title != NULL ? g_strdup_printf ("%s %s", nuts, title) : g_strdup (nuts);
}

static void
add_row (CtnIndicatorFigure *self,
         const CtnIndicator *indicator,
         const CtnIndicatorFigureOptions *options,
         const CtnGroupScheme *groups,
         GArray *years,
         const char *nuts)
{
  static const char *const thirds[] = { " −", "", " +" };
  Row *row = g_new0 (Row, 1);
  const CtnGroup *group = NULL;
  gboolean any = FALSE;
  int third = 0;

  row->nuts = g_strdup (nuts);
  row->values = g_new (double, years->len);
  row->order = NAN;
  for (guint i = 0; i < years->len; i++) {
    row->values[i] = get_value (indicator, options->show, nuts, g_array_index (years, int, i));
    any = any || isfinite (row->values[i]);
    if (isfinite (row->values[i]))
      row->order = row->values[i];
  }
  if (groups != NULL && isfinite (row->order))
    group = ctn_group_scheme_find (groups, row->order, &third);
  if (group != NULL && !g_str_equal (nuts, CTN_NUTS_EU))
    row->note = g_strconcat (group->name, thirds[third + 1], NULL);
  row->label = dup_label (nuts);
  if (any)
    g_ptr_array_add (self->rows, row);
  else
    row_free (row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *one = *(const Row *const *) a;
  const Row *other = *(const Row *const *) b;

  if (one->order > other->order)
    return -1;
  return one->order < other->order ? 1 : g_strcmp0 (one->nuts, other->nuts);
}

static void
add_line (CtnIndicatorFigure *self, double value, const char *label)
{
  CtnBarsLine line = { .value = value };

  if (!isfinite (value))
    return;
  g_ptr_array_add (self->labels, g_strdup (label));
  line.label = self->labels->pdata[self->labels->len - 1];
  g_array_append_val (self->lines, line);
}

static void
add_lines (CtnIndicatorFigure *self,
           const CtnIndicator *indicator,
           CtnIndicatorShow show,
           const CtnGroupScheme *groups)
{
  for (guint i = 1; groups != NULL && i < groups->groups->len; i++) {
    const CtnGroup *group = &g_array_index (groups->groups, CtnGroup, i);
    g_autofree char *label = g_strdup_printf ("%.0f %%", group->from);

    add_line (self, group->from, label);
  }
  if (groups == NULL)
    add_line (self, get_value (indicator, show, CTN_NUTS_EU, 0), _ ("EU"));
}

static gboolean
is_wanted (const CtnIndicatorFigureOptions *options, const char *nuts)
{
  return options->regions == NULL || g_strv_contains (options->regions, nuts);
}

static CtnIndicatorFigure *
begin (const CtnIndicator *indicator, const CtnIndicatorFigureOptions *options)
{
  CtnIndicatorFigure *self = g_new0 (CtnIndicatorFigure, 1);

  self->title = g_strdup (indicator->name);
  self->focus = g_strdup (options->focus);
  self->unit = options->show == CTN_INDICATOR_SHOW_VALUES ? g_strdup (indicator->unit)
               : options->show == CTN_INDICATOR_SHOW_NORMALISED
                   ? g_strdup (_ ("Normalised, 0 to 1"))
                   : g_strdup (_ ("Per cent of the EU, of normalised values"));
  self->decimals = options->show == CTN_INDICATOR_SHOW_PERCENT ? 1 : 2;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->years = g_ptr_array_new_with_free_func (g_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (CtnBarsLine));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* The focus and the Union stay, whatever their values. */
static void
keep_lines (CtnIndicatorFigure *self)
{
  for (guint i = self->rows->len; i-- > 0 && self->rows->len > CTN_INDICATOR_MAX_LINES;) {
    const Row *row = self->rows->pdata[i];

    if (g_strcmp0 (row->nuts, self->focus) != 0 && !g_str_equal (row->nuts, CTN_NUTS_EU))
      g_ptr_array_remove_index (self->rows, i);
  }
}

CtnIndicatorFigure *
ctn_indicator_figure_new (const CtnIndicator *indicator,
                          const CtnIndicatorFigureOptions *options,
                          GError **error)
{
  g_autoptr (GArray) years = ctn_indicator_list_years (indicator);
  g_autoptr (GPtrArray) regions = ctn_indicator_list_regions (indicator);
  g_autoptr (CtnGroupScheme) groups = NULL;
  CtnIndicatorFigure *self;
  guint n_years = options->trend
                      ? MIN (years->len, CTN_TREND_MAX_POINTS)
                      : MIN (years->len, CLAMP (options->n_years, 1, CTN_BARS_MAX_SERIES));

  if (options->show == CTN_INDICATOR_SHOW_PERCENT) {
    groups = ctn_group_scheme_load (NULL, error);
    if (groups == NULL)
      return NULL;
  }
  g_array_remove_range (years, 0, years->len - n_years);
  self = begin (indicator, options);
  for (guint i = 0; i < years->len; i++)
    g_ptr_array_add (self->years, g_strdup_printf ("%d", g_array_index (years, int, i)));
  for (guint i = 0; i < regions->len; i++)
    if (is_wanted (options, regions->pdata[i]))
      add_row (self, indicator, options, groups, years, regions->pdata[i]);
  g_ptr_array_sort (self->rows, compare_rows);
  if (options->trend)
    keep_lines (self);
  add_lines (self, indicator, options->show, groups);
  return self;
}

CtnScene *
ctn_indicator_figure_layout (const CtnIndicatorFigure *self,
                             double width,
                             CtnMetrics *metrics,
                             const CtnTheme *theme)
{
  g_autofree CtnBarsRow *rows = g_new0 (CtnBarsRow, self->rows->len + 1);
  g_autofree double *values = g_new0 (double, self->rows->len * self->years->len + 1);
  CtnBarsData data = { .title = self->title,
                       .unit = self->unit,
                       .rows = rows,
                       .n_rows = self->rows->len,
                       .series = (const char *const *) self->years->pdata,
                       .n_series = self->years->len,
                       .values = values,
                       .lines = (const CtnBarsLine *) (gpointer) self->lines->data,
                       .n_lines = self->lines->len,
                       .decimals = self->decimals };

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = self->rows->pdata[i];

    rows[i] = (CtnBarsRow) { .id = i + 1,
                             .label = row->label,
                             .strong = g_strcmp0 (row->nuts, self->focus) == 0,
                             .note = row->note };
    for (guint j = 0; j < self->years->len; j++)
      values[i * self->years->len + j] = row->values[j];
  }
  return ctn_bars_layout (&data, width, metrics, theme);
}

CtnScene *
ctn_indicator_figure_layout_trend (const CtnIndicatorFigure *self,
                                   double width,
                                   double height,
                                   CtnMetrics *metrics,
                                   const CtnTheme *theme)
{
  g_autofree CtnTrendPoint *points = g_new0 (CtnTrendPoint, self->years->len + 1);
  g_autofree CtnTrendSeries *series = g_new0 (CtnTrendSeries, self->rows->len + 1);
  g_autofree char *title =
      self->unit != NULL && *self->unit != '\0'
          /* Translators: an indicator, its unit */
          ? g_strdup_printf (C_ ("indicator", "%s (%s)"), self->title, self->unit)
          : g_strdup (self->title);
  CtnTrendData data = { .title = title,
                        .points = points,
                        .n_points = self->years->len,
                        .series = series,
                        .n_series = self->rows->len,
                        .decimals = self->decimals };

  for (guint i = 0; i < self->years->len; i++)
    points[i] = (CtnTrendPoint) { i + 1, g_ascii_strtod (self->years->pdata[i], NULL),
                                  self->years->pdata[i] };
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = self->rows->pdata[i];

    series[i] =
        (CtnTrendSeries) { row->label, row->values, g_strcmp0 (row->nuts, self->focus) == 0 };
  }
  return ctn_trend_layout (&data, width, height, metrics, theme);
}

guint
ctn_indicator_figure_get_n_rows (const CtnIndicatorFigure *self)
{
  return self->rows->len;
}

guint
ctn_indicator_figure_get_n_years (const CtnIndicatorFigure *self)
{
  return self->years->len;
}

const char *
ctn_indicator_figure_get_label (const CtnIndicatorFigure *self, guint row)
{
  return ((const Row *) self->rows->pdata[row])->label;
}

const char *
ctn_indicator_figure_get_year (const CtnIndicatorFigure *self, guint year)
{
  return self->years->pdata[year];
}

double
ctn_indicator_figure_get_value (const CtnIndicatorFigure *self, guint row, guint year)
{
  return ((const Row *) self->rows->pdata[row])->values[year];
}

guint
ctn_indicator_figure_get_decimals (const CtnIndicatorFigure *self)
{
  return self->decimals;
}
