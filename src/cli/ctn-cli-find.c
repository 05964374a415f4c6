#include <ctn-i18n.h>
#include <ctn-text.h>

#include "ctn-cli.h"

/* Each gives id, name and two things that tell a record from others of the same name. */
static const char *const queries[] = {
  [CTN_CLI_ASSESSMENT] = "SELECT a.id, a.name, a.stage, m.code FROM assessment a "
                         "JOIN maturity_model m ON m.id = a.model "
                         "ORDER BY a.name, a.date DESC, a.id",
  [CTN_CLI_CHAIN] = "SELECT id, name, NULL, NULL FROM chain ORDER BY name, id",
  [CTN_CLI_PARTNERSHIP] = "SELECT id, name, short_name, NULL FROM partnership ORDER BY name, id",
  [CTN_CLI_NEED] = "SELECT id, title, NULL, NULL FROM need ORDER BY title, id",
  [CTN_CLI_STRATEGY] = "SELECT id, name, NULL, NULL FROM strategy ORDER BY name, id",
  [CTN_CLI_REGION] = "SELECT id, name, nuts, NULL FROM region_strategy ORDER BY name, id",
};

gboolean
ctn_cli_is_same (const char *a, const char *b)
{
  g_autofree char *one = ctn_text_fold (a);
  g_autofree char *other = ctn_text_fold (b);

  return g_str_equal (one, other);
}

/* "Bayern", "Bayern T0", either with "ris3-wheel" behind it, for a partnership its short name, or the
 * id. */
static gboolean
fits (gint64 id, const char *name, const char *more, const char *model, const char *wanted)
{
  g_autofree char *full = more != NULL ? g_strconcat (name, " ", more, NULL) : g_strdup (name);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (model != NULL) {
    g_autofree char *with_model = g_strconcat (name, " ", model, NULL);
    g_autofree char *full_with_model = g_strconcat (full, " ", model, NULL);

    if (ctn_cli_is_same (with_model, wanted) || ctn_cli_is_same (full_with_model, wanted))
      return TRUE;
  }
  return ctn_cli_is_same (name, wanted) || ctn_cli_is_same (full, wanted) ||
         g_str_equal (number, wanted) || (more != NULL && ctn_cli_is_same (more, wanted));
}

static void
set_error (CtnCliSubject subject, const char *wanted, const char *names, GError **error)
{
  if (wanted == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 subject == CTN_CLI_ASSESSMENT ? _ ("say which assessment. There are:%s")
                 : subject == CTN_CLI_CHAIN    ? _ ("say which value chain. There are:%s")
                 : subject == CTN_CLI_NEED     ? _ ("say which need. There are:%s")
                 : subject == CTN_CLI_STRATEGY ? _ ("say which strategy. There are:%s")
                 : subject == CTN_CLI_REGION   ? _ ("say which region. There are:%s")
                                               : _ ("say which partnership. There are:%s"),
                 names);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 subject == CTN_CLI_ASSESSMENT ? _ ("there is no assessment “%s”. There are:%s")
                 : subject == CTN_CLI_CHAIN    ? _ ("there is no value chain “%s”. There are:%s")
                 : subject == CTN_CLI_NEED     ? _ ("there is no need “%s”. There are:%s")
                 : subject == CTN_CLI_STRATEGY ? _ ("there is no strategy “%s”. There are:%s")
                 : subject == CTN_CLI_REGION   ? _ ("there is no region “%s”. There are:%s")
                                               : _ ("there is no partnership “%s”. There are:%s"),
                 wanted, names);
}

gboolean
ctn_cli_find (CtnConnection *reader,
              CtnCliSubject subject,
              const char *wanted,
              gint64 *id,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, &local_error, queries[subject], "");
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  while (ctn_statement_next (rows, &local_error)) {
    const char *name = ctn_statement_get_text (rows, 1);
    const char *more = ctn_statement_get_text (rows, 2);
    const char *model = ctn_statement_get_text (rows, 3);

    *id = ctn_statement_get_int (rows, 0);
    if (wanted != NULL && fits (*id, name, more, model, wanted))
      return TRUE;
    g_string_append_printf (names, "\n  %s%s%s%s%s", name, more != NULL ? " " : "",
                            more != NULL ? more : "", model != NULL ? " " : "",
                            model != NULL ? model : "");
    n++;
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (wanted == NULL && n == 1)
    return TRUE;
  set_error (subject, wanted, names->str, error);
  return FALSE;
}
