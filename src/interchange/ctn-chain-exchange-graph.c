/* Nodes and edges from GraphML (http://graphml.graphdrawing.org/) and GEXF (https://gexf.net/). */
#include <ctn-i18n.h>
#include <stdlib.h>
#include <string.h>

#include "ctn-chain-exchange-private.h"
#include "ctn-interchange-error.h"
#include "ctn-sheet-xml.h"

typedef enum {
  FORMAT_UNKNOWN,
  FORMAT_GRAPHML,
  FORMAT_GEXF,
} Format;

/* A node or edge as it is read; attributes come one after the other. */
typedef struct {
  gboolean open;
  CtnExchangePart part;
  char *id;
  char *name;
  char *stage;
  char *stage_order;
  char *stage_parent;
  char *source; /* of an edge: ids of nodes */
  char *target;
  char **values;
  char **stage_values; /* (owned) (nullable) for each field of ctn_chain_stage_kind() */
} Item;

typedef struct {
  CtnChainExchange *exchange;
  Format format;
  GHashTable *keys[2];        /* id of an attribute → its name; of nodes, of edges */
  GHashTable *nodes;          /* id → index + 1 */
  GHashTable *orders;         /* name of a stage → its place */
  GPtrArray *edges;           /* Item *: ends may come later */
  Item *item;                 /* (owned) (nullable) */
  GPtrArray *outer;           /* Item *: nodes around a nested one */
  CtnExchangePart attributes; /* of GEXF: what is being declared */
  char *key;                  /* (owned) (nullable) of the data that are being read */
  gboolean in_label;          /* of yEd */
  gboolean undirected;
} Reader;

static void
item_free (gpointer data)
{
  Item *item = data;

  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->name);
  g_free (item->stage);
  g_free (item->stage_order);
  g_free (item->stage_parent);
  g_free (item->source);
  g_free (item->target);
  g_strfreev (item->values);
  g_strfreev (item->stage_values);
  g_free (item);
}

static Item *
item_new (CtnExchangePart part)
{
  Item *item = g_new0 (Item, 1);

  item->part = part;
  item->values = _ctn_exchange_new_values (part);
  return item;
}

static char *
dup_place (const Item *item)
{
  if (item->part == CTN_EXCHANGE_ACTORS)
    /* Translators: %s is the id of a node in a file */
    return g_strdup_printf (_ ("Node %s"), item->id);
  return g_strdup_printf (_ ("Edge %s → %s"), item->source, item->target);
}

/* --- Attributes ---------------------------------------------------------------------------------- */

/* What a node says of its stage: "stage-nace" and the like. Whether @name is one of these */
static gboolean
set_stage_value (Reader *reader, Item *item, const char *name, const char *value)
{
  const CtnRecordKind *kind = ctn_chain_stage_kind ();
  const CtnField *field = item->part == CTN_EXCHANGE_ACTORS && g_str_has_prefix (name, "stage-")
                              ? ctn_record_kind_find_field (kind, name + strlen ("stage-"))
                              : NULL;
  g_autofree char *place = NULL;

  if (field == NULL || g_str_equal (field->name, "name"))
    return FALSE;
  if (item->stage_values == NULL)
    item->stage_values = _ctn_exchange_new_values (CTN_EXCHANGE_STAGES);
  place = dup_place (item);
  _ctn_exchange_set_value (reader->exchange, CTN_EXCHANGE_STAGES, item->stage_values,
                           (guint) (field - kind->fields), value, place);
  return TRUE;
}

/* What an attribute called @name says of the item. */
static void
set_attribute (Reader *reader, Item *item, const char *name, const char *text)
{
  CtnExchangeColumn column = _ctn_exchange_find_column (item->part, name);
  g_autofree char *value = g_strstrip (g_strdup (text));
  g_autofree char *place = NULL;

  if (*value == '\0' || set_stage_value (reader, item, name, value))
    return;
  switch (column.role) {
  case CTN_EXCHANGE_FIELD:
    place = dup_place (item);
    _ctn_exchange_set_value (reader->exchange, item->part, item->values, column.field, value,
                             place);
    break;
  case CTN_EXCHANGE_NAME:
    g_set_str (&item->name, value);
    break;
  case CTN_EXCHANGE_STAGE:
    g_set_str (&item->stage, value);
    break;
  case CTN_EXCHANGE_STAGE_ORDER:
    g_set_str (&item->stage_order, value);
    break;
  case CTN_EXCHANGE_STAGE_PARENT:
    g_set_str (&item->stage_parent, value);
    break;
  case CTN_EXCHANGE_NOTHING:
  case CTN_EXCHANGE_SOURCE:
  case CTN_EXCHANGE_TARGET:
  case CTN_EXCHANGE_SOURCE_STAGE:
  case CTN_EXCHANGE_TARGET_STAGE:
  case CTN_EXCHANGE_DIRECTION:
  default:
    break;
  }
}

