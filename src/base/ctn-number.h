/* Numbers as people write them, and as their locale shows them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads a decimal number: an optional sign (+, -, −), digits, perhaps in groups of three (point,
 * comma, any space, apostrophe; one kind only), perhaps a decimal comma or point, perhaps an exponent
 * ("1.5e+06"), perhaps a percent sign behind ("12 %" is 0.12). Not locale dependent.
 *
 * Where a point or comma stands alone in the text it is taken for the decimal sign: "1.234" and
 * "1,234" are 1.234; see ctn_number_guess_decimal() for a whole column. "1.234,5", "1 234.5",
 * "1'234" and "1.234.567" are clear.
 *
 * Codes are no numbers: a leading zero before another digit ("01.10", "0049"), groups that are not of
 * three digits ("10.11.12"), letters or anything else make it fail.
 *
 * @value: (out) (optional): the number; untouched on failure. Always finite.
 * Returns: whether @text is a number. */
gboolean ctn_number_parse (const char *text, double *value);

/* As ctn_number_parse(), when the decimal sign is known: @decimal is '.' or ','; the other one then
 * only groups. @percent: (out) (optional): whether a percent sign was there; if given, the value is
 * the number in front of it ("12 %" is 12). */
gboolean ctn_number_parse_hinted (const char *text, char decimal, double *value, gboolean *percent);

/* Which decimal sign a column uses: ',' or '.', from the values that leave no doubt ("1.234,5",
 * "0,25", "1,234,567", "12.5"); '\0' when none of the @n_values does, or when they disagree. */
char ctn_number_guess_decimal (const char *const *values, gsize n_values);

/* The number in the current locale, or in the language that the thread speaks (ctn-tongue.h), with its group and decimal signs, at most @max_decimals (0 to 12)
 * decimals and no zeros at their end. Returns: (transfer full) */
char *ctn_number_format (double value, int max_decimals) G_GNUC_WARN_UNUSED_RESULT;

/* The same with exactly @decimals (0 to 12), as numbers below each other have them, and a real minus.
 * Returns: (transfer full) */
char *ctn_number_format_fixed (double value, int decimals) G_GNUC_WARN_UNUSED_RESULT;

/* A difference: "+0.7", "−0.3", and "±0.0" for what rounds to nothing. Returns: (transfer full) */
char *ctn_number_format_signed (double value, int decimals) G_GNUC_WARN_UNUSED_RESULT;

/* @text, digits with a point and perhaps a minus, as it stands in a report: with @decimal, the digits in
 * groups of three with the thin space that every language reads, and a real minus. (transfer full) */
char *ctn_number_set (const char *text, char decimal) G_GNUC_WARN_UNUSED_RESULT;

/* The same without group signs, as it is written into an entry: ctn_number_parse() reads it back, while
 * it takes "1,000" for 1. Returns: (transfer full) */
char *ctn_number_format_plain (double value, int max_decimals) G_GNUC_WARN_UNUSED_RESULT;

/* The shortest text with a decimal point, in no locale, that reads back as the same number; for files.
 * Returns: (transfer full) */
char *ctn_number_to_text (double value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
