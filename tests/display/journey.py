# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journeys share: a project from the sample, the program, its accessibility tree.

A journey is a list of functions; run() starts the program once, calls them in
order with a Window, and prints TAP. Run it below with-display.sh.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import traceback

import pyatspi
from accessible_tree import Reader
from gi.repository import Atspi

TIMEOUT = float(os.environ.get("JOURNEY_TIMEOUT", "150"))
# A busy machine answers late; the default gives up after 0.8 s.
Atspi.set_timeout(15000, 30000)


def wait(what, condition, timeout=TIMEOUT):
    """The first true value of condition(); fails after timeout seconds."""
    end = time.monotonic() + timeout
    while True:
        try:
            value = condition()
        except Exception:  # an accessible that died between two calls
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout:g} s for {what}")
        time.sleep(0.05)


def spoken(name):
    """GTK 4.8 gives a button its label twice, once with the underscore of the mnemonic."""
    return " ".join(dict.fromkeys(name.replace("_", "").split()))


def cli(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def make_sample(program, folder, data, publish=False, models=("engagement",), attributes=False):
    """A project with the sample's events and some of its models, the first one published when asked, and
    with what is known of its people when asked."""
    path = os.path.join(folder, "journey.steelyard")
    cli(program, "new", path, "--timezone", "America/New_York")
    cli(program, "import", path, os.path.join(data, "sample", "events.csv"))
    if attributes:
        cli(program, "import", path, os.path.join(data, "sample", "customers.csv"), "--kind", "attributes")
    for model in models[:1]:
        cli(program, "model", "set", path, "--file", os.path.join(data, "sample", "models", model + ".json"))
    if publish:
        cli(program, "model", "publish", path, "--reason", "First")
    for model in models[1:]:
        cli(program, "model", "set", path, "--file", os.path.join(data, "sample", "models", model + ".json"))
    return path


def can_press(node):
    return node.has(pyatspi.STATE_SENSITIVE) and node.queryAction().nActions > 0


class Window:
    """One running program, seen through AT-SPI."""

    def __init__(self, program, *arguments, debug="fatal-criticals"):
        environment = dict(os.environ, GTK_A11Y="atspi", G_DEBUG=debug)
        self.process = subprocess.Popen([program, *arguments], env=environment)
        self.app = wait("the program", self._find_app)
        self.tree = Reader(self.app)
        wait("its window", lambda: self.find("frame"))

    def _find_app(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
        for app in pyatspi.Registry.getDesktop(0):
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def walk(self, node=None):
        """What is below a node, or in all windows, from the top down."""
        return self.tree.walk(node.path if node is not None else None)

    def find_all(self, role, name=None):
        return [
            node
            for node in self.walk()
            if node.getRoleName() == role and (name is None or name in (node.name, node.name.replace("_", "")))
        ]

    def find(self, role, name=None):
        found = self.find_all(role, name)
        return found[0] if found else None

    def wait_for(self, role, name=None):
        return wait(f"{role} “{name}”", lambda: self.find(role, name))

    def names(self, role):
        return [node.name for node in self.find_all(role)]

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "60", *keys], check=True)

    def type_into(self, name, text):
        """Replaces what an entry holds, by pointer and keys."""
        self._click_on(self.wait_for("text", name))
        self.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "40", "--", text], check=True)
        self.key("Return")

    def _settle(self, node):
        """Where something is, once it stays there: a page may still grow or scroll."""
        component = node.queryComponent()
        before = None
        for _ in range(100):
            area = component.getExtents(pyatspi.WINDOW_COORDS)
            now = (area.x, area.y, area.width, area.height)
            if now == before and area.width > 0:
                break
            before = now
            time.sleep(0.15)
        return area.x + area.width // 2, area.y + area.height // 2

    def _click_on(self, node):
        x, y = self._settle(node)
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)

    def click(self, role, name):
        """By pointer, for what has no action."""
        self._click_on(self.wait_for(role, name))

    def scroll_click(self, role, name, last=False, height=900):
        """Turns the wheel over a page until something can be seen, and clicks it."""
        self.wait_for(role, name)
        node = self.find_all(role, name)[-1 if last else 0]
        for _ in range(80):
            x, y = self._settle(node)
            if 100 < y < height - 60:
                break
            subprocess.run(["xdotool", "mousemove", str(x), str(height // 2)], check=True)
            subprocess.run(["xdotool", "click", "5" if y > height // 2 else "4"], check=True)
        self._click_on(node)

    def set_value(self, name, value):
        self.wait_for("slider", name).queryValue().currentValue = value

    def value(self, name):
        return self.wait_for("slider", name).queryValue().currentValue

    def text(self, name):
        node = self.wait_for("text", name).queryText()
        return node.getText(0, node.characterCount)

    def press(self, name, inside="application", last=False):
        """Presses the first (or last) button of that name that can be pressed: a menu button holds
        another one, and while the program is busy some cannot be pressed."""

        def button():
            root = None if inside == "application" else self.find(inside)
            named = [n for n in self.walk(root) if n.getRoleName() == "push button" and spoken(n.name) == name]
            return [node for node in named if can_press(node)][-1 if last else 0]

        wait(f"button “{name}”", button).queryAction().doAction(0)

    def press_and_close(self, name, inside="application"):
        """Presses a button that closes its window.

        GTK 4.8 answers a question about a window that is just going with a path
        that is not there, and dies of it: ask nothing for a moment.
        """
        self.press(name, inside)
        time.sleep(1)

    def label(self, text):
        """Waits for a label that holds the text."""
        return wait(f"label with “{text}”", lambda: next((n for n in self.names("label") if text in n), None))

    def title(self, text):
        return self.wait_for("frame", text)

    def show(self, page):
        """Chooses a page in the sidebar."""
        pages = self.wait_for("list", "Pages")
        names = [pages.getChildAtIndex(i).name for i in range(pages.childCount)]
        pages.querySelection().selectChild(names.index(page))

    def section(self, name):
        """Chooses a tab of the page; a tab has no action."""
        self._click_on(self.wait_for("page tab", name))

    def fill(self, name, text):
        """Sets what an entry holds, at once."""
        self.wait_for("text", name).queryEditableText().setTextContents(text)

    def quit(self):
        """Ends the program by its action; a key needs a window with the focus, and without a window
        manager none has it after a dialog."""
        name = "io.github.steelyard.Steelyard"
        call = ["gdbus", "call", "--session", "--dest", name, "--object-path", "/" + name.replace(".", "/")]
        subprocess.run([*call, "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}"], check=True, stdout=subprocess.DEVNULL)
        return self.process.wait(TIMEOUT)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def close(self):
        """Closes the window as a user does; the program has to end by itself."""
        self.key("ctrl+q")
        return self.process.wait(TIMEOUT)


def run(steps, publish=False, models=("engagement",), attributes=False):
    """sys.argv: the program, its command line, the data folder."""
    program, command, data = sys.argv[1:4]
    print(f"1..{len(steps) + 1}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = os.path.join(folder, name)
        path = make_sample(command, folder, data, publish, models, attributes)
        window = Window(program, path)
        failed = None
        for number, step in enumerate(steps, 1):
            name = step.__name__.replace("_", " ")
            if failed is None:
                try:
                    step(window, lambda *a: cli(command, *a), path)
                    print(f"ok {number} - {name}", flush=True)
                    continue
                except Exception as error:  # the rest depends on this step
                    failed = error
                    print(f"# {type(error).__name__}: {error}")
            print(f"not ok {number} - {name}", flush=True)
        status = window.close() if failed is None else window.process.kill() or 1
        print(f"{'ok' if status == 0 else 'not ok'} {len(steps) + 1} - ends by itself")


def model_of(command_line, path):
    return json.loads(command_line("model", "show", path))


def travel(journey):
    """Runs a journey; the windows it yields do not outlive it."""
    windows = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = os.path.join(home, name)
        try:
            for window in journey(home) or ():
                windows.append(window)
        finally:
            for window in windows:
                window.kill()


def run_journeys(journeys, names):
    """Runs journeys, or those of these names, each with a home and windows of its own, and prints TAP."""
    chosen = [j for j in journeys if not names or j.__name__ in names]
    print(f"1..{len(chosen)}", flush=True)
    for number, journey in enumerate(chosen, 1):
        result = "ok"
        try:
            travel(journey)
        except Exception:
            result = "not ok"
            print("# " + traceback.format_exc().strip().replace("\n", "\n# "))
        print(f"{result} {number} - {journey.__name__.replace('_', ' ')}", flush=True)
