#include "ctn-activity.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-text.h>
#include <stdio.h>
#include <string.h>

void
ctn_activity_free (CtnActivity *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->kind);
  g_free (self->state);
  g_free (self->partnership_name);
  g_free (self->hosts);
  g_free (self->starts);
  g_free (self->ends);
  g_free (self->time);
  g_free (self->place);
  g_free (self->country);
  g_free (self);
}

static CtnActivity *
read_activity (CtnStatement *row)
{
  CtnActivity *self = g_new0 (CtnActivity, 1);

  self->id = ctn_statement_get_int (row, 0);
  self->name = g_strdup (ctn_statement_get_text (row, 1));
  self->kind = g_strdup (ctn_statement_get_text (row, 2));
  self->state = g_strdup (ctn_statement_get_text (row, 3));
  self->partnership = ctn_statement_get_int (row, 4);
  self->partnership_name = g_strdup (ctn_statement_get_text (row, 5));
  self->hosts = g_strdup (ctn_statement_get_text (row, 6));
  self->starts = g_strdup (ctn_statement_get_text (row, 7));
  self->ends = g_strdup (ctn_statement_get_text (row, 8));
  self->time = g_strdup (ctn_statement_get_text (row, 9));
  self->place = g_strdup (ctn_statement_get_text (row, 10));
  self->country = g_strdup (ctn_statement_get_text (row, 11));
  self->online = ctn_statement_get_int (row, 12) != 0;
  self->n_participants = (guint) ctn_statement_get_int (row, 13);
  self->n_attended = (guint) ctn_statement_get_int (row, 14);
  return self;
}

#define SELECT_ACTIVITIES                                                                          \
  "SELECT a.id, a.name, a.kind, a.state, a.partnership, coalesce(nullif(p.short_name, ''), "       \
  "p.name), (SELECT group_concat(name, ', ') FROM (SELECT o.name FROM activity_host h JOIN "       \
  "organisation o ON o.id = h.organisation WHERE h.activity = a.id ORDER BY h.id)), a.starts, "    \
  "a.ends, a.time, a.place, a.country, a.online, (SELECT count(*) FROM participant t WHERE "       \
  "t.activity = a.id AND t.state <> 'declined'), (SELECT count(*) FROM participant t WHERE "       \
  "t.activity = a.id AND t.state = 'attended') FROM activity a "                                   \
  "LEFT JOIN partnership p ON p.id = a.partnership "

/* Names are sorted here and not by SQLite, which knows no language. */
typedef struct {
  CtnActivityOrder order;
} Sorting;

static int
compare_texts (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return g_utf8_collate (a, b);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const CtnActivity *one = *(CtnActivity *const *) a;
  const CtnActivity *other = *(CtnActivity *const *) b;
  const Sorting *sorting = data;
  int result = 0;

  if (sorting->order == CTN_ACTIVITY_BY_NAME)
    result = compare_texts (one->name, other->name);
  else if (sorting->order == CTN_ACTIVITY_BY_KIND)
    result = compare_texts (one->kind != NULL ? ctn_activity_get_kind_label (one) : NULL,
                            other->kind != NULL ? ctn_activity_get_kind_label (other) : NULL);
  else if (sorting->order == CTN_ACTIVITY_BY_PARTNERSHIP)
    result = compare_texts (one->partnership_name, other->partnership_name);
  if (result != 0)
    return result;
  /* ISO dates sort as texts; what has no date is yet to get one. */
  if (one->starts == NULL || other->starts == NULL)
    result = (one->starts != NULL) - (other->starts != NULL);
  else
    result = -strcmp (one->starts, other->starts);
  if (sorting->order == CTN_ACTIVITY_BY_OLDEST)
    result = -result;
  return result != 0 ? result : (one->id > other->id) - (one->id < other->id);
}

/* Whether each of the folded @words begins a word of the activity. */
static gboolean
has_words (const CtnActivity *self, char **words)
{
  g_autofree char *text =
      g_strjoin (" ", "", self->name, self->place != NULL ? self->place : "",
                 self->hosts != NULL ? self->hosts : "",
                 self->partnership_name != NULL ? self->partnership_name : "", NULL);
  g_autofree char *folded = ctn_text_fold (text);

  for (char *p = folded; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && (guchar) *p < 0x80)
      *p = ' ';
  for (char **word = words; *word != NULL; word++) {
    g_autofree char *start = g_strconcat (" ", *word, NULL);

    if (**word != '\0' && strstr (folded, start) == NULL)
      return FALSE;
  }
  return TRUE;
}

static char **
split_words (const char *search)
{
  g_autofree char *folded = ctn_text_fold (search);

  for (char *p = folded; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && (guchar) *p < 0x80)
      *p = ' ';
  return g_strsplit (folded, " ", -1);
}

static gboolean
is_within (const CtnActivity *self, const CtnActivityFilter *filter)
{
  GDate first;
  GDate last;
  char day[16];

  if (filter->from == NULL && filter->to == NULL)
    return TRUE;
  /* What has no date yet belongs to what is to come. */
  if (!ctn_activity_get_days (self, &first, &last))
    return filter->to == NULL;
  g_date_strftime (day, sizeof day, "%F", &last);
  if (filter->from != NULL && strcmp (day, filter->from) < 0)
    return FALSE;
  g_date_strftime (day, sizeof day, "%F", &first);
  return filter->to == NULL || strcmp (day, filter->to) <= 0;
}

