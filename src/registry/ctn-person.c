#include "ctn-person.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>
#include <string.h>

/* Names and the dates that tell what is missing; "p" is the person. */
#define ISSUE_COLUMNS                                                                              \
  "p.legal_basis, (SELECT max(c.date) FROM consent c WHERE c.person = p.id AND c.withdrawn_on IS " \
  "NULL), p.informed_on, p.retain_until, (SELECT count(*) FROM consent c WHERE c.person = p.id "   \
  "AND c.withdrawn_on IS NOT NULL)"

void
ctn_contact_free (CtnContact *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->function);
  g_free (self->email);
  g_free (self->phone);
  g_free (self);
}

void
ctn_position_free (CtnPosition *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->function);
  g_free (self);
}

static char *
dup_full_name (const char *title, const char *given_name, const char *family_name)
{
  const char *parts[4] = { NULL };
  gsize n = 0;

  if (title != NULL)
    parts[n++] = title;
  if (given_name != NULL)
    parts[n++] = given_name;
  parts[n] = family_name;
  return g_strjoinv (" ", (char **) parts);
}

char *
ctn_person_dup_name (CtnConnection *reader, gint64 person, GError **error)
{
  g_autoptr (CtnStatement) row = ctn_connection_query (
      reader, error, "SELECT title, given_name, family_name FROM person WHERE id = ?", "i", person);

  if (row == NULL || !ctn_statement_next (row, error))
    return NULL;
  return dup_full_name (ctn_statement_get_text (row, 0), ctn_statement_get_text (row, 1),
                        ctn_statement_get_text (row, 2));
}

/* Reads ISSUE_COLUMNS from @column on. ISO dates of one length sort as text. */
static CtnPersonIssues
read_issues (CtnStatement *row, int column, const char *today)
{
  const char *basis = ctn_statement_get_text (row, column);
  const char *retain_until = ctn_statement_get_text (row, column + 3);
  CtnPersonIssues issues = 0;

  if (basis == NULL)
    issues |= CTN_PERSON_NO_BASIS;
  else if (g_str_equal (basis, "consent") && ctn_statement_is_null (row, column + 1))
    issues |= ctn_statement_get_int (row, column + 4) > 0 ? CTN_PERSON_CONSENT_WITHDRAWN
                                                          : CTN_PERSON_NO_CONSENT;
  if (ctn_statement_is_null (row, column + 2))
    issues |= CTN_PERSON_NOT_INFORMED;
  if (retain_until != NULL && strncmp (today, retain_until, strlen (retain_until)) > 0)
    issues |= CTN_PERSON_RETENTION_OVER;
  return issues;
}

