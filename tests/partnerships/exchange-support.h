/* What tests about exchanges share: an exchange that keeps every rule on 20 March 2021. */
#pragma once

#include <ctn-exchange-move.h>
#include <ctn-project.h>

G_BEGIN_DECLS

#define TODAY "2021-03-20"

typedef struct {
  CtnProject *project;
  gint64 firm;   /* French, of a cluster with a profile */
  gint64 centre; /* German, of the same cluster */
  gint64 cluster;
  gint64 recipe; /* the partnership that pays */
  gint64 other;  /* the one behind the host */
  gint64 id;     /* of an exchange that is ready for every step up to “paid” */
} Fixture;

void exchange_set_up (Fixture *f, gconstpointer data);
void exchange_tear_down (Fixture *f, gconstpointer data);

CtnConnection *reader (Fixture *f);

/* Another exchange like the first one. */
gint64 add_exchange (Fixture *f);

void set_field (Fixture *f, gint64 id, const char *name, const char *text);
void set_record (Fixture *f, gint64 id, const char *name, gint64 record);

/* Runs a statement as an operation. */
void change (Fixture *f, const char *sql);

void add_lump_sum (Fixture *f,
                   const char *country,
                   const char *from,
                   const char *to,
                   const char *amount);

/* The step that the rule blocks while it is broken by the fixture's exchange; -1 while it is kept. */
int check (Fixture *f, const char *rule);

/* Moves the fixture's exchange on TODAY. */
gboolean move (Fixture *f, CtnExchangeState state, const char *why);

G_END_DECLS
