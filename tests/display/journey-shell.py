# SPDX-License-Identifier: GPL-3.0-or-later
"""Around the pages: start, import, publish, restart, segments, people, faults, names.

Each journey has a home, a project and a program of its own, and any warning
ends the program.
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import pyatspi

from journey import TIMEOUT, Window, cli, make_sample, run_journeys, spoken, wait

PROGRAM, COMMAND, DATA = sys.argv[1:4]

MESSY = """Kunde;Datum;Ereignis;Betrag;Kanal
k-001;03/04/2024 10:15;Kauf;12,50;Laden
k-002;04/04/2024 11:00;Kauf;1.234,00;Web
k-003;05/04/2024;Besuch;;Web
k-004;31/12/2024;Kauf;9,99;Laden
;06/04/2024;Kauf;5,00;Web
k-005;07/04/2024;Kauf;abc;Web
k-006;08/04/2024;Umtausch;-12,50;Laden
k-007;13/04/2024;Besuch;;"Web ""neu\"""
"""

AMBIGUOUS = "customer,day,event\na,03/04/2024,buy\nb,05/06/2024,buy\n"


def open_window(*arguments):
    return Window(PROGRAM, *arguments, debug="fatal-warnings")


def sample(home):
    """A published sample project, made once and copied."""
    made = os.path.join(tempfile.gettempdir(), f"steelyard-journey-{os.getpid()}")
    if not os.path.isdir(made):
        os.mkdir(made)
        make_sample(COMMAND, made, DATA, publish=True)
    return shutil.copy(os.path.join(made, "journey.steelyard"), home)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def n_events(path):
    return json.loads(cli(COMMAND, "info", path, "--format", "json"))["events"]


def choose_file(window, title, path):
    """Answers a file chooser: what is typed goes to the path."""
    wait(f"file chooser “{title}”", lambda: title in [window.app.getChildAtIndex(i).name for i in range(window.app.childCount)])
    time.sleep(0.5)
    window.key("ctrl+a")
    subprocess.run(["xdotool", "type", "--", path], check=True)
    window.key("Return")


def choose_in_menu(window, name):
    """Chooses from the main menu."""
    window.key("F10")
    node = wait(
        f"“{name}” in the menu",
        lambda: next(n for n in window.walk() if spoken(n.name) == name and "menu item" in n.getRoleName()),
    )
    time.sleep(0.5)
    node.queryAction().doAction(0)


def starts_and_exits(home):
    environment = dict(os.environ, G_DEBUG="fatal-warnings")
    assert subprocess.run([PROGRAM, "--exit-after-startup"], env=environment, timeout=TIMEOUT).returncode == 0


def makes_the_sample_project(home):
    window = open_window()
    yield window
    window.press("Open the Sample Project")
    window.title("Engagement — v1")
    window.label("2,379 people")
    assert window.quit() == 0
    path = glob.glob(os.path.join(home, "**", "sample.steelyard"), recursive=True)[0]
    assert n_events(path) == 55934


def imports_an_ugly_file_and_takes_it_back(home):
    path = os.path.join(home, "shop.steelyard")
    cli(COMMAND, "new", path)
    window = open_window(path, write(os.path.join(home, "messy.csv"), MESSY))
    yield window
    window.label("The first 8 rows; 2 would be set aside")
    window.press("Import")
    window.label("6 rows imported")
    window.label("8 rows read")
    assert n_events(path) == 6
    window.press_and_close("Done")
    window.show("Data")
    window.label("6 of 8 rows accepted")
    window.press("Take Back…")
    window.press_and_close("Take Back", inside="dialog")
    wait("an empty project", lambda: n_events(path) == 0)
    window.label("The import is taken back")
    assert window.quit() == 0


def asks_when_day_and_month_are_open(home):
    path = os.path.join(home, "shop.steelyard")
    cli(COMMAND, "new", path)
    window = open_window(path, write(os.path.join(home, "open.csv"), AMBIGUOUS))
    yield window
    window.label("Is the day or the month first?")
    button = wait("button Import", lambda: [b for b in window.find_all("push button") if "Import" in b.name][-1])
    assert not button.getState().contains(pyatspi.STATE_SENSITIVE), "it would guess"
    window.press_and_close("Cancel")
    assert n_events(path) == 0
    assert window.quit() == 0


def remembers_edits_after_a_restart(home):
    path = sample(home)
    window = open_window(path)
    yield window
    window.title("Engagement — v1")
    window.show("Tune")
    window.set_value("Weight of Money spent", -3)
    window.title("Engagement — draft of v2")
    assert window.quit() == 0
    window = open_window(path)
    yield window
    window.title("Engagement — draft of v2")
    wait("the weight", lambda: window.value("Weight of Money spent") == -3)
    window.press("Undo")
    window.title("Engagement — v1")
    wait("the old weight", lambda: window.value("Weight of Money spent") == 4)
    window.press("Redo")
    window.title("Engagement — draft of v2")
    assert window.quit() == 0


def publishes_with_a_reason(home):
    path = sample(home)
    window = open_window(path)
    yield window
    window.title("Engagement — v1")
    window.press("Publish…")
    wait("the refusal", lambda: window.find("list item", "The draft is the newest version: there is nothing to publish."))
    window.key("Escape")
    time.sleep(1)
    window.set_value("Weight of Coupon redeemed", 2)
    window.title("Engagement — draft of v2")
    window.press("Publish…")
    window.fill("Reason", "coupons matter")
    window.press_and_close("Publish")
    window.title("Engagement — v2")
    window.show("Versions")
    window.label("coupons matter")
    assert window.quit() == 0
    assert len(json.loads(cli(COMMAND, "info", path, "--format", "json"))["models"]) == 1


def exports_a_segment(home):
    out = os.path.join(home, "out.csv")
    window = open_window(sample(home))
    yield window
    window.title("Engagement — v1")
    window.show("Segments")
    window.fill("Below", "17")
    share = wait(
        "the share", lambda: next(n for n in window.names("label") if n.endswith("of everyone") and "100" not in n)
    )
    window.press("Export CSV…")
    window.press("Export…")
    choose_file(window, "Export the Segment", out)
    manifest_path = wait("the manifest", lambda: glob.glob(out + "*.json"))[0]
    with open(out, encoding="utf-8") as file:
        rows = file.read().splitlines()
    assert rows[0] == "person,score,band"
    assert all(float(row.split(",")[1]) < 17 for row in rows[1:])
    assert round(100 * (len(rows) - 1) / 2379) == int(share.split("\u202f")[0]), share
    with open(manifest_path, encoding="utf-8") as file:
        assert json.load(file)["rows"] == len(rows) - 1
    time.sleep(1)
    assert window.quit() == 0


def save_report(window, out, options=lambda: None):
    """The dialog of a report, and the file chooser after it."""
    choose_in_menu(window, "Save a Report…")
    window.wait_for("check box", "Largest errors")
    options()
    window.press_and_close("Save…")
    choose_file(window, "Save the Report", out)
    wait("the report", lambda: os.path.exists(out))
    with open(out, encoding="utf-8") as file:
        return file.read()


def saves_a_report(home):
    window = open_window(sample(home))
    yield window
    window.title("Engagement — v1")
    text = save_report(window, os.path.join(home, "report.html"))
    assert "Engagement" in text and "version 1" in text and "<svg" in text
    assert "Where the score was wrong" not in text and "Fairness by" not in text
    # The same figures as the command line's.
    cli(COMMAND, "report", os.path.join(home, "journey.steelyard"), "--output", os.path.join(home, "cli.html"))
    with open(os.path.join(home, "cli.html"), encoding="utf-8") as file:
        told = file.read()
    area = re.search(r"AUC[^0-9]{0,40}(0\.\d{3})", told)
    assert area and area.group(1) in text
    assert window.quit() == 0


def saves_a_report_with_fairness_and_errors(home):
    path = sample(home)
    cli(COMMAND, "import", path, os.path.join(DATA, "sample", "customers.csv"), "--kind", "attributes")
    window = open_window(path)
    yield window
    window.title("Engagement — v1")

    def choose():
        window.wait_for("check box", "Largest errors").queryAction().doAction(0)
        # After age, home_ownership, household_comp and household_size.
        window.click("combo box", "Fairness by")
        time.sleep(0.5)
        window.key("Home", "Down", "Down", "Down", "Down", "Down", "Return")
        wait("the attribute", lambda: "income" in [n.name for n in window.walk(window.find("combo box", "Fairness by"))])

    text = save_report(window, os.path.join(home, "report.md"), choose)
    # The same document as the command line's.
    cli(COMMAND, "report", path, "--by", "income", "--errors", "10", "--output", os.path.join(home, "cli.md"))
    with open(os.path.join(home, "cli.md"), encoding="utf-8") as file:
        told = file.read()
    for title in ("Where the score was wrong", "Fairness by income"):
        section = re.search(rf"## {title}\n.*?(?=\n## |\Z)", told, re.S).group(0)
        assert section in text, title
    assert window.quit() == 0


def saves_the_specification(home):
    out = os.path.join(home, "spec.md")
    window = open_window(sample(home))
    yield window
    window.title("Engagement — v1")
    choose_in_menu(window, "Save the Specification…")
    choose_file(window, "Save the Specification", out)
    wait("the specification", lambda: os.path.exists(out))
    with open(out, encoding="utf-8") as file:
        text = file.read()
    for words in ("Shopping days", "Coupon redeemed", "At risk", "First"):
        assert words in text, words
    assert window.quit() == 0


def explains_a_person(home):
    window = open_window(sample(home))
    yield window
    window.title("Engagement — v1")
    window.show("People")
    window.label("2,379 people")
    window.wait_for("entry", "Find a person").queryEditableText().setTextContents("1002")
    window.label("1 person")
    window.label("What the Score Is Made Of")
    window.label("6 Events")
    assert window.quit() == 0


def says_where_the_guide_is(home):
    window = open_window()
    yield window
    window.label("Weigh What People Do")
    window.key("F1")
    # A reader of help cannot find it here: it is not installed, or there is no reader.
    window.label("its pages are in")
    assert window.quit() == 0


def refuses_what_is_no_project(home):
    window = open_window(write(os.path.join(home, "broken.steelyard"), "this is no database\n" * 400))
    yield window
    window.label("Could Not Open the Project")
    window.press_and_close("Close", inside="dialog")
    wait("the start page", lambda: "Open the Sample Project" in map(spoken, window.names("push button")))
    assert window.quit() == 0


def names_above(node):
    while node.parent is not None and node.parent.getRoleName() != "application":
        node = node.parent
        if node.name:
            yield node.name


def names_every_control(home):
    window = open_window(sample(home))
    yield window
    window.title("Engagement — v1")
    for page in ("Data", "Tune", "Backtest", "Drift", "Segments", "People", "Versions"):
        window.show(page)
        time.sleep(1)
    bad = set()
    # Containers that only pass the focus on.
    silent = ("scroll pane", "panel", "filler", "scroll bar", "frame", "unknown")
    for node in window.walk():
        if node.getRoleName() in silent or not node.has(pyatspi.STATE_FOCUSABLE):
            continue
        if not node.name.strip() or node.name.startswith(("Gtk", "Adw", "Sy")):
            inside = [name for name in names_above(node) if not name.startswith(("Gtk", "Adw"))]
            bad.add(f"{node.getRoleName()} “{node.name}” in {' in '.join(inside[:3])}")
    assert not bad, ", ".join(sorted(bad))
    assert window.quit() == 0


JOURNEYS = [
    starts_and_exits,
    makes_the_sample_project,
    imports_an_ugly_file_and_takes_it_back,
    asks_when_day_and_month_are_open,
    remembers_edits_after_a_restart,
    publishes_with_a_reason,
    exports_a_segment,
    saves_a_report,
    saves_a_report_with_fairness_and_errors,
    saves_the_specification,
    explains_a_person,
    says_where_the_guide_is,
    refuses_what_is_no_project,
    names_every_control,
]


run_journeys(JOURNEYS, sys.argv[4:])
for folder in glob.glob(os.path.join(tempfile.gettempdir(), f"steelyard-journey-{os.getpid()}")):
    shutil.rmtree(folder)