GPtrArray *
ctn_activity_find (CtnConnection *reader, const CtnActivityFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_activity_free);
  g_auto (GStrv) words = split_words (filter->search);
  Sorting sorting = { filter->order };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      SELECT_ACTIVITIES "WHERE (?1 IS NULL OR a.kind = ?1) AND (?2 IS NULL OR a.state = ?2) "
                        "AND (?3 = 0 OR a.partnership = ?3) AND (?4 = 0 OR EXISTS (SELECT 1 FROM "
                        "activity_host h WHERE h.activity = a.id AND h.organisation = ?4) OR "
                        "EXISTS (SELECT 1 FROM participant t WHERE t.activity = a.id AND "
                        "t.organisation = ?4))",
      "ttii", filter->kind, filter->state, filter->partnership, filter->organisation);

  while (ctn_statement_next (rows, &local_error)) {
    CtnActivity *activity = read_activity (rows);

    if (is_within (activity, filter) && has_words (activity, words))
      g_ptr_array_add (found, activity);
    else
      ctn_activity_free (activity);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_ptr_array_sort_with_data (found, compare, &sorting);
  return g_steal_pointer (&found);
}

CtnActivity *
ctn_activity_get (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (CtnStatement) row =
      ctn_connection_query (reader, error, SELECT_ACTIVITIES "WHERE a.id = ?", "i", id);

  return row != NULL && ctn_statement_next (row, error) ? read_activity (row) : NULL;
}

static void
set_days (const CtnDate *date, GDate *first, GDate *last)
{
  GDateMonth month = date->month > 0 ? (GDateMonth) date->month : G_DATE_JANUARY;
  GDateMonth last_month = date->month > 0 ? (GDateMonth) date->month : G_DATE_DECEMBER;
  GDateYear year = (GDateYear) date->year;

  g_date_set_dmy (first, date->day > 0 ? (GDateDay) date->day : 1, month, year);
  g_date_set_dmy (
      last, date->day > 0 ? (GDateDay) date->day : g_date_get_days_in_month (last_month, year),
      last_month, year);
}

gboolean
ctn_activity_get_days (const CtnActivity *self, GDate *first, GDate *last)
{
  CtnDate starts;
  CtnDate ends;
  GDate begin;
  GDate end;

  g_date_clear (first, 1);
  g_date_clear (last, 1);
  g_date_clear (&begin, 1);
  g_date_clear (&end, 1);
  if (self->starts == NULL || !ctn_date_parse (self->starts, &starts))
    return FALSE;
  set_days (&starts, first, last);
  if (self->ends != NULL && ctn_date_parse (self->ends, &ends)) {
    set_days (&ends, &begin, &end);
    /* An end before the start is a slip; the start counts. */
    if (g_date_compare (&end, last) > 0)
      *last = end;
  }
  return TRUE;
}

void
ctn_activity_get_minutes (const CtnActivity *self, int *begins, int *ends)
{
  int hours[2];
  int minutes[2];
  int n;

  *begins = *ends = -1;
  if (self->time == NULL)
    return;
  n = sscanf (self->time, "%2d:%2d–%2d:%2d", &hours[0], &minutes[0], &hours[1], &minutes[1]);
  if (n >= 2)
    *begins = hours[0] * 60 + minutes[0];
  if (n == 4)
    *ends = hours[1] * 60 + minutes[1];
}

char *
ctn_activity_dup_dates (const CtnActivity *self)
{
  CtnDate starts;
  CtnDate ends;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (self->starts == NULL || !ctn_date_parse (self->starts, &starts))
    return g_strdup ("");
  first = ctn_date_format (&starts);
  if (self->ends == NULL || !ctn_date_parse (self->ends, &ends) ||
      ctn_date_compare (&starts, &ends) >= 0)
    return g_steal_pointer (&first);
  last = ctn_date_format (&ends);
  /* Translators: two days, the first and the last of an activity */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}

static const char *
get_label (const char *field_name, const char *code)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_activity_kind (), field_name);

  for (const CtnChoice *choice = field->choices; code != NULL && choice->code != NULL; choice++)
    if (g_str_equal (choice->code, code))
      return _ (choice->label);
  return "";
}

const char *
ctn_activity_get_kind_label (const CtnActivity *self)
{
  return get_label ("kind", self->kind);
}

const char *
ctn_activity_get_state_label (const CtnActivity *self)
{
  return get_label ("state", self->state);
}

typedef struct {
  gint64 activity;
  const gint64 *organisations;
  gsize n;
} Hosts;

static gboolean
add_hosts (CtnConnection *connection, gpointer data, GError **error)
{
  const Hosts *hosts = data;

  for (gsize i = 0; i < hosts->n; i++)
    if (!ctn_connection_run (connection, error,
                             "INSERT INTO activity_host (id, activity, organisation) "
                             "SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM activity_host "
                             "WHERE activity = ?2 AND organisation = ?3)",
                             "iii", ctn_id_new (), hosts->activity, hosts->organisations[i]))
      return FALSE;
  return TRUE;
}

gboolean
ctn_activity_add_hosts (CtnProject *project,
                        gint64 activity,
                        const gint64 *organisations,
                        gsize n,
                        GError **error)
{
  g_autoptr (CtnActivity) shown =
      ctn_activity_get (ctn_project_get_reader (project), activity, NULL);
  const CtnOperation operation = { N_ ("Add Hosts"), shown != NULL ? shown->name : NULL, NULL };
  Hosts hosts = { activity, organisations, n };

  return ctn_project_transact (project, &operation, add_hosts, &hosts, error);
}
