/* The radar beside questions that are being answered: it goes to its new shape with each answer, a click on an axis
 * chooses its question, and a point that is pulled along its axis answers it. */
#pragma once

#include <adwaita.h>
#include <ctn-radar-figure.h>

G_BEGIN_DECLS

#define CTN_TYPE_ANSWER_RADAR (ctn_answer_radar_get_type ())
G_DECLARE_FINAL_TYPE (CtnAnswerRadar, ctn_answer_radar, CTN, ANSWER_RADAR, AdwBin)

/* Signals
 *   chosen (guint leaf): a question, or the first one of a dimension, is wanted
 *   pulled (guint leaf, double value): the question is to be answered with @value, which its scale takes; many times
 *     while the pointer moves */

/* @figure: (transfer full) (nullable): %NULL shows nothing. @is_other: it is not what is shown with other answers,
 * so it comes at once and gives its name to exported files. */
void ctn_answer_radar_show (CtnAnswerRadar *self, CtnRadarFigure *figure, gboolean is_other);

G_END_DECLS
