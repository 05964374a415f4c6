/* A report as one tree of blocks, from which all formats are written (ctn-document-pages.h for paper and
 * PDF, ctn-document-write.h for HTML and DOCX).
 *
 * Texts are plain UTF-8; what they look like is the writers' business. A document keeps copies of all
 * texts. Making it reads the project; after that it needs none, and any thread may write it. */
#pragma once

#include <ctn-catalog.h>
#include <ctn-scene.h>
#include <ctn-theme.h>

#include "ctn-logo.h"

G_BEGIN_DECLS

typedef struct _CtnDocument CtnDocument;

typedef enum {
  CTN_BLOCK_HEADING,
  CTN_BLOCK_PARAGRAPH,
  CTN_BLOCK_NOTE, /* a paragraph of second rank: a source, a reservation */
  CTN_BLOCK_LIST,
  CTN_BLOCK_TABLE,
  CTN_BLOCK_FIGURE,
  CTN_BLOCK_CONTENTS, /* the headings with their pages, where there are pages */
  CTN_BLOCK_PAGE_BREAK,
} CtnBlockKind;

typedef enum {
  CTN_COLUMN_TEXT,
  CTN_COLUMN_NUMBER, /* aligned at the right */
} CtnColumnKind;

typedef struct {
  char *title;
  CtnColumnKind kind;
  double width; /* its part of the table's breadth, in relation to the other columns */
} CtnDocumentColumn;

/* What a spreadsheet draws beside a table: its first column names the points, the columns of numbers are
 * the series. */
typedef enum {
  CTN_TABLE_CHART_NONE,
  CTN_TABLE_CHART_BARS,
  CTN_TABLE_CHART_RADAR,
} CtnTableChart;

/* A table: cells are rows × columns, the first row first; never %NULL. */
typedef struct {
  char *caption;     /* (nullable) */
  gboolean is_pairs; /* names and their values: no head, the first cell of each row is its head */
  GArray *columns;   /* (element-type CtnDocumentColumn) */
  GPtrArray *cells;  /* (element-type utf8) */
  CtnTableChart chart;
  guint chart_rows;   /* of the first rows; 0: all */
  guint chart_series; /* the first columns of numbers; 0: all */
  double chart_min;   /* of the scale of values; equal to the other: as the program finds it */
  double chart_max;
} CtnDocumentTable;

/* Lays a figure out on @width × @height points. (transfer full) */
typedef CtnScene *(*CtnFigureFunc) (double width,
                                    double height,
                                    CtnMetrics *metrics,
                                    const CtnTheme *theme,
                                    gpointer data);

typedef struct {
  char *caption;
  char *description; /* what it shows, in words, for those who do not see it */
  double ratio;      /* height by width */
  CtnFigureFunc layout;
  gpointer data;
  GDestroyNotify destroy;
} CtnDocumentFigure;

typedef struct {
  CtnBlockKind kind;
  guint level;               /* of a heading, 1 to 3 */
  guint number;              /* of a table or figure with a caption, from 1 on, in its own count */
  char *text;                /* (nullable) of headings, paragraphs and notes */
  GStrv items;               /* (nullable) of a list */
  CtnDocumentTable *table;   /* (owned) (nullable) */
  CtnDocumentFigure *figure; /* (owned) (nullable) */
} CtnBlock;

/* What stands for words that the writers add. They are in the document's language. */
typedef enum {
  CTN_WORD_CONTENTS, /* the heading of the table of contents */
  CTN_WORD_TABLE,    /* "Table %u" */
  CTN_WORD_FIGURE,   /* "Figure %u" */
  CTN_WORD_PAGE,     /* "Page %u of %u" */
  CTN_N_WORDS,
} CtnDocumentWord;

/* @language: a tag such as "de". (transfer full) */
CtnDocument *ctn_document_new (const char *title, const char *language) G_GNUC_WARN_UNUSED_RESULT;
CtnDocument *ctn_document_ref (CtnDocument *self);
void ctn_document_unref (CtnDocument *self);

