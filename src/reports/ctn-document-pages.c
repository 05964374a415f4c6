#include "ctn-document-pages.h"

#include <math.h>

#include "ctn-document-flow.h"

#define MM (72 / 25.4)

/* A figure leaves room for a heading and its caption. */
#define MAX_FIGURE_SHARE 0.82

static const CtnTextStyle style_title = { 24, TRUE, FALSE, 0, 8 };
static const CtnTextStyle style_subtitle = { 12, FALSE, TRUE, 0, 4 };
static const CtnTextStyle styles_heading[] = { { 17, TRUE, FALSE, 22, 8 },
                                               { 13, TRUE, FALSE, 16, 6 },
                                               { 11, TRUE, FALSE, 12, 4 } };
static const CtnTextStyle style_body = { 10, FALSE, FALSE, 0, 7 };
static const CtnTextStyle style_note = { 8.5, FALSE, TRUE, 0, 7 };
static const CtnTextStyle style_item = { 10, FALSE, FALSE, 0, 3 };
static const CtnTextStyle style_entry = { 10, FALSE, FALSE, 0, 4 };
const CtnTextStyle ctn_style_caption = { 8.5, TRUE, FALSE, 4, 4 };

const CtnPaper *
ctn_paper_a4 (void)
{
  static const CtnPaper a4 = { 210 * MM, 297 * MM, 22 * MM, 22 * MM, 24 * MM };

  return &a4;
}

CtnColor
ctn_pages_ink (gboolean muted)
{
  return muted ? (CtnColor) { 0.36, 0.36, 0.38, 1 } : (CtnColor) { 0.07, 0.07, 0.09, 1 };
}

/* The flow ------------------------------------------------------------------------------------ */

double
ctn_flow_get_left (const CtnFlow *self)
{
  return self->pages->paper.margin_x;
}

double
ctn_flow_get_width (const CtnFlow *self)
{
  return self->pages->paper.width - 2 * self->pages->paper.margin_x;
}

double
ctn_flow_get_bottom (const CtnFlow *self)
{
  return self->pages->paper.height - self->pages->paper.margin_bottom;
}

gboolean
ctn_flow_is_at_top (const CtnFlow *self)
{
  return self->y <= self->pages->paper.margin_top + 0.01;
}

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((CtnItem *) data)->scene, ctn_scene_unref);
}

void
ctn_flow_new_page (CtnFlow *self)
{
  GArray *page = g_array_new (FALSE, TRUE, sizeof (CtnItem));

  g_array_set_clear_func (page, clear_item);
  g_ptr_array_add (self->pages->pages, page);
  self->y = self->pages->paper.margin_top;
}

void
ctn_flow_require (CtnFlow *self, double height)
{
  if (!ctn_flow_is_at_top (self) && self->y + height > ctn_flow_get_bottom (self))
    ctn_flow_new_page (self);
}

void
ctn_flow_add_item (CtnFlow *self, const CtnItem *item)
{
  GArray *page = g_ptr_array_index (self->pages->pages, self->pages->pages->len - 1);
  CtnItem copy = *item;

  copy.block = self->block;
  g_array_append_val (page, copy);
}

/* Text ---------------------------------------------------------------------------------------- */

PangoLayout *
ctn_flow_set_text (CtnFlow *self, const char *text, const CtnTextStyle *style, double width)
{
  PangoLayout *layout = pango_layout_new (self->pages->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family_static (font, "Sans");
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_line_spacing (layout, 1.2F);
  pango_layout_set_text (layout, text, -1);
  g_ptr_array_add (self->pages->layouts, layout);
  return layout;
}

/* Where a line begins and ends in its layout, in points. Lines are as far apart as their baselines, which
 * is more than they are high. */
static void
get_line_range (PangoLayoutIter *iter, double *top, double *baseline, double *bottom)
{
  PangoRectangle extents;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  *top = (double) extents.y / PANGO_SCALE;
  *bottom = (double) (extents.y + extents.height) / PANGO_SCALE;
  *baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
}

double
ctn_layout_get_height (PangoLayout *layout, int first, int n)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double start = NAN;
  double end = NAN;
  int index = 0;

  do {
    double top;
    double baseline;
    double bottom;

    get_line_range (iter, &top, &baseline, &bottom);
    if (index == first)
      start = top;
    if (index >= first && index - first < n)
      end = bottom;
    index++;
  } while (pango_layout_iter_next_line (iter));
  return isfinite (start) && isfinite (end) ? end - start : 0;
}

