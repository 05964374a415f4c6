/* A maturity model that is being written or changed: its JSON, one part at a time.
 *
 * A place is a JSON Pointer (RFC 6901) to an object of the model: "" is the whole, "/groups/1" its second
 * group, "/groups/1/items/0" that group's first question, "/groups/1/items/0/scale/stages/2" the third stage
 * of its answers. An element of a list that has a code can also be named by it, so that the place stays when
 * the order does not: "/bands/=good". Members are named as in data/models/README.md.
 * A draft holds anything; ctn_model_draft_finish() says whether it is a model. Not thread-safe. */
#pragma once

#include "ctn-maturity-model.h"

G_BEGIN_DECLS

typedef struct _CtnModelDraft CtnModelDraft;

/* A copy of @model to be changed. (transfer full) */
CtnModelDraft *ctn_model_draft_new (const CtnMaturityModel *model) G_GNUC_WARN_UNUSED_RESULT;

/* A model of one group with one question, answered from 0 to 5, with an id of its own. (transfer full) */
CtnModelDraft *ctn_model_draft_new_blank (const char *title,
                                          const char *language) G_GNUC_WARN_UNUSED_RESULT;

void ctn_model_draft_free (CtnModelDraft *self);

/* The model as it is now. Errors: CTN_MATURITY_ERROR_MODEL with the place of what is wrong.
 * Returns: (transfer full) (nullable) */
