#include "ctn-reason.h"

#include <ctn-i18n.h>

static void
reason_free (gpointer data)
{
  CtnReason *reason = data;

  g_free (reason->text);
  g_free (reason);
}

GPtrArray *
ctn_reasons_new (void)
{
  return g_ptr_array_new_with_free_func (reason_free);
}

void
ctn_reasons_add (GPtrArray *reasons, double points, char *text)
{
  CtnReason *reason = g_new (CtnReason, 1);

  reason->points = points;
  reason->text = text;
  g_ptr_array_add (reasons, reason);
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const CtnReason *one = *(CtnReason *const *) a;
  const CtnReason *other = *(CtnReason *const *) b;

  return one->points > other->points ? -1 : one->points < other->points;
}

double
ctn_reasons_finish (GPtrArray *reasons, double total)
{
  double score = 0;

  for (guint i = 0; i < reasons->len; i++) {
    CtnReason *reason = g_ptr_array_index (reasons, i);

    reason->points = total > 0 ? reason->points * 100 / total : 0;
    score += reason->points;
  }
  g_ptr_array_sort (reasons, compare_reasons);
  return score;
}

char *
ctn_reasons_dup_text (GPtrArray *reasons)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 0; i < reasons->len; i++) {
    const CtnReason *reason = g_ptr_array_index (reasons, i);

    /* Translators: points of 100, and the reason for them */
    g_strv_builder_take (lines, g_strdup_printf (_ ("+%.0f  %s"), reason->points, reason->text));
  }
  strv = g_strv_builder_end (lines);
  return g_strjoinv ("\n", strv);
}
