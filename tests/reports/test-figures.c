/* Figures of the sample project (environment CTN_SAMPLE): what is drawn is what is in its tables. */
#include <ctn-chain-edits.h>
#include <ctn-chain-figure.h>
#include <ctn-heat-map-figure.h>
#include <ctn-model-store.h>
#include <ctn-radar-figure.h>
#include <locale.h>
#include <math.h>

static CtnProject *
open_sample (void)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open_untitled (file, "Sample", NULL, &error);

  g_assert_no_error (error);
  return project;
}

static void
close_sample (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_close (project, TRUE, &error);
  g_assert_no_error (error);
  g_object_unref (project);
}

static gint64
find_id (CtnProject *project, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &id, &error, sql, "");
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

#define T0 "SELECT id FROM assessment WHERE nuts = 'DE23' AND stage = 'T0'"
#define T1 "SELECT id FROM assessment WHERE nuts = 'DE23' AND stage = 'T1'"
#define HU "SELECT id FROM assessment WHERE nuts = 'HU22'"

static const CtnMark *
get_value (CtnScene *scene, CtnMaturityModel *model, const char *code, int series)
{
  int index = ctn_scene_find (scene, "value",
                              (gint64) ctn_maturity_model_find (model, code)->index + 1, series);

  g_assert_cmpint (index, >=, 0);
  return ctn_scene_get_mark (scene, (guint) index);
}

