/* What is made of the values of an indicator: normalised values, groups, comparisons. */
#pragma once

#include "ctn-indicator.h"

G_BEGIN_DECLS

/* The code under which a value of the European Union stands among those of regions. */
#define CTN_NUTS_EU "EU"

/* (f (x) − f (min)) / (f (max) − f (min)), kept within 0 to 1, and taken from 1 where lower is better. f is the
 * indicator's transform: none, the square root, or the logarithm. NAN for NAN, for a value that the transform does
 * not take (negative ones; the logarithm of 0), and where both ends are the same.
 * Hollanders, H.: RIS 2021 Methodology Report, European Commission (min–max over all regions and years, square root
 * of skewed indicators); OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
 * @clamped: (out) (optional): whether the value lay outside of the goalposts */
double ctn_indicator_normalise (CtnIndicatorTransform transform,
                                CtnIndicatorDirection direction,
                                const CtnGoalposts *goalposts,
                                double value,
                                gboolean *clamped);

/* The same for a region in a year (0: its latest), with the indicator's own goalposts. */
double ctn_indicator_get_normalised (const CtnIndicator *self, const char *nuts, int year);

/* Groups of performance relative to the EU = 100 (data/indicators/ris-groups.json). */
typedef struct {
  char *code;     /* "emerging", "moderate", "strong", "leader" */
  char *name;     /* in the user's language */
  double from;    /* % of the EU */
  double cuts[2]; /* between −, plain and + */
} CtnGroup;

typedef struct {
  char *edition;
  GArray *groups; /* CtnGroup, rising */
} CtnGroupScheme;

/* @edition: (nullable): the newest one. Errors: CTN_PROJECT_ERROR_INVALID for one that is not there.
 * Returns: (transfer full) (nullable) */
CtnGroupScheme *ctn_group_scheme_load (const char *edition,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_group_scheme_free (CtnGroupScheme *self);

/* The group of a value in % of the EU, from @from on and below the next one (the upper group: above @from); NULL
 * for NAN.
 * @third: (out) (optional): −1, 0 or 1: lower third, plain, upper third ("−", "", "+") */
const CtnGroup *ctn_group_scheme_find (const CtnGroupScheme *self, double percent, int *third);

/* A region's value in % of that of the EU in the same year: of normalised values, as the scoreboard does, where
 * @normalised. NAN when there is no value of the EU. @year 0: the region's latest. */
double ctn_indicator_get_percent (const CtnIndicator *self,
                                  const char *nuts,
                                  int year,
                                  gboolean normalised);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnGroupScheme, ctn_group_scheme_free)

G_END_DECLS
