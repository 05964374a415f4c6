/* Activities of partnerships: trainings, workshops, twinning visits, peer reviews, meetings, consultations
 * and what else brings people together (METHODS.md 6), planned and held.
 *
 * Who takes part is in ctn-participant.h, what was decided and is to be done in ctn-decision.h and
 * ctn-task.h. Adding, editing and deleting are the operations of ctn-record-operations.h. */
#pragma once

#include <ctn-date.h>
#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of activities. */
const CtnRecordKind *ctn_activity_kind (void);

/* Who hosts an activity: its field is "organisation". Owner: activity. */
const CtnRecordKind *ctn_activity_host_kind (void);

/* An activity as lists, the calendar and the timeline show it. */
typedef struct {
  gint64 id;
  char *name;
  char *kind;  /* (nullable) code */
  char *state; /* "planned", "held", "cancelled" */
  gint64 partnership;
  char *partnership_name; /* (nullable) the short one where there is one */
  char *hosts;            /* (nullable) names, separated by commas */
  char *starts;           /* (nullable) ISO date, perhaps without day or month */
  char *ends;             /* (nullable) */
  char *time;             /* (nullable) "09:00" or "09:00–16:30" */
  char *place;            /* (nullable) */
  char *country;          /* (nullable) ISO 3166-1 alpha-2 */
  gboolean online;
  guint n_participants; /* all but those who declined */
  guint n_attended;
} CtnActivity;

void ctn_activity_free (CtnActivity *self);

typedef enum {
  CTN_ACTIVITY_BY_NEWEST, /* those without a date first: they are yet to be dated */
  CTN_ACTIVITY_BY_OLDEST,
  CTN_ACTIVITY_BY_NAME,
  CTN_ACTIVITY_BY_KIND,
  CTN_ACTIVITY_BY_PARTNERSHIP,
} CtnActivityOrder;

/* Which activities are wanted; all zero: all of them, newest first. */
typedef struct {
  const char
      *search;      /* (nullable) words; each must begin one of name, place, hosts or partnership */
  const char *kind; /* (nullable) code */
  const char *state;  /* (nullable) code */
  gint64 partnership; /* 0: of all and none */
  gint64
      organisation; /* 0; else those that it hosts or takes part in, itself or by a person for it */
  const char *from; /* (nullable) ISO day; those that end on it or later, or have no date */
  const char *to;   /* (nullable) ISO day; those that start on it or earlier */
  CtnActivityOrder order;
} CtnActivityFilter;

/* Returns: (transfer container) (element-type CtnActivity) (nullable): %NULL with @error set */
GPtrArray *ctn_activity_find (CtnConnection *reader,
                              const CtnActivityFilter *filter,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One activity. Returns: (transfer full) (nullable): %NULL when it is gone, or with @error set */
CtnActivity *
ctn_activity_get (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first and the last day of an activity. Of a month or a year, it is its first and its last day; an
 * activity without an end is as long as its start says. %FALSE when it has no date. */
gboolean ctn_activity_get_days (const CtnActivity *self, GDate *first, GDate *last);

/* Minutes since midnight at which it begins and ends; -1 for what is not known. */
void ctn_activity_get_minutes (const CtnActivity *self, int *begins, int *ends);

/* "12–14 March 2021", in the user's language; "" without a date. (transfer full) */
char *ctn_activity_dup_dates (const CtnActivity *self) G_GNUC_WARN_UNUSED_RESULT;

/* What a person reads for the kind, and for the state. (transfer none) "" for none */
const char *ctn_activity_get_kind_label (const CtnActivity *self);
const char *ctn_activity_get_state_label (const CtnActivity *self);

/* Makes organisations hosts of an activity, as one operation; those who are already are left. */
gboolean ctn_activity_add_hosts (CtnProject *project,
                                 gint64 activity,
                                 const gint64 *organisations,
                                 gsize n,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnActivity, ctn_activity_free)

G_END_DECLS
