#include "ctn-network-group.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-explain-button.h"

/* @text: (transfer full) */
static GtkWidget *
make_row (const char *title, char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *owned = text;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), owned);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static void
add_row (GtkWidget *group, const char *title, char *text)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (title, text));
}

static void
add_whole (GtkWidget *group, const CtnChainNetwork *network)
{
  g_autofree char *density = ctn_number_format (100 * network->density, 1);
  g_autofree char *volume = isfinite (network->flow.volume)
                                ? ctn_number_format (network->flow.volume, 1)
                                : g_strdup (_ ("unlimited"));

  add_row (group, _ ("Existing Actors and Links"),
           isnan (network->density)
               ? g_strdup_printf (_ ("%u actors, %u links"), network->n_actors, network->n_links)
               : g_strdup_printf (_ ("%u actors, %u links: %s %% of those possible"),
                                  network->n_actors, network->n_links, density));
  add_row (
      group, _ ("Connected Parts"),
      g_strdup_printf (ctn_ngettext ("%u part, the largest has %u actors",
                                     "%u parts, the largest has %u actors", network->n_components),
                       network->n_components, network->largest_component));
  if (!isnan (network->modularity))
    add_row (
        group, _ ("Communities"),
        g_strdup_printf (ctn_ngettext ("%u community, modularity %.2f",
                                       "%u communities, modularity %.2f", network->n_communities),
                         network->n_communities, network->modularity));
  add_row (group, _ ("From the First Stage to the Market"),
           g_strdup_printf (_ ("%u of %u pairs connected, %u independent ways, volume %s"),
                            network->flow.n_connected, network->flow.n_pairs, network->flow.n_paths,
                            volume));
}

static const char *
get_title (CtnGroups groups, const char *code)
{
  if (groups == CTN_GROUPS_HELIX)
    return g_str_equal (code, "industry")     ? _ ("Industry")
           : g_str_equal (code, "research")   ? _ ("Research and Education")
           : g_str_equal (code, "government") ? _ ("Government")
                                              : _ ("Civil Society");
  return ctn_place_get_title (code);
}

static char *
describe_ties (const CtnGroupTies *ties)
{
  if (isnan (ties->ei))
    return g_strdup (_ ("no links"));
  return g_strdup_printf (_ ("E–I %+.2f: %u links to others, %u among themselves"), ties->ei,
                          ties->external, ties->internal);
}

static void
add_ties (GtkWidget *group, CtnChain *chain, CtnGroups groups, const char *title)
{
  g_autoptr (GPtrArray) list = ctn_chain_list_group_ties (chain, groups);
  g_autofree char *total = describe_ties (g_ptr_array_index (list, 0));
  GtkWidget *row;

  if (list->len < 2) /* the first one is all of them */
    return;
  row = adw_expander_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), total);
  for (guint i = 1; i < list->len; i++) {
    const CtnGroupTies *ties = g_ptr_array_index (list, i);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_row (get_title (groups, ties->group), describe_ties (ties)));
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

GtkWidget *
ctn_network_group_new (CtnChain *chain, const CtnChainNetwork *network)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Network"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("The E–I index tells whether groups keep to themselves: −1 is links inside only, +1 links "
         "to others only."));
  adw_preferences_group_set_header_suffix (
      ADW_PREFERENCES_GROUP (group),
      ctn_explain_button_new (_ (
          "Only actors and links that exist count; two links between the same two count once.\n\n"
          "Connected parts: pieces between which there is no link, directions aside. Communities: "
          "groups with more links inside than chance would give, by the Leiden algorithm (Traag, "
          "Waltman and van Eck 2019). Modularity is 0 for chance and nears 1 for groups that "
          "hardly "
          "touch.\n\n"
          "From the first stage to the market: pairs of a first actor and a last one with a way "
          "between them; independent ways share no actor; the volume is the largest flow that the "
          "links can carry (Goldberg and Tarjan 1988).\n\n"
          "E–I index: links to other groups less those inside, over all links (Krackhardt and "
          "Stern "
          "1988).")));
  add_whole (group, network);
  add_ties (group, chain, CTN_GROUPS_COUNTRY, _ ("Links Between Countries"));
  add_ties (group, chain, CTN_GROUPS_REGION, _ ("Links Between Regions"));
  add_ties (group, chain, CTN_GROUPS_HELIX, _ ("Links Between Helices"));
  return group;
}
