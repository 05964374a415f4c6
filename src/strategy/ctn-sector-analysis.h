/* A sector in a region: who is there, how strong it is, what else is known about it. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* A sector has critical mass in a region with a location quotient from this on and at least so many organisations. */
#define CTN_SECTOR_LQ_CRITICAL 1.25
#define CTN_SECTOR_N_CRITICAL 3

typedef enum {
  CTN_SIZE_MICRO,
  CTN_SIZE_SMALL,
  CTN_SIZE_MEDIUM,
  CTN_SIZE_LARGE,
  CTN_SIZE_UNKNOWN,
  CTN_N_SIZES,
} CtnSizeClass;

/* Something that the sector is found in: a chain, an assessment, a priority. */
typedef struct {
  gint64 id;
  const char *table; /* "chain", "assessment", "region_strategy": where it is shown */
  char *title;
  char *detail; /* (nullable) */
} CtnSectorReference;

typedef struct {
  guint n;        /* organisations of the sector in the region */
  guint n_region; /* organisations of the region */
  guint n_sector; /* of the sector, everywhere */
  guint n_all;
  double staff; /* of those with known staff, annual work units of the latest year */
  double staff_region, staff_sector, staff_all;
  guint n_staff; /* organisations of the sector in the region whose staff is known */
  double lq; /* (e_rs / e_r) / (E_s / E) of staff; E is everything in the registry; NAN when one of
                                 them is 0. P. Haggett, Locational analysis in human geography (1965) */
  double lq_count;          /* the same of numbers of organisations */
  gboolean is_critical;     /* critical mass: LQ (of staff, else of numbers) and n as above */
  guint sizes[CTN_N_SIZES]; /* declared size classes */
  guint helices[4];         /* industry, research, government, civil */
  GPtrArray
      *organisations; /* CtnSectorReference; the largest first, at most CTN_SECTOR_MAX_LISTED */
  GPtrArray
      *chains; /* CtnSectorReference: chains of the sector or with one of its organisations there */
  GPtrArray *assessments; /* of the region, and of chains and organisations above */
  GPtrArray *priorities;  /* of the region: that name the sector */
} CtnSectorAnalysis;

#define CTN_SECTOR_MAX_LISTED 50

/* @sector: its id; sub-sectors are part of it. 0 for all.
 * @region: a NUTS code; those below it are part of it. "" for all.
 * Takes some 100 ms for 100,000 organisations: for worker threads.
 * Returns: (transfer full) (nullable): %NULL with @error set */
CtnSectorAnalysis *ctn_sector_analysis_new (CtnConnection *reader,
                                            gint64 sector,
                                            const char *region,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_sector_analysis_free (CtnSectorAnalysis *self);

/* What a size class is called; translated. */
const char *ctn_size_class_get_label (CtnSizeClass size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSectorAnalysis, ctn_sector_analysis_free)

G_END_DECLS
