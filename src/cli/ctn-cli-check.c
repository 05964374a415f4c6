#include <ctn-check.h>
#include <ctn-i18n.h>
#include <glib/gstdio.h>

#include "ctn-cli.h"

/* The check works on a copy; the file itself is only read. */
static gboolean
check (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *folder = g_dir_make_tmp ("catenary-XXXXXX", error);
  g_autofree char *copy_path = folder != NULL ? g_build_filename (folder, "copy.db", NULL) : NULL;
  g_autoptr (GFile) copy = copy_path != NULL ? g_file_new_for_path (copy_path) : NULL;
  gboolean ok;

  if (copy == NULL)
    return FALSE;
  ok = g_file_copy (file, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error) &&
       ctn_check_file (copy_path, NULL, error);
  g_unlink (copy_path);
  g_rmdir (folder);
  return ok;
}

int
ctn_cli_check (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary",
                      _ ("Checks that a file is a whole and unchanged project."), 1, 1))
    return CTN_EXIT_USAGE;
  ok = check (argv[1], &error);
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "file", argv[1]);
    json_builder_set_member_name (builder, "ok");
    json_builder_add_boolean_value (builder, ok);
    ctn_cli_add_text (builder, "problem", ok ? NULL : error->message);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  } else if (ok) {
    g_print ("%s\n", _ ("The file is in order."));
  }
  return ok ? CTN_EXIT_OK : ctn_cli_fail (error);
}
