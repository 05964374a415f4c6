/* Pilot actions of a partnership, and the round in which partners review each other's: comments,
 * recommendations, and responses to them. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of a pilot: name, owner, sector, region, state, starts, ends, description, results. Part of a
 * partnership. */
const CtnRecordKind *ctn_pilot_kind (void);

/* The fields of an entry of the round: kind, organisation, author, date, text, state. Part of a pilot. */
const CtnRecordKind *ctn_review_kind (void);

typedef struct {
  gint64 id;
  gint64 parent; /* 0 for none */
  guint depth;   /* 0: stands by itself */
  char *kind;    /* "comment", "recommendation", "response" */
  gint64 organisation;
  char *organisation_name; /* (nullable) */
  char *author;            /* (nullable) */
  char *date;              /* (nullable) ISO date */
  char *text;
  char *state; /* (nullable) "open", "accepted", "rejected", "done" */
} CtnReview;

void ctn_review_free (CtnReview *self);

/* The round of a pilot as threads: each entry before the responses to it, by date.
 * Returns: (transfer full) (element-type CtnReview) (nullable): %NULL with @error set */
GPtrArray *
ctn_review_list (CtnConnection *reader, gint64 pilot, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As an operation. @parent: what it responds to, 0 for none. A comment or recommendation begins as open; a
 * response has no state. @organisation: 0 for none; @author: (nullable); @date: ISO.
 * Errors: CTN_PROJECT_ERROR_INVALID without a text.
 * Returns: its id, 0 with @error set */
gint64 ctn_review_add (CtnProject *project,
                       gint64 pilot,
                       gint64 parent,
                       const char *kind,
                       gint64 organisation,
                       const char *author,
                       const char *date,
                       const char *text,
                       GError **error);

/* How many comments and recommendations there are, and how many of them are open. */
gboolean
ctn_review_count (CtnConnection *reader, gint64 pilot, guint *n, guint *n_open, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnReview, ctn_review_free)

G_END_DECLS
