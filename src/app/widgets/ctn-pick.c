#include "ctn-pick.h"

#include <ctn-chain.h>
#include <ctn-code-list.h>
#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <ctn-record-item.h>
#include <ctn-text.h>
#include <string.h>

CtnPick *
ctn_pick_copy (const CtnPick *self)
{
  CtnPick *copy = g_new0 (CtnPick, 1);

  copy->id = self->id;
  copy->code = g_strdup (self->code);
  copy->title = g_strdup (self->title);
  copy->subtitle = g_strdup (self->subtitle);
  return copy;
}

void
ctn_pick_free (CtnPick *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (CtnPick, ctn_pick, ctn_pick_copy, ctn_pick_free)

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
}

GPtrArray *
ctn_pick_list_regions (const char *text, guint max)
{
  GPtrArray *picks = new_list ();
  CtnCodeList *list = ctn_code_list_get ("nuts-2024", NULL);
  g_autoptr (GPtrArray) codes =
      list != NULL ? ctn_code_list_search (list, text, max) : g_ptr_array_new ();

  for (guint i = 0; i < codes->len; i++) {
    const CtnCode *code = g_ptr_array_index (codes, i);
    CtnPick *pick = g_new0 (CtnPick, 1);
    g_autofree char *path = ctn_code_list_dup_path (list, code->code);

    pick->code = g_strdup (code->code);
    pick->title = g_strdup (code->title);
    pick->subtitle = g_strdup_printf ("%s · %s", code->code, path);
    g_ptr_array_add (picks, pick);
  }
  return picks;
}

GPtrArray *
ctn_pick_list_organisations (CtnProject *project, GArray *ids, guint max)
{
  GPtrArray *picks = new_list ();
  const CtnRecordKind *kind = ctn_organisation_kind ();

  for (guint i = 0; i < MIN (ids->len, max); i++) {
    g_autoptr (CtnRecordItem) item =
        ctn_record_item_new (project, kind, g_array_index (ids, gint64, i));
    const char *helix = ctn_record_item_get_text (item, "helix");
    const char *country = ctn_record_item_get_text (item, "country");
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->id = g_array_index (ids, gint64, i);
    pick->title = g_strdup (ctn_record_item_get_text (item, kind->title_column));
    pick->subtitle = *helix != '\0' && *country != '\0'
                         ? g_strdup_printf ("%s · %s", helix, country)
                         : g_strconcat (helix, country, NULL);
    g_ptr_array_add (picks, pick);
  }
  return picks;
}

/* Those of @ids whose title holds @text. */
static GPtrArray *
list_records (CtnProject *project, const CtnRecordKind *kind, GArray *ids, const char *text)
{
  GPtrArray *picks = new_list ();
  g_autofree char *wanted = ctn_text_fold (text);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (project, kind, id);
    const char *title = ctn_record_item_get_text (item, kind->title_column);
    g_autofree char *folded = ctn_text_fold (title);
    CtnPick *pick;

    if (strstr (folded, wanted) == NULL)
      continue;
    pick = g_new0 (CtnPick, 1);
    pick->id = id;
    pick->title = g_strdup (title);
    g_ptr_array_add (picks, pick);
  }
  return picks;
}

GPtrArray *
ctn_pick_list_chains (CtnProject *project, const char *text)
{
  g_autoptr (GArray) ids = ctn_chain_list (ctn_project_get_reader (project), NULL);

  return list_records (project, ctn_chain_kind (), ids, text);
}

GPtrArray *
ctn_pick_list_partnerships (CtnProject *project, const char *text)
{
  g_autoptr (GArray) ids = ctn_partnership_list (ctn_project_get_reader (project), NULL);

  return list_records (project, ctn_partnership_kind (), ids, text);
}

GPtrArray *
ctn_pick_list_fitting (GPtrArray *choices, const char *text, guint max)
{
  GPtrArray *picks = new_list ();
  g_autofree char *wanted = ctn_text_fold (text);

  for (guint i = 0; i < choices->len && picks->len < max; i++) {
    const CtnPick *pick = g_ptr_array_index (choices, i);
    g_autofree char *words =
        g_strconcat (pick->title, " ", pick->subtitle != NULL ? pick->subtitle : "", NULL);
    g_autofree char *folded = ctn_text_fold (words);

    if (strstr (folded, wanted) != NULL)
      g_ptr_array_add (picks, ctn_pick_copy (pick));
  }
  return picks;
}
