#include "ctn-person-report.h"

#include <ctn-activity.h>
#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-participant.h>
#include <ctn-person-erase.h>
#include <ctn-person.h>
#include <ctn-record.h>

#include "ctn-report-private.h"

#define MAX_COLUMNS 9

/* A section that one query fills; ?1 is the person. */
typedef struct {
  const char *id;
  const char *title;
  const char *columns[MAX_COLUMNS];
  const char *labels[MAX_COLUMNS];
  const char *sql;
} Plan;

static const Plan plans[] = {
  { "positions",
    N_ ("Positions"),
    { "organisation", "function", NULL },
    { N_ ("Organisation"), N_ ("Function"), NULL },
    "SELECT o.name, f.function FROM position f JOIN organisation o ON o.id = f.organisation "
    "WHERE f.person = ?1 ORDER BY f.id" },
  { "consents",
    N_ ("Consents"),
    { "text", "date", "proof", "withdrawn-on", NULL },
    { N_ ("What Was Consented To"), N_ ("Date of Consent"), N_ ("Proof of Consent"),
      N_ ("Withdrawn On"), NULL },
    "SELECT text, date, proof, withdrawn_on FROM consent WHERE person = ?1 ORDER BY date, id" },
  { "participations",
    N_ ("Participations"),
    { "activity", "date", "organisation", "role", "state", "satisfaction", "comment", NULL },
    { N_ ("Activity"), N_ ("Date"), N_ ("Organisation"), N_ ("Role"), N_ ("State"),
      N_ ("Satisfaction (1–5)"), N_ ("Comment"), NULL },
    "SELECT a.name, a.starts, o.name, t.role, t.state, CAST(t.satisfaction AS TEXT), t.comment "
    "FROM participant t JOIN activity a ON a.id = t.activity LEFT JOIN organisation o "
    "ON o.id = t.organisation WHERE t.person = ?1 ORDER BY a.starts, t.id" },
  { "tasks",
    N_ ("Tasks"),
    { "text", "due", "done-on", NULL },
    { N_ ("Task"), N_ ("Due"), N_ ("Done On"), NULL },
    "SELECT text, due, done_on FROM task WHERE person = ?1 ORDER BY due, id" },
  { "exchanges",
    N_ ("Exchanges"),
    { "name", "role", "starts", "ends", "state", NULL },
    { N_ ("Name"), N_ ("Role"), N_ ("Starts"), N_ ("Ends"), N_ ("State"), NULL },
    "SELECT name, iif(visitor_person = ?1, 'visitor', 'host'), starts, ends, state FROM exchange "
    "WHERE visitor_person = ?1 OR host_person = ?1 ORDER BY starts, id" },
  { "exchange-profiles",
    N_ ("Registrations for Exchanges"),
    { "organisation", "role", "state", "registered-on", "motivation", NULL },
    { N_ ("Organisation"), N_ ("Role"), N_ ("State"), N_ ("Registered On"), N_ ("Motivation"),
      NULL },
    "SELECT o.name, e.role, e.state, e.registered_on, e.motivation FROM exchange_profile e "
    "JOIN organisation o ON o.id = e.organisation WHERE e.person = ?1 ORDER BY e.id" },
  { "attachments",
    N_ ("Attached Files and Links"),
    { "title", "file", "url", "date", "note", NULL },
    { N_ ("Title"), N_ ("File"), N_ ("Web Address"), N_ ("Date"), N_ ("Note"), NULL },
    "SELECT title, file_name, url, date, note FROM attachment WHERE (record = 'person' AND row = "
    "?1) OR (record = 'consent' AND row IN (SELECT id FROM consent WHERE person = ?1)) "
    "ORDER BY id" },
  { "custom-fields",
    N_ ("Fields of One’s Own"),
    { "field", "value", NULL },
    { N_ ("Field"), N_ ("Value"), NULL },
    "SELECT f.label, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field "
    "WHERE f.record = 'person' AND v.row = ?1 ORDER BY f.position" },
  { "history",
    N_ ("Entries in the History"),
    { "time", "operation", "subject", "author", NULL },
    { N_ ("Time (UTC)"), N_ ("What Was Done"), N_ ("To"), N_ ("By"), NULL },
    "SELECT strftime('%Y-%m-%d %H:%M', o.time / 1000, 'unixepoch'), o.label, o.subject, o.author "
    "FROM operation o WHERE o.id IN (SELECT operation FROM change WHERE record = 'person' AND row "
    "= "
    "?1 UNION SELECT operation FROM change WHERE record = 'position' AND row IN (SELECT id FROM "
    "position WHERE person = ?1) UNION SELECT operation FROM change WHERE record = 'participant' "
    "AND row IN (SELECT id FROM participant WHERE person = ?1)) ORDER BY o.id" },
};

