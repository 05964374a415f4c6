#include "ctn-partnership.h"

#include <ctn-id.h>
#include <ctn-number-field.h>
#include <ctn-record.h>
#include <glib/gi18n-lib.h>
#include <math.h>

static const CtnChoice kinds[] = {
  { "consortium", N_ ("Consortium") },
  { "cluster", N_ ("Cluster") },
  { "alliance", N_ ("Alliance") },
  { "working-group", N_ ("Working Group") },
  { NULL, NULL },
};

static const CtnField partnership_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = N_ ("Profile"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "name" },
  { .name = "short-name",
    .label = N_ ("Short Name"),
    .group = N_ ("Profile"),
    .flags = CTN_FIELD_LISTED,
    .column = "short_name" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .group = N_ ("Profile"),
    .type = CTN_FIELD_CHOICE,
    .choices = kinds,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "programme",
    .label = N_ ("Programme"),
    .group = N_ ("Profile"),
    .flags = CTN_FIELD_LISTED,
    .column = "programme" },
  { .name = "starts",
    .label = N_ ("Starts"),
    .group = N_ ("Profile"),
    .type = CTN_FIELD_DATE,
    .column = "starts" },
  { .name = "ends",
    .label = N_ ("Ends"),
    .group = N_ ("Profile"),
    .type = CTN_FIELD_DATE,
    .column = "ends" },
  { .name = "web",
    .label = N_ ("Website"),
    .group = N_ ("Profile"),
    .type = CTN_FIELD_URL,
    .column = "web" },
  { .name = "description",
    .label = N_ ("Description"),
    .group = N_ ("Profile"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "description" },
  { .name = "source", .label = N_ ("Source"), .group = N_ ("Profile"), .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind partnership_kind = {
  .name = "partnership",
  .table = "partnership",
  .label = N_ ("Partnership"),
  .plural = N_ ("Partnerships"),
  .title_column = "name",
  .fields = partnership_fields,
};

static const CtnChoice commitments[] = {
  { "0", N_ ("Identified") },
  { "1", N_ ("Contacted") },
  { "2", N_ ("Interested") },
  { "3", N_ ("Letter of Intent") },
  { "4", N_ ("Agreement Signed") },
  { "5", N_ ("Active") },
  { "6", N_ ("Leads") },
  { NULL, NULL },
};

static char *
parse_share (const CtnField *field, const char *text, GError **error)
{
  return ctn_number_field_parse (field, text, 0, 100, error);
}

static const CtnField membership_fields[] = {
  { .name = "role", .label = N_ ("Role"), .group = N_ ("Membership"), .column = "role" },
  { .name = "since",
    .label = N_ ("Since"),
    .group = N_ ("Membership"),
    .type = CTN_FIELD_DATE,
    .column = "since" },
  { .name = "until",
    .label = N_ ("Until"),
    .group = N_ ("Membership"),
    .type = CTN_FIELD_DATE,
    .column = "until" },
  { .name = "share",
    .label = N_ ("Share (%)"),
    .group = N_ ("Membership"),
    .type = CTN_FIELD_NUMBER,
    .parse = parse_share,
    .column = "share" },
  { .name = "commitment",
    .label = N_ ("Commitment"),
    .group = N_ ("Membership"),
    .type = CTN_FIELD_CHOICE,
    .choices = commitments,
    .column = "commitment" },
  { .name = NULL },
};

static const CtnRecordKind membership_kind = {
  .name = "membership",
  .table = "membership",
  .label = N_ ("Membership"),
  .plural = N_ ("Memberships"),
  .title_column = "role",
  .fields = membership_fields,
};

const CtnRecordKind *
ctn_partnership_kind (void)
{
  return &partnership_kind;
}

const CtnRecordKind *
ctn_membership_kind (void)
{
  return &membership_kind;
}

const char *const *
ctn_commitment_labels (void)
{
  static const char *labels[G_N_ELEMENTS (commitments)];

  for (gsize i = 0; i < G_N_ELEMENTS (commitments); i++)
    labels[i] = commitments[i].label;
  return labels;
}

void
ctn_member_free (CtnMember *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->helix);
  g_free (self->country);
  g_free (self->role);
  g_free (self->since);
  g_free (self->until);
  g_free (self);
}

static CtnMember *
read_member (CtnStatement *row)
{
  CtnMember *member = g_new0 (CtnMember, 1);

  member->id = ctn_statement_get_int (row, 0);
  member->organisation = ctn_statement_get_int (row, 1);
  member->name = g_strdup (ctn_statement_get_text (row, 2));
  member->helix = g_strdup (ctn_statement_get_text (row, 3));
  member->country = g_strdup (ctn_statement_get_text (row, 4));
  member->role = g_strdup (ctn_statement_get_text (row, 5));
  member->since = g_strdup (ctn_statement_get_text (row, 6));
  member->until = g_strdup (ctn_statement_get_text (row, 7));
  member->share = ctn_statement_get_double (row, 8);
  member->commitment = ctn_statement_is_null (row, 9) ? -1 : (int) ctn_statement_get_int (row, 9);
  return member;
}

GPtrArray *
ctn_partnership_list_members (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_member_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT m.id, o.id, o.name, o.helix, o.country, m.role, m.since, m.until, m.share, "
      "m.commitment FROM membership m JOIN organisation o ON o.id = m.organisation "
      "WHERE m.partnership = ? ORDER BY m.id",
      "i", partnership);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (members, read_member (rows));
  if (local_error == NULL)
    return g_steal_pointer (&members);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GArray *
ctn_partnership_list (CtnConnection *reader, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT id FROM partnership ORDER BY name COLLATE NOCASE, id", "");

  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  if (local_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  const CtnRecordKind *kind;
  gint64 id;
  const CtnField *field;
  const char *value;
  const gint64 *organisations;
  gsize n_organisations;
} Edit;

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->id = ctn_record_insert (connection, &partnership_kind, edit->value, error);
  return edit->id != 0;
}

gint64
ctn_partnership_add (CtnProject *project, const char *name, GError **error)
{
  g_autofree char *value = ctn_field_parse (&partnership_fields[0], name, error);
  CtnOperation operation = { N_ ("Add Partnership"), value, NULL };
  Edit edit = { .value = value };

  if (value == NULL || !ctn_project_transact (project, &operation, add, &edit, error))
    return 0;
  return edit.id;
}

static gboolean
set (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_set (connection, edit->kind, edit->id, edit->field, edit->value, error);
}

gboolean
ctn_partnership_edit (CtnProject *project,
                      gint64 id,
                      const CtnField *field,
                      const char *text,
                      GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), &partnership_kind, id, NULL);
  g_autofree char *key = g_strdup_printf ("partnership/%" G_GINT64_FORMAT "/%s", id, field->name);
  CtnOperation operation = { N_ ("Edit Partnership"), title, key };
  Edit edit = { .kind = &partnership_kind, .id = id, .field = field, .value = value };

  return value != NULL && ctn_project_transact (project, &operation, set, &edit, error);
}

