/* Which priorities regions share.
 *
 * The codes of a region are those of the priorities of all its strategies; a code is compared as it stands, in
 * its own scheme and level. Overlap of two regions in a scheme: Jaccard's index, codes that both have divided
 * by codes that at least one has (P. Jaccard, Bulletin de la Société vaudoise des sciences naturelles 37 (1901)
 * 547). */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

#define CTN_N_SCHEMES 5 /* of ctn_priority_schemes () */

/* A region with strategies. */
typedef struct {
  char *nuts;      /* "" for strategies without a region */
  char *name;      /* title of the region, or the name of its first strategy */
  gint64 strategy; /* id of its first strategy */
  guint n_priorities;
  GPtrArray *codes[CTN_N_SCHEMES]; /* utf8, sorted, each once */
} CtnRegionCodes;

void ctn_region_codes_free (CtnRegionCodes *self);

/* All regions that have strategies, by NUTS code.
 * Returns: (transfer container) (element-type CtnRegionCodes) (nullable): %NULL with @error set */
GPtrArray *ctn_region_codes_load (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The region with this code. Returns: (transfer none) (nullable) */
const CtnRegionCodes *ctn_region_codes_find (GPtrArray *regions, const char *nuts);

typedef struct {
  double index;      /* 0–1; NAN when neither has a code of the scheme */
  GPtrArray *shared; /* utf8, sorted */
  guint n_either;    /* codes that at least one has */
} CtnOverlap;

/* @scheme: index into ctn_priority_schemes(), or -1 for all schemes together. Free with ctn_overlap_clear(). */
void ctn_overlap_init (CtnOverlap *self,
                       const CtnRegionCodes *one,
                       const CtnRegionCodes *other,
                       int scheme);
void ctn_overlap_clear (CtnOverlap *self);

/* What the columns of a matrix are. */
typedef enum {
  CTN_MATRIX_SECTORS,  /* sectors of the project */
  CTN_MATRIX_SECTIONS, /* sections of NACE Rev. 2, by the codes' sections */
  CTN_MATRIX_DOMAINS,  /* NABS */
  CTN_MATRIX_POLICY,
  CTN_MATRIX_TAGS,
} CtnMatrixColumns;

/* Region × column: how many priorities. */
typedef struct {
  GPtrArray *regions; /* (owned) CtnRegionCodes */
  GPtrArray *columns; /* utf8: codes */
  GPtrArray *titles;  /* utf8: of the columns */
  guint *counts;      /* region by region */
} CtnPriorityMatrix;

/* Only columns that some priority has. Returns: (transfer full) (nullable) */
CtnPriorityMatrix *ctn_priority_matrix_new (CtnConnection *reader,
                                            CtnMatrixColumns columns,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_priority_matrix_free (CtnPriorityMatrix *self);

/* Ids of the priorities behind a cell, in their order (element-type gint64). (transfer full) (nullable) */
GArray *ctn_priority_matrix_list (CtnConnection *reader,
                                  const CtnPriorityMatrix *self,
                                  CtnMatrixColumns columns,
                                  guint region,
                                  guint column,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnRegionCodes, ctn_region_codes_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnPriorityMatrix, ctn_priority_matrix_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtnOverlap, ctn_overlap_clear)

G_END_DECLS
