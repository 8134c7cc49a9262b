#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-capabilities.py ROOT: the user guide holds together, and every capability is proven and told.

The pages of data/help/C are well-formed Mallard whose links lead somewhere and whose commands,
options and labels are those of the programs. Each line of capabilities.tsv names tests that are in tests/ and words that
are in the guide; what is marked open is counted and printed.
"""
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(sys.argv[1])
NAMESPACE = "{http://projectmallard.org/1.0/}"
LAST = {"A": 17, "B": 7, "C": 18, "D": 9, "E": 9, "F": 15, "G": 6, "H": 7, "J": 6, "K": 7, "L": 6, "N": 7, "Q": 4}

n_results = 0
n_bad = 0


def say(name, problems):
    global n_results, n_bad
    n_results += 1
    n_bad += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {n_results} - {name}")
    for problem in problems:
        print(f"# {problem}")


# The guide


def read_pages():
    """The root element of each page by its file's name without .page, and what cannot be read."""
    pages, problems = {}, []
    for path in sorted((ROOT / "data/help/C").glob("*.page")):
        try:
            page = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            problems.append(f"{path.name}: {error}")
            continue
        pages[path.stem] = page
        if page.tag != NAMESPACE + "page" or page.get("id") != path.stem:
            problems.append(f"{path.name}: is no page with the id {path.stem}")
        for name in ("info/desc", "title"):
            node = page.find("/".join(NAMESPACE + part for part in name.split("/")))
            if node is None or not words_of(node):
                problems.append(f"{path.name}: has no {name}")
    if "index" not in pages:
        problems.append("there is no index.page")
    return pages, problems


def words_of(node):
    return " ".join("".join(node.itertext()).split())


def find_lost_links(pages):
    targets = set(pages)
    for name, page in pages.items():
        ids = [node.get("id") for node in page.iter() if node is not page and node.get("id")]
        if len(ids) != len(set(ids)):
            yield f"{name}.page: an id stands twice"
        targets.update(f"{name}#{i}" for i in ids)
    for name, page in pages.items():
        guides = page.findall(f"{NAMESPACE}info/{NAMESPACE}link[@type='guide']")
        if name != "index" and not guides:
            yield f"{name}.page: is on no guide, nobody finds it"
        for link in page.iter(NAMESPACE + "link"):
            xref = link.get("xref", "")
            if xref not in targets and name + xref not in targets:
                yield f"{name}.page: the link to “{xref}” leads nowhere"


def find_commands():
    sources = sorted((ROOT / "app/cli").glob("*.c"))
    return {m for path in sources for m in re.findall(r'SyCommand sy_command_\w+ = \{[^}]*?"([^"]+)"', path.read_text())}


def find_wrong_commands(pages):
    rows = pages["command-line"].iter(NAMESPACE + "tr")
    told = [words_of(code) for row in rows for code in row.find(NAMESPACE + "td").iter(NAMESPACE + "code")]
    commands = find_commands()
    if len(commands) < 20:
        yield f"only {len(commands)} commands found in app/cli"
    yield from (f"steelyard-cli {name} is not on command-line.page" for name in sorted(commands - set(told)))
    yield from (f"command-line.page: there is no steelyard-cli {name}" for name in told if name not in commands)


def find_wrong_options(pages):
    sources = [*(ROOT / "app/cli").glob("*.c"), *(ROOT / "app/cli").glob("*.h")]
    options = {m for path in sources for m in re.findall(r'"([a-z][a-z-]+)", 0, ', path.read_text())}
    for name, page in pages.items():
        told = re.findall(r"--([a-z][a-z-]+)", words_of(page))
        yield from (f"{name}.page: no command has --{option}" for option in told if option not in options)


def find_wrong_labels(pages):
    """What the guide says can be read in the window is in a template or a source."""
    shown = []
    for path in (ROOT / "ui").glob("*.ui"):
        root = ElementTree.parse(path).getroot()
        shown += [node.text or "" for node in root.iter() if node.get("translatable")]
    for path in (ROOT / "ui").glob("*.c"):
        shown += re.findall(r'\bN?_ ?\(\s*"((?:[^"\\]|\\.)*)"', path.read_text())
    shown = "\n".join(shown).replace("_", "")
    for name, page in pages.items():
        labels = [words_of(node) for node in page.iter(NAMESPACE + "gui")]
        yield from (f"{name}.page: the window has no “{label}”" for label in labels if label not in shown)


