# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the Tune page by keyboard: search, fold, rename, mute, duplicate, move, add, delete; and dragged."""

import subprocess
import time

import pyatspi

from journey import model_of, run, spoken, wait


def rules(cli, path):
    """The draft in the project, as “Commerce: shopping_days spend …”."""
    return [group["name"] + ": " + " ".join(rule["id"] for rule in group["rules"]) for group in model_of(cli, path)["groups"]]


def rule(cli, path, name):
    return next(r for g in model_of(cli, path)["groups"] for r in g["rules"] if r["id"] == name)


def shown(window):
    """The rules of the groups that are not folded."""
    return [n.name[10:] for n in window.find_all("slider") if n.name.startswith("Weight of ")]


def inspected(window, name):
    """Waits for the inspector to show a rule: its curve has the rule's name."""
    window.wait_for("image", name)


def type_text(text):
    subprocess.run(["xdotool", "type", "--delay", "40", "--", text], check=True)
    time.sleep(0.5)  # a search waits for the hand to rest


def searches(window, cli, path):
    window.key("alt+2")
    wait("the rules", lambda: len(shown(window)) == 4)
    inspected(window, "Shopping days")
    window.key("ctrl+f")
    type_text("coupon")
    # By the buttons, the heading and its settings to the only rule that is left.
    window.key("Tab", "Tab", "Tab", "Tab", "Tab")
    inspected(window, "Coupon redeemed")
    window.key("ctrl+f")
    type_text("nothing like it")
    window.label("No rule or event type has this in its name.")
    window.key("Escape")


def folds_a_group(window, cli, path):
    window.key("ctrl+f")
    window.key("Tab", "Tab", "Tab", "space")
    wait("a folded group", lambda: shown(window) == ["Coupon redeemed"])
    # What is found in it is shown.
    window.key("ctrl+f")
    type_text("money")
    wait("its rows", lambda: "Money spent" in shown(window))
    window.key("ctrl+a", "BackSpace")
    time.sleep(0.5)
    wait("it to be folded again", lambda: shown(window) == ["Coupon redeemed"])
    window.key("Tab", "Tab", "Tab", "space")
    wait("all rules", lambda: len(shown(window)) == 4)


def reaches_a_rule(window, cli, path):
    window.key("Tab", "Tab")  # by the settings of the group
    inspected(window, "Shopping days")
    window.key("Down")
    inspected(window, "Money spent")


def mutes(window, cli, path):
    window.key("ctrl+m")
    wait("a muted rule", lambda: rule(cli, path, "spend").get("muted"))
    window.key("ctrl+m")
    wait("its voice", lambda: not rule(cli, path, "spend").get("muted"))


def duplicates(window, cli, path):
    window.key("ctrl+shift+d")
    wait("a copy below it", lambda: rules(cli, path)[0] == "Commerce: shopping_days spend spend_2 silent")


def moves(window, cli, path):
    window.key("alt+Down")
    wait("one place down", lambda: rules(cli, path)[0] == "Commerce: shopping_days spend silent spend_2")
    window.key("alt+Down")
    wait("the next group", lambda: rules(cli, path)[1].startswith("Messaging: spend_2 "))
    window.key("alt+Up")
    wait("one place up", lambda: rules(cli, path)[0].endswith("silent spend_2"))


def renames(window, cli, path):
    window.key("F2")
    window.label("Rename Rule")
    time.sleep(0.5)
    window.key("ctrl+a")
    type_text("Second money")
    window.key("Return")
    wait("the name", lambda: rule(cli, path, "spend_2")["label"] == "Second money")
    time.sleep(1)


def names_what_it_takes_back(window, cli, path):
    def undo_texts():
        return [(n.name, n.description) for n in window.find_all("push button") if spoken(n.name) == "Undo"]

    wait("the name of the edit", lambda: any("Rename Money spent" in d for _, d in undo_texts()))
    window.key("ctrl+z")
    wait("the old name", lambda: rule(cli, path, "spend_2")["label"] != "Second money")
    window.key("ctrl+shift+z")
    wait("the new name", lambda: rule(cli, path, "spend_2")["label"] == "Second money")


