#include "ctn-ole-file.h"

#include <ctn-i18n.h>
#include <string.h>

#include "ctn-interchange-error.h"

#define HEADER_SIZE 512
#define N_HEADER_FAT 109
#define LAST_SECTOR 0xFFFFFFFAu /* from here on: end of chain, free, table of sectors */
#define ENTRY_SIZE 128

typedef struct {
  const guint8 *data;
  gsize size;
  guint shift, mini_shift; /* sizes of sectors, as powers of two */
  guint32 cutoff;          /* shorter streams are in the small sectors */
  GArray *fat;             /* (owned) (element-type guint32) */
  GArray *mini_fat;        /* (owned) (element-type guint32) */
  GByteArray *mini;        /* (owned) the small sectors */
} File;

static guint32
get32 (const guint8 *p)
{
  return p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

static guint
get16 (const guint8 *p)
{
  return p[0] | (guint) p[1] << 8;
}

/* A sector; @length is shorter for the last one of a file that is cut. */
static const guint8 *
get_sector (const File *file, guint32 sector, gsize *length)
{
  guint64 offset = ((guint64) sector + 1) << file->shift;

  if (sector >= LAST_SECTOR || offset >= file->size)
    return NULL;
  *length = MIN ((gsize) 1 << file->shift, file->size - (gsize) offset);
  return file->data + offset;
}

static void
add_numbers (GArray *array, const guint8 *data, gsize length)
{
  for (gsize i = 0; i + 4 <= length; i += 4) {
    guint32 number = get32 (data + i);

    g_array_append_val (array, number);
  }
}

static guint32
get_next (GArray *table, guint32 sector)
{
  return sector < table->len ? g_array_index (table, guint32, sector) : G_MAXUINT32;
}

static GByteArray *
read_chain (const File *file, guint32 sector, guint64 size)
{
  GByteArray *stream = g_byte_array_new ();
  gsize length;
  const guint8 *data;

  while (stream->len < size && stream->len <= file->size &&
         (data = get_sector (file, sector, &length)) != NULL) {
    g_byte_array_append (stream, data, (guint) MIN (length, size - stream->len));
    sector = get_next (file->fat, sector);
  }
  return stream;
}

static GByteArray *
read_mini_chain (const File *file, guint32 sector, guint64 size)
{
  GByteArray *stream = g_byte_array_new ();
  guint64 offset = (guint64) sector << file->mini_shift;

  while (stream->len < size && stream->len <= file->size && sector < LAST_SECTOR &&
         offset < file->mini->len) {
    gsize length = MIN ((gsize) 1 << file->mini_shift, file->mini->len - (gsize) offset);

    g_byte_array_append (stream, file->mini->data + offset,
                         (guint) MIN (length, size - stream->len));
    sector = get_next (file->mini_fat, sector);
    offset = (guint64) sector << file->mini_shift;
  }
  return stream;
}

/* The table of sectors; where its parts are is in the header, and for large files in a chain. */
static void
read_fat (File *file)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 next = get32 (file->data + 68);
  gsize length, max = file->size >> file->shift;
  const guint8 *data;

  add_numbers (places, file->data + 76, (gsize) N_HEADER_FAT * 4);
  while (places->len <= max + N_HEADER_FAT && (data = get_sector (file, next, &length)) != NULL &&
         length >= 8) {
    add_numbers (places, data, length - 4);
    next = get32 (data + length - 4);
  }
  for (guint i = 0; i < places->len && file->fat->len <= max; i++) {
    data = get_sector (file, g_array_index (places, guint32, i), &length);
    if (data != NULL)
      add_numbers (file->fat, data, length);
  }
}

static gboolean
entry_is_named (const guint8 *entry, const char *name)
{
  gsize length = strlen (name);

  if (get16 (entry + 64) != (length + 1) * 2)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (entry[i * 2 + 1] != 0 || g_ascii_tolower ((char) entry[i * 2]) != g_ascii_tolower (name[i]))
      return FALSE;
  return TRUE;
}

static GByteArray *
find_stream (File *file, const char *const *names)
{
  g_autoptr (GByteArray) folder = read_chain (file, get32 (file->data + 48), file->size);
  g_autoptr (GByteArray) mini_table = read_chain (file, get32 (file->data + 60), file->size);

  add_numbers (file->mini_fat, mini_table->data, mini_table->len);
  for (gsize i = 0; i + ENTRY_SIZE <= folder->len; i += ENTRY_SIZE)
    if (folder->data[i + 66] == 5 && file->mini == NULL)
      file->mini =
          read_chain (file, get32 (folder->data + i + 116), get32 (folder->data + i + 120));
  if (file->mini == NULL)
    file->mini = g_byte_array_new ();
  for (; *names != NULL; names++)
    for (gsize i = 0; i + ENTRY_SIZE <= folder->len; i += ENTRY_SIZE) {
      const guint8 *entry = folder->data + i;
      guint32 size = get32 (entry + 120);

      if (entry[66] == 2 && entry_is_named (entry, *names))
        return size < file->cutoff ? read_mini_chain (file, get32 (entry + 116), size)
                                   : read_chain (file, get32 (entry + 116), size);
    }
  return NULL;
}

GBytes *
ctn_ole_file_read (GBytes *bytes, const char *const *names, GError **error)
{
  File file = { .fat = g_array_new (FALSE, FALSE, sizeof (guint32)),
                .mini_fat = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  GByteArray *stream = NULL;

  file.data = g_bytes_get_data (bytes, &file.size);
  if (file.size > HEADER_SIZE) {
    file.shift = get16 (file.data + 30);
    file.mini_shift = get16 (file.data + 32);
    file.cutoff = get32 (file.data + 56);
  }
  if (file.shift >= 9 && file.shift <= 16 && file.mini_shift >= 4 && file.mini_shift <= 9) {
    read_fat (&file);
    stream = find_stream (&file, names);
  }
  g_array_unref (file.fat);
  g_array_unref (file.mini_fat);
  g_clear_pointer (&file.mini, g_byte_array_unref);
  if (stream != NULL)
    return g_byte_array_free_to_bytes (stream);
  g_set_error_literal (
      error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
      _ ("The file is damaged, protected by a password, or not a spreadsheet. Open "
         "it in the program that wrote it and save it as XLSX."));
  return NULL;
}
