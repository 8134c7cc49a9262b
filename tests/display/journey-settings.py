# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups, frozen numbers, the probability, rules of other kinds, and what Tune shows of an edit."""

import csv
import datetime
import io
import json
import subprocess
import time

from journey import run, spoken, wait


def draft(cli, path, name="Engagement"):
    return json.loads(cli("model", "show", path, "--model", name))


def group(cli, path, index=0):
    return draft(cli, path)["groups"][index]


def rule(cli, path, name):
    return next(r for g in draft(cli, path)["groups"] for r in g["rules"] if r["id"] == name)


def press_menu_item(window, button, item, n_before):
    """Opens a menu button and chooses an item, after so many others, by keys."""
    time.sleep(1)  # for what the last step moved
    window.scroll_click("push button", button, last=True)
    window.wait_for("menu item", item)
    time.sleep(1)
    window.key(*["Down"] * n_before, "Return")


def undo_says(window, text):
    wait(f"undo of “{text}”", lambda: any(text in n.description for n in window.find_all("push button") if spoken(n.name) == "Undo"))


def strip(window, title):
    """What a strip of figures says to a screen reader."""
    return next((n for n in window.names("panel") + window.names("grouping") if n.startswith(title + ";")), None)


def shows_dates_while_tuning(window, cli, path):
    window.key("alt+2")
    window.wait_for("slider", "Weight of Shopping days")
    wait("six dates", lambda: strip(window, "AUC by date").count(";") == 6)
    assert "▲" not in strip(window, "AUC by date") and "▼" not in strip(window, "AUC by date")
    window.set_value("Weight of Shopping days", 1)
    wait("a change at some date", lambda: "▲" in strip(window, "AUC by date") or "▼" in strip(window, "AUC by date"))
    window.key("ctrl+z")
    wait("the weight of before", lambda: window.value("Weight of Shopping days") == 6)


def warns_of_full_bands(window, cli, path):
    assert not any("holds" in n for n in window.names("label")), "quiet when fine"
    window.set_value("Threshold of Stable", 1)
    wait("the threshold", lambda: draft(cli, path)["bands"][1]["min"] == 1)
    window.set_value("Threshold of Growth", 2)
    window.label("Everyone is high")
    window.key("ctrl+z")
    wait("the upper threshold", lambda: window.value("Threshold of Growth") == 42)
    window.key("ctrl+z")
    wait("quiet again", lambda: not any("high" in n or "holds" in n for n in window.names("label")))


def tells_the_parts(window, cli, path):
    line = window.label("On average recency")
    assert "friction" in line and " = " in line


def measures_a_group(window, cli, path):
    window.press("Settings of Commerce")
    window.press("Measure From the Data")
    wait("a frozen percentile", lambda: group(cli, path)["p95"] > 0)
    told = json.loads(cli("model", "freeze", path, "--p95", "Commerce", "--format", "json"))
    undo_says(window, "Commerce: 95th percentile measured")
    assert abs(told["frozen"][0]["values"][0] - group(cli, path)["p95"]) < 1e-9
    window.press("Do Not Divide")
    wait("no percentile", lambda: "p95" not in group(cli, path))
    window.key("Escape")
    time.sleep(0.5)


def measures_codes_and_season(window, cli, path):
    window.click("label", "Shopping days")
    window.scroll_click("label", "All settings")
    time.sleep(1)  # a menu opens only below a button that has its place
    press_menu_item(window, "Codes: none", "Measure 3 Codes From the Data", 0)
    wait("two edges", lambda: len(rule(cli, path, "shopping_days")["code_edges"]) == 2)
    wait("its button", lambda: any(n.name.startswith("Codes: 1 to 3") for n in window.find_all("push button") + window.find_all("toggle button")))
    undo_says(window, "Shopping days: codes measured")
    window.key("ctrl+z")
    wait("no codes", lambda: "code_edges" not in rule(cli, path, "shopping_days"))
    press_menu_item(window, "Season: none", "Measure From the Data", 0)
    wait("53 weeks", lambda: len(rule(cli, path, "shopping_days")["season"]) == 53)
    undo_says(window, "Shopping days: season measured")