def deletes(window, cli, path):
    window.click("label", "Second money")
    window.key("Delete")
    wait("three rules again", lambda: rules(cli, path)[0] == "Commerce: shopping_days spend silent")


def adds(window, cli, path):
    window.click("label", "Money spent")
    window.key("Insert")
    time.sleep(0.5)
    window.key("Down", "Return")
    wait("a new rule", lambda: len(rules(cli, path)[0].split()) == 5)
    window.key("ctrl+z")
    wait("it to go", lambda: rules(cli, path)[0] == "Commerce: shopping_days spend silent")


def drags(window, cli, path):
    def middle(name):
        node = next(n for n in window.find_all("label") if n.name == name)
        area = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        return area.x + 20, area.y + area.height // 2

    x, y = middle("Money spent")
    to_x, to_y = middle("Shopping days")
    steps = ["mousemove", str(x), str(y), "mousedown", "1"]
    for i in range(1, 9):
        steps += ["sleep", "0.1", "mousemove", str(x + (to_x - x) * i // 8), str(y + (to_y - 4 - y) * i // 8)]
    subprocess.run(["xdotool", *steps, "sleep", "0.3", "mouseup", "1"], check=True)
    wait("the rule above", lambda: rules(cli, path)[0] == "Commerce: spend shopping_days silent")


def compares_with_nothing_and_a_version(window, cli, path):
    def says(text):
        return lambda: any(text in n for n in window.names("push button"))

    for keys, text in ((("Down", "Return"), "Compare: nothing"), (("Return",), "Compare: v1 published")):
        button = wait("the menu button", lambda: next(n for n in window.find_all("push button") if "Compare: " in n.name and n.queryAction().nActions > 0))
        button.queryAction().doAction(0)
        window.wait_for("menu item", "Nothing")
        time.sleep(0.5)
        window.key(*keys)
        wait(text, says(text))


def gives_points_by_value(window, cli, path):
    def table(name="age"):
        return [(row["value"], row["points"]) for row in rule(cli, path, name).get("table", [])]

    def undoes(text):
        return lambda: any(text in n.description for n in window.find_all("push button") if spoken(n.name) == "Undo")

    before = rules(cli, path)
    window.key("Insert")
    time.sleep(0.5)
    # “An Attribute” is the last but one; the choice of the attribute has the focus then.
    window.key("Up", "Up", "Return")
    wait("a new rule", lambda: rule(cli, path, "age")["attribute"] == "age")
    wait("the focus", lambda: any(n.getState().contains(pyatspi.STATE_FOCUSED) for n in window.find_all("push button", "Attribute")))
    window.press("Fill with the Values")
    values = ["45-54", "35-44", "25-34", "65+", "55-64", "19-24"]
    wait("a row for each value", lambda: table() == [(value, 0) for value in values])
    window.wait_for("text", "Points of 35-44")
    # By the value and the choice of it to the points, and on to the button that removes the row.
    window.key("Tab", "Tab", "Tab")
    type_text("5")
    window.key("Return")
    wait("its points", lambda: table()[0] == ("45-54", 5))
    wait("the name of the edit", undoes("Age: points of 45-54"))
    window.key("Tab", "space")
    wait("one row less", lambda: [value for value, _ in table()] == values[1:])
    window.key("ctrl+z")
    wait("it back", lambda: table()[:2] == [("45-54", 5), ("35-44", 0)])
    # A value from the list, in a row of its own.
    window.press("Remove 19-24")
    wait("five rows", lambda: len(table()) == 5)
    window.press("Add a Value")
    time.sleep(0.5)
    window.key("Tab", "space")
    time.sleep(0.5)
    window.key("End", "Return")
    wait("the value that fewest have", lambda: table()[-1] == ("19-24", 0))
    # An edit of a row each: the choice, the removed row, the points, the filling, the rule.
    window.key("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
    wait("the rules of before", lambda: rules(cli, path) == before)
    window.click("label", "Money spent")
    inspected(window, "Money spent")


run(
    [
        searches,
        folds_a_group,
        reaches_a_rule,
        gives_points_by_value,
        mutes,
        duplicates,
        moves,
        renames,
        names_what_it_takes_back,
        deletes,
        adds,
        drags,
        compares_with_nothing_and_a_version,
    ],
    publish=True,
    attributes=True,
)
