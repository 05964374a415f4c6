/* Counts are those of the legal acts: NUTS 2024 (EU) 2023/674: 92, 244, 1,165 in the 27 countries;
 * NACE Rev. 2 (EC) 1893/2006: 21, 88, 272, 615; NACE Rev. 2.1 (EU) 2023/137: 22, 87. */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include <ctn-data.h>

#include "ctn-code-list.h"

static const char *const all_lists[] = {
  "nuts-2024", "nace-rev2", "nace-rev21", "iso-3166", "iso-639", "sectors", "organisation-types",
};

static CtnCodeList *
get (const char *id, const char *language)
{
  g_autoptr (GError) error = NULL;
  CtnCodeList *list = ctn_code_list_get_in_language (id, language, &error);

  g_assert_no_error (error);
  g_assert_nonnull (list);
  return list;
}

static const char *
title_of (const char *id, const char *language, const char *code)
{
  const CtnCode *entry = ctn_code_list_lookup (get (id, language), code);

  g_assert_nonnull (entry);
  return entry->title;
}

static guint
count_level (CtnCodeList *list, int level, const char *prefixes)
{
  guint count = 0;

  for (guint i = 0; i < ctn_code_list_get_n_codes (list); i++) {
    const CtnCode *entry = ctn_code_list_get_code (list, i);
    char prefix[3] = { entry->code[0], entry->code[1], '\0' };

    if (entry->level == level && (prefixes == NULL || strstr (prefixes, prefix) != NULL))
      count++;
  }
  return count;
}

static void
test_counts (void)
{
  const char *eu =
      "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
  const guint nuts[] = { 27, 92, 244, 1165 };
  const guint nuts_all[] = { 39, 115, 299, 1345 };
  const guint nace2[] = { 21, 88, 272, 615 };
  const guint nace21[] = { 22, 87, 0, 0 };

  for (int level = 0; level < 4; level++) {
    g_assert_cmpuint (count_level (get ("nuts-2024", "en"), level, eu), ==, nuts[level]);
    g_assert_cmpuint (count_level (get ("nuts-2024", "en"), level, NULL), ==, nuts_all[level]);
    g_assert_cmpuint (count_level (get ("nace-rev2", "en"), level + 1, NULL), ==, nace2[level]);
    g_assert_cmpuint (count_level (get ("nace-rev21", "en"), level + 1, NULL), ==, nace21[level]);
  }
  /* 249 of ISO 3166-1 and Kosovo */
  g_assert_cmpuint (ctn_code_list_get_n_codes (get ("iso-3166", "en")), ==, 250);
  g_assert_cmpuint (ctn_code_list_get_n_codes (get ("iso-639", "en")), >, 400);
  g_assert_cmpuint (count_level (get ("sectors", "en"), 1, NULL), ==, 5);
  g_assert_cmpuint (ctn_code_list_get_n_codes (get ("organisation-types", "en")), ==, 15);
}

static void
test_entries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_lists); i++) {
    CtnCodeList *list = get (all_lists[i], "de");

    g_assert_cmpstr (ctn_code_list_get_id (list), ==, all_lists[i]);
    for (guint j = 0; j < ctn_code_list_get_n_codes (list); j++) {
      const CtnCode *entry = ctn_code_list_get_code (list, j);
      const CtnCode *above = ctn_code_list_lookup (list, entry->parent);

      g_assert_true (ctn_code_list_lookup (list, entry->code) == entry);
      g_assert_true (g_utf8_validate (entry->title, -1, NULL));
      g_assert_cmpstr (entry->title, !=, "");
      g_assert_false (g_str_has_suffix (entry->title, " "));
      if (entry->parent != NULL) {
        g_assert_nonnull (above);
        g_assert_cmpint (above->level, ==, entry->level - 1);
      } else
        g_assert_cmpint (entry->level, ==, g_str_has_prefix (all_lists[i], "nuts") ? 0 : 1);
    }
  }
}

