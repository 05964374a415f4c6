#include <math.h>

#include "ctn-maturity-model-private.h"
#include "ctn-number.h"

/* Writes JSON with a fixed order of members and two spaces a level, leaving out what has its usual
 * value, so that equal models give equal texts and files compare well line by line. */
typedef struct {
  GString *out;
  guint depth;
  gboolean first; /* nothing has been written yet in the innermost bracket */
} Writer;

static void
write_text (Writer *writer, const char *text)
{
  g_string_append_c (writer->out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (writer->out, '\\');
    if (*p == '\n')
      g_string_append (writer->out, "\\n");
    else if (*p == '\t')
      g_string_append (writer->out, "\\t");
    else
      g_string_append_c (writer->out, *p);
  }
  g_string_append_c (writer->out, '"');
}

/* Begins a line, with a member's name unless @member is NULL. */
static void
begin (Writer *writer, const char *member)
{
  if (!writer->first)
    g_string_append_c (writer->out, ',');
  if (writer->out->len > 0)
    g_string_append_printf (writer->out, "\n%*s", (int) (2 * writer->depth), "");
  writer->first = FALSE;
  if (member != NULL) {
    write_text (writer, member);
    g_string_append (writer->out, ": ");
  }
}

static void
open_bracket (Writer *writer, const char *member, char bracket)
{
  begin (writer, member);
  g_string_append_c (writer->out, bracket);
  writer->depth++;
  writer->first = TRUE;
}

static void
close_bracket (Writer *writer, char bracket)
{
  writer->depth--;
  if (!writer->first)
    g_string_append_printf (writer->out, "\n%*s", (int) (2 * writer->depth), "");
  g_string_append_c (writer->out, bracket);
  writer->first = FALSE;
}

static void
write_string (Writer *writer, const char *member, const char *text)
{
  if (text == NULL)
    return;
  begin (writer, member);
  write_text (writer, text);
}

static void
write_number (Writer *writer, const char *member, double number)
{
  g_autofree char *text = NULL;

  if (isnan (number))
    return;
  text = ctn_number_to_text (number);
  begin (writer, member);
  g_string_append (writer->out, text);
}

/* Languages of the model first, in its order. */
static void
write_texts (Writer *writer,
             const char *member,
             const CtnTexts *texts,
             const char *const *languages)
{
  const char *language;

  if (texts == NULL)
    return;
  open_bracket (writer, member, '{');
  for (guint i = 0; languages[i] != NULL; i++)
    write_string (writer, languages[i], ctn_texts_look_up (texts, languages[i]));
  for (guint i = 0; (language = ctn_texts_get_language (texts, i)) != NULL; i++)
    if (!g_strv_contains (languages, language))
      write_string (writer, language, ctn_texts_look_up (texts, language));
  close_bracket (writer, '}');
}

static void
write_strings (Writer *writer, const char *member, const char *const *strings)
{
  if (strings[0] == NULL)
    return;
  open_bracket (writer, member, '[');
  for (guint i = 0; strings[i] != NULL; i++)
    write_string (writer, NULL, strings[i]);
  close_bracket (writer, ']');
}

static void
write_number_scale (Writer *writer, const CtnScale *scale, const char *const *languages)
{
  write_texts (writer, "unit", scale->unit, languages);
  write_texts (writer, "source", scale->source, languages);
  if (scale->year != 0)
    write_number (writer, "year", scale->year);
  if (scale->direction != CTN_DIRECTION_HIGHER)
    write_string (writer, "direction",
                  ctn_model_word (ctn_model_directions, (int) scale->direction));
  if (scale->transform != CTN_TRANSFORM_NONE)
    write_string (writer, "transform",
                  ctn_model_word (ctn_model_transforms, (int) scale->transform));
  write_number (writer, "min", scale->min);
  write_number (writer, "max", scale->max);
}

