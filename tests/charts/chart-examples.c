#include "chart-examples.h"

#include <math.h>

static const char *const labels[] = {
  "Innovationsbereitschaft",
  "Zugang zu Risikokapital und Fördermitteln",
  "Wertschöpfungskettenübergreifende Zusammenarbeit",
  "Fachkräfte",
  "Digitalisierung der Produktionsprozesse",
  "Internationale Vernetzung",
  "Kreislaufwirtschaft und Ressourceneffizienz",
  "Forschungs- und Entwicklungsinfrastruktur",
  "Governance",
  "Technologietransfer zwischen Hochschulen und Unternehmen",
  "Marktzugang",
  "Normung und Zertifizierung",
  "Unternehmensgründungen",
};

static const char *const names[] = {
  "Region Stuttgart",
  "Niederösterreich",
  "Province of Barcelona",
  "Friuli Venezia Giulia",
  "Jihomoravský kraj",
  "Selbsteinschätzung der Clusterorganisation 2024",
  "Oulu",
  "Plovdiv",
};

static const char *const groups[] = { "Rahmenbedingungen", "Akteure", "Zusammenarbeit" };

static const char *const levels[] = {
  "0", "Initial", "Managed", "Defined", "Measured", "Optimised"
};

static void
set_values (ExampleRadar *self, guint axis, GRand *random, ExampleFlags flags)
{
  for (guint series = 0; series < self->data.n_series; series++) {
    double value = round (g_rand_double_range (random, 0.5, 5) * 2) / 2;

    if (flags & EXAMPLE_GAPS && (axis + 3 * series) % 7 == 3)
      value = NAN;
    self->values[series][axis] = value;
  }
  self->target[axis] = 3.5 + 0.5 * (axis % 3);
  for (guint i = 0; i < 3; i++)
    self->quartiles[i][axis] = 1.8 + 0.7 * i + 0.3 * sin (axis);
}

void
example_radar_init (ExampleRadar *self, guint n_axes, guint n_series, ExampleFlags flags)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n_axes * 100 + n_series);

  g_assert (n_axes <= CTN_RADAR_MAX_AXES && n_series <= CTN_RADAR_MAX_SERIES);
  self->data = (CtnRadarData) { .title = "Reifegrad der Partnerregionen im Vergleich",
                                .axes = self->axes,
                                .n_axes = n_axes,
                                .series = self->series,
                                .n_series = n_series,
                                .min = 0,
                                .max = 5 };
  for (guint i = 0; i < n_axes; i++) {
    self->axes[i] = (CtnRadarAxis) { 1000 + i, labels[i % G_N_ELEMENTS (labels)],
                                     flags & EXAMPLE_GROUPS ? (int) (i * 3 / n_axes) : -1 };
    set_values (self, i, random, flags);
  }
  for (guint i = 0; i < n_series; i++)
    self->series[i] = (CtnRadarSeries) { 1 + i, names[i % G_N_ELEMENTS (names)], self->values[i] };
  if (flags & EXAMPLE_TARGET)
    self->data.target = self->target;
  if (flags & EXAMPLE_BAND) {
    self->data.quartile1 = self->quartiles[0];
    self->data.median = self->quartiles[1];
    self->data.quartile3 = self->quartiles[2];
  }
  if (flags & EXAMPLE_GROUPS) {
    self->data.groups = groups;
    self->data.n_groups = G_N_ELEMENTS (groups);
  }
  if (flags & EXAMPLE_LEVELS) {
    self->data.levels = levels;
    self->data.n_levels = G_N_ELEMENTS (levels);
  }
}

#define N_TRANSLATED 7

static const char *const translated[EXAMPLE_N_LANGUAGES][N_TRANSLATED] = {
  [EXAMPLE_ENGLISH] = { "Readiness to innovate", "Access to venture capital and grants", "Skills",
                        "Governance: participation and ownership", "R&D",
                        "Technology transfer between universities and firms", "Market access" },
  [EXAMPLE_HUNGARIAN] = { "Innovációs készség",
                          "Kockázati tőkéhez és támogatásokhoz való hozzáférés", "Szakképzettség",
                          "Kormányzás", "Digitalizáció a termelésben",
                          "Egyetemek és vállalkozások közötti technológiatranszfer",
                          "Körforgásos gazdaság" },
  [EXAMPLE_FRENCH] = { "Capacité d’innovation", "Accès au capital-risque et aux subventions",
                       "Compétences", "Gouvernance", "Recherche et développement",
                       "Transfert de technologie entre universités et entreprises",
                       "Économie circulaire" },
  [EXAMPLE_GREEK] = { "Ετοιμότητα για καινοτομία", "Πρόσβαση σε επιχειρηματικά κεφάλαια",
                      "Δεξιότητες", "Διακυβέρνηση", "Έρευνα και ανάπτυξη",
                      "Μεταφορά τεχνολογίας μεταξύ πανεπιστημίων και επιχειρήσεων",
                      "Κυκλική οικονομία" },
  [EXAMPLE_BULGARIAN] = { "Готовност за иновации",
                          "Достъп до рисков капитал и безвъзмездни средства", "Умения",
                          "Управление", "Научни изследвания и развойна дейност",
                          "Трансфер на технологии между университети и предприятия",
                          "Кръгова икономика" },
};

