#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-desktop.sh DATA_DIR UI_DIR: the files that tell the desktop of the program are valid, every
# template is well-formed, and every accelerator of the program is in its shortcuts window.
set -u
data=$1
ui=$2
id=io.github.steelyard.Steelyard
count=0
bad=0

say ()
{
  count=$((count + 1))
  if [ "$1" = skip ]; then
    echo "ok $count - $2 # SKIP $3 is not installed"
  elif [ "$1" -eq 0 ]; then
    echo "ok $count - $2"
  else
    bad=$((bad + 1))
    echo "not ok $count - $2"
    printf '%s\n' "$3" | sed 's/^/# /'
  fi
}

check ()
{
  what=$1
  shift
  if command -v "$1" > /dev/null; then
    answer=$("$@" 2>&1)
    say $? "$what" "$answer"
  else
    say skip "$what" "$1"
  fi
}

check "desktop entry" desktop-file-validate "$data/$id.desktop"
check "metainfo" appstreamcli validate --no-net "$data/$id.metainfo.xml"
check "settings schema" glib-compile-schemas --strict --dry-run "$data"
check "mime type" xmllint --noout "$data/$id.xml"
check "templates" xmllint --noout "$ui"/*.ui
check "user guide" xmllint --noout "$data"/help/C/*.page
check "icons" xmllint --noout "$data"/icons/*.svg "$ui"/icons/scalable/actions/*.svg

missing=$(sed -n 's/.*set_accel (self, "\([a-z.-]*\)".*/\1/p' "$data/../app/sy-application.c" | while read -r action; do
  grep -q ">$action<" "$ui/sy-help-overlay.ui" || echo "$action"
done)
if [ -z "$missing" ]; then say 0 "every accelerator is in the shortcuts window"; else say 1 "every accelerator is in the shortcuts window" "$missing"; fi

echo "1..$count"
[ "$bad" -eq 0 ]
