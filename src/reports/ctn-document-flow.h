/* The insides of CtnPages, shared by what lays out (ctn-document-pages.c, ctn-document-tables.c) and what
 * paints (ctn-document-paint.c). */
#pragma once

#include <pango/pangocairo.h>

#include "ctn-document-pages.h"

G_BEGIN_DECLS

typedef enum {
  CTN_ITEM_LINE,  /* of text */
  CTN_ITEM_RULE,  /* a thin line */
  CTN_ITEM_FILL,  /* a filled box */
  CTN_ITEM_SCENE, /* a figure */
  CTN_ITEM_LOGO,  /* of the document; its author stands below in words */
} CtnItemKind;

/* What something is within its block. */
typedef enum {
  CTN_ROLE_BLOCK,      /* all of it: a paragraph, a figure */
  CTN_ROLE_CAPTION,    /* of a table or figure, or the heading of the contents */
  CTN_ROLE_ENTRY,      /* of the contents */
  CTN_ROLE_LABEL,      /* what stands before an item of a list */
  CTN_ROLE_BODY,       /* of an item of a list */
  CTN_ROLE_HEAD,       /* a cell that names its column */
  CTN_ROLE_ROW_HEAD,   /* a cell that names its row */
  CTN_ROLE_CELL,       /* of a table */
  CTN_ROLE_DECORATION, /* says nothing: rules, and what is repeated */
} CtnItemRole;

/* Something at its place on a page, in points. */
typedef struct {
  CtnItemKind kind;
  guint block; /* of the document that it belongs to; G_MAXUINT for none */
  CtnItemRole role;
  guint row;    /* of a table, the head being 0, or the item of a list */
  guint column; /* of a table */
  int link;     /* block of the heading that it leads to, -1 for none */
  double x;
  double y; /* of a line of text: its baseline */
  double width;
  double height;
  PangoLayoutLine *line; /* (unowned) its layout is kept by the pages */
  CtnScene *scene;       /* (owned) (nullable) */
  const CtnLogo *logo;   /* (unowned) (nullable) the document keeps it */
  CtnColor color;
} CtnItem;

struct _CtnPages {
  CtnDocument *document; /* (owned) */
  CtnPaper paper;
  PangoContext *context; /* (owned) */
  CtnMetrics *metrics;   /* (owned) */
  GPtrArray *layouts;    /* (owned) PangoLayout */
  GPtrArray *pages;      /* (owned) GArray of CtnItem */
  GPtrArray *columns;    /* (owned) of double[]: widths of each block's columns, in points */
  GHashTable *scenes;    /* (owned) (element-type CtnDocumentFigure CtnScene) */
  int *heading_pages;    /* (owned) one a block; -1 for what is no heading */
};

/* Where the next thing goes. */
typedef struct {
  CtnPages *pages;
  guint block;
  CtnItemRole role;
  guint row;
  guint column;
  double y;
  const int *known; /* (nullable) pages of the headings, from an earlier pass */
} CtnFlow;

/* How a text is set. */
typedef struct {
  double size; /* points */
  gboolean bold;
  gboolean muted;
  double space_before;
  double space_after;
} CtnTextStyle;

/* The parts of a page. */
void ctn_item_paint (const CtnItem *item, cairo_t *cr);
void ctn_pages_paint_footer (CtnPages *self, guint page, cairo_t *cr);

/* Colours of paper. */
CtnColor ctn_pages_ink (gboolean muted);

/* The place between the margins. */
double ctn_flow_get_left (const CtnFlow *self);
double ctn_flow_get_width (const CtnFlow *self);
double ctn_flow_get_bottom (const CtnFlow *self);
gboolean ctn_flow_is_at_top (const CtnFlow *self);

void ctn_flow_new_page (CtnFlow *self);

/* Begins a new page unless @height fits on this one or nothing is on it yet. */
void ctn_flow_require (CtnFlow *self, double height);

/* A text set @width points wide. (transfer none): the pages keep it */
PangoLayout *
ctn_flow_set_text (CtnFlow *self, const char *text, const CtnTextStyle *style, double width);

/* What is placed from here on. */
void ctn_flow_set_role (CtnFlow *self, CtnItemRole role, guint row, guint column);

/* Height of the lines from @first on, @n of them at most, in points. */
double ctn_layout_get_height (PangoLayout *layout, int first, int n);

/* How many lines from @first on fit into @height. */
int ctn_layout_count_fitting (PangoLayout *layout, int first, double height);

/* Puts @n lines from @first on at (@x, @y). */
void ctn_flow_place_lines (CtnFlow *self,
                           PangoLayout *layout,
                           int first,
                           int n,
                           double x,
                           double y,
                           CtnColor color,
                           int link);

void ctn_flow_add_item (CtnFlow *self, const CtnItem *item);

/* A text that may go over pages, with two lines at least on either side. */
void ctn_flow_add_text (CtnFlow *self, const char *text, const CtnTextStyle *style, double indent);

/* A table with its caption. */
void ctn_flow_add_table (CtnFlow *self, const CtnBlock *block);

/* What a table needs at least to begin on a page: all of it with @after behind it, if that is little; else
 * caption, head and the first rows. @index: of the block */
double ctn_flow_measure_table_start (CtnFlow *self, guint index, double after);

/* The paragraphs behind the block @index, if they are so short that they should not be parted from it. */
double ctn_flow_measure_followers (CtnFlow *self, guint index);

extern const CtnTextStyle ctn_style_caption;
extern const CtnTextStyle ctn_style_cell;
extern const CtnTextStyle ctn_style_head;

G_END_DECLS
