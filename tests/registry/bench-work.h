/* What the benchmark does in processes of their own, so that time and memory are theirs alone. */
#pragma once

/* Imports @csv into a new project at @project, as the program does, and prints one line of JSON with
 * the times and the most memory that was in use. Returns: the exit code */
int bench_work_import (const char *csv, const char *project);

/* Opens @project, then searches, sorts, counts and filters as a person does; prints a line for each.
 * Returns: the exit code */
int bench_work_ask (const char *project);