void
example_radar_set_language (ExampleRadar *self, ExampleLanguage language)
{
  if (language == EXAMPLE_GERMAN)
    return;
  for (guint i = 0; i < self->data.n_axes; i++)
    self->axes[i].label = translated[language][i % N_TRANSLATED];
}

static const char *const link_kinds[] = { "Lieferung",    "Dienstleistung", "Wissen",
                                          "Finanzierung", "Daten",          "Beteiligung" };

static void
map_init (ExampleMap *self)
{
  *self = (ExampleMap) { 0 };
  self->stages = g_array_new (FALSE, TRUE, sizeof (CtnMapStage));
  self->lanes = g_array_new (FALSE, TRUE, sizeof (CtnMapLane));
  self->actors = g_array_new (FALSE, TRUE, sizeof (CtnMapActor));
  self->links = g_array_new (FALSE, TRUE, sizeof (CtnMapLink));
  self->texts = g_string_chunk_new (4096);
}

static void
map_finish (ExampleMap *self, const char *title)
{
  self->data = (CtnMapData) { .title = title,
                              .stages = (const CtnMapStage *) (gpointer) self->stages->data,
                              .n_stages = self->stages->len,
                              .lanes = (const CtnMapLane *) (gpointer) self->lanes->data,
                              .n_lanes = self->lanes->len,
                              .actors = (const CtnMapActor *) (gpointer) self->actors->data,
                              .n_actors = self->actors->len,
                              .links = (const CtnMapLink *) (gpointer) self->links->data,
                              .n_links = self->links->len,
                              .link_kinds = link_kinds,
                              .n_link_kinds = G_N_ELEMENTS (link_kinds) };
}

static const struct {
  const char *name, *subtitle;
  CtnMapActorKind kind;
  CtnMapState state;
  int stage, lane;
  double row;
} battery_actors[] = {
  { "Beispiel Rohstoffe AG", "Sachsen · 120", CTN_MAP_ACTOR, CTN_MAP_EXISTING, 0, 0, 0 },
  { "Lithium aus Geothermie", NULL, CTN_MAP_ACTOR, CTN_MAP_PLANNED, 0, 1, 2 },
  { "Beispiel Kathodenwerk GmbH", "Steiermark · 340", CTN_MAP_ACTOR, CTN_MAP_EXISTING, 1, 0, 0 },
  { "Separatorfolien", "kein Anbieter", CTN_MAP_ACTOR, CTN_MAP_MISSING, 1, 1, 2 },
  { "Beispiel Batteriewerk GmbH", "Niederösterreich · 900", CTN_MAP_ACTOR, CTN_MAP_EXISTING, 2, 0,
    0.5 },
  { "Beispiel Zellfertigung s.r.o.", "Jihomoravský kraj · 75", CTN_MAP_ACTOR, CTN_MAP_WEAK, 2, 1,
    2 },
  { "Beispiel Fahrzeugbau SE", "Region Stuttgart · 12 000", CTN_MAP_ACTOR, CTN_MAP_EXISTING, 3, 0,
    0 },
  { "Prüfzentrum Batteriesicherheit", "Hochschule", CTN_MAP_SUPPORTER, CTN_MAP_EXISTING, 2, 2,
    3.2 },
  { "Förderbank", NULL, CTN_MAP_SUPPORTER, CTN_MAP_EXISTING, 1, 2, 3.2 },
  { "Elektrofahrzeuge", "EU", CTN_MAP_MARKET, CTN_MAP_EXISTING, 4, 0, 0.2 },
  { "Stationäre Speicher", "DACH", CTN_MAP_MARKET, CTN_MAP_EXISTING, 4, 1, 2 },
};

static const struct {
  guint from, to, kind;
  CtnMapState state;
  double width;
  const char *label;
} battery_links[] = {
  { 0, 2, 0, CTN_MAP_EXISTING, 3, "8 kt/a" },    { 1, 2, 0, CTN_MAP_PLANNED, 2, NULL },
  { 2, 4, 0, CTN_MAP_EXISTING, 5, "42 Mio. €" }, { 2, 5, 0, CTN_MAP_WEAK, 1, NULL },
  { 3, 5, 0, CTN_MAP_MISSING, 1.5, NULL },       { 4, 6, 0, CTN_MAP_EXISTING, 8, NULL },
  { 5, 10, 0, CTN_MAP_EXISTING, 2, NULL },       { 6, 9, 0, CTN_MAP_EXISTING, 6, NULL },
  { 7, 4, 2, CTN_MAP_EXISTING, 1.5, NULL },      { 7, 5, 1, CTN_MAP_EXISTING, 1, NULL },
  { 8, 2, 3, CTN_MAP_EXISTING, 1.5, NULL },      { 4, 10, 4, CTN_MAP_EXISTING, 1, NULL },
};

