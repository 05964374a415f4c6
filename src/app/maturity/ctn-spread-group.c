#include "ctn-spread-group.h"

#include <ctn-i18n.h>
#include <math.h>

struct _CtnSpreadGroup {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* (owned) of GtkWidget (unowned) */
};

G_DEFINE_FINAL_TYPE (CtnSpreadGroup, ctn_spread_group, ADW_TYPE_BIN)

/* "Median 3 · Fair, from 2 to 4" and which answer counts. */
static char *
describe (const CtnSpread *spread, const CtnScale *scale)
{
  g_autofree char *median = ctn_scale_dup_answer_title (scale, spread->median, NULL);
  g_autofree char *min = ctn_scale_dup_answer_title (scale, spread->min, NULL);
  g_autofree char *max = ctn_scale_dup_answer_title (scale, spread->max, NULL);
  const char *counts = spread->has_joint ? _ ("The joint answer counts.")
                                         : _ ("As long as there is no joint answer, this counts.");

  if (!isfinite (spread->median))
    return g_strdup (counts);
  /* Translators: median and range of several people's answers */
  return g_strdup_printf (_ ("Median: %s. From %s to %s. %s"), median, min, max, counts);
}

static void
add_row (CtnSpreadGroup *self, const CtnAnswer *answer, const CtnScale *scale)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = answer->value.state == CTN_ANSWER_GIVEN
                               ? ctn_scale_dup_answer_title (scale, answer->value.value, NULL)
                               : g_strdup (_ ("Does not apply"));
  const char *note = answer->value.state == CTN_ANSWER_GIVEN ? answer->comment : answer->reason;
  g_autofree char *subtitle = note != NULL ? g_strdup_printf ("%s\n%s", title, note) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), answer->rater);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : title);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

void
ctn_spread_group_show (CtnSpreadGroup *self, const GPtrArray *answers, const CtnModelNode *question)
{
  CtnSpread spread = ctn_answer_get_spread (answers, question);
  g_autofree char *description = describe (&spread, question->scale);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (answers, i);

    if (answer->rater != NULL && answer->value.state != CTN_ANSWER_NONE &&
        g_str_equal (answer->item, question->code))
      add_row (self, answer, question->scale);
  }
  adw_preferences_group_set_description (self->group, description);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
ctn_spread_group_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_SPREAD_GROUP (object)->rows);

  G_OBJECT_CLASS (ctn_spread_group_parent_class)->finalize (object);
}

static void
ctn_spread_group_class_init (CtnSpreadGroupClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_spread_group_finalize;
}

static void
ctn_spread_group_init (CtnSpreadGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Answers of Each"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