int
ctn_layout_count_fitting (PangoLayout *layout, int first, double height)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double start = 0;
  int index = 0;

  do {
    double top;
    double baseline;
    double bottom;

    get_line_range (iter, &top, &baseline, &bottom);
    if (index == first)
      start = top;
    if (index >= first && bottom - start > height + 0.01)
      return index - first;
    index++;
  } while (pango_layout_iter_next_line (iter));
  return MAX (index - first, 0);
}

void
ctn_flow_place_lines (CtnFlow *self,
                      PangoLayout *layout,
                      int first,
                      int n,
                      double x,
                      double y,
                      CtnColor color,
                      int link)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double start = 0;
  int index = 0;

  do {
    CtnItem item = { .kind = CTN_ITEM_LINE, .color = color, .link = link };
    PangoRectangle extents;
    double top;
    double baseline;
    double bottom;

    get_line_range (iter, &top, &baseline, &bottom);
    if (index == first)
      start = top;
    if (index >= first && index - first < n) {
      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      item.line = pango_layout_iter_get_line_readonly (iter);
      item.x = x + (double) extents.x / PANGO_SCALE;
      item.y = y + baseline - start;
      item.width = (double) extents.width / PANGO_SCALE;
      item.height = bottom - top;
      ctn_flow_add_item (self, &item);
    }
    index++;
  } while (pango_layout_iter_next_line (iter));
}

/* How many lines from @first on go onto this page: all, or so that neither side has just one. */
static int
count_for_page (CtnFlow *self, PangoLayout *layout, int first)
{
  int left = pango_layout_get_line_count (layout) - first;
  int fitting = ctn_layout_count_fitting (layout, first, ctn_flow_get_bottom (self) - self->y);

  if (fitting >= left)
    return left;
  if (left - fitting == 1)
    fitting--;
  if (fitting < 2 && !ctn_flow_is_at_top (self))
    return 0;
  return MAX (fitting, 1);
}

void
ctn_flow_add_text (CtnFlow *self, const char *text, const CtnTextStyle *style, double indent)
{
  PangoLayout *layout = ctn_flow_set_text (self, text, style, ctn_flow_get_width (self) - indent);
  int n = pango_layout_get_line_count (layout);
  int first = 0;

  if (!ctn_flow_is_at_top (self))
    self->y += style->space_before;
  while (first < n) {
    int count = count_for_page (self, layout, first);

    if (count > 0) {
      ctn_flow_place_lines (self, layout, first, count, ctn_flow_get_left (self) + indent, self->y,
                            ctn_pages_ink (style->muted), -1);
      self->y += ctn_layout_get_height (layout, first, count);
      first += count;
    }
    if (first < n)
      ctn_flow_new_page (self);
  }
  self->y += style->space_after;
}

/* Blocks -------------------------------------------------------------------------------------- */

static double
get_figure_height (const CtnFlow *self, const CtnDocumentFigure *figure)
{
  double body = ctn_flow_get_bottom (self) - self->pages->paper.margin_top;

  return MIN (ctn_flow_get_width (self) * figure->ratio, body * MAX_FIGURE_SHARE);
}

/* What the block at @index needs to begin on a page, for the heading before it. */
static double
measure_start (CtnFlow *self, guint index)
{
  const CtnBlock *block;

  if (index >= ctn_document_get_n_blocks (self->pages->document))
    return 0;
  block = ctn_document_get_block (self->pages->document, index);
  switch (block->kind) {
  case CTN_BLOCK_HEADING:
    return styles_heading[block->level - 1].size * 2.6 + measure_start (self, index + 1);
  case CTN_BLOCK_FIGURE:
    return get_figure_height (self, block->figure) + 24;
  case CTN_BLOCK_TABLE:
    return ctn_flow_measure_table_start (self, block);
  case CTN_BLOCK_PARAGRAPH:
  case CTN_BLOCK_NOTE:
  case CTN_BLOCK_LIST:
  case CTN_BLOCK_CONTENTS:
    return style_body.size * 1.6 * 2;
  case CTN_BLOCK_PAGE_BREAK:
  default:
    return 0;
  }
}

