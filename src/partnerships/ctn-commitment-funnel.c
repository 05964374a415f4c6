/* How far the members of a partnership have come, and how long each step takes. */
#include <ctn-calendar.h>
#include <ctn-quantile.h>
#include <math.h>

#include "ctn-commitment.h"

/* Where one member stands while its rows are gone through. */
typedef struct {
  int step; /* -1 before the first one */
  int highest;
  gboolean counts; /* the clock runs: not paused, not left */
  CtnDate from;    /* since when it runs */
  double days;     /* of the step so far, up to @from */
} Walk;

typedef struct {
  GArray *ended[CTN_N_COMMITMENT_STEPS]; /* (owned) double, days */
  GArray *running[CTN_N_COMMITMENT_STEPS];
} Times;

/* Sorts. */
static double
get_median (GArray *days)
{
  double *values = (gpointer) days->data;

  if (days->len == 0)
    return NAN;
  ctn_quantile_sort (values, days->len);
  return ctn_quantile (values, days->len, 0.5);
}

static void
stop_clock (Walk *walk, const CtnDate *date)
{
  if (walk->counts)
    walk->days += MAX (ctn_calendar_days_between (&walk->from, date), 0);
  walk->counts = FALSE;
}

static void
end_step (Walk *walk, Times *times)
{
  if (walk->step >= 0)
    g_array_append_val (times->ended[walk->step], walk->days);
  walk->days = 0;
}

static void
apply (Walk *walk, const CtnCommitment *row, Times *times)
{
  stop_clock (walk, &row->date);
  if (row->step >= 0 && row->step != walk->step) {
    end_step (walk, times);
    walk->step = row->step;
    walk->highest = MAX (walk->highest, row->step);
  }
  if (row->state == CTN_MEMBER_LEFT) {
    end_step (walk, times);
    walk->step = -1;
  }
  walk->from = row->date;
  walk->counts = row->state == CTN_MEMBER_TAKES_PART && walk->step >= 0;
}

/* The member's rows, which begin at @first. Returns the index behind them. */
static guint
walk_member (GArray *rows, guint first, const CtnMember *member, Walk *walk, Times *times)
{
  guint i = first;

  *walk = (Walk) { .step = -1, .highest = -1 };
  for (; i < rows->len; i++) {
    const CtnCommitment *row = &g_array_index (rows, CtnCommitment, i);

    if (row->membership != member->id)
      break;
    apply (walk, row, times);
  }
  return i;
}

static void
count_member (CtnFunnel *funnel,
              const CtnMember *member,
              Walk *walk,
              const CtnDate *today,
              Times *times)
{
  int highest = MAX (walk->highest, member->commitment);

  for (int step = 0; step <= highest; step++)
    funnel->steps[step].reached++;
  if (member->left) {
    CtnDate until;

    funnel->left++;
    /* Gone by its last day alone: that day ended the step too. */
    if (walk->step >= 0 && ctn_calendar_read (member->until, &until)) {
      stop_clock (walk, &until);
      end_step (walk, times);
    }
  } else if (member->paused) {
    funnel->paused++;
  } else if (member->commitment < 0) {
    funnel->unknown++;
  } else {
    funnel->steps[member->commitment].now++;
    if (walk->counts) {
      stop_clock (walk, today);
      g_array_append_val (times->running[walk->step], walk->days);
    }
  }
}

static void
fill_times (CtnFunnel *funnel, const Times *times)
{
  for (guint step = 0; step < CTN_N_COMMITMENT_STEPS; step++) {
    CtnFunnelStep *result = &funnel->steps[step];

    result->n_ended = times->ended[step]->len;
    result->median_ended = get_median (times->ended[step]);
    result->n_running = times->running[step]->len;
    result->median_running = get_median (times->running[step]);
  }
}

/* Members come in the order of ids, as the rows do. */
gboolean
ctn_commitment_get_funnel (CtnConnection *reader,
                           gint64 partnership,
                           const CtnDate *today,
                           CtnFunnel *funnel,
                           GError **error)
{
  g_autoptr (GPtrArray) members = ctn_partnership_list_members (reader, partnership, error);
  g_autoptr (GArray) rows = NULL;
  Times times;
  guint next = 0;

  *funnel = (CtnFunnel) { 0 };
  if (members == NULL || (rows = ctn_commitment_list (reader, partnership, error)) == NULL)
    return FALSE;
  for (guint step = 0; step < CTN_N_COMMITMENT_STEPS; step++) {
    times.ended[step] = g_array_new (FALSE, FALSE, sizeof (double));
    times.running[step] = g_array_new (FALSE, FALSE, sizeof (double));
  }
  funnel->n_members = members->len;
  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);
    Walk walk;

    next = walk_member (rows, next, member, &walk, &times);
    count_member (funnel, member, &walk, today, &times);
  }
  fill_times (funnel, &times);
  for (guint step = 0; step < CTN_N_COMMITMENT_STEPS; step++) {
    g_array_unref (times.ended[step]);
    g_array_unref (times.running[step]);
  }
  return TRUE;
}
