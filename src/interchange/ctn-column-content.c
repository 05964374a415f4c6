#include "ctn-column-content.h"

#include <math.h>
#include <string.h>

#include "ctn-date.h"
#include "ctn-identifier.h"
#include "ctn-number.h"
#include "ctn-text.h"

#define MAX_VALUE 512

/* ISO 3166-1 alpha-2, and UK and EL as the European Union writes them. */
static const char countries[] =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS "
    "BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC "
    "EE "
    "EG EH EL ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY "
    "HK "
    "HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA "
    "LB "
    "LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY "
    "MZ "
    "NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU "
    "RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN "
    "TO TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW ";

/* Alpha-3 codes and names (en, de) of European countries, folded. */
static const char *const country_words[] = {
  "albania",
  "albanien",
  "alb",
  "austria",
  "osterreich",
  "oesterreich",
  "aut",
  "belgium",
  "belgien",
  "bel",
  "bosnia and herzegovina",
  "bosnien und herzegowina",
  "bih",
  "bulgaria",
  "bulgarien",
  "bgr",
  "croatia",
  "kroatien",
  "hrv",
  "cyprus",
  "zypern",
  "cyp",
  "czechia",
  "czech republic",
  "tschechien",
  "tschechische republik",
  "cze",
  "denmark",
  "danemark",
  "daenemark",
  "dnk",
  "estonia",
  "estland",
  "est",
  "finland",
  "finnland",
  "fin",
  "france",
  "frankreich",
  "fra",
  "germany",
  "deutschland",
  "deu",
  "greece",
  "griechenland",
  "grc",
  "hungary",
  "ungarn",
  "hun",
  "iceland",
  "island",
  "isl",
  "ireland",
  "irland",
  "irl",
  "italy",
  "italien",
  "ita",
  "kosovo",
  "latvia",
  "lettland",
  "lva",
  "liechtenstein",
  "lie",
  "lithuania",
  "litauen",
  "ltu",
  "luxembourg",
  "luxemburg",
  "lux",
  "malta",
  "mlt",
  "moldova",
  "moldau",
  "mda",
  "montenegro",
  "mne",
  "netherlands",
  "the netherlands",
  "niederlande",
  "nld",
  "north macedonia",
  "nordmazedonien",
  "mkd",
  "norway",
  "norwegen",
  "nor",
  "poland",
  "polen",
  "pol",
  "portugal",
  "prt",
  "romania",
  "rumanien",
  "rumaenien",
  "rou",
  "serbia",
  "serbien",
  "srb",
  "slovakia",
  "slowakei",
  "svk",
  "slovenia",
  "slowenien",
  "svn",
  "spain",
  "spanien",
  "esp",
  "sweden",
  "schweden",
  "swe",
  "switzerland",
  "schweiz",
  "che",
  "turkey",
  "turkiye",
  "turkei",
  "tuerkei",
  "tur",
  "ukraine",
  "ukr",
  "united kingdom",
  "vereinigtes konigreich",
  "grossbritannien",
  "great britain",
  "gbr",
  "usa",
  "united states",
};

static gboolean
is_country_code (const char *text)
{
  for (const char *p = countries; *p != '\0'; p += 3)
    if (p[0] == text[0] && p[1] == text[1])
      return TRUE;
  return FALSE;
}

