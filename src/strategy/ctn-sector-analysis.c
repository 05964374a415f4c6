#include "ctn-sector-analysis.h"

#include <ctn-i18n.h>
#include <math.h>

/* Ids of a sector and all below it; ?1 the sector, 0 for none. */
#define SECTORS                                                                                    \
  "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT s.id FROM sector s "                       \
  "JOIN below ON s.parent = below.id) "

/* Whether an organisation o is of the sector. */
#define IN_SECTOR                                                                                  \
  "(?1 = 0 OR EXISTS (SELECT 1 FROM organisation_sector x WHERE x.organisation = o.id "            \
  "AND x.sector IN (SELECT id FROM below)))"

/* Whether a NUTS code begins as the region does; codes are made of letters and digits only. */
#define IN_REGION(column) "(?2 = '' OR substr (" column ", 1, length (?2)) = ?2)"

#define STAFF                                                                                      \
  "(SELECT z.headcount FROM organisation_size z WHERE z.organisation = o.id "                      \
  "AND z.headcount IS NOT NULL ORDER BY z.year DESC LIMIT 1)"

typedef struct {
  CtnConnection *reader;
  gint64 sector;
  const char *region;
} Question;

void
ctn_sector_analysis_free (CtnSectorAnalysis *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->organisations);
  g_ptr_array_unref (self->chains);
  g_ptr_array_unref (self->assessments);
  g_ptr_array_unref (self->priorities);
  g_free (self);
}

static void
reference_free (gpointer data)
{
  CtnSectorReference *reference = data;

  g_free (reference->title);
  g_free (reference->detail);
  g_free (reference);
}

static CtnSizeClass
read_size (const char *code)
{
  static const char *const codes[] = { "micro", "small", "medium", "large" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return (CtnSizeClass) i;
  return CTN_SIZE_UNKNOWN;
}

static void
count_helix (CtnSectorAnalysis *self, const char *code, guint n)
{
  static const char *const codes[] = { "industry", "research", "government", "civil" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i], code) == 0)
      self->helices[i] += n;
}

