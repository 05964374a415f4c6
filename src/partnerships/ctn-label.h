/* Labels of cluster excellence (ESCA, European Secretariat for Cluster Analysis): which a cluster has, until
 * when, and whether the rules hold.
 *
 * Bronze: benchmark interview; profile on the European Cluster Collaboration Platform asked for since
 * 15 November 2019; valid for 2 years, and after a renewal, which is possible until 1 year after the
 * expiry, for 3 years from the former expiry. Silver: a Bronze benchmark 1.5 to 2 years before, three
 * documented improvements with their effect, audit on site; 2 years, renewal until 1 year after the
 * expiry. Gold: assessment on site with documents as proof; 2 years. Source: cluster-analysis.org as read
 * for Catenary. That a renewed Gold label is valid for 3 years is usual practice and not read there: the
 * rule says so. */
#pragma once

#include <ctn-date.h>
#include <ctn-field.h>
#include <ctn-project.h>

#include "ctn-rule.h"

G_BEGIN_DECLS

/* The fields of a label: kind, awarded, expires, note, source. Part of a partnership. */
const CtnRecordKind *ctn_label_kind (void);

/* The fields of an improvement: title, indicator, date, effect. Part of a partnership; evidence hangs on it
 * as attachments. */
const CtnRecordKind *ctn_improvement_kind (void);

typedef enum {
  CTN_LABEL_BRONZE,
  CTN_LABEL_SILVER,
  CTN_LABEL_GOLD,
  CTN_N_LABELS,
} CtnLabelLevel;

/* Translated; and the code of the field "kind". */
const char *ctn_label_level_get_label (CtnLabelLevel level);
const char *ctn_label_level_get_code (CtnLabelLevel level);

typedef struct {
  gint64 id;
  gint64 partnership;
  CtnLabelLevel level;
  CtnDate awarded;
  gboolean has_expiry; /* one was recorded */
  CtnDate recorded;    /* the recorded expiry */
  CtnDate expires;     /* that, or what the rules give */
  CtnDate by_rule;     /* what the rules give */
  int renews;          /* index of the label of the same level before it, -1 for a first one */
} CtnLabel;

/* The labels of a partnership (0: of all) by partnership and date of award.
 * Returns: (transfer full) (element-type CtnLabel) (nullable): %NULL with @error set */
GArray *ctn_label_list (CtnConnection *reader,
                        gint64 partnership,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The labels of the partnership that has @label, as ctn_label_list(), and its place @index (out) there.
 * Returns: (transfer full) (element-type CtnLabel) (nullable): %NULL with @error set, CTN_PROJECT_ERROR_INVALID
 *   when there is no such label */
GArray *ctn_label_find (CtnConnection *reader, gint64 label, guint *index, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Ids of the clusters that are part of @partnership, by name.
 * Returns: (transfer full) (element-type gint64) (nullable): %NULL with @error set */
GArray *ctn_label_list_clusters (CtnConnection *reader,
                                 gint64 partnership,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the label is valid on @day. */
gboolean ctn_label_is_valid (const CtnLabel *label, const CtnDate *day);

/* The rules of a label as of @today, each with pass or fail and its date; whether it is valid today is not
 * asked of one that was renewed.
 * Returns: (transfer full) (element-type CtnRule) (nullable): %NULL with @error set, CTN_PROJECT_ERROR_INVALID
 *   when there is no such label */
GPtrArray *ctn_label_check (CtnConnection *reader,
                            gint64 label,
                            const CtnDate *today,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a label of @level that a cluster would apply for on @day: is it ready?
 * Returns: (transfer full) (element-type CtnRule) (nullable) */
GPtrArray *ctn_label_check_application (CtnConnection *reader,
                                        gint64 partnership,
                                        CtnLabelLevel level,
                                        const CtnDate *day,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- Calendar ------------------------------------------------------------------------------------- */

typedef enum {
  CTN_LABEL_EXPIRES,       /* its last day */
  CTN_LABEL_RENEWAL_ENDS,  /* it is over; the last day on which it can be renewed */
  CTN_LABEL_SILVER_OPENS,  /* the first day for a Silver audit after a Bronze benchmark */
  CTN_LABEL_SILVER_CLOSES, /* the last one */
} CtnLabelEventKind;

typedef struct {
  gint64 partnership;
  gint64 label;
  char *name; /* of the partnership, the short one if there is */
  CtnLabelLevel level;
  CtnLabelEventKind kind;
  CtnDate date;
  int days; /* from today, 0 or more */
} CtnLabelEvent;

void ctn_label_event_free (CtnLabelEvent *self);

/* "Silver label expires". (transfer none) translated */
const char *ctn_label_event_get_text (const CtnLabelEvent *self);

/* What is due from @today on, soonest first. A label that was renewed, or beside which a higher one is
 * valid, is left out.
 * @partnership: 0 takes all. @months: how far to look ahead; 0 takes everything.
 * Returns: (transfer full) (element-type CtnLabelEvent) (nullable): %NULL with @error set */
GPtrArray *ctn_label_calendar_list (CtnConnection *reader,
                                    gint64 partnership,
                                    const CtnDate *today,
                                    guint months,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnLabelEvent, ctn_label_event_free)

G_END_DECLS
