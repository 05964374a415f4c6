#include "ctn-model-steps.h"

#include <ctn-i18n.h>

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
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (group, ctn_model_descriptor_row_new (editor, place, i, n, NULL));
  return group;
}

/* Short names, of a scale that others may share. */
static AdwPreferencesGroup *
make_names (CtnModelEditor *editor, const char *place, const CtnScale *scale)
{
  AdwPreferencesGroup *group = make_group (g_strdup (_ ("Names")));
  guint n_sharing = ctn_model_draft_count_sharing (ctn_model_editor_get_draft (editor), place);
  g_autofree char *shared = g_strdup_printf (
      ctn_ngettext ("What the levels are called where there is little room. The scale serves %u "
                    "question, which shows the same names.",
                    "What the levels are called where there is little room. The scale serves %u "
                    "questions, which all show the same names.",
                    n_sharing),
      n_sharing);

  adw_preferences_group_set_description (
      group, scale->name != NULL ? shared
                                 : _ ("What the levels are called where there is little room. "
                                      "Without a name a level goes by its number."));
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    int number = scale->kind == CTN_SCALE_LEVELS ? scale->first_level + (int) i : (int) i + 1;
    /* Translators: a field for the name of the level with this number */
    g_autofree char *label = g_strdup_printf (_ ("Name of Level %d"), number);

    adw_preferences_group_add (group, ctn_model_step_name_row_new (editor, place, i, label));
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
  if (!has_points && n > 0 && scale->kind != CTN_SCALE_TICKS)
    g_ptr_array_add (groups, make_names (editor, place, scale));
  for (guint i = 0; has_points && i < n; i++)
    g_ptr_array_add (groups, scale->kind == CTN_SCALE_TICKS ? make_option (editor, place, i, n)
                                                            : make_stage (editor, place, i, n));
  return groups;
}
