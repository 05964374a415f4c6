/* Draws example charts into a folder, for the human eye: contact-sheet FOLDER */
#include "chart-examples.h"
#include "ctn-chart-export.h"
#include "ctn-ternary.h"

static void
save (const CtnScene *scene, const char *folder, const char *name, double scale)
{
  g_autofree char *path = g_strdup_printf ("%s/charts-%s.png", folder, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (!ctn_scene_write_file (scene, CTN_CHART_FORMAT_PNG, scale, file, NULL, &error))
    g_error ("%s: %s", path, error->message);
}

static const struct {
  const char *name;
  guint n_axes, n_series;
  double width, height, scale;
  ExampleFlags flags;
  CtnThemeKind theme;
} radars[] = {
  { "radar-6x2", 6, 2, 480, 420, 2, EXAMPLE_TARGET | EXAMPLE_BAND, CTN_THEME_LIGHT },
  { "radar-6x1-levels", 6, 1, 480, 420, 2, EXAMPLE_LEVELS, CTN_THEME_PRINT },
  { "radar-3x2", 3, 2, 360, 360, 2, EXAMPLE_PLAIN, CTN_THEME_LIGHT },
  { "radar-12x4-dark", 12, 4, 800, 500, 1.5, EXAMPLE_TARGET | EXAMPLE_GAPS, CTN_THEME_DARK },
  { "radar-18x3-groups", 18, 3, 595, 600, 1.5, EXAMPLE_GROUPS | EXAMPLE_GAPS, CTN_THEME_LIGHT },
  { "radar-40x6-a3", 40, 6, 842, 1191, 1, EXAMPLE_GROUPS | EXAMPLE_TARGET, CTN_THEME_PRINT },
  { "radar-40x6-360", 40, 6, 360, 480, 2, EXAMPLE_PLAIN, CTN_THEME_LIGHT },
  { "radar-40x2-160", 40, 2, 160, 160, 3, EXAMPLE_PLAIN, CTN_THEME_LIGHT },
  { "radar-6x2-160", 6, 2, 160, 160, 3, EXAMPLE_PLAIN, CTN_THEME_LIGHT },
  { "radar-8x8-contrast", 8, 8, 700, 480, 1.5, EXAMPLE_PLAIN, CTN_THEME_HIGH_CONTRAST_DARK },
};

static void
draw_maps (CtnMetrics *metrics, const char *folder)
{
  static const CtnThemeKind themes[] = { CTN_THEME_LIGHT, CTN_THEME_DARK };
  ExampleMap example;

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++) {
    const CtnTheme *theme = ctn_theme_get (themes[i]);
    g_autofree char *name = g_strdup_printf ("map-%s", theme->name);
    g_autoptr (CtnScene) scene = NULL;

    example_map_init_battery (&example);
    scene = ctn_chain_map_layout (&example.data, metrics, theme, NULL);
    save (scene, folder, name, 1.5);
    example_map_clear (&example);
  }
}

static void
draw_triangles (CtnMetrics *metrics, const char *folder)
{
  static const double sizes[][2] = { { 470, 360 }, { 320, 360 }, { 800, 500 } };
  ExampleTernary example;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint n = 1; n <= EXAMPLE_TERNARY_SERIES; n += 2) {
      g_autofree char *name = g_strdup_printf ("ternary-%u-%.0f", n, sizes[i][0]);
      g_autoptr (CtnScene) scene = NULL;

      example_ternary_init_crowded (&example, n);
      scene = ctn_ternary_layout (&example.data, sizes[i][0], sizes[i][1], metrics,
                                  ctn_theme_get (CTN_THEME_PRINT), NULL);
      save (scene, folder, name, 2);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);

  if (argc != 2)
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (radars); i++) {
    ExampleRadar example = { 0 };
    g_autoptr (CtnScene) scene = NULL;

    example_radar_init (&example, radars[i].n_axes, radars[i].n_series, radars[i].flags);
    scene = ctn_radar_layout (&example.data, radars[i].width, radars[i].height, metrics,
                              ctn_theme_get (radars[i].theme), NULL);
    save (scene, argv[1], radars[i].name, radars[i].scale);
  }
  draw_maps (metrics, argv[1]);
  draw_triangles (metrics, argv[1]);
  return 0;
}
