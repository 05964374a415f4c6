#include "ctn-rater-button.h"

#include <ctn-i18n.h>

#include "ctn-name-dialog.h"

struct _CtnRaterButton {
  AdwBin parent_instance;

  GtkDropDown *drop_down;
  GPtrArray *raters; /* (owned) names, as in the list behind “Together” */
  char *rater;       /* (owned) (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CtnRaterButton, ctn_rater_button, ADW_TYPE_BIN)

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
fill (CtnRaterButton *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Together"));
  for (guint i = 0; i < self->raters->len; i++) {
    gtk_string_list_append (names, self->raters->pdata[i]);
    if (g_strcmp0 (self->raters->pdata[i], self->rater) == 0)
      selected = i + 1;
  }
  gtk_string_list_append (names, _ ("Another Person…"));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->drop_down, selected);
  self->filling = FALSE;
}

static void
add_rater (CtnRaterButton *self, const char *name)
{
  if (name != NULL && !g_ptr_array_find_with_equal_func (self->raters, name, g_str_equal, NULL))
    g_ptr_array_add (self->raters, g_strdup (name));
}

static void
named_cb (const char *name, gpointer data)
{
  ctn_rater_button_set_rater (data, name);
  g_signal_emit (data, signals[SIGNAL_CHOSEN], 0);
}

static void
selected_cb (CtnRaterButton *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected == self->raters->len + 1) {
    fill (self);
    ctn_name_dialog_present (GTK_WIDGET (self), _ ("Who Answers?"), "", _ ("_Answer"), named_cb,
                             self);
    return;
  }
  g_set_str (&self->rater, selected == 0 ? NULL : self->raters->pdata[selected - 1]);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

void
ctn_rater_button_set_raters (CtnRaterButton *self, const char *const *raters)
{
  g_ptr_array_set_size (self->raters, 0);
  for (guint i = 0; raters[i] != NULL; i++)
    add_rater (self, raters[i]);
  add_rater (self, self->rater);
  fill (self);
}

const char *
ctn_rater_button_get_rater (CtnRaterButton *self)
{
  return self->rater;
}

void
ctn_rater_button_set_rater (CtnRaterButton *self, const char *rater)
{
  g_set_str (&self->rater, rater);
  add_rater (self, rater);
  fill (self);
}

static void
ctn_rater_button_finalize (GObject *object)
{
  CtnRaterButton *self = CTN_RATER_BUTTON (object);

  g_ptr_array_unref (self->raters);
  g_free (self->rater);

  G_OBJECT_CLASS (ctn_rater_button_parent_class)->finalize (object);
}

static void
ctn_rater_button_class_init (CtnRaterButtonClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_rater_button_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_rater_button_init (CtnRaterButton *self)
{
  self->raters = g_ptr_array_new_with_free_func (g_free);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _ ("Whose Answers Are Given"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whose Answers Are Given"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
  fill (self);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
}
