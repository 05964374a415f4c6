/* Countries and languages from the iso-codes package, with its translations. */
#include "ctn-iso-codes.h"

#include <ctn-i18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ctn-code-list-private.h"

struct _CtnIsoTranslation {
  char *data;
  gsize length;
  guint32 n_texts;
  guint32 originals;
  guint32 translations;
};

/* The 32-bit number at @offset, little-endian as msgfmt writes by default on every machine; 0 outside
 * of the file. The format: GNU gettext manual, "The Format of GNU MO Files". */
static guint32
get_number (const CtnIsoTranslation *translation, gsize offset)
{
  guint32 number = 0;

  if (offset <= translation->length && translation->length - offset >= sizeof number)
    memcpy (&number, translation->data + offset, sizeof number);
  return GUINT32_FROM_LE (number);
}

/* The text that entry @index of the table at @table points to, or NULL. */
static const char *
get_text (const CtnIsoTranslation *translation, guint32 table, guint32 index)
{
  gsize entry = (gsize) table + 8 * (gsize) index;
  gsize length = get_number (translation, entry);
  gsize offset = get_number (translation, entry + 4);

  if (offset >= translation->length || length >= translation->length - offset ||
      translation->data[offset + length] != '\0')
    return NULL;
  return translation->data + offset;
}

CtnIsoTranslation *
ctn_iso_translation_open (const char *standard, const char *language)
{
  g_autofree char *name = g_strconcat (standard, ".mo", NULL);
  g_autofree char *path = g_build_filename (CTN_ISO_CODES_PREFIX, "share", "locale", language,
                                            "LC_MESSAGES", name, NULL);
  CtnIsoTranslation *translation = g_new0 (CtnIsoTranslation, 1);

  if (!g_file_get_contents (path, &translation->data, &translation->length, NULL) ||
      get_number (translation, 0) != 0x950412de) {
    ctn_iso_translation_free (translation);
    return NULL;
  }
  translation->n_texts = get_number (translation, 8);
  translation->originals = get_number (translation, 12);
  translation->translations = get_number (translation, 16);
  return translation;
}

void
ctn_iso_translation_free (CtnIsoTranslation *translation)
{
  g_free (translation->data);
  g_free (translation);
}

const char *
ctn_iso_translation_get (const CtnIsoTranslation *translation, const char *text)
{
  guint32 low = 0;
  guint32 high = translation->n_texts;

  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    const char *original = get_text (translation, translation->originals, middle);
    int order = original != NULL ? strcmp (text, original) : -1;

    if (order == 0) {
      const char *found = get_text (translation, translation->translations, middle);

      return found != NULL && *found != '\0' && g_utf8_validate (found, -1, NULL) ? found : text;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return text;
}

/* Opens the translation into the wanted language (NULL: the user's); NULL for English. */
static CtnIsoTranslation *
open_wanted (const char *standard, const char *wanted)
{
  g_auto (GStrv) variants = wanted != NULL ? g_get_locale_variants (wanted) : NULL;
  const char *const *names =
      wanted != NULL ? (const char *const *) variants : ctn_get_language_names ();
  CtnIsoTranslation *translation = NULL;

  for (guint i = 0; names[i] != NULL && translation == NULL && !g_str_equal (names[i], "en"); i++)
    if (strchr (names[i], '/') == NULL)
      translation = ctn_iso_translation_open (standard, names[i]);
  return translation;
}

JsonArray *
ctn_iso_codes_open (const char *standard, JsonParser *parser, GError **error)
{
  const char *key = standard + strlen ("iso_");
  g_autofree char *name = g_strconcat (standard, ".json", NULL);
  g_autofree char *path =
      g_build_filename (CTN_ISO_CODES_PREFIX, "share", "iso-codes", "json", name, NULL);
  gsize length;
  g_autofree char *text = ctn_code_list_read_text (path, &length, error);
  JsonNode *root;
  JsonNode *entries = NULL;

  if (text == NULL || !json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    entries = json_object_get_member (json_node_get_object (root), key);
  if (entries == NULL || !JSON_NODE_HOLDS_ARRAY (entries)) {
    g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                 _ ("The code list %s is not as expected."), path);
    return NULL;
  }
  return json_node_get_array (entries);
}

/* ISO 639 lists names by weight and with years: "Spanish; Castilian", "Greek, Modern (1453-)".
 * A title is the first of them, without the years. */
static char *
shorten (const char *name)
{
  g_autofree char *first = g_strndup (name, strcspn (name, ";"));
  char *years = strstr (first, " (");

  if (years != NULL && strpbrk (years, "0123456789") != NULL)
    *years = '\0';
  return g_strdup (first);
}

static const char *
get_member (JsonObject *entry, const char *member)
{
  JsonNode *node = json_object_get_member (entry, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
add_entry (CtnCodeList *list, JsonObject *entry, CtnIsoTranslation *translation, GError **error)
{
  const char *members[] = { "common_name", "name", "official_name" };
  const char *code = get_member (entry, "alpha_2");
  const char *iso3 = get_member (entry, "alpha_3");
  g_autofree char *title = NULL;
  CtnCode *added;

  code = code != NULL ? code : iso3;
  for (guint i = 0; i < G_N_ELEMENTS (members) && title == NULL; i++) {
    const char *name = get_member (entry, members[i]);

    if (name != NULL)
      title = shorten (translation != NULL ? ctn_iso_translation_get (translation, name) : name);
  }
  /* "qaa-qtz" is a range for private use, no language. */
  if (code == NULL || title == NULL || strchr (code, '-') != NULL)
    return TRUE;
  added = ctn_code_list_add (list, code, NULL, title, 1, 0, error);
  if (added == NULL)
    return FALSE;
  added->extra = ctn_code_list_keep (list, iso3);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *name = get_member (entry, members[i]);
    g_auto (GStrv) parts = g_strsplit (name != NULL ? name : "", "; ", 16);

    for (guint j = 0; parts[j] != NULL; j++)
      ctn_code_list_add_name (list, parts[j]);
    if (name != NULL && translation != NULL)
      ctn_code_list_add_name (list, ctn_iso_translation_get (translation, name));
  }
  return TRUE;
}

gboolean
ctn_code_list_read_iso (CtnCodeList *list, const char *language, GError **error)
{
  gboolean are_countries = g_str_equal (ctn_code_list_get_id (list), "iso-3166");
  const char *standard = are_countries ? CTN_ISO_COUNTRIES : CTN_ISO_LANGUAGES;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *entries = ctn_iso_codes_open (standard, parser, error);
  g_autoptr (CtnIsoTranslation) translation = NULL;
  CtnCode *kosovo;

  if (entries == NULL)
    return FALSE;
  translation = open_wanted (standard, language);
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonNode *entry = json_array_get_element (entries, i);

    if (JSON_NODE_HOLDS_OBJECT (entry) &&
        !add_entry (list, json_node_get_object (entry), translation, error))
      return FALSE;
  }
  if (!are_countries)
    return TRUE;
  /* Not in ISO 3166, but in NUTS and in every list of European partners. */
  kosovo = ctn_code_list_add (list, "XK", NULL, "Kosovo", 1, 0, error);
  if (kosovo != NULL)
    kosovo->extra = "XKX";
  return kosovo != NULL;
}
