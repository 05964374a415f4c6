#include "ctn-metrics.h"

#include <pango/pangocairo.h>
#include <string.h>

/* The longest text that a chart shows; nobody reads more in a label. */
#define MAX_CHARACTERS 400

/* Runs remembered; when full, all are forgotten, which costs one slower layout. */
#define MAX_REMEMBERED 4096

/* A part of a run in one font. */
typedef struct {
  cairo_scaled_font_t *font;      /* (owned) */
  cairo_glyph_t *glyphs;          /* (owned) placed from the left end of the run, baseline at 0 */
  cairo_text_cluster_t *clusters; /* (owned) */
  int n_glyphs;
  int n_clusters;
  cairo_text_cluster_flags_t flags;
  int start, length; /* bytes of the text */
} Piece;

struct _CtnTextRun {
  gatomicrefcount references;
  char *text; /* (owned) */
  double size;
  gboolean bold;
  double width;
  GArray *pieces; /* (owned) (nullable) of Piece; none when measured without fonts */
};

struct _CtnMetrics {
  grefcount references;
  double text_scale;
  PangoContext *context; /* (owned) (nullable) none in fake metrics */
  PangoLayout *layout;   /* (owned) (nullable) */
  char *family;          /* (owned) */
  GHashTable *runs;      /* (owned) of CtnTextRun, keyed by itself */
};

static guint
run_hash (gconstpointer data)
{
  const CtnTextRun *run = data;

  return g_str_hash (run->text) ^ g_double_hash (&run->size) ^ (guint) run->bold;
}

static gboolean
run_equal (gconstpointer a, gconstpointer b)
{
  const CtnTextRun *one = a, *other = b;

  return memcmp (&one->size, &other->size, sizeof one->size) == 0 && one->bold == other->bold &&
         strcmp (one->text, other->text) == 0;
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->font, cairo_scaled_font_destroy);
  g_free (piece->glyphs);
  g_free (piece->clusters);
}

static CtnMetrics *
metrics_new (double text_scale)
{
  CtnMetrics *self = g_new0 (CtnMetrics, 1);

  g_ref_count_init (&self->references);
  self->text_scale = text_scale;
  self->runs =
      g_hash_table_new_full (run_hash, run_equal, NULL, (GDestroyNotify) ctn_text_run_unref);
  return self;
}

