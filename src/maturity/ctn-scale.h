/* Answer scales: how a question is answered, and what value between 0 and 1 an answer has.
 *
 * An answer is one number (a double) in every scale:
 *   levels   the level, from first_level up
 *   ticks    the options ticked, bit i for option i; 0 is "none of these"
 *   staged   the position of the stage, from 0
 *   number   the number in its unit
 *   yes-no   1 or 0
 * Means and medians over raters may fall between levels and stages; ticks have no mean. */
#pragma once

#include "ctn-texts.h"

G_BEGIN_DECLS

typedef enum {
  CTN_SCALE_LEVELS,
  CTN_SCALE_TICKS,
  CTN_SCALE_STAGED,
  CTN_SCALE_NUMBER,
  CTN_SCALE_YES_NO,
} CtnScaleKind;

typedef enum {
  CTN_TRANSFORM_NONE,
  CTN_TRANSFORM_SQRT,
  CTN_TRANSFORM_LOG, /* natural logarithm */
} CtnTransform;

typedef enum {
  CTN_DIRECTION_HIGHER, /* more is better */
  CTN_DIRECTION_LOWER,
} CtnDirection;

/* A level, an option, a stage, or no (first) and yes (second). */
typedef struct {
  CtnTexts *name; /* (nullable) "fair" */
  CtnTexts *text; /* (nullable) what it takes to be at it */
  double points;  /* levels: 0 for the lowest, one more each; yes-no: 0 and 1 */
} CtnScaleStep;

typedef struct {
  CtnScaleKind kind;
  char *name; /* (nullable) of a scale that several questions share */
  /* levels, ticks, staged, yes-no */
  GArray *steps;     /* (element-type CtnScaleStep) empty for numbers */
  int first_level;   /* levels only */
  double max_points; /* the most that can be had; 1 for numbers */
  /* number */
  CtnTexts *unit;   /* (nullable) */
  CtnTexts *source; /* (nullable) where the number is to be found */
  int year;         /* 0 if the model names none */
  CtnDirection direction;
  CtnTransform transform;
  double min; /* goalposts: the number that counts as 0 (1 if lower is better) … */
  double max; /* … and as 1 (0); min < max */
} CtnScale;

/* The most options, for each is a bit of a double's integer range. */
#define CTN_SCALE_MAX_OPTIONS 32

CtnScale *ctn_scale_new (CtnScaleKind kind) G_GNUC_WARN_UNUSED_RESULT;
void ctn_scale_free (CtnScale *self);

guint ctn_scale_get_n_steps (const CtnScale *self);
const CtnScaleStep *ctn_scale_get_step (const CtnScale *self, guint position);

/* What the step at @position is called: "3 · Fair", "3" for a level without a name, "Yes", the name of an
 * option. (transfer full) */
char *ctn_scale_dup_step_title (const CtnScale *self,
                                guint position,
                                const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* @answer in words: its step's title, the titles of what is ticked, a number with its unit. Means and
 * medians between two steps are numbers. (transfer full) */
char *ctn_scale_dup_answer_title (const CtnScale *self,
                                  double answer,
                                  const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* The answer that means the step at @position: the level, the bit of the option, the stage, 0 or 1. */
double ctn_scale_get_step_answer (const CtnScale *self, guint position);

/* Whether @answer can be given; NAN and infinities cannot, numbers outside the goalposts can.
 * Errors: CTN_MATURITY_ERROR_ANSWER, saying what the question takes. */
gboolean ctn_scale_check_answer (const CtnScale *self, double answer, GError **error);

/* Value of @answer, from 0 to 1:
 *   levels  (level − first)/(last − first); staged: points/max points, linear between stages;
 *   ticks   points ticked/all points; yes-no: the number itself;
 *   number  (t(x) − t(min))/(t(max) − t(min)), one minus that if lower is better, where x is the number
 *           clamped to [min, max] and t the transform (min–max normalisation; OECD/JRC, Handbook on
 *           Constructing Composite Indicators, 2008, 5.3).
 * @clamped: (out) (optional): whether the answer was outside the scale or goalposts. */
double ctn_scale_get_value (const CtnScale *self, double answer, gboolean *clamped);

/* @answer in the unit that gates compare: level, points ticked, points of the stage, number, 0 or 1. */
double ctn_scale_get_measure (const CtnScale *self, double answer);

/* The answer whose value is nearest to @value (0 to 1), the lower one of two; for dragging a point on
 * a chart. For ticks: as many options from the first on as come nearest. */
double ctn_scale_get_nearest_answer (const CtnScale *self, double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnScale, ctn_scale_free)

G_END_DECLS
