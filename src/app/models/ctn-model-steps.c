#include "ctn-model-steps.h"

#include <glib/gi18n.h>

#include "ctn-model-rows.h"

/* @title: (transfer full) */
static AdwPreferencesGroup *
make_group (char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  g_free (title);
  return group;
}

/* One list of what it takes, for steps whose order says what they count. */
static AdwPreferencesGroup *
make_descriptors (CtnModelEditor *editor, const char *place, const CtnScale *scale)
{
  AdwPreferencesGroup *group = make_group (g_strdup (_ ("What It Takes")));
  guint n = ctn_scale_get_n_steps (scale);

  adw_preferences_group_set_description (
      group, _ ("Say what can be seen at each level, so that two people choose the same."));
  for (guint i = 0; i < n; i++) {
    g_autofree char *label =
        ctn_scale_dup_step_title (scale, i, ctn_model_editor_get_language (editor));

    adw_preferences_group_add (group, ctn_model_descriptor_row_new (editor, place, i, n, label));
  }
  return group;
}

static AdwPreferencesGroup *
make_option (CtnModelEditor *editor, const char *place, guint option, guint n)
{
  g_autofree char *step = g_strdup_printf ("%s/scale/options/%u", place, option);
  AdwPreferencesGroup *group = make_group (g_strdup_printf (_ ("Option %u"), option + 1));

  adw_preferences_group_add (
      group, ctn_model_descriptor_row_new (editor, place, option, n, _ ("What Is Ticked")));
  adw_preferences_group_add (group, ctn_model_number_row_new (editor, step, "points", _ ("Points"),
                                                              &ctn_model_plain_number));
  return group;
}

static AdwPreferencesGroup *
make_stage (CtnModelEditor *editor, const char *place, guint stage, guint n)
{
  g_autofree char *step = g_strdup_printf ("%s/scale/stages/%u", place, stage);
  AdwPreferencesGroup *group = make_group (g_strdup_printf (_ ("Stage %u"), stage + 1));

  adw_preferences_group_add (group,
                             ctn_model_text_row_new (editor, step, "name", _ ("Name"), FALSE));
  adw_preferences_group_add (
      group, ctn_model_descriptor_row_new (editor, place, stage, n, _ ("What It Takes")));
  adw_preferences_group_add (group, ctn_model_number_row_new (editor, step, "points", _ ("Points"),
                                                              &ctn_model_plain_number));
  return group;
}

GPtrArray *
ctn_model_steps_make_groups (CtnModelEditor *editor, const char *place, const CtnScale *scale)
{
  GPtrArray *groups = g_ptr_array_new ();
  guint n = scale->kind == CTN_SCALE_YES_NO ? 0 : ctn_scale_get_n_steps (scale);
  gboolean has_points =
      scale->name == NULL && (scale->kind == CTN_SCALE_TICKS || scale->kind == CTN_SCALE_STAGED);

  if (!has_points && n > 0)
    g_ptr_array_add (groups, make_descriptors (editor, place, scale));
  for (guint i = 0; has_points && i < n; i++)
    g_ptr_array_add (groups, scale->kind == CTN_SCALE_TICKS ? make_option (editor, place, i, n)
                                                            : make_stage (editor, place, i, n));
  return groups;
}
