#include "ctn-side-database.h"

#include "ctn-connection-private.h"

CtnConnection *
ctn_side_database_open (const char *path, const char *schema, GError **error)
{
  g_autoptr (CtnConnection) side = ctn_connection_open (path, CTN_CONNECTION_SIDE, error);

  if (side == NULL || !ctn_connection_exec (side, schema, error))
    return NULL;
  return g_steal_pointer (&side);
}

void
ctn_side_database_close (CtnConnection *side)
{
  ctn_connection_close_for_good (side);
}
