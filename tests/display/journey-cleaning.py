# SPDX-License-Identifier: GPL-3.0-or-later
"""Cleaning in the window: a rule is tried, applied, changed and taken back; the scores are the same again."""

import json
import os
import sys

import pyatspi

from journey import Window, cli, make_sample, run_journeys, spoken, wait

PROGRAM, COMMAND, DATA = sys.argv[1:4]


def scores(path):
    return cli(COMMAND, "score", path, "--model", "Engagement", "--format", "csv")


def rules(path):
    return json.loads(cli(COMMAND, "clean", "list", path, "--format", "json"))["rules"]


def open_section(path, section):
    window = Window(PROGRAM, path, debug="fatal-warnings")
    return window, lambda: (window.title("Engagement — v1"), window.show("Data"), window.section(section))


def can_press(window, name):
    button = next((b for b in window.find_all("push button") if spoken(b.name) == name), None)
    return button is not None and button.getState().contains(pyatspi.STATE_SENSITIVE)


def tries_applies_and_takes_back(home):
    path = make_sample(COMMAND, home, DATA, publish=True)
    before = scores(path)
    window, show = open_section(path, "Cleaning")
    yield window
    show()
    window.label("Every event counts")
    window.press("Add a Rule: Rate")
    # The suggestion fits nothing here.
    window.label("No event fits this rule.")
    window.type_into("More than", "2")
    window.label("1,021")
    window.label("164")
    # What it does to the bands, as the command line says too.
    for figure in ("775", "893"):
        window.label(figure)
    window.label("people change band")
    assert rules(path) == [], "a preview wrote something"
    assert scores(path) == before
    window.press_and_close("Apply the Rule")
    window.label("1,021 events")
    assert [rule["events"] for rule in rules(path)] == [1021]
    marked = scores(path)
    assert marked != before
    # A stricter rule in its place: the form shows what is applied.
    window.press("Change… Rate")
    wait("the applied number", lambda: window.text("More than") == "2 events")
    window.type_into("More than", "5")
    window.label("253")
    window.press_and_close("Apply the Rule")
    window.label("253 events")
    assert [rule["events"] for rule in rules(path)] == [253]
    window.press("Take Back Rate")
    window.label("Every event counts")
    wait("no rule", lambda: rules(path) == [])
    assert scores(path) == before, "the scores are not the same again"
    assert window.quit() == 0


def asks_for_what_is_missing(home):
    path = make_sample(COMMAND, home, DATA, publish=True)
    window, show = open_section(path, "Cleaning")
    yield window
    show()
    window.press("Add a Rule: Internal people")
    window.label("No event fits this rule.")
    window.fill("People like", "")
    window.label("Write at least one pattern")
    assert not can_press(window, "Apply the Rule")
    window.fill("People like", "1002\n10*")
    wait("something to apply", lambda: can_press(window, "Apply the Rule"))
    window.fill("Name of the rule", "")
    window.label("Give the rule a name")
    assert not can_press(window, "Apply the Rule")
    window.press_and_close("Cancel")
    assert rules(path) == []
    assert window.quit() == 0


def says_when_a_rule_is_stale(home):
    path = make_sample(COMMAND, home, DATA, publish=True)
    cli(COMMAND, "clean", "apply", path, "fast", "--kind", "rate", "--more-than", "2")
    more = os.path.join(home, "more.csv")
    with open(more, "w", encoding="utf-8") as file:
        file.write("customer,time,event\n" + "1002,2017-12-30T10:00:00Z,purchase\n" * 5)
    cli(COMMAND, "import", path, more)
    window, show = open_section(path, "Cleaning")
    yield window
    show()
    window.label("stale")
    window.press("Apply Again… fast")
    window.label("1,026")
    window.press_and_close("Apply the Rule")
    window.label("1,026 events")
    assert not rules(path)[0]["stale"]
    assert window.quit() == 0


run_journeys([tries_applies_and_takes_back, asks_for_what_is_missing, says_when_a_rule_is_stale], sys.argv[4:])
