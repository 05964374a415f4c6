#include "ctn-code-change.h"

#include <ctn-i18n.h>
#include <string.h>

#include <ctn-data.h>

#include "ctn-code-list-private.h"
#include "ctn-nace.h"

static const char *const nuts_versions[] = { "2016", "2021", "2024" };

void
ctn_code_target_free (CtnCodeTarget *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self);
}

static int
compare_targets (gconstpointer a, gconstpointer b)
{
  const CtnCodeTarget *const *one = a;
  const CtnCodeTarget *const *other = b;

  return strcmp ((*one)->code, (*other)->code);
}

/* A code that is reached twice keeps the surer way. */
static void
add_target (GPtrArray *targets, const char *code, CtnCodeBasis basis)
{
  CtnCodeTarget *target;

  for (guint i = 0; i < targets->len; i++) {
    target = targets->pdata[i];
    if (g_str_equal (target->code, code)) {
      target->basis = MIN (target->basis, basis);
      return;
    }
  }
  target = g_new (CtnCodeTarget, 1);
  target->code = g_strdup (code);
  target->basis = basis;
  g_ptr_array_add (targets, target);
}

static GPtrArray *
new_targets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_code_target_free);
}

static CtnCodeBasis
read_basis (const char *text)
{
  if (g_str_equal (text, "table"))
    return CTN_BASIS_TABLE;
  if (g_str_equal (text, "parts"))
    return CTN_BASIS_PARTS;
  return g_str_equal (text, "name") ? CTN_BASIS_NAME : CTN_BASIS_NOTES;
}

/* One row of nuts-changes.csv; nothing in it is quoted. */
typedef struct {
  char **cells; /* from, to, old, new, basis */
} Change;

static void
change_clear (gpointer data)
{
  g_strfreev (((Change *) data)->cells);
}

static GArray *
read_changes (GError **error)
{
  g_autofree char *path = ctn_data_path ("codes/nuts-changes.csv");
  gsize length;
  g_autofree char *text = ctn_code_list_read_text (path, &length, error);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));

  if (text == NULL)
    return NULL;
  g_array_set_clear_func (changes, change_clear);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
    Change change = { g_strsplit (lines[i], ",", 6) };

    g_array_append_val (changes, change);
    if (g_strv_length (change.cells) != 5) {
      g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_FORMAT,
                   _ ("%s: Line %u does not have five columns."), path, i + 1);
      return NULL;
    }
  }
  return g_steal_pointer (&changes);
}

/* Read once; lives as long as the process. */
static GArray *
get_changes (GError **error)
{
  static GMutex lock;
  static GArray *changes = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (changes == NULL)
    changes = read_changes (error);
  return changes;
}

/* One step of @codes, between neighbouring versions. */
static GPtrArray *
step (GArray *changes, GPtrArray *codes, const char *from)
{
  GPtrArray *next = new_targets ();

  for (guint i = 0; i < codes->len; i++) {
    const CtnCodeTarget *code = codes->pdata[i];
    gboolean changed = FALSE;

    for (guint j = 0; j < changes->len; j++) {
      char **cells = g_array_index (changes, Change, j).cells;

      if (!g_str_equal (cells[0], from) || !g_str_equal (cells[2], code->code))
        continue;
      changed = TRUE;
      if (*cells[3] != '\0')
        add_target (next, cells[3], MAX (code->basis, read_basis (cells[4])));
    }
    if (!changed)
      add_target (next, code->code, code->basis);
  }
  return next;
}

static int
find_version (const char *scheme)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (nuts_versions); i++) {
    g_autofree char *name = g_strconcat ("nuts-", nuts_versions[i], NULL);

    if (g_str_equal (scheme, name))
      return i;
  }
  return -1;
}

static void
keep_known (GPtrArray *targets, CtnCodeList *list)
{
  for (guint i = targets->len; i > 0; i--)
    if (ctn_code_list_lookup (list, ((CtnCodeTarget *) targets->pdata[i - 1])->code) == NULL)
      g_ptr_array_remove_index (targets, i - 1);
}

