/* What can go wrong when tables and other files come in or go out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CTN_INTERCHANGE_ERROR (ctn_interchange_error_quark ())

typedef enum {
  CTN_INTERCHANGE_ERROR_FAILED,
  CTN_INTERCHANGE_ERROR_ENCODING,  /* bytes that the encoding does not have: choose another one */
  CTN_INTERCHANGE_ERROR_SYNTAX,    /* the grammar of the format is broken; the message says where */
  CTN_INTERCHANGE_ERROR_TOO_LARGE, /* over a limit of the format's reader */
} CtnInterchangeError;

GQuark ctn_interchange_error_quark (void);

G_END_DECLS
