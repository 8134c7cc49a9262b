# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves a weight, a threshold and a half-life through the real widgets of the Tune page."""

import json

from journey import model_of, run, wait


def metric(window, title):
    """What a metric card says, as “AUC 0.822 …”."""
    for name in window.names("panel") + window.names("grouping"):
        if name.startswith(title + " "):
            return name
    return None


def description(window, title):
    """What the chart whose title begins so says to a screen reader."""
    for node in window.find_all("image"):
        if node.name.startswith(title) and node.description:
            return node.description
    return None


def shows_the_page(window, cli, path):
    window.key("alt+2")
    window.wait_for("slider", "Weight of Shopping days")
    wait("the AUC", lambda: (metric(window, "AUC") or "").startswith("AUC 0.8"))
    wait("a description", lambda: "people" in description(window, "Score distribution"))


def moves_a_weight(window, cli, path):
    before = metric(window, "AUC")
    assert window.value("Weight of Shopping days") == 6, "the sample has weight 6"
    window.set_value("Weight of Shopping days", 2)
    wait("a new AUC", lambda: metric(window, "AUC") != before)
    wait("its entry", lambda: window.text("Points of Shopping days") == "+2")
    wait("a comparison with version 1", lambda: "▼" in metric(window, "AUC") or "▲" in metric(window, "AUC"))


def moves_a_threshold(window, cli, path):
    before = description(window, "Score distribution")
    window.set_value("Threshold of Stable", 30)
    wait("a new description", lambda: description(window, "Score distribution") != before)
    assert window.value("Threshold of Stable") == 30


def moves_a_half_life(window, cli, path):
    before = metric(window, "KS")
    window.set_value("Half-life", 20)
    wait("a new KS", lambda: metric(window, "KS") != before)
    wait("its entry", lambda: window.text("Half-life").startswith("20 "))


def types_a_weight(window, cli, path):
    before = metric(window, "AUC")
    window.type_into("Points of Money spent", "-3.5")
    wait("the slider", lambda: window.value("Weight of Money spent") == -3.5)
    wait("a new AUC", lambda: metric(window, "AUC") != before)


def saved(cli, path):
    """What the project holds: the weight and half-life of one rule, the weight of another, a threshold."""
    model = model_of(cli, path)
    rules = {rule["id"]: rule for group in model["groups"] for rule in group["rules"]}
    days = rules["shopping_days"]
    return days["weight"], days["decay"]["half_life_days"], rules["spend"]["weight"], model["bands"][1]["min"]


def saves_every_edit(window, cli, path):
    wait("the draft in the project", lambda: saved(cli, path) == (2, 20, -3.5, 30))


def takes_each_back(window, cli, path):
    window.key("ctrl+z")
    wait("the weight typed", lambda: window.value("Weight of Money spent") == 4)
    window.key("ctrl+z")
    wait("the half-life", lambda: saved(cli, path) == (2, 60, 4, 30))
    window.key("ctrl+z")
    wait("the threshold", lambda: window.value("Threshold of Stable") == 17)
    window.key("ctrl+z")
    wait("the weight moved", lambda: window.value("Weight of Shopping days") == 6)
    window.key("ctrl+shift+z")
    wait("the weight again", lambda: window.value("Weight of Shopping days") == 2)


def finds_a_half_life(window, cli, path):
    told = json.loads(cli("model", "half-life", path, "--rule", "shopping_days", "--format", "json"))
    best = round(told["best"]["days"])
    assert best >= 10, "whole days"
    window.click("label", "Shopping days")
    window.press("Find the Best Half-Life")
    window.wait_for("push button", f"Use {best} Days")
    window.label(f"Best: {best} days.")
    assert description(window, "AUC by half-life of Shopping days")
    window.press(f"Use {best} Days")
    wait("the new half-life", lambda: saved(cli, path)[1] == best)
    window.label(f"Now {best} days: one of these.")
    # One named step, that can be taken back.
    window.key("ctrl+z")
    wait("the old half-life", lambda: saved(cli, path)[1] == 60)
    window.label("Now 60 days")


def replays_the_draft(window, cli, path):
    window.key("alt+3")
    wait("the areas", lambda: description(window, "AUC by origin"))
    wait("the threshold", lambda: window.value("Threshold of the list") == 17)
    window.set_value("Threshold of the list", 25)
    wait("the list", lambda: "Score below 25" in window.names("label"))


def watches_the_version(window, cli, path):
    window.key("alt+4")
    wait("the ribbon", lambda: description(window, "Score over time"))
    wait("data or edit", lambda: "v1 weights" in window.names("label"))


run(
    [
        shows_the_page,
        moves_a_weight,
        moves_a_threshold,
        moves_a_half_life,
        types_a_weight,
        saves_every_edit,
        takes_each_back,
        finds_a_half_life,
        replays_the_draft,
        watches_the_version,
    ],
    publish=True,
)