/* Lines of data/sample/assessments.csv: factor 1.1 is 4 at T1 and 3 at T0. */
static void
test_overlay (void)
{
  CtnProject *project = open_sample ();
  const gint64 ids[] = { find_id (project, T1), find_id (project, T0) };
  const CtnRadarFigureOptions options = {
    .assessments = ids, .n_assessments = 2, .axes = CTN_RADAR_AXES_QUESTIONS, .language = "en"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnRadarFigure) figure =
      ctn_radar_figure_new (ctn_project_get_reader (project), &options, &error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  CtnMaturityModel *model;

  g_assert_no_error (error);
  model = ctn_radar_figure_get_model (figure);
  scene =
      ctn_radar_figure_layout (figure, 480, 400, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  g_assert_cmpuint (ctn_radar_figure_get_n_series (figure), ==, 2);
  g_assert_cmpstr (get_value (scene, model, "1.1", 0)->info.value, ==, "4");
  g_assert_cmpstr (get_value (scene, model, "1.1", 1)->info.value, ==, "3");
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 2 * 18);
  close_sample (project);
}

/* Steps are the means of their factors: (3 + 4 + 2) / 3 for the first one at T0. */
static void
test_pillars (void)
{
  CtnProject *project = open_sample ();
  const gint64 id = find_id (project, T0);
  const CtnRadarFigureOptions options = {
    .assessments = &id, .n_assessments = 1, .axes = CTN_RADAR_AXES_PILLARS, .language = "en"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnRadarFigure) figure =
      ctn_radar_figure_new (ctn_project_get_reader (project), &options, &error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;

  g_assert_no_error (error);
  scene =
      ctn_radar_figure_layout (figure, 480, 400, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 6);
  g_assert_cmpstr (get_value (scene, ctn_radar_figure_get_model (figure), "1", 0)->info.value, ==,
                   "3");
  close_sample (project);
}

/* Factor 5.3 does not apply in the Hungarian example: a gap, not 0. */
static void
test_gap (void)
{
  CtnProject *project = open_sample ();
  const gint64 id = find_id (project, HU);
  const CtnRadarFigureOptions options = { .assessments = &id,
                                          .n_assessments = 1,
                                          .language = "en" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnRadarFigure) figure =
      ctn_radar_figure_new (ctn_project_get_reader (project), &options, &error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;

  g_assert_no_error (error);
  scene =
      ctn_radar_figure_layout (figure, 480, 400, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  g_assert_cmpstr (get_value (scene, ctn_radar_figure_get_model (figure), "5.3", 0)->info.value, ==,
                   "no value");
  close_sample (project);
}

/* A target of 5 for factor 1.3 of T0 (3, 4, 2): the step would be (3 + 4 + 5) / 3 = 4. */
static void
test_target (void)
{
  CtnProject *project = open_sample ();
  const gint64 id = find_id (project, T0);
  const CtnRadarFigureOptions options = {
    .assessments = &id, .n_assessments = 1, .axes = CTN_RADAR_AXES_PILLARS, .language = "en"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnRadarFigure) figure = NULL;
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  int index;

  g_assert_true (ctn_answer_set_target (project, id, "1.3", 5, &error));
  figure = ctn_radar_figure_new (ctn_project_get_reader (project), &options, &error);
  g_assert_no_error (error);
  scene =
      ctn_radar_figure_layout (figure, 480, 400, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  index = ctn_scene_find (
      scene, "target",
      (gint64) ctn_maturity_model_find (ctn_radar_figure_get_model (figure), "1")->index + 1, 0);
  g_assert_cmpint (index, >=, 0);
  g_assert_cmpstr (ctn_scene_get_mark (scene, (guint) index)->info.value, ==, "4");
  close_sample (project);
}

/* A score of no assessment, without a project: the wheel's factors, of which only the second is answered, with 4 of
 * 5. */
static void
test_score_only (void)
{
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped ("ris3-wheel", NULL);
  CtnAnswerValue answers[18] = { { 0 } };
  g_autoptr (CtnRadarFigure) figure = NULL;
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;

  g_assert_cmpuint (ctn_maturity_model_get_n_leaves (model), ==, G_N_ELEMENTS (answers));
  answers[1] = (CtnAnswerValue) { CTN_ANSWER_GIVEN, 4 };
  figure = ctn_radar_figure_new_for_score (ctn_score_new (model, answers), "Trial", "en");
  scene =
      ctn_radar_figure_layout (figure, 480, 400, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  g_assert_cmpstr (get_value (scene, model, "1.2", 0)->info.value, ==, "4");
  g_assert_cmpstr (get_value (scene, model, "1.1", 0)->info.value, ==, "no value");
  g_assert_cmpstr (ctn_radar_figure_get_title (figure), ==, "RIS3 assessment wheel");
}

static const char other_model[] =
    "{\"format\": \"catenary-maturity-model\", \"format-version\": 1, \"id\": \"other\","
    " \"version\": \"1\", \"licence\": \"CC0-1.0\", \"languages\": [\"en\"],"
    " \"title\": {\"en\": \"Other\"}, \"source\": {\"en\": \"Made for this test\"},"
    " \"groups\": [{\"code\": \"a\", \"title\": {\"en\": \"A\"}, \"items\": [{\"code\": \"a1\","
    " \"title\": {\"en\": \"Is it?\"}, \"scale\": {\"kind\": \"yes-no\"}}]}]}";

/* Assessments by different models cannot be compared, and the message names one. */
static void
test_models_differ (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_from_json (other_model, -1, &error);
  CtnNewAssessment assessment = { .name = "Another", .date = "2026" };
  gint64 ids[2];
  const CtnRadarFigureOptions options = { .assessments = ids, .n_assessments = 2 };

  g_assert_no_error (error);
  assessment.model = model;
  assessment.subject.nuts = "DE21";
  ids[0] = find_id (project, T0);
  ids[1] = ctn_assessment_add (project, &assessment, &error);
  g_assert_no_error (error);
  g_assert_null (ctn_radar_figure_new (ctn_project_get_reader (project), &options, &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, "Another"));
  close_sample (project);
}

static guint
count_marks (CtnScene *scene, const char *role)
{
  guint n = 0;

  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMarkInfo *info = &ctn_scene_get_mark (scene, i)->info;

    n += info->reachable && g_strcmp0 (info->role, role) == 0;
  }
  return n;
}

static CtnChainFigure *
make_chain_figure (CtnProject *project, const CtnChainFigureOptions *options)
{
  g_autoptr (GError) error = NULL;
  CtnChain *chain = ctn_chain_load (ctn_project_get_reader (project),
                                    find_id (project, "SELECT id FROM chain"), &error);
  CtnChainFigure *figure;

  g_assert_no_error (error);
  figure = ctn_chain_figure_new (chain, options, NULL, &error);
  g_assert_no_error (error);
  return figure;
}

/* As many actors and links as data/sample has lines, each actor in the column of its stage. */
static void
test_chain (void)
{
  CtnProject *project = open_sample ();
  const CtnChainFigureOptions options = { .lanes = CTN_CHAIN_LANES_COUNTRY };
  g_autoptr (CtnChainFigure) figure = make_chain_figure (project, &options);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene =
      ctn_chain_figure_layout (figure, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  CtnChain *chain = ctn_chain_figure_get_chain (figure);

  g_assert_cmpuint (count_marks (scene, "actor"), ==, 23);
  g_assert_cmpuint (count_marks (scene, "link"), ==, 28);
  for (guint i = 0; i < chain->actors->len; i++)
    g_assert_cmpint (ctn_chain_figure_get_stage_at (figure,
                                                    ctn_chain_figure_get_actor_point (figure, i).x,
                                                    ctn_chain_figure_get_actor_point (figure, i).y),
                     ==, ctn_chain_get_actor (chain, i)->stage);
  g_assert_cmpint (ctn_chain_figure_get_stage_at (figure, -1000, 0), ==, -1);
  close_sample (project);
}

/* Which of two actors of a stage is above the other does not change when a third one comes. */
static void
test_stability (void)
{
  CtnProject *project = open_sample ();
  CtnChainFigureOptions options = { .lanes = CTN_CHAIN_LANES_NONE };
  g_autoptr (CtnChainFigure) before = make_chain_figure (project, &options);
  CtnChain *chain = ctn_chain_figure_get_chain (before);
  g_autoptr (CtnChainFigure) after = NULL;
  g_autoptr (GError) error = NULL;

  ctn_chain_place_named (project, chain->id, ctn_chain_get_stage (chain, 1)->id, "Another one",
                         CTN_ACTOR_ACTOR, CTN_STATE_PLANNED, &error);
  g_assert_no_error (error);
  options.previous = before;
  after = make_chain_figure (project, &options);
  for (guint i = 0; i < chain->actors->len; i++)
    for (guint k = 0; k < chain->actors->len; k++) {
      CtnPoint one = ctn_chain_figure_get_actor_point (before, i);
      CtnPoint other = ctn_chain_figure_get_actor_point (before, k);

      if (ctn_chain_get_actor (chain, i)->stage == ctn_chain_get_actor (chain, k)->stage &&
          one.y < other.y)
        g_assert_cmpfloat (ctn_chain_figure_get_actor_point (after, i).y, <,
                           ctn_chain_figure_get_actor_point (after, k).y);
    }
  close_sample (project);
}

/* The bounds of a stage's chevron. */
static cairo_rectangle_t
get_chevron (const CtnScene *scene, gint64 stage)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (g_str_equal (mark->info.role, "stage") && mark->info.id == stage)
      return mark->bounds;
  }
  g_assert_not_reached ();
}

/* A stage without anybody has a column all the same, as broad as the others; what a gap looks like. */
static void
test_empty_stage (void)
{
  CtnProject *project = open_sample ();
  const CtnChainFigureOptions options = { .lanes = CTN_CHAIN_LANES_NONE };
  gint64 chain = find_id (project, "SELECT id FROM chain");
  gint64 cells = find_id (project, "SELECT id FROM chain_stage WHERE name = 'Cells'");
  gint64 packs = find_id (project, "SELECT id FROM chain_stage WHERE name = 'Packs'");
  gint64 modules = ctn_chain_add_stage (project, chain, cells, "Modules", NULL);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnChainFigure) figure = make_chain_figure (project, &options);
  g_autoptr (CtnScene) scene =
      ctn_chain_figure_layout (figure, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  cairo_rectangle_t before = get_chevron (scene, cells), empty = get_chevron (scene, modules);
  cairo_rectangle_t after = get_chevron (scene, packs);

  g_assert_cmpfloat_with_epsilon (empty.width, before.width, 1);
  g_assert_cmpfloat (empty.x, >, before.x + before.width - 12);
  g_assert_cmpfloat (after.x, >, empty.x + empty.width - 12);
  g_assert_cmpint (count_marks (scene, "actor"), ==, 23);
  close_sample (project);
}

/* Parts stand below their whole; of two that run beside each other, one below the other in one column, and
 * their actors apart. */
static void
test_parts (void)
{
  CtnProject *project = open_sample ();
  const CtnChainFigureOptions options = { .lanes = CTN_CHAIN_LANES_NONE };
  gint64 chain = find_id (project, "SELECT id FROM chain");
  gint64 whole = find_id (project, "SELECT id FROM chain_stage WHERE name = 'Cell components'");
  gint64 cathode = ctn_chain_add_part (project, chain, whole, "Cathode", NULL);
  gint64 anode = ctn_chain_add_part (project, chain, whole, "Anode", NULL);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnChainFigure) figure = NULL;
  g_autoptr (CtnScene) scene = NULL;
  g_autoptr (GError) error = NULL;
  cairo_rectangle_t first, second, all;

  ctn_chain_edit_stage (
      project, anode, ctn_record_kind_find_field (ctn_chain_stage_kind (), "parallel"), "1", NULL);
  figure = make_chain_figure (project, &options);
  scene = ctn_chain_figure_layout (figure, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  first = get_chevron (scene, cathode);
  second = get_chevron (scene, anode);
  all = get_chevron (scene, whole);
  g_assert_cmpfloat_with_epsilon (first.x, second.x, 1e-6);
  g_assert_cmpfloat (second.y, >=, first.y + first.height - 1);
  g_assert_cmpfloat (first.y, >=, all.y + all.height - 1);
  g_assert_cmpfloat (all.x, <=, first.x);
  g_assert_cmpfloat (all.x + all.width, >=, first.x + first.width - 1);
  close_sample (project);
}

/* From top to bottom: stages are rows headed on the left, every actor stands in that of its stage, lanes are
 * columns, links enter boxes from above, and a loop comes back right of all of them. */
static void
test_top_down (void)
{
  CtnProject *project = open_sample ();
  const CtnChainFigureOptions options = { .lanes = CTN_CHAIN_LANES_COUNTRY,
                                          .direction = CTN_LAYOUT_TOP_DOWN };
  gint64 cells = find_id (project, "SELECT id FROM chain_stage WHERE name = 'Cells'");
  gint64 packs = find_id (project, "SELECT id FROM chain_stage WHERE name = 'Packs'");
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnChainFigure) figure = make_chain_figure (project, &options);
  CtnPoint origin;
  g_autoptr (CtnScene) scene =
      ctn_chain_figure_layout (figure, metrics, ctn_theme_get (CTN_THEME_PRINT), &origin);
  CtnChain *chain = ctn_chain_figure_get_chain (figure);
  cairo_rectangle_t upper = get_chevron (scene, cells), lower = get_chevron (scene, packs);
  double right = 0, farthest = 0, lane = 0;

  g_assert_cmpuint (count_marks (scene, "actor"), ==, 23);
  g_assert_cmpfloat_with_epsilon (upper.x, lower.x, 1e-6);
  g_assert_cmpfloat (lower.y, >, upper.y + upper.height - 12);
  for (guint i = 0; i < chain->actors->len; i++) {
    CtnPoint point = ctn_chain_figure_get_actor_point (figure, i);

    g_assert_cmpint (ctn_chain_figure_get_stage_at (figure, point.x, point.y), ==,
                     ctn_chain_get_actor (chain, i)->stage);
    g_assert_cmpfloat (point.x + origin.x, >, upper.x + upper.width);
    right = MAX (right, point.x + origin.x);
  }
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (g_strcmp0 (mark->info.role, "link") == 0)
      farthest = MAX (farthest, mark->bounds.x + mark->bounds.width);
    if (g_strcmp0 (mark->info.role, "lane") != 0)
      continue;
    /* Lanes follow each other, each as high as the map. */
    g_assert_cmpfloat (mark->bounds.x, >=, lane - 1);
    g_assert_cmpfloat (mark->bounds.height, >, lower.y + lower.height - upper.y);
    lane = mark->bounds.x + mark->bounds.width;
  }
  g_assert_cmpfloat (lane, >, right);
  g_assert_cmpfloat (farthest, >, right + 61);
  close_sample (project);
}

/* A pin turns with the map: from what is kept of a place on the turned map, an actor gets to the same place. */
static void
test_turned_pin (void)
{
  CtnProject *project = open_sample ();
  CtnChainFigureOptions options = { .direction = CTN_LAYOUT_TOP_DOWN };
  g_autoptr (CtnChainFigure) before = make_chain_figure (project, &options);
  CtnChain *chain = ctn_chain_figure_get_chain (before);
  CtnPoint wanted = ctn_chain_figure_get_actor_point (before, 4), found;
  CtnPoint kept;
  CtnChainPin pin = { ctn_chain_get_actor (chain, 4)->id, 0, 0 };
  g_autoptr (CtnChainFigure) after = NULL;
  g_autoptr (GError) error = NULL;

  wanted.x += 300;
  kept = ctn_chain_figure_get_pin (before, wanted);
  pin.x = kept.x;
  pin.y = kept.y;
  ctn_chain_pin_actors (project, &pin, 1, &error);
  g_assert_no_error (error);
  after = make_chain_figure (project, &options);
  found = ctn_chain_figure_get_actor_point (after, 4);
  g_assert_cmpfloat_with_epsilon (found.x, wanted.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (found.y, wanted.y, 1e-6);
  g_clear_pointer (&after, ctn_chain_figure_unref);
  /* From left to right it is as far down as it was right, in boxes. */
  options.direction = CTN_LAYOUT_LEFT_TO_RIGHT;
  after = make_chain_figure (project, &options);
  found = ctn_chain_figure_get_actor_point (after, 4);
  g_assert_cmpfloat_with_epsilon (found.y / (42 + 20), wanted.x / (122 + 20), 1e-6);
  g_assert_cmpfloat_with_epsilon (found.x / (122 + 58), wanted.y / (42 + 58), 1e-6);
  close_sample (project);
}

static void
test_cancel (void)
{
  CtnProject *project = open_sample ();
  const CtnChainFigureOptions options = { .lanes = CTN_CHAIN_LANES_HELIX };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CtnChain *chain = ctn_chain_load (ctn_project_get_reader (project),
                                    find_id (project, "SELECT id FROM chain"), &error);

  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_null (ctn_chain_figure_new (chain, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close_sample (project);
}

static const CtnMark *
find_mark (CtnScene *scene, const char *role, gint64 id, int part)
{
  int index = ctn_scene_find (scene, role, id, part);

  g_assert_cmpint (index, >=, 0);
  return ctn_scene_get_mark (scene, (guint) index);
}

/* The wheel has no total: rows go by the mean of the steps. Oberpfalz counts with T1, not with T0. Means of its steps
 * from data/sample by hand: (4 + 4 + 3) / 3 and so on. */
static void
test_heat_map (void)
{
  static const char *const oberpfalz[] = { "3.7", "2.7", "3.0", "3.3", "3.0", "2.3" };
  CtnProject *project = open_sample ();
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnHeatMapFigure) figure =
      ctn_heat_map_figure_new (reader, "ris3-wheel", "en", &error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  gint64 latest =
      find_id (project, "SELECT id FROM assessment WHERE nuts = 'DE23' AND stage = 'T1'");
  double above = INFINITY, row = 0;

  g_assert_no_error (error);
  scene = ctn_heat_map_figure_layout (figure, 700, metrics, ctn_theme_get (CTN_THEME_LIGHT));
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 3 * G_N_ELEMENTS (oberpfalz));
  g_assert_cmpstr (find_mark (scene, "column", 0, 0)->info.label, ==, "Analysis");
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMarkInfo *info = &ctn_scene_get_mark (scene, i)->info;

    if (g_strcmp0 (info->role, "cell") != 0)
      continue;
    row = (info->part == 0 ? 0 : row) + g_ascii_strtod (info->value, NULL);
    if (info->part + 1 < (int) G_N_ELEMENTS (oberpfalz))
      continue;
    g_assert_cmpfloat (row, <=, above);
    above = row;
  }
  for (guint i = 0; i < G_N_ELEMENTS (oberpfalz); i++)
    g_assert_cmpstr (find_mark (scene, "cell", latest, (int) i)->info.value, ==, oberpfalz[i]);
  g_assert_cmpint (ctn_scene_find (scene, "row", find_id (project, T0), 0), <, 0);
  g_assert_null (ctn_heat_map_figure_new (reader, "nothing", "en", &error));
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
  close_sample (project);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reports/radar/overlay", test_overlay);
  g_test_add_func ("/reports/radar/pillars", test_pillars);
  g_test_add_func ("/reports/radar/gap", test_gap);
  g_test_add_func ("/reports/radar/target", test_target);
  g_test_add_func ("/reports/radar/score-only", test_score_only);
  g_test_add_func ("/reports/radar/models-differ", test_models_differ);
  g_test_add_func ("/reports/heat-map", test_heat_map);
  g_test_add_func ("/reports/chain/content", test_chain);
  g_test_add_func ("/reports/chain/stability", test_stability);
  g_test_add_func ("/reports/chain/parts", test_parts);
  g_test_add_func ("/reports/chain/empty-stage", test_empty_stage);
  g_test_add_func ("/reports/chain/top-down", test_top_down);
  g_test_add_func ("/reports/chain/turned-pin", test_turned_pin);
  g_test_add_func ("/reports/chain/cancel", test_cancel);
  return g_test_run ();
}
