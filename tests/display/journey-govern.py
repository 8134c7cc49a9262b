# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft is reviewed, what was done is noted, a note is put on the time axes and taken away, and a model is
made from a template."""

import json
import sys

import pyatspi

from journey import Window, cli, make_sample, run_journeys, wait

PROGRAM, COMMAND, DATA = sys.argv[1:4]


def reviews(path):
    return json.loads(cli(COMMAND, "model", "reviews", path, "--format", "json"))


def asks_and_sends_back(home):
    path = make_sample(COMMAND, home, DATA, publish=True)
    window = Window(PROGRAM, path, debug="fatal-warnings")
    yield window
    window.title("Engagement — v1")
    window.show("Versions")
    window.label("Not Reviewed")
    window.press("Request Review…")
    window.fill("Name", "Ana")
    window.fill("What the Reviewer Should Know", "The first one")
    window.press_and_close("Request")
    window.label("In Review")
    wait("the review in the file", lambda: reviews(path)["state"] == "in review")
    assert reviews(path)["reviews"][0]["asked_note"] == "The first one"
    window.press("Send Back…")
    window.fill("Name", "Bo")
    window.fill("What Is to Be Changed", "Say why")
    window.press_and_close("Send Back")
    window.label("Sent Back")
    wait("the verdict in the file", lambda: reviews(path)["state"] == "returned")
    assert reviews(path)["reviews"][0]["decided_note"] == "Say why"
    assert window.quit() == 0


def notes_what_happened(home):
    path = make_sample(COMMAND, home, DATA, publish=True)
    window = Window(PROGRAM, path, debug="fatal-warnings")
    yield window
    window.title("Engagement — v1")
    window.show("Drift")
    window.press("Notes")
    window.fill("Day of the note", "2017-08-15")
    window.fill("What happened", "New prices")
    window.press("Add Note")
    wait("the note in the file", lambda: "New prices" in cli(COMMAND, "note", "list", path))
    window.label("15 Aug 2017 · Launch")
    window.press("Remove the note “New prices”")
    wait("no note in the file", lambda: "New prices" not in cli(COMMAND, "note", "list", path))
    assert window.quit() == 0


def makes_a_model_from_a_template(home):
    path = make_sample(COMMAND, home, DATA, publish=True)
    window = Window(PROGRAM, path, debug="fatal-warnings")
    yield window
    # By the key, in a window that has had no dialog: with no window manager the keys go nowhere after one.
    window.title("Engagement — v1")
    window.key("ctrl+shift+n")
    template = window.wait_for("check box", "Churn risk")
    wait("it to fit the events", lambda: template.getState().contains(pyatspi.STATE_SENSITIVE))
    window.click("check box", "Churn risk")
    wait("its name", lambda: window.text("Name") == "Churn risk")
    window.fill("Name", "Who leaves")
    window.press_and_close("Create")
    window.title("Who leaves — draft of v1")
    window.wait_for("slider")
    assert window.quit() == 0
    # The command line makes the same of these events.
    cli(COMMAND, "model", "new", path, "--template", "churn", "--name", "Told")
    made, told = (json.loads(cli(COMMAND, "model", "show", path, "--model", name)) for name in ("Who leaves", "Told"))
    assert len(made["groups"]) > 0 and made.pop("name") != told.pop("name")
    assert made == told, (made, told)


run_journeys([asks_and_sends_back, notes_what_happened, makes_a_model_from_a_template], sys.argv[4:])
