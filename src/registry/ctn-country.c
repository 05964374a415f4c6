#include "ctn-country.h"

#include <string.h>

#include <ctn-text.h>

#include "ctn-code-list.h"
#include "ctn-iso-codes.h"

/* What people write and no standard has, and the names of European countries in their own language
 * and in German, so that they are known where no translation of iso-codes is installed. */
static const struct {
  const char *code;
  const char *names; /* separated by | */
} aliases[] = {
  { "AL", "Shqipëria|Shqipëri|Albanien" },
  { "AT", "Österreich|Republik Österreich" },
  { "BA", "Bosna i Hercegovina|Bosnien und Herzegowina|Bosnien-Herzegowina|Bosnia & Herzegovina|"
          "Bosnia" },
  { "BE", "Belgien|Belgique|België|Belgie" },
  { "BG", "Bulgarien|България|Bulgariya" },
  { "CH", "Schweiz|Suisse|Svizzera|Svizra|Schweizerische Eidgenossenschaft" },
  { "CY", "Zypern|Κύπρος|Kypros" },
  { "CZ", "Tschechien|Tschechische Republik|Česko|Česká republika|Czech Republic|Czech Rep." },
  { "DE", "Deutschland|Bundesrepublik Deutschland|BRD|FRG|Federal Republic of Germany" },
  { "DK", "Dänemark|Danmark" },
  { "EE", "Estland|Eesti" },
  { "ES", "Spanien|España" },
  { "FI", "Finnland|Suomi" },
  { "FR", "Frankreich|République française" },
  { "GB", "Großbritannien|Vereinigtes Königreich|Great Britain|Britain|U.K.|England|Scotland|Wales|"
          "Northern Ireland" },
  { "GR", "Griechenland|Ελλάδα|Ellada|Hellas|Hellenic Republic" },
  { "HR", "Kroatien|Hrvatska|Republika Hrvatska" },
  { "HU", "Ungarn|Magyarország" },
  { "IE", "Irland|Éire|Republic of Ireland" },
  { "IS", "Island|Ísland" },
  { "IT", "Italien|Italia" },
  { "LI", "Liechtenstein" },
  { "LT", "Litauen|Lietuva" },
  { "LU", "Luxemburg|Lëtzebuerg" },
  { "LV", "Lettland|Latvija" },
  { "MD", "Moldau|Republik Moldau|Moldova|Republica Moldova" },
  { "ME", "Montenegro|Crna Gora|Црна Гора" },
  { "MK", "Nordmazedonien|Северна Македонија|Severna Makedonija|Macedonia|FYROM|Mazedonien" },
  { "MT", "Malta" },
  { "NL", "Niederlande|Nederland|Holland|The Netherlands" },
  { "NO", "Norwegen|Norge|Noreg" },
  { "PL", "Polen|Polska|Rzeczpospolita Polska" },
  { "PT", "Portugal" },
  { "RO", "Rumänien|România" },
  { "RS", "Serbien|Srbija|Србија" },
  { "RU", "Russland|Россия|Russia" },
  { "SE", "Schweden|Sverige" },
  { "SI", "Slowenien|Slovenija|Republika Slovenija" },
  { "SK", "Slowakei|Slowakische Republik|Slovensko|Slovenská republika|Slovak Republic" },
  { "TR", "Türkei|Turkey" },
  { "UA", "Ukraine|Україна|Ukraina" },
  { "US", "USA|U.S.A.|Vereinigte Staaten|United States of America|US" },
  { "XK", "Kosova|Kosovo*" },
};

/* Languages in which European partner lists name countries. */
static const char *const languages[] = {
  "en", "de", "fr", "it", "es", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "bg", "el",
  "sr", "da", "sv", "nb", "fi", "et", "lv", "lt", "mt", "ga", "is", "tr", "uk", "sq", "mk", "bs",
};

/* A folded name without what is around or between its words. */
static char *
make_key (const char *folded)
{
  GString *key = g_string_sized_new (strlen (folded));
  gboolean is_gap = FALSE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    if (!g_unichar_isalnum (g_utf8_get_char (at))) {
      is_gap = is_gap || (*at != '.' && *at != '\'');
      continue;
    }
    if (is_gap && key->len > 0)
      g_string_append_c (key, ' ');
    is_gap = FALSE;
    g_string_append_len (key, at, g_utf8_next_char (at) - at);
  }
  return g_string_free (key, FALSE);
}

/* What stands first stays: a name in a language that is nearer to the user is surer. */
static void
add_folded (GHashTable *countries, const char *folded, const char *code)
{
  g_autofree char *key = make_key (folded);

  if (*key != '\0' && !g_hash_table_contains (countries, key))
    g_hash_table_insert (countries, g_steal_pointer (&key), (gpointer) code);
}

