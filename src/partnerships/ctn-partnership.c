#include "ctn-partnership.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>
#include <math.h>

#include "ctn-commitment.h"
#include "ctn-helix.h"

void
ctn_member_free (CtnMember *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->helix);
  g_free (self->country);
  g_free (self->nuts);
  g_free (self->role);
  g_free (self->since);
  g_free (self->until);
  g_free (self);
}

/* Whoever said so, or whose last day is over. */
static gboolean
has_left (const CtnMember *member, const char *state)
{
  CtnDate today = ctn_calendar_today ();
  CtnDate until;

  return g_strcmp0 (state, "left") == 0 ||
         (ctn_calendar_read (member->until, &until) && ctn_calendar_is_over (&until, &today));
}

static CtnMember *
read_member (CtnStatement *row)
{
  CtnMember *member = g_new0 (CtnMember, 1);
  const char *state = ctn_statement_get_text (row, 14);

  member->id = ctn_statement_get_int (row, 0);
  member->organisation = ctn_statement_get_int (row, 1);
  member->name = g_strdup (ctn_statement_get_text (row, 2));
  member->helix = g_strdup (ctn_statement_get_text (row, 3));
  member->country = g_strdup (ctn_statement_get_text (row, 4));
  member->nuts = g_strdup (ctn_statement_get_text (row, 5));
  member->role = g_strdup (ctn_statement_get_text (row, 6));
  member->since = g_strdup (ctn_statement_get_text (row, 7));
  member->until = g_strdup (ctn_statement_get_text (row, 8));
  member->share = ctn_statement_get_double (row, 9);
  member->hours = ctn_statement_get_double (row, 10);
  member->budget = ctn_statement_get_double (row, 11);
  member->votes = ctn_statement_get_double (row, 12);
  member->commitment = ctn_statement_is_null (row, 13) ? -1 : (int) ctn_statement_get_int (row, 13);
  member->left = has_left (member, state);
  member->paused = !member->left && g_strcmp0 (state, "paused") == 0;
  return member;
}

GPtrArray *
ctn_partnership_list_members (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_member_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT m.id, o.id, o.name, o.helix, o.country, o.nuts, m.role, m.since, m.until, m.share, "
      "m.hours, m.budget, m.votes, m.commitment, "
      "(SELECT c.state FROM commitment c WHERE c.membership = m.id "
      "ORDER BY c.date DESC, c.id DESC LIMIT 1) "
      "FROM membership m JOIN organisation o ON o.id = m.organisation "
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
  /* A partnership sorts by the names above it and its own; those that a file from elsewhere puts into a
   * circle come last. */
  return ctn_statement_take_ids (
      ctn_connection_query (
          reader, error,
          "WITH RECURSIVE tree (id, path) AS (SELECT id, lower (name) || char (2) || id || char "
          "(1) "
          "FROM partnership WHERE parent IS NULL UNION ALL SELECT p.id, path || lower (p.name) || "
          "char (2) || p.id || char (1) FROM partnership p JOIN tree t ON t.id = p.parent) "
          "SELECT p.id FROM partnership p LEFT JOIN tree t ON t.id = p.id "
          "ORDER BY t.path IS NULL, t.path, p.name, p.id",
          ""),
      error);
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

  edit->id = ctn_record_insert (connection, ctn_partnership_kind (), edit->value, error);
  return edit->id != 0;
}

gint64
ctn_partnership_add (CtnProject *project, const char *name, GError **error)
{
  g_autofree char *value = ctn_field_parse (ctn_partnership_kind ()->fields, name, error);
  CtnOperation operation = { N_ ("Add Partnership"), value, NULL };
  Edit edit = { .value = value };

  if (value == NULL || !ctn_project_transact (project, &operation, add, &edit, error))
    return 0;
  return edit.id;
}

/* A partnership is not part of itself, however many others are between. */
static gboolean
check_parent (CtnConnection *connection, gint64 id, const char *value, GError **error)
{
  gint64 parent = g_ascii_strtoll (value, NULL, 10);

  while (parent != 0 && parent != id) {
    gint64 next = 0;

    if (!ctn_connection_get_int (connection, &next, error,
                                 "SELECT parent FROM partnership WHERE id = ?", "i", parent))
      return FALSE;
    parent = next;
  }
  if (parent == 0)
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                       _ ("A partnership cannot be part of itself or of one of its own parts."));
  return FALSE;
}

static gboolean
set (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  if (g_str_equal (edit->field->name, "parent") &&
      !check_parent (connection, edit->id, edit->value, error))
    return FALSE;
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
      ctn_record_get_title (ctn_project_get_reader (project), ctn_partnership_kind (), id, NULL);
  g_autofree char *key = g_strdup_printf ("partnership/%" G_GINT64_FORMAT "/%s", id, field->name);
  CtnOperation operation = { N_ ("Edit Partnership"), title, key };
  Edit edit = { .kind = ctn_partnership_kind (), .id = id, .field = field, .value = value };

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
      ctn_record_get_title (ctn_project_get_reader (project), ctn_partnership_kind (), id, NULL);
  CtnOperation operation = { N_ ("Delete Partnership"), title, NULL };
  Edit edit = { .kind = ctn_partnership_kind (), .id = id };

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
  g_autofree char *title = ctn_record_get_title (ctn_project_get_reader (project),
                                                 ctn_partnership_kind (), partnership, NULL);
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

static gboolean
set_membership (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  CtnDate today = ctn_calendar_today ();
  g_autofree char *old = NULL;

  if (!g_str_equal (edit->field->name, "commitment"))
    return ctn_record_set (connection, edit->kind, edit->id, edit->field, edit->value, error);
  old = ctn_record_get (connection, edit->kind, edit->id, edit->field, error);
  if (old == NULL || g_str_equal (old, edit->value))
    return old != NULL;
  /* No step at all is no step on the ladder: what was there before stays dated. */
  if (*edit->value == '\0')
    return ctn_record_set (connection, edit->kind, edit->id, edit->field, "", error);
  return ctn_commitment_write (connection, edit->id, atoi (edit->value), &today, NULL, error);
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
  Edit edit = { .kind = ctn_membership_kind (), .id = id, .field = field, .value = value };

  return value != NULL && ctn_project_transact (project, &operation, set_membership, &edit, error);
}

gboolean
ctn_membership_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *name = dup_member_name (project, id);
  CtnOperation operation = { N_ ("Remove Member"), name, NULL };
  Edit edit = { .kind = ctn_membership_kind (), .id = id };

  return ctn_project_transact (project, &operation, remove_record, &edit, error);
}
