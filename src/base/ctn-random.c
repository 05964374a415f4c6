#include "ctn-random.h"

#include <math.h>

static guint64
rotate (guint64 x, guint by)
{
  return (x << by) | (x >> (64 - by));
}

void
ctn_random_init (CtnRandom *self, guint64 seed)
{
  for (guint i = 0; i < 4; i++) {
    guint64 z = (seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
    self->state[i] = z ^ (z >> 31);
  }
}

guint64
ctn_random_next (CtnRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

double
ctn_random_unit (CtnRandom *self)
{
  return (double) ((ctn_random_next (self) >> 11) + 1) * 0x1.0p-53;
}

void
ctn_random_simplex (CtnRandom *self, double *weights, guint n)
{
  double sum = 0;

  do {
    sum = 0;
    for (guint i = 0; i < n; i++) {
      weights[i] = -log (ctn_random_unit (self));
      sum += weights[i];
    }
  } while (!(sum > 0) && n > 0); /* all units were 1 */
  for (guint i = 0; i < n; i++)
    weights[i] /= sum;
}