void
example_map_init_battery (ExampleMap *self)
{
  static const char *const stages[] = { "Rohstoffe", "Zellkomponenten", "Zellfertigung",
                                        "Systemintegration", "Märkte" };
  static const char *const lanes[] = { "Niederösterreich und Stuttgart", "Jihomoravský kraj",
                                       "Unterstützung" };

  map_init (self);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    CtnMapStage stage = { 100 + i, stages[i], i * 170.0, 116 };

    g_array_append_val (self->stages, stage);
  }
  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++) {
    CtnMapLane lane = { 200 + i, lanes[i], 0, 0 };

    g_array_append_val (self->lanes, lane);
  }
  for (guint i = 0; i < G_N_ELEMENTS (battery_actors); i++) {
    CtnMapActor actor = { .id = 300 + i,
                          .name = battery_actors[i].name,
                          .subtitle = battery_actors[i].subtitle,
                          .kind = battery_actors[i].kind,
                          .state = battery_actors[i].state,
                          .stage = battery_actors[i].stage,
                          .lane = battery_actors[i].lane,
                          .box = { battery_actors[i].stage * 170.0, battery_actors[i].row * 62, 116,
                                   40 } };

    g_array_append_val (self->actors, actor);
  }
  for (guint i = 0; i < G_N_ELEMENTS (battery_links); i++) {
    CtnMapLink link = { .id = 400 + i,
                        .from = battery_links[i].from,
                        .to = battery_links[i].to,
                        .kind = battery_links[i].kind,
                        .state = battery_links[i].state,
                        .width = battery_links[i].width,
                        .label = battery_links[i].label };

    g_array_append_val (self->links, link);
  }
  map_finish (self, "Wertschöpfungskette Batterie");
}

void
example_map_init_large (ExampleMap *self, guint n_actors)
{
  static const char *const words[] = { "Beispiel", "Werk", "Technik", "Systeme", "Metall",
                                       "Chemie",   "GmbH", "AG",      "s.r.o.",  "d.o.o." };
  g_autoptr (GRand) random = g_rand_new_with_seed (n_actors);
  guint rows = (n_actors + 7) / 8;

  map_init (self);
  for (guint i = 0; i < 8; i++) {
    CtnMapStage stage = { 100 + i, words[i], i * 260.0, 110 };

    g_array_append_val (self->stages, stage);
  }
  for (guint i = 0; i < n_actors; i++) {
    g_autofree char *name = g_strdup_printf ("%s %s %u", words[i % 6], words[(i / 6) % 10], i);
    CtnMapActor actor = { .id = 1000 + i,
                          .name = g_string_chunk_insert (self->texts, name),
                          .subtitle = words[(i / 3) % 10],
                          .kind = (CtnMapActorKind) (i % 11 == 0   ? 1
                                                     : i % 13 == 0 ? 2
                                                                   : 0),
                          .state = i % 17 == 0 ? CTN_MAP_PLANNED : CTN_MAP_EXISTING,
                          .stage = (int) (i / rows),
                          .lane = -1,
                          .box = { i / rows * 260.0, i % rows * 46.0, 110, 34 } };

    g_array_append_val (self->actors, actor);
  }
  for (guint i = 0; i < 2 * n_actors && n_actors > rows; i++) {
    guint from = (guint) g_rand_int_range (random, 0, (gint32) (n_actors - rows));
    int row = CLAMP ((int) (from % rows) + g_rand_int_range (random, -12, 13), 0, (int) rows - 1);
    CtnMapLink link = { .id = 5000 + i,
                        .from = from,
                        .to = MIN ((from / rows + 1) * rows + (guint) row, n_actors - 1),
                        .kind = (guint) g_rand_int_range (random, 0, 6),
                        .state = i % 19 == 0 ? CTN_MAP_PLANNED : CTN_MAP_EXISTING,
                        .width = 0.5 * g_rand_int_range (random, 1, 6) };

    g_array_append_val (self->links, link);
  }
  map_finish (self, "Large map");
}

void
example_map_clear (ExampleMap *self)
{
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->lanes, g_array_unref);
  g_clear_pointer (&self->actors, g_array_unref);
  g_clear_pointer (&self->links, g_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

void
example_ternary_init_crowded (ExampleTernary *self, guint n_series)
{
  static const char *const years[EXAMPLE_TERNARY_YEARS] = { "2019", "2020", "2021", "2022",
                                                            "2023", "2024", "2025" };
  static const char *const trails[EXAMPLE_TERNARY_SERIES] = { "Alpha", "Beta", "Gamma", "Delta",
                                                              "Epsilon" };

  for (guint s = 0; s < n_series; s++) {
    for (guint i = 0; i < EXAMPLE_TERNARY_YEARS; i++)
      self->points[s][i] =
          (CtnTernaryPoint) { { (s * 3 + i * 2) % 5, 20 + 3 * i, (s + i) % 4 + (s == 0 ? 0 : 1) },
                              years[i] };
    self->series[s] =
        (CtnTernarySeries) { (gint64) s + 1, trails[s], self->points[s], EXAMPLE_TERNARY_YEARS };
  }
  self->data = (CtnTernaryData) { .corners = { "Government", "Industry", "Research and Education" },
                                  .series = self->series,
                                  .n_series = n_series };
}
