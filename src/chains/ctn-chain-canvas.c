#include "ctn-chain-canvas.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-number-field.h>
#include <ctn-record.h>
#include <math.h>

#include "ctn-chain-private.h"

/* --- Forms --------------------------------------------------------------------------------------- */

static const CtnCanvasField five_forces[] = {
  { "entrants", N_ ("New Entrants"),
    N_ ("How easily could others enter: capital, know-how, approvals, access to customers?"), 1, 0,
    1, 1 },
  { "suppliers", N_ ("Power of Suppliers"),
    N_ ("Who depends on whom: number of suppliers, cost of changing them, imports?"), 0, 1, 1, 1 },
  { "rivalry", N_ ("Rivalry"),
    N_ ("How hard do those who are there compete: number, growth, overcapacity, differences?"), 1,
    1, 1, 1 },
  { "buyers", N_ ("Power of Buyers"),
    N_ ("How strongly can customers press prices: number, volume, cost of changing?"), 2, 1, 1, 1 },
  { "substitutes", N_ ("Substitutes"),
    N_ ("What else meets the same need, and how good and how dear is it?"), 1, 2, 1, 1 },
};

static const CtnCanvasField pestel[] = {
  { "political", N_ ("Political"), N_ ("Which programmes, priorities and conflicts matter?"), 0, 0,
    1, 1 },
  { "economic", N_ ("Economic"), N_ ("Which prices, costs, interest and demand matter?"), 1, 0, 1,
    1 },
  { "social", N_ ("Social"), N_ ("How do workforce, acceptance and habits change?"), 2, 0, 1, 1 },
  { "technological", N_ ("Technological"), N_ ("Which technologies come, and which go?"), 0, 1, 1,
    1 },
  { "environmental", N_ ("Environmental"),
    N_ ("Which resources, emissions and climate risks matter?"), 1, 1, 1, 1 },
  { "legal", N_ ("Legal"), N_ ("Which laws, standards and approvals apply or are coming?"), 2, 1, 1,
    1 },
};

static const CtnCanvasField swot[] = {
  { "strengths", N_ ("Strengths"), N_ ("What is the chain better at than others?"), 0, 0, 1, 1 },
  { "weaknesses", N_ ("Weaknesses"), N_ ("Where does it fall behind?"), 1, 0, 1, 1 },
  { "opportunities", N_ ("Opportunities"), N_ ("What in its surroundings could help it?"), 0, 1, 1,
    1 },
  { "threats", N_ ("Threats"), N_ ("What in its surroundings could harm it?"), 1, 1, 1, 1 },
};

/* Ten columns, so that the two fields below can share the breadth. */
static const CtnCanvasField business_model[] = {
  { "partners", N_ ("Key Partners"), N_ ("Who helps, and with what?"), 0, 0, 2, 2 },
  { "activities", N_ ("Key Activities"), N_ ("What has to be done?"), 2, 0, 2, 1 },
  { "resources", N_ ("Key Resources"), N_ ("What does it take?"), 2, 1, 2, 1 },
  { "value", N_ ("Value Propositions"), N_ ("Which problem is solved for the customer?"), 4, 0, 2,
    2 },
  { "relationships", N_ ("Customer Relationships"), N_ ("How are customers won and kept?"), 6, 0, 2,
    1 },
  { "channels", N_ ("Channels"), N_ ("How does it reach them?"), 6, 1, 2, 1 },
  { "segments", N_ ("Customer Segments"), N_ ("For whom is it?"), 8, 0, 2, 2 },
  { "costs", N_ ("Cost Structure"), N_ ("What costs most?"), 0, 2, 5, 1 },
  { "revenues", N_ ("Revenue Streams"), N_ ("Who pays for what, and how?"), 5, 2, 5, 1 },
};

