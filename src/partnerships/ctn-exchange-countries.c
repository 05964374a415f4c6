/* Which countries take part in exchanges. */
#include <ctn-code-list.h>
#include <ctn-data.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>

#include "ctn-exchange-rules.h"

#define SETTING "exchange-countries"

/* The first column of the shipped list. */
static char *
read_shipped (GError **error)
{
  g_autofree char *path = ctn_data_path ("codes/exchange-countries.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
    lines[i][strcspn (lines[i], ",")] = '\0';
    g_strv_builder_add (codes, lines[i]);
  }
  strv = g_strv_builder_end (codes);
  return g_strjoinv ("; ", strv);
}

char *
ctn_exchange_dup_countries (CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *own = ctn_connection_get_text (reader, &local_error,
                                       "SELECT value FROM setting WHERE name = '" SETTING "'", "");

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return own != NULL ? own : read_shipped (error);
}

static gboolean
write_countries (CtnConnection *connection, gpointer data, GError **error)
{
  const char *codes = data;

  if (*codes == '\0')
    return ctn_connection_run (connection, error, "DELETE FROM setting WHERE name = '" SETTING "'",
                               "");
  return ctn_connection_run (connection, error,
                             "INSERT INTO setting (id, name, value) VALUES (?1, '" SETTING
                             "', ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                             "it", ctn_id_new (), codes);
}

gboolean
ctn_exchange_set_countries (CtnProject *project, const char *text, GError **error)
{
  const CtnOperation operation = { N_ ("Change Eligible Countries"), NULL, SETTING };
  g_auto (GStrv) parts = g_strsplit_set (text, ";|\n", -1);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autofree char *value = NULL;

  for (char **part = parts; *part != NULL; part++) {
    const char *code = ctn_country_from_text (g_strstrip (*part));

    if (**part == '\0')
      continue;
    if (code == NULL) {
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("“%s” is not a country."), *part);
      return FALSE;
    }
    g_strv_builder_add (codes, code);
  }
  strv = g_strv_builder_end (codes);
  value = g_strjoinv ("; ", strv);
  return ctn_project_transact (project, &operation, write_countries, value, error);
}
