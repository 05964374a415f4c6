#include <ctn-text-flow.h>
#include <math.h>
#include <string.h>

#include "ctn-document-flow.h"

/* No letter is wider than this part of its size, and most words need no measuring. */
#define WIDEST_LETTER 1.1
#define SOFT_HYPHEN "\u00AD"

static gboolean
is_too_wide (CtnFlow *self, const char *word, const CtnTextStyle *style, double width)
{
  g_autoptr (CtnTextRun) run = NULL;

  if ((double) strlen (word) * style->size * WIDEST_LETTER < width)
    return FALSE;
  run = ctn_metrics_shape (self->pages->metrics, word, style->size, style->bold);
  return ctn_text_run_get_width (run) > width;
}

/* @text with soft hyphens in the words that no line of @width has room for; %NULL if there are none.
 * (transfer full) */
static char *
dup_parted (CtnFlow *self, const char *text, const CtnTextStyle *style, double width)
{
  g_autoptr (GString) parted = NULL;

  for (const char *start = text; *start != '\0';) {
    gsize gap = strspn (start, " \n-/");
    gsize length = strcspn (start + gap, " \n-/");
    g_autofree char *word = g_strndup (start + gap, length);

    if (is_too_wide (self, word, style, width)) {
      g_autofree char *hyphenated = ctn_text_dup_hyphenated (word);

      if (parted == NULL)
        parted = g_string_new_len (text, start - text);
      g_string_append_len (parted, start, (gssize) gap);
      g_string_append (parted, hyphenated);
    } else if (parted != NULL) {
      g_string_append_len (parted, start, (gssize) (gap + length));
    }
    start += gap + length;
  }
  return parted != NULL ? g_string_free (g_steal_pointer (&parted), FALSE) : NULL;
}

/* A word that was parted shows a hyphen where it breaks. Where a word has to be broken without a syllable's end, as
 * in an address, it would mislead. A PDF gives letters that are drawn as one ("fi") to whoever searches or copies as one
 * sign, so that none are. (transfer full) */
static PangoAttrList *
make_attributes (const char *text, gboolean is_parted)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0"));
  for (const char *start = text; is_parted && *start != '\0';) {
    const char *word = start + strspn (start, " \n");
    gsize length = strcspn (word, " \n");

    if (g_strstr_len (word, (gssize) length, SOFT_HYPHEN) != NULL) {
      PangoAttribute *hyphens = pango_attr_insert_hyphens_new (TRUE);

      hyphens->start_index = (guint) (word - text);
      hyphens->end_index = (guint) (word + length - text);
      pango_attr_list_change (attributes, hyphens);
    }
    start = word + length;
  }
  return attributes;
}

PangoLayout *
ctn_flow_set_text (CtnFlow *self, const char *text, const CtnTextStyle *style, double width)
{
  PangoLayout *layout = pango_layout_new (self->pages->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  g_autofree char *parted = dup_parted (self, text, style, width);
  g_autoptr (PangoAttrList) attributes =
      make_attributes (parted != NULL ? parted : text, parted != NULL);

  pango_font_description_set_family_static (font, "Sans");
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_line_spacing (layout, 1.2F);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, parted != NULL ? parted : text, -1);
  g_ptr_array_add (self->pages->layouts, layout);
  return layout;
}

/* Where a line begins and ends in its layout, in points. Lines are as far apart as their baselines, which
 * is more than they are high. */
static void
get_line_range (PangoLayoutIter *iter, double *top, double *baseline, double *bottom)
{
  PangoRectangle extents;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  *top = (double) extents.y / PANGO_SCALE;
  *bottom = (double) (extents.y + extents.height) / PANGO_SCALE;
  *baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
}

double
ctn_layout_get_height (PangoLayout *layout, int first, int n)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double start = NAN;
  double end = NAN;
  int index = 0;

  do {
    double top;
    double baseline;
    double bottom;

    get_line_range (iter, &top, &baseline, &bottom);
    if (index == first)
      start = top;
    if (index >= first && index - first < n)
      end = bottom;
    index++;
  } while (pango_layout_iter_next_line (iter));
  return isfinite (start) && isfinite (end) ? end - start : 0;
}

int
ctn_layout_count_fitting (PangoLayout *layout, int first, double height)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double start = 0;
  int index = 0;

  do {
    double top;
    double baseline;
    double bottom;

    get_line_range (iter, &top, &baseline, &bottom);
    if (index == first)
      start = top;
    if (index >= first && bottom - start > height + 0.01)
      return index - first;
    index++;
  } while (pango_layout_iter_next_line (iter));
  return MAX (index - first, 0);
}

void
ctn_flow_place_lines (CtnFlow *self,
                      PangoLayout *layout,
                      int first,
                      int n,
                      double x,
                      double y,
                      CtnColor color,
                      int link)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double start = 0;
  int index = 0;

  do {
    CtnItem item = { .kind = CTN_ITEM_LINE, .color = color, .link = link };
    PangoRectangle extents;
    double top;
    double baseline;
    double bottom;

    get_line_range (iter, &top, &baseline, &bottom);
    if (index == first)
      start = top;
    if (index >= first && index - first < n) {
      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      item.line = pango_layout_iter_get_line_readonly (iter);
      item.x = x + (double) extents.x / PANGO_SCALE;
      item.y = y + baseline - start;
      item.width = (double) extents.width / PANGO_SCALE;
      item.height = bottom - top;
      ctn_flow_add_item (self, &item);
    }
    index++;
  } while (pango_layout_iter_next_line (iter));
}

/* How many lines from @first on go onto this page: all, or so that neither side has just one. */
static int
count_for_page (CtnFlow *self, PangoLayout *layout, int first)
{
  int left = pango_layout_get_line_count (layout) - first;
  int fitting = ctn_layout_count_fitting (layout, first, ctn_flow_get_bottom (self) - self->y);

  if (fitting >= left)
    return left;
  if (left - fitting == 1)
    fitting--;
  if (fitting < 2 && !ctn_flow_is_at_top (self))
    return 0;
  return MAX (fitting, 1);
}

void
ctn_flow_add_text (CtnFlow *self, const char *text, const CtnTextStyle *style, double indent)
{
  PangoLayout *layout = ctn_flow_set_text (self, text, style, ctn_flow_get_width (self) - indent);
  int n = pango_layout_get_line_count (layout);
  int first = 0;

  if (!ctn_flow_is_at_top (self))
    self->y += style->space_before;
  while (first < n) {
    int count = count_for_page (self, layout, first);

    if (count > 0) {
      ctn_flow_place_lines (self, layout, first, count, ctn_flow_get_left (self) + indent, self->y,
                            ctn_pages_ink (style->muted), -1);
      self->y += ctn_layout_get_height (layout, first, count);
      first += count;
    }
    if (first < n)
      ctn_flow_new_page (self);
  }
  self->y += style->space_after;
}
