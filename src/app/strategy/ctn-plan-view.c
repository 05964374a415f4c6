#include "ctn-plan-view.h"

#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-strategy.h>
#include <math.h>

#include "ctn-icon-button.h"
#include "ctn-reasons-group.h"
#include "ctn-record-dialog.h"
#include "ctn-record-group.h"
#include "ctn-watch.h"

struct _CtnPlanView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 strategy;
  AdwPreferencesPage *list;
  GPtrArray *groups; /* AdwPreferencesGroup, unowned: those shown */
};

G_DEFINE_FINAL_TYPE (CtnPlanView, ctn_plan_view, ADW_TYPE_BIN)

static CtnConnection *
get_reader (CtnPlanView *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

/* How far the measures are, in words: "2 of 5 measures done, 1 overdue, 46 %". */
static char *
describe_progress (CtnPlanView *self, gint64 objective)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  CtnMeasureProgress progress;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (!ctn_strategy_get_progress (get_reader (self), self->strategy, objective, today, &progress,
                                  NULL) ||
      progress.n_measures == 0)
    return g_strdup ("");
  g_ptr_array_add (parts,
                   g_strdup_printf (ctn_ngettext ("%u of %u measure done", "%u of %u measures done",
                                                  progress.n_measures),
                                    progress.n_done, progress.n_measures));
  if (progress.n_overdue > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%u overdue"), progress.n_overdue));
  /* Translators: progress in per cent */
  g_ptr_array_add (parts, g_strdup_printf (_ ("%.0f %%"), progress.progress));
  if (progress.budget > 0) {
    g_autofree char *budget = ctn_number_format (progress.budget, 0);
    g_autofree char *spent = ctn_number_format (progress.spent, 0);

    /* Translators: money spent, budget */
    g_ptr_array_add (parts, g_strdup_printf (_ ("€ %s of %s spent"), spent, budget));
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* The second line of a measure: what it is listed with, and what it rests on. */
static char *
describe_measure (CtnProject *project, gint64 id)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  const CtnRecordKind *kind = ctn_measure_kind ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) reasons = ctn_measure_list_reasons (reader, id, NULL);

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    char *text = NULL;

    if (!(field->flags & CTN_FIELD_LISTED) || g_str_equal (field->name, "name"))
      continue;
    text = ctn_record_get_shown (reader, kind, id, field, NULL);
    if (text == NULL || *text == '\0')
      g_free (text);
    else if (g_str_equal (field->name, "due")) {
      g_ptr_array_add (parts, g_strdup_printf (_ ("due %s"), text));
      g_free (text);
    } else {
      g_ptr_array_add (parts, text);
    }
  }
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    g_ptr_array_add (
        parts, g_strdup_printf (_ ("rests on %s"), ((CtnMeasureReason *) reasons->pdata[i])->text));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
measure_opened_cb (CtnPlanView *self, gint64 id, CtnRecordForm *form)
{
  GtkWidget *reasons = ctn_reasons_group_new ();

  ctn_reasons_group_show (CTN_REASONS_GROUP (reasons), self->page, id);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (reasons));
}

static gint64
get_objective (GtkWidget *widget)
{
  const gint64 *id = g_object_get_data (G_OBJECT (widget), "objective");

  return *id;
}

static void
remove_objective_cb (CtnPlanView *self, GtkWidget *button)
{
  gint64 id = get_objective (button);
  GError *error = NULL;

  if (ctn_record_remove (ctn_page_get_project (self->page), ctn_objective_kind (), &id, 1, &error))
    ctn_page_toast (self->page, _ ("Objective deleted"), TRUE);
  else
    ctn_page_report (self->page, error);
}

static void
edit_objective_cb (CtnPlanView *self, GtkWidget *button)
{
  ctn_record_dialog_present (GTK_WIDGET (self), self->page, ctn_objective_kind (),
                             get_objective (button), NULL, TRUE);
}