static void
section_free (gpointer data)
{
  CtnPersonSection *section = data;

  g_ptr_array_unref (section->rows);
  g_free (section);
}

static CtnPersonSection *
section_new (const char *id,
             const char *title,
             const char *const *columns,
             const char *const *labels)
{
  CtnPersonSection *section = g_new0 (CtnPersonSection, 1);

  section->id = id;
  section->title = title;
  section->columns = columns;
  section->labels = labels;
  section->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return section;
}

static gboolean
add_plan (GPtrArray *sections,
          CtnConnection *reader,
          gint64 person,
          const Plan *plan,
          GError **error)
{
  CtnPersonSection *section = section_new (plan->id, plan->title, plan->columns, plan->labels);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error, plan->sql, "i", person);

  g_ptr_array_add (sections, section);
  while (ctn_statement_next (rows, &local_error)) {
    int n = ctn_statement_get_n_columns (rows);
    char **cells = g_new0 (char *, (gsize) n + 1);

    for (int i = 0; i < n; i++) {
      const char *text = ctn_statement_get_text (rows, i);

      cells[i] = g_strdup (text != NULL ? text : "");
    }
    g_ptr_array_add (section->rows, cells);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
add_row (CtnPersonSection *section, const char *a, const char *b, const char *c)
{
  char **cells = g_new0 (char *, 4);

  cells[0] = g_strdup (a);
  cells[1] = g_strdup (b);
  cells[2] = g_strdup (c);
  g_ptr_array_add (section->rows, cells);
}

static gboolean
add_record (GPtrArray *sections, CtnConnection *reader, gint64 person, GError **error)
{
  static const char *const columns[] = { "field", "value", NULL };
  static const char *const labels[] = { N_ ("Field"), N_ ("Value"), NULL };
  const CtnRecordKind *kind = ctn_person_kind ();
  CtnPersonSection *section = section_new ("record", N_ ("Record"), columns, labels);

  g_ptr_array_add (sections, section);
  if (!ctn_record_exists (reader, kind, person)) {
    ctn_report_check_name (NULL, error);
    return FALSE;
  }
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *value = ctn_record_get (reader, kind, person, field, error);

    if (value == NULL)
      return FALSE;
    if (*value != '\0' && !(field->type == CTN_FIELD_BOOLEAN && g_str_equal (value, "0")))
      add_row (section, field->name, value, NULL);
  }
  return TRUE;
}

static gboolean
add_mentions (GPtrArray *sections, CtnConnection *reader, gint64 person, GError **error)
{
  static const char *const columns[] = { "table", "column", "text", NULL };
  static const char *const labels[] = { N_ ("Table"), N_ ("Field"), N_ ("Text"), NULL };
  g_autoptr (GPtrArray) mentions = ctn_person_list_mentions (reader, person, error);
  CtnPersonSection *section =
      section_new ("mentions", N_ ("Named in Other Records"), columns, labels);

  g_ptr_array_add (sections, section);
  for (guint i = 0; mentions != NULL && i < mentions->len; i++) {
    const CtnPersonMention *mention = g_ptr_array_index (mentions, i);

    add_row (section, mention->table, mention->column, mention->text);
  }
  return mentions != NULL;
}

