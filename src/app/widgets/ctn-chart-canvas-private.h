/* The state of a chart canvas, shared by its drawing, pointer and keyboard parts. */
#pragma once

#include <adwaita.h>

#include "ctn-chart-canvas.h"
#include "ctn-chart-tiles.h"

G_BEGIN_DECLS

#define CTN_CHART_HIT_TOLERANCE 6.0 /* pixels */

/* What the pointer is pulling. */
typedef enum {
  CTN_CHART_PULL_NOTHING,
  CTN_CHART_PULL_MAP,  /* the whole scene: panning */
  CTN_CHART_PULL_MARK, /* a mark that the owner lets be dragged, with all that is selected */
  CTN_CHART_PULL_LINE, /* a new line from a mark's edge */
  CTN_CHART_PULL_BAND, /* a rectangle that selects */
} CtnChartPull;

/* Where one looks. */
typedef struct {
  double x, y, scale; /* as below */
} CtnChartPlace;

struct _CtnChartCanvas {
  GtkWidget parent_instance;

  GtkWidget *layer; /* holds the marks for keyboard and screen reader */
  CtnScene *scene;  /* (owned) (nullable) */
  gboolean zoomable;
  gboolean editable;
  gboolean top_down;
  gboolean fitted; /* the scene is to fill the canvas until the user zooms or pans */
  double scale;    /* pixels to a point */
  double x, y;     /* where the scene's origin is, in pixels */
  char *draggable; /* (owned) (nullable) roles, with spaces between them */

  CtnScene *before;        /* (owned) (nullable) where the animation begins */
  CtnScene *between;       /* (owned) (nullable) what it shows now */
  AdwAnimation *animation; /* (owned) (nullable) */
  CtnChartPlace from, to;  /* how a fitted scene moves meanwhile */
  CtnChartTiles *tiles;    /* (owned) of a large scene */

  GArray *selected;      /* (owned) CtnChartRef, in the order of choosing */
  gboolean collecting;   /* several things are chosen, one after the other, by keys or pointer */
  CtnChartRef highlight; /* role %NULL for none */
  guint current; /* position among the reachable marks of the one that has or had the focus */
  int hover;     /* index of the mark under the pointer, or -1 */

  CtnChartPull pull;
  int pulled;                  /* index of the mark that is dragged, or -1 */
  double start_x, start_y;     /* the pointer where the drag began, in pixels */
  double pointer_x, pointer_y; /* and where it is now */
  double origin_x, origin_y;   /* where the scene's origin was */
  gboolean dragged;            /* farther than a hand trembles */
  double zoom_start;

  int width, height; /* of the last allocation */
  guint resize_idle;
};

/* Where a mark is on the canvas, in pixels. */
void _ctn_chart_canvas_get_mark_rectangle (CtnChartCanvas *self,
                                           guint index,
                                           graphene_rect_t *rectangle);
/* Zooms so that what is at (@x, @y) stays there, in pixels. */
void _ctn_chart_canvas_zoom_about (CtnChartCanvas *self, double factor, double x, double y);
/* Index of the mark at (@x, @y), or -1. */
int _ctn_chart_canvas_hit (CtnChartCanvas *self, double x, double y);

/* What the mark with @index is; nothing for -1. */
const CtnMarkInfo *_ctn_chart_canvas_get_info (CtnChartCanvas *self, int index);

/* Signals of a mark. */
void _ctn_chart_canvas_activate (CtnChartCanvas *self, guint index);
void _ctn_chart_canvas_emit_edit (CtnChartCanvas *self, int index, double x, double y);
void _ctn_chart_canvas_emit_menu (CtnChartCanvas *self, int index, double x, double y);
void _ctn_chart_canvas_emit_dragged (CtnChartCanvas *self, double x, double y, gboolean done);
void _ctn_chart_canvas_emit_connected (CtnChartCanvas *self, int index, double x, double y);

/* What is selected: one mark alone, one more or less, all that @rectangle (pixels) holds or touches. */
void _ctn_chart_canvas_select_mark (CtnChartCanvas *self, guint index);
void _ctn_chart_canvas_toggle_mark (CtnChartCanvas *self, guint index);
void _ctn_chart_canvas_select_within (CtnChartCanvas *self, const graphene_rect_t *rectangle);
/* Forgets what is selected and is not in the scene any more. */
void _ctn_chart_canvas_drop_lost (CtnChartCanvas *self);
gboolean _ctn_chart_canvas_is_selected (CtnChartCanvas *self, const CtnMarkInfo *info);
/* Whether marks of this role can be dragged. */
gboolean _ctn_chart_canvas_is_draggable (CtnChartCanvas *self, const CtnMarkInfo *info);
/* Whether a line may begin at the mark: it is not a line itself, and others end at marks of its role. */
gboolean _ctn_chart_canvas_is_connectable (CtnChartCanvas *self, const CtnMarkInfo *info);

void _ctn_chart_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

void _ctn_chart_canvas_add_pointer (CtnChartCanvas *self);

/* Puts the focus on the reachable mark at @position and brings it into view. */
void _ctn_chart_canvas_focus_position (CtnChartCanvas *self, guint position);
/* Position of the mark with @index among the reachable ones, -1 for none. */
int _ctn_chart_canvas_find_position (CtnChartCanvas *self, guint index);
/* Widget focus: one stop of the Tab key for the whole chart; the arrows move inside. */
gboolean _ctn_chart_canvas_focus (GtkWidget *widget, GtkDirectionType direction);
gboolean _ctn_chart_canvas_key_pressed (GtkEventControllerKey *controller,
                                        guint key,
                                        guint code,
                                        GdkModifierType modifiers,
                                        CtnChartCanvas *self);

G_END_DECLS
