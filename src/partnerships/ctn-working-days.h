/* Working days of a stay in one country by somebody from another. */
#pragma once

#include "ctn-holiday.h"

G_BEGIN_DECLS

typedef struct {
  guint days;    /* from the first to the last day, both included */
  guint working; /* of these: worked in both countries, without those spent on travelling */
  guint travel;  /* working days spent on travelling */
  GPtrArray *
      off; /* (element-type utf8) (nullable) public holidays among them: "2 April 2021, Germany: Good Friday"; and which of
                 the two countries has none that are known */
} CtnWorkingDays;

/* Counts the days from @starts to @ends (ISO dates with their day) that are a working day in both
 * countries, and takes away @travel_days, which are those of them that were spent on the road only.
 * @visitor, @host: (nullable) ISO 3166-1 alpha-2; %NULL knows weekends only.
 * Returns %FALSE, with nothing set, when a date is missing or less exact than a day, the end is before
 * the beginning, or they are more than ten years apart. */
gboolean ctn_working_days_count (CtnHolidays *holidays,
                                 const char *visitor,
                                 const char *host,
                                 const char *starts,
                                 const char *ends,
                                 guint travel_days,
                                 CtnWorkingDays *result);

void ctn_working_days_clear (CtnWorkingDays *self);

/* The date of an ISO text that has its day. */
gboolean ctn_working_days_parse (const char *iso, GDate *date);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtnWorkingDays, ctn_working_days_clear)

G_END_DECLS
