#include "ctn-text-flow.h"

#include <string.h>

/* In fake metrics a character at 10 points is 5 points wide. */
static void
assert_lines (const char *text, double width, guint max_lines, const char *expected)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new_fake ();
  g_autoptr (CtnTextFlow) flow = ctn_text_flow_new (metrics, text, FALSE);
  g_autoptr (CtnTextBlock) block = ctn_text_flow_wrap (flow, 10, width, max_lines, FALSE);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < block->n_lines; i++) {
    g_string_append_printf (lines, "%s%s", i > 0 ? "|" : "",
                            ctn_text_run_get_text (block->lines[i]));
    g_assert_cmpfloat (ctn_text_run_get_width (block->lines[i]), <=, MAX (width * 1.01 + 0.1, 5));
  }
  g_assert_cmpstr (lines->str, ==, expected);
}

static void
test_wrap (void)
{
  assert_lines ("", 50, 3, "");
  assert_lines ("one two three", 100, 3, "one two three");
  assert_lines ("one two three", 35, 3, "one two|three");
  assert_lines ("one two three", 25, 3, "one|two|three");
  assert_lines ("Forschungs- und Entwicklung", 75, 3, "Forschungs- und|Entwicklung");
  assert_lines ("tab\tand\nnewline", 200, 3, "tab and newline");
}

static void
test_cut (void)
{
  assert_lines ("one two three four", 35, 2, "one two|three…");
  assert_lines ("one two three four", 35, 1, "one tw…");
  assert_lines ("abc", 5, 1, "…");
}

/* German syllables as the Duden parts them: Wert-schöp-fungs-ket-ten, Tech-no-lo-gie-trans-fer,
 * Un-ter-neh-mens-grün-dun-gen, Pro-duk-ti-ons-pro-zes-se. */
static void
test_hyphens (void)
{
  assert_lines ("Wertschöpfungsketten", 90, 3, "Wertschöpfungs-|ketten");
  assert_lines ("Technologietransfer", 75, 3, "Technologie-|transfer");
  assert_lines ("Unternehmensgründungen", 80, 3, "Unternehmens-|gründungen");
  assert_lines ("Produktionsprozesse", 75, 3, "Produktions-|prozesse");
  assert_lines ("Wert\302\255schöpfung", 35, 3, "Wert-|schöp-|fung");
  assert_lines ("Wert\302\255schöpfung", 100, 3, "Wertschöpfung");
}

/* What ctn_text_flow_fit() says is what ctn_text_flow_wrap() does. */
static void
test_fit (void)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnTextFlow) flow = ctn_text_flow_new (
      metrics, "Wertschöpfungskettenübergreifende Zusammenarbeit von Unternehmen und Schulen",
      FALSE);

  for (double width = 20; width < 400; width += 3.7) {
    for (guint max_lines = 1; max_lines < 6; max_lines++) {
      for (guint balanced = 0; balanced < 2; balanced++) {
        g_autoptr (CtnTextBlock) block =
            ctn_text_flow_wrap (flow, 9, width, max_lines, (gboolean) balanced);
        CtnTextFit fit;

        ctn_text_flow_fit (flow, 9, width, max_lines, &fit);
        g_assert_cmpuint (block->n_lines, ==, fit.n_lines);
        g_assert_cmpint (block->cut, ==, fit.cut);
        g_assert_cmpfloat (block->width, <=, width * 1.01 + 0.1);
      }
    }
  }
}

static void
test_hostile (void)
{
  g_autofree char *long_word = g_strnfill (100000, 'x');

  assert_lines ("\xff\xfe", 100, 1, "��");
  assert_lines ("a\001b", 100, 1, "a b");
  assert_lines ("     ", 100, 3, "");
  {
    g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
    g_autoptr (CtnTextBlock) block = ctn_text_block_new (metrics, long_word, 9, FALSE, 50, 4);
    g_autoptr (CtnTextBlock) arabic =
        ctn_text_block_new (metrics, "سلسلة القيمة Batterie", 9, FALSE, 40, 4);

    g_assert_true (block->cut);
    g_assert_cmpuint (arabic->n_lines, >, 0);
  }
}

/* Duden: Steue-rungs-struk-tu-ren, Kom-pe-tenz; the seam before the second half of a compound wins over the
 * group of consonants that a syllable may begin with. */
static void
test_hyphenated (void)
{
  static const char *const cases[][2] = {
    { "Steuerungsstrukturen", "Steue\u00ADrungs\u00ADstruk\u00ADtu\u00ADren" },
    { "Kompetenz", "Kom\u00ADpe\u00ADtenz" },
    { "Karte", "Karte" },
    { "https", "https" },
    /* Between the halves of a compound, as Duden has it, where the rule for syllables would be wrong. */
    { "Beispielinstitut", "Bei\u00ADspiel\u00ADins\u00ADti\u00ADtut" },
    { "Infrastruktur", "Infra\u00ADstruk\u00ADtur" },
    { "Marktstudie", "Markt\u00ADstu\u00ADdie" },
    { "Unterstützung", "Unter\u00ADstüt\u00ADzung" },
    { "Batterieindustrie", "Bat\u00ADte\u00ADrie\u00ADindus\u00ADtrie" },
    { "Graphitveredelung", "Gra\u00ADphit\u00ADvere\u00ADde\u00ADlung" },
    { "Transparenz", "Trans\u00ADpa\u00ADrenz" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = ctn_text_dup_hyphenated (cases[i][0]);

    g_assert_cmpstr (text, ==, cases[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/text-flow/wrap", test_wrap);
  g_test_add_func ("/charts/text-flow/cut", test_cut);
  g_test_add_func ("/charts/text-flow/hyphens", test_hyphens);
  g_test_add_func ("/charts/text-flow/fit", test_fit);
  g_test_add_func ("/charts/text-flow/hostile", test_hostile);
  g_test_add_func ("/charts/text-flow/hyphenated", test_hyphenated);
  return g_test_run ();
}
