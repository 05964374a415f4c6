/* What can be chosen in a CtnPicker, and which of it fits words. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* Something to choose. */
typedef struct {
  gint64 id;  /* of the record; 0 for a region */
  char *code; /* (nullable) of a region */
  char *title;
  char *subtitle; /* (nullable) */
} CtnPick;

#define CTN_TYPE_PICK (ctn_pick_get_type ())

GType ctn_pick_get_type (void);
CtnPick *ctn_pick_copy (const CtnPick *self) G_GNUC_WARN_UNUSED_RESULT;
void ctn_pick_free (CtnPick *self);

/* What fits @text, at most @max. All lists: (transfer full) (element-type CtnPick) */
GPtrArray *ctn_pick_list_regions (const char *text, guint max) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ctn_pick_list_chains (CtnProject *project, const char *text) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ctn_pick_list_partnerships (CtnProject *project,
                                       const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Those of @choices (element-type CtnPick). */
GPtrArray *
ctn_pick_list_fitting (GPtrArray *choices, const char *text, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* The first @max of those with @ids (element-type gint64). */
GPtrArray *
ctn_pick_list_organisations (CtnProject *project, GArray *ids, guint max) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPick, ctn_pick_free)

G_END_DECLS
