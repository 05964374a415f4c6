#include "ctn-identifier.h"

#include <string.h>

#define MAX_TEXT 64

/* Value of the check digits, from the digits in front of them; -1 when there is none. */
typedef int (*CheckFunc) (const char *digits);

typedef struct {
  const char *prefix;
  const char *patterns; /* alternatives; 9: digit, a: letter, x: either, others themselves */
  CheckFunc check;      /* expected last digits, for numbers made of digits only */
  guint n_check;        /* how many digits the check has */
} VatRule;

static int
digit (char c)
{
  return c - '0';
}

static int
weigh (const char *digits, const char *weights)
{
  int sum = 0;

  for (size_t i = 0; weights[i] != '\0'; i++)
    sum += digit (digits[i]) * (weights[i] == 'A' ? 10 : digit (weights[i]));
  return sum;
}

/* ISO 7064, mod 11,10, over @n digits. */
static int
check_mod_11_10 (const char *digits, guint n)
{
  int product = 10;

  for (guint i = 0; i < n; i++) {
    int sum = (digit (digits[i]) + product) % 10;

    product = 2 * (sum == 0 ? 10 : sum) % 11;
  }
  return (11 - product) % 10;
}

static int
check_de (const char *digits)
{
  return check_mod_11_10 (digits, 8);
}

static int
check_hr (const char *digits)
{
  return check_mod_11_10 (digits, 10);
}

/* Sum of the digits, every second one doubled and its own digits added (Luhn). */
static int
sum_luhn (const char *digits, guint n)
{
  int sum = 0;

  for (guint i = 0; i < n; i++) {
    int value = digit (digits[i]) * (i % 2 == 1 ? 2 : 1);

    sum += value / 10 + value % 10;
  }
  return sum;
}

static int
check_at (const char *digits)
{
  return (96 - sum_luhn (digits, 7)) % 10;
}

static int
check_it (const char *digits)
{
  return (10 - sum_luhn (digits, 10) % 10) % 10;
}

static int
check_be (const char *digits)
{
  return 97 - (int) (g_ascii_strtoull (digits, NULL, 10) / 100 % 97);
}

static int
check_lu (const char *digits)
{
  return (int) (g_ascii_strtoull (digits, NULL, 10) / 100 % 89);
}

static int
check_fi (const char *digits)
{
  int rest = weigh (digits, "79A5842") % 11;

  return rest == 0 ? 0 : rest == 1 ? -1 : 11 - rest;
}

static int
check_hu (const char *digits)
{
  return (10 - weigh (digits, "9731973") % 10) % 10;
}

static int
check_pl (const char *digits)
{
  int rest = weigh (digits, "657234567") % 11;

  return rest == 10 ? -1 : rest;
}

static int
check_si (const char *digits)
{
  int rest = 11 - weigh (digits, "8765432") % 11;

  return rest == 11 ? -1 : rest % 10;
}

/* A Slovak number is a multiple of 11 as a whole. */
static int
check_sk (const char *digits)
{
  return (int) ((11 - g_ascii_strtoull (digits, NULL, 10) / 10 * 10 % 11) % 11);
}

static const VatRule vat_rules[] = {
  { "ATU", "99999999", check_at, 1 },
  { "BE", "0999999999|1999999999", check_be, 2 },
  { "BG", "999999999|9999999999" },
  { "CHE", "999999999|999999999MWST|999999999TVA|999999999IVA" },
  { "CY", "99999999a" },
  { "CZ", "99999999|999999999|9999999999" },
  { "DE", "999999999", check_de, 1 },
  { "DK", "99999999" },
  { "EE", "999999999" },
  { "EL", "999999999" },
  { "ES", "x9999999x" },
  { "FI", "99999999", check_fi, 1 },
  { "FR", "xx999999999" },
  { "GB", "999999999|999999999999|GD999|HA999" },
  { "HR", "99999999999", check_hr, 1 },
  { "HU", "99999999", check_hu, 1 },
  { "IE", "9999999a|9999999aa|9x99999a" },
  { "IT", "99999999999", check_it, 1 },
  { "LT", "999999999|999999999999" },
  { "LU", "99999999", check_lu, 2 },
  { "LV", "99999999999" },
  { "MT", "99999999" },
  { "NL", "999999999B99" },
  { "NO", "999999999|999999999MVA" },
  { "PL", "9999999999", check_pl, 1 },
  { "PT", "999999999" },
  { "RO", "99|999|9999|99999|999999|9999999|99999999|999999999|9999999999" },
  { "SE", "999999999999" },
  { "SI", "99999999", check_si, 1 },
  { "SK", "9999999999", check_sk, 1 },
  { "XI", "999999999|999999999999|GD999|HA999" },
};

