#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make.sh STEELYARD-CLI MODEL.json OUT.steelyard.gz
#
# Made schema-1.steelyard.gz. As long as no version with this schema has been released,
# a change of the schema makes it anew; after that it stays, and the next schema gets a file of its own.
set -eu
cli=$1
model=$2
out=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
p=$folder/p.steelyard

cat >"$folder/events.csv" <<'END'
event_id,customer,time,event,amount,channel
e1,ana,2024-01-05T10:00:00+01:00,purchase,19.90,web
e2,bo,2024-01-06 11:30,purchase,5,shop
e3,ana,2024-02-01,login,,app
e3,ana,2024-02-01,login,,app
e4,,2024-02-02,login,,app
e5,cé,1709251200,"sign, up",,"say ""hi"""
END
printf 'customer,city,age\nana,Oslo,30\nbo,,41\n' >"$folder/people.csv"
printf 'customer,outcome,outcome_time,value\nana,churn,2024-04-01,1\nbo,churn,,0\n' >"$folder/outcomes.csv"

"$cli" new "$p" --timezone Europe/Oslo
"$cli" import "$p" "$folder/events.csv"
"$cli" import "$p" "$folder/people.csv" --kind attributes
"$cli" import "$p" "$folder/outcomes.csv" --kind outcomes
"$cli" model set "$p" --file "$model"
"$cli" model publish "$p" --reason first --author Ana
sed 's/"window_days": 365/"window_days": 180/' "$model" >"$folder/edited.json"
"$cli" model set "$p" --file "$folder/edited.json"
"$cli" segment set "$p" loyal --band Growth
python3 - "$p" <<'END'
import sqlite3
import sys
database = sqlite3.connect(sys.argv[1])
database.execute("INSERT INTO clean_rule VALUES (1, 'staff', '{}', 1700000000000, 1)")
database.execute("INSERT INTO event_mark VALUES (2, 1)")
database.commit()
END
"$cli" check "$p"
gzip -9nc "$p" >"$out"
