# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share: points of TAP, a folder to work in, the program."""
import os
import shutil
import subprocess
import tempfile


class Harness:
    def __init__(self, cli):
        self.cli = cli
        self.n = 0
        self.failed = 0
        # In memory where that is to be had: the calls are the same, the waiting is not.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = tempfile.mkdtemp(prefix="sy-fault-", dir=memory)
        self.work = os.path.join(self.folder, "work")
        self.project = os.path.join(self.work, "p.steelyard")

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # TAP

    def report(self, name, problem):
        self.n += 1
        self.failed += problem is not None
        print(f"{'ok' if problem is None else 'not ok'} {self.n} - {name}", flush=True)
        if problem is not None:
            print("# " + problem.replace("\n", "\n# "), flush=True)

    def skip(self, name, why):
        self.n += 1
        print(f"ok {self.n} - {name} # SKIP {why}", flush=True)

    def note(self, text):
        print("# " + text, flush=True)

    def finish(self):
        """The plan, and the exit code."""
        print(f"1..{self.n}")
        return 1 if self.failed else 0

    # Running

    def run(self, arguments):
        return subprocess.run([self.cli, *arguments], capture_output=True, text=True, timeout=120,
                              check=False)

    def must_run(self, arguments):
        result = self.run(arguments)
        if result.returncode != 0:
            raise SystemExit(f"Bail out! {arguments}: {result.stderr}")
        return result

    def restore(self, base):
        """A fresh folder that holds a copy of a project and nothing else."""
        shutil.rmtree(self.work, ignore_errors=True)
        os.mkdir(self.work)
        shutil.copyfile(base, self.project)

    # Looking

    def look_around(self, folder=None):
        """What lies in the folder beside the project, in words, or None."""
        left = sorted(set(os.listdir(folder or self.work)) - {os.path.basename(self.project)})
        return "left behind: " + ", ".join(left) if left else None
