# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower half of the Backtest page: a threshold by a rule, and the errors of the score."""

import json
import subprocess

import pyatspi

from journey import run, wait

DATES = ("--monthly", "2016-12-31..2017-11-30", "--version", "draft", "--format", "json")


def shows_what_became_of_people(window, cli, path):
    window.show("Backtest")
    for title in ("Warned in time", "Time to come back", "Retained, by month of the first event"):
        window.label(title)
    window.label("Money by band")
    window.label("Where the score was wrong")
    window.label("0 of 566 reviewed")


def turns_past_the_tables(window, cli, path):
    """A table on the page lets the wheel go on at its end."""
    bottom = window.wait_for("label", "0 of 566 reviewed").queryComponent()
    subprocess.run(["xdotool", "mousemove", "900", "450"], check=True)

    def turn(button):
        subprocess.run(["xdotool", "click", "--repeat", "5", "--delay", "20", str(button)], check=True)
        area = bottom.getExtents(pyatspi.WINDOW_COORDS)
        return area.y + area.height

    wait("the end of the page", lambda: turn(5) < 900)
    wait("its head", lambda: turn(4) > 1500)


def saves_a_rule(window, cli, path):
    window.label("No rule is saved with the model")
    window.press("Save Rule")
    window.label("Saved: the top 100 people")


def chooses_what_the_command_line_chooses(window, cli, path):
    told = json.loads(cli("threshold", "show", path, *DATES))
    assert told["rule"] == "the top 100 people", told
    window.label(f"Score below {round(told['threshold'], 3):g}")


def labels_an_error(window, cli, path):
    threshold = json.loads(cli("threshold", "show", path, *DATES))["threshold"]
    told = json.loads(cli("backtest", path, *DATES, "--errors", "1", "--threshold", str(threshold)))
    errors = told["errors"]
    person = errors["false_positives"][0]["person"]
    all_errors = errors["fp"] + errors["fn"]
    window.label(f"0 of {all_errors:,} reviewed")
    window.scroll_click("label", person, last=True)
    window.press("Right but late")
    window.label(f"1 of {all_errors:,} reviewed · 1 Right but late")
    labels = json.loads(cli("error", "list", path, "--format", "json"))["labels"]
    assert [(label["person"], label["label"]) for label in labels] == [(person, "late")], labels
    window.press("Good")
    window.label(f"1 of {all_errors:,} reviewed · 1 Good")
    window.label("What was found, by band · * fewer than 30 people: read the interval")


def takes_it_back(window, cli, path):
    window.press("Clear")
    wait("no label", lambda: not json.loads(cli("error", "list", path, "--format", "json"))["labels"])


def opens_the_person(window, cli, path):
    threshold = json.loads(cli("threshold", "show", path, *DATES))["threshold"]
    told = json.loads(cli("backtest", path, *DATES, "--errors", "1", "--threshold", str(threshold)))
    window.scroll_click("label", told["errors"]["false_positives"][0]["person"], last=True)
    subprocess.run(["xdotool", "click", "--repeat", "2", "--delay", "80", "1"], check=True)
    window.label("What the Score Is Made Of")


run(
    [
        shows_what_became_of_people,
        turns_past_the_tables,
        saves_a_rule,
        chooses_what_the_command_line_chooses,
        labels_an_error,
        takes_it_back,
        opens_the_person,
    ]
)
