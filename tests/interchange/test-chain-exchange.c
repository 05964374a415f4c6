/* Value chains out and back in: nothing is lost, what is odd is listed, and what is hostile does no harm.
 *
 * Files written by _ctn_chain_export_graphml() and _gexf() were read once with networkx 3.6.1
 * (read_graphml, read_gexf) and gave the same nodes, edges and attributes. */
#include <ctn-chain-accounts.h>
#include <ctn-chain-rows.h>
#include <ctn-chain-trade.h>
#include <ctn-organisation.h>
#include <ctn-record-operations.h>
#include <math.h>

#include "ctn-chain-exchange.h"
#include "ctn-chain-export.h"
#include "ctn-chain-figures-import.h"
#include "ctn-interchange-error.h"

typedef struct {
  CtnProject *project;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->project = ctn_project_new (NULL, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ctn_project_close (self->project, TRUE, NULL);
  g_object_unref (self->project);
}

/* A text for every field of a kind, with all that files tend to spoil. */
static void
fill (Fixture *self, const CtnRecordKind *kind, gint64 id, const char *const *except)
{
  g_autoptr (GError) error = NULL;

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    const char *text = field->type == CTN_FIELD_NUMBER    ? "4.5"
                       : field->type == CTN_FIELD_INTEGER ? "3"
                       : field->type == CTN_FIELD_CHOICE  ? field->choices[1].code
                       : field->type == CTN_FIELD_BOOLEAN ? "1"
                                                          : "=A & \"B\" <C>, Größe; \n';-2";

    if (field->type == CTN_FIELD_CODE || g_strv_contains (except, field->name))
      continue;
    if (g_str_equal (field->name, "year"))
      text = "2023";
    ctn_record_edit (self->project, kind, id, field, text, &error);
    g_assert_no_error (error);
  }
}

static gint64
find_id (Fixture *self, const char *sql, gint64 chain)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (self->project), &id, &error, sql, "i", chain);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

/* Two stages, one with a part, beside each other; an organisation at both; an import; every field filled. */
static gint64
make_chain (Fixture *self)
{
  static const char *const none[] = { "name", NULL };
  gint64 organisation = ctn_organisation_add (self->project, "Beispiel & Söhne GmbH", NULL);
  gint64 chain = ctn_chain_add (self->project, "Chain", NULL);
  gint64 first = ctn_chain_add_stage (self->project, chain, -1, "Raw <materials>", NULL);
  gint64 second = ctn_chain_add_stage (self->project, chain, -1, "Cells", NULL);
  gint64 part = ctn_chain_add_stage (self->project, chain, -1, "Anodes", NULL);
  gint64 import, one, other;

  ctn_chain_nest_stage (self->project, part, second, NULL);
  ctn_chain_place (self->project, chain, first, &organisation, 1, CTN_ACTOR_ACTOR, NULL);
  ctn_chain_place (self->project, chain, part, &organisation, 1, CTN_ACTOR_ACTOR, NULL);
  import = ctn_chain_place_named (self->project, chain, second, "Imports", CTN_ACTOR_OUTSIDE,
                                  CTN_STATE_EXISTING, NULL);
  fill (self, ctn_chain_stage_kind (), second, none);
  ctn_record_edit (self->project, ctn_chain_stage_kind (), second,
                   ctn_record_kind_find_field (ctn_chain_stage_kind (), "nace"), "27.20", NULL);
  fill (self, ctn_chain_actor_kind (), import, none);
  ctn_record_edit (self->project, ctn_chain_actor_kind (), import,
                   ctn_record_kind_find_field (ctn_chain_actor_kind (), "country"), "CN", NULL);
  one = find_id (self, "SELECT min (id) FROM chain_actor WHERE chain = ?", chain);
  other = find_id (
      self, "SELECT max (id) FROM chain_actor WHERE chain = ? AND organisation IS NOT NULL", chain);
  fill (self, ctn_chain_link_kind (), ctn_chain_link (self->project, one, other, "supply", NULL),
        none);
  g_assert_cmpint (ctn_chain_link (self->project, import, one, "data", NULL), !=, 0);
  return chain;
}

