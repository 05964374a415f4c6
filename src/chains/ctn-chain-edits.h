/* Operations on several parts of a chain at once, as one selects them on the map; each is one operation. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

/* Removes actors with their links, and links. */
gboolean ctn_chain_remove_parts (CtnProject *project,
                                 const gint64 *actors,
                                 gsize n_actors,
                                 const gint64 *links,
                                 gsize n_links,
                                 GError **error);

/* Moves actors to @stage, where the layout finds them a place. */
gboolean ctn_chain_move_actors (CtnProject *project,
                                const gint64 *actors,
                                gsize n_actors,
                                gint64 stage,
                                GError **error);

/* Where an actor's box is kept, in points; NAN lets it go. */
typedef struct {
  gint64 actor;
  double x, y;
} CtnChainPin;

gboolean
ctn_chain_pin_actors (CtnProject *project, const CtnChainPin *pins, gsize n_pins, GError **error);

/* Copies actors, also of another chain of the project, with the links among them, to a stage of @chain. An
 * organisation that stands there already is left out, and so is an actor that is there no more.
 * @stage: an id; 0: each where it was, for copies within its chain
 * Returns: (transfer full) (element-type gint64) (nullable): the new ids, %NULL with @error set */
GArray *ctn_chain_copy_actors (CtnProject *project,
                               gint64 chain,
                               gint64 stage,
                               const gint64 *actors,
                               gsize n_actors,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Places whom @names names (%NULL-terminated) at a stage: the organisation of the registry that is called
 * so (capital or small a to z are the same), and else an actor known by name only. Empty names are left out, and
 * organisations that stand there already.
 * Returns: (transfer full) (element-type gint64) (nullable): the new ids, %NULL with @error set */
GArray *ctn_chain_place_names (CtnProject *project,
                               gint64 chain,
                               gint64 stage,
                               const char *const *names,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts an organisation in the place of an actor who is missing, planned or known by name only; its links stay,
 * and those that were planned or missing stay so. */
gboolean
ctn_chain_fill_place (CtnProject *project, gint64 actor, gint64 organisation, GError **error);

/* Renames an actor: the organisation behind it, or the actor that is known by name only. */
gboolean
ctn_chain_rename_actor (CtnProject *project, gint64 actor, const char *name, GError **error);

/* Adds a part to @stage, behind the parts that it has; a part of a part is a part of the whole.
 * Returns: its id, 0 with @error set */
gint64 ctn_chain_add_part (CtnProject *project,
                           gint64 chain,
                           gint64 stage,
                           const char *name,
                           GError **error);

/* Puts a stage behind @after, another stage of the chain (an id; 0: at the beginning), and beside it: both
 * are parts of the same stage then, or of none. */
gboolean ctn_chain_put_stage (CtnProject *project, gint64 stage, gint64 after, GError **error);

/* Turns a link round. */
gboolean ctn_chain_reverse_link (CtnProject *project, gint64 link, GError **error);

/* Sets a field of several actors to what the user wrote. */
gboolean ctn_chain_edit_actors (CtnProject *project,
                                const gint64 *actors,
                                gsize n_actors,
                                const CtnField *field,
                                const char *text,
                                GError **error);

/* Sets a field of several links to what the user wrote. */
gboolean ctn_chain_edit_links (CtnProject *project,
                               const gint64 *links,
                               gsize n_links,
                               const CtnField *field,
                               const char *text,
                               GError **error);

G_END_DECLS