void ctn_document_set_title (CtnDocument *self, const char *title);
void ctn_document_set_subtitle (CtnDocument *self, const char *subtitle);
/* What stands above the title. (nullable) */
void ctn_document_set_logo (CtnDocument *self, CtnLogo *logo);
CtnLogo *ctn_document_get_logo (const CtnDocument *self); /* (transfer none) (nullable) */

void ctn_document_set_author (CtnDocument *self, const char *author);
/* The day that it is as of, ISO 8601 (YYYY-MM-DD), for the properties of a file. (nullable) */
void ctn_document_set_date (CtnDocument *self, const char *date);
const char *ctn_document_get_date (const CtnDocument *self); /* (nullable) */
void ctn_document_set_word (CtnDocument *self, CtnDocumentWord word, const char *text);

const char *ctn_document_get_title (const CtnDocument *self);
const char *ctn_document_get_subtitle (const CtnDocument *self); /* (nullable) */
const char *ctn_document_get_author (const CtnDocument *self);   /* (nullable) */
const char *ctn_document_get_language (const CtnDocument *self);
const char *ctn_document_get_word (const CtnDocument *self, CtnDocumentWord word);

guint ctn_document_get_n_blocks (const CtnDocument *self);
const CtnBlock *ctn_document_get_block (const CtnDocument *self, guint index);

/* Whether the block at @index is a figure that takes most of a page. Its heading stays with it, and nothing before that:
 * the page before would be left empty. */
gboolean ctn_document_is_plate (const CtnDocument *self, guint index);

/* "Table 3: Members", "Figure 1: …"; %NULL without a caption. (transfer full) */
char *ctn_document_dup_caption (const CtnDocument *self, const CtnBlock *block);

/* The program's texts in the document's language. (transfer none) */
CtnCatalog *ctn_document_get_catalog (const CtnDocument *self);

/* Lays a figure out for print, its words in the document's language. (transfer full) */
CtnScene *ctn_document_layout (const CtnDocument *self,
                               const CtnDocumentFigure *figure,
                               double width,
                               double height,
                               CtnMetrics *metrics);

/* Puts the blocks into another order, @order: their indices, each once. Tables and figures are numbered
 * anew. */
void ctn_document_reorder (CtnDocument *self, const guint *order);

/* Adding. Empty paragraphs, lists and tables without rows are left out. */
void ctn_document_add_heading (CtnDocument *self, guint level, const char *text);
void ctn_document_add_paragraph (CtnDocument *self, const char *text);
void ctn_document_add_note (CtnDocument *self, const char *text);
void ctn_document_add_list (CtnDocument *self, const char *const *items);
void ctn_document_add_contents (CtnDocument *self);
void ctn_document_add_page_break (CtnDocument *self);

/* @figure: (transfer full) */
void ctn_document_add_figure (CtnDocument *self, CtnDocumentFigure *figure);

/* A table is made column by column, then row by row, and then added. */
CtnDocumentTable *ctn_document_table_new (const char *caption) G_GNUC_WARN_UNUSED_RESULT;
/* A table of names and values, which has its two columns already. */
CtnDocumentTable *ctn_document_table_new_pairs (const char *caption) G_GNUC_WARN_UNUSED_RESULT;
void ctn_document_table_free (CtnDocumentTable *self);
void ctn_document_table_add_column (CtnDocumentTable *self,
                                    const char *title,
                                    CtnColumnKind kind,
                                    double width);
/* One text a column, %NULL for an empty cell. */
void ctn_document_table_add_row (CtnDocumentTable *self, const char *const *cells);
/* Takes a column out, and its series from the chart. Not the only one. */
void ctn_document_table_remove_column (CtnDocumentTable *self, guint column);
guint ctn_document_table_get_n_rows (const CtnDocumentTable *self);
const char *ctn_document_table_get_cell (const CtnDocumentTable *self, guint row, guint column);

/* @table: (transfer full) */
void ctn_document_add_table (CtnDocument *self, CtnDocumentTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnDocument, ctn_document_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnDocumentTable, ctn_document_table_free)

G_END_DECLS
