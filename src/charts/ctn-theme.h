/* The colours, dashes and markers that charts are drawn with.
 *
 * The colours of the series differ from each other for readers with normal, protanope, deuteranope
 * and tritanope sight, and every series has a dash and a marker of its own as well, so that colour
 * never carries a meaning alone. A test checks the contrasts and the differences. */
#pragma once

#include "ctn-path.h"

G_BEGIN_DECLS

/* Colours, dashes and markers before they come round again. */
#define CTN_THEME_N_SERIES 8

/* sRGB, each part 0 to 1. An alpha of 0 means "not painted". */
typedef struct {
  double red, green, blue, alpha;
} CtnColor;

/* Lengths of line and gap in turn, in widths of the line; n is 0 for a solid line. */
typedef struct {
  double lengths[6];
  int n;
} CtnDash;

typedef enum {
  CTN_MARKER_CIRCLE,
  CTN_MARKER_SQUARE,
  CTN_MARKER_TRIANGLE,
  CTN_MARKER_DIAMOND,
  CTN_MARKER_TRIANGLE_DOWN,
  CTN_MARKER_STAR,
  CTN_MARKER_PLUS,
  CTN_MARKER_CROSS,
} CtnMarker;

typedef enum {
  CTN_THEME_LIGHT,
  CTN_THEME_DARK,
  CTN_THEME_PRINT,
  CTN_THEME_HIGH_CONTRAST,
  CTN_THEME_HIGH_CONTRAST_DARK,
  CTN_N_THEMES,
} CtnThemeKind;

typedef struct {
  const char *name;
  CtnColor background;
  CtnColor foreground; /* texts and outlines */
  CtnColor muted;      /* texts of second rank */
  CtnColor grid;       /* lines that only help the eye */
  CtnColor surface;    /* the inside of boxes; texts are legible on it */
  CtnColor lane;       /* the band behind every other lane */
  CtnColor header;     /* the inside of headings such as stages */
  CtnColor band;       /* area between quartiles */
  CtnColor band_line;  /* its median */
  CtnColor target;     /* target line */
  CtnColor alert;      /* what is missing */
  CtnColor series[CTN_THEME_N_SERIES];
  double line_width;  /* of a series, in points */
  double marker_size; /* half the breadth of a marker, in points */
  double fill_alpha;  /* of the area inside a series */
  gboolean
      patterns; /* bands are hatched and groups dashed as well: for copies and for eyes that see no
                       * faint shades */
} CtnTheme;

/* Returns: (transfer none): a theme that lives for ever. */
const CtnTheme *ctn_theme_get (CtnThemeKind kind);

/* Colour, dash and marker of the series at @index, counted from 0. They come round at different
 * places, so that 64 series still differ. */
CtnColor ctn_theme_get_series_color (const CtnTheme *self, guint index);
const CtnDash *ctn_theme_get_dash (guint index);
CtnMarker ctn_theme_get_marker (guint index);

/* The dash of whatever is planned or missing. */
const CtnDash *ctn_theme_get_planned_dash (void);

/* Appends the outline of @marker around (@x, @y), @size points from its middle to its edge. */
void ctn_marker_append (CtnMarker marker, CtnPath *path, double x, double y, double size);

/* @color with its alpha multiplied by @factor. */
CtnColor ctn_color_fade (CtnColor color, double factor);

/* The opaque colour that @over gives when painted on @under. */
CtnColor ctn_color_blend (CtnColor under, CtnColor over);

/* Relative luminance, 0 to 1, and contrast, 1 to 21, of opaque colours; WCAG 2.2, section 6. */
double ctn_color_luminance (CtnColor color);
double ctn_color_contrast (CtnColor a, CtnColor b);

G_END_DECLS
