#include "ctn-participant-import.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-organisation.h>
#include <ctn-person.h>
#include <ctn-project-error.h>
#include <ctn-record-operations.h>
#include <ctn-text.h>
#include <string.h>

#include "ctn-column-match.h"
#include "ctn-import-source.h"

enum { GIVEN_NAME, FAMILY_NAME, FULL_NAME, ORGANISATION, EMAIL, FUNCTION, ROLE, N_COLUMNS };

static const CtnMatchField columns[N_COLUMNS] = {
  [GIVEN_NAME] = { "given-name", "Given name|First name|Forename|Vorname|Prénom|Jméno|Imię",
                   CTN_COLUMN_TEXT },
  [FAMILY_NAME] = { "family-name",
                    "Family name|Last name|Surname|Nachname|Familienname|Nom|Příjmení|Nazwisko",
                    CTN_COLUMN_TEXT },
  [FULL_NAME] = { "name",
                  "Name|Full name|Participant|Teilnehmer|Teilnehmende|Person|Contact|"
                  "Ansprechpartner",
                  CTN_COLUMN_TEXT },
  [ORGANISATION] = { "organisation",
                     "Organisation|Organization|Company|Firma|Unternehmen|Institution|Einrichtung|"
                     "Employer|Affiliation|Entity",
                     CTN_COLUMN_TEXT },
  [EMAIL] = { "email", "E-mail|Email|Mail|E-Mail-Adresse|E-mail address", CTN_COLUMN_EMAIL },
  [FUNCTION] = { "function", "Function|Funktion|Position|Job title|Title", CTN_COLUMN_TEXT },
  [ROLE] = { "role", "Role|Rolle|Role at the event", CTN_COLUMN_TEXT },
};

static const char *const labels[N_COLUMNS] = {
  [GIVEN_NAME] = N_ ("Given Name"),
  [FAMILY_NAME] = N_ ("Family Name"),
  [FULL_NAME] = N_ ("Name"),
  [ORGANISATION] = N_ ("Organisation"),
  [EMAIL] = N_ ("E-Mail"),
  [FUNCTION] = N_ ("Function"),
  [ROLE] = N_ ("Role"),
};

/* Who is in the registry: folded e-mail, "name|organisation id", normalised name or domain → id. */
typedef struct {
  GHashTable *emails;
  GHashTable *people;
  GHashTable *organisations;
  GHashTable *domains;
} Registry;

static void
registry_clear (Registry *self)
{
  g_clear_pointer (&self->emails, g_hash_table_unref);
  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_pointer (&self->organisations, g_hash_table_unref);
  g_clear_pointer (&self->domains, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Registry, registry_clear)

/* Takes @key. What has two owners tells nothing. */
static void
add_key (GHashTable *table, char *key, gint64 id)
{
  gint64 *known;

  if (key == NULL || *key == '\0') {
    g_free (key);
    return;
  }
  known = g_hash_table_lookup (table, key);
  if (known == NULL)
    g_hash_table_insert (table, key, g_memdup2 (&id, sizeof id));
  else
    g_free (key);
  if (known != NULL && *known != id)
    *known = 0;
}

static gint64
find_key (GHashTable *table, const char *key)
{
  const gint64 *id = key != NULL ? g_hash_table_lookup (table, key) : NULL;

  return id != NULL ? *id : 0;
}

static char *
make_person_key (const char *given_name, const char *family_name, gint64 organisation)
{
  g_autofree char *name =
      g_strdup_printf ("%s %s", given_name != NULL ? given_name : "", family_name);
  g_autofree char *folded = ctn_text_fold (name);

  return g_strdup_printf ("%s|%" G_GINT64_FORMAT, g_strstrip (folded), organisation);
}

static gboolean
read_people (Registry *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT p.id, p.given_name, p.family_name, p.email, f.organisation FROM person p "
      "LEFT JOIN position f ON f.person = p.id WHERE p.erased_on IS NULL",
      "");

  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);
    const char *email = ctn_statement_get_text (rows, 3);

    add_key (self->people,
             make_person_key (ctn_statement_get_text (rows, 1), ctn_statement_get_text (rows, 2),
                              ctn_statement_get_int (rows, 4)),
             id);
    add_key (self->emails, email != NULL ? ctn_text_fold (email) : NULL, id);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_organisations (Registry *self, CtnConnection *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT id, name, short_name, web FROM organisation", "");

  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);
    const char *short_name = ctn_statement_get_text (rows, 2);
    const char *web = ctn_statement_get_text (rows, 3);

    add_key (self->organisations, ctn_text_normalise_name (ctn_statement_get_text (rows, 1)), id);
    add_key (self->organisations, short_name != NULL ? ctn_text_normalise_name (short_name) : NULL,
             id);
    add_key (self->domains, web != NULL ? ctn_text_web_domain (web) : NULL, id);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
registry_init (Registry *self, CtnConnection *reader, GError **error)
{
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->domains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return read_people (self, reader, error) && read_organisations (self, reader, error);
}

