#include <ctn-i18n.h>
#include <ctn-indicator-figures.h>
#include <ctn-priority-overlap.h>
#include <ctn-priority-synergy.h>
#include <ctn-record.h>
#include <ctn-region-strategy.h>
#include <ctn-sector-analysis.h>
#include <ctn-sector-tree.h>
#include <math.h>

#include "ctn-cli-chain.h"
#include "ctn-cli-region.h"

static void
add_texts (JsonBuilder *builder, const char *name, GPtrArray *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, texts->pdata[i]);
  json_builder_end_array (builder);
}

/* All fields of a record, in canonical form. */
static void
add_fields (JsonBuilder *builder, CtnConnection *reader, const CtnRecordKind *kind, gint64 id)
{
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *value = ctn_record_get (reader, kind, id, field, NULL);

    ctn_cli_add_text (builder, field->name, value);
  }
}

static void
add_priorities (JsonBuilder *builder, CtnConnection *reader, gint64 strategy)
{
  g_autoptr (GArray) ids = ctn_record_list (reader, ctn_priority_kind (), strategy, NULL);

  json_builder_set_member_name (builder, "priorities");
  json_builder_begin_array (builder);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", g_array_index (ids, gint64, i));
    add_fields (builder, reader, ctn_priority_kind (), g_array_index (ids, gint64, i));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static gboolean
add_strategies (JsonBuilder *builder, CtnConnection *reader, const char *region, GError **error)
{
  g_autoptr (GArray) ids = ctn_region_strategy_list (reader, error);

  json_builder_set_member_name (builder, "strategies");
  json_builder_begin_array (builder);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *nuts = ctn_region_strategy_dup_nuts (reader, id, NULL);

    if (g_strcmp0 (nuts, region) != 0)
      continue;
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", id);
    add_fields (builder, reader, ctn_region_strategy_kind (), id);
    add_priorities (builder, reader, id);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return ids != NULL;
}

static void
add_overlap (JsonBuilder *builder,
             const char *name,
             const CtnRegionCodes *one,
             const CtnRegionCodes *other,
             int scheme)
{
  g_auto (CtnOverlap) overlap = { 0 };

  ctn_overlap_init (&overlap, one, other, scheme);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  ctn_cli_add_double (builder, "jaccard", overlap.index);
  ctn_cli_add_int (builder, "either", overlap.n_either);
  if (scheme >= 0) {
    g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 0; i < overlap.shared->len; i++)
      g_ptr_array_add (titles, ctn_priority_code_dup_title (ctn_priority_schemes ()[scheme],
                                                            overlap.shared->pdata[i]));
    add_texts (builder, "shared", overlap.shared);
    add_texts (builder, "titles", titles);
  }
  json_builder_end_object (builder);
}

static void
add_pair (JsonBuilder *builder, const CtnRegionCodes *one, const CtnRegionCodes *other)
{
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "one", one->nuts);
  ctn_cli_add_text (builder, "other", other->nuts);
  add_overlap (builder, "all", one, other, -1);
  for (int scheme = 0; scheme < CTN_N_SCHEMES; scheme++)
    add_overlap (builder, ctn_priority_schemes ()[scheme], one, other, scheme);
  json_builder_end_object (builder);
}

static gboolean
add_synergies (JsonBuilder *builder,
               CtnConnection *reader,
               GPtrArray *regions,
               const char *region,
               GError **error)
{
  g_autoptr (GPtrArray) synergies = ctn_synergy_list (reader, regions, error);

  json_builder_set_member_name (builder, "synergies");
  json_builder_begin_array (builder);
  for (guint i = 0; synergies != NULL && i < synergies->len; i++) {
    const CtnSynergy *synergy = synergies->pdata[i];
    gboolean is_one = g_str_equal (synergy->one->nuts, region);

    if (!is_one && !g_str_equal (synergy->other->nuts, region))
      continue;
    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "with", is_one ? synergy->other->nuts : synergy->one->nuts);
    ctn_cli_add_double (builder, "jaccard", synergy->index);
    ctn_cli_add_int (builder, "rank", ctn_synergy_get_rank (synergy));
    add_texts (builder, "shared", synergy->shared);
    add_texts (builder, "gives", is_one ? synergy->gives : synergy->takes);
    add_texts (builder, "takes", is_one ? synergy->takes : synergy->gives);
    add_texts (builder, "ahead", is_one ? synergy->ahead : synergy->behind);
    add_texts (builder, "behind", is_one ? synergy->behind : synergy->ahead);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return synergies != NULL;
}

static void
add_indicator (JsonBuilder *builder,
               const CtnIndicator *indicator,
               const CtnGroupScheme *groups,
               const char *region)
{
  int year = 0;
  int third = 0;
  double value = ctn_indicator_get (indicator, region, 0, &year);
  double percent = ctn_indicator_get_percent (indicator, region, 0, TRUE);
  const CtnGroup *group = ctn_group_scheme_find (groups, percent, &third);

  if (isnan (value))
    return;
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "code", indicator->code);
  ctn_cli_add_text (builder, "name", indicator->name);
  ctn_cli_add_text (builder, "unit", indicator->unit);
  ctn_cli_add_text (builder, "source", indicator->source);
  ctn_cli_add_int (builder, "year", year);
  ctn_cli_add_double (builder, "value", value);
  ctn_cli_add_double (builder, "normalised", ctn_indicator_get_normalised (indicator, region, 0));
  ctn_cli_add_double (builder, "percent-of-eu", percent);
  ctn_cli_add_text (builder, "group", group != NULL ? group->code : NULL);
  ctn_cli_add_int (builder, "third", group != NULL ? third : 0);
  json_builder_end_object (builder);
}

