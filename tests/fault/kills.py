# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at any time of an import."""
import os
import signal
import subprocess
import time

N_BY_TIME = 40
N_BY_SIZE = 10
TRIED_AGAIN = 9  # every so many, of both projects in turn
# What the cache of an import holds back and the commit writes.
CACHE_BYTES = 4 << 20


def wait_for_size(process, path, size):
    while process.poll() is None and os.path.getsize(path) < size:
        time.sleep(0.0002)


def observe(million, base):
    """How far the import had come, by what lies there."""
    journal = million.project + "-journal"
    size = os.path.getsize(million.project)
    if not os.path.exists(journal) or os.path.getsize(journal) == 0:
        return "done" if size > base.size_before else "reading"
    return "ending" if size > base.size_after - CACHE_BYTES else "writing"


def kill(million, base, wait):
    """Imports, waits and kills: whether it still ran, how far it was, and what is wrong."""
    million.restore(base.path)
    process = subprocess.Popen([million.cli, "import", million.project, million.rows],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait(process)
    process.kill()
    was_killed = process.wait() == -signal.SIGKILL
    phase = observe(million, base) if was_killed else "over"
    found, problem = million.judge(base)
    if problem is None and not was_killed and found != "whole":
        problem = f"the program had ended with {process.returncode}, but the import is {found}"
    if problem is None and phase in ("reading", "writing", "ending") and found != "absent":
        problem = f"killed while {phase}, but the import is {found}"
    return phase, found, problem


def make_moments(million, generator):
    """Pairs of a project and a wait: evenly over the time it takes, and at its very end."""
    moments = []
    for i in range(N_BY_TIME):
        base = million.bases[i % 2]
        delay = (i + generator.random()) / N_BY_TIME * base.seconds
        moments.append((base, f"after {delay:.3f} s of {base.seconds:.3f}",
                        lambda process, delay=delay: time.sleep(delay)))
    for i in range(N_BY_SIZE):
        base = million.bases[i % 2]
        size = base.size_after - int((i + generator.random()) / N_BY_SIZE * CACHE_BYTES)
        moments.append((base, f"at {size} of {base.size_after} bytes",
                        lambda process, size=size: wait_for_size(process, million.project, size)))
    return moments


def test(million, generator):
    phases = {"reading": 0, "writing": 0, "ending": 0, "done": 0, "over": 0}
    for i, (base, moment, wait) in enumerate(make_moments(million, generator)):
        phase, found, problem = kill(million, base, wait)
        if problem is None and i % TRIED_AGAIN == 0 and found == "absent":
            problem = million.try_again(base)
        phases[phase] += 1
        million.report(f"killed {moment} in {base.name}: was {phase}, is {found}", problem)
    # A kill that came too late proves nothing.
    missed = [phase for phase in ("reading", "writing", "ending") if phases[phase] == 0]
    million.report("kills by how far the import was: "
                   + ", ".join(f"{n} {phase}" for phase, n in phases.items()),
                   "none while " + " or ".join(missed) if missed else None)
