#include "ctn-document-pages.h"

#include <math.h>

#include "ctn-document-columns.h"
#include "ctn-document-flow.h"

#define MM (72 / 25.4)

/* A figure leaves room for a heading and its caption. */
#define MAX_FIGURE_SHARE 0.82

/* A figure that misses the foot of the page by less is drawn that much smaller. */
#define MIN_FIGURE_SCALE 0.8
#define FIGURE_SPACE 12

/* What stays with what is before or after it: paragraphs of so many lines, and so many of them. */
#define MAX_SHORT_LINES 3
#define MAX_FOLLOWERS 2

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
  copy.row = self->row;
  copy.column = self->column;
  copy.role = item->kind == CTN_ITEM_LINE || item->kind == CTN_ITEM_SCENE ? self->role
                                                                          : CTN_ROLE_DECORATION;
  g_array_append_val (page, copy);
}

void
ctn_flow_set_role (CtnFlow *self, CtnItemRole role, guint row, guint column)
{
  self->role = role;
  self->row = row;
  self->column = column;
}

/* Blocks -------------------------------------------------------------------------------------- */

static double
get_figure_height (const CtnFlow *self, const CtnDocumentFigure *figure)
{
  double body = ctn_flow_get_bottom (self) - self->pages->paper.margin_top;

  return MIN (ctn_flow_get_width (self) * figure->ratio, body * MAX_FIGURE_SHARE);
}

/* What stands below a figure, with the room around it. */
static double
measure_caption (CtnFlow *self, const CtnBlock *block)
{
  g_autofree char *caption = ctn_document_dup_caption (self->pages->document, block);
  guint n_layouts = self->pages->layouts->len;
  PangoLayout *layout = ctn_flow_set_text (self, caption != NULL ? caption : "", &ctn_style_caption,
                                           ctn_flow_get_width (self));
  double height = ctn_style_caption.space_before + ctn_layout_get_height (layout, 0, G_MAXINT) +
                  ctn_style_caption.space_after + 2;

  g_ptr_array_set_size (self->pages->layouts, (int) n_layouts);
  return height;
}

static const CtnBlock *
get_block (const CtnFlow *self, guint index)
{
  return index < ctn_document_get_n_blocks (self->pages->document)
             ? ctn_document_get_block (self->pages->document, index)
             : NULL;
}

/* The height of a paragraph, or of two lines where it is a long one. @n: (out) its lines */
static double
measure_paragraph (CtnFlow *self, const CtnBlock *block, int *n)
{
  const CtnTextStyle *style = block->kind == CTN_BLOCK_NOTE ? &style_note : &style_body;
  guint n_layouts = self->pages->layouts->len;
  PangoLayout *layout = ctn_flow_set_text (self, block->text, style, ctn_flow_get_width (self));
  double height;

  *n = pango_layout_get_line_count (layout);
  height = ctn_layout_get_height (layout, 0, *n > MAX_SHORT_LINES ? 2 : *n) + style->space_after;
  g_ptr_array_set_size (self->pages->layouts, (int) n_layouts);
  return height;
}

double
ctn_flow_measure_followers (CtnFlow *self, guint index)
{
  double height = 0;

  for (guint i = 1; i <= MAX_FOLLOWERS; i++) {
    const CtnBlock *block = get_block (self, index + i);
    int n = 0;

    if (block == NULL || (block->kind != CTN_BLOCK_PARAGRAPH && block->kind != CTN_BLOCK_NOTE))
      break;
    height += measure_paragraph (self, block, &n);
    if (n > MAX_SHORT_LINES)
      break;
  }
  return height;
}

/* What stays with the figure @index below it. */
static double
measure_below (CtnFlow *self, guint index)
{
  double followers = ctn_flow_measure_followers (self, index);

  return measure_caption (self, get_block (self, index)) +
         (followers > 0 ? FIGURE_SPACE + followers : 0);
}

static double measure_start (CtnFlow *self, guint index);

/* A short paragraph leads to what follows: the question to its answers. */
static double
measure_lead (CtnFlow *self, const CtnBlock *block, guint index)
{
  const CtnBlock *next = get_block (self, index + 1);
  int n = 0;
  double height = measure_paragraph (self, block, &n);

  if (next != NULL && next->kind == CTN_BLOCK_HEADING &&
      ctn_document_is_plate (self->pages->document, index + 2))
    return height;
  return next != NULL && n <= MAX_SHORT_LINES &&
                 (next->kind == CTN_BLOCK_TABLE || next->kind == CTN_BLOCK_FIGURE ||
                  next->kind == CTN_BLOCK_HEADING)
             ? height + measure_start (self, index + 1)
             : height;
}

/* How small the figure at @index may get for the foot of a page: one that takes most of a page is drawn for letters
 * that can be read at its own size. */
static double
get_least_height (CtnFlow *self, guint index, const CtnDocumentFigure *figure)
{
  double scale = ctn_document_is_plate (self->pages->document, index) ? 1 : MIN_FIGURE_SCALE;

  return scale * get_figure_height (self, figure);
}

