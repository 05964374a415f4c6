/* Parts of the results of an assessment, each a group of rows: what a reader must know before the
 * numbers, and what stands behind them. */
#pragma once

#include <adwaita.h>
#include <ctn-comparison.h>
#include <ctn-radar-figure.h>

G_BEGIN_DECLS

/* A group at the end of @box; @description is markup. (transfer none) */
GtkWidget *ctn_results_add_group (GtkBox *box, const char *title, const char *description);

/* A row at the end of a group, whose texts are no markup. (transfer none) */
GtkWidget *ctn_results_add_row (GtkWidget *group, const char *title, const char *subtitle);

/* A button in the head of a group that says how its figures are computed. */
void ctn_results_add_help (GtkWidget *group, const char *text);

/* The conditions that must hold whatever the score is, with their state. @language: (nullable): the user's */
void ctn_results_add_gates (GtkBox *box, const CtnScore *score, const char *language);

/* The total and what its band means, in the model's words; nothing without a total. @language: as above.
 * Returns: (nullable) */
GtkWidget *ctn_results_meaning_row_new (const CtnScore *score,
                                        const char *language) G_GNUC_WARN_UNUSED_RESULT;
void ctn_results_add_meaning (GtkBox *box, const CtnScore *score);

/* Which ranks the compared assessments keep when the weights are others. Only where all have a total. */
void ctn_results_add_ranks (GtkBox *box, const CtnRadarFigure *figure);

/* How far the whole and its dimensions are from their targets. @targets: as for ctn_score_get_gaps() */
void ctn_results_add_targets (GtkBox *box, const CtnScore *score, const double *targets);

/* What changed since the assessment before @id in @history, if there is one. */
void ctn_results_add_change (GtkBox *box, const CtnComparison *history, gint64 id);

/* Where the first assessment of @figure lies among its peers, and how it differs from its norm; nothing
 * without them. */
void ctn_results_add_peers (GtkBox *box, const CtnRadarFigure *figure);
void ctn_results_add_norm (GtkBox *box, const CtnRadarFigure *figure);

/* The questions that do not apply, with the reasons. @answers: (element-type CtnAnswer) */
void ctn_results_add_not_applicable (GtkBox *box, const CtnScore *score, const GPtrArray *answers);

/* A value as the model shows it: "3.0", "–" for none. (transfer full) */
char *ctn_results_dup_value (CtnMaturityModel *model, double value) G_GNUC_WARN_UNUSED_RESULT;

/* Opens a dialog that shows how every value comes about: formula, values, weights, contributions. */
void ctn_results_explain (GtkWidget *parent, const CtnScore *score, const char *title);

G_END_DECLS
