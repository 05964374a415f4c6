/* Value chains: stages in order, actors placed at them, and the links between actors. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of chains, of stages, of actors in a chain, and of links. */
const CtnRecordKind *ctn_chain_kind (void);
const CtnRecordKind *ctn_chain_stage_kind (void);
const CtnRecordKind *ctn_chain_actor_kind (void);
const CtnRecordKind *ctn_chain_link_kind (void);

typedef enum {
  CTN_ACTOR_ACTOR,     /* a firm of the chain */
  CTN_ACTOR_SUPPORTER, /* research, test bed, finance, training, authority */
  CTN_ACTOR_MARKET,
  CTN_ACTOR_OUTSIDE, /* imports */
} CtnActorKind;

typedef enum {
  CTN_STATE_EXISTING,
  CTN_STATE_WEAK, /* links only */
  CTN_STATE_PLANNED,
  CTN_STATE_MISSING,
} CtnChainState;

/* Codes, as in files and JSON ("supporter", "planned"), and what people read. From a code that is none:
 * an actor, existing. */
const char *ctn_actor_kind_get_code (CtnActorKind kind);
const char *ctn_actor_kind_get_label (CtnActorKind kind);
CtnActorKind ctn_actor_kind_from_code (const char *code);
const char *ctn_chain_state_get_code (CtnChainState state);
const char *ctn_chain_state_get_label (CtnChainState state);
CtnChainState ctn_chain_state_from_code (const char *code);

typedef struct {
  gint64 id;
  char *name;
  int parent; /* index of the stage that it is a part of, -1 for none */
  guint step; /* its place in the chain, from 0; stages that run beside each other have the same */
} CtnChainStage;

typedef struct {
  gint64 id;
  gint64 organisation; /* 0: known by name only */
  int stage;           /* index into the chain's stages, -1 for none */
  char *name;
  char *country; /* (nullable) ISO 3166-1 */
  char *nuts;    /* (nullable) */
  char *helix;   /* (nullable) */
  char *segment; /* (nullable) the product line or branch of the chain that it belongs to */
  CtnActorKind kind;
  CtnChainState state;
  double share;      /* of the stage's supply in any unit, NAN when unknown */
  double capacity;   /* NAN when unknown */
  double demand;     /* NAN when unknown */
  double capability; /* 0–5, NAN when unknown */
  double
      employment; /* annual work units at this stage: its jobs there, else its staff in the registry
                        in equal parts over the stages where it is placed; NAN when unknown */
  double pinned_x; /* points; NAN when not pinned */
  double pinned_y;
} CtnChainActor;

typedef struct {
  gint64 id;
  guint source; /* index into the actors */
  guint target;
  char *kind;    /* "supply", "service", "knowledge", "finance", "data", "ownership" */
  char *product; /* (nullable) */
  double volume; /* NAN when unknown */
  double value;  /* €, NAN when unknown */
  CtnChainState state;
} CtnChainLink;

/* A chain as it is drawn and computed: plain data, no connection to the project. */
typedef struct {
  gint64 id;
  char *name;
  guint threshold; /* fewer actors than this at a stage are a gap */
  GPtrArray
      *stages; /* CtnChainStage, in order; sub-stages behind the stage that they are parts of */
  GPtrArray *actors; /* CtnChainActor, in the order of their making */
  GPtrArray *links;  /* CtnChainLink */
  GArray *accounts;  /* (nullable) CtnStageAccount, ctn-chain-accounts.h */
  GPtrArray *trade;  /* (nullable) CtnTradeFlow, ctn-chain-trade.h */
} CtnChain;