static void
write_steps (Writer *writer, const CtnScale *scale, const char *const *languages)
{
  static const char *const members[] = { "levels", "options", "stages", NULL, "answers" };

  if (ctn_scale_get_n_steps (scale) == 0 ||
      (scale->kind == CTN_SCALE_YES_NO && ctn_scale_get_step (scale, 0)->name == NULL &&
       ctn_scale_get_step (scale, 0)->text == NULL))
    return;
  open_bracket (writer, members[scale->kind], '[');
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    const CtnScaleStep *step = ctn_scale_get_step (scale, i);

    open_bracket (writer, NULL, '{');
    write_texts (writer, "name", step->name, languages);
    write_texts (writer, "text", step->text, languages);
    if (scale->kind == CTN_SCALE_TICKS || scale->kind == CTN_SCALE_STAGED)
      write_number (writer, "points", step->points);
    close_bracket (writer, '}');
  }
  close_bracket (writer, ']');
}

static void
write_scale (Writer *writer,
             const char *member,
             const CtnScale *scale,
             const char *const *languages)
{
  open_bracket (writer, member, '{');
  write_string (writer, "kind", ctn_model_word (ctn_model_scale_kinds, (int) scale->kind));
  if (scale->kind == CTN_SCALE_LEVELS && scale->first_level != 0)
    write_number (writer, "first", scale->first_level);
  if (scale->kind == CTN_SCALE_NUMBER)
    write_number_scale (writer, scale, languages);
  else
    write_steps (writer, scale, languages);
  close_bracket (writer, '}');
}

static void
write_scales (Writer *writer, const CtnMaturityModel *model, const char *const *languages)
{
  gboolean any = FALSE;

  for (guint i = 0; i < model->scales->len; i++) {
    const CtnScale *scale = g_ptr_array_index (model->scales, i);

    if (scale->name == NULL)
      continue;
    if (!any)
      open_bracket (writer, "scales", '{');
    any = TRUE;
    write_scale (writer, scale->name, scale, languages);
  }
  if (any)
    close_bracket (writer, '}');
}

static void
write_bands (Writer *writer, const CtnModelNode *node, const char *const *languages)
{
  write_string (writer, "bands-relative-to", node->bands_relative_to);
  if (node->bands == NULL)
    return;
  open_bracket (writer, "bands", '[');
  for (guint i = 0; i < node->bands->len; i++) {
    const CtnBand *band = g_ptr_array_index (node->bands, i);

    open_bracket (writer, NULL, '{');
    write_string (writer, "code", band->code);
    write_number (writer, band->above ? "above" : "from", band->from);
    write_texts (writer, "title", band->title, languages);
    write_texts (writer, "text", band->text, languages);
    close_bracket (writer, '}');
  }
  close_bracket (writer, ']');
}

static void
write_item (Writer *writer, const CtnModelNode *node, const char *const *languages)
{
  if (node->required) {
    begin (writer, "required");
    g_string_append (writer->out, "true");
  }
  if (node->scale->name != NULL)
    write_string (writer, "scale", node->scale->name);
  else
    write_scale (writer, "scale", node->scale, languages);
  if (node->descriptors == NULL)
    return;
  open_bracket (writer, "descriptors", '[');
  for (guint i = 0; i < node->descriptors->len; i++)
    write_texts (writer, NULL, g_ptr_array_index (node->descriptors, i), languages);
  close_bracket (writer, ']');
}

/* Writes what is under a node, and how it makes up the node's value. */
static void
write_children (Writer *writer, const CtnMaturityModel *model, const CtnModelNode *node)
{
  const char *const *languages = (const char *const *) model->languages;
  const CtnModelNode *first =
      ctn_maturity_model_get_node (model, ctn_model_node_get_child (node, 0));

  if (node->aggregation != CTN_AGGREGATION_WEIGHTED_MEAN)
    write_string (writer, "aggregation", ctn_aggregation_to_text (node->aggregation));
  write_number (writer, "threshold", node->threshold);
  write_bands (writer, node, languages);
  open_bracket (writer, first->scale == NULL ? "groups" : "items", '[');
  for (guint i = 0; i < node->children->len; i++) {
    const CtnModelNode *child =
        ctn_maturity_model_get_node (model, ctn_model_node_get_child (node, i));

    open_bracket (writer, NULL, '{');
    write_string (writer, "code", child->code);
    write_texts (writer, "title", child->title, languages);
    write_texts (writer, "short-title", child->short_title, languages);
    write_texts (writer, "help", child->help, languages);
    if (fabs (child->weight - 1) > 0)
      write_number (writer, "weight", child->weight);
    if (child->scale != NULL)
      write_item (writer, child, languages);
    else
      write_children (writer, model, child);
    close_bracket (writer, '}');
  }
  close_bracket (writer, ']');
}

