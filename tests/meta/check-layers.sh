#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Fails on an include that reaches up a floor, on SQL outside engine/store, on
# a library the engine must not link, and on an exported symbol without sy_.
#   check-layers.sh SOURCE_DIR ENGINE_LIBRARY [CHART_LIBRARY]
set -u
source=$1
engine_library=$2
chart_library=${3-}
count=0
bad=0

point ()
{
  count=$((count + 1))
  if [ -z "$2" ]; then
    echo "ok $count - $1"
  else
    bad=$((bad + 1))
    echo "not ok $count - $1"
    printf '%s\n' "$2" | sed 's/^/# /'
  fi
}

cd "$source" || exit 1

point "no GTK, GDK or libadwaita below ui/" \
  "$(grep -rnE '#include[[:space:]]*<(gtk|gdk|adwaita|gsk)' engine)"
point "no cairo or pango in the engine library" \
  "$(grep -rnE '#include[[:space:]]*<(cairo|pango)' engine --include='*.[ch]' | grep -v '^engine/chart/')"

# A module may include itself and what stands below it, in this order.
floors='core csv stats store events model score segment validate export chart'
lower=
for module in $floors; do
  for above in $floors; do
    case " $lower $module " in
    *" $above "*) ;;
    *)
      point "engine/$module does not include $above/" \
        "$(grep -rnE "#include[[:space:]]*\"(\.\./)?$above/" "engine/$module" --include='*.[ch]')"
      ;;
    esac
  done
  lower="$lower $module"
done

point "the faces include only the umbrellas" \
  "$(grep -rnE '#include[[:space:]]*"(\.\./)*(engine/)?(core|csv|stats|store|events|model|score|segment|validate|export)/' ui app --include='*.[ch]')"
point "SQL lives in engine/store" \
  "$(grep -rnE 'sqlite3_|<sqlite3.h>' engine ui app --include='*.[ch]' | grep -v '^engine/store/')"

for library in $engine_library $chart_library; do
  name=$(basename "$library")
  point "$name links no GTK" "$(ldd "$library" | grep -E 'libgtk|libgdk|libadwaita')"
  point "$name exports only sy_" \
    "$(nm -D --defined-only "$library" | awk '{print $3}' | grep -vE '^(sy_|_init$|_fini$|__bss_start$|_edata$|_end$|$)')"
done

echo "1..$count"
[ "$bad" -eq 0 ]
