#include "ctn-catalog.h"

#include <string.h>

/* The format of GNU .mo files: GNU gettext manual, "The Format of GNU MO Files". */
#define MAGIC 0x950412deU
#define HEADER_SIZE 20

struct _CtnCatalog {
  char *language;
  GMappedFile *file;   /* (owned) (nullable) */
  GHashTable *entries; /* text → translation, both within @file */
  GHashTable *plurals; /* texts with a second form behind the first one of their translation */
};

const char *
ctn_catalog_get_folder (void)
{
  const char *folder = g_getenv ("CTN_LOCALE_DIR");

  return folder != NULL ? folder : CTN_LOCALE_DIR;
}

static char *
dup_path (const char *language)
{
  return g_build_filename (ctn_catalog_get_folder (), language, "LC_MESSAGES",
                           GETTEXT_PACKAGE ".mo", NULL);
}

static guint32
read_word (const char *data, gsize offset)
{
  guint32 word;

  memcpy (&word, data + offset, sizeof word);
  return word;
}

/* The text that the entry at @offset of a table describes; %NULL if it does not lie within the file or
 * does not end there. */
static const char *
read_text (const char *data, gsize length, gsize offset)
{
  guint32 size = read_word (data, offset);
  guint32 start = read_word (data, offset + 4);

  return (gsize) start + size < length && data[start + size] == '\0' ? data + start : NULL;
}

/* Files of the other byte order are left alone: they were not made for this machine. */
static void
read_entries (CtnCatalog *self)
{
  const char *data = g_mapped_file_get_contents (self->file);
  gsize length = g_mapped_file_get_length (self->file);
  guint32 n;
  guint32 texts;
  guint32 translations;

  if (length < HEADER_SIZE || read_word (data, 0) != MAGIC)
    return;
  n = read_word (data, 8);
  texts = read_word (data, 12);
  translations = read_word (data, 16);
  if (n > length / 16 || texts > length - 8 * (gsize) n || translations > length - 8 * (gsize) n)
    return;
  for (guint32 i = 0; i < n; i++) {
    const char *text = read_text (data, length, texts + 8 * (gsize) i);
    const char *translation = read_text (data, length, translations + 8 * (gsize) i);

    if (text != NULL && translation != NULL && *text != '\0') {
      g_hash_table_insert (self->entries, (gpointer) text, (gpointer) translation);
      if (strlen (translation) < read_word (data, translations + 8 * (gsize) i))
        g_hash_table_add (self->plurals, (gpointer) text);
    }
  }
}

CtnCatalog *
ctn_catalog_new (const char *language)
{
  CtnCatalog *self = g_atomic_rc_box_new0 (CtnCatalog);
  g_autofree char *path = NULL;

  self->language = g_strdup (language);
  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  self->plurals = g_hash_table_new (g_str_hash, g_str_equal);
  if (strchr (language, G_DIR_SEPARATOR) != NULL || g_str_equal (language, "en"))
    return self;
  path = dup_path (language);
  self->file = g_mapped_file_new (path, FALSE, NULL);
  if (self->file != NULL)
    read_entries (self);
  return self;
}

CtnCatalog *
ctn_catalog_ref (CtnCatalog *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CtnCatalog *self = data;

  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->plurals);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self->language);
}

void
ctn_catalog_unref (CtnCatalog *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
ctn_catalog_get_language (const CtnCatalog *self)
{
  return self->language;
}

const char *
ctn_catalog_get (const CtnCatalog *self, const char *text)
{
  const char *translation = g_hash_table_lookup (self->entries, text);

  return translation != NULL ? translation : text;
}

const char *
ctn_catalog_get_plural (const CtnCatalog *self, const char *text)
{
  const char *translation = g_hash_table_lookup (self->entries, text);

  if (translation == NULL)
    return text;
  return g_hash_table_contains (self->plurals, text) ? translation + strlen (translation) + 1
                                                     : translation;
}

GStrv
ctn_catalog_list_languages (void)
{
  g_autoptr (GStrvBuilder) languages = g_strv_builder_new ();
  g_autoptr (GDir) folder = g_dir_open (ctn_catalog_get_folder (), 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = dup_path (name);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !g_str_equal (name, "en"))
      g_ptr_array_add (found, g_strdup (name));
  }
  g_ptr_array_sort_values (found, (GCompareFunc) strcmp);
  g_strv_builder_add (languages, "en");
  for (guint i = 0; i < found->len; i++)
    g_strv_builder_add (languages, found->pdata[i]);
  return g_strv_builder_end (languages);
}
