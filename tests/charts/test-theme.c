#include "ctn-theme.h"

#include <math.h>

/* Least CIE 1976 difference of two series' colours, for any sight. 2.3 is just noticeable. */
#define MIN_DIFFERENCE 20.0

/* Simulation of dichromacy in linear RGB, severity 1: Machado, Oliveira and Fernandes 2009, table 1;
 * the first is normal sight. */
static const double sights[4][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
lab_part (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

static void
to_lab (CtnColor color, const double sight[3][3], double lab[3])
{
  double in[3] = { linear (color.red), linear (color.green), linear (color.blue) };
  double c[3], x, y, z;

  for (int i = 0; i < 3; i++)
    c[i] = CLAMP (sight[i][0] * in[0] + sight[i][1] * in[1] + sight[i][2] * in[2], 0, 1);
  x = lab_part ((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.95047);
  y = lab_part (0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
  z = lab_part ((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.08883);
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static void
test_difference (void)
{
  for (guint kind = 0; kind < CTN_N_THEMES; kind++) {
    const CtnTheme *theme = ctn_theme_get ((CtnThemeKind) kind);

    for (guint s = 0; s < G_N_ELEMENTS (sights); s++) {
      double lab[CTN_THEME_N_SERIES][3];

      for (guint i = 0; i < CTN_THEME_N_SERIES; i++) {
        to_lab (theme->series[i], sights[s], lab[i]);
        for (guint j = 0; j < i; j++) {
          double d = sqrt (pow (lab[i][0] - lab[j][0], 2) + pow (lab[i][1] - lab[j][1], 2) +
                           pow (lab[i][2] - lab[j][2], 2));

          g_test_message ("%s, sight %u: %u and %u differ by %.1f", theme->name, s, j, i, d);
          g_assert_cmpfloat (d, >=, MIN_DIFFERENCE);
        }
      }
    }
  }
}

/* WCAG 2.2: 4.5 for text (1.4.3), 3 for lines and marks (1.4.11); 7 and 4.5 in high contrast. */
static void
test_contrast (void)
{
  for (guint kind = 0; kind < CTN_N_THEMES; kind++) {
    const CtnTheme *t = ctn_theme_get ((CtnThemeKind) kind);
    gboolean high = kind == CTN_THEME_HIGH_CONTRAST || kind == CTN_THEME_HIGH_CONTRAST_DARK;
    const CtnColor behind[] = { t->background, t->surface, t->lane, t->header };

    for (guint i = 0; i < G_N_ELEMENTS (behind); i++) {
      g_assert_cmpfloat (ctn_color_contrast (t->foreground, behind[i]), >=, high ? 7 : 4.5);
      g_assert_cmpfloat (ctn_color_contrast (t->muted, behind[i]), >=, high ? 7 : 4.5);
    }
    g_assert_cmpfloat (ctn_color_contrast (t->target, t->background), >=, 4.5);
    g_assert_cmpfloat (ctn_color_contrast (t->alert, t->background), >=, 4.5);
    g_assert_cmpfloat (ctn_color_contrast (t->band_line, t->band), >=, 3);
    g_assert_cmpfloat (ctn_color_contrast (t->band_line, t->background), >=, 3);
    for (guint i = 0; i < CTN_THEME_N_SERIES; i++)
      g_assert_cmpfloat (ctn_color_contrast (t->series[i], t->background), >=, high ? 4.5 : 3);
  }
}

/* 21 and 1 by definition; #767676 on white is the darkest grey's neighbour known as 4.54. */
static void
test_contrast_formula (void)
{
  CtnColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  CtnColor grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0, 1 };

  g_assert_cmpfloat_with_epsilon (ctn_color_contrast (black, white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_color_contrast (white, white), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_color_contrast (white, grey), 4.54, 0.005);
}

/* 64 series differ in at least one of colour, dash and marker. */
static void
test_series_differ (void)
{
  const CtnTheme *theme = ctn_theme_get (CTN_THEME_LIGHT);

  for (guint i = 0; i < 64; i++) {
    for (guint j = 0; j < i; j++) {
      CtnColor a = ctn_theme_get_series_color (theme, i), b = ctn_theme_get_series_color (theme, j);

      g_assert_true (ctn_color_contrast (a, b) > 1.0001 ||
                     ctn_theme_get_marker (i) != ctn_theme_get_marker (j));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/theme/difference", test_difference);
  g_test_add_func ("/charts/theme/contrast", test_contrast);
  g_test_add_func ("/charts/theme/contrast-formula", test_contrast_formula);
  g_test_add_func ("/charts/theme/series-differ", test_series_differ);
  return g_test_run ();
}
