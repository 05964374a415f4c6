/* Why something is proposed: sentences with the points that each adds to a score of 0 to 100. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double points; /* of the score; 0 for what is only worth knowing */
  char *text;    /* a sentence, translated */
} CtnReason;

/* (transfer full) (element-type CtnReason) */
GPtrArray *ctn_reasons_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* @text: (transfer full) */
void ctn_reasons_add (GPtrArray *reasons, double points, char *text);

/* Brings points that were given out of @total to points of 100, and the reasons with most points to the
 * front. Returns the score, which is their sum; 0 when @total is 0. */
double ctn_reasons_finish (GPtrArray *reasons, double total);

/* The reasons one below the other, "+35  Does the same …". (transfer full) */
char *ctn_reasons_dup_text (GPtrArray *reasons) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