static GPtrArray *
find_nuts (int from, const char *code, int to, GError **error)
{
  GArray *changes = get_changes (error);
  CtnCodeList *newest = changes != NULL ? ctn_code_list_get ("nuts-2024", error) : NULL;
  g_autoptr (GPtrArray) targets = new_targets ();

  if (newest == NULL)
    return NULL;
  add_target (targets, code, CTN_BASIS_SAME);
  for (int i = from; i < to; i++) {
    GPtrArray *next = step (changes, targets, nuts_versions[i]);

    g_ptr_array_unref (targets);
    targets = next;
  }
  /* The United Kingdom left, for one: its codes are in no list of 2024. */
  if (to == (int) G_N_ELEMENTS (nuts_versions) - 1)
    keep_known (targets, newest);
  return g_steal_pointer (&targets);
}

static GPtrArray *
find_nace (const char *from, const char *code, GError **error)
{
  CtnCodeList *list = ctn_code_list_get (from, error);
  g_autoptr (GArray) matches = list != NULL ? ctn_nace_correspond (from, code, error) : NULL;
  const CtnCode *entry = list != NULL ? ctn_code_list_lookup (list, code) : NULL;
  g_autoptr (GPtrArray) targets = new_targets ();

  if (matches == NULL)
    return NULL;
  for (guint i = 0; i < matches->len; i++) {
    const CtnNaceMatch *match = &g_array_index (matches, CtnNaceMatch, i);
    gboolean is_section = entry->level == 1;

    add_target (targets, is_section ? match->division->parent : match->division->code,
                match->is_main ? CTN_BASIS_TABLE : CTN_BASIS_PARTS);
  }
  return g_steal_pointer (&targets);
}

GPtrArray *
ctn_code_change_find (const char *from, const char *code, const char *to, GError **error)
{
  int first = find_version (from);
  int last = find_version (to);
  GPtrArray *targets;

  if (first >= 0 && last >= first)
    targets = find_nuts (first, code, last, error);
  else if (g_str_equal (from, "nace-2") && g_str_equal (to, "nace-2.1"))
    targets = find_nace ("nace-rev2", code, error);
  else if (g_str_equal (from, "nace-2.1") && g_str_equal (to, "nace-2"))
    targets = find_nace ("nace-rev21", code, error);
  else {
    g_set_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_UNKNOWN,
                 _ ("It is not known how codes of “%s” continue in “%s”."), from, to);
    return NULL;
  }
  if (targets != NULL)
    g_ptr_array_sort (targets, compare_targets);
  return targets;
}

/* A code is of the version before a step when it changed there, of the one after when it came there. */
const char *
ctn_code_change_find_nuts_version (const char *code, GError **error)
{
  GArray *changes = get_changes (error);
  CtnCodeList *newest = changes != NULL ? ctn_code_list_get ("nuts-2024", error) : NULL;

  if (newest == NULL)
    return NULL;
  if (ctn_code_list_lookup (newest, code) != NULL)
    return nuts_versions[G_N_ELEMENTS (nuts_versions) - 1];
  for (guint version = G_N_ELEMENTS (nuts_versions); version > 0; version--)
    for (guint i = 0; i < changes->len; i++) {
      char **cells = g_array_index (changes, Change, i).cells;
      const char *name = nuts_versions[version - 1];

      if ((g_str_equal (cells[0], name) && g_str_equal (cells[2], code)) ||
          (g_str_equal (cells[1], name) && g_str_equal (cells[3], code)))
        return name;
    }
  return NULL;
}

const char *
ctn_code_change_get_list (const char *scheme)
{
  if (g_str_has_prefix (scheme, "nuts-"))
    return "nuts-2024";
  if (g_str_equal (scheme, "nace-2"))
    return "nace-rev2";
  return g_str_equal (scheme, "nace-2.1") ? "nace-rev21" : NULL;
}

const char *
ctn_code_basis_get_label (CtnCodeBasis basis)
{
  static const char *const labels[] = {
    N_ ("Same code"),
    N_ ("Published table"),
    N_ ("In part"),
    N_ ("Same name, not from an official table"),
    N_ ("Not from an official table"),
  };

  return _ (labels[basis]);
}
