#include "ctn-label.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>

#define FIRST_MONTHS 24
#define RENEWED_MONTHS 36
#define GRACE_MONTHS 12

static const CtnChoice levels[] = {
  { "bronze", N_ ("Bronze") },
  { "silver", N_ ("Silver") },
  { "gold", N_ ("Gold") },
  { NULL, NULL },
};

static const CtnField label_fields[] = {
  { .name = "kind",
    .label = N_ ("Label"),
    .group = N_ ("Label"),
    .type = CTN_FIELD_CHOICE,
    .choices = levels,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "kind" },
  { .name = "awarded",
    .label = N_ ("Awarded"),
    .group = N_ ("Label"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "awarded" },
  { .name = "expires",
    .label = N_ ("Valid Until (Empty: by the Rules)"),
    .group = N_ ("Label"),
    .type = CTN_FIELD_DATE,
    .column = "expires" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = N_ ("Label"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "note" },
  { .name = "source", .label = N_ ("Source"), .group = N_ ("Label"), .column = "data_source" },
  { .name = NULL },
};

static const CtnRecordKind label_kind = {
  .name = "label",
  .table = "label",
  .label = N_ ("Label"),
  .plural = N_ ("Labels"),
  .title_column = "kind",
  .fields = label_fields,
  .owner_column = "partnership",
  .order = "awarded DESC, id DESC",
  .add_label = N_ ("Add Label"),
  .edit_label = N_ ("Edit Label"),
  .delete_label = N_ ("Remove Label"),
};

static const CtnField improvement_fields[] = {
  { .name = "title",
    .label = N_ ("Title"),
    .group = N_ ("Improvement"),
    .flags = CTN_FIELD_REQUIRED | CTN_FIELD_LISTED,
    .column = "title" },
  { .name = "indicator",
    .label = N_ ("Indicator"),
    .group = N_ ("Improvement"),
    .flags = CTN_FIELD_LISTED,
    .column = "indicator" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Improvement"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_LISTED,
    .column = "date" },
  { .name = "effect",
    .label = N_ ("Effect on the Cluster"),
    .group = N_ ("Improvement"),
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_LISTED,
    .column = "effect" },
  { .name = NULL },
};

static const CtnRecordKind improvement_kind = {
  .name = "improvement",
  .table = "improvement",
  .label = N_ ("Improvement"),
  .plural = N_ ("Improvements"),
  .title_column = "title",
  .fields = improvement_fields,
  .owner_column = "partnership",
  .order = "coalesce (date, '9999'), id",
  .add_label = N_ ("Add Improvement"),
  .edit_label = N_ ("Edit Improvement"),
  .delete_label = N_ ("Remove Improvement"),
};

const CtnRecordKind *
ctn_label_kind (void)
{
  return &label_kind;
}

const CtnRecordKind *
ctn_improvement_kind (void)
{
  return &improvement_kind;
}

const char *
ctn_label_level_get_label (CtnLabelLevel level)
{
  g_return_val_if_fail (level < CTN_N_LABELS, NULL);

  return _ (levels[level].label);
}

const char *
ctn_label_level_get_code (CtnLabelLevel level)
{
  g_return_val_if_fail (level < CTN_N_LABELS, NULL);

  return levels[level].code;
}

static CtnLabelLevel
level_from_code (const char *code)
{
  return g_strcmp0 (code, "gold") == 0     ? CTN_LABEL_GOLD
         : g_strcmp0 (code, "silver") == 0 ? CTN_LABEL_SILVER
                                           : CTN_LABEL_BRONZE;
}

/* --- Validity ------------------------------------------------------------------------------------ */

/* Whether @label was awarded in time to renew @former. */
static gboolean
is_in_time (const CtnLabel *label, const CtnLabel *former)
{
  CtnDate last = ctn_calendar_add_months (&former->expires, GRACE_MONTHS);

  return ctn_calendar_compare (&label->awarded, &last) <= 0;
}

static CtnDate
get_expiry_by_rule (const CtnLabel *label, const CtnLabel *former)
{
  if (former == NULL || !is_in_time (label, former) || label->level == CTN_LABEL_SILVER)
    return ctn_calendar_add_months (&label->awarded, FIRST_MONTHS);
  /* A renewed Bronze goes on from where the former one ended. */
  return ctn_calendar_add_months (
      label->level == CTN_LABEL_BRONZE ? &former->expires : &label->awarded, RENEWED_MONTHS);
}

static int
find_former (GArray *labels, const CtnLabel *label)
{
  for (guint i = labels->len; i-- > 0;) {
    const CtnLabel *other = &g_array_index (labels, CtnLabel, i);

    if (other->partnership == label->partnership && other->level == label->level)
      return (int) i;
  }
  return -1;
}

static void
add_label (GArray *labels, CtnStatement *row)
{
  CtnLabel label = { .id = ctn_statement_get_int (row, 0),
                     .partnership = ctn_statement_get_int (row, 1),
                     .level = level_from_code (ctn_statement_get_text (row, 2)) };

  if (!ctn_calendar_read (ctn_statement_get_text (row, 3), &label.awarded))
    return;
  label.renews = find_former (labels, &label);
  label.by_rule = get_expiry_by_rule (
      &label, label.renews >= 0 ? &g_array_index (labels, CtnLabel, label.renews) : NULL);
  label.has_expiry = ctn_calendar_read (ctn_statement_get_text (row, 4), &label.recorded);
  label.expires = label.has_expiry ? label.recorded : label.by_rule;
  g_array_append_val (labels, label);
}

GArray *
ctn_label_list (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, TRUE, sizeof (CtnLabel));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, partnership, kind, awarded, expires FROM label WHERE ?1 = 0 OR partnership = ?1 "
      "ORDER BY partnership, awarded, id",
      "i", partnership);

  while (ctn_statement_next (rows, &local_error))
    add_label (labels, rows);
  if (local_error == NULL)
    return g_steal_pointer (&labels);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GArray *
ctn_label_find (CtnConnection *reader, gint64 label, guint *index, GError **error)
{
  gint64 partnership = 0;
  g_autoptr (GArray) labels = NULL;

  if (!ctn_connection_get_int (reader, &partnership, error,
                               "SELECT partnership FROM label WHERE id = ?", "i", label))
    return NULL;
  labels = ctn_label_list (reader, partnership, error);
  if (labels == NULL)
    return NULL;
  for (guint i = 0; partnership != 0 && i < labels->len; i++)
    if (g_array_index (labels, CtnLabel, i).id == label) {
      *index = i;
      return g_steal_pointer (&labels);
    }
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                       _ ("There is no such label any more."));
  return NULL;
}

