#include "ctn-code-list-private.h"

#include <ctn-i18n.h>
#include <math.h>
#include <string.h>

#include <ctn-data.h>
#include <ctn-text.h>

/* One name under which an entry is found: its title in any language, its other names. */
typedef struct {
  guint index;
  const char *name;
} Name;

struct _CtnCodeList {
  char *id;
  GPtrArray *codes;    /* CtnCode, owned */
  GHashTable *by_code; /* code → CtnCode */
  GArray *names;       /* Name */
  GStringChunk *strings;
  GMutex lock;          /* for what is made at the first search */
  GPtrArray *haystacks; /* folded names of each entry, one a line, with a line break in front */
  GHashTable *by_title; /* folded name → CtnCode, or to the list itself where it is ambiguous */
};

G_DEFINE_QUARK (ctn - code - list - error - quark, ctn_code_list_error)

/* An empty list. */
static CtnCodeList *
list_new (const char *id)
{
  CtnCodeList *list = g_new0 (CtnCodeList, 1);

  list->id = g_strdup (id);
  list->codes = g_ptr_array_new_with_free_func (g_free);
  list->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  list->names = g_array_new (FALSE, FALSE, sizeof (Name));
  list->strings = g_string_chunk_new (16 * 1024);
  g_mutex_init (&list->lock);
  return list;
}

void
ctn_code_list_free (CtnCodeList *list)
{
  g_clear_pointer (&list->by_title, g_hash_table_unref);
  g_clear_pointer (&list->haystacks, g_ptr_array_unref);
  g_mutex_clear (&list->lock);
  g_hash_table_unref (list->by_code);
  g_array_unref (list->names);
  g_ptr_array_unref (list->codes);
  g_string_chunk_free (list->strings);
  g_free (list->id);
  g_free (list);
}

const char *
ctn_code_list_keep (CtnCodeList *list, const char *text)
{
  return text == NULL || *text == '\0' ? NULL : g_string_chunk_insert (list->strings, text);
}

/* Takes @message. */
static CtnCode *
refuse (GError **error, guint line, char *message)
{
  if (line > 0)
    g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT, _ ("Line %u: %s"), line,
                 message);
  else
    g_set_error_literal (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT, message);
  g_free (message);
  return NULL;
}

CtnCode *
ctn_code_list_add (CtnCodeList *list,
                   const char *code,
                   const char *parent,
                   const char *title,
                   int level,
                   guint line,
                   GError **error)
{
  CtnCode *entry;
  CtnCode *above = NULL;
  Name name;

  if (code == NULL || *code == '\0')
    return refuse (error, line, g_strdup (_ ("The code is missing.")));
  if (g_hash_table_contains (list->by_code, code))
    return refuse (error, line, g_strdup_printf (_ ("The code “%s” is there twice."), code));
  if (parent != NULL && *parent != '\0') {
    above = g_hash_table_lookup (list->by_code, parent);
    if (above == NULL)
      return refuse (
          error, line,
          g_strdup_printf (_ ("The code above, “%s”, does not stand before it."), parent));
  }
  if (list->codes->len >= CTN_CODE_LIST_MAX_CODES)
    return refuse (error, line, g_strdup (_ ("The list has too many codes.")));
  entry = g_new0 (CtnCode, 1);
  entry->code = ctn_code_list_keep (list, code);
  entry->parent = above != NULL ? above->code : NULL;
  entry->title = title != NULL && *title != '\0' ? ctn_code_list_keep (list, title) : entry->code;
  entry->level = level;
  entry->longitude = NAN;
  entry->latitude = NAN;
  g_ptr_array_add (list->codes, entry);
  g_hash_table_insert (list->by_code, (gpointer) entry->code, entry);
  name = (Name) { list->codes->len - 1, entry->title };
  g_array_append_val (list->names, name);
  return entry;
}

void
ctn_code_list_add_name (CtnCodeList *list, const char *text)
{
  Name name = { list->codes->len - 1, ctn_code_list_keep (list, text) };

  if (name.name != NULL)
    g_array_append_val (list->names, name);
}

void
ctn_code_list_rename (CtnCodeList *list, guint index, const char *title)
{
  CtnCode *entry = g_ptr_array_index (list->codes, index);
  Name name = { index, ctn_code_list_keep (list, title) };

  entry->title = name.name;
  g_array_append_val (list->names, name);
}

const char *
ctn_code_list_get_id (CtnCodeList *list)
{
  return list->id;
}

guint
ctn_code_list_get_n_codes (CtnCodeList *list)
{
  return list->codes->len;
}

const CtnCode *
ctn_code_list_get_code (CtnCodeList *list, guint index)
{
  g_return_val_if_fail (index < list->codes->len, NULL);
  return g_ptr_array_index (list->codes, index);
}