def adds_a_sequence(window, cli, path):
    before = len(group(cli, path)["rules"])
    n_types = len(list(csv.reader(io.StringIO(cli("types", "list", path, "--format", "csv"))))) - 1
    press_menu_item(window, "Add a Rule", "One Event Not Followed by Another", n_types)
    wait("a sequence", lambda: any(r["kind"] == "sequence" for g in draft(cli, path)["groups"] for r in g["rules"]))
    assert len(group(cli, path)["rules"]) == before + 1
    window.key("ctrl+z")
    wait("it to go", lambda: len(group(cli, path)["rules"]) == before)


def give_focus(window):
    """Without a window manager nobody gives the focus back."""
    command = ["xdotool", "search", "--onlyvisible", "--pid", str(window.process.pid), "windowfocus"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def fits_the_probability(window, cli, path):
    window.key("ctrl+shift+m")
    window.section("Score")
    time.sleep(1)  # a button of a page that is not shown yet cannot be pressed
    window.press("Fit to the Backtest")
    layer = wait("a probability", lambda: draft(cli, path)["probability"])
    undo_says(window, "Fit of the probability")
    window.label("Brier score 0.")
    # The command line, told the same dates, says the same; all of them, also those that are not known yet.
    said = next(n for n in window.names("label") if n.split(" ")[1:2] == ["dates,"])
    first, last = (datetime.datetime.strptime(day, "%d %b %Y").date() for day in said.split(", ")[1].split(" – "))
    days = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    dates = [day for day in days if (day + datetime.timedelta(1)).day == 1]
    assert f"{len(dates)} dates" in said, said
    told = cli("model", "calibrate", path, "--format", "json", *(f"--as-of={day}" for day in dates))
    told = json.loads(told)
    assert layer["kind"] == told["kind"] == "logistic"
    assert abs(layer["b0"] - told["b0"]) < 1e-9 and abs(layer["b1"] - told["b1"]) < 1e-9
    window.label(f"Brier score {told['brier']:.3f} ")
    window.label(f"Fitted to {told['dates']} dates, ")
    window.press("Remove the Probability")
    wait("no probability", lambda: "probability" not in draft(cli, path))
    undo_says(window, "Remove the probability")
    window.key("Escape")
    time.sleep(0.5)
    give_focus(window)


def bands(cli, path, accounts=False):
    model = draft(cli, path)
    return (model["account"] if accounts else model).get("bands", [])


def asks_for_the_course(window, cli, path):
    window.key("ctrl+shift+m")
    window.section("Bands")
    time.sleep(1)
    window.click("list item", "Stable")
    time.sleep(1)
    window.scroll_click("check box", "Falling", last=True, height=600)
    asks = wait("a course", lambda: bands(cli, path)[1].get("course"))
    assert asks == ["falling"] and "course" not in bands(cli, path)[2]
    undo_says(window, "Stable: what it asks")
    window.label("from 17 when falling")
    window.key("Escape")
    time.sleep(0.5)
    give_focus(window)
    window.key("ctrl+z")
    wait("no course", lambda: "course" not in bands(cli, path)[1])


def gives_accounts_bands(window, cli, path):
    window.key("ctrl+shift+m")
    window.section("Accounts")
    time.sleep(1)
    window.click("label", "Points of an account are")
    time.sleep(1)
    window.key("Down", "Down", "Return")
    wait("a mean", lambda: draft(cli, path).get("account") == {"kind": "mean"})
    window.press("Start From Those of People")
    wait("the bands of people", lambda: [b["min"] for b in bands(cli, path, True)] == [b["min"] for b in bands(cli, path)])
    undo_says(window, "Accounts: bands of their own")
    assert draft(cli, path)["account"]["scale"] == draft(cli, path)["scale"]
    window.press("Use Those of People")
    wait("none", lambda: bands(cli, path, True) == [])
    window.key("Escape")
    time.sleep(0.5)
    give_focus(window)


run(
    [
        shows_dates_while_tuning,
        warns_of_full_bands,
        tells_the_parts,
        measures_a_group,
        measures_codes_and_season,
        adds_a_sequence,
        fits_the_probability,
        asks_for_the_course,
        gives_accounts_bands,
    ],
    publish=True,
)
