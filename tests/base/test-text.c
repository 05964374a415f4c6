/* Folding, keys of names, similarity and checks of everyday values. Expected values by hand. */
#include "ctn-text.h"

#include <string.h>

#define assert_taken(expression, expected)                                                         \
  do {                                                                                             \
    g_autofree char *taken = (expression);                                                         \
    g_assert_cmpstr (taken, ==, expected);                                                         \
  } while (0)

static void
test_fold (void)
{
  assert_taken (ctn_text_fold ("Müller"), "muller");
  assert_taken (ctn_text_fold ("Mu\xcc\x88ller"), "muller");
  assert_taken (ctn_text_fold ("STRASSE Straße ẞ"), "strasse strasse ss");
  assert_taken (ctn_text_fold ("Łódź Đakovo Ærø Þór Œuvre"), "lodz dakovo aero thor oeuvre");
  assert_taken (ctn_text_fold ("Škoda Győr Žilina Čačak Ștefan Țara"),
                "skoda gyor zilina cacak stefan tara");
  assert_taken (ctn_text_fold ("İstanbul ılıca"), "istanbul ilica");
  assert_taken (ctn_text_fold ("Ｆｕｌｌ ﬁne ½"), "full fine 1/2");
  assert_taken (ctn_text_fold ("l’École – „Zitat“"), "l'ecole - \"zitat\"");
  assert_taken (ctn_text_fold ("ΑΘΉΝΑΣ Αθήνας"), "αθηνασ αθηνασ");
  assert_taken (ctn_text_fold ("a\xc2\xa0z so\xc2\xad"
                               "ft zero\xe2\x80\x8bwidth"),
                "a z soft zerowidth");
  assert_taken (ctn_text_fold ("a\xff\xc3"), "a");
  assert_taken (ctn_text_fold (""), "");
  assert_taken (ctn_text_fold (NULL), "");
}

static void
test_fold_german (void)
{
  assert_taken (ctn_text_fold_german ("Müller"), "mueller");
  assert_taken (ctn_text_fold_german ("Mu\xcc\x88ller"), "mueller");
  assert_taken (ctn_text_fold_german ("ÄÖÜ äöü"), "aeoeue aeoeue");
  assert_taken (ctn_text_fold_german ("Citroën Ångström Ørsted"), "citroen aangstroem oersted");
  assert_taken (ctn_text_fold_german ("Straße plain"), "strasse plain");
}

