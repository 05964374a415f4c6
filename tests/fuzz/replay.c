/* Runs a fuzz target over the files of a folder, so that what was once found stays found where there
 * is no fuzzer. Usage: fuzz-… FOLDER */
#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = argc == 2 ? g_dir_open (argv[1], 0, &error) : NULL;
  const char *name;
  guint n = 0;

  if (dir == NULL) {
    g_printerr ("%s\n", error != NULL ? error->message : "One folder must be given.");
    return 1;
  }
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (argv[1], name, NULL);
    g_autofree char *data = NULL;
    gsize size;

    if (!g_file_get_contents (path, &data, &size, &error)) {
      g_printerr ("%s\n", error->message);
      return 1;
    }
    LLVMFuzzerTestOneInput ((const guint8 *) data, size);
    n++;
  }
  g_print ("%u files\n", n);
  return n > 0 ? 0 : 1;
}