static void
write_gates (Writer *writer, const CtnMaturityModel *model)
{
  const char *const *languages = (const char *const *) model->languages;

  if (model->gates->len == 0)
    return;
  open_bracket (writer, "gates", '[');
  for (guint i = 0; i < model->gates->len; i++) {
    const CtnGate *gate = g_ptr_array_index (model->gates, i);

    open_bracket (writer, NULL, '{');
    write_string (writer, "code", gate->code);
    write_texts (writer, "title", gate->title, languages);
    write_texts (writer, "text", gate->text, languages);
    write_string (writer, "node", ctn_maturity_model_get_node (model, gate->node)->code);
    write_number (writer, "at-least", gate->at_least);
    write_number (writer, "at-most", gate->at_most);
    close_bracket (writer, '}');
  }
  close_bracket (writer, ']');
}

static void
write_norms (Writer *writer, const CtnMaturityModel *model)
{
  const char *const *languages = (const char *const *) model->languages;

  if (model->norms->len == 0)
    return;
  open_bracket (writer, "norms", '[');
  for (guint i = 0; i < model->norms->len; i++) {
    const CtnNorm *norm = g_ptr_array_index (model->norms, i);

    open_bracket (writer, NULL, '{');
    write_string (writer, "code", norm->code);
    write_texts (writer, "title", norm->title, languages);
    write_texts (writer, "source", norm->source, languages);
    if (norm->year != 0)
      write_number (writer, "year", norm->year);
    open_bracket (writer, "values", '{');
    for (guint j = 0; j < model->nodes->len; j++)
      write_number (writer, ctn_maturity_model_get_node (model, j)->code,
                    g_array_index (norm->values, double, j));
    close_bracket (writer, '}');
    close_bracket (writer, '}');
  }
  close_bracket (writer, ']');
}

static void
write_display (Writer *writer, const CtnMaturityModel *model)
{
  gboolean usual = !(fabs (model->display_min) > 0) && !(fabs (model->display_max - 100) > 0) &&
                   model->display_decimals == 0;

  if (usual)
    return;
  open_bracket (writer, "display", '{');
  write_number (writer, "min", model->display_min);
  write_number (writer, "max", model->display_max);
  write_number (writer, "decimals", model->display_decimals);
  close_bracket (writer, '}');
}

char *
ctn_maturity_model_to_json (const CtnMaturityModel *self)
{
  const char *const *languages = (const char *const *) self->languages;
  Writer writer = { g_string_new (NULL), 0, TRUE };

  open_bracket (&writer, NULL, '{');
  write_string (&writer, "format", "catenary-maturity-model");
  write_number (&writer, "format-version", 1);
  write_string (&writer, "id", self->id);
  write_string (&writer, "version", self->version);
  write_string (&writer, "licence", self->licence);
  write_string (&writer, "author", self->author);
  write_string (&writer, "date", self->date);
  write_strings (&writer, "languages", languages);
  write_strings (&writer, "subjects", (const char *const *) self->subjects);
  write_texts (&writer, "title", ctn_maturity_model_get_title (self), languages);
  write_texts (&writer, "description", self->description, languages);
  write_texts (&writer, "source", self->source, languages);
  write_texts (&writer, "note", self->note, languages);
  write_display (&writer, self);
  write_scales (&writer, self, languages);
  write_children (&writer, self, ctn_maturity_model_get_node (self, 0));
  write_gates (&writer, self);
  write_norms (&writer, self);
  close_bracket (&writer, '}');
  g_string_append_c (writer.out, '\n');
  return g_string_free (writer.out, FALSE);
}
