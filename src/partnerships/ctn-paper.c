#include "ctn-paper.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>

#include "ctn-partnership.h"

static const CtnChoice kinds[] = {
  { "letter-of-intent", N_ ("Letter of Intent") },
  { "mou", N_ ("Memorandum of Understanding") },
  { "agreement", N_ ("Agreement") },
  { "action-plan", N_ ("Action Plan") },
  { "other", N_ ("Other Paper") },
  { NULL, NULL },
};

static const CtnChoice states[] = {
  { "draft", N_ ("Draft") },
  { "sent", N_ ("Sent for Signature") },
  { "signed", N_ ("Signed") },
  { "ended", N_ ("Ended") },
  { NULL, NULL },
};

static const CtnField paper_fields[] = {
  { .name = "title",
    .label = N_ ("Title"),
    .group = N_ ("Paper"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "title" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .group = N_ ("Paper"),
    .type = CTN_FIELD_CHOICE,
    .choices = kinds,
    .flags = CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "state",
    .label = N_ ("State"),
    .group = N_ ("Paper"),
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "state" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Paper"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "date" },
  { .name = "valid-until",
    .label = N_ ("Valid Until"),
    .group = N_ ("Paper"),
    .type = CTN_FIELD_DATE,
    .column = "valid_until" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = N_ ("Paper"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "note" },
  { .name = NULL },
};

static const CtnRecordKind paper_kind = {
  .name = "paper",
  .table = "paper",
  .label = N_ ("Paper"),
  .plural = N_ ("Papers"),
  .title_column = "title",
  .fields = paper_fields,
  .owner_column = "partnership",
  .order = "coalesce (date, '9999'), title COLLATE NOCASE, id",
  .add_label = N_ ("Add Paper"),
  .edit_label = N_ ("Edit Paper"),
  .delete_label = N_ ("Remove Paper"),
};

static const CtnField signature_fields[] = {
  { .name = "organisation",
    .label = N_ ("Organisation"),
    .group = N_ ("Signature"),
    .type = CTN_FIELD_RECORD,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "organisation",
    .reference_table = "organisation",
    .reference_column = "name" },
  { .name = "signed-on",
    .label = N_ ("Signed On"),
    .group = N_ ("Signature"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "signed_on" },
  { .name = NULL },
};

static const CtnRecordKind signature_kind = {
  .name = "paper-signature",
  .table = "paper_signature",
  .label = N_ ("Signature"),
  .plural = N_ ("Signatures"),
  .title_column = "organisation",
  .fields = signature_fields,
  .owner_column = "paper",
  .order = "id",
  .add_label = N_ ("Add Signature"),
  .edit_label = N_ ("Edit Signature"),
  .delete_label = N_ ("Remove Signature"),
};

const CtnRecordKind *
ctn_paper_kind (void)
{
  return &paper_kind;
}

const CtnRecordKind *
ctn_paper_signature_kind (void)
{
  return &signature_kind;
}

typedef struct {
  gint64 paper;
  GPtrArray *members;
  guint n_added;
} Asking;

static gboolean
ask (CtnConnection *connection, gpointer data, GError **error)
{
  Asking *asking = data;

  for (guint i = 0; i < asking->members->len; i++) {
    const CtnMember *member = g_ptr_array_index (asking->members, i);

    if (member->left)
      continue;
    if (!ctn_connection_run (connection, error,
                             "INSERT INTO paper_signature (id, paper, organisation) "
                             "SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM paper_signature "
                             "WHERE paper = ?2 AND organisation = ?3)",
                             "iii", ctn_id_new (), asking->paper, member->organisation))
      return FALSE;
    asking->n_added += (guint) ctn_connection_get_changes (connection);
  }
  return TRUE;
}

gboolean
ctn_paper_ask_members (CtnProject *project, gint64 paper, guint *n_added, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autofree char *title = ctn_record_get_title (reader, &paper_kind, paper, NULL);
  const CtnOperation operation = { N_ ("Ask Members for Signatures"), title, NULL };
  Asking asking = { .paper = paper };
  gint64 partnership = 0;
  gboolean ok;

  if (!ctn_connection_get_int (reader, &partnership, error,
                               "SELECT partnership FROM paper WHERE id = ?", "i", paper))
    return FALSE;
  asking.members = ctn_partnership_list_members (reader, partnership, error);
  if (asking.members == NULL)
    return FALSE;
  ok = ctn_project_transact (project, &operation, ask, &asking, error);
  g_ptr_array_unref (asking.members);
  if (ok && n_added != NULL)
    *n_added = asking.n_added;
  return ok;
}

gboolean
ctn_paper_count_signatures (CtnConnection *reader,
                            gint64 paper,
                            guint *n_asked,
                            guint *n_signed,
                            GError **error)
{
  gint64 asked = 0, done = 0;

  if (!ctn_connection_get_int (reader, &asked, error,
                               "SELECT count(*) FROM paper_signature WHERE paper = ?", "i",
                               paper) ||
      !ctn_connection_get_int (reader, &done, error,
                               "SELECT count(signed_on) FROM paper_signature WHERE paper = ?", "i",
                               paper))
    return FALSE;
  *n_asked = (guint) asked;
  *n_signed = (guint) done;
  return TRUE;
}
