/* The parts of the inspector, shared by its files. */
#pragma once

#include "ctn-chain-inspector.h"
#include "ctn-record-form.h"

G_BEGIN_DECLS

struct _CtnChainInspector {
  AdwBin parent_instance;

  CtnPage *page;    /* (unowned) the pane is part of it */
  CtnChain *chain;  /* (unowned) (nullable) */
  const char *role; /* interned: "chain", "stage", "actor", "link" */
  gint64 id;        /* of what is shown */
  gboolean filling;
  GArray *actors, *links; /* (owned) gint64: of several that are shown together */

  GtkBox *box;
  GtkBox *parts; /* groups made anew for what is shown */
  CtnRecordForm *actor_form;
  CtnRecordForm *link_form;
};

CtnProject *_ctn_chain_inspector_get_project (CtnChainInspector *self);

/* Reports @error unless @ok. Takes @error. */
void _ctn_chain_inspector_settle (CtnChainInspector *self, gboolean ok, GError *error);

/* A group for what is shown. @title: (nullable) */
GtkWidget *_ctn_chain_inspector_add_group (CtnChainInspector *self, const char *title);
/* @subtitle: (nullable) */
GtkWidget *_ctn_chain_inspector_add_row (GtkWidget *group, const char *title, const char *subtitle);
/* A row that leads to another part of the chain. @role: a literal */
void
_ctn_chain_inspector_lead_to (CtnChainInspector *self, GtkWidget *row, const char *role, gint64 id);
/* A row that does something: @callback is called with @self. @title: with a mnemonic */
void _ctn_chain_inspector_add_button (CtnChainInspector *self,
                                      GtkWidget *group,
                                      const char *icon,
                                      const char *title,
                                      GCallback callback);

/* What is in @actors and @links. */
void _ctn_chain_inspector_show_several (CtnChainInspector *self);

/* The actor or link at @index of the chain. */
void _ctn_chain_inspector_show_actor (CtnChainInspector *self, guint index);
void _ctn_chain_inspector_show_link (CtnChainInspector *self, guint index);

G_END_DECLS
