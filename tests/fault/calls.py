#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills an import at its system calls, and lets them fail, at many points.

Whatever happens, afterwards the project opens, passes every check, and holds
all of the import or none of it; the exit code says which; nothing is left
beside the file; and the same import then works.

strace does the injecting. Prints TAP, one line a point.

  calls.py STEELYARD-CLI [--points N]
"""
import argparse
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys

from harness import Harness

TABLES = ["event", "person", "event_type", "event_property", "property_value", "rejected_row",
          "import", "change_log"]
CALLS = ["pwrite64", "fdatasync", "ftruncate", "unlink"]
BASE_ROWS = 400
ROWS = 60000  # more than the cache of an import holds, so that it writes before its end
FEW = 10
FAT_ROWS = 80000  # of more bytes than an import keeps from the disk until its commit
IO_EXIT = 4
# The last sync, after the commit: an error, but the import is there.
UNCONFIRMED = "The change is in the project, but the disk failed to confirm it"


class Calls(Harness):
    def __init__(self, cli, points):
        super().__init__(cli)
        self.points = points
        self.base = os.path.join(self.folder, "base.steelyard")
        self.big = os.path.join(self.folder, "big.csv")
        self.fat = os.path.join(self.folder, "fat.csv")

    def run(self, arguments, inject=None, log="/dev/null"):
        if inject is None:
            return super().run(arguments)
        command = ["strace", "-f", "-o", log, "-e", "trace=" + ",".join(CALLS)]
        for rule in inject:
            command += ["-e", "inject=" + rule]
        return subprocess.run([*command, self.cli, *arguments], capture_output=True, text=True,
                              timeout=120, check=False)

    def import_big(self, inject=None, log="/dev/null"):
        return self.run(["import", self.project, self.big], inject, log)

    # Looking

    def look(self, path=None):
        """The state of a project, as another program sees it."""
        database = sqlite3.connect(path or self.project)
        try:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "damaged"
            return tuple(database.execute("SELECT count(*) FROM " + table).fetchone()[0]
                         for table in TABLES)
        except sqlite3.Error as error:
            return str(error)
        finally:
            database.close()

    def judge(self, result):
        """What is wrong after a run, or None."""
        check = self.run(["check", self.project])
        if check.returncode != 0:
            return f"check says {check.returncode}: {check.stdout}{check.stderr}"
        state = self.look()
        if state not in (self.before, self.after):
            return f"neither absent {self.before} nor whole {self.after}: {state}"
        if result.returncode == 0 and state != self.after:
            return "exit code 0, but the import is absent"
        if result.returncode > 0 and (UNCONFIRMED in result.stderr) != (state == self.after):
            return f"exit code {result.returncode}, but the state is {state}: {result.stderr}"
        if result.returncode > 0 and result.returncode != IO_EXIT:
            return f"exit code {result.returncode} instead of {IO_EXIT}: {result.stderr}"
        if result.returncode > 0 and not result.stderr.strip():
            return "no message"
        again = self.import_big()
        if again.returncode != 0:
            return f"the same import again says {again.returncode}: {again.stderr}"
        if self.look()[:-1] != self.after[:-1]:
            return f"the same import again gives {self.look()}, not {self.after}"
        return self.look_around()

    # Setting up

    def make_files(self):
        with open(os.path.join(self.folder, "small.csv"), "w", encoding="utf-8") as file:
            file.write("customer,time,event,amount,channel\n")
            for i in range(BASE_ROWS):
                file.write(f"c{i % 90},{1700000000 + i},t{i % 5},{i},web\n")
        with open(self.big, "w", encoding="utf-8") as file:
            file.write("customer,time,event,amount,channel,a,b,c\n")
            for i in range(ROWS):
                time = "never" if i % 5000 == 7 else 1700000000 + i
                file.write(f"customer-{i * 7919 % 20011},{time},t{i % 9},{i},"
                           f"channel {i % 400},{i % 3},{i % 5},{i % 7}\n")
        with open(self.fat, "w", encoding="utf-8") as file:
            file.write("customer,time,event,note\n")
            for i in range(FAT_ROWS):
                file.write(f"c{i % 900},{1700000000 + i},t{i % 9},{i} {'x' * 500}\n")
        self.must_run(["new", self.base])
        self.must_run(["import", self.base, os.path.join(self.folder, "small.csv")])

    def count_calls(self):
        """How often a whole import makes each call."""
        log = os.path.join(self.folder, "log")
        self.restore(self.base)
        self.before = self.look()
        result = self.import_big([], log)
        if result.returncode != 0:
            return None
        self.after = self.look()
        with open(log, encoding="utf-8", errors="replace") as file:
            lines = file.read()
        return {call: len(re.findall(rf"\b{call}\(", lines)) for call in CALLS}

    # Points

    def spread(self, n_calls, n_points):
        """Points over all calls, and every one of the last few."""
        if n_calls <= n_points:
            return list(range(1, n_calls + 1))
        tail = n_points // 4
        step = (n_calls - tail) / (n_points - tail)
        last = range(n_calls - tail + 1, n_calls + 1)
        return sorted({1 + int(i * step) for i in range(n_points - tail)} | set(last))

    def test_kills(self, counts):
        for call in CALLS:
            points = self.points if call == "pwrite64" else self.points // 4
            for when in self.spread(counts[call], points):
                self.restore(self.base)
                result = self.import_big([f"{call}:signal=SIGKILL:when={when}"])
                name = f"killed at {call} {when} of {counts[call]}"
                if result.returncode not in (-signal.SIGKILL, 128 + signal.SIGKILL):
                    self.report(name, f"was not killed: {result.returncode} {result.stderr}")
                else:
                    result.returncode = -signal.SIGKILL
                    self.report(name, self.judge(result))

    def test_failures(self, counts):
        for call in CALLS:
            for error in ("ENOSPC", "EIO"):
                for for_ever in ("", "+"):
                    points = self.points // 8
                    if counts[call] <= FEW:
                        points = FEW  # every one
                    for when in self.spread(counts[call], max(points, 1)):
                        self.restore(self.base)
                        result = self.import_big([f"{call}:error={error}:when={when}{for_ever}"])
                        self.report(f"{error} at {call} {when}{for_ever} of {counts[call]}: "
                                    f"exit {result.returncode}", self.judge(result))

    def test_syncs(self):
        """Each sync of an import that syncs early, from a second thread."""
        self.big = self.fat
        counts = self.count_calls()
        n = counts["fdatasync"]
        for when in range(1, n + 1):
            self.restore(self.base)
            result = self.import_big([f"fdatasync:error=EIO:when={when}"])
            self.report(f"EIO at fdatasync {when} of {n} of many bytes: exit {result.returncode}",
                        self.judge(result))

    def test_recovery(self, counts):
        """A crash while what an earlier crash left is being taken back."""
        for when in self.spread(counts["pwrite64"], 4)[-3:]:
            for second in (1, 2, 5):
                self.restore(self.base)
                self.import_big([f"pwrite64:signal=SIGKILL:when={when}"])
                self.run(["info", self.project], [f"pwrite64:signal=SIGKILL:when={second}"])
                result = self.run(["info", self.project])
                self.report(f"killed at write {when}, again at write {second} of the way back",
                            self.judge_recovery(result))

    def judge_recovery(self, result):
        if result.returncode != 0:
            return f"info says {result.returncode}: {result.stderr}"
        state = self.look()
        if state == self.after:
            return self.judge(result)
        return None if state == self.before else f"state {state}"

    def test_new(self):
        """A new project is there as a whole or not at all."""
        for call in ("pwrite64", "fdatasync"):
            for when in (1, 2, 3, 5, 8, 13, 20):
                shutil.rmtree(self.work, ignore_errors=True)
                os.mkdir(self.work)
                result = self.run(["new", self.project], [f"{call}:signal=SIGKILL:when={when}"])
                there = os.path.exists(self.project)
                check = self.run(["check", self.project])
                problem = None
                if there and check.returncode != 0:
                    problem = f"check says {check.returncode}: {check.stderr}"
                elif not there and result.returncode == 0:
                    problem = "exit code 0, but there is no file"
                elif not there and self.run(["new", self.project]).returncode != 0:
                    problem = "cannot be made afterwards"
                self.report(f"new, killed at {call} {when}", problem)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--points", type=int, default=40)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("1..0 # SKIP strace is not installed")
        return 0
    calls = Calls(options.cli, options.points)
    try:
        calls.make_files()
        counts = calls.count_calls()
        if counts is None:
            print("1..0 # SKIP strace may not trace here")
            return 0
        calls.note(f"{counts}: before {calls.before}, after {calls.after}")
        calls.test_kills(counts)
        calls.test_failures(counts)
        calls.test_recovery(counts)
        calls.test_new()
        calls.test_syncs()
        return calls.finish()
    finally:
        calls.close()


sys.exit(main())