static guint
get_side (CtnExchangePart part)
{
  return part == CTN_EXCHANGE_LINKS ? 1 : 0;
}

/* @value: (transfer full) */
static void
set_by_key (Reader *reader, const char *key, char *value)
{
  g_autofree char *text = value;
  const char *name;

  if (reader->item == NULL || key == NULL)
    return;
  name = g_hash_table_lookup (reader->keys[get_side (reader->item->part)], key);
  if (name != NULL)
    set_attribute (reader, reader->item, name, text);
}

/* --- Nodes and edges ----------------------------------------------------------------------------- */

/* The first actor that says something of the stage counts. */
static void
describe_stage (CtnExchangeStage *stage, const Item *item)
{
  for (guint i = 0; item->stage_values != NULL && item->stage_values[i] != NULL; i++)
    if (*stage->values[i] == '\0')
      g_set_str (&stage->values[i], item->stage_values[i]);
}

static void
end_node (Reader *reader, Item *item)
{
  int stage = item->stage != NULL ? _ctn_exchange_get_stage (reader->exchange, item->stage) : -1;
  CtnExchangeActor *actor;
  guint index;

  if (stage >= 0)
    describe_stage (g_ptr_array_index (reader->exchange->stages, stage), item);
  if (item->stage_parent != NULL && stage >= 0)
    g_set_str (&((CtnExchangeStage *) g_ptr_array_index (reader->exchange->stages, stage))->parent,
               item->stage_parent);
  if (item->stage_order != NULL && stage >= 0)
    g_hash_table_insert (reader->orders, GINT_TO_POINTER (stage + 1),
                         GINT_TO_POINTER (atoi (item->stage_order) + 1));
  index =
      _ctn_exchange_add_actor (reader->exchange, item->name != NULL ? item->name : item->id, stage);
  actor = _ctn_exchange_peek_actor (reader->exchange, index);
  g_strfreev (actor->values);
  actor->values = g_steal_pointer (&item->values);
  if (g_hash_table_contains (reader->nodes, item->id)) {
    g_autofree char *place = dup_place (item);

    _ctn_exchange_add_problem (reader->exchange, place,
                               g_strdup (_ ("The id occurs twice; links go to the first one.")));
  } else {
    g_hash_table_insert (reader->nodes, g_strdup (item->id), GUINT_TO_POINTER (index + 1));
  }
}

static void
begin_node (Reader *reader, const CtnSheetAttributes *attributes)
{
  g_autofree char *label = ctn_sheet_attributes_dup (attributes, NULL, "label");

  if (reader->item != NULL)
    g_ptr_array_add (reader->outer, g_steal_pointer (&reader->item));
  reader->item = item_new (CTN_EXCHANGE_ACTORS);
  reader->item->id = ctn_sheet_attributes_dup (attributes, NULL, "id");
  if (*label != '\0')
    reader->item->name = g_steal_pointer (&label);
}

static void
begin_edge (Reader *reader, const CtnSheetAttributes *attributes)
{
  static const char *const plain[] = { "label", "kind", "weight", NULL };

  item_free (reader->item);
  reader->item = item_new (CTN_EXCHANGE_LINKS);
  reader->item->source = ctn_sheet_attributes_dup (attributes, NULL, "source");
  reader->item->target = ctn_sheet_attributes_dup (attributes, NULL, "target");
  /* GEXF says some of it without declaring it. */
  for (guint i = 0; reader->format == FORMAT_GEXF && plain[i] != NULL; i++) {
    g_autofree char *value = ctn_sheet_attributes_dup (attributes, NULL, plain[i]);

    set_attribute (reader, reader->item, plain[i], value);
  }
}

static void
end_item (Reader *reader)
{
  Item *item = g_steal_pointer (&reader->item);

  if (item == NULL)
    return;
  if (item->part == CTN_EXCHANGE_LINKS) {
    g_ptr_array_add (reader->edges, item);
    return;
  }
  end_node (reader, item);
  item_free (item);
  if (reader->outer->len > 0)
    reader->item = g_ptr_array_steal_index (reader->outer, reader->outer->len - 1);
}

