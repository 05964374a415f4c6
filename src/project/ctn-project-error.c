#include "ctn-project-error.h"

G_DEFINE_QUARK (ctn - project - error - quark, ctn_project_error)