static void
add_heading (CtnFlow *self, const CtnBlock *block)
{
  const CtnTextStyle *style = &styles_heading[block->level - 1];
  PangoLayout *layout = ctn_flow_set_text (self, block->text, style, ctn_flow_get_width (self));
  double height = ctn_layout_get_height (layout, 0, G_MAXINT);

  ctn_flow_require (self, style->space_before + height + style->space_after +
                              measure_start (self, self->block + 1));
  self->pages->heading_pages[self->block] = (int) self->pages->pages->len - 1;
  ctn_flow_add_text (self, block->text, style, 0);
}

static void
add_list (CtnFlow *self, const CtnBlock *block)
{
  for (guint i = 0; block->items[i] != NULL; i++) {
    PangoLayout *bullet = ctn_flow_set_text (self, "•", &style_item, 12);

    ctn_flow_require (self, 2 * style_item.size * 1.6);
    ctn_flow_place_lines (self, bullet, 0, 1, ctn_flow_get_left (self) + 4, self->y,
                          ctn_pages_ink (FALSE), -1);
    ctn_flow_add_text (self, block->items[i], &style_item, 16);
  }
  self->y += style_body.space_after - style_item.space_after;
}

static void
add_figure (CtnFlow *self, const CtnBlock *block)
{
  const CtnDocumentFigure *figure = block->figure;
  g_autofree char *caption = ctn_document_dup_caption (self->pages->document, block);
  double width = ctn_flow_get_width (self);
  double height = get_figure_height (self, figure);
  CtnItem item = { .kind = CTN_ITEM_SCENE, .link = -1, .x = ctn_flow_get_left (self) };
  PangoLayout *layout =
      ctn_flow_set_text (self, caption != NULL ? caption : "", &ctn_style_caption, width);

  ctn_flow_require (self, height + ctn_layout_get_height (layout, 0, G_MAXINT) + 10);
  item.scene =
      ctn_document_layout (self->pages->document, figure, width, height, self->pages->metrics);
  item.y = self->y;
  item.width = width;
  item.height = height;
  if (item.scene != NULL)
    ctn_flow_add_item (self, &item);
  self->y += height + 2;
  if (caption != NULL)
    ctn_flow_add_text (self, caption, &ctn_style_caption, 0);
  self->y += 8;
}

/* One line an entry, its page at the right. The number's room is the same whatever it is. */
static void
add_entry (CtnFlow *self, guint index, const CtnBlock *heading)
{
  double width = ctn_flow_get_width (self);
  double indent = 14 * (heading->level - 1);
  int page = self->known != NULL ? self->known[index] : -1;
  g_autofree char *number = page >= 0 ? g_strdup_printf ("%d", page + 1) : g_strdup ("0");
  CtnTextStyle style = style_entry;
  PangoLayout *title;
  PangoLayout *right;
  int n;

  style.bold = heading->level == 1;
  title = ctn_flow_set_text (self, heading->text, &style, width - indent - 36);
  right = ctn_flow_set_text (self, number, &style, 30);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  n = pango_layout_get_line_count (title);
  ctn_flow_require (self, ctn_layout_get_height (title, 0, n));
  ctn_flow_place_lines (self, title, 0, n, ctn_flow_get_left (self) + indent, self->y,
                        ctn_pages_ink (FALSE), (int) index);
  ctn_flow_place_lines (self, right, 0, 1, ctn_flow_get_left (self) + width - 30, self->y,
                        ctn_pages_ink (FALSE), (int) index);
  self->y += ctn_layout_get_height (title, 0, n) + style.space_after;
}

static void
add_contents (CtnFlow *self)
{
  CtnDocument *document = self->pages->document;

  ctn_flow_add_text (self, ctn_document_get_word (document, CTN_WORD_CONTENTS), &styles_heading[1],
                     0);
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->kind == CTN_BLOCK_HEADING && block->level <= 2)
      add_entry (self, i, block);
  }
  self->y += 8;
}

