/* What tests about partnerships share: one in a project, and members of it. */
#pragma once

#include <ctn-calendar.h>
#include <ctn-partnership.h>
#include <registry-support.h>

G_BEGIN_DECLS

typedef struct {
  CtnProject *project;
  gint64 id; /* of a partnership */
} Fixture;

void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);

CtnConnection *fixture_reader (Fixture *f);

/* An organisation that is a member. @helix: "" for none. Returns the organisation. */
gint64 fixture_join (Fixture *f, const char *name, const char *helix);

/* The membership of an organisation. */
gint64 fixture_find_membership (Fixture *f, gint64 organisation);

void fixture_edit_member (Fixture *f, gint64 membership, const char *field, const char *text);

/* Edits the partnership itself. */
void fixture_edit (Fixture *f, const char *field, const char *text);

/* (transfer container) */
GPtrArray *fixture_list_members (Fixture *f);

/* Runs SQL outside of the history, for records of other rooms. */
void fixture_run (Fixture *f, const char *sql, const char *types, ...);

/* An ISO date as such. */
CtnDate fixture_date (const char *iso);

#define FIXTURE_ADD(name, function)                                                                \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

G_END_DECLS
