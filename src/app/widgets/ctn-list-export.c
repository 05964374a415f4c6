#include "ctn-list-export.h"

#include <ctn-i18n.h>
#include <ctn-kinds.h>

#include "ctn-file-export.h"

#define MAX_LISTS 10

/* Which records each view shows. */
static const struct {
  const char *view;
  const char *tables[MAX_LISTS + 1];
} views[] = {
  { "activities", { "activity", "activity_host", "participant", "task", "decision" } },
  { "exchanges", { "exchange", "exchange_profile", "exchange_target", "lump_sum", "holiday" } },
  { "needs", { "need", "offer" } },
  { "partnerships",
    { "partnership", "membership", "commitment", "paper", "paper_signature", "label", "improvement",
      "pilot", "review", "tie" } },
  { "regions", { "region_strategy", "priority", "indicator", "indicator_value" } },
  { "strategy", { "strategy", "objective", "measure", "kpi", "kpi_period" } },
  { "maturity", { "assessment" } },
  { "chains",
    { "chain", "chain_stage", "chain_actor", "chain_link", "chain_finding", "stage_account",
      "trade_flow", "canvas_entry" } },
  { "partners", { "organisation", "organisation_size", "person", "consent", "attachment" } },
};

typedef struct {
  const CtnRecordKind *kind;
  guint n; /* written */
} Job;

static gboolean
write_list (CtnConnection *reader,
            GFile *file,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Job *job = data;

  return ctn_kinds_export (reader, job->kind, file, &job->n, cancellable, error);
}

static char *
describe_list (gpointer data)
{
  const Job *job = data;

  return g_strdup_printf (ctn_ngettext ("%u row exported", "%u rows exported", job->n), job->n);
}

void
ctn_list_export_ask (GtkWidget *widget, const char *table)
{
  const CtnRecordKind *kind = ctn_kinds_find (table);
  Job *job;
  g_autofree char *name = NULL;
  CtnFileExport export = { .kinds = ctn_file_export_tables,
                           .function = write_list,
                           .destroy = g_free,
                           .describe = describe_list };

  g_return_if_fail (kind != NULL);
  job = g_new0 (Job, 1);
  job->kind = kind;
  name = g_strconcat (_ (kind->plural), ".xlsx", NULL);
  export.title = _ ("Export a List");
  export.name = name;
  export.data = job;
  ctn_file_export_ask (widget, &export);
}

static GMenu *
make_menu (const char *const *tables)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; tables[i] != NULL; i++) {
    g_autofree char *label = g_strconcat (_ (ctn_kinds_find (tables[i])->plural), "…", NULL);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, CTN_LIST_EXPORT_ACTION, "s", tables[i]);
    g_menu_append_item (menu, item);
  }
  return menu;
}

void
ctn_list_export_add_menu (GMenu *menu, const char *view)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].view, view)) {
      g_autoptr (GMenu) lists = make_menu (views[i].tables);

      g_menu_append_submenu (section, _ ("Export a List as a _Spreadsheet"), G_MENU_MODEL (lists));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}