def find_untold_keys(pages):
    nodes = pages["keyboard"].iter()
    told = {words_of(node).lower() for node in nodes if node.tag in (NAMESPACE + "keyseq", NAMESPACE + "key")}
    source = (ROOT / "app/sy-application.c").read_text()
    accels = re.findall(r'set_accel \(self, "[^"]+", "([^"]+)"(?:, "([^"]+)")?', source)
    if len(accels) < 10:
        yield f"only {len(accels)} accelerators found in sy-application.c"
    for accel in filter(None, (key for pair in accels for key in pair)):
        keys = accel.replace("<Control>", "Ctrl").replace("question", "?")
        if keys.replace("<", "").replace(">", "").lower() not in told:
            yield f"{accel} is not on keyboard.page"


# The tests

# g_test_add (…), g_test_add_func (…), and macros that add one.
ADDED = re.compile(r'\b(?:g_test_add\w*|ADD\w*) ?\(\s*"([^"]+)"')
PREFIX = re.compile(r'#define ADD ?\([^)]*\)\s*\\?\s*g_test_add\w* ?\("(/[^"]*/)"')


def find_tests():
    tests = set()
    for path in sorted((ROOT / "tests").rglob("test-*.c")):
        text = path.read_text()
        prefix = PREFIX.search(text)
        for name in ADDED.findall(text):
            tests.add(prefix[1] + name if prefix and not name.startswith("/") else name)
        # Names that are made with numbers.
        tests.update(re.findall(r'"(/[\w/-]+/%[\w-]+)"', text))
    for path in sorted((ROOT / "tests").rglob("*.py")):
        text = path.read_text()
        for name in re.findall(r"^def (\w+)\(", text, re.M):
            # Once where it is defined, and once where it is run.
            if len(re.findall(rf"\b{name}\b", text)) > 1:
                tests.add(f"{path.name}:{name}")
    return tests


# The table


def read_table(path):
    rows, problems = [], []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 5 or not all(fields):
            problems.append(f"line {number}: is not five fields between tabs")
        else:
            rows.append(fields)
    expected = [f"{letter}{i}" for letter, last in LAST.items() for i in range(1, last + 1)]
    counts = collections.Counter(row[0] for row in rows)
    problems += [f"{i}: has {counts[i]} lines" for i in expected if counts[i] != 1]
    problems += [f"{i}: is no capability" for i in counts if i not in expected]
    return rows, problems


def find_unproven(rows, tests):
    for capability, _name, proof, _page, _words in rows:
        if proof.startswith("open:"):
            named = re.findall(r"(?<=[( ])/[\w/%-]+", proof)
        else:
            named = proof.split(", ")
        yield from (f"{capability}: there is no test {name}" for name in named if name not in tests)


def find_untold(rows, pages):
    for capability, _name, _proof, page, words in rows:
        if page not in pages:
            yield f"{capability}: there is no {page}.page"
        elif words not in words_of(pages[page]):
            yield f"{capability}: {page}.page does not say “{words}”"


def main():
    pages, problems = read_pages()
    say("the pages of the guide are well-formed", problems)
    if problems:
        print(f"1..{n_results}")
        return 1
    say("links between pages lead somewhere", list(find_lost_links(pages)))
    say("the commands are those of the program", list(find_wrong_commands(pages)))
    say("the options are those of the program", list(find_wrong_options(pages)))
    say("the keys are those of the window", list(find_untold_keys(pages)))
    say("the labels are those of the window", list(find_wrong_labels(pages)))
    rows, problems = read_table(ROOT / "tests/meta/capabilities.tsv")
    say("every capability has one line", problems)
    say("every test that is named is there", list(find_unproven(rows, find_tests())))
    say("the guide says it all", list(find_untold(rows, pages)))
    still_open = [row for row in rows if row[2].startswith("open:")]
    print(f"# open: {len(still_open)} of {len(rows)}")
    for row in still_open:
        print(f"# {row[0]} {row[1]}: {row[2][5:].strip()}")
    print(f"1..{n_results}")
    return 1 if n_bad else 0


sys.exit(main())