/* Österreich is found as "Osterreich" and as "OESTERREICH". */
static void
add_name (GHashTable *countries, const char *name, const char *code)
{
  g_autofree char *folded = ctn_text_fold (name);
  g_autofree char *german = ctn_text_fold_german (name);

  add_folded (countries, folded, code);
  add_folded (countries, german, code);
}

static void
add_translations (GHashTable *countries, CtnCodeList *list)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *entries = ctn_iso_codes_open (CTN_ISO_COUNTRIES, parser, NULL);
  const char *members[] = { "common_name", "name", "official_name" };

  if (entries == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    gboolean is_english = g_str_equal (languages[i], "en");
    g_autoptr (CtnIsoTranslation) translation =
        is_english ? NULL : ctn_iso_translation_open (CTN_ISO_COUNTRIES, languages[i]);

    if (translation == NULL && !is_english)
      continue;
    for (guint j = 0; j < json_array_get_length (entries); j++) {
      JsonObject *entry = json_array_get_object_element (entries, j);
      const CtnCode *country = ctn_code_list_lookup (
          list, json_object_get_string_member_with_default (entry, "alpha_2", NULL));

      for (guint k = 0; country != NULL && k < G_N_ELEMENTS (members); k++) {
        const char *name = json_object_get_string_member_with_default (entry, members[k], NULL);

        if (name != NULL && translation != NULL)
          name = ctn_iso_translation_get (translation, name);
        if (name != NULL)
          add_name (countries, name, country->code);
      }
    }
  }
}

/* Folded name or three-letter code → two-letter code, for every name we know; made once. */
static GHashTable *
get_names (void)
{
  static gsize once = 0;
  static GHashTable *countries = NULL;
  CtnCodeList *list;

  if (!g_once_init_enter (&once))
    return countries;
  countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list = ctn_code_list_get_in_language ("iso-3166", "en", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++) {
    g_auto (GStrv) names = g_strsplit (aliases[i].names, "|", 32);

    for (guint j = 0; names[j] != NULL; j++)
      add_name (countries, names[j], aliases[i].code);
  }
  for (guint i = 0; list != NULL && i < ctn_code_list_get_n_codes (list); i++) {
    const CtnCode *country = ctn_code_list_get_code (list, i);

    add_name (countries, country->title, country->code);
    add_name (countries, country->extra, country->code);
  }
  if (list != NULL)
    add_translations (countries, list);
  g_once_init_leave (&once, 1);
  return countries;
}

/* The code itself in our own memory, when @text is a two-letter code. */
static const char *
get_by_code (const char *text)
{
  g_autofree char *code = g_ascii_strup (text, -1);
  CtnCodeList *list = ctn_code_list_get_in_language ("iso-3166", "en", NULL);
  const CtnCode *country;

  if (g_str_equal (code, "EL"))
    return "GR";
  if (g_str_equal (code, "UK"))
    return "GB";
  country = list != NULL ? ctn_code_list_lookup (list, code) : NULL;
  return country != NULL ? country->code : NULL;
}

const char *
ctn_country_from_text (const char *text)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *key = NULL;
  const char *code = NULL;

  if (text == NULL || strlen (text) > 200 || !g_utf8_validate (text, -1, NULL))
    return NULL;
  trimmed = g_strstrip (g_strdup (text));
  if (strlen (trimmed) == 2)
    code = get_by_code (trimmed);
  if (code != NULL || *trimmed == '\0')
    return code;
  folded = ctn_text_fold (trimmed);
  key = make_key (folded);
  code = g_hash_table_lookup (get_names (), key);
  if (code == NULL && g_str_has_prefix (key, "the "))
    code = g_hash_table_lookup (get_names (), key + strlen ("the "));
  return code;
}

const char *
ctn_country_to_nuts (const char *iso)
{
  if (g_strcmp0 (iso, "GR") == 0)
    return "EL";
  return g_strcmp0 (iso, "GB") == 0 ? "UK" : iso;
}

const char *
ctn_country_from_nuts (const char *nuts)
{
  char prefix[3] = { 0 };

  if (nuts == NULL || !g_ascii_isupper (nuts[0]) || !g_ascii_isupper (nuts[1]))
    return NULL;
  memcpy (prefix, nuts, 2);
  return g_str_equal (prefix, "GR") || g_str_equal (prefix, "GB") ? NULL : get_by_code (prefix);
}

gboolean
ctn_country_is_eu (const char *iso)
{
  static const char *const members[] = { "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
                                         "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
                                         "NL", "PL", "PT", "RO", "SE", "SI", "SK", NULL };

  return g_strv_contains (members, iso);
}
