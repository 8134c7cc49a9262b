#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published schema and the program's parser agree: the parser's own cases
(tests/data/model/cases.json, which test-document reads) are put to the schema."""
import copy
import json
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
try:
    import jsonschema

    Validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    print("1..0 # SKIP python3-jsonschema with draft 2020-12 is not installed")
    sys.exit(0)

DIRECTIVES = {"name", "rule", "drop", "model_name", "path", "message", "beyond_schema"}
schema = json.loads((root / "data/model.schema.json").read_text())
cases = json.loads((root / "tests/data/model/cases.json").read_text())


def build(case):
    document = copy.deepcopy(cases["base"])
    document.update({k: v for k, v in case.items() if k not in DIRECTIVES})
    if "rule" in case:
        document["groups"] = [{"name": "G", "rules": [case["rule"]]}]
    if "model_name" in case:
        document["name"] = case["model_name"]
    document.pop(case.get("drop"), None)
    return document


results = []


def check(name, ok, why=""):
    results.append(ok)
    print(f"{'ok' if ok else 'not ok'} {len(results)} {name.replace('#', ' ')}")
    if not ok and why:
        print("# " + why.replace("\n", " "))


Validator.check_schema(schema)
validator = Validator(schema)
for path in [root / "tests/data/model/example.json", *sorted((root / "data/sample/models").glob("*.json"))]:
    errors = [e.message for e in validator.iter_errors(json.loads(path.read_text()))]
    check(f"file {path.name}", not errors, "; ".join(errors))
for case in cases["good"]:
    errors = [e.message for e in validator.iter_errors(build(case))]
    check(f"accepts {case['name']}", not errors, "; ".join(errors))
for case in cases["bad"]:
    accepted = validator.is_valid(build(case))
    if case.get("beyond_schema"):
        check(f"leaves to the program: {case['name']}", accepted)
    else:
        check(f"refuses {case['name']}", not accepted)
print(f"1..{len(results)}")
sys.exit(0 if all(results) else 1)