static void
add_title (CtnFlow *self)
{
  CtnDocument *document = self->pages->document;
  CtnItem rule = { .kind = CTN_ITEM_RULE, .link = -1 };

  self->block = G_MAXUINT;
  ctn_flow_add_text (self, ctn_document_get_title (document), &style_title, 0);
  if (ctn_document_get_subtitle (document) != NULL)
    ctn_flow_add_text (self, ctn_document_get_subtitle (document), &style_subtitle, 0);
  if (ctn_document_get_author (document) != NULL)
    ctn_flow_add_text (self, ctn_document_get_author (document), &style_subtitle, 0);
  self->y += 4;
  rule.x = ctn_flow_get_left (self);
  rule.y = self->y;
  rule.width = ctn_flow_get_width (self);
  rule.color = ctn_pages_ink (TRUE);
  ctn_flow_add_item (self, &rule);
  self->y += 16;
}

static void
add_block (CtnFlow *self, const CtnBlock *block)
{
  switch (block->kind) {
  case CTN_BLOCK_HEADING:
    add_heading (self, block);
    break;
  case CTN_BLOCK_PARAGRAPH:
    ctn_flow_add_text (self, block->text, &style_body, 0);
    break;
  case CTN_BLOCK_NOTE:
    ctn_flow_add_text (self, block->text, &style_note, 0);
    break;
  case CTN_BLOCK_LIST:
    add_list (self, block);
    break;
  case CTN_BLOCK_TABLE:
    ctn_flow_add_table (self, block);
    break;
  case CTN_BLOCK_FIGURE:
    add_figure (self, block);
    break;
  case CTN_BLOCK_CONTENTS:
    add_contents (self);
    break;
  case CTN_BLOCK_PAGE_BREAK:
    if (!ctn_flow_is_at_top (self))
      ctn_flow_new_page (self);
    break;
  default:
    g_assert_not_reached ();
  }
}

/* Lays all out; @known: (nullable): where the headings are. %FALSE when cancelled. */
static gboolean
lay_out (CtnPages *self, const int *known, GCancellable *cancellable, GError **error)
{
  CtnFlow flow = { .pages = self, .known = known };
  guint n = ctn_document_get_n_blocks (self->document);

  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_set_size (self->layouts, 0);
  for (guint i = 0; i < n; i++)
    self->heading_pages[i] = -1;
  ctn_flow_new_page (&flow);
  add_title (&flow);
  for (guint i = 0; i < n; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    flow.block = i;
    add_block (&flow, ctn_document_get_block (self->document, i));
  }
  return TRUE;
}

static gboolean
has_contents (CtnDocument *document)
{
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++)
    if (ctn_document_get_block (document, i)->kind == CTN_BLOCK_CONTENTS)
      return TRUE;
  return FALSE;
}

/* As charts measure: the same lines on every machine with the same fonts. */
static PangoContext *
make_context (const char *language)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context;
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);
  context = pango_font_map_create_context (fonts);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (context, pango_language_from_string (language));
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

CtnPages *
ctn_pages_new (CtnDocument *document,
               const CtnPaper *paper,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (CtnPages) self = g_new0 (CtnPages, 1);
  g_autofree int *known = NULL;
  gsize n = ctn_document_get_n_blocks (document);

  self->document = ctn_document_ref (document);
  self->paper = *paper;
  self->context = make_context (ctn_document_get_language (document));
  self->metrics = ctn_metrics_new (NULL, 1);
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->heading_pages = g_new0 (int, n + 1);
  if (!lay_out (self, NULL, cancellable, error))
    return NULL;
  if (has_contents (document)) {
    known = g_memdup2 (self->heading_pages, n * sizeof (int));
    if (!lay_out (self, known, cancellable, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
ctn_pages_free (CtnPages *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  g_clear_object (&self->context);
  g_clear_pointer (&self->metrics, ctn_metrics_unref);
  g_clear_pointer (&self->document, ctn_document_unref);
  g_free (self->heading_pages);
  g_free (self);
}

guint
ctn_pages_get_n_pages (const CtnPages *self)
{
  return self->pages->len;
}

const CtnPaper *
ctn_pages_get_paper (const CtnPages *self)
{
  return &self->paper;
}

int
ctn_pages_get_heading_page (const CtnPages *self, guint block)
{
  return block < ctn_document_get_n_blocks (self->document) ? self->heading_pages[block] : -1;
}