/* Returns: (transfer full) (nullable): %NULL with @error set */
CtnChain *
ctn_chain_load (CtnConnection *reader, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An empty one, to be filled in by who makes it; once it is shared, it does not change any more, and any thread may
 * read it. (transfer full) */
CtnChain *ctn_chain_new (void) G_GNUC_WARN_UNUSED_RESULT;
CtnChain *ctn_chain_ref (CtnChain *self);
void ctn_chain_unref (CtnChain *self);

const CtnChainStage *ctn_chain_get_stage (CtnChain *self, guint index);
const CtnChainActor *ctn_chain_get_actor (CtnChain *self, guint index);
const CtnChainLink *ctn_chain_get_link (CtnChain *self, guint index);

/* Index of the stage with @id, -1 when there is none. */
int ctn_chain_find_stage (CtnChain *self, gint64 id);

/* The step of the stage at index @stage; -1 for -1. */
int ctn_chain_get_step (CtnChain *self, int stage);

/* Whether the actor stands at the stage at index @stage or at a part of it. */
gboolean ctn_chain_is_at (CtnChain *self, const CtnChainActor *actor, guint stage);

/* Whether the link leads back to an earlier step, as used parts do on their way to recycling. */
gboolean ctn_chain_is_return (CtnChain *self, const CtnChainLink *link);

/* Index of the actor with @id, -1 when there is none. */
int ctn_chain_find_actor (CtnChain *self, gint64 id);

/* Ids of all chains (element-type gint64), by name. (transfer full) (nullable) */
GArray *ctn_chain_list (CtnConnection *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Number of actors of a chain. Returns: -1 with @error set */
int ctn_chain_count_actors (CtnConnection *reader, gint64 id, GError **error);

/* Operations. Those that add return the new id, 0 with @error set. */
gint64 ctn_chain_add (CtnProject *project, const char *name, GError **error);
gboolean ctn_chain_edit (CtnProject *project,
                         gint64 chain,
                         const CtnField *field,
                         const char *text,
                         GError **error);
gboolean ctn_chain_delete (CtnProject *project, gint64 chain, GError **error);

/* Adds a stage behind @after (an id; 0: at the beginning, -1: at the end). */
gint64 ctn_chain_add_stage (CtnProject *project,
                            gint64 chain,
                            gint64 after,
                            const char *name,
                            GError **error);
gboolean
ctn_chain_rename_stage (CtnProject *project, gint64 stage, const char *name, GError **error);
/* Makes a stage a part of @parent (an id; of its parent where that is a part itself), or with 0 one of
 * its own again. Parts of @stage follow. */
gboolean ctn_chain_nest_stage (CtnProject *project, gint64 stage, gint64 parent, GError **error);
gboolean ctn_chain_edit_stage (CtnProject *project,
                               gint64 stage,
                               const CtnField *field,
                               const char *text,
                               GError **error);
/* Moves a stage one place forwards or backwards among those with the same parent. */
gboolean
ctn_chain_move_stage (CtnProject *project, gint64 stage, gboolean forwards, GError **error);
/* Deletes a stage with the actors placed there. */
gboolean ctn_chain_delete_stage (CtnProject *project, gint64 stage, GError **error);

/* Places organisations at a stage as one operation; those that are there already stay once. */
gboolean ctn_chain_place (CtnProject *project,
                          gint64 chain,
                          gint64 stage,
                          const gint64 *organisations,
                          gsize n_organisations,
                          CtnActorKind kind,
                          GError **error);
/* Places somebody who is not in the registry: a market, an import, a missing or planned actor. */
gint64 ctn_chain_place_named (CtnProject *project,
                              gint64 chain,
                              gint64 stage,
                              const char *name,
                              CtnActorKind kind,
                              CtnChainState state,
                              GError **error);
gboolean ctn_chain_move_actor (CtnProject *project, gint64 actor, gint64 stage, GError **error);
gboolean ctn_chain_edit_actor (CtnProject *project,
                               gint64 actor,
                               const CtnField *field,
                               const char *text,
                               GError **error);
gboolean ctn_chain_remove_actor (CtnProject *project, gint64 actor, GError **error);
/* Keeps the actor's box at (x, y) points; NAN lets it go. */
gboolean
ctn_chain_pin_actor (CtnProject *project, gint64 actor, double x, double y, GError **error);

gint64 ctn_chain_link (CtnProject *project,
                       gint64 source,
                       gint64 target,
                       const char *kind,
                       GError **error);
gboolean ctn_chain_edit_link (CtnProject *project,
                              gint64 link,
                              const CtnField *field,
                              const char *text,
                              GError **error);
gboolean ctn_chain_remove_link (CtnProject *project, gint64 link, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnChain, ctn_chain_unref)

G_END_DECLS
