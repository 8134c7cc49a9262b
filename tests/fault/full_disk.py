# SPDX-License-Identifier: GPL-3.0-or-later
"""A real full disk: a small tmpfs that holds the project but not the import."""
import os
import shutil
import subprocess
import sys

N_EVENLY = 14
N_AT_THE_END = 6
CACHE_BYTES = 4 << 20  # what the commit writes
TEMPORARY_ROWS = 300000  # so many that what waits or is sorted does not fit in the cache
IO_EXIT = 4
INSIDE = "SY_FAULT_NAMESPACE"


def enter_namespace():
    """Who is not root may mount in a namespace of his own, where the system lets him have one."""
    if os.geteuid() == 0 or INSIDE in os.environ or shutil.which("unshare") is None:
        return
    wrapper = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*wrapper, "true"], capture_output=True, check=False).returncode == 0:
        os.environ[INSIDE] = "1"
        os.execvp(wrapper[0], [*wrapper, sys.executable, *sys.argv])


def mount(place, size):
    """What stands in the way, or None."""
    result = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "sy-fault", place],
                            capture_output=True, text=True, check=False)
    return None if result.returncode == 0 else " ".join(result.stderr.split())


def make_sizes(base):
    """From one that holds little more than the project to one that lacks only a few pages."""
    first = base.size_before + (16 << 10)
    last = base.size_after - CACHE_BYTES
    sizes = [first + (last - first) * i // N_EVENLY for i in range(N_EVENLY)]
    return sizes + [last + CACHE_BYTES * i // (N_AT_THE_END - 1) for i in range(N_AT_THE_END)]


def judge(million, base, path, result):
    if result.returncode != IO_EXIT:
        return f"exit code {result.returncode} instead of {IO_EXIT}: {result.stderr}"
    for words in (path, "the disk is full", "free some space"):
        if words not in result.stderr:
            return f"the message lacks “{words}”: {result.stderr}"
    found, problem = million.judge(base, path)
    return problem or (None if found == "absent" else f"the import is {found}")


def fill(million, base, place, size, is_tried_again):
    path = os.path.join(place, os.path.basename(million.project))
    shutil.copyfile(base.path, path)
    problem = judge(million, base, path, million.run(["import", path, million.rows]))
    if problem is None and is_tried_again:
        subprocess.run(["mount", "-o", f"remount,size={size * 2 + base.size_after}", place],
                       check=True)
        problem = million.try_again(base, path)
    return problem


def try_disk(million, place, size, name, judge_it):
    obstacle = mount(place, size)
    if obstacle is not None:
        million.skip(name, f"mounting is not permitted: {obstacle}")
        return
    try:
        million.report(name, judge_it())
    finally:
        subprocess.run(["umount", place], check=True)


def spoil(line, number):
    """Refused rows wait in a temporary table while a new project is filled."""
    return line.replace("Z,", "Z?,") if number > TEMPORARY_ROWS // 10 else line


def annotate(line, number):
    """The index of values new to a project with events is sorted in temporary files."""
    return f"{line},{f'note {number}' if number > 0 else 'note'}"


def fill_temporary(million, base, place, change):
    """The project has room, what waits or is sorted has none."""
    rows = os.path.join(million.folder, "temporary.csv")
    million.write_rows(rows, TEMPORARY_ROWS)
    with open(rows, encoding="utf-8") as file:
        lines = file.read().splitlines()
    with open(rows, "w", encoding="utf-8") as file:
        file.writelines(f"{change(line, number)}\n" for number, line in enumerate(lines))
    million.restore(base.path)
    result = subprocess.run([million.cli, "import", million.project, rows], capture_output=True,
                            text=True, check=False, env={**os.environ, "SQLITE_TMPDIR": place})
    if result.returncode != IO_EXIT:
        return f"exit code {result.returncode} instead of {IO_EXIT}: {result.stderr}"
    if "temporary files" not in result.stderr:
        return "the message does not say what is full: " + result.stderr
    if os.listdir(place):
        return "left behind: " + ", ".join(os.listdir(place))
    found, problem = million.judge(base)
    if problem is None and found == "absent":
        million.must_run(["import", million.project, rows])
    return problem or (None if found == "absent" else f"the import is {found}")


def test(million):
    place = os.path.join(million.folder, "disk")
    os.mkdir(place)
    for i in range(N_EVENLY + N_AT_THE_END):
        base = million.bases[i % 2]
        size = make_sizes(base)[i]
        name = f"a full disk of {size} bytes, {base.name} that would take {base.size_after}"
        try_disk(million, place, size, name,
                 lambda base=base, size=size, i=i: fill(million, base, place, size, i % 5 == 4))
    for base, change in zip(million.bases, (spoil, annotate)):
        try_disk(million, place, 64 << 10, f"a full disk of temporary files: {change.__doc__}",
                 lambda base=base, change=change: fill_temporary(million, base, place, change))