static gboolean
remove_record (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_delete (connection, edit->kind, edit->id, error);
}

gboolean
ctn_partnership_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), &partnership_kind, id, NULL);
  CtnOperation operation = { N_ ("Delete Partnership"), title, NULL };
  Edit edit = { .kind = &partnership_kind, .id = id };

  return ctn_project_transact (project, &operation, remove_record, &edit, error);
}

static gboolean
add_members (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_organisations; i++)
    if (!ctn_connection_run (connection, error,
                             "INSERT INTO membership (id, partnership, organisation) "
                             "SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM membership "
                             "WHERE partnership = ?2 AND organisation = ?3)",
                             "iii", ctn_id_new (), edit->id, edit->organisations[i]))
      return FALSE;
  return TRUE;
}

gboolean
ctn_partnership_add_members (CtnProject *project,
                             gint64 partnership,
                             const gint64 *organisations,
                             gsize n_organisations,
                             GError **error)
{
  g_autofree char *title =
      ctn_record_get_title (ctn_project_get_reader (project), &partnership_kind, partnership, NULL);
  CtnOperation operation = { N_ ("Add Members"), title, NULL };
  Edit edit = { .id = partnership,
                .organisations = organisations,
                .n_organisations = n_organisations };

  return ctn_project_transact (project, &operation, add_members, &edit, error);
}

/* Name of the organisation whose membership it is. */
static char *
dup_member_name (CtnProject *project, gint64 membership)
{
  return ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT o.name FROM membership m "
                                  "JOIN organisation o ON o.id = m.organisation WHERE m.id = ?",
                                  "i", membership);
}

gboolean
ctn_membership_edit (CtnProject *project,
                     gint64 id,
                     const CtnField *field,
                     const char *text,
                     GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *name = dup_member_name (project, id);
  g_autofree char *key = g_strdup_printf ("membership/%" G_GINT64_FORMAT "/%s", id, field->name);
  CtnOperation operation = { N_ ("Edit Membership"), name, key };
  Edit edit = { .kind = &membership_kind, .id = id, .field = field, .value = value };

  return value != NULL && ctn_project_transact (project, &operation, set, &edit, error);
}

gboolean
ctn_membership_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *name = dup_member_name (project, id);
  CtnOperation operation = { N_ ("Remove Member"), name, NULL };
  Edit edit = { .kind = &membership_kind, .id = id };

  return ctn_project_transact (project, &operation, remove_record, &edit, error);
}

static double
entropy_term (double share)
{
  return share > 0 ? -share * log (share) : 0;
}

gboolean
ctn_partnership_get_balance (CtnConnection *reader,
                             gint64 partnership,
                             CtnHelixBalance *balance,
                             GError **error)
{
  g_autoptr (GPtrArray) members = ctn_partnership_list_members (reader, partnership, error);
  double total;
  double p[3];

  *balance = (CtnHelixBalance) { .balance = NAN, .blau = NAN };
  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++) {
    const char *helix = ((CtnMember *) g_ptr_array_index (members, i))->helix;

    balance->industry += g_strcmp0 (helix, "industry") == 0;
    balance->research += g_strcmp0 (helix, "research") == 0;
    balance->government += g_strcmp0 (helix, "government") == 0;
    balance->civil += g_strcmp0 (helix, "civil") == 0;
    balance->unknown += helix == NULL;
  }
  total = balance->industry + balance->research + balance->government;
  if (total <= 0)
    return TRUE;
  p[0] = balance->industry / total;
  p[1] = balance->research / total;
  p[2] = balance->government / total;
  balance->balance = (entropy_term (p[0]) + entropy_term (p[1]) + entropy_term (p[2])) / log (3);
  balance->blau = 1 - p[0] * p[0] - p[1] * p[1] - p[2] * p[2];
  return TRUE;
}