static gboolean
add_indicators (JsonBuilder *builder, CtnConnection *reader, const char *region, GError **error)
{
  g_autoptr (GArray) ids = ctn_indicator_list (reader, error);
  g_autoptr (CtnGroupScheme) groups = ids != NULL ? ctn_group_scheme_load (NULL, error) : NULL;

  json_builder_set_member_name (builder, "indicators");
  json_builder_begin_array (builder);
  for (guint i = 0; groups != NULL && i < ids->len; i++) {
    g_autoptr (CtnIndicator) indicator =
        ctn_indicator_load (reader, g_array_index (ids, gint64, i), error);

    if (indicator == NULL)
      return FALSE;
    add_indicator (builder, indicator, groups, region);
  }
  json_builder_end_array (builder);
  return groups != NULL;
}

static gboolean
add_sector (JsonBuilder *builder,
            CtnConnection *reader,
            const CtnSector *sector,
            const char *region,
            GError **error)
{
  g_autoptr (CtnSectorAnalysis) analysis =
      ctn_sector_analysis_new (reader, sector->id, region, error);

  if (analysis == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "code", sector->code);
  ctn_cli_add_text (builder, "name", sector->name);
  ctn_cli_add_int (builder, "organisations", analysis->n);
  ctn_cli_add_double (builder, "staff", analysis->staff);
  ctn_cli_add_int (builder, "staff-known", analysis->n_staff);
  ctn_cli_add_double (builder, "lq", analysis->lq);
  ctn_cli_add_double (builder, "lq-organisations", analysis->lq_count);
  ctn_cli_add_boolean (builder, "critical-mass", analysis->is_critical);
  ctn_cli_add_int (builder, "chains", analysis->chains->len);
  ctn_cli_add_int (builder, "priorities", analysis->priorities->len);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
add_sectors (JsonBuilder *builder, CtnConnection *reader, const char *region, GError **error)
{
  g_autoptr (GPtrArray) sectors = ctn_sector_tree_list (reader, error);

  json_builder_set_member_name (builder, "sectors");
  json_builder_begin_array (builder);
  for (guint i = 0; sectors != NULL && i < sectors->len; i++)
    if (((CtnSector *) sectors->pdata[i])->depth == 0 &&
        !add_sector (builder, reader, sectors->pdata[i], region, error))
      return FALSE;
  json_builder_end_array (builder);
  return sectors != NULL;
}

static gboolean
build (JsonBuilder *builder, CtnConnection *reader, const char *region, GError **error)
{
  g_autoptr (GPtrArray) regions = ctn_region_codes_load (reader, error);
  const CtnRegionCodes *own = regions != NULL ? ctn_region_codes_find (regions, region) : NULL;

  if (regions == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "region", region);
  if (!add_strategies (builder, reader, region, error))
    return FALSE;
  json_builder_set_member_name (builder, "overlaps");
  json_builder_begin_array (builder);
  for (guint i = 0; own != NULL && i < regions->len; i++)
    if (regions->pdata[i] != own)
      add_pair (builder, own, regions->pdata[i]);
  json_builder_end_array (builder);
  if (!add_synergies (builder, reader, regions, region, error) ||
      !add_indicators (builder, reader, region, error) ||
      !add_sectors (builder, reader, region, error))
    return FALSE;
  json_builder_end_object (builder);
  return TRUE;
}

/* The same for reading: the members of @object, one a line. */
static void
print_plain (JsonNode *node, guint depth)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));

    for (GList *member = members; member != NULL; member = member->next) {
      JsonNode *value = json_object_get_member (json_node_get_object (node), member->data);
      g_autofree char *text =
          JSON_NODE_HOLDS_VALUE (value) ? json_to_string (value, FALSE) : g_strdup ("");

      if (!JSON_NODE_HOLDS_NULL (value) && !g_str_equal (text, "\"\""))
        g_print ("%*s%s: %s\n", (int) (2 * depth), "", (const char *) member->data, text);
      if (!JSON_NODE_HOLDS_VALUE (value))
        print_plain (value, depth + 1);
    }
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *text =
          JSON_NODE_HOLDS_VALUE (element) ? json_to_string (element, FALSE) : NULL;

      g_print ("%*s- %s\n", (int) (2 * depth), "", text != NULL ? text : "");
      print_plain (element, depth + 1);
    }
  }
}

static void
print (JsonBuilder *builder, gboolean json)
{
  g_autoptr (JsonNode) root = NULL;

  if (json) {
    ctn_cli_print_json (builder);
    return;
  }
  root = json_builder_get_root (builder);
  print_plain (root, 0);
}

int
ctn_cli_analyse_region (CtnProject *project, const char *region, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!build (builder, ctn_project_get_reader (project), region, &error))
    return ctn_cli_fail (error);
  print (builder, json);
  return CTN_EXIT_OK;
}

int
ctn_cli_analyse_overlap (CtnProject *project, const char *regions, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known = ctn_region_codes_load (ctn_project_get_reader (project), &error);
  g_auto (GStrv) wanted = g_strsplit (regions, ",", -1);

  if (known == NULL)
    return ctn_cli_fail (error);
  for (guint i = 0; wanted[i] != NULL; i++)
    if (ctn_region_codes_find (known, wanted[i]) == NULL) {
      g_printerr (_ ("catenary-cli: there is no strategy of the region “%s”\n"), wanted[i]);
      return CTN_EXIT_USAGE;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "overlaps");
  json_builder_begin_array (builder);
  for (guint i = 0; wanted[i] != NULL; i++)
    for (guint j = i + 1; wanted[j] != NULL; j++)
      add_pair (builder, ctn_region_codes_find (known, wanted[i]),
                ctn_region_codes_find (known, wanted[j]));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  print (builder, json);
  return CTN_EXIT_OK;
}
