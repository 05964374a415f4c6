/* The sample's partnerships: members, commitment, papers, ties, labels, pilots and their reviews. */
#include <ctn-attachment.h>
#include <ctn-commitment.h>
#include <ctn-label.h>
#include <ctn-organisation.h>
#include <ctn-paper.h>
#include <ctn-pilot.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-tie.h>

#include "make-sample.h"

static gint64
find (CtnProject *project, const char *sql, const char *name)
{
  GError *error = NULL;
  gint64 id = 0;

  OR_FAIL (ctn_connection_get_int (ctn_project_get_reader (project), &id, &error, sql, "t", name));
  if (id == 0)
    g_error ("nothing is called “%s”", name);
  return id;
}

static gint64
find_partnership (CtnProject *project, const char *name)
{
  return find (project, "SELECT id FROM partnership WHERE name = ?", name);
}

static gint64
find_membership (CtnProject *project, gint64 partnership, const char *organisation)
{
  GError *error = NULL;
  gint64 id = 0;

  OR_FAIL (ctn_connection_get_int (ctn_project_get_reader (project), &id, &error,
                                   "SELECT id FROM membership WHERE partnership = ? AND "
                                   "organisation = ?",
                                   "ii", partnership,
                                   sample_find_organisation (project, organisation)));
  if (id == 0)
    g_error ("“%s” is no member", organisation);
  return id;
}

/* What a field takes: of another record, whose name stands in the table, its id. */
static char *
dup_value (CtnProject *project, const CtnField *field, const char *text)
{
  gint64 id;

  if (field->type != CTN_FIELD_RECORD || *text == '\0')
    return g_strdup (text);
  id = g_str_equal (field->reference_table, "organisation")
           ? sample_find_organisation (project, text)
       : g_str_equal (field->reference_table, "review")
           ? find (project, "SELECT id FROM review WHERE text = ?", text)
           : find_partnership (project, text);
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

/* The name of a column may differ from that of its field. */
static const char *
get_field_name (const char *column)
{
  return g_str_equal (column, "to") ? "parent" : column;
}

/* A record of @kind for a row; the columns from the second on name fields, but "link", which is attached. */
static gint64
add_row (CtnProject *project, CtnTable *table, guint row, const CtnRecordKind *kind, gint64 owner)
{
  guint n = ctn_table_get_n_columns (table);
  g_autofree CtnFieldText *values = g_new0 (CtnFieldText, n + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const char *link = "";
  GError *error = NULL;
  guint n_values = 0;
  gint64 id;

  for (guint column = 1; column < n; column++) {
    const char *name = get_field_name (ctn_table_get_cell (table, 0, column));
    const CtnField *field = ctn_record_kind_find_field (kind, name);

    if (g_str_equal (name, "link")) {
      link = ctn_table_get_cell (table, row, column);
      continue;
    }
    if (field == NULL)
      g_error ("no field “%s”", name);
    g_ptr_array_add (texts, dup_value (project, field, ctn_table_get_cell (table, row, column)));
    values[n_values++] = (CtnFieldText) { name, g_ptr_array_index (texts, texts->len - 1) };
  }
  id = ctn_record_add (project, kind, owner, values, &error);
  OR_FAIL (id != 0);
  if (*link != '\0')
    OR_FAIL (ctn_attachment_add_link (project, kind->table, id, NULL, NULL, link, &error) != 0);
  return id;
}

/* All rows of a table, the first column of which names the partnership that they are part of. */
static void
add_table (CtnProject *project, const char *folder, const char *name, const CtnRecordKind *kind)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, name);

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++)
    add_row (project, table, row, kind,
             find_partnership (project, ctn_table_get_cell (table, row, 0)));
}

static gboolean
edit_partnership (CtnProject *project,
                  gint64 id,
                  const CtnField *field,
                  const char *text,
                  GError **error)
{
  g_autofree char *value = dup_value (project, field, text);

  return ctn_partnership_edit (project, id, field, value, error);
}

static void
add_members (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) members = sample_read_table (folder, "members.csv");
  g_autoptr (CtnTable) steps = sample_read_table (folder, "commitment.csv");
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (members); row++) {
    gint64 partnership = find_partnership (project, ctn_table_get_cell (members, row, 0));
    const char *name = ctn_table_get_cell (members, row, 1);
    gint64 organisation = sample_find_organisation (project, name);

    OR_FAIL (ctn_partnership_add_members (project, partnership, &organisation, 1, &error));
    sample_edit_all (project, members, row, 2, find_membership (project, partnership, name),
                     ctn_membership_kind (), ctn_membership_edit);
  }
  for (guint row = 1; row < ctn_table_get_n_rows (steps); row++) {
    gint64 partnership = find_partnership (project, ctn_table_get_cell (steps, row, 0));
    gint64 membership = find_membership (project, partnership, ctn_table_get_cell (steps, row, 1));
    const CtnFieldText values[] = { { "date", ctn_table_get_cell (steps, row, 2) },
                                    { "step", ctn_table_get_cell (steps, row, 3) },
                                    { "state", ctn_table_get_cell (steps, row, 4) },
                                    { "note", ctn_table_get_cell (steps, row, 5) },
                                    { NULL } };

    OR_FAIL (ctn_record_add (project, ctn_commitment_kind (), membership, values, &error) != 0);
  }
}

static void
add_signatures (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "signatures.csv");

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++)
    add_row (
        project, table, row, ctn_paper_signature_kind (),
        find (project, "SELECT id FROM paper WHERE title = ?", ctn_table_get_cell (table, row, 0)));
}

static void
add_reviews (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "reviews.csv");

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++)
    add_row (
        project, table, row, ctn_review_kind (),
        find (project, "SELECT id FROM pilot WHERE name = ?", ctn_table_get_cell (table, row, 0)));
}

static void
edit_organisations (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "organisation-nace.csv");
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    gint64 id = sample_find_organisation (project, ctn_table_get_cell (table, row, 0));

    OR_FAIL (ctn_organisation_edit (project, &id, 1,
                                    ctn_record_kind_find_field (ctn_organisation_kind (), "nace2"),
                                    ctn_table_get_cell (table, row, 1), &error));
  }
}

void
sample_add_partnerships (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "partnerships.csv");
  GError *error = NULL;

  edit_organisations (project, folder);
  for (guint row = 1; row < ctn_table_get_n_rows (table); row++)
    OR_FAIL (ctn_partnership_add (project, ctn_table_get_cell (table, row, 0), &error) != 0);
  for (guint row = 1; row < ctn_table_get_n_rows (table); row++)
    sample_edit_all (project, table, row, 1,
                     find_partnership (project, ctn_table_get_cell (table, row, 0)),
                     ctn_partnership_kind (), edit_partnership);
  add_members (project, folder);
  add_table (project, folder, "papers.csv", ctn_paper_kind ());
  add_signatures (project, folder);
  add_table (project, folder, "ties.csv", ctn_tie_kind ());
  add_table (project, folder, "labels.csv", ctn_label_kind ());
  add_table (project, folder, "improvements.csv", ctn_improvement_kind ());
  add_table (project, folder, "pilots.csv", ctn_pilot_kind ());
  add_reviews (project, folder);
}
