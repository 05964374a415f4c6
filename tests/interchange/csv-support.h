/* What the tests of CSV share: whole tables as text, and streams that give little at a time. */
#pragma once

#include "ctn-csv-reader.h"

/* All rows as "cell¦cell\nline …": every row is its line number, a colon and its cells, each followed
 * by "¦", then a line feed. */
char *csv_support_dump (CtnCsvReader *reader, GError **error);

/* Reads @bytes and dumps them as csv_support_dump() does; ends the test on an error. */
char *csv_support_read (const char *bytes, gssize length, const CtnCsvFormat *format);

/* A stream over @bytes that gives at most @step bytes at a time and cannot be read twice. */
GInputStream *csv_support_new_slow_stream (GBytes *bytes, gsize step);
