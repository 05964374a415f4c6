#include "ctn-sectors.h"

#include <ctn-id.h>
#include <json-glib/json-glib.h>

#include "ctn-code-list.h"
#include "ctn-sector-names.h"

/* The languages whose titles a new project gets. */
static const char *const languages[] = { "en", "de" };

static char *
dup_names (const char *code, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    CtnCodeList *list = ctn_code_list_get_in_language ("sectors", languages[i], error);
    const CtnCode *entry = list != NULL ? ctn_code_list_lookup (list, code) : NULL;

    if (entry == NULL)
      return NULL;
    json_builder_set_member_name (builder, languages[i]);
    json_builder_add_string_value (builder, entry->title);
  }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
insert (CtnConnection *connection, const CtnCode *entry, guint position, GError **error)
{
  g_autofree char *names = dup_names (entry->code, error);

  return names != NULL &&
         ctn_connection_run (connection, error,
                             "INSERT INTO sector (id, parent, position, code, name) VALUES "
                             "(?1, (SELECT id FROM sector WHERE code = ?2), ?3, ?4, ?5)",
                             "itdtt", ctn_id_new (), entry->parent, (double) position, entry->code,
                             names);
}

static gboolean
fill (CtnConnection *connection, gpointer data, GError **error)
{
  CtnCodeList *list = ctn_code_list_get ("sectors", error);
  gint64 n_sectors = 0;

  if (list == NULL ||
      !ctn_connection_get_int (connection, &n_sectors, error, "SELECT count(*) FROM sector", ""))
    return FALSE;
  for (guint i = 0; n_sectors == 0 && i < ctn_code_list_get_n_codes (list); i++)
    if (!insert (connection, ctn_code_list_get_code (list, i), i, error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_sectors_start (CtnProject *project, GError **error)
{
  return ctn_project_seed (project, fill, NULL, error) &&
         ctn_sector_names_learn (ctn_project_get_reader (project), error);
}
