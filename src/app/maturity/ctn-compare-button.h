/* The button that says what an assessment is compared with: other assessments drawn beside it, the quartile
 * band of a comparison set, a reference norm of the model. */
#pragma once

#include <adwaita.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define CTN_TYPE_COMPARE_BUTTON (ctn_compare_button_get_type ())

G_DECLARE_FINAL_TYPE (CtnCompareButton, ctn_compare_button, CTN, COMPARE_BUTTON, AdwBin)

/* Signal "changed": something else is to be compared with. */

/* What is compared. All borrowed. */
typedef struct {
  const GArray *assessments; /* (element-type gint64) drawn beside it */
  gboolean band;             /* the quartiles of the latest assessment of each other subject … */
  const GArray *left_out;    /* … but these (element-type gint64) */
  const char *norm;          /* (nullable) code */
} CtnCompared;

/* Offers what can be compared with @assessment (0: nothing), and forgets what was chosen for another
 * one. */
void ctn_compare_button_show (CtnCompareButton *self, CtnProject *project, gint64 assessment);

/* Offers what there is now, and keeps what is chosen. */
void ctn_compare_button_refresh (CtnCompareButton *self);

CtnCompared ctn_compare_button_get (CtnCompareButton *self);

G_END_DECLS
