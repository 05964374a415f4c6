#include <cairo-pdf.h>
#include <ctn-charts-error.h>
#include <ctn-i18n.h>

#include "ctn-document-flow.h"
#include "ctn-pdf-additions.h"

/* The structure of the document, for those who hear it: elements of ISO 32000-1, 14.8.4, open while what is in
 * them is painted. They stay open over the end of a page. */

#define MAX_DEPTH 4
#define MAX_LINK 32

/* An element, and what tells it from another one of its kind. */
typedef struct {
  const char *tag;
  guint block;
  guint row;
  guint column;
} Element;

typedef struct {
  CtnPages *pages;
  cairo_t *cr;
  Element open[MAX_DEPTH];
  guint n_open;
  char link[MAX_LINK]; /* attributes of the link that is opened */
  CtnPdfAdditions *additions;
} Tagger;

/* Writes the elements that @item stands in into @path, from the outside in, and returns how many they are.
 * What says nothing is in none of them. */
static guint
find_path (const CtnPages *pages, const CtnItem *item, Element *path)
{
  const CtnBlock *block =
      item->block != G_MAXUINT ? ctn_document_get_block (pages->document, item->block) : NULL;
  const char *outer = block == NULL                       ? NULL
                      : block->kind == CTN_BLOCK_LIST     ? "L"
                      : block->kind == CTN_BLOCK_TABLE    ? "Table"
                      : block->kind == CTN_BLOCK_FIGURE   ? "Figure"
                      : block->kind == CTN_BLOCK_CONTENTS ? "TOC"
                                                          : NULL;
  const char *middle = NULL;
  const char *inner = NULL;
  guint n = 0;

  switch (item->role) {
  case CTN_ROLE_BLOCK:
    inner = outer != NULL ? NULL
            : block == NULL || block->kind != CTN_BLOCK_HEADING
                ? "P"
                : (const char *[]) { "H1", "H2", "H3" }[block->level - 1];
    break;
  case CTN_ROLE_CAPTION:
    inner = "Caption";
    break;
  case CTN_ROLE_ENTRY:
    middle = "TOCI";
    inner = CAIRO_TAG_LINK;
    break;
  case CTN_ROLE_LABEL:
  case CTN_ROLE_BODY:
    middle = "LI";
    inner = item->role == CTN_ROLE_LABEL ? "Lbl" : "LBody";
    break;
  case CTN_ROLE_HEAD:
  case CTN_ROLE_ROW_HEAD:
  case CTN_ROLE_CELL:
    middle = "TR";
    inner = item->role == CTN_ROLE_CELL ? "TD" : "TH";
    break;
  case CTN_ROLE_DECORATION:
  default:
    return 0;
  }
  if (outer != NULL)
    path[n++] = (Element) { outer, item->block, 0, 0 };
  if (middle != NULL)
    path[n++] = (Element) { middle, item->block, item->row, 0 };
  if (inner != NULL)
    path[n++] = (Element) { inner, item->block, item->row, item->column };
  return n;
}

static gboolean
is_same (const Element *a, const Element *b)
{
  return g_str_equal (a->tag, b->tag) && a->block == b->block && a->row == b->row &&
         a->column == b->column;
}

static void
close_to (Tagger *tagger, guint n)
{
  while (tagger->n_open > n)
    cairo_tag_end (tagger->cr, tagger->open[--tagger->n_open].tag);
}

/* What cairo has no words for is added later, in the order of the elements. */
static void
note_addition (Tagger *tagger, const Element *element, const CtnItem *item)
{
  if (g_str_equal (element->tag, "TH")) {
    ctn_pdf_additions_add_head (tagger->additions, item->role == CTN_ROLE_ROW_HEAD);
  } else if (g_str_equal (element->tag, "Figure")) {
    const CtnDocumentFigure *figure =
        ctn_document_get_block (tagger->pages->document, item->block)->figure;

    ctn_pdf_additions_add_figure (
        tagger->additions, figure->description != NULL ? figure->description : figure->caption);
  }
}

static void
open_path (Tagger *tagger, const CtnItem *item)
{
  Element path[MAX_DEPTH];
  guint n = find_path (tagger->pages, item, path);
  guint same = 0;

  while (same < n && same < tagger->n_open && is_same (&path[same], &tagger->open[same]))
    same++;
  close_to (tagger, same);
  for (guint i = same; i < n; i++) {
    const char *attributes = NULL;

    if (g_str_equal (path[i].tag, CAIRO_TAG_LINK)) {
      g_snprintf (tagger->link, MAX_LINK, "dest='b%d'", item->link);
      attributes = tagger->link;
    }
    cairo_tag_begin (tagger->cr, path[i].tag, attributes);
    note_addition (tagger, &path[i], item);
    tagger->open[tagger->n_open++] = path[i];
  }
}

