/* Sharing out work: every item once, whatever the sizes. */
#include "ctn-parallel.h"

static void
add_one (guint start, guint end, gpointer data)
{
  gint *counts = data;

  for (guint i = start; i < end; i++)
    g_atomic_int_inc (&counts[i]);
}

static void
test_each_once (void)
{
  static const guint sizes[] = { 0, 1, 2, 7, 8, 9, 1000, 10007 };
  static const guint chunks[] = { 1, 3, 8, 1000, G_MAXUINT };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (chunks); j++) {
      g_autofree gint *counts = g_new0 (gint, sizes[i] + 1);

      ctn_parallel_for (sizes[i], chunks[j], add_one, counts);
      for (guint k = 0; k < sizes[i]; k++)
        g_assert_cmpint (counts[k], ==, 1);
      g_assert_cmpint (counts[sizes[i]], ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/parallel/each-once", test_each_once);

  return g_test_run ();
}
