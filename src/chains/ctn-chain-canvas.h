/* Forms of strategic analysis, filled in for a value chain or a sector: Porter's five forces, PESTEL,
 * SWOT, Business Model Canvas.
 *
 * Sources: M. E. Porter, How competitive forces shape strategy, Harvard Business Review 57 (1979) 137;
 * F. J. Aguilar, Scanning the business environment (1967), for what became PESTEL; A. Osterwalder,
 * Y. Pigneur, Business model generation (2010), for the nine blocks. The questions are our own. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CANVAS_FIVE_FORCES,
  CTN_CANVAS_PESTEL,
  CTN_CANVAS_SWOT,
  CTN_CANVAS_BUSINESS_MODEL,
} CtnCanvas;

#define CTN_N_CANVASES (CTN_CANVAS_BUSINESS_MODEL + 1)

/* A field of a form, and where it stands: cells of a grid. */
typedef struct {
  const char *code;
  const char *label; /* N_() */
  const char *hint;  /* N_(): the question that it asks */
  guint x, y, width, height;
} CtnCanvasField;

/* What people read, and the form of a code ("five-forces"). */
const char *ctn_canvas_get_label (CtnCanvas canvas);
gboolean ctn_canvas_from_code (const char *code, CtnCanvas *canvas);

/* What a rating of 1 to 5 says in this form; %NULL for a form without ratings. */
const char *ctn_canvas_get_rating_label (CtnCanvas canvas);

/* @n: (out). @columns, @rows: (out) (optional): size of the grid */
const CtnCanvasField *
ctn_canvas_get_fields (CtnCanvas canvas, guint *n, guint *columns, guint *rows);

/* What a form is about: one of the two. */
typedef struct {
  gint64 chain;
  gint64 sector;
} CtnCanvasSubject;

typedef struct {
  gint64 id;
  guint field; /* index */
  char *text;
  int rating; /* 1–5, 0 for none */
} CtnCanvasEntry;

void ctn_canvas_entry_free (CtnCanvasEntry *self);

/* In the order of the fields, then of the entries. Entries of a field that the form does not have are left
 * out. Returns: (transfer full) (element-type CtnCanvasEntry) (nullable): %NULL with @error set */
GPtrArray *ctn_canvas_list (CtnConnection *reader,
                            const CtnCanvasSubject *subject,
                            CtnCanvas canvas,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Mean of the ratings of a field, NAN when nothing is rated. */
double ctn_canvas_get_mean (GPtrArray *entries, guint field);

/* The sectors that have any form (element-type gint64). (transfer full) (nullable) */
GArray *ctn_canvas_list_sectors (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The fields that people fill in: "text", "rating"; edited and removed by the operations of
 * ctn-record-operations.h. */
const CtnRecordKind *ctn_canvas_entry_kind (void);

/* Operation: adds an entry behind those of the field. Returns: its id, 0 with @error set */
gint64 ctn_canvas_add (CtnProject *project,
                       const CtnCanvasSubject *subject,
                       CtnCanvas canvas,
                       const char *field,
                       const char *text,
                       GError **error);
/* Operation: moves an entry one place up or down in its field; does nothing at the end. */
gboolean ctn_canvas_move (CtnProject *project, gint64 entry, gboolean down, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCanvasEntry, ctn_canvas_entry_free)

G_END_DECLS