CtnMetrics *
ctn_metrics_new (const char *family, double text_scale)
{
  CtnMetrics *self = metrics_new (CLAMP (text_scale, 0.5, 3));
  PangoFontMap *map = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
  self->context = pango_font_map_create_context (map);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  self->layout = pango_layout_new (self->context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  /* In a PDF, "fi" is searched as two letters. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0"));
  pango_layout_set_attributes (self->layout, attributes);
  self->family = g_strdup (family ? family : "sans-serif");

  cairo_font_options_destroy (options);
  pango_attr_list_unref (attributes);
  g_object_unref (map);
  return self;
}

CtnMetrics *
ctn_metrics_new_fake (void)
{
  return metrics_new (1);
}

CtnMetrics *
ctn_metrics_ref (CtnMetrics *self)
{
  g_ref_count_inc (&self->references);
  return self;
}

void
ctn_metrics_unref (CtnMetrics *self)
{
  if (!g_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->runs);
  g_clear_object (&self->layout);
  g_clear_object (&self->context);
  g_free (self->family);
  g_free (self);
}

double
ctn_metrics_get_text_scale (CtnMetrics *self)
{
  return self->text_scale;
}

char *
ctn_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  GString *clean = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    GUnicodeType type = g_unichar_type (c);

    if (n++ == MAX_CHARACTERS) {
      g_string_append (clean, "…");
      break;
    }
    if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
        type == G_UNICODE_PARAGRAPH_SEPARATOR)
      c = ' ';
    g_string_append_unichar (clean, c);
  }
  return g_string_free (clean, FALSE);
}

/* Groups the glyphs by the characters they stand for, so that a PDF's text can be searched. */
static void
add_clusters (Piece *piece, PangoGlyphItem *item, const char *text, const guint *kept)
{
  PangoGlyphItemIter iter;
  gboolean more = pango_glyph_item_iter_init_start (&iter, item, text);

  piece->clusters = g_new0 (cairo_text_cluster_t, item->item->num_chars + 1);
  for (; more; more = pango_glyph_item_iter_next_cluster (&iter)) {
    cairo_text_cluster_t *cluster = &piece->clusters[piece->n_clusters++];
    int low = MIN (iter.start_glyph, iter.end_glyph + 1);
    int high = MAX (iter.start_glyph + 1, iter.end_glyph);

    cluster->num_bytes = iter.end_index - iter.start_index;
    cluster->num_glyphs = (int) (kept[high] - kept[low]);
  }
  if (item->item->analysis.level % 2 == 1)
    piece->flags = CAIRO_TEXT_CLUSTER_FLAG_BACKWARD;
}

/* Copies one shaped item into @run, its left end at @x points; returns its right end. */
static double
add_piece (CtnTextRun *run, PangoGlyphItem *item, double x)
{
  PangoGlyphString *string = item->glyphs;
  PangoCairoFont *font = PANGO_CAIRO_FONT (item->item->analysis.font);
  g_autofree guint *kept = g_new0 (guint, string->num_glyphs + 1);
  Piece piece = { .start = item->item->offset, .length = item->item->length };

  piece.font = cairo_scaled_font_reference (pango_cairo_font_get_scaled_font (font));
  piece.glyphs = g_new0 (cairo_glyph_t, string->num_glyphs);
  for (int i = 0; i < string->num_glyphs; i++) {
    const PangoGlyphInfo *info = &string->glyphs[i];

    kept[i] = (guint) piece.n_glyphs;
    if (info->glyph != PANGO_GLYPH_EMPTY) {
      cairo_glyph_t *glyph = &piece.glyphs[piece.n_glyphs++];

      /* A character that no font has is drawn as the font's own sign for that. */
      glyph->index = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : info->glyph;
      glyph->x = x + (double) info->geometry.x_offset / PANGO_SCALE;
      glyph->y = (double) info->geometry.y_offset / PANGO_SCALE;
    }
    x += (double) info->geometry.width / PANGO_SCALE;
  }
  kept[string->num_glyphs] = (guint) piece.n_glyphs;
  add_clusters (&piece, item, run->text, kept);
  g_array_append_val (run->pieces, piece);
  return x;
}

static void
shape_with_pango (CtnMetrics *self, CtnTextRun *run)
{
  PangoFontDescription *description = pango_font_description_from_string (self->family);
  PangoLayoutLine *line;
  double x = 0;

  pango_font_description_set_absolute_size (description, run->size * PANGO_SCALE);
  pango_font_description_set_weight (description,
                                     run->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (self->layout, description);
  pango_layout_set_text (self->layout, run->text, -1);
  line = pango_layout_get_line_readonly (self->layout, 0);
  run->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (run->pieces, clear_piece);
  for (GSList *item = line->runs; item; item = item->next)
    x = add_piece (run, item->data, x);
  run->width = x;
  pango_font_description_free (description);
}

CtnTextRun *
ctn_metrics_shape (CtnMetrics *self, const char *text, double size, gboolean bold)
{
  g_autofree char *clean = ctn_text_clean (text);
  CtnTextRun key = { .text = clean, .size = size, .bold = !!bold };
  CtnTextRun *run = g_hash_table_lookup (self->runs, &key);

  if (run)
    return ctn_text_run_ref (run);

  run = g_new0 (CtnTextRun, 1);
  g_atomic_ref_count_init (&run->references);
  run->text = g_steal_pointer (&clean);
  run->size = size;
  run->bold = !!bold;
  if (self->layout)
    shape_with_pango (self, run);
  else
    run->width = 0.5 * size * (double) g_utf8_strlen (run->text, -1);
  if (g_hash_table_size (self->runs) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->runs);
  g_hash_table_add (self->runs, ctn_text_run_ref (run));
  return run;
}

CtnTextRun *
ctn_text_run_ref (CtnTextRun *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_text_run_unref (CtnTextRun *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->pieces, g_array_unref);
  g_free (self->text);
  g_free (self);
}

double
ctn_text_run_get_width (const CtnTextRun *self)
{
  return self->width;
}

const char *
ctn_text_run_get_text (const CtnTextRun *self)
{
  return self->text;
}

double
ctn_text_run_get_x_at (const CtnTextRun *self, gsize byte)
{
  if (!self->pieces)
    return 0.5 * self->size * (double) g_utf8_strlen (self->text, (gssize) byte);
  for (guint i = 0; i < self->pieces->len; i++) {
    const Piece *piece = &g_array_index (self->pieces, Piece, i);
    int at = piece->start, glyph = 0;

    for (int j = 0; j < piece->n_clusters; j++) {
      if ((gsize) at >= byte && glyph < piece->n_glyphs)
        return piece->glyphs[glyph].x;
      at += piece->clusters[j].num_bytes;
      glyph += piece->clusters[j].num_glyphs;
    }
  }
  return self->width;
}

void
ctn_text_run_show (const CtnTextRun *self, cairo_t *cr, double x, double y)
{
  cairo_translate (cr, x, y);
  for (guint i = 0; self->pieces && i < self->pieces->len; i++) {
    const Piece *piece = &g_array_index (self->pieces, Piece, i);

    cairo_set_scaled_font (cr, piece->font);
    cairo_show_text_glyphs (cr, self->text + piece->start, piece->length, piece->glyphs,
                            piece->n_glyphs, piece->clusters, piece->n_clusters, piece->flags);
  }
  if (!self->pieces) {
    cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                            self->bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size (cr, self->size);
    cairo_move_to (cr, 0, 0);
    cairo_show_text (cr, self->text);
    cairo_new_path (cr);
  }
  cairo_translate (cr, -x, -y);
}
