/* Figures that compare, from the sample project (environment CTN_SAMPLE). Totals were computed from
 * data/sample/potential.csv and capacity.csv by a second program (python: means of the groups with
 * the weights of the models, then the mean of m + 1 − e^−(v − m) with m the lowest of them). */
#include <ctn-model-draft.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>
#include <ctn-potential-figure.h>
#include <ctn-radar-figure.h>
#include <ctn-trend-figure.h>
#include <locale.h>
#include <math.h>

typedef struct {
  CtnProject *project;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_open_untitled (file, "Sample", NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static gint64
find (Fixture *f, const char *sql)
{
  gint64 id = 0;

  g_assert_true (ctn_connection_get_int (reader (f), &id, NULL, sql, ""));
  g_assert_cmpint (id, !=, 0);
  return id;
}

#define KATHODE "SELECT id FROM assessment WHERE name = 'Beispiel Kathode GmbH' AND stage = 'T1'"
#define KATHODE_BEFORE                                                                             \
  "SELECT id FROM assessment WHERE name = 'Beispiel Kathode GmbH' AND stage = 'T0'"
#define OBERPFALZ                                                                                  \
  "SELECT a.id FROM assessment a JOIN maturity_model m ON m.id = a.model "                         \
  "WHERE a.nuts = 'DE23' AND m.code = 'regional-potential'"

static const struct {
  const char *name;
  double potential;
  double capacity;
  guint n;
} expected[] = {
  { "Severovýchod (example)", 57.8609, 22.042, 1 },
  { "Oberösterreich (example)", 81.7791, 66.2336, 1 },
  { "Západné Slovensko (example)", 44.7328, 31.3461, 1 },
  { "Oberpfalz (example)", 69.0172, 56.8482, 5 },
  { "Nyugat-Dunántúl (example)", 55.2654, 49.8326, 1 },
  { "Vzhodna Slovenija (example)", 52.3427, 60.0051, 1 },
};

static void
test_potential (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPotentialFigure) figure =
      ctn_potential_figure_new (reader (f), NULL, NULL, "en", &error);
  g_autoptr (CtnPotentialFigure) none = NULL;
  GPtrArray *subjects;

  g_assert_no_error (error);
  subjects = ctn_potential_figure_get_subjects (figure);
  g_assert_cmpuint (subjects->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < subjects->len; i++) {
    const CtnPotential *subject = g_ptr_array_index (subjects, i);

    g_assert_cmpstr (subject->name, ==, expected[i].name);
    g_assert_cmpfloat_with_epsilon (100 * subject->potential, expected[i].potential, 1e-4);
    g_assert_cmpfloat_with_epsilon (100 * subject->capacity, expected[i].capacity, 1e-4);
    g_assert_cmpuint (subject->n_capacity, ==, expected[i].n);
  }
  none = ctn_potential_figure_new (reader (f), "value-chain", NULL, "en", &error);
  g_assert_null (none);
  g_assert_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND);
}

static CtnScene *
draw_trend (const CtnTrendFigure *figure)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();

  return ctn_trend_figure_layout (figure, 600, 400, metrics, ctn_theme_get (CTN_THEME_LIGHT));
}

static const CtnMark *
find_mark (CtnScene *scene, const char *role, gint64 id, int part)
{
  int index = ctn_scene_find (scene, role, id, part);

  g_assert_cmpint (index, >=, 0);
  return ctn_scene_get_mark (scene, (guint) index);
}

/* T0: total 42.6243, finance 60, skills 40, marketing 30, development 60, co-operation 40, position 35; the model shows
 * whole numbers. */
static void
test_trend (Fixture *f, gconstpointer unused)
{
  static const char *const before[] = { "43", "60", "40", "30", "60", "40", "35" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnTrendFigure) figure =
      ctn_trend_figure_new (reader (f), find (f, KATHODE), "en", &error);
  g_autoptr (CtnScene) scene = NULL;
  gint64 first = find (f, KATHODE_BEFORE);

  g_assert_no_error (error);
  scene = draw_trend (figure);
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 2 * G_N_ELEMENTS (before));
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    g_assert_cmpstr (find_mark (scene, "value", first, (int) i)->info.value, ==, before[i]);
  g_assert_cmpstr (find_mark (scene, "value", first, 0)->info.label, ==,
                   "Total, T0 · 18 November 2025: 43");
  g_assert_cmpstr (find_mark (scene, "date", first, 0)->info.label, ==, "T0 · 18 November 2025");
  /* The total is what is looked for first. */
  g_assert_cmpfloat (find_mark (scene, "series", 0, 0)->paint.width, >,
                     find_mark (scene, "series", 0, 1)->paint.width);
}

static double
get_middle (CtnScene *scene, gint64 assessment)
{
  const CtnMark *mark = find_mark (scene, "value", assessment, 0);

  return mark->bounds.x + mark->bounds.width / 2;
}

