#include "ctn-file-read.h"

#include <ctn-i18n.h>

#include "ctn-interchange-error.h"

GBytes *
ctn_file_read (GFile *file, gsize max, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (1 << 16);
  gssize n = 1;

  if (stream == NULL)
    return NULL;
  while (n > 0) {
    n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, 1 << 16, cancellable, error);
    if (n < 0)
      return NULL;
    if (bytes->len + (gsize) n > max) {
      g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                   _ ("The file is larger than %u MiB; divide it, or save it as CSV."),
                   (guint) (max >> 20));
      return NULL;
    }
    g_byte_array_append (bytes, buffer, (guint) n);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
