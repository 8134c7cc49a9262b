# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts on the People page: import them, read their scores, open members, choose a roll-up."""

import csv
import json
import os
import sys

from journey import Window, cli, make_sample, model_of, run_journeys, wait

PROGRAM, COMMAND, DATA = sys.argv[1:4]
ROLES = ("buyer", "user", "user", "manager")


def write_accounts(folder):
    """The sample's people in accounts of one to twelve, in the order of their keys; one of nobody."""
    with open(os.path.join(DATA, "sample", "events.csv"), encoding="utf-8") as file:
        people = sorted({row["customer_id"] for row in csv.DictReader(file)})
    path = os.path.join(folder, "accounts.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("person,account,role\n")
        number = 0
        while people:
            size = number * 5 % 12 + 1
            for i, person in enumerate(people[:size]):
                file.write(f"{person},Company {number:03d},{ROLES[i % len(ROLES)]}\n")
            people = people[size:]
            number += 1
        file.write("nobody,Ghost,user\n")
    return path


def told(*arguments):
    return json.loads(cli(COMMAND, *arguments, "--format", "json"))


def tabs(window):
    return window.names("page tab")


def open_account(window, name):
    """Finds an account, which opens the only one that is found."""
    window.wait_for("entry", "Find an account").queryEditableText().setTextContents(name)
    return window.label(name + " · ")


def labels_of_row(window, name):
    """What stands in the comparison behind the name of a roll-up."""
    names = window.names("label")
    return names[names.index(name) : names.index(name) + 5]


# The dates of the Backtest page: the ends of months whose outcome is known, and one whose is not.
DATES = ("--monthly", "2016-12-31..2017-11-30")


def imports(window, project):
    # The fifth kind of row: a person's account.
    window.click("combo box", "Each row is")
    window.key("Home", "Down", "Down", "Down", "Down", "Return")
    window.label("Ready.")
    window.press("Import")
    window.label("rows imported")
    window.press_and_close("Done")
    assert told("account", "list", project)["accounts"]


def shows_a_tab_when_there_are_accounts(window, project):
    window.show("People")
    wait("the tab", lambda: "Accounts" in tabs(window))
    window.section("Accounts")
    window.label("Compare Roll-ups")


def says_what_the_command_line_says(window, project):
    scored = told("account", "score", project)
    by_name = {a["account"]: a for a in scored["accounts"]}
    window.label(f"{scored['n'] + scored['without_score']} Accounts")
    window.label(f"{scored['n']} scored, {scored['without_score']} not")
    for name in ("Company 000", "Company 017", "Company 100"):
        text = open_account(window, name)
        account = by_name[name]
        assert text == f"{name} · {account['score']:.1f} · {account['band']}", (text, account)
        window.label(f"{account['members']} member")
        window.label(f"adds up to {account['raw']:.2f} points · mean")
    open_account(window, "Ghost")
    window.label("Ghost · no score")


def spreads_over_the_bands(window, project):
    scored = told("account", "score", project)["accounts"]
    counts = {}
    for account in scored:
        counts[account["band"]] = counts.get(account["band"], 0) + 1
    charts = [n for n in window.walk() if n.name.startswith("Accounts by band")]
    chart = wait("the chart", lambda: next((n.description for n in charts if "accounts scored" in n.description), None))
    assert f" {len(scored)} accounts scored" in chart, chart
    for band, n in counts.items():
        assert f"{band} {100 * n / len(scored):.1f}" in chart, (chart, counts)


def compares_the_roll_ups(window, project):
    window.press("Compare Roll-ups")
    window.label("To the first")
    expected = told("account", "compare", project, *DATES)
    window.label(f"at {expected['dates']} dates")
    for line, name in zip(expected["roll_ups"], ("sum", "mean", "highest", "mean of top 3")):
        row = labels_of_row(window, name)
        auc = line["auc"]
        assert row[1] == f"{auc['value']:.3f}", (row, line)
        assert row[2] == f"{auc['low']:.3f} – {auc['high']:.3f}", (row, line)


def uses_another(window, project):
    window.press("Use This: highest")
    window.label("members’ points: highest")
    wait("the draft", lambda: model_of(lambda *a: cli(COMMAND, *a), project)["account"]["kind"] == "max")
    # The comparison stays: nobody's score has changed.
    window.label("To the first")
    account = next(a for a in told("account", "score", project, "--version", "draft")["accounts"] if a["account"] == "Company 017")
    open_account(window, "Company 017")
    wait("the score", lambda: f"Company 017 · {account['score']:.1f} · {account['band']}" in window.names("label"))
    window.key("ctrl+z")
    window.label("members’ points: mean")


def opens_a_member(window, project):
    open_account(window, "Company 000")
    table = window.wait_for("tree table", "Members of the account")
    rows = wait("members", lambda: [n for n in window.walk(table) if n.getRoleName() == "table row" and n.name.isdigit()])
    person = rows[0].name
    window.scroll_click("table row", person, last=True)
    window.key("Return")
    window.label("What the Score Is Made Of")
    assert person in window.names("label")


STEPS = (
    imports,
    shows_a_tab_when_there_are_accounts,
    says_what_the_command_line_says,
    spreads_over_the_bands,
    compares_the_roll_ups,
    uses_another,
    opens_a_member,
)


def accounts_of_the_sample(home):
    project = make_sample(COMMAND, home, DATA, publish=True)
    window = Window(PROGRAM, project)
    yield window
    window.show("People")
    window.label("2,379 people")
    assert "Accounts" not in tabs(window)
    assert window.close() == 0
    window = Window(PROGRAM, project, write_accounts(home))
    yield window
    for step in STEPS:
        print("# " + step.__name__.replace("_", " "), flush=True)
        step(window, project)
    assert window.quit() == 0


run_journeys([accounts_of_the_sample], sys.argv[4:])
