# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C at any time of an import."""
import signal
import subprocess
import time

N = 10
INTERRUPTED = 130


def judge(million, base, code, message):
    found, problem = million.judge(base)
    if problem is not None:
        return found, problem
    if found == "whole":
        return found, None if code == 0 else f"exit code {code}, but the import is whole"
    # Before the program listens, the signal itself ends it: a shell calls that 130 as well.
    if code not in (INTERRUPTED, -signal.SIGINT):
        return found, f"exit code {code} instead of {INTERRUPTED}: {message}"
    if code == INTERRUPTED and message != "steelyard-cli: interrupted; nothing was changed\n":
        return found, "the message is: " + message
    return found, None


def test(million, generator):
    for i in range(N):
        base = million.bases[i % 2]
        # Denser at the start, where each few milliseconds do another thing.
        delay = ((i + generator.random()) / N) ** 2 * base.seconds
        million.restore(base.path)
        process = subprocess.Popen([million.cli, "import", million.project, million.rows],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        start = time.monotonic()
        _, message = process.communicate(timeout=60)
        seconds = time.monotonic() - start
        found, problem = judge(million, base, process.returncode, message)
        million.report(f"interrupted after {delay:.3f} s of {base.seconds:.3f} in {base.name}: "
                       f"exit {process.returncode} after {seconds:.3f} s, is {found}", problem)
