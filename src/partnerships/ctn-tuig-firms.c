/* The firms of the register, as the synergy of a region is computed of them. */
#include <string.h>

#include "ctn-tuig.h"

#define PLACE_LENGTH 5 /* of a NUTS 3 code */

/* Texts and the numbers that stand for them. */
typedef struct {
  GHashTable *numbers; /* (owned) text → number + 1 */
  GPtrArray *texts;    /* (owned) utf8 */
} Coding;

static void
coding_init (Coding *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
coding_clear (Coding *self)
{
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

static guint32
encode (Coding *self, const char *text, gsize length)
{
  g_autofree char *part = g_strndup (text, length);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, part));

  if (known == 0) {
    g_ptr_array_add (self->texts, g_steal_pointer (&part));
    known = self->texts->len;
    g_hash_table_insert (self->numbers, self->texts->pdata[known - 1], GUINT_TO_POINTER (known));
  }
  return known - 1;
}

void
ctn_tuig_firms_free (CtnTuigFirms *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->firms, g_array_unref);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_free (self->revision);
  g_free (self);
}

/* Industry in scope: ?1 is the partnership, 0 for the whole register. */
#define SCOPE                                                                                      \
  "o.helix = 'industry' AND coalesce (o.type, '') NOT IN ('cluster-organisation', "                \
  "'business-network', 'chamber') AND (?1 = 0 OR substr (o.nuts, 1, 4) IN (SELECT "                \
  "substr (mo.nuts, 1, 4) FROM membership m JOIN organisation mo ON mo.id = m.organisation "       \
  "WHERE m.partnership = ?1 AND length (mo.nuts) >= 4))"

/* By which revision more of them are classified; the newer one when it makes no difference. */
static char *
find_revision (CtnConnection *reader, gint64 partnership, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *revision = ctn_connection_get_text (
      reader, &local_error,
      "SELECT n.revision FROM organisation_nace n JOIN organisation o ON o.id = n.organisation "
      "WHERE " SCOPE " GROUP BY n.revision "
      "ORDER BY count(DISTINCT n.organisation) DESC, n.revision DESC LIMIT 1",
      "i", partnership);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return revision != NULL ? revision : g_strdup ("2.1");
}

/* The first code that was given counts; sections, which are letters, are no divisions. */
static gboolean
read_rows (CtnConnection *reader,
           gint64 partnership,
           CtnTuigFirms *firms,
           Coding codings[4],
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT o.nuts, (SELECT n.code FROM organisation_nace n WHERE n.organisation = o.id "
      "AND n.revision = ?2 AND n.code GLOB '[0-9][0-9]*' ORDER BY n.id LIMIT 1), "
      "coalesce (o.size_class, (SELECT CASE WHEN s.headcount < 10 THEN 'micro' "
      "WHEN s.headcount < 50 THEN 'small' WHEN s.headcount < 250 THEN 'medium' ELSE 'large' END "
      "FROM organisation_size s WHERE s.organisation = o.id AND s.headcount IS NOT NULL "
      "ORDER BY s.year DESC LIMIT 1)) "
      "FROM organisation o WHERE " SCOPE " ORDER BY o.id",
      "it", partnership, firms->revision);

  while (ctn_statement_next (rows, &local_error)) {
    const char *place = ctn_statement_get_text (rows, 0);
    const char *division = ctn_statement_get_text (rows, 1);
    const char *size = ctn_statement_get_text (rows, 2);
    CtnTuigFirm firm;

    firms->n_all++;
    if (place == NULL || strlen (place) < PLACE_LENGTH || division == NULL || size == NULL)
      continue;
    firm.place = encode (&codings[0], place, PLACE_LENGTH);
    firm.division = encode (&codings[1], division, 2);
    firm.size = encode (&codings[2], size, strlen (size));
    firm.region = encode (&codings[3], place, 2 + firms->region_level);
    g_array_append_val (firms->firms, firm);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

CtnTuigFirms *
ctn_tuig_read_firms (CtnConnection *reader, gint64 partnership, guint region_level, GError **error)
{
  g_autoptr (CtnTuigFirms) self = g_new0 (CtnTuigFirms, 1);
  Coding codings[4];
  gboolean ok;

  g_return_val_if_fail (region_level <= 2, NULL);
  self->firms = g_array_new (FALSE, FALSE, sizeof (CtnTuigFirm));
  self->region_level = region_level;
  self->revision = find_revision (reader, partnership, error);
  if (self->revision == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (codings); i++)
    coding_init (&codings[i]);
  ok = read_rows (reader, partnership, self, codings, error);
  self->regions = g_ptr_array_ref (codings[3].texts);
  for (guint i = 0; i < G_N_ELEMENTS (codings); i++)
    coding_clear (&codings[i]);
  return ok ? g_steal_pointer (&self) : NULL;
}
