#include "ctn-model-band-page.h"

#include <ctn-i18n.h>
#include <ctn-number.h>

#include "ctn-model-rows.h"

#define MAX_MULTIPLE 1000.0
#define SHOWN_DECIMALS 2

struct _CtnModelBandPage {
  CtnModelPage parent_instance;

  AdwSwitchRow *above;
};

G_DEFINE_FINAL_TYPE (CtnModelBandPage, ctn_model_band_page, CTN_TYPE_MODEL_PAGE)

/* Where it begins ----------------------------------------------------------------------------- */

/* The norm that the bands beside the one at @place relate to. (nullable) */
static const char *
get_norm (CtnModelEditor *editor, const char *place)
{
  const char *end = g_strrstr (place, "/bands/");
  g_autofree char *node = g_strndup (place, end != NULL ? (gsize) (end - place) : 0);

  return ctn_model_draft_get_string (ctn_model_editor_get_draft (editor), node,
                                     "bands-relative-to");
}

/* On the scale of values, or in per cent of the norm. */
static double
get_start (CtnModelEditor *editor, const char *place, const char *member)
{
  gboolean above;
  double start =
      ctn_model_draft_get_band_start (ctn_model_editor_get_draft (editor), place, &above);

  return get_norm (editor, place) != NULL
             ? 100 * start
             : ctn_maturity_model_to_display (ctn_model_editor_get_model (editor), start);
}

static gboolean
set_start (CtnModelEditor *editor,
           CtnModelDraft *draft,
           const char *place,
           const char *member,
           double value,
           GError **error)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (editor);
  gboolean is_relative = get_norm (editor, place) != NULL;
  double min = 0;
  double max = 100 * MAX_MULTIPLE;
  gboolean above;

  if (!is_relative)
    ctn_maturity_model_get_display (model, &min, &max, NULL);
  if (!ctn_model_number_check (value, min, max, error))
    return FALSE;
  ctn_model_draft_get_band_start (draft, place, &above);
  ctn_model_draft_set_band_start (
      draft, place, is_relative ? value / 100 : ctn_maturity_model_from_display (model, value),
      above);
  return TRUE;
}

static const CtnModelNumber start_number = { get_start, set_start };

char *
ctn_model_band_describe (CtnModelEditor *editor, const char *place)
{
  g_autofree char *number = ctn_number_format (get_start (editor, place, NULL), SHOWN_DECIMALS);
  const char *norm = get_norm (editor, place);
  gboolean above;

  ctn_model_draft_get_band_start (ctn_model_editor_get_draft (editor), place, &above);
  if (norm != NULL) {
    g_autofree char *norm_place = g_strdup_printf ("/norms/=%s", norm);
    const char *title = ctn_model_editor_get_title (editor, norm_place);

    /* Translators: where a band begins: a per cent of a reference, which is called %s */
    return above ? g_strdup_printf (_ ("Above %s %% of %s"), number, title)
                 : g_strdup_printf (_ ("From %s %% of %s on"), number, title);
  }
  /* Translators: where a band begins: the value */
  return above ? g_strdup_printf (_ ("Above %s"), number)
               : g_strdup_printf (_ ("From %s on"), number);
}

static void
above_cb (CtnModelBandPage *self)
{
  CtnModelPage *page = CTN_MODEL_PAGE (self);
  const char *place = ctn_model_page_get_place (page);
  g_autoptr (CtnModelDraft) draft = NULL;
  gboolean above;
  double start;

  if (ctn_model_page_is_filling (page))
    return;
  draft = ctn_model_editor_begin (ctn_model_page_get_editor (page));
  start = ctn_model_draft_get_band_start (draft, place, &above);
  ctn_model_draft_set_band_start (draft, place, start, adw_switch_row_get_active (self->above));
  ctn_model_page_try (page, draft);
}

/* The page ------------------------------------------------------------------------------------ */

static void
refresh (CtnModelPage *page)
{
  CtnModelBandPage *self = CTN_MODEL_BAND_PAGE (page);
  CtnModelEditor *editor = ctn_model_page_get_editor (page);
  gboolean above;

  ctn_model_draft_get_band_start (ctn_model_editor_get_draft (editor),
                                  ctn_model_page_get_place (page), &above);
  adw_switch_row_set_active (self->above, above);
  gtk_widget_set_sensitive (GTK_WIDGET (self->above), ctn_model_editor_is_editable (editor));
}

static void
fill (CtnModelPage *page)
{
  CtnModelBandPage *self = CTN_MODEL_BAND_PAGE (page);
  CtnModelEditor *editor = ctn_model_page_get_editor (page);
  const char *place = ctn_model_page_get_place (page);
  AdwPreferencesGroup *group = ctn_model_page_add_group (page, NULL);
  const char *start = get_norm (editor, place) != NULL
                          ? _ ("Begins At, in Per Cent of the Reference")
                          : _ ("Begins At");

  adw_preferences_group_add (group,
                             ctn_model_text_row_new (editor, place, "title", _ ("Title"), FALSE));
  adw_preferences_group_add (
      group, ctn_model_text_row_new (editor, place, "text", _ ("What It Means"), TRUE));
  adw_preferences_group_add (
      group, ctn_model_number_row_new (editor, place, "start", start, &start_number));
  self->above = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->above), _ ("Only Above It"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->above),
                               _ ("Exactly this value belongs to the band below"));
  g_signal_connect_swapped (self->above, "notify::active", G_CALLBACK (above_cb), self);
  adw_preferences_group_add (group, GTK_WIDGET (self->above));
}

static void
ctn_model_band_page_class_init (CtnModelBandPageClass *class)
{
  CTN_MODEL_PAGE_CLASS (class)->fill = fill;
  CTN_MODEL_PAGE_CLASS (class)->refresh = refresh;
}

static void
ctn_model_band_page_init (CtnModelBandPage *self)
{
}

AdwNavigationPage *
ctn_model_band_page_new (CtnModelEditor *editor, const char *place)
{
  return ctn_model_page_new (CTN_TYPE_MODEL_BAND_PAGE, editor, place);
}