const CtnCode *
ctn_code_list_lookup (CtnCodeList *list, const char *code)
{
  return code != NULL ? g_hash_table_lookup (list->by_code, code) : NULL;
}

GPtrArray *
ctn_code_list_get_children (CtnCodeList *list, const char *parent)
{
  GPtrArray *children = g_ptr_array_new ();

  for (guint i = 0; i < list->codes->len; i++) {
    CtnCode *entry = g_ptr_array_index (list->codes, i);

    if (g_strcmp0 (entry->parent, parent) == 0)
      g_ptr_array_add (children, entry);
  }
  return children;
}

/* Whether @entry stands somewhere below @above. Parents stand earlier in the list, so this ends. */
static gboolean
is_below (CtnCodeList *list, const CtnCode *entry, const CtnCode *above)
{
  while (entry->parent != NULL) {
    entry = g_hash_table_lookup (list->by_code, entry->parent);
    if (entry == above)
      return TRUE;
  }
  return FALSE;
}

static void
index_title (CtnCodeList *list, char *folded, CtnCode *entry)
{
  gpointer known = g_hash_table_lookup (list->by_title, folded);

  if (known == NULL)
    g_hash_table_insert (list->by_title, folded, entry);
  else {
    if (known != list && known != entry && !is_below (list, entry, known))
      g_hash_table_insert (list->by_title, g_strdup (folded), list);
    g_free (folded);
  }
}

/* Folding every name takes longer than reading the list, and most lists are only looked up by code:
 * so it waits for the first search. */
static void
ensure_index (CtnCodeList *list)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&list->lock);
  g_autofree GString **texts = NULL;

  if (list->haystacks != NULL)
    return;
  list->haystacks = g_ptr_array_new_full (list->codes->len, g_free);
  list->by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  texts = g_new0 (GString *, list->codes->len);
  for (guint i = 0; i < list->names->len; i++) {
    const Name *name = &g_array_index (list->names, Name, i);
    char *folded = ctn_text_fold (name->name);
    char *german = ctn_text_fold_german (name->name);

    if (texts[name->index] == NULL)
      texts[name->index] = g_string_new (NULL);
    g_string_append_printf (texts[name->index], "\n%s", folded);
    if (!g_str_equal (folded, german)) {
      g_string_append_printf (texts[name->index], "\n%s", german);
      index_title (list, g_steal_pointer (&german), g_ptr_array_index (list->codes, name->index));
    }
    index_title (list, folded, g_ptr_array_index (list->codes, name->index));
    g_free (german);
  }
  for (guint i = 0; i < list->codes->len; i++)
    g_ptr_array_add (list->haystacks, g_string_free (texts[i], FALSE));
}

/* The only entry right below @above, or NULL. */
static const CtnCode *
get_single_child (CtnCodeList *list, const CtnCode *above)
{
  g_autoptr (GPtrArray) children = ctn_code_list_get_children (list, above->code);

  return children->len == 1 ? g_ptr_array_index (children, 0) : NULL;
}

const CtnCode *
ctn_code_list_find_title (CtnCodeList *list, const char *title)
{
  g_autofree char *folded = ctn_text_fold (title);
  const CtnCode *entry;
  const CtnCode *child;

  g_strstrip (folded);
  ensure_index (list);
  entry = g_hash_table_lookup (list->by_title, folded);
  if (entry == NULL || (gconstpointer) entry == (gconstpointer) list)
    return NULL;
  while ((child = get_single_child (list, entry)) != NULL &&
         g_str_equal (child->title, entry->title))
    entry = child;
  return entry;
}

/* Whether @word stands in @haystack at the beginning of a word. */
static gboolean
has_word_start (const char *haystack, const char *word)
{
  for (const char *at = strstr (haystack, word); at != NULL; at = strstr (at + 1, word))
    if (at == haystack || !(g_ascii_isalnum (at[-1]) || (at[-1] & 0x80) != 0))
      return TRUE;
  return FALSE;
}

typedef enum { FIT_CODE, FIT_CODE_START, FIT_TITLE_START, FIT_WORD_START, FIT_PART, N_FITS } Fit;

static Fit
get_fit (const CtnCode *entry,
         const char *haystack,
         const char *typed,
         const char *line,
         char *const *words)
{
  gsize length = strlen (typed);
  Fit fit = FIT_WORD_START;

  if (g_ascii_strncasecmp (entry->code, typed, length) == 0)
    return entry->code[length] == '\0' ? FIT_CODE : FIT_CODE_START;
  if (strstr (haystack, line) != NULL)
    return FIT_TITLE_START;
  for (guint i = 0; words[i] != NULL; i++) {
    if (strstr (haystack, words[i]) == NULL)
      return N_FITS;
    if (!has_word_start (haystack, words[i]))
      fit = FIT_PART;
  }
  return fit;
}

