#include "ctn-maturity-error.h"

G_DEFINE_QUARK (ctn_maturity_error_quark, ctn_maturity_error)
