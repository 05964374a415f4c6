/* The partnerships of an organisation. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

typedef struct {
  gint64 id; /* of the membership */
  gint64 partnership;
  char *name;     /* of the partnership */
  char *kind;     /* code, a choice of the partnerships' field "kind" */
  char *role;     /* (nullable) */
  char *since;    /* (nullable) ISO date */
  char *until;    /* (nullable) ISO date */
  int commitment; /* 0–6, -1 when unknown */
} CtnMembership;

void ctn_membership_free (CtnMembership *self);

/* By the partnership's name.
 * Returns: (transfer container) (element-type CtnMembership) (nullable): %NULL with @error set */
GPtrArray *ctn_membership_list (CtnConnection *reader,
                                gint64 organisation,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMembership, ctn_membership_free)

G_END_DECLS