static void
add_edges (Reader *reader)
{
  for (guint i = 0; i < reader->edges->len; i++) {
    Item *item = g_ptr_array_index (reader->edges, i);
    guint source = GPOINTER_TO_UINT (g_hash_table_lookup (reader->nodes, item->source));
    guint target = GPOINTER_TO_UINT (g_hash_table_lookup (reader->nodes, item->target));
    g_autofree char *place = dup_place (item);

    if (source > 0 && target > 0)
      _ctn_exchange_add_link (reader->exchange, source - 1, target - 1,
                              g_steal_pointer (&item->values));
    else
      _ctn_exchange_add_problem (reader->exchange, place,
                                 g_strdup (_ ("An end of the edge is not in the file.")));
  }
}

/* --- Elements ------------------------------------------------------------------------------------ */

static void
declare (Reader *reader, guint side, const CtnSheetAttributes *attributes, const char *name_member)
{
  char *id = ctn_sheet_attributes_dup (attributes, NULL, "id");
  char *name = ctn_sheet_attributes_dup (attributes, NULL, name_member);

  g_hash_table_insert (reader->keys[side], id, name);
}

static void
start_graphml (Reader *reader,
               CtnSheetXml *xml,
               const char *name,
               const CtnSheetAttributes *attributes)
{
  if (g_str_equal (name, "key")) {
    g_autofree char *target = ctn_sheet_attributes_dup (attributes, NULL, "for");

    if (!g_str_equal (target, "edge"))
      declare (reader, 0, attributes, "attr.name");
    if (!g_str_equal (target, "node"))
      declare (reader, 1, attributes, "attr.name");
  } else if (g_str_equal (name, "graph")) {
    g_autofree char *direction = ctn_sheet_attributes_dup (attributes, NULL, "edgedefault");

    if (*direction != '\0')
      reader->undirected = g_str_equal (direction, "undirected");
  } else if (g_str_equal (name, "node")) {
    begin_node (reader, attributes);
  } else if (g_str_equal (name, "edge")) {
    begin_edge (reader, attributes);
  } else if (g_str_equal (name, "data") && reader->item != NULL) {
    g_free (reader->key);
    reader->key = ctn_sheet_attributes_dup (attributes, NULL, "key");
    g_string_truncate (xml->text, 0);
    xml->capture = TRUE;
  } else if (g_str_equal (name, "NodeLabel") && reader->item != NULL) {
    reader->in_label = TRUE;
    g_string_truncate (xml->text, 0);
  }
}

static void
end_graphml (Reader *reader, CtnSheetXml *xml, const char *name)
{
  if (g_str_equal (name, "NodeLabel") && reader->in_label && reader->item != NULL) {
    g_autofree char *label = g_strstrip (g_strdup (xml->text->str));

    if (reader->item->name == NULL && *label != '\0')
      reader->item->name = g_steal_pointer (&label);
    reader->in_label = FALSE;
    g_string_truncate (xml->text, 0);
  } else if (g_str_equal (name, "data") && xml->capture) {
    xml->capture = FALSE;
    set_by_key (reader, reader->key, g_strdup (xml->text->str));
  } else if (g_str_equal (name, "node") || g_str_equal (name, "edge")) {
    end_item (reader);
  }
}

static void
start_gexf (Reader *reader, const char *name, const CtnSheetAttributes *attributes)
{
  if (g_str_equal (name, "attributes")) {
    g_autofree char *class = ctn_sheet_attributes_dup (attributes, NULL, "class");

    reader->attributes = g_str_equal (class, "edge") ? CTN_EXCHANGE_LINKS : CTN_EXCHANGE_ACTORS;
  } else if (g_str_equal (name, "attribute")) {
    declare (reader, get_side (reader->attributes), attributes, "title");
  } else if (g_str_equal (name, "graph")) {
    g_autofree char *direction = ctn_sheet_attributes_dup (attributes, NULL, "defaultedgetype");

    reader->undirected = g_str_equal (direction, "undirected");
  } else if (g_str_equal (name, "node")) {
    begin_node (reader, attributes);
  } else if (g_str_equal (name, "edge")) {
    begin_edge (reader, attributes);
  } else if (g_str_equal (name, "attvalue")) {
    g_autofree char *key = ctn_sheet_attributes_dup (attributes, NULL, "for");

    set_by_key (reader, key, ctn_sheet_attributes_dup (attributes, NULL, "value"));
  }
}