static void
row_free (gpointer data)
{
  CtnParticipantRow *row = data;

  g_free (row->given_name);
  g_free (row->family_name);
  g_free (row->organisation_name);
  g_free (row->email);
  g_free (row->function);
  g_free (row->role);
  g_free (row->problem);
  g_free (row);
}

void
ctn_participant_import_free (CtnParticipantImport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->columns);
  g_free (self);
}

const char *
ctn_participant_match_to_text (CtnParticipantMatch match)
{
  static const char *const texts[] = {
    [CTN_PARTICIPANT_KNOWN] = N_ ("In the registry"),
    [CTN_PARTICIPANT_NEW_PERSON] = N_ ("New person"),
    [CTN_PARTICIPANT_NEW_BOTH] = N_ ("New person and organisation"),
    [CTN_PARTICIPANT_ORGANISATION] = N_ ("Organisation in the registry"),
    [CTN_PARTICIPANT_NEW_ORGANISATION] = N_ ("New organisation"),
    [CTN_PARTICIPANT_UNCLEAR] = N_ ("Left out"),
  };

  return _ (texts[match]);
}

/* "Beispiel, Anna" or "Dr. Anna Beispiel": the last word is the family name. */
static void
split_name (const char *name, char **given_name, char **family_name)
{
  const char *comma = strchr (name, ',');
  const char *space = strrchr (name, ' ');

  if (comma != NULL) {
    *family_name = g_strstrip (g_strndup (name, (gsize) (comma - name)));
    *given_name = g_strstrip (g_strdup (comma + 1));
  } else if (space != NULL) {
    *family_name = g_strstrip (g_strdup (space + 1));
    *given_name = g_strstrip (g_strndup (name, (gsize) (space - name)));
  } else {
    *family_name = g_strdup (name);
    *given_name = g_strdup ("");
  }
}

static void
find_organisation (const Registry *registry, CtnParticipantRow *row)
{
  g_autofree char *name = ctn_text_normalise_name (row->organisation_name);
  const char *at = strrchr (row->email, '@');

  row->organisation = find_key (registry->organisations, name);
  if (row->organisation == 0 && *row->organisation_name == '\0' && at != NULL) {
    g_autofree char *domain = ctn_text_web_domain (at + 1);

    row->organisation = find_key (registry->domains, domain);
  }
}

static void
find_person (const Registry *registry, CtnParticipantRow *row)
{
  g_autofree char *email = ctn_text_fold (row->email);
  g_autofree char *key = NULL;

  if (*email != '\0')
    row->person = find_key (registry->emails, email);
  if (row->person != 0 || *row->family_name == '\0' || row->organisation == 0)
    return;
  key = make_person_key (row->given_name, row->family_name, row->organisation);
  row->person = find_key (registry->people, key);
}

static void
decide (CtnParticipantRow *row)
{
  gboolean named = *row->family_name != '\0';
  gboolean placed = row->organisation != 0 || *row->organisation_name != '\0';

  if (row->person != 0) {
    row->match = CTN_PARTICIPANT_KNOWN;
  } else if (*row->email != '\0' && !ctn_text_is_email (row->email)) {
    row->match = CTN_PARTICIPANT_UNCLEAR;
    row->problem = g_strdup_printf (_ ("“%s” is no e-mail address."), row->email);
  } else if (!placed) {
    row->match = CTN_PARTICIPANT_UNCLEAR;
    row->problem =
        g_strdup (named ? _ ("The organisation is missing; nobody would find this person "
                             "again.")
                        : _ ("Neither a known person nor an organisation is named."));
  } else if (named) {
    row->match = row->organisation != 0 ? CTN_PARTICIPANT_NEW_PERSON : CTN_PARTICIPANT_NEW_BOTH;
  } else {
    row->match =
        row->organisation != 0 ? CTN_PARTICIPANT_ORGANISATION : CTN_PARTICIPANT_NEW_ORGANISATION;
  }
}

static char *
dup_cell (CtnTable *table, guint row, const int *places, int column)
{
  return places[column] < 0
             ? g_strdup ("")
             : g_strstrip (g_strdup (ctn_table_get_cell (table, row, (guint) places[column])));
}

static CtnParticipantRow *
read_row (CtnTable *table, guint index, const int *places, const Registry *registry)
{
  CtnParticipantRow *row = g_new0 (CtnParticipantRow, 1);
  g_autofree char *name = dup_cell (table, index, places, FULL_NAME);

  row->line = ctn_table_get_line (table, index);
  row->given_name = dup_cell (table, index, places, GIVEN_NAME);
  row->family_name = dup_cell (table, index, places, FAMILY_NAME);
  row->organisation_name = dup_cell (table, index, places, ORGANISATION);
  row->email = dup_cell (table, index, places, EMAIL);
  row->function = dup_cell (table, index, places, FUNCTION);
  row->role = dup_cell (table, index, places, ROLE);
  if (*row->family_name == '\0' && *name != '\0') {
    g_free (row->given_name);
    g_free (row->family_name);
    split_name (name, &row->given_name, &row->family_name);
  }
  find_organisation (registry, row);
  find_person (registry, row);
  decide (row);
  return row;
}

