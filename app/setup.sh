#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by app/run and tests/run: installs the Debian packages that are
# missing and configures build folders.
set -eu

build_packages='build-essential meson ninja-build pkg-config libglib2.0-dev libglib2.0-dev-bin
  libsqlite3-dev libjson-glib-dev libgsl-dev libxxhash-dev libcairo2-dev libpango1.0-dev
  libgtk-4-dev libadwaita-1-dev fonts-cantarell adwaita-icon-theme
  desktop-file-utils shared-mime-info'
test_packages='python3 python3-pyatspi python3-jsonschema gir1.2-atspi-2.0 at-spi2-core dbus dbus-x11
  xvfb xauth xdotool imagemagick strace sqlite3 clang libclang-rt-14-dev clang-format-14 git
  appstream libxml2-utils poppler-utils man-db'

install_missing ()
{
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' \
      || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "Installing:$missing" >&2
  if [ "$(id -u)" -eq 0 ]; then as_root=; else as_root=sudo; fi
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends $missing; } >&2 \
    || { echo "Could not install:$missing. Install them by hand and run this again." >&2; exit 1; }
}

# configure FOLDER [meson options]
configure ()
{
  folder=$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    /usr/bin/meson configure "$folder" "$@" >&2
  else
    /usr/bin/meson setup "$folder" "$@" >&2
  fi
}