static gboolean
matches_one (const char *text, const char *pattern, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    char c = text[i], p = pattern[i];
    gboolean is_digit = g_ascii_isdigit (c), is_letter = g_ascii_isupper (c);

    if (c == '\0')
      return FALSE;
    if (p == '9' ? !is_digit : p == 'x' ? !is_digit && !is_letter : p == 'a' ? !is_letter : c != p)
      return FALSE;
  }
  return text[length] == '\0';
}

static gboolean
matches (const char *text, const char *patterns)
{
  for (const char *p = patterns;; p++) {
    gsize length = strcspn (p, "|");

    if (matches_one (text, p, length))
      return TRUE;
    p += length;
    if (*p == '\0')
      return FALSE;
  }
}

/* Letters and digits of @text in capitals; NULL when it holds anything but them and @ignored. */
static char *
compact (const char *text, const char *ignored)
{
  char buffer[MAX_TEXT + 1];
  gsize n = 0;

  for (const char *p = text; *p != '\0'; p++) {
    if (strchr (ignored, *p) != NULL)
      continue;
    if (!g_ascii_isalnum (*p) || n == MAX_TEXT)
      return NULL;
    buffer[n++] = g_ascii_toupper (*p);
  }
  return n > 0 ? g_strndup (buffer, n) : NULL;
}

static gboolean
is_right_vat (const VatRule *rule, const char *number)
{
  if (!matches (number, rule->patterns))
    return FALSE;
  if (rule->check == NULL)
    return TRUE;

  const char *last = number + strlen (number) - rule->n_check;

  return rule->check (number) == (int) g_ascii_strtoll (last, NULL, 10);
}

static char *
normalise_vat (const char *text)
{
  g_autofree char *number = compact (text, " .-/\t\r\n");

  if (number == NULL)
    return NULL;
  if (g_str_has_prefix (number, "GR"))
    memcpy (number, "EL", 2);
  for (size_t i = 0; i < G_N_ELEMENTS (vat_rules); i++)
    if (g_str_has_prefix (number, vat_rules[i].prefix))
      return is_right_vat (&vat_rules[i], number + strlen (vat_rules[i].prefix))
                 ? g_steal_pointer (&number)
                 : NULL;
  return NULL;
}

static char *
normalise_ror (const char *text)
{
  static const char *const prefixes[] = { "https://ror.org/", "http://ror.org/", "ror.org/",
                                          "https://www.ror.org/" };
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  g_autofree char *lower = g_ascii_strdown (text, -1);
  char *id = g_strstrip (lower);
  guint64 value = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (id, prefixes[i])) {
      id += strlen (prefixes[i]);
      break;
    }
  if (strlen (id) != 9 || id[0] != '0' || !g_ascii_isdigit (id[7]) || !g_ascii_isdigit (id[8]))
    return NULL;
  for (int i = 1; i < 7; i++) {
    const char *position = strchr (digits, id[i]);

    if (position == NULL)
      return NULL;
    value = value * 32 + (guint64) (position - digits);
  }
  if (98 - value * 100 % 97 != (guint64) (digit (id[7]) * 10 + digit (id[8])))
    return NULL;
  return g_strconcat ("https://ror.org/", id, NULL);
}

static char *
normalise_lei (const char *text)
{
  g_autofree char *lei = compact (text, " -\t\r\n");
  guint rest = 0;

  if (lei == NULL || strlen (lei) != 20 || !g_ascii_isdigit (lei[18]) || !g_ascii_isdigit (lei[19]))
    return NULL;
  for (const char *p = lei; *p != '\0'; p++)
    rest = g_ascii_isdigit (*p) ? (rest * 10 + (guint) digit (*p)) % 97
                                : (rest * 100 + (guint) (*p - 'A' + 10)) % 97;
  return rest == 1 ? g_steal_pointer (&lei) : NULL;
}

static char *
normalise_pic (const char *text)
{
  g_autofree char *pic = compact (text, " \t\r\n");

  return pic != NULL && matches (pic, "999999999") ? g_steal_pointer (&pic) : NULL;
}

char *
ctn_identifier_normalise (CtnIdentifierScheme scheme, const char *text)
{
  if (text == NULL || strnlen (text, 4 * MAX_TEXT) == 4 * MAX_TEXT)
    return NULL;
  switch (scheme) {
  case CTN_IDENTIFIER_VAT:
    return normalise_vat (text);
  case CTN_IDENTIFIER_ROR:
    return normalise_ror (text);
  case CTN_IDENTIFIER_LEI:
    return normalise_lei (text);
  case CTN_IDENTIFIER_PIC:
    return normalise_pic (text);
  default:
    g_return_val_if_reached (NULL);
  }
}

gboolean
ctn_identifier_is_valid (CtnIdentifierScheme scheme, const char *text)
{
  g_autofree char *normalised = ctn_identifier_normalise (scheme, text);

  return normalised != NULL;
}