GPtrArray *
ctn_code_list_search (CtnCodeList *list, const char *text, guint max)
{
  g_autofree char *typed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *folded = g_strstrip (ctn_text_fold (typed));
  g_autofree char *line = g_strconcat ("\n", folded, NULL);
  g_auto (GStrv) words = g_strsplit_set (folded, " ,;/-›", 32);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree guint8 *fits = NULL;

  ensure_index (list);
  fits = g_new (guint8, list->codes->len + 1);
  for (guint i = 0; i < list->codes->len; i++)
    fits[i] = *typed == '\0' ? FIT_CODE
                             : get_fit (g_ptr_array_index (list->codes, i),
                                        g_ptr_array_index (list->haystacks, i), typed, line, words);
  for (guint8 fit = 0; fit < N_FITS; fit++)
    for (guint i = 0; i < list->codes->len && (max == 0 || found->len < max); i++)
      if (fits[i] == fit)
        g_ptr_array_add (found, g_ptr_array_index (list->codes, i));
  return g_steal_pointer (&found);
}

char *
ctn_code_list_dup_path (CtnCodeList *list, const char *code)
{
  const CtnCode *entry = ctn_code_list_lookup (list, code);
  GString *path;

  if (entry == NULL)
    return g_strdup (code);
  path = g_string_new (entry->title);
  for (const CtnCode *above; entry->parent != NULL; entry = above) {
    above = g_hash_table_lookup (list->by_code, entry->parent);
    if (above->level > 0 && !g_str_equal (above->title, entry->title)) {
      g_string_prepend (path, " › ");
      g_string_prepend (path, above->title);
    }
  }
  return g_string_free (path, FALSE);
}

CtnCodeList *
ctn_code_list_new_from_file (const char *id, const char *path, const char *language, GError **error)
{
  g_autoptr (CtnCodeList) list = list_new (id);
  gboolean read = g_str_has_suffix (path, ".json")
                      ? ctn_code_list_read_json (list, path, language, error)
                      : ctn_code_list_read_csv (list, path, language, error);

  return read ? g_steal_pointer (&list) : NULL;
}

static CtnCodeList *
load (const char *id, const char *language, GError **error)
{
  static const struct {
    const char *id;
    const char *file; /* NULL: from iso-codes */
  } sources[] = {
    { "nuts-2024", "codes/nuts-2024.csv" },
    { "nace-rev2", "codes/nace-rev2.csv" },
    { "nace-rev21", "codes/nace-rev21.csv" },
    { "iso-3166", NULL },
    { "iso-639", NULL },
    { "sectors", "codes/sectors.json" },
    { "organisation-types", "codes/organisation-types.json" },
    { "nabs-2007", "codes/nabs-2007.json" },
    { "policy-objectives", "codes/policy-objectives.json" },
  };
  g_autoptr (CtnCodeList) list = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    if (!g_str_equal (sources[i].id, id))
      continue;
    if (sources[i].file != NULL) {
      path = ctn_data_path (sources[i].file);
      return ctn_code_list_new_from_file (id, path, language, error);
    }
    list = list_new (id);
    return ctn_code_list_read_iso (list, language, error) ? g_steal_pointer (&list) : NULL;
  }
  g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_UNKNOWN,
               _ ("There is no code list “%s”."), id);
  return NULL;
}

CtnCodeList *
ctn_code_list_get_in_language (const char *id, const char *language, GError **error)
{
  /* Recursive, because the names of the countries in NUTS come from the list of countries. */
  static GRecMutex lock;
  static GHashTable *lists = NULL;
  g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&lock);
  /* The user's language is another one in a thread that makes a report (ctn-tongue.h). */
  g_autofree char *key = language != NULL
                             ? g_strconcat (id, "/", language, NULL)
                             : g_strconcat (id, "//", ctn_get_language_names ()[0], NULL);
  CtnCodeList *list;

  if (lists == NULL)
    lists = g_hash_table_new (g_str_hash, g_str_equal);
  list = g_hash_table_lookup (lists, key);
  if (list == NULL) {
    list = load (id, language, error);
    if (list != NULL)
      g_hash_table_insert (lists, g_steal_pointer (&key), list);
  }
  return list;
}

CtnCodeList *
ctn_code_list_get (const char *id, GError **error)
{
  return ctn_code_list_get_in_language (id, NULL, error);
}

const char *
ctn_code_get_title (const char *id, const char *code)
{
  CtnCodeList *list = ctn_code_list_get (id, NULL);
  const CtnCode *entry = list != NULL && code != NULL ? ctn_code_list_lookup (list, code) : NULL;

  return entry != NULL ? entry->title : NULL;
}

const char *
ctn_place_get_title (const char *code)
{
  const char *title = ctn_code_get_title ("nuts-2024", code);

  if (title == NULL)
    title = ctn_code_get_title ("iso-3166", code);
  return title != NULL ? title : code;
}
