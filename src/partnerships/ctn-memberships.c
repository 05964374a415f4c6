#include "ctn-memberships.h"

void
ctn_membership_free (CtnMembership *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->kind);
  g_free (self->role);
  g_free (self->since);
  g_free (self->until);
  g_free (self);
}

static CtnMembership *
read_membership (CtnStatement *row)
{
  CtnMembership *membership = g_new0 (CtnMembership, 1);

  membership->id = ctn_statement_get_int (row, 0);
  membership->partnership = ctn_statement_get_int (row, 1);
  membership->name = g_strdup (ctn_statement_get_text (row, 2));
  membership->kind = g_strdup (ctn_statement_get_text (row, 3));
  membership->role = g_strdup (ctn_statement_get_text (row, 4));
  membership->since = g_strdup (ctn_statement_get_text (row, 5));
  membership->until = g_strdup (ctn_statement_get_text (row, 6));
  membership->commitment =
      ctn_statement_is_null (row, 7) ? -1 : (int) ctn_statement_get_int (row, 7);
  return membership;
}

GPtrArray *
ctn_membership_list (CtnConnection *reader, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) memberships =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_membership_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT m.id, p.id, p.name, p.kind, m.role, m.since, m.until, m.commitment "
      "FROM membership m JOIN partnership p ON p.id = m.partnership "
      "WHERE m.organisation = ? ORDER BY p.name COLLATE NOCASE, m.id",
      "i", organisation);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (memberships, read_membership (rows));
  if (local_error == NULL)
    return g_steal_pointer (&memberships);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
