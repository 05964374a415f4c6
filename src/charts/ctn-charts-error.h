/* The error domain of the charts room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CTN_CHARTS_ERROR (ctn_charts_error_quark ())

/* CTN_CHARTS_ERROR_TOO_LARGE: the picture asked for has more pixels than can be made.
 * CTN_CHARTS_ERROR_DRAW: cairo could not draw or encode it, usually for want of memory. */
typedef enum {
  CTN_CHARTS_ERROR_TOO_LARGE,
  CTN_CHARTS_ERROR_DRAW,
} CtnChartsError;

GQuark ctn_charts_error_quark (void);

G_END_DECLS
