/* Indicators of regions: what is measured, and its values by region and year. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* For the operations of ctn-record-operations.h. A value's owner is its indicator. */
const CtnRecordKind *ctn_indicator_kind (void);
const CtnRecordKind *ctn_indicator_value_kind (void);

typedef enum {
  CTN_INDICATOR_DIRECTION_HIGHER, /* more is better */
  CTN_INDICATOR_DIRECTION_LOWER,
  CTN_INDICATOR_DIRECTION_NONE,
} CtnIndicatorDirection;

typedef enum {
  CTN_INDICATOR_TRANSFORM_NONE,
  CTN_INDICATOR_TRANSFORM_SQRT,
  CTN_INDICATOR_TRANSFORM_LOG,
} CtnIndicatorTransform;

typedef struct {
  char *nuts; /* region; "EU" for the Union */
  int year;
  double value;
} CtnIndicatorPoint;

/* Ends of the scale on which values are normalised, before the transform. */
typedef struct {
  double min, max;
} CtnGoalposts;

/* An indicator with all its values, plain data. */
typedef struct {
  gint64 id;
  char *code;
  char *name;
  char *unit;   /* (nullable) */
  char *source; /* (nullable) */
  CtnIndicatorDirection direction;
  CtnIndicatorTransform transform;
  CtnGoalposts goalposts; /* as given; NAN where not */
  GArray *points;         /* CtnIndicatorPoint, by region, then by year; all activities together */
} CtnIndicator;

/* Returns: (transfer full) (nullable): %NULL with @error set */
CtnIndicator *
ctn_indicator_load (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_indicator_free (CtnIndicator *self);

/* Ids of all indicators by name (element-type gint64). (transfer full) (nullable) */
GArray *ctn_indicator_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The indicator with this code, case not counted; 0 when there is none. */
gint64 ctn_indicator_find (CtnConnection *reader, const char *code);

/* The value of @nuts in @year; @year 0: the latest. @found_year: (out) (optional). NAN when there is none. */
double ctn_indicator_get (const CtnIndicator *self, const char *nuts, int year, int *found_year);

/* The years and the regions that have values, sorted. (transfer full) (element-type int; utf8) */
GArray *ctn_indicator_list_years (const CtnIndicator *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ctn_indicator_list_regions (const CtnIndicator *self) G_GNUC_WARN_UNUSED_RESULT;

/* A value to be written. */
typedef struct {
  const char *code; /* of the indicator; made when it is missing */
  const char *nuts;
  const char *nuts_version;
  const char *nace_revision; /* (nullable) */
  const char *nace;          /* (nullable) */
  int year;
  double value;
  const char *flag;   /* (nullable) as the source marks it, e.g. "p" for provisional */
  const char *source; /* (nullable) */
} CtnIndicatorEntry;

/* Writes one value, inside an operation; a value of the same indicator, region, activity and year is replaced.
 * @added: (out) (optional): whether there was none before */
gboolean ctn_indicator_write (CtnConnection *connection,
                              const CtnIndicatorEntry *entry,
                              gboolean *added,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnIndicator, ctn_indicator_free)

G_END_DECLS
