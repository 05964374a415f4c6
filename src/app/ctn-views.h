/* The views of the window, in the order of the sidebar. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct {
  const char *id;    /* kept in the settings */
  const char *title; /* N_() */
  const char *icon_name;
  GType (*get_type) (void); /* of a CtnPage */
} CtnView;

/* Ends with a NULL id. */
const CtnView *ctn_views (void);

G_END_DECLS
