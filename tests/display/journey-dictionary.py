# SPDX-License-Identifier: GPL-3.0-or-later
"""Describes, mutes, merges and renames event types on the Data page, and takes all of it back."""

import json

import pyatspi
from journey import model_of, run, spoken, wait


def types_of(cli, path):
    listed = json.loads(cli("types", "list", path, "--format", "json"))["types"]
    return {entry["type"]: entry for entry in listed}


def rule_types(cli, path):
    """The event types that the draft's rules name."""
    model = model_of(cli, path)
    return {name for group in model["groups"] for rule in group["rules"] for name in rule.get("types", [])}


def row_names(window):
    table = next(node for node in window.find_all("list", "Event types"))
    return [table.getChildAtIndex(i).name for i in range(table.childCount)]


def select(window, name):
    table = next(node for node in window.find_all("list", "Event types"))
    table.querySelection().selectChild(row_names(window).index(name))
    wait(f"the details of {name}", lambda: f"Mute {name}" in window.names("check box"))


def search(window, name, text):
    window.wait_for("entry", name).queryEditableText().setTextContents(text)


def is_muted(window, name):
    return window.wait_for("check box", f"Mute {name}").getState().contains(pyatspi.STATE_CHECKED)


def shows_the_types(window, cli, path):
    window.show("Data")
    window.label("accepted")
    window.key("ctrl+Next")
    window.label("3 types · 3 unmapped")
    assert row_names(window) == ["purchase", "campaign_received", "coupon_redeemed"], "sorted by events"
    wait("the chart of a row", lambda: "Events of purchase by week" in window.names("image"))


def goes_through_the_sections(window, cli, path):
    window.key("ctrl+Prior")
    wait("the imports", lambda: "Take Back…" in " ".join(window.names("push button")))
    window.key("ctrl+Next")
    window.label("3 types")


def fills_the_gaps_of_A10(window, cli, path):
    select(window, "purchase")
    window.label("Muting purchase: ")
    assert "Mute" in map(spoken, window.names("push button"))
    window.press("If Gaps Are Filled")
    window.label(", those of the same weekday before: AUC 0.8")
    assert "Mute" not in map(spoken, window.names("push button")), "filling is not written"
    window.press("If Muted")
    window.label("Muting purchase: ")


def tells_the_effect_first(window, cli, path):
    window.wait_for("check box", "Mute coupon_redeemed").queryAction().doAction(0)
    window.label("Muting coupon_redeemed: AUC 0.8")
    window.label("people change band.")
    assert not types_of(cli, path)["coupon_redeemed"]["state"] == "muted", "nothing is written yet"


def can_be_cancelled(window, cli, path):
    window.key("Escape")
    wait("the switch", lambda: not is_muted(window, "coupon_redeemed"))
    assert types_of(cli, path)["coupon_redeemed"]["state"] == "unmapped"


def mutes(window, cli, path):
    window.wait_for("check box", "Mute coupon_redeemed").queryAction().doAction(0)
    window.label("Muting coupon_redeemed: AUC 0.8")
    window.press("Mute")
    window.label("“coupon_redeemed” is muted")
    window.label("1 muted")
    window.label("Letting coupon_redeemed count: AUC 0.8")
    assert types_of(cli, path)["coupon_redeemed"]["state"] == "muted"
    wait("the switch", lambda: is_muted(window, "coupon_redeemed"))


def lets_it_count_again(window, cli, path):
    window.press("Let It Count Again")
    window.label("“coupon_redeemed” counts again")
    window.label("Muting coupon_redeemed: AUC 0.8")
    assert types_of(cli, path)["coupon_redeemed"]["state"] == "unmapped"


def describes(window, cli, path):
    window.fill("Owner", "Ada")
    window.type_into("Channel", "shop")
    wait("the channel", lambda: types_of(cli, path)["coupon_redeemed"]["channel"] == "shop")
    assert types_of(cli, path)["coupon_redeemed"]["owner"] == "Ada", "all fields are kept"
    window.label("2 unmapped")
    # By keys alone, past owner and meaning; the panel scrolls along.
    window.key("Tab", "Tab", "Tab", "0", "period", "5", "Return")
    window.label("1 stale")
    window.label("Stale: silent for 24")


def merges(window, cli, path):
    window.press("Rename or Merge…")
    search(window, "A type, or a new name", "campaign")
    wait("one type", lambda: [n for n in window.names("list item") if n == "campaign_received"])
    window.press_and_close("Apply")
    window.label("“coupon_redeemed” counts as “campaign_received”")
    window.label("also coupon_redeemed")
    assert row_names(window) == ["purchase", "campaign_received"]
    assert types_of(cli, path)["coupon_redeemed"]["counts_as"] == "campaign_received"
    wait("the draft", lambda: "coupon_redeemed" not in rule_types(cli, path))


def takes_the_merge_back(window, cli, path):
    window.press("Take back couponredeemed")
    window.label("“coupon_redeemed” stands for itself again")
    wait("its row", lambda: "coupon_redeemed" in row_names(window))
    entry = types_of(cli, path)["coupon_redeemed"]
    assert (entry["counts_as"], entry["owner"], entry["channel"]) == (None, "Ada", "shop")
    window.key("ctrl+z")
    wait("the draft", lambda: "coupon_redeemed" in rule_types(cli, path))


def renames(window, cli, path):
    select(window, "coupon_redeemed")
    wait("its owner", lambda: window.text("Owner") == "Ada")
    window.press("Rename or Merge…")
    search(window, "A type, or a new name", "voucher")
    wait("the new name", lambda: [n for n in window.names("list item") if "voucher" in n])
    window.press_and_close("Apply")
    window.label("“coupon_redeemed” counts as “voucher”")
    wait("its row", lambda: "voucher" in row_names(window))
    assert types_of(cli, path)["voucher"]["owner"] == "Ada", "the description comes along"
    wait("the draft", lambda: "voucher" in rule_types(cli, path))


def takes_the_name_back(window, cli, path):
    window.press("Take back couponredeemed")
    wait("its row", lambda: row_names(window) == ["purchase", "campaign_received", "coupon_redeemed"])
    types = types_of(cli, path)
    assert "voucher" not in types and types["coupon_redeemed"]["owner"] == "Ada"
    wait("the draft", lambda: "coupon_redeemed" in rule_types(cli, path))


def finds(window, cli, path):
    search(window, "Find a type", "ada")
    wait("one row", lambda: row_names(window) == ["coupon_redeemed"])
    search(window, "Find a type", "nothing like this")
    window.label("No event type is like that.")
    window.press("Show All Types")
    wait("all rows", lambda: len(row_names(window)) == 3)


def refuses_a_name_that_is_taken(window, cli, path):
    select(window, "purchase")
    wait("its details", lambda: window.text("Owner") == "")
    window.type_into("Add a name that counts as it", "bought")
    window.label("“bought” counts as “purchase”")
    window.label("also bought")
    window.press("Rename or Merge…")
    search(window, "A type, or a new name", "bought")
    wait("the new name", lambda: "New name “bought”" in " ".join(window.names("list item")))
    window.press_and_close("Apply")
    window.label("“bought” counts as “purchase”: take that name back first")


run(
    [
        shows_the_types,
        goes_through_the_sections,
        fills_the_gaps_of_A10,
        tells_the_effect_first,
        can_be_cancelled,
        mutes,
        lets_it_count_again,
        describes,
        merges,
        takes_the_merge_back,
        renames,
        takes_the_name_back,
        finds,
        refuses_a_name_that_is_taken,
    ],
    publish=True,
)
