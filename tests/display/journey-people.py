# SPDX-License-Identifier: GPL-3.0-or-later
"""One person on the People page: why the score changed, what moved it, what would lift it."""

import json

from journey import run, wait


def opens_a_person(window, cli, path):
    window.show("People")
    window.label("2,379 people")
    window.wait_for("entry", "Find a person").queryEditableText().setTextContents("1002")
    window.label("1 person")
    window.label("What the Score Is Made Of")


def says_where_the_score_goes(window, cli, path):
    window.label("7 days −2.0 · 14 days +4.5 · 30 days +10.7")
    window.label("Flat")


def says_what_moved_it(window, cli, path):
    window.label("Shopping days: 12.2 → 15.9 points in 14 days (+3.7 points)")
    window.label("Not within 5 more events")


def explains_the_change(window, cli, path):
    window.label("+10.7 in all; the lines below add up to it")
    for cause in ("Decay", "Left a window", "New events", "Scale"):
        window.label(cause)


def opens_the_events_of_a_line(window, cli, path):
    before = len([n for n in window.names("label") if n == "4 Dec 2017 14:13"])
    window.press("No purchase in 28 days", last=True)
    wait("its events", lambda: len([n for n in window.names("label") if n == "4 Dec 2017 14:13"]) > before)


def looks_back_further(window, cli, path):
    window.scroll_click("combo box", "Period of the change")
    window.key("End", "Return")
    window.wait_for("text", "Since")
    window.fill("Since", "2017-06-30")
    told = json.loads(cli("explain", path, "--person", "1002", "--since", "2017-06-30", "--format", "json"))
    window.label(f"{told['change']:+.1f} in all")


run(
    [
        opens_a_person,
        says_where_the_score_goes,
        says_what_moved_it,
        explains_the_change,
        opens_the_events_of_a_line,
        looks_back_further,
    ],
    publish=True,
)
