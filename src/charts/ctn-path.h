/* A path: lines and cubic curves in points (1/72 inch), y downwards.
 *
 * A path is filled by one owner and then shared read-only: once it is part of a scene nobody
 * changes it any more. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtnPath CtnPath;

/* A point in points (1/72 inch). */
typedef struct {
  double x, y;
} CtnPoint;

/* Returns: (transfer full): an empty path. */
CtnPath *ctn_path_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): a copy of @self, moved by (@dx, @dy). */
CtnPath *ctn_path_new_moved (const CtnPath *self, double dx, double dy) G_GNUC_WARN_UNUSED_RESULT;

/* A path between two, from @before (@progress 0) to @after (1). Paths of other elements have nothing
 * between them, except rows of curves, of which the shorter one waits at its end.
 *
 * Returns: (transfer full) (nullable) */
CtnPath *ctn_path_new_between (const CtnPath *before,
                               const CtnPath *after,
                               double progress) G_GNUC_WARN_UNUSED_RESULT;

CtnPath *ctn_path_ref (CtnPath *self);
void ctn_path_unref (CtnPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPath, ctn_path_unref)

/* Append to the path, as cairo's functions of the same names do. A curve follows another element of
 * the same figure, not a closing one. */
void ctn_path_move_to (CtnPath *self, double x, double y);
void ctn_path_line_to (CtnPath *self, double x, double y);
void ctn_path_curve_to (CtnPath *self, CtnPoint control1, CtnPoint control2, CtnPoint end);
void ctn_path_close (CtnPath *self);

/* Appends one closed figure: through @n @points, a circle, an ellipse filling @box, or a rectangle
 * with rounded corners (a @radius of 0 gives sharp ones). */
void ctn_path_add_polygon (CtnPath *self, const CtnPoint *points, guint n);
void ctn_path_add_circle (CtnPath *self, double x, double y, double radius);
void ctn_path_add_ellipse (CtnPath *self, const cairo_rectangle_t *box);
void ctn_path_add_rectangle (CtnPath *self, const cairo_rectangle_t *box, double radius);

/* Appends an arc around (@x, @y) from angle @from to @to (radians, clockwise on the page, from the
 * direction of x); it continues the current figure with a line when there is one. */
void ctn_path_add_arc (CtnPath *self, double x, double y, double radius, double from, double to);

gboolean ctn_path_is_empty (const CtnPath *self);

/* The smallest box around the path, without the breadth of a line; all 0 for an empty one. */
void ctn_path_get_bounds (const CtnPath *self, cairo_rectangle_t *bounds);

/* Appends the path to the current path of @cr. */
void ctn_path_append_to (const CtnPath *self, cairo_t *cr);

/* Appends a readable form ("M 1.0 2.0 L 3.0 4.0 Z") to @text, rounded to 0.1 point. */
void ctn_path_print (const CtnPath *self, GString *text);

/* Whether @a and @b share a point or an edge. */
gboolean ctn_rectangle_touches (const cairo_rectangle_t *a, const cairo_rectangle_t *b);

/* Whether the point lies within @margin of the box. */
gboolean ctn_rectangle_contains (const cairo_rectangle_t *box, double x, double y, double margin);

G_END_DECLS
