#include "ctn-chain-memory.h"

#include <ctn-chain.h>
#include <ctn-record.h>
#include <gio/gio.h>

#define KEY "chain-maps"
#define ENTRY "(xsss(ddd))"
#define MAX_CHAINS 100

static GSettings *
get_settings (void)
{
  static GSettings *settings; /* for as long as the program runs */

  if (settings == NULL)
    settings = g_settings_new ("io.github.catenary.Catenary");
  return settings;
}

void
ctn_chain_look_clear (CtnChainLook *look)
{
  g_clear_pointer (&look->lanes, g_free);
  g_clear_pointer (&look->direction, g_free);
  g_clear_pointer (&look->overlay, g_free);
}

static void
read_entry (GVariant *entry, CtnChainLook *look)
{
  g_variant_get (entry, ENTRY, &look->chain, &look->lanes, &look->direction, &look->overlay,
                 &look->scale, &look->x, &look->y);
}

void
ctn_chain_memory_get (gint64 chain, CtnChainLook *look)
{
  g_autoptr (GVariant) all = g_settings_get_value (get_settings (), KEY);

  for (gsize i = 0; i < g_variant_n_children (all); i++) {
    g_autoptr (GVariant) entry = g_variant_get_child_value (all, i);
    g_auto (CtnChainLook) found = { 0 };

    read_entry (entry, &found);
    if (found.chain != chain)
      continue;
    *look = found;
    found = (CtnChainLook) { 0 };
    return;
  }
  *look = (CtnChainLook) { .chain = chain,
                           .lanes = g_strdup ("none"),
                           .direction = g_strdup ("left-to-right"),
                           .overlay = g_strdup ("none") };
}

void
ctn_chain_memory_put (const CtnChainLook *look)
{
  g_autoptr (GVariant) all = g_settings_get_value (get_settings (), KEY);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ENTRY));
  g_variant_builder_add (&builder, ENTRY, look->chain, look->lanes, look->direction, look->overlay,
                         look->scale, look->x, look->y);
  for (gsize i = 0; i < MIN (g_variant_n_children (all), MAX_CHAINS); i++) {
    g_autoptr (GVariant) entry = g_variant_get_child_value (all, i);
    gint64 chain;

    g_variant_get_child (entry, 0, "x", &chain);
    if (chain != look->chain)
      g_variant_builder_add_value (&builder, entry);
  }
  g_settings_set_value (get_settings (), KEY, g_variant_builder_end (&builder));
}

gint64
ctn_chain_memory_get_last (CtnProject *project)
{
  g_autoptr (GVariant) all = g_settings_get_value (get_settings (), KEY);

  for (gsize i = 0; i < g_variant_n_children (all); i++) {
    g_autoptr (GVariant) entry = g_variant_get_child_value (all, i);
    gint64 id;

    g_variant_get_child (entry, 0, "x", &id);
    if (ctn_record_exists (ctn_project_get_reader (project), ctn_chain_kind (), id))
      return id;
  }
  return 0;
}
