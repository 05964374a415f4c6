/* Several actors and links at once: how many there are, and what applies to all of them. */
#include <ctn-chain-edits.h>
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-inspector-private.h"

static const gint64 *
get_ids (GArray *ids)
{
  return (const gint64 *) (gpointer) ids->data;
}

static void
moved_cb (CtnChainInspector *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  GError *error = NULL;
  gboolean ok;

  /* The first choice stands for no choice. */
  if (self->filling || selected == 0 || selected > self->chain->stages->len)
    return;
  ok = ctn_chain_move_actors (_ctn_chain_inspector_get_project (self), get_ids (self->actors),
                              self->actors->len,
                              ctn_chain_get_stage (self->chain, selected - 1)->id, &error);
  _ctn_chain_inspector_settle (self, ok, error);
}

static void
edited_cb (CtnChainInspector *self, GParamSpec *pspec, AdwComboRow *row)
{
  const CtnField *field = g_object_get_data (G_OBJECT (row), "field");
  guint selected = adw_combo_row_get_selected (row);
  GError *error = NULL;
  gboolean ok;

  if (self->filling || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (g_object_get_data (G_OBJECT (row), "actors") != NULL)
    ok =
        ctn_chain_edit_actors (_ctn_chain_inspector_get_project (self), get_ids (self->actors),
                               self->actors->len, field, field->choices[selected - 1].code, &error);
  else
    ok = ctn_chain_edit_links (_ctn_chain_inspector_get_project (self), get_ids (self->links),
                               self->links->len, field, field->choices[selected - 1].code, &error);
  _ctn_chain_inspector_settle (self, ok, error);
}

static void
unpin_cb (CtnChainInspector *self)
{
  g_autofree CtnChainPin *pins = g_new (CtnChainPin, self->actors->len);
  GError *error = NULL;
  gboolean ok;

  for (guint i = 0; i < self->actors->len; i++)
    pins[i] = (CtnChainPin) { g_array_index (self->actors, gint64, i), NAN, NAN };
  ok = ctn_chain_pin_actors (_ctn_chain_inspector_get_project (self), pins, self->actors->len,
                             &error);
  _ctn_chain_inspector_settle (self, ok, error);
}

static void
remove_cb (CtnChainInspector *self)
{
  GError *error = NULL;

  if (ctn_chain_remove_parts (_ctn_chain_inspector_get_project (self), get_ids (self->actors),
                              self->actors->len, get_ids (self->links), self->links->len, &error))
    ctn_page_toast (self->page, _ ("Removed from the chain"), TRUE);
  else
    _ctn_chain_inspector_settle (self, FALSE, error);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

/* Choices behind one that says that nothing changes. Takes @choices. */
static GtkWidget *
add_choices (GtkWidget *group, const char *title, GtkStringList *choices)
{
  g_autoptr (GtkStringList) owned = choices;
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (owned));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkStringList *
begin_choices (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  /* Translators: several things are chosen; their stage, kind or state stays what it is */
  gtk_string_list_append (list, _ ("As It Is"));
  return list;
}

static void
add_field (CtnChainInspector *self, GtkWidget *group, const CtnRecordKind *kind, const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (kind, name);
  GtkStringList *list = begin_choices ();
  GtkWidget *row;

  for (const CtnChoice *choice = field->choices; choice->code != NULL; choice++)
    gtk_string_list_append (list, ctn_field_get_choice_label (field, choice));
  row = add_choices (group, ctn_field_get_label (field), list);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  if (kind == ctn_chain_actor_kind ())
    g_object_set_data (G_OBJECT (row), "actors", self);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (edited_cb), self);
}

static gboolean
has_pinned (CtnChainInspector *self)
{
  for (guint i = 0; i < self->actors->len; i++) {
    int index = ctn_chain_find_actor (self->chain, g_array_index (self->actors, gint64, i));

    if (index >= 0 && isfinite (ctn_chain_get_actor (self->chain, (guint) index)->pinned_x))
      return TRUE;
  }
  return FALSE;
}

static void
show_actors (CtnChainInspector *self)
{
  g_autofree char *title = g_strdup_printf (
      ctn_ngettext ("%u Actor Chosen", "%u Actors Chosen", self->actors->len), self->actors->len);
  GtkWidget *group = _ctn_chain_inspector_add_group (self, title);
  GtkStringList *stages = begin_choices ();
  GtkWidget *row;

  for (guint i = 0; i < self->chain->stages->len; i++)
    gtk_string_list_append (stages, ctn_chain_get_stage (self->chain, i)->name);
  row = add_choices (group, _ ("Stage"), stages);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (moved_cb), self);
  add_field (self, group, ctn_chain_actor_kind (), "kind");
  add_field (self, group, ctn_chain_actor_kind (), "state");
  if (has_pinned (self))
    _ctn_chain_inspector_add_button (self, group, "view-pin-symbolic", _ ("_Unpin"),
                                     G_CALLBACK (unpin_cb));
}

static void
show_links (CtnChainInspector *self)
{
  g_autofree char *title = g_strdup_printf (
      ctn_ngettext ("%u Link Chosen", "%u Links Chosen", self->links->len), self->links->len);
  GtkWidget *group = _ctn_chain_inspector_add_group (self, title);

  add_field (self, group, ctn_chain_link_kind (), "kind");
  add_field (self, group, ctn_chain_link_kind (), "state");
}

void
_ctn_chain_inspector_show_several (CtnChainInspector *self)
{
  if (self->actors->len > 0)
    show_actors (self);
  if (self->links->len > 0)
    show_links (self);
  _ctn_chain_inspector_add_button (self, _ctn_chain_inspector_add_group (self, NULL),
                                   "user-trash-symbolic", _ ("_Remove All of Them"),
                                   G_CALLBACK (remove_cb));
}
