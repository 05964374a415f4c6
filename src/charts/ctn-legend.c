#include "ctn-legend.h"

#define LABEL_GAP 5.0
#define MAX_LINES 3

typedef struct {
  CtnLegendEntry entry; /* with references of its own */
  char *label;          /* (owned) */
  CtnTextBlock *text;   /* (owned) */
  double x, y, height;
  guint row;
} Item;

struct _CtnLegend {
  const CtnTheme *theme;
  GArray *items;      /* (owned) of Item */
  GArray *row_widths; /* (owned) of double */
  double width, height;
};

static void
clear_item (gpointer data)
{
  Item *item = data;

  ctn_legend_entries_clear (&item->entry, 1);
  ctn_text_block_unref (item->text);
  g_free (item->label);
}

void
ctn_legend_entries_clear (CtnLegendEntry *entries, guint n)
{
  for (guint i = 0; i < n; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (entries[i].paths); j++)
      g_clear_pointer (&entries[i].paths[j], ctn_path_unref);
  }
}

/* Puts the items into rows, in their order. */
static void
arrange (CtnLegend *self, double size, double width, gboolean stacked)
{
  double x = 0, y = 0, row_height = 0, gap = size * 1.4;
  guint row = 0;

  for (guint i = 0; i < self->items->len; i++) {
    Item *item = &g_array_index (self->items, Item, i);
    double breadth = CTN_LEGEND_SAMPLE_WIDTH + LABEL_GAP + item->text->width;

    if (x > 0 && (stacked || x + breadth > width)) {
      y += row_height + size * 0.25;
      x = row_height = 0;
      row++;
    }
    item->x = x;
    item->y = y;
    item->row = row;
    row_height = MAX (row_height, item->height);
    g_array_set_size (self->row_widths, row + 1);
    g_array_index (self->row_widths, double, row) = x + breadth;
    self->width = MAX (self->width, x + breadth);
    self->height = y + row_height;
    x += breadth + gap;
  }
}

CtnLegend *
ctn_legend_new (CtnMetrics *metrics,
                const CtnTheme *theme,
                const CtnLegendEntry *entries,
                guint n,
                double size,
                double width,
                gboolean stacked)
{
  CtnLegend *self = g_new0 (CtnLegend, 1);

  self->theme = theme;
  self->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (self->items, clear_item);
  self->row_widths = g_array_new (FALSE, TRUE, sizeof (double));
  for (guint i = 0; i < n; i++) {
    Item item = { .entry = entries[i], .label = g_strdup (entries[i].label) };
    double room = MAX (width - CTN_LEGEND_SAMPLE_WIDTH - LABEL_GAP, size * 3);

    for (guint j = 0; j < G_N_ELEMENTS (item.entry.paths); j++) {
      if (item.entry.paths[j])
        ctn_path_ref (item.entry.paths[j]);
    }
    item.text =
        ctn_text_block_new (metrics, item.label, size, FALSE, MIN (room, size * 26), MAX_LINES);
    item.height = MAX (item.text->height, CTN_LEGEND_SAMPLE_HEIGHT);
    g_array_append_val (self->items, item);
  }
  arrange (self, size, width, stacked);
  return self;
}

void
ctn_legend_free (CtnLegend *self)
{
  g_array_unref (self->items);
  g_array_unref (self->row_widths);
  g_free (self);
}

double
ctn_legend_get_width (const CtnLegend *self)
{
  return self->width;
}

double
ctn_legend_get_height (const CtnLegend *self)
{
  return self->height;
}

gboolean
ctn_legend_is_cut (const CtnLegend *self)
{
  for (guint i = 0; i < self->items->len; i++) {
    if (g_array_index (self->items, Item, i).text->cut)
      return TRUE;
  }
  return FALSE;
}

void
ctn_legend_add (CtnLegend *self,
                CtnSceneBuilder *builder,
                double x,
                double y,
                int z,
                gboolean centered)
{
  for (guint i = 0; i < self->items->len; i++) {
    Item *item = &g_array_index (self->items, Item, i);
    double slack = self->width - g_array_index (self->row_widths, double, item->row);
    double left = x + item->x + (centered ? slack / 2 : 0);
    double top = y + item->y;
    double first = MIN (item->text->line_height, item->height);
    CtnMarkInfo sample = {
      .id = item->entry.id, .part = item->entry.part, .role = "sample", .z = z
    };
    CtnMarkInfo label = sample;

    if (item->text->n_lines == 1)
      first = item->height;
    for (guint j = 0; j < G_N_ELEMENTS (item->entry.paths); j++) {
      g_autoptr (CtnPath) path = NULL;

      if (!item->entry.paths[j])
        continue;
      path = ctn_path_new_moved (item->entry.paths[j], left + CTN_LEGEND_SAMPLE_WIDTH / 2,
                                 top + first / 2);
      ctn_scene_builder_add_path (builder, &sample, path, &item->entry.paints[j]);
    }
    label.role = "legend";
    label.label = item->label;
    label.hit = CTN_HIT_BOUNDS;
    ctn_scene_builder_add_text (builder, &label, item->text,
                                left + CTN_LEGEND_SAMPLE_WIDTH + LABEL_GAP,
                                top + MAX (0, first - item->text->line_height) / 2, CTN_ALIGN_LEFT,
                                self->theme->foreground);
  }
}
