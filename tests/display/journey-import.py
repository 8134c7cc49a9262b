# SPDX-License-Identifier: GPL-3.0-or-later
"""Through the import assistant: a folder at once, an export that is remembered, rows mended.

Each journey has a home, a project and a program of its own, and any warning
ends the program.
"""

import json
import os
import sys

from journey import Window, cli, run_journeys

PROGRAM, COMMAND, DATA = sys.argv[1:4]
HEADER = "mail;when;what;sum\n"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def new_project(home):
    path = os.path.join(home, "import.steelyard")
    cli(COMMAND, "new", path)
    return path


def info(path):
    return json.loads(cli(COMMAND, "info", path, "--format", "json"))


def say_mapping(project, home):
    """What an analyst said once: the columns have names that nobody would guess."""
    first = write(os.path.join(home, "first.csv"), HEADER + "a;13/04/2024;buy;1,5\nb;03/04/2024;view;\n")
    cli(COMMAND, "import", project, first, "--map", "person=mail,time=when,type=what,amount=sum")


def a_folder_at_once(home):
    """Files of known columns come in one after the other; one that cannot be read is listed with why."""
    project = new_project(home)
    say_mapping(project, home)
    folder = os.path.join(home, "exports")
    os.mkdir(folder)
    write(os.path.join(folder, "1-may.csv"), HEADER + "a;05/05/2024;buy;2,5\nc;06/05/2024;view;\n")
    write(os.path.join(folder, "2-june.csv"), HEADER + "a;05/06/2024;buy;2,5\nc;99/06/2024;view;\n")
    write(os.path.join(folder, "3-empty.csv"), "")
    write(os.path.join(folder, "4-july.csv"), HEADER + "d;05/07/2024;buy;1.000,00\n")
    window = Window(PROGRAM, project, folder, debug="fatal-warnings")
    try:
        window.label("File 1 of 4")
        window.label("which had the same")
        window.click("check box", "Import the files after it as well")
        window.press("Import")
        window.label("3 of 4 files imported, 4 rows")
        assert info(project)["events"] == 6
        texts = window.names("table cell") + window.names("label")
        assert any("empty" in text for text in texts), texts
        window.press_and_close("Done")
        assert window.quit() == 0
    finally:
        window.kill()


def one_after_the_other(home):
    """Without that, each file shows its result, and may be skipped."""
    project = new_project(home)
    say_mapping(project, home)
    files = [
        write(os.path.join(home, name), HEADER + f"{name};05/05/2024;buy;1\n")
        for name in ("x.csv", "y.csv", "z.csv")
    ]
    window = Window(PROGRAM, project, *files, debug="fatal-warnings")
    try:
        window.label("File 1 of 3")
        window.label("Ready.")
        window.press("Import")
        window.label("1 row imported")
        window.press("Next File")
        window.label("File 2 of 3")
        window.label("Ready.")
        window.press("Skip This File")
        window.label("File 3 of 3")
        window.label("Ready.")
        window.press("Import")
        window.label("1 row imported")
        window.press("All Files")
        window.label("2 of 3 files imported, 2 rows")
        window.press_and_close("Done")
        assert info(project)["events"] == 4
        assert window.quit() == 0
    finally:
        window.kill()


def rows_are_mended(home):
    """What was set aside is saved, mended and imported: each row once."""
    project = new_project(home)
    say_mapping(project, home)
    bad = write(os.path.join(home, "bad.csv"), HEADER + "e;99/04/2024;buy;1\nf;05/04/2024;buy;oops\ng;06/04/2024;buy;2\n")
    saved = os.path.join(home, "rejected.csv")
    cli(COMMAND, "import", project, bad, "--save-rejected", saved)
    with open(saved, encoding="utf-8-sig") as file:
        text = file.read()
    mended = write(os.path.join(home, "mended.csv"), text.replace("99/04", "09/04"))
    window = Window(PROGRAM, project, mended, debug="fatal-warnings")
    try:
        window.label("which had the same")
        window.press("Import")
        window.label("1 row imported")
        window.press_and_close("Done")
        assert window.quit() == 0
    finally:
        window.kill()
    again = write(mended, text.replace("99/04", "09/04").replace("oops", "3"))
    report = json.loads(cli(COMMAND, "import", project, again, "--format", "json"))
    assert (report["accepted"], report["duplicates"]) == (1, 1), report
    assert info(project)["events"] == 5


run_journeys([a_folder_at_once, one_after_the_other, rows_are_mended], sys.argv[4:])