static CtnChainExchange *
load_text (const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  CtnChainExchange *exchange = ctn_chain_exchange_load_bytes (bytes, name, NULL, &error);

  g_assert_no_error (error);
  return exchange;
}

static gint64
apply (Fixture *self, CtnChainExchange *exchange, gint64 chain, CtnExchangeRun *result)
{
  const CtnOperation operation = { "Import", NULL, NULL };
  CtnExchangeRun run = { .exchange = exchange, .chain = chain, .name = "Imported" };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (self->project, &operation, ctn_chain_exchange_apply, &run, &error);
  g_assert_no_error (error);
  if (result != NULL)
    *result = run;
  return run.chain;
}

static char *
dup_table (Fixture *self, gint64 chain, const CtnRecordKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      ctn_chain_export_table (ctn_project_get_reader (self->project), chain, kind, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_same (Fixture *self, gint64 one, gint64 other, const CtnRecordKind *kind)
{
  g_autofree char *before = dup_table (self, one, kind);
  g_autofree char *after = dup_table (self, other, kind);

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (strlen (before), >, 60);
}

/* Out, in as a new chain, and the same again. */
static void
test_round_trip (Fixture *self, gconstpointer data)
{
  CtnChainFormat format = GPOINTER_TO_INT (data);
  gint64 chain = make_chain (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      ctn_chain_export_bytes (ctn_project_get_reader (self->project), chain, format, NULL, &error);
  g_autoptr (CtnChainExchange) exchange = NULL;
  gint64 copy;

  g_assert_no_error (error);
  exchange = ctn_chain_exchange_load_bytes (bytes, "file", NULL, &error);
  g_assert_no_error (error);
  if (exchange->problems->len > 0)
    g_error ("%s", ((CtnExchangeProblem *) g_ptr_array_index (exchange->problems, 0))->message);
  g_assert_cmpuint (exchange->links->len, ==, 2);
  copy = apply (self, exchange, 0, NULL);
  g_assert_cmpint (copy, !=, chain);
  assert_same (self, chain, copy, ctn_chain_link_kind ());
  if (format != CTN_CHAIN_FORMAT_CSV)
    assert_same (self, chain, copy, ctn_chain_actor_kind ());
  if (format != CTN_CHAIN_FORMAT_CSV)
    assert_same (self, chain, copy, ctn_chain_stage_kind ());
}

/* Once more changes nothing; undo takes all of it back. */
static void
test_twice (Fixture *self, gconstpointer data)
{
  gint64 chain = make_chain (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ctn_chain_export_bytes (ctn_project_get_reader (self->project), chain,
                                                     CTN_CHAIN_FORMAT_XLSX, NULL, &error);
  g_autoptr (CtnChainExchange) exchange =
      ctn_chain_exchange_load_bytes (bytes, "file", NULL, &error);
  g_autoptr (CtnChainExchange) more = load_text ("From;To\nImports;Somebody new\n", "links.csv");
  CtnExchangeRun run;

  apply (self, exchange, chain, &run);
  g_assert_cmpuint (run.n_actors, ==, 0);
  g_assert_cmpuint (run.n_links, ==, 0);
  apply (self, more, chain, &run);
  g_assert_cmpuint (run.n_actors, ==, 1);
  g_assert_cmpuint (run.n_links, ==, 1);
  g_assert_cmpuint (more->n_known, ==, 1);
  g_assert_true (ctn_project_undo (self->project, &error));
  g_assert_cmpint (ctn_chain_count_actors (ctn_project_get_reader (self->project), chain, &error),
                   ==, 3);
}

static const CtnExchangeLink *
get_link (CtnChainExchange *exchange, guint index)
{
  return g_ptr_array_index (exchange->links, index);
}

static const char *
get_value (char *const *values, const CtnRecordKind *kind, const char *field)
{
  return values[ctn_record_kind_find_field (kind, field) - kind->fields];
}

/* A list as a German colleague has it: other names, decimal commas, a row that lacks an end, a kind that
 * there is none of. */
static void
test_german (Fixture *self, gconstpointer data)
{
  const CtnRecordKind *kind = ctn_chain_link_kind ();
  g_autoptr (CtnChainExchange) exchange =
      load_text ("Von;Nach;Typ;Menge;Einheit;Jahr\n"
                 "Mühle Nord;Bäcker Süd;supply;1.234,5;t;2023\n"
                 ";Bäcker Süd;supply;1;t;2023\n"
                 "Mühle Nord;Bäcker West;Zauberei;2,5;t;früher\n",
                 "liste.csv");
  const CtnExchangeProblem *problem;

  g_assert_cmpuint (exchange->links->len, ==, 2);
  g_assert_cmpuint (exchange->actors->len, ==, 3);
  g_assert_cmpstr (ctn_chain_exchange_get_actor (exchange, 0)->name, ==, "Mühle Nord");
  g_assert_cmpstr (get_value (get_link (exchange, 0)->values, kind, "volume"), ==, "1234.5");
  g_assert_cmpstr (get_value (get_link (exchange, 1)->values, kind, "volume"), ==, "2.5");
  g_assert_cmpstr (get_value (get_link (exchange, 1)->values, kind, "kind"), ==, "");
  g_assert_cmpuint (exchange->problems->len, ==, 3);
  problem = g_ptr_array_index (exchange->problems, 0);
  g_assert_cmpstr (problem->place, ==, "liste.csv, row 3");
}

/* Kumu: elements whose type is one's own are at stages of that name; "mutual" goes both ways. */
static void
test_kumu (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChainExchange) elements =
      load_text ("Label,Type,Description\nMill,Processing,Grinds\nTown,Market,\nFarm,Growing,\n",
                 "Elements.csv");
  g_autoptr (CtnChainExchange) connections = load_text (
      "From,To,Direction,Label,Type\nMill,Town,mutual,Flour,Supply\n", "Connections.csv");
  const CtnExchangeActor *mill = ctn_chain_exchange_get_actor (elements, 0);
  const CtnExchangeActor *town = ctn_chain_exchange_get_actor (elements, 1);

  g_assert_cmpuint (elements->problems->len, ==, 0);
  g_assert_cmpuint (elements->stages->len, ==, 2);
  g_assert_cmpint (mill->stage, ==, 0);
  g_assert_cmpstr (get_value (mill->values, ctn_chain_actor_kind (), "notes"), ==, "Grinds");
  g_assert_cmpint (town->stage, ==, -1);
  g_assert_cmpstr (get_value (town->values, ctn_chain_actor_kind (), "kind"), ==, "market");
  g_assert_cmpuint (connections->links->len, ==, 2);
  g_assert_cmpstr (get_value (get_link (connections, 0)->values, ctn_chain_link_kind (), "product"),
                   ==, "Flour");
}

/* Without any stage, the longest way decides: a → b → c, a → c: three stages. A circle ends somewhere. */
static void
test_guess (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChainExchange) exchange = load_text ("From,To\na,b\nb,c\na,c\n", "links.csv");
  g_autoptr (CtnChainExchange) circle = load_text ("From,To\na,b\nb,c\nc,a\n", "links.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = ctn_chain_load (ctn_project_get_reader (self->project),
                                               apply (self, exchange, 0, NULL), &error);
  g_autoptr (CtnChain) round = ctn_chain_load (ctn_project_get_reader (self->project),
                                               apply (self, circle, 0, NULL), &error);

  g_assert_cmpuint (chain->stages->len, ==, 3);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (ctn_chain_get_actor (chain, (guint) i)->stage, ==, i);
  g_assert_cmpuint (round->stages->len, <=, 12);
  g_assert_cmpuint (round->links->len, ==, 3);
}

/* As yEd writes it: the name in a label of its own namespace, nodes within nodes, a document type. */
static void
test_yed (Fixture *self, gconstpointer data)
{
  g_autoptr (CtnChainExchange) exchange = load_text (
      "<?xml version=\"1.0\"?><!DOCTYPE graphml SYSTEM \"http://example.org/graphml.dtd\">"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
      "xmlns:y=\"http://www.yworks.com/y\">"
      "<key id=\"d0\" for=\"node\" yfiles.type=\"nodegraphics\"/>"
      "<key id=\"d1\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>"
      "<graph edgedefault=\"undirected\">"
      "<node id=\"g\"><data key=\"d0\"><y:ShapeNode><y:NodeLabel>Group</y:NodeLabel></y:ShapeNode>"
      "</data><graph><node id=\"n1\"><data key=\"d0\"><y:ShapeNode><y:NodeLabel> Mill &amp; Co "
      "</y:NodeLabel></y:ShapeNode></data></node></graph></node>"
      "<node id=\"n2\"/>"
      "<edge source=\"n1\" target=\"n2\"><data key=\"d1\">7.5</data></edge>"
      "<edge source=\"n1\" target=\"nowhere\"/>"
      "</graph></graphml>",
      "yed.graphml");

  g_assert_cmpuint (exchange->actors->len, ==, 3);
  g_assert_cmpstr (ctn_chain_exchange_get_actor (exchange, 0)->name, ==, "Mill & Co");
  g_assert_cmpstr (ctn_chain_exchange_get_actor (exchange, 1)->name, ==, "Group");
  g_assert_cmpstr (ctn_chain_exchange_get_actor (exchange, 2)->name, ==, "n2");
  g_assert_cmpuint (exchange->links->len, ==, 1);
  g_assert_cmpstr (get_value (get_link (exchange, 0)->values, ctn_chain_link_kind (), "volume"), ==,
                   "7.5");
  /* The end that is nowhere, and that edges have no direction. */
  g_assert_cmpuint (exchange->problems->len, ==, 2);
}

/* --- Hostile files ------------------------------------------------------------------------------- */

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_assert_null (ctn_chain_exchange_load_bytes (bytes, "hostile", NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_hostile (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) deep = g_string_new ("<graphml><graph>");
  g_autoptr (GString) nested = g_string_new ("<graphml><graph>");

  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<x>");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (nested, "<node id=\"%u\">", i);
  assert_refused ("<!DOCTYPE graphml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                  "<graphml><graph><node id=\"&b;\"/></graph></graphml>");
  assert_refused (
      "<!DOCTYPE graphml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
      "<graphml><graph><node id=\"n\"><data key=\"d\">&x;</data></node></graph></graphml>");
  assert_refused (
      "<!DOCTYPE graphml [<!ENTITY % x SYSTEM \"http://example.org/x\"> %x;]><graphml/>");
  assert_refused ("<graphml><graph><node id=\"a\">");
  assert_refused ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  assert_refused (deep->str);
  assert_refused (nested->str);
  assert_refused ("");
  assert_refused ("just a text");
  assert_refused ("Colour;Size\nred;5\n");
  assert_refused ("PK\3\4 no archive");
}

/* Each beginning of a good file, and each of its bytes turned: whatever comes of it, it comes to an end. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  gint64 chain = make_chain (self);

  for (CtnChainFormat format = CTN_CHAIN_FORMAT_CSV; format <= CTN_CHAIN_FORMAT_GEXF; format++) {
    g_autoptr (GBytes) bytes =
        ctn_chain_export_bytes (ctn_project_get_reader (self->project), chain, format, NULL, NULL);
    gsize length;
    const guint8 *text = g_bytes_get_data (bytes, &length);
    g_autofree guint8 *copy = g_memdup2 (text, length);

    for (gsize i = 0; i < length; i += 7) {
      g_autoptr (GBytes) cut = g_bytes_new (text, i);
      g_autoptr (GBytes) turned = NULL;
      CtnChainExchange *one = ctn_chain_exchange_load_bytes (cut, "cut", NULL, NULL);
      CtnChainExchange *other;

      copy[i] ^= 0x15;
      turned = g_bytes_new (copy, length);
      other = ctn_chain_exchange_load_bytes (turned, "turned", NULL, NULL);
      copy[i] ^= 0x15;
      g_clear_pointer (&one, ctn_chain_exchange_free);
      g_clear_pointer (&other, ctn_chain_exchange_free);
    }
  }
}

/* --- Accounts and trade -------------------------------------------------------------------------- */

static void
test_trade (Fixture *self, gconstpointer data)
{
  static const char text[] = "Stufe;Produkt;Jahr;Richtung;Land;Wert (€);Quelle\n"
                             "cells;Kobalt;2023;import;China;1.200.000,50;Beispiel\n"
                             "cells;Kobalt;2023;export;Schweiz;5;\n"
                             "Nowhere;Kobalt;2023;import;China;1;\n"
                             "cells;Kobalt;2023;import;Atlantis;1;\n";
  gint64 id = make_chain (self);
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (CtnChain) chain = ctn_chain_load (reader, id, &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (CtnFiguresImport) import = ctn_figures_import_load_bytes (
      bytes, "trade.csv", ctn_trade_flow_kind (), chain, NULL, &error);
  const CtnOperation operation = { "Import", NULL, NULL };
  const CtnTradeFlow *flow;

  g_assert_no_error (error);
  g_assert_cmpuint (ctn_figures_import_count (import), ==, 2);
  /* A stage that is not there; a country that is none, and the row that lacks one then. */
  g_assert_cmpuint (import->problems->len, ==, 3);
  ctn_project_transact (self->project, &operation, ctn_figures_import_apply, import, &error);
  g_assert_no_error (error);
  ctn_chain_unref (g_steal_pointer (&chain));
  chain = ctn_chain_load (reader, id, &error);
  g_assert_cmpuint (chain->trade->len, ==, 2);
  flow = g_ptr_array_index (chain->trade, 0);
  g_assert_cmpstr (flow->country, ==, "CN");
  g_assert_cmpfloat_with_epsilon (flow->value, 1200000.5, 1e-6);
  g_assert_false (flow->is_export);
  g_assert_true (((CtnTradeFlow *) g_ptr_array_index (chain->trade, 1))->is_export);
}

static void
test_accounts (Fixture *self, gconstpointer data)
{
  static const char text[] =
      "Stage,Year,Output,Intermediate consumption,Wages\nCells,2023,100,40,20\n";
  gint64 id = make_chain (self);
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (CtnChain) chain = ctn_chain_load (reader, id, &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (CtnFiguresImport) import = ctn_figures_import_load_bytes (
      bytes, "accounts.csv", ctn_stage_account_kind (), chain, NULL, &error);
  const CtnOperation operation = { "Import", NULL, NULL };

  g_assert_no_error (error);
  g_assert_cmpuint (import->problems->len, ==, 0);
  ctn_project_transact (self->project, &operation, ctn_figures_import_apply, import, &error);
  g_assert_no_error (error);
  ctn_chain_unref (g_steal_pointer (&chain));
  chain = ctn_chain_load (reader, id, &error);
  g_assert_cmpfloat_with_epsilon (ctn_chain_sum_value_added (chain, 2023), 60, 1e-9);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*function) (Fixture *self, gconstpointer data);
    CtnChainFormat format;
  } tests[] = {
    { "/chain-exchange/round-trip/xlsx", test_round_trip, CTN_CHAIN_FORMAT_XLSX },
    { "/chain-exchange/round-trip/csv", test_round_trip, CTN_CHAIN_FORMAT_CSV },
    { "/chain-exchange/round-trip/graphml", test_round_trip, CTN_CHAIN_FORMAT_GRAPHML },
    { "/chain-exchange/round-trip/gexf", test_round_trip, CTN_CHAIN_FORMAT_GEXF },
    { "/chain-exchange/twice", test_twice, 0 },
    { "/chain-exchange/german", test_german, 0 },
    { "/chain-exchange/kumu", test_kumu, 0 },
    { "/chain-exchange/guess", test_guess, 0 },
    { "/chain-exchange/yed", test_yed, 0 },
    { "/chain-exchange/hostile", test_hostile, 0 },
    { "/chain-exchange/damaged", test_damaged, 0 },
    { "/figures-import/trade", test_trade, 0 },
    { "/figures-import/accounts", test_accounts, 0 },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].format), set_up,
                tests[i].function, tear_down);
  return g_test_run ();
}
