#include <ctn-chain-figure.h>
#include <ctn-i18n.h>
#include <ctn-radar-figure.h>
#include <errno.h>
#include <glib/gstdio.h>

#include "ctn-cli.h"

/* A figure that is laid out on so many points is still legible at the sizes of a file manager. */
#define PAGE 320

#define MAX_SIZE 2048

static CtnScene *
make_radar (CtnConnection *reader, gint64 assessment, GError **error)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  CtnRadarFigureOptions options = { .assessments = &assessment, .n_assessments = 1 };
  g_autoptr (CtnRadarFigure) figure = ctn_radar_figure_new (reader, &options, error);

  return figure != NULL ? ctn_radar_figure_layout (figure, PAGE, PAGE, metrics,
                                                   ctn_theme_get (CTN_THEME_LIGHT), NULL)
                        : NULL;
}

static CtnScene *
make_chain (CtnConnection *reader, gint64 id, GError **error)
{
  CtnChain *chain = ctn_chain_load (reader, id, error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  CtnChainFigureOptions options = { 0 };
  g_autoptr (CtnChainFigure) figure = NULL;

  if (chain == NULL)
    return NULL;
  figure = ctn_chain_figure_new (chain, &options, NULL, error);
  return figure != NULL
             ? ctn_chain_figure_layout (figure, metrics, ctn_theme_get (CTN_THEME_LIGHT), NULL)
             : NULL;
}

/* What a project is known by: its latest radar, or the map of its largest value chain. */
static CtnScene *
make_scene (CtnConnection *reader, GError **error)
{
  GError *local_error = NULL;
  gint64 assessment = 0;
  gint64 chain = 0;

  if (!ctn_connection_get_int (
          reader, &assessment, &local_error,
          "SELECT id FROM assessment WHERE id IN (SELECT assessment FROM answer "
          "WHERE state = 'answered') ORDER BY date DESC, id DESC LIMIT 1",
          "") &&
      local_error == NULL)
    ctn_connection_get_int (
        reader, &chain, &local_error,
        "SELECT chain FROM chain_actor GROUP BY chain ORDER BY count(*) DESC, chain LIMIT 1", "");
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  if (assessment != 0)
    return make_radar (reader, assessment, error);
  if (chain != 0)
    return make_chain (reader, chain, error);
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                       _ ("The project has no assessment and no value chain to draw."));
  return NULL;
}

/* The longer side has @size pixels, as file managers want it. */
static gboolean
write_thumbnail (CtnScene *scene, int size, const char *path, GError **error)
{
  double width = ctn_scene_get_width (scene);
  double height = ctn_scene_get_height (scene);
  double scale = size / MAX (width, height);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  ctn_scene_paint_at_scale (scene, cr, scale);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               /* Translators: the name of a file, and what the system says */
               _ ("“%s” cannot be written: %s."), path, cairo_status_to_string (status));
  return FALSE;
}

static gboolean
read_size (const char *text, int *size)
{
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 16, MAX_SIZE, &value, NULL)) {
    g_printerr (_ ("The size is a number of pixels from 16 to %d, not “%s”.\n"), MAX_SIZE, text);
    return FALSE;
  }
  *size = (int) value;
  return TRUE;
}

static int
draw (const char *path, const char *target, int size)
{
  g_autoptr (CtnScene) scene = NULL;
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_cli_open (path);

  if (project == NULL)
    return CTN_EXIT_FAILED;
  scene = make_scene (ctn_project_get_reader (project), &error);
  if (scene == NULL || !write_thumbnail (scene, size, target, &error))
    return ctn_cli_close (project, ctn_cli_fail (error));
  return ctn_cli_close (project, CTN_EXIT_OK);
}

int
ctn_cli_thumbnail (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char *folder = NULL;
  g_autofree char *left = NULL;
  int size = 0;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary OUT.png SIZE",
                      _ ("Draws the latest radar, or the map of the largest value chain, SIZE "
                         "pixels large, for file managers."),
                      3, 3) ||
      !read_size (argv[3], &size))
    return CTN_EXIT_USAGE;
  /* File managers run this where only the temporary folder can be written, and nobody is to be offered
   * its working copy at the next start. */
  folder = g_dir_make_tmp ("catenary-thumbnail-XXXXXX", NULL);
  if (folder != NULL)
    g_setenv ("XDG_STATE_HOME", folder, TRUE);
  code = draw (argv[1], argv[2], size);
  if (folder != NULL) {
    left = g_build_filename (folder, "catenary", "sessions", NULL);
    g_rmdir (left);
    g_free (left);
    left = g_build_filename (folder, "catenary", NULL);
    g_rmdir (left);
    g_rmdir (folder);
  }
  return code;
}
