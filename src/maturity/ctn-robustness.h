/* Whether a ranking holds when the weights are not those of the model.
 *
 * Weights are drawn at random, uniform on the simplex; each draw gives every subject the weighted mean
 * of its indicators and a rank. After "The Regional Innovation Scoreboard under scrutiny" (COTEC) and
 * OECD/JRC, Handbook on Constructing Composite Indicators, 2008, 7. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CTN_ROBUSTNESS_DRAWS 1000
#define CTN_ROBUSTNESS_MAX_SUBJECTS 5000
#define CTN_ROBUSTNESS_MAX_DRAWS 60000 /* counts are 16 bits wide */

typedef struct _CtnRobustness CtnRobustness;

/* @values: @n_subjects rows of @n_indicators numbers, e.g. the values of each subject's pillars; NAN
 *   where there is none: the subject's weights are then those of its other indicators, renormalised. A
 *   subject without any value is left out of the ranks.
 * @seed: stored with the result, which is the same for the same seed.
 * Errors: G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (nullable) */
CtnRobustness *ctn_robustness_new (const double *values,
                                   guint n_subjects,
                                   guint n_indicators,
                                   guint n_draws,
                                   guint64 seed,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_robustness_free (CtnRobustness *self);

guint64 ctn_robustness_get_seed (const CtnRobustness *self);

/* Share of draws, 0 to 1, in which subject @a has a higher value than @b; equal ones count half. NAN if
 * one of them has no values. */
double ctn_robustness_get_share_above (const CtnRobustness *self, guint a, guint b);

/* The least ranks that a subject reaches in at least 5 % and in at least 95 % of the draws. 1 is best;
 * equal subjects share the best of their ranks.
 * @low, @high: (out): 0 if the subject has no values. */
void
ctn_robustness_get_interval (const CtnRobustness *self, guint subject, guint *low, guint *high);

/* Mean rank over the draws; NAN if the subject has no values. */
double ctn_robustness_get_mean_rank (const CtnRobustness *self, guint subject);

/* Share of draws in which the subject has rank 1. */
double ctn_robustness_get_share_first (const CtnRobustness *self, guint subject);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRobustness, ctn_robustness_free)

G_END_DECLS
