# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft is reviewed, what was done is noted, and a note is put on the time axes and taken away."""

import json
import sys

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


run_journeys([asks_and_sends_back, notes_what_happened], sys.argv[4:])
