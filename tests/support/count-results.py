#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints `PASSED FAILED` of a meson testlog.json, and says in a file what failed.

    count-results.py TESTLOG MESON_STATUS FAILURES

A TAP program counts once for each of its points, any other test once; a
program that failed without a failing point (a crash, a bad plan, a time-out)
counts as one failure, and so does a run of meson that failed without a test.

FAILURES gets one more line for each failure, `failed: SUITE TEST: POINT`, and
below those of a test, indented, the log and the end of its output.
"""
import json
import re
import signal
import sys

POINT = re.compile(r"^(not ok|ok)\b(?!.*#\s*SKIP)(.*)", re.M | re.I)
N_LINES = 20
# Longer lines are cut: a line may hold a whole document.
N_CHARACTERS = 400


def say_end(test):
    """How the program ended, and whether something else ended it."""
    code = test.get("returncode") or 0
    if test["result"] == "TIMEOUT":
        return f"timed out after {test['duration']:.0f} s", True
    if test["result"] == "INTERRUPT":
        return "interrupted", True
    if test["result"] == "UNEXPECTEDPASS":
        return "passed, but is expected to fail", False
    if code < 0 or code > 128:
        # A shell makes 128 + N of signal N.
        number = -code if code < 0 else code - 128
        try:
            return f"signal {signal.Signals(number).name}", True
        except ValueError:
            pass
    if code != 0:
        return f"exit code {code}", False
    return "exit code 0, but its TAP is wrong", False


def say_failures(test, bad_points, path):
    project_and_suites, _slash, name = test["name"].rpartition(" / ")
    suites = project_and_suites.partition(":")[2]
    end, was_ended = say_end(test)
    for words in bad_points or [end]:
        if bad_points and was_ended:
            words += f" ({end})"
        yield f"failed: {suites} {name}: {words}"[:N_CHARACTERS]
    yield f"    {path}:"
    output = "\n".join((test.get(stream) or "").rstrip() for stream in ("stdout", "stderr"))
    yield from ("    " + line[:N_CHARACTERS] for line in output.strip("\n").splitlines()[-N_LINES:])


def read_tests(path):
    try:
        with open(path, encoding="utf-8") as log:
            return [json.loads(line) for line in log]
    except OSError:
        return []


def main():
    path, meson_status = sys.argv[1], int(sys.argv[2])
    passed = failed = 0
    failures = []
    tests = read_tests(path)
    for test in tests:
        points = POINT.findall(test.get("stdout") or "")
        bad = [re.sub(r"^\s*\d*\s*(- )?", "", words) or "a point without a name"
               for state, words in points if state.lower() == "not ok"]
        good = len(points) - len(bad)
        if test["result"] in ("OK", "EXPECTEDFAIL"):
            passed += max(good, 1)
        elif test["result"] != "SKIP":
            passed += good
            failed += max(len(bad), 1)
            failures += say_failures(test, bad, path)
    if meson_status != 0 and failed == 0:
        failed = 1
        failures.append(f"failed: meson test: exit code {meson_status}, without a failed test in {path}")
    if not tests:
        failed += 1
        failures.append(f"failed: meson test: no test in {path}")
    with open(sys.argv[3], "a", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(line + "\n" for line in failures)
    print(passed, failed)


main()