static void
test_nuts (void)
{
  CtnCodeList *list = get ("nuts-2024", "en");
  const CtnCode *regensburg = ctn_code_list_lookup (list, "DE232");
  g_autofree char *path = ctn_code_list_dup_path (list, "DE232");
  g_autofree char *luxembourg = ctn_code_list_dup_path (list, "LU000");
  g_autofree char *unknown = ctn_code_list_dup_path (list, "XX1");
  g_autoptr (GPtrArray) districts = ctn_code_list_get_children (list, "DE23");
  g_autoptr (GPtrArray) countries = ctn_code_list_get_children (list, NULL);

  g_assert_cmpstr (path, ==, "Bayern › Oberpfalz › Regensburg, Kreisfreie Stadt");
  g_assert_cmpstr (luxembourg, ==, "Luxembourg");
  g_assert_cmpstr (unknown, ==, "XX1");
  /* Regensburg: 12.1° E, 49.0° N */
  g_assert_cmpfloat_with_epsilon (regensburg->longitude, 12.1, 0.05);
  g_assert_cmpfloat_with_epsilon (regensburg->latitude, 49.0, 0.05);
  g_assert_cmpuint (districts->len, ==, 10); /* 3 towns and 7 rural districts */
  g_assert_cmpuint (countries->len, ==, 39);
  g_assert_cmpstr (title_of ("nuts-2024", "en", "EL"), ==, "Greece");
  g_assert_cmpstr (title_of ("nuts-2024", "en", "CZ"), ==, "Czechia");
  g_assert_true (isnan (ctn_code_list_get_code (get ("nace-rev2", "en"), 0)->latitude));
}

static void
test_nace (void)
{
  CtnCodeList *list = get ("nace-rev2", "en");
  g_autofree char *path = ctn_code_list_dup_path (list, "01.70");

  g_assert_null (ctn_code_list_lookup (list, "01.10"));
  g_assert_cmpstr (ctn_code_list_lookup (list, "01.50")->code, ==, "01.50");
  g_assert_cmpstr (ctn_code_list_lookup (list, "01.50")->parent, ==, "01.5");
  g_assert_cmpstr (ctn_code_list_lookup (list, "01")->code, ==, "01");
  g_assert_null (ctn_code_list_lookup (list, "1"));
  g_assert_cmpstr (path, ==,
                   "Agriculture, forestry and fishing › Crop and animal production, hunting and "
                   "related service activities › Hunting, trapping and related service activities");
  g_assert_cmpstr (title_of ("nace-rev2", "de", "C"), ==, "Verarbeitendes Gewerbe");
  g_assert_cmpstr (title_of ("nace-rev2", "de_AT", "28"), ==, "Maschinenbau");
  g_assert_cmpstr (title_of ("nace-rev2", "de", "26.1"), ==,
                   "Herstellung von elektronischen Bauelementen und Leiterplatten");
  g_assert_cmpstr (title_of ("nace-rev2", "de", "26.12"), ==,
                   "Herstellung von bestückten Leiterplatten");
  g_assert_cmpstr (title_of ("nace-rev2", "de", "62.01"), ==, "Programmierungstätigkeiten");
  /* no title in that language: English */
  g_assert_cmpstr (title_of ("nace-rev2", "hu", "C"), ==, "Manufacturing");
  /* the letters that changed */
  g_assert_cmpstr (title_of ("nace-rev2", "en", "K"), ==, "Financial and insurance activities");
  g_assert_cmpstr (title_of ("nace-rev21", "en", "L"), ==, "Financial and insurance activities");
  g_assert_cmpstr (ctn_code_list_lookup (get ("nace-rev21", "en"), "62")->parent, ==, "K");
  for (guint i = 0; i < 21; i++) {
    const char letter[] = { (char) ('A' + i), '\0' };

    g_assert_cmpstr (title_of ("nace-rev2", "de", letter), !=,
                     title_of ("nace-rev2", "en", letter));
  }
}

/* Reads the correspondence as the text that it is: both codes exist, in the sections named, and
 * every division of either revision is in it. */
