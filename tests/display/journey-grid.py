# SPDX-License-Identifier: GPL-3.0-or-later
"""Two scores crossed on the Segments page: cells, their people, other models."""

import json

from journey import run, wait


def cell(window, name):
    """What a cell says, as “A1: High and Growth …”."""
    found = [n for n in window.walk() if n.name.startswith(name + ": ") and "people now" in n.name]
    return found[0] if found else None


def opens_the_grid(window, cli, path):
    window.show("Segments")
    window.click("page tab", "Two Scores")
    wait("the first cell", lambda: cell(window, "A1"))


def counts_as_the_command_line(window, cli, path):
    told = json.loads(cli("grid", path, "--rows", "RFM value", "--columns", "Engagement", "--format", "json"))
    for expected in told["cells"]:
        text = cell(window, expected["cell"]).name
        assert f"{expected['people']} people now" in text.replace(",", ""), (expected, text)


def rates_as_the_command_line(window, cli, path):
    # The last day whose outcome of 60 days is known.
    told = json.loads(
        cli("grid", path, "--rows", "RFM value", "--columns", "Engagement", "--as-of", "2017-11-01", "--format", "json")
    )
    assert told["mature"]
    for expected in told["cells"]:
        text = cell(window, expected["cell"]).name
        if expected["n"] > 0:
            assert f"outcome rate {100 * expected['rate']:.1f}" in text and f"n {expected['n']}" in text, (expected, text)
        else:
            assert "outcome rate" not in text


def opens_the_people_of_a_cell(window, cli, path):
    node = cell(window, "C3")
    n_people = node.name.split("\n")[1].split()[0]
    window.click(node.getRoleName(), node.name)
    window.label(f"C3: Low and At risk · {n_people} people, score of Engagement")
    assert window.find("tree table", "People of the cell")


def turns_it_round(window, cli, path):
    window.click("combo box", "Model of the rows")
    window.key("Home", "Return")
    wait("one model twice", lambda: "A1: Growth and Growth" in (cell(window, "A1") or window.app).name)
    # Everybody is on the diagonal.
    assert "\n0 people now" in cell(window, "A2").name


run(
    [
        opens_the_grid,
        counts_as_the_command_line,
        rates_as_the_command_line,
        opens_the_people_of_a_cell,
        turns_it_round,
    ],
    publish=True,
    models=("engagement", "rfm-value"),
)
