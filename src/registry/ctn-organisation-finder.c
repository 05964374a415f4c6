#include "ctn-organisation-finder.h"

#include <ctn-memory.h>
#include <string.h>

#include "ctn-field-set.h"

#define MANY 10000 /* whose order takes memory that is worth giving back */

struct _CtnOrganisationFinder {
  GObject parent_instance;

  CtnProject *project;    /* (owned) */
  GCancellable *finding;  /* (owned) (nullable) */
  GCancellable *counting; /* (owned) (nullable) */

  GMutex mutex;          /* what follows is used by one worker at a time */
  CtnConnection *reader; /* (owned) */
  CtnSearchIndex *index; /* (owned) */
  CtnFieldSet *fields;   /* (owned) (nullable): until somebody sorts */
  GHashTable *orders;    /* (owned) (element-type utf8 CtnSortOrder) by the field's name */
  CtnFacetTable *facets; /* (owned) */
  gboolean built;        /* whether the index is */
  gboolean facets_built;

  GMutex pending_mutex;
  GPtrArray *pending; /* (owned) (mutex pending_mutex) change sets that the index has not seen */
};

enum { SIGNAL_OUTDATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnOrganisationFinder, ctn_organisation_finder, G_TYPE_OBJECT)

typedef struct {
  CtnOrganisationQuery *query;
  char *field;
  gboolean descending;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  ctn_organisation_query_free (question->query);
  g_free (question->field);
  g_free (question);
}

static gboolean
concerns_organisations (CtnChangeSet *changes)
{
  static const char *const custom[] = { "custom_field", "custom_value" };
  const CtnRecordKind *kind = ctn_organisation_kind ();

  if (ctn_change_set_is_final (changes) || ctn_change_set_has_table (changes, kind->table))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (custom); i++)
    if (ctn_change_set_has_table (changes, custom[i]))
      return TRUE;
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if ((field->list_table != NULL && ctn_change_set_has_table (changes, field->list_table)) ||
        (field->reference_table != NULL &&
         ctn_change_set_has_table (changes, field->reference_table)))
      return TRUE;
  return FALSE;
}

static void
changed_cb (CtnOrganisationFinder *self, CtnChangeSet *changes)
{
  if (!concerns_organisations (changes))
    return;
  g_mutex_lock (&self->pending_mutex);
  g_ptr_array_add (self->pending, ctn_change_set_ref (changes));
  g_mutex_unlock (&self->pending_mutex);
  g_signal_emit (self, signals[SIGNAL_OUTDATED], 0);
}

CtnOrganisationFinder *
ctn_organisation_finder_new (CtnProject *project, GError **error)
{
  g_autoptr (CtnOrganisationFinder) self = g_object_new (CTN_TYPE_ORGANISATION_FINDER, NULL);

  self->project = g_object_ref (project);
  self->reader = ctn_project_open_reader (project, error);
  self->index = self->reader != NULL ? ctn_search_index_new (project, error) : NULL;
  if (self->index == NULL || !ctn_search_index_attach (self->index, self->reader, error))
    return NULL;
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

static GPtrArray *
take_pending (CtnOrganisationFinder *self)
{
  GPtrArray *pending;

  g_mutex_lock (&self->pending_mutex);
  pending = g_steal_pointer (&self->pending);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_change_set_unref);
  g_mutex_unlock (&self->pending_mutex);
  return pending;
}

static gboolean
update_index (CtnOrganisationFinder *self, CtnChangeSet *changes, GError **error)
{
  self->built = ctn_search_index_update (self->index, self->reader, changes, NULL, error);
  return self->built;
}

static gboolean
update_facets (CtnOrganisationFinder *self, CtnChangeSet *changes, GError **error)
{
  self->facets_built = ctn_facet_table_update (self->facets, self->reader, changes, NULL, error);
  return self->facets_built;
}

/* Tells the index, the facets and the sort orders what changed since the last question. Index and
 * facets are first filled when somebody asks for them: a list that is only looked at needs none. This
 * is never cancelled: whoever types fast would begin it anew with every key. */
static gboolean
catch_up (CtnOrganisationFinder *self, gboolean searching, gboolean counting, GError **error)
{
  g_autoptr (GPtrArray) pending = take_pending (self);

  if (pending->len > 0) {
    g_hash_table_remove_all (self->orders);
    g_clear_pointer (&self->fields, ctn_field_set_free);
  }
  for (guint i = 0; i < pending->len; i++) {
    CtnChangeSet *changes = g_ptr_array_index (pending, i);

    if ((self->built && !update_index (self, changes, error)) ||
        (self->facets_built && !update_facets (self, changes, error))) {
      self->built = self->facets_built = FALSE;
      return FALSE;
    }
  }
  return (self->built || !searching || update_index (self, NULL, error)) &&
         (self->facets_built || !counting || update_facets (self, NULL, error));
}

/* The field @name, or, where a custom field is gone, the organisation's name. */
static const CtnField *
find_field (CtnOrganisationFinder *self, const char *name, GError **error)
{
  const CtnField *field;

  if (self->fields == NULL)
    self->fields = ctn_field_set_new (self->reader, ctn_organisation_kind (), error);
  if (self->fields == NULL)
    return NULL;
  field = ctn_field_set_find (self->fields, name);
  return field != NULL ? field : ctn_field_set_find (self->fields, "name");
}