static void
test_names (void)
{
  static const char *const cases[][2] = {
    { "Müller GmbH & Co. KG", "muller" },
    { "MUELLER", "muller" },
    { "Mueller Ges.m.b.H.", "muller" },
    { "Beispiel e.V.", "beispiel" },
    { "Beispiel e. V.", "beispiel" },
    { "Škoda Auto a.s.", "skoda auto" },
    { "Firma spol. s r. o.", "firma" },
    { "Firma Sp. z o.o.", "firma" },
    { "Firma sp.z.o.o. sp.k.", "firma" },
    { "Példa Kft.", "pelda" },
    { "Példa Zrt.", "pelda" },
    { "Primjer d.o.o.", "primjer" },
    { "Esempio S.r.l.", "esempio" },
    { "Esempio S.p.A.", "esempio" },
    { "Exemple SA", "exemple" },
    { "Voorbeeld B.V.", "voorbeeld" },
    { "Voorbeeld N.V.", "voorbeeld" },
    { "Esimerkki Oy", "esimerkki" },
    { "UAB \"Pavyzdys\"", "pavyzdys" },
    { "Beispiel (Deutschland) Ltd.", "beispiel deutschland" },
    { "Humboldt-Universität zu Berlin", "humboldt universitat zu berlin" },
    { "HUMBOLDT-UNIVERSITAET ZU BERLIN", "humboldt universitat zu berlin" },
    { "The University of York", "university of york" },
    { "Bauer AG", "bauer" },
    { "Smith and Sons", "smith sons" },
    { "Smith & Sons", "smith sons" },
    { "L'Exemple", "lexemple" },
    { "3M", "3m" },
    { "AG", "ag" },
    { "GmbH & Co. KG", "gmbh co kg" },
    { "Αθήνα Α.Ε.", "αθηνα αε" },
    { " - ", "" },
    { "", "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_taken (ctn_text_normalise_name (cases[i][0]), cases[i][1]);
  assert_taken (ctn_text_normalise_name (NULL), "");
}

static void
test_long_name (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (int i = 0; i < 100000; i++)
    g_string_append (name, "ab ");
  g_autofree char *many = ctn_text_normalise_name (name->str);
  g_assert_cmpuint (strlen (many), <=, 64 * 3);

  g_string_truncate (name, 0);
  for (int i = 0; i < 200000; i++)
    g_string_append_c (name, 'x');
  g_autofree char *one = ctn_text_normalise_name (name->str);
  g_assert_cmpuint (strlen (one), <=, 65535);
}

/* "night" has the trigrams __n _ni nig igh ght ht_, "nacht" __n _na nac ach cht ht_: two of six in
 * common, so 2·2/12. */
static void
test_similarity (void)
{
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity ("night", "nacht"), 1.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity ("beispiel berlin", "berlin beispiel"), 1,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity ("", ""), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity ("abc", ""), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity (NULL, "xyz"), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity ("abc", "xyz"), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity ("aaaa", "aaaa"), 1, 1e-12);
  g_assert_cmpfloat (ctn_text_similarity ("batteriewerk", "baterienwerk"), >, 0.5);

  g_autofree char *huge = g_strnfill (1000000, 'x');
  g_assert_cmpfloat_with_epsilon (ctn_text_similarity (huge, huge), 1, 1e-12);
}

static void
test_web (void)
{
  assert_taken (ctn_text_web_domain ("HTTPS://www.Example.org:8080/a?b#c"), "example.org");
  assert_taken (ctn_text_web_domain ("example.org/b"), "example.org");
  assert_taken (ctn_text_web_domain (" www.univ-grenoble-alpes.fr "), "univ-grenoble-alpes.fr");
  assert_taken (ctn_text_web_domain ("http://user:pw@host.example.org"), "host.example.org");
  assert_taken (ctn_text_web_domain ("http://xn--mller-kva.example"), "müller.example");
  assert_taken (ctn_text_web_domain ("http://Müller.example"), "müller.example");
  assert_taken (ctn_text_web_domain ("www.de"), "www.de");
  assert_taken (ctn_text_web_domain ("info@example.org"), NULL);
  assert_taken (ctn_text_web_domain ("mailto:info@example.org"), NULL);
  assert_taken (ctn_text_web_domain ("not a url"), NULL);
  assert_taken (ctn_text_web_domain ("10.01"), NULL);
  assert_taken (ctn_text_web_domain ("e.V."), NULL);
  assert_taken (ctn_text_web_domain ("localhost"), NULL);
  assert_taken (ctn_text_web_domain ("http://"), NULL);
  assert_taken (ctn_text_web_domain (""), NULL);
  assert_taken (ctn_text_web_domain (NULL), NULL);
  g_assert_true (ctn_text_is_url ("https://example.org"));
  g_assert_true (ctn_text_is_url ("www.example.org/path"));
  g_assert_false (ctn_text_is_url ("javascript:alert(1)"));
  g_assert_false (ctn_text_is_url ("https://exa mple.org"));
  g_assert_false (ctn_text_is_url ("12.5"));
}

static void
test_email (void)
{
  static const char *const good[] = { "info@example.org", " a.b+c@sub.example.co.uk ",
                                      "jörg@müller.example", "o'neill@example.org" };
  static const char *const bad[] = { "",
                                     "info",
                                     "@example.org",
                                     "a@b",
                                     "a@b@c.d",
                                     "a b@example.org",
                                     ".a@example.org",
                                     "a.@example.org",
                                     "a..b@example.org",
                                     "a@-example.org",
                                     "a@example.o",
                                     "a@1.2.3.4" };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ctn_text_is_email (good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ctn_text_is_email (bad[i]));
  g_assert_false (ctn_text_is_email (NULL));
}

static void
test_phone (void)
{
  static const char *const good[] = { "+49 351 123456", "0351/123456-12", "(0351) 12 34 56",
                                      "+43.1.2345678", "+1 555 123 4567 ext. 12" };
  static const char *const bad[] = {
    "", "12345", "+49 (351 123456", "1234567890123456", "phone 123456", "123456 x", "12:34:56"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ctn_text_is_phone (good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ctn_text_is_phone (bad[i]));
  g_assert_false (ctn_text_is_phone (NULL));
}

static void
test_mnemonic (void)
{
  g_autofree char *plain = ctn_text_escape_mnemonic ("Größe");
  g_autofree char *escaped = ctn_text_escape_mnemonic ("_ISO__9001");

  g_assert_cmpstr (plain, ==, "Größe");
  g_assert_cmpstr (escaped, ==, "__ISO____9001");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-german", test_fold_german);
  g_test_add_func ("/text/names", test_names);
  g_test_add_func ("/text/long-name", test_long_name);
  g_test_add_func ("/text/similarity", test_similarity);
  g_test_add_func ("/text/mnemonic", test_mnemonic);
  g_test_add_func ("/text/web", test_web);
  g_test_add_func ("/text/email", test_email);
  g_test_add_func ("/text/phone", test_phone);
  return g_test_run ();
}
