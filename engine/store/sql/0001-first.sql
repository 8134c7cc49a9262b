-- The first schema of a Steelyard project. Never edit this file once released:
-- a change is a new numbered step. A project is compared with what these steps make
-- before a row of it is read.
--
-- Times are milliseconds since 1970-01-01T00:00:00Z. What can be derived is not stored.

PRAGMA application_id = 0x53594c44;

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Dictionaries: an id for each text.

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX person_text ON person (key);

-- The event dictionary. An event keeps the type it came with; a type that has an
-- alias row counts as the type it leads to, which has none itself.

CREATE TABLE event_type (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  category TEXT
    CHECK (category IN ('low-intent', 'medium-intent', 'high-intent', 'friction', 'value', 'other')),
  polarity INTEGER NOT NULL DEFAULT 0 CHECK (polarity IN (-1, 0, 1)),
  channel TEXT,
  owner TEXT,
  meaning TEXT,
  cadence_days REAL CHECK (cadence_days > 0), -- longer without an event is stale
  is_muted INTEGER NOT NULL DEFAULT 0 CHECK (is_muted IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX event_type_text ON event_type (name);

CREATE TABLE event_type_alias (
  name TEXT NOT NULL PRIMARY KEY,
  type_id INTEGER NOT NULL REFERENCES event_type (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE property_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX property_name_text ON property_name (name);

CREATE TABLE property_value (
  id INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX property_value_text ON property_value (value);

CREATE TABLE attribute_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX attribute_name_text ON attribute_name (name);

CREATE TABLE outcome_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX outcome_name_text ON outcome_name (name);

CREATE TABLE treatment_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX treatment_name_text ON treatment_name (name);

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_text ON account (key);

-- Imports, and every row they refused. The events of an import are those
-- with first_event <= id <= last_event.

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL
    CHECK (kind IN ('events', 'attributes', 'outcomes', 'links', 'accounts', 'treatments')),
  file_name TEXT NOT NULL,
  n_bytes INTEGER NOT NULL,
  digest TEXT NOT NULL, -- XXH3-128 of the file's bytes
  shape TEXT NOT NULL, -- what makes a row: the same file in the same shape adds nothing
  mapping TEXT NOT NULL, -- JSON: how the file was read
  rows_read INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  forgotten INTEGER NOT NULL DEFAULT 0, -- rows that went since, with a person who was forgotten
  first_event INTEGER,
  last_event INTEGER,
  imported_at_ms INTEGER NOT NULL,
  CHECK (rows_read = accepted + rejected + duplicates + forgotten)
) STRICT;

CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  line INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  column_name TEXT,
  reason TEXT NOT NULL,
  raw ANY NOT NULL -- text, or a blob when it is not valid UTF-8
) STRICT;
CREATE INDEX rejected_row_import ON rejected_row (import_id);

-- What people did.

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  type_id INTEGER NOT NULL REFERENCES event_type (id),
  time_ms INTEGER NOT NULL,
  amount REAL
) STRICT;

CREATE TABLE event_property (
  event_id INTEGER NOT NULL REFERENCES event (id),
  name_id INTEGER NOT NULL REFERENCES property_name (id),
  value_id INTEGER NOT NULL REFERENCES property_value (id),
  PRIMARY KEY (event_id, name_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_key (
  event_id INTEGER PRIMARY KEY REFERENCES event (id),
  key TEXT NOT NULL -- the id the source gave the event
) STRICT;

-- Cleaning: a rule marks events, and a marked event scores nothing. An event may have
-- the marks of several rules, and counts again when the last of them is gone.

CREATE TABLE clean_rule (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL,
  applied_at_ms INTEGER NOT NULL,
  change_id INTEGER NOT NULL -- what had been logged when it was applied
) STRICT;

CREATE TABLE event_mark (
  event_id INTEGER NOT NULL REFERENCES event (id),
  rule_id INTEGER NOT NULL REFERENCES clean_rule (id),
  PRIMARY KEY (event_id, rule_id)
) STRICT, WITHOUT ROWID;

-- What people are, what happened to them, what was done to them. Of several
-- values of an attribute the one of the latest import and line that is not NULL holds.

CREATE TABLE attribute (
  name_id INTEGER NOT NULL REFERENCES attribute_name (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  import_id INTEGER NOT NULL REFERENCES import (id),
  line INTEGER NOT NULL,
  value TEXT,
  PRIMARY KEY (name_id, person_id, import_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  name_id INTEGER NOT NULL REFERENCES outcome_name (id),
  time_ms INTEGER, -- NULL: the row says that it did not happen
  value TEXT
) STRICT;

CREATE TABLE treatment (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  name_id INTEGER NOT NULL REFERENCES treatment_name (id),
  time_ms INTEGER,
  value TEXT
) STRICT;

CREATE TABLE alias (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  alias_id INTEGER NOT NULL REFERENCES person (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  time_ms INTEGER
) STRICT;

CREATE TABLE account_member (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  account_id INTEGER NOT NULL REFERENCES account (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT,
  from_ms INTEGER, -- NULL: from the start
  to_ms INTEGER, -- exclusive; NULL: for ever
  CHECK (to_ms > from_ms)
) STRICT;

-- Models: the draft is the current revision; versions never change.

CREATE TABLE model (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE model_revision (
  model_id INTEGER NOT NULL REFERENCES model (id),
  number INTEGER NOT NULL,
  parent INTEGER NOT NULL, -- 0: the first
  label TEXT NOT NULL,
  json TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (model_id, number)
) STRICT;

CREATE TABLE model_version (
  model_id INTEGER NOT NULL REFERENCES model (id),
  number INTEGER NOT NULL,
  parent INTEGER NOT NULL, -- 0: the first
  json TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length (sha256) = 64),
  reference TEXT,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  published_at_ms INTEGER NOT NULL,
  PRIMARY KEY (model_id, number)
) STRICT;

CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE export (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  n_rows INTEGER NOT NULL,
  manifest TEXT NOT NULL,
  exported_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE change_log (
  id INTEGER PRIMARY KEY,
  changed_at_ms INTEGER NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

-- For people with a SQL shell. Steelyard itself never reads a view.

CREATE VIEW people_readable AS
SELECT person.id, person.key AS person FROM person;

CREATE VIEW events_readable AS
SELECT event.id,
       person.key AS person,
       event_type.name AS type,
       strftime ('%Y-%m-%dT%H:%M:%fZ', event.time_ms / 1000.0, 'unixepoch') AS time,
       event.amount,
       (SELECT group_concat (clean_rule.name, ', ')
        FROM event_mark
        JOIN clean_rule ON clean_rule.id = event_mark.rule_id
        WHERE event_mark.event_id = event.id) AS marked
FROM event
JOIN person ON person.id = event.person_id
JOIN event_type ON event_type.id = event.type_id;

CREATE VIEW event_types_readable AS
SELECT event_type.name, target.name AS counts_as, event_type.category, event_type.polarity, event_type.channel,
       event_type.owner, event_type.meaning, event_type.cadence_days, event_type.is_muted
FROM event_type
LEFT JOIN event_type_alias ON event_type_alias.name = event_type.name
LEFT JOIN event_type AS target ON target.id = event_type_alias.type_id;

CREATE VIEW event_properties_readable AS
SELECT event_property.event_id, property_name.name, property_value.value
FROM event_property
JOIN property_name ON property_name.id = event_property.name_id
JOIN property_value ON property_value.id = event_property.value_id;

CREATE VIEW attributes_readable AS
SELECT person.key AS person, attribute_name.name, attribute.value, attribute.import_id
FROM attribute
JOIN person ON person.id = attribute.person_id
JOIN attribute_name ON attribute_name.id = attribute.name_id;

CREATE VIEW outcomes_readable AS
SELECT person.key AS person,
       outcome_name.name,
       strftime ('%Y-%m-%dT%H:%M:%fZ', outcome.time_ms / 1000.0, 'unixepoch') AS time,
       outcome.value
FROM outcome
JOIN person ON person.id = outcome.person_id
JOIN outcome_name ON outcome_name.id = outcome.name_id;

CREATE VIEW treatments_readable AS
SELECT person.key AS person,
       treatment_name.name,
       strftime ('%Y-%m-%dT%H:%M:%fZ', treatment.time_ms / 1000.0, 'unixepoch') AS time,
       treatment.value
FROM treatment
JOIN person ON person.id = treatment.person_id
JOIN treatment_name ON treatment_name.id = treatment.name_id;

CREATE VIEW links_readable AS
SELECT other.key AS alias, person.key AS person
FROM alias
JOIN person AS other ON other.id = alias.alias_id
JOIN person ON person.id = alias.person_id;

CREATE VIEW accounts_readable AS
SELECT account.key AS account, person.key AS person, account_member.role,
       strftime ('%Y-%m-%dT%H:%M:%SZ', account_member.from_ms / 1000, 'unixepoch') AS valid_from,
       strftime ('%Y-%m-%dT%H:%M:%SZ', account_member.to_ms / 1000, 'unixepoch') AS valid_to
FROM account_member
JOIN account ON account.id = account_member.account_id
JOIN person ON person.id = account_member.person_id;

CREATE VIEW imports_readable AS
SELECT id, kind, file_name, rows_read, accepted, rejected, duplicates,
       strftime ('%Y-%m-%dT%H:%M:%SZ', imported_at_ms / 1000, 'unixepoch') AS imported_at
FROM import;

CREATE VIEW model_versions_readable AS
SELECT model.name AS model, model_version.number, model_version.sha256,
       model_version.author, model_version.reason,
       strftime ('%Y-%m-%dT%H:%M:%SZ', model_version.published_at_ms / 1000, 'unixepoch') AS published_at
FROM model_version
JOIN model ON model.id = model_version.model_id;
