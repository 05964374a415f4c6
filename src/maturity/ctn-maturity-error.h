/* What can go wrong with a maturity model or an assessment. Each code names a way out for the user. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CTN_MATURITY_ERROR (ctn_maturity_error_quark ())

typedef enum {
  CTN_MATURITY_ERROR_MODEL,     /* the model file breaks the format; the message names the place */
  CTN_MATURITY_ERROR_TOO_LARGE, /* over the limits of ctn-maturity-model.h */
  CTN_MATURITY_ERROR_ANSWER,    /* a value that the question does not take */
  CTN_MATURITY_ERROR_NOT_FOUND, /* no such model, assessment or question */
} CtnMaturityError;

GQuark ctn_maturity_error_quark (void);

G_END_DECLS
