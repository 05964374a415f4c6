#include "ctn-charts-error.h"

G_DEFINE_QUARK (ctn - charts - error - quark, ctn_charts_error)
