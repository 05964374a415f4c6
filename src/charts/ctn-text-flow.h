/* Breaking text into lines.
 *
 * A CtnTextFlow is a text taken apart once into the pieces between which a line may end; how it
 * would fit into some width is then plain arithmetic, fast enough to try hundreds of widths for a
 * chart. A CtnTextBlock is the outcome: lines ready to draw.
 *
 * A line ends where Unicode allows it (spaces, hyphens, dashes, soft hyphens). A word wider than the
 * line is hyphenated between syllables, by the rule that German, Italian and the Slavic languages
 * share: a syllable begins with one consonant, or with a group that is spoken as one (ch, sch, tr,
 * pl …). Never fewer than three letters stand on either side, and the seam of a German compound
 * (…ungs-, …tions-, and before some seventy words that are often second, such as -institut and -struktur) is
 * preferred. */
#pragma once

#include "ctn-metrics.h"

G_BEGIN_DECLS

typedef struct _CtnTextFlow CtnTextFlow;

/* How a text fits. */
typedef struct {
  guint n_lines;
  guint n_hyphens; /* words that had to be hyphenated */
  double width;    /* of the widest line, points */
  gboolean cut;    /* the rest did not fit and would be given as an ellipsis */
} CtnTextFit;

/* Lines ready to draw. Read-only. */
typedef struct {
  gatomicrefcount references;
  guint n_lines;
  CtnTextRun **lines;   /* (owned) */
  double width, height; /* points */
  double ascent;        /* from the top to the first baseline */
  double line_height;   /* from baseline to baseline */
  gboolean cut;
} CtnTextBlock;

/* Distance of baselines in sizes of the text. */
#define CTN_TEXT_LINE_HEIGHT 1.2

/* Returns: (transfer full): @text taken apart. */
CtnTextFlow *
ctn_text_flow_new (CtnMetrics *metrics, const char *text, gboolean bold) G_GNUC_WARN_UNUSED_RESULT;
void ctn_text_flow_free (CtnTextFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTextFlow, ctn_text_flow_free)

/* Finds out how the text would fit into at most @max_lines (1 to 16) lines of @width points. */
void
ctn_text_flow_fit (CtnTextFlow *self, double size, double width, guint max_lines, CtnTextFit *fit);

/* The same, made: no line is wider than @width, except where not even an ellipsis has room. With
 * @balanced the lines are made as even as can be without adding one.
 *
 * Returns: (transfer full): the lines. */
CtnTextBlock *ctn_text_flow_wrap (CtnTextFlow *self,
                                  double size,
                                  double width,
                                  guint max_lines,
                                  gboolean balanced) G_GNUC_WARN_UNUSED_RESULT;

/* The above in one step.
 *
 * Returns: (transfer full): the lines. */
CtnTextBlock *ctn_text_block_new (CtnMetrics *metrics,
                                  const char *text,
                                  double size,
                                  gboolean bold,
                                  double width,
                                  guint max_lines) G_GNUC_WARN_UNUSED_RESULT;

/* One word with a soft hyphen (U+00AD) between its syllables, by the rule above; unchanged where it is short or
 * has none. For those who leave the breaking to Pango. (transfer full) */
char *ctn_text_dup_hyphenated (const char *word) G_GNUC_WARN_UNUSED_RESULT;

CtnTextBlock *ctn_text_block_ref (CtnTextBlock *self);
void ctn_text_block_unref (CtnTextBlock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTextBlock, ctn_text_block_unref)

G_END_DECLS
