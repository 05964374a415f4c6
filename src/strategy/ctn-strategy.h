/* Strategies: a vision, objectives, and the measures that are to reach them.
 *
 * A cluster's strategy may be part of a partnership's: its objectives then support those of the
 * partnership, and its KPIs add up to the partnership's (ctn-kpi-table.h). */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields, for the operations of ctn-record-operations.h. An objective's owner is its strategy, a
 * measure's its objective. */
const CtnRecordKind *ctn_strategy_kind (void);
const CtnRecordKind *ctn_objective_kind (void);
const CtnRecordKind *ctn_measure_kind (void);

/* Ids of all strategies, those that others are part of first (element-type gint64).
 * Returns: (transfer full) (nullable): %NULL with @error set */
GArray *ctn_strategy_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All objectives, as "objective · strategy", by name (element-type CtnRecordChoice).
 * Returns: (transfer container) (nullable): %NULL with @error set */
GPtrArray *ctn_objective_list_choices (CtnConnection *reader,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @strategy a part of @parent (0: of none), as an operation.
 * Errors: CTN_PROJECT_ERROR_INVALID when @parent is itself part of @strategy. */
gboolean ctn_strategy_edit (CtnProject *project,
                            gint64 strategy,
                            const CtnField *field,
                            const char *text,
                            GError **error);

/* How far the measures of something are. */
typedef struct {
  guint n_measures; /* without those dropped */
  guint n_done;
  guint n_overdue; /* not done, and due before today */
  double progress; /* 0 to 100: mean over the measures, each done one 100; NAN without measures */
  double budget;   /* euro, sum of what is known */
  double spent;    /* euro */
} CtnMeasureProgress;

/* Of one objective, or with @objective 0 of all of @strategy. @today: ISO date. */
gboolean ctn_strategy_get_progress (CtnConnection *reader,
                                    gint64 strategy,
                                    gint64 objective,
                                    const char *today,
                                    CtnMeasureProgress *progress,
                                    GError **error);

/* Why a measure is taken. */
typedef struct {
  gint64 id;
  const char *kind;  /* "finding", "assessment", "need", "priority", "note": static */
  gint64 record;     /* the chain, assessment, need or priority; 0 for a note */
  const char *table; /* the table of @record, for who shows it; %NULL for a note: static */
  char *text;        /* for a person to read */
} CtnMeasureReason;

void ctn_measure_reason_free (CtnMeasureReason *self);

/* What a measure rests on, in the order of adding.
 * Returns: (transfer container) (element-type CtnMeasureReason) (nullable): %NULL with @error set */
GPtrArray *ctn_measure_list_reasons (CtnConnection *reader,
                                     gint64 measure,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a reason, as an operation. Exactly one of the following is given: @chain with @finding (the key
 * of the finding, as ctn-chain-findings.h has it), @assessment with @item (code of a question or
 * dimension; %NULL for the whole), @need, @priority, or @note alone.
 * @note: (nullable) what a person reads of a finding or an item, which only other rooms can name.
 * Returns: its id, 0 with @error set */
typedef struct {
  gint64 chain;
  const char *finding;
  gint64 assessment;
  const char *item;
  gint64 need;
  gint64 priority;
  const char *note;
} CtnNewReason;

gint64 ctn_measure_add_reason (CtnProject *project,
                               gint64 measure,
                               const CtnNewReason *reason,
                               GError **error);
gboolean ctn_measure_remove_reason (CtnProject *project, gint64 id, GError **error);

/* Adds a measure @name to @objective, with @reason as what it rests on, in one operation.
 * Returns: the measure, 0 with @error set */
gint64 ctn_measure_add_for_reason (CtnProject *project,
                                   gint64 objective,
                                   const char *name,
                                   const CtnNewReason *reason,
                                   GError **error);

/* Ids of measures with such a reason (element-type gint64); of a chain, @finding %NULL takes any. */
GArray *ctn_measure_list_for_finding (CtnConnection *reader,
                                      gint64 chain,
                                      const char *finding,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMeasureReason, ctn_measure_reason_free)

G_END_DECLS
