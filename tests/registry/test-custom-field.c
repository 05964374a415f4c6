/* Custom fields: definition, values through the common record functions, undo. */
#include "ctn-custom-field.h"
#include "ctn-organisation-history.h"
#include "ctn-organisation.h"

#include <ctn-record.h>

typedef struct {
  CtnProject *project;
  gint64 aalto;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->aalto = ctn_organisation_add (f->project, "Aalto", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static GPtrArray *
list (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *fields = ctn_custom_field_list (reader (f), ctn_organisation_kind (), &error);

  g_assert_no_error (error);
  return fields;
}

static gint64
add (Fixture *f, const char *label, CtnFieldType type, const char *choices)
{
  g_autoptr (GError) error = NULL;
  gint64 id =
      ctn_custom_field_add (f->project, ctn_organisation_kind (), label, type, choices, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
refuse (Fixture *f, const char *label, CtnFieldType type, const char *choices)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (
      ctn_custom_field_add (f->project, ctn_organisation_kind (), label, type, choices, &error), ==,
      0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

static gboolean
set (Fixture *f, guint position, const char *text)
{
  g_autoptr (GPtrArray) fields = list (f);
  g_autoptr (GError) error = NULL;
  gboolean ok = ctn_organisation_edit (
      f->project, &f->aalto, 1, ctn_custom_field_get_field (g_ptr_array_index (fields, position)),
      text, &error);

  if (!ok)
    g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  return ok;
}

static char *
dup_value (Fixture *f, guint position)
{
  g_autoptr (GPtrArray) fields = list (f);

  return ctn_record_get (reader (f), ctn_organisation_kind (), f->aalto,
                         ctn_custom_field_get_field (g_ptr_array_index (fields, position)), NULL);
}

static void
assert_value (Fixture *f, guint position, const char *expected)
{
  g_autofree char *value = dup_value (f, position);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_labels (Fixture *f, const char *expected)
{
  g_autoptr (GPtrArray) fields = list (f);
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (labels, "%s;",
                            ctn_custom_field_get_label (g_ptr_array_index (fields, i)));
  g_assert_cmpstr (labels->str, ==, expected);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) fields = NULL;
  CtnCustomField *field;

  add (f, " ISO 9001 ", CTN_FIELD_BOOLEAN, NULL);
  add (f, "Level", CTN_FIELD_CHOICE, "Low\n\n High\r\nLow");
  fields = list (f);
  g_assert_cmpuint (fields->len, ==, 2);
  field = g_ptr_array_index (fields, 0);
  g_assert_cmpstr (ctn_custom_field_get_label (field), ==, "ISO 9001");
  g_assert_cmpint (ctn_custom_field_get_type (field)->type, ==, CTN_FIELD_BOOLEAN);
  field = g_ptr_array_index (fields, 1);
  g_assert_cmpstr (ctn_custom_field_get_choices (field), ==, "Low\nHigh");
  g_assert_true (ctn_custom_field_get_field (field)->flags & CTN_FIELD_OWN);
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_labels (f, "ISO 9001;");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  add (f, "Größe", CTN_FIELD_TEXT, NULL);
  refuse (f, "GRÖSSE", CTN_FIELD_NUMBER, NULL);
  refuse (f, "  ", CTN_FIELD_TEXT, NULL);
  refuse (f, "Level", CTN_FIELD_CHOICE, " \n ");
  assert_labels (f, "Größe;");
}

static void
test_values (Fixture *f, gconstpointer data)
{
  add (f, "Remark", CTN_FIELD_TEXT, NULL);
  add (f, "Score", CTN_FIELD_NUMBER, NULL);
  add (f, "Visited", CTN_FIELD_DATE, NULL);
  add (f, "ISO 9001", CTN_FIELD_BOOLEAN, NULL);
  add (f, "Level", CTN_FIELD_CHOICE, "Low\nHigh");
  g_assert_true (set (f, 0, "a; b"));
  assert_value (f, 0, "a; b");
  g_assert_true (set (f, 1, "2.5"));
  assert_value (f, 1, "2.5");
  g_assert_false (set (f, 1, "many"));
  assert_value (f, 1, "2.5");
  g_assert_true (set (f, 2, "2025-03-01"));
  assert_value (f, 2, "2025-03-01");
  g_assert_true (set (f, 3, "yes"));
  assert_value (f, 3, "1");
  g_assert_true (set (f, 3, "0"));
  assert_value (f, 3, "");
  g_assert_true (set (f, 4, "high"));
  assert_value (f, 4, "High");
  g_assert_false (set (f, 4, "Middle"));
  g_assert_true (set (f, 4, ""));
  assert_value (f, 4, "");
}

/* Values of one field do not show in another, nor those of another record. */
static void
test_apart (Fixture *f, gconstpointer data)
{
  gint64 kone = ctn_organisation_add (f->project, "Kone", NULL);
  gint64 first = add (f, "First", CTN_FIELD_TEXT, NULL);
  gint64 second = add (f, "Second", CTN_FIELD_TEXT, NULL);

  set (f, 0, "a");
  assert_value (f, 1, "");
  g_assert_cmpuint (ctn_custom_field_count_values (reader (f), first), ==, 1);
  g_assert_cmpuint (ctn_custom_field_count_values (reader (f), second), ==, 0);
  f->aalto = kone;
  assert_value (f, 0, "");
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  gint64 id = add (f, "Level", CTN_FIELD_CHOICE, "Low\nHigh");
  g_autoptr (GError) error = NULL;

  set (f, 0, "High");
  g_assert_true (ctn_custom_field_edit (f->project, id, "Rank", "High\nTop", &error));
  g_assert_no_error (error);
  assert_labels (f, "Rank;");
  assert_value (f, 0, "High");
  g_assert_false (ctn_custom_field_edit (f->project, id, "Rank", "Top", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ctn_custom_field_edit (f->project, 1, "Rank", "Top", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

static void
test_move (Fixture *f, gconstpointer data)
{
  gint64 first = add (f, "A", CTN_FIELD_TEXT, NULL);

  add (f, "B", CTN_FIELD_TEXT, NULL);
  add (f, "C", CTN_FIELD_TEXT, NULL);
  g_assert_true (ctn_custom_field_move (f->project, first, TRUE, NULL));
  assert_labels (f, "B;A;C;");
  g_assert_true (ctn_custom_field_move (f->project, first, TRUE, NULL));
  g_assert_true (ctn_custom_field_move (f->project, first, TRUE, NULL));
  assert_labels (f, "B;C;A;");
  g_assert_true (ctn_custom_field_move (f->project, first, FALSE, NULL));
  assert_labels (f, "B;A;C;");
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_labels (f, "B;C;A;");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  gint64 id = add (f, "Remark", CTN_FIELD_TEXT, NULL);

  set (f, 0, "a");
  g_assert_true (ctn_custom_field_delete (f->project, id, NULL));
  g_assert_cmpuint (ctn_custom_field_count_values (reader (f), id), ==, 0);
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_value (f, 0, "a");
  g_assert_true (ctn_organisation_delete (f->project, &f->aalto, 1, NULL));
  g_assert_cmpuint (ctn_custom_field_count_values (reader (f), id), ==, 0);
}

static void
test_events (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  const CtnOrganisationEvent *event;

  add (f, "Remark", CTN_FIELD_TEXT, NULL);
  set (f, 0, "a");
  events = ctn_organisation_list_events (reader (f), f->aalto, 10, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpuint (event->changes->len, ==, 1);
  g_assert_cmpstr (((CtnFieldChange *) event->changes->pdata[0])->field, ==, "Custom Fields");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/custom-field/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("add", test_add);
  ADD ("refused", test_refused);
  ADD ("values", test_values);
  ADD ("apart", test_apart);
  ADD ("edit", test_edit);
  ADD ("move", test_move);
  ADD ("delete", test_delete);
  ADD ("events", test_events);
  return g_test_run ();
}
