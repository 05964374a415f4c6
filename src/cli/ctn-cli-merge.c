#include <ctn-change-words.h>
#include <ctn-i18n.h>
#include <ctn-merge.h>
#include <glib/gprintf.h>

#include "ctn-cli.h"

static const char *
get_conflict_kind (const CtnMergeConflict *conflict)
{
  switch (conflict->kind) {
  case CTN_MERGE_DELETED_HERE:
    return "deleted-in-ours";
  case CTN_MERGE_DELETED_THERE:
    return "deleted-in-theirs";
  case CTN_MERGE_BOTH_CHANGED:
  default:
    return "both-changed";
  }
}

static const char *
get_choice (const CtnMergeConflict *conflict)
{
  switch (conflict->choice) {
  case CTN_MERGE_OURS:
    return "ours";
  case CTN_MERGE_THEIRS:
    return "theirs";
  case CTN_MERGE_UNDECIDED:
  default:
    return NULL;
  }
}

/* --- JSON --------------------------------------------------------------------------------------- */

static void
add_conflict (JsonBuilder *builder, const CtnMergeConflict *conflict)
{
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "kind", get_conflict_kind (conflict));
  ctn_cli_add_text (builder, "table", conflict->table);
  ctn_cli_add_int (builder, "id", conflict->row);
  ctn_cli_add_text (builder, "title", conflict->title);
  ctn_cli_add_text (builder, "owner", conflict->owner);
  ctn_cli_add_int (builder, "rows", conflict->n_rows);
  ctn_cli_add_text (builder, "choice", get_choice (conflict));
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < conflict->fields->len; i++) {
    const CtnMergeField *field = g_ptr_array_index (conflict->fields, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "column", field->column);
    ctn_cli_add_text (builder, "label", ctn_change_words_column (conflict->table, field->column));
    ctn_cli_add_text (builder, "base", field->base);
    ctn_cli_add_text (builder, "ours", field->ours);
    ctn_cli_add_text (builder, "theirs", field->theirs);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_counts (JsonBuilder *builder, CtnMerge *merge)
{
  guint n = 0;
  const CtnMergeCount *counts = ctn_merge_get_counts (merge, &n);

  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++) {
    if (counts[i].n[0] + counts[i].n[1] + counts[i].n[2] == 0)
      continue;
    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "table", counts[i].table);
    ctn_cli_add_int (builder, "inserted", counts[i].n[CTN_MERGE_INSERT]);
    ctn_cli_add_int (builder, "updated", counts[i].n[CTN_MERGE_UPDATE]);
    ctn_cli_add_int (builder, "deleted", counts[i].n[CTN_MERGE_DELETE]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (CtnMerge *merge, const char *written)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *conflicts = ctn_merge_get_conflicts (merge);
  GPtrArray *authors = ctn_merge_get_authors (merge);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "common-history");
  json_builder_add_boolean_value (builder, ctn_merge_has_base (merge));
  json_builder_set_member_name (builder, "authors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < authors->len; i++) {
    const CtnMergeAuthor *author = g_ptr_array_index (authors, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "author", author->author);
    ctn_cli_add_int (builder, "operations", author->n_operations);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  add_counts (builder, merge);
  json_builder_set_member_name (builder, "conflicts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < conflicts->len; i++)
    add_conflict (builder, g_ptr_array_index (conflicts, i));
  json_builder_end_array (builder);
  ctn_cli_add_text (builder, "written", written);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

/* --- Text --------------------------------------------------------------------------------------- */

static void
print_conflict (const CtnMergeConflict *conflict)
{
  const char *choice = get_choice (conflict);

  g_print ("%s “%s”", ctn_change_words_table (conflict->table), conflict->title);
  if (conflict->owner != NULL)
    g_print (" (%s)", conflict->owner);
  g_print (": %s%s%s\n",
           conflict->kind == CTN_MERGE_BOTH_CHANGED   ? _ ("changed in both")
           : conflict->kind == CTN_MERGE_DELETED_HERE ? _ ("deleted in ours, changed in theirs")
                                                      : _ ("changed in ours, deleted in theirs"),
           choice != NULL ? " → " : "", choice != NULL ? choice : "");
  for (guint i = 0; i < conflict->fields->len; i++) {
    const CtnMergeField *field = g_ptr_array_index (conflict->fields, i);
    g_autofree char *base = ctn_change_words_value (conflict->table, field->column, field->base);
    g_autofree char *ours = ctn_change_words_value (conflict->table, field->column, field->ours);
    g_autofree char *theirs =
        ctn_change_words_value (conflict->table, field->column, field->theirs);

    g_print (_ ("  %s: before “%s”, ours “%s”, theirs “%s”\n"),
             ctn_change_words_column (conflict->table, field->column), base, ours, theirs);
  }
}

static void
print_text (CtnMerge *merge, const char *written)
{
  GPtrArray *conflicts = ctn_merge_get_conflicts (merge);
  guint n = 0;
  const CtnMergeCount *counts = ctn_merge_get_counts (merge, &n);

  if (!ctn_merge_has_base (merge))
    g_print (_ ("The files have no common history: rows were compared by what they stand for.\n"));
  if (ctn_merge_erases (merge))
    g_print (_ ("A person was erased in the other file: that is taken over for good.\n"));
  for (guint i = 0; i < n; i++)
    if (counts[i].n[0] + counts[i].n[1] + counts[i].n[2] > 0)
      g_print (_ ("%s: %u new, %u changed, %u deleted\n"),
               ctn_change_words_tables (counts[i].table), counts[i].n[CTN_MERGE_INSERT],
               counts[i].n[CTN_MERGE_UPDATE], counts[i].n[CTN_MERGE_DELETE]);
  for (guint i = 0; i < conflicts->len; i++)
    print_conflict (g_ptr_array_index (conflicts, i));
  if (ctn_merge_is_empty (merge))
    g_print (_ ("Nothing to merge.\n"));
  else if (written != NULL)
    g_print (_ ("Written: %s\n"), written);
  else
    g_print (_ ("Nothing was written.\n"));
}

/* ------------------------------------------------------------------------------------------------ */

typedef struct {
  char *output; /* (owned) (nullable) */
  char *prefer; /* (owned) (nullable) */
  gboolean dry_run;
  gboolean json;
} Options;

/* Takes over and writes. Returns a CtnExit. */
static int
write_result (CtnProject *project, CtnMerge *merge, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) output =
      options->output != NULL ? g_file_new_for_commandline_arg (options->output) : NULL;

  if (!ctn_merge_apply (merge, project, NULL, &error) ||
      (output != NULL ? !ctn_project_save_copy (project, output, NULL, &error)
                      : !ctn_merge_publish (project, NULL, &error)))
    return ctn_cli_fail (error);
  return CTN_EXIT_OK;
}

static int
merge_files (CtnProject *project, const char *ours, GFile *theirs, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMerge) merge = ctn_merge_new (project, theirs, NULL, &error);
  const char *written = options->output != NULL ? options->output : ours;
  int code = CTN_EXIT_OK;

  if (merge == NULL)
    return ctn_cli_fail (error);
  if (options->prefer != NULL)
    ctn_merge_choose_all (merge, g_str_equal (options->prefer, "ours") ? CTN_MERGE_OURS
                                                                       : CTN_MERGE_THEIRS);
  if (options->dry_run || ctn_merge_count_undecided (merge) > 0)
    written = NULL;
  else
    code = write_result (project, merge, options);
  if (code != CTN_EXIT_OK)
    return code;
  if (options->json)
    print_json (merge, written);
  else
    print_text (merge, written);
  if (ctn_merge_count_undecided (merge) == 0)
    return CTN_EXIT_OK;
  if (!options->dry_run)
    g_printerr (
        _ ("catenary-cli: the files differ where only a person can decide; --prefer ours or "
           "--prefer theirs decides for all, and the program for each\n"));
  return CTN_EXIT_PROBLEMS;
}

int
ctn_cli_merge (int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *prefer = NULL;
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Write the result there and leave OURS as it is"), N_ ("FILE") },
    { "prefer", 0, 0, G_OPTION_ARG_STRING, &prefer,
      N_ ("Decide all conflicts for “ours” or “theirs”"), N_ ("SIDE") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Write nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GFile) theirs = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "OURS.catenary THEIRS.catenary",
          _ ("Takes over into OURS what was done in THEIRS, field by field. With conflicts "
             "that are not decided, nothing is written and the exit code is 3."),
          2, 2))
    return CTN_EXIT_USAGE;
  if (prefer != NULL && !g_str_equal (prefer, "ours") && !g_str_equal (prefer, "theirs")) {
    g_printerr (_ ("catenary-cli: --prefer takes “ours” or “theirs”\n"));
    return CTN_EXIT_USAGE;
  }
  options.output = output;
  options.prefer = prefer;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  theirs = g_file_new_for_commandline_arg (argv[2]);
  code = merge_files (project, argv[1], theirs, &options);
  /* What was to be written is written. */
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
  return code;
}