static const struct {
  const char *code;
  const char *label;
  const char *rating; /* (nullable) */
  const CtnCanvasField *fields;
  guint n_fields;
  guint columns, rows;
} canvases[] = {
  { "five-forces", N_ ("Five Forces"), N_ ("Strength of the force"), five_forces,
    G_N_ELEMENTS (five_forces), 3, 3 },
  { "pestel", N_ ("PESTEL"), N_ ("Weight of the influence"), pestel, G_N_ELEMENTS (pestel), 3, 2 },
  { "swot", N_ ("SWOT"), NULL, swot, G_N_ELEMENTS (swot), 2, 2 },
  { "business-model", N_ ("Business Model"), NULL, business_model, G_N_ELEMENTS (business_model),
    10, 3 },
};

const char *
ctn_canvas_get_label (CtnCanvas canvas)
{
  return _ (canvases[canvas].label);
}

gboolean
ctn_canvas_from_code (const char *code, CtnCanvas *canvas)
{
  for (guint i = 0; i < G_N_ELEMENTS (canvases); i++)
    if (g_strcmp0 (canvases[i].code, code) == 0) {
      *canvas = i;
      return TRUE;
    }
  return FALSE;
}

const char *
ctn_canvas_get_rating_label (CtnCanvas canvas)
{
  return canvases[canvas].rating != NULL ? _ (canvases[canvas].rating) : NULL;
}

const CtnCanvasField *
ctn_canvas_get_fields (CtnCanvas canvas, guint *n, guint *columns, guint *rows)
{
  *n = canvases[canvas].n_fields;
  if (columns != NULL)
    *columns = canvases[canvas].columns;
  if (rows != NULL)
    *rows = canvases[canvas].rows;
  return canvases[canvas].fields;
}

static int
find_field (CtnCanvas canvas, const char *code)
{
  for (guint i = 0; i < canvases[canvas].n_fields; i++)
    if (g_strcmp0 (canvases[canvas].fields[i].code, code) == 0)
      return (int) i;
  return -1;
}

/* --- Entries ------------------------------------------------------------------------------------- */

static const CtnField fields[] = {
  { .name = "text",
    .label = N_ ("Text"),
    .group = N_ ("Entry"),
    .type = CTN_FIELD_LONG_TEXT,
    .flags = CTN_FIELD_REQUIRED,
    .column = "text" },
  { .name = "rating",
    .label = N_ ("Rating (1–5)"),
    .group = N_ ("Entry"),
    .type = CTN_FIELD_INTEGER,
    .parse = ctn_number_field_parse_grade,
    .column = "rating" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "canvas-entry",
  .table = "canvas_entry",
  .label = N_ ("Entry"),
  .plural = N_ ("Entries"),
  .title_column = "text",
  .fields = fields,
  .order = "position, id",
  .add_label = N_ ("Add Entry"),
  .edit_label = N_ ("Edit Entry"),
  .delete_label = N_ ("Delete Entry"),
};

const CtnRecordKind *
ctn_canvas_entry_kind (void)
{
  return &kind;
}

void
ctn_canvas_entry_free (CtnCanvasEntry *self)
{
  g_free (self->text);
  g_free (self);
}

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  const CtnCanvasEntry *one = *(CtnCanvasEntry *const *) a;
  const CtnCanvasEntry *other = *(CtnCanvasEntry *const *) b;

  return one->field < other->field ? -1 : one->field > other->field;
}

GPtrArray *
ctn_canvas_list (CtnConnection *reader,
                 const CtnCanvasSubject *subject,
                 CtnCanvas canvas,
                 GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_canvas_entry_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT id, field, text, rating FROM canvas_entry WHERE canvas = ?1 "
                            "AND (chain = ?2 OR sector = "
                            "?3) ORDER BY position, id",
                            "tii", canvases[canvas].code, subject->chain, subject->sector);

  while (ctn_statement_next (rows, &local_error)) {
    int field = find_field (canvas, ctn_statement_get_text (rows, 1));
    CtnCanvasEntry *entry;

    if (field < 0)
      continue;
    entry = g_new0 (CtnCanvasEntry, 1);
    entry->id = ctn_statement_get_int (rows, 0);
    entry->field = (guint) field;
    entry->text = g_strdup (ctn_statement_get_text (rows, 2));
    entry->rating = (int) ctn_statement_get_int (rows, 3);
    g_ptr_array_add (list, entry);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_ptr_array_sort (list, compare_fields); /* stable */
  return g_steal_pointer (&list);
}

