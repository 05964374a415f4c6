#include "ctn-candidate-profile-private.h"

#include <ctn-likeness.h>
#include <ctn-organisation.h>
#include <ctn-record.h>
#include <string.h>

#define NUTS_2_LENGTH 4

static const char *const trait_names[CTN_N_TRAITS] = {
  "name", "description", "country", "region", "size-class", "nace2", "nace21", "sectors", "tags",
};

const CtnField *const *
_ctn_trait_fields (void)
{
  static const CtnField *fields[CTN_N_TRAITS];
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    for (guint i = 0; i < CTN_N_TRAITS; i++) {
      fields[i] = ctn_record_kind_find_field (ctn_organisation_kind (), trait_names[i]);
      g_assert (fields[i] != NULL);
    }
    g_once_init_leave (&done, 1);
  }
  return fields;
}

void
_ctn_stage_profile_free (CtnStageProfile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_clear_pointer (&self->beside, g_hash_table_unref);
  g_clear_pointer (&self->elsewhere, g_hash_table_unref);
  for (guint i = 0; i < CTN_N_TRAITS; i++)
    g_clear_pointer (&self->values[i], g_hash_table_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self);
}

static void
add_value (CtnStageProfile *self, CtnTrait trait, const char *text)
{
  g_auto (GStrv) values = g_strsplit (text, "; ", -1);

  for (char **value = values; *value != NULL; value++) {
    if (trait == CTN_TRAIT_NUTS && strlen (*value) > NUTS_2_LENGTH)
      (*value)[NUTS_2_LENGTH] = '\0';
    if (**value != '\0')
      g_hash_table_add (self->values[trait], g_strdup (*value));
  }
}

static gboolean
add_organisation (CtnStageProfile *self, CtnConnection *reader, gint64 id, GError **error)
{
  for (guint i = CTN_TRAIT_COUNTRY; i < CTN_N_TRAITS; i++) {
    g_autofree char *text =
        ctn_record_get (reader, ctn_organisation_kind (), id, _ctn_trait_fields ()[i], error);

    if (text == NULL)
      return FALSE;
    add_value (self, i, text);
  }
  return TRUE;
}

static void
add_id (GHashTable *set, gint64 id)
{
  g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

/* What the table of stages and that of actors say and a loaded chain does not. */
static gboolean
add_roles (CtnStageProfile *self, CtnConnection *reader, gint64 stage, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *nace = ctn_connection_get_text (
      reader, &local_error, "SELECT nace FROM chain_stage WHERE id = ?", "i", stage);
  g_autoptr (CtnStatement) rows = NULL;

  if (nace != NULL)
    add_value (self, CTN_TRAIT_NACE2, nace);
  rows = local_error == NULL
             ? ctn_connection_query (reader, &local_error,
                                     "SELECT role FROM chain_actor WHERE stage = ? AND role IS NOT "
                                     "NULL",
                                     "i", stage)
             : NULL;
  while (ctn_statement_next (rows, &local_error))
    ctn_likeness_add_words (self->words, ctn_statement_get_text (rows, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
add_actors (CtnStageProfile *self,
            CtnConnection *reader,
            CtnChain *chain,
            int stage,
            GError **error)
{
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (actor->stage == stage && actor->state != CTN_STATE_EXISTING)
      ctn_likeness_add_words (self->words, actor->name);
    if (actor->organisation == 0)
      continue;
    if (actor->stage != stage) {
      add_id (ABS (actor->stage - stage) == 1 ? self->beside : self->elsewhere,
              actor->organisation);
      continue;
    }
    add_id (self->present, actor->organisation);
    /* Supporters are of another kind than those who are looked for. */
    if (actor->kind == CTN_ACTOR_ACTOR &&
        !add_organisation (self, reader, actor->organisation, error))
      return FALSE;
  }
  return TRUE;
}

CtnStageProfile *
_ctn_stage_profile_new (CtnConnection *reader, CtnChain *chain, guint stage, GError **error)
{
  g_autoptr (CtnStageProfile) self = g_new0 (CtnStageProfile, 1);
  const CtnChainStage *wanted = ctn_chain_get_stage (chain, stage);

  self->present = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->beside = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->elsewhere = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < CTN_N_TRAITS; i++)
    self->values[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->words = g_ptr_array_new_with_free_func (g_free);
  ctn_likeness_add_words (self->words, wanted->name);
  if (!add_actors (self, reader, chain, (int) stage, error) ||
      !add_roles (self, reader, wanted->id, error))
    return NULL;
  return g_steal_pointer (&self);
}
