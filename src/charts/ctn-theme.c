#include "ctn-theme.h"

#include <math.h>

#define RGB(hex)                                                                                   \
  { (((hex) >> 16) & 0xFF) / 255.0, (((hex) >> 8) & 0xFF) / 255.0, ((hex) & 0xFF) / 255.0, 1.0 }

/* Each palette was sought by computer as the one whose nearest two colours lie farthest apart
 * (CIE 1976 difference, the least over normal sight and the three kinds of dichromacy after Machado
 * et al. 2009), near a set of starting hues, at a contrast of 3 or more to the background. */
static const CtnTheme themes[CTN_N_THEMES] = {
  [CTN_THEME_LIGHT] = {
    .name = "light",
    .background = RGB (0xFFFFFF),
    .foreground = RGB (0x1E1E24),
    .muted = RGB (0x5E5C64),
    .grid = RGB (0xD0CFD4),
    .surface = RGB (0xFAFAFB),
    .lane = RGB (0xF3F3F6),
    .header = RGB (0xE3EAF6),
    .band = RGB (0xDDE3EC),
    .band_line = RGB (0x66758C),
    .target = RGB (0x1E1E24),
    .alert = RGB (0xB3261E),
    .series = { RGB (0x1B42CE), RGB (0xE96F00), RGB (0x00774D), RGB (0x703297),
                RGB (0x7C4D00), RGB (0x1496F4), RGB (0xC1559B), RGB (0x233233) },
    .line_width = 1.6,
    .marker_size = 2.9,
    .fill_alpha = 0.10,
  },
  [CTN_THEME_DARK] = {
    .name = "dark",
    .background = RGB (0x1D1D20),
    .foreground = RGB (0xF2F2F4),
    .muted = RGB (0xB4B3BA),
    .grid = RGB (0x48484E),
    .surface = RGB (0x2A2A2F),
    .lane = RGB (0x242428),
    .header = RGB (0x2E3B52),
    .band = RGB (0x353C47),
    .band_line = RGB (0x94A3BA),
    .target = RGB (0xF2F2F4),
    .alert = RGB (0xFF8A80),
    .series = { RGB (0x3E98FC), RGB (0xE49B48), RGB (0x20F4AC), RGB (0xD9A5E6),
                RGB (0xD2E62A), RGB (0x5569AF), RGB (0xE45B93), RGB (0xD0FDFF) },
    .line_width = 1.6,
    .marker_size = 2.9,
    .fill_alpha = 0.14,
  },
  [CTN_THEME_PRINT] = {
    .name = "print",
    .background = RGB (0xFFFFFF),
    .foreground = RGB (0x000000),
    .muted = RGB (0x4A4A4A),
    .grid = RGB (0xC4C4C4),
    .surface = RGB (0xFFFFFF),
    .lane = RGB (0xF4F4F4),
    .header = RGB (0xE8E8E8),
    .band = RGB (0xDEDEDE),
    .band_line = RGB (0x6A6A6A),
    .target = RGB (0x000000),
    .alert = RGB (0xA01010),
    .series = { RGB (0x1B42CE), RGB (0xE96F00), RGB (0x00774D), RGB (0x703297),
                RGB (0x7C4D00), RGB (0x1496F4), RGB (0xC1559B), RGB (0x233233) },
    .line_width = 1.3,
    .marker_size = 2.7,
    .fill_alpha = 0.06,
    .patterns = TRUE,
  },
  [CTN_THEME_HIGH_CONTRAST] = {
    .name = "high-contrast",
    .background = RGB (0xFFFFFF),
    .foreground = RGB (0x000000),
    .muted = RGB (0x303030),
    .grid = RGB (0x767676),
    .surface = RGB (0xFFFFFF),
    .lane = RGB (0xF0F0F0),
    .header = RGB (0xE6E6E6),
    .band = RGB (0xD2D2D2),
    .band_line = RGB (0x404040),
    .target = RGB (0x000000),
    .alert = RGB (0x8C0000),
    .series = { RGB (0x1927BA), RGB (0xA25800), RGB (0x003E30), RGB (0x770079),
                RGB (0x473400), RGB (0x0079C6), RGB (0xBE1A6B), RGB (0x0C0128) },
    .line_width = 2.2,
    .marker_size = 3.6,
    .fill_alpha = 0.06,
    .patterns = TRUE,
  },
  [CTN_THEME_HIGH_CONTRAST_DARK] = {
    .name = "high-contrast-dark",
    .background = RGB (0x000000),
    .foreground = RGB (0xFFFFFF),
    .muted = RGB (0xDADADA),
    .grid = RGB (0x8A8A8A),
    .surface = RGB (0x000000),
    .lane = RGB (0x161616),
    .header = RGB (0x202C40),
    .band = RGB (0x383838),
    .band_line = RGB (0xC0C0C0),
    .target = RGB (0xFFFFFF),
    .alert = RGB (0xFFB0A8),
    .series = { RGB (0x9AD8EF), RGB (0xE4B456), RGB (0x59FFA7), RGB (0xC3A1FF),
                RGB (0xEDEE43), RGB (0x4682FB), RGB (0xF47AAB), RGB (0xE4FFF1) },
    .line_width = 2.2,
    .marker_size = 3.6,
    .fill_alpha = 0.12,
    .patterns = TRUE,
  },
};