static void
test_correspondence (void)
{
  g_autofree char *path = ctn_data_path ("codes/nace-correspondence-divisions.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CtnCodeList *lists[] = { get ("nace-rev2", "en"), get ("nace-rev21", "en") };
  const char *first[] = { "2/", "2.1/" };

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpstr (lines[0], ==, "rev2,rev2_section,rev21,rev21_section,kind");
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

    g_assert_cmpuint (g_strv_length (cells), ==, 5);
    for (guint j = 0; j < 2; j++) {
      const CtnCode *entry = ctn_code_list_lookup (lists[j], cells[2 * j]);

      g_assert_nonnull (entry);
      g_assert_cmpint (entry->level, ==, 2);
      g_assert_cmpstr (entry->parent, ==, cells[2 * j + 1]);
      g_hash_table_add (seen, g_strconcat (first[j], cells[2 * j], NULL));
    }
    g_assert_cmpstr (cells[4], ==, g_str_equal (cells[0], cells[2]) ? "main" : "part");
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 88 + 87);
}

static void
test_search (void)
{
  CtnCodeList *nuts = get ("nuts-2024", "en");
  const struct {
    const char *id;
    const char *text;
    const char *first;
  } cases[] = {
    { "nuts-2024", "de232", "DE232" },
    { "nuts-2024", "Oberpfalz", "DE23" },
    { "nuts-2024", "thuringen", "DEG" },
    { "nuts-2024", "thueringen", "DEG" },
    { "nuts-2024", "THÜRINGEN", "DEG" },
    { "nuts-2024", "attiki", "EL3" },
    { "nuts-2024", "Αττική", "EL3" },
    { "nuts-2024", "lodzkie", "PL71" },
    { "nace-rev2", "62.01", "62.01" },
    { "nace-rev2", "maschinenbau", "28" },
    { "nace-rev2", "robot", NULL },
    { "iso-3166", "austria", "AT" },
    { "iso-639", "Slovenian", "sl" },
    { "sectors", "batter", "EE-STO" },
    { "organisation-types", "hochschule", "university" },
  };
  g_autoptr (GPtrArray) all = ctn_code_list_search (nuts, "", 0);
  g_autoptr (GPtrArray) some = ctn_code_list_search (nuts, NULL, 7);
  g_autoptr (GPtrArray) two_words = ctn_code_list_search (nuts, "landkreis regensburg", 5);
  g_autoptr (GPtrArray) prefix = ctn_code_list_search (nuts, "DE23", 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) found = ctn_code_list_search (get (cases[i].id, "de"), cases[i].text, 3);

    g_test_message ("%s: %s", cases[i].id, cases[i].text);
    if (cases[i].first == NULL)
      g_assert_cmpuint (found->len, ==, 0);
    else {
      g_assert_cmpuint (found->len, >, 0);
      g_assert_cmpuint (found->len, <=, 3);
      g_assert_cmpstr (((const CtnCode *) g_ptr_array_index (found, 0))->code, ==, cases[i].first);
    }
  }
  g_assert_cmpuint (all->len, ==, ctn_code_list_get_n_codes (nuts));
  g_assert_cmpuint (some->len, ==, 7);
  g_assert_cmpuint (two_words->len, ==, 1);
  g_assert_cmpstr (((const CtnCode *) g_ptr_array_index (two_words, 0))->code, ==, "DE238");
  g_assert_cmpuint (prefix->len, ==, 11);
}

static void
test_find_title (void)
{
  CtnCodeList *nuts = get ("nuts-2024", "de");

  g_assert_cmpstr (ctn_code_list_find_title (nuts, "oberpfalz")->code, ==, "DE23");
  g_assert_cmpstr (ctn_code_list_find_title (nuts, " BAYERN ")->code, ==, "DE2");
  g_assert_cmpstr (ctn_code_list_find_title (nuts, "Berlin")->code, ==, "DE300");
  g_assert_cmpstr (ctn_code_list_find_title (nuts, "Wien")->code, ==, "AT130");
  g_assert_null (ctn_code_list_find_title (nuts, "Oberpf"));
  g_assert_null (ctn_code_list_find_title (nuts, ""));
  g_assert_null (ctn_code_list_find_title (nuts, NULL));
  g_assert_cmpstr (ctn_code_list_find_title (get ("sectors", "de"), "Health")->code, ==, "HE");
  g_assert_cmpstr (ctn_code_list_find_title (get ("iso-639", "de"), "castilian")->code, ==, "es");
}