static void
add_button (CtnPlanView *self,
            GtkWidget *box,
            gint64 objective,
            const char *icon,
            const char *tooltip,
            GCallback callback)
{
  GtkWidget *button = ctn_icon_button_new (icon, tooltip);

  g_object_set_data_full (G_OBJECT (button), "objective", g_memdup2 (&objective, sizeof objective),
                          g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_objective (CtnPlanView *self, gint64 objective)
{
  g_autofree char *name =
      ctn_record_get_title (get_reader (self), ctn_objective_kind (), objective, NULL);
  g_autofree char *progress = describe_progress (self, objective);
  g_autofree char *title = g_markup_escape_text (name != NULL ? name : "", -1);
  GtkWidget *group = ctn_record_group_new (title, ctn_measure_kind ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *add = adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), progress);
  g_object_ref (add);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), NULL);
  gtk_box_append (GTK_BOX (box), add);
  g_object_unref (add);
  add_button (self, box, objective, "document-edit-symbolic", _ ("Edit Objective"),
              G_CALLBACK (edit_objective_cb));
  add_button (self, box, objective, "user-trash-symbolic", _ ("Delete Objective"),
              G_CALLBACK (remove_objective_cb));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), box);
  ctn_record_group_set_empty_text (CTN_RECORD_GROUP (group), _ ("No measures yet"));
  ctn_record_group_set_evidence (CTN_RECORD_GROUP (group), TRUE);
  ctn_record_group_set_describe (CTN_RECORD_GROUP (group), describe_measure);
  ctn_record_group_show (CTN_RECORD_GROUP (group), self->page, objective);
  g_signal_connect_object (group, "opened", G_CALLBACK (measure_opened_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (self->list, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
}

/* The vision, and how far all of it is. */
static void
add_head (CtnPlanView *self)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_strategy_kind (), "vision");
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *vision =
      ctn_record_get (get_reader (self), ctn_strategy_kind (), self->strategy, field, NULL);
  g_autofree char *progress = describe_progress (self, 0);
  GtkWidget *label = gtk_label_new (vision != NULL && *vision != '\0'
                                        ? vision
                                        : _ ("No vision yet: write it down in the details."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (vision == NULL || *vision == '\0')
    gtk_widget_add_css_class (label, "dimmed");
  adw_preferences_group_set_title (group, _ ("Vision"));
  adw_preferences_group_set_description (group, progress);
  adw_preferences_group_add (group, label);
  adw_preferences_page_add (self->list, group);
  g_ptr_array_add (self->groups, group);
}

static void
add_foot (CtnPlanView *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Add _Objective"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "strategy.add-objective");
  adw_preferences_group_add (group, button);
  adw_preferences_page_add (self->list, group);
  g_ptr_array_add (self->groups, group);
}

static void
fill (CtnPlanView *self)
{
  g_autoptr (GArray) objectives = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->list, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  if (self->strategy == 0)
    return;
  add_head (self);
  objectives = ctn_record_list (get_reader (self), ctn_objective_kind (), self->strategy, NULL);
  for (guint i = 0; objectives != NULL && i < objectives->len; i++)
    add_objective (self, g_array_index (objectives, gint64, i));
  add_foot (self);
}

void
ctn_plan_view_show (CtnPlanView *self, CtnPage *page, gint64 strategy)
{
  static const char *const tables[] = { "objective", "measure", "measure_reason", "strategy",
                                        NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) fill);
  }
  self->strategy = strategy;
  ctn_watch_refresh (self->watch);
}

void
ctn_plan_view_add_objective (CtnPlanView *self)
{
  const CtnFieldText values[] = { { "name", _ ("New Objective") }, { NULL, NULL } };
  GError *error = NULL;
  gint64 id = ctn_record_add (ctn_page_get_project (self->page), ctn_objective_kind (),
                              self->strategy, values, &error);

  if (id == 0)
    ctn_page_report (self->page, error);
  else
    ctn_record_dialog_present (GTK_WIDGET (self), self->page, ctn_objective_kind (), id, NULL,
                               TRUE);
}

static void
ctn_plan_view_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_PLAN_VIEW (object)->groups);

  G_OBJECT_CLASS (ctn_plan_view_parent_class)->finalize (object);
}

static void
ctn_plan_view_class_init (CtnPlanViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_plan_view_finalize;
}

static void
ctn_plan_view_init (CtnPlanView *self)
{
  self->groups = g_ptr_array_new ();
  self->list = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
