/* Value chains from and to other programs: what a file says of stages, actors and links, before anything
 * is done with it.
 *
 * | file          | what is read                                                                      |
 * | ------------- | --------------------------------------------------------------------------------- |
 * | CSV           | links (columns From and To), actors (a name, perhaps a stage) or stages           |
 * | XLSX, ODS, XLS | the same from all sheets, as Kumu writes them ("Elements", "Connections")        |
 * | GraphML       | nodes and edges with their data; yEd's labels                                     |
 * | GEXF          | nodes and edges with their attributes                                             |
 *
 * Columns and attributes are found by the names and labels of fields and by what they are called elsewhere,
 * in English and German. An actor is known by its name and, where it stands at several stages, by its stage;
 * ends of links that are named nowhere else become actors. What a cell says that its field does not take is
 * left out and listed as a problem. */
#pragma once

#include <ctn-chain.h>
#include <ctn-project.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* More are refused. */
#define CTN_EXCHANGE_MAX_ACTORS 100000
#define CTN_EXCHANGE_MAX_LINKS 500000
#define CTN_EXCHANGE_MAX_PROBLEMS 10000

typedef struct {
  char *name;
  char *parent;  /* (nullable) the stage that it is a part of */
  char **values; /* canonical, one for each field of ctn_chain_stage_kind(); "" for none */
} CtnExchangeStage;

typedef struct {
  char *name;
  int stage;           /* index, -1 for none */
  char **values;       /* for each field of ctn_chain_actor_kind() */
  gint64 match;        /* of the actor in the chain that is the same, 0 for none */
  gint64 organisation; /* in the registry, 0 for none; both by ctn_chain_exchange_match() */
} CtnExchangeActor;

typedef struct {
  guint source, target; /* indices of actors */
  char **values;        /* for each field of ctn_chain_link_kind() */
} CtnExchangeLink;

typedef struct {
  char *place; /* "Connections, row 12"; "node n3" */
  char *message;
} CtnExchangeProblem;

typedef struct {
  GPtrArray *stages;     /* CtnExchangeStage, in order */
  GPtrArray *actors;     /* CtnExchangeActor */
  GPtrArray *links;      /* CtnExchangeLink */
  GPtrArray *problems;   /* CtnExchangeProblem, at most CTN_EXCHANGE_MAX_PROBLEMS */
  guint n_organisations; /* actors that are in the registry; by ctn_chain_exchange_match() */
  guint n_known;         /* actors that are in the chain already */
  /* private */
  GHashTable *by_stage; /* folded name → index + 1 */
  GHashTable *by_name;  /* folded name → index + 1 of the first actor of that name */
  GHashTable *by_place; /* folded name, stage → index + 1 */
} CtnChainExchange;

/* Reads @file. Blocks; any thread.
 * Errors: CTN_INTERCHANGE_ERROR with the place, G_IO_ERROR.
 * Returns: (transfer full) (nullable) */
CtnChainExchange *ctn_chain_exchange_load (GFile *file,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @name: of the file, for messages and for what a single table is called */
CtnChainExchange *ctn_chain_exchange_load_bytes (GBytes *bytes,
                                                 const char *name,
                                                 GCancellable *cancellable,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_chain_exchange_free (CtnChainExchange *self);

const CtnExchangeActor *ctn_chain_exchange_get_actor (CtnChainExchange *self, guint index);

/* Finds out who is in the chain already (@chain; 0: a new one), and who is in the registry, by name. */
gboolean ctn_chain_exchange_match (CtnChainExchange *self,
                                   CtnConnection *reader,
                                   gint64 chain,
                                   GError **error);

/* What ctn_chain_exchange_apply() wants as its data. */
typedef struct {
  CtnChainExchange *exchange;
  gint64 chain;             /* 0 makes a new one and puts its id here */
  const char *name;         /* of the new one */
  CtnProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
  guint n_actors, n_links;   /* out: added */
  guint n_updated;           /* out: actors and links that were there and got something new */
} CtnExchangeRun;

/* A CtnTransactFunc: adds what is not there yet, and fills in what is there with values that the file has.
 * Nothing is taken away. */
gboolean ctn_chain_exchange_apply (CtnConnection *connection, gpointer run, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChainExchange, ctn_chain_exchange_free)

G_END_DECLS
