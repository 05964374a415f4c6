#include "ctn-chain-analysis.h"

#include <ctn-i18n.h>
#include <math.h>

struct _CtnChainAnalysis {
  GObject parent_instance;

  CtnPage *page;             /* (weak) (nullable) the analysis is part of it */
  CtnChainFigure *wanted;    /* (owned) (nullable) what is being computed, or was */
  GCancellable *cancellable; /* (owned) (nullable) */

  CtnChainFigure *figure;   /* (owned) (nullable) whose chain the results are about */
  CtnChainNetwork *network; /* (owned) (nullable) */
  GPtrArray *findings;      /* (owned) (nullable) */
};

enum { SIGNAL_READY, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnChainAnalysis, ctn_chain_analysis, G_TYPE_OBJECT)

typedef struct {
  CtnChainFigure *figure;
  CtnChainNetwork *network;
  GPtrArray *findings;
} Result;

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->figure, ctn_chain_figure_unref);
  g_clear_pointer (&result->network, ctn_chain_network_free);
  g_clear_pointer (&result->findings, g_ptr_array_unref);
  g_free (result);
}

static void
analyse_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CtnChain *chain = ctn_chain_figure_get_chain (task_data);
  GError *error = NULL;
  CtnChainNetwork *network = ctn_chain_network_new (chain, cancellable, &error);
  Result *result;

  if (network == NULL) {
    g_task_return_error (task, error);
    return;
  }
  result = g_new0 (Result, 1);
  result->figure = ctn_chain_figure_ref (task_data);
  result->network = network;
  result->findings = ctn_chain_find (chain, network);
  g_task_return_pointer (task, result, result_free);
}

static void
clear_results (CtnChainAnalysis *self)
{
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  g_clear_pointer (&self->network, ctn_chain_network_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

static void
read_judgements (CtnChainAnalysis *self)
{
  GError *error = NULL;

  if (!ctn_chain_read_judgements (ctn_project_get_reader (ctn_page_get_project (self->page)),
                                  ctn_chain_figure_get_chain (self->figure)->id, self->findings,
                                  &error))
    ctn_page_report (self->page, error);
}

static void
analysed_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  CtnChainAnalysis *self = CTN_CHAIN_ANALYSIS (source);
  Result *result = g_task_propagate_pointer (G_TASK (answer), NULL);

  if (result == NULL)
    return;
  if (self->page != NULL && result->figure == self->wanted) {
    clear_results (self);
    self->figure = g_steal_pointer (&result->figure);
    self->network = g_steal_pointer (&result->network);
    self->findings = g_steal_pointer (&result->findings);
    read_judgements (self);
    g_signal_emit (self, signals[SIGNAL_READY], 0);
  }
  result_free (result);
}

static void
changed_cb (CtnChainAnalysis *self, CtnChangeSet *changes)
{
  if (self->findings == NULL || !ctn_change_set_has_table (changes, "chain_finding"))
    return;
  read_judgements (self);
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

void
ctn_chain_analysis_set_figure (CtnChainAnalysis *self, CtnPage *page, CtnChainFigure *figure)
{
  g_autoptr (GTask) task = NULL;

  if (self->page == NULL) {
    /* A thread may be done when the page is gone already. */
    g_set_weak_pointer (&self->page, page);
    g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  if (figure == self->wanted)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, ctn_chain_figure_unref);
  if (figure == NULL || self->figure == NULL ||
      ctn_chain_figure_get_chain (figure)->id != ctn_chain_figure_get_chain (self->figure)->id) {
    clear_results (self);
    g_signal_emit (self, signals[SIGNAL_READY], 0);
  }
  if (figure == NULL)
    return;
  self->wanted = ctn_chain_figure_ref (figure);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, analysed_cb, NULL);
  g_task_set_task_data (task, ctn_chain_figure_ref (figure),
                        (GDestroyNotify) ctn_chain_figure_unref);
  g_task_run_in_thread (task, analyse_thread);
}

CtnPage *
ctn_chain_analysis_get_page (CtnChainAnalysis *self)
{
  return self->page;
}

CtnChain *
ctn_chain_analysis_get_chain (CtnChainAnalysis *self)
{
  return self->figure != NULL ? ctn_chain_figure_get_chain (self->figure) : NULL;
}

const CtnChainNetwork *
ctn_chain_analysis_get_network (CtnChainAnalysis *self)
{
  return self->network;
}

GPtrArray *
ctn_chain_analysis_get_findings (CtnChainAnalysis *self)
{
  return self->findings;
}

/* ------------------------------------------------------------------------------------------------- */

CtnChainAnalysis *
ctn_chain_analysis_new (void)
{
  return g_object_new (CTN_TYPE_CHAIN_ANALYSIS, NULL);
}

static void
ctn_chain_analysis_dispose (GObject *object)
{
  CtnChainAnalysis *self = CTN_CHAIN_ANALYSIS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, ctn_chain_figure_unref);
  clear_results (self);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (ctn_chain_analysis_parent_class)->dispose (object);
}

static void
ctn_chain_analysis_class_init (CtnChainAnalysisClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_chain_analysis_dispose;
  signals[SIGNAL_READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_chain_analysis_init (CtnChainAnalysis *self)
{
}
