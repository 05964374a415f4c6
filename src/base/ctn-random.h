/* Random numbers that are the same on every machine for the same seed.
 *
 * Generator: xoshiro256** 1.0 (D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators,
 * ACM Trans. Math. Softw. 47 (2021) 36; https://prng.di.unimi.it/, in the public domain), seeded by
 * SplitMix64 as its authors advise. Not for secrets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 state[4];
} CtnRandom;

/* Starts @self at @seed. */
void ctn_random_init (CtnRandom *self, guint64 seed);

/* The next 64 random bits. */
guint64 ctn_random_next (CtnRandom *self);

/* A number in (0, 1], uniform, of 53 bits: its logarithm is finite. */
double ctn_random_unit (CtnRandom *self);

/* Fills @weights with @n numbers ≥ 0 that sum to 1, uniform on the simplex, which is Dirichlet
 * (1, …, 1): standard exponentials over their sum (L. Devroye, Non-Uniform Random Variate Generation,
 * 1986, V.2). Each has mean 1/n and variance (n − 1)/(n² (n + 1)). */
void ctn_random_simplex (CtnRandom *self, double *weights, guint n);

G_END_DECLS
