#include "ctn-chain-places.h"

void
ctn_chain_place_free (CtnChainPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->chain_name);
  g_free (self->stage);
  g_free (self->kind);
  g_free (self->state);
  g_free (self->role);
  g_free (self);
}

GPtrArray *
ctn_chain_list_places (CtnConnection *reader, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) places =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_chain_place_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT a.id, c.id, c.name, s.name, a.kind, a.state, a.role FROM chain_actor a "
      "JOIN chain c ON c.id = a.chain LEFT JOIN chain_stage s ON s.id = a.stage "
      "WHERE a.organisation = ? ORDER BY c.name COLLATE NOCASE, c.id, s.position, a.id",
      "i", organisation);

  while (ctn_statement_next (rows, &local_error)) {
    CtnChainPlace *place = g_new0 (CtnChainPlace, 1);

    place->actor = ctn_statement_get_int (rows, 0);
    place->chain = ctn_statement_get_int (rows, 1);
    place->chain_name = g_strdup (ctn_statement_get_text (rows, 2));
    place->stage = g_strdup (ctn_statement_get_text (rows, 3));
    place->kind = g_strdup (ctn_statement_get_text (rows, 4));
    place->state = g_strdup (ctn_statement_get_text (rows, 5));
    place->role = g_strdup (ctn_statement_get_text (rows, 6));
    g_ptr_array_add (places, place);
  }
  if (local_error == NULL)
    return g_steal_pointer (&places);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
