#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/run counts and says of made-up logs of meson.

    check-count-results.py COUNT_RESULTS
"""
import json
import pathlib
import subprocess
import sys
import tempfile

PASS = {"name": "p:engine / good", "stdout": "TAP version 13\nok 1 /a\nok 2 /b\n1..2\n", "result": "OK"}
PLAIN = {"name": "p:meta / headers", "stdout": "", "result": "OK"}
SKIP = {"name": "p:meta / schema", "stdout": "1..0 # SKIP no jsonschema\n", "result": "SKIP"}
SKIPPED_POINT = {"name": "p:engine / root", "stdout": "ok 1 /a\nok 2 /b # SKIP as root\n1..2\n", "result": "OK"}
TOLD = {"name": "p:cli / told", "stdout": "fails\n", "result": "EXPECTEDFAIL", "returncode": 1}
POINTS = {
    "name": "p:engine+chart / chart/hits",
    "stdout": "ok 1 /c/a\nnot ok 2 /c/b - ERROR:hits.c:7: 1 == 2\nnot ok 3 - 20 people\n1..3\n",
    "stderr": "a warning\n",
    "result": "FAIL",
    "returncode": 1,
}
CRASH = {
    "name": "p:engine / store",
    "stdout": "1..2\nok 1 /s/a\n",
    "stderr": "\n(test program exited with status code -11)\n",
    "result": "ERROR",
    "returncode": -11,
}
ABORT = {
    "name": "p:display / pages",
    "stdout": "not ok /p/a - ERROR: no page\nBail out!\n",
    "result": "ERROR",
    "returncode": 134,
}
TIMEOUT = {
    "name": "p:display / grid",
    "stdout": "".join(f"ok {i} /g/{i}\n" for i in range(1, 31)),
    "result": "TIMEOUT",
    "returncode": -15,
    "duration": 30.02,
}
EXIT = {"name": "p:meta / desktop", "stdout": "", "stderr": "no file\n", "result": "FAIL", "returncode": 3}
PLAN = {"name": "p:engine / plan", "stdout": "ok 1 /a\n1..2\n", "result": "ERROR", "returncode": 0}
LUCK = {"name": "p:cli / told", "stdout": "", "result": "UNEXPECTEDPASS", "returncode": 0}
LONG = {"name": "p:cli / long", "stdout": "x" * 1000 + "\n", "result": "FAIL", "returncode": 1}

# Name, tests (none: no log at all), status of meson, the counts, the lines; LOG stands for the log.
CASES = [
    ("points and plain tests that pass are counted, and nothing is said", [PASS, PLAIN], 0, "3 0", []),
    ("what is skipped is not counted", [PASS, SKIP, SKIPPED_POINT], 0, "3 0", []),
    ("a failure that is expected passes", [TOLD], 0, "1 0", []),
    (
        "each failed point has a line above the output of its test",
        [PASS, POINTS, PLAIN],
        1,
        "4 2",
        [
            "failed: engine+chart chart/hits: /c/b - ERROR:hits.c:7: 1 == 2",
            "failed: engine+chart chart/hits: 20 people",
            "    LOG:",
            "    ok 1 /c/a",
            "    not ok 2 /c/b - ERROR:hits.c:7: 1 == 2",
            "    not ok 3 - 20 people",
            "    1..3",
            "    a warning",
        ],
    ),
    (
        "a crash without a failed point counts once",
        [CRASH],
        1,
        "1 1",
        [
            "failed: engine store: signal SIGSEGV",
            "    LOG:",
            "    1..2",
            "    ok 1 /s/a",
            "    ",
            "    (test program exited with status code -11)",
        ],
    ),
    (
        "a signal behind a shell is told with the point",
        [ABORT],
        1,
        "0 1",
        [
            "failed: display pages: /p/a - ERROR: no page (signal SIGABRT)",
            "    LOG:",
            "    not ok /p/a - ERROR: no page",
            "    Bail out!",
        ],
    ),
    (
        "a time-out says its seconds and the last 20 lines",
        [TIMEOUT],
        1,
        "30 1",
        ["failed: display grid: timed out after 30 s", "    LOG:", *(f"    ok {i} /g/{i}" for i in range(11, 31))],
    ),
    ("an exit code", [EXIT], 1, "0 1", ["failed: meta desktop: exit code 3", "    LOG:", "    no file"]),
    (
        "a plan that is not kept",
        [PLAN],
        1,
        "1 1",
        ["failed: engine plan: exit code 0, but its TAP is wrong", "    LOG:", "    ok 1 /a", "    1..2"],
    ),
    ("a pass that is not expected", [LUCK], 1, "0 1", ["failed: cli told: passed, but is expected to fail", "    LOG:"]),
    ("a long line is cut", [LONG], 1, "0 1", ["failed: cli long: exit code 1", "    LOG:", "    " + "x" * 400]),
    (
        "a meson that fails without a test",
        [PASS],
        2,
        "2 1",
        ["failed: meson test: exit code 2, without a failed test in LOG"],
    ),
    ("a log without a test", [], 0, "0 1", ["failed: meson test: no test in LOG"]),
    (
        "no log",
        None,
        1,
        "0 2",
        ["failed: meson test: exit code 1, without a failed test in LOG", "failed: meson test: no test in LOG"],
    ),
]


def run(folder, tests, status):
    """The counts and the lines of a log, below a line that was there before."""
    log, failures = folder / "testlog.json", folder / "failures"
    if tests is not None:
        log.write_text("".join(json.dumps(test) + "\n" for test in tests), encoding="utf-8")
    failures.write_text("before\n", encoding="utf-8")
    command = [sys.executable, sys.argv[1], str(log), str(status), str(failures)]
    counts = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return counts, failures.read_text(encoding="utf-8").replace(str(log), "LOG")


def main():
    bad = 0
    for i, (name, tests, status, counts, lines) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            got = run(pathlib.Path(folder), tests, status)
        expected = counts + "\n", "".join(line + "\n" for line in ["before", *lines])
        bad += got != expected
        print(f"{'ok' if got == expected else 'not ok'} {i} {name}")
        if got != expected:
            print(f"# got {got!r}")
    print(f"1..{len(CASES)}")
    return 1 if bad else 0


sys.exit(main())
