/* The map of a value chain in its report: its letters can be read on paper (environment CTN_SAMPLE). */
#include <ctn-chain.h>
#include <ctn-report.h>

/* A4 upright between margins of 22 mm, in points; and the smallest letters that are to be read there. */
#define PAGE_WIDTH (166 * 72 / 25.4)
#define LEGIBLE 6.5

static CtnProject *
open_sample (void)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open_untitled (file, "Sample", NULL, &error);

  g_assert_no_error (error);
  return project;
}

static const CtnDocumentFigure *
find_figure (CtnDocument *document)
{
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++)
    if (ctn_document_get_block (document, i)->kind == CTN_BLOCK_FIGURE)
      return ctn_document_get_block (document, i)->figure;
  g_assert_not_reached ();
}

/* Lays the map of the chain out as on a page. @scale: (out): of what is drawn */
static CtnScene *
draw_map (CtnProject *project, gint64 chain, double *scale)
{
  const CtnReportRequest request = { .kind = ctn_report_find_kind ("chain"),
                                     .subject = chain,
                                     .language = "en",
                                     .today = "2026-11-29" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnDocument) document =
      ctn_report_build (ctn_project_get_reader (project), &request, NULL, &error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  const CtnDocumentFigure *figure;
  CtnScene *scene;

  g_assert_no_error (error);
  figure = find_figure (document);
  scene = ctn_document_layout (document, figure, PAGE_WIDTH, PAGE_WIDTH * figure->ratio, metrics);
  *scale = MIN (PAGE_WIDTH / ctn_scene_get_width (scene),
                PAGE_WIDTH * figure->ratio / ctn_scene_get_height (scene));
  return scene;
}

/* How many names of actors there are, all of their letters and of the others large enough, and no name and no place
 * cut. */
static guint
check_texts (const CtnScene *scene, double scale)
{
  guint n_names = 0;

  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (mark->kind != CTN_MARK_TEXT)
      continue;
    g_assert_cmpfloat (mark->text->line_height / CTN_TEXT_LINE_HEIGHT * scale, >=, LEGIBLE);
    if (g_strcmp0 (mark->info.role, "actor-name") == 0 && mark->text->cut)
      g_error ("%s is cut", ctn_text_run_get_text (mark->text->lines[0]));
    n_names += g_strcmp0 (mark->info.role, "actor-name") == 0 && mark->info.part == 0;
  }
  return n_names;
}

/* data/sample: 20 actors that are there, one that is missing, one that is planned, one import. */
static void
test_sample (void)
{
  g_autoptr (CtnProject) project = open_sample ();
  g_autoptr (CtnScene) scene = NULL;
  gint64 chain = 0, n_actors = 0;
  double scale;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (project), &chain, NULL,
                                         "SELECT id FROM chain", ""));
  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (project), &n_actors, NULL,
                                         "SELECT count(*) FROM chain_actor", ""));
  scene = draw_map (project, chain, &scale);
  g_assert_cmpuint (check_texts (scene, scale), ==, (guint) n_actors);
  ctn_project_close (project, TRUE, NULL);
}

/* Thirty at seven stages, nine of them at one, each delivering to somebody at the next. */
static void
test_thirty (void)
{
  static const guint stages[] = { 5, 6, 1, 9, 6, 2, 1 };
  g_autoptr (CtnProject) project = open_sample ();
  g_autoptr (CtnScene) scene = NULL;
  GError *error = NULL;
  gint64 chain = ctn_chain_add (project, "Beispielkette", &error);
  gint64 before = 0;
  double scale;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    g_autofree char *title = g_strdup_printf ("Stage number %u", i + 1);
    gint64 stage = ctn_chain_add_stage (project, chain, -1, title, &error);
    gint64 actor = 0;

    for (guint j = 0; j < stages[i]; j++) {
      g_autofree char *name = g_strdup_printf ("Beispiel Zulieferer %u-%u GmbH", i + 1, j + 1);

      actor = ctn_chain_place_named (project, chain, stage, name, CTN_ACTOR_ACTOR,
                                     CTN_STATE_EXISTING, &error);
      if (before != 0)
        ctn_chain_link (project, before, actor, "supply", &error);
      g_assert_no_error (error);
    }
    before = actor;
  }
  scene = draw_map (project, chain, &scale);
  g_assert_cmpuint (check_texts (scene, scale), ==, 30);
  ctn_project_close (project, TRUE, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/map/sample", test_sample);
  g_test_add_func ("/reports/map/thirty", test_thirty);
  return g_test_run ();
}
