#include "ctn-language-picker.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <string.h>

void
ctn_language_picker_present (GtkWidget *parent, CtnPickedFunc function, gpointer data)
{
  CtnCodeList *list = ctn_code_list_get ("iso-639", NULL);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);

  for (guint i = 0; list != NULL && i < ctn_code_list_get_n_codes (list); i++) {
    const CtnCode *entry = ctn_code_list_get_code (list, i);
    CtnPick *pick;

    if (strlen (entry->code) != 2)
      continue;
    pick = g_new0 (CtnPick, 1);
    pick->code = g_strdup (entry->code);
    pick->title = g_strdup (entry->title);
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (parent, choices, _ ("Add a Language"), function, data);
}
