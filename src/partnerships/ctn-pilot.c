#include "ctn-pilot.h"

#include <ctn-code-field.h>
#include <ctn-i18n.h>
#include <ctn-record-operations.h>

static const CtnChoice pilot_states[] = {
  { "planned", N_ ("Planned") },
  { "running", N_ ("Running") },
  { "done", N_ ("Done") },
  { "dropped", N_ ("Dropped") },
  { NULL, NULL },
};

static const CtnField pilot_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = N_ ("Pilot"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "owner",
    .label = N_ ("Owner"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "owner",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "sector",
    .label = N_ ("Sector"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_RECORD,
    .column = "sector",
    .reference_table = "sector",
    .reference_column = "code" },
  { .name = "region",
    .label = N_ ("Region (NUTS)"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_CODE,
    .code_list = "nuts-2024",
    .parse = ctn_code_field_parse,
    .format = ctn_code_field_format_both,
    .column = "nuts" },
  { .name = "state",
    .label = N_ ("State"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_CHOICE,
    .choices = pilot_states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "starts",
    .label = N_ ("Starts"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_DATE,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Ends"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_DATE,
    .column = "ends" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "results",
    .label = N_ ("Results"),
    .group = N_ ("Pilot"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "results" },
  { .name = NULL },
};

static const CtnRecordKind pilot_kind = {
  .name = "pilot",
  .table = "pilot",
  .label = N_ ("Pilot"),
  .plural = N_ ("Pilots"),
  .title_column = "name",
  .fields = pilot_fields,
  .owner_column = "partnership",
  .order = "name COLLATE NOCASE, id",
  .add_label = N_ ("Add Pilot"),
  .edit_label = N_ ("Edit Pilot"),
  .delete_label = N_ ("Remove Pilot"),
};

static const CtnChoice review_kinds[] = {
  { "comment", N_ ("Comment") },
  { "recommendation", N_ ("Recommendation") },
  { "response", N_ ("Response") },
  { NULL, NULL },
};

static const CtnChoice review_states[] = {
  { "open", N_ ("Undecided") },
  { "accepted", N_ ("Accepted") },
  { "rejected", N_ ("Rejected") },
  { "done", N_ ("Done") },
  { NULL, NULL },
};

static const CtnField review_fields[] = {
  { .name = "text",
    .label = N_ ("Text"),
    .group = N_ ("Review"),
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "text" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .group = N_ ("Review"),
    .type = CTN_FIELD_CHOICE,
    .choices = review_kinds,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "organisation",
    .label = N_ ("Organisation"),
    .group = N_ ("Review"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_LISTED,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "author",
    .label = N_ ("Author"),
    .group = N_ ("Review"),
    .flags = CTN_FIELD_LISTED | CTN_FIELD_PERSONAL,
    .column = "author" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Review"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "date" },
  { .name = "state",
    .label = N_ ("State"),
    .group = N_ ("Review"),
    .type = CTN_FIELD_CHOICE,
    .choices = review_states,
    .flags = CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "parent",
    .label = N_ ("Response To"),
    .type = CTN_FIELD_RECORD,
    .column = "parent",
    .reference_table = "review",
    .reference_column = "text" },
  { .name = NULL },
};

static const CtnRecordKind review_kind = {
  .name = "review",
  .table = "review",
  .label = N_ ("Review"),
  .plural = N_ ("Reviews"),
  .title_column = "text",
  .fields = review_fields,
  .owner_column = "pilot",
  .order = "coalesce (date, '9999'), id",
  .add_label = N_ ("Add Review"),
  .edit_label = N_ ("Edit Review"),
  .delete_label = N_ ("Remove Review"),
};

const CtnRecordKind *
ctn_pilot_kind (void)
{
  return &pilot_kind;
}

const CtnRecordKind *
ctn_review_kind (void)
{
  return &review_kind;
}

void
ctn_review_free (CtnReview *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self->organisation_name);
  g_free (self->author);
  g_free (self->date);
  g_free (self->text);
  g_free (self->state);
  g_free (self);
}

static CtnReview *
read_review (CtnStatement *row)
{
  CtnReview *review = g_new0 (CtnReview, 1);

  review->id = ctn_statement_get_int (row, 0);
  review->parent = ctn_statement_get_int (row, 1);
  review->kind = g_strdup (ctn_statement_get_text (row, 2));
  review->organisation = ctn_statement_get_int (row, 3);
  review->organisation_name = g_strdup (ctn_statement_get_text (row, 4));
  review->author = g_strdup (ctn_statement_get_text (row, 5));
  review->date = g_strdup (ctn_statement_get_text (row, 6));
  review->text = g_strdup (ctn_statement_get_text (row, 7));
  review->state = g_strdup (ctn_statement_get_text (row, 8));
  return review;
}

/* Moves the responses to @parent, and theirs, from @all to @list. What remains of @all is %NULL there. */
static void
take_thread (GPtrArray *all, GPtrArray *list, gint64 parent, guint depth)
{
  for (guint i = 0; i < all->len; i++) {
    CtnReview *review = all->pdata[i];

    if (review == NULL || review->parent != parent)
      continue;
    all->pdata[i] = NULL;
    review->depth = depth;
    g_ptr_array_add (list, review);
    take_thread (all, list, review->id, depth + 1);
  }
}

GPtrArray *
ctn_review_list (CtnConnection *reader, gint64 pilot, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_review_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT r.id, r.parent, r.kind, r.organisation, o.name, r.author, r.date, r.text, r.state "
      "FROM review r LEFT JOIN organisation o ON o.id = r.organisation WHERE r.pilot = ? "
      "ORDER BY coalesce (r.date, '9999'), r.id",
      "i", pilot);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (all, read_review (rows));
  take_thread (all, list, 0, 0);
  /* A file from elsewhere may have threads that lead nowhere; they are shown all the same. */
  for (guint i = 0; i < all->len; i++)
    if (all->pdata[i] != NULL)
      g_ptr_array_add (list, all->pdata[i]);
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gint64
ctn_review_add (CtnProject *project,
                gint64 pilot,
                gint64 parent,
                const char *kind,
                gint64 organisation,
                const char *author,
                const char *date,
                const char *text,
                GError **error)
{
  g_autofree char *parent_id =
      parent != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, parent) : g_strdup ("");
  g_autofree char *organisation_id =
      organisation != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, organisation) : g_strdup ("");
  const CtnFieldText values[] = {
    { "kind", kind },
    { "parent", parent_id },
    { "organisation", organisation_id },
    { "author", author != NULL ? author : "" },
    { "date", date != NULL ? date : "" },
    { "text", text },
    { "state", g_str_equal (kind, "response") ? "" : "open" },
    { NULL },
  };

  return ctn_record_add (project, &review_kind, pilot, values, error);
}

gboolean
ctn_review_count (CtnConnection *reader, gint64 pilot, guint *n, guint *n_open, GError **error)
{
  gint64 all = 0, open = 0;

  if (!ctn_connection_get_int (reader, &all, error,
                               "SELECT count(*) FROM review WHERE pilot = ? AND kind <> 'response'",
                               "i", pilot) ||
      !ctn_connection_get_int (reader, &open, error,
                               "SELECT count(*) FROM review WHERE pilot = ? AND kind <> 'response' "
                               "AND coalesce (state, 'open') = 'open'",
                               "i", pilot))
    return FALSE;
  *n = (guint) all;
  *n_open = (guint) open;
  return TRUE;
}
