#include "ctn-person-erase.h"

#include <ctn-calendar.h>
#include <ctn-erasure-texts.h>
#include <ctn-erasure.h>
#include <ctn-i18n.h>
#include <string.h>

#define ERASE_LABEL N_ ("Erase Person")

typedef struct {
  gint64 person;
  char *today;
  GStrv texts;
  CtnErasure erasure;
} Erase;

static void
erase_free (gpointer data)
{
  Erase *erase = data;

  g_free (erase->today);
  g_strfreev (erase->texts);
  g_free (erase);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Erase, erase_free)

gboolean
ctn_person_is_erased (CtnConnection *reader, gint64 person)
{
  gint64 n = 0;

  return ctn_connection_get_int (
             reader, &n, NULL, "SELECT count(*) FROM person WHERE id = ? AND erased_on IS NOT NULL",
             "i", person) &&
         n > 0;
}

GStrv
ctn_person_list_texts (CtnConnection *reader, gint64 person, GError **error)
{
  return ctn_erasure_list_texts (reader, "main", person, error);
}

void
ctn_person_mention_free (CtnPersonMention *self)
{
  if (self == NULL)
    return;
  g_free (self->table);
  g_free (self->column);
  g_free (self->text);
  g_free (self);
}

/* The columns with texts of all tables with records. */
#define TEXT_COLUMNS                                                                               \
  "SELECT s.name, c.name FROM main.sqlite_schema s, pragma_table_xinfo(s.name, 'main') c "         \
  "WHERE s.type = 'table' AND c.type = 'TEXT' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "   \
  "s.name NOT IN ('meta', 'operation', 'change', 'attachment_content', 'position', 'consent') "    \
  "ORDER BY s.name, c.cid"

static gboolean
search_column (CtnConnection *reader,
               const char *table,
               const char *column,
               const Erase *erase,
               GPtrArray *mentions,
               GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, \"%s\" FROM main.\"%s\" WHERE length(\"%s\") "
                                          "> 4",
                                          column, table, column);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, &local_error, sql, "");

  while (ctn_statement_next (rows, &local_error)) {
    gint64 row = ctn_statement_get_int (rows, 0);
    const char *text = ctn_statement_get_text (rows, 1);
    g_autofree char *clean = NULL;
    CtnPersonMention *mention;

    if (g_str_equal (table, "person") && row == erase->person)
      continue;
    clean = ctn_erasure_scrub ((const char *const *) erase->texts, text);
    if (g_str_equal (clean, text))
      continue;
    mention = g_new0 (CtnPersonMention, 1);
    mention->table = g_strdup (table);
    mention->row = row;
    mention->column = g_strdup (column);
    mention->text = g_strdup (text);
    g_ptr_array_add (mentions, mention);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
ctn_person_list_mentions (CtnConnection *reader, gint64 person, GError **error)
{
  g_autoptr (GPtrArray) mentions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_person_mention_free);
  g_autoptr (Erase) erase = g_new0 (Erase, 1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) columns = NULL;

  erase->person = person;
  erase->texts = ctn_person_list_texts (reader, person, error);
  if (erase->texts == NULL)
    return NULL;
  columns = ctn_connection_query (reader, &local_error, TEXT_COLUMNS, "");
  while (local_error == NULL && ctn_statement_next (columns, &local_error))
    search_column (reader, ctn_statement_get_text (columns, 0), ctn_statement_get_text (columns, 1),
                   erase, mentions, &local_error);
  if (local_error == NULL)
    return g_steal_pointer (&mentions);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Columns that are not named become empty; a deleted person gets the row that tells of the erasure. */
static gboolean
write_evidence (CtnConnection *connection, gpointer data, GError **error)
{
  const Erase *erase = data;

  return ctn_connection_run (
             connection, error,
             "UPDATE person SET given_name = NULL, family_name = ?1, title = NULL, email = NULL, "
             "phone = NULL, language = NULL, notes = NULL, legal_basis = NULL, data_source = NULL, "
             "purpose = NULL, informed_on = NULL, consent_text = NULL, consent_date = NULL, "
             "consent_proof = NULL, retain_until = NULL, restricted = 1, erased_on = ?2, "
             "modified = max(?3, modified + 1) WHERE id = ?4",
             "ttii", CTN_PERSON_ERASED_NAME, erase->today, g_get_real_time () / 1000,
             erase->person) &&
         ctn_connection_run (connection, error,
                             "INSERT OR IGNORE INTO person (id, family_name, restricted, "
                             "erased_on, modified) VALUES (?, ?, 1, ?, ?)",
                             "itti", erase->person, CTN_PERSON_ERASED_NAME, erase->today,
                             g_get_real_time () / 1000) &&
         ctn_erasure_clear_comments (connection, erase->person, error);
}

static Erase *
erase_new (CtnProject *project, gint64 person, gboolean remove_files, GError **error)
{
  g_autoptr (Erase) erase = g_new0 (Erase, 1);

  erase->person = person;
  erase->today = ctn_calendar_dup_today (NULL);
  erase->texts = ctn_person_list_texts (ctn_project_get_reader (project), person, error);
  if (erase->texts == NULL)
    return NULL;
  erase->erasure = (CtnErasure) { .table = "person",
                                  .row = person,
                                  .texts = (const char *const *) erase->texts,
                                  .remove_files = remove_files,
                                  .function = write_evidence,
                                  .data = erase };
  return g_steal_pointer (&erase);
}

gboolean
ctn_person_erase (CtnProject *project, gint64 person, gboolean remove_files, GError **error)
{
  g_autoptr (Erase) erase = erase_new (project, person, remove_files, error);

  return erase != NULL && ctn_project_erase (project, ERASE_LABEL, &erase->erasure, error);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (ctn_project_erase_finish (CTN_PROJECT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ctn_person_erase_async (CtnProject *project,
                        gint64 person,
                        gboolean remove_files,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (project, NULL, callback, data);
  GError *error = NULL;
  Erase *erase = erase_new (project, person, remove_files, &error);

  g_task_set_source_tag (task, ctn_person_erase_async);
  if (erase == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, erase, erase_free);
  ctn_project_erase_async (project, ERASE_LABEL, &erase->erasure, erased_cb,
                           g_steal_pointer (&task));
}

gboolean
ctn_person_erase_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
