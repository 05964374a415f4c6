#!/usr/bin/env python3
"""Texts that people read go through gettext, and whole.

A heuristic: it knows the properties and functions that take such texts, and reports a bare literal
that has a word in it. It also reports a marked text with a macro in its middle: xgettext stops
there, and translators would see half of it. (It does know the macros of <inttypes.h>.)

Usage: strings.py ROOT
"""
import re

import house

PROPERTIES = ("title|subtitle|label|tooltip-text|placeholder-text|description|heading|body|text"
              "|button-label|action-name-label|comments|help-text|close-response-label")
BLUEPRINT = re.compile(rf'(?<![\w-])(?:{PROPERTIES})\s*:\s*"((?:\\.|[^"\\])*)"')

# Function → the place of its text among the arguments.
CALLS = {
    "g_set_error": [3],
    "g_set_error_literal": [3],
    "g_error_new": [2],
    "g_error_new_literal": [2],
    "g_prefix_error": [1],
    "g_prefix_error_literal": [1],
    "g_task_return_new_error": [3],
    "g_task_return_new_error_literal": [3],
    "gtk_label_new": [0],
    "gtk_button_new_with_label": [0],
    "gtk_check_button_new_with_label": [0],
    "adw_toast_new": [0],
    "adw_toast_new_format": [0],
    "adw_alert_dialog_new": [0, 1],
    "adw_alert_dialog_add_response": [2],
    "adw_alert_dialog_set_heading": [1],
    "adw_alert_dialog_set_body": [1],
    "gtk_file_dialog_set_title": [1],
    "gtk_file_filter_set_name": [1],
}
SETTER = re.compile(r"(?:gtk|adw)_\w+_set_(?:title|subtitle|label|tooltip_text|placeholder_text|description|text)$")
MARKS = {"_": [0], "N_": [0], "C_": [0, 1], "NC_": [0, 1], "ctn_ngettext": [0, 1], "ctn_pgettext": [0, 1]}
OTHERS = re.compile(r"<glib/gi18n(?:-lib)?\.h>|\bg_d?n?p?gettext2? |(?<!\w)n?gettext \(|\bg_get_language_names ")
CALL = re.compile(r"\b(\w+) ?\(")
LITERAL = re.compile(r'\s*"((?:\\.|[^"\\])*)"')


def has_word(literal):
    """Whether two letters stand together, after printf directives, escapes and markup are gone."""
    plain = re.sub(r"%[-+ #0]*\d*(?:\.\d+|\.\*)?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]|\\.|<[^>]*>", " ", literal)
    return re.search(r"[^\W\d_]{2}", plain) is not None


def arguments(text, start):
    """The arguments of the call whose bracket opens before start."""
    depth, begin, position, found = 0, start, start, []
    while position < len(text):
        sign = text[position]
        if sign == '"':
            literal = LITERAL.match(text, position)
            position = literal.end() if literal else position + 1
            continue
        if sign == "'":
            position += 4 if text[position + 1:position + 2] == "\\" else 3
            continue
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            if depth == 0:
                return found + [text[begin:position]]
            depth -= 1
        elif sign == "," and depth == 0:
            found.append(text[begin:position])
            begin = position + 1
        position += 1
    return found


def untranslated(name, text, start):
    """Bare literals among the arguments of a call that takes text for people."""
    places = [1] if SETTER.match(name) else CALLS.get(name, [])
    given = arguments(text, start) if places else []
    for place in places:
        literal = LITERAL.match(given[place]) if place < len(given) else None
        if literal and has_word(literal.group(1)):
            yield f'not translatable: {name} with "{literal.group(1)}"'


def interrupted(name, text, start):
    """Marked texts that are not literals from end to end."""
    given = arguments(text, start) if name in MARKS else []
    for place in MARKS.get(name, []):
        if place < len(given) and LITERAL.match(given[place]):
            rest = re.sub(r'"(?:\\.|[^"\\])*"|\bPRI\w+', "", given[place]).strip()
            if rest:
                yield f"translators would not see all of this text, because of {rest.split()[0]}"


def knows_one_language(path, text):
    """Functions that know the user's language only; ctn-i18n.h has those that know the thread's."""
    if path.name == "ctn-tongue.c":
        return
    for match in OTHERS.finditer(text):
        yield match, f"{match.group(0).strip()}: the language may be that of a report, see ctn-i18n.h"


def check(root):
    faults = []
    for path in house.sources(root, "ui", ".blp"):
        text = house.without_comments(house.read(path))
        for match in BLUEPRINT.finditer(text):
            if has_word(match.group(1)):
                where = f"{path.relative_to(root)}:{house.line_of(text, match.start())}"
                faults.append(f"{where}: not translatable: {match.group(0)}")
    for path in house.sources(root, "src", ".c", ".h"):
        text = house.without_comments(house.read(path))
        for match, fault in knows_one_language(path, text):
            faults.append(f"{path.relative_to(root)}:{house.line_of(text, match.start())}: {fault}")
        for match in CALL.finditer(text):
            where = f"{path.relative_to(root)}:{house.line_of(text, match.start())}"
            for find in (untranslated, interrupted):
                faults += [f"{where}: {fault}" for fault in find(match.group(1), text, match.end())]
    return faults


house.run(check)
