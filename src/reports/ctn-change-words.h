/* Changes of a project in words: what tables, columns and values are called for people, from the field
 * descriptions, and for what has none from a list of its own. For history and merging. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Organisation", "Organisations"; of a table that the program does not know, its name. Translated.
 * (transfer none) */
const char *ctn_change_words_table (const char *table);
const char *ctn_change_words_tables (const char *table);

/* "Region (NUTS)". Translated. (transfer none) */
const char *ctn_change_words_column (const char *table, const char *column);

/* A value as people read it: "Germany" for "DE"; times as a date; long texts cut after their first line.
 * %NULL and "" give "". Returns: (transfer full) */
char *ctn_change_words_value (const char *table, const char *column, const char *value);

/* Columns that say nothing to people: when a row was last changed, its place among siblings. */
gboolean ctn_change_words_is_silent (const char *table, const char *column);

G_END_DECLS
