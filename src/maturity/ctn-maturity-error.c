#include "ctn-maturity-error.h"

G_DEFINE_QUARK (ctn - maturity - error - quark, ctn_maturity_error)
