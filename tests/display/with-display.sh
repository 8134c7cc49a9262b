#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-display.sh COMMAND...: runs a command on a screen and a session bus of
# its own. The server picks its number itself: xvfb-run -a looks for a free one
# and may find the same as a neighbour.
set -eu
export GSK_RENDERER=cairo GDK_BACKEND=x11 ADW_DISABLE_PORTAL=1 GSETTINGS_BACKEND=memory
unset WAYLAND_DISPLAY XAUTHORITY

folder=$(mktemp -d)
Xvfb -displayfd 6 -screen 0 1440x900x24 -nolisten tcp -noreset 6> "$folder/display" 2> "$folder/log" &
server=$!
trap 'kill "$server" 2> /dev/null || true; rm -rf "$folder"' EXIT
trap 'exit 143' HUP INT TERM

tries=0
until [ -s "$folder/display" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 200 ] || ! kill -0 "$server" 2> /dev/null; then
    cat "$folder/log" >&2
    exit 1
  fi
  sleep 0.05
done
DISPLAY=:$(cat "$folder/display")
export DISPLAY

# What the bus starts talks on standard output too, which is for the test alone.
status=0
dbus-run-session -- sh -c 'exec "$@" >&7 7>&-' sh "$@" 7>&1 >&2 || status=$?
exit "$status"
