/* Public holidays: the nationwide ones of European countries by rule, from data/codes/public-holidays.csv,
 * and what the project's own table adds to them or takes away.
 *
 * Only nationwide holidays are shipped; regional ones (Corpus Christi in Bavaria) and days that a law
 * moves (Islamic holidays, substitutes for a Sunday) belong into the project's own table.
 *
 * Easter: the Gregorian computus of Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, 1991);
 * Orthodox Easter: Meeus' Julian algorithm, brought into the Gregorian calendar, for 1900–2099. */
#pragma once

#include <ctn-field.h>

G_BEGIN_DECLS

/* The fields of the project's own holidays: country, date, name, and whether the day is worked after all. */
const CtnRecordKind *ctn_holiday_kind (void);

typedef struct _CtnHolidays CtnHolidays;

/* All countries' rules, and the project's own table as @reader sees it.
 * Errors: those of reading; CTN_CODE_LIST_ERROR_FORMAT naming the line of the shipped file.
 * Returns: (transfer full) (nullable) */
CtnHolidays *ctn_holidays_new (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_holidays_free (CtnHolidays *self);

/* Whether anything is known about the holidays of @country (ISO 3166-1 alpha-2). */
gboolean ctn_holidays_knows (CtnHolidays *self, const char *country);

/* What is held on @day in @country, in the user's language.
 * Returns: (transfer none) (nullable): %NULL when it is no holiday there */
const char *ctn_holidays_get_name (CtnHolidays *self, const char *country, const GDate *day);

/* Whether people work in @country on @day: no Saturday, Sunday or holiday, unless the project's own table
 * says that the day is worked. @country: (nullable) %NULL knows weekends only. */
gboolean ctn_holidays_is_working (CtnHolidays *self, const char *country, const GDate *day);

/* Easter Sunday of @year (1583–9999), or the Orthodox one (1900–2099). */
void ctn_easter (guint year, gboolean orthodox, GDate *date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnHolidays, ctn_holidays_free)

G_END_DECLS
