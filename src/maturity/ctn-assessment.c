#include "ctn-assessment.h"

#include <ctn-calendar.h>
#include <ctn-code-change.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-organisation.h>
#include <ctn-record.h>
#include <ctn-text.h>

#include "ctn-answer-private.h"
#include "ctn-model-store.h"

#define SELECT                                                                                     \
  "SELECT a.id, a.model, m.code, m.version, a.subject_kind, a.subject, a.nuts, a.nuts_version, "   \
  "a.name, a.date, a.stage, a.notes, a.modified "                                                  \
  "FROM assessment a JOIN maturity_model m ON m.id = a.model "
#define ORDER "ORDER BY a.name COLLATE NOCASE, a.date DESC, a.id DESC"

static const char *const subject_kinds[] = { "region", "partnership", "organisation", "chain",
                                             NULL };

/* A region is written here as in the registry, and may also be one of older versions of NUTS: assessments are
 * kept for years. */
static char *
parse_region (const CtnField *field, const char *text, GError **error)
{
  const CtnField *region = ctn_record_kind_find_field (ctn_organisation_kind (), "region");
  g_autoptr (GError) local_error = NULL;
  g_autofree char *code = g_ascii_strup (text != NULL ? text : "", -1);
  char *value = region->parse (field, text, &local_error);

  if (value != NULL)
    return value;
  g_strstrip (code);
  if (ctn_code_change_find_nuts_version (code, NULL) != NULL)
    return g_steal_pointer (&code);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static char *
format_region (const CtnField *field, const char *value)
{
  return ctn_record_kind_find_field (ctn_organisation_kind (), "region")->format (field, value);
}

enum {
  FIELD_NAME,
  FIELD_DATE,
  FIELD_STAGE,
  FIELD_REGION,
  FIELD_NUTS_VERSION,
  FIELD_NOTES,
};

/* The editions that codes of regions are of. */
static const CtnChoice nuts_versions[] = { { "2024", N_ ("NUTS 2024") },
                                           { "2021", N_ ("NUTS 2021") },
                                           { "2016", N_ ("NUTS 2016") },
                                           { NULL, NULL } };

static const CtnField fields[] = {
  [FIELD_NAME] = { .name = "name",
                   .label = N_ ("Name"),
                   .group = N_ ("Assessment"),
                   .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
                   .column = "name" },
  [FIELD_DATE] = { .name = "date",
                   .label = N_ ("Date"),
                   .group = N_ ("Assessment"),
                   .type = CTN_FIELD_DATE,
                   .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
                   .column = "date" },
  [FIELD_STAGE] = { .name = "stage",
                    .label = N_ ("Stage (T0, T1 …)"),
                    .group = N_ ("Assessment"),
                    .flags = CTN_FIELD_LISTED,
                    .column = "stage" },
  [FIELD_REGION] = { .name = "region",
                     .label = N_ ("Region (NUTS)"),
                     .group = N_ ("Assessment"),
                     .type = CTN_FIELD_CODE,
                     .code_list = "nuts-2024",
                     .parse = parse_region,
                     .format = format_region,
                     .flags = CTN_FIELD_LISTED,
                     .column = "nuts" },
  [FIELD_NUTS_VERSION] = { .name = "region-version",
                           .label = N_ ("NUTS Version"),
                           .group = N_ ("Assessment"),
                           .type = CTN_FIELD_CHOICE,
                           .choices = nuts_versions,
                           .column = "nuts_version" },
  [FIELD_NOTES] = { .name = "notes",
                    .label = N_ ("Notes"),
                    .group = N_ ("Assessment"),
                    .type = CTN_FIELD_LONG_TEXT,
                    .column = "notes" },
  { .name = NULL },
};

static const CtnRecordKind assessment_kind = {
  .name = "assessment",
  .table = "assessment",
  .label = N_ ("Assessment"),
  .plural = N_ ("Assessments"),
  .title_column = "name",
  .fields = fields,
};

const CtnRecordKind *
ctn_assessment_kind (void)
{
  return &assessment_kind;
}

const char *
ctn_subject_kind_to_text (CtnSubjectKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (subject_kinds) - 1, NULL);
  return subject_kinds[kind];
}

static gboolean
subject_kind_from_text (const char *text, CtnSubjectKind *kind)
{
  for (guint i = 0; subject_kinds[i] != NULL; i++)
    if (g_strcmp0 (subject_kinds[i], text) == 0) {
      *kind = (CtnSubjectKind) i;
      return TRUE;
    }
  return FALSE;
}

