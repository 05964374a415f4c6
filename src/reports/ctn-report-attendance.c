/* The list that is laid out at an activity to be signed. */
#include <ctn-activity.h>
#include <ctn-i18n.h>
#include <ctn-participant.h>

#include "ctn-report-private.h"

#define BLANK_ROWS 6 /* for those who come without having been asked */

/* Line breaks make the row high enough to sign in. */
#define SIGNATURE "\n\n "

static CtnDocumentTable *
new_table (CtnReportDraft *draft)
{
  CtnDocumentTable *table = ctn_document_table_new (NULL);

  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("No.")), CTN_COLUMN_NUMBER,
                                 0.6);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Name")), CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Organisation")),
                                 CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Role")), CTN_COLUMN_TEXT, 1.6);
  ctn_document_table_add_column (table, ctn_report_word (draft, N_ ("Signature")), CTN_COLUMN_TEXT,
                                 3.4);
  return table;
}

static void
add_participants (CtnReportDraft *draft, GPtrArray *participants)
{
  CtnDocumentTable *table = new_table (draft);
  guint n = 0;

  for (guint i = 0; i < participants->len + BLANK_ROWS; i++) {
    const CtnParticipant *one = i < participants->len ? g_ptr_array_index (participants, i) : NULL;
    g_autofree char *number = NULL;

    if (one != NULL && one->state == CTN_PARTICIPANT_DECLINED)
      continue;
    number = g_strdup_printf ("%u", ++n);
    ctn_document_table_add_row (table,
                                (const char *[]) { number, one != NULL ? one->person_name : NULL,
                                                   one != NULL ? one->organisation_name : NULL,
                                                   one != NULL ? one->role : NULL, SIGNATURE });
  }
  ctn_document_add_table (draft->document, table);
}

static char *
dup_when (CtnReportDraft *draft, const CtnActivity *activity)
{
  g_autofree char *first =
      activity->starts != NULL ? ctn_report_date (draft, activity->starts) : g_strdup ("");
  g_autofree char *last = activity->ends != NULL ? ctn_report_date (draft, activity->ends) : NULL;
  GString *when = g_string_new (first);

  if (last != NULL && !g_str_equal (first, last))
    g_string_append_printf (when, " – %s", last);
  if (activity->time != NULL)
    g_string_append_printf (when, ", %s", activity->time);
  return g_string_free (when, FALSE);
}

static void
add_facts (CtnReportDraft *draft, const CtnActivity *activity)
{
  const CtnField *kind = ctn_record_kind_find_field (ctn_activity_kind (), "kind");
  g_autofree char *when = dup_when (draft, activity);
  const char *const facts[][2] = {
    { N_ ("Date"), when },
    { N_ ("Kind"), ctn_report_choice (draft, kind, activity->kind) },
    { N_ ("Place"), activity->place != NULL
                        ? activity->place
                        : (activity->online ? ctn_report_word (draft, N_ ("Online")) : NULL) },
    { N_ ("Hosts"), activity->hosts },
    { N_ ("Partnership"), activity->partnership_name },
  };
  CtnDocumentTable *table = ctn_document_table_new_pairs (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i][1] != NULL && *facts[i][1] != '\0')
      ctn_document_table_add_row (
          table, (const char *[]) { ctn_report_word (draft, facts[i][0]), facts[i][1] });
  ctn_document_add_table (draft->document, table);
}

gboolean
ctn_report_build_attendance (CtnReportDraft *draft, GError **error)
{
  gint64 id = draft->request->subject;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnActivity) activity = ctn_activity_get (draft->reader, id, &local_error);
  g_autoptr (GPtrArray) participants = NULL;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (!ctn_report_check_name (activity != NULL ? activity->name : NULL, error))
    return FALSE;
  participants = ctn_participant_list (draft->reader, id, error);
  if (participants == NULL)
    return FALSE;
  ctn_report_set_title (draft, N_ ("Attendance: {}"), activity->name);
  add_facts (draft, activity);
  add_participants (draft, participants);
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft,
                       N_ ("With a signature you confirm that you took part. The list is kept "
                           "as evidence for the funding body.")));
  return TRUE;
}
