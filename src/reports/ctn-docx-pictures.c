#include "ctn-docx-pictures.h"

#include <ctn-parallel.h>

#include "ctn-document-write.h"

#define PNG_SCALE 3.0 /* 216 pixels an inch */

/* A figure on its way. */
typedef struct {
  CtnDocxPicture *picture;
  CtnScene *scene; /* (owned) */
  GError *error;   /* (owned) (nullable) */
} Job;

typedef struct {
  GArray *jobs; /* Job */
  GCancellable *cancellable;
} Work;

static void
job_clear (gpointer data)
{
  Job *job = data;

  ctn_scene_unref (job->scene);
  g_clear_error (&job->error);
}

static void
picture_free (gpointer data)
{
  CtnDocxPicture *picture = data;

  g_clear_pointer (&picture->png, g_bytes_unref);
  g_clear_pointer (&picture->svg, g_bytes_unref);
  g_free (picture);
}

/* What a figure says is in the language of this thread. */
static void
lay_out (const CtnDocument *document, double width, GPtrArray *pictures, GArray *jobs)
{
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);
    Job job = { .scene = block->kind == CTN_BLOCK_FIGURE
                             ? ctn_document_layout_figure (document, block->figure, width)
                             : NULL };

    if (job.scene == NULL)
      continue;
    job.picture = g_new0 (CtnDocxPicture, 1);
    job.picture->block = block;
    job.picture->ratio = ctn_scene_get_height (job.scene) / ctn_scene_get_width (job.scene);
    g_ptr_array_add (pictures, job.picture);
    g_array_append_val (jobs, job);
  }
}

static void
render (guint start, guint end, gpointer data)
{
  const Work *work = data;

  for (guint i = start; i < end; i++) {
    Job *job = &g_array_index (work->jobs, Job, i);

    if (g_cancellable_set_error_if_cancelled (work->cancellable, &job->error))
      return;
    job->picture->png = ctn_document_render (job->scene, PNG_SCALE, &job->error);
    if (job->picture->png != NULL)
      job->picture->svg = ctn_document_render (job->scene, 0, &job->error);
  }
}

GPtrArray *
ctn_docx_pictures_new (const CtnDocument *document,
                       double width,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (picture_free);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  Work work = { jobs, cancellable };

  g_array_set_clear_func (jobs, job_clear);
  lay_out (document, width, pictures, jobs);
  ctn_parallel_for (jobs->len, 1, render, &work);
  for (guint i = 0; i < jobs->len; i++) {
    Job *job = &g_array_index (jobs, Job, i);

    if (job->error != NULL) {
      g_propagate_error (error, g_steal_pointer (&job->error));
      return NULL;
    }
  }
  return g_steal_pointer (&pictures);
}