static void
test_countries (void)
{
  const struct {
    const char *text;
    const char *code;
  } cases[] = {
    { "DE", "DE" },
    { " de ", "DE" },
    { "deu", "DE" },
    { "UK", "GB" },
    { "EL", "GR" },
    { "el", "GR" },
    { "XK", "XK" },
    { "Germany", "DE" },
    { "DEUTSCHLAND", "DE" },
    { "Österreich", "AT" },
    { "OESTERREICH", "AT" },
    { "osterreich", "AT" },
    { "Magyarország", "HU" },
    { "Slovenská republika", "SK" },
    { "Slovak Republic", "SK" },
    { "Czech  Republic", "CZ" },
    { "The Netherlands", "NL" },
    { "U.S.A.", "US" },
    { "Great Britain", "GB" },
    { "Ελλάδα", "GR" },
    { "България", "BG" },
    { "Bosnia and Herzegovina", "BA" },
    { "Moldova, Republic of", "MD" },
    { "Côte d'Ivoire", "CI" },
    { "Niger", "NE" },
    { "Nigeria", "NG" },
    { "Korea, Republic of", "KR" },
    { "Germany and Austria", NULL },
    { "XX", NULL },
    { "QQQ", NULL },
    { "", NULL },
    { "\xff\xfe", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (ctn_country_from_text (cases[i].text), ==, cases[i].code);
  }
  g_assert_cmpstr (title_of ("iso-3166", "en", "DE"), ==, "Germany");
  g_assert_cmpstr (title_of ("iso-3166", "en", "MD"), ==, "Moldova");
  g_assert_cmpstr (ctn_code_list_lookup (get ("iso-3166", "en"), "SI")->extra, ==, "SVN");
  g_assert_cmpstr (title_of ("iso-639", "en", "es"), ==, "Spanish");
  g_assert_cmpstr (title_of ("iso-639", "en", "el"), ==, "Greek, Modern");
  g_assert_cmpstr (ctn_country_to_nuts ("GR"), ==, "EL");
  g_assert_cmpstr (ctn_country_to_nuts ("GB"), ==, "UK");
  g_assert_cmpstr (ctn_country_to_nuts ("DE"), ==, "DE");
  g_assert_cmpstr (ctn_country_from_nuts ("EL30"), ==, "GR");
  g_assert_cmpstr (ctn_country_from_nuts ("UKI"), ==, "GB");
  g_assert_cmpstr (ctn_country_from_nuts ("DE232"), ==, "DE");
  g_assert_null (ctn_country_from_nuts ("GR30"));
  g_assert_null (ctn_country_from_nuts ("D"));
}

/* Translations are there where iso-codes has them installed: not in a minimal system. */
static void
test_translated_countries (void)
{
  if (g_strcmp0 (title_of ("iso-3166", "de", "DE"), "Deutschland") != 0) {
    g_test_skip ("iso-codes has no German translation here");
    return;
  }
  g_assert_cmpstr (title_of ("iso-3166", "de_AT", "AT"), ==, "Österreich");
  g_assert_cmpstr (title_of ("nuts-2024", "de", "EL"), ==, "Griechenland");
  g_assert_cmpstr (ctn_code_list_find_title (get ("iso-3166", "de"), "OESTERREICH")->code, ==,
                   "AT");
  g_assert_cmpstr (title_of ("iso-639", "de", "hu"), ==, "Ungarisch");
  g_assert_cmpstr (ctn_country_from_text ("Allemagne"), ==, "DE");
  g_assert_cmpstr (ctn_country_from_text ("Németország"), ==, "DE");
  g_assert_cmpstr (ctn_country_from_text ("Niemcy"), ==, "DE");
  g_assert_cmpstr (ctn_country_from_text ("Madžarska"), ==, "HU");
}

static void
test_bad_files (void)
{
  const struct {
    const char *name;
    const char *text;
    const char *message; /* NULL: reads without an error */
  } cases[] = {
    { "a.csv", "code,level,title\nA,1,Alpha\nB,1\n", "Line 3" },
    { "a.csv", "code,level,title\n\nA,x,Alpha\n", "Line 3" },
    { "a.csv", "code,level,title\nA,1,Alpha\nA,1,Beta\n", "Line 3" },
    { "a.csv", "code,level,parent,title\nA1,2,A,Alpha\n", "Line 2" },
    { "a.csv", "code,level,title\n,1,Alpha\n", "Line 2" },
    { "a.csv", "code,title,lon,lat\nA,Alpha,181,0\n", "Line 2" },
    { "a.csv", "code,title,lon,lat\nA,Alpha,nan,0\n", "Line 2" },
    { "a.csv", "number,text\n1,Alpha\n", "Line 1" },
    { "a.csv", "", "empty" },
    { "a.csv", "code,title\nA,\xff\n", "UTF-8" },
    { "a.csv",
      "\xEF\xBB\xBF"
      "code,title\r\nA,\"Alpha, \"\"first\"\"\"\r\n\r\n",
      NULL },
    { "a.json", "", "entries" },
    { "a.json", "[", "a.json" },
    { "a.json", "{\"entries\": [{\"code\": \"A\"}]}", "Entry 1" },
    { "a.json", "{\"entries\": [{\"code\": {}, \"name\": {\"en\": \"A\"}}]}", "missing" },
    { "a.json", "{\"entries\": [7]}", "Entry 1" },
    { "a.json", "{\"entries\": [{\"code\": \"A\", \"name\": {\"en\": 7, \"de\": []}}]}",
      "Entry 1" },
    { "a.json", "{\"entries\": [{\"code\": \"A\", \"name\": {\"sl\": \"Alfa\"}}]}", NULL },
  };
  g_autofree char *folder = g_dir_make_tmp ("catenary-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (CtnCodeList) list = NULL;

    g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
    list = ctn_code_list_new_from_file ("own", path, "en", &error);
    g_test_message ("%u: %s", i, error != NULL ? error->message : "read");
    if (cases[i].message == NULL) {
      g_assert_no_error (error);
      g_assert_cmpuint (ctn_code_list_get_n_codes (list), ==, 1);
    } else {
      g_assert_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_nonnull (strstr (error->message, path));
      g_assert_null (list);
    }
    g_remove (path);
  }
  g_rmdir (folder);
}

static void
test_missing (void)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) missing = NULL;

  g_assert_null (ctn_code_list_get ("nuts-1066", &unknown));
  g_assert_error (unknown, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_UNKNOWN);
  g_assert_null (ctn_code_list_new_from_file ("own", "/nowhere/a.csv", NULL, &missing));
  g_assert_error (missing, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_READ);
}

