/* GraphML and GEXF. */
#include <string.h>

#include "ctn-chain-export-private.h"

/* What nodes say beside their fields; from FIRST_OF_STAGE on, fields of their stage. */
static const char *const node_names[] = {
  "label", "stage",      "stage-order",    "stage-parent",
  "helix", "stage-nace", "stage-parallel", "stage-description",
};

#define FIRST_OF_STAGE 5

/* XML 1.0 has no place for control characters. */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = NULL;

  for (char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\t' && *p != '\n')
      *p = ' ';
  escaped = g_markup_escape_text (valid, -1);
  g_string_append (out, escaped);
}

/* Line breaks in attributes would be read as spaces. */
static void
append_attribute (GString *out, const char *name, const char *value)
{
  gsize start;

  g_string_append_printf (out, " %s=\"", name);
  start = out->len;
  append_text (out, value);
  for (gsize i = start; i < out->len; i++)
    if (out->str[i] == '\n' || out->str[i] == '\t') {
      const char *reference = out->str[i] == '\n' ? "&#10;" : "&#9;";

      g_string_erase (out, (gssize) i, 1);
      g_string_insert (out, (gssize) i, reference);
    }
  g_string_append_c (out, '"');
}

static const char *
get_type (const CtnField *field)
{
  return field->type == CTN_FIELD_NUMBER    ? "double"
         : field->type == CTN_FIELD_INTEGER ? "int"
                                            : "string";
}

/* The index of the field of stages that @name is about. */
static gsize
find_stage_field (const char *name)
{
  const CtnRecordKind *kind = ctn_chain_stage_kind ();

  return (gsize) (ctn_record_kind_find_field (kind, name + strlen ("stage-")) - kind->fields);
}

/* What a node says under @index of node_names. Returns: (transfer full) (nullable) */
static char *
dup_node_value (const CtnChainExport *self, guint actor, guint index)
{
  const CtnChainRow *row = g_ptr_array_index (self->actors, actor);
  guint place = 0;
  const CtnChainRow *stage = _ctn_chain_export_find_stage (self, row->one, &place);
  const CtnChainRow *parent =
      stage != NULL ? _ctn_chain_export_find_stage (self, stage->one, NULL) : NULL;

  switch (index) {
  case 0:
    return g_strdup (row->name);
  case 1:
    return stage != NULL ? g_strdup (stage->name) : NULL;
  case 2:
    return stage != NULL ? g_strdup_printf ("%u", place + 1) : NULL;
  case 3:
    return parent != NULL ? g_strdup (parent->name) : NULL;
  case 4:
    return g_strdup (ctn_chain_get_actor (self->chain, actor)->helix);
  case FIRST_OF_STAGE:
  default:
    return stage != NULL ? g_strdup (stage->values[find_stage_field (node_names[index])]) : NULL;
  }
}

/* --- GraphML ------------------------------------------------------------------------------------- */

static void
add_key (GString *out, const char *target, const char *id, const char *name, const char *type)
{
  g_string_append_printf (out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                          id, target, name, type);
}

static void
add_data (GString *out, const char *key, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (out, "      <data key=\"%s\">", key);
  append_text (out, value);
  g_string_append (out, "</data>\n");
}

static void
add_keys (GString *out)
{
  const CtnField *fields = ctn_chain_actor_kind ()->fields;

  for (guint i = 0; i < G_N_ELEMENTS (node_names); i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);

    add_key (out, "node", id, node_names[i], i == 2 ? "int" : "string");
  }
  for (guint i = 0; fields[i].name != NULL; i++) {
    g_autofree char *id = g_strdup_printf ("n%u", i);

    add_key (out, "node", id, fields[i].name, get_type (&fields[i]));
  }
  fields = ctn_chain_link_kind ()->fields;
  for (guint i = 0; fields[i].name != NULL; i++) {
    g_autofree char *id = g_strdup_printf ("e%u", i);

    add_key (out, "edge", id, _ctn_chain_export_get_name (&fields[i]), get_type (&fields[i]));
  }
}

static void
add_graphml_node (GString *out, const CtnChainExport *self, guint actor)
{
  const CtnField *fields = ctn_chain_actor_kind ()->fields;

  g_string_append_printf (out, "    <node id=\"a%u\">\n", actor);
  for (guint i = 0; i < G_N_ELEMENTS (node_names); i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);
    g_autofree char *value = dup_node_value (self, actor, i);

    add_data (out, id, value);
  }
  for (guint i = 0; fields[i].name != NULL; i++) {
    g_autofree char *id = g_strdup_printf ("n%u", i);

    add_data (out, id, _ctn_chain_export_get_value (self, actor, &fields[i], i));
  }
  g_string_append (out, "    </node>\n");
}