GArray *
ctn_label_list_clusters (CtnConnection *reader, gint64 partnership, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (reader, error,
                            "SELECT id FROM partnership WHERE parent = ? AND kind = 'cluster' "
                            "ORDER BY lower (name), id",
                            "i", partnership),
      error);
}

gboolean
ctn_label_is_valid (const CtnLabel *label, const CtnDate *day)
{
  return ctn_calendar_compare (&label->awarded, day) <= 0 &&
         !ctn_calendar_is_over (&label->expires, day);
}

/* --- Calendar ------------------------------------------------------------------------------------ */

void
ctn_label_event_free (CtnLabelEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

const char *
ctn_label_event_get_text (const CtnLabelEvent *self)
{
  static const char *const expires[] = { N_ ("Bronze label expires"), N_ ("Silver label expires"),
                                         N_ ("Gold label expires") };
  static const char *const renewals[] = { N_ ("Last day to renew the Bronze label"),
                                          N_ ("Last day to renew the Silver label"),
                                          N_ ("Last day to renew the Gold label") };

  switch (self->kind) {
  case CTN_LABEL_EXPIRES:
    return _ (expires[self->level]);
  case CTN_LABEL_RENEWAL_ENDS:
    return _ (renewals[self->level]);
  case CTN_LABEL_SILVER_OPENS:
    return _ ("First day for a Silver audit");
  case CTN_LABEL_SILVER_CLOSES:
    return _ ("Last day for a Silver audit");
  default:
    return "";
  }
}

/* Who looks, and how far. */
typedef struct {
  CtnConnection *reader;
  GArray *labels;
  const CtnDate *today;
  guint months;
  GPtrArray *events;
} Search;

static void
add_event (const Search *search, const CtnLabel *label, CtnLabelEventKind kind, CtnDate date)
{
  CtnDate last = ctn_calendar_add_months (search->today, (int) search->months);
  int days = ctn_calendar_days_between (search->today, &date);
  CtnLabelEvent *event;

  if (days < 0 || (search->months > 0 && ctn_calendar_compare (&date, &last) > 0))
    return;
  event = g_new0 (CtnLabelEvent, 1);
  event->partnership = label->partnership;
  event->label = label->id;
  event->name = ctn_connection_get_text (
      search->reader, NULL, "SELECT coalesce (short_name, name) FROM partnership WHERE id = ?", "i",
      label->partnership);
  event->level = label->level;
  event->kind = kind;
  event->date = date;
  event->days = days;
  g_ptr_array_add (search->events, event);
}

/* Renewed, or a higher one is valid. */
static gboolean
is_superseded (const Search *search, guint index)
{
  const CtnLabel *label = &g_array_index (search->labels, CtnLabel, index);

  for (guint i = 0; i < search->labels->len; i++) {
    const CtnLabel *other = &g_array_index (search->labels, CtnLabel, i);

    if (other->partnership == label->partnership && i != index &&
        ((other->level == label->level && i > index) ||
         (other->level > label->level && ctn_label_is_valid (other, search->today))))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_silver_since (const Search *search, const CtnLabel *bronze)
{
  for (guint i = 0; i < search->labels->len; i++) {
    const CtnLabel *other = &g_array_index (search->labels, CtnLabel, i);

    if (other->partnership == bronze->partnership && other->level > CTN_LABEL_BRONZE &&
        ctn_calendar_compare (&other->awarded, &bronze->awarded) > 0)
      return TRUE;
  }
  return FALSE;
}

/* The last day of a date that tells a month or a year alone. */
static CtnDate
get_last_day (const CtnDate *date)
{
  CtnDate next = date->month == 0 ? ctn_calendar_add_months (date, 12)
                 : date->day == 0 ? ctn_calendar_add_months (date, 1)
                                  : ctn_calendar_add_days (date, 1);

  return ctn_calendar_add_days (&next, -1);
}

static void
add_events (const Search *search, guint index)
{
  const CtnLabel *label = &g_array_index (search->labels, CtnLabel, index);
  CtnDate last = get_last_day (&label->expires);

  if (is_superseded (search, index))
    return;
  add_event (search, label, CTN_LABEL_EXPIRES, last);
  if (ctn_calendar_is_over (&label->expires, search->today))
    add_event (search, label, CTN_LABEL_RENEWAL_ENDS,
               ctn_calendar_add_months (&last, GRACE_MONTHS));
  if (label->level != CTN_LABEL_BRONZE || has_silver_since (search, label))
    return;
  add_event (search, label, CTN_LABEL_SILVER_OPENS, ctn_calendar_add_months (&label->awarded, 18));
  add_event (search, label, CTN_LABEL_SILVER_CLOSES, ctn_calendar_add_months (&label->awarded, 24));
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const CtnLabelEvent *one = *(const CtnLabelEvent *const *) a;
  const CtnLabelEvent *other = *(const CtnLabelEvent *const *) b;

  return one->days != other->days ? one->days - other->days : g_strcmp0 (one->name, other->name);
}

GPtrArray *
ctn_label_calendar_list (CtnConnection *reader,
                         gint64 partnership,
                         const CtnDate *today,
                         guint months,
                         GError **error)
{
  g_autoptr (GArray) labels = ctn_label_list (reader, partnership, error);
  Search search = { .reader = reader, .labels = labels, .today = today, .months = months };

  if (labels == NULL)
    return NULL;
  search.events = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_label_event_free);
  for (guint i = 0; i < labels->len; i++)
    add_events (&search, i);
  g_ptr_array_sort (search.events, compare_events);
  return search.events;
}
