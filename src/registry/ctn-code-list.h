/* Code lists: official classifications and lists of our own, read once and never changed.
 *
 * | id                   | what                                                            |
 * | -------------------- | --------------------------------------------------------------- |
 * | "nuts-2024"          | regions, levels 0 (country) to 3                                |
 * | "nace-rev2"          | economic activities, levels 1 (section) to 4 (class)            |
 * | "nace-rev21"         | the same in Rev. 2.1, sections and divisions                    |
 * | "iso-3166"           | countries by two-letter code, in upper case                     |
 * | "iso-639"            | languages by two-letter code where there is one, in lower case  |
 * | "sectors"            | the sector tree that a new project starts with                  |
 * | "organisation-types" | kinds of organisations with their usual helix                   |
 * | "nabs-2007"          | chapters of NABS 2007: scientific domains; titles not official  |
 * | "policy-objectives"  | policy objectives of S3 priorities, top level; not official     |
 *
 * A code is text and stays as it was published ("01.10"). Where the lists come from: see
 * data/codes/README.md. */
#pragma once

#include <gio/gio.h>

#include "ctn-country.h"

G_BEGIN_DECLS

typedef enum {
  CTN_CODE_LIST_ERROR_UNKNOWN, /* no list of that id */
  CTN_CODE_LIST_ERROR_READ,    /* its file is missing or cannot be read */
  CTN_CODE_LIST_ERROR_FORMAT,  /* its file is not as it should be */
} CtnCodeListError;

#define CTN_CODE_LIST_ERROR (ctn_code_list_error_quark ())
GQuark ctn_code_list_error_quark (void);

/* One entry; belongs to its list. */
typedef struct {
  const char *code;
  const char
      *parent; /* code of the entry above, which stands earlier in the list; NULL at the top */
  const char *title; /* in the list's language, else in English, else as the source names it */
  const char *extra; /* countries and languages: three-letter code; organisation types: helix;
                         NULL elsewhere */
  int level;         /* as the classification counts: NUTS from 0, NACE from 1, trees from 1 */
  double longitude;  /* a point inside, in degrees east and north; NAN where there is none */
  double latitude;
} CtnCode;

typedef struct _CtnCodeList CtnCodeList;

/* The list @id in the user's language, read at the first call; thread-safe.
 *
 * Returns: (transfer none): the list, which lives as long as the process; NULL with @error of
 *   CTN_CODE_LIST_ERROR set */
CtnCodeList *ctn_code_list_get (const char *id, GError **error);

/* As ctn_code_list_get(), in @language (such as "de" or "pt_BR"; NULL: the user's). */
CtnCodeList *ctn_code_list_get_in_language (const char *id, const char *language, GError **error);

/* Reads a list of one's own from @path: a CSV file with the columns code, level, parent and title
 * (or name, title_en, title_de, …), perhaps name_latin, lon and lat, or a JSON file of the form of
 * data/codes/sectors.json. A line that is not as it should be is an error that names the line.
 *
 * Returns: (transfer full): the list; NULL with @error set */
CtnCodeList *ctn_code_list_new_from_file (const char *id,
                                          const char *path,
                                          const char *language,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ctn_code_list_free (CtnCodeList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCodeList, ctn_code_list_free)

const char *ctn_code_list_get_id (CtnCodeList *list);

/* Number of entries, and the entry at @index < that number, in the order of the source. */
guint ctn_code_list_get_n_codes (CtnCodeList *list);
const CtnCode *ctn_code_list_get_code (CtnCodeList *list, guint index);

/* The entry with exactly this code, or NULL. */
const CtnCode *ctn_code_list_lookup (CtnCodeList *list, const char *code);

/* The entry whose title is @title in any language that the list knows, case and accents aside.
 * Where an entry has one single entry below it of the same title (Berlin: DE3, DE30, DE300), the
 * deepest; where entries of different branches share a title, none.
 *
 * Returns: (nullable): the entry */
const CtnCode *ctn_code_list_find_title (CtnCodeList *list, const char *title);

/* The entries right below @parent, or the top ones for NULL, in the order of the source.
 *
 * Returns: (transfer container) (element-type CtnCode) */
GPtrArray *ctn_code_list_get_children (CtnCodeList *list,
                                       const char *parent) G_GNUC_WARN_UNUSED_RESULT;

/* Entries that fit what a person types, best first: the code itself, codes that begin so, titles
 * that begin so, titles with words that begin so, titles that contain all the words; in any
 * language of the list, case and accents aside ("muller" and "mueller" find "Müller").
 *
 * @text: "" gives the first entries
 * @max: the most entries wanted; 0 for all
 *
 * Returns: (transfer container) (element-type CtnCode) */
GPtrArray *
ctn_code_list_search (CtnCodeList *list, const char *text, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* The title of @code (nullable) in the list @id, in the user's language.
 * Returns: (transfer none) (nullable): NULL when the list does not have the code */
const char *ctn_code_get_title (const char *id, const char *code);

/* What people call the region (NUTS) or country (ISO 3166) @code; the code itself when it is neither.
 * Returns: (transfer none) */
const char *ctn_place_get_title (const char *code);

/* Titles from the top down to @code, such as "Bayern › Oberpfalz › Regensburg, Kreisfreie Stadt".
 * A country is left out above its regions, and a title that repeats the one above it.
 *
 * Returns: (transfer full): the path; @code itself when the list does not have it */
char *ctn_code_list_dup_path (CtnCodeList *list, const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