static gboolean
is_country (const char *text)
{
  if (strlen (text) == 2)
    return is_country_code (text);

  g_autofree char *folded = ctn_text_fold (text);

  for (size_t i = 0; i < G_N_ELEMENTS (country_words); i++)
    if (strcmp (folded, country_words[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_nuts (const char *text)
{
  gsize length = strlen (text);

  if (length < 3 || length > 5 || !is_country_code (text))
    return FALSE;
  for (gsize i = 2; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && !g_ascii_isupper (text[i]))
      return FALSE;
  /* A code of letters only (ITC, DEA) is one of level 1; longer ones would be words. */
  return length == 3 || strpbrk (text, "0123456789") != NULL;
}

/* Division and at least a group ("01.1"), perhaps with the section in front ("A01.11"). */
static gboolean
is_nace (const char *text)
{
  gsize digits;

  if (*text >= 'A' && *text <= 'V')
    text++;
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != '.')
    return FALSE;
  if (strncmp (text, "00", 2) == 0)
    return FALSE;
  digits = strspn (text + 3, "0123456789");
  return digits >= 1 && digits <= 2 && text[3 + digits] == '\0';
}

static gboolean
is_year (const char *text)
{
  gint64 year = g_ascii_strtoll (text, NULL, 10);

  return strlen (text) == 4 && strspn (text, "0123456789") == 4 && year >= 1000 && year <= 2100;
}

/* A number with three decimals or more between @low and @high. */
static gboolean
is_coordinate (const char *text, double low, double high)
{
  const char *sign = strpbrk (text, ".,");
  double value;

  return sign != NULL && strspn (sign + 1, "0123456789") >= 3 &&
         ctn_number_parse_hinted (text, *sign, &value, NULL) && value >= low && value <= high;
}

/* Digits alone may be any number: a phone number shows a + or 0 in front, or parts. */
static gboolean
is_phone (const char *text)
{
  return ctn_text_is_phone (text) &&
         (strchr ("+0(", *text) != NULL || strpbrk (text, " /-") != NULL) &&
         !ctn_date_parse (text, NULL);
}

static gboolean
fits (CtnColumnType type, const char *text)
{
  switch (type) {
  case CTN_COLUMN_EMAIL:
    return ctn_text_is_email (text);
  case CTN_COLUMN_URL:
    return ctn_text_is_url (text) && !ctn_identifier_is_valid (CTN_IDENTIFIER_ROR, text);
  case CTN_COLUMN_PHONE:
    return is_phone (text);
  case CTN_COLUMN_COUNTRY:
    return is_country (text);
  case CTN_COLUMN_NUTS:
    return is_nuts (text);
  case CTN_COLUMN_NACE:
    return is_nace (text);
  case CTN_COLUMN_VAT:
    return ctn_identifier_is_valid (CTN_IDENTIFIER_VAT, text);
  case CTN_COLUMN_ROR:
    return ctn_identifier_is_valid (CTN_IDENTIFIER_ROR, text);
  case CTN_COLUMN_LEI:
    return ctn_identifier_is_valid (CTN_IDENTIFIER_LEI, text);
  case CTN_COLUMN_PIC:
    return ctn_identifier_is_valid (CTN_IDENTIFIER_PIC, text);
  case CTN_COLUMN_YEAR:
    return is_year (text);
  case CTN_COLUMN_DATE:
    return ctn_date_parse (text, NULL);
  case CTN_COLUMN_LATITUDE:
    return is_coordinate (text, 34, 72);
  case CTN_COLUMN_LONGITUDE:
    return is_coordinate (text, -32, 46);
  case CTN_COLUMN_NUMBER:
    return ctn_number_parse (text, NULL);
  case CTN_COLUMN_TEXT:
  default:
    return TRUE;
  }
}

gboolean
ctn_column_value_fits (CtnColumnType type, const char *value)
{
  g_autofree char *copy = NULL;

  if (strnlen (value, MAX_VALUE) == MAX_VALUE)
    return type == CTN_COLUMN_TEXT;
  copy = g_strdup (value);
  return fits (type, g_strstrip (copy));
}

static gboolean
all_parts_fit (CtnColumnType type, const char *value)
{
  if (strpbrk (value, "|;") == NULL)
    return ctn_column_value_fits (type, value);

  g_auto (GStrv) parts = g_strsplit_set (value, "|;", 16);

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0' && !ctn_column_value_fits (type, *part))
      return FALSE;
  return TRUE;
}

double
ctn_column_share_fitting (CtnColumnType type, const char *const *values, gsize n_values)
{
  gsize n = 0, n_fitting = 0;

  for (gsize i = 0; i < n_values; i++) {
    if (values[i] == NULL || values[i][strspn (values[i], " \t")] == '\0')
      continue;
    n++;
    n_fitting += all_parts_fit (type, values[i]) ? 1 : 0;
  }
  return n > 0 ? (double) n_fitting / (double) n : -1;
}
