# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower half of the Backtest page: a threshold by a rule, and the errors of the score."""

import json
import subprocess

from journey import run, wait

DATES = ("--monthly", "2016-12-31..2017-11-30", "--version", "draft", "--format", "json")


def shows_what_became_of_people(window, cli, path):
    window.show("Backtest")
    for title in ("Warned in time", "Time to come back", "Retained, by month of the first event"):
        window.label(title)
    window.label("Money by band")
    window.label("Where the score was wrong")
    window.label("0 of 566 reviewed")


def saves_a_rule(window, cli, path):
    window.label("No rule is saved with the model")
    window.press("Save Rule")
    window.label("Saved: the top 100 people")


def chooses_what_the_command_line_chooses(window, cli, path):
    told = json.loads(cli("threshold", "show", path, *DATES))
    assert told["rule"] == "the top 100 people", told
    window.label(f"Score below {told['threshold']:g}")


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
        saves_a_rule,
        chooses_what_the_command_line_chooses,
        labels_an_error,
        takes_it_back,
        opens_the_person,
    ]
)