/* Where the links and the outline lead to. */
static void
mark_destination (Tagger *tagger, guint block)
{
  char name[MAX_LINK];

  g_snprintf (name, MAX_LINK, "name='b%u'", block);
  cairo_tag_begin (tagger->cr, CAIRO_TAG_DEST, name);
  cairo_tag_end (tagger->cr, CAIRO_TAG_DEST);
}

static gboolean
is_heading (const CtnPages *pages, guint block)
{
  return block != G_MAXUINT &&
         ctn_document_get_block (pages->document, block)->kind == CTN_BLOCK_HEADING;
}

static void
paint_page (Tagger *tagger, guint page)
{
  GArray *items = g_ptr_array_index (tagger->pages->pages, page);
  guint marked = G_MAXUINT;

  for (guint i = 0; i < items->len; i++) {
    const CtnItem *item = &g_array_index (items, CtnItem, i);

    if (item->role == CTN_ROLE_DECORATION) {
      cairo_tag_begin (tagger->cr, "Artifact", NULL);
      ctn_item_paint (item, tagger->cr);
      cairo_tag_end (tagger->cr, "Artifact");
      continue;
    }
    open_path (tagger, item);
    if (item->block != marked && is_heading (tagger->pages, item->block)) {
      mark_destination (tagger, item->block);
      marked = item->block;
    }
    ctn_item_paint (item, tagger->cr);
  }
  cairo_tag_begin (tagger->cr, "Artifact", NULL);
  ctn_pages_paint_footer (tagger->pages, page, tagger->cr);
  cairo_tag_end (tagger->cr, "Artifact");
}

/* All pages, as one document. %FALSE when cancelled. */
static gboolean
paint_pages (CtnPages *self, cairo_t *cr, CtnPdfAdditions *additions, GCancellable *cancellable)
{
  Tagger tagger = { .pages = self, .cr = cr, .additions = additions };

  cairo_tag_begin (cr, "Document", NULL);
  for (guint page = 0; page < self->pages->len; page++) {
    if (g_cancellable_is_cancelled (cancellable))
      return FALSE;
    paint_page (&tagger, page);
    if (page + 1 == self->pages->len) {
      close_to (&tagger, 0);
      cairo_tag_end (cr, "Document");
    }
    cairo_show_page (cr);
  }
  return TRUE;
}

static void
add_outline (CtnPages *self, cairo_surface_t *surface)
{
  int parents[4] = { CAIRO_PDF_OUTLINE_ROOT, 0, 0, 0 };

  for (guint i = 0; i < ctn_document_get_n_blocks (self->document); i++) {
    const CtnBlock *block = ctn_document_get_block (self->document, i);
    g_autofree char *target = NULL;
    int id;

    if (block->kind != CTN_BLOCK_HEADING)
      continue;
    target = g_strdup_printf ("dest='b%u'", i);
    id = cairo_pdf_surface_add_outline (surface, parents[block->level - 1], block->text, target,
                                        block->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    for (guint level = block->level; level < G_N_ELEMENTS (parents); level++)
      parents[level] = id;
  }
}

static void
add_metadata (CtnPages *self, cairo_surface_t *surface)
{
  const char *author = ctn_document_get_author (self->document);
  const char *date = ctn_document_get_date (self->document);
  g_autofree char *time = g_strdup_printf ("%sT00:00:00Z", date != NULL ? date : "2000-01-01");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  ctn_document_get_title (self->document));
  if (author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Catenary");
  /* The report's day and no time of now: the bytes must depend on the report alone. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, time);
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Finishes and drops both. */
static gboolean
finish (cairo_t *cr, cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_status (cr);

  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_DRAW,
               _ ("The pages could not be drawn: %s."), cairo_status_to_string (status));
  return FALSE;
}

gboolean
ctn_pages_write_pdf (CtnPages *self,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CtnPdfAdditions) additions =
      ctn_pdf_additions_new (ctn_document_get_language (self->document));
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (collect, bytes, self->paper.width, self->paper.height);
  cairo_t *cr = cairo_create (surface);

  /* Later versions pack objects away, and the additions have to find them. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  add_metadata (self, surface);
  if (paint_pages (self, cr, additions, cancellable))
    add_outline (self, surface);
  if (!finish (cr, surface, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  ctn_pdf_additions_apply (additions, bytes);
  return g_output_stream_write_all (stream, bytes->data, bytes->len, NULL, cancellable, error);
}