/* Which column of the table holds what; "E-Mail: Column 3, …" in words. */
static char *
match_columns (CtnImportSource *source, int places[N_COLUMNS])
{
  g_autofree CtnColumnMatch *matches = g_new0 (CtnColumnMatch, source->n_columns);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < source->n_columns; i++)
    g_ptr_array_add (names, ctn_import_source_dup_column_name (source, i));
  ctn_column_match ((const char *const *) names->pdata, NULL, source->n_columns, 0, columns,
                    N_COLUMNS, matches);
  for (int i = 0; i < N_COLUMNS; i++)
    places[i] = -1;
  for (guint i = 0; i < source->n_columns; i++)
    if (matches[i].field >= 0) {
      places[matches[i].field] = (int) i;
      /* Translators: a column of a file, and what it is taken for */
      g_string_append_printf (words, _ ("%s“%s” as %s"), words->len > 0 ? ", " : "",
                              (const char *) names->pdata[i], _ (labels[matches[i].field]));
    }
  return g_string_free (words, FALSE);
}

CtnParticipantImport *
ctn_participant_import_load (GFile *file,
                             CtnConnection *reader,
                             GCancellable *cancellable,
                             GError **error)
{
  const CtnCsvFormat format = { 0 };
  g_autoptr (CtnImportSource) source =
      ctn_import_source_load (file, &format, NULL, NULL, cancellable, error);
  g_auto (Registry) registry = { 0 };
  g_autoptr (CtnParticipantImport) self = NULL;
  int places[N_COLUMNS];

  if (source == NULL || !registry_init (&registry, reader, error))
    return NULL;
  self = g_new0 (CtnParticipantImport, 1);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->state = CTN_PARTICIPANT_REGISTERED;
  self->columns = match_columns (source, places);
  if (places[FAMILY_NAME] < 0 && places[FULL_NAME] < 0 && places[EMAIL] < 0 &&
      places[ORGANISATION] < 0) {
    g_set_error_literal (
        error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
        _ ("No column was recognised. Head the columns with Name, Organisation and "
           "E-Mail."));
    return NULL;
  }
  for (guint i = ctn_import_source_get_first_row (source); i < ctn_table_get_n_rows (source->table);
       i++)
    g_ptr_array_add (self->rows, read_row (source->table, i, places, &registry));
  return g_steal_pointer (&self);
}

static gboolean
is_written (const CtnParticipantImport *self, const CtnParticipantRow *row)
{
  return row->match == CTN_PARTICIPANT_KNOWN || row->match == CTN_PARTICIPANT_ORGANISATION ||
         (self->add_unknown && row->match != CTN_PARTICIPANT_UNCLEAR);
}

guint
ctn_participant_import_count (const CtnParticipantImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += is_written (self, g_ptr_array_index (self->rows, i));
  return n;
}

/* The organisation of the row, which an earlier row may have added. */
static gboolean
write_organisation (CtnConnection *connection,
                    const CtnParticipantRow *row,
                    GHashTable *added,
                    gint64 *id,
                    GError **error)
{
  g_autofree char *key = ctn_text_normalise_name (row->organisation_name);

  *id = row->organisation != 0 ? row->organisation : find_key (added, key);
  if (*id != 0 || *row->organisation_name == '\0')
    return TRUE;
  *id = ctn_record_write_new (
      connection, ctn_organisation_kind (), 0,
      (const CtnFieldText[]) { { "name", row->organisation_name }, { NULL, NULL } }, error);
  add_key (added, g_steal_pointer (&key), *id);
  return *id != 0;
}

static gboolean
write_person (CtnConnection *connection,
              const CtnParticipantRow *row,
              gint64 organisation,
              gint64 *id,
              GError **error)
{
  *id = row->person;
  if (*id != 0 || *row->family_name == '\0')
    return TRUE;
  /* Where the data came from decides what is to be done about them (ctn-person-due.h). */
  *id = ctn_record_write_new (connection, ctn_person_kind (), 0,
                              (const CtnFieldText[]) { { "family-name", row->family_name },
                                                       { "given-name", row->given_name },
                                                       { "email", row->email },
                                                       { "data-source", "event" },
                                                       { "purpose", "events" },
                                                       { NULL, NULL } },
                              error);
  return *id != 0 &&
         ctn_connection_run (
             connection, error,
             "INSERT INTO position (id, person, organisation, function) VALUES (?, ?, ?, "
             "nullif(?, ''))",
             "iiit", ctn_id_new (), *id, organisation, row->function);
}

gboolean
ctn_participant_import_apply (CtnConnection *connection, gpointer data, GError **error)
{
  CtnParticipantImport *self = data;
  g_autoptr (GHashTable) added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  self->n_written = 0;
  for (guint i = 0; i < self->rows->len; i++) {
    const CtnParticipantRow *row = g_ptr_array_index (self->rows, i);
    CtnNewParticipant participant = { 0 };

    if (!is_written (self, row))
      continue;
    if (!write_organisation (connection, row, added, &participant.organisation, error) ||
        !write_person (connection, row, participant.organisation, &participant.person, error) ||
        !ctn_participant_write (connection, self->activity, &participant, self->state, row->role,
                                error))
      return FALSE;
    self->n_written++;
  }
  return TRUE;
}
