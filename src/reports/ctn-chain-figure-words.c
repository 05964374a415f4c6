#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-chain-figure-private.h"

#define MAX_NAMED 3 /* customers that are named */

static const struct {
  const char *kind;
  const char *label;
} link_kinds[] = {
  { "supply", N_ ("Supply") },   { "service", N_ ("Service") }, { "knowledge", N_ ("Knowledge") },
  { "finance", N_ ("Finance") }, { "data", N_ ("Data") },       { "ownership", N_ ("Ownership") },
};

guint
_ctn_chain_figure_find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_kinds); i++)
    if (g_str_equal (link_kinds[i].kind, kind))
      return i;
  return 0;
}

static const char *
get_kind_label (const char *kind)
{
  return _ (link_kinds[_ctn_chain_figure_find_kind (kind)].label);
}

const char **
_ctn_chain_figure_list_kinds (guint *n)
{
  const char **labels = g_new (const char *, G_N_ELEMENTS (link_kinds));

  for (guint i = 0; i < G_N_ELEMENTS (link_kinds); i++)
    labels[i] = _ (link_kinds[i].label);
  *n = G_N_ELEMENTS (link_kinds);
  return labels;
}

/* The second line of a box: the place, or what is the matter with the actor. */
static const char *
get_subtitle (const CtnChainActor *actor)
{
  const char *region = ctn_code_get_title ("nuts-2024", actor->nuts);

  return actor->state == CTN_STATE_MISSING   ? _ ("missing")
         : actor->state == CTN_STATE_PLANNED ? _ ("planned")
         : actor->kind == CTN_ACTOR_OUTSIDE  ? _ ("import")
         : region != NULL                    ? region
                                             : ctn_code_get_title ("iso-3166", actor->country);
}

static gboolean
is_supply (const CtnChainLink *link)
{
  return g_str_equal (link->kind, "supply") && link->state != CTN_STATE_MISSING;
}

/* Whether @actor is the only one who supplies @target. */
static gboolean
is_single_supplier (CtnChain *chain, guint actor, guint target)
{
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);

    if (is_supply (link) && link->target == target && link->source != actor)
      return FALSE;
  }
  return TRUE;
}

/* The names of those who have no other supplier, as a list in words; %NULL when there are none. */
static char *
dup_dependent (CtnChain *chain, guint actor)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);
    char *name = ctn_chain_get_actor (chain, link->target)->name;

    if (is_supply (link) && link->source == actor && link->target != actor &&
        is_single_supplier (chain, actor, link->target) && !g_ptr_array_find (names, name, NULL))
      g_ptr_array_add (names, name);
  }
  for (guint i = 0; i < MIN (names->len, MAX_NAMED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? _ (", ") : "",
                            (char *) g_ptr_array_index (names, i));
  if (names->len > MAX_NAMED)
    /* Translators: after three names: and two more */
    g_string_append_printf (list,
                            ctn_ngettext (" and %u more", " and %u more", names->len - MAX_NAMED),
                            names->len - MAX_NAMED);
  return names->len > 0 ? g_strdup (list->str) : NULL;
}

/* Number of actors that supply @actor, or are supplied by it. */
static guint
count_supplies (CtnChain *chain, guint actor, gboolean incoming)
{
  g_autoptr (GHashTable) others = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);
    guint here = incoming ? link->target : link->source;
    guint there = incoming ? link->source : link->target;

    if (is_supply (link) && here == actor)
      g_hash_table_add (others, GUINT_TO_POINTER (there));
  }
  return g_hash_table_size (others);
}

static void
add_supplies (CtnChain *chain, guint actor, GString *text)
{
  guint n_out = count_supplies (chain, actor, FALSE), n_in = count_supplies (chain, actor, TRUE);
  g_autofree char *dependent = dup_dependent (chain, actor);

  if (n_out > 0)
    g_string_append_printf (text, ctn_ngettext (", supplies %u", ", supplies %u", n_out), n_out);
  if (n_in > 0)
    g_string_append_printf (text, ctn_ngettext (", supplied by %u", ", supplied by %u", n_in),
                            n_in);
  if (dependent != NULL)
    /* Translators: %s are names of customers, such as “A, B and 2 more”. */
    g_string_append_printf (text, _ (", single supplier of %s"), dependent);
}

/* “Beispiel Kathode GmbH, stage Components, Bavaria, supplies 3, single supplier of …” */
static char *
dup_description (CtnChain *chain, guint index)
{
  const CtnChainActor *actor = ctn_chain_get_actor (chain, index);
  const char *place = get_subtitle (actor);
  GString *text = g_string_new (actor->name);

  if (actor->kind != CTN_ACTOR_ACTOR)
    g_string_append_printf (text, ", %s", ctn_actor_kind_get_label (actor->kind));
  if (actor->stage >= 0)
    /* Translators: %s is the name of a stage of the chain. */
    g_string_append_printf (text, _ (", stage %s"),
                            ctn_chain_get_stage (chain, (guint) actor->stage)->name);
  if (place != NULL)
    g_string_append_printf (text, ", %s", place);
  add_supplies (chain, index, text);
  if (isfinite (actor->pinned_x))
    g_string_append (text, _ (", pinned"));
  return g_string_free_and_steal (text);
}

void
_ctn_chain_figure_make_words (CtnChainFigure *self)
{
  self->subtitles = g_ptr_array_new_with_free_func (g_free);
  self->descriptions = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->chain->actors->len; i++) {
    g_ptr_array_add (self->subtitles,
                     g_strdup (get_subtitle (ctn_chain_get_actor (self->chain, i))));
    g_ptr_array_add (self->descriptions, dup_description (self->chain, i));
  }
}

char *
_ctn_chain_figure_dup_link_words (const CtnChainFigure *self, const CtnChainLink *link)
{
  const CtnChainActor *source = ctn_chain_get_actor (self->chain, link->source);
  const CtnChainActor *target = ctn_chain_get_actor (self->chain, link->target);
  /* Translators: who delivers, who receives, and the kind of the link, such as "Supply". */
  g_autofree char *base =
      g_strdup_printf (_ ("%s to %s: %s"), source->name, target->name, get_kind_label (link->kind));
  GString *text = g_string_new (base);

  if (link->product != NULL)
    g_string_append_printf (text, ", %s", link->product);
  if (isfinite (link->volume)) {
    g_autofree char *volume = ctn_number_format (link->volume, 3);

    g_string_append_printf (text, _ (", volume %s"), volume);
  }
  if (link->state != CTN_STATE_EXISTING)
    g_string_append_printf (text, ", %s", ctn_chain_state_get_label (link->state));
  if (ctn_chain_is_return (self->chain, link))
    g_string_append (text, _ (", leads back"));
  return g_string_free_and_steal (text);
}