/* What the block at @index needs to begin on a page, for the heading before it. */
static double
measure_start (CtnFlow *self, guint index)
{
  const CtnBlock *block = get_block (self, index);

  if (block == NULL)
    return 0;
  switch (block->kind) {
  case CTN_BLOCK_HEADING:
    return styles_heading[block->level - 1].size * 2.6 + measure_start (self, index + 1);
  case CTN_BLOCK_FIGURE:
    return get_least_height (self, index, block->figure) + measure_below (self, index);
  case CTN_BLOCK_TABLE:
    return ctn_flow_measure_table_start (self, index, ctn_flow_measure_followers (self, index));
  case CTN_BLOCK_PARAGRAPH:
  case CTN_BLOCK_NOTE:
    return measure_lead (self, block, index);
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
    ctn_flow_set_role (self, CTN_ROLE_LABEL, i, 0);
    ctn_flow_place_lines (self, bullet, 0, 1, ctn_flow_get_left (self) + 4, self->y,
                          ctn_pages_ink (FALSE), -1);
    ctn_flow_set_role (self, CTN_ROLE_BODY, i, 0);
    ctn_flow_add_text (self, block->items[i], &style_item, 16);
  }
  self->y += style_body.space_after - style_item.space_after;
}

/* A figure is laid out once, however often the pages are. (transfer full) (nullable) */
static CtnScene *
get_scene (CtnFlow *self, const CtnDocumentFigure *figure, double width, double height)
{
  CtnScene *scene = g_hash_table_lookup (self->pages->scenes, figure);

  if (scene == NULL) {
    scene =
        ctn_document_layout (self->pages->document, figure, width, height, self->pages->metrics);
    if (scene == NULL)
      return NULL;
    g_hash_table_insert (self->pages->scenes, (gpointer) figure, scene);
  }
  return ctn_scene_ref (scene);
}

static void
add_figure (CtnFlow *self, const CtnBlock *block)
{
  const CtnDocumentFigure *figure = block->figure;
  g_autofree char *caption = ctn_document_dup_caption (self->pages->document, block);
  double width = ctn_flow_get_width (self);
  double height = get_figure_height (self, figure);
  double below = measure_below (self, self->block);
  CtnItem item = { .kind = CTN_ITEM_SCENE, .link = -1, .x = ctn_flow_get_left (self) };

  ctn_flow_require (self, get_least_height (self, self->block, figure) + below);
  item.scene = get_scene (self, figure, width, height);
  height = MIN (height, ctn_flow_get_bottom (self) - self->y - below);
  item.y = self->y;
  item.width = width;
  item.height = height;
  if (item.scene != NULL)
    ctn_flow_add_item (self, &item);
  self->y += height + 2;
  ctn_flow_set_role (self, CTN_ROLE_CAPTION, 0, 0);
  if (caption != NULL)
    ctn_flow_add_text (self, caption, &ctn_style_caption, 0);
  self->y += FIGURE_SPACE;
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

  ctn_flow_set_role (self, CTN_ROLE_CAPTION, 0, 0);
  ctn_flow_add_text (self, ctn_document_get_word (document, CTN_WORD_CONTENTS), &styles_heading[1],
                     0);
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    ctn_flow_set_role (self, CTN_ROLE_ENTRY, i, 0);
    if (block->kind == CTN_BLOCK_HEADING && block->level <= 2)
      add_entry (self, i, block);
  }
  self->y += 8;
}

static void
add_logo (CtnFlow *self, const CtnLogo *logo)
{
  CtnItem item = { .kind = CTN_ITEM_LOGO, .link = -1, .logo = logo };

  ctn_logo_get_size (logo, &item.width, &item.height);
  item.x = ctn_flow_get_left (self);
  item.y = self->y;
  ctn_flow_add_item (self, &item);
  self->y += item.height + style_title.size;
}

static void
add_title (CtnFlow *self)
{
  CtnDocument *document = self->pages->document;
  CtnItem rule = { .kind = CTN_ITEM_RULE, .link = -1 };

  self->block = G_MAXUINT;
  if (ctn_document_get_logo (document) != NULL)
    add_logo (self, ctn_document_get_logo (document));
  ctn_flow_add_text (self, ctn_document_get_title (document), &style_title, 0);
  ctn_flow_set_role (self, CTN_ROLE_BLOCK, 1, 0);
  if (ctn_document_get_subtitle (document) != NULL)
    ctn_flow_add_text (self, ctn_document_get_subtitle (document), &style_subtitle, 0);
  ctn_flow_set_role (self, CTN_ROLE_BLOCK, 2, 0);
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
  ctn_flow_set_role (self, CTN_ROLE_BLOCK, 0, 0);
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
  self->scenes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ctn_scene_unref);
  self->heading_pages = g_new0 (int, n + 1);
  self->columns = ctn_document_measure_columns (
      document, self->metrics, paper->width - 2 * paper->margin_x, ctn_style_cell.size);
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
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->scenes, g_hash_table_unref);
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
