#include "ctn-document.h"

#include <ctn-tongue.h>
#include <string.h>

/* Height by width of a figure that takes most of a page. */
#define PLATE 0.9

struct _CtnDocument {
  char *title;
  char *subtitle;
  char *author;
  char *date;
  char *language;
  CtnLogo *logo;       /* (owned) (nullable) */
  CtnCatalog *catalog; /* (owned) */
  char *words[CTN_N_WORDS];
  GPtrArray *blocks; /* CtnBlock */
  guint n_tables;
  guint n_figures;
};

static void
figure_free (CtnDocumentFigure *figure)
{
  if (figure == NULL)
    return;
  g_free (figure->caption);
  g_free (figure->description);
  if (figure->destroy != NULL)
    figure->destroy (figure->data);
  g_free (figure);
}

static void
block_free (gpointer data)
{
  CtnBlock *block = data;

  g_free (block->text);
  g_strfreev (block->items);
  ctn_document_table_free (block->table);
  figure_free (block->figure);
  g_free (block);
}

/* Valid text in which only tabs and line ends control anything: XML has no place for the others. */
static char *
dup_clean (const char *text)
{
  char *clean = g_utf8_make_valid (text, -1);

  for (char *p = clean; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\n' && *p != '\t')
      *p = ' ';
  return clean;
}

CtnDocument *
ctn_document_new (const char *title, const char *language)
{
  static const char *const words[] = { "Contents", "Table %u", "Figure %u", "Page %u of %u" };
  CtnDocument *self = g_atomic_rc_box_new0 (CtnDocument);

  self->title = dup_clean (title);
  self->language = g_strdup (language);
  self->catalog = ctn_catalog_new (language);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    self->words[i] = g_strdup (words[i]);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

CtnDocument *
ctn_document_ref (CtnDocument *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CtnDocument *self = data;

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->author);
  g_free (self->date);
  g_free (self->language);
  g_clear_pointer (&self->logo, ctn_logo_unref);
  ctn_catalog_unref (self->catalog);
  for (gsize i = 0; i < CTN_N_WORDS; i++)
    g_free (self->words[i]);
  g_ptr_array_unref (self->blocks);
}

void
ctn_document_unref (CtnDocument *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
ctn_document_set_title (CtnDocument *self, const char *title)
{
  g_free (self->title);
  self->title = dup_clean (title);
}

void
ctn_document_set_subtitle (CtnDocument *self, const char *subtitle)
{
  g_set_str (&self->subtitle, subtitle);
}

void
ctn_document_set_date (CtnDocument *self, const char *date)
{
  g_set_str (&self->date, date);
}

const char *
ctn_document_get_date (const CtnDocument *self)
{
  return self->date;
}

void
ctn_document_set_logo (CtnDocument *self, CtnLogo *logo)
{
  CtnLogo *old = self->logo;

  self->logo = logo != NULL ? ctn_logo_ref (logo) : NULL;
  g_clear_pointer (&old, ctn_logo_unref);
}

CtnLogo *
ctn_document_get_logo (const CtnDocument *self)
{
  return self->logo;
}

void
ctn_document_set_author (CtnDocument *self, const char *author)
{
  g_set_str (&self->author, author);
}

void
ctn_document_set_word (CtnDocument *self, CtnDocumentWord word, const char *text)
{
  g_set_str (&self->words[word], text);
}

const char *
ctn_document_get_title (const CtnDocument *self)
{
  return self->title;
}

const char *
ctn_document_get_subtitle (const CtnDocument *self)
{
  return self->subtitle;
}

const char *
ctn_document_get_author (const CtnDocument *self)
{
  return self->author;
}

const char *
ctn_document_get_language (const CtnDocument *self)
{
  return self->language;
}

const char *
ctn_document_get_word (const CtnDocument *self, CtnDocumentWord word)
{
  return self->words[word];
}

guint
ctn_document_get_n_blocks (const CtnDocument *self)
{
  return self->blocks->len;
}

const CtnBlock *
ctn_document_get_block (const CtnDocument *self, guint index)
{
  return g_ptr_array_index (self->blocks, index);
}

/* @pattern with its first "%u" made @number; patterns come from translators and are no formats. */
static char *
dup_numbered (const char *pattern, guint number)
{
  const char *place = strstr (pattern, "%u");

  return place != NULL
             ? g_strdup_printf ("%.*s%u%s", (int) (place - pattern), pattern, number, place + 2)
             : g_strdup (pattern);
}

gboolean
ctn_document_is_plate (const CtnDocument *self, guint index)
{
  const CtnBlock *block =
      index < ctn_document_get_n_blocks (self) ? ctn_document_get_block (self, index) : NULL;

  return block != NULL && block->kind == CTN_BLOCK_FIGURE && block->figure->ratio > PLATE;
}

char *
ctn_document_dup_caption (const CtnDocument *self, const CtnBlock *block)
{
  const char *caption = block->table != NULL ? block->table->caption : block->figure->caption;
  g_autofree char *number = NULL;

  if (caption == NULL)
    return NULL;
  number = dup_numbered (self->words[block->table != NULL ? CTN_WORD_TABLE : CTN_WORD_FIGURE],
                         block->number);
  return g_strdup_printf ("%s: %s", number, caption);
}

CtnCatalog *
ctn_document_get_catalog (const CtnDocument *self)
{
  return self->catalog;
}

CtnScene *
ctn_document_layout (const CtnDocument *self,
                     const CtnDocumentFigure *figure,
                     double width,
                     double height,
                     CtnMetrics *metrics)
{
  CtnScene *scene;

  ctn_tongue_push (self->catalog);
  scene = figure->layout (width, height, metrics, ctn_theme_get (CTN_THEME_PRINT), figure->data);
  ctn_tongue_pop ();
  return scene;
}

/* What has no caption is not counted: a reader would miss the numbers in between. */
static void
number_block (CtnDocument *self, CtnBlock *block)
{
  if (block->kind == CTN_BLOCK_TABLE && block->table->caption != NULL)
    block->number = ++self->n_tables;
  else if (block->kind == CTN_BLOCK_FIGURE && block->figure->caption != NULL)
    block->number = ++self->n_figures;
}

void
ctn_document_reorder (CtnDocument *self, const guint *order)
{
  g_autofree gpointer *old = g_memdup2 (self->blocks->pdata, self->blocks->len * sizeof (gpointer));

  self->n_tables = self->n_figures = 0;
  for (guint i = 0; i < self->blocks->len; i++) {
    CtnBlock *block = self->blocks->pdata[i] = old[order[i]];

    number_block (self, block);
  }
}

/* Adding -------------------------------------------------------------------------------------- */

static CtnBlock *
add_block (CtnDocument *self, CtnBlockKind kind, const char *text)
{
  CtnBlock *block = g_new0 (CtnBlock, 1);

  block->kind = kind;
  block->text = text != NULL ? dup_clean (text) : NULL;
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
ctn_document_add_heading (CtnDocument *self, guint level, const char *text)
{
  add_block (self, CTN_BLOCK_HEADING, text)->level = CLAMP (level, 1, 3);
}

void
ctn_document_add_paragraph (CtnDocument *self, const char *text)
{
  if (text != NULL && *text != '\0')
    add_block (self, CTN_BLOCK_PARAGRAPH, text);
}

void
ctn_document_add_note (CtnDocument *self, const char *text)
{
  if (text != NULL && *text != '\0')
    add_block (self, CTN_BLOCK_NOTE, text);
}

void
ctn_document_add_list (CtnDocument *self, const char *const *items)
{
  g_autoptr (GStrvBuilder) copies = g_strv_builder_new ();

  for (guint i = 0; items[i] != NULL; i++)
    g_strv_builder_take (copies, dup_clean (items[i]));
  if (items[0] != NULL)
    add_block (self, CTN_BLOCK_LIST, NULL)->items = g_strv_builder_end (copies);
}

void
ctn_document_add_contents (CtnDocument *self)
{
  add_block (self, CTN_BLOCK_CONTENTS, NULL);
}

void
ctn_document_add_page_break (CtnDocument *self)
{
  add_block (self, CTN_BLOCK_PAGE_BREAK, NULL);
}

void
ctn_document_add_figure (CtnDocument *self, CtnDocumentFigure *figure)
{
  CtnBlock *block = add_block (self, CTN_BLOCK_FIGURE, NULL);

  block->figure = figure;
  number_block (self, block);
}

void
ctn_document_add_table (CtnDocument *self, CtnDocumentTable *table)
{
  CtnBlock *block;

  if (ctn_document_table_get_n_rows (table) == 0) {
    ctn_document_table_free (table);
    return;
  }
  block = add_block (self, CTN_BLOCK_TABLE, NULL);
  block->table = table;
  number_block (self, block);
}

/* Tables -------------------------------------------------------------------------------------- */

static void
clear_column (gpointer data)
{
  g_free (((CtnDocumentColumn *) data)->title);
}

CtnDocumentTable *
ctn_document_table_new (const char *caption)
{
  CtnDocumentTable *self = g_new0 (CtnDocumentTable, 1);

  self->caption = g_strdup (caption);
  self->columns = g_array_new (FALSE, TRUE, sizeof (CtnDocumentColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CtnDocumentTable *
ctn_document_table_new_pairs (const char *caption)
{
  CtnDocumentTable *self = ctn_document_table_new (caption);

  self->is_pairs = TRUE;
  ctn_document_table_add_column (self, "", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (self, "", CTN_COLUMN_TEXT, 3);
  return self;
}

void
ctn_document_table_free (CtnDocumentTable *self)
{
  if (self == NULL)
    return;
  g_free (self->caption);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
ctn_document_table_add_column (CtnDocumentTable *self,
                               const char *title,
                               CtnColumnKind kind,
                               double width)
{
  CtnDocumentColumn column = { g_strdup (title), kind, width };

  g_return_if_fail (self->cells->len == 0);
  g_array_append_val (self->columns, column);
}

void
ctn_document_table_add_row (CtnDocumentTable *self, const char *const *cells)
{
  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (self->cells, cells[i] != NULL ? dup_clean (cells[i]) : g_strdup (""));
}

guint
ctn_document_table_get_n_rows (const CtnDocumentTable *self)
{
  return self->columns->len > 0 ? self->cells->len / self->columns->len : 0;
}

/* The series that a column is, among those of numbers; G_MAXUINT for a column of texts. */
static guint
get_series (const CtnDocumentTable *self, guint column)
{
  guint n = 0;

  for (guint i = 0; i < column; i++)
    n += g_array_index (self->columns, CtnDocumentColumn, i).kind == CTN_COLUMN_NUMBER;
  return g_array_index (self->columns, CtnDocumentColumn, column).kind == CTN_COLUMN_NUMBER
             ? n
             : G_MAXUINT;
}

void
ctn_document_table_remove_column (CtnDocumentTable *self, guint column)
{
  /* Without its last series a chart would draw all others. */
  if (get_series (self, column) < self->chart_series && --self->chart_series == 0)
    self->chart = CTN_TABLE_CHART_NONE;
  for (guint row = ctn_document_table_get_n_rows (self); row-- > 0;)
    g_ptr_array_remove_index (self->cells, row * self->columns->len + column);
  g_array_remove_index (self->columns, column);
}

const char *
ctn_document_table_get_cell (const CtnDocumentTable *self, guint row, guint column)
{
  return g_ptr_array_index (self->cells, row * self->columns->len + column);
}