CtnMaturityModel *ctn_model_draft_finish (CtnModelDraft *self,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives the model an id that no other has: a copy that goes its own way. */
void ctn_model_draft_renew_id (CtnModelDraft *self);

/* The version after @version: its last number plus one ("1.9" → "1.10"). (transfer full) */
char *ctn_model_next_version (const char *version) G_GNUC_WARN_UNUSED_RESULT;

gboolean ctn_model_draft_exists (CtnModelDraft *self, const char *place);
gboolean ctn_model_draft_is_question (CtnModelDraft *self, const char *place);
guint ctn_model_draft_count_children (CtnModelDraft *self, const char *place);
/* The place of a child. (transfer full) */
char *ctn_model_draft_dup_child (CtnModelDraft *self,
                                 const char *place,
                                 guint position) G_GNUC_WARN_UNUSED_RESULT;

/* Members of a node. Reading one that is missing gives %NULL, "" for texts, and @fallback. Setting
 * %NULL, "" or NAN takes a member away. */
const char *ctn_model_draft_get_string (CtnModelDraft *self, const char *place, const char *member);
void ctn_model_draft_set_string (CtnModelDraft *self,
                                 const char *place,
                                 const char *member,
                                 const char *value);
const char *ctn_model_draft_get_text (CtnModelDraft *self,
                                      const char *place,
                                      const char *member,
                                      const char *language);
void ctn_model_draft_set_text (CtnModelDraft *self,
                               const char *place,
                               const char *member,
                               const char *language,
                               const char *text);
double ctn_model_draft_get_number (CtnModelDraft *self,
                                   const char *place,
                                   const char *member,
                                   double fallback);
void ctn_model_draft_set_number (CtnModelDraft *self,
                                 const char *place,
                                 const char *member,
                                 double value);
gboolean ctn_model_draft_get_boolean (CtnModelDraft *self, const char *place, const char *member);
void ctn_model_draft_set_boolean (CtnModelDraft *self,
                                  const char *place,
                                  const char *member,
                                  gboolean value);

/* Adds a question behind the others of a group, with the scale of the one before it, or a group with
 * one question. A node has either groups or questions.
 * Returns: (transfer full) (nullable): its place; %NULL when it cannot have such a child, or the tree
 * would get too deep */
char *ctn_model_draft_add_question (CtnModelDraft *self,
                                    const char *place,
                                    const char *title,
                                    const char *language) G_GNUC_WARN_UNUSED_RESULT;
char *ctn_model_draft_add_group (CtnModelDraft *self,
                                 const char *place,
                                 const char *title,
                                 const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the above would add one. */
gboolean ctn_model_draft_can_add_question (CtnModelDraft *self, const char *place);
gboolean ctn_model_draft_can_add_group (CtnModelDraft *self, const char *place);

/* Whether there is a place before or behind (@by −1 or 1) among the siblings. */
gboolean ctn_model_draft_can_move (CtnModelDraft *self, const char *place, int by);
void ctn_model_draft_move (CtnModelDraft *self, const char *place, int by);

/* The last child of a node stays, for a group without questions is none. Gates and norms of what is
 * removed go with it. */
gboolean ctn_model_draft_can_remove (CtnModelDraft *self, const char *place);
void ctn_model_draft_remove (CtnModelDraft *self, const char *place);

/* How a question is answered: one of the scales that the model's questions share. */
void ctn_model_draft_set_shared_scale (CtnModelDraft *self, const char *place, const char *name);
/* A scale of the question's own: @n levels from 0 on (2 to CTN_MODEL_MAX_STEPS), @n options to tick (1 to
 * CTN_SCALE_MAX_OPTIONS) that count one point each, @n stages (as levels) from no point on with one more
 * each, yes or no, or a number between goalposts. What was written at the steps stays as far as there are
 * steps for it; points stay as long as the kind does. */
void ctn_model_draft_set_levels (CtnModelDraft *self, const char *place, guint n);
void ctn_model_draft_set_options (CtnModelDraft *self, const char *place, guint n);
void ctn_model_draft_set_stages (CtnModelDraft *self, const char *place, guint n);
void ctn_model_draft_set_yes_no (CtnModelDraft *self, const char *place);
void ctn_model_draft_set_goalposts (CtnModelDraft *self,
                                    const char *place,
                                    double min,
                                    double max,
                                    CtnDirection direction);
/* Of a number: what it counts, "" for none. */
void ctn_model_draft_set_unit (CtnModelDraft *self,
                               const char *place,
                               const char *language,
                               const char *unit);

/* What it takes to be at a step of a question's scale, in exactly this language: the question's own
 * words, "" when it has none. The first one that is set makes room for all @n_steps. */
const char *ctn_model_draft_get_descriptor (CtnModelDraft *self,
                                            const char *place,
                                            guint step,
                                            const char *language);
void ctn_model_draft_set_descriptor (CtnModelDraft *self,
                                     const char *place,
                                     guint step,
                                     guint n_steps,
                                     const char *language,
                                     const char *text);

/* What a step of a question's scale is called, in exactly this language: "" for one that goes by its number. The
 * scale may be one that questions share, which then all show the name; ctn_model_draft_count_sharing() says how
 * many questions that are, itself included. A name that is set in another language stands in for a missing one in
 * the model's first; one that is taken away leaves the number where there is no text either. */
const char *ctn_model_draft_get_step_name (CtnModelDraft *self,
                                           const char *place,
                                           guint step,
                                           const char *language);
void ctn_model_draft_set_step_name (CtnModelDraft *self,
                                    const char *place,
                                    guint step,
                                    const char *language,
                                    const char *name);
guint ctn_model_draft_count_sharing (CtnModelDraft *self, const char *place);

/* Bands of a node, gates and norms of the whole. @list is their place: "/bands", "/groups/1/bands", "/gates",
 * "/norms". Their other members are read and set as those of nodes. */
guint ctn_model_draft_count_parts (CtnModelDraft *self, const char *list);

/* The place of a part, by its code if no other before it has the same. (transfer full) */
char *ctn_model_draft_dup_part (CtnModelDraft *self,
                                const char *list,
                                guint position) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a part that nothing is said about yet: a band of the node at @place in the middle of the widest gap
 * between the others, the first from 0 on; a gate of the first question, half way up its scale; a norm
 * without values.
 * Returns: (transfer full) (nullable): its place; %NULL when there are too many */
char *ctn_model_draft_add_band (CtnModelDraft *self,
                                const char *place,
                                const char *title,
                                const char *language) G_GNUC_WARN_UNUSED_RESULT;
char *ctn_model_draft_add_gate (CtnModelDraft *self,
                                const char *title,
                                const char *language) G_GNUC_WARN_UNUSED_RESULT;
char *ctn_model_draft_add_norm (CtnModelDraft *self,
                                const char *title,
                                const char *language) G_GNUC_WARN_UNUSED_RESULT;

/* Bands that relate to a removed norm stand for values again, see ctn_model_draft_set_bands_norm(). */
void ctn_model_draft_remove_part (CtnModelDraft *self, const char *part);

/* Where a band begins: the least value, or with @above the value that is too little. It goes where it belongs
 * among the others. */
double ctn_model_draft_get_band_start (CtnModelDraft *self, const char *part, gboolean *above);
void ctn_model_draft_set_band_start (CtnModelDraft *self,
                                     const char *part,
                                     double start,
                                     gboolean above);

/* Lets a node's bands stand for multiples of a norm, %NULL for values themselves. They begin at the same values
 * of the node as before; what no value reaches then, for the norm says nothing about the node, goes.
 * @norm: (nullable): code */
void ctn_model_draft_set_bands_norm (CtnModelDraft *self, const char *place, const char *norm);

/* Makes a gate hold for the node with @code. Its bounds are half way up the new node's scale, unless both
 * nodes are measured from 0 to 1. */
void ctn_model_draft_set_gate_node (CtnModelDraft *self, const char *part, const char *code);

/* Adds a language behind the others. */
void ctn_model_draft_add_language (CtnModelDraft *self, const char *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnModelDraft, ctn_model_draft_free)

G_END_DECLS