/* One pass over the registry, grouped by what is told apart. */
static gboolean
count (CtnSectorAnalysis *self, const Question *question, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      question->reader, &local_error,
      SECTORS
      "SELECT " IN_SECTOR
      " AS s, " IN_REGION ("coalesce (o.nuts, '')") " AS r, o.helix, "
                                                    "o.size_class, count(*), coalesce (sum (" STAFF
                                                    "), 0), count (" STAFF ") "
                                                    "FROM organisation o GROUP BY 1, 2, 3, 4",
      "it", question->sector, question->region);

  while (ctn_statement_next (rows, &local_error)) {
    gboolean in_sector = ctn_statement_get_int (rows, 0) != 0;
    gboolean in_region = ctn_statement_get_int (rows, 1) != 0;
    guint n = (guint) ctn_statement_get_int (rows, 4);
    double staff = ctn_statement_get_double (rows, 5);

    self->n_all += n;
    self->staff_all += staff;
    self->n_region += in_region ? n : 0;
    self->staff_region += in_region ? staff : 0;
    self->n_sector += in_sector ? n : 0;
    self->staff_sector += in_sector ? staff : 0;
    if (!in_sector || !in_region)
      continue;
    self->n += n;
    self->staff += staff;
    self->n_staff += (guint) ctn_statement_get_int (rows, 6);
    self->sizes[read_size (ctn_statement_get_text (rows, 3))] += n;
    count_helix (self, ctn_statement_get_text (rows, 2), n);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Columns: id, title, detail. */
static GPtrArray *
list (const Question *question, const char *table, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (question->reader, &local_error, sql, "iti", question->sector,
                            question->region, (gint64) CTN_SECTOR_MAX_LISTED);

  while (ctn_statement_next (rows, &local_error)) {
    CtnSectorReference *reference = g_new0 (CtnSectorReference, 1);

    reference->id = ctn_statement_get_int (rows, 0);
    reference->table = table;
    reference->title = g_strdup (ctn_statement_get_text (rows, 1));
    reference->detail = g_strdup (ctn_statement_get_text (rows, 2));
    g_ptr_array_add (references, reference);
  }
  if (local_error == NULL)
    return g_steal_pointer (&references);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static const char organisations_sql[] = SECTORS
    "SELECT o.id, o.name, nullif (concat_ws (' · ', o.city, o.nuts, o.size_class), '') "
    "FROM organisation o WHERE " IN_SECTOR
    " AND " IN_REGION ("coalesce (o.nuts, '')") " ORDER BY " STAFF
                                                " DESC NULLS LAST, o.name COLLATE NOCASE LIMIT ?3";

/* A chain of the sector, or one with an organisation of the sector in the region. */
#define CHAINS_SQL                                                                                 \
  "SELECT c.id FROM chain c WHERE (?1 <> 0 AND c.sector IN (SELECT id FROM below)) "               \
  "OR EXISTS (SELECT 1 FROM chain_actor a JOIN organisation o ON o.id = a.organisation "           \
  "WHERE a.chain = c.id AND " IN_SECTOR " AND " IN_REGION ("coalesce (o.nuts, '')") ")"

static const char chains_sql[] =
    SECTORS "SELECT c.id, c.name, (SELECT count(*) FROM chain_actor a JOIN organisation o "
            "ON o.id = a.organisation WHERE a.chain = c.id AND " IN_SECTOR
            " AND " IN_REGION ("coalesce (o.nuts, '')") ") FROM chain c WHERE c.id IN (" CHAINS_SQL
                                                        ") ORDER BY c.name COLLATE NOCASE LIMIT ?3";

static const char assessments_sql[] = SECTORS
    "SELECT t.id, t.name, nullif (concat_ws (' · ', t.stage, t.date), '') FROM assessment t "
    "LEFT JOIN organisation o ON t.subject_kind = 'organisation' AND o.id = t.subject "
    "WHERE (t.nuts IS NOT NULL AND ?2 <> '' "
    "AND " IN_REGION ("t.nuts") ") OR (o.id IS NOT NULL AND " IN_SECTOR " AND " IN_REGION (
        "coalesce (o.nuts, '')") ") OR (t.subject_kind = 'chain' AND t.subject IN (" CHAINS_SQL
                                 ")) ORDER BY t.date DESC, t.name COLLATE NOCASE LIMIT ?3";

/* Of the region, above and below it too: a strategy of Bavaria is one for Upper Palatinate. */
static const char priorities_sql[] = SECTORS
    "SELECT s.id, p.name, concat_ws (' · ', s.name, s.nuts) FROM priority p "
    "JOIN region_strategy s ON s.id = p.strategy WHERE (?1 = 0 OR p.sector IN "
    "(SELECT id FROM below)) AND (" IN_REGION (
        "coalesce (s.nuts, '')") " OR (s.nuts <> '' AND substr (?2, 1, length (s.nuts)) = s.nuts)) "
                                 "ORDER BY s.name COLLATE NOCASE, p.position, p.id LIMIT ?3";

static void
compute (CtnSectorAnalysis *self)
{
  double lq = (self->staff / self->staff_region) / (self->staff_sector / self->staff_all);
  double lq_count = ((double) self->n / self->n_region) / ((double) self->n_sector / self->n_all);
  double best;

  self->lq = isfinite (lq) ? lq : NAN;
  self->lq_count = isfinite (lq_count) ? lq_count : NAN;
  best = isfinite (self->lq) ? self->lq : self->lq_count;
  self->is_critical = best >= CTN_SECTOR_LQ_CRITICAL && self->n >= CTN_SECTOR_N_CRITICAL;
}

CtnSectorAnalysis *
ctn_sector_analysis_new (CtnConnection *reader, gint64 sector, const char *region, GError **error)
{
  const Question question = { reader, sector, region };
  CtnSectorAnalysis *self = g_new0 (CtnSectorAnalysis, 1);
  gboolean done = count (self, &question, error);

  self->organisations = done ? list (&question, "organisation", organisations_sql, error) : NULL;
  self->chains = self->organisations != NULL ? list (&question, "chain", chains_sql, error) : NULL;
  self->assessments =
      self->chains != NULL ? list (&question, "assessment", assessments_sql, error) : NULL;
  self->priorities =
      self->assessments != NULL ? list (&question, "region_strategy", priorities_sql, error) : NULL;
  if (self->priorities != NULL) {
    compute (self);
    return self;
  }
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_clear_pointer (&self->chains, g_ptr_array_unref);
  g_clear_pointer (&self->assessments, g_ptr_array_unref);
  g_free (self);
  return NULL;
}

const char *
ctn_size_class_get_label (CtnSizeClass size)
{
  static const char *const labels[CTN_N_SIZES] = { N_ ("Micro"), N_ ("Small"), N_ ("Medium"),
                                                   N_ ("Large"), N_ ("Unknown") };

  return _ (labels[size]);
}