/* Reading ------------------------------------------------------------------------------------ */

CtnAssessment *
ctn_assessment_copy (const CtnAssessment *self)
{
  CtnAssessment *copy = g_memdup2 (self, sizeof (*self));

  copy->model_code = g_strdup (self->model_code);
  copy->model_version = g_strdup (self->model_version);
  copy->nuts = g_strdup (self->nuts);
  copy->nuts_version = g_strdup (self->nuts_version);
  copy->name = g_strdup (self->name);
  copy->date = g_strdup (self->date);
  copy->stage = g_strdup (self->stage);
  copy->notes = g_strdup (self->notes);
  return copy;
}

void
ctn_assessment_free (CtnAssessment *self)
{
  if (self == NULL)
    return;
  g_free (self->model_code);
  g_free (self->model_version);
  g_free (self->nuts);
  g_free (self->nuts_version);
  g_free (self->name);
  g_free (self->date);
  g_free (self->stage);
  g_free (self->notes);
  g_free (self);
}

static CtnAssessment *
read_row (CtnStatement *row)
{
  CtnAssessment *self = g_new0 (CtnAssessment, 1);

  self->id = ctn_statement_get_int (row, 0);
  self->model = ctn_statement_get_int (row, 1);
  self->model_code = g_strdup (ctn_statement_get_text (row, 2));
  self->model_version = g_strdup (ctn_statement_get_text (row, 3));
  subject_kind_from_text (ctn_statement_get_text (row, 4), &self->subject_kind);
  self->subject = ctn_statement_get_int (row, 5);
  self->nuts = g_strdup (ctn_statement_get_text (row, 6));
  self->nuts_version = g_strdup (ctn_statement_get_text (row, 7));
  self->name = g_strdup (ctn_statement_get_text (row, 8));
  self->date = g_strdup (ctn_statement_get_text (row, 9));
  self->stage = g_strdup (ctn_statement_get_text (row, 10));
  self->notes = g_strdup (ctn_statement_get_text (row, 11));
  self->modified = ctn_statement_get_int (row, 12);
  return self;
}

/* Reads all rows of @statement, which may be NULL with @error set. */
static GPtrArray *
read_rows (CtnStatement *statement, GError *query_error, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_assessment_free);
  g_autoptr (CtnStatement) rows = statement;
  g_autoptr (GError) local_error = query_error;

  while (local_error == NULL && ctn_statement_next (rows, &local_error))
    g_ptr_array_add (list, read_row (rows));
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

CtnAssessment *
ctn_assessment_load (CtnConnection *reader, gint64 id, GError **error)
{
  GError *query_error = NULL;
  CtnStatement *rows =
      ctn_connection_query (reader, &query_error, SELECT "WHERE a.id = ?", "i", id);
  g_autoptr (GPtrArray) list = read_rows (rows, query_error, error);

  if (list == NULL)
    return NULL;
  if (list->len > 0)
    return g_ptr_array_steal_index (list, 0);
  g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                       _ ("The assessment is not in the project any more."));
  return NULL;
}

GPtrArray *
ctn_assessment_list (CtnConnection *reader, const CtnSubject *subject, GError **error)
{
  GError *query_error = NULL;
  CtnStatement *rows;

  if (subject == NULL)
    rows = ctn_connection_query (reader, &query_error, SELECT ORDER, "");
  else if (subject->kind == CTN_SUBJECT_REGION)
    rows = ctn_connection_query (reader, &query_error,
                                 SELECT "WHERE a.subject_kind = 'region' AND a.nuts IS ? " ORDER,
                                 "t", subject->nuts);
  else
    rows = ctn_connection_query (reader, &query_error,
                                 SELECT "WHERE a.subject_kind = ? AND a.subject = ? " ORDER, "ti",
                                 ctn_subject_kind_to_text (subject->kind), subject->id);
  return read_rows (rows, query_error, error);
}

/* Adding ------------------------------------------------------------------------------------- */

/* What goes into the row; canonical values. */
struct _CtnAssessmentDraft {
  CtnMaturityModel *model; /* (owned) */
  CtnSubjectKind kind;
  gint64 subject;
  char *nuts;
  char *name;
  char *date;
  char *stage;
  char *notes;
};

void
ctn_assessment_draft_free (CtnAssessmentDraft *draft)
{
  if (draft == NULL)
    return;
  ctn_maturity_model_unref (draft->model);
  g_free (draft->nuts);
  g_free (draft->name);
  g_free (draft->date);
  g_free (draft->stage);
  g_free (draft->notes);
  g_free (draft);
}

