#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-figure.h"
#include "ctn-document-pages.h"
#include "ctn-report-chain.h"

/* The smallest letters on paper, in points. */
#define LEGIBLE 6.5

/* A map fits a page upright down to this. */
#define MAX_RATIO 1.2

/* Boxes that are higher yet for the sake of their letters hold no names any more. */
#define MAX_LETTERS 2.6
#define N_TRIALS 5
#define MAX_MORE_LINES 4
#define MAX_LOSS 0.97 /* of the size of letters that cannot be read easily anyway */

/* A map with letters so much larger than usual that they can be read when it is on the page. */
typedef struct {
  CtnChainFigure *figure; /* (owned) */
  CtnMetrics *metrics;    /* (owned) of its letters */
  double width, height;
  double size;    /* of the smallest letters on the page, points */
  guint n_cut;    /* texts of actors that do not fit into their boxes */
  guint n_labels; /* of links; those that find no room are left out */
} Map;

static void
map_free (Map *self)
{
  ctn_chain_figure_unref (self->figure);
  ctn_metrics_unref (self->metrics);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Map, map_free)

static CtnScene *
layout_map (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  const Map *self = data;

  return ctn_chain_figure_layout (self->figure, self->metrics, theme, NULL);
}

static void
count_texts (Map *self, const CtnScene *scene)
{
  for (guint i = 0; i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMark *mark = ctn_scene_get_mark (scene, i);

    if (mark->kind != CTN_MARK_TEXT)
      continue;
    self->n_labels += g_strcmp0 (mark->info.role, "link-label") == 0;
    self->n_cut += g_strcmp0 (mark->info.role, "actor-name") == 0 && mark->text->cut;
  }
}

/* (transfer full) (nullable) */
static Map *
make_map (CtnReportDraft *draft,
          CtnChain *chain,
          CtnLayoutDirection direction,
          double letters,
          guint more_lines,
          GError **error)
{
  const CtnChainFigureOptions options = {
    .direction = direction, .letters = letters, .more_lines = more_lines, .untitled = TRUE
  };
  const CtnPaper *paper = ctn_paper_a4 ();
  double breadth = paper->width - 2 * paper->margin_x;
  CtnChainFigure *figure =
      ctn_chain_figure_new (ctn_chain_ref (chain), &options, draft->cancellable, error);
  g_autoptr (CtnScene) scene = NULL;
  Map *self;

  if (figure == NULL)
    return NULL;
  self = g_new0 (Map, 1);
  self->figure = figure;
  self->metrics = ctn_metrics_new (NULL, letters);
  scene = ctn_chain_figure_layout (figure, self->metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  self->width = ctn_scene_get_width (scene);
  self->height = ctn_scene_get_height (scene);
  count_texts (self, scene);
  self->size = CTN_CHAIN_FIGURE_SMALLEST * letters * breadth *
               MIN (1 / self->width, MAX_RATIO / self->height);
  return self;
}

/* Boxes are made higher until all names and places fit in, as long as the letters can be read. @map: (transfer full);
 * (transfer full) (nullable) */
static Map *
raise_boxes (Map *map,
             CtnReportDraft *draft,
             CtnChain *chain,
             CtnLayoutDirection direction,
             GError **error)
{
  g_autoptr (Map) best = map;
  double letters = ctn_metrics_get_text_scale (map->metrics);

  for (guint n = 1; n <= MAX_MORE_LINES && best->n_cut > 0 && letters > 1; n++) {
    g_autoptr (Map) trial = make_map (draft, chain, direction, letters, n, error);

    if (trial == NULL)
      return NULL;
    if (trial->size < (best->size >= LEGIBLE ? LEGIBLE : best->size * MAX_LOSS))
      break;
    if (trial->n_cut >= best->n_cut)
      continue;
    map_free (best);
    best = g_steal_pointer (&trial);
  }
  return g_steal_pointer (&best);
}

/* With the smallest letters that can be read. Larger ones need more room, so that the map gets smaller: that takes
 * some trials. (transfer full) (nullable) */
static Map *
find_map (CtnReportDraft *draft, CtnChain *chain, CtnLayoutDirection direction, GError **error)
{
  double letters = 1;
  g_autoptr (Map) map = make_map (draft, chain, direction, letters, 0, error);

  for (guint i = 0; i < N_TRIALS && map != NULL && map->size < LEGIBLE && letters < MAX_LETTERS;
       i++) {
    letters = MIN (letters * LEGIBLE / map->size * 1.02, MAX_LETTERS);
    g_clear_pointer (&map, map_free);
    map = make_map (draft, chain, direction, letters, 0, error);
  }
  return map != NULL ? raise_boxes (g_steal_pointer (&map), draft, chain, direction, error) : NULL;
}

/* Whether @self is the better one on the page: it can be read, cuts fewer names and places, says more of the links, and
 * its boxes are less crowded by their letters. */
static gboolean
is_better (const Map *self, const Map *other)
{
  gboolean legible = self->size >= LEGIBLE, other_legible = other->size >= LEGIBLE;

  if (legible != other_legible)
    return legible;
  if (self->n_cut != other->n_cut)
    return self->n_cut < other->n_cut;
  if (self->n_labels != other->n_labels)
    return self->n_labels > other->n_labels;
  return legible ? ctn_metrics_get_text_scale (self->metrics) <
                       ctn_metrics_get_text_scale (other->metrics)
                 : self->size > other->size;
}

gboolean
ctn_report_add_chain_map (CtnReportDraft *draft, CtnChain *chain, GError **error)
{
  g_autoptr (Map) across = NULL;
  g_autoptr (Map) down = NULL;
  g_autoptr (CtnScene) scene = NULL;
  CtnDocumentFigure *figure;
  Map *map;

  if (chain->stages->len == 0 || !ctn_report_begin (draft, ctn_report_chain_sections, "map"))
    return TRUE;
  across = find_map (draft, chain, CTN_LAYOUT_LEFT_TO_RIGHT, error);
  down = across != NULL ? find_map (draft, chain, CTN_LAYOUT_TOP_DOWN, error) : NULL;
  if (down == NULL)
    return FALSE;
  map = is_better (down, across) ? g_steal_pointer (&down) : g_steal_pointer (&across);
  scene = layout_map (0, 0, NULL, ctn_theme_get (CTN_THEME_PRINT), map);
  figure = g_new0 (CtnDocumentFigure, 1);
  figure->caption = g_strdup (chain->name);
  figure->description = g_strdup (ctn_scene_get_description (scene));
  figure->ratio = MIN (map->height / map->width, MAX_RATIO);
  figure->layout = layout_map;
  figure->data = map;
  figure->destroy = (GDestroyNotify) map_free;
  ctn_document_add_figure (draft->document, figure);
  return TRUE;
}
