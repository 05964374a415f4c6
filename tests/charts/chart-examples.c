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