/* From 18 November 2025 to 8 September 2026 it is 294 days, to 14 April 2026 it is 147. */
static void
test_trend_time (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnTrendFigure) two =
      ctn_trend_figure_new (reader (f), find (f, KATHODE), "en", &error);
  g_autoptr (CtnTrendFigure) three = NULL;
  g_autoptr (CtnScene) scene = NULL;
  const CtnComparison *history = ctn_trend_figure_get_history (two);
  const CtnAssessment *last = g_ptr_array_index (history->assessments, 1);
  const CtnNewAssessment between = { .model = history->model,
                                     .subject = { last->subject_kind, last->subject, NULL },
                                     .date = "2026-04-14" };
  gint64 id = ctn_assessment_add (f->project, &between, &error);

  g_assert_no_error (error);
  three = ctn_trend_figure_new (reader (f), find (f, KATHODE), "en", &error);
  g_assert_no_error (error);
  scene = draw_trend (three);
  g_assert_cmpfloat_with_epsilon (
      get_middle (scene, id),
      (get_middle (scene, find (f, KATHODE_BEFORE)) + get_middle (scene, find (f, KATHODE))) / 2,
      1e-6);
}

/* The four answers on openness, of which the second counts twice, sum to 8, 12, 14, 17 and 21 of 25 in the
 * five others: type 7 of five values takes the second, third and fourth. */
static void
test_band (Fixture *f, gconstpointer data)
{
  const gint64 id = find (f, OBERPFALZ);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnComparison) peers = ctn_comparison_new_peers (reader (f), id, NULL, &error);
  const CtnRadarFigureOptions options = {
    .assessments = &id, .n_assessments = 1, .peers = peers, .language = "en"
  };
  g_autoptr (CtnRadarFigure) figure = ctn_radar_figure_new (reader (f), &options, &error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnScene) scene = NULL;
  const CtnQuartiles *quartiles;
  guint node;
  guint n = 0;

  g_assert_no_error (error);
  node = ctn_maturity_model_find (ctn_radar_figure_get_model (figure), "openness")->index;
  quartiles = ctn_radar_figure_get_quartiles (figure, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat_with_epsilon (quartiles[node].q1, 0.48, 1e-12);
  g_assert_cmpfloat_with_epsilon (quartiles[node].median, 0.56, 1e-12);
  g_assert_cmpfloat_with_epsilon (quartiles[node].q3, 0.68, 1e-12);
  scene =
      ctn_radar_figure_layout (figure, 480, 400, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  g_assert_cmpint (ctn_scene_find (scene, "band", 0, 0), >=, 0);
}

/* Halfway from one figure to the same one later, each value is halfway too. */
static void
test_between (Fixture *f, gconstpointer data)
{
  const gint64 id = find (f, OBERPFALZ);
  const CtnRadarFigureOptions options = {
    .assessments = &id, .n_assessments = 1, .axes = CTN_RADAR_AXES_PILLARS, .language = "en"
  };
  const CtnAnswerKey key = { id, "knowledge.research", NULL };
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnRadarFigure) before = ctn_radar_figure_new (reader (f), &options, NULL);
  g_autoptr (CtnRadarFigure) after = NULL;
  double y[3];
  gint64 mark =
      ctn_maturity_model_find (ctn_radar_figure_get_model (before), "knowledge")->index + 1;

  g_assert_true (ctn_answer_set (f->project, &key, 0, NULL));
  after = ctn_radar_figure_new (reader (f), &options, NULL);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CtnScene) scene = ctn_radar_figure_layout_between (
        after, before, i / 2.0, 400, 400, metrics, ctn_theme_get (CTN_THEME_LIGHT), NULL);

    y[i] = ctn_scene_get_mark (scene, (guint) ctn_scene_find (scene, "value", mark, 0))->bounds.y;
  }
  g_assert_cmpfloat (fabs (y[2] - y[0]), >, 1);
  g_assert_cmpfloat_with_epsilon (y[1], (y[0] + y[2]) / 2, 0.01);
}

/* Assessments by two versions are drawn together when somebody has mapped them. */
static void
test_versions (Fixture *f, gconstpointer data)
{
  gint64 ids[] = { find (f, KATHODE), 0 };
  gint64 old = find (f, "SELECT id FROM maturity_model WHERE code = 'organisation-capacity'");
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMaturityModel) model = ctn_model_store_load (reader (f), old, &error);
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new (model);
  g_autoptr (CtnMaturityModel) next = NULL;
  const CtnRadarFigureOptions options = { .assessments = ids, .n_assessments = 2 };
  g_autoptr (CtnRadarFigure) together = NULL;
  gint64 added;

  ctn_model_draft_set_string (draft, "", "version", "2");
  next = ctn_model_draft_finish (draft, &error);
  added = ctn_model_mapping_add_version (f->project, old, next, &error);
  ids[1] = ctn_assessment_carry_over (f->project, ids[0], added, NULL, &error);
  g_assert_no_error (error);
  together = ctn_radar_figure_new (reader (f), &options, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (ctn_score_get_total (ctn_radar_figure_get_score (together, 0)),
                                  ctn_score_get_total (ctn_radar_figure_get_score (together, 1)),
                                  1e-12);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/reports/potential", test_potential);
  ADD ("/reports/trend", test_trend);
  ADD ("/reports/trend-time", test_trend_time);
  ADD ("/reports/radar/band", test_band);
  ADD ("/reports/radar/between", test_between);
  ADD ("/reports/radar/versions", test_versions);
#undef ADD
  return g_test_run ();
}
