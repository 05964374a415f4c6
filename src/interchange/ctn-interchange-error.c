#include "ctn-interchange-error.h"

G_DEFINE_QUARK (ctn - interchange - error - quark, ctn_interchange_error)
