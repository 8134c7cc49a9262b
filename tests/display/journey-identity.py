# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who in the window: the rule for shared identifiers, candidates, links, accounts, consent."""

import json
import os
import subprocess
import sys
import time

from journey import Window, cli, run_journeys, wait

PROGRAM, COMMAND, DATA = sys.argv[1:4]

# Ten people, who share a tablet; two are perhaps one; cookies are linked to three.
PEOPLE = [f"person-{i}" for i in range(10)]


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def make_project(folder):
    path = os.path.join(folder, "who.steelyard")
    events = ["person,time,event"]
    for day in range(1, 29):
        events += [f"{p},2024-{1 + day % 6:02}-{day:02}T10:00:00Z,purchase" for p in PEOPLE[: 1 + day % 10]]
    events += [f"tablet,2024-05-{day:02}T10:00:00Z,purchase" for day in range(1, 11)]
    events += [f"cookie-{i},2024-05-{day:02}T11:00:00Z,purchase" for i in range(3) for day in range(1, 5)]
    facts = ["person,mail,news"] + [f"{p},{p}@example.com,{'no' if i == 4 else 'yes'}" for i, p in enumerate(PEOPLE)]
    facts += ["other-1,Person-1@example.com,yes", "other-2,person-2@example.com,yes"]
    accounts = ["person,account,role,from,to", "person-0,Acme,admin,2024-01-01,", "person-1,Acme,user,2024-01-01,2024-03-31"]
    links = ["alias,person"] + [f"cookie-{i},person-{i}" for i in range(3)]
    shared = ["alias,person"] + [f"tablet,person-{i}" for i in range(4, 8)]
    cli(COMMAND, "new", path)
    cli(COMMAND, "import", path, write(folder, "events.csv", events))
    for kind, name, lines in (
        ("attributes", "facts.csv", facts),
        ("accounts", "accounts.csv", accounts),
        ("links", "cookies.csv", links),
        ("links", "shared.csv", shared),
    ):
        cli(COMMAND, "import", path, write(folder, name, lines), "--kind", kind)
    cli(COMMAND, "model", "set", path, "--file", os.path.join(DATA, "sample", "models", "engagement.json"))
    cli(COMMAND, "model", "publish", path, "--reason", "First")
    return path


def report(path):
    return json.loads(cli(COMMAND, "identity", "report", path, "--format", "json"))


def people(path):
    return report(path)["stages"][-1]["people"]


def scores(path):
    return cli(COMMAND, "score", path, "--model", "Engagement", "--format", "csv")


def open_section(path):
    window = Window(PROGRAM, path, debug="fatal-warnings")
    return window, lambda: (window.title("Engagement — v1"), window.show("Data"), window.section("Identity"))


def changes_the_shared_rule(home):
    path = make_project(home)
    before = scores(path)
    # Four people have the tablet: ten may.
    assert people(path) == 9 and report(path)["shared"] == []
    window, show = open_section(path)
    yield window
    show()
    window.label("No identifier is linked to more people than that.")
    window.type_into("Most people an identifier may be linked to", "3")
    window.label("with 3")
    window.label("+4")
    assert report(path)["limit"] == 10, "a trial wrote something"
    window.press("Keep the Rule")
    wait("the old number", lambda: window.text("Most people an identifier may be linked to") == "10 people")
    window.type_into("Most people an identifier may be linked to", "3")
    window.label("with 3")
    window.press("Change the Rule")
    window.label("The rule for shared identifiers is changed")
    wait("13 people", lambda: people(path) == 13)
    assert report(path)["shared"][0]["key"] == "tablet"
    wait("the new report", lambda: window.find("label", "13"))
    assert scores(path) != before
    window.type_into("Most people an identifier may be linked to", "10")
    window.label("with 10")
    window.press("Change the Rule")
    wait("9 people", lambda: people(path) == 9)
    assert scores(path) == before, "the scores are not the same again"
    time.sleep(1)
    assert window.quit() == 0


def decides_about_candidates(home):
    path = make_project(home)
    before = scores(path)
    window, show = open_section(path)
    yield window
    show()
    window.label("2 candidates")
    # The one with events goes first: the person keeps that name.
    window.press("Same Person: person-1, other-1")
    window.label("1 candidate")
    window.label("person-1 = other-1")
    assert people(path) == 8
    window.press("Not the Same: person-2, other-2")
    window.label("No two people share a mailbox or a telephone number")
    assert people(path) == 8
    window.press("Ask Again About 1")
    window.label("1 candidate")
    window.press("Take Back person-1 = other-1")
    window.label("2 candidates")
    assert people(path) == 9
    assert scores(path) == before, "the scores are not the same again"
    time.sleep(1)
    assert window.quit() == 0


def takes_links_back_and_imports_them(home):
    path = make_project(home)
    before = scores(path)
    window, show = open_section(path)
    yield window
    show()
    window.label("3 links · 3 people fewer")
    window.press("Take Back cookies.csv")
    window.press_and_close("Take Back", inside="dialog")
    window.label("The links are taken back")
    wait("12 people", lambda: people(path) == 12)
    window.press("Import Links…")
    wait("the file chooser", lambda: "Import Links" in [window.app.getChildAtIndex(i).name for i in range(window.app.childCount)])
    time.sleep(0.5)
    window.key("ctrl+a")
    subprocess.run(["xdotool", "type", "--", os.path.join(home, "cookies.csv")], check=True)
    window.key("Return")
    window.label("The first 3 rows")
    # Nobody had to say that these are links.
    window.press("Import")
    window.label("3 rows imported")
    window.press_and_close("Done")
    wait("9 people", lambda: people(path) == 9)
    assert scores(path) == before, "the scores are not the same again"
    assert window.quit() == 0


def leaves_out_who_refuses(home):
    path = make_project(home)
    before = scores(path)
    cli(COMMAND, "consent", "set", path, "--attribute", "news", "--refusal", "no")
    window, show = open_section(path)
    yield window
    show()
    # person-4, and with it the three who share its tablet: they count as one.
    window.label("1 person is left out")
    window.label("Members of Acme")
    window.label("2024-03-31")
    # A list can only open where its button can be seen.
    subprocess.run(["xdotool", "mousemove", "196", "500"], check=True)
    subprocess.run(["xdotool", "click", "--repeat", "60", "--delay", "20", "5"], check=True)
    time.sleep(1)
    window.press("Attribute that tells whether a person agrees")
    time.sleep(0.5)
    window.key("Home", "Return")
    window.label("With this rule it would be 0 people")
    window.press("Apply the Rule of Consent")
    window.label("There is no rule: everyone is scored")
    assert scores(path) == before
    time.sleep(1)
    assert window.quit() == 0


run_journeys(
    [
        changes_the_shared_rule,
        decides_about_candidates,
        takes_links_back_and_imports_them,
        leaves_out_who_refuses,
    ],
    sys.argv[4:],
)
