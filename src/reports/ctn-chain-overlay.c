#include "ctn-chain-overlay.h"

#include "ctn-chain-overlay-private.h"

/* The strongest colour still lets the text be read. */
#define MAX_ALPHA 0.55

typedef struct {
  gint64 id;
  double heat;
  gboolean alert;
  gboolean taken;
  char *line; /* (owned) */
} Look;

struct _CtnChainOverlay {
  GHashTable *actors; /* (owned) id → Look */
  GHashTable *stages; /* (owned) id → Look */
  GHashTable *links;  /* (owned) set of ids */

  /* The legend. (owned) (nullable) */
  char *name, *low, *high;
  gboolean alert;
};

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->line);
  g_free (look);
}

CtnChainOverlay *
ctn_chain_overlay_new (void)
{
  CtnChainOverlay *self = g_new0 (CtnChainOverlay, 1);

  self->actors = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, look_free);
  self->stages = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, look_free);
  self->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
ctn_chain_overlay_free (CtnChainOverlay *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->actors);
  g_hash_table_unref (self->stages);
  g_hash_table_unref (self->links);
  g_free (self->name);
  g_free (self->low);
  g_free (self->high);
  g_free (self);
}

static Look *
add_look (GHashTable *looks, gint64 id, const char *line)
{
  Look *look = g_new0 (Look, 1);

  look->id = id;
  look->line = g_strdup (line);
  g_hash_table_replace (looks, &look->id, look);
  return look;
}

void
ctn_chain_overlay_mark_actor (CtnChainOverlay *self,
                              gint64 actor,
                              double heat,
                              gboolean alert,
                              const char *line)
{
  Look *look = add_look (self->actors, actor, line);

  look->heat = CLAMP (heat, 0, 1);
  look->alert = alert;
}

void
ctn_chain_overlay_mark_stage (CtnChainOverlay *self,
                              gint64 stage,
                              double heat,
                              gboolean alert,
                              const char *line)
{
  Look *look = add_look (self->stages, stage, line);

  look->heat = CLAMP (heat, 0, 1);
  look->alert = alert;
}

void
ctn_chain_overlay_set_legend (CtnChainOverlay *self,
                              const char *name,
                              const char *low,
                              const char *high,
                              gboolean alert)
{
  g_set_str (&self->name, name);
  g_set_str (&self->low, low);
  g_set_str (&self->high, high);
  self->alert = alert;
}

void
ctn_chain_overlay_take_actor (CtnChainOverlay *self, gint64 actor, const char *line)
{
  add_look (self->actors, actor, line)->taken = TRUE;
}

void
ctn_chain_overlay_take_link (CtnChainOverlay *self, gint64 link)
{
  g_hash_table_add (self->links, g_memdup2 (&link, sizeof link));
}

gboolean
ctn_chain_overlay_has_link (const CtnChainOverlay *self, gint64 link)
{
  return g_hash_table_contains (self->links, &link);
}

static CtnColor
get_color (const Look *look, const CtnTheme *theme)
{
  return ctn_color_fade (look->alert ? theme->alert : theme->series[0], MAX_ALPHA * look->heat);
}

void
_ctn_chain_overlay_apply_to_stage (const CtnChainOverlay *self,
                                   CtnMapStage *stage,
                                   const CtnTheme *theme)
{
  const Look *look = g_hash_table_lookup (self->stages, &stage->id);

  if (look == NULL)
    return;
  stage->subtitle = look->line;
  if (look->heat > 0)
    stage->fill = get_color (look, theme);
}

void
_ctn_chain_overlay_explain (const CtnChainOverlay *self, CtnMapData *data, const CtnTheme *theme)
{
  Look strongest = { .heat = 1, .alert = self->alert };

  data->overlay_name = self->name;
  data->overlay_low = self->low;
  data->overlay_high = self->high;
  data->overlay_color = get_color (&strongest, theme);
}

void
_ctn_chain_overlay_apply (const CtnChainOverlay *self, CtnMapActor *actor, const CtnTheme *theme)
{
  const Look *look = g_hash_table_lookup (self->actors, &actor->id);

  if (look == NULL)
    return;
  if (look->line != NULL)
    actor->subtitle = look->line;
  if (look->taken)
    actor->state = CTN_MAP_GONE;
  else if (look->heat > 0)
    actor->fill = get_color (look, theme);
}