GBytes *
_ctn_chain_export_graphml (const CtnChainExport *self)
{
  const CtnField *fields = ctn_chain_link_kind ()->fields;
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
                               "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                               "    xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                               "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");

  add_keys (out);
  g_string_append (out, "  <graph id=\"chain\" edgedefault=\"directed\">\n    <desc>");
  append_text (out, self->name);
  g_string_append (out, "</desc>\n");
  for (guint i = 0; i < self->actors->len; i++)
    add_graphml_node (out, self, i);
  for (guint i = 0; i < self->links->len; i++) {
    const CtnChainRow *link = g_ptr_array_index (self->links, i);
    guint source = 0, target = 0;

    if (_ctn_chain_export_find_actor (self, link->one, &source) == NULL ||
        _ctn_chain_export_find_actor (self, link->other, &target) == NULL)
      continue;
    g_string_append_printf (out, "    <edge id=\"l%u\" source=\"a%u\" target=\"a%u\">\n", i, source,
                            target);
    for (guint k = 0; fields[k].name != NULL; k++) {
      g_autofree char *id = g_strdup_printf ("e%u", k);

      add_data (out, id, link->values[k]);
    }
    g_string_append (out, "    </edge>\n");
  }
  g_string_append (out, "  </graph>\n</graphml>\n");
  return g_string_free_to_bytes (out);
}

/* --- GEXF ---------------------------------------------------------------------------------------- */

static void
declare (GString *out, guint id, const char *title, const char *type)
{
  /* GEXF calls whole numbers "integer". */
  g_string_append_printf (out, "      <attribute id=\"%u\" title=\"%s\" type=\"%s\"/>\n", id, title,
                          g_str_equal (type, "int") ? "integer" : type);
}

static void
declare_all (GString *out)
{
  const CtnField *fields = ctn_chain_actor_kind ()->fields;

  g_string_append (out, "    <attributes class=\"node\">\n");
  for (guint i = 1; i < G_N_ELEMENTS (node_names); i++)
    declare (out, i, node_names[i], i == 2 ? "integer" : "string");
  for (guint i = 0; fields[i].name != NULL; i++)
    declare (out, G_N_ELEMENTS (node_names) + i, fields[i].name, get_type (&fields[i]));
  g_string_append (out, "    </attributes>\n    <attributes class=\"edge\">\n");
  fields = ctn_chain_link_kind ()->fields;
  for (guint i = 0; fields[i].name != NULL; i++)
    declare (out, i, _ctn_chain_export_get_name (&fields[i]), get_type (&fields[i]));
  g_string_append (out, "    </attributes>\n");
}

static void
add_attvalue (GString *out, guint id, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (out, "          <attvalue for=\"%u\"", id);
  append_attribute (out, "value", value);
  g_string_append (out, "/>\n");
}

static void
add_gexf_node (GString *out, const CtnChainExport *self, guint actor)
{
  const CtnField *fields = ctn_chain_actor_kind ()->fields;
  const CtnChainRow *row = g_ptr_array_index (self->actors, actor);

  g_string_append_printf (out, "      <node id=\"a%u\"", actor);
  append_attribute (out, "label", row->name != NULL ? row->name : "");
  g_string_append (out, ">\n        <attvalues>\n");
  for (guint i = 1; i < G_N_ELEMENTS (node_names); i++) {
    g_autofree char *value = dup_node_value (self, actor, i);

    add_attvalue (out, i, value);
  }
  for (guint i = 0; fields[i].name != NULL; i++)
    add_attvalue (out, G_N_ELEMENTS (node_names) + i,
                  _ctn_chain_export_get_value (self, actor, &fields[i], i));
  g_string_append (out, "        </attvalues>\n      </node>\n");
}

GBytes *
_ctn_chain_export_gexf (const CtnChainExport *self)
{
  const CtnField *fields = ctn_chain_link_kind ()->fields;
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                               "  <meta>\n    <creator>Catenary</creator>\n    <description>");

  append_text (out, self->name);
  g_string_append (out, "</description>\n  </meta>\n"
                        "  <graph mode=\"static\" defaultedgetype=\"directed\">\n");
  declare_all (out);
  g_string_append (out, "    <nodes>\n");
  for (guint i = 0; i < self->actors->len; i++)
    add_gexf_node (out, self, i);
  g_string_append (out, "    </nodes>\n    <edges>\n");
  for (guint i = 0; i < self->links->len; i++) {
    const CtnChainRow *link = g_ptr_array_index (self->links, i);
    guint source = 0, target = 0;

    if (_ctn_chain_export_find_actor (self, link->one, &source) == NULL ||
        _ctn_chain_export_find_actor (self, link->other, &target) == NULL)
      continue;
    g_string_append_printf (
        out, "      <edge id=\"l%u\" source=\"a%u\" target=\"a%u\">\n        <attvalues>\n", i,
        source, target);
    for (guint k = 0; fields[k].name != NULL; k++)
      add_attvalue (out, k, link->values[k]);
    g_string_append (out, "        </attvalues>\n      </edge>\n");
  }
  g_string_append (out, "    </edges>\n  </graph>\n</gexf>\n");
  return g_string_free_to_bytes (out);
}