static const char *
get_draft_name (const CtnAssessmentDraft *self)
{
  return self->name;
}

static gboolean
check_model_fits (CtnMaturityModel *model, CtnSubjectKind kind, GError **error)
{
  const char *const *subjects = ctn_maturity_model_get_subjects (model);

  if (subjects[0] == NULL || g_strv_contains (subjects, ctn_subject_kind_to_text (kind)))
    return TRUE;
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("The model “%s” is not made for what is to be assessed."),
               ctn_texts_get (ctn_maturity_model_get_title (model), NULL));
  return FALSE;
}

/* What the subject is called; NULL with @error set if there is none. */
static char *
dup_subject_name (CtnConnection *reader, const CtnSubject *subject, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *name;

  if (subject->kind == CTN_SUBJECT_PARTNERSHIP)
    name = ctn_connection_get_text (reader, &local_error,
                                    "SELECT name FROM partnership WHERE id = ?", "i", subject->id);
  else if (subject->kind == CTN_SUBJECT_CHAIN)
    name = ctn_connection_get_text (reader, &local_error, "SELECT name FROM chain WHERE id = ?",
                                    "i", subject->id);
  else
    name = ctn_connection_get_text (reader, &local_error,
                                    "SELECT name FROM organisation WHERE id = ?", "i", subject->id);
  if (name != NULL)
    return name;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                         _ ("What is to be assessed is not in the project any more."));
  return NULL;
}

/* The version a code is of, the newest that has it; NULL for none. */
static const char *
find_nuts_version (const char *nuts)
{
  return nuts != NULL && *nuts != '\0' ? ctn_code_change_find_nuts_version (nuts, NULL) : NULL;
}

/* What a region is called; one of an older version as the one region that continues it, else by its code. */
static char *
dup_region_name (const char *nuts, GError **error)
{
  CtnCodeList *list = ctn_code_list_get ("nuts-2024", error);
  const CtnCode *code = list != NULL ? ctn_code_list_lookup (list, nuts) : NULL;
  g_autofree char *scheme = g_strconcat ("nuts-", find_nuts_version (nuts), NULL);
  g_autoptr (GPtrArray) targets = NULL;

  if (list == NULL)
    return NULL;
  if (code == NULL) {
    targets = ctn_code_change_find (scheme, nuts, "nuts-2024", error);
    if (targets == NULL)
      return NULL;
    if (targets->len == 1)
      code = ctn_code_list_lookup (list, ((CtnCodeTarget *) targets->pdata[0])->code);
  }
  return g_strdup (code != NULL ? code->title : nuts);
}

/* The region's code and name; a region that has no NUTS code only needs a name. */
static char *
fill_region (CtnAssessmentDraft *draft, const CtnSubject *subject, GError **error)
{

  if (subject->nuts == NULL || *subject->nuts == '\0')
    return g_strdup ("");
  draft->nuts = ctn_field_parse (&fields[FIELD_REGION], subject->nuts, error);
  return draft->nuts != NULL ? dup_region_name (draft->nuts, error) : NULL;
}

static gboolean
fill_draft (CtnAssessmentDraft *draft,
            CtnProject *project,
            const CtnNewAssessment *new,
            GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *day = ctn_calendar_dup_today (new->date);

  draft->model = ctn_maturity_model_ref (new->model);
  draft->kind = new->subject.kind;
  draft->subject = new->subject.kind == CTN_SUBJECT_REGION ? 0 : new->subject.id;
  if (!check_model_fits (new->model, draft->kind, error))
    return FALSE;
  name = draft->kind == CTN_SUBJECT_REGION
             ? fill_region (draft, &new->subject, error)
             : dup_subject_name (ctn_project_get_reader (project), &new->subject, error);
  if (name == NULL)
    return FALSE;
  draft->name = ctn_field_parse (&fields[FIELD_NAME], new->name != NULL ? new->name : name, error);
  if (draft->name == NULL)
    return FALSE;
  draft->date = ctn_field_parse (&fields[FIELD_DATE], day, error);
  if (draft->date == NULL)
    return FALSE;
  draft->stage = ctn_field_parse (&fields[FIELD_STAGE], new->stage, error);
  if (draft->stage == NULL)
    return FALSE;
  draft->notes = ctn_field_parse (&fields[FIELD_NOTES], new->notes, error);
  return draft->notes != NULL;
}