static gpointer
read_all (gpointer language)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_lists); i++)
    g_ptr_array_unref (ctn_code_list_search (get (all_lists[i], language), "a", 3));
  return (gpointer) ctn_country_from_text ("Niederlande");
}

/* A language that no other test uses, so that the lists are read here, by all threads at once. */
static void
test_threads (void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_all, (gpointer) "sk");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpstr (g_thread_join (threads[i]), ==, "NL");
}

/* The names are those of the lists; English, because the tests run without a language. */
static void
test_titles (void)
{
  g_assert_cmpstr (ctn_code_get_title ("iso-3166", "GR"), ==, "Greece");
  g_assert_null (ctn_code_get_title ("iso-3166", "DE21"));
  g_assert_null (ctn_code_get_title ("iso-3166", NULL));
  g_assert_null (ctn_code_get_title ("no-such-list", "DE"));
  g_assert_cmpstr (ctn_place_get_title ("DE21"), ==, "Oberbayern");
  g_assert_cmpstr (ctn_place_get_title ("EL"), ==, "Greece");
  g_assert_cmpstr (ctn_place_get_title ("JP"), ==, "Japan");
  g_assert_cmpstr (ctn_place_get_title ("DE99"), ==, "DE99");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-list/threads", test_threads);
  g_test_add_func ("/code-list/counts", test_counts);
  g_test_add_func ("/code-list/entries", test_entries);
  g_test_add_func ("/code-list/nuts", test_nuts);
  g_test_add_func ("/code-list/nace", test_nace);
  g_test_add_func ("/code-list/correspondence", test_correspondence);
  g_test_add_func ("/code-list/search", test_search);
  g_test_add_func ("/code-list/find-title", test_find_title);
  g_test_add_func ("/code-list/countries", test_countries);
  g_test_add_func ("/code-list/translated-countries", test_translated_countries);
  g_test_add_func ("/code-list/titles", test_titles);
  g_test_add_func ("/code-list/bad-files", test_bad_files);
  g_test_add_func ("/code-list/missing", test_missing);
  return g_test_run ();
}