static const CtnDash dashes[CTN_THEME_N_SERIES] = {
  { .n = 0 },
  { .lengths = { 4, 2 }, .n = 2 },
  { .lengths = { 1.2, 1.6 }, .n = 2 },
  { .lengths = { 6, 2, 1.2, 2 }, .n = 4 },
  { .lengths = { 9, 3 }, .n = 2 },
  { .lengths = { 4, 1.8, 1.2, 1.8, 1.2, 1.8 }, .n = 6 },
  { .lengths = { 2.5, 1.2 }, .n = 2 },
  { .lengths = { 10, 2, 3, 2 }, .n = 4 },
};

static const CtnDash planned_dash = { .lengths = { 4, 3 }, .n = 2 };

const CtnTheme *
ctn_theme_get (CtnThemeKind kind)
{
  g_return_val_if_fail ((guint) kind < CTN_N_THEMES, &themes[CTN_THEME_LIGHT]);

  return &themes[kind];
}

CtnColor
ctn_theme_get_series_color (const CtnTheme *self, guint index)
{
  return self->series[index % CTN_THEME_N_SERIES];
}

const CtnDash *
ctn_theme_get_dash (guint index)
{
  return &dashes[(index + index / CTN_THEME_N_SERIES) % CTN_THEME_N_SERIES];
}

CtnMarker
ctn_theme_get_marker (guint index)
{
  return (CtnMarker) ((index + index / CTN_THEME_N_SERIES) % CTN_THEME_N_SERIES);
}

const CtnDash *
ctn_theme_get_planned_dash (void)
{
  return &planned_dash;
}

/* A figure of @n corners, the first one straight up after a turn by @turn radians; with @inner below
 * 1 every other corner is drawn in, which makes a star. */
static void
append_corners (CtnPath *path, double x, double y, double size, guint n, double turn, double inner)
{
  CtnPoint points[12];

  for (guint i = 0; i < n; i++) {
    double angle = turn - G_PI_2 + 2 * G_PI * i / n;
    double radius = i % 2 == 1 ? size * inner : size;

    points[i] = (CtnPoint) { x + radius * cos (angle), y + radius * sin (angle) };
  }
  ctn_path_add_polygon (path, points, n);
}

static void
append_plus (CtnPath *path, double x, double y, double size, double turn)
{
  static const double outline[12][2] = { { -1, -3 }, { 1, -3 }, { 1, -1 },  { 3, -1 },
                                         { 3, 1 },   { 1, 1 },  { 1, 3 },   { -1, 3 },
                                         { -1, 1 },  { -3, 1 }, { -3, -1 }, { -1, -1 } };
  CtnPoint points[12];

  for (guint i = 0; i < G_N_ELEMENTS (points); i++) {
    double dx = outline[i][0] / 3 * size, dy = outline[i][1] / 3 * size;

    points[i] =
        (CtnPoint) { x + dx * cos (turn) - dy * sin (turn), y + dx * sin (turn) + dy * cos (turn) };
  }
  ctn_path_add_polygon (path, points, G_N_ELEMENTS (points));
}

/* The factors give figures of unlike shape the same weight for the eye. */
void
ctn_marker_append (CtnMarker marker, CtnPath *path, double x, double y, double size)
{
  switch (marker) {
  case CTN_MARKER_SQUARE:
    append_corners (path, x, y, size * 1.25, 4, G_PI_4, 1);
    break;
  case CTN_MARKER_TRIANGLE:
    append_corners (path, x, y, size * 1.35, 3, 0, 1);
    break;
  case CTN_MARKER_DIAMOND:
    append_corners (path, x, y, size * 1.35, 4, 0, 1);
    break;
  case CTN_MARKER_TRIANGLE_DOWN:
    append_corners (path, x, y, size * 1.35, 3, G_PI, 1);
    break;
  case CTN_MARKER_STAR:
    append_corners (path, x, y, size * 1.5, 10, 0, 0.45);
    break;
  case CTN_MARKER_PLUS:
    append_plus (path, x, y, size * 1.2, 0);
    break;
  case CTN_MARKER_CROSS:
    append_plus (path, x, y, size * 1.2, G_PI_4);
    break;
  case CTN_MARKER_CIRCLE:
  default:
    ctn_path_add_circle (path, x, y, size);
    break;
  }
}

CtnColor
ctn_color_fade (CtnColor color, double factor)
{
  color.alpha *= factor;
  return color;
}

CtnColor
ctn_color_blend (CtnColor under, CtnColor over)
{
  return (CtnColor) { under.red + (over.red - under.red) * over.alpha,
                      under.green + (over.green - under.green) * over.alpha,
                      under.blue + (over.blue - under.blue) * over.alpha, 1 };
}

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

double
ctn_color_luminance (CtnColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

double
ctn_color_contrast (CtnColor a, CtnColor b)
{
  double one = ctn_color_luminance (a), other = ctn_color_luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}
