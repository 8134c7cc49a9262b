#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stops the import of a million rows at any time and in any way.

It is killed (kills.py), runs out of disk (full_disk.py) and is cancelled
(cancel.py), half of the times into a project that holds an earlier import.
Whatever happens, the next program that opens the project finds it clean, with
all of the import or none of it: the counts of `info` and every score are those
of before or of after. The exit code says which, and nothing is left beside the
file. calls.py does the same at each system call, of a smaller import.

Prints TAP, one line a point.

  million.py STEELYARD-CLI MAKE-EVENTS MODEL.json [--seed N]
"""
import argparse
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import time

import cancel
import full_disk
import kills
from harness import Harness

ROWS = 1000000
EARLIER_ROWS = 100000
AS_OF = "2025-01-01"


class Base:
    """A project to import into, and what an import into it takes and gives."""

    def __init__(self, name, path):
        self.name = name
        self.path = path
        self.before = None
        self.after = None
        self.seconds = 0
        self.size_before = os.path.getsize(path)
        self.size_after = 0


class Million(Harness):
    def __init__(self, cli, make_events, model):
        super().__init__(cli)
        self.make_events = make_events
        self.model = model
        self.rows = os.path.join(self.folder, "rows.csv")
        self.bases = []

    # Setting up

    def write_rows(self, path, *arguments):
        with open(path, "wb") as file:
            subprocess.run([self.make_events, *map(str, arguments)], stdout=file, check=True)

    def set_up(self):
        earlier = os.path.join(self.folder, "earlier.csv")
        self.write_rows(self.rows, ROWS)
        self.write_rows(earlier, EARLIER_ROWS, 5000, 20, 7)
        for name in ("an empty project", "a project with an earlier import"):
            path = os.path.join(self.folder, f"base-{len(self.bases)}.steelyard")
            self.must_run(["new", path])
            self.must_run(["model", "set", path, "--file", self.model])
            if self.bases:
                self.must_run(["import", path, earlier])
            self.bases.append(Base(name, path))
        for base in self.bases:
            self.measure(base)

    def measure(self, base):
        times = []
        for _ in range(3):
            self.restore(base.path)
            if base.before is None:
                base.before = self.look()
            start = time.monotonic()
            self.must_run(["import", self.project, self.rows])
            times.append(time.monotonic() - start)
        base.seconds = statistics.median(times)
        base.size_after = os.path.getsize(self.project)
        base.after = self.look()
        self.note(f"{base.name}: {base.size_before} to {base.size_after} bytes "
                  f"in {base.seconds:.3f} s")
        if base.before == base.after:
            raise SystemExit("Bail out! An import changes nothing")

    # Looking

    def look(self, path=None):
        """Counts and scores, as the program itself gives them."""
        path = path or self.project
        info = json.loads(self.must_run(["info", path, "--format", "json"]).stdout)
        for member in info["imports"]:
            del member["imported_at"]
        counts = {key: info[key] for key in ("people", "events", "rejected", "types", "properties",
                                             "attributes", "outcomes", "imports", "models")}
        # Without events there is nothing to score: then this is the message.
        score = self.run(["score", path, "--as-of", AS_OF, "--format", "csv"])
        digest = hashlib.sha256((score.stdout + score.stderr).encode()).hexdigest()
        return {"counts": counts, "scores": (score.returncode, digest)}

    def describe(self, base, state):
        if state == base.before:
            return "absent"
        if state == base.after:
            return "whole"
        events = (state["counts"]["events"], base.before["counts"]["events"],
                  base.after["counts"]["events"])
        return "neither absent nor whole: %d events (%d before, %d after), scores %s" % (
            *events, state["scores"])

    def judge(self, base, path=None):
        """What has become of the import, "absent" or "whole", and what is wrong, or None."""
        path = path or self.project
        opened = self.run(["info", path])
        if opened.returncode != 0:
            return "", f"does not open: {opened.stderr}"
        problem = self.look_around(os.path.dirname(path))
        if problem is not None:
            return "", problem
        check = self.run(["check", path])
        if check.returncode != 0:
            return "", f"check says {check.returncode}: {check.stdout}{check.stderr}"
        found = self.describe(base, self.look(path))
        return found, None if found in ("absent", "whole") else found

    def try_again(self, base, path=None):
        """The same import, now that nothing hinders it: what is wrong, or None."""
        path = path or self.project
        again = self.run(["import", path, self.rows])
        if again.returncode != 0:
            return f"the same import again says {again.returncode}: {again.stderr}"
        found, problem = self.judge(base, path)
        return problem or (None if found == "whole" else f"after the same import again {found}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("make_events")
    parser.add_argument("model")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    full_disk.enter_namespace()
    million = Million(options.cli, options.make_events, options.model)
    try:
        million.note(f"--seed {options.seed}")
        million.set_up()
        kills.test(million, random.Random(options.seed))
        full_disk.test(million)
        cancel.test(million, random.Random(options.seed))
        return million.finish()
    finally:
        million.close()


sys.exit(main())