double
ctn_canvas_get_mean (GPtrArray *entries, guint field)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < entries->len; i++) {
    const CtnCanvasEntry *entry = g_ptr_array_index (entries, i);

    if (entry->field == field && entry->rating > 0) {
      sum += entry->rating;
      n++;
    }
  }
  return n > 0 ? sum / n : NAN;
}

GArray *
ctn_canvas_list_sectors (CtnConnection *reader, GError **error)
{
  return ctn_statement_take_ids (
      ctn_connection_query (reader, error,
                            "SELECT DISTINCT sector FROM canvas_entry WHERE sector IS NOT NULL "
                            "ORDER BY sector",
                            ""),
      error);
}

/* --- Operations ---------------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  const CtnCanvasSubject *subject;
  CtnCanvas canvas;
  const char *field;
  const char *text;
  gboolean down;
} Edit;

static gboolean
insert_entry (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (
      connection, error,
      "INSERT INTO canvas_entry (id, chain, sector, canvas, field, position, text) VALUES (?1, "
      "nullif (?2, 0), nullif (?3, 0), ?4, ?5, (SELECT coalesce (max (position), 0) + 1 FROM "
      "canvas_entry WHERE canvas = ?4 AND field = ?5 AND (chain = ?2 OR sector = ?3)), ?6)",
      "iiittt", edit->id, edit->subject->chain, edit->subject->sector, canvases[edit->canvas].code,
      edit->field, edit->text);
}

gint64
ctn_canvas_add (CtnProject *project,
                const CtnCanvasSubject *subject,
                CtnCanvas canvas,
                const char *field,
                const char *text,
                GError **error)
{
  g_autofree char *value = ctn_field_parse (&fields[0], text, error);
  const CtnOperation operation = { kind.add_label, value, NULL };
  Edit edit = { ctn_id_new (), subject, canvas, field, value, FALSE };

  g_return_val_if_fail ((subject->chain != 0) != (subject->sector != 0), 0);
  g_return_val_if_fail (find_field (canvas, field) >= 0, 0);

  return value != NULL && ctn_project_transact (project, &operation, insert_entry, &edit, error)
             ? edit.id
             : 0;
}

static gboolean
swap_entries (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  const char *find =
      edit->down
          ? "SELECT n.id FROM canvas_entry n JOIN canvas_entry e ON e.canvas = n.canvas AND "
            "e.field = n.field AND e.chain IS n.chain AND e.sector IS n.sector WHERE e.id = ? "
            "AND n.position > e.position ORDER BY n.position LIMIT 1"
          : "SELECT n.id FROM canvas_entry n JOIN canvas_entry e ON e.canvas = n.canvas AND "
            "e.field = n.field AND e.chain IS n.chain AND e.sector IS n.sector WHERE e.id = ? "
            "AND n.position < e.position ORDER BY n.position DESC LIMIT 1";
  gint64 other = 0;

  if (!ctn_connection_get_int (connection, &other, error, find, "i", edit->id))
    return FALSE;
  return other == 0 ||
         ctn_connection_run (
             connection, error,
             "UPDATE canvas_entry SET position = o.position FROM canvas_entry o WHERE "
             "canvas_entry.id IN (?1, ?2) AND o.id = CASE canvas_entry.id WHEN ?1 "
             "THEN ?2 ELSE ?1 END",
             "ii", edit->id, other);
}

gboolean
ctn_canvas_move (CtnProject *project, gint64 entry, gboolean down, GError **error)
{
  g_autofree char *subject =
      ctn_record_get_title (ctn_project_get_reader (project), &kind, entry, NULL);
  const CtnOperation operation = { N_ ("Move Entry"), subject, NULL };
  Edit edit = { .id = entry, .down = down };

  return ctn_project_transact (project, &operation, swap_entries, &edit, error);
}
