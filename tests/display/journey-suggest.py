# SPDX-License-Identifier: GPL-3.0-or-later
"""The suggestions window: weights taken one by one, evidence, doubts."""

import json

from journey import model_of, run, wait


def weights(cli, path):
    return {rule["id"]: rule["weight"] for group in model_of(cli, path)["groups"] for rule in group["rules"]}


def opens(window, cli, path):
    window.show("Tune")
    window.press("Suggest…")
    window.wait_for("push button", "Accept the weight of Money spent")
    window.label("Points that a penalised fit proposes, rounded. Each one accepted is an edit that can be undone.")


def takes_one_weight(window, cli, path):
    told = json.loads(cli("model", "suggest", path, "--format", "json"))
    suggested = {rule["id"]: rule["suggested"] for rule in told["weights"]["rules"]}
    before = weights(cli, path)
    assert suggested["spend"] != before["spend"]
    window.press("Accept the weight of Money spent")
    wait("the weight in the draft", lambda: weights(cli, path)["spend"] == suggested["spend"])
    after = weights(cli, path)
    assert {k: v for k, v in after.items() if k != "spend"} == {k: v for k, v in before.items() if k != "spend"}


def shows_the_evidence(window, cli, path):
    window.click("page tab", "Evidence")
    table = window.wait_for("tree table", "Evidence")
    wait("its rows", lambda: len([n for n in window.walk(table) if n.getRoleName() == "table row"]) >= 7)
    window.label("share of false discoveries among them at 10")


def shows_doubts(window, cli, path):
    window.click("page tab", "Doubts")
    window.label("Nothing seems to know the outcome beforehand.")
    window.label("Every rule tells something that the others do not.")


def takes_it_back(window, cli, path):
    window.key("Escape")
    wait("the window to close", lambda: window.find("frame", "Suggestions") is None)
    window.press("Undo")
    wait("the old weight", lambda: weights(cli, path)["spend"] == 4)


run([opens, takes_one_weight, shows_the_evidence, shows_doubts, takes_it_back], publish=True)