CtnAssessmentDraft *
ctn_assessment_draft_new (CtnProject *project, const CtnNewAssessment *assessment, GError **error)
{
  g_autoptr (CtnAssessmentDraft) draft = g_new0 (CtnAssessmentDraft, 1);

  return fill_draft (draft, project, assessment, error) ? g_steal_pointer (&draft) : NULL;
}

gint64
ctn_assessment_draft_write (CtnConnection *connection, CtnAssessmentDraft *draft, GError **error)
{
  gint64 model = ctn_model_store_use (connection, draft->model, error);
  gint64 id = ctn_id_new ();

  if (model == 0)
    return 0;
  return ctn_connection_run (connection, error,
                             "INSERT INTO assessment (id, model, subject_kind, subject, nuts, "
                             "nuts_version, name, date, stage, notes, modified) "
                             "VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                             "iititttttti", id, model, ctn_subject_kind_to_text (draft->kind),
                             draft->subject, ctn_text_or_null (draft->nuts),
                             find_nuts_version (draft->nuts), draft->name, draft->date,
                             ctn_text_or_null (draft->stage), ctn_text_or_null (draft->notes),
                             g_get_real_time () / 1000)
             ? id
             : 0;
}

typedef struct {
  GPtrArray *drafts; /* (owned) CtnAssessmentDraft */
  gint64 *ids;       /* (unowned) */
} Addition;

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  const Addition *addition = data;

  for (guint i = 0; i < addition->drafts->len; i++) {
    addition->ids[i] =
        ctn_assessment_draft_write (connection, g_ptr_array_index (addition->drafts, i), error);
    if (addition->ids[i] == 0)
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_assessment_add_many (CtnProject *project,
                         const CtnNewAssessment *assessments,
                         guint n,
                         gint64 *ids,
                         GError **error)
{
  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_assessment_draft_free);
  Addition addition = { drafts, ids };
  CtnOperation operation = { n == 1 ? N_ ("Add Assessment") : N_ ("Add Assessments"), NULL, NULL };

  for (guint i = 0; i < n; i++) {
    CtnAssessmentDraft *draft = ctn_assessment_draft_new (project, &assessments[i], error);

    if (draft == NULL)
      return FALSE;
    g_ptr_array_add (drafts, draft);
  }
  if (n == 1)
    operation.subject = get_draft_name (g_ptr_array_index (drafts, 0));
  return ctn_project_transact (project, &operation, add, &addition, error);
}

gint64
ctn_assessment_add (CtnProject *project, const CtnNewAssessment *assessment, GError **error)
{
  gint64 id = 0;

  return ctn_assessment_add_many (project, assessment, 1, &id, error) ? id : 0;
}

/* Changing ----------------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  const CtnField *field;
  const char *value;
} Edit;

gboolean
ctn_assessment_touch (CtnConnection *connection, gint64 id, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE assessment SET modified = max(?1, modified + 1) WHERE id = ?2",
                             "ii", g_get_real_time () / 1000, id);
}

static gboolean
set (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  if (!ctn_record_set (connection, &assessment_kind, edit->id, edit->field, edit->value, error))
    return FALSE;
  if (edit->field == &fields[FIELD_REGION] &&
      !ctn_connection_run (connection, error, "UPDATE assessment SET nuts_version = ? WHERE id = ?",
                           "ti", find_nuts_version (edit->value), edit->id))
    return FALSE;
  return ctn_assessment_touch (connection, edit->id, error);
}

gboolean
ctn_assessment_edit (CtnProject *project,
                     gint64 id,
                     const CtnField *field,
                     const char *text,
                     GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *name = ctn_record_get_title (reader, &assessment_kind, id, NULL);
  g_autofree char *old = NULL;
  g_autofree char *key = g_strdup_printf ("assessment/%" G_GINT64_FORMAT "/%s", id, field->name);
  CtnOperation operation = { N_ ("Edit Assessment"), name, key };
  Edit edit = { id, field, value };

  if (value == NULL)
    return FALSE;
  old = ctn_record_get (reader, &assessment_kind, id, field, error);
  if (old == NULL || g_str_equal (old, value))
    return old != NULL;
  return ctn_project_transact (project, &operation, set, &edit, error);
}

static gboolean
delete_row (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_delete (connection, &assessment_kind, edit->id, error);
}

gboolean
ctn_assessment_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *name =
      ctn_record_get_title (ctn_project_get_reader (project), &assessment_kind, id, NULL);
  CtnOperation operation = { N_ ("Delete Assessment"), name, NULL };
  Edit edit = { id, NULL, NULL };

  return ctn_project_transact (project, &operation, delete_row, &edit, error);
}
