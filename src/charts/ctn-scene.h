/* A chart, laid out: an immutable list of marks to draw, to point at, to reach by keyboard and to
 * read out.
 *
 * Units are points (1/72 inch), the origin is the upper left corner. Screen, print, PDF, SVG and PNG
 * draw a scene with the same function; hit test, keyboard, screen reader and tests read the same
 * marks. Scenes and the marks in them may be shared between threads. */
#pragma once

#include "ctn-path.h"
#include "ctn-text-flow.h"
#include "ctn-theme.h"
#include <glib-object.h>

G_BEGIN_DECLS

#define CTN_TYPE_SCENE (ctn_scene_get_type ())

typedef struct _CtnScene CtnScene;
typedef struct _CtnSceneBuilder CtnSceneBuilder;

typedef enum {
  CTN_MARK_PATH,
  CTN_MARK_TEXT,
} CtnMarkKind;

/* Where a mark takes the pointer. */
typedef enum {
  CTN_HIT_NONE,   /* nowhere: it is decoration */
  CTN_HIT_BOUNDS, /* in its box */
  CTN_HIT_FILL,   /* inside its path */
  CTN_HIT_STROKE, /* on its line */
} CtnHit;

typedef enum {
  CTN_ALIGN_LEFT,
  CTN_ALIGN_CENTER,
  CTN_ALIGN_RIGHT,
} CtnAlign;

/* What a mark stands for. */
typedef struct {
  gint64 id;         /* of the record behind it; 0 for none */
  int part;          /* tells marks with the same id and role apart, e.g. the series */
  const char *role;  /* a short literal: "axis", "value", "actor", "stage", "link", "legend" … */
  const char *label; /* (nullable) what a screen reader says */
  const char *value; /* (nullable) its value in words or digits */
  const char *description; /* (nullable) all of it in one sentence, instead of label and value */
  gint64 from, to;         /* of a line between two marks that connect, their ids; else 0 */
  gboolean connects;       /* lines begin and end here */
  gboolean reachable;      /* by keyboard, in the order of adding */
  CtnHit hit;
  int z;            /* higher is drawn later; equal ones in the order of adding */
  double min_scale; /* not drawn on screen below this many pixels a point */
} CtnMarkInfo;

/* How a path is painted. An alpha of 0 leaves a part out. */
typedef struct {
  CtnColor fill;
  CtnColor stroke;
  double width;        /* of the line, points */
  const CtnDash *dash; /* (nullable) one that lives for ever */
} CtnPaint;

/* One mark. Read-only; the strings belong to the scene. */
typedef struct {
  CtnMarkKind kind;
  CtnMarkInfo info;
  cairo_rectangle_t bounds; /* of all that it paints */
  CtnPaint paint;           /* of a path; of a text, the fill */
  CtnPath *path;            /* (nullable) */
  CtnTextBlock *text;       /* (nullable) */
  CtnAlign align;           /* of the text's lines in the bounds */
} CtnMark;

GType ctn_scene_get_type (void);

/* Begins a scene of @width × @height points.
 *
 * Returns: (transfer full): the builder; ctn_scene_builder_end() frees it. */
CtnSceneBuilder *ctn_scene_builder_new (double width, double height) G_GNUC_WARN_UNUSED_RESULT;

/* The chart's title, and one sentence that says what is in it. Copied. */
void ctn_scene_builder_set_title (CtnSceneBuilder *self, const char *title);
void ctn_scene_builder_set_description (CtnSceneBuilder *self, const char *description);

/* Paints the whole page first; without this it stays transparent. */
void ctn_scene_builder_set_background (CtnSceneBuilder *self, CtnColor color);

/* Adds a path. Takes a reference to @path; copies the rest. */
void ctn_scene_builder_add_path (CtnSceneBuilder *self,
                                 const CtnMarkInfo *info,
                                 CtnPath *path,
                                 const CtnPaint *paint);

/* Adds lines of text, their top at @y; @x is their left end, middle or right end, as @align says.
 * Takes a reference to @text. */
void ctn_scene_builder_add_text (CtnSceneBuilder *self,
                                 const CtnMarkInfo *info,
                                 CtnTextBlock *text,
                                 double x,
                                 double y,
                                 CtnAlign align,
                                 CtnColor color);

/* Ends the scene and frees the builder.
 *
 * Returns: (transfer full): the scene. */
CtnScene *ctn_scene_builder_end (CtnSceneBuilder *self) G_GNUC_WARN_UNUSED_RESULT;

CtnScene *ctn_scene_ref (CtnScene *self);
void ctn_scene_unref (CtnScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnScene, ctn_scene_unref)

double ctn_scene_get_width (const CtnScene *self);
double ctn_scene_get_height (const CtnScene *self);
const char *ctn_scene_get_title (const CtnScene *self);
const char *ctn_scene_get_description (const CtnScene *self);

/* What the page is painted with first; an alpha of 0 for nothing. */
CtnColor ctn_scene_get_background (const CtnScene *self);

/* Number of marks, and the mark at @index in the order of drawing (transfer none). */
guint ctn_scene_get_n_marks (const CtnScene *self);
const CtnMark *ctn_scene_get_mark (const CtnScene *self, guint index);

/* Number of marks that the keyboard reaches, and the index (as for ctn_scene_get_mark()) of the one
 * at @position in reading order. */
guint ctn_scene_get_n_reachable (const CtnScene *self);
guint ctn_scene_get_reachable (const CtnScene *self, guint position);

/* Index of the first mark with this role, id and part, or -1. */
int ctn_scene_find (const CtnScene *self, const char *role, gint64 id, int part);

/* Index of the mark drawn last among those that take the pointer at the point, or -1. Marks that
 * hold the point come before marks that are only within @tolerance points of it. */
int ctn_scene_hit (const CtnScene *self, double x, double y, double tolerance);

/* Draws the scene. This and ctn_scene_paint_at_scale() are the only functions that draw; they
 * measure nothing and leave out what lies outside of the clip. Clears the path of @cr and changes
 * nothing else of it. May be called from any thread. */
void ctn_scene_paint (const CtnScene *self, cairo_t *cr);

/* The same for a screen where a point is @scale pixels wide: details too small to be seen are left
 * out, lines grow no thinner than half a pixel, and large scenes are drawn with coarser edges. */
void ctn_scene_paint_at_scale (const CtnScene *self, cairo_t *cr, double scale);

/* A scene on the way from one to another: marks that are in both, known by role, id and part, stand
 * between their places; the others are as in @after.
 * @progress: 0 to 1
 *
 * Returns: (transfer full): the scene. */
CtnScene *ctn_scene_new_between (const CtnScene *before,
                                 const CtnScene *after,
                                 double progress) G_GNUC_WARN_UNUSED_RESULT;

/* The scene as text, one line a mark, numbers rounded to 0.1 point and independent of the locale;
 * for tests.
 *
 * Returns: (transfer full): the text. */
char *ctn_scene_to_string (const CtnScene *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
