#include "bench-table.h"

#include <ctn-code-list.h>
#include <stdio.h>

#define N_WORDS 3000
#define SEED 20250401

static const char *const starts[] = {
  "Mül", "Schä", "Grü", "Ber", "Han", "Kra", "Nova", "Tech", "Bio", "Agri",
  "Lun", "Ост",  "Šta", "Łód", "Øre", "Pol", "Vel",  "Zel",  "Rho", "Iber",
};
static const char *const middles[] = {
  "ler", "fer", "ni", "ta", "mo", "ra", "se", "li", "do", "ga", "ve", "ku", "sta", "ber", "lan",
};
static const char *const ends[] = {
  "mann", "tech", "werk", "dorf", "ing", "sen", "ova", "ica", "ek", "ux",
};
static const char *const subjects[] = {
  "Maschinenbau", "Systems",        "Institut für Photonik",
  "Hydrogen",     "Kunststoffe",    "Präzision",
  "Robotics",     "Landwirtschaft", "Consulting",
  "Energía",      "Textil",         "Médica",
  "Logistik",     "Software",       "Universität",
};
static const char *const forms[] = { "GmbH",       "AG",     "GmbH & Co. KG", "s.r.o.",
                                     "Sp. z o.o.", "S.p.A.", "Ltd.",          "SA",
                                     "e.V.",       "" };
static const char *const helices[] = { "Industry",   "Industry",
                                       "Industry",   "Research and Education",
                                       "Government", "" };

char *
bench_table_dup_word (guint index)
{
  guint word = index % N_WORDS;

  return g_strdup_printf ("%s%s%s", starts[word % G_N_ELEMENTS (starts)],
                          middles[word / G_N_ELEMENTS (starts) % G_N_ELEMENTS (middles)],
                          ends[word / 300 % G_N_ELEMENTS (ends)]);
}

#define PICK(random, list) ((list)[g_rand_int_range ((random), 0, G_N_ELEMENTS (list))])

static const CtnCode *
pick_code (GRand *random, CtnCodeList *list, int level)
{
  for (;;) {
    guint n = ctn_code_list_get_n_codes (list);
    const CtnCode *code =
        ctn_code_list_get_code (list, (guint) g_rand_int_range (random, 0, (gint32) n));

    if (code->level == level)
      return code;
  }
}

/* NUTS writes two countries in letters of its own. */
static const char *
get_country (const char *nuts, char buffer[3])
{
  g_strlcpy (buffer, nuts, 3);
  if (g_str_equal (buffer, "EL"))
    return "GR";
  return g_str_equal (buffer, "UK") ? "GB" : buffer;
}

static char *
make_domain (const char *word, guint row)
{
  g_autofree char *plain = g_str_to_ascii (word, "de");
  g_autofree char *lower = g_ascii_strdown (plain, -1);

  g_strdelimit (lower, "?' ", 'x');
  return g_strdup_printf ("%.4s%u.eu", lower, row);
}

static void
write_row (FILE *file, GRand *random, guint row, CtnCodeList *nuts, CtnCodeList *nace)
{
  guint repeated = row > 100 && row % 50 == 0 ? row - 37 : row;
  guint number = (guint) g_rand_int_range (random, 0, N_WORDS);
  g_autofree char *word = bench_table_dup_word (repeated * 7 + 3);
  g_autofree char *other = bench_table_dup_word (number);
  g_autofree char *domain = make_domain (word, repeated);
  const CtnCode *region = pick_code (random, nuts, 3);
  char country[3];

  fprintf (file, "\"%s %s %u %s\",%s,%s,%s,", word, subjects[repeated % G_N_ELEMENTS (subjects)],
           repeated, PICK (random, forms), PICK (random, helices),
           get_country (region->code, country), region->code);
  fprintf (file, "%05u,%s,www.%s,", number * 17 + 1000, other, domain);
  if (row % 5000 == 4999)
    fprintf (file, "not an address,");
  else if (row % 2 == 0)
    fprintf (file, "info@%s,", domain);
  else
    fprintf (file, ",");
  fprintf (file, "%s,%u,%u,", pick_code (random, nace, 4)->code,
           (guint) g_rand_int_range (random, 1, 5000), 900000000 + repeated);
  if (row % 10 == 0)
    fprintf (file, "\"Makes \"\"%s\"\" parts,\nalso to order\"\n", other);
  else
    fprintf (file, "%s\n", number % 2 == 0 ? "" : subjects[number % G_N_ELEMENTS (subjects)]);
}

gboolean
bench_table_write (const char *path, guint n_rows, GError **error)
{
  CtnCodeList *nuts = ctn_code_list_get ("nuts-2024", error);
  CtnCodeList *nace = nuts != NULL ? ctn_code_list_get ("nace-rev2", error) : NULL;
  GRand *random;
  FILE *file;

  if (nace == NULL)
    return FALSE;
  file = fopen (path, "w");
  if (file == NULL) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be written", path);
    return FALSE;
  }
  random = g_rand_new_with_seed (SEED);
  fprintf (file,
           "Name,Helix,Country,NUTS,Postcode,City,Website,E-Mail,NACE,Staff,PIC,Description\n");
  for (guint row = 0; row < n_rows; row++)
    write_row (file, random, row, nuts, nace);
  g_rand_free (random);
  return fclose (file) == 0;
}
