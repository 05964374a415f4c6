/* What somebody should look at in a project, and its key figures: one page over all of it. */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

typedef enum {
  CTN_ATTENTION_OVERDUE, /* the day has passed */
  CTN_ATTENTION_SOON,    /* within the next 90 days, or behind a plan */
  CTN_ATTENTION_NOTE,    /* whenever there is time */
} CtnUrgency;

/* One thing to look at. */
typedef struct {
  CtnUrgency urgency;
  const char *icon; /* name of a symbolic icon: static */
  char *title;
  char *detail;      /* (nullable) */
  const char *table; /* of the record that shows it: static; %NULL: @view does */
  gint64 record;
  const char *view; /* id of a view, when there is no record: static */
} CtnAttention;

/* A number that leads to its records. */
typedef struct {
  const char *label; /* N_() */
  guint64 value;
  const char *view; /* id of the view with the records: static */
} CtnKeyFigure;

/* A value chain at a glance. */
typedef struct {
  gint64 id;
  char *name;
  guint n_stages;
  guint n_covered; /* stages with as many actors as the chain asks for */
  guint n_actors;
  GArray *counts; /* guint: actors of each stage, in order */
} CtnChainGlance;

typedef struct {
  GPtrArray *attention; /* CtnAttention, the most urgent first */
  GPtrArray *figures;   /* CtnKeyFigure */
  GPtrArray *chains;    /* CtnChainGlance, by name */
  gint64 assessment;    /* the latest, 0 for none */
} CtnOverview;

/* Reads and computes it; @today: ISO day. Findings of chains are looked for, so of big chains it takes a
 * moment.
 * Attention: labels that expire or may be renewed, payments of exchanges, personal data that is due,
 * tasks and measures past their day, KPIs behind their plan, findings of high severity that no measure
 * rests on and that nobody rejected.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnOverview *ctn_overview_new (CtnConnection *reader,
                               const char *today,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_overview_free (CtnOverview *self);

/* The same on a worker thread. */
void ctn_overview_new_async (CtnProject *project,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
CtnOverview *ctn_overview_new_finish (GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnOverview, ctn_overview_free)

G_END_DECLS