static void
start (CtnSheetXml *xml, const char *uri, const char *name, const CtnSheetAttributes *attributes)
{
  Reader *reader = xml->data;

  if (reader->format == FORMAT_UNKNOWN) {
    reader->format = g_str_equal (name, "graphml") ? FORMAT_GRAPHML
                     : g_str_equal (name, "gexf")  ? FORMAT_GEXF
                                                   : FORMAT_UNKNOWN;
    if (reader->format == FORMAT_UNKNOWN)
      ctn_sheet_xml_fail (xml,
                          g_error_new_literal (CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                                               _ ("The file is neither GraphML nor GEXF.")));
    return;
  }
  if (reader->exchange->actors->len > CTN_EXCHANGE_MAX_ACTORS ||
      reader->edges->len > CTN_EXCHANGE_MAX_LINKS || reader->outer->len > 100) {
    ctn_sheet_xml_stop (xml); /* the caller says why */
    return;
  }
  if (reader->format == FORMAT_GRAPHML)
    start_graphml (reader, xml, name, attributes);
  else
    start_gexf (reader, name, attributes);
}

static void
end (CtnSheetXml *xml, const char *uri, const char *name)
{
  Reader *reader = xml->data;

  if (reader->format == FORMAT_GRAPHML)
    end_graphml (reader, xml, name);
  else if (g_str_equal (name, "node") || g_str_equal (name, "edge"))
    end_item (reader);
}

/* --- The whole ----------------------------------------------------------------------------------- */

static int
compare_orders (gconstpointer a, gconstpointer b, gpointer data)
{
  Reader *reader = data;
  int one = *(const int *) a;
  int other = *(const int *) b;
  int order = GPOINTER_TO_INT (g_hash_table_lookup (reader->orders, GINT_TO_POINTER (one + 1)));
  int other_order =
      GPOINTER_TO_INT (g_hash_table_lookup (reader->orders, GINT_TO_POINTER (other + 1)));

  return order != other_order ? (order < other_order ? -1 : 1) : one - other;
}

/* Puts the stages into the order that the nodes tell, and the indices in the actors with them. */
static void
sort_stages (Reader *reader)
{
  GPtrArray *stages = reader->exchange->stages;
  g_autofree int *order = g_new (int, stages->len + 1);
  g_autofree int *place = g_new (int, stages->len + 1);
  g_autofree gpointer *sorted = g_new (gpointer, stages->len + 1);

  if (g_hash_table_size (reader->orders) == 0)
    return;
  for (guint i = 0; i < stages->len; i++)
    order[i] = (int) i;
  g_sort_array (order, stages->len, sizeof *order, compare_orders, reader);
  for (guint i = 0; i < stages->len; i++) {
    sorted[i] = stages->pdata[order[i]];
    place[order[i]] = (int) i;
  }
  memcpy (stages->pdata, sorted, stages->len * sizeof *sorted);
  for (guint i = 0; i < reader->exchange->actors->len; i++) {
    CtnExchangeActor *actor = _ctn_exchange_peek_actor (reader->exchange, i);

    if (actor->stage >= 0)
      actor->stage = place[actor->stage];
  }
}

static void
reader_clear (Reader *reader)
{
  g_hash_table_unref (reader->keys[0]);
  g_hash_table_unref (reader->keys[1]);
  g_hash_table_unref (reader->nodes);
  g_hash_table_unref (reader->orders);
  g_ptr_array_unref (reader->edges);
  g_ptr_array_unref (reader->outer);
  item_free (reader->item);
  g_free (reader->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

CtnChainExchange *
_ctn_exchange_read_graph (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  static const CtnSheetXmlHandler handler = { start, end };
  g_autoptr (CtnChainExchange) exchange = _ctn_exchange_new ();
  g_auto (Reader) reader = { .exchange = exchange };

  for (guint i = 0; i < G_N_ELEMENTS (reader.keys); i++)
    reader.keys[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.orders = g_hash_table_new (NULL, NULL);
  reader.edges = g_ptr_array_new_with_free_func (item_free);
  reader.outer = g_ptr_array_new_with_free_func (item_free);
  if (!ctn_sheet_xml_parse_bytes (bytes, &handler, &reader, cancellable, error))
    return NULL;
  if (reader.edges->len <= CTN_EXCHANGE_MAX_LINKS)
    add_edges (&reader);
  if (reader.outer->len > 100 || reader.edges->len > CTN_EXCHANGE_MAX_LINKS) {
    g_set_error_literal (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                         _ ("The graph has too many edges, or nodes within nodes within nodes."));
    return NULL;
  }
  if (!_ctn_exchange_check_size (exchange, error))
    return NULL;
  sort_stages (&reader);
  if (reader.undirected && exchange->links->len > 0)
    _ctn_exchange_add_problem (
        exchange, _ ("Graph"),
        g_strdup (_ ("Edges have no direction; each is taken from its first end to its second.")));
  return g_steal_pointer (&exchange);
}
