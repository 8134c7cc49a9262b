#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints `PASSED FAILED` of a meson testlog.json.

A TAP program counts once for each of its points, any other test once; a
program that failed without a failing point (a crash, a bad plan, a time-out)
counts as one failure, and so does a run of meson that failed without a test.
"""
import json
import re
import sys

POINT = re.compile(r"^(not ok|ok)\b(?!.*#\s*SKIP)", re.M | re.I)


def main():
    passed = failed = tests = 0
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            for line in log:
                test = json.loads(line)
                tests += 1
                points = POINT.findall(test.get("stdout") or "")
                bad = sum(point.lower() == "not ok" for point in points)
                good = len(points) - bad
                if test["result"] in ("OK", "EXPECTEDFAIL"):
                    passed += max(good, 1)
                elif test["result"] == "SKIP":
                    continue
                else:
                    passed += good
                    failed += max(bad, 1)
    except OSError:
        pass
    if int(sys.argv[2]) != 0 and failed == 0:
        failed = 1
    if tests == 0:
        failed += 1
    print(passed, failed)


main()