GPtrArray *
ctn_person_report_collect (CtnConnection *reader, gint64 person, GError **error)
{
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func (section_free);

  if (!add_record (sections, reader, person, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    if (!add_plan (sections, reader, person, &plans[i], error))
      return NULL;
  if (!add_mentions (sections, reader, person, error))
    return NULL;
  return g_steal_pointer (&sections);
}

/* The document -------------------------------------------------------------------------------- */

/* What a person reads for a cell, where the file has a code or a name of a field. */
static char *
dup_shown (CtnReportDraft *draft, const CtnPersonSection *section, guint column, char **cells)
{
  const CtnRecordKind *person = ctn_person_kind ();
  const CtnField *field;
  CtnDate date;

  if (g_str_equal (section->id, "record")) {
    field = ctn_record_kind_find_field (person, cells[0]);
    if (column == 0)
      return g_strdup (ctn_report_word (draft, field->label));
    if (field->type == CTN_FIELD_BOOLEAN)
      return g_strdup (ctn_report_word (draft, N_ ("Yes")));
    return field->type == CTN_FIELD_DATE ? ctn_report_date (draft, cells[1])
                                         : g_strdup (ctn_report_choice (draft, field, cells[1]));
  }
  if (g_str_equal (section->id, "participations") &&
      g_str_equal (section->columns[column], "state"))
    return g_strdup (ctn_report_choice (
        draft, ctn_record_kind_find_field (ctn_participant_kind (), "state"), cells[column]));
  if (g_str_equal (section->id, "history") && column == 1)
    return g_strdup (ctn_report_word (draft, cells[column]));
  return ctn_date_parse (cells[column], &date) && column > 0
             ? ctn_report_date (draft, cells[column])
             : g_strdup (cells[column]);
}

static void
add_section (CtnReportDraft *draft, const CtnPersonSection *section)
{
  CtnDocumentTable *table;
  gboolean is_record;

  ctn_document_add_heading (draft->document, 1, ctn_report_word (draft, section->title));
  if (section->rows->len == 0) {
    ctn_document_add_paragraph (draft->document, ctn_report_word (draft, N_ ("Nothing is held.")));
    return;
  }
  is_record = g_str_equal (section->id, "record");
  table = is_record ? ctn_document_table_new_pairs (NULL) : ctn_document_table_new (NULL);
  for (guint i = 0; !is_record && section->columns[i] != NULL; i++)
    ctn_document_table_add_column (table, ctn_report_word (draft, section->labels[i]),
                                   CTN_COLUMN_TEXT,
                                   g_str_equal (section->columns[i], "text") ? 3 : 1.5);
  for (guint i = 0; i < section->rows->len; i++) {
    char **cells = g_ptr_array_index (section->rows, i);
    g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);

    for (guint column = 0; section->columns[column] != NULL; column++)
      g_ptr_array_add (shown, dup_shown (draft, section, column, cells));
    ctn_document_table_add_row (table, (const char *const *) shown->pdata);
  }
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_person (CtnReportDraft *draft, GError **error)
{
  gint64 person = draft->request->subject;
  g_autofree char *name = ctn_person_dup_name (draft->reader, person, NULL);
  g_autoptr (GPtrArray) sections = ctn_person_report_collect (draft->reader, person, error);
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  g_autofree char *day = ctn_report_date (draft, today);

  if (sections == NULL)
    return FALSE;
  ctn_report_set_title (draft, N_ ("Data Held about {}"), name);
  ctn_report_say (draft,
                  N_ ("All that this project holds about the person on {}, as asked for by Article "
                      "15 of the General Data Protection Regulation."),
                  day, NULL);
  for (guint i = 0; i < sections->len; i++)
    add_section (draft, g_ptr_array_index (sections, i));
  return TRUE;
}
