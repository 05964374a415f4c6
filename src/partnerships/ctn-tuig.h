/* Synergy of a region's economy: mutual information T(uig) in three dimensions of the firms of the register.
 *
 * T = H_u + H_i + H_g − H_ui − H_ug − H_ig + H_uig, with H = −Σ p log₂ p, in bits; shown in millibits.
 * Dimensions: u, where a firm is (NUTS 3); i, what it does (NACE division); g, how it is organised (size
 * class). Negative: the three together tell less uncertainty than any two would have it, which is read as
 * synergy; other authors give the redundancy R = −T. L. Leydesdorff, W. Dolfsma, G. Van der Panne,
 * Research Policy 35 (2006) 181; L. Leydesdorff, M. Fritsch, Research Policy 35 (2006) 1538.
 *
 * Decomposition: T = T₀ + Σ (n_r / N) T_r, where T_r is T among the firms of the larger region r alone
 * (NUTS 2 by default) and T₀ what only appears between the regions. The places must be finer than the
 * regions: within a region that is one place T_r is always 0.
 *
 * Small numbers of firms bias T, so below CTN_TUIG_ENOUGH it is not to be relied on. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

#define CTN_TUIG_ENOUGH 200
#define CTN_TUIG_DRAWS 1000
#define CTN_TUIG_SEED G_GUINT64_CONSTANT (20060101)

/* A firm: a number for each of the three dimensions and for its region. Equal numbers are equal values. */
typedef struct {
  guint32 place;
  guint32 division;
  guint32 size;
  guint32 region;
} CtnTuigFirm;

/* The firms that can be counted. */
typedef struct {
  GArray *firms;      /* (owned) CtnTuigFirm */
  GPtrArray *regions; /* (owned) utf8: NUTS codes; the regions of the firms are its indices */
  guint n_all;        /* organisations of industry in scope */
  char *revision;     /* "2" or "2.1", of NACE: the one by which more of them are classified */
  guint region_level; /* characters of a region's code behind the country: 0, 1 or 2 */
} CtnTuigFirms;

/* The organisations of industry, without those that keep others together (clusters, networks). Those that
 * lack a NUTS 3 region, a division or a size class are left out; the size class is the declared one, or
 * that of the latest headcount (Recommendation 2003/361/EC, by staff alone).
 * @partnership: 0 takes the whole register; else those in the NUTS 2 regions of its members.
 * @region_level: NUTS level of the decomposition, 0 (countries) to 2.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnTuigFirms *ctn_tuig_read_firms (CtnConnection *reader,
                                   gint64 partnership,
                                   guint region_level,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_tuig_firms_free (CtnTuigFirms *self);

/* The entropies in bits. */
typedef struct {
  double u, i, g, ui, ug, ig, uig;
  double t; /* in bits */
} CtnTuigEntropies;

typedef struct {
  guint region; /* index into the regions */
  guint n;
  double t;     /* T_r in bits */
  double share; /* (n_r / N) T_r in bits */
} CtnTuigRegion;

typedef struct {
  guint n;
  CtnTuigEntropies entropies;
  double low, high; /* 5 and 95 % of T, bits; NAN with fewer than two firms */
  double bias;      /* mean of the draws less T, bits; about what T itself is off by; NAN */
  double between;   /* T₀ in bits */
  GArray *regions;  /* (owned) CtnTuigRegion, the most negative share first */
  guint n_draws;
  guint64 seed;
} CtnTuig;

/* @done: 0 to 1. May be called on a worker thread. */
typedef void (*CtnTuigProgress) (double done, gpointer data);

/* @firms: numbers of the dimensions may be any; @region below @n_regions.
 * Interval: bootstrap, @n_draws samples of n firms with replacement (B. Efron, R. Tibshirani, An
 * Introduction to the Bootstrap, 1993), quantiles of type 7, the same for the same @seed on every machine.
 * A draw leaves out firms, which shifts T of a table with many cells to one side: the interval is that of
 * the draws less their bias, and so lies around T.
 * @progress: (nullable). Blocks; any thread. Errors: G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (nullable) */
CtnTuig *ctn_tuig_new (const CtnTuigFirm *firms,
                       guint n_firms,
                       guint n_regions,
                       guint n_draws,
                       guint64 seed,
                       CtnTuigProgress progress,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_tuig_free (CtnTuig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTuigFirms, ctn_tuig_firms_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTuig, ctn_tuig_free)

G_END_DECLS
