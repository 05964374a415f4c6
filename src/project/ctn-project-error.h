/* What can go wrong with a project file. Each code names a way out for the user. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CTN_PROJECT_ERROR (ctn_project_error_quark ())

typedef enum {
  CTN_PROJECT_ERROR_FAILED,          /* a statement failed; the message says which and why */
  CTN_PROJECT_ERROR_NOT_A_PROJECT,   /* some other kind of file: choose another */
  CTN_PROJECT_ERROR_NEWER_FORMAT,    /* written by a newer version: update the program */
  CTN_PROJECT_ERROR_DAMAGED,         /* refused; offer to recover the readable rows */
  CTN_PROJECT_ERROR_TOO_LARGE,       /* over the limits of ctn-check.h */
  CTN_PROJECT_ERROR_CHANGED_OUTSIDE, /* the file on disk is not the one that was read */
  CTN_PROJECT_ERROR_MISSING,         /* the file was removed or renamed since it was read */
  CTN_PROJECT_ERROR_BUSY,            /* a long operation is running: wait or cancel it */
  CTN_PROJECT_ERROR_IN_USE,          /* the session is open in another process */
  CTN_PROJECT_ERROR_INVALID,         /* a value that the field does not take */
} CtnProjectError;

GQuark ctn_project_error_quark (void);

G_END_DECLS
