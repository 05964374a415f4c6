/* What an organisation is like, and what a stage looks for. */
#pragma once

#include "ctn-chain.h"

G_BEGIN_DECLS

/* Fields of organisations that count, in the order of a scan. */
typedef enum {
  CTN_TRAIT_NAME,
  CTN_TRAIT_DESCRIPTION,
  CTN_TRAIT_COUNTRY,
  CTN_TRAIT_NUTS,
  CTN_TRAIT_SIZE,
  CTN_TRAIT_NACE2,
  CTN_TRAIT_NACE21,
  CTN_TRAIT_SECTORS,
  CTN_TRAIT_TAGS,
  CTN_N_TRAITS,
} CtnTrait;

/* CTN_N_TRAITS fields. (transfer none) */
const CtnField *const *_ctn_trait_fields (void);

/* Sets of texts. */
typedef struct {
  GHashTable *present;              /* organisations that are at the stage: id */
  GHashTable *beside;               /* at the stages beside it */
  GHashTable *elsewhere;            /* at others of the chain */
  GHashTable *values[CTN_N_TRAITS]; /* canonical values of those at the stage; regions as NUTS 2 */
  GPtrArray *words;                 /* to be looked for, folded */
} CtnStageProfile;

/* Returns: (transfer full) (nullable): %NULL with @error set */
CtnStageProfile *_ctn_stage_profile_new (CtnConnection *reader,
                                         CtnChain *chain,
                                         guint stage,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void _ctn_stage_profile_free (CtnStageProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnStageProfile, _ctn_stage_profile_free)

G_END_DECLS
