#include "ctn-indicator-figures.h"

#include <ctn-data.h>
#include <ctn-i18n.h>
#include <ctn-sector-names.h>
#include <json-glib/json-glib.h>
#include <math.h>

/* Those that the indicator was given; where it was given none, the smallest and largest value of all regions and
 * all years, as the Regional Innovation Scoreboard takes them; NAN without any value. */
static void
get_goalposts (const CtnIndicator *self, CtnGoalposts *goalposts)
{
  *goalposts = (CtnGoalposts) { NAN, NAN };
  for (guint i = 0; i < self->points->len; i++) {
    double value = g_array_index (self->points, CtnIndicatorPoint, i).value;

    goalposts->min = fmin (goalposts->min, value);
    goalposts->max = fmax (goalposts->max, value);
  }
  if (isfinite (self->goalposts.min))
    goalposts->min = self->goalposts.min;
  if (isfinite (self->goalposts.max))
    goalposts->max = self->goalposts.max;
}

static double
transform_value (CtnIndicatorTransform transform, double value)
{
  switch (transform) {
  case CTN_INDICATOR_TRANSFORM_SQRT:
    return value >= 0 ? sqrt (value) : NAN;
  case CTN_INDICATOR_TRANSFORM_LOG:
    return value > 0 ? log (value) : NAN;
  case CTN_INDICATOR_TRANSFORM_NONE:
  default:
    return value;
  }
}

double
ctn_indicator_normalise (CtnIndicatorTransform transform,
                         CtnIndicatorDirection direction,
                         const CtnGoalposts *goalposts,
                         double value,
                         gboolean *clamped)
{
  double min = transform_value (transform, goalposts->min);
  double max = transform_value (transform, goalposts->max);
  double share = (transform_value (transform, value) - min) / (max - min);

  if (clamped != NULL)
    *clamped = FALSE;
  if (!isfinite (share))
    return NAN;
  if (clamped != NULL)
    *clamped = share < 0 || share > 1;
  share = CLAMP (share, 0, 1);
  return direction == CTN_INDICATOR_DIRECTION_LOWER ? 1 - share : share;
}

double
ctn_indicator_get_normalised (const CtnIndicator *self, const char *nuts, int year)
{
  CtnGoalposts goalposts;

  get_goalposts (self, &goalposts);
  return ctn_indicator_normalise (self->transform, self->direction, &goalposts,
                                  ctn_indicator_get (self, nuts, year, NULL), NULL);
}

double
ctn_indicator_get_percent (const CtnIndicator *self,
                           const char *nuts,
                           int year,
                           gboolean normalised)
{
  int found = year;
  double value = ctn_indicator_get (self, nuts, year, &found);
  double reference = ctn_indicator_get (self, CTN_NUTS_EU, found, NULL);
  double percent;

  if (normalised) {
    value = ctn_indicator_get_normalised (self, nuts, found);
    reference = ctn_indicator_get_normalised (self, CTN_NUTS_EU, found);
  }
  percent = 100 * value / reference;
  return isfinite (percent) ? percent : NAN;
}

static void
group_clear (gpointer data)
{
  CtnGroup *group = data;

  g_free (group->code);
  g_free (group->name);
}

void
ctn_group_scheme_free (CtnGroupScheme *self)
{
  if (self == NULL)
    return;
  g_free (self->edition);
  g_array_unref (self->groups);
  g_free (self);
}

static void
read_group (CtnGroupScheme *self, JsonObject *object)
{
  JsonArray *cuts = json_object_get_array_member (object, "cuts");
  g_autofree char *names = json_to_string (json_object_get_member (object, "name"), FALSE);
  CtnGroup group = {
    .code = g_strdup (json_object_get_string_member (object, "code")),
    .name = ctn_sector_names_pick (names),
    .from = json_object_get_double_member (object, "from"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (group.cuts); i++)
    group.cuts[i] = json_array_get_double_element (cuts, i);
  g_array_append_val (self->groups, group);
}

/* The file is ours and is checked by a test, so it is read as it should be. */
static CtnGroupScheme *
read_edition (JsonObject *object)
{
  CtnGroupScheme *self = g_new0 (CtnGroupScheme, 1);
  JsonArray *groups = json_object_get_array_member (object, "groups");

  self->edition = g_strdup (json_object_get_string_member (object, "edition"));
  self->groups = g_array_new (FALSE, FALSE, sizeof (CtnGroup));
  g_array_set_clear_func (self->groups, group_clear);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    read_group (self, json_array_get_object_element (groups, i));
  return self;
}

CtnGroupScheme *
ctn_group_scheme_load (const char *edition, GError **error)
{
  g_autofree char *path = ctn_data_path ("indicators/ris-groups.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *editions;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  editions = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                           "editions");
  for (guint i = json_array_get_length (editions); i > 0; i--) {
    JsonObject *object = json_array_get_object_element (editions, i - 1);

    if (edition == NULL || g_str_equal (edition, json_object_get_string_member (object, "edition")))
      return read_edition (object);
  }
  g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
               _ ("The cut points of the edition “%s” are not known."), edition);
  return NULL;
}

const CtnGroup *
ctn_group_scheme_find (const CtnGroupScheme *self, double percent, int *third)
{
  const CtnGroup *found = NULL;

  for (guint i = 0; i < self->groups->len; i++) {
    const CtnGroup *group = &g_array_index (self->groups, CtnGroup, i);

    /* "Over 125": the upper group begins behind its limit, the others at theirs. */
    if (i + 1 < self->groups->len ? percent >= group->from : percent > group->from)
      found = group;
  }
  if (found != NULL && third != NULL)
    *third = percent < found->cuts[0] ? -1 : percent < found->cuts[1] ? 0 : 1;
  return found;
}