gboolean
ctn_person_get_issues (CtnConnection *reader,
                       gint64 person,
                       const char *today,
                       CtnPersonIssues *issues,
                       GError **error)
{
  g_autofree char *day = ctn_calendar_dup_today (today);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row = ctn_connection_query (
      reader, &local_error, "SELECT " ISSUE_COLUMNS " FROM person p WHERE id = ?", "i", person);

  *issues = 0;
  if (ctn_statement_next (row, &local_error))
    *issues = read_issues (row, 0, day);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

const char *
ctn_person_issues_to_text (CtnPersonIssues issues)
{
  if (issues & CTN_PERSON_RETENTION_OVER)
    return _ ("The data were to be kept until a date that is past. Delete them, or say why they "
              "are kept longer.");
  if (issues & CTN_PERSON_CONSENT_WITHDRAWN)
    return _ ("Consent was the legal basis, and it was withdrawn. Erase the data, or give another "
              "basis.");
  if (issues & CTN_PERSON_NO_BASIS && issues & CTN_PERSON_NOT_INFORMED)
    return _ ("The legal basis is missing, and the date on which the person was informed.");
  if (issues & CTN_PERSON_NO_BASIS)
    return _ ("The legal basis for holding these data is missing.");
  if (issues & CTN_PERSON_NO_CONSENT)
    return _ ("Consent is the legal basis, but its date is missing.");
  if (issues & CTN_PERSON_NOT_INFORMED)
    return _ ("The date on which the person was informed is missing.");
  return NULL;
}

static CtnContact *
read_contact (CtnStatement *row, const char *today)
{
  CtnContact *contact = g_new0 (CtnContact, 1);

  contact->id = ctn_statement_get_int (row, 0);
  contact->position = ctn_statement_get_int (row, 1);
  contact->name = dup_full_name (ctn_statement_get_text (row, 2), ctn_statement_get_text (row, 3),
                                 ctn_statement_get_text (row, 4));
  contact->function = g_strdup (ctn_statement_get_text (row, 5));
  contact->email = g_strdup (ctn_statement_get_text (row, 6));
  contact->phone = g_strdup (ctn_statement_get_text (row, 7));
  contact->restricted = ctn_statement_get_int (row, 8) != 0;
  contact->issues = read_issues (row, 9, today);
  return contact;
}

GPtrArray *
ctn_person_list_contacts (CtnConnection *reader,
                          gint64 organisation,
                          const char *today,
                          GError **error)
{
  g_autofree char *day = ctn_calendar_dup_today (today);
  g_autoptr (GPtrArray) contacts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_contact_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT p.id, o.id, p.title, p.given_name, p.family_name, o.function, p.email, p.phone, "
      "p.restricted, " ISSUE_COLUMNS " FROM position o JOIN person p ON p.id = o.person "
      "WHERE o.organisation = ? "
      "ORDER BY p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE, o.id",
      "i", organisation);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (contacts, read_contact (rows, day));
  if (local_error == NULL)
    return g_steal_pointer (&contacts);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
ctn_person_list_positions (CtnConnection *reader, gint64 person, GError **error)
{
  g_autoptr (GPtrArray) positions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_position_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT p.id, o.id, o.name, p.function FROM position p "
                            "JOIN organisation o ON o.id = p.organisation WHERE p.person = ? "
                            "ORDER BY o.name COLLATE NOCASE, p.id",
                            "i", person);

  while (ctn_statement_next (rows, &local_error)) {
    CtnPosition *position = g_new0 (CtnPosition, 1);

    position->id = ctn_statement_get_int (rows, 0);
    position->organisation = ctn_statement_get_int (rows, 1);
    position->name = g_strdup (ctn_statement_get_text (rows, 2));
    position->function = g_strdup (ctn_statement_get_text (rows, 3));
    g_ptr_array_add (positions, position);
  }
  if (local_error == NULL)
    return g_steal_pointer (&positions);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  gint64 person;
  gint64 position;
  gint64 organisation;
  const CtnField *field;
  const char *value;
  const char *names[2]; /* family name, given name */
  const char *email;
} Edit;

static gboolean
touch (CtnConnection *connection, gint64 person, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE person SET modified = ? WHERE id = ?", "ii",
                             g_get_real_time () / 1000, person);
}

static gboolean
set (CtnConnection *connection, gint64 person, const char *name, const char *value, GError **error)
{
  const CtnRecordKind *kind = ctn_person_kind ();

  return ctn_record_set (connection, kind, person, ctn_record_kind_find_field (kind, name), value,
                         error);
}

static gboolean
insert_position (CtnConnection *connection, Edit *edit, GError **error)
{
  edit->position = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO position (id, person, organisation, function) VALUES (?, ?, ?, ?)", "iiit",
      edit->position, edit->person, edit->organisation,
      edit->value != NULL && *edit->value != '\0' ? edit->value : NULL);
}

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->person = ctn_record_insert (connection, ctn_person_kind (), edit->names[0], error);
  return edit->person != 0 && set (connection, edit->person, "given-name", edit->names[1], error) &&
         set (connection, edit->person, "email", edit->email, error) &&
         insert_position (connection, edit, error) && touch (connection, edit->person, error);
}

static char *
parse (const char *name, const char *text, GError **error)
{
  return ctn_field_parse (ctn_record_kind_find_field (ctn_person_kind (), name), text, error);
}

/* The function at an organisation: any text. */
static char *
parse_function (const char *text, GError **error)
{
  const CtnField function = { .name = "function", .label = N_ ("Function") };

  return ctn_field_parse (&function, text, error);
}

gint64
ctn_person_add (CtnProject *project,
                gint64 organisation,
                const CtnNewPerson *person,
                GError **error)
{
  g_autofree char *family_name = parse ("family-name", person->family_name, error);
  g_autofree char *given_name =
      family_name != NULL ? parse ("given-name", person->given_name, error) : NULL;
  g_autofree char *email = given_name != NULL ? parse ("email", person->email, error) : NULL;
  g_autofree char *function = email != NULL ? parse_function (person->function, error) : NULL;
  g_autofree char *name = NULL;
  CtnOperation operation = { N_ ("Add Person"), NULL, NULL };
  Edit edit = { .organisation = organisation,
                .names = { family_name, given_name },
                .email = email,
                .value = function };

  if (function == NULL)
    return 0;
  operation.subject = name =
      dup_full_name (NULL, *given_name != '\0' ? given_name : NULL, family_name);
  return ctn_project_transact (project, &operation, add, &edit, error) ? edit.person : 0;
}

