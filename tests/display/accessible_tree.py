# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible tree of a program, read whole in a few calls.

Asked node by node, a tree of some thousand nodes takes seconds, in which what is
looked for may have come and gone. GTK gives the roles, names and parents of all that
was ever asked for at once, by org.a11y.atspi.Cache; so only what is new is asked
for, and what is pressed or read.

What is shown in the place of something that is hidden leaves the numbers of children as they
were, and what is hidden is given further on: that is not seen so. Now and then the children of
all are asked for, so that whoever waits for it gets to see it.
"""

import time

from gi.repository import Atspi, Gio, GLib

CACHE = "/org/a11y/atspi/cache"
TIMEOUT_MS = 30000
WHOLE_EVERY_S = 5


def _connect():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    reply = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, TIMEOUT_MS, None)
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        reply.unpack()[0], flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
    )


class Node:
    """One accessible as it was when the tree was read; asked for more, it asks the program."""

    def __init__(self, tree, item):
        (_, self.path), _, (_, self._parent), self.index, self.n_children, _, self.name, role, _, states = item
        self._tree = tree
        self._object = None
        self._states = states[0] | states[1] << 32
        self.role = Atspi.role_get_name(Atspi.Role(role))
        self.children = []

    def getRoleName(self):
        return self.role

    def has(self, state):
        return self._states >> int(state) & 1 == 1

    @property
    def parent(self):
        return self._tree.nodes.get(self._parent)

    def has_all_children(self):
        """What was hidden meanwhile may still be among them, and what is shown now not."""
        return [child.index for child in self.children] == list(range(self.n_children))

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def _find(self):
        """The accessible of this path, by its parent; it may have moved since."""
        above = self.parent.reach()
        child = above.getChildAtIndex(self.index)
        if child is not None and child.path == self.path:
            return child
        for child in (above.getChildAtIndex(i) for i in range(above.childCount)):
            if child is not None and child.path == self.path:
                return child
        raise LookupError(f"{self.role} “{self.name}” is gone")

    def reach(self):
        if self._object is None:
            self._object = self._find() if self.parent is not None else self._tree.app
        return self._object

    def __getattr__(self, name):
        return getattr(self.reach(), name)


class Tree:
    """What a program shows, as it is now."""

    def __init__(self, connection, app, ask_all=False):
        self.app = app
        self._connection = connection
        self._listed = {}
        self._read()
        if ask_all:
            for node in [n for n in self.nodes.values() if n.n_children > 0]:
                self._list(node.path)
            self._read()
        while self._ask_for_children():
            self._read()

    def _call(self, path, interface, method):
        reply = self._connection.call_sync(
            self.app.app.bus_name, path, "org.a11y.atspi." + interface, method, None, None, 0, TIMEOUT_MS, None
        )
        return reply.unpack()[0]

    def _read(self):
        self.nodes = {}
        for item in self._call(CACHE, "Cache", "GetItems"):
            node = Node(self, item)
            self.nodes[node.path] = node
        for node in self.nodes.values():
            if node.parent is not None:
                node.parent.children.append(node)
        for node in self.nodes.values():
            node.children.sort(key=lambda child: child.index)
            if node.path in self._listed:
                node.children = [self.nodes[path] for path in self._listed[node.path] if path in self.nodes]

    def _list(self, path):
        """Asks for the children of a node and of all that is new below it."""
        try:
            self._listed[path] = [child for _, child in self._call(path, "Accessible", "GetChildren")]
        except GLib.Error:  # it died meanwhile
            self._listed[path] = []
        for child in self._listed[path]:
            if child not in self.nodes and child not in self._listed:
                self._list(child)

    def _ask_for_children(self):
        """Whether some were asked for, and there is more to read."""
        partly = [n for n in self.nodes.values() if n.path not in self._listed and not n.has_all_children()]
        for node in partly:
            self._list(node.path)
        return partly != []


class Reader:
    """Reads the tree of one program as often as it is asked."""

    def __init__(self, app):
        self.app = app
        self.connection = _connect()
        self._asked_all = time.monotonic()

    def walk(self, path=None):
        """What is below @path, or all, from the top down, as it is now."""
        ask_all = time.monotonic() - self._asked_all > WHOLE_EVERY_S
        tree = Tree(self.connection, self.app, ask_all)
        if ask_all:
            self._asked_all = time.monotonic()
        return tree.nodes[path or self.app.path].walk()