static CtnSortOrder *
get_order (CtnOrganisationFinder *self,
           const char *name,
           guint n_ids,
           GCancellable *cancellable,
           GError **error)
{
  CtnSortOrder *order = g_hash_table_lookup (self->orders, name);
  const CtnField *field = order == NULL ? find_field (self, name, error) : NULL;

  if (field == NULL)
    return order;
  order = ctn_sort_order_new (self->reader, field, cancellable, error);
  if (n_ids >= MANY) {
    ctn_connection_shrink (self->reader);
    ctn_memory_trim_soon ();
  }
  if (order != NULL)
    g_hash_table_insert (self->orders, g_strdup (name), order);
  return order;
}

static GArray *
find (CtnOrganisationFinder *self, Question *question, GCancellable *cancellable, GError **error)
{
  gboolean searching = *ctn_organisation_query_get_search (question->query) != '\0';
  g_autoptr (GArray) ids = NULL;
  CtnSortOrder *order;

  if (!catch_up (self, searching, FALSE, error))
    return NULL;
  ctn_connection_set_cancellable (self->reader, cancellable);
  ids = ctn_organisation_query_run (question->query, self->reader, error);
  order = ids != NULL ? get_order (self, question->field, ids->len, cancellable, error) : NULL;
  ctn_connection_set_cancellable (self->reader, NULL);
  if (order == NULL)
    return NULL;
  ctn_sort_order_sort (order, ids, question->descending);
  return g_steal_pointer (&ids);
}

static void
find_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnOrganisationFinder *self = source;
  GError *error = NULL;
  GArray *ids = NULL;

  g_mutex_lock (&self->mutex);
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    ids = find (self, task_data, cancellable, &error);
  g_mutex_unlock (&self->mutex);
  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
ask (CtnOrganisationFinder *self,
     GCancellable **current,
     Question *question,
     GTaskThreadFunc function,
     gpointer tag,
     GAsyncReadyCallback callback,
     gpointer data)
{
  g_autoptr (GTask) task = NULL;

  if (*current != NULL)
    g_cancellable_cancel (*current);
  g_clear_object (current);
  *current = g_cancellable_new ();
  task = g_task_new (self, *current, callback, data);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, function);
}

void
ctn_organisation_finder_find_async (CtnOrganisationFinder *self,
                                    CtnOrganisationQuery *query,
                                    const char *field,
                                    gboolean descending,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->query = ctn_organisation_query_copy (query);
  question->field = g_strdup (field);
  question->descending = descending;
  ask (self, &self->finding, question, find_thread, ctn_organisation_finder_find_async, callback,
       data);
}

GArray *
ctn_organisation_finder_find_finish (CtnOrganisationFinder *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GHashTable *
count (CtnOrganisationFinder *self, Question *question, GCancellable *cancellable, GError **error)
{
  gboolean searching = *ctn_organisation_query_get_search (question->query) != '\0';

  GHashTable *counts = NULL;

  if (!catch_up (self, searching, TRUE, error))
    return NULL;
  ctn_connection_set_cancellable (self->reader, cancellable);
  counts = ctn_facet_table_count (self->facets, question->query, self->reader, error);
  ctn_connection_set_cancellable (self->reader, NULL);
  return counts;
}

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnOrganisationFinder *self = source;
  GError *error = NULL;
  GHashTable *counts = NULL;

  g_mutex_lock (&self->mutex);
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    counts = count (self, task_data, cancellable, &error);
  g_mutex_unlock (&self->mutex);
  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

void
ctn_organisation_finder_count_async (CtnOrganisationFinder *self,
                                     CtnOrganisationQuery *query,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->query = ctn_organisation_query_copy (query);
  ask (self, &self->counting, question, count_thread, ctn_organisation_finder_count_async, callback,
       data);
}

GHashTable *
ctn_organisation_finder_count_finish (CtnOrganisationFinder *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ctn_organisation_finder_finalize (GObject *object)
{
  CtnOrganisationFinder *self = CTN_ORGANISATION_FINDER (object);

  g_clear_object (&self->finding);
  g_clear_object (&self->counting);
  g_clear_pointer (&self->reader, ctn_project_close_reader);
  g_clear_pointer (&self->index, ctn_search_index_free);
  g_clear_pointer (&self->fields, ctn_field_set_free);
  g_clear_pointer (&self->orders, g_hash_table_unref);
  g_clear_pointer (&self->facets, ctn_facet_table_free);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_object (&self->project);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->pending_mutex);

  G_OBJECT_CLASS (ctn_organisation_finder_parent_class)->finalize (object);
}

static void
ctn_organisation_finder_class_init (CtnOrganisationFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_organisation_finder_finalize;

  signals[SIGNAL_OUTDATED] = g_signal_new ("outdated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_organisation_finder_init (CtnOrganisationFinder *self)
{
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->pending_mutex);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_change_set_unref);
  self->facets = ctn_facet_table_new ();
  self->orders =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ctn_sort_order_free);
}