static gboolean
write_field (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  g_autofree char *old =
      ctn_record_get (connection, ctn_person_kind (), edit->person, edit->field, error);

  if (old == NULL)
    return FALSE;
  /* A boolean of the table reads "0" where a parsed one is "". */
  if (edit->field->type == CTN_FIELD_BOOLEAN && g_str_equal (old, "0"))
    *old = '\0';
  return g_str_equal (old, edit->value) ||
         (ctn_record_set (connection, ctn_person_kind (), edit->person, edit->field, edit->value,
                          error) &&
          touch (connection, edit->person, error));
}

gboolean
ctn_person_edit (CtnProject *project,
                 gint64 person,
                 const CtnField *field,
                 const char *text,
                 GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *name = ctn_person_dup_name (ctn_project_get_reader (project), person, NULL);
  g_autofree char *key = g_strdup_printf ("person/%" G_GINT64_FORMAT "/%s", person, field->name);
  CtnOperation operation = { N_ ("Edit Person"), name, key };
  Edit edit = { .person = person, .field = field, .value = value };

  return value != NULL && ctn_project_transact (project, &operation, write_field, &edit, error);
}

static gboolean
delete_person (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_delete (connection, ctn_person_kind (), edit->person, error);
}

gboolean
ctn_person_delete (CtnProject *project, gint64 person, GError **error)
{
  g_autofree char *name = ctn_person_dup_name (ctn_project_get_reader (project), person, NULL);
  CtnOperation operation = { N_ ("Delete Person"), name, NULL };
  Edit edit = { .person = person };

  return ctn_project_transact (project, &operation, delete_person, &edit, error);
}

static gboolean
add_position (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  return ctn_connection_get_int (connection, &edit->position, error,
                                 "SELECT id FROM position WHERE person = ? AND organisation = ?",
                                 "ii", edit->person, edit->organisation) &&
         (edit->position != 0 || insert_position (connection, edit, error));
}

gint64
ctn_position_add (CtnProject *project, gint64 person, gint64 organisation, GError **error)
{
  g_autofree char *name = ctn_person_dup_name (ctn_project_get_reader (project), person, NULL);
  CtnOperation operation = { N_ ("Add Position"), name, NULL };
  Edit edit = { .person = person, .organisation = organisation };

  return ctn_project_transact (project, &operation, add_position, &edit, error) ? edit.position : 0;
}

/* Whose position it is; 0 when it is gone. */
static gint64
find_person (CtnProject *project, gint64 position)
{
  gint64 person = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &person, NULL,
                          "SELECT person FROM position WHERE id = ?", "i", position);
  return person;
}

static gboolean
write_function (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error,
                             "UPDATE position SET function = nullif(?1, '') WHERE id = ?2 "
                             "AND function IS NOT nullif(?1, '')",
                             "ti", edit->value, edit->position);
}

gboolean
ctn_position_edit (CtnProject *project, gint64 position, const char *function, GError **error)
{
  g_autofree char *value = parse_function (function, error);
  g_autofree char *name =
      ctn_person_dup_name (ctn_project_get_reader (project), find_person (project, position), NULL);
  g_autofree char *key = g_strdup_printf ("position/%" G_GINT64_FORMAT, position);
  CtnOperation operation = { N_ ("Edit Person"), name, key };
  Edit edit = { .position = position, .value = value };

  return value != NULL && ctn_project_transact (project, &operation, write_function, &edit, error);
}

static gboolean
delete_position (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error, "DELETE FROM position WHERE id = ?", "i",
                             edit->position) &&
         ctn_connection_run (connection, error,
                             "DELETE FROM person WHERE id = ?1 AND NOT EXISTS "
                             "(SELECT 1 FROM position WHERE person = ?1)",
                             "i", edit->person);
}

gboolean
ctn_position_delete (CtnProject *project, gint64 position, GError **error)
{
  Edit edit = { .position = position, .person = find_person (project, position) };
  g_autofree char *name = ctn_person_dup_name (ctn_project_get_reader (project), edit.person, NULL);
  CtnOperation operation = { N_ ("Remove Person"), name, NULL };

  return ctn_project_transact (project, &operation, delete_position, &edit, error);
}

gboolean
ctn_person_delete_with (CtnConnection *connection, gint64 organisation, GError **error)
{
  return ctn_connection_run (
      connection, error,
      "DELETE FROM person WHERE id IN (SELECT person FROM position WHERE organisation = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM position WHERE person = person.id AND organisation <> ?1)",
      "i", organisation);
}
