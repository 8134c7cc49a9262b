# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is meant: a rule only for some people, a segment from a template and what it is for, clusters."""

import json
import subprocess
import time

from journey import model_of, run, wait


def only_if(cli, path):
    rules = [rule for group in model_of(cli, path)["groups"] for rule in group["rules"]]
    return next(rule for rule in rules if rule["id"] == "spend").get("only_if")


def segment(cli, path, name):
    """A kept segment; none while there is none."""
    segments = json.loads(cli("segment", "list", path, "--format", "json"))["segments"]
    if all(one["name"] != name for one in segments):
        return None
    return json.loads(cli("segment", "show", path, name, "--format", "json"))


def type_line(text):
    subprocess.run(["xdotool", "type", "--delay", "40", "--", text], check=True)
    time.sleep(0.3)


def limits_a_rule(window, cli, path):
    window.key("alt+2")
    window.wait_for("slider", "Weight of Money spent")
    window.click("label", "Money spent")
    window.wait_for("image", "Money spent")
    window.scroll_click("label", "All settings")
    window.label("Only for people who")
    # A menu needs a place on the screen.
    window.scroll_click("push button", "Add a Condition on the Person", last=True)
    window.wait_for("menu item", "Number of Events")
    time.sleep(0.5)
    window.key("Down", "Down", "Return")
    expected = [{"kind": "first_event", "to_days": 30}]
    wait("the condition", lambda: only_if(cli, path) == expected)
    window.label("only if at most 30 d since the first event")


def takes_it_back(window, cli, path):
    window.press("Undo")
    wait("no condition", lambda: only_if(cli, path) is None)
    window.press("Redo")
    wait("the condition again", lambda: only_if(cli, path) is not None)
    window.press("Remove This Condition")
    wait("no condition", lambda: only_if(cli, path) is None)


def starts_from_a_template(window, cli, path):
    window.show("Segments")
    window.press("New From Template")
    window.wait_for("menu item", "Stalled on Trial")
    time.sleep(0.5)
    window.key("Return")
    window.label("at most 30 d since the first event")
    window.scroll_click("text", "Save this one as")
    type_line("Stalled")
    window.key("Return")
    kept = wait("the segment", lambda: segment(cli, path, "Stalled"))
    assert "flat" in json.dumps(kept) and "first_event" in json.dumps(kept), kept


def says_what_it_is_for(window, cli, path):
    window.label("Nobody wrote down its purpose")
    window.scroll_click("label", "What It Is For")
    time.sleep(1)
    window.scroll_click("text", "Purpose")
    type_line("Call them")
    window.key("Return")
    wait("the purpose", lambda: "Call them" in json.dumps(segment(cli, path, "Stalled")))
    window.label("Nobody wrote down its decision, channel, owner")


def finds_clusters_as_the_command_line(window, cli, path):
    counts = json.loads(cli("segment", "cluster", path, "--format", "json"))["counts"]
    best = max(counts, key=lambda count: count["silhouette"])
    window.section("Clusters")
    window.press("Find Clusters")
    window.label(f"{best['clusters']} Clusters")
    labels = window.names("label")
    for count in counts:
        assert f"{count['silhouette']:.3f}" in labels, (count, labels)
    assert labels.count("suggested") == 1
    # Another number: the same people, means and words.
    chosen = next(count for count in counts if count is not best)
    window.click("label", f"{chosen['silhouette']:.3f}")
    window.label(f"{chosen['clusters']} Clusters")
    told = json.loads(cli("segment", "cluster", path, "-k", str(chosen["clusters"]), "--format", "json"))
    window.label(f"{100 * told['explained']:.1f}")
    labels = window.names("label")
    for cluster in told["clusters"]:
        label = cluster["label"]
        assert f"{cluster['n']:,}" in labels, (cluster, labels)
        assert f"{cluster['score']:.1f}" in labels, (cluster, labels)
        assert label[0].upper() + label[1:] in labels, (cluster, labels)


def saves_clusters(window, cli, path):
    window.scroll_click("text", "Name of the segments")
    type_line("Kind")
    window.key("Return")
    wait("the segments", lambda: segment(cli, path, "Kind 1"))
    told = json.loads(cli("segment", "cluster", path, "-k", str(n_kinds(cli, path)), "--format", "json"))
    for number, cluster in enumerate(told["clusters"], 1):
        counted = json.loads(cli("segment", "count", path, f"Kind {number}", "--format", "json"))
        assert counted["n"] == cluster["n"], (counted, cluster)
    window.section("One Score")
    window.label("Kind 1")
    # A name that is taken is said, and nothing is done without an answer: other clusters stay away.
    before = segment(cli, path, "Kind 1")
    window.section("Clusters")
    counts = json.loads(cli("segment", "cluster", path, "--format", "json"))["counts"]
    other = next(count for count in counts if count["clusters"] != len(told["clusters"]))
    window.scroll_click("label", f"{other['silhouette']:.3f}")
    window.label(f"{other['clusters']} Clusters")
    window.press("Save as Segments")
    n_taken = min(other["clusters"], len(told["clusters"]))
    window.label(f"Replace {n_taken} Segments?")
    window.press_and_close("Cancel", "dialog")
    assert segment(cli, path, "Kind 1") == before


def n_kinds(cli, path):
    names = [one["name"] for one in json.loads(cli("segment", "list", path, "--format", "json"))["segments"]]
    return sum(name.startswith("Kind ") for name in names)


def tells_of_an_earlier_draft(window, cli, path):
    window.key("alt+2")
    window.wait_for("slider", "Weight of Money spent")
    window.set_value("Weight of Money spent", 7)
    window.show("Segments")
    window.label("Found for an earlier draft")
    window.press("Search Again")
    window.label("choose a number of clusters")


run([limits_a_rule, takes_it_back, starts_from_a_template, says_what_it_is_for,
     finds_clusters_as_the_command_line, saves_clusters, tells_of_an_earlier_draft])
